//! The reader's settings: a form that works without script, a cookie, and back to where one was.

pub(crate) mod reader;

use archive::accounts::{self, Preferences};
use askama::Template;

pub(crate) use reader::Reader;
use reader::{Edge, Face, Keys, Paragraphs, Share, Size, Theme, Width};

use crate::{
    Answer, Cx, Door, Page, Problem, Routes, Say, account, cookies,
    cx::local,
    form::{Fields, Form, FromFields},
};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/settings", Door::Anyone, show).post("/settings", Door::Anyone, update)
}

/// The form, with a sample of text to see the effect on.
#[derive(Template)]
#[template(path = "settings/show.html")]
struct SettingsPage<'a> {
    cx: &'a Cx,
    choices: Vec<Group>,
    return_to: &'a str,
}

/// One setting of the form.
pub(crate) struct Group {
    /// The field's name.
    pub(crate) name: &'static str,
    /// Its label.
    pub(crate) label: String,
    /// What can be chosen.
    pub(crate) options: Vec<Choice>,
}

/// One choice of a setting.
pub(crate) struct Choice {
    /// Its word in the form.
    pub(crate) word: &'static str,
    /// Its label.
    pub(crate) label: String,
    /// Whether it is the one in force.
    pub(crate) chosen: bool,
}

/// What the form sends. Words nobody knows count as the default.
#[derive(Debug)]
struct Chosen {
    reader: Reader,
    return_to: String,
}

impl FromFields for Chosen {
    fn read(fields: &Fields) -> Self {
        let reader = Reader {
            theme: Theme::of(fields.raw("theme")),
            face: Face::of(fields.raw("face")),
            size: Size::of(fields.raw("size")),
            width: Width::of(fields.raw("width")),
            edge: Edge::of(fields.raw("edge")),
            paragraphs: Paragraphs::of(fields.raw("paragraphs")),
            share: Share::of(fields.raw("share")),
            keys: Keys::of(fields.raw("keys")),
        };
        Self { reader, return_to: local(fields.raw("return_to")).to_owned() }
    }
}

async fn show(cx: Cx) -> Answer {
    let return_to = cx.came_from().filter(|path| !path.starts_with("/settings")).unwrap_or("/");

    let page = SettingsPage { choices: groups(&cx.say, cx.reader), return_to, cx: &cx };

    Page::new(cx.say.text("settings-title"), page).hidden_from_search_engines().for_one(&cx)
}

/// A member's settings go with the account too, so that every browser of theirs knows them.
async fn update(cx: Cx, Form(chosen): Form<Chosen>) -> Answer {
    let viewer = cx.viewer;
    if let Some(member) = cx.member() {
        let wanted = Preferences { reader: chosen.reader.to_cookie(), ..member.preferences.clone() };
        cx.archive().write(move |tx| accounts::prefer(&viewer, tx, &wanted)).await?;
    }
    let cookie = cookies::preference(reader::COOKIE, &chosen.reader.to_cookie()).ok_or(Problem::Invalid)?;

    Ok(account::lead_with(&chosen.return_to, [cookie]))
}

/// The settings as the form shows them, with those in force chosen.
pub(crate) fn groups(say: &Say, reader: Reader) -> Vec<Group> {
    macro_rules! group {
        ($field:ident, $type:ident, $label:expr) => {
            Group {
                name: stringify!($field),
                label: say.text($label),
                options: $type::ALL
                    .iter()
                    .map(|choice| option(say, *choice == reader.$field, choice.word(), choice.message()))
                    .collect(),
            }
        };
    }
    vec![
        group!(theme, Theme, message!("setting-theme")),
        group!(face, Face, message!("setting-face")),
        group!(size, Size, message!("setting-size")),
        group!(width, Width, message!("setting-width")),
        group!(edge, Edge, message!("setting-edge")),
        group!(paragraphs, Paragraphs, message!("setting-paragraphs")),
        group!(share, Share, message!("setting-share")),
        group!(keys, Keys, message!("setting-keys")),
    ]
}

fn option(say: &Say, chosen: bool, word: &'static str, message: &str) -> Choice {
    Choice { word, label: say.text(message), chosen }
}
