//! How collections end: an owner deletes one, or goes. Works stay in the archive, revealed and named (COL-11).

use super::picture::take_down;
use super::read::fetch_to;
use super::reveal::begin;
use super::row::Role;
use super::visibility::Action;
use crate::db::args;
use crate::feed::{self, Change};
use crate::works::{Fate, Keeping};
use crate::{CollectionId, PersonId, Result, Tx, Viewer, people};

/// Deletes a collection: it is gone at once, and what was in it is let go some works at a time. Its parts stand by themselves.
pub fn remove(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<()> {
    let row = fetch_to(viewer, tx, name, Action::Own)?;
    end(tx, row.id)
}

fn end(tx: &Tx<'_>, id: CollectionId) -> Result<()> {
    let nobodys = format!("-{id}");
    tx.run(
        "update collections set ended = true, name = $2, name_key = $2, parent_id = null, parent_agreed = false
         where id = $1",
        args![id, &nobodys],
    )?;
    tx.run("update collections set parent_id = null, parent_agreed = false where parent_id = $1", args![id])?;
    tx.run("delete from collection_people where collection_id = $1", args![id])?;
    take_down(tx, id)?;
    begin(tx, id, (true, true))?;
    feed::note(tx, Change::Collection(id))
}

/// What becomes of the collections of somebody whose account goes (DEL-1). One that has another owner stays theirs; where there
/// is none, the moderator who has been one longest owns it; where nobody else keeps it, it goes where works without another
/// creator go: to the orphan account, or away.
pub(crate) fn let_go(tx: &Tx<'_>, person: PersonId, fate: Fate) -> Result<()> {
    let owned: Vec<CollectionId> = tx.all(
        "select k.collection_id from collection_people k where k.person_id = $1 and k.role = 'owner' and not exists
           (select 1 from collection_people o where o.collection_id = k.collection_id and o.role = 'owner'
            and o.person_id <> $1) order by k.collection_id",
        args![person],
        |row| row.get(0),
    )?;
    owned.into_iter().try_for_each(|id| hand_on(tx, id, person, fate))
}

/// Whether somebody has a collection that nobody else keeps.
pub(crate) fn has_sole(tx: &Tx<'_>, person: Option<PersonId>) -> Result<bool> {
    let sole = tx.count(
        "select count(*) from collection_people k where k.person_id = $1 and k.role = 'owner' and not exists
           (select 1 from collection_people o where o.collection_id = k.collection_id
            and o.role in ('owner', 'moderator') and o.person_id <> $1)",
        args![person],
    )?;
    Ok(sole > 0)
}

fn hand_on(tx: &Tx<'_>, id: CollectionId, person: PersonId, fate: Fate) -> Result<()> {
    let heir: Option<PersonId> = tx.value(
        "select person_id from collection_people where collection_id = $1 and role = 'moderator' order by at, person_id
         limit 1",
        args![id],
    )?;
    match (heir, fate) {
        (Some(heir), _) => tx
            .run(
                "update collection_people set role = $3 where collection_id = $1 and person_id = $2",
                args![id, heir, Role::Owner],
            )
            .map(drop),
        (None, Fate::Leave) => end(tx, id),
        (None, Fate::Orphan(keeping)) => orphan(tx, id, person, keeping),
    }
}

fn orphan(tx: &Tx<'_>, id: CollectionId, person: PersonId, keeping: Keeping) -> Result<()> {
    let name: Option<String> = tx.value(
        "select s.name from collection_people k join pseuds s on s.id = k.pseud_id where k.collection_id = $1
         and k.person_id = $2",
        args![id, person],
    )?;
    let name = name.filter(|_| keeping == Keeping::Name);
    let (orphanage, pseud) = people::orphan_name(tx, name.as_deref())?;
    tx.run(
        "insert into collection_people (collection_id, person_id, pseud_id, role, at) values ($1, $2, $3, $4, $5)
         on conflict (collection_id, person_id) do update set role = excluded.role",
        args![id, orphanage, pseud, Role::Owner, tx.now()],
    )?;
    feed::note(tx, Change::Collection(id))
}
