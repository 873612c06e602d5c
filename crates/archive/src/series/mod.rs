//! Series: works in an order that their creators gave them (SER-1).

mod arrange;
mod read;
mod tend;
mod write;

pub use arrange::{Arrangement, LAST_PLACE, Named, arrange, own};
pub use read::{SeenSeries, newest, show};
pub(crate) use tend::all_of;
pub use tend::{Kept, NOTES, SUMMARY, Said, Tended, delete, describe, leave, put_in, reorder, take_out, tended};
pub(crate) use write::{forget, put};
