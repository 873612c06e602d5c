//! Comments: the conversation at a work, at a chapter of it, and below one comment; a box to say something in; and what
//! authors, creators and those who keep order do with what was said.
//!
//! What is shown to whom is decided by the archive. Pages are made anew for members, because what is theirs has its own
//! links on it.

mod delete;
mod edit;
mod inbox;
mod order;
mod say;
mod show;
mod waiting;

use archive::{ChapterId, CommentId, WorkId};

pub(crate) use say::Draft;

use crate::{
    Door,
    Parameter::{Flag, Page},
    Routes, address,
};

/// A form with a comment in it: the longest, in a script of which every letter takes nine bytes on its way.
const WHOLE_COMMENT: usize = 256 * 1024;

/// What a page is told that somebody comes back to: what they said waits for a creator.
const WAITS: &str = "waits";

/// What of an inbox is shown: only what is not read.
const UNREAD: &str = "unread";

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/works/{id}/comments", Door::Anyone, show::of_work)
        .reading(&[Page, Flag(WAITS)])
        .post("/works/{id}/comments", Door::Anyone, say::at_work)
        .carrying(WHOLE_COMMENT)
        .get("/works/{id}/chapters/{chapter}/comments", Door::Anyone, show::of_chapter)
        .reading(&[Page, Flag(WAITS)])
        .post("/works/{id}/chapters/{chapter}/comments", Door::Anyone, say::at_chapter)
        .carrying(WHOLE_COMMENT)
        .get("/works/{id}/comments/{comment}", Door::Anyone, show::one)
        .reading(&[Page, Flag(WAITS)])
        .post("/works/{id}/comments/{comment}/answers", Door::Anyone, say::answer)
        .carrying(WHOLE_COMMENT)
        .get("/works/{id}/comments/{comment}/edit", Door::Members, edit::edit)
        .post("/works/{id}/comments/{comment}/edit", Door::Members, edit::update)
        .carrying(WHOLE_COMMENT)
        .get("/works/{id}/comments/{comment}/deletion", Door::Members, delete::new)
        // Who is banned may still take back what they said; the archive asks.
        .post("/works/{id}/comments/{comment}/deletion", Door::Account, delete::create)
        .post("/works/{id}/comments/{comment}/freezing", Door::Members, order::freeze)
        .post("/works/{id}/comments/{comment}/thawing", Door::Members, order::thaw)
        .post("/works/{id}/comments/{comment}/hiding", Door::Moderators, order::hide)
        .post("/works/{id}/comments/{comment}/showing", Door::Moderators, order::unhide)
        .post("/works/{id}/comments/{comment}/flood", Door::Moderators, order::hide_all)
        .get("/users/{name}/inbox", Door::Members, inbox::index)
        .reading(&[Flag(UNREAD), Page])
        .post("/users/{name}/inbox", Door::Account, inbox::update)
        .get("/works/{id}/comments/waiting", Door::Members, waiting::index)
        .post("/works/{id}/comments/waiting", Door::Members, waiting::update)
}

/// Where something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spot {
    /// At a work as a whole.
    Work,
    /// At a chapter.
    Chapter(ChapterId),
    /// In answer to a comment.
    Answer(CommentId),
}

impl Spot {
    /// Where it is read.
    fn address(self, work: WorkId) -> String {
        match self {
            Self::Work => format!("{}/comments", address::work(&work)),
            Self::Chapter(chapter) => format!("{}/comments", address::chapter(&work, &chapter)),
            Self::Answer(comment) => address::comment(&work, &comment),
        }
    }

    /// Where the form goes to; what is typed into it is kept under this address.
    fn action(self, work: WorkId) -> String {
        match self {
            Self::Answer(_) => self.address(work) + "/answers",
            Self::Work | Self::Chapter(_) => self.address(work),
        }
    }
}
