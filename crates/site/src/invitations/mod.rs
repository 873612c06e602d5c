//! Invitations: those that members give away, and the list of those who wait for one (INV-1 … INV-3). The form behind an
//! invitation is the one of [`crate::account`].

mod own;
mod waiting;

use crate::{Door, Parameter::Text, Routes};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/users/{name}/invitations", Door::Members, own::index)
        .reading(&[Text("done")])
        .post("/users/{name}/invitations", Door::Members, own::create)
        .post("/users/{name}/invitations/wish", Door::Members, own::wish)
        .post("/users/{name}/invitations/{id}/withdrawal", Door::Members, own::withdraw)
        .get("/invitations/waiting", Door::Anyone, waiting::new)
        .post("/invitations/waiting", Door::Anyone, waiting::create)
        .get("/invitations/waiting/{secret}", Door::Anyone, waiting::show)
        .post("/invitations/waiting/{secret}", Door::Anyone, waiting::destroy)
}
