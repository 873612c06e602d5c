//! Who is in a collection: asking to be a member, being asked, roles (COL-3). Nobody is a member without having said yes, and
//! a collection always has an owner.

use super::put::{keepers, reached_by};
use super::read::{Place, fetch, fetch_to, place};
use super::row::Role;
use super::visibility::{Action, sight};
use crate::accounts;
use crate::db::args;
use crate::error::Why;
use crate::feed::{self, Change};
use crate::mail::{self, Matter};
use crate::people::{self, Called};
use crate::{CollectionId, Error, PersonId, PseudId, Result, Tx, Viewer, blocks, moderation, reach};

/// Somebody in a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Who.
    pub person: PersonId,
    /// Under which name.
    pub pseud: String,
    /// Their account's name.
    pub account: String,
    /// As what.
    pub role: Role,
}

/// Who is in a collection, those who keep it first. Who has not answered or was not answered, only these are told.
pub fn people(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<Vec<Participant>> {
    let row = fetch(viewer, tx, name)?;
    if !sight(row.standing) {
        return Err(Error::NotFound);
    }
    let looks = row.standing.keeps() || row.standing.keeps_order;
    let mut all = tx.all(
        "select k.person_id, s.name, p.name, k.role from collection_people k join pseuds s on s.id = k.pseud_id
         join people p on p.id = k.person_id where k.collection_id = $1 order by s.name_key, k.person_id",
        args![row.id],
        |row| Ok(Participant { person: row.get(0)?, pseud: row.get(1)?, account: row.get(2)?, role: row.get(3)? }),
    )?;
    all.retain(|one| looks || one.role.is_settled());
    all.sort_by_key(|one| one.role);
    Ok(all)
}

fn role_of(tx: &Tx<'_>, id: CollectionId, person: PersonId) -> Result<Option<Role>> {
    tx.value("select role from collection_people where collection_id = $1 and person_id = $2", args![id, person])
}

pub(super) fn put(tx: &Tx<'_>, id: CollectionId, Called { person, pseud }: Called, role: Role) -> Result<()> {
    tx.run(
        "insert into collection_people (collection_id, person_id, pseud_id, role, at) values ($1, $2, $3, $4, $5)
         on conflict (collection_id, person_id) do update set role = excluded.role, at = excluded.at",
        args![id, person, pseud, role, tx.now()],
    )?;
    feed::note(tx, Change::Collection(id))
}

/// Asks to be a member; who was asked is one from now on.
pub fn join(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<Role> {
    viewer.in_good_standing()?;
    let person = viewer.person().ok_or(Error::LogIn)?;
    let row = fetch(viewer, tx, name)?;
    if !sight(row.standing) {
        return Err(Error::NotFound);
    }
    let role = match row.standing.role {
        Some(Role::Invited) => Role::Member,
        None if blocks::keeps_off(tx, &keepers(tx, row.id)?, person)? => return Err(Error::Forbidden(Why::KeptOff)),
        None => Role::Applied,
        Some(role) => return Ok(role),
    };
    if role == Role::Applied {
        reach::out(viewer, tx, "name", &reached_by(tx, &row)?)?;
    }
    let pseud = people::default_pseud(tx, person)?;
    put(tx, row.id, Called { person, pseud }, role).map(|()| role)
}

/// Goes, or takes a question back, or says no to one. The last owner stays.
pub fn leave(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let row = fetch(viewer, tx, name)?;
    if row.standing.role.is_none() {
        return if sight(row.standing) { Ok(()) } else { Err(Error::NotFound) };
    }
    remove(tx, row.id, person)
}

fn remove(tx: &Tx<'_>, id: CollectionId, person: PersonId) -> Result<()> {
    keep_an_owner(tx, id, person)?;
    tx.run("delete from collection_people where collection_id = $1 and person_id = $2", args![id, person])?;
    feed::note(tx, Change::Collection(id))
}

fn keep_an_owner(tx: &Tx<'_>, id: CollectionId, person: PersonId) -> Result<()> {
    if role_of(tx, id, person)? != Some(Role::Owner) {
        return Ok(());
    }
    let others =
        "select count(*) from collection_people where collection_id = $1 and role = 'owner' and person_id <> $2";
    if tx.count(others, args![id, person])? == 0 { Err(Error::Forbidden(Why::LastKeeper)) } else { Ok(()) }
}

/// Asks somebody to be a member; who has asked to be one is taken. Why somebody cannot be asked is not told.
pub fn invite(viewer: &Viewer, tx: &Tx<'_>, name: &str, called: Called) -> Result<()> {
    let row = fetch_to(viewer, tx, name, Action::Keep)?;
    let by = viewer.person().ok_or(Error::LogIn)?;
    let person = called.person;
    match role_of(tx, row.id, person)? {
        Some(Role::Applied) => return put(tx, row.id, called, Role::Member),
        Some(_) => return Ok(()),
        None => {}
    }
    if blocks::stand_between(tx, by, person)? || moderation::active(tx, person)?.is_some() {
        return Err(Error::Forbidden(Why::NotToBeAsked));
    }
    reach::out(viewer, tx, "name", &[person])?;
    put(tx, row.id, called, Role::Invited)?;
    if accounts::preferences_of(tx, person)?.no_collection_letters {
        return Ok(());
    }
    mail::write(tx, person, &Matter::AskedIntoCollection { collection: row.id.number() })
}

/// Gives somebody another role. Who has not said yes gets none; moderators make members of those who ask, and no more.
pub fn set_role(viewer: &Viewer, tx: &Tx<'_>, name: &str, (person, role): (PersonId, Role)) -> Result<()> {
    let row = fetch_to(viewer, tx, name, Action::Keep)?;
    let now = role_of(tx, row.id, person)?.filter(|role| *role != Role::Invited).ok_or(Error::NotFound)?;
    if !row.standing.owns() && (now.keeps() || role != Role::Member) || !role.is_settled() {
        return Err(Error::Forbidden(Why::NotKept));
    }
    if role != Role::Owner {
        keep_an_owner(tx, row.id, person)?;
    }
    tx.run(
        "update collection_people set role = $3 where collection_id = $1 and person_id = $2",
        args![row.id, person, role],
    )?;
    feed::note(tx, Change::Collection(row.id))
}

/// Sends somebody away, or takes a question back. Moderators do so with members and those who ask.
pub fn expel(viewer: &Viewer, tx: &Tx<'_>, name: &str, person: PersonId) -> Result<()> {
    let row = fetch_to(viewer, tx, name, Action::Keep)?;
    let now = role_of(tx, row.id, person)?.ok_or(Error::NotFound)?;
    if now.keeps() && !row.standing.owns() {
        return Err(Error::Forbidden(Why::NotKept));
    }
    remove(tx, row.id, person)
}

/// The collections that ask the viewer to be a member, by title.
pub fn invited_to(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Place>> {
    let ids: Vec<CollectionId> = tx.all(
        "select k.collection_id from collection_people k join collections c on c.id = k.collection_id
         where k.person_id = $1 and k.role = 'invited' order by c.title_key, c.id",
        args![viewer.person()],
        |row| row.get(0),
    )?;
    let places = ids.into_iter().map(|id| place(viewer, tx, id)).collect::<Result<Vec<_>>>()?;
    Ok(places.into_iter().flatten().collect())
}

/// Gives what stands in collections under one name to another of the same person (PSEUD-3).
pub(crate) fn rename(tx: &Tx<'_>, from: PseudId, to: PseudId) -> Result<()> {
    tx.run("update collection_people set pseud_id = $2 where pseud_id = $1", args![from, to]).map(drop)
}
