//! Changing one's own password: the current one is needed, and every other browser is logged out (USER-4).

use archive::{
    Slip,
    accounts::{self, Password},
};

use super::{
    edit,
    hashing::hashed,
    lead_to, own,
    passwords::{NewPassword, is_own},
};
use crate::{
    Answer, Cx,
    form::{Fields, Form, FromFields, Slips},
    path::At,
};

/// What the form sends.
#[derive(Debug)]
pub(super) struct Change {
    current: Password,
    new: NewPassword,
}

impl FromFields for Change {
    fn read(fields: &Fields) -> Self {
        Self { current: Password::typed(fields.raw("current")), new: NewPassword::read(fields) }
    }
}

pub(super) async fn update(cx: Cx, At(name): At<String>, Form(form): Form<Change>) -> Answer {
    let (member, mut slips) = (own(&cx, &name)?, Slips::none());
    let (viewer, here) = (cx.viewer, member.session);
    if !is_own(&cx, form.current).await? {
        slips.add("current", Slip::WrongPassword);
    }
    let chosen = slips.keep(form.new.chosen(&member.name))?;

    let Some(password) = chosen.filter(|_| slips.is_empty()) else {
        return edit::page(&cx, &slips, &edit::Typed::default()).await;
    };
    let password = hashed(&cx, password).await?;
    cx.archive().write(move |tx| accounts::change_password(&viewer, tx, &password, here)).await?;

    Ok(lead_to(&edit::done(member, "password")))
}
