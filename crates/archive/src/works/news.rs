//! What is new of works, for those who follow them: told once, and never because somebody corrects a word (SUB-2, SUB-3).
//!
//! What was told is kept with the work and its chapters, so that whoever asks again is told nothing, and whoever asks late is told
//! all. A work that lists show nobody waits until they do: a draft, a mystery, one for some people. One that was told is not
//! told again when it is shown again.

use std::collections::HashMap;

use super::facts::for_the_clock;
use super::visibility::Audience;
use crate::collections;
use crate::db::{Sql, args};
use crate::{CollectionId, Errand, PersonId, Result, SeriesId, TagId, Tx, Viewer, WorkId};

/// Something new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum New {
    /// A work is there.
    Posted,
    /// It is told who made a work that was anonymous.
    Named,
    /// A work that was there came into collections.
    Collected,
    /// A work has so many more chapters, or is complete.
    Grown {
        /// How many; perhaps none.
        chapters: i64,
        /// Whether it is complete, and was not.
        ends: bool,
    },
}

/// What is new of a work, and what those may follow who are to be told.
#[derive(Debug)]
pub(crate) struct News {
    pub(crate) work: WorkId,
    pub(crate) new: New,
    /// Who made it; nobody while it is anonymous.
    pub(crate) people: Vec<PersonId>,
    /// The series it is in; none while it is anonymous.
    pub(crate) series: Vec<SeriesId>,
    /// Its tags.
    pub(crate) tags: Vec<TagId>,
    /// The collections that it came into.
    pub(crate) collections: Vec<CollectionId>,
}

/// Whether nobody is told of what this viewer stores: who brings an archive over does not post it.
pub(super) const fn is_silent(viewer: &Viewer) -> bool {
    matches!(viewer, Viewer::Custodian(Errand::Import))
}

/// How a work stands, and what was told of it.
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
struct State {
    work: WorkId,
    is_anonymous: bool,
    is_told: bool,
    names_told: bool,
    end_told: bool,
    is_complete: bool,
}

/// What is new of these works; it counts as told from now on. For the archive itself.
pub(crate) fn news(viewer: &Viewer, tx: &Tx<'_>, works: &[WorkId]) -> Result<Vec<News>> {
    for_the_clock(viewer)?;
    let mut sql = Sql::new(
        "select w.id, w.anonymous, w.told, w.told_names, w.told_end, coalesce(w.expected_chapters = w.posted_chapters, false)
         from works w where w.audience <= ",
    );
    sql.bind(Audience::Members.reach()).push(" and w.id in ").bind_list(works.iter().copied()).push(" order by w.id");
    let states = sql.all(tx, |row| {
        Ok(State {
            work: row.get(0)?,
            is_anonymous: row.get(1)?,
            is_told: row.get(2)?,
            names_told: row.get(3)?,
            end_told: row.get(4)?,
            is_complete: row.get(5)?,
        })
    })?;
    let listed: Vec<WorkId> = states.iter().map(|state| state.work).collect();
    let (grown, mut entered) = (untold(tx, works)?, collections::entered(tx, &listed)?);
    let mut news = Vec::new();
    for state in states {
        let chapters = grown.get(&state.work).copied().unwrap_or(0);
        let collections = entered.remove(&state.work).unwrap_or_default();
        for new in fresh(&state, chapters, !collections.is_empty()) {
            news.push(about(tx, &state, (new, &collections))?);
        }
        tell(tx, &state, chapters)?;
    }
    Ok(news)
}

/// What is new of a work that lists show.
fn fresh(state: &State, chapters: i64, is_collected: bool) -> Vec<New> {
    if !state.is_told {
        return vec![New::Posted];
    }
    let ends = state.is_complete && (!state.end_told || chapters > 0);
    let named = (!state.names_told && !state.is_anonymous).then_some(New::Named);
    let grown = (chapters > 0 || ends).then_some(New::Grown { chapters, ends });
    let collected = is_collected.then_some(New::Collected);
    named.into_iter().chain(grown).chain(collected).collect()
}

/// How many chapters of these works are there and were not told.
fn untold(tx: &Tx<'_>, works: &[WorkId]) -> Result<HashMap<WorkId, i64>> {
    let mut sql = Sql::new("select work_id, count(*) from chapters where posted and not told and work_id in ");
    sql.bind_list(works.iter().copied()).push(" group by work_id");
    Ok(sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

/// Notes what was told. That a work was complete is forgotten with the next chapter only: who reopens and closes it tells nobody
/// anything.
fn tell(tx: &Tx<'_>, state: &State, chapters: i64) -> Result<()> {
    let end = state.is_complete || state.is_told && state.end_told && chapters == 0;
    let names = state.names_told || !state.is_anonymous;
    if (true, names, end) != (state.is_told, state.names_told, state.end_told) {
        tx.run(
            "update works set told = true, told_names = $2, told_end = $3 where id = $1",
            args![state.work, names, end],
        )?;
    }
    if chapters > 0 {
        tx.run("update chapters set told = true where work_id = $1 and posted and not told", args![state.work])?;
    }
    Ok(())
}

fn about(tx: &Tx<'_>, state: &State, (new, entered): (New, &[CollectionId])) -> Result<News> {
    let work = state.work;
    let (people, series) = if state.is_anonymous {
        (Vec::new(), Vec::new())
    } else {
        (
            tx.all("select distinct person_id from creatorships where work_id = $1", args![work], |row| row.get(0))?,
            tx.all("select series_id from series_places where work_id = $1", args![work], |row| row.get(0))?,
        )
    };
    let tags = match new {
        New::Posted => tx.all("select tag_id from work_tags where work_id = $1", args![work], |row| row.get(0))?,
        New::Named | New::Collected | New::Grown { .. } => Vec::new(),
    };
    let collections = match new {
        New::Posted | New::Collected => entered.to_vec(),
        New::Named | New::Grown { .. } => Vec::new(),
    };
    Ok(News { work, new, people, series, tags, collections })
}
