//! What people say of themselves, taken away with a reason: buttons on the page of [`super::sanctions`] (USER-7).

use archive::{PersonId, PseudId, Result, Tx, Viewer, moderation as ground, people};

use super::sanctions::{self, Wish};
use crate::{
    Answer, Cx,
    account::lead_to,
    address,
    form::{Form, Slips},
    path::{At, AtBoth},
};

pub(super) async fn profile(cx: Cx, At(name): At<String>, Form(wish): Form<Wish>) -> Answer {
    blank(&cx, name, wish, ground::blank_profile).await
}

pub(super) async fn pseud(cx: Cx, AtBoth(name, pseud): AtBoth<String, PseudId>, Form(wish): Form<Wish>) -> Answer {
    blank(&cx, name, wish, move |viewer, tx, person, reason| ground::blank_pseud(viewer, tx, person, pseud, reason))
        .await
}

async fn blank(
    cx: &Cx,
    name: String,
    wish: Wish,
    deed: impl Fn(&Viewer, &Tx<'_>, PersonId, &str) -> Result<()> + Send + 'static,
) -> Answer {
    let (viewer, who, reason, mut slips) = (cx.viewer, name.clone(), wish.reason().to_owned(), Slips::none());
    let done = cx.archive().write(move |tx| {
        let person = people::by_name(&viewer, tx, &who)?.id;
        deed(&viewer, tx, person, &reason)
    });

    if slips.keep(done.await)?.is_none() {
        return sanctions::page(cx, name, &wish, &slips).await;
    }
    Ok(lead_to(&(address::person(&name) + "/sanction")))
}
