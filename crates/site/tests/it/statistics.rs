//! What authors see of their own works, and nobody else.

use axum::http::StatusCode;
use manuscript::Manuscript;
use testkit::story;

use crate::visit::{TestSite, Who};

#[test]
fn an_author_sees_her_works_in_a_table_that_is_ordered_and_grouped_as_she_likes() {
    let site = TestSite::new();
    let short = site.post(Manuscript { fandoms: vec!["Zqfandom".to_owned()], ..story("Zqshort", 1) });
    let long = site.post(story("Zqlong", 3));
    let page = site.get(Who::Ana, "/users/ana/statistics?sort=words");
    assert_eq!(page.status, StatusCode::OK);
    let rows = page.texts("table.numbers tbody th");
    assert_eq!(rows, ["Zqlong", "Zqshort"], "the longest first");
    assert_eq!(page.texts("table.numbers tbody td").len(), 16);
    assert!(page.texts("table.numbers tbody td").iter().any(|cell| cell == "under 10"));
    assert_eq!(page.texts("ol.ranking li").len(), 2, "HIT-2: the first of them, drawn");
    assert_eq!(page.texts("svg.plot").len(), 1, "words over time");
    assert_eq!(page.texts("details table tbody tr").len(), 1, "and the table behind it");
    assert_eq!(page.header(axum::http::header::CACHE_CONTROL), "private, no-store");

    let by_title = site.get(Who::Ana, "/users/ana/statistics?sort=title&by=fandom");
    assert_eq!(by_title.texts("[scope=rowgroup]").iter().filter(|name| *name == "Zqfandom").count(), 1);
    assert!(by_title.texts("tbody th").contains(&"Zqshort".to_owned()));
    let never = site.get(Who::Ana, "/users/ana/statistics?year=1999&sort=nonsense");
    assert_eq!((never.status, never.texts("table.numbers tbody td").len()), (StatusCode::OK, 0));
    for nonsense in ["year=99999", "year=x&by=y", "sort=%00"] {
        assert_eq!(
            site.get(Who::Ana, &format!("/users/ana/statistics?{nonsense}")).status,
            StatusCode::OK,
            "{nonsense}"
        );
    }

    let one = site.get(Who::Ana, &format!("/works/{long}/statistics"));
    assert_eq!(one.texts("table tbody th").len(), 3, "a row a chapter");
    assert!(one.text().contains("under 10"), "of no single reader is anything told");
    for (who, path) in [(Who::Bo, "/users/ana/statistics".to_owned()), (Who::Kim, format!("/works/{short}/statistics"))]
    {
        assert_ne!(site.get(who, &path).status, StatusCode::OK, "{who:?} {path}");
    }
    assert!(
        site.get(Who::Ana, "/users/ana").attributes("main a", "href").contains(&"/users/ana/statistics".to_owned())
    );
}
