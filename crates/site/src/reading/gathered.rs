//! The pages beside a library's states: works that were taken away as files, bookmarked, or are followed.

use archive::{
    reading::{self as ground, File, Gathered, Habit, Part, Subject},
    subscriptions::What,
};
use askama::Template;
use export::Format;

use crate::{
    Answer, Cx, Page, Problem,
    account::own,
    address, downloads,
    pager::{self, Pager},
    path::AtBoth,
    subscriptions::{self, Sort},
};

#[derive(Template)]
#[template(path = "reading/gathered.html")]
struct GatheredPage<'a> {
    cx: &'a Cx,
    path: &'a str,
    part: Part,
    habit: Habit,
    /// How many of which sort are followed.
    followed: Vec<(What, u64)>,
    total: u64,
    items: Vec<Gathered>,
    pager: Pager,
}

impl GatheredPage<'_> {
    fn name(&self) -> &str {
        self.cx.member().map_or("", |member| member.name.as_str())
    }

    /// What is followed besides works too, each where that is ended.
    fn followed(&self) -> Vec<Sort> {
        subscriptions::sorts(self.name(), &self.followed, None)
    }

    /// What stands above, and what stands below where there is nothing.
    const fn words(&self) -> (&'static str, &'static str) {
        match self.part {
            Part::Downloaded => (message!("library-downloaded-title"), message!("library-downloaded-none")),
            Part::Bookmarked => (message!("library-bookmarked-title"), message!("library-bookmarked-none")),
            Part::Subscribed => (message!("library-subscribed-title"), message!("library-subscribed-none")),
        }
    }

    /// What is said of a file, and where it is fetched again if the work has changed since.
    fn file(&self, one: &Gathered, file: &File) -> (String, Option<(String, String)>) {
        let (say, day) = (&self.cx.say, crate::works::day(&file.at).to_string());
        let format: Option<Format> = file.format.parse().ok();
        let name = format.map_or(file.format.as_str(), |format| format.name());
        let words = if file.new_chapters > 0 {
            say.of_two("file-chapters-since", file.new_chapters, name)
        } else if file.is_changed {
            say.of("file-changed-since", name)
        } else {
            say.of_two("file-fetched", name, day.as_str())
        };
        let is_old = file.new_chapters > 0 || file.is_changed;
        let again = match (&one.subject, format) {
            (Subject::Work(card), Some(format)) if is_old && card.is_downloadable() => {
                let words = say.of_two("file-again-of", name, card.title.as_str());
                Some((downloads::address(card, format), words))
            }
            _ => None,
        };
        (words, again)
    }
}

pub(super) async fn index(cx: Cx, AtBoth(name, word): AtBoth<String, String>) -> Answer {
    let (member, viewer, number) = (own(&cx, &name)?, cx.viewer, cx.page_number());
    let part = Part::of_word(&word).ok_or(Problem::NotFound)?;
    let found = cx.archive().read(move |tx| {
        let page = pager::existing(number, |number| ground::gathered(&viewer, tx, part, number))?;
        let is_asked = part == Part::Subscribed;
        let followed = if is_asked { archive::subscriptions::counts(&viewer, tx)? } else { Vec::new() };
        Ok((ground::habit(&viewer, tx)?, followed, page))
    });
    let (habit, followed, page) = found.await?;

    let path = address::person(&member.name) + "/readings";
    let pager = Pager::new(format!("{path}/{}", part.word()), &page);
    let (total, items) = (page.total, page.items);
    let page = GatheredPage { cx: &cx, path: &path, part, habit, followed, total, items, pager };
    Page::new(cx.say.text(page.words().0), page).for_some().for_one(&cx)
}
