//! What letters tell their recipients, many letters at a time.
//!
//! Most of what letters tell is there for every member, and the same for each: it is read once, with the eyes of a member who has no
//! tie to anything. Only what such a member does not see, or sees without a name, is read again with the recipient's own eyes. A tie never
//! takes anything from anybody, which a test of the gate holds.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::read::{Event, STILL_THERE, event};
use crate::db::Sql;
use crate::subscriptions::{SeenSubject, Subject, What, subjects};
use crate::works::{self, WorkCard};
use crate::{Errand, Error, HappeningId, LetterId, PersonId, Result, Secret, Tx, Viewer, WorkId, blocks};

/// A member with no tie to any work.
const STRANGER: Viewer = Viewer::Member(PersonId::new(0));

/// Something that a letter tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What happened.
    pub event: Event,
    /// To which work.
    pub card: Arc<WorkCard>,
    /// Why it is told.
    pub because: Vec<Because>,
}

/// Why a letter tells something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// What its recipient follows.
    pub subject: Arc<SeenSubject>,
    /// What ends the subscription.
    pub secret: Secret,
}

/// What a letter says about subscriptions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// All that it tells, the oldest first; never nothing.
    pub told: Vec<Told>,
    /// What ends all letters about subscriptions.
    pub all: Secret,
}

/// A notice that a letter has taken, before anybody sees it.
struct Row {
    letter: LetterId,
    to: PersonId,
    happening: HappeningId,
    work: WorkId,
    is_by_name: bool,
    event: Event,
}

/// What letters tell their recipients, as they see it now with a plain member's eyes: nothing of what is not there for them any more,
/// nor of what they do not follow any more. A letter that has nothing to tell is not among them.
pub fn in_letters(
    viewer: &Viewer,
    tx: &Tx<'_>,
    letters: &[(LetterId, PersonId)],
) -> Result<HashMap<LetterId, Contents>> {
    if !matches!(viewer, Viewer::Custodian(Errand::Mail)) {
        return Err(Error::NotFound);
    }
    let rows = rows(tx, letters)?;
    let mut seen = Seen::by_strangers(tx, &rows)?;
    let muted = muted(tx, &rows)?;
    let mut because = reasons(tx, letters)?;
    let mut endings = endings(tx, letters)?;
    let mut contents: HashMap<LetterId, Contents> = HashMap::new();
    for row in rows {
        let reasons = because.remove(&(row.to, row.happening)).unwrap_or_default();
        if muted.contains(&(row.to, row.work)) {
            continue;
        }
        let Some(card) = seen.card(tx, &row)? else { continue };
        let because = seen.because(tx, (row.to, &card), reasons)?;
        if because.is_empty() {
            continue;
        }
        let told = Told { event: row.event, card, because };
        match contents.get_mut(&row.letter) {
            Some(known) => known.told.push(told),
            None => {
                if let Some(all) = endings.remove(&row.to) {
                    contents.insert(row.letter, Contents { told: vec![told], all });
                }
            }
        }
    }
    Ok(contents)
}

/// All that letters have taken, each letter's oldest first.
fn rows(tx: &Tx<'_>, letters: &[(LetterId, PersonId)]) -> Result<Vec<Row>> {
    let mut sql = Sql::new(
        "select n.letter_id, n.person_id, n.happening_id, h.work_id, n.by_name, h.kind, h.chapters, h.ends
         from notices n join happenings h on h.id = n.happening_id where n.person_id in ",
    );
    sql.bind_list(letters.iter().map(|(_, to)| *to)).push(" and n.letter_id in ");
    sql.bind_list(letters.iter().map(|(letter, _)| *letter)).push(" order by n.at, n.happening_id");
    sql.all(tx, |row| {
        let event = event(&row.get::<String>(5)?, row.get(6)?, row.get(7)?);
        let (letter, to, is_by_name) = (row.get(0)?, row.get(1)?, row.get(4)?);
        Ok(Row { letter, to, happening: row.get(2)?, work: row.get(3)?, is_by_name, event })
    })
}

/// What is seen of works and of what is followed, by strangers and by those who see more.
struct Seen {
    works: HashMap<WorkId, Arc<WorkCard>>,
    by_some: HashMap<(PersonId, WorkId), Option<Arc<WorkCard>>>,
    subjects: HashMap<Subject, Option<Arc<SeenSubject>>>,
}

impl Seen {
    fn by_strangers(tx: &Tx<'_>, rows: &[Row]) -> Result<Self> {
        let ids: HashSet<WorkId> = rows.iter().map(|row| row.work).collect();
        let ids: Vec<WorkId> = ids.into_iter().collect();
        let cards = works::cards(&STRANGER, tx, &ids)?.into_iter().filter(WorkCard::is_named);
        let works = cards.map(|card| (card.id, Arc::new(card))).collect();
        Ok(Self { works, by_some: HashMap::new(), subjects: HashMap::new() })
    }

    /// A work as the recipient sees it.
    fn card(&mut self, tx: &Tx<'_>, row: &Row) -> Result<Option<Arc<WorkCard>>> {
        if let Some(card) = self.works.get(&row.work) {
            return Ok(Some(Arc::clone(card)));
        }
        if let Some(known) = self.by_some.get(&(row.to, row.work)) {
            return Ok(known.clone().filter(|card| !row.is_by_name || card.is_named()));
        }
        let card = works::cards(&Viewer::Member(row.to), tx, &[row.work])?.pop().filter(|card| !card.is_deleted);
        let card = card.map(Arc::new);
        self.by_some.insert((row.to, row.work), card.clone());
        Ok(card.filter(|card| !row.is_by_name || card.is_named()))
    }

    /// Why the recipient is told of a work. Of an anonymous one that must not tell who made it.
    fn because(
        &mut self,
        tx: &Tx<'_>,
        (to, card): (PersonId, &Arc<WorkCard>),
        reasons: Vec<(Subject, Secret)>,
    ) -> Result<Vec<Because>> {
        let mut because = Vec::with_capacity(reasons.len());
        for (subject, secret) in reasons {
            if !card.is_named() && subject.what().is_by_name() {
                continue;
            }
            if let Some(subject) = self.subject(tx, (to, card), subject)? {
                because.push(Because { subject, secret });
            }
        }
        Ok(because)
    }

    fn subject(
        &mut self,
        tx: &Tx<'_>,
        (to, card): (PersonId, &Arc<WorkCard>),
        subject: Subject,
    ) -> Result<Option<Arc<SeenSubject>>> {
        let known = self.subjects.get(&subject).cloned();
        if let Some(Some(seen)) = known {
            return Ok(Some(seen));
        }
        if subject == Subject::Work(card.id) {
            let seen = Arc::new(SeenSubject::Work(Box::new((**card).clone())));
            if self.works.contains_key(&card.id) {
                self.subjects.insert(subject, Some(Arc::clone(&seen)));
            }
            return Ok(Some(seen));
        }
        let ask = |viewer: &Viewer| Ok(subjects(viewer, tx, &[subject])?.remove(&subject).map(Arc::new));
        if known.is_none() && subject.what() != What::Search {
            let seen = ask(&STRANGER)?;
            self.subjects.insert(subject, seen.clone());
            if seen.is_some() {
                return Ok(seen);
            }
        }
        ask(&Viewer::Member(to))
    }
}

/// Works of people whom the recipient has muted since (MUT-1).
fn muted(tx: &Tx<'_>, rows: &[Row]) -> Result<HashSet<(PersonId, WorkId)>> {
    let people: HashSet<PersonId> = rows.iter().map(|row| row.to).collect();
    let works: HashSet<WorkId> = rows.iter().map(|row| row.work).collect();
    blocks::muted_works(tx, people, works)
}

type Reasons = HashMap<(PersonId, HappeningId), Vec<(Subject, Secret)>>;

/// Which of their recipients' subscriptions letters are about.
fn reasons(tx: &Tx<'_>, letters: &[(LetterId, PersonId)]) -> Result<Reasons> {
    let mut sql = Sql::new(
        "select s.person_id, x.happening_id, s.what, s.subject, s.secret from notices n
         join happening_subjects x on x.happening_id = n.happening_id
         join subscriptions s on s.person_id = n.person_id and s.what = x.what and s.subject = x.subject
         where n.person_id in ",
    );
    sql.bind_list(letters.iter().map(|(_, to)| *to)).push(" and n.letter_id in ");
    sql.bind_list(letters.iter().map(|(letter, _)| *letter)).push(" and ").push(STILL_THERE);
    sql.push(" order by x.happening_id, s.at, s.id");
    let rows = sql.all(tx, |row| {
        let subject = Subject::of(row.get::<What>(2)?, row.get(3)?);
        Ok(((row.get(0)?, row.get(1)?), (subject, Secret::shown(row.get::<String>(4)?))))
    })?;
    let mut reasons = Reasons::new();
    for (key, reason) in rows {
        reasons.entry(key).or_default().push(reason);
    }
    Ok(reasons)
}

/// What ends all letters of each recipient. Who has no row of their own follows nothing, and has nothing to be told.
fn endings(tx: &Tx<'_>, letters: &[(LetterId, PersonId)]) -> Result<HashMap<PersonId, Secret>> {
    let mut sql = Sql::new("select person_id, secret from notice_habits where person_id in ");
    sql.bind_list(letters.iter().map(|(_, to)| *to));
    let rows = sql.all(tx, |row| Ok((row.get(0)?, Secret::shown(row.get::<String>(1)?))))?;
    Ok(rows.into_iter().collect())
}
