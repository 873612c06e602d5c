//! The names one writes under: a list of one's own, a form for each (PSEUD-1, PSEUD-3).

use archive::{
    Error, PseudId,
    accounts::Member,
    people::{
        HEAVIEST_ICON, Icon,
        pseuds::{self as ground, NewIcon, NewPseud, Portrait},
    },
};
use askama::Template;
use axum::{body::Bytes, http::StatusCode};
use manuscript::{Newlines, Place};

use crate::{
    Answer, Cx, Page, Problem,
    account::{lead_to, own},
    address,
    form::{Button, Fields, Form, FromFields, Slips},
    path::{At, AtBoth},
};

/// A form with an icon has its picture, and its few words.
pub(super) const LARGEST_FORM: usize = 2 * HEAVIEST_ICON;

#[derive(Template)]
#[template(path = "people/pseuds.html")]
struct PseudsPage<'a> {
    cx: &'a Cx,
    member: &'a Member,
    portraits: Vec<Portrait>,
    form: &'a PseudForm,
    slips: &'a Slips,
}

#[derive(Template)]
#[template(path = "people/pseud.html")]
struct PseudPage<'a> {
    cx: &'a Cx,
    member: &'a Member,
    portrait: Portrait,
    form: &'a PseudForm,
    slips: &'a Slips,
}

/// What the form sends.
#[derive(Debug, Default)]
pub(super) struct PseudForm {
    name: String,
    description: String,
    icon: Option<Bytes>,
    alt: String,
    without_icon: bool,
}

impl FromFields for PseudForm {
    fn read(fields: &Fields) -> Self {
        Self {
            name: fields.name("name"),
            description: fields.text("description"),
            icon: fields.file("icon").map(|file| file.bytes.clone()),
            alt: fields.line("icon_alt"),
            without_icon: fields.has("without_icon"),
        }
    }
}

impl PseudForm {
    /// The form of a name as it is.
    fn of(portrait: &Portrait) -> Self {
        let (name, alt) = (portrait.pseud.name.clone(), portrait.alt.clone());
        Self { name, description: portrait.description.source().to_owned(), alt, ..Self::default() }
    }

    /// The name it asks for; nothing when the icon is none or the name forbidden, which is told then. What somebody is called
    /// already, by the host perhaps, they may go on being called.
    async fn wanted(&self, cx: &Cx, before: &str, slips: &mut Slips) -> Result<Option<NewPseud>, Problem> {
        if self.name != before && slips.keep(cx.allows(&self.name))?.is_none() {
            return Ok(None);
        }
        let icon = match &self.icon {
            Some(bytes) => slips.keep(made(cx, bytes.clone()).await?)?.map(NewIcon::Is),
            None if self.without_icon => Some(NewIcon::Remove),
            None => Some(NewIcon::Keep),
        };
        let typed = self.description.clone();
        let description =
            cx.away(move || manuscript::clean(&typed, Place::Summary, Newlines::Breaks, &mut Vec::new())).await?;
        let (name, alt) = (self.name.clone(), self.alt.clone());
        Ok(icon.map(|icon| NewPseud { name, description, icon, alt }))
    }
}

/// The icon of a file, made in a writer's seat: unpacking a picture takes memory.
async fn made(cx: &Cx, bytes: Bytes) -> Result<archive::Result<Icon>, Problem> {
    cx.away(move || Icon::of(&bytes)).await
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    own(&cx, &name)?;

    list(&cx, &PseudForm::default(), &Slips::none()).await
}

pub(super) async fn create(cx: Cx, At(name): At<String>, Form(form): Form<PseudForm>) -> Answer {
    let (member, viewer, mut slips) = (own(&cx, &name)?, cx.viewer, Slips::none());
    let Some(new) = form.wanted(&cx, &member.name, &mut slips).await? else { return list(&cx, &form, &slips).await };
    let made = cx.archive().write(move |tx| ground::add(&viewer, tx, &new)).await;

    if slips.keep(made)?.is_none() {
        return list(&cx, &form, &slips).await;
    }
    Ok(lead_to(&address::own_pseuds(&member.name)))
}

pub(super) async fn edit(cx: Cx, AtBoth(name, pseud): AtBoth<String, PseudId>) -> Answer {
    own(&cx, &name)?;
    let viewer = cx.viewer;
    let portrait = cx.archive().read(move |tx| ground::own(&viewer, tx, pseud)).await?;

    let form = PseudForm::of(&portrait);
    form_page(&cx, portrait, &form, &Slips::none())
}

pub(super) async fn update(
    cx: Cx,
    AtBoth(name, pseud): AtBoth<String, PseudId>,
    Form(form): Form<PseudForm>,
) -> Answer {
    let (member, viewer, mut slips) = (own(&cx, &name)?, cx.viewer, Slips::none());
    let portrait = cx.archive().read(move |tx| ground::own(&viewer, tx, pseud)).await?;
    let before = portrait.pseud.name.clone();
    let Some(new) = form.wanted(&cx, &before, &mut slips).await? else {
        return form_page(&cx, portrait, &form, &slips);
    };
    let revised = cx.archive().write(move |tx| ground::revise(&viewer, tx, pseud, &new)).await;

    if slips.keep(revised)?.is_none() {
        return form_page(&cx, portrait, &form, &slips);
    }
    Ok(lead_to(&address::own_pseuds(&member.name)))
}

pub(super) async fn prefer(cx: Cx, AtBoth(name, pseud): AtBoth<String, PseudId>, Form(Button): Form<Button>) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    cx.archive().write(move |tx| ground::prefer(&viewer, tx, pseud)).await?;

    Ok(lead_to(&address::own_pseuds(&member.name)))
}

pub(super) async fn destroy(
    cx: Cx,
    AtBoth(name, pseud): AtBoth<String, PseudId>,
    Form(Button): Form<Button>,
) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    cx.archive().write(move |tx| ground::remove(&viewer, tx, pseud)).await?;

    Ok(lead_to(&address::own_pseuds(&member.name)))
}

async fn list(cx: &Cx, form: &PseudForm, slips: &Slips) -> Answer {
    let (viewer, member) = (cx.viewer, cx.member().ok_or(Error::LogIn)?);
    let person = member.person;
    let portraits = cx.archive().read(move |tx| ground::portraits(&viewer, tx, person)).await?;

    let page = PseudsPage { cx, member, portraits, form, slips };
    answer(cx, page, slips)
}

fn form_page(cx: &Cx, portrait: Portrait, form: &PseudForm, slips: &Slips) -> Answer {
    let member = cx.member().ok_or(Error::LogIn)?;

    answer(cx, PseudPage { cx, member, portrait, form, slips }, slips)
}

fn answer<T: Template>(cx: &Cx, page: T, slips: &Slips) -> Answer {
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("pseuds-title"), page).hidden_from_search_engines().with_status(status).for_one(cx)
}
