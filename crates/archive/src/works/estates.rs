//! Works that went with their creator's account: in the bin for its time, where nobody owns them, and fetched back from there by
//! whoever holds the link of the letter, into an account of theirs (DEL-1, R42).
//!
//! The letter goes to the address that the account had and brings the text of each work. Who has it and the link is taken for
//! the author; nobody else is told that the works are still there.

use super::read::cards;
use super::seen::WorkCard;
use super::write::settle;
use crate::accounts::Purpose;
use crate::accounts::tokens;
use crate::db::args;
use crate::mail::{self, Matter};
use crate::{Error, PersonId, Result, Secret, Tx, Viewer, WorkId, people, policies};

/// Puts a work that goes with its creator's account into the bin; where it lies there already it keeps its time.
pub(super) fn bury(tx: &Tx<'_>, id: WorkId) -> Result<()> {
    let ends_at = tx.now() + policies::restorable(tx)?.as_millis() as i64;
    tx.run(
        "insert into deletions (work_id, by_id, at, ends_at, shows_title, reason) values ($1, null, $2, $3, false, '')
         on conflict (work_id) do update set shows_title = false, reason = ''",
        args![id, tx.now(), ends_at],
    )?;
    tx.run("delete from invitations where work_id = $1", args![id])?;
    settle(tx, id)
}

/// Writes for the last time to somebody whose account is about to go: a letter for each work that goes with it.
pub(crate) fn announce(tx: &Tx<'_>, person: PersonId, works: &[WorkId]) -> Result<()> {
    if works.is_empty() {
        return Ok(());
    }
    let secret = tx.fresh_secret();
    tokens::make(tx, Purpose::Inherit, Some(person), "", &secret)?;
    for id in works {
        let matter = Matter::WorkLeftBehind { work: id.number(), secret: secret.text().to_owned() };
        mail::write_last(tx, person, &matter)?;
    }
    Ok(())
}

/// The works that went with an account, for whoever shows the secret of the letter. What was fetched back already, or is gone
/// for good, is not among them; where nothing is left, and behind a secret that is none, nothing is there.
pub fn estate(tx: &Tx<'_>, secret: &Secret) -> Result<Vec<WorkCard>> {
    let gone = tokens::look(tx, Purpose::Inherit, secret)?.and_then(|held| held.person).ok_or(Error::NotFound)?;
    let ids: Vec<WorkId> = tx.all(
        "select distinct d.work_id from deletions d join creatorships c on c.work_id = d.work_id
         where c.person_id = $1 and d.ends_at > $2 order by d.work_id",
        args![gone, tx.now()],
        |row| row.get(0),
    )?;
    if ids.is_empty() { Err(Error::NotFound) } else { cards(&Viewer::Member(gone), tx, &ids) }
}

/// Fetches all of them back into the viewer's account, under the name they write under, each into the state it was in. The link
/// has done its work then.
pub fn inherit(viewer: &Viewer, tx: &Tx<'_>, secret: &Secret) -> Result<Vec<WorkId>> {
    viewer.in_good_standing()?;
    let heir = viewer.person().ok_or(Error::LogIn)?;
    let works = estate(tx, secret)?;
    let gone = tokens::take(tx, Purpose::Inherit, secret)?.and_then(|held| held.person).ok_or(Error::NotFound)?;
    let pseud = people::default_pseud(tx, heir)?;
    for card in &works {
        tx.run(
            "delete from creatorships where work_id = $1 and person_id = $2 and position >
               (select min(position) from creatorships where work_id = $1 and person_id = $2)",
            args![card.id, gone],
        )?;
        tx.run(
            "update creatorships set person_id = $3, pseud_id = $4 where work_id = $1 and person_id = $2",
            args![card.id, gone, heir, pseud],
        )?;
        tx.run("delete from deletions where work_id = $1", args![card.id])?;
        settle(tx, card.id)?;
    }
    people::sweep_gone(tx)?;
    Ok(works.into_iter().map(|card| card.id).collect())
}
