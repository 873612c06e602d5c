//! Collections: works and bookmarks that people gather under a name, and who keeps them in order (COL-1 to COL-11).
//!
//! A work is in a collection when its creators and those who keep the collection both say so; each side takes its word back
//! whenever it likes. What a collection says of mystery and names holds for a work as long as a creator wants the work in it
//! (VIS-4): `works` asks here when it settles a work, and nothing here reads a work but through the gate.

mod decide;
mod end;
mod entering;
mod items;
mod lists;
mod order;
mod parents;
mod participants;
mod picture;
mod put;
mod read;
mod reveal;
mod row;
mod visibility;
mod write;

#[cfg(test)]
mod tests;

pub use decide::{Decision, answer, decide, take_out};
pub use end::remove;
pub(crate) use end::{has_sole, let_go};
pub(crate) use entering::entered;
pub use items::{Invited, Item, Standing, Which, asked_for, items, of_bookmark, of_work, place_of};
pub use lists::{Card, Kept, Sort, Wish, all_of, any, index, of_person, suggest};
pub use order::{hide, unhide};
pub use parents::{answer_child, asked_by, children};
pub(crate) use participants::rename;
pub use participants::{Participant, expel, invite, invited_to, join, leave, people, set_role};
pub use picture::{NewPicture, Size, picture};
pub use put::{arrange, put_bookmark, put_work};
pub(crate) use put::{put_all, take_all};
pub use read::{Counts, Place, SeenCollection, counts, find, holds, show, told_of};
pub(crate) use read::{masked_there_sql, of_works, place, searched, sees};
pub use reveal::{reveal_all, reveal_due, reveal_some};
pub use row::{Role, Side};
pub(crate) use visibility::{held_there_sql, keeps_work_sql};
pub use write::{NewCollection, make, revise};
