//! Bringing works in for others, from files (ARCH-1). For archivists.

mod others;
mod reading;

use crate::{Door, Routes};

/// A form with files may have so many bytes.
const HEAVIEST: usize = 32 * 1024 * 1024;

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/imports/others", Door::Archivists, others::new)
        .post("/imports/others", Door::Archivists, others::create)
        .carrying(HEAVIEST)
}
