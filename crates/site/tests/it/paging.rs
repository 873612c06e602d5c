//! Lists of what stands in no list, a page at a time.

use archive::works::{self, State};
use axum::http::StatusCode;
use testkit::story;

use crate::visit::{TestSite, Who};

#[test]
fn drafts_and_bin_are_turned_page_by_page_by_their_author_alone() {
    let site = TestSite::new();
    let ana = site.ground.cast.ana.viewer();
    for n in 0..27 {
        site.ground.post(story(&format!("Draft {n}"), 1), State::Draft, false);
        let id = site.post(story(&format!("Gone {n}"), 1));
        site.write(move |tx| works::discard(&ana, tx, id, &works::Epitaph::default()));
    }
    let count = |who, path: &str| site.get(who, path).texts("li.work.blurb").len();
    for list in ["drafts", "unlisted", "deleted"] {
        let path = format!("/users/ana/works/{list}");
        assert_eq!((count(Who::Ana, &path), count(Who::Ana, &format!("{path}?page=2"))), (25, 2), "{list}");
        assert_eq!(site.get(Who::Ana, &path).texts(".pager").len(), 1, "{list}");
        assert_eq!(count(Who::Kim, &path), 25, "{list}");
        assert_eq!(site.get(Who::Bo, &path).status, StatusCode::NOT_FOUND, "{list}");
        assert_eq!(site.get(Who::Guest, &path).status, StatusCode::UNAUTHORIZED, "{list}");
    }
    let page = site.get(Who::Ana, "/users/ana");
    let more = page.attributes("section .more a", "href");
    assert_eq!(more, ["/users/ana/works/unlisted", "/users/ana/works/deleted"]);
    assert_eq!((count(Who::Ana, "/users/ana"), count(Who::Bo, "/users/ana")), (50, 0));
}
