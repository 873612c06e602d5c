//! Media with their most used fandoms, and fandoms by letter: all of them, or a medium's (WR-18).

use archive::{
    search,
    tags::{self as names, Tag},
    works::FandomCount,
    wrangling::{self as ground, Medium},
};
use askama::Template;

use crate::{Answer, Cx, Page, path::At};

#[derive(Template)]
#[template(path = "tags/media.html")]
struct MediaPage<'a> {
    cx: &'a Cx,
    media: Vec<Medium>,
}

#[derive(Template)]
#[template(path = "tags/fandoms.html")]
struct FandomsPage<'a> {
    cx: &'a Cx,
    title: &'a str,
    medium: Option<&'a Tag>,
    count: u64,
    letters: Vec<(Letter, Vec<FandomCount>)>,
}

/// Under what a fandom stands in a list by letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Letter {
    /// It begins with this letter.
    Of(char),
    /// It begins with a number or a sign.
    Number,
    /// It is written in signs of which there are too many for a list.
    Script,
}

impl Letter {
    /// The letter that a fandom stands under: of the word that it is sorted by (TAG-12), without accents.
    fn of(name: &str) -> Self {
        let sorted = names::key(&manuscript::sort_title(name));
        match sorted.chars().find(|letter| letter.is_alphanumeric()) {
            Some('\u{2E80}'..) => Self::Script,
            Some(letter) if letter.is_alphabetic() => letter.to_uppercase().next().map_or(Self::Number, Self::Of),
            _ => Self::Number,
        }
    }

    /// How it is written.
    fn told(&self, cx: &Cx) -> String {
        match self {
            Self::Of(letter) => letter.to_string(),
            Self::Number => cx.say.text("fandoms-numbers"),
            Self::Script => cx.say.text("fandoms-scripts"),
        }
    }

    /// Where on the page it is.
    fn anchor(&self) -> String {
        match self {
            Self::Of(letter) => format!("letter-{}", u32::from(*letter)),
            Self::Number => "letter-numbers".to_owned(),
            Self::Script => "letter-scripts".to_owned(),
        }
    }
}

pub(super) async fn index(cx: Cx) -> Answer {
    let (viewer, index) = (cx.viewer, cx.site().index().clone());
    let media = cx.archive().read(move |tx| ground::media(tx, &search::fandoms(&viewer, tx, &index)?)).await?;

    Page::new(cx.say.text("media-title"), MediaPage { cx: &cx, media }).answer(&cx)
}

pub(super) async fn fandoms(cx: Cx) -> Answer {
    let (viewer, index) = (cx.viewer, cx.site().index().clone());
    let fandoms = cx.archive().read(move |tx| search::fandoms(&viewer, tx, &index)).await?;

    page(&cx, &cx.say.text("fandoms-title"), None, fandoms)
}

pub(super) async fn fandoms_of(cx: Cx, At(name): At<String>) -> Answer {
    let (viewer, index) = (cx.viewer, cx.site().index().clone());
    let of = cx
        .archive()
        .read(move |tx| ground::fandoms_of(tx, &names::from_address(&name), &search::fandoms(&viewer, tx, &index)?));
    let (medium, fandoms) = of.await?;

    page(&cx, &cx.say.of("fandoms-of-title", medium.name.as_str()), Some(&medium), fandoms)
}

fn page(cx: &Cx, title: &str, medium: Option<&Tag>, fandoms: Vec<FandomCount>) -> Answer {
    let (count, letters) = (fandoms.len() as u64, by_letter(fandoms));
    Page::new(title, FandomsPage { cx, title, medium, count, letters }).answer(cx)
}

/// Fandoms under their letters, each list in the order of what they are sorted by.
fn by_letter(mut fandoms: Vec<FandomCount>) -> Vec<(Letter, Vec<FandomCount>)> {
    fandoms.sort_by_cached_key(|fandom| {
        (Letter::of(&fandom.tag.name), names::key(&manuscript::sort_title(&fandom.tag.name)))
    });
    let mut letters: Vec<(Letter, Vec<FandomCount>)> = Vec::new();
    for fandom in fandoms {
        let letter = Letter::of(&fandom.tag.name);
        match letters.last_mut() {
            Some((last, under)) if *last == letter => under.push(fandom),
            _ => letters.push((letter, vec![fandom])),
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fandom_stands_under_the_letter_that_it_is_sorted_by() {
        for (name, letter) in [
            ("The Hound", Letter::Of('H')),
            ("Émile", Letter::Of('E')),
            ("“Quoted”", Letter::Of('Q')),
            ("07-Ghost", Letter::Number),
            ("Война и мир", Letter::Of('В')),
            ("鏡の国", Letter::Script),
            ("한국", Letter::Script),
            ("!?", Letter::Number),
        ] {
            assert_eq!(Letter::of(name), letter, "{name}");
        }
    }
}
