//! What a file fills into the form of a work: title page, text, chapters. What was typed stays.

use manuscript::{Chapter, Manuscript};

use super::{
    desk::TextForm,
    form::{Deed, WorkForm},
    taking::{Chosen, Offer, Taken, besides, is_number, of_chapter, one_text, together},
    view::View,
};
use crate::{
    Say,
    form::{Fields, FromFields},
};

impl TextForm for WorkForm {
    fn deed(&self) -> Deed {
        self.deed
    }

    fn file(&self) -> &Chosen {
        &self.file
    }

    fn text(&mut self) -> (&mut String, &mut View) {
        (&mut self.text, &mut self.view)
    }

    fn all(&self, say: &Say) -> Vec<(&'static str, String)> {
        let more = self.chapters.more.iter().map(|chapter| (message!("field-more"), chapter.copy()));
        self.fields(say).into_iter().chain([(message!("field-text"), self.text.clone())]).chain(more).collect()
    }

    /// Puts a story from a file into the form. What was typed stays, but for a text that is to give way; only a new work
    /// takes several chapters.
    fn take(&mut self, story: &Manuscript, is_new: bool) -> Taken {
        let mut offers = self.fill(story);
        let (chapters, count) = (&story.chapters, story.chapters.len() as u64);
        let as_chapters = is_new && (count > 1 || !self.chapters.more.is_empty());
        let ((text, before), remark) = if as_chapters {
            let put = self.chapters.put(self.view, &self.text, chapters, self.file.is_after);
            self.expect(story.expected_chapters);
            (put, Some(message!("file-chapters")))
        } else {
            let put = together(self.view, &self.text, &one_text(chapters), self.file.is_after);
            (put, (count > 1).then_some(message!("file-one-text")))
        };
        if let ([only], false) = (&chapters[..], as_chapters) {
            offers.extend(self.take_only(only));
        }
        offers.extend(besides(story));
        self.text = text;
        Taken { offers, before, remark: remark.map(|remark| (remark, count)) }
    }
}

impl WorkForm {
    /// What a file says of a story and this form has no fields for.
    pub(super) fn told(story: &Manuscript) -> Vec<Offer> {
        let offers = Self::read(&Fields::default()).fill(story);
        offers.into_iter().map(Offer::without_field).chain(besides(story)).collect()
    }

    /// The only chapter of a file is the work: what it says of itself is said of that, but for a number, which is no title.
    fn take_only(&mut self, only: &Chapter) -> Vec<Offer> {
        let number = Some(only.title.clone()).filter(|title| is_number(title));
        let told = number.clone().and_then(|number| Offer::told(message!("field-chapter-title"), number));
        let mut number = number.unwrap_or_default();
        let title = if number.is_empty() { &mut self.title } else { &mut number };
        let fields = [title, &mut self.summary, &mut self.notes, &mut self.end_notes];
        told.into_iter().chain(of_chapter(fields, only)).collect()
    }

    /// Fills the title page where nothing was typed. What every file says that says nothing is no offer.
    fn fill(&mut self, story: &Manuscript) -> Vec<Offer> {
        let (found, nothing) = (Self::of_page(story), Self::of_page(&Manuscript::default()));
        let stated = |found: String, nothing: &str| if found == nothing { String::new() } else { found };
        let warnings = if found.warnings == nothing.warnings { Vec::new() } else { found.warnings };
        let day = story.published.map(|day| day.to_string()).unwrap_or_default();
        let fields = [
            (&mut self.title, message!("field-title"), stated(found.title, &nothing.title)),
            (&mut self.rating, message!("field-rating"), stated(found.rating, &nothing.rating)),
            (&mut self.fandoms, message!("field-fandoms"), found.fandoms),
            (&mut self.relationships, message!("field-relationships"), found.relationships),
            (&mut self.side_relationships, message!("field-side-relationships"), found.side_relationships),
            (&mut self.characters, message!("field-characters"), found.characters),
            (&mut self.side_characters, message!("field-side-characters"), found.side_characters),
            (&mut self.additional, message!("field-additional"), found.additional),
            (&mut self.summary, message!("field-summary"), found.summary),
            (&mut self.notes, message!("field-notes"), found.notes),
            (&mut self.end_notes, message!("field-end-notes"), found.end_notes),
            (&mut self.when.published, message!("field-published"), day),
            (&mut self.recipients.now, message!("field-recipients"), story.gifts.join(", ")),
        ];
        let offers = fields.into_iter().filter_map(|(field, label, value)| Offer::put(field, label, value));
        let mut offers: Vec<Offer> = offers.collect();
        offers.extend(Offer::put_all(&mut self.warnings, message!("field-warnings"), warnings));
        offers.extend(Offer::put_all(&mut self.categories, message!("field-categories"), found.categories));
        offers.extend(self.parents.fill(&story.relations));
        self.wishes = self.wishes.or(found.wishes);
        offers
    }

    /// Where nobody said another number of chapters, it is the file's, or as many as there are.
    fn expect(&mut self, said: Option<u32>) {
        if matches!(&*self.expected, "" | "1" | "?") {
            let count = self.chapters.count();
            self.expected = said.map(u64::from).filter(|said| *said >= count).unwrap_or(count).to_string();
        }
    }
}
