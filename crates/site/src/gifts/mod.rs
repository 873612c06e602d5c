//! Gifts: what was given to somebody here or to a name, refusing and taking them (GIFT-3, GIFT-5).

use archive::{
    WorkId,
    gifts::{self as ground, Recipient, To},
    people,
    works::WorkCard,
};
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

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/users/{name}/gifts", Door::Anyone, of_person)
        .reading(&[Parameter::Page])
        .get("/gifts", Door::Anyone, of_name)
        .reading(&[Text("recipient"), Parameter::Page])
        .post("/works/{id}/gift/refusal", Door::Members, refuse)
        .post("/works/{id}/gift/acceptance", Door::Members, accept)
}

/// Where the gifts of a recipient stand.
pub(crate) fn place(recipient: &Recipient) -> String {
    match recipient {
        Recipient::Person { account, .. } => address::gifts(account),
        Recipient::Name(name) => address::gifts_for(name),
    }
}

#[derive(Template)]
#[template(path = "gifts/index.html")]
struct GiftsPage<'a> {
    cx: &'a Cx,
    /// Whose they are; empty where nobody is asked for.
    name: &'a str,
    /// Their page, if they are somebody here.
    home: Option<String>,
    total: u64,
    cards: Vec<WorkCard>,
    /// What they have refused, for themselves and those who keep order.
    refused: Vec<WorkCard>,
    is_own: bool,
    pager: Pager,
}

impl GiftsPage<'_> {
    /// Whether the viewer takes gifts.
    fn takes(&self) -> bool {
        self.cx.member().is_some_and(|member| member.preferences.gifts)
    }
}

async fn of_person(cx: Cx, At(name): At<String>) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let (person, page, refused, is_unindexed) = cx
        .archive()
        .read(move |tx| {
            let person = people::by_name(&viewer, tx, &name)?;
            let to = To::Person(person.id);
            let page = pager::existing(number, |number| ground::page_of(&viewer, tx, &to, number))?;
            let refused = ground::refused(&viewer, tx, person.id)?;
            let is_unindexed = archive::accounts::is_unindexed(&viewer, tx, person.id)?;
            Ok((person, page, refused, is_unindexed))
        })
        .await?;

    let list = GiftsPage {
        cx: &cx,
        name: &person.name,
        home: Some(address::person(&person.name)),
        total: page.total,
        pager: Pager::new(address::gifts(&person.name), &page),
        cards: page.items,
        refused,
        is_own: viewer.person() == Some(person.id),
    };
    Page::new(cx.say.of("gifts-title", &person.name), list).unindexed(is_unindexed).for_one(&cx)
}

async fn of_name(cx: Cx) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let name = cx.asked("recipient").unwrap_or_default().trim().to_owned();
    let to = To::Name(name.clone());
    let read = move |tx: &archive::Tx<'_>| pager::existing(number, |number| ground::page_of(&viewer, tx, &to, number));
    let page = cx.archive().read(read).await?;

    let list = GiftsPage {
        cx: &cx,
        name: &name,
        home: None,
        total: page.total,
        pager: Pager::new(address::gifts_for(&name), &page),
        cards: page.items,
        refused: Vec::new(),
        is_own: false,
    };
    Page::new(cx.say.of("gifts-title", &name), list).hidden_from_search_engines().for_one(&cx)
}

async fn refuse(cx: Cx, At(id): At<WorkId>, Form(Button): Form<Button>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::refuse(&viewer, tx, id)).await?;

    Ok(lead_to(&own(&cx)))
}

async fn accept(cx: Cx, At(id): At<WorkId>, Form(Button): Form<Button>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::accept(&viewer, tx, id)).await?;

    Ok(lead_to(&own(&cx)))
}

/// Where one's own gifts stand.
fn own(cx: &Cx) -> String {
    cx.member().map_or_else(|| "/".to_owned(), |member| address::gifts(&member.name))
}
