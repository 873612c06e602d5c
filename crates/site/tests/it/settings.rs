//! The reader's settings: chosen in a form, kept in a cookie, obeyed by every page.

use axum::http::{Method, StatusCode, header};
use testkit::story;

use crate::visit::{TestSite, Who};

#[test]
fn what_is_chosen_comes_back_as_a_cookie_and_leads_back() {
    let site = TestSite::new();
    let form = "theme=lamplight&face=atkinson&size=large&width=narrow&edge=justified&paragraphs=indented\
        &return_to=%2Fworks%2F7%3Fview_full_work%3Dtrue";

    let answer = site.post_form("/settings", form);

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/works/7?view_full_work=true");
    let cookie = answer.header(header::SET_COOKIE);
    assert!(cookie.starts_with("reader=lamplight.atkinson.large.narrow.justified.indented.offered.keys;"), "{cookie}");
}

#[test]
fn single_keys_can_be_switched_off_and_are_listed_where_whoever_switches_them_off_finds_it() {
    let site = TestSite::new();
    let keys = |cookie: &'static str| {
        let mut request = TestSite::ask(Who::Guest, Method::GET, "/about");
        request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        let page = site.send(request);
        assert_eq!(page.texts("#keys kbd").len(), 9);
        assert_eq!(page.attributes("#keys a", "href"), ["/settings"], "WCAG 2.1.4");
        page.attributes("script", "src").iter().any(|script| script.contains("keys"))
    };
    assert!(
        keys("reader=auto.literata.medium.book.ragged.spaced.offered"),
        "they do something unless somebody says no"
    );
    assert!(keys("reader=auto.literata.medium.book.ragged.spaced.offered.keys"));
    assert!(!keys("reader=auto.literata.medium.book.ragged.spaced.offered.no-keys"), "WCAG 2.1.4: nothing is sent");
}

#[test]
fn every_page_obeys_the_cookie() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    for path in ["/", "/media", &format!("/works/{id}"), "/about", "/nowhere"] {
        let mut request = TestSite::ask(Who::Guest, Method::GET, path);
        request.headers_mut().insert(header::COOKIE, "reader=sepia.dyslexic.huge".parse().unwrap());
        let page = site.send(request);
        assert_eq!(page.attributes("html", "data-theme"), ["sepia"], "{path}");
        assert_eq!(page.attributes("html", "data-face"), ["dyslexic"], "{path}");
        assert_eq!(site.get(Who::Guest, path).attributes("html", "data-theme"), ["auto"], "{path}");
    }
}

#[test]
fn the_form_shows_what_is_in_force() {
    let site = TestSite::new();
    let mut request = TestSite::ask(Who::Guest, Method::GET, "/settings");
    request.headers_mut().insert(header::COOKIE, "reader=sepia.literata.large".parse().unwrap());

    let page = site.send(request);

    let chosen = page.attributes("form.choices input[checked]", "value");
    assert_eq!(chosen, ["sepia", "literata", "large", "book", "ragged", "spaced", "offered", "keys"]);
}

#[test]
fn odd_forms_change_nothing_for_the_worse() {
    let site = TestSite::new();
    let cases = [
        ("", "/", "reader=auto."),
        ("theme=%3Cscript%3E&return_to=%2F%2Fevil.example", "/", "reader=auto."),
        ("theme=sepia&unknown=1&return_to=https%3A%2F%2Fevil.example%2F", "/", "reader=sepia."),
    ];
    for (form, location, cookie) in cases {
        let answer = site.post_form("/settings", form);
        assert_eq!(answer.location(), location, "{form}");
        assert!(answer.header(header::SET_COOKIE).starts_with(cookie), "{form}");
    }
}

#[test]
fn settings_on_a_chapter_lead_back_to_it() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 2));
    let address = format!("/works/{id}?view_full_work=true");

    let page = site.get(Who::Guest, &address);

    assert_eq!(page.attributes(".text-settings input[name=return_to]", "value"), [address]);
}
