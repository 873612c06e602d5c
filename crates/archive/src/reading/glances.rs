//! What happens while somebody reads, in batches: a work was opened, a place was reached.
//!
//! Only what was shown is noted, so this asks no gate. A place is noted where a reading is already, so that a made-up number
//! leaves no trace.

use std::collections::BTreeMap;

use crate::db::args;
use crate::{ChapterId, Errand, Error, PersonId, Result, Tx, Viewer, WorkId};

use super::memory::next_step;
use super::row::{END, State};

/// A work that somebody has opened, as it was shown to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glance {
    /// Who.
    pub person: PersonId,
    /// What.
    pub work: WorkId,
    /// Which edition of it.
    pub edition: u64,
    /// How many chapters there were.
    pub chapters: u64,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

/// How far somebody has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Who.
    pub person: PersonId,
    /// In which work.
    pub work: WorkId,
    /// In which chapter of it.
    pub chapter: ChapterId,
    /// At which paragraph, from 0; nothing for the end.
    pub paragraph: Option<u32>,
    /// The mark of that paragraph's words.
    pub mark: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

/// Somebody who comes back after so long visits anew; in milliseconds.
const PAUSE: i64 = 60 * 60 * 1000;

/// Letters of a mark.
const MARK: usize = 8;

/// Notes a batch. For the archive's errand alone.
pub fn note(viewer: &Viewer, tx: &Tx<'_>, glances: &[Glance], places: &[Place]) -> Result<()> {
    if *viewer != Viewer::Custodian(Errand::Clock) {
        return Err(Error::NotFound);
    }
    let steps = steps(tx, glances.iter().map(|glance| glance.person).chain(places.iter().map(|place| place.person)))?;
    let step = |person: &PersonId| steps.get(person).copied();
    for (glance, step) in glances.iter().filter_map(|glance| Some((glance, step(&glance.person)?))) {
        opened(tx, glance, step)?;
    }
    for (place, step) in places.iter().filter_map(|place| Some((place, step(&place.person)?))) {
        reached(tx, place, step)?;
    }
    Ok(())
}

/// The next step of each person's memory, taken in the same order by whoever writes; nothing for those who have gone.
fn steps(tx: &Tx<'_>, people: impl Iterator<Item = PersonId>) -> Result<BTreeMap<PersonId, i64>> {
    let mut steps: BTreeMap<PersonId, i64> = people.map(|person| (person, 0)).collect();
    for (person, step) in &mut steps {
        *step = next_step(tx, *person)?.unwrap_or_default();
    }
    steps.retain(|_, step| *step > 0);
    Ok(steps)
}

fn opened(tx: &Tx<'_>, glance: &Glance, step: i64) -> Result<()> {
    let Glance { person, work, edition, chapters, at } = *glance;
    // A member may have gone, or want nothing remembered.
    tx.run(
        "insert into readings (person_id, work_id, first_at, last_at, visits, edition, chapters, state, later, chapter,
           paragraph, mark, note, stars, step)
         select p.id, $2, $3, $3, 1, $4, $5, $6, $7, 0, 0, '', '', 0, $9 from people p where p.id = $1 and p.kind = 'member'
           and not exists (select 1 from reading_habits h where h.person_id = p.id)
         on conflict (person_id, work_id) do update set
           visits = readings.visits + case when readings.visits = 0 or $3 - readings.last_at > $8 then 1 else 0 end,
           first_at = case when readings.visits = 0 then $3 else readings.first_at end,
           last_at = $3, edition = $4, chapters = $5, step = $9",
        args![person, work, at, edition as i64, chapters as i64, State::Reading, false, PAUSE, step],
    )
    .map(drop)
}

fn reached(tx: &Tx<'_>, place: &Place, step: i64) -> Result<()> {
    let paragraph = place.paragraph.map_or(END, i64::from);
    let mark: String = place.mark.chars().filter(char::is_ascii_hexdigit).take(MARK).collect();
    // The chapter's number is the rank among those that are posted.
    tx.run(
        "update readings set chapter_id = $3, paragraph = $4, mark = $5, last_at = $6, step = $7, chapter =
           (select count(*) from chapters h join chapters o on o.work_id = h.work_id and o.position <= h.position
            where h.id = $3 and o.posted)
         where person_id = $1 and work_id = $2
           and exists (select 1 from chapters h where h.id = $3 and h.work_id = $2 and h.posted)
           and not exists (select 1 from reading_habits h where h.person_id = $1)",
        args![place.person, place.work, place.chapter, paragraph, mark, place.at, step],
    )
    .map(drop)
}
