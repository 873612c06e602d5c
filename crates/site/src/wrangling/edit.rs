//! One tag on the desk: how it stands, what it belongs to and is a part of, its name and kind, and who decided what about it.
//!
//! Each form on the page gives one ruling. What is refused comes back at its field with what was typed.

use archive::{
    Error,
    accounts::Power,
    comments, search,
    tags::{self as names, Kind},
    wrangling::{self as ground, Decision, OnDesk, Ruling, Standing},
};
use askama::Template;
use axum::http::StatusCode;

use super::{kind_words, refusal, rulings::one_name, verdict_words, way_back};
use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    address,
    form::{Fields, Form, FromFields},
    path::At,
};

#[derive(Template)]
#[template(path = "wrangling/edit.html")]
struct EditPage<'a> {
    cx: &'a Cx,
    desk: &'a OnDesk,
    decisions: Vec<Decision>,
    /// How much is said of it.
    talk: u64,
    form: &'a Wish,
    slip: Option<&'a str>,
}

/// What a form sends: which ruling, and the name or kind in it.
#[derive(Debug, Default)]
pub(super) struct Wish {
    deed: String,
    name: String,
    about: String,
}

impl FromFields for Wish {
    fn read(fields: &Fields) -> Self {
        Self { deed: fields.line("deed"), name: one_name(fields, "name"), about: fields.text("about") }
    }
}

impl Wish {
    fn ruling(&self) -> Result<Ruling, Problem> {
        let name = self.name.clone();
        Ok(match self.deed.as_str() {
            "canonical" => Ruling::Canonical,
            "undecided" => Ruling::Undecided,
            "aside" => Ruling::Aside,
            "ban" => Ruling::Banned,
            "about" => Ruling::About(self.about.clone()),
            "means" => Ruling::Means(name),
            "belongs" => Ruling::Belongs(name),
            "belongs-no-more" => Ruling::BelongsNoMore(name),
            "part" => Ruling::PartOf(name),
            "part-no-more" => Ruling::PartOfNoMore(name),
            "called" => Ruling::Called(name),
            "kind" => {
                let kind = Kind::ALL.iter().copied().find(|kind| kind.word() == name);
                Ruling::Kind(kind.ok_or(Problem::Invalid)?)
            }
            _ => return Err(Problem::Invalid),
        })
    }

    /// What was typed into the form of a deed, if it came back.
    fn typed(&self, deed: &str) -> &str {
        if self.deed == deed { &self.name } else { "" }
    }
}

impl EditPage<'_> {
    /// What is wrong with the form of a deed.
    fn slip_of(&self, deed: &str) -> Option<&str> {
        self.slip.filter(|_| self.form.deed == deed)
    }

    /// The name in the field that renames.
    fn name(&self) -> &str {
        let typed = self.form.typed("called");
        if typed.is_empty() { &self.desk.stand.tag.name } else { typed }
    }

    /// What stands in the field that describes.
    fn about(&self) -> &str {
        if self.form.deed == "about" { &self.form.about } else { &self.desk.about }
    }

    /// What is wrong with a button beside the fields.
    fn slip_of_buttons(&self) -> Option<&str> {
        let fields = ["means", "belongs", "part", "called", "kind", "about"];
        self.slip.filter(|_| !fields.contains(&self.form.deed.as_str()))
    }

    /// The kinds that a tag can be made one of.
    fn kinds() -> [Kind; 5] {
        [Kind::Media, Kind::Fandom, Kind::Relationship, Kind::Character, Kind::Additional]
    }

    /// What kind of tags complete what the tag belongs to.
    const fn parent_kind(&self) -> &'static str {
        if matches!(self.desk.stand.tag.kind, Kind::Fandom) { Kind::Media.word() } else { Kind::Fandom.word() }
    }
}

pub(super) async fn edit(cx: Cx, At(name): At<String>) -> Answer {
    page(&cx, names::from_address(&name), &Wish::default(), None).await
}

pub(super) async fn update(cx: Cx, At(name): At<String>, Form(wish): Form<Wish>) -> Answer {
    let (viewer, name, ruling) = (cx.viewer, names::from_address(&name), wish.ruling()?);
    let (asked, index) = (name.clone(), cx.site().index().clone());
    let ruled = cx.archive().write(move |tx| {
        let tag = search::tag_on_desk(&viewer, tx, &index, &asked)?.stand.tag.id;
        ground::rule(&viewer, tx, tag, &ruling)
    });

    match ruled.await {
        Ok(()) if wish.deed == "called" => Ok(lead_to(&edit_address(&wish.name))),
        Ok(()) => Ok(lead_to(&edit_address(&name))),
        Err(Error::NotFound) => Err(Problem::NotFound),
        Err(error) => {
            let slip = refusal(&cx, error)?;
            page(&cx, name, &wish, Some(&slip)).await
        }
    }
}

async fn page(cx: &Cx, name: String, form: &Wish, slip: Option<&str>) -> Answer {
    let (viewer, index) = (cx.viewer, cx.site().index().clone());
    let (desk, decisions, talk) = cx
        .archive()
        .read(move |tx| {
            let desk = search::tag_on_desk(&viewer, tx, &index, &name)?;
            let decisions = ground::history(&viewer, tx, Some(desk.stand.tag.id), 1)?.items;
            let talk = comments::count_at_tag(&viewer, tx, desk.stand.tag.id)?;
            Ok((desk, decisions, talk))
        })
        .await?;

    let page = EditPage { cx, desk: &desk, decisions, talk, form, slip };
    let status = if slip.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = cx.say.of("edit-tag-title", desk.stand.tag.name.as_str());
    Page::new(title, page).for_some().with_status(status).for_one(cx)
}

/// Where a tag is wrangled.
fn edit_address(name: &str) -> String {
    address::tag(name) + "/edit"
}

/// The name of the word for how a tag stands.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
const fn standing_words(standing: &Standing) -> &'static str {
    match standing {
        Standing::Canonical => message!("standing-canonical"),
        Standing::Synonym => message!("standing-synonym"),
        Standing::Unwrangled => message!("standing-unwrangled"),
        Standing::Unwrangleable => message!("standing-unwrangleable"),
        Standing::Banned => message!("standing-banned"),
    }
}
