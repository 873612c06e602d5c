//! The addresses of things, in the shapes that fans' tools know (archive-rules §6.5). Written here, read by [`crate::routes`].

#![expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]

use archive::{ChapterId, CommentId, SeriesId, WorkId, people::Byline, tags};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What a path's segment may hold as it is. `*` marks letters in tags' names (TAG-6).
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'*');

/// A work.
pub(crate) fn work(id: &WorkId) -> String {
    format!("/works/{id}")
}

/// A work's secret link.
pub(crate) fn key(work: &WorkId, key: &str) -> String {
    format!("/works/{work}/key/{}", segment(key))
}

/// What was said to a member.
pub(crate) fn inbox(name: &str) -> String {
    person(name) + "/inbox"
}

/// The words and names that a member does not wish to meet.
pub(crate) fn unwelcome(name: &str) -> String {
    person(name) + "/unwelcome"
}

/// What a member was told of what they follow.
pub(crate) fn notices(name: &str) -> String {
    person(name) + "/notices"
}

/// What a member follows.
pub(crate) fn subscriptions(name: &str) -> String {
    person(name) + "/subscriptions"
}

/// Somebody's shelves.
pub(crate) fn shelves(name: &str) -> String {
    person(name) + "/shelves"
}

/// The private feed of a subscription, or of all notices.
pub(crate) fn subscription_feed(secret: &str) -> String {
    format!("/subscriptions/{}/feed.atom", segment(secret))
}

/// Where what a letter is about is ended.
pub(crate) fn ending(secret: &str) -> String {
    format!("/subscriptions/{}/ending", segment(secret))
}

/// A comment with what answers it.
pub(crate) fn comment(work: &WorkId, comment: &CommentId) -> String {
    format!("/works/{work}/comments/{comment}")
}

/// Where an invited person makes their account.
pub(crate) fn invitation(secret: &str) -> String {
    format!("/invitations/{}", segment(secret))
}

/// Where somebody says what becomes of works that were brought in for them.
pub(crate) fn claim(secret: &str) -> String {
    format!("/claims/{}", segment(secret))
}

/// Where a member gives invitations away.
pub(crate) fn own_invitations(name: &str) -> String {
    person(name) + "/invitations"
}

/// What a member saves of their searching.
pub(crate) fn filters(name: &str) -> String {
    person(name) + "/filters"
}

/// Where a member saves a text in the language of search.
pub(crate) fn saving(text: &str) -> String {
    format!("/filters?query={}#save", segment(text))
}

/// Where a member says that something is never to be shown.
pub(crate) fn hiding(what: &str) -> String {
    format!("/filters?never={}#never", segment(what))
}

/// Where a member says that a work is never to be shown.
pub(crate) fn hiding_work(work: &WorkId) -> String {
    hiding(&format!("work:{work}"))
}

/// Where a member says that somebody's works are never to be shown.
pub(crate) fn hiding_by(name: &str) -> String {
    hiding(&format!("by:{name}"))
}

/// The feed of a saved search, for whoever has its secret.
pub(crate) fn private_feed(secret: &str) -> String {
    format!("/filters/{}/feed.atom", segment(secret))
}

/// The works that a text in the language of search finds.
pub(crate) fn search(text: &str) -> String {
    format!("/works/search?q={}", segment(text))
}

/// Where an address learns how long it waits.
pub(crate) fn place_in_queue(secret: &str) -> String {
    format!("/invitations/waiting/{}", segment(secret))
}

/// Where somebody is asked to be named as a creator.
pub(crate) fn creatorships(name: &str) -> String {
    person(name) + "/creatorships"
}

/// Where somebody takes everything of their own away.
pub(crate) fn belongings(name: &str) -> String {
    person(name) + "/belongings"
}

/// Where somebody chooses works to orphan.
pub(crate) fn orphaning(name: &str) -> String {
    person(name) + "/orphaning"
}

/// A page or deed for several of somebody's works: `show`, `edit`, `update`, `confirm_delete`, `delete`.
pub(crate) fn many(name: &str, deed: &str) -> String {
    format!("{}/works/{deed}_multiple", person(name))
}

/// Where the works that went with an account are fetched back.
pub(crate) fn estate(secret: &str) -> String {
    format!("/works/estates/{}", segment(secret))
}

/// A chapter of a work.
pub(crate) fn chapter(work: &WorkId, chapter: &ChapterId) -> String {
    format!("/works/{work}/chapters/{chapter}")
}

/// A tag. The one called as the page that looks for tags is found under another spelling, as every tag is (TAG-3).
pub(crate) fn tag(name: &str) -> String {
    let name = if name == "search" { "Search" } else { name };
    format!("/tags/{}", segment(&tags::to_address(name)))
}

/// A tag's works.
pub(crate) fn tag_works(name: &str) -> String {
    format!("{}/works", tag(name))
}

/// The works in a language.
pub(crate) fn language_works(code: &str) -> String {
    format!("/languages/{}/works", segment(code))
}

/// A medium's fandoms.
pub(crate) fn medium(name: &str) -> String {
    format!("/media/{}/fandoms", segment(&tags::to_address(name)))
}

/// A fandom's bin of undecided tags of a kind.
pub(crate) fn bin(fandom: &str, kind: &str) -> String {
    format!("/wrangling/bins/{}/{kind}", segment(&tags::to_address(fandom)))
}

/// The feed of a tag's works.
pub(crate) fn tag_feed(name: &str) -> String {
    format!("{}/feed.atom", tag(name))
}

/// Whom somebody has muted.
pub(crate) fn muted(name: &str) -> String {
    person(name) + "/muted/users"
}

/// A person.
pub(crate) fn person(name: &str) -> String {
    format!("/users/{}", segment(name))
}

/// A name somebody writes under.
pub(crate) fn pseud(person_name: &str, name: &str) -> String {
    format!("{}/pseuds/{}", person(person_name), segment(name))
}

/// Where somebody keeps the names they write under.
pub(crate) fn own_pseuds(person_name: &str) -> String {
    format!("{}/edit/pseuds", person(person_name))
}

/// The person behind a byline; nothing for the nameless.
pub(crate) fn byline(byline: &Byline) -> Option<String> {
    match byline {
        Byline::Named { pseud: name, account, .. } => Some(pseud(account, name)),
        Byline::Brought { .. } | Byline::Anonymous => None,
    }
}

/// What was counted of somebody's own works.
pub(crate) fn statistics(name: &str) -> String {
    person(name) + "/statistics"
}

/// What was counted of a work.
pub(crate) fn statistics_of(id: &WorkId) -> String {
    work(id) + "/statistics"
}

/// What somebody's works come from, and what comes from them.
pub(crate) fn related(name: &str) -> String {
    person(name) + "/related_works"
}

/// What was given to somebody.
pub(crate) fn gifts(name: &str) -> String {
    person(name) + "/gifts"
}

/// What was given to a name.
pub(crate) fn gifts_for(name: &str) -> String {
    format!("/gifts?recipient={}", segment(name))
}

/// A series.
pub(crate) fn series(id: &SeriesId) -> String {
    format!("/series/{id}")
}

/// A collection.
pub(crate) fn collection(name: &str) -> String {
    format!("/collections/{}", segment(name))
}

/// What others want of a member for their collections.
pub(crate) fn collection_requests(name: &str) -> String {
    person(name) + "/collections/requests"
}

/// A work as a file. The name is for people; only id and ending are read.
pub(crate) fn download(id: &WorkId, file_name: &str) -> String {
    format!("/downloads/{id}/{}", segment(file_name))
}

/// A text as one segment of a path.
pub(crate) fn segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_stand_in_addresses_as_tools_know_them() {
        let cases = [
            ("Sherlock Holmes/John Watson", "/tags/Sherlock%20Holmes*s*John%20Watson/works"),
            ("Dr. Who?", "/tags/Dr*d*%20Who*q*/works"),
            ("鏡の国", "/tags/%E9%8F%A1%E3%81%AE%E5%9B%BD/works"),
            ("100% \"quoted\"", "/tags/100%25%20%22quoted%22/works"),
        ];
        for (name, address) in cases {
            assert_eq!(tag_works(name), address);
        }
    }
}
