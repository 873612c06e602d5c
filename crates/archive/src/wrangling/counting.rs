//! Who counts works for the pages of one tag: the tables, or, where it is ready, the index, which does not walk along all works
//! of a tag to say how many they are.

use super::standing::{self, Stand, Standing};
use crate::db::Sql;
use crate::tags::Kind;
use crate::works::{self, Audience};
use crate::{Result, TagId, Tx, Viewer};

/// So many children of each kind are shown (WR-16).
pub(crate) const CHILDREN: usize = 300;

/// What the pages of a tag ask of whoever counts.
pub(crate) trait Counting {
    /// How many works that lists show this viewer a tag finds (WR-12).
    fn found_by(&self, viewer: &Viewer, tx: &Tx<'_>, tag: TagId) -> Result<u64>;

    /// On which of these tags' own spellings lists show this viewer any work, by whomever.
    fn shown(&self, viewer: &Viewer, tx: &Tx<'_>, tags: &[TagId]) -> Result<Vec<bool>>;

    /// The canonical tags of a kind that belong to a tag: the most used, by name.
    fn children(&self, viewer: &Viewer, tx: &Tx<'_>, tag: TagId, kind: Kind) -> Result<Vec<Stand>>;

    /// Whether a tag is there for whoever wrangles: it was said what it means, or that it is not used, or members see a work
    /// that has it.
    fn is_kept(&self, viewer: &Viewer, tx: &Tx<'_>, stand: &Stand) -> Result<bool> {
        let is_decided = matches!(stand.standing, Standing::Canonical | Standing::Synonym | Standing::Banned);
        Ok(is_decided || self.shown(viewer, tx, &[stand.tag.id])? == [true])
    }
}

/// The tables count.
pub(crate) struct ByTables;

impl Counting for ByTables {
    fn found_by(&self, viewer: &Viewer, tx: &Tx<'_>, tag: TagId) -> Result<u64> {
        works::count_of_tag(viewer, tx, tag)
    }

    fn shown(&self, viewer: &Viewer, tx: &Tx<'_>, tags: &[TagId]) -> Result<Vec<bool>> {
        tags.iter().map(|tag| works::has_any_of_tag(viewer, tx, *tag)).collect()
    }

    fn children(&self, viewer: &Viewer, tx: &Tx<'_>, tag: TagId, kind: Kind) -> Result<Vec<Stand>> {
        let mut sql = Sql::new(
            "select c.id, c.kind, c.name, c.standing, c.merger_id from (
               select t.id, t.kind, t.name, t.name_key, t.standing, t.merger_id from tag_parents p cross join tags t
               where t.id = p.tag_id and t.standing = 'canonical' and p.parent_id = ",
        );
        sql.bind(tag).push(" and t.kind = ").bind(kind);
        sql.push(" order by (select count(*) from work_tags u where u.tag_id = t.id and u.audience <= ");
        sql.bind(Audience::of(viewer).reach()).push(") desc, t.name_key limit ").bind(CHILDREN as i64);
        sql.push(") c order by c.name_key");
        sql.all(tx, standing::read)
    }
}

/// The canonical tags of a kind that belong to a tag, by name: from those that belong to it, not from all of the kind, which is
/// what the cross join says.
pub(crate) fn all_children(tx: &Tx<'_>, tag: TagId, kind: Kind) -> Result<Vec<Stand>> {
    let mut sql = Sql::new(
        "select t.id, t.kind, t.name, t.standing, t.merger_id from tag_parents p cross join tags t
         where t.id = p.tag_id and t.standing = 'canonical' and p.parent_id = ",
    );
    sql.bind(tag).push(" and t.kind = ").bind(kind).push(" order by t.name_key");
    sql.all(tx, standing::read)
}
