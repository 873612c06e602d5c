//! The wranglers' desk: bins of undecided tags, one tag with all that was decided about it, who decided what, and who
//! wrangles which fandom. For those who may sort tags; everything works without script.

mod bin;
mod desk;
mod edit;
mod fandoms;
mod history;
mod report;
mod rulings;
mod vocabulary;

use archive::{Error, Why, tags::Kind, wrangling::Verdict};

use crate::{
    Cx, Door, Parameter, Problem, Routes,
    form::told,
    tags::{children_words, kind_message},
};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/wrangling", Door::Wranglers, desk::index)
        .get("/wrangling/bins/{fandom}/{kind}", Door::Wranglers, bin::of_fandom)
        .reading(&[Parameter::Page, Parameter::Text("sort"), Parameter::Text(bin::CAME_BACK)])
        .post("/wrangling/bins/{fandom}/{kind}", Door::Wranglers, bin::rule_in_fandom)
        .reading(&[Parameter::Page, Parameter::Text("sort"), Parameter::Text(bin::CAME_BACK)])
        .get("/wrangling/loose/{kind}", Door::Wranglers, bin::loose)
        .reading(&[Parameter::Page, Parameter::Text("sort"), Parameter::Text(bin::CAME_BACK)])
        .post("/wrangling/loose/{kind}", Door::Wranglers, bin::rule_loose)
        .reading(&[Parameter::Page, Parameter::Text("sort"), Parameter::Text(bin::CAME_BACK)])
        .get("/wrangling/history", Door::Wranglers, history::index)
        .reading(&[Parameter::Page])
        .post("/wrangling/history/{id}/undoing", Door::Wranglers, history::undo)
        .post("/wrangling/batches/{batch}/undoing", Door::Wranglers, history::undo_together)
        .get("/wrangling/report", Door::Wranglers, report::show)
        .get("/wrangling/fandoms", Door::Wranglers, fandoms::index)
        .reading(&[Parameter::Text("wrangler"), Parameter::Text("medium"), Parameter::Text("in")])
        .post("/wrangling/fandoms", Door::Wranglers, fandoms::create)
        .post("/wrangling/fandoms/dropping", Door::Wranglers, fandoms::destroy)
        .get("/wrangling/vocabulary", Door::Wranglers, vocabulary::show)
        .post("/wrangling/vocabulary", Door::Wranglers, vocabulary::take)
        .with_file_of(vocabulary::LARGEST)
        .get("/wrangling/vocabulary/file", Door::Wranglers, vocabulary::file)
        .get("/tags/{name}/edit", Door::Wranglers, edit::edit)
        .post("/tags/{name}/edit", Door::Wranglers, edit::update)
}

/// Why a ruling does not hold, in the visitor's language; a failure that is nobody's slip ends the request.
fn refusal(cx: &Cx, error: Error) -> Result<String, Problem> {
    match error {
        Error::Invalid(slips) => Ok(slips.first().map_or_else(String::new, |slip| told(&cx.say, &slip.slip))),
        Error::Forbidden(Why::NotNow) => Ok(cx.say.text("ruling-not-now")),
        Error::Forbidden(Why::WranglingRests) => Ok(cx.say.text("ruling-rests")),
        Error::Forbidden(Why::NotYourRole) => Ok(cx.say.text("ruling-not-your-role")),
        Error::Conflict(_) => Ok(cx.say.text("ruling-changed")),
        other => Err(other.into()),
    }
}

/// Where a decision that is undone leads back to: the page it stands on, which is another where a form was answered.
fn way_back(cx: &Cx) -> String {
    let address = cx.address();
    if address.ends_with("/undoing") { "/wrangling/history".to_owned() } else { address }
}

/// The kind that a word in an address names, if it has bins.
fn kind_of(word: &str) -> Result<Kind, Problem> {
    let wrangled = [Kind::Fandom, Kind::Character, Kind::Relationship, Kind::Additional];
    wrangled.into_iter().find(|kind| kind.word() == word).ok_or(Problem::NotFound)
}

/// The word for a kind.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
fn kind_words(cx: &Cx, kind: &Kind) -> String {
    cx.say.text(kind_message(*kind))
}

/// The word for many tags of a kind.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
fn kinds_words(cx: &Cx, kind: &Kind) -> String {
    cx.say.text(children_words(kind))
}

/// The name of the words for a decision.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
const fn verdict_words(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Canonized => message!("verdict-canonized"),
        Verdict::Decanonized => message!("verdict-decanonized"),
        Verdict::Merged => message!("verdict-merged"),
        Verdict::Split => message!("verdict-split"),
        Verdict::SetAside => message!("verdict-set-aside"),
        Verdict::PutBack => message!("verdict-put-back"),
        Verdict::Banned => message!("verdict-banned"),
        Verdict::Described => message!("verdict-described"),
        Verdict::Renamed => message!("verdict-renamed"),
        Verdict::Retyped => message!("verdict-retyped"),
        Verdict::Assigned => message!("verdict-assigned"),
        Verdict::Released => message!("verdict-released"),
        Verdict::Attached => message!("verdict-attached"),
        Verdict::Detached => message!("verdict-detached"),
        Verdict::Undid => message!("verdict-undid"),
    }
}
