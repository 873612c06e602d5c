//! Tags: what each means, its works, and the fandoms by medium and by letter.

mod cloud;
mod complete;
mod favourite;
pub(crate) mod letters;
mod media;
mod pairings;
mod search;
mod show;

pub(crate) use show::children_words;

use archive::tags::Kind;

use crate::{Door, Parameter, Routes};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/media", Door::Anyone, media::index)
        .get("/media/{name}/fandoms", Door::Anyone, media::fandoms_of)
        .reading(&[Parameter::Page])
        .get("/fandoms", Door::Anyone, media::fandoms)
        .reading(&[Parameter::Page])
        .get("/tags", Door::Anyone, cloud::index)
        .get("/tags/search", Door::Anyone, search::index)
        .reading(&[
            Parameter::Text("name"),
            Parameter::Text("fandoms"),
            Parameter::Text("kind"),
            Parameter::Text("status"),
            Parameter::Text("sort"),
            Parameter::Page,
        ])
        .get("/tags/{name}", Door::Anyone, show::show)
        .post("/tags/{name}/favourite", Door::Account, favourite::update)
        .get("/tags/{name}/relationships", Door::Anyone, pairings::index)
        .get("/autocomplete/{kind}", Door::Anyone, complete::index)
        .reading(&[Parameter::Text("term"), Parameter::Text("fandoms")])
}

/// The name of the word for a kind.
pub(crate) const fn kind_message(kind: Kind) -> &'static str {
    match kind {
        Kind::Rating => message!("kind-rating"),
        Kind::Warning => message!("kind-warning"),
        Kind::Category => message!("kind-category"),
        Kind::Media => message!("kind-media"),
        Kind::Fandom => message!("kind-fandom"),
        Kind::Relationship => message!("kind-relationship"),
        Kind::Character => message!("kind-character"),
        Kind::Additional => message!("kind-additional"),
    }
}
