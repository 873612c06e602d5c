//! The binary as a person at a terminal meets it: real files, real exit codes, real signals.
//!
//! Every file is written by the test itself. Nothing here measures time; every wait has an end.

#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod bad_places;
#[cfg(test)]
mod convert;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod import;
#[cfg(test)]
mod serve;
#[cfg(test)]
mod tags;
#[cfg(test)]
mod user;
#[cfg(test)]
mod zips;
