//! Wrangling: what people make of the tags that authors write (WR-1…WR-11).
//!
//! A tag is canonical, a synonym of a canonical one, unwrangleable, or nobody has decided yet. Canonical tags belong to
//! others (a character to its fandom) and are part of others (a subtag of its metatag). Works keep what their authors
//! wrote: what a tag *means* is looked up, so a decision over a hundred thousand works changes a few rows.
//!
//! Every decision is a list of [`Edit`](edit::Edit)s, done in one transaction and kept, so that it can be undone.

mod bins;
mod clean_up;
mod cloud;
mod counting;
mod decide;
mod desk;
mod edit;
mod history;
mod kinship;
mod likely;
mod link;
mod meaning;
mod media;
mod metatags;
mod pairings;
mod read;
mod report;
mod resting;
mod ruling;
mod search;
mod standing;
pub mod vocabulary;
mod wranglers;

pub use bins::{Bin, Pile, Unwrangled, Waiting, bins, in_bin, loose, waiting};
pub(crate) use bins::{KINDS as IN_BINS, own_fandoms};
pub use clean_up::clean_up;
pub use cloud::cloud;
pub(crate) use counting::{ByTables, CHILDREN, Counting, all_children};
pub use decide::{ban, canonize, create, decanonize, describe, leave, merge, rename, retype, set_aside, split};
pub(crate) use desk::on_desk_by;
pub use desk::{OnDesk, named, on_desk};
pub use history::{Decision, Verdict, history, own_latest, undo, undo_together};
pub use kinship::{may_hold, parents_of};
pub use likely::likely;
pub use link::{assign, attach, detach, release};
pub(crate) use meaning::finders;
pub use meaning::{means, widened};
pub use media::{Medium, Newest, fandoms_of, media};
pub use pairings::{Pairings, pairings};
pub(crate) use read::show_by;
pub use read::{Relatives, SeenTag, show};
pub use report::{Touched, report};
pub use resting::rests;
pub use ruling::{Outcome, Ruling, rule, rule_all};
pub use search::{Found, Sort, Status, Wanted, search};
pub(crate) use search::{fandoms as named_fandoms, parts, words};
pub use standing::{Stand, Standing};
pub(crate) use standing::{kind_of, of_ids as stands};
pub use wranglers::{Among, Assignment, assignments, drop_out, sign_up};
pub(crate) use wranglers::{of_tag as wranglers_of, talked_of, talked_of_named};

/// So many tags stand on a page of them (TGS-1).
pub const TAGS: u64 = 50;

/// A page of tags.
pub type TagPage<T> = crate::works::Page<T, TAGS>;
