//! Notes of bookmarks cleaned anew when the cleaner's version has risen (R5), as the texts of works are: no word that readers see
//! changes, and what was typed stays as it is.

use manuscript::{CLEANER, Place, Prose};

use crate::db::args;
use crate::works::{Cleaned, cleaned_again};
use crate::{Archive, BookmarkId, Result, Tx};

/// Bookmarks whose notes are cleaned in one transaction.
const AT_ONCE: i64 = 100;

/// Cleans all notes that an older cleaner has made, until there is nothing more or `is_stopped` says so.
pub fn clean_anew(archive: &Archive, is_stopped: impl Fn() -> bool) -> Result<Cleaned> {
    let (mut cleaned, mut after) = (Cleaned::default(), BookmarkId::new(-1));
    while !is_stopped() {
        let old = archive.read(move |tx| old(tx, after)).wait()?;
        let Some(last) = old.last().copied() else { break };
        cleaned.seen += old.len() as u64;
        let renewed = archive.write(move |tx| old.iter().try_fold(0, |sum, id| Ok(sum + u64::from(renew(tx, *id)?))));
        cleaned.changed += renewed.wait()?;
        after = last;
    }
    Ok(cleaned)
}

fn old(tx: &Tx<'_>, after: BookmarkId) -> Result<Vec<BookmarkId>> {
    let text = "select id from bookmarks where id > $1 and cleaner < $2 order by id limit $3";
    tx.all(text, args![after, i64::from(CLEANER), AT_ONCE], |row| row.get(0))
}

/// Cleans the notes of one, and says whether anything has changed. Of notes that were their own source, the source is kept.
fn renew(tx: &Tx<'_>, id: BookmarkId) -> Result<bool> {
    let text = "select notes, notes_source, cleaner from bookmarks where id = $1";
    let stored =
        tx.first(text, args![id], |row| Ok(Prose::stored(row.get(0)?, row.get(1)?, row.get::<i64>(2)? as u32)))?;
    let Some(stored) = stored else { return Ok(false) };
    let new = cleaned_again(&stored, Place::Notes);
    if new == stored.html() {
        let text = "update bookmarks set cleaner = $2 where id = $1";
        return tx.run(text, args![id, i64::from(CLEANER)]).map(|_| false);
    }
    tx.run(
        "update bookmarks set notes = $2, notes_source = coalesce(notes_source, notes), cleaner = $3 where id = $1",
        args![id, new, i64::from(CLEANER)],
    )
    .map(|_| true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bookmarks::tests::kept;
    use crate::db::tests::archives;

    #[test]
    fn notes_of_an_older_cleaner_are_cleaned_anew_once_and_keep_what_was_typed() {
        for (archive, _database) in archives() {
            let [good, bad] = kept(&archive);
            let text = "update bookmarks set cleaner = 0, notes_source = null, notes = $2 where id = $1";
            let set = |id: BookmarkId, notes: &'static str| {
                archive.write(move |tx| tx.run(text, args![id, notes]).map(drop)).wait().unwrap();
            };
            set(good, "<p>So good.</p>");
            set(bad, "<p onclick=\"x()\">So <blink>bad</blink>.</p>");
            assert_eq!(clean_anew(&archive, || true).unwrap(), Cleaned::default(), "it is to stop");
            assert_eq!(clean_anew(&archive, || false).unwrap(), Cleaned { seen: 2, changed: 1, failed: 0 });
            let notes = |id: BookmarkId| {
                let text = "select notes, notes_source from bookmarks where id = $1";
                let notes = archive.read(move |tx| {
                    tx.first(text, args![id], |row| Ok((row.get::<String>(0)?, row.get::<Option<String>>(1)?)))
                });
                notes.wait().unwrap().unwrap()
            };
            assert_eq!(notes(good), ("<p>So good.</p>".to_owned(), None));
            let (html, source) = notes(bad);
            assert_eq!(html, "<p>So bad.</p>");
            assert!(source.unwrap().contains("<blink>"), "what was there stays beside it");
            assert_eq!(clean_anew(&archive, || false).unwrap(), Cleaned::default(), "nothing is left");
        }
    }
}
