//! Words and names that an author does not wish to meet at her works.
//!
//! What is said there and holds one of the words, or is said by one of the names, a guest's or a member's, waits for her, or is
//! refused as if she had blocked who says it. Compared is as tags are (TAG-3), words whole. Nobody but her sees the list: neither
//! who wrote with her, nor those who keep order, nor whoever is refused.

use serde::Serialize;

use manuscript::plain_text;

use crate::db::{Sql, args};
use crate::sieve::is_unspaced;
use crate::tags::{is_blank, key};
use crate::{Error, FieldError, PersonId, Result, Slip, Tx, Viewer};

/// So many words, and so many names, stand on a list.
const MOST: u64 = 500;

/// The longest of them.
const LONGEST: u64 = 100;

/// Somebody's list, as they wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Unwelcome {
    /// Words, and several in a row.
    pub words: Vec<String>,
    /// Names of guests and members.
    pub names: Vec<String>,
    /// Whether what meets the list is refused; otherwise it waits.
    pub is_refused: bool,
}

/// What somebody says, to be held against lists.
pub(crate) struct Said<'s> {
    pub(crate) html: &'s str,
    pub(crate) person: Option<PersonId>,
    /// The name that a guest gives.
    pub(crate) guest: Option<&'s str>,
}

/// Something stands on a list. Not what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Met {
    /// Whether it is refused.
    pub(crate) is_refused: bool,
}

/// The viewer's own list.
pub fn own(viewer: &Viewer, tx: &Tx<'_>) -> Result<Unwelcome> {
    of(tx, viewer.person().ok_or(Error::LogIn)?)
}

/// A person's list, for them to take away. The caller has asked whether it is theirs.
pub(crate) fn of(tx: &Tx<'_>, person: PersonId) -> Result<Unwelcome> {
    let text = "select name from unwelcome where person_id = $1 and kind = $2 order by name_key";
    let named = |kind: &'static str| tx.all(text, args![person, kind], |row| row.get(0));
    let refused = tx.value("select refused from unwelcome_ways where person_id = $1", args![person])?;
    Ok(Unwelcome { words: named("word")?, names: named("name")?, is_refused: refused.unwrap_or(false) })
}

/// Keeps the viewer's list, all of it or nothing. What is said already stays as it is.
pub fn keep(viewer: &Viewer, tx: &Tx<'_>, list: &Unwelcome) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let wrong: Vec<FieldError> = [("words", &list.words), ("names", &list.names)]
        .into_iter()
        .filter_map(|(field, all)| wrong(all).map(|slip| FieldError::new(field, slip)))
        .collect();
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    tx.run("delete from unwelcome where person_id = $1", args![person])?;
    for (kind, all) in [("word", &list.words), ("name", &list.names)] {
        for name in all {
            tx.run(
                "insert into unwelcome (person_id, kind, name_key, name) values ($1, $2, $3, $4)
                 on conflict (person_id, kind, name_key) do nothing",
                args![person, kind, key(name), name.as_str()],
            )?;
        }
    }
    tx.run(
        "insert into unwelcome_ways (person_id, refused) values ($1, $2)
         on conflict (person_id) do update set refused = excluded.refused",
        args![person, list.is_refused],
    )
    .map(drop)
}

fn wrong(all: &[String]) -> Option<Slip> {
    if all.len() as u64 > MOST {
        return Some(Slip::TooMany { most: MOST, is: all.len() as u64 });
    }
    // What says nothing in one spelling would be met everywhere.
    if all.iter().any(|name| is_blank(name) || !key(name).chars().any(char::is_alphanumeric)) {
        return Some(Slip::Blank);
    }
    let longest = all.iter().map(|name| name.chars().count() as u64).max().unwrap_or(0);
    (longest > LONGEST).then_some(Slip::TooLong { most: LONGEST, is: longest })
}

/// Whether something stands on a list of one of these people, their own words left aside; refused by one is refused.
pub(crate) fn met(tx: &Tx<'_>, people: &[PersonId], said: &Said<'_>) -> Result<Option<Met>> {
    let mut sql = Sql::new(
        "select u.kind, u.name_key, coalesce(w.refused, false) from unwelcome u
         left join unwelcome_ways w on w.person_id = u.person_id where u.person_id in ",
    );
    sql.bind_list(people.iter().copied());
    let lists = sql.all(tx, |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<bool>(2)?)))?;
    if lists.is_empty() {
        return Ok(None);
    }
    let (text, names) = (key(&plain_text(said.html)), names_of(tx, said)?);
    let met =
        lists.iter().filter(|(kind, name, _)| if kind == "word" { holds(&text, name) } else { names.contains(name) });
    Ok(met.map(|(_, _, is_refused)| *is_refused).max().map(|is_refused| Met { is_refused }))
}

/// Every name of who says it, in one spelling.
fn names_of(tx: &Tx<'_>, said: &Said<'_>) -> Result<Vec<String>> {
    let Some(person) = said.person else { return Ok(said.guest.map(key).into_iter().collect()) };
    let text = "select name_key from people where id = $1 union select name_key from pseuds where person_id = $1";
    tx.all(text, args![person], |row| row.get(0))
}

/// Whether a text holds a word whole, both in one spelling.
fn holds(text: &str, word: &str) -> bool {
    let is_joined = |inner: Option<char>, outer: Option<char>| {
        let is_letter =
            |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() && !is_unspaced(letter));
        is_letter(inner) && is_letter(outer)
    };
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (text.get(..at), text.get(at + word.len()..));
        !is_joined(word.chars().next(), before.and_then(|text| text.chars().next_back()))
            && !is_joined(word.chars().next_back(), after.and_then(|text| text.chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_met_whole_in_every_spelling_and_a_part_of_another_is_not() {
        for (text, word, is) in [
            ("I HÁTE it", "hate", true),
            ("whatever", "hate", false),
            ("hated", "hate", false),
            ("hate", "hate", true),
            ("so much hate!", "Hate", true),
            ("kill  your\nself", "kill your self", true),
            ("悪い言葉だ", "言葉", true),
            ("a.i. slop", "a.i.", true),
            ("ｈａｔｅ", "hate", true),
        ] {
            assert_eq!(holds(&key(text), &key(word)), is, "{word} in {text}");
        }
    }
}
