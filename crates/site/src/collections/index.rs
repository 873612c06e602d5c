//! Lists of collections: all of them with filters, and those that somebody keeps (COLS-1).

use archive::{
    collections::{self as ground, Card, Sort, Wish},
    people,
};
use askama::Template;
use form_urlencoded::Serializer;

use crate::{
    Answer, Cx, Page,
    Parameter::{self, Page as Number, Text},
    address,
    pager::{Pager, existing},
    path::At,
};

/// What a search of collections is made of.
pub(super) const SOUGHT: &[Parameter] = &[
    Text("q"),
    Text("tags"),
    Text("closed"),
    Text("moderated"),
    Text("unrevealed"),
    Text("anonymous"),
    Text("sort"),
    Number,
];

/// What can be yes, no or either: its word in the address, and the name of its words.
const QUESTIONS: [(&str, &str); 4] = [
    ("closed", message!("ask-closed")),
    ("moderated", message!("ask-moderated")),
    ("unrevealed", message!("ask-unrevealed")),
    ("anonymous", message!("ask-anonymous")),
];

/// What stands in the address.
#[derive(Debug, Clone, Default)]
struct Asked {
    words: String,
    tags: String,
    answers: [String; 4],
    sort: String,
}

impl Asked {
    fn of(cx: &Cx) -> Self {
        let text = |name: &str| cx.asked(name).unwrap_or_default().trim().chars().take(400).collect::<String>();
        Self {
            words: text("q"),
            tags: text("tags"),
            answers: QUESTIONS.map(|(name, _)| text(name)),
            sort: text("sort"),
        }
    }

    fn wish(&self) -> Wish {
        let [closed, moderated, unrevealed, anonymous] = self.answers.each_ref().map(|word| match word.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        });
        Wish {
            words: self.words.clone(),
            tags: self.tags.clone(),
            closed,
            moderated,
            unrevealed,
            anonymous,
            sort: Sort::of_word(&self.sort).unwrap_or_default(),
        }
    }

    fn is_nothing(&self) -> bool {
        let all = [&self.words, &self.tags, &self.sort];
        all.into_iter().chain(&self.answers).all(String::is_empty)
    }

    fn address(&self) -> String {
        let answers = QUESTIONS.iter().zip(&self.answers).map(|((name, _), answer)| (*name, answer));
        let pairs = [("q", &self.words), ("tags", &self.tags)].into_iter().chain(answers).chain([("sort", &self.sort)]);
        let said = pairs.filter(|(_, value)| !value.is_empty());
        let query = Serializer::new(String::new()).extend_pairs(said).finish();
        if query.is_empty() { "/collections".to_owned() } else { format!("/collections?{query}") }
    }
}

#[derive(Template)]
#[template(path = "collections/index.html")]
struct CollectionsPage<'a> {
    cx: &'a Cx,
    asked: Asked,
    cards: Vec<Card>,
    total: u64,
    pager: Pager,
}

impl CollectionsPage<'_> {
    /// The questions, each with what was answered.
    fn questions(&self) -> impl Iterator<Item = (&'static str, &'static str, &str)> {
        QUESTIONS.into_iter().zip(&self.asked.answers).map(|((name, words), answer)| (name, words, answer.as_str()))
    }

    /// The orders, and whether each is the one asked for.
    fn sorts(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
        let words = |sort| match sort {
            Sort::Made => message!("collections-by-date"),
            Sort::Title => message!("collections-by-title"),
            Sort::Works => message!("collections-by-works"),
            Sort::Bookmarks => message!("collections-by-bookmarks"),
        };
        Sort::ALL.iter().map(move |(sort, word)| (*word, words(*sort), self.asked.sort == *word))
    }
}

#[derive(Template)]
#[template(path = "collections/of_person.html")]
struct PersonCollectionsPage<'a> {
    cx: &'a Cx,
    name: String,
    is_own: bool,
    cards: Vec<Card>,
    total: u64,
    pager: Pager,
}

pub(super) async fn index(cx: Cx) -> Answer {
    let (viewer, asked, number) = (cx.viewer, Asked::of(&cx), cx.page_number());
    let wish = asked.wish();
    let found =
        cx.archive().read(move |tx| existing(number, |number| ground::index(&viewer, tx, &wish, number))).await?;

    let (is_plain, pager, total) = (asked.is_nothing(), Pager::new(asked.address(), &found), found.total);
    let page = CollectionsPage { cx: &cx, asked, cards: found.items, total, pager };
    let page = Page::new(cx.say.text("collections-title"), page);
    if is_plain { page.for_one(&cx) } else { page.hidden_from_search_engines().for_one(&cx) }
}

pub(super) async fn of_person(cx: Cx, At(name): At<String>) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let found = cx.archive().read(move |tx| {
        let person = people::by_name(&viewer, tx, &name)?;
        let page = existing(number, |number| ground::of_person(&viewer, tx, person.id, number))?;
        Ok((archive::accounts::is_unindexed(&viewer, tx, person.id)?, person, page))
    });
    let (is_unindexed, person, found) = found.await?;

    let (is_own, total) = (viewer.person() == Some(person.id), found.total);
    let pager = Pager::new(address::person(&person.name) + "/collections", &found);
    let title = cx.say.of("collections-by", person.name.as_str());
    let page = PersonCollectionsPage { cx: &cx, name: person.name, is_own, cards: found.items, total, pager };
    Page::new(title, page).unindexed(is_unindexed).for_one(&cx)
}
