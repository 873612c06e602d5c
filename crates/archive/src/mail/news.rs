//! Letters about what somebody follows: one waits for each person and pace, and takes all that has come when it goes.

use super::{Letter, Matter};
use crate::db::{Sql, args};
use crate::notices::{self, Readiness};
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

/// Whether a letter about news goes now: then it has taken what it tells. One that is too early is put off, and one that has become
/// pointless is gone.
pub(super) fn may_go(tx: &Tx<'_>, (letter, to): (LetterId, Option<PersonId>), pace: &str) -> Result<bool> {
    let (Some(to), Some(pace)) = (to, Pace::of_word(pace)) else {
        return tx.run("delete from letters where id = $1", args![letter]).map(|_| false);
    };
    match notices::ready(tx, letter, to, pace)? {
        Readiness::Now => notices::give(tx, letter, to, pace).map(|()| true),
        Readiness::Later(at) => {
            tx.run("update letters set due_at = $2 where id = $1", args![letter, at]).map(|_| false)
        }
        Readiness::Never => {
            notices::let_stay(tx, to, pace)?;
            tx.run("delete from letters where id = $1", args![letter]).map(|_| false)
        }
    }
}

/// Writes another letter if something has come while this one was on its way, and whoever told it saw this one wait.
pub(super) fn write_rest(tx: &Tx<'_>, letter: &Letter) -> Result<()> {
    let (Some(to), Matter::News { pace }) = (letter.to, &letter.matter) else { return Ok(()) };
    match Pace::of_word(pace) {
        Some(pace) if notices::rest(tx, to, pace)? => write_news(tx, &[Due { to, pace, at: tx.now() }]),
        _ => Ok(()),
    }
}
