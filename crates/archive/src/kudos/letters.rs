//! Letters about kudos: one a day to each creator, with the names and the number of guests for each work (KUD-3).

use super::{Kudos, SHOWN};
use crate::db::{Sql, args};
use crate::mail::{self, Matter};
use crate::works::{self, WorkCard};
use crate::{Archive, Error, PersonId, Result, Tx, Viewer};

/// A day, in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1_000;

/// Writes the letters of the day, once; who runs it again on the same day writes nothing. Says how many there were.
pub fn write_letters(archive: &Archive) -> Result<u64> {
    archive.write(letters_of_the_day).wait()
}

fn letters_of_the_day(tx: &Tx<'_>) -> Result<u64> {
    let (now, today) = (tx.now(), tx.now() / DAY);
    let last: Option<(i64, i64)> =
        tx.first("select day, until from kudos_told order by day desc limit 1", &[], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    if last.is_some_and(|(day, _)| day >= today) {
        return Ok(0);
    }
    let since = last.map_or(now - DAY, |(_, until)| until);
    tx.run("delete from kudos_told where day < $1", args![today])?;
    tx.run("insert into kudos_told (day, until) values ($1, $2)", args![today, now])?;
    let creators: Vec<PersonId> = tx.all(
        "select distinct c.person_id from kudos k join creatorships c on c.work_id = k.work_id
         left join preferences f on f.person_id = c.person_id
         where k.at >= $1 and k.at < $2 and not coalesce(f.no_kudos_letters, false)",
        args![since, now],
        |row| row.get(0),
    )?;
    for creator in &creators {
        mail::write(tx, *creator, &Matter::Kudos { since, until: now })?;
    }
    Ok(creators.len() as u64)
}

/// The kudos that were left at the viewer's own works in a span of time, in milliseconds since 1970: for each work the first
/// names, and how many there were.
pub fn between(viewer: &Viewer, tx: &Tx<'_>, since: i64, until: i64) -> Result<Vec<(WorkCard, Kudos)>> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let mut sql = Sql::new("select k.work_id, count(k.person_id), count(*) from kudos k where k.at >= ");
    sql.bind(since).push(" and k.at < ").bind(until);
    sql.push(" and k.work_id in (select work_id from creatorships where person_id = ").bind(person);
    sql.push(") group by k.work_id order by count(*) desc, k.work_id limit 100");
    let counted = sql.all(tx, |row| {
        let (members, all): (i64, i64) = (row.get(1)?, row.get(2)?);
        Ok((row.get(0)?, Kudos { names: Vec::new(), members: members as u64, guests: (all - members) as u64 }))
    })?;
    let mut told = Vec::with_capacity(counted.len());
    for (work, mut kudos) in counted {
        let Some(card) = works::cards(viewer, tx, &[work])?.pop().filter(|card| card.is_own) else { continue };
        kudos.names = tx.all(
            "select p.name from kudos k join people p on p.id = k.person_id
             where k.work_id = $1 and k.at >= $2 and k.at < $3 order by k.at desc, k.id desc limit $4",
            args![work, since, until, SHOWN as i64],
            |row| row.get(0),
        )?;
        told.push((card, kudos));
    }
    Ok(told)
}
