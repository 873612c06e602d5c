//! Canonical tags that an undecided one is likely to mean: of its kind, and spelled nearly so.
//!
//! The work is bounded: a tag is compared with what belongs to the fandom in whose bin it lies and with what begins as it
//! does, never with all there is. What is offered is canonical or a synonym, which wranglers know already.

use std::collections::HashMap;
use std::rc::Rc;

use super::standing::{self, Stand};
use crate::accounts::{Power, require};
use crate::db::args;
use crate::tags::{Kind, key};
use crate::{Result, TagId, Tx, Viewer};

/// So many of a fandom, and so many that begin alike, are compared.
const COMPARED: i64 = 2_000;
const ALIKE: i64 = 400;

/// So many letters at the beginning are alike, so many names in one are looked for, and so much longer or shorter can it be.
const BEGINNING: usize = 2;
const PARTS: usize = 3;
const NEAR: i64 = 4;

/// So many are offered.
const OFFERED: usize = 3;

/// The canonical tag that a name stands for, and what it is compared by.
struct Candidate {
    canonical: TagId,
    words: Words,
}

/// Of which kind, between which beginnings, and how long.
type Begun = (Kind, (String, String), i64);

/// What was read of each beginning.
type Read = HashMap<Begun, Rc<[Candidate]>>;

/// The words of a name, letter by letter, and which letters there are at all.
struct Words {
    letters: Vec<char>,
    signs: u64,
}

/// For each of these tags, which lie in a bin, the canonical ones that it is likely to mean, the likeliest first.
pub fn likely(viewer: &Viewer, tx: &Tx<'_>, fandom: Option<TagId>, stands: &[Stand]) -> Result<Vec<Vec<Stand>>> {
    require(viewer, tx, Power::Wrangle)?;
    let Some(first) = stands.first() else { return Ok(Vec::new()) };
    let near = match fandom {
        Some(fandom) => of_fandom(tx, fandom, first)?,
        None => Vec::new(),
    };
    let mut read = Read::new();
    stands.iter().map(|stand| of_one(tx, stand, &near, &mut read)).collect()
}

fn of_one(tx: &Tx<'_>, stand: &Stand, near: &[Candidate], read: &mut Read) -> Result<Vec<Stand>> {
    let folded = key(&stand.tag.name);
    let words = Words::of(&folded);
    let alike = alike(tx, stand, &folded, read)?;
    let mut found: Vec<(usize, TagId)> = Vec::new();
    for candidate in near
        .iter()
        .chain(alike.iter().flat_map(|some| some.iter()))
        .filter(|candidate| candidate.canonical != stand.tag.id)
    {
        if let Some(far) = words.distance(&candidate.words) {
            found.push((far, candidate.canonical));
        }
    }
    found.sort_by_key(|(far, _)| *far);
    let mut offered: Vec<TagId> = Vec::new();
    for (_, tag) in found {
        if !offered.contains(&tag) && offered.len() < OFFERED {
            offered.push(tag);
        }
    }
    offered.into_iter().map(|tag| standing::of(tx, tag)).collect()
}

/// What belongs to a fandom, of the kind of a tag: canonical ones, and synonyms for what they mean.
fn of_fandom(tx: &Tx<'_>, fandom: TagId, like: &Stand) -> Result<Vec<Candidate>> {
    tx.all(
        "select coalesce(t.merger_id, t.id), t.name_key from tag_parents p join tags t on t.id = p.tag_id
         where p.parent_id = $1 and t.kind = $2 and t.standing in ('canonical', 'synonym') limit $3",
        args![fandom, like.tag.kind, COMPARED],
        candidate,
    )
}

/// What begins as a tag does, or as one of the names in it that a slash or an “&” parts, and is about as long; of its kind, in
/// whatever fandom.
fn alike(tx: &Tx<'_>, stand: &Stand, folded: &str, read: &mut Read) -> Result<Vec<Rc<[Candidate]>>> {
    let length = folded.chars().count() as i64;
    let parts = folded.split(['/', '&']).map(str::trim).filter(|part| !part.is_empty()).take(PARTS);
    parts.map(|part| beginning(tx, (stand.tag.kind, bounds(part), length), read)).collect()
}

/// What begins so and is about as long. Tags that lie beside each other often begin alike, so each is read once.
fn beginning(tx: &Tx<'_>, begun: Begun, read: &mut Read) -> Result<Rc<[Candidate]>> {
    if let Some(known) = read.get(&begun) {
        return Ok(Rc::clone(known));
    }
    let (kind, (from, to), length) = &begun;
    let found: Vec<Candidate> = tx.all(
        "select coalesce(t.merger_id, t.id), t.name_key from tags t where t.name_key >= $1 and t.name_key < $2
         and t.kind = $3 and t.standing in ('canonical', 'synonym') and length(t.name_key) between $4 and $5
         order by t.name_key limit $6",
        args![from, to, *kind, length - NEAR, length + NEAR, ALIKE],
        candidate,
    )?;
    let found: Rc<[Candidate]> = found.into();
    read.insert(begun, Rc::clone(&found));
    Ok(found)
}

/// Everything that begins as a text does is from the first of these up to the second.
fn bounds(text: &str) -> (String, String) {
    let mut letters: Vec<char> = text.chars().take(BEGINNING).collect();
    let from = letters.iter().collect();
    if let Some(last) = letters.last_mut() {
        *last = char::from_u32(*last as u32 + 1).unwrap_or(*last);
    }
    (from, letters.into_iter().collect())
}

fn candidate(row: &crate::db::Row<'_>) -> Result<Candidate> {
    Ok(Candidate { canonical: row.get(0)?, words: Words::of(&row.get::<String>(1)?) })
}

/// The words of a normalised name in an order of their own, without what stands between them: `watson/holmes` is `holmes watson`.
fn words(folded: &str) -> String {
    let mut words: Vec<&str> =
        folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

impl Words {
    /// Of a normalised name (TAG-3).
    fn of(folded: &str) -> Self {
        let letters: Vec<char> = words(folded).chars().collect();
        let signs = letters.iter().fold(0, |signs, letter| signs | 1 << (*letter as u32 % 64));
        Self { letters, signs }
    }

    /// How far another name is, if it is near: one letter of five may differ.
    fn distance(&self, other: &Self) -> Option<usize> {
        let most = (self.letters.len() / 5).clamp(1, 4);
        // A letter that is changed takes one sign away and brings another.
        let differing = (self.signs ^ other.signs).count_ones() as usize;
        if differing > 2 * most { None } else { distance(&self.letters, &other.letters, most) }
    }
}

/// How many letters must be put in, left out or changed to make one text of the other, if they are no more than `most`.
fn distance(one: &[char], other: &[char], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.iter().enumerate() {
        let (mut left, mut next) = (at + 1, vec![at + 1]);
        for (theirs, above) in other.iter().zip(row.windows(2)) {
            let [corner, above] = above else { continue };
            left = (left + 1).min(above + 1).min(corner + usize::from(letter != theirs));
            next.push(left);
        }
        if next.iter().min().is_some_and(|least| *least > most) {
            return None;
        }
        row = next;
    }
    row.last().copied().filter(|far| *far <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_as_far_from_each_other_as_letters_differ() {
        for (one, other, far) in [
            ("fluff", "fluff", Some(0)),
            ("fluf", "fluff", Some(1)),
            ("kitten", "sitting", Some(3)),
            ("", "ab", Some(2)),
            ("kitten", "mittens and more", None),
            ("abcd", "wxyz", None),
        ] {
            let [left, right] = [one, other].map(|text| text.chars().collect::<Vec<_>>());
            assert_eq!(distance(&left, &right, 3), far, "{one}, {other}");
            assert_eq!(distance(&right, &left, 3), far, "{other}, {one}");
        }
    }

    #[test]
    fn what_differs_in_too_many_letters_is_not_compared_any_further() {
        let far = |one: &str, other: &str| Words::of(&key(one)).distance(&Words::of(&key(other)));
        assert_eq!(far("Sherlock Holms", "Sherlock Holmes"), Some(1));
        assert_eq!(far("Fluff", "Flaff"), Some(1));
        assert_eq!(far("Fluff", "Wetly"), None);
    }

    #[test]
    fn the_order_of_names_and_what_stands_between_them_do_not_matter() {
        assert_eq!(words("john watson/sherlock holmes"), words("sherlock holmes & john watson"));
    }
}
