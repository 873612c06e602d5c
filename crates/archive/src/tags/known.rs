//! What tags are called, as it is held in memory. Whoever changes a tag's name or kind, bans it, takes that back, or takes it
//! away, takes a step of [`Tx::tags`].

use std::sync::Arc;

use super::Tag;
use crate::db::{Held, Rows, Sql};
use crate::{Result, TagId, Tx};

/// Tags that are held; 14 MB by reckoning.
const MOST: usize = 100_000;

/// Tags by their ids.
pub(crate) type KnownTags = Held<TagId, Known>;

/// What is shown of a tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// Its id, kind and name.
    pub(crate) tag: Tag,
    /// Whether it is told nobody (TAG-10).
    pub(crate) is_banned: bool,
}

/// An empty memory of tags.
pub(crate) fn no_tags() -> KnownTags {
    Held::new("tags", MOST)
}

/// These tags, banned ones among them.
pub(super) fn known(tx: &Tx<'_>, tags: impl IntoIterator<Item = TagId>) -> Result<Rows<TagId, Known>> {
    tx.tags().of(tx, tags, read)
}

fn read(tx: &Tx<'_>, tags: &[TagId]) -> Result<Rows<TagId, Known>> {
    let mut sql = Sql::new("select id, kind, name, standing = 'banned' from tags where id in ");
    sql.bind_list(tags.iter().copied());
    let known = sql.all(tx, |row| Ok(Known { tag: Tag::read(row)?, is_banned: row.get(3)? }))?;
    Ok(known.into_iter().map(|known| (known.tag.id, Arc::new(known))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::args;
    use crate::db::tests::archives;
    use crate::tags::{Kind, make_new};
    use crate::wrangling;

    #[test]
    fn a_tag_that_was_taken_away_is_known_no_more() {
        for (archive, _database) in archives() {
            let make = |tx: &Tx<'_>| {
                let tag = make_new(tx, Kind::Additional, "Typo".to_owned())?;
                tx.run("update tags set created_at = 0 where id = $1", args![tag])?;
                Ok(tag)
            };
            let tag = archive.write(make).wait().unwrap();
            let count = || archive.read(move |tx| Ok(known(tx, [tag])?.len())).wait().unwrap();
            assert_eq!((count(), count()), (1, 1));
            wrangling::clean_up(&archive).unwrap();
            assert_eq!(count(), 0);
        }
    }
}
