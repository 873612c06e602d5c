//! Series: works in an order that their creators gave them (SER-1).

mod arrange;
mod read;
mod write;

pub use arrange::{Arrangement, LAST_PLACE, Named, arrange, own};
pub use read::{SeenSeries, show};
pub(crate) use write::{forget, put};
