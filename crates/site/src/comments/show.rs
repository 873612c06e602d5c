//! The page of a conversation, with the box to say something in.

use archive::{
    ChapterId, CommentId, Error, Tx, WorkId,
    accounts::Power,
    comments::{self as ground, Author, Conversation, MANY, SeenComment, Told, Topic, Turn, View},
    people::{self, Pseud},
    works::{self, ChapterEntry, Commenters, SeenWork},
};
use askama::Template;
use axum::http::StatusCode;

use super::{
    WAITS,
    place::{AtComment, AtPlace, Place, Spot},
    say::Draft,
};
use crate::{Answer, Cx, Page, Problem, address, form::Slips, pager::Pager, path::AtBoth, works::gate};

/// A page of what is said somewhere.
#[derive(Template)]
#[template(path = "comments/show.html")]
pub(super) struct CommentsPage<'a> {
    cx: &'a Cx,
    floor: &'a Floor,
    spot: Spot,
    pager: Pager,
    form: &'a Draft,
    slips: &'a Slips,
    /// The names that the viewer can say it under, the one they use most first.
    pseuds: &'a [Pseud],
    /// What keeps the text from being said, where it is no matter of a field.
    alert: Option<String>,
}

/// Comments that stand together.
struct Run<'a> {
    turns: &'a [Turn],
    /// Whether they are folded.
    is_muted: bool,
}

/// What such a page is made of.
#[derive(Debug)]
pub(super) struct Floor {
    pub(super) place: Place,
    /// The work, where it is one, and its chapters.
    work: Option<Box<SeenWork>>,
    index: Vec<ChapterEntry>,
    pub(super) conversation: Conversation,
    /// The names that the viewer can say it under.
    pseuds: Vec<Pseud>,
}

impl Floor {
    /// Whether it is of a work of one chapter.
    pub(super) fn is_of_one_chapter(&self) -> bool {
        self.index.len() == 1
    }

    /// Everything that the page shows, in one snapshot.
    pub(super) async fn read(cx: &Cx, place: &Place, spot: Spot, number: u64) -> Result<Self, Problem> {
        let (viewer, topic, place) = (cx.viewer, place.topic(cx), place.clone());
        let read = move |tx: &Tx<'_>| {
            let (work, index) = match &topic {
                Topic::Work(asked) => {
                    let work = works::show(&viewer, tx, asked.clone())?;
                    let index = works::index(&work, tx)?;
                    (Some(Box::new(work)), index)
                }
                Topic::Tag(_) | Topic::Named(_) => (None, Vec::new()),
            };
            let conversation = match spot {
                Spot::Whole => ground::at_work(&viewer, tx, &topic, View::Work, number),
                Spot::Chapter(chapter) => ground::at_work(&viewer, tx, &topic, View::Chapter(chapter), number),
                Spot::Answer(comment) => ground::show(&viewer, tx, &topic, comment, number),
            }?;
            let pseuds = match viewer.person() {
                Some(person) => people::show(&viewer, tx, person)?.pseuds,
                None => Vec::new(),
            };
            Ok(Self { place: place.clone(), work, index, conversation, pseuds })
        };
        Ok(cx.archive().read(read).await?)
    }

    /// A page of this conversation.
    pub(super) fn page<T: Template>(&self, title: impl Into<String>, body: T) -> Page<T> {
        let page = Page::new(title, body).hidden_from_search_engines();
        match &self.work {
            Some(work) => page.about(&work.card),
            None => page.for_some(),
        }
    }
}

pub(super) async fn of_place(cx: Cx, AtPlace(place): AtPlace) -> Answer {
    show(cx, &place, Spot::Whole).await
}

pub(super) async fn of_chapter(cx: Cx, AtBoth(id, chapter): AtBoth<WorkId, ChapterId>) -> Answer {
    show(cx, &Place::Work(id), Spot::Chapter(chapter)).await
}

pub(super) async fn one(cx: Cx, AtComment(place, comment): AtComment) -> Answer {
    show(cx, &place, Spot::Answer(comment)).await
}

async fn show(cx: Cx, place: &Place, spot: Spot) -> Answer {
    let floor = Floor::read(&cx, place, spot, cx.page_number()).await?;

    if let Some(work) = floor.work.as_ref().filter(|work| gate::asks(&cx, &work.card)) {
        return gate::page(&cx, &work.card);
    }

    let said = cx.is_asked(WAITS).then(|| cx.say.text("comment-waits"));
    CommentsPage::new(&cx, &floor, spot, (&Draft::default(), &Slips::none())).answer(said, StatusCode::OK)
}

impl<'a> CommentsPage<'a> {
    pub(super) fn new(cx: &'a Cx, floor: &'a Floor, spot: Spot, (form, slips): (&'a Draft, &'a Slips)) -> Self {
        let Conversation { number, pages, .. } = floor.conversation;
        let pager = Pager::among(spot.address(&floor.place), number, pages);
        Self { cx, floor, spot, pager, form, slips, pseuds: &floor.pseuds, alert: None }
    }

    pub(super) fn answer(self, alert: Option<String>, status: StatusCode) -> Answer {
        let (cx, floor) = (self.cx, self.floor);
        let title = cx.say.of("comments-of", &floor.conversation.title);
        // What was typed or quoted is for one reader.
        let is_new = status != StatusCode::OK || floor.work.is_none() || !self.form.text.is_empty();
        let page = floor.page(title, Self { alert, ..self });
        if is_new { page.with_status(status).for_one(cx) } else { page.answer(cx) }
    }

    /// What stands on the page.
    fn turns(&self) -> &[Turn] {
        &self.floor.conversation.turns
    }

    /// The same, in runs of what is read and what is folded: what people say whom the viewer has muted. Who asks for one comment
    /// gets it.
    fn runs(&self) -> Vec<Run<'_>> {
        let is_folded = |turn: &Turn| turn.comment.is_muted && !self.is_first(&turn.comment);
        let runs = self.turns().chunk_by(|one, next| is_folded(one) == is_folded(next));
        runs.map(|turns| Run { turns, is_muted: turns.first().is_some_and(is_folded) }).collect()
    }

    /// The comment that the page is about, where it is about one.
    fn first(&self) -> Option<&SeenComment> {
        self.turns().first().map(|turn| &turn.comment).filter(|_| matches!(self.spot, Spot::Answer(_)))
    }

    /// Whether this is the comment that the page is about.
    fn is_first(&self, comment: &SeenComment) -> bool {
        self.first().is_some_and(|first| first.id == comment.id)
    }

    /// Whether its thread begins above what it answers.
    #[expect(clippy::unused_self, reason = "a template asks the page")]
    fn has_thread_above(&self, first: &SeenComment) -> bool {
        first.parent.is_some_and(|parent| parent != first.thread)
    }

    /// The chapter that the page is about.
    fn chapter(&self) -> Option<&ChapterEntry> {
        let Spot::Chapter(chapter) = self.spot else { return None };
        self.floor.index.iter().find(|entry| entry.id == chapter)
    }

    /// Where words of the text are quoted without script: of the chapter that the page is about, or of the only one.
    fn quoting(&self) -> Option<String> {
        let only = self.floor.index.first().filter(|_| self.floor.is_of_one_chapter() && self.first().is_none());
        self.chapter().or(only).map(|entry| self.chapter_address(entry) + "/quoting")
    }

    /// Where a chapter is read.
    fn chapter_address(&self, entry: &ChapterEntry) -> String {
        match &self.floor.place {
            Place::Work(work) => address::chapter(work, &entry.id),
            Place::Tag(_) => self.floor.place.address(),
        }
    }

    /// The chapter that a thread is about, where the page does not say so already.
    fn chapter_of(&self, turn: &Turn) -> Option<&ChapterEntry> {
        let chapter = turn.comment.chapter.filter(|_| turn.level == 0 && self.chapter().is_none())?;
        self.floor.index.iter().find(|entry| entry.id == chapter).filter(|_| self.floor.index.len() > 1)
    }

    /// Why nothing can be said here, in a sentence.
    pub(super) fn silence(&self) -> Option<String> {
        let Conversation { commenting, is_open, .. } = &self.floor.conversation;
        let sentence = match commenting.by {
            _ if !is_open => message!("comments-not-now"),
            _ if self.first().is_some_and(|first| !first.is_answerable()) => message!("comments-no-answers"),
            Commenters::Nobody => message!("comments-nobody"),
            Commenters::Members if self.cx.is_guest() => message!("comments-members"),
            Commenters::Everyone | Commenters::Members => return None,
        };
        Some(self.cx.say.text(sentence))
    }

    /// Whether the viewer can freeze threads: a creator, and who keeps order.
    fn keeps_order(&self) -> bool {
        self.floor.conversation.is_creator || self.cx.has(Power::KeepOrder)
    }

    /// Whether the viewer can take a comment away.
    fn may_delete(&self, comment: &SeenComment) -> bool {
        comment.is_own || self.keeps_order()
    }

    /// Where the form goes to.
    fn action(&self) -> String {
        self.spot.action(&self.floor.place)
    }

    /// Where a comment is read with what answers it.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
    fn link(&self, comment: &CommentId) -> String {
        self.floor.place.comment(comment)
    }
}

/// The comment of a request, for a page of its own.
pub(super) async fn comment(cx: &Cx, place: &Place, comment: CommentId) -> Result<(Floor, SeenComment), Problem> {
    let floor = Floor::read(cx, place, Spot::Answer(comment), 1).await?;
    let first = floor.conversation.turns.first().map(|turn| turn.comment.clone());
    Ok((floor, first.ok_or(Error::NotFound)?))
}
