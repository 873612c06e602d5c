//! The adult-content gate (POST-21).

use axum::http::{StatusCode, header};
use manuscript::{Manuscript, Rating};
use testkit::story;

use crate::visit::{TestSite, Who};

fn mature(site: &TestSite, chapters: usize) -> String {
    let id = site.post(Manuscript { rating: Rating::Mature, ..story("Storm", chapters) });
    format!("/works/{id}")
}

#[test]
fn a_mature_work_asks_before_its_text_is_shown() {
    let site = TestSite::new();
    let address = mature(&site, 1);
    for who in [Who::Guest, Who::Bo] {
        let page = site.get(who, &address);
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.texts(".gate h2"), ["This work may hold adult content"], "{who:?}");
        assert!(!page.text().contains("It was chapter 1"), "{who:?}");
    }
}

#[test]
fn its_author_and_moderators_are_not_asked() {
    let site = TestSite::new();
    let address = mature(&site, 1);
    for who in [Who::Ana, Who::Kim] {
        assert!(site.get(who, &address).text().contains("It was chapter 1"), "{who:?}");
    }
}

#[test]
fn consent_in_the_address_shows_it_and_is_remembered() {
    let site = TestSite::new();
    let address = mature(&site, 1);

    let page = site.get(Who::Guest, &format!("{address}?view_adult=true"));

    assert!(page.text().contains("It was chapter 1"));
    assert!(page.header(header::SET_COOKIE).starts_with("adult=yes;"), "{:?}", page.headers);
    assert!(page.header(header::CACHE_CONTROL).starts_with("private"), "a page that sets a cookie is for one alone");
    assert!(site.get_agreed(Who::Guest, &address).text().contains("It was chapter 1"));
    assert!(!site.get(Who::Guest, &address).text().contains("It was chapter 1"), "others are still asked");
}

#[test]
fn the_gates_form_leads_on_to_what_was_asked_for() {
    let site = TestSite::new();
    let address = mature(&site, 2) + "?view_full_work=true";

    let gate = site.get(Who::Guest, &address);

    let (action, names) = (gate.attributes(".gate form", "action"), gate.attributes(".gate form input", "name"));
    let agreed: Vec<String> = names.iter().map(|name| format!("{name}=true")).collect();
    let onward = format!("{}?{}", action[0], agreed.join("&"));
    assert_eq!(site.get(Who::Guest, &onward).texts("div.chapter").len(), 2, "{onward}");
}

#[test]
fn the_way_to_the_first_chapter_keeps_consent() {
    let site = TestSite::new();
    let address = mature(&site, 2);

    let answer = site.get(Who::Guest, &format!("{address}?view_adult=true"));

    assert!(answer.location().ends_with("?view_adult=true"), "{}", answer.location());
    assert!(site.get(Who::Guest, answer.location()).text().contains("It was chapter 1"));
}

#[test]
fn consent_given_at_a_chapter_holds_wherever_the_chapter_leads() {
    let site = TestSite::new();
    let address = mature(&site, 2);
    let chapter = site.get(Who::Guest, &format!("{address}?view_adult=true")).location().to_owned();
    for asked in [chapter + "&view_full_work=true", format!("{address}/chapters/7?view_adult=true")] {
        let answer = site.get(Who::Guest, &asked);
        assert!(answer.header(header::SET_COOKIE).starts_with("adult=yes;"), "{asked}");
        assert!(answer.location().contains("view_adult=true"), "{asked} leads to {}", answer.location());
        assert!(site.get(Who::Guest, answer.location()).texts(".gate").is_empty(), "{asked}");
    }
}

#[test]
fn a_file_is_given_to_whoever_agreed_and_the_pages_links_carry_that() {
    let site = TestSite::new();
    let address = mature(&site, 1);
    let links = |who| site.get(who, &format!("{address}?view_adult=true")).attributes(".download a", "href");
    for link in links(Who::Guest) {
        let plain = link.strip_suffix("?view_adult=true").expect("consent stands in the link");
        for who in [Who::Guest, Who::Bo] {
            let asked = site.get(who, plain);
            assert_eq!(asked.texts(".gate h2").len(), 1, "{plain} {who:?}");
            assert_eq!(asked.attributes(".gate form", "action"), [plain], "the question leads on to the file");
            assert!(!asked.text().contains("It was chapter 1"), "{plain} {who:?}");
            assert_eq!(site.get_agreed(who, plain).header("content-disposition").split(';').next(), Some("attachment"));
        }
        let taken = site.get(Who::Guest, &link);
        assert!(taken.header("content-disposition").starts_with("attachment"), "without a cookie");
        assert_eq!(taken.header(header::SET_COOKIE), "");
        let own = site.get(Who::Ana, plain);
        assert!(own.header("content-disposition").starts_with("attachment"), "its author is not asked");
    }
}

#[test]
fn what_is_not_rated_asks_and_what_is_for_everybody_does_not() {
    let site = TestSite::new();
    for (rating, asks) in [
        (Rating::NotRated, true),
        (Rating::General, false),
        (Rating::Teen, false),
        (Rating::Mature, true),
        (Rating::Explicit, true),
    ] {
        let id = site.post(Manuscript { rating, ..story("Storm", 1) });
        let page = site.get(Who::Guest, &format!("/works/{id}"));
        assert_eq!(!page.texts(".gate").is_empty(), asks, "{rating}");
    }
}

#[test]
fn a_guest_is_told_of_a_page_for_members_in_other_words_than_of_a_work_for_them() {
    let site = TestSite::new();
    let restricted = site.ground.post(story("Rain", 1), archive::works::State::Posted, true);
    let told = |path: &str| site.get(Who::Guest, path).texts("main").concat();

    let (work, page) = (told(&format!("/works/{restricted}")), told("/works/new"));

    assert!(work.contains("Its author shares it"), "{work}");
    assert!(page.contains("for people who have an account here") && !page.contains("Its author"), "{page}");
    let log_in = site.get(Who::Guest, "/works/new");
    assert_eq!(log_in.status, StatusCode::UNAUTHORIZED);
    assert!(log_in.attributes("main a", "href").contains(&"/users/login?return_to=%2Fworks%2Fnew".to_owned()));
}
