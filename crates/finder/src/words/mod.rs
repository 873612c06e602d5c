//! Words in titles, summaries, notes, tags, bylines, series, and, in an index of its own, in the text of stories.
//!
//! A library (tantivy) keeps which words stand where; what a word *is* is decided here: case, width and accents folded, cut to its
//! stem in the language of the work, and pairs of letters in scripts that do not part words. The index gives candidates for
//! [`Question::among`](crate::Question::among): it knows nothing of audiences, so it is never asked alone, and it must not be
//! given a byline that an anonymous work does not show.

mod collect;
mod joint;
mod passage;
mod seek;
mod stems;
mod story;
mod tokens;

pub use joint::seek;
pub use passage::passage;
pub use seek::{Place, Seek};
pub use story::{Chapter, Stories, StorySeeker};

use std::path::Path;
use std::time::Duration;

use tantivy::directory::MmapDirectory;
use tantivy::indexer::IndexWriterOptions;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError, Term};

use crate::facts::WorkId;
use crate::question::Relevance;
use collect::Numbers;
use tokens::Folding;

/// How long to wait for what is being joined beside us.
const SHORTLY: Duration = Duration::from_millis(20);
/// Bytes in which new words are collected before they are written.
const BUFFER: usize = 24 << 20;
const TOKENIZER: &str = "folding";

/// Why the word index cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WordsError {
    /// The folder cannot be read or written, or what is in it is damaged: throw it away and fill a new one.
    #[error("the word index cannot be used")]
    Index(#[from] tantivy::TantivyError),
    /// The folder cannot be opened.
    #[error("the folder of the word index cannot be opened")]
    Folder(#[from] tantivy::directory::error::OpenDirectoryError),
    /// A pattern of a word that cannot be looked for.
    #[error("there is nothing to look for")]
    Nothing,
}

/// What is read in a work.
#[derive(Debug, Clone, Default)]
pub struct Text<'a> {
    /// The work.
    pub work: WorkId,
    /// The short code of its language, as in `en` or `zh-Hant`.
    pub language: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its summary as plain text.
    pub summary: &'a str,
    /// Its notes as plain text.
    pub notes: &'a str,
    /// The names of its tags, of their canonical forms and metatags (SRCH-4), each on a line.
    pub tags: &'a str,
    /// Whom it is by, as everyone may know.
    pub byline: &'a str,
    /// The titles of its series.
    pub series: &'a str,
}

/// An index of what is said about works, in a folder.
pub struct Words {
    index: Index,
    writer: IndexWriter,
    reader: IndexReader,
    id: Field,
    places: Vec<(Place, Field)>,
}

impl Words {
    /// Opens the index in a folder, or makes one. Says how far in the change feed the works had been read when it was last
    /// committed.
    pub fn open(folder: &Path) -> Result<(Self, Option<String>), WordsError> {
        Self::of(Index::open_or_create(MmapDirectory::open(folder)?, schema())?)
    }

    /// An empty index in memory.
    pub fn in_memory() -> Result<Self, WordsError> {
        Ok(Self::of(Index::create_in_ram(schema()))?.0)
    }

    fn of(index: Index) -> Result<(Self, Option<String>), WordsError> {
        index.tokenizers().register(TOKENIZER, Folding);
        let schema = index.schema();
        let places = Place::ABOUT.iter().map(|place| Ok((*place, schema.get_field(place.word())?)));
        let places = places.collect::<tantivy::Result<Vec<_>>>()?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let position = index.load_metas()?.payload;
        let writer = writer(&index)?;
        let id = schema.get_field("id")?;
        Ok((Self { index, writer, reader, id, places }, position))
    }

    /// Reads a work of which nothing was read before, or that was forgotten. It is not forgotten here, because that takes
    /// memory until the next commit, and most of it in vain when an index is filled.
    pub fn add(&mut self, text: &Text<'_>) -> Result<(), WordsError> {
        let mut document = TantivyDocument::default();
        document.add_u64(self.id, text.work.0);
        for (place, field) in &self.places {
            let of_place = place.of(text);
            if !of_place.is_empty() {
                document.add_text(*field, tokens::in_language(text.language, of_place));
            }
        }
        self.writer.add_document(document)?;
        Ok(())
    }

    /// Forgets a work.
    pub fn remove(&mut self, work: WorkId) {
        self.writer.delete_term(Term::from_field_u64(self.id, work.0));
    }

    /// Makes what was put and removed safe, and visible to the next search.
    pub fn commit(&mut self, position: &str) -> Result<(), WordsError> {
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(position);
        prepared.commit()?;
        self.reader.reload()?;
        Ok(())
    }

    /// The works in which it is found, and how well they fit. `languages` are the codes of those whose forms of words count;
    /// without any, all do. What is looked for in the text of stories is found by [`seek`](seek()).
    pub fn seek(&self, seek: &Seek, languages: &[&str]) -> Result<Vec<(WorkId, Relevance)>, WordsError> {
        let stems = seek::stems_of(languages);
        let query = seek::Asking { places: &self.places, stems: &stems }.query(seek)?;
        let found = self.reader.searcher().search(&*query, &Numbers { of: ["id"], scored: true })?;
        Ok(found.into_iter().map(|([id], score)| (WorkId(id), score)).collect())
    }

    /// How many works were read.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether no work was read.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes everything in one piece, which is the smallest and fastest form. Takes long.
    pub fn settle(&mut self) -> Result<(), WordsError> {
        join(&self.index, &mut self.writer)?;
        self.reader.reload()?;
        Ok(())
    }
}

/// Makes one piece of an index. What the last commits have begun to join beside us cannot be joined again before it is done, so
/// that is waited for.
fn join(index: &Index, writer: &mut IndexWriter) -> tantivy::Result<()> {
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        match writer.merge(&segments).wait() {
            Err(TantivyError::InvalidArgument(_)) => {
                std::thread::sleep(SHORTLY);
                return join(index, writer);
            }
            joined => drop(joined?),
        }
    }
    writer.garbage_collect_files().wait().map(drop)
}

impl std::fmt::Debug for Words {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Words").field("works", &self.len()).finish_non_exhaustive()
    }
}

/// What writes an index: with one thread each, because words are read beside a serving archive.
fn writer(index: &Index) -> tantivy::Result<IndexWriter> {
    let options = IndexWriterOptions::builder().memory_budget_per_thread(BUFFER).num_worker_threads(1);
    index.writer_with_options(options.num_merge_threads(1).build())
}

fn schema() -> Schema {
    let mut schema = Schema::builder();
    schema.add_u64_field("id", INDEXED | FAST);
    for place in Place::ABOUT {
        schema.add_text_field(place.word(), words());
    }
    schema.build()
}

/// How words are kept: with their places, so that phrases are found.
fn words() -> TextOptions {
    let words = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(words)
}
