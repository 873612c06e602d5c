//! Words in the text of stories, chapter by chapter, in an index of their own: it is two hundred times as large as what is said
//! about works, and changes for other reasons.
//!
//! Each chapter is kept with a *stamp* of what was read, so that whoever follows an archive sees what need not be read again.
//! Chapters are read while others search; what was read is found after the next [`commit`](Stories::commit).

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use tantivy::directory::MmapDirectory;
use tantivy::indexer::LogMergePolicy;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery, TermSetQuery};
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

use super::collect::Numbers;
use super::seek::{Asking, stems_of};
use super::tokens::{self, Folding};
use super::{Place, Seek, TOKENIZER, WordsError, join, words, writer};
use crate::facts::WorkId;

/// Segments of fewer chapters are joined as if they were of one size.
const SMALLEST: u32 = 1_000;

/// The text of a chapter.
#[derive(Debug, Clone, Copy)]
pub struct Chapter<'a> {
    /// The work that it is of.
    pub work: WorkId,
    /// Its own number, which no chapter of another work has.
    pub chapter: u64,
    /// What tells this text from any other that the chapter had or will have.
    pub stamp: u64,
    /// The short code of its language, as in `en` or `zh-Hant`.
    pub language: &'a str,
    /// The plain text.
    pub text: &'a str,
}

/// An index of the text of stories, in a folder.
pub struct Stories {
    index: Index,
    writer: IndexWriter,
    seeker: StorySeeker,
    waiting: usize,
}

/// Looks into an index of stories, beside whoever writes it.
#[derive(Clone)]
pub struct StorySeeker {
    reader: IndexReader,
    work: Field,
    chapter: Field,
    stamp: Field,
    places: [(Place, Field); 1],
    /// Works whose text is another by now.
    without: Arc<HashSet<WorkId>>,
}

impl Stories {
    /// Opens the index in a folder, or makes one. Says where it stood when it was last committed.
    pub fn open(folder: &Path) -> Result<(Self, Option<String>), WordsError> {
        Self::of(Index::open_or_create(MmapDirectory::open(folder)?, schema())?)
    }

    /// An empty index in memory.
    pub fn in_memory() -> Result<Self, WordsError> {
        Ok(Self::of(Index::create_in_ram(schema()))?.0)
    }

    fn of(index: Index) -> Result<(Self, Option<String>), WordsError> {
        index.tokenizers().register(TOKENIZER, Folding);
        let position = index.load_metas()?.payload;
        let writer = writer(&index)?;
        let mut joining = LogMergePolicy::default();
        joining.set_min_layer_size(SMALLEST);
        // What an author has taken back is not kept much longer than it must be.
        joining.set_del_docs_ratio_before_merge(0.25);
        writer.set_merge_policy(Box::new(joining));
        let seeker = StorySeeker::of(&index)?;
        Ok((Self { index, writer, seeker, waiting: 0 }, position))
    }

    /// Who looks into it.
    pub fn seeker(&self) -> StorySeeker {
        self.seeker.clone()
    }

    /// Reads a chapter that was not read before, or was forgotten.
    pub fn add(&mut self, chapter: &Chapter<'_>) -> Result<(), WordsError> {
        let mut document = TantivyDocument::default();
        document.add_u64(self.seeker.work, chapter.work.0);
        document.add_u64(self.seeker.chapter, chapter.chapter);
        document.add_u64(self.seeker.stamp, chapter.stamp);
        for (_, field) in &self.seeker.places {
            document.add_text(*field, tokens::in_language(chapter.language, chapter.text));
        }
        self.writer.add_document(document)?;
        self.waiting += chapter.text.len();
        Ok(())
    }

    /// Forgets a chapter.
    pub fn remove(&mut self, chapter: u64) {
        self.writer.delete_term(Term::from_field_u64(self.seeker.chapter, chapter));
    }

    /// The bytes of text that are not committed. They may all be in memory.
    pub const fn waiting(&self) -> usize {
        self.waiting
    }

    /// Makes what was read and forgotten safe, and visible to the next search.
    pub fn commit(&mut self, position: &str) -> Result<(), WordsError> {
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(position);
        prepared.commit()?;
        self.waiting = 0;
        self.seeker.reader.reload()?;
        Ok(())
    }

    /// Writes everything in one piece, which is the smallest and fastest form. Takes long.
    pub fn settle(&mut self) -> Result<(), WordsError> {
        join(&self.index, &mut self.writer)?;
        self.seeker.reader.reload()?;
        Ok(())
    }
}

impl StorySeeker {
    fn of(index: &Index) -> Result<Self, WordsError> {
        let field = |name| index.schema().get_field(name);
        Ok(Self {
            reader: index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?,
            work: field("work")?,
            chapter: field("chapter")?,
            stamp: field("stamp")?,
            places: [(Place::Story, field(Place::Story.word())?)],
            without: Arc::default(),
        })
    }

    /// The same that finds none of these works.
    #[must_use]
    pub fn without(self, works: HashSet<WorkId>) -> Self {
        Self { without: Arc::new(works), ..self }
    }

    /// How many chapters can be found.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether no chapter can be found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The works in a chapter of which it is found, each once, in the order of their numbers.
    pub fn seek(&self, seek: &Seek, languages: &[&str]) -> Result<Vec<WorkId>, WordsError> {
        let found =
            self.reader.searcher().search(&*self.query(seek, languages)?, &Numbers { of: ["work"], scored: false })?;
        let mut works: Vec<WorkId> = found.into_iter().map(|([work], _)| WorkId(work)).collect();
        works.sort_unstable();
        works.dedup();
        works.retain(|work| !self.without.contains(work));
        Ok(works)
    }

    /// The chapters of these works in which it is found, as work and chapter.
    pub fn chapters(&self, seek: &Seek, works: &[WorkId]) -> Result<Vec<(WorkId, u64)>, WordsError> {
        let works = works.iter().map(|work| Term::from_field_u64(self.work, work.0));
        let among: Box<dyn Query> = Box::new(TermSetQuery::new(works));
        let query = BooleanQuery::new(vec![(Occur::Must, among), (Occur::Must, self.query(seek, &[])?)]);
        let found = self.reader.searcher().search(&query, &Numbers { of: ["work", "chapter"], scored: false })?;
        let found = found.into_iter().map(|([work, chapter], _)| (WorkId(work), chapter));
        Ok(found.filter(|(work, _)| !self.without.contains(work)).collect())
    }

    /// The chapters of a work that were read, each with its stamp.
    pub fn stamps(&self, work: WorkId) -> Result<Vec<(u64, u64)>, WordsError> {
        let query = TermQuery::new(Term::from_field_u64(self.work, work.0), IndexRecordOption::Basic);
        let found = self.reader.searcher().search(&query, &Numbers { of: ["chapter", "stamp"], scored: false })?;
        Ok(found.into_iter().map(|([chapter, stamp], _)| (chapter, stamp)).collect())
    }

    fn query(&self, seek: &Seek, languages: &[&str]) -> Result<Box<dyn Query>, WordsError> {
        Asking { places: &self.places, stems: &stems_of(languages) }.query(seek)
    }
}

impl std::fmt::Debug for Stories {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Stories").field("chapters", &self.seeker.len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for StorySeeker {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("StorySeeker").field("chapters", &self.len()).finish_non_exhaustive()
    }
}

fn schema() -> Schema {
    let mut schema = Schema::builder();
    schema.add_u64_field("work", INDEXED | FAST);
    schema.add_u64_field("chapter", INDEXED | FAST);
    schema.add_u64_field("stamp", FAST);
    schema.add_text_field(Place::Story.word(), words());
    schema.build()
}
