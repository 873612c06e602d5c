//! Works: the stored rows, the gate that decides who sees them, and everything that is read or written of them.
//!
//! The row is private to this folder. What leaves it is a [`WorkCard`] or a [`SeenWork`], which only the gate makes.
//! No other room and no other folder joins `works`; they hold ids and ask [`cards`].

mod bin;
mod changes;
mod chapter_bin;
mod chaptering;
mod chapters;
mod cleaning;
mod collected;
mod commenting;
mod correcting;
mod counts;
mod creators;
mod dates;
mod dating;
mod delta;
mod drafts;
mod editing;
mod estates;
mod facts;
mod forum;
mod glimpse;
mod hiding;
mod hits;
mod keepsakes;
pub mod limits;
mod lists;
mod matching;
mod new;
mod news;
mod orphans;
mod packed;
mod places;
mod read;
mod row;
mod schedule;
mod searching;
mod seen;
mod sharing;
mod standing;
mod store;
#[cfg(feature = "words")]
mod texts;
mod ties;
mod unclaimed;
mod versions;
mod visibility;
mod waiting;
mod whole;
#[cfg(feature = "words")]
mod wordings;
mod write;

#[cfg(test)]
mod tests;

pub(crate) use bin::restorable_until;
pub use bin::{Epitaph, delete, discard, empty_bin, restore};
pub use changes::{Changes, SomePermissions, TagNames, change};
pub use chapter_bin::{DeletedChapter, deleted_chapter, deleted_chapters, empty_chapter_bin, restore_chapter};
pub(crate) use chaptering::is_changeable;
pub use chaptering::{
    NewChapter, PackedNewChapter, add_chapter, delete_chapter, expect_chapters, reorder, revise_chapter,
};
pub use chapters::{ChapterEntry, SeenChapter, chapter, chapters, index};
pub(crate) use cleaning::cleaned_again;
pub use cleaning::{Cleaned, clean_anew};
pub use collected::{any_collected, fandoms_collected, page_of_collected};
pub(crate) use collected::{count_collected, count_mysteries, names_for_keepers, settle_collected};
pub use commenting::{Commenters, Commenting, let_comment};
pub use correcting::{Correction, correct};
pub use counts::{FandomCount, count_of_tag, fandoms, some_of_tags};
pub use creators::{
    Invitation, Left, accept, come_back, decline, invitations, invite, invite_under, invited, leave, left, left_by,
    withdraw,
};
pub use dating::{date, date_chapter};
pub use drafts::{let_draft_go, tell_of_drafts};
pub use editing::{ChapterEditing, Editing, editing, editing_chapter, is_still};
pub(crate) use estates::announce;
pub use estates::{estate, inherit};
pub(crate) use facts::{counts, facts, facts_after, language, of_person, person as author, pseud};
pub(crate) use forum::{WorkForum, has_chapter, has_posted_chapter, work_forum};
pub use glimpse::Glimpse;
pub(crate) use glimpse::{Hint, Ties, glimpses, hints, is_out};
pub use hiding::{hidden_together, to_hide};
pub(crate) use hiding::{hide_all, show_all};
pub use hits::{DAILY, count_hits, fold_hits, hit_day, own_hits, tell_hits};
pub use keepsakes::{Binned, Keepsake, keepsake, made_by};
pub use limits::{broken as beyond_limits, chapter_broken as chapter_beyond_limits};
pub use lists::{
    DraftChapter, PAGE, Page, Unlisted, draft_chapters, newest, page_of_all, page_of_language, page_of_person,
    page_of_pseud, page_of_tag, page_of_unlisted, shared_by,
};
pub(crate) use lists::{
    has_any_of_person, has_any_of_pseud, has_any_of_tag, in_order_of_series, seen_by_title, unmuted,
};
pub(crate) use matching::{by_names, seen_among};
pub use new::{Creators, NewWork, PackedPage, PackedWork, State};
pub(crate) use news::{New, News, news};
pub(crate) use orphans::settle_estate;
pub use orphans::{
    Chosen, Fate, Keeping, Legacy, Prospect, legacy, orphan, orphan_chosen, orphans_name, prospects, take_orphans_name,
};
pub use packed::{FINAL_BLOCK, PackedText};
pub(crate) use places::{in_order as all_in_order_of_series, order_with};
pub use read::{Asked, at_address, cards, opens, own, show};
pub use schedule::{do_what_is_due, due, post_due, publish_chapter, schedule, schedule_chapter};
pub use searching::keep_from_search;
pub use seen::{AtAddress, Edition, SeenWork, SeriesEntry, Tombstone, WorkCard};
pub use sharing::{Sharing, set_anonymous, set_unrevealed, share, share_by_link, share_with, sharing};
pub use standing::Access;
#[cfg(feature = "words")]
pub(crate) use texts::{Searchable, first_of, listed_after, searchable, told};
pub use ties::tied;
pub(crate) use unclaimed::{discard_unclaimed, hand_on, has_other_creators, is_draft_to_decide_on, restore_unclaimed};
pub use versions::{SavedState, Version, WayBack, Wording, version, versions};
pub use visibility::{Action, Audience};
pub(crate) use visibility::{
    grown_there_sql, listed_there_sql, seen_there_sql, sees_all, series_listed_there_sql, series_seen_there_sql,
    told_there_sql,
};
pub(crate) use waiting::hold;
pub use whole::{StoredText, manuscript, whole};
#[cfg(feature = "words")]
pub(crate) use wordings::{Wordings, with_tag, wordings, wordings_after};
pub(crate) use write::{creators_of, purge, write_to_creators};
pub use write::{hide, post, post_many, publish, revise, revise_page, unhide};
