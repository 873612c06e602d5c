//! What a work comes from: inspired by, a translation of, a reading of another, here or elsewhere (REL-1 … REL-3).
//!
//! Whoever cites a work says it on their own page. On the other's page it stands when one of its creators has approved.
//! A work is kept by number, without a reference: what was said outlives it. What is told of either side is what the gate
//! says of that side ([`crate::works::Glimpse`]), never a stored title.

mod answer;
mod bring;
mod cite;
mod kind;
mod place;
mod read;
mod tell;

pub use answer::answer;
pub(crate) use bring::bring;
pub use cite::{Cited, Citing, Elsewhere, Source, cite};
pub use kind::{Answer, Kind};
pub use place::Place;
pub(crate) use read::all_of;
pub use read::{Kept, Parent, Relation, Side, Way, children, named_in, page_of, parents, typed};
pub(crate) use tell::tell;
