//! What the archive keeps of one person, for them to take away whole (GDPR 15 and 20).
//!
//! Read on the archive's own errand, after somebody has proved who they are. What others have told in confidence is not
//! in it, and no secret is: neither hashes nor keys. Whatever else comes to be kept of people gets its line here.

use jiff::Timestamp;
use manuscript::Prose;
use serde::Serialize;

use crate::accounts::{self, Passkey, Preferences, SecondFactor};
use crate::blocks::{self, List};
use crate::clock::from_millis;
use crate::db::{Row, args};
use crate::filters::{self, Named, SavedSearch};
use crate::people::profile;
use crate::people::pseuds::{self, Portrait};
use crate::{
    Errand, Error, PersonId, Result, Tx, Viewer, bookmarks, collections, comments, gifts, invitations, kudos, notices,
    people, reading, relations, series, shelves, subscriptions, typings, unwelcome, works,
};

/// Everything about a person that is not a work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Belongings {
    /// The account's name.
    pub name: String,
    /// Where letters go; nothing without an account.
    pub email: Option<String>,
    /// When the account was made.
    pub joined: Option<Timestamp>,
    /// The roles that the person has.
    pub roles: Vec<&'static str>,
    /// Names and addresses that the account had.
    pub former: Vec<Former>,
    /// What was agreed to.
    pub consents: Vec<Consent>,
    /// Browsers that are logged in.
    pub sessions: Vec<Session>,
    /// When browsers that the account knows logged in last.
    pub known_browsers: Vec<Timestamp>,
    /// Since when a code is asked for after the password; nothing where it is not.
    pub second_factor: Option<Timestamp>,
    /// The passkeys that open the account.
    pub passkeys: Vec<Key>,
    /// What the person likes.
    pub preferences: Preferences,
    /// Who asks, and has no answer yet.
    pub asked_by: Vec<Question>,
    /// Whom they have invited to join.
    pub invited: Vec<Invited>,
    /// Why they ask for more invitations, as long as nobody has answered.
    pub invitations_asked_for: Option<String>,
    /// The line above what they say of themselves.
    pub title: String,
    /// What they say of themselves.
    pub about: Prose,
    /// The names they write under.
    pub pseuds: Vec<Name>,
    /// Whom they have blocked.
    pub blocked: Vec<String>,
    /// Whom they have muted.
    pub muted: Vec<String>,
    /// Words and names that they do not wish to meet at their works.
    pub unwelcome: unwelcome::Unwelcome,
    /// What they said at works, the newest first.
    pub comments: Vec<Remark>,
    /// Where they left kudos, the newest first.
    pub kudos: Vec<Thanks>,
    /// The searches they have saved.
    pub searches: Vec<Search>,
    /// The tags they keep at hand.
    pub favourites: Vec<String>,
    /// What they never want to see.
    pub never: Vec<Never>,
    /// What they have bookmarked.
    pub bookmarks: Vec<bookmarks::Kept>,
    /// The collections they keep, are in, or are asked into.
    pub collections: Vec<collections::Kept>,
    /// What they remember of their reading.
    pub reading: Vec<reading::Kept>,
    /// Their shelves.
    pub shelves: Vec<shelves::Kept>,
    /// Works elsewhere that are in their library.
    pub read_elsewhere: Vec<manuscript::ListEntry>,
    /// The reading lists they brought along.
    pub reading_lists: Vec<reading::Brought>,
    /// Files of works that they fetched.
    pub downloads: Vec<reading::KeptFile>,
    /// What they follow.
    pub subscriptions: Vec<subscriptions::Kept>,
    /// How they are told of it.
    pub notice_habit: subscriptions::Said,
    /// What they were told of it, and have not put away.
    pub notices: Vec<notices::Kept>,
    /// The series of which they have made a work.
    pub series: Vec<series::Kept>,
    /// What their works come from.
    pub relations: Vec<relations::Kept>,
    /// Works that were given to them.
    pub gifts: Vec<gifts::Kept>,
    /// What kept or keeps them from writing.
    pub sanctions: Vec<Sanction>,
    /// What happened to the account in the last ninety days, by the hour.
    pub happened: Vec<Happened>,
    /// When the letters were written that have not left yet.
    pub letters_waiting: Vec<Timestamp>,
    /// What they were typing and have not saved.
    pub unsaved: Vec<Unsaved>,
}

/// A name or address that an account had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Former {
    /// `name`, `taken-name` or `address`.
    pub what: String,
    /// What it was.
    pub value: String,
    /// Until when.
    pub until: Timestamp,
}

/// Something that was agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Consent {
    /// To what.
    pub what: String,
    /// Which version of it.
    pub version: String,
    /// When.
    pub at: Timestamp,
}

/// A browser that is logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Session {
    /// What it called itself.
    pub browser: String,
    /// Since when.
    pub began: Timestamp,
    /// Until when.
    pub ends: Timestamp,
}

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Key {
    /// What it is called.
    pub label: String,
    /// When it was added.
    pub added: Timestamp,
    /// When it was used last.
    pub used: Option<Timestamp>,
}

/// Somebody asks to name them as a creator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Of the work of this title.
    pub work: String,
    /// Who asks.
    pub by: String,
    /// Since when.
    pub at: Timestamp,
}

/// An invitation to join that they gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Invited {
    /// The address that it went to; nothing for a link.
    pub address: Option<String>,
    /// When it was made.
    pub made: Timestamp,
    /// Until when it is good.
    pub ends: Timestamp,
}

/// Something they said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// At which work, by its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work: Option<i64>,
    /// At which tag, by its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<i64>,
    /// When.
    pub at: Timestamp,
    /// What, as it was typed.
    pub said: String,
}

/// Kudos they left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Thanks {
    /// At which work, by its number.
    pub work: i64,
    /// When.
    pub at: Timestamp,
}

/// A search that was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Search {
    /// What it is called.
    pub name: String,
    /// What is looked for.
    pub query: String,
}

/// Something they never want to see, as it would be typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Never {
    /// What.
    pub never: String,
    /// What they want to see nevertheless.
    pub unless: Vec<String>,
    /// Why.
    pub reason: String,
}

/// A name they write under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Name {
    /// The name.
    pub name: String,
    /// Whether works go under it unless another is said.
    pub is_default: bool,
    /// What they say about it.
    pub description: Prose,
    /// What its icon shows, in words.
    pub icon_alt: String,
    /// The icon as a PNG.
    #[serde(skip)]
    pub icon: Option<Vec<u8>>,
}

/// A suspension or ban.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sanction {
    /// Since when.
    pub at: Timestamp,
    /// Until when; nothing for a ban.
    pub until: Option<Timestamp>,
    /// When it was lifted before its time.
    pub lifted: Option<Timestamp>,
    /// Why, as it was told them.
    pub reason: String,
}

/// What happened to the account in an hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Happened {
    /// What.
    pub what: String,
    /// How often.
    pub times: u64,
    /// When last.
    pub last: Timestamp,
}

/// What was being typed into a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unsaved {
    /// The form's address.
    pub place: String,
    /// When it was kept.
    pub at: Timestamp,
    /// The form's fields, as they were kept.
    pub typed: String,
}

/// Everything about a person that is not a work. For the archive's errand alone.
pub fn of(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<Belongings> {
    if *viewer != Viewer::Custodian(Errand::OwnExport) {
        return Err(Error::NotFound);
    }
    let own = Viewer::Member(person);
    let (account, (profile, _)) = (account(tx, person)?, profile::of(&own, tx, person)?);
    Ok(Belongings {
        name: people::show(&own, tx, person)?.name,
        joined: account.as_ref().map(|(_, joined)| *joined),
        email: account.map(|(address, _)| address),
        roles: accounts::roles_of(tx, person)?.into_iter().map(accounts::Role::word).collect(),
        former: former(tx, person)?,
        consents: consents(tx, person)?,
        sessions: sessions(&own, tx)?,
        known_browsers: browsers(tx, person)?,
        second_factor: second_factor(&own, tx)?,
        passkeys: accounts::passkeys(&own, tx)?.into_iter().map(key).collect(),
        preferences: accounts::preferences_of(tx, person)?,
        asked_by: questions(&own, tx)?,
        invited: invited(&own, tx)?,
        invitations_asked_for: invitations::own_wish(&own, tx)?.map(|wish| wish.reason),
        title: profile.title,
        about: profile.about,
        pseuds: names(&own, tx, person)?,
        blocked: blocks::on(&own, tx, List::Blocked)?,
        muted: blocks::on(&own, tx, List::Muted)?,
        unwelcome: unwelcome::of(tx, person)?,
        comments: comments::all_of(tx, person)?.into_iter().map(remark).collect(),
        kudos: kudos::all_of(tx, person)?.into_iter().map(thanks).collect(),
        searches: filters::all(&own, tx)?.into_iter().map(search).collect(),
        favourites: filters::favourites(&own, tx)?.into_iter().map(|tag| tag.name).collect(),
        never: filters::rules(&own, tx)?.into_iter().map(never).collect(),
        bookmarks: bookmarks::all_of(&own, tx)?,
        collections: collections::all_of(&own, tx)?,
        reading: reading::all_of(&own, tx, person)?,
        read_elsewhere: reading::out_elsewhere(&own, tx)?,
        reading_lists: reading::brought(&own, tx)?,
        downloads: reading::all_files(&own, tx)?,
        shelves: shelves::all_of(&own, tx)?,
        subscriptions: subscriptions::kept_of(&own, tx)?,
        notice_habit: subscriptions::habit(&own, tx)?.into(),
        notices: notices::kept_of(tx, person)?,
        series: series::all_of(&own, tx)?,
        relations: relations::all_of(&own, tx)?,
        gifts: gifts::all_of(&own, tx)?,
        sanctions: sanctions(tx, person)?,
        happened: happened(tx, person)?,
        letters_waiting: letters(tx, person)?,
        unsaved: typings::all(tx, person)?.into_iter().map(unsaved).collect(),
    })
}

fn remark((place, at, said): comments::Own) -> Remark {
    let (work, tag) = match place {
        comments::At::Work(work) => (Some(work.number()), None),
        comments::At::Tag(tag) => (None, Some(tag.number())),
    };
    Remark { work, tag, at: from_millis(at), said }
}

fn thanks((work, at): kudos::Given) -> Thanks {
    Thanks { work: work.number(), at: from_millis(at) }
}

fn search(saved: SavedSearch) -> Search {
    Search { name: saved.name, query: saved.query }
}

fn never(rule: filters::Rule) -> Never {
    let unless = rule.unless.iter().filter_map(Named::text).collect();
    Never { never: rule.never.text().unwrap_or_default(), unless, reason: rule.reason }
}

fn account(tx: &Tx<'_>, person: PersonId) -> Result<Option<(String, Timestamp)>> {
    tx.first("select email, joined_at from accounts where person_id = $1", args![person], |row| {
        Ok((row.get(0)?, moment(row, 1)?))
    })
}

fn former(tx: &Tx<'_>, person: PersonId) -> Result<Vec<Former>> {
    tx.all(
        "select what, value, until_at from former where person_id = $1 order by until_at, what",
        args![person],
        |row| Ok(Former { what: row.get(0)?, value: row.get(1)?, until: moment(row, 2)? }),
    )
}

fn consents(tx: &Tx<'_>, person: PersonId) -> Result<Vec<Consent>> {
    tx.all(
        "select what, version, at from consents where person_id = $1 order by at, what, version",
        args![person],
        |row| Ok(Consent { what: row.get(0)?, version: row.get(1)?, at: moment(row, 2)? }),
    )
}

fn sessions(own: &Viewer, tx: &Tx<'_>) -> Result<Vec<Session>> {
    let open = accounts::open_of(own, tx)?.into_iter();
    Ok(open.map(|open| Session { browser: open.device, began: open.began, ends: open.ends }).collect())
}

fn second_factor(own: &Viewer, tx: &Tx<'_>) -> Result<Option<Timestamp>> {
    Ok(match accounts::second_factor(own, tx)? {
        SecondFactor::On { since, .. } => Some(since),
        SecondFactor::Off | SecondFactor::Waiting(_) => None,
    })
}

fn key(passkey: Passkey) -> Key {
    Key { label: passkey.label, added: passkey.made, used: passkey.used }
}

fn questions(own: &Viewer, tx: &Tx<'_>) -> Result<Vec<Question>> {
    let asked = works::invitations(own, tx)?.into_iter();
    Ok(asked.map(|asked| Question { work: asked.card.title, by: asked.by, at: asked.at }).collect())
}

fn invited(own: &Viewer, tx: &Tx<'_>) -> Result<Vec<Invited>> {
    let given = invitations::given(own, tx)?.into_iter();
    Ok(given.map(|given| Invited { address: given.address, made: given.made, ends: given.ends }).collect())
}

fn names(own: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<Vec<Name>> {
    let name = |portrait: Portrait| {
        let icon = portrait.icon.map(|digest| pseuds::icon(tx, &digest)).transpose()?.flatten();
        let (name, is_default, description) = (portrait.pseud.name, portrait.is_default, portrait.description);
        Ok(Name { name, is_default, description, icon_alt: portrait.alt, icon })
    };
    pseuds::portraits(own, tx, person)?.into_iter().map(name).collect()
}

fn sanctions(tx: &Tx<'_>, person: PersonId) -> Result<Vec<Sanction>> {
    tx.all(
        "select at, ends_at, lifted_at, reason from sanctions where person_id = $1 order by at, id",
        args![person],
        |row| {
            let millis = |at| Ok::<_, Error>(row.get::<Option<i64>>(at)?.map(from_millis));
            Ok(Sanction { at: moment(row, 0)?, until: millis(1)?, lifted: millis(2)?, reason: row.get(3)? })
        },
    )
}

fn happened(tx: &Tx<'_>, person: PersonId) -> Result<Vec<Happened>> {
    tx.all(
        "select what, times, last_at from account_events where person_id = $1 order by last_at, what",
        args![person],
        |row| Ok(Happened { what: row.get(0)?, times: row.get::<i64>(1)? as u64, last: moment(row, 2)? }),
    )
}

fn unsaved((place, typing): (String, typings::Typing)) -> Unsaved {
    Unsaved { place, at: typing.at, typed: typing.text }
}

fn browsers(tx: &Tx<'_>, person: PersonId) -> Result<Vec<Timestamp>> {
    tx.all("select seen_at from devices where person_id = $1 order by seen_at", args![person], |row| moment(row, 0))
}

fn letters(tx: &Tx<'_>, person: PersonId) -> Result<Vec<Timestamp>> {
    tx.all("select written_at from letters where person_id = $1 order by written_at, id", args![person], |row| {
        moment(row, 0)
    })
}

fn moment(row: &Row<'_>, at: usize) -> Result<Timestamp> {
    Ok(from_millis(row.get(at)?))
}
