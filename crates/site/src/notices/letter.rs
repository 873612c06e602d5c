//! Letters about what somebody follows, made of what its recipient sees when it goes: as text and as HTML, all that came in one, with a
//! way to end each subscription and all of them.

use std::collections::HashMap;

use archive::{
    Errand, LetterId, Secret, Viewer, WorkId,
    mail::{Letter, Mail, Matter},
    notices::{self, Contents, Event},
    works::WorkCard,
};
use askama::Template;

use super::event_words;
use crate::{Say, Site, address, subscriptions::named};

/// A work that is told, with all that happened to it.
struct Told {
    work: WorkId,
    title: String,
    byline: String,
    fandoms: String,
    events: Vec<Event>,
    link: String,
    because: Vec<Because>,
}

/// Why it is told, and where that is ended.
#[derive(PartialEq, Eq)]
struct Because {
    name: String,
    secret: Secret,
    ending: String,
}

impl Told {
    fn of(site: &Site, card: &WorkCard) -> Self {
        let names: Vec<String> = card.bylines.iter().map(ToString::to_string).collect();
        let fandoms: Vec<&str> = card.tags_of(archive::tags::Kind::Fandom).map(|tag| tag.name.as_str()).collect();
        Self {
            work: card.id,
            title: card.title.clone(),
            byline: names.join(", "),
            fandoms: fandoms.join(", "),
            events: Vec::new(),
            link: whole(site, &address::work(&card.id)),
            because: Vec::new(),
        }
    }

    /// What happened, in words: a work that is new is not told to have grown.
    fn happened(&self, say: &Say) -> String {
        if let Some(first) = self.events.iter().find(|event| !matches!(event, Event::Grown { .. })) {
            return event_words(say, first);
        }
        let grown = self.events.iter().fold((0, false), |(sum, end), event| match event {
            Event::Grown { chapters, ends } => (sum + chapters, end || *ends),
            Event::Posted | Event::Named | Event::Collected => (sum, end),
        });
        event_words(say, &Event::Grown { chapters: grown.0, ends: grown.1 })
    }
}

#[derive(Template)]
#[template(path = "notices/letter.html")]
struct LetterPage<'a> {
    say: &'a Say,
    archive: &'a str,
    subject: &'a str,
    works: &'a [Told],
    page: String,
    ending: String,
}

fn whole(site: &Site, path: &str) -> String {
    format!("{}{path}", site.settings().address)
}

/// What those of these letters tell that are about news, as their recipients see it now.
pub(crate) fn contents<'l>(
    site: &Site,
    letters: impl Iterator<Item = &'l Letter>,
) -> archive::Result<HashMap<LetterId, Contents>> {
    let news = letters.filter(|letter| matches!(letter.matter, Matter::News { .. }));
    let news: Vec<_> = news.filter_map(|letter| Some((letter.id, letter.to?))).collect();
    if news.is_empty() {
        return Ok(HashMap::new());
    }
    let post = Viewer::Custodian(Errand::Mail);
    site.archive().read(move |tx| notices::in_letters(&post, tx, &news)).wait()
}

/// The letter in words.
pub(crate) fn written(site: &Site, say: &Say, letter: &Letter, contents: &Contents) -> archive::Result<Mail> {
    let all = &contents.all;
    let works = told(site, say, contents);
    let subject = match &works[..] {
        [one] => say.of_two("mail-news-one-subject", one.happened(say).as_str(), one.title.as_str()),
        many => say.of_two("mail-news-subject", many.len() as u64, site.settings().name.as_str()),
    };
    let (ending, page) = (whole(site, &address::ending(all.text())), whole(site, "/notices"));
    let html = LetterPage {
        say,
        archive: &site.settings().name,
        subject: &subject,
        works: &works,
        page: page.clone(),
        ending: ending.clone(),
    };
    let html = html.render().map_err(|error| archive::Error::broken(format!("a letter has no words: {error}")))?;
    let text = text(say, &works, (&page, &ending));
    let unsubscribe = Some(only(&works).map_or_else(|| ending.clone(), |one| one.ending.clone()));
    Ok(Mail { html: Some(html), unsubscribe, ..Mail::plain(letter.address.clone(), subject, text) })
}

/// Works in the order in which they were told first, each once.
fn told(site: &Site, say: &Say, contents: &Contents) -> Vec<Told> {
    let mut works: Vec<Told> = Vec::new();
    for notice in &contents.told {
        let place = works.iter().position(|known| known.work == notice.card.id);
        let place = place.unwrap_or_else(|| {
            works.push(Told::of(site, &notice.card));
            works.len() - 1
        });
        let Some(known) = works.get_mut(place) else { continue };
        known.events.push(notice.event);
        for reason in &notice.because {
            let ending = whole(site, &address::ending(reason.secret.text()));
            let because = Because { name: named(say, &reason.subject).0, secret: reason.secret.clone(), ending };
            if !known.because.contains(&because) {
                known.because.push(because);
            }
        }
    }
    works
}

/// The one subscription that all of it is about, if it is one.
fn only(works: &[Told]) -> Option<&Because> {
    let mut all = works.iter().flat_map(|work| &work.because);
    let first = all.next()?;
    all.all(|other| other.secret == first.secret).then_some(first)
}

fn text(say: &Say, works: &[Told], (page, ending): (&str, &str)) -> String {
    let work = |work: &Told| {
        let head = say.of_two("mail-news-work", work.title.as_str(), work.byline.as_str());
        let mut lines = vec![head, work.happened(say)];
        lines.extend(Some(work.fandoms.clone()).filter(|fandoms| !fandoms.is_empty()));
        lines.push(work.link.clone());
        lines.extend(
            work.because.iter().map(|one| say.of_two("mail-news-because", one.name.as_str(), one.ending.as_str())),
        );
        lines.join("\n")
    };
    let works: Vec<String> = works.iter().map(work).collect();
    let foot = format!("{}\n{page}\n\n{}\n{ending}", say.text("mail-news-page"), say.text("mail-news-end"));
    format!("{}\n\n{foot}", works.join("\n\n"))
}
