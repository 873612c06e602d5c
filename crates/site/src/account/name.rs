//! Another name for one's own account (USER-5).

use archive::{
    Slip,
    accounts::{self, Password},
};

use super::{edit, lead_to, own, passwords::is_own};
use crate::{
    Answer, Cx, address,
    form::{Fields, Form, FromFields, Slips},
    path::At,
};

/// What the form sends.
#[derive(Debug)]
pub(super) struct Rename {
    name: String,
    password: Password,
}

impl FromFields for Rename {
    fn read(fields: &Fields) -> Self {
        Self { name: fields.name("name"), password: Password::typed(fields.raw("name_password")) }
    }
}

pub(super) async fn update(cx: Cx, At(name): At<String>, Form(form): Form<Rename>) -> Answer {
    own(&cx, &name)?;
    let (viewer, mut slips, wanted) = (cx.viewer, Slips::none(), form.name.clone());
    slips.keep(cx.allows(&wanted))?;
    if slips.is_empty() && !is_own(&cx, form.password).await? {
        slips.add("name_password", Slip::WrongPassword);
    }
    if slips.is_empty() {
        slips.keep(cx.archive().write(move |tx| accounts::rename(&viewer, tx, &wanted)).await)?;
    }

    if !slips.is_empty() {
        return edit::page(&cx, &slips, &edit::Typed { name: &form.name, ..edit::Typed::default() }).await;
    }
    Ok(lead_to(&(address::person(&form.name) + "/edit?done=name")))
}
