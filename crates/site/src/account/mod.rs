//! The account: signing up, confirming, logging in and out.

mod agreement;
mod log_in;
mod owner;
mod sign_up;

use archive::accounts::{HashedPassword, Password};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{Cx, Door, Parameter::Text, Problem, Routes};

/// Where members agree to terms that have changed.
pub(crate) const AGREEMENT: &str = "/users/agreement";

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/users/login", Door::Anyone, log_in::show)
        .reading(&[Text("return_to")])
        .post("/users/login", Door::Anyone, log_in::create)
        .post("/users/logout", Door::Anyone, log_in::destroy)
        .get("/users/signup", Door::Anyone, sign_up::new)
        .post("/users/signup", Door::Anyone, sign_up::create)
        .get("/users/confirm/{secret}", Door::Anyone, sign_up::confirm)
        .post("/users/confirm/{secret}", Door::Anyone, sign_up::confirmed)
        .get(AGREEMENT, Door::Members, agreement::show)
        .reading(&[Text("return_to")])
        .post(AGREEMENT, Door::Members, agreement::create)
        .get("/users/owner/{secret}", Door::Anyone, owner::new)
        .post("/users/owner/{secret}", Door::Anyone, owner::create)
}

/// Leads elsewhere after a deed.
fn lead_to(address: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, address.to_owned())]).into_response()
}

/// Leads elsewhere and gives the browser a cookie.
pub(crate) fn lead_with(address: &str, cookie: HeaderValue) -> Response {
    let mut response = lead_to(address);
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    response
}

/// Whether a password fits, worked out away from the threads that serve pages and a few at a time, so that a flood of
/// log-ins leaves readers alone.
async fn fits(cx: &Cx, password: Password, hashed: Option<HashedPassword>) -> Result<bool, Problem> {
    let seat = cx.site().hashers().acquire_owned().await.map_err(Problem::broken)?;
    let work = tokio::task::spawn_blocking(move || {
        let _seat = seat;
        password.fits(hashed.as_ref())
    });
    work.await.map_err(Problem::broken)
}

/// The hash of a new password.
async fn hashed(cx: &Cx, password: Password) -> Result<HashedPassword, Problem> {
    let seat = cx.site().hashers().acquire_owned().await.map_err(Problem::broken)?;
    let chance = cx.archive().chance().clone();
    let work = tokio::task::spawn_blocking(move || {
        let _seat = seat;
        password.hashed(&chance)
    });
    Ok(work.await.map_err(Problem::broken)??)
}
