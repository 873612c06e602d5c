//! The ground floor from outside, on every database there is here, with the cast.

mod works;
