//! What the form of a bookmark sends, and what it says of a work that is elsewhere.

use archive::{
    PseudId,
    bookmarks::{Elsewhere, NewBookmark, SeenBookmark, Target},
    tags::{Kind, listed},
};
use manuscript::{Newlines, Place, Prose};

use crate::{
    Cx, Problem,
    form::{Fields, FromFields},
};

/// The form as it was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) pseud: Option<PseudId>,
    pub(super) notes: String,
    pub(super) tags: String,
    pub(super) is_private: bool,
    pub(super) is_rec: bool,
    pub(super) work: TypedWork,
}

/// The part of it that speaks of a work elsewhere.
#[derive(Debug, Clone, Default)]
pub(super) struct TypedWork {
    pub(super) address: String,
    pub(super) title: String,
    pub(super) author: String,
    pub(super) summary: String,
    pub(super) language: String,
    pub(super) rating: String,
    pub(super) fandoms: String,
    pub(super) categories: Vec<String>,
    pub(super) relationships: String,
    pub(super) characters: String,
}

impl FromFields for Typed {
    fn read(fields: &Fields) -> Self {
        let work = TypedWork {
            address: fields.line("address"),
            title: fields.line("title"),
            author: fields.line("author"),
            summary: fields.text("summary"),
            language: fields.line("language"),
            rating: fields.line("rating"),
            fandoms: fields.line("fandoms"),
            categories: fields.all("category"),
            relationships: fields.line("relationships"),
            characters: fields.line("characters"),
        };
        Self {
            pseud: fields.line("pseud").parse().ok(),
            notes: fields.text("notes"),
            tags: fields.line("tags"),
            is_private: fields.has("private"),
            is_rec: fields.has("rec"),
            work,
        }
    }
}

impl Typed {
    /// The form of a bookmark that is there.
    pub(super) fn of(bookmark: &SeenBookmark) -> Self {
        let work = match &bookmark.target {
            Target::Elsewhere(work) => TypedWork::of(work),
            _ => TypedWork::default(),
        };
        Self {
            pseud: Some(bookmark.pseud_id),
            notes: bookmark.notes.source().to_owned(),
            tags: bookmark.tags.join(", "),
            is_private: bookmark.is_private,
            is_rec: bookmark.is_rec,
            work,
        }
    }

    /// The bookmark that it asks for, cleaned.
    pub(super) async fn bookmark(&self, cx: &Cx) -> Result<NewBookmark, Problem> {
        let (notes, tags) = (cleaned(cx, &self.notes).await?, self.tags.clone());
        Ok(NewBookmark { pseud: self.pseud, notes, tags, is_private: self.is_private, is_rec: self.is_rec })
    }
}

impl TypedWork {
    /// The form of a work elsewhere as somebody has described it.
    pub(super) fn of(work: &Elsewhere) -> Self {
        let of = |kind| work.tags_of(kind).collect::<Vec<_>>().join(", ");
        Self {
            address: work.address.clone(),
            title: work.title.clone(),
            author: work.author.clone(),
            summary: work.summary.source().to_owned(),
            language: work.language.clone(),
            rating: work.rating.clone(),
            fandoms: of(Kind::Fandom),
            categories: work.tags_of(Kind::Category).map(str::to_owned).collect(),
            relationships: of(Kind::Relationship),
            characters: of(Kind::Character),
        }
    }

    /// The work that it describes, cleaned. A choice that is none of those offered says nothing.
    pub(super) async fn elsewhere(&self, cx: &Cx) -> Result<Elsewhere, Problem> {
        let known = |name: &&String| manuscript::Category::ALL.iter().any(|category| category.name() == name.as_str());
        let categories = self.categories.iter().filter(known).cloned().map(|name| (Kind::Category, name));
        let of = |kind, names: &str| listed(names).into_iter().map(move |name| (kind, name));
        let tags = of(Kind::Fandom, &self.fandoms)
            .chain(categories)
            .chain(of(Kind::Relationship, &self.relationships))
            .chain(of(Kind::Character, &self.characters));
        let rating = manuscript::Rating::ALL.iter().find(|rating| rating.name() == self.rating);
        Ok(Elsewhere {
            address: self.address.clone(),
            title: self.title.clone(),
            author: self.author.clone(),
            summary: cleaned(cx, &self.summary).await?,
            language: self.language.chars().take(35).filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect(),
            rating: rating.map_or_else(String::new, |rating| rating.name().to_owned()),
            tags: tags.collect(),
        })
    }
}

async fn cleaned(cx: &Cx, text: &str) -> Result<Prose, Problem> {
    let text = text.to_owned();
    cx.away(move || manuscript::clean(&text, Place::Summary, Newlines::Breaks, &mut Vec::new())).await
}
