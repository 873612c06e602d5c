//! Works that were brought in for somebody, at the link of their letter: what shall become of them is theirs to say
//! (ARCH-3). Making an account there is [`crate::account`]'s.

mod show;

use crate::{Door, Routes};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/claims/{secret}", Door::Anyone, show::show)
        .reading(&[crate::Parameter::Text("done")])
        .post("/claims/{secret}", Door::Anyone, show::decide)
        .post("/claims/{secret}/adoption", Door::Members, show::adopt)
        .post("/claims/{secret}/wishes", Door::Anyone, show::wish)
        .post("/claims/{secret}/works/{id}/restoration", Door::Anyone, show::restore)
}
