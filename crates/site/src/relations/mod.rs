//! What works come from and what comes from them: a page for each person, and the answers to those who cite them (REL-2).

use archive::{
    RelationId,
    people::Person,
    relations::{self as ground, Answer as Said, Kind, Relation, Side, Way},
    works::{Page as Found, WorkCard},
};
use archive::{Tx, people};
use askama::Template;

use crate::{
    Answer, Cx, Door, Page,
    Parameter::{self, Text},
    Routes,
    account::lead_to,
    address,
    form::{Button, Form},
    pager::{self, Pager},
    path::At,
};

/// Which of the two lists is asked for, alone.
const WAY: &str = "way";

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/users/{name}/related_works", Door::Anyone, index)
        .reading(&[Text(WAY), Parameter::Page])
        .post("/related_works/{id}/approval", Door::Members, approve)
        .post("/related_works/{id}/refusal", Door::Members, refuse)
}

/// What a work's page says of others: what it comes from, and what comes from it.
#[derive(Debug, Default)]
pub(crate) struct Related {
    pub(crate) parents: Vec<ground::Parent>,
    pub(crate) children: Vec<Relation>,
}

impl Related {
    /// Of a work that the viewer has seen.
    pub(crate) fn of(viewer: &archive::Viewer, tx: &Tx<'_>, card: &WorkCard) -> archive::Result<Self> {
        Ok(Self { parents: ground::parents(viewer, tx, card)?, children: ground::children(viewer, tx, card)? })
    }

    /// What was inspired by it; translations and podfics are named at its beginning.
    pub(crate) fn inspired(&self) -> Vec<&Relation> {
        self.children.iter().filter(|relation| relation.kind == Kind::Inspired).collect()
    }

    /// Translations and podfics of it.
    pub(crate) fn versions(&self) -> Vec<&Relation> {
        self.children.iter().filter(|relation| relation.kind != Kind::Inspired).collect()
    }
}

/// What a work is to the one it comes from, in words that the other's title follows.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
pub(crate) const fn message_of_kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Inspired => message!("related-inspired-by"),
        Kind::Translation => message!("related-translation-of"),
        Kind::Podfic => message!("related-podfic-of"),
    }
}

/// The language of a side, where that is known.
pub(crate) fn language(side: &Side) -> Option<&str> {
    let code = match side {
        Side::Here(card) => &card.language,
        Side::Elsewhere(work) => &work.language,
        Side::Restricted(_) | Side::Mystery | Side::Gone => return None,
    };
    Some(code.as_str()).filter(|code| !code.is_empty())
}

#[derive(Template)]
#[template(path = "relations/index.html")]
struct RelatedPage<'a> {
    cx: &'a Cx,
    person: &'a Person,
    /// One list, or the beginnings of both.
    lists: Vec<List>,
    is_own: bool,
}

/// What somebody's works come from, or what comes from them.
struct List {
    way: Way,
    relations: Vec<Relation>,
    /// Where all of it stands, where this is the beginning.
    all: Option<(u64, String)>,
    pager: Pager,
}

impl List {
    fn of(person: &Person, way: Way, page: Found<Relation>, is_alone: bool) -> Self {
        let address = format!("{}?{WAY}={}", address::related(&person.name), word(way));
        let is_cut = !is_alone && page.total > page.items.len() as u64;
        let pager = Pager::new(address.clone(), &page);
        Self { way, all: is_cut.then_some((page.total, address)), pager, relations: page.items }
    }

    fn word(&self) -> &'static str {
        word(self.way)
    }

    fn is_from(&self) -> bool {
        self.way == Way::From
    }

    /// Whether its pages are led to.
    fn is_paged(&self) -> bool {
        self.all.is_none()
    }
}

const fn word(way: Way) -> &'static str {
    match way {
        Way::From => "from",
        Way::To => "to",
    }
}

impl RelatedPage<'_> {
    /// What is said to a relation, where that is told.
    fn said(&self, relation: &Relation) -> Option<&'static str> {
        let is_asked = self.is_own && !matches!(relation.parent, Side::Elsewhere(_));
        is_asked.then_some(match relation.answer {
            Said::Waits => message!("related-waits"),
            Said::Approved => message!("related-approved"),
            Said::Refused => message!("related-refused"),
        })
    }

    /// Whether the viewer can approve of a work that comes from theirs: they see it, and have not done so.
    fn may_approve(&self, relation: &Relation, list: &List) -> bool {
        self.is_own && !list.is_from() && matches!(relation.child, Side::Here(_)) && relation.answer != Said::Approved
    }

    /// Whether they can refuse it, or take it off again.
    fn may_refuse(&self, relation: &Relation, list: &List) -> bool {
        self.is_own && !list.is_from() && matches!(relation.child, Side::Here(_)) && relation.answer != Said::Refused
    }
}

async fn index(cx: Cx, At(name): At<String>) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let asked = cx.asked(WAY);
    let only = [Way::From, Way::To].into_iter().find(|way| asked.as_deref() == Some(word(*way)));
    let (person, pages, is_unindexed) = cx
        .archive()
        .read(move |tx| {
            let person = people::by_name(&viewer, tx, &name)?;
            let ways = only.map_or_else(|| vec![Way::From, Way::To], |way| vec![way]);
            let pages = ways.into_iter().map(|way| {
                let number = if only.is_some() { number } else { 1 };
                let page = pager::existing(number, |number| ground::page_of(&viewer, tx, person.id, (way, number)))?;
                Ok((way, page))
            });
            let pages = pages.collect::<archive::Result<Vec<_>>>()?;
            let is_unindexed = archive::accounts::is_unindexed(&viewer, tx, person.id)?;
            Ok((person, pages, is_unindexed))
        })
        .await?;

    let is_own = viewer.person() == Some(person.id);
    let lists = pages.into_iter().map(|(way, page)| List::of(&person, way, page, only.is_some())).collect();
    let page = RelatedPage { cx: &cx, person: &person, lists, is_own };
    Page::new(cx.say.of("related-title", &person.name), page).unindexed(is_unindexed).for_one(&cx)
}

async fn approve(cx: Cx, At(id): At<RelationId>, Form(Button): Form<Button>) -> Answer {
    answer(&cx, id, Said::Approved).await
}

async fn refuse(cx: Cx, At(id): At<RelationId>, Form(Button): Form<Button>) -> Answer {
    answer(&cx, id, Said::Refused).await
}

async fn answer(cx: &Cx, id: RelationId, said: Said) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::answer(&viewer, tx, id, said)).await?;

    Ok(lead_to(&cx.member().map_or_else(|| "/".to_owned(), |member| address::related(&member.name))))
}
