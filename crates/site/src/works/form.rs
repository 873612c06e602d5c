//! The form of a work: what was typed, and the story that it means (POST-2 … POST-4).
//!
//! Everything is kept as it was typed until it is right, so that all of it comes back with what is wrong with it, at its
//! field and all at once. What it means is worked out here; whether somebody may post it is the archive's to say.

use archive::{
    FieldError, PseudId, Slip,
    people::Pseud,
    tags::{self, Kind},
    works::{Access, ChapterEditing, Commenting, Editing, State, WorkCard, beyond_limits},
};
use manuscript::{Category, Chapter, Complaint, Manuscript, Newlines, Place, Prose, Rating, Warning, clean};

use super::{
    commenting::Comments,
    in_series::InSeries,
    parents::Parents,
    recipients::Recipients,
    taking::{Chapters, Chosen},
    typing::Slot,
    view::View,
    when::{Moments, When},
    wishes::Wishes,
};
use crate::{
    form::{Fields, FromFields, Slips},
    languages,
};

/// What a button asks to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// Show it as it will look, and keep nothing (POST-5).
    Preview,
    /// Keep it for its author.
    SaveDraft,
    /// Put it before the readers, or change what they see.
    Post,
    /// Read the chosen file into the form.
    Take,
    /// Show the text in another view.
    Turn(View),
}

impl Deed {
    /// The pressed button. Pressing Enter presses the first one: a preview, which changes nothing.
    pub(super) fn of(fields: &Fields) -> Self {
        match fields.raw("deed") {
            "post" => Self::Post,
            "draft" => Self::SaveDraft,
            "take" => Self::Take,
            view @ ("html" | "markdown") => Self::Turn(View::of_word(view)),
            _ => Self::Preview,
        }
    }

    /// In which state that leaves the thing: with a time to come it waits for that, whichever button was pressed.
    pub(super) const fn state(self, moments: Moments) -> State {
        match (self, moments.posts) {
            (Self::Post, None) => State::Posted,
            _ => State::Draft,
        }
    }
}

/// What was typed.
#[derive(Debug, Clone)]
pub(super) struct WorkForm {
    pub(super) deed: Deed,
    pub(super) rating: String,
    pub(super) warnings: Vec<String>,
    pub(super) categories: Vec<String>,
    pub(super) fandoms: String,
    pub(super) relationships: String,
    pub(super) side_relationships: String,
    pub(super) characters: String,
    pub(super) side_characters: String,
    pub(super) additional: String,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) notes: String,
    pub(super) end_notes: String,
    pub(super) language: String,
    pub(super) expected: String,
    /// Nothing when the form was sent without the field.
    pub(super) access: Option<String>,
    pub(super) comments: Comments,
    /// Whether nobody shall find it by words in its text; nothing when the form does not ask.
    pub(super) unsearched: Option<bool>,
    pub(super) wishes: Wishes,
    pub(super) pseuds: Vec<String>,
    /// Who is asked to be named on a new work: names with commas between them.
    pub(super) cocreators: String,
    pub(super) when: When,
    pub(super) view: View,
    pub(super) text: String,
    /// The chapters that came with a file.
    pub(super) chapters: Chapters,
    pub(super) file: Chosen,
    /// The version that the text was made of; nothing for a text that is not there yet.
    pub(super) base: Option<u64>,
    /// The state of the title page that the form was made of; empty for a new work.
    pub(super) page_base: String,
    pub(super) slot: Slot,
    pub(super) series: InSeries,
    /// The collections it is in, by name; nothing when the form was sent without the field.
    pub(super) collections: Option<String>,
    pub(super) parents: Parents,
    pub(super) recipients: Recipients,
}

impl FromFields for WorkForm {
    fn read(fields: &Fields) -> Self {
        Self {
            deed: Deed::of(fields),
            // A second one makes a rating that nobody knows (POST-2).
            rating: fields.all("rating").join(", "),
            warnings: fields.all("warnings"),
            categories: fields.all("categories"),
            fandoms: fields.line("fandoms"),
            relationships: fields.line("relationships"),
            side_relationships: fields.line("side_relationships"),
            characters: fields.line("characters"),
            side_characters: fields.line("side_characters"),
            additional: fields.line("additional"),
            title: fields.line("title"),
            summary: fields.text("summary"),
            notes: fields.text("notes"),
            end_notes: fields.text("end_notes"),
            language: fields.line("language"),
            expected: fields.line("expected"),
            access: fields.has("access").then(|| fields.line("access")),
            comments: Comments::read(fields),
            unsearched: fields.has("asks_search").then(|| fields.has("unsearched")),
            wishes: Wishes::read(fields),
            pseuds: fields.all("pseuds"),
            cocreators: fields.line("cocreators"),
            when: When::read(fields),
            view: View::of_word(fields.raw("view")),
            text: fields.text("body"),
            chapters: Chapters::read(fields),
            file: Chosen::read(fields),
            base: fields.line("base").parse().ok(),
            page_base: fields.line("page_base"),
            slot: Slot::read(fields),
            series: InSeries::read(fields),
            collections: fields.has("collections").then(|| fields.line("collections")),
            parents: Parents::read(fields),
            recipients: Recipients::read(fields),
        }
    }
}

impl WorkForm {
    /// For whom the work shall be. What is for named people or by link stays so.
    pub(super) fn access(&self) -> Access {
        self.access.as_deref().and_then(access_of).unwrap_or(Access::Everyone)
    }

    /// The form of a work that is for these people and commented by those; it stays so when nothing is said.
    pub(super) fn keeping(mut self, access: Access, commenting: Commenting, is_unsearched: bool) -> Self {
        self.unsearched.get_or_insert(is_unsearched);
        self.access.get_or_insert_with(|| access.word().to_owned());
        self.comments = self.comments.keeping(commenting);
        self
    }

    /// Whether nobody shall find the work by words in its text.
    pub(super) fn is_unsearched(&self) -> bool {
        self.unsearched.unwrap_or_default()
    }

    /// Whether it is for some people only, which this form does not change.
    pub(super) fn is_narrow(&self) -> bool {
        matches!(self.access(), Access::Named | Access::Link)
    }

    /// A new work: nothing is ticked but what asks for nothing (POST-2) and what its author says of all works.
    pub(super) fn empty(language: &str, wishes: Wishes, view: View) -> Self {
        let blank = Self::read(&Fields::default());
        let language = if languages::all().any(|(tag, _)| tag == language) { language } else { "en" };
        Self { language: language.to_owned(), expected: "1".to_owned(), wishes, view, ..blank }
    }

    /// A work that is there, with its only chapter if it has but one, in the view that its author likes.
    pub(super) fn of(work: &Editing, chapter: Option<&ChapterEditing>, view: View, when: When) -> Self {
        Self {
            access: Some(work.access.word().to_owned()),
            comments: Comments::of(work.commenting),
            unsearched: Some(work.is_unsearched),
            pseuds: work.pseuds.iter().map(ToString::to_string).collect(),
            when,
            view,
            text: chapter.map(|chapter| view.shown(&chapter.chapter.body)).unwrap_or_default(),
            base: chapter.map(|chapter| chapter.version),
            page_base: work.state.clone(),
            series: InSeries::of(&work.series),
            ..Self::of_page(&work.page)
        }
    }

    /// What a card says of a work's rating, warnings, fandoms and language.
    pub(super) fn of_card(card: &WorkCard) -> Self {
        let names = |kind| card.tags_of(kind).map(|tag| tag.name.clone()).collect::<Vec<_>>();
        Self {
            rating: names(Kind::Rating).concat(),
            warnings: names(Kind::Warning),
            fandoms: names(Kind::Fandom).join(", "),
            language: card.language.clone(),
            ..Self::read(&Fields::default())
        }
    }

    /// The title page of a story.
    pub(super) fn of_page(page: &Manuscript) -> Self {
        let is_side = |name: &&String| page.side.contains(name);
        let side = |names: &[String]| names.iter().filter(is_side).cloned().collect::<Vec<_>>().join(", ");
        let main =
            |names: &[String]| names.iter().filter(|name| !is_side(name)).cloned().collect::<Vec<_>>().join(", ");
        let names = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
        Self {
            rating: page.rating.name().to_owned(),
            warnings: names(page.warnings.iter().map(|label| label.name()).collect()),
            categories: names(page.categories.iter().map(|label| label.name()).collect()),
            fandoms: page.fandoms.join(", "),
            relationships: main(&page.relationships),
            side_relationships: side(&page.relationships),
            characters: main(&page.characters),
            side_characters: side(&page.characters),
            additional: page.additional.join(", "),
            title: page.title.clone(),
            summary: typed(&page.summary, Place::Summary),
            notes: typed(&page.notes, Place::Notes),
            end_notes: typed(&page.end_notes, Place::Notes),
            language: page.language.clone(),
            expected: page.expected_chapters.map_or_else(|| "?".to_owned(), |number| number.to_string()),
            wishes: Wishes::of(&page.permissions),
            ..Self::read(&Fields::default())
        }
    }

    /// Another form with this one's tags (POST-18).
    pub(super) fn only_tags(self, rest: Self) -> Self {
        Self {
            rating: self.rating,
            warnings: self.warnings,
            categories: self.categories,
            fandoms: self.fandoms,
            relationships: self.relationships,
            side_relationships: self.side_relationships,
            characters: self.characters,
            side_characters: self.side_characters,
            additional: self.additional,
            page_base: self.page_base,
            ..rest
        }
    }

    /// The story that was typed, with its text where the form has one, and all that is wrong with it.
    pub(super) fn story(&self, has_text: bool) -> (Manuscript, Slips) {
        let mut slips = Slips::none();
        let mut story = self.title_page(&mut slips);
        if self.access.as_deref().is_some_and(|word| access_of(word).is_none()) {
            slips.add("access", Slip::NotOffered);
        }
        self.comments.check(&mut slips);
        if has_text {
            let first = self.chapters.first.as_ref().map(|first| first.chapter(&mut story.complaints));
            let body = self.view.cleaned(&self.text, &mut story.complaints);
            story.chapters.push(Chapter { body, ..first.unwrap_or_default() });
            let more = self.chapters.more.iter().map(|chapter| chapter.chapter(&mut story.complaints));
            story.chapters.extend(more.collect::<Vec<_>>());
        }
        let beyond = beyond_limits(&story).into_iter().filter(|error| has_text || error.field != "chapters");
        // A chapter that came with a file has no field of its own but its tick.
        let at_its_tick = |error: FieldError| match error.chapter {
            Some(number) if number > 1 || error.field != "body" => FieldError { field: "more", ..error },
            _ => error,
        };
        slips.extend(beyond.map(at_its_tick).collect());
        story.expected_chapters = story.expected_chapters.filter(|expected| *expected as usize >= story.chapters.len());
        (story, slips)
    }

    fn title_page(&self, slips: &mut Slips) -> Manuscript {
        let mut complaints = Vec::new();
        let (relationships, side) = with_side(&self.relationships, &self.side_relationships);
        let (characters, side_characters) = with_side(&self.characters, &self.side_characters);
        let fandoms = tags::listed(&self.fandoms);
        if fandoms.is_empty() {
            slips.add("fandoms", Slip::Missing);
        }
        Manuscript {
            title: self.title.clone(),
            summary: cleaned(&self.summary, Place::Summary, &mut complaints),
            notes: cleaned(&self.notes, Place::Notes, &mut complaints),
            end_notes: cleaned(&self.end_notes, Place::Notes, &mut complaints),
            rating: self.rating(slips),
            warnings: self.warnings(slips),
            categories: labels("categories", &self.categories, slips),
            fandoms,
            relationships,
            characters,
            additional: tags::listed(&self.additional),
            side: side.into_iter().chain(side_characters).collect(),
            language: self.language(slips),
            expected_chapters: expected(&self.expected, slips),
            permissions: self.wishes.permissions(),
            complaints,
            ..Manuscript::default()
        }
    }

    pub(super) fn rating(&self, slips: &mut Slips) -> Rating {
        if self.rating.is_empty() {
            slips.add("rating", Slip::Missing);
        }
        labels("rating", &Vec::from_iter(Some(self.rating.clone()).filter(|word| !word.is_empty())), slips)
            .pop()
            .unwrap_or(Rating::NotRated)
    }

    pub(super) fn warnings(&self, slips: &mut Slips) -> Vec<Warning> {
        if self.warnings.is_empty() {
            slips.add("warnings", Slip::Missing);
        }
        labels("warnings", &self.warnings, slips)
    }

    fn language(&self, slips: &mut Slips) -> String {
        // What an import brought may be a language that is not offered; it may stay.
        if self.language.is_empty() {
            slips.add("language", Slip::Missing);
        } else if languages::name(&self.language) == self.language {
            slips.add("language", Slip::NotOffered);
        }
        self.language.clone()
    }

    /// The chosen names among the author's own; the first of them when nothing was chosen and nothing could be.
    pub(super) fn creators(&self, own: &[Pseud], slips: &mut Slips) -> Vec<PseudId> {
        if let (true, [only]) = (self.pseuds.is_empty(), own) {
            return vec![only.id];
        }
        let chosen: Vec<PseudId> = self.pseuds.iter().filter_map(|id| id.parse().ok()).collect();
        let known: Vec<PseudId> = own.iter().map(|pseud| pseud.id).filter(|id| chosen.contains(id)).collect();
        if known.len() < self.pseuds.len() {
            slips.add("creators", Slip::NotOffered);
        } else if known.is_empty() {
            slips.add("creators", Slip::Missing);
        }
        known
    }

    /// Whether a name stands among those that were ticked; a template cannot compare an id with a word.
    pub(super) fn is_under(&self, pseud: &Pseud) -> bool {
        self.pseuds.contains(&pseud.id.to_string())
    }

    /// Whether the work shall be for them, as far as what was sent can be understood.
    pub(super) fn is_for(&self, access: Access) -> bool {
        self.access.as_deref().map_or(Some(Access::Everyone), access_of) == Some(access)
    }

    /// Whether a warning was ticked.
    pub(super) fn warns(&self, name: &str) -> bool {
        self.warnings.iter().any(|chosen| chosen == name)
    }

    /// Whether a category was ticked.
    pub(super) fn is_in(&self, name: &str) -> bool {
        self.categories.iter().any(|chosen| chosen == name)
    }
}

/// Clean text of what was typed (PARA-1).
pub(super) fn cleaned(text: &str, place: Place, complaints: &mut Vec<Complaint>) -> Prose {
    clean(text, place, Newlines::Breaks, complaints)
}

/// A text as a form shows it: as it was typed, where typing it again gives the same; else clean HTML, a paragraph a line
/// where that changes nothing.
pub(super) fn typed(prose: &Prose, place: Place) -> String {
    let apart = apart(prose.html());
    let is_same = |text: &str| cleaned(text, place, &mut Vec::new()).html() == prose.html();
    let source = Some(prose.source()).filter(|source| *source != prose.html());
    source.into_iter().chain([&*apart]).find(|text| is_same(text)).unwrap_or(prose.html()).to_owned()
}

/// Clean HTML, a block a line.
fn apart(html: &str) -> String {
    ["</p>", "<hr />", "</blockquote>", "</ul>", "</ol>"]
        .iter()
        .fold(html.to_owned(), |html, end| html.replace(&format!("{end}<"), &format!("{end}\n\n<")))
}

/// How many chapters there will be: blank, `?` and 0 are not known yet (POST-13).
pub(super) fn expected(typed: &str, slips: &mut Slips) -> Option<u32> {
    if matches!(typed, "" | "?") {
        return None;
    }
    let number: Option<u32> = typed.parse().ok();
    if number.is_none() {
        slips.add("expected", Slip::NotOffered);
    }
    number.filter(|number| *number > 0)
}

/// The fixed labels that were chosen (TAG-5).
pub(super) fn labels<T: std::str::FromStr>(field: &'static str, chosen: &[String], slips: &mut Slips) -> Vec<T> {
    let known: Vec<T> = chosen.iter().filter_map(|word| word.parse().ok()).collect();
    if known.len() < chosen.len() {
        slips.add(field, Slip::NotOffered);
    }
    known
}

/// All names of both lists, each once, and those of the second.
fn with_side(main: &str, side: &str) -> (Vec<String>, Vec<String>) {
    let main = tags::listed(main);
    let all = tags::listed(&[main.join(","), side.to_owned()].join(","));
    let side = all.iter().filter(|name| !main.contains(name)).cloned().collect();
    (all, side)
}

/// Nothing typed is everybody, and a word that is none of ours is nobody.
fn access_of(word: &str) -> Option<Access> {
    if word.is_empty() { Some(Access::Everyone) } else { Access::of_word(word) }
}

/// The choices of a label, in the order of archives: their names.
pub(super) fn names_of<T: Copy>(all: &'static [T], name: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().copied().map(name).collect()
}

pub(super) fn ratings() -> Vec<&'static str> {
    names_of(Rating::ALL, Rating::name)
}

pub(super) fn warnings() -> Vec<&'static str> {
    names_of(Warning::ALL, Warning::name)
}

pub(super) fn categories() -> Vec<&'static str> {
    names_of(Category::ALL, Category::name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_shown_as_it_was_typed_and_saving_it_again_changes_nothing() {
        let html = |text: &str| clean(text, Place::Body, Newlines::Breaks, &mut Vec::new());
        assert_eq!(typed(&html("One.\n\nTwo\nlines."), Place::Body), "One.\n\nTwo\nlines.");
        let file = clean("<p>a\nb</p>\n<p>c</p><hr><p>d</p>", Place::Body, Newlines::Space, &mut Vec::new());
        for prose in [file, Prose::stored("<p>a b</p><ul><li>c</li></ul><p>d</p>".to_owned(), None, 1)] {
            let shown = typed(&prose, Place::Body);
            assert_eq!(html(&shown).html(), prose.html(), "{shown}");
            assert!(shown.contains("</p>\n"), "a paragraph a line: {shown}");
        }
    }

    #[test]
    fn what_stands_in_both_lists_is_no_side_matter() {
        assert_eq!(with_side("A/B, C", "D, c"), (vec!["A/B".into(), "C".into(), "D".into()], vec!["D".into()]));
    }

    #[test]
    fn the_number_of_chapters_is_a_number_or_not_known() {
        for (typed, number, slips) in [("3", Some(3), 0), ("?", None, 0), ("", None, 0), ("0", None, 0), ("x", None, 1)]
        {
            let mut found = Slips::none();
            assert_eq!(expected(typed, &mut found), number);
            assert_eq!(usize::from(!found.is_empty()), slips, "{typed}");
        }
    }
}
