//! Letters about what somebody follows: one waits for each person and pace, and takes all that has come when it goes.

use std::collections::HashSet;

use super::{Letter, Matter};
use crate::db::{Sql, args};
use crate::notices::{self, Candidate, Readiness};
use crate::subscriptions::Pace;
use crate::{Error, LetterId, PersonId, Result, Tx};

/// A letter that somebody is to get.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Due {
    /// Who.
    pub(crate) to: PersonId,
    /// Which of their letters.
    pub(crate) pace: Pace,
    /// Not before this moment, in milliseconds.
    pub(crate) at: i64,
}

/// Writes letters to people who have accounts, but for those who wait for one of the same pace already.
pub(crate) fn write_news(tx: &Tx<'_>, dues: &[Due]) -> Result<()> {
    let mut sql = Sql::new("insert into letters (id, person_id, matter, written_at, due_at, tries, key) values ");
    let mut is_first = true;
    for Due { to, pace, at } in dues {
        let Some(key) = pace.key() else { continue };
        let matter = serde_json::to_string(&Matter::News { pace: pace.word().to_owned() })
            .map_err(|_| Error::broken("a letter cannot be written"))?;
        sql.push(if is_first { "(" } else { ", (" }).bind(tx.fresh_id()).push(", ").bind(*to);
        sql.push(", ").bind(matter).push(", ").bind(tx.now()).push(", ").bind(*at);
        sql.push(", 0, ").bind(key).push(")");
        is_first = false;
    }
    if is_first {
        return Ok(());
    }
    sql.push(" on conflict (person_id, key) do nothing").run(tx).map(drop)
}

/// Takes away every letter about news that somebody waits for.
pub(crate) fn drop_news(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    let text = "delete from letters where person_id = $1 and matter like '{\"about\":\"news\"%' and not begun";
    tx.run(text, args![person]).map(drop)
}

/// Which of these letters about news go now: they have taken what they tell. Those that are too early are put off, and those that have
/// become pointless are gone. Of two to one person the second is left for another time.
pub(super) fn going(tx: &Tx<'_>, letters: &[(LetterId, Option<PersonId>, String)]) -> Result<HashSet<LetterId>> {
    let (mut people, mut candidates) = (HashSet::new(), Vec::new());
    for (letter, to, pace) in letters {
        match (*to, Pace::of_word(pace)) {
            (Some(to), Some(pace)) if people.insert(to) => candidates.push(Candidate { letter: *letter, to, pace }),
            (Some(_), Some(_)) => {}
            _ => tx.run("delete from letters where id = $1", args![*letter]).map(drop)?,
        }
    }
    let mut going = HashSet::new();
    for (one, readiness) in candidates.iter().zip(notices::ready(tx, &candidates)?) {
        match readiness {
            Readiness::Now => drop(going.insert(one.letter)),
            Readiness::Later(at) => {
                tx.run("update letters set due_at = $2 where id = $1", args![one.letter, at])?;
            }
            Readiness::Never => {
                notices::let_stay(tx, one.to, one.pace)?;
                tx.run("delete from letters where id = $1", args![one.letter])?;
            }
        }
    }
    Ok(going)
}

/// Writes another letter to each of those for whom something has come while a letter of theirs was on its way, and whoever told it
/// saw that one wait.
pub(super) fn write_rest(tx: &Tx<'_>, letters: &[&Letter]) -> Result<()> {
    for pace in Pace::ALL {
        let is_of = |letter: &Letter| matches!(&letter.matter, Matter::News { pace: word } if word == pace.word());
        let to: Vec<PersonId> = letters.iter().filter(|letter| is_of(letter)).filter_map(|letter| letter.to).collect();
        if !to.is_empty() {
            let waiting = notices::rest(tx, &to, *pace)?.into_iter();
            let dues: Vec<Due> = waiting.map(|to| Due { to, pace: *pace, at: tx.now() }).collect();
            write_news(tx, &dues)?;
        }
    }
    Ok(())
}
