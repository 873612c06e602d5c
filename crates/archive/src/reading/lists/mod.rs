//! Reading lists, out of a library and into it.
//!
//! A list that somebody brings is weighed first: each of its lines is found here, may be one of several works, is a work
//! elsewhere, or is wrong, and nothing of the library is changed. Then it is taken, some lines at a time; taking it again changes
//! nothing. What a reader has said here since is never overwritten by what they said elsewhere before. Everything is found
//! through the gate: a line names no work that its reader does not see, and by no address that would tell who made it.

mod elsewhere;
mod find;
mod ledger;
mod merge;
mod out;
mod standing;
mod take;

pub(super) use elsewhere::forget_all;
pub use elsewhere::{Elsewhere, elsewhere, forget as forget_elsewhere, out as out_elsewhere};
pub use ledger::{
    Brought, Counts, Fate, Ledger, ListLine, Read, begin_list, brought, choose, put_away, show_list, weigh,
};
pub use out::out;
pub use standing::out_shelves;
pub use take::take;
