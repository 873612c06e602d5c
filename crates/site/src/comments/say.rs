//! Saying something: at a work, at a chapter, in answer. What cannot be said comes back with everything that was typed.

use std::time::Duration;

use archive::{
    ChapterId, CommentId, Error, PseudId, Slip, WorkId,
    accounts::Address,
    comments::{self as ground, NewComment, Speaker, View, Words},
    people::Pseud,
    typings,
};
use axum::http::StatusCode;

use super::{
    WAITS,
    place::{AtComment, AtPlace, Place, Spot},
    show::{CommentsPage, Floor},
};
use crate::{
    Answer, Cx, Problem,
    account::lead_to,
    client::household,
    form::{Fields, Form, FromFields, Slips},
    path::AtBoth,
    throttle::Rule,
};

/// How often somebody new says or changes something (COM-8).
const NEWCOMER: Rule = Rule { what: "comments of somebody new", most: 3, per: Duration::from_mins(15) };

/// How often others do.
const MEMBER: Rule = Rule { what: "comments", most: 40, per: Duration::from_mins(15) };

/// How often guests of one household do.
const GUEST: Rule = Rule { what: "comments of guests", most: 10, per: Duration::from_mins(15) };

/// What was typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) text: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) pseud: Option<PseudId>,
    /// Whether it was sent and has come back. What a page itself has put into the box was not.
    pub(crate) was_sent: bool,
}

impl FromFields for Draft {
    fn read(fields: &Fields) -> Self {
        Self {
            text: fields.text("body"),
            name: fields.line("name"),
            email: fields.line("email"),
            pseud: fields.line("pseud").parse().ok(),
            was_sent: true,
        }
    }
}

pub(super) async fn at_place(cx: Cx, AtPlace(place): AtPlace, Form(draft): Form<Draft>) -> Answer {
    say(cx, &place, Spot::Whole, draft).await
}

pub(super) async fn at_chapter(
    cx: Cx,
    AtBoth(id, chapter): AtBoth<WorkId, ChapterId>,
    Form(draft): Form<Draft>,
) -> Answer {
    say(cx, &Place::Work(id), Spot::Chapter(chapter), draft).await
}

pub(super) async fn answer(cx: Cx, AtComment(place, comment): AtComment, Form(draft): Form<Draft>) -> Answer {
    say(cx, &place, Spot::Answer(comment), draft).await
}

async fn say(cx: Cx, place: &Place, spot: Spot, draft: Draft) -> Answer {
    let new = match draft.comment(&cx, spot) {
        Ok(new) => new,
        Err(slips) => return again(&cx, place, spot, (&draft, &slips), None).await,
    };
    if let Err(problem) = paced(&cx, place).await {
        return hindered(&cx, place, spot, &draft, problem).await;
    }
    let (viewer, topic, typed) = (cx.viewer, place.topic(&cx), spot.action(place));
    let said = cx.archive().write(move |tx| {
        let said = ground::say(&viewer, tx, &topic, &new)?;
        if viewer.person().is_some() {
            typings::forget(&viewer, tx, &typed)?;
        }
        Ok(said)
    });

    match said.await {
        Ok((comment, is_shown)) => lead_back(&cx, place, spot, (comment, is_shown)).await,
        Err(Error::Invalid(errors)) => {
            let mut slips = Slips::none();
            slips.extend(errors);
            again(&cx, place, spot, (&draft, &slips), None).await
        }
        Err(error) => hindered(&cx, place, spot, &draft, error.into()).await,
    }
}

impl Draft {
    /// Whether the page has put words into the box, which what was typed before must not take the place of.
    pub(crate) fn adds(&self) -> bool {
        !self.was_sent && !self.text.is_empty()
    }

    /// Whether it is to be said under this name.
    pub(crate) fn is_under(&self, pseud: &Pseud) -> bool {
        self.pseud == Some(pseud.id)
    }

    /// What is to be said, or all that is wrong with it.
    fn comment(&self, cx: &Cx, spot: Spot) -> Result<NewComment, Slips> {
        let mut slips = Slips::none();
        let words = slips.kept(Words::typed(&self.text, cx.is_guest()));
        let by = if cx.is_guest() { self.guest(cx, &mut slips) } else { Some(Speaker::Member(self.pseud)) };
        let (parent, chapter) = match spot {
            Spot::Whole => (None, None),
            Spot::Chapter(chapter) => (None, Some(chapter)),
            Spot::Answer(comment) => (Some(comment), None),
        };
        match (words, by) {
            (Some(words), Some(by)) if slips.is_empty() => Ok(NewComment { parent, chapter, by, words }),
            _ => Err(slips),
        }
    }

    /// Somebody without an account, who says who they are.
    fn guest(&self, cx: &Cx, slips: &mut Slips) -> Option<Speaker> {
        if self.name.is_empty() {
            slips.add("name", Slip::Missing);
        } else {
            slips.kept(cx.allows(&self.name));
        }
        let email = slips.kept(self.email.parse::<Address>());
        email.map(|email| Speaker::Guest { name: self.name.clone(), email })
    }
}

/// Lets somebody say something once more, or says how long to wait (COM-8). Creators answer as they like on their works.
async fn paced(cx: &Cx, place: &Place) -> Result<(), Problem> {
    if cx.must_agree() {
        return Err(Problem::Agree);
    }
    let Some(member) = cx.member() else {
        return cx.site().throttle().pass(GUEST, &household(cx.client()).to_string(), cx.now());
    };
    // Those who keep tags in order are trusted to talk of them (WRK-7).
    let Place::Work(id) = *place else { return Ok(()) };
    let (viewer, asked) = (cx.viewer, cx.work(id));
    let read = cx.archive().read(move |tx| {
        let is_own = archive::works::show(&viewer, tx, asked.clone()).is_ok_and(|work| work.card.is_own);
        Ok((is_own, ground::is_new(&viewer, tx)?))
    });
    let (is_own, is_new) = read.await?;
    let rule = if is_new && !is_own { NEWCOMER } else { MEMBER };
    cx.site().throttle().pass(rule, &member.person.to_string(), cx.now())
}

/// [`paced`] for a change of something that was said.
pub(super) async fn paced_change(cx: &Cx, place: &Place) -> Result<(), Problem> {
    paced(cx, place).await
}

/// The page again, with everything that was typed.
async fn again(cx: &Cx, place: &Place, spot: Spot, (draft, slips): (&Draft, &Slips), alert: Option<String>) -> Answer {
    let (floor, spot) = match Floor::read(cx, place, spot, 1).await {
        // What was to be answered is gone; the work is still there to say it at.
        Err(Problem::NotFound) => (Floor::read(cx, place, Spot::Whole, 1).await?, Spot::Whole),
        floor => (floor?, spot),
    };
    CommentsPage::new(cx, &floor, spot, (draft, slips)).answer(alert, StatusCode::UNPROCESSABLE_ENTITY)
}

/// The page again, with why it cannot be said.
async fn hindered(cx: &Cx, place: &Place, spot: Spot, draft: &Draft, problem: Problem) -> Answer {
    let alert = match problem {
        Problem::NotFound | Problem::Broken(_) | Problem::Busy => return Err(problem),
        Problem::TooOften { seconds } => cx.say.of("comment-too-often", seconds.div_ceil(60)),
        Problem::LogIn | Problem::Members => cx.say.text("comments-members"),
        Problem::Agree => cx.say.text("agree-what"),
        Problem::Invalid => cx.say.text("comment-unsaid"),
        _ => cx.say.text("comment-refused"),
    };
    again(cx, place, spot, (draft, &Slips::none()), Some(alert)).await
}

/// Back to where it was said, to what was said (COM-13).
async fn lead_back(cx: &Cx, place: &Place, spot: Spot, (comment, is_shown): (CommentId, bool)) -> Answer {
    let (viewer, topic) = (cx.viewer, place.topic(cx));
    let view = match spot {
        Spot::Chapter(chapter) => View::Chapter(chapter),
        Spot::Whole | Spot::Answer(_) => View::Work,
    };
    let number = match spot {
        Spot::Answer(_) => 1,
        Spot::Whole | Spot::Chapter(_) => {
            cx.archive().read(move |tx| ground::page_of(&viewer, tx, &topic, view, comment)).await?
        }
    };
    let mut queries = Vec::new();
    if number > 1 {
        queries.push(format!("page={number}"));
    }
    if !is_shown {
        queries.push(format!("{WAITS}=true"));
    }
    let query = if queries.is_empty() { String::new() } else { format!("?{}", queries.join("&")) };
    Ok(lead_to(&format!("{}{query}#comment_{comment}", spot.address(place))))
}
