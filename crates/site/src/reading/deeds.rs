//! What a reader does with their memory by hand. Each is written at once.

use archive::{
    ChapterId, WorkId,
    reading::{self as ground, Habit, State},
};
use jiff::{civil::Date, tz::TimeZone};

use super::one;
use crate::{
    Answer, Cx, Problem,
    account::{lead_to, own},
    address,
    form::{Button, Fields, Form, FromFields, Slips},
    path::{At, AtBoth},
};

impl FromFields for ground::Wish {
    fn read(fields: &Fields) -> Self {
        let stars = fields.line("stars");
        Self {
            state: State::of_word(&fields.line("state")).unwrap_or_default(),
            note: fields.text("note"),
            // What is no number is out of range, and is told so.
            stars: if stars.is_empty() { 0 } else { stars.parse().unwrap_or(u64::MAX) },
        }
    }
}

pub(super) async fn keep(cx: Cx, At(id): At<WorkId>, Form(wish): Form<ground::Wish>) -> Answer {
    let (viewer, mut slips, typed) = (cx.viewer, Slips::none(), wish.clone());
    let kept = cx.archive().write(move |tx| ground::keep(&viewer, tx, id, &wish)).await;

    if slips.keep(kept)?.is_none() {
        return one::page(&cx, id, Some(&typed), &slips).await;
    }
    Ok(lead_to(&(address::work(&id) + "/reading")))
}

/// Whether a mark is to be taken away.
#[derive(Debug)]
pub(super) struct Later {
    is_not: bool,
}

impl FromFields for Later {
    fn read(fields: &Fields) -> Self {
        Self { is_not: fields.has("not") }
    }
}

pub(super) async fn mark_for_later(cx: Cx, At(id): At<WorkId>, Form(later): Form<Later>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::mark_for_later(&viewer, tx, id, !later.is_not)).await?;

    Ok(lead_to(&(address::work(&id) + "/reading")))
}

pub(super) async fn read_up_to(
    cx: Cx,
    AtBoth(id, chapter): AtBoth<WorkId, ChapterId>,
    Form(Button): Form<Button>,
) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::read_up_to(&viewer, tx, id, chapter)).await?;

    Ok(lead_to(&(address::work(&id) + "/reading")))
}

/// Where to go when something is forgotten.
#[derive(Debug)]
pub(super) struct Forgotten {
    is_from_library: bool,
}

impl FromFields for Forgotten {
    fn read(fields: &Fields) -> Self {
        Self { is_from_library: fields.line("back") == "library" }
    }
}

pub(super) async fn forget(cx: Cx, At(id): At<WorkId>, Form(forgotten): Form<Forgotten>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::forget(&viewer, tx, id)).await?;

    let work = address::work(&id) + "/reading";
    Ok(lead_to(if forgotten.is_from_library { "/readings" } else { &work }))
}

/// Which part of a memory is cleared.
#[derive(Debug)]
pub(super) enum Cleared {
    All,
    Before(Date),
    /// Nothing, because nobody said that they are sure, or no day.
    Nothing,
}

impl FromFields for Cleared {
    fn read(fields: &Fields) -> Self {
        if fields.has("all") {
            return if fields.has("sure") { Self::All } else { Self::Nothing };
        }
        fields.line("before").parse().map_or(Self::Nothing, Self::Before)
    }
}

pub(super) async fn clear(cx: Cx, At(name): At<String>, Form(cleared): Form<Cleared>) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    let before = match cleared {
        Cleared::All => None,
        Cleared::Before(day) => {
            let start =
                cx.zone().to_timestamp(day.at(0, 0, 0, 0)).or_else(|_| TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)));
            Some(start.map_err(|_| Problem::Invalid)?.as_millisecond())
        }
        Cleared::Nothing => return Err(Problem::Invalid),
    };
    cx.archive().write(move |tx| ground::clear(&viewer, tx, before)).await?;

    Ok(lead_to(&(address::person(&member.name) + "/readings")))
}

impl FromFields for Habit {
    fn read(fields: &Fields) -> Self {
        Self::of_word(&fields.line("habit")).unwrap_or_default()
    }
}

pub(super) async fn set_habit(cx: Cx, At(name): At<String>, Form(habit): Form<Habit>) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    cx.archive().write(move |tx| ground::set_habit(&viewer, tx, habit)).await?;

    Ok(lead_to(&(address::person(&member.name) + "/readings")))
}
