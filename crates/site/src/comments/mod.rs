//! Comments: the conversation at a work, at a chapter of it, at a tag among wranglers, and below one comment; a box to say something in; and what
//! authors, creators and those who keep order do with what was said.
//!
//! What is shown to whom is decided by the archive. Pages are made anew for members, because what is theirs has its own
//! links on it.

mod delete;
mod edit;
mod inbox;
mod order;
mod place;
mod quoting;
mod say;
mod show;
mod waiting;

pub(crate) use say::Draft;

use archive::comments::Held;

use crate::{
    Door,
    Parameter::{Flag, Page, Text},
    Routes,
};

/// A form with a comment in it: the longest, in a script of which every letter takes nine bytes on its way.
const WHOLE_COMMENT: usize = 256 * 1024;

/// What a page is told that somebody comes back to: what they said waits for a creator.
const WAITS: &str = "waits";

/// What of an inbox is shown: only what is not read.
const UNREAD: &str = "unread";

/// The name of the words for why a comment waits.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
pub(crate) const fn held_words(held: &Held) -> &'static str {
    match held {
        Held::Wish => message!("comment-held-wish"),
        Held::Leads => message!("comment-held-leads"),
        Held::Guest => message!("comment-held-guest"),
        Held::Unwelcome => message!("comment-held-unwelcome"),
        Held::Spam => message!("comment-held-spam"),
    }
}

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/works/{id}/comments", Door::Anyone, show::of_place)
        .reading(&[Page, Flag(WAITS)])
        .post("/works/{id}/comments", Door::Anyone, say::at_place)
        .carrying(WHOLE_COMMENT)
        .get("/works/{id}/chapters/{chapter}/comments", Door::Anyone, show::of_chapter)
        .reading(&[Page, Flag(WAITS)])
        .post("/works/{id}/chapters/{chapter}/comments", Door::Anyone, say::at_chapter)
        .carrying(WHOLE_COMMENT)
        .get("/works/{id}/chapters/{chapter}/quoting", Door::Anyone, quoting::show)
        .reading(&[Text(quoting::QUOTE), Flag(quoting::CONSENT)])
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
        .post("/works/{id}/comments/{comment}/spam", Door::Moderators, order::hide_as_spam)
        .get("/tags/{name}/comments", Door::Curators, show::of_place)
        .reading(&[Page])
        .post("/tags/{name}/comments", Door::Curators, say::at_place)
        .carrying(WHOLE_COMMENT)
        .get("/tags/{name}/comments/{comment}", Door::Curators, show::one)
        .reading(&[Page])
        .post("/tags/{name}/comments/{comment}/answers", Door::Curators, say::answer)
        .carrying(WHOLE_COMMENT)
        .get("/tags/{name}/comments/{comment}/edit", Door::Curators, edit::edit)
        .post("/tags/{name}/comments/{comment}/edit", Door::Curators, edit::update)
        .carrying(WHOLE_COMMENT)
        .get("/tags/{name}/comments/{comment}/deletion", Door::Curators, delete::new)
        .post("/tags/{name}/comments/{comment}/deletion", Door::Curators, delete::create)
        .post("/tags/{name}/comments/{comment}/freezing", Door::Moderators, order::freeze)
        .post("/tags/{name}/comments/{comment}/thawing", Door::Moderators, order::thaw)
        .post("/tags/{name}/comments/{comment}/hiding", Door::Moderators, order::hide)
        .post("/tags/{name}/comments/{comment}/showing", Door::Moderators, order::unhide)
        .post("/tags/{name}/comments/{comment}/flood", Door::Moderators, order::hide_all)
        .post("/tags/{name}/comments/{comment}/spam", Door::Moderators, order::hide_as_spam)
        .get("/users/{name}/inbox", Door::Members, inbox::index)
        .reading(&[Flag(UNREAD), Page])
        .post("/users/{name}/inbox", Door::Account, inbox::update)
        .get("/works/{id}/comments/waiting", Door::Members, waiting::index)
        .post("/works/{id}/comments/waiting", Door::Members, waiting::update)
}
