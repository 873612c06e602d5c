//! Versions: every saved state of a chapter. The newest is the chapter itself; each earlier one is kept as what makes it
//! of the one after it, many in one compressed row, so that thousands take little more room than the newest alone.
//!
//! Only a work's creators see that there are any. Restoring is revising: it makes a new version.

use jiff::Timestamp;
use manuscript::{Chapter, Newlines, Place, clean};

use super::delta::{self, damaged, pull, push};
use super::packed::PackedText;
use super::read::fetch;
use super::visibility::admit;
use crate::clock::from_millis;
use crate::db::{Row, Sql, args};
use crate::{ChapterId, Errand, Error, PersonId, Result, Tx, Viewer, Why, WorkId};

/// So many states stand in one row, so that saving rewrites little.
const MOST_IN_ROW: i64 = 512;

/// A row is not added to once it holds so many bytes, before compressing.
const LARGEST_ROW: u64 = 64 * 1024;

/// Stands between the parts of a wording. No clean text and no title holds it.
const BETWEEN: char = '\u{1e}';

/// What a chapter says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording {
    /// Its title, plain text.
    pub title: String,
    /// Its summary, clean HTML.
    pub summary: String,
    /// Notes before the text, clean HTML.
    pub notes: String,
    /// The text, clean HTML.
    pub body: String,
    /// Notes after the text, clean HTML.
    pub end_notes: String,
}

/// A saved state in the list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub number: u64,
    /// When it was saved.
    pub at: Timestamp,
    /// Who saved it, by their account's name; nothing for an import.
    pub by: Option<String>,
    /// Words of its text.
    pub words: u64,
}

/// When and by whom a state was saved.
pub(super) struct Meta {
    pub(super) number: i64,
    pub(super) at: i64,
    pub(super) by: Option<PersonId>,
    pub(super) words: i64,
}

/// An earlier state as it stands in a row.
struct Earlier {
    meta: Meta,
    hunks: Vec<delta::Hunk>,
}

impl Wording {
    pub(super) fn of(chapter: &Chapter, text: &PackedText) -> Result<Self> {
        Ok(Self {
            title: chapter.title.trim().to_owned(),
            summary: chapter.summary.html().to_owned(),
            notes: chapter.notes.html().to_owned(),
            end_notes: chapter.end_notes.html().to_owned(),
            body: text.text()?,
        })
    }

    /// As a chapter again, to be stored as it was, but for what the cleaner does not allow any more.
    pub fn chapter(&self) -> Chapter {
        let prose = |html: &str, place| clean(html, place, Newlines::Space, &mut Vec::new());
        Chapter {
            title: self.title.clone(),
            summary: prose(&self.summary, Place::Summary),
            notes: prose(&self.notes, Place::Notes),
            body: prose(&self.body, Place::Body),
            end_notes: prose(&self.end_notes, Place::Notes),
            ..Chapter::default()
        }
    }

    /// The parts as one text, the one that changes least first.
    fn text(&self) -> String {
        [&*self.title, &self.summary, &self.notes, &self.end_notes, &self.body].join(&BETWEEN.to_string())
    }

    fn from_text(text: &str) -> Result<Self> {
        let parts: Vec<&str> = text.split(BETWEEN).collect();
        let [title, summary, notes, end_notes, body] = parts[..] else { return Err(damaged()) };
        let of = str::to_owned;
        Ok(Self { title: of(title), summary: of(summary), notes: of(notes), end_notes: of(end_notes), body: of(body) })
    }
}

/// All states of a chapter, the newest first.
pub fn versions(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, chapter: ChapterId) -> Result<Vec<Version>> {
    let (newest, _) = newest(viewer, tx, work, chapter)?;
    let mut metas = vec![newest];
    for (_, earlier) in rows(tx, chapter, 1)? {
        metas.extend(earlier.into_iter().rev().map(|earlier| earlier.meta));
    }
    told(tx, metas)
}

/// The states with the names of those who saved them.
fn told(tx: &Tx<'_>, metas: Vec<Meta>) -> Result<Vec<Version>> {
    let names = names(tx, &metas)?;
    let version = |meta: Meta| Version {
        number: meta.number as u64,
        at: from_millis(meta.at),
        by: meta.by.and_then(|by| names.iter().find(|(id, _)| *id == by)).map(|(_, name)| name.clone()),
        words: meta.words as u64,
    };
    Ok(metas.into_iter().map(version).collect())
}

/// What a chapter said in one of its versions.
pub fn version(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, chapter: ChapterId, number: u64) -> Result<Wording> {
    let (meta, wording) = newest(viewer, tx, work, chapter)?;
    let number = i64::try_from(number).map_err(|_| Error::NotFound)?;
    if number == meta.number {
        return Ok(wording);
    }
    if !(1..meta.number).contains(&number) {
        return Err(Error::NotFound);
    }
    let mut text = wording.text().into_bytes();
    for (_, earlier) in rows(tx, chapter, number)? {
        for earlier in earlier.iter().rev().filter(|earlier| earlier.meta.number >= number) {
            text = delta::apply(&text, &earlier.hunks)?;
        }
    }
    Wording::from_text(&text_of(text)?)
}

/// A saved state with what it said.
pub type SavedState = (Version, Wording);

/// A way back through the states of a chapter.
#[derive(Debug, Clone)]
pub struct WayBack {
    work: WorkId,
    chapter: ChapterId,
    /// The state that it has come to, and what that said; nothing before the first step.
    at: Option<(i64, String)>,
}

/// So many bytes of texts are given at a step of a [`WayBack`].
const STEP: usize = 2 * 1024 * 1024;

impl WayBack {
    /// A way that begins at a chapter as it is now.
    pub const fn of(work: WorkId, chapter: ChapterId) -> Self {
        Self { work, chapter, at: None }
    }

    /// The next earlier states, the newest first, as many as are little to hold at once, and the way on from there; nothing
    /// when there are no earlier ones.
    pub fn step(&self, viewer: &Viewer, tx: &Tx<'_>) -> Result<Option<(Vec<SavedState>, Self)>> {
        let (now, wording) = newest(viewer, tx, self.work, self.chapter)?;
        let (at, mut text) = self.at.clone().unwrap_or_else(|| (now.number, wording.text()));
        let (mut states, mut reached, mut size) = (Vec::new(), at, 0);
        for earlier in before(tx, self.chapter, at)?.into_iter().rev().filter(|earlier| earlier.meta.number < at) {
            if size > STEP {
                break;
            }
            text = text_of(delta::apply(text.as_bytes(), &earlier.hunks)?)?;
            (reached, size) = (earlier.meta.number, size + text.len());
            states.push((earlier.meta, Wording::from_text(&text)?));
        }
        if states.is_empty() {
            return Ok(None);
        }
        let (metas, wordings): (Vec<_>, Vec<_>) = states.into_iter().unzip();
        let states = told(tx, metas)?.into_iter().zip(wordings).collect();
        Ok(Some((states, Self { at: Some((reached, text)), ..self.clone() })))
    }
}

/// The row that holds the state before this one, unpacked.
fn before(tx: &Tx<'_>, chapter: ChapterId, number: i64) -> Result<Vec<Earlier>> {
    let row = tx.first(
        "select first, deflate, crc, length from versions where chapter_id = $1 and first < $2
         union all select first, deflate, crc, length from deleted_versions where chapter_id = $1 and first < $2
         order by first desc limit 1",
        args![chapter, number],
        |row| Ok((row.get::<i64>(0)?, PackedText::read(row, 1)?)),
    )?;
    row.map_or(Ok(Vec::new()), |(first, row)| unpacked(first, &row.unpack()?))
}

fn text_of(bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(|_| damaged())
}

/// Keeps a state that another one is about to replace.
pub(super) fn keep(tx: &Tx<'_>, chapter: i64, meta: &Meta, older: &Wording, newer: &Wording) -> Result<()> {
    let hunks = delta::between(&newer.text(), &older.text());
    let last = tx.first(
        "select first, deflate, crc, length from versions where chapter_id = $1 order by first desc limit 1",
        args![chapter],
        |row| Ok((row.get::<i64>(0)?, PackedText::read(row, 1)?)),
    )?;
    let (first, row) = joined(last, meta, &hunks)?;
    tx.run(
        "insert into versions (chapter_id, first, deflate, crc, length) values ($1, $2, $3, $4, $5)
         on conflict (chapter_id, first) do update set deflate = excluded.deflate, crc = excluded.crc,
           length = excluded.length",
        args![chapter, first, &row.deflate[..], i64::from(row.crc), row.length as i64],
    )
    .map(drop)
}

/// Lets the state before the newest be told from the newest as it is now, which was `old`: its words are the same, and so are
/// all earlier ones.
pub(super) fn rest_on(tx: &Tx<'_>, chapter: i64, old: &Wording, new: &Wording) -> Result<()> {
    let last = tx.first(
        "select first, deflate, crc, length from versions where chapter_id = $1 order by first desc limit 1",
        args![chapter],
        |row| Ok((row.get::<i64>(0)?, PackedText::read(row, 1)?)),
    )?;
    let Some((first, row)) = last else { return Ok(()) };
    let mut all = unpacked(first, &row.unpack()?)?;
    if let Some(before) = all.last_mut() {
        let said = text_of(delta::apply(old.text().as_bytes(), &before.hunks)?)?;
        before.hunks = delta::between(&new.text(), &said);
    }
    let mut bytes = Vec::new();
    for earlier in &all {
        write(&earlier.meta, &earlier.hunks, &mut bytes);
    }
    let row = PackedText::pack(&bytes);
    tx.run(
        "update versions set deflate = $3, crc = $4, length = $5 where chapter_id = $1 and first = $2",
        args![chapter, first, &row.deflate[..], i64::from(row.crc), row.length as i64],
    )
    .map(drop)
}

/// A state as it stands in a row.
fn write(meta: &Meta, hunks: &[delta::Hunk], bytes: &mut Vec<u8>) {
    for number in [meta.at, meta.by.map_or(0, PersonId::number), meta.words] {
        push(bytes, number.max(0) as u64);
    }
    delta::write(hunks, bytes);
}

/// The row with one more state in it, or a new row when that one is full; with the number of its first.
fn joined(last: Option<(i64, PackedText)>, meta: &Meta, hunks: &[delta::Hunk]) -> Result<(i64, PackedText)> {
    let room = |(first, row): &(i64, PackedText)| meta.number - first < MOST_IN_ROW && row.length < LARGEST_ROW;
    let (first, mut bytes) = match last.filter(room) {
        Some((first, row)) => (first, row.unpack()?),
        None => (meta.number, Vec::new()),
    };
    write(meta, hunks, &mut bytes);
    Ok((first, PackedText::pack(&bytes)))
}

/// The newest state, for a creator of the work and for the errand that hands them what is theirs. Those who keep order see
/// what is there, and not what was written on the way to it.
fn newest(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, chapter: ChapterId) -> Result<(Meta, Wording)> {
    let standing = fetch(viewer, tx, work)?.standing;
    admit(viewer, standing)?;
    if !standing.tie.is_creator && *viewer != Viewer::Custodian(Errand::OwnExport) {
        return Err(Error::Forbidden(Why::NotYours));
    }
    let found = tx.first(
        "select h.version, h.saved_at, h.saved_by, h.words, h.title, h.summary, h.notes, h.end_notes,
           x.deflate, x.crc, x.length
         from chapters h join chapter_texts x on x.chapter_id = h.id where h.work_id = $1 and h.id = $2",
        args![work, chapter],
        state,
    )?;
    // What lies in the bin is taken along by whom it belongs to, and has no page.
    let found = match found {
        None if *viewer == Viewer::Custodian(Errand::OwnExport) => tx.first(
            "select version, saved_at, saved_by, words, title, summary, notes, end_notes, deflate, crc, length
             from chapter_deletions where work_id = $1 and id = $2",
            args![work, chapter],
            state,
        )?,
        found => found,
    };
    found.ok_or(Error::NotFound)
}

fn state(row: &Row<'_>) -> Result<(Meta, Wording)> {
    let meta = Meta { number: row.get(0)?, at: row.get(1)?, by: row.get(2)?, words: row.get(3)? };
    let (title, summary, notes) = (row.get(4)?, row.get(5)?, row.get(6)?);
    let body = PackedText::read(row, 8)?.text()?;
    Ok((meta, Wording { title, summary, notes, body, end_notes: row.get(7)? }))
}

/// The rows that are needed to go back to version `number`, the newest first.
fn rows(tx: &Tx<'_>, chapter: ChapterId, number: i64) -> Result<Vec<(i64, Vec<Earlier>)>> {
    let rows = tx.all(
        "select first, deflate, crc, length from versions where chapter_id = $1
           and first >= (select coalesce(max(first), 0) from versions where chapter_id = $1 and first <= $2)
         order by first desc",
        args![chapter, number],
        |row| Ok((row.get::<i64>(0)?, PackedText::read(row, 1)?)),
    )?;
    rows.into_iter().map(|(first, row)| Ok((first, unpacked(first, &row.unpack()?)?))).collect()
}

fn unpacked(first: i64, mut bytes: &[u8]) -> Result<Vec<Earlier>> {
    let (mut all, mut number) = (Vec::new(), first);
    while !bytes.is_empty() {
        let (at, by, words) = (pull(&mut bytes)? as i64, pull(&mut bytes)? as i64, pull(&mut bytes)? as i64);
        let by = (by > 0).then(|| PersonId::new(by));
        all.push(Earlier { meta: Meta { number, at, by, words }, hunks: delta::read(&mut bytes)? });
        number += 1;
    }
    Ok(all)
}

/// The names of those who saved; whoever has left the archive has none any more.
fn names(tx: &Tx<'_>, metas: &[Meta]) -> Result<Vec<(PersonId, String)>> {
    let mut people: Vec<PersonId> = metas.iter().filter_map(|meta| meta.by).collect();
    people.sort_unstable();
    people.dedup();
    let mut sql = Sql::new("select id, name from people where kind <> 'gone' and id in ");
    sql.bind_list(people);
    sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many savings are tried; each costs the same, so ten thousand cost five times as much.
    const SAVINGS: u64 = 2_000;

    /// A word of no language, the same in every run.
    fn word(seed: u64) -> String {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d;
        let mut letter = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            char::from(b'a' + ((state >> 33) % 26) as u8)
        };
        (0..3 + seed % 6).map(|_| letter()).collect()
    }

    /// An author's next saving: some words more, mostly at the end, sometimes elsewhere; another word, one less; a new paragraph.
    fn go_on(paragraphs: &mut Vec<Vec<String>>, n: u64) {
        let count = paragraphs.len();
        let place = if n.is_multiple_of(4) { (n * 7_919) as usize % count } else { count - 1 };
        match n % 10 {
            9 => paragraphs.push((0..6).map(|at| word(n * 11 + at)).collect()),
            6 | 7 => paragraphs[place][0] = word(n * 5),
            8 if paragraphs[place].len() > 1 => drop(paragraphs[place].pop()),
            _ => paragraphs[place].extend((0..2).map(|at| word(n * 3 + at))),
        }
    }

    #[test]
    fn ten_thousand_versions_take_at_most_three_times_the_newest() {
        let mut paragraphs: Vec<Vec<String>> = (0..200).map(|p| (0..60).map(|w| word(p * 60 + w)).collect()).collect();
        let html = |all: &[Vec<String>]| {
            let paragraphs: Vec<String> = all.iter().map(|words| words.join(" ")).collect();
            format!("<p>{}</p>", paragraphs.join("</p><p>"))
        };
        let (mut rows, mut older) = (Vec::<(i64, PackedText)>::new(), html(&paragraphs));
        for n in 1..=SAVINGS {
            go_on(&mut paragraphs, n);
            let newer = html(&paragraphs);
            let (at, words) = (1_700_000_000_000 + n as i64 * 61_234, 12_000 + n as i64);
            let meta = Meta { number: n as i64, at, by: Some(PersonId::new(987_654_321_012)), words };
            let row = joined(rows.last().cloned(), &meta, &delta::between(&newer, &older)).unwrap();
            if rows.last().is_some_and(|(first, _)| *first == row.0) {
                rows.pop();
            }
            rows.push(row);
            older = newer;
        }
        // A row's own columns take about thirty bytes.
        let kept: usize = rows.iter().map(|(_, row)| row.deflate.len() + 30).sum();
        let times = (kept * 10_000) as f64 / (SAVINGS as usize * older.len()) as f64;
        println!(
            "{SAVINGS} versions {kept} bytes, newest {} bytes; 10,000 versions: {times:.2} x the newest",
            older.len()
        );
        assert!(times < 3.0, "10,000 versions would take {times:.2} times the newest");
    }
}
