//! Tags that nothing uses go, once a day (TAG-11): undecided ones and ones that were set aside, which are on no work.
//!
//! What is canonical or another name for something stays: that was decided. Decisions about a tag that is gone are told no
//! more.

use crate::db::args;
use crate::feed::{self, Change};
use crate::{Archive, Result, TagId, Tx};

/// So many go in one transaction.
const STEP: i64 = 500;

/// A tag is left alone for so long after it was made, in milliseconds.
const GRACE: i64 = 24 * 60 * 60 * 1_000;

/// Takes away what nothing uses, and says how many tags that were.
pub fn clean_up(archive: &Archive) -> Result<u64> {
    let (mut from, mut gone) = (TagId::new(i64::MIN), 0);
    loop {
        let unused = archive.read(move |tx| unused(tx, from)).wait()?;
        let Some(last) = unused.last().copied() else { return Ok(gone) };
        let batch = unused.clone();
        gone += archive.write(move |tx| batch.iter().map(|tag| take_away(tx, *tag)).sum::<Result<u64>>()).wait()?;
        from = last;
    }
}

fn unused(tx: &Tx<'_>, from: TagId) -> Result<Vec<TagId>> {
    tx.all(
        "select t.id from tags t where t.id > $1 and t.standing in ('unwrangled', 'unwrangleable') and t.created_at < $2
         and not exists (select 1 from work_tags u where u.tag_id = t.id)
         and not exists (select 1 from tag_parents p where p.parent_id = t.id) order by t.id limit $3",
        args![from, tx.now() - GRACE, STEP],
        |row| row.get(0),
    )
}

/// Takes a tag away if it is still so that nothing uses it.
fn take_away(tx: &Tx<'_>, tag: TagId) -> Result<u64> {
    let gone = tx.run(
        "delete from tags where id = $1 and standing in ('unwrangled', 'unwrangleable')
         and not exists (select 1 from work_tags u where u.tag_id = $1)
         and not exists (select 1 from tag_parents p where p.parent_id = $1)",
        args![tag],
    )?;
    if gone > 0 {
        tx.tags().changed(tx)?;
        feed::note(tx, Change::Tag(tag))?;
    }
    Ok(gone)
}
