//! Shelves as a browser without script meets them.

use archive::{
    WorkId, accounts, belongings,
    works::{self, State},
};
use axum::http::StatusCode;
use testkit::story;

use crate::visit::{Seen, TestSite, Who};

const LIBRARY: &str = "/users/bo_reads/readings";

fn make(site: &TestSite, who: Who, name: &str, form: &str) -> String {
    let made = site.submit(who, &format!("/users/{name}/shelves"), form);
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    made.location().to_owned()
}

fn titles(page: &Seen) -> Vec<String> {
    page.texts(".shelf .blurb h3 > a")
}

fn with_works(titles: &[&str]) -> (TestSite, Vec<WorkId>) {
    let site = TestSite::new();
    let works = titles.iter().map(|title| site.post(story(title, 1))).collect();
    (site, works)
}

#[test]
fn a_work_is_put_on_shelves_from_its_page_from_the_library_and_several_at_once() {
    let (site, works) = with_works(&["Rain", "Snow", "Fog"]);
    let path = format!("/works/{}", works[0]);
    assert_eq!(site.get(Who::Bo, &path).attributes("li.shelves a", "href"), [format!("{path}/shelves")]);
    assert!(site.get(Who::Guest, &path).attributes("li.shelves a", "href").is_empty());
    assert_eq!(site.get(Who::Guest, &format!("{path}/shelves")).status, StatusCode::UNAUTHORIZED);

    let answer = site.submit(Who::Bo, &format!("{path}/shelves"), "name=Weather");
    assert_eq!(answer.location(), format!("{path}/shelves"));
    let form = site.get(Who::Bo, &format!("{path}/shelves"));
    assert_eq!(form.texts("fieldset .tick").concat().trim(), "Weather");
    let shelf = form.attributes("fieldset input[checked]", "value").concat();

    let library = site.get(Who::Bo, LIBRARY);
    assert_eq!(library.texts("li.reading .blurb h3 > a"), ["Rain"], "it is in the library now");
    assert_eq!(library.attributes("li.reading .kept p a", "href"), [format!("/shelves/{shelf}")]);
    assert!(library.attributes("li.reading .deeds a", "href").contains(&format!("{path}/shelves")));
    for work in &works[1..] {
        site.submit(Who::Bo, &format!("/works/{work}/later"), "");
    }
    let library = site.get(Who::Bo, LIBRARY);
    assert_eq!(library.attributes("input[form=shelving]", "value").len(), 3);
    let both = format!("work={}&work={}", works[1], works[2]);
    let put = site.submit(Who::Bo, &format!("{LIBRARY}/shelving"), &format!("{both}&shelf={shelf}&name="));
    assert_eq!(put.location(), format!("/shelves/{shelf}"));
    assert_eq!(titles(&site.get(Who::Bo, put.location())).len(), 3);
    let put = site.submit(Who::Bo, &format!("{LIBRARY}/shelving"), &format!("{both}&shelf={shelf}&name=Two+of+them"));
    assert_eq!(titles(&site.get(Who::Bo, put.location())).len(), 2, "a name makes a new shelf");

    site.submit(Who::Bo, &format!("{path}/shelves"), "name=");
    assert_eq!(site.get(Who::Bo, LIBRARY).texts("li.reading .blurb h3 > a").len(), 3, "it stays in the library");
    assert_eq!(titles(&site.get(Who::Bo, &format!("/shelves/{shelf}"))).len(), 2);
}

#[test]
fn a_shelf_is_ordered_by_hand_renamed_merged_and_deleted() {
    let (site, works) = with_works(&["Rain", "Snow", "Fog"]);
    let shelf = make(&site, Who::Bo, "bo_reads", "name=Weather");
    for work in &works {
        let id = shelf.rsplit('/').next().unwrap();
        site.submit(Who::Bo, &format!("/works/{work}/shelves"), &format!("shelf={id}&name="));
    }
    let by = |sort: &str| titles(&site.get(Who::Bo, &format!("{shelf}?sort={sort}")));
    assert_eq!(by("title"), ["Fog", "Rain", "Snow"]);
    assert_eq!(by("hand"), ["Rain", "Snow", "Fog"]);
    assert_eq!(by("nonsense"), by("added"));
    site.submit(Who::Bo, &format!("{shelf}/order"), &format!("work={}&place=1", works[2]));
    assert_eq!(titles(&site.get(Who::Bo, &shelf)), ["Fog", "Rain", "Snow"], "and it stands so from now on");
    let wrong = site.submit(Who::Bo, &format!("{shelf}/order"), &format!("work={}&place=7", works[2]));
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);

    let other = make(&site, Who::Bo, "bo_reads", "name=Other");
    let wrong = site.submit(Who::Bo, &other, "name=WEATHER&public=1");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.attributes("#name", "value"), ["WEATHER"], "what was typed is there");
    assert_eq!(site.submit(Who::Bo, &other, "name=Seasons&sort=hand").location(), other);
    assert_eq!(site.get(Who::Bo, &other).texts("h2.heading"), ["Seasons"]);
    let into = other.rsplit('/').next().unwrap();
    let merged = site.submit(Who::Bo, &format!("{shelf}/merging"), &format!("into={into}"));
    assert_eq!(merged.location(), other);
    assert_eq!(titles(&site.get(Who::Bo, &other)), ["Fog", "Rain", "Snow"]);
    assert_eq!(site.get(Who::Bo, &shelf).status, StatusCode::NOT_FOUND);

    site.submit(Who::Bo, &format!("{other}/works/removal"), &format!("work={}", works[0]));
    assert_eq!(titles(&site.get(Who::Bo, &other)), ["Fog", "Snow"]);
    assert_ne!(site.submit(Who::Bo, &format!("{other}/removal"), "").status, StatusCode::SEE_OTHER, "be sure");
    assert_eq!(site.get(Who::Cy, &format!("{other}/edit")).status, StatusCode::NOT_FOUND);
    assert_eq!(site.submit(Who::Cy, &format!("{other}/removal"), "sure=1").status, StatusCode::NOT_FOUND);
    assert_eq!(site.submit(Who::Bo, &format!("{other}/removal"), "sure=1").location(), "/users/bo_reads/shelves");
    assert_eq!(site.get(Who::Bo, LIBRARY).texts("li.reading .blurb h3 > a").len(), 3, "the works stay");
}

#[test]
fn a_shelf_is_its_readers_alone_until_they_show_it_and_then_shows_each_visitor_what_they_may_see() {
    let (site, works) = with_works(&["Rain", "Snow"]);
    let (ana, hidden) = (site.ground.cast.ana.viewer(), works[1]);
    let shelf = make(&site, Who::Bo, "bo_reads", "name=Zqprivate");
    let id = shelf.rsplit('/').next().unwrap().to_owned();
    for work in &works {
        site.submit(Who::Bo, &format!("/works/{work}/shelves"), &format!("shelf={id}&name="));
    }
    site.write(move |tx| works::share(&ana, tx, hidden, works::Access::Members));
    for who in [Who::Guest, Who::Cy, Who::Kim] {
        assert_eq!(site.get(who, &shelf).status, StatusCode::NOT_FOUND, "{who:?}");
        assert!(!site.get(who, "/users/bo_reads/shelves").text().contains("Zqprivate"), "{who:?}");
    }
    assert_eq!(site.get(Who::Bo, &shelf).header("x-robots-tag"), "noindex");

    site.submit(Who::Bo, &shelf, "name=Zqprivate&public=1&sort=hand");
    assert_eq!(titles(&site.get(Who::Guest, &shelf)), ["Rain"]);
    assert_eq!(titles(&site.get(Who::Cy, &shelf)), ["Rain", "Snow"]);
    let listed = site.get(Who::Guest, "/users/bo_reads/shelves");
    assert_eq!(listed.texts("ul.rows li p"), ["Zqprivate", "1 work"]);
    assert!(site.get(Who::Guest, "/users/bo_reads").text().contains("/users/bo_reads/shelves"));
    assert!(site.get(Who::Guest, &shelf).texts(".kept").is_empty(), "when it was put there is its reader's to know");

    let reasonless = site.submit(Who::Kim, &format!("{shelf}/hiding"), "reason=");
    assert_eq!(reasonless.status, StatusCode::UNPROCESSABLE_ENTITY);
    site.submit(Who::Kim, &format!("{shelf}/hiding"), "reason=its+name");
    assert_eq!(site.get(Who::Guest, &shelf).status, StatusCode::NOT_FOUND);
    assert!(site.get(Who::Bo, &shelf).texts(".notice").concat().contains("hidden this shelf"));
    assert!(site.get(Who::Kim, "/hosting/deeds").text().contains("Hid a shelf"));
    site.submit(Who::Kim, &format!("{shelf}/hiding/lifting"), "reason=");
    assert_eq!(site.get(Who::Guest, &shelf).status, StatusCode::OK);
}

#[test]
fn shelves_are_in_what_a_reader_takes_away_and_go_with_the_account() {
    let site = TestSite::new();
    let dora = site.ground.member_with_account("dora");
    let work = site.ground.post(story("Rain", 1), State::Posted, false);
    let new = archive::shelves::NewShelf { name: "Weather".to_owned(), is_public: true, ..Default::default() };
    let id = site.ground.archive.write(move |tx| {
        let id = archive::shelves::make(&dora.viewer(), tx, &new)?;
        archive::shelves::put(&dora.viewer(), tx, id, &[work]).map(|_| id)
    });
    let id = id.wait().unwrap();
    let errand = archive::Viewer::Custodian(archive::Errand::OwnExport);
    let kept = site.ground.archive.read(move |tx| belongings::of(&errand, tx, dora.id)).wait().unwrap().shelves;
    assert_eq!((kept[0].name.as_str(), kept[0].public, kept[0].works[0].work), ("Weather", true, work.number()));
    assert_eq!(site.get(Who::Guest, &format!("/shelves/{id}")).status, StatusCode::OK);

    site.write(move |tx| accounts::delete(&dora.viewer(), tx, works::Fate::Leave, works::Fate::Leave));
    assert_eq!(site.get(Who::Guest, &format!("/shelves/{id}")).status, StatusCode::NOT_FOUND);
    let left = site.ground.archive.read(move |tx| archive::shelves::of_person(&errand, tx, dora.id));
    assert!(left.wait().unwrap().is_empty());
}

#[test]
fn a_shelf_is_searched_by_its_name_from_the_form_of_the_library_and_by_nobody_else() {
    let (site, works) = with_works(&["Rain", "Snow"]);
    site.submit(Who::Bo, &format!("/works/{}/shelves", works[0]), "name=Two+words");
    site.submit(Who::Bo, &format!("/works/{}/later", works[1]), "");
    let form = site.get(Who::Bo, LIBRARY);
    let offered = form.attributes("#filter-shelf option", "value");
    assert_eq!(offered, ["", "shelf:\"Two words\""]);
    let sent = site.get(Who::Bo, &format!("{LIBRARY}?filter=true&mine=&mine=shelf%3A%22Two+words%22"));
    let found = site.get(Who::Bo, sent.location());
    assert_eq!(found.texts("li.reading .blurb h3 > a"), ["Rain"]);
    assert!(found.text().contains("on your shelf “Two words”"), "a chip says what is asked for");
    assert_eq!(found.attributes("#filter-shelf option[selected]", "value"), ["shelf:\"Two words\""]);
    assert_eq!(found.attributes("#filter-within", "value"), [""], "it stands in one field only");
    let found = site.get(Who::Bo, "/works/search?q=shelf%3Aelsewhere");
    assert!(found.text().contains("You have no shelf called “elsewhere”"));
    let strange = site.get(Who::Cy, "/works/search?q=shelf%3A%22Two+words%22");
    assert!(strange.text().contains("You have no shelf called “Two words”") && !strange.text().contains("Rain"));
}

#[test]
fn terms_of_a_search_are_completed_and_shelves_from_ones_own_alone() {
    let site = TestSite::new();
    site.post(story("Rain", 1));
    make(&site, Who::Bo, "bo_reads", "name=Zqprivate+tea");
    make(&site, Who::Bo, "bo_reads", "name=Zqshown&public=1");
    make(&site, Who::Ana, "ana", "name=Zqother&public=1");
    let seen = |who, term: &str| site.get(who, &format!("/autocomplete/query?term={term}"));
    let offered = |who, term: &str| -> Vec<String> {
        let names: serde_json::Value = serde_json::from_str(&seen(who, term).text()).unwrap();
        names.as_array().unwrap().iter().map(|name| name["name"].as_str().unwrap().to_owned()).collect()
    };
    for term in ["shelf%3A", "shelf%3Azq", "shelf%3A%22ZQ", "%28fluff+%7C"] {
        let expected: &[&str] =
            if term.starts_with("shelf") { &["shelf:\"Zqprivate tea\"", "shelf:Zqshown"] } else { &[] };
        assert_eq!(offered(Who::Bo, term), expected, "{term}");
    }
    assert_eq!(offered(Who::Bo, "shelf%3Atea"), ["shelf:\"Zqprivate tea\""]);
    for (who, own) in [(Who::Ana, vec!["shelf:Zqother"]), (Who::Kim, vec![]), (Who::Cy, vec![]), (Who::Guest, vec![])] {
        assert_eq!(offered(who, "shelf%3Azq"), own, "{who:?}: shown or not, it is another's");
    }
    assert_eq!(seen(Who::Bo, "shelf%3A").header("cache-control"), "no-store");
    assert_eq!(offered(Who::Bo, "in%3Are"), ["in:read", "in:reading"]);
    assert_eq!(offered(Who::Guest, "in%3A").len(), 10);
    assert_eq!(offered(Who::Guest, "fandom%3Asher"), ["fandom:\"Sherlock Holmes\""]);
    for nothing in ["rain", "words%3A1", "shelf", "", "note%3Aa"] {
        assert!(offered(Who::Bo, nothing).is_empty(), "{nothing}");
    }
    for page in ["/works/search", LIBRARY] {
        let field = site.get(Who::Bo, page).attributes("input[name=q][data-completes]", "data-completes");
        assert_eq!(field, ["query"], "{page}");
    }
}
