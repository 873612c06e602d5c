//! Series: works in an order that their creators gave them (SER-1).

mod read;
mod write;

pub use read::{SeenSeries, show};
pub(crate) use write::{forget, put};
