//! The finder against a model that looks at every work for every question.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what tests stand on fails as loudly as the tests")]

mod agrees;
mod dice;
mod model;
mod names;
mod rolls;
mod sentences;
mod snapshots;
mod words;
mod world;
