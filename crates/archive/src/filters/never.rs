//! What a reader never wants to see. Done in the search itself, so that pages stay full and totals true, and what is
//! hidden is counted by reason.

use std::collections::HashMap;

use super::matter::{Matter, Named};
use crate::db::args;
use crate::{Error, FieldError, Result, Slip, Tx, Viewer};

/// A rule's number.
pub type Id = i64;

/// So many rules a reader can have; each is a look at every list.
const MOST: u64 = 500;

/// So many exceptions a rule can have.
const MOST_EXCEPTIONS: usize = 20;

/// Letters of a private reason.
const LONGEST_REASON: usize = 200;

/// A rule as its form says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// What is to be hidden: a tag's name, or a part of the language of search.
    pub never: String,
    /// What is to be shown nevertheless, with commas between.
    pub unless: String,
    /// Why; for nobody but the reader.
    pub reason: String,
}

/// A rule of the viewer's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its number.
    pub id: Id,
    /// What it hides.
    pub never: Named,
    /// What it shows nevertheless.
    pub unless: Vec<Named>,
    /// Why.
    pub reason: String,
}

/// A rule as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) id: Id,
    pub(crate) never: Matter,
    unless: Vec<Matter>,
    reason: String,
}

/// Hides something from the viewer's lists from now on.
pub fn hide(viewer: &Viewer, tx: &Tx<'_>, wish: &Wish) -> Result<Id> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let never = Matter::typed(viewer, tx, "never", &wish.never)?;
    let unless = wish.unless.split(',').filter(|text| !text.trim().is_empty());
    let unless = unless.map(|text| Matter::typed(viewer, tx, "unless", text)).collect::<Result<Vec<_>>>()?;
    let is = tx.count("select count(*) from never_rules where person_id = $1", args![person])? + 1;
    fits("never", MOST, is)?;
    fits("unless", MOST_EXCEPTIONS as u64, unless.len() as u64)?;
    let (reason, length) = (wish.reason.trim(), wish.reason.trim().chars().count());
    if length > LONGEST_REASON {
        return Err(Error::invalid("reason", Slip::TooLong { most: LONGEST_REASON as u64, is: length as u64 }));
    }
    let id = tx.fresh_id();
    let text = "insert into never_rules (id, person_id, reason, at) values ($1, $2, $3, $4)";
    tx.run(text, args![id, person, reason, tx.now()])?;
    for (place, matter) in std::iter::once(&never).chain(&unless).enumerate() {
        let (what, subject, word) = matter.columns();
        tx.run(
            "insert into never_matters (rule_id, place, what, subject, word) values ($1, $2, $3, $4, $5)",
            args![id, place as i64, what, subject, word],
        )?;
    }
    Ok(id)
}

fn fits(field: &'static str, most: u64, is: u64) -> Result<()> {
    if is > most { Err(Error::Invalid(vec![FieldError::new(field, Slip::TooMany { most, is })])) } else { Ok(()) }
}

/// Shows again what one of the viewer's rules hides.
pub fn stop_hiding(viewer: &Viewer, tx: &Tx<'_>, rule: Id) -> Result<()> {
    let gone = tx.run("delete from never_rules where id = $1 and person_id = $2", args![rule, viewer.person()])?;
    if gone == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// The viewer's rules, in the order in which they came.
pub fn rules(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Rule>> {
    let name = |kept: Kept| {
        let unless = kept.unless.iter().map(|matter| matter.named(viewer, tx)).collect::<Result<_>>()?;
        Ok(Rule { id: kept.id, never: kept.never.named(viewer, tx)?, unless, reason: kept.reason })
    };
    mine(viewer, tx)?.into_iter().map(name).collect()
}

/// The viewer's rules as they are kept.
pub(crate) fn mine(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Kept>> {
    let Some(person) = viewer.person() else { return Ok(Vec::new()) };
    let matters = tx.all(
        "select m.rule_id, m.what, m.subject, m.word from never_matters m join never_rules r on r.id = m.rule_id
         where r.person_id = $1 order by m.rule_id, m.place",
        args![person],
        |row| Ok((row.get::<Id>(0)?, Matter::read(row, 1)?)),
    )?;
    let mut of_rule: HashMap<Id, Vec<Matter>> = HashMap::new();
    for (rule, matter) in matters {
        of_rule.entry(rule).or_default().push(matter);
    }
    let text = "select id, reason from never_rules where person_id = $1 order by at, id";
    let rules = tx.all(text, args![person], |row| Ok((row.get::<Id>(0)?, row.get::<String>(1)?)))?;
    let kept = rules.into_iter().filter_map(|(id, reason)| {
        let mut matters = of_rule.remove(&id)?.into_iter();
        Some(Kept { id, never: matters.next()?, unless: matters.collect(), reason })
    });
    Ok(kept.collect())
}

/// A rule as the finder follows it. `mine` is asked for the place of the works that only its reader knows of.
pub(crate) fn for_finder(rule: &Kept, mine: &mut dyn FnMut(&Matter) -> Result<usize>) -> Result<finder::Rule> {
    let never = rule.never.for_finder(mine)?;
    let unless = rule.unless.iter().map(|unless| unless.for_finder(mine)).collect::<Result<_>>()?;
    Ok(finder::Rule { never, unless })
}
