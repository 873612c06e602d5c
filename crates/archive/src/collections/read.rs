//! Reading collections: one by its name, what is counted of it, and of which collections works are.

use std::collections::HashMap;

use jiff::Timestamp;
use manuscript::Prose;

use super::picture::{Size, size_of};
use super::row::{CollectionRow, Role};
use super::visibility::{self, Standing, held_there_sql, sight, sight_sql};
use crate::clock::from_millis;
use crate::db::{Sql, args};
use crate::tags::key;
use crate::works::{self, Audience, WorkCard};
use crate::{CollectionId, Error, Result, Tx, Viewer, WorkId, bookmarks};

/// A collection, as far as its name tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The name in its address.
    pub name: String,
    /// What it is called.
    pub title: String,
}

/// A collection as somebody has seen it.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each with its own mark")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenCollection {
    /// The collection.
    pub id: CollectionId,
    /// The name in its address.
    pub name: String,
    /// What it is called, plain text.
    pub title: String,
    /// What it is, in few words.
    pub description: Prose,
    /// What its page begins with.
    pub intro: Prose,
    /// Questions that are asked often, and answers.
    pub faq: Prose,
    /// What holds in it.
    pub rules: Prose,
    /// Where those who keep it are written to; empty for nowhere, and for guests.
    pub email: String,
    /// The digest of its icon.
    pub icon: Option<String>,
    /// What the icon shows, in words.
    pub icon_alt: String,
    /// How large the picture at its head is, if one was uploaded.
    pub picture: Option<Size>,
    /// The address of the picture that stands there where none was uploaded; empty for none.
    pub header: String,
    /// What the picture at its head shows, in words.
    pub header_alt: String,
    /// Its own tags.
    pub tags: Vec<String>,
    /// Whether nothing new comes in.
    pub is_closed: bool,
    /// Whether what is put in waits until somebody who keeps it says yes.
    pub is_moderated: bool,
    /// Whether what comes in is a mystery for now.
    pub is_unrevealed: bool,
    /// Whether what comes in is shown without names.
    pub is_anonymous: bool,
    /// The collection that it is a part of.
    pub parent: Option<Place>,
    /// The one that it would be a part of, if whoever keeps that agrees; for those who keep this one.
    pub asked_parent: Option<Place>,
    /// When works are revealed.
    pub reveals: Option<Timestamp>,
    /// When their creators are named.
    pub names: Option<Timestamp>,
    /// When it was made.
    pub made: Timestamp,
    /// Whether a moderator of the archive has hidden it.
    pub is_hidden: bool,
    /// The viewer's role in it.
    pub role: Option<Role>,
    /// Whether the viewer keeps it in order.
    pub keeps: bool,
    /// Whether the viewer decides about everything in it.
    pub owns: bool,
}

/// What is counted of a collection, for the viewer's kind of visitor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Works, in the collections that are a part of it too.
    pub works: u64,
    /// Works of which nothing is told yet.
    pub mysteries: u64,
    /// Bookmarks.
    pub bookmarks: u64,
    /// Members, and those who keep it.
    pub people: u64,
    /// Collections that are a part of it.
    pub children: u64,
}

/// The collection of a name, in any case.
pub fn show(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<SeenCollection> {
    let row = fetch(viewer, tx, name)?;
    if !sight(row.standing) {
        return Err(Error::NotFound);
    }
    dress(viewer, tx, row)
}

/// The number and name of a collection that the viewer sees.
pub fn find(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<(CollectionId, String)> {
    let row = fetch(viewer, tx, name)?;
    if sight(row.standing) { Ok((row.id, row.name)) } else { Err(Error::NotFound) }
}

/// The stored row, before anybody has seen it.
pub(super) fn fetch(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<CollectionRow> {
    let mut sql = CollectionRow::select(viewer);
    sql.push("c.name_key = ").bind(key(name));
    sql.first(tx, |row| CollectionRow::read(viewer, row))?.ok_or(Error::NotFound)
}

/// The stored row of a number.
pub(super) fn fetch_by_id(viewer: &Viewer, tx: &Tx<'_>, id: CollectionId) -> Result<CollectionRow> {
    let mut sql = CollectionRow::select(viewer);
    sql.push("c.id = ").bind(id);
    sql.first(tx, |row| CollectionRow::read(viewer, row))?.ok_or(Error::NotFound)
}

/// The stored row of a collection to which the viewer may do this.
pub(super) fn fetch_to(viewer: &Viewer, tx: &Tx<'_>, name: &str, action: visibility::Action) -> Result<CollectionRow> {
    let row = fetch(viewer, tx, name)?;
    visibility::may(viewer, action, row.standing)?;
    Ok(row)
}

fn dress(viewer: &Viewer, tx: &Tx<'_>, row: CollectionRow) -> Result<SeenCollection> {
    let standing: Standing = row.standing;
    let above = row.parent.map(|id| place(viewer, tx, id)).transpose()?.flatten();
    let (parent, asked_parent) = if row.parent_agreed { (above, None) } else { (None, above) };
    let looks = standing.keeps() || standing.keeps_order;
    Ok(SeenCollection {
        tags: tags_of(tx, &[row.id])?.remove(&row.id).unwrap_or_default(),
        id: row.id,
        name: row.name,
        title: row.title,
        description: row.description,
        intro: row.intro,
        faq: row.faq,
        rules: row.rules,
        email: if viewer.is_logged_in() { row.email } else { String::new() },
        icon: row.icon,
        icon_alt: row.icon_alt,
        picture: size_of(tx, row.id)?,
        header: row.header,
        header_alt: row.header_alt,
        is_closed: row.is_closed,
        is_moderated: row.is_moderated,
        is_unrevealed: row.is_unrevealed,
        is_anonymous: row.is_anonymous,
        parent,
        asked_parent: asked_parent.filter(|_| looks),
        reveals: row.reveals_at.map(from_millis),
        names: row.names_at.map(from_millis),
        made: from_millis(row.made_at),
        is_hidden: standing.is_hidden,
        role: standing.role,
        keeps: standing.keeps(),
        owns: standing.owns(),
    })
}

/// The collection of a number, if the viewer sees it.
pub(crate) fn place(viewer: &Viewer, tx: &Tx<'_>, id: CollectionId) -> Result<Option<Place>> {
    let row = fetch_by_id(viewer, tx, id)?;
    Ok(sight(row.standing).then_some(Place { name: row.name, title: row.title }))
}

/// The tags of collections, in their order.
pub(super) fn tags_of(tx: &Tx<'_>, ids: &[CollectionId]) -> Result<HashMap<CollectionId, Vec<String>>> {
    let mut sql = Sql::new("select collection_id, name from collection_tags where collection_id in ");
    sql.bind_list(ids.iter().copied()).push(" order by collection_id, position");
    let mut all: HashMap<CollectionId, Vec<String>> = HashMap::new();
    for (id, name) in sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?)))? {
        all.entry(id).or_default().push(name);
    }
    Ok(all)
}

/// A collection and those that are a part of it, as far as the viewer sees them: what stands in these stands in it.
pub fn holds(viewer: &Viewer, tx: &Tx<'_>, id: CollectionId) -> Result<Vec<CollectionId>> {
    let mut sql = Sql::new("select c.id from collections c where c.parent_agreed and c.parent_id = ");
    sql.bind(id).push(" and ");
    sight_sql(&mut sql, viewer);
    let mut all = vec![id];
    all.extend(sql.all(tx, |row| row.get::<CollectionId>(0))?);
    Ok(all)
}

/// What is counted of a collection that the viewer has seen.
pub fn counts(viewer: &Viewer, tx: &Tx<'_>, seen: &SeenCollection) -> Result<Counts> {
    let held = holds(viewer, tx, seen.id)?;
    let people =
        "select count(*) from collection_people where collection_id = $1 and role in ('owner', 'moderator', 'member')";
    Ok(Counts {
        works: works::count_collected(viewer, tx, &held)?,
        mysteries: works::count_mysteries(viewer, tx, &held)?,
        bookmarks: bookmarks::count_collected(viewer, tx, seen.id)?,
        people: tx.count(people, args![seen.id])?,
        children: held.len() as u64 - 1,
    })
}

/// The collections that hold these works, as this viewer may know of them.
pub(crate) fn of_works(viewer: &Viewer, tx: &Tx<'_>, works: &[WorkId]) -> Result<Vec<(WorkId, Place)>> {
    let mut sql = Sql::new(
        "select i.work_id, c.name, c.title from collection_items i join collections c on c.id = i.collection_id
         where i.creator_side = 'yes' and i.keeper_side = 'yes' and ",
    );
    sight_sql(&mut sql, viewer);
    sql.push(" and i.work_id in ").bind_list(works.iter().copied()).push(" order by i.work_id, c.title_key, c.id");
    sql.all(tx, |row| Ok((row.get(0)?, Place { name: row.get(1)?, title: row.get(2)? })))
}

/// The collections that hold a work which somebody has seen, as everybody may know of them: for what is passed on, so that a
/// keeper's copy names nothing that is hidden from others.
pub fn told_of(card: &WorkCard, tx: &Tx<'_>) -> Result<Vec<Place>> {
    Ok(of_works(&Viewer::Guest, tx, &[card.id])?.into_iter().map(|(_, place)| place).collect())
}

/// The numbers of the collections that hold these works, for the archive's index.
pub(crate) fn searched(tx: &Tx<'_>, works: &[WorkId]) -> Result<Vec<(WorkId, CollectionId)>> {
    let mut sql = Sql::new(
        "select work_id, collection_id from collection_items where creator_side = 'yes' and keeper_side = 'yes'
         and work_id in ",
    );
    sql.bind_list(works.iter().copied());
    sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The collection of a name or number, if the viewer sees it, with those that are a part of it.
pub(crate) fn sees(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<Option<Vec<CollectionId>>> {
    match find(viewer, tx, name) {
        Ok((id, _)) => holds(viewer, tx, id).map(Some),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether one of these collections makes a mystery of a work `w`, whose existence the viewer's kind of visitor may know of.
pub(crate) fn masked_there_sql(sql: &mut Sql<'_>, viewer: &Viewer, collections: &[CollectionId]) {
    sql.push("w.posted and w.unrevealed and not w.hidden and w.deleted = 'no' and w.access in ('everyone'");
    sql.push(if Audience::of(viewer) == Audience::Members { ", 'members') and " } else { ") and " });
    held_there_sql(sql, collections);
}
