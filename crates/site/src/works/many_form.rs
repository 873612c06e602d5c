//! The form for several works: what was typed, and the changes that it means. What is left empty stays as it is.

use archive::{
    PseudId, Slip, WorkId, tags,
    works::{Access, Changes, Commenters, SomePermissions, TagNames, beyond_limits},
};
use manuscript::{Manuscript, Permission};

use super::{form::labels, wishes::WISHES};
use crate::{
    form::{Fields, FromFields, Slips},
    languages,
};

/// The kinds of tags that are added and taken away, with the names of their sentences.
const KINDS: [(&str, &str); 4] = [
    ("fandoms", message!("field-fandoms")),
    ("relationships", message!("field-relationships")),
    ("characters", message!("field-characters")),
    ("additional", message!("field-additional")),
];

/// What was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct ManyForm {
    pub(super) works: Vec<WorkId>,
    pub(super) rating: String,
    warnings: Vec<String>,
    categories: Vec<String>,
    pub(super) no_categories: bool,
    /// Tags to be added, in the order of the kinds.
    add: [String; 4],
    /// Tags to be taken away, in the same order.
    remove: [String; 4],
    pub(super) language: String,
    pub(super) access: String,
    pub(super) commenters: String,
    pub(super) moderated: String,
    wishes: [String; 6],
    pub(super) pseud: String,
    pub(super) invite: String,
    pub(super) leave: bool,
    pub(super) put_into: String,
    pub(super) take_out_of: String,
}

impl FromFields for ManyForm {
    fn read(fields: &Fields) -> Self {
        Self {
            works: fields.all("work_ids").iter().filter_map(|id| id.parse().ok()).collect(),
            rating: fields.line("rating"),
            warnings: fields.all("warnings"),
            categories: fields.all("categories"),
            no_categories: fields.has("no_categories"),
            add: KINDS.map(|(kind, _)| fields.line(kind)),
            remove: KINDS.map(|(kind, _)| fields.line(&format!("remove_{kind}"))),
            language: fields.line("language"),
            access: fields.line("access"),
            commenters: fields.line("commenters"),
            moderated: fields.line("moderated"),
            wishes: WISHES.map(|(name, _)| fields.line(name)),
            pseud: fields.line("pseud"),
            invite: fields.line("invite"),
            leave: fields.has("leave"),
            put_into: fields.line("collections"),
            take_out_of: fields.line("remove_collections"),
        }
    }
}

impl ManyForm {
    /// What shall change, without who is asked to be named, and what is wrong with it.
    pub(super) fn changes(&self) -> (Changes, Slips) {
        let mut slips = Slips::none();
        if !self.language.is_empty() && languages::name(&self.language) == self.language {
            slips.add("language", Slip::NotOffered);
        }
        let rating = Vec::from_iter(Some(self.rating.clone()).filter(|word| !word.is_empty()));
        let warnings = labels("warnings", &self.warnings, &mut slips);
        let categories = labels("categories", &self.categories, &mut slips);
        let commenters = chosen("commenters", &self.commenters, Commenters::of_word, &mut slips);
        let moderated = chosen("moderated", &self.moderated, is_yes, &mut slips);
        let (add, remove) = (names(&self.add), names(&self.remove));
        slips.extend(beyond(&add));
        let changes = Changes {
            rating: labels("rating", &rating, &mut slips).pop(),
            warnings: Some(warnings).filter(|warnings| !warnings.is_empty()),
            categories: Some(categories).filter(|categories| self.no_categories || !categories.is_empty()),
            add,
            remove,
            language: Some(self.language.clone()).filter(|language| !language.is_empty()),
            access: Access::of_word(&self.access).filter(|access| matches!(access, Access::Everyone | Access::Members)),
            commenters,
            moderated,
            permissions: self.permissions(),
            pseud: self.pseud.parse::<PseudId>().ok(),
            invite: None,
            leave: self.leave,
            put_into: tags::listed(&self.put_into),
            take_out_of: tags::listed(&self.take_out_of),
        };
        (changes, slips)
    }

    fn permissions(&self) -> SomePermissions {
        let [bind, podfic, translate, remix, keep, ai] = self.wishes.each_ref().map(|word| answer(word));
        SomePermissions { bind, podfic, translate, remix, keep, ai }
    }

    /// The kinds of tags, with the sentence of each and what was typed into its two fields.
    pub(super) fn tags(&self) -> impl Iterator<Item = (&'static str, &'static str, &str, &str)> {
        let typed = self.add.iter().zip(&self.remove);
        KINDS
            .iter()
            .zip(typed)
            .map(|((kind, sentence), (add, remove))| (*kind, *sentence, add.as_str(), remove.as_str()))
    }

    /// The wishes with what was answered to each.
    pub(super) fn answers(&self) -> impl Iterator<Item = (&'static str, &'static str, &str)> {
        WISHES.iter().zip(&self.wishes).map(|((name, sentence), answer)| (*name, *sentence, answer.as_str()))
    }

    /// Whether a warning was ticked.
    pub(super) fn warns(&self, name: &str) -> bool {
        self.warnings.iter().any(|chosen| chosen == name)
    }

    /// Whether a category was ticked.
    pub(super) fn is_in(&self, name: &str) -> bool {
        self.categories.iter().any(|chosen| chosen == name)
    }

    /// Whether this name was chosen.
    pub(super) fn is_under(&self, pseud: &archive::people::Pseud) -> bool {
        self.pseud == pseud.id.to_string()
    }
}

fn names(typed: &[String; 4]) -> TagNames {
    let [fandoms, relationships, characters, additional] = typed.each_ref().map(|typed| tags::listed(typed));
    TagNames { fandoms, relationships, characters, additional }
}

/// What is wrong with tags to be added, whatever they are added to.
fn beyond(add: &TagNames) -> Vec<archive::FieldError> {
    let TagNames { fandoms, relationships, characters, additional } = add.clone();
    let story = Manuscript { fandoms, relationships, characters, additional, ..Manuscript::default() };
    beyond_limits(&story).into_iter().filter(|error| error.field != "chapters").collect()
}

/// What a word means, if one was chosen; a word that was not offered is told at its field.
fn chosen<T>(field: &'static str, word: &str, of_word: fn(&str) -> Option<T>, slips: &mut Slips) -> Option<T> {
    let found = of_word(word);
    if found.is_none() && !word.is_empty() {
        slips.add(field, Slip::NotOffered);
    }
    found
}

fn is_yes(word: &str) -> Option<bool> {
    match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn answer(word: &str) -> Option<Permission> {
    match word {
        "unsaid" => Some(Permission::Unsaid),
        "yes" => Some(Permission::Yes),
        "ask" => Some(Permission::Ask),
        "no" => Some(Permission::No),
        _ => None,
    }
}
