//! Making a collection and changing what it is (COL-1, COL-4). Its owners do; those who keep order in the archive may change
//! its words, and the log says so.

use jiff::Timestamp;
use manuscript::Prose;

use super::parents::attach;
use super::picture::{NewPicture, hang};
use super::read::fetch_to;
use super::reveal::{begin, stay};
use super::row::{CollectionRow, Role};
use super::visibility::Action;
use crate::accounts::Address;
use crate::bookmarks::is_address;
use crate::clock::from_millis;
use crate::db::args;
use crate::deeds::{self, Act, Subject};
use crate::feed::{self, Change};
use crate::people::pseuds::{NewIcon, sweep, wear};
use crate::tags::{self, key, listed};
use crate::{CollectionId, Error, FieldError, Result, Slip, Tx, Viewer, people};

/// Characters of a name, and of a title.
const NAME: u64 = 255;

/// Characters of a description, of the clean HTML as it is stored.
const DESCRIPTION: u64 = 1_250;

/// Characters of each longer text, of the clean HTML as it is stored.
const TEXT: u64 = 100_000;

/// Characters of the words for an icon.
const ALT: u64 = 250;

/// Characters of the address of a picture.
const ADDRESS: u64 = 2_000;

/// Tags of a collection's own.
const TAGS: u64 = 10;

/// Names that addresses need for something else.
const TAKEN: &[&str] = &["new", "search"];

/// A collection as it is wanted.
#[expect(clippy::struct_excessive_bools, reason = "independent wishes, each a box of its own")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewCollection {
    /// The name in its address.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// What it is, in few words.
    pub description: Prose,
    /// What its page begins with.
    pub intro: Prose,
    /// Questions that are asked often, and answers.
    pub faq: Prose,
    /// What holds in it.
    pub rules: Prose,
    /// Where those who keep it are written to; empty for nowhere.
    pub email: String,
    /// What becomes of the icon.
    pub icon: NewIcon,
    /// What the icon shows, in words.
    pub icon_alt: String,
    /// What becomes of the picture at its head.
    pub picture: NewPicture,
    /// The address of the picture that stands there where none was uploaded; empty for none.
    pub header: String,
    /// What the picture at its head shows, in words.
    pub header_alt: String,
    /// Its own tags, with commas between.
    pub tags: String,
    /// The name of the collection that it is to be a part of; empty for none.
    pub parent: String,
    /// Whether nothing new comes in.
    pub is_closed: bool,
    /// Whether what is put in waits until somebody who keeps it says yes.
    pub is_moderated: bool,
    /// Whether what comes in is a mystery for now.
    pub is_unrevealed: bool,
    /// Whether what comes in is shown without names.
    pub is_anonymous: bool,
    /// When works are revealed.
    pub reveals: Option<Timestamp>,
    /// When their creators are named.
    pub names: Option<Timestamp>,
}

/// Makes a collection whose owner is the viewer, under the name that they write under.
pub fn make(viewer: &Viewer, tx: &Tx<'_>, new: &NewCollection) -> Result<CollectionId> {
    viewer.in_good_standing()?;
    let person = viewer.person().ok_or(Error::LogIn)?;
    let tags = check(tx, new, None)?;
    let (id, pseud) = (CollectionId::new(tx.fresh_id()), people::default_pseud(tx, person)?);
    let name_key = key(&new.name);
    tx.run(
        "insert into collections (id, name, name_key, title, title_key, description, intro, faq, rules, cleaner, email,
           icon_alt, closed, moderated, unrevealed, anonymous, parent_agreed, hidden, ended, made_at)
         values ($1, $2, $3, '', '', '', '', '', '', 0, '', '', false, false, $4, $5, false, false, false, $6)",
        args![id, &new.name, &name_key, new.is_unrevealed, new.is_anonymous, tx.now()],
    )?;
    tx.run(
        "insert into collection_people (collection_id, person_id, pseud_id, role, at) values ($1, $2, $3, $4, $5)",
        args![id, person, pseud, Role::Owner, tx.now()],
    )?;
    word(tx, id, new, &tags)?;
    set(tx, id, new)?;
    attach(viewer, tx, id, &new.parent)?;
    feed::note(tx, Change::Collection(id)).map(|()| id)
}

/// Changes a collection. What is not unrevealed or anonymous any more is taken off all its works, some at a time.
pub fn revise(viewer: &Viewer, tx: &Tx<'_>, name: &str, new: &NewCollection) -> Result<()> {
    let row = fetch_to(viewer, tx, name, Action::Mend)?;
    if !row.standing.owns() {
        return mend(viewer, tx, &row, new);
    }
    let tags = check(tx, new, Some(&row))?;
    let name_key = key(&new.name);
    tx.run("update collections set name = $2, name_key = $3 where id = $1", args![row.id, &new.name, &name_key])?;
    word(tx, row.id, new, &tags)?;
    set(tx, row.id, new)?;
    begin(tx, row.id, (row.is_unrevealed && !new.is_unrevealed, row.is_anonymous && !new.is_anonymous))?;
    stay(tx, row.id, (new.is_unrevealed, new.is_anonymous))?;
    attach(viewer, tx, row.id, &new.parent)?;
    feed::note(tx, Change::Collection(row.id))
}

/// Somebody who keeps order in the archive changes the words, and nothing else.
fn mend(viewer: &Viewer, tx: &Tx<'_>, row: &CollectionRow, new: &NewCollection) -> Result<()> {
    let new =
        NewCollection { name: row.name.clone(), email: row.email.clone(), reveals: None, names: None, ..new.clone() };
    let tags = check(tx, &new, Some(row))?;
    deeds::note(viewer, tx, Act::MendedCollection, &Subject::called(&row.name), "")?;
    word(tx, row.id, &new, &tags)?;
    feed::note(tx, Change::Collection(row.id))
}

/// Stores the words.
fn word(tx: &Tx<'_>, id: CollectionId, new: &NewCollection, tags: &[String]) -> Result<()> {
    let texts = [&new.description, &new.intro, &new.faq, &new.rules];
    let [description, intro, faq, rules] = texts.map(|text| (text.html(), source(text)));
    let title_key = key(&new.title);
    tx.run(
        "update collections set title = $2, title_key = $3, description = $4, description_source = $5, intro = $6,
           intro_source = $7, faq = $8, faq_source = $9, rules = $10, rules_source = $11, cleaner = $12, email = $13,
           icon_alt = $14, header = $15, header_alt = $16 where id = $1",
        args![
            id,
            new.title.trim(),
            &title_key,
            description.0,
            description.1,
            intro.0,
            intro.1,
            faq.0,
            faq.1,
            rules.0,
            rules.1,
            i64::from(manuscript::CLEANER),
            new.email.trim(),
            &new.icon_alt,
            new.header.trim(),
            &new.header_alt,
        ],
    )?;
    let icon: Option<String> = tx.value("select icon from collections where id = $1", args![id])?.flatten();
    wear(tx, &new.icon, "update collections set icon = $2 where id = $1", id.number())?;
    sweep(tx, icon.as_deref())?;
    hang(tx, id, &new.picture)?;
    tx.run("delete from collection_tags where collection_id = $1", args![id])?;
    for (position, name) in tags.iter().enumerate() {
        let name_key = key(name);
        tx.run(
            "insert into collection_tags (collection_id, position, name, name_key) values ($1, $2, $3, $4)",
            args![id, position as i64, name, &name_key],
        )?;
    }
    Ok(())
}

/// What was typed, where it is not what is shown.
fn source(text: &Prose) -> Option<&str> {
    (text.source() != text.html()).then(|| text.source())
}

/// Stores how it is kept. Times to reveal are of what is not revealed.
fn set(tx: &Tx<'_>, id: CollectionId, new: &NewCollection) -> Result<()> {
    let millis = |at: Option<Timestamp>, is: bool| at.filter(|_| is).map(Timestamp::as_millisecond);
    tx.run(
        "update collections set closed = $2, moderated = $3, unrevealed = $4, anonymous = $5, reveals_at = $6,
           names_at = $7 where id = $1",
        args![
            id,
            new.is_closed,
            new.is_moderated,
            new.is_unrevealed,
            new.is_anonymous,
            millis(new.reveals, new.is_unrevealed),
            millis(new.names, new.is_anonymous),
        ],
    )
    .map(drop)
}

/// The tags in good form, or all that is wrong.
fn check(tx: &Tx<'_>, new: &NewCollection, before: Option<&CollectionRow>) -> Result<Vec<String>> {
    let mut wrong = lengths(new);
    if !is_name(&new.name) {
        wrong.push(FieldError::new("name", Slip::NotACollectionName));
    } else if is_taken(tx, &new.name, before)? {
        wrong.push(FieldError::new("name", Slip::Taken));
    }
    if new.title.contains(',') {
        wrong.push(FieldError::new("title", Slip::NoCommas));
    }
    if new.title.trim().is_empty() {
        wrong.push(FieldError::new("title", Slip::Missing));
    } else if tags::is_blank(&new.title) {
        wrong.push(FieldError::new("title", Slip::Blank));
    }
    if !new.email.trim().is_empty() && new.email.trim().parse::<Address>().is_err() {
        wrong.push(FieldError::new("email", Slip::NotAnAddress));
    }
    let times = [
        ("reveals_at", new.reveals, before.and_then(|row| row.reveals_at)),
        ("names_at", new.names, before.and_then(|row| row.names_at)),
    ];
    for (field, at, known) in times {
        if at.is_some_and(|at| at.as_millisecond() <= tx.now() && known.map(from_millis) != Some(at)) {
            wrong.push(FieldError::new(field, Slip::Past));
        }
    }
    if !new.header.trim().is_empty() && !is_picture(new.header.trim()) {
        wrong.push(FieldError::new("header", Slip::NotAPictureAddress));
    }
    let tags = tagged(new, &mut wrong);
    if wrong.is_empty() { Ok(tags) } else { Err(Error::Invalid(wrong)) }
}

fn lengths(new: &NewCollection) -> Vec<FieldError> {
    let all = [
        ("name", NAME, new.name.as_str()),
        ("title", NAME, new.title.as_str()),
        ("description", DESCRIPTION, new.description.html()),
        ("intro", TEXT, new.intro.html()),
        ("faq", TEXT, new.faq.html()),
        ("rules", TEXT, new.rules.html()),
        ("email", NAME, new.email.as_str()),
        ("icon_alt", ALT, new.icon_alt.as_str()),
        ("header", ADDRESS, new.header.as_str()),
        ("header_alt", ALT, new.header_alt.as_str()),
    ];
    let is = |text: &str| text.chars().count() as u64;
    let long = all.into_iter().filter(|(_, most, text)| is(text) > *most);
    let mut wrong: Vec<FieldError> =
        long.map(|(field, most, text)| FieldError::new(field, Slip::TooLong { most, is: is(text) })).collect();
    if new.description.html().contains("<img") {
        wrong.push(FieldError::new("description", Slip::NoPictures));
    }
    wrong
}

fn tagged(new: &NewCollection, wrong: &mut Vec<FieldError>) -> Vec<String> {
    let mut all = Vec::new();
    for name in listed(&new.tags) {
        match tags::check(&name) {
            Ok(name) => all.push(name),
            Err(slip) => wrong.push(FieldError::new("tags", slip)),
        }
    }
    if all.len() as u64 > TAGS {
        wrong.push(FieldError::new("tags", Slip::TooMany { most: TAGS, is: all.len() as u64 }));
    }
    all
}

/// Whether this is the address of a picture that browsers show: over HTTPS, with an ending of one (COL-1).
fn is_picture(address: &str) -> bool {
    let whole = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let path = whole.strip_prefix("https://").and_then(|rest| rest.split_once('/')).map(|(_, path)| path);
    let endings = [".png", ".jpg", ".jpeg", ".gif", ".webp"];
    path.is_some_and(|path| endings.iter().any(|ending| path.ends_with(ending))) && is_address(address)
}

/// Letters, digits and underscores of ASCII, with a letter or digit at both ends.
fn is_name(name: &str) -> bool {
    let letters = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    letters && !name.is_empty() && !name.starts_with('_') && !name.ends_with('_')
}

fn is_taken(tx: &Tx<'_>, name: &str, before: Option<&CollectionRow>) -> Result<bool> {
    let name_key = key(name);
    let other: Option<CollectionId> = tx.value("select id from collections where name_key = $1", args![&name_key])?;
    Ok(TAKEN.contains(&name_key.as_str()) || other.is_some_and(|other| before.is_none_or(|row| row.id != other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_at_the_head_comes_over_https_and_is_one_by_its_ending() {
        for good in ["https://example.org/a.png", "https://example.org/a.JPEG?big=1"] {
            assert!(is_picture(good), "{good}");
        }
        for bad in
            ["http://example.org/a.png", "https://example.org/a.svg", "javascript:x.png", "https://x.png", "a.png"]
        {
            assert!(!is_picture(bad), "{bad}");
        }
    }

    #[test]
    fn a_name_is_of_letters_digits_and_underscores() {
        for good in ["yuletide", "Yuletide_2026", "7", "a_b"] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", "_a", "a_", "a b", "a-b", "ü", "a/b", "a.b"] {
            assert!(!is_name(bad), "{bad}");
        }
    }
}
