//! Several of one's own works at once: chosen by fandom, one by one or all, and changed or deleted together (POST-16).
//!
//! Each work is changed whole or not at all, in a transaction of its own; what became of each is told on one page.

use archive::{
    Error, FieldError, Slip, TagId, WorkId,
    people::{self, Called, Pseud},
    tags::Kind,
    works::{self as ground, Changes, Chosen, Epitaph, WorkCard},
};
use askama::Template;
use axum::http::StatusCode;

use super::{many_form::ManyForm, orphaning::reason};
use crate::{
    Answer, Cx, Page, Problem, Say,
    account::own,
    form::{Fields, Form, FromFields, Slips, told},
    path::At,
};

/// All works that can be chosen.
#[derive(Template)]
#[template(path = "works/many.html")]
struct ManyPage<'a> {
    cx: &'a Cx,
    name: &'a str,
    groups: Vec<Group<'a>>,
    slips: &'a Slips,
}

/// The works of one fandom.
struct Group<'a> {
    fandom: TagId,
    name: &'a str,
    cards: Vec<&'a WorkCard>,
}

/// What shall change of those that were chosen.
#[derive(Template)]
#[template(path = "works/many_edit.html")]
struct ManyEditPage<'a> {
    cx: &'a Cx,
    name: &'a str,
    cards: &'a [WorkCard],
    own: &'a [Pseud],
    form: &'a ManyForm,
    slips: &'a Slips,
    /// Those that refused what was typed, with the reason, when all of them did.
    bad: Bad<'a>,
}

/// Works that are as they were, with the reason.
type Bad<'a> = Vec<(&'a WorkCard, String)>;

/// What goes, before it does.
#[derive(Template)]
#[template(path = "works/many_delete.html")]
struct ManyDeletePage<'a> {
    cx: &'a Cx,
    name: &'a str,
    cards: &'a [WorkCard],
    days: u64,
}

/// What became of each.
#[derive(Template)]
#[template(path = "works/many_report.html")]
struct ReportPage<'a> {
    cx: &'a Cx,
    name: &'a str,
    /// The sentence about those that went well.
    done: String,
    good: Vec<&'a WorkCard>,
    bad: Bad<'a>,
}

/// Which works were ticked.
#[derive(Debug)]
pub(super) struct Ticked {
    works: Vec<WorkId>,
    fandoms: Vec<TagId>,
    all: bool,
}

impl FromFields for Ticked {
    fn read(fields: &Fields) -> Self {
        Self {
            works: fields.all("work_ids").iter().filter_map(|id| id.parse().ok()).collect(),
            fandoms: fields.all("fandom_ids").iter().filter_map(|id| id.parse().ok()).collect(),
            all: fields.has("all"),
        }
    }
}

impl Ticked {
    fn has(&self, card: &WorkCard) -> bool {
        let in_fandom = card.tags_of(Kind::Fandom).any(|tag| self.fandoms.contains(&tag.id));
        self.all || in_fandom || self.works.contains(&card.id)
    }
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    let name = &own(&cx, &name)?.name;

    choice(&cx, name, &own_works(&cx).await?, &Slips::none())
}

pub(super) async fn edit(cx: Cx, At(name): At<String>, Form(ticked): Form<Ticked>) -> Answer {
    let (name, all) = (&own(&cx, &name)?.name, own_works(&cx).await?);
    let cards: Vec<WorkCard> = all.iter().filter(|card| ticked.has(card)).cloned().collect();

    if cards.is_empty() {
        return none_ticked(&cx, name, &all);
    }
    form_page(&cx, name, &cards, &ManyForm::default(), (&Slips::none(), Vec::new())).await
}

pub(super) async fn update(cx: Cx, At(name): At<String>, Form(form): Form<ManyForm>) -> Answer {
    let (name, cards) = (&own(&cx, &name)?.name, chosen(&cx, &form.works).await?);
    let (mut changes, mut slips) = form.changes();
    if !form.invite.is_empty() {
        changes.invite = slips.keep(invited(&cx, &form.invite).await)?;
    }
    if slips.is_empty() && changes.is_empty() {
        slips.add("changes", Slip::Missing);
    }
    if !slips.is_empty() {
        return form_page(&cx, name, &cards, &form, (&slips, Vec::new())).await;
    }

    let mut outcomes = Vec::with_capacity(cards.len());
    for card in &cards {
        outcomes.push(change(&cx, card.id, changes.clone()).await);
    }
    let (good, bad) = sorted(&cx, cards.iter().zip(outcomes));
    if good.is_empty() && !bad.is_empty() {
        return form_page(&cx, name, &cards, &form, (&slips, bad)).await;
    }
    report(&cx, name, message!("many-changed"), (good, bad))
}

pub(super) async fn confirm_delete(cx: Cx, At(name): At<String>, Form(ticked): Form<Ticked>) -> Answer {
    let (name, all) = (&own(&cx, &name)?.name, own_works(&cx).await?);
    let cards: Vec<WorkCard> = all.iter().filter(|card| ticked.has(card)).cloned().collect();

    if cards.is_empty() {
        return none_ticked(&cx, name, &all);
    }
    let days = cx.policy().await?.restorable_days;
    let page = ManyDeletePage { cx: &cx, name, cards: &cards, days };
    Page::new(cx.say.text("many-delete-title"), page).for_some().for_one(&cx)
}

pub(super) async fn destroy(
    cx: Cx,
    At(name): At<String>,
    Form((Ticked { works, .. }, epitaph)): Form<(Ticked, Epitaph)>,
) -> Answer {
    let (name, viewer) = (&own(&cx, &name)?.name, cx.viewer);
    let cards = chosen(&cx, &works).await?;

    let mut outcomes = Vec::with_capacity(cards.len());
    for id in cards.iter().map(|card| card.id) {
        let epitaph = epitaph.clone();
        outcomes.push(cx.archive().write(move |tx| ground::discard(&viewer, tx, id, &epitaph)).await);
    }
    report(&cx, name, message!("many-deleted"), sorted(&cx, cards.iter().zip(outcomes)))
}

async fn change(cx: &Cx, id: WorkId, changes: Changes) -> archive::Result<()> {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::change(&viewer, tx, id, &changes)).await
}

async fn invited(cx: &Cx, name: &str) -> archive::Result<Called> {
    let name = name.to_owned();
    cx.archive().read(move |tx| people::called(tx, "invite", &name)).await
}

/// The viewer's works that do not lie in the bin.
async fn own_works(cx: &Cx) -> Result<Vec<WorkCard>, Problem> {
    only_there(cx, Chosen::Everything).await
}

/// Those of the viewer's works that a form names.
async fn chosen(cx: &Cx, works: &[WorkId]) -> Result<Vec<WorkCard>, Problem> {
    only_there(cx, Chosen::Works(works.to_vec())).await
}

async fn only_there(cx: &Cx, chosen: Chosen) -> Result<Vec<WorkCard>, Problem> {
    let viewer = cx.viewer;
    let prospects = cx.archive().read(move |tx| ground::prospects(&viewer, tx, &chosen)).await?;
    Ok(prospects.into_iter().map(|prospect| prospect.card).filter(|card| !card.is_deleted).collect())
}

fn none_ticked(cx: &Cx, name: &str, all: &[WorkCard]) -> Answer {
    let mut slips = Slips::none();
    slips.add("work_ids", Slip::Missing);
    choice(cx, name, all, &slips)
}

fn choice(cx: &Cx, name: &str, cards: &[WorkCard], slips: &Slips) -> Answer {
    let page = ManyPage { cx, name, groups: groups(cards), slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("many-title"), page).for_some().with_status(status).for_one(cx)
}

/// Works by their fandoms, in the order of names; a work of two stands in both.
fn groups(cards: &[WorkCard]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for card in cards {
        for tag in card.tags_of(Kind::Fandom) {
            match groups.iter_mut().find(|group| group.fandom == tag.id) {
                Some(group) => group.cards.push(card),
                None => groups.push(Group { fandom: tag.id, name: &tag.name, cards: vec![card] }),
            }
        }
    }
    groups.sort_by_key(|group| group.name.to_lowercase());
    groups
}

async fn form_page(
    cx: &Cx,
    name: &str,
    cards: &[WorkCard],
    form: &ManyForm,
    (slips, bad): (&Slips, Bad<'_>),
) -> Answer {
    let viewer = cx.viewer;
    let own = cx.archive().read(move |tx| people::show(&viewer, tx, viewer.person().ok_or(Error::LogIn)?)).await?;

    let status = if slips.is_empty() && bad.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ManyEditPage { cx, name, cards, own: &own.pseuds, form, slips, bad };
    Page::new(cx.say.text("many-edit-title"), page).for_some().with_status(status).for_one(cx)
}

/// Those that went well, and those that are as they were.
fn sorted<'a>(
    cx: &Cx,
    outcomes: impl Iterator<Item = (&'a WorkCard, archive::Result<()>)>,
) -> (Vec<&'a WorkCard>, Bad<'a>) {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for (card, outcome) in outcomes {
        match outcome {
            Ok(()) => good.push(card),
            Err(error) => bad.push((card, why(&cx.say, error))),
        }
    }
    (good, bad)
}

fn report<'a>(cx: &Cx, name: &str, sentence: &'static str, (good, bad): (Vec<&'a WorkCard>, Bad<'a>)) -> Answer {
    let done = cx.say.of(sentence, good.len() as u64);
    let page = ReportPage { cx, name, done, good, bad };
    Page::new(cx.say.text("many-title"), page).for_some().for_one(cx)
}

/// Why nothing of a work was changed.
fn why(say: &Say, error: Error) -> String {
    match error {
        Error::Forbidden(why) => say.text(reason(&why)),
        Error::Invalid(errors) => errors.iter().map(|error| slip(say, error)).collect::<Vec<_>>().join(" "),
        Error::NotFound | Error::LogIn | Error::Conflict(_) => say.text("why-not-yours"),
        error @ (Error::Busy | Error::Broken(_)) => {
            tracing::error!(%error, "one of many works could not be changed");
            say.text("why-broken")
        }
    }
}

fn slip(say: &Say, error: &FieldError) -> String {
    let field = match error.field {
        "fandoms" if error.slip == Slip::Missing => return say.text("why-no-fandom"),
        "title" => message!("field-title"),
        "summary" => message!("field-summary"),
        "notes" => message!("field-notes"),
        "end_notes" => message!("field-end-notes"),
        "cocreators" => message!("creators-ask"),
        "collections" => message!("standing-put"),
        _ => message!("edit-tags"),
    };
    format!("{}: {}", say.text(field), told(say, &error.slip))
}

impl FromFields for (Ticked, Epitaph) {
    fn read(fields: &Fields) -> Self {
        (Ticked::read(fields), Epitaph::read(fields))
    }
}
