//! Answering questions.
//!
//! A question becomes *clauses*: sets to be in, sets not to be in, and tests of single works. The *sieve* puts them together
//! block by block; what passes is ordered and counted.

mod answer;
mod clauses;
mod count;
mod either;
mod facets;
mod given;
mod hidden;
mod order;
mod role;
mod sieve;
mod walk;

pub use clauses::{Clauses, clauses};
pub use count::shared;
pub use facets::{Counter, Tally, top};
pub use given::{Given, sets};
pub use hidden::hide;
pub use order::{Mark, Ranking, page};
pub use sieve::{discard, sieve};
pub use walk::{Leaders, direct, walk};
