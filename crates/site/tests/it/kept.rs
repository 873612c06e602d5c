//! Pages of works that are kept for members: the same for many, with what is their own filled in.

use archive::{Secret, accounts, works};
use axum::http::{StatusCode, header};
use testkit::story;

use crate::visit::{TestSite, Who};

const LOG_OUT: &str = ".main-nav form input[name=csrf]";

#[test]
fn a_page_that_was_made_for_one_member_shows_another_their_own_name_and_secret() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let path = format!("/works/{id}");
    for who in [Who::Bo, Who::Cy, Who::Bo] {
        let page = site.get(who, &path);
        assert_eq!((page.status, page.header(header::CACHE_CONTROL)), (StatusCode::OK, "private, no-store"));
        assert!(page.header(header::ETAG).is_empty(), "nobody keeps it, so nobody asks for it by a tag");
        for form in [LOG_OUT, ".text-settings input[name=csrf]"] {
            assert_eq!(page.attributes(form, "value"), [who.form_token()], "{who:?} {form}");
        }
        let links = page.texts(".main-nav a");
        for other in ["bo", "cy"] {
            assert_eq!(
                links.iter().any(|link| link.starts_with(other)),
                format!("{who:?}").to_lowercase() == other,
                "{links:?}"
            );
        }
    }
}

#[test]
fn a_page_that_was_kept_for_members_is_not_the_page_of_who_is_told_more() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let path = format!("/works/{id}");
    site.get(Who::Bo, &path);

    assert_eq!(site.get(Who::Ana, &path).texts(".own").len(), 1, "its creator has her own links on it");
    assert!(site.get(Who::Kim, &path).text().contains(&format!("{path}/hiding")), "who keeps order can hide it");
    assert!(site.get(Who::Guest, &path).texts(LOG_OUT).is_empty());
    assert!(site.get(Who::Cy, &path).texts(".own").is_empty(), "and none of these was kept for others");
}

#[test]
fn a_page_that_was_kept_is_gone_when_the_work_is_and_new_when_it_changes() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let path = format!("/works/{id}");
    let title = |who| site.get(who, &path).texts("h2.title").concat();
    assert_eq!((title(Who::Bo), title(Who::Cy)), ("Rain".to_owned(), "Rain".to_owned()));

    let kim = site.ground.cast.moderator();
    site.write(move |tx| works::hide(&kim, tx, id, "a test"));

    assert_eq!(site.get(Who::Cy, &path).status, StatusCode::NOT_FOUND);
}

#[test]
fn whoever_logs_out_is_handed_no_page_that_was_kept_for_members() {
    let site = TestSite::new();
    let id = site.ground.post(story("Rain", 1), works::State::Posted, true);
    let path = format!("/works/{id}");
    assert_eq!(site.get(Who::Bo, &path).status, StatusCode::OK);
    assert_eq!(site.get(Who::Cy, &path).status, StatusCode::OK);

    site.write(|tx| {
        let member = accounts::who(tx, &Secret::shown("cy"))?.expect("cy is logged in");
        accounts::end(&member.viewer(), tx, member.session)
    });

    let (gone, guest) = (site.get(Who::Cy, &path), site.get(Who::Guest, &path));
    assert!(!gone.text().contains("Rain"));
    assert_eq!((gone.status, gone.texts("h2")), (guest.status, guest.texts("h2")));
}

#[test]
fn what_a_member_prefers_is_on_the_page_that_was_kept_for_others() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let path = format!("/works/{id}");
    site.get(Who::Bo, &path);

    site.submit(Who::Cy, "/settings", "theme=sepia&return_to=/");

    assert_eq!(site.get(Who::Cy, &path).attributes("html", "data-theme"), ["sepia"]);
    assert_ne!(site.get(Who::Bo, &path).attributes("html", "data-theme"), ["sepia"]);
}
