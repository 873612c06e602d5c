//! A whole work as a manuscript again, for downloads.
//!
//! What a viewer may not see is not in it: the gate is asked first, and only posted chapters are taken (DL-4), all of
//! them for the archive's own errands.

use manuscript::{Chapter, Manuscript, Prose, SeriesPlace};

use super::chapters::{SeenChapter, chapters};
use super::packed::PackedText;
use super::read::{Asked, fetch, show};
use super::row::Details;
use super::seen::{SeenWork, WorkCard};
use crate::people::Byline;
use crate::tags::Kind;
use crate::{Result, Tx, Viewer};

/// The text of a chapter as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredText {
    /// The text.
    pub packed: PackedText,
    /// Its words (POST-15).
    pub words: u64,
}

/// The work as a manuscript, with the posted chapters.
pub fn manuscript(viewer: &Viewer, tx: &Tx<'_>, asked: impl Into<Asked>) -> Result<Manuscript> {
    whole(viewer, tx, asked).map(|(manuscript, _)| manuscript)
}

/// The work as a manuscript, and the texts of its chapters as they are stored, in the same order, for files into which
/// they can be spliced.
pub fn whole(viewer: &Viewer, tx: &Tx<'_>, asked: impl Into<Asked>) -> Result<(Manuscript, Vec<StoredText>)> {
    let asked = asked.into();
    let mut work = show(viewer, tx, asked.clone())?;
    let row = fetch(viewer, tx, asked)?;
    let mut details = row.details()?;
    if work.card.is_anonymous && !matches!(viewer, Viewer::Custodian(_)) {
        unname(&mut work, &mut details);
    }
    let wants_drafts = work.card.is_draft || matches!(viewer, Viewer::Custodian(_));
    let chapters = chapters(&work, tx)?.into_iter().filter(|chapter| wants_drafts || !chapter.entry.is_draft);
    let chapters = chapters.map(chapter).collect::<Result<Vec<_>>>()?;
    let (chapters, texts) = chapters.into_iter().unzip();
    Ok((Manuscript { chapters, ..title_page(work, details, row.cleaner) }, texts))
}

/// Takes off an anonymous work what would name its creators, for whoever asks: a file is passed on (VIS-3).
fn unname(work: &mut SeenWork, details: &mut Details) {
    work.card.bylines = vec![Byline::Anonymous];
    work.card.series = Vec::new();
    *details = Details { permissions: details.permissions.clone(), ..Details::default() };
}

/// A title page as a manuscript without chapters.
pub(super) fn title_page(work: SeenWork, details: Details, cleaner: i64) -> Manuscript {
    let card = &work.card;
    let prose = |html: &str| Prose::stored(html.to_owned(), None, cleaner as u32);
    Manuscript {
        bylines: card.bylines.iter().map(byline).collect(),
        summary: prose(&card.summary),
        notes: prose(&work.notes),
        end_notes: prose(&work.end_notes),
        rating: labels(card, Kind::Rating).pop().unwrap_or(manuscript::Rating::NotRated),
        warnings: labels(card, Kind::Warning),
        categories: labels(card, Kind::Category),
        fandoms: names(card, Kind::Fandom),
        relationships: names(card, Kind::Relationship),
        characters: names(card, Kind::Character),
        additional: names(card, Kind::Additional),
        side: card.tags.iter().filter(|tag| card.is_side(tag)).map(|tag| tag.name.clone()).collect(),
        language: card.language.clone(),
        series: card
            .series
            .iter()
            .map(|entry| SeriesPlace { title: entry.title.clone(), part: u32::try_from(entry.place).ok(), url: None })
            .collect(),
        collections: details.collections,
        gifts: card.recipients.iter().map(ToString::to_string).collect(),
        relations: details.relations,
        published: Some(card.published),
        updated: Some(card.revised.to_zoned_datetime(jiff::tz::TimeZone::UTC).date()),
        expected_chapters: card.expected_chapters.and_then(|expected| u32::try_from(expected).ok()),
        permissions: details.permissions,
        statistics: details.statistics,
        extra: details.extra,
        chapters: Vec::new(),
        provenance: details.provenance,
        proposals: Vec::new(),
        complaints: Vec::new(),
        title: work.card.title,
    }
}

fn chapter(chapter: SeenChapter) -> Result<(Chapter, StoredText)> {
    let prose = |html: String| Prose::stored(html, None, manuscript::CLEANER);
    let read = Chapter {
        body: prose(chapter.text.text()?),
        title: chapter.entry.title,
        summary: prose(chapter.summary),
        notes: prose(chapter.notes),
        end_notes: prose(chapter.end_notes),
        published: Some(chapter.entry.published),
        bylines: Vec::new(),
    };
    Ok((read, StoredText { packed: chapter.text, words: chapter.entry.words }))
}

fn byline(byline: &Byline) -> manuscript::Byline {
    match byline {
        Byline::Named { pseud, account, .. } => {
            manuscript::Byline { name: pseud.clone(), account: (account != pseud).then(|| account.clone()), url: None }
        }
        Byline::Brought { name, .. } => manuscript::Byline { name: name.clone(), ..Default::default() },
        Byline::Anonymous => manuscript::Byline { name: "Anonymous".to_owned(), ..Default::default() },
    }
}

fn names(card: &WorkCard, kind: Kind) -> Vec<String> {
    card.tags_of(kind).map(|tag| tag.name.clone()).filter(|name| name != "No Fandom").collect()
}

fn labels<T: std::str::FromStr>(card: &WorkCard, kind: Kind) -> Vec<T> {
    card.tags_of(kind).filter_map(|tag| tag.name.parse().ok()).collect()
}
