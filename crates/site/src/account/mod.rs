//! The account: signing up, confirming, logging in and out; one's own password, second factor, passkeys, address and open
//! browsers.

mod address;
mod agreement;
pub(crate) mod attempts;
mod browsers;
mod edit;
mod farewell;
pub(crate) mod hashing;
mod log_in;
pub(crate) mod misses;
mod name;
pub(crate) mod note;
mod owner;
mod passkeys;
mod password;
mod passwords;
pub(crate) mod place;
mod preferences;
mod qr;
mod reset;
mod second_factor;
mod second_step;
mod sign_up;

pub(crate) use passwords::is_own;

use archive::{accounts::Member, moderation};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

pub(crate) use sign_up::stale;

use crate::{Cx, Door, Parameter::Text, Problem, Routes};

/// Where members agree to terms that have changed.
pub(crate) const AGREEMENT: &str = "/users/agreement";

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    passkeys::routes(second_factor::routes(own_routes(routes)))
}

fn own_routes(routes: Routes) -> Routes {
    routes
        .get("/users/login", Door::Anyone, log_in::show)
        .reading(&[Text("return_to")])
        .post("/users/login", Door::Anyone, log_in::create)
        .get("/users/login/code", Door::Anyone, second_step::show)
        .reading(&[Text("return_to")])
        .post("/users/login/code", Door::Anyone, second_step::create)
        .post("/users/logout", Door::Anyone, log_in::destroy)
        .get("/users/signup", Door::Anyone, sign_up::new)
        .post("/users/signup", Door::Anyone, sign_up::create)
        .get("/invitations/{secret}", Door::Anyone, sign_up::new_invited)
        .post("/invitations/{secret}", Door::Anyone, sign_up::create_invited)
        .get("/claims/{secret}/account", Door::Anyone, sign_up::new_claimed)
        .post("/claims/{secret}/account", Door::Anyone, sign_up::create_claimed)
        .get("/users/confirm/{secret}", Door::Anyone, sign_up::confirm)
        .post("/users/confirm/{secret}", Door::Anyone, sign_up::confirmed)
        .get(AGREEMENT, Door::Members, agreement::show)
        .reading(&[Text("return_to")])
        .post(AGREEMENT, Door::Account, agreement::create)
        .get("/users/owner/{secret}", Door::Anyone, owner::new)
        .post("/users/owner/{secret}", Door::Anyone, owner::create)
        .get("/users/password/new", Door::Anyone, reset::new)
        .post("/users/password/new", Door::Anyone, reset::create)
        .get("/users/password/{secret}", Door::Anyone, reset::edit)
        .post("/users/password/{secret}", Door::Anyone, reset::update)
        .get("/users/address/{secret}", Door::Anyone, address::confirm)
        .post("/users/address/{secret}", Door::Anyone, address::confirmed)
        .get("/users/{name}/edit", Door::Members, edit::show)
        .reading(&[Text("done")])
        .get("/users/{name}/farewell", Door::Members, farewell::new)
        .post("/users/{name}/farewell", Door::Account, farewell::create)
        .post("/users/{name}/password", Door::Account, password::update)
        .post("/users/{name}/address", Door::Account, address::update)
        .post("/users/{name}/address/withdrawal", Door::Account, address::withdraw)
        .post("/users/{name}/name", Door::Members, name::update)
        .get("/users/{name}/preferences", Door::Members, preferences::show)
        .reading(&[Text("done")])
        .post("/users/{name}/preferences", Door::Account, preferences::update)
        .post("/users/{name}/browsers/ending", Door::Account, browsers::end_others)
        .post("/users/{name}/browsers/{id}/ending", Door::Account, browsers::end)
}

/// Leads elsewhere after a deed.
pub(crate) fn lead_to(address: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, address.to_owned())]).into_response()
}

/// Leads elsewhere and gives the browser cookies.
pub(crate) fn lead_with(address: &str, cookies: impl IntoIterator<Item = HeaderValue>) -> Response {
    let mut response = lead_to(address);
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The member who asks, if the page is theirs: it is not there for anybody else.
pub(crate) fn own<'a>(cx: &'a Cx, name: &str) -> Result<&'a Member, Problem> {
    cx.member().filter(|member| member.name.eq_ignore_ascii_case(name)).ok_or(Problem::NotFound)
}

/// What a member who is suspended or banned is told where they would write: until when, and why (USER-6).
pub(crate) async fn sanctioned(cx: &Cx) -> Result<Option<String>, Problem> {
    let viewer = cx.viewer;
    if !viewer.is_sanctioned() {
        return Ok(None);
    }
    let sanction = cx.archive().read(move |tx| moderation::own_sanction(&viewer, tx)).await?;
    Ok(sanction.map(|sanction| match sanction.until {
        Some(until) => cx.say.of_two("sanctioned-until", cx.moment(&until).as_str(), sanction.reason.as_str()),
        None => cx.say.of("sanctioned-for-good", sanction.reason.as_str()),
    }))
}
