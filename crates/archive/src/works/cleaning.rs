//! Stored texts cleaned anew when the cleaner's version has risen (R5), beside a serving archive.
//!
//! Each title page and each chapter in a transaction of its own, marked with the version that has looked at it, so that it goes
//! on where it was stopped. No word that readers see changes, only markup; no version is made, no date moves, and what was
//! typed stays as it is.

use manuscript::{CLEANER, Newlines, Place, Prose, clean, plain_text};

use super::editing::{Sources, sources};
use super::packed::PackedText;
use super::versions::{self, Wording};
use crate::db::args;
use crate::feed::{self, Change};
use crate::{Archive, Errand, Error, Result, Tx, Viewer, WorkId};

/// So many are looked for at once.
const BAG: i64 = 100;

/// What became of the texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Title pages and chapters that were looked at.
    pub seen: u64,
    /// Those of which something has changed.
    pub changed: u64,
    /// Those that cannot be read; they stay as they are.
    pub failed: u64,
}

/// A title page, or a chapter of a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Page(WorkId),
    Chapter(WorkId, i64),
}

/// The parts of a piece: their names, where they stand, and what they say.
type Parts = Vec<(&'static str, Place, String)>;

/// Cleans all that an older cleaner has made, until there is nothing more or `is_stopped` says so.
pub fn clean_anew(archive: &Archive, is_stopped: impl Fn() -> bool) -> Result<Cleaned> {
    let (mut cleaned, mut failed) = (Cleaned::default(), Vec::new());
    loop {
        let most = BAG + failed.len() as i64;
        let mut pieces = archive.read(move |tx| old(tx, most)).wait()?;
        pieces.retain(|piece| !failed.contains(piece));
        if pieces.is_empty() {
            return Ok(Cleaned { failed: failed.len() as u64, ..cleaned });
        }
        for piece in pieces {
            if is_stopped() {
                return Ok(Cleaned { failed: failed.len() as u64, ..cleaned });
            }
            match archive.write(move |tx| renew(&Viewer::Custodian(Errand::Clock), tx, piece)).wait() {
                Ok(changed) => {
                    cleaned.seen += 1;
                    cleaned.changed += u64::from(changed);
                }
                Err(error @ Error::Broken(_)) => {
                    tracing::error!(?piece, %error, "a stored text cannot be cleaned anew, and stays as it is");
                    failed.push(piece);
                }
                Err(error) => return Err(error),
            }
        }
    }
}

/// So many pieces that an older cleaner made, of each kind.
fn old(tx: &Tx<'_>, most: i64) -> Result<Vec<Piece>> {
    let cleaner = i64::from(CLEANER);
    let mut pieces =
        tx.all("select id from works where cleaner < $1 order by cleaner, id limit $2", args![cleaner, most], |row| {
            Ok(Piece::Page(row.get(0)?))
        })?;
    pieces.extend(tx.all(
        "select work_id, id from chapters where cleaner < $1 order by cleaner, id limit $2",
        args![cleaner, most],
        |row| Ok(Piece::Chapter(row.get(0)?, row.get(1)?)),
    )?);
    Ok(pieces)
}

/// Cleans a piece anew, and says whether anything has changed.
fn renew(viewer: &Viewer, tx: &Tx<'_>, piece: Piece) -> Result<bool> {
    if !matches!(viewer, Viewer::Custodian(Errand::Clock)) {
        return Err(Error::NotFound);
    }
    let (work, chapter) = match piece {
        Piece::Page(work) => (work, 0),
        Piece::Chapter(work, chapter) => (work, chapter),
    };
    let Some(old) = parts(tx, piece)? else { return Ok(false) };
    let typed = sources(tx, work, chapter)?;
    let new: Parts =
        old.iter().map(|(part, place, html)| (*part, *place, cleaned(&typed, part, *place, html))).collect();
    mark(tx, piece)?;
    if new == old {
        return Ok(false);
    }
    keep_typed(tx, (work, chapter), &typed, old.iter().zip(&new))?;
    store(tx, piece, (&old, &new))?;
    tx.run("update works set edition = edition + 1 where id = $1", args![work])?;
    feed::note(tx, Change::Work(work)).map(|()| true)
}

/// A text by the cleaner as it is now: made of what was typed, in whichever way that gives the words that readers see; else of
/// the text itself, which only loses what is not allowed any more.
fn cleaned(typed: &Sources, part: &str, place: Place, html: &str) -> String {
    cleaned_again(&typed.with(part, &Prose::stored(html.to_owned(), None, 0)), place)
}

/// [`cleaned`], of a text with what was typed beside it.
pub(crate) fn cleaned_again(stored: &Prose, place: Place) -> String {
    let html = stored.html();
    let words = plain_text(html);
    let of = |source: &str, newlines| clean(source, place, newlines, &mut Vec::new()).html().to_owned();
    let ways = [Newlines::Breaks, Newlines::Space].map(|newlines| of(stored.source(), newlines));
    let same = ways.iter().find(|way| *way == html).or_else(|| ways.iter().find(|way| plain_text(way) == words));
    same.cloned().unwrap_or_else(|| of(html, Newlines::Space))
}

fn parts(tx: &Tx<'_>, piece: Piece) -> Result<Option<Parts>> {
    let three = |summary, notes, end_notes| {
        vec![
            ("summary", Place::Summary, summary),
            ("notes", Place::Notes, notes),
            ("end_notes", Place::Notes, end_notes),
        ]
    };
    let cleaner = i64::from(CLEANER);
    match piece {
        Piece::Page(work) => tx.first(
            "select summary, notes, end_notes from works where id = $1 and cleaner < $2",
            args![work, cleaner],
            |row| Ok(three(row.get(0)?, row.get(1)?, row.get(2)?)),
        ),
        Piece::Chapter(_, chapter) => tx.first(
            "select h.summary, h.notes, h.end_notes, x.deflate, x.crc, x.length from chapters h
             join chapter_texts x on x.chapter_id = h.id where h.id = $1 and h.cleaner < $2",
            args![chapter, cleaner],
            |row| {
                let mut parts = three(row.get(0)?, row.get(1)?, row.get(2)?);
                parts.push(("body", Place::Body, PackedText::read(row, 3)?.text()?));
                Ok(parts)
            },
        ),
    }
}

fn mark(tx: &Tx<'_>, piece: Piece) -> Result<()> {
    let cleaner = i64::from(CLEANER);
    match piece {
        Piece::Page(work) => tx.run("update works set cleaner = $2 where id = $1", args![work, cleaner]),
        Piece::Chapter(_, chapter) => tx.run("update chapters set cleaner = $2 where id = $1", args![chapter, cleaner]),
    }
    .map(drop)
}

/// Of a text that was its own source, the source is kept from now on.
fn keep_typed<'p>(
    tx: &Tx<'_>,
    (work, chapter): (WorkId, i64),
    typed: &Sources,
    parts: impl Iterator<Item = (&'p (&'static str, Place, String), &'p (&'static str, Place, String))>,
) -> Result<()> {
    for ((part, _, old), (_, _, new)) in parts {
        if old == new || typed.has(part) || old.is_empty() {
            continue;
        }
        let text = PackedText::pack(old.as_bytes());
        tx.run(
            "insert into source_texts (work_id, chapter_id, part, deflate, crc, length) values ($1, $2, $3, $4, $5, $6)",
            args![work, chapter, *part, &text.deflate[..], i64::from(text.crc), text.length as i64],
        )?;
    }
    Ok(())
}

fn store(tx: &Tx<'_>, piece: Piece, (old, new): (&Parts, &Parts)) -> Result<()> {
    let said = |parts: &Parts, name: &str| {
        parts.iter().find(|(part, ..)| *part == name).map(|(.., html)| html.clone()).unwrap_or_default()
    };
    let (summary, notes, end_notes) = (said(new, "summary"), said(new, "notes"), said(new, "end_notes"));
    let Piece::Chapter(_, chapter) = piece else {
        let Piece::Page(work) = piece else { return Ok(()) };
        let update = "update works set summary = $2, notes = $3, end_notes = $4 where id = $1";
        return tx.run(update, args![work, summary, notes, end_notes]).map(drop);
    };
    tx.run(
        "update chapters set summary = $2, notes = $3, end_notes = $4 where id = $1",
        args![chapter, summary, notes, end_notes],
    )?;
    let text = PackedText::pack(said(new, "body").as_bytes());
    tx.run(
        "update chapter_texts set deflate = $2, crc = $3, length = $4 where chapter_id = $1",
        args![chapter, &text.deflate[..], i64::from(text.crc), text.length as i64],
    )?;
    let title: Option<String> = tx.value("select title from chapters where id = $1", args![chapter])?;
    let wording = |parts: &Parts| Wording {
        title: title.clone().unwrap_or_default(),
        summary: said(parts, "summary"),
        notes: said(parts, "notes"),
        body: said(parts, "body"),
        end_notes: said(parts, "end_notes"),
    };
    versions::rest_on(tx, chapter, &wording(old), &wording(new))
}

#[cfg(test)]
mod tests {
    use testkit::story;

    use super::*;
    use crate::ChapterId;
    use crate::db::tests::archives;
    use crate::people;
    use crate::works::{
        Access, Creators, NewChapter, NewWork, State, index, manuscript, post, revise_chapter, show, version,
    };

    fn run(archive: &Archive, deed: impl Fn(&Tx<'_>) -> Result<u64> + Send + 'static) {
        archive.write(deed).wait().unwrap();
    }

    /// A work of two chapters by ana, the first with an earlier version.
    fn work(archive: &Archive) -> (Viewer, WorkId, ChapterId) {
        let ana = archive.write(|tx| people::join(tx, "ana")).wait().unwrap();
        let (viewer, creators) = (Viewer::Member(ana.0), Creators::Pseuds(vec![ana.1]));
        let new = NewWork { manuscript: story("Rain", 2), creators, state: State::Posted, access: Access::Everyone };
        let new = new.pack().unwrap();
        let id = archive.write(move |tx| post(&viewer, tx, &new)).wait().unwrap();
        let first = archive.read(move |tx| Ok(index(&show(&viewer, tx, id)?, tx)?.remove(0).id)).wait().unwrap();
        let body = clean("It rained.\n\nIt <b>poured</b>.", Place::Body, Newlines::Breaks, &mut Vec::new());
        let chapter = manuscript::Chapter { body, ..manuscript::Chapter::default() };
        let next = NewChapter { chapter, state: State::Posted, place: None, base: None }.pack();
        archive.write(move |tx| revise_chapter(&viewer, tx, id, first, &next)).wait().unwrap();
        (viewer, id, first)
    }

    /// Lets the texts be those of a cleaner that knew less: what stands there is not allowed any more.
    fn age(archive: &Archive, id: WorkId, chapter: ChapterId) {
        run(archive, move |tx| {
            let old = "<p onclick=\"x\">It rained.</p><p>It <b>poured</b>.</p>";
            let text = PackedText::pack(old.as_bytes());
            tx.run("update works set cleaner = 0, notes = '<p><blink>Hello</blink></p>' where id = $1", args![id])?;
            tx.run("update chapters set cleaner = 1 where work_id = $1", args![id])?;
            tx.run(
                "update chapter_texts set deflate = $2, crc = $3, length = $4 where chapter_id = $1",
                args![chapter, &text.deflate[..], i64::from(text.crc), text.length as i64],
            )
        });
    }

    #[test]
    fn texts_of_an_older_cleaner_are_cleaned_anew_without_a_version_a_date_or_a_word() {
        for (archive, _database) in archives() {
            let (viewer, id, first) = work(&archive);
            let seen = |archive: &Archive| archive.read(move |tx| manuscript(&viewer, tx, id)).wait().unwrap();
            let card = |archive: &Archive| archive.read(move |tx| Ok(show(&viewer, tx, id)?.card)).wait().unwrap();
            let (before, facts) = (seen(&archive), card(&archive));
            let said = |number| archive.read(move |tx| version(&viewer, tx, id, first, number)).wait().unwrap();
            let earliest = said(1);
            age(&archive, id, first);
            // The newest state is the one that the earlier ones are told from.
            run(&archive, move |tx| {
                let of = |body: &str| Wording { body: body.to_owned(), ..Wording::default() };
                let old = "<p onclick=\"x\">It rained.</p><p>It <b>poured</b>.</p>";
                let new = "<p>It rained.</p><p>It <b>poured</b>.</p>";
                versions::rest_on(tx, first.number(), &of(new), &of(old)).map(|()| 1)
            });
            assert_eq!(said(1), earliest);
            archive.clock().advance(std::time::Duration::from_hours(24));

            let stopped = clean_anew(&archive, || true).unwrap();
            let cleaned = clean_anew(&archive, || false).unwrap();

            assert_eq!((stopped, cleaned), (Cleaned::default(), Cleaned { seen: 3, changed: 2, failed: 0 }));
            assert_eq!(clean_anew(&archive, || false).unwrap(), Cleaned::default(), "nothing is left");
            let (after, now) = (seen(&archive), card(&archive));
            assert_eq!(after.chapters, before.chapters, "made of what was typed");
            assert_eq!(after.notes.html(), "<p>Hello</p>");
            assert_eq!(said(1), earliest, "R5: the earlier states are there");
            assert_eq!(archive.read(move |tx| versions::versions(&viewer, tx, id, first)).wait().unwrap().len(), 2);
            assert_eq!((now.revised, now.words, now.chapters), (facts.revised, facts.words, facts.chapters));
            assert_ne!(now.edition, facts.edition, "files and pages are made anew");
            let typed = archive.read(move |tx| Ok(sources(tx, id, 0)?.has("notes"))).wait().unwrap();
            assert!(typed, "what stood there before is kept as the source");
        }
    }

    #[test]
    fn a_text_that_cannot_be_read_stays_and_keeps_no_other_waiting() {
        for (archive, _database) in archives() {
            let (_, id, first) = work(&archive);
            age(&archive, id, first);
            run(&archive, move |tx| {
                tx.run("update chapter_texts set crc = crc + 1 where chapter_id = $1", args![first])
            });
            assert_eq!(clean_anew(&archive, || false).unwrap(), Cleaned { seen: 2, changed: 1, failed: 1 });
        }
    }

    #[test]
    fn what_was_typed_is_cleaned_in_the_way_that_gives_the_words_that_are_there() {
        let typed = |source: &str| Sources::of(vec![("body".to_owned(), source.to_owned())]);
        let anew = |source: &str, html: &str| cleaned(&typed(source), "body", Place::Body, html);
        let cases = [
            ("One\n\nTwo", "<p>One</p><p class=\"x\" onclick=\"y\">Two</p>", "<p>One</p><p>Two</p>"),
            (
                "# Markdown *of* it",
                "<h1>Markdown <em>of</em> it</h1><script>x</script>",
                "<h1>Markdown <em>of</em> it</h1>",
            ),
            ("<p>a\nb</p>", "<p>a b</p>", "<p>a b</p>"),
        ];
        for (source, html, expected) in cases {
            assert_eq!(anew(source, html), expected, "{source}");
        }
    }
}
