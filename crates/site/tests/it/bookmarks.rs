//! Bookmarks as readers make and meet them.

use archive::{
    Tx, WorkId, accounts, belongings,
    people::pseuds::{self, NewPseud},
    works::{self, Access, Epitaph, Fate},
};
use axum::http::StatusCode;
use testkit::story;

use crate::visit::{Seen, TestSite, Who};

/// A form's fields as a browser sends them.
fn form(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// Sends a bookmark's form and answers the address of the bookmark.
fn keep(site: &TestSite, who: Who, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = site.submit(who, path, &form(fields));
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.text());
    answer.location().to_owned()
}

fn on_work(site: &TestSite, who: Who, id: WorkId, fields: &[(&str, &str)]) -> String {
    keep(site, who, &format!("/works/{id}/bookmark"), fields)
}

fn field(page: &Seen, name: &str) -> String {
    page.attributes(&format!("[name={name}]"), "value").concat()
}

#[test]
fn a_bookmark_is_made_changed_and_taken_away_by_its_owner_alone() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 2));
    let invited = site.get(Who::Guest, &format!("/works/{id}/bookmark"));
    assert_eq!(invited.status, StatusCode::UNAUTHORIZED);
    assert!(
        site.get(Who::Bo, &format!("/works/{id}?view_full_work=true"))
            .text()
            .contains(&format!("/works/{id}/bookmark\""))
    );

    let fields = [("notes", "So <b>good</b>.<script>x</script>"), ("tags", " tea ,, Late nights,tea"), ("rec", "1")];
    let address = on_work(&site, Who::Bo, id, &fields);
    let page = site.get(Who::Guest, &address);
    assert_eq!(page.texts(".kept blockquote"), ["So good."]);
    assert_eq!(page.texts(".kept .tag"), ["tea", "Late nights"], "BM-5");
    assert!(page.texts(".kept .rec").concat().contains("Recommended"));
    assert!(!page.text().contains("<script>x"));

    // There is one a person and thing: the same form changes it.
    let again = site.get(Who::Bo, &format!("/works/{id}/bookmark"));
    assert_eq!(field(&again, "tags"), "tea, Late nights", "BM-1");
    assert_eq!(on_work(&site, Who::Bo, id, &[("notes", "Still good.")]), address);
    assert_eq!(site.get(Who::Guest, &format!("/works/{id}/bookmarks")).texts(".kept blockquote"), ["Still good."]);

    for who in [Who::Ana, Who::Kim] {
        assert_eq!(site.get(who, &format!("{address}/edit")).status, StatusCode::NOT_FOUND);
        assert_eq!(site.submit(who, &address, "notes=mine").status, StatusCode::NOT_FOUND);
        assert_eq!(site.submit(who, &format!("{address}/removal"), "").status, StatusCode::NOT_FOUND);
    }
    let away = site.submit(Who::Bo, &format!("{address}/removal"), "");
    assert_eq!(away.location(), "/users/bo_reads/bookmarks");
    assert_eq!(site.get(Who::Bo, &address).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_bookmark_that_cannot_be_kept_comes_back_with_everything_typed() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let long = "x".repeat(5_001);
    let fields = [("notes", long.as_str()), ("tags", "a<b"), ("private", "1"), ("pseud", "7")];
    let answer = site.submit(Who::Bo, &format!("/works/{id}/bookmark"), &form(&fields));
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.texts("#notes"), [long]);
    assert_eq!(field(&answer, "tags"), "a<b");
    assert_eq!(answer.attributes("[name=private][checked]", "value"), ["1"]);
    assert_eq!(answer.texts(".slip").len(), 3, "the form, its notes and its tags: {:?}", answer.texts(".slip"));
    let picture = site.submit(
        Who::Bo,
        &format!("/works/{id}/bookmark"),
        &form(&[("notes", "<img src=\"https://e.org/x.png\">")]),
    );
    assert_eq!(picture.status, StatusCode::UNPROCESSABLE_ENTITY, "HTML-5");
}

#[test]
fn a_private_bookmark_is_in_nobody_elses_page_list_count_feed_or_search() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let address = on_work(&site, Who::Bo, id, &[("notes", "zqsecretnote"), ("tags", "zqsecrettag"), ("private", "1")]);
    let elsewhere = [
        ("address", "https://example.org/zqsecret"),
        ("title", "zqsecrettitle"),
        ("author", "zqsecretauthor"),
        ("fandoms", "zqsecretfandom"),
        ("private", "1"),
    ];
    keep(&site, Who::Bo, "/bookmarks", &elsewhere);
    let paths = [
        address.as_str(),
        "/users/bo_reads/bookmarks",
        "/users/bo_reads/bookmarks/feed.atom",
        "/users/bo_reads/pseuds/bo_reads/bookmarks",
        "/bookmarks",
        "/bookmarks/search",
        "/tags/zqsecrettag/bookmarks",
        "/bookmarks/search?tags=zqsecrettag",
        "/bookmarks/search?notes=note",
        "/bookmarks/new?address=https://example.org/zqsecret",
        &format!("/works/{id}/bookmarks"),
    ];
    for who in [Who::Guest, Who::Ana, Who::Cy, Who::Kim] {
        for path in paths {
            let page = site.get(who, path);
            let told = page.text().replace("zqsecrettag\" type", "").replace(path, "");
            let told = told.replace("value=\"zqsecrettag\"", "").replace("value=\"https://example.org/zqsecret\"", "");
            assert!(!told.contains("zqsecretnote") && !told.contains("zqsecrettitle"), "{who:?} {path}");
            assert!(!told.contains("zqsecretfandom") && !told.contains("zqsecretauthor"), "{who:?} {path}");
            assert!(!told.contains("1 bookmark<") && !told.contains("2 bookmarks"), "BM-3: {who:?} {path}");
        }
        assert_eq!(site.get(who, &address).status, StatusCode::NOT_FOUND);
        assert_eq!(site.get(who, "/tags/zqsecrettag/bookmarks").status, StatusCode::NOT_FOUND);
    }
    let own = site.get(Who::Bo, "/users/bo_reads/bookmarks");
    assert!(own.text().contains("zqsecretnote") && own.text().contains("zqsecrettitle"));
    let found = site.get(Who::Bo, "/bookmarks/search?notes=zqsecretnote");
    assert!(found.texts(".kept").is_empty(), "BKS-2: not even their owner finds them there");
    assert_eq!(site.get(Who::Bo, "/bookmarks").texts(".kept").len(), 0);
}

#[test]
fn a_bookmark_shows_its_owner_nothing_that_became_of_its_work_forbids() {
    let site = TestSite::new();
    let (ana, kim) = (site.ground.cast.ana.viewer(), site.ground.cast.moderator());
    let works: Vec<WorkId> = (0..5).map(|n| site.post(story(&format!("zqtitle{n}"), 1))).collect();
    let addresses: Vec<String> = works.iter().map(|id| on_work(&site, Who::Bo, *id, &[("notes", "mine")])).collect();
    let [hidden, mystery, named, binned, stone] = works[..] else { panic!() };
    site.write(move |tx| works::hide(&kim, tx, hidden, "a test"));
    site.write(move |tx| works::set_unrevealed(&ana, tx, mystery, true));
    site.write(move |tx| works::share(&ana, tx, named, Access::Named));
    site.write(move |tx| works::discard(&ana, tx, binned, &Epitaph::default()));
    let epitaph = Epitaph { shows_title: true, reason: "moved on".to_owned() };
    site.write(move |tx| works::discard(&ana, tx, stone, &epitaph));

    let told = ["not here any more", "A mystery", "not here any more", "not here any more", "This work was deleted."];
    for ((at, address), told) in addresses.iter().enumerate().zip(told) {
        let page = site.get(Who::Bo, address);
        assert!(page.texts(".bookmark").concat().contains(told), "{at}: {:?}", page.texts(".bookmark"));
        assert_eq!(page.text().contains(&format!("zqtitle{at}")), at == 4, "{at}");
        assert!(page.texts(".kept").concat().contains("mine"), "what they noted is theirs");
        for who in [Who::Guest, Who::Cy] {
            assert_eq!(site.get(who, address).status, StatusCode::NOT_FOUND, "BM-4, DEL-3: {at}");
        }
    }
    let list = site.get(Who::Bo, "/users/bo_reads/bookmarks");
    assert!((0..4).all(|n| !list.text().contains(&format!("zqtitle{n}"))));
    assert!(list.texts(".count").concat().contains("5 bookmarks"));
    assert!(site.get(Who::Cy, "/users/bo_reads/bookmarks").texts(".count").concat().contains("0 bookmarks"));

    // It can be changed and taken away nevertheless.
    assert_eq!(site.submit(Who::Bo, &addresses[0], "notes=gone").location(), addresses[0]);
    assert_eq!(site.submit(Who::Bo, &format!("{}/removal", addresses[0]), "").status, StatusCode::SEE_OTHER);
}

#[test]
fn a_work_elsewhere_is_bookmarked_by_its_address_and_offered_in_the_words_of_those_who_told_them_openly() {
    let site = TestSite::new();
    let fields = [
        ("address", "https://www.example.org/s/7/"),
        ("title", "Far <away>"),
        ("author", "Somebody"),
        ("fandoms", "Alice, Snark"),
        ("rating", "Mature"),
        ("category", "Gen"),
        ("category", "none such"),
        ("characters", "The Bellman"),
        ("summary", "Of <i>hunting</i>."),
        ("notes", "worth it"),
    ];
    let address = keep(&site, Who::Bo, "/bookmarks", &fields);
    let page = site.get(Who::Guest, &address);
    assert_eq!(page.attributes(".elsewhere h3 a", "href"), ["https://www.example.org/s/7/"]);
    assert_eq!(page.attributes(".elsewhere h3 a", "rel"), ["nofollow noreferrer external"]);
    assert_eq!(page.texts(".elsewhere .commas li"), ["Gen", "The Bellman"]);
    assert!(page.texts(".elsewhere h3").concat().contains("Far <away> by Somebody"));

    let offered = site.get(Who::Cy, "/bookmarks/new?address=http://example.org/s/7");
    assert_eq!(field(&offered, "title"), "Far <away>", "BM-2");
    assert_eq!(field(&offered, "address"), "http://example.org/s/7");
    // The same address in another spelling is the same bookmark.
    let mut again = fields;
    again[0].1 = "http://example.org/s/7";
    assert_eq!(keep(&site, Who::Bo, "/bookmarks", &again), address);

    for (name, value) in [("address", "javascript:alert(1)"), ("title", ""), ("fandoms", " , "), ("author", "")] {
        let mut bad = fields;
        bad.iter_mut().filter(|(field, _)| *field == name).for_each(|(_, text)| *text = value);
        let answer = site.submit(Who::Cy, "/bookmarks", &form(&bad));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert_eq!(answer.texts(&format!("#{name}-slip")).len(), 1, "{name}");
    }
}

#[test]
fn a_tags_bookmarks_are_each_thing_once_with_the_number_of_its_bookmarks() {
    let site = TestSite::new();
    let rain = site.post(manuscript::Manuscript { additional: vec!["Weather".to_owned()], ..story("Rain", 1) });
    let snow = site.post(story("Snow", 1));
    for who in [Who::Bo, Who::Cy] {
        on_work(&site, who, rain, &[("tags", "comfort")]);
    }
    site.ground.clock.advance(std::time::Duration::from_mins(1));
    on_work(&site, Who::Bo, snow, &[("tags", "weather")]);
    let page = site.get(Who::Guest, "/tags/Weather/bookmarks");
    assert!(page.texts(".page-head").concat().contains("2 bookmarked items"), "BKS-4, BKS-5");
    assert_eq!(page.texts(".bookmarked > .hint"), ["1 bookmark", "2 bookmarks"]);
    assert_eq!(site.get(Who::Guest, "/tags/comfort/bookmarks").texts(".bookmarked > .hint"), ["2 bookmarks"]);
    // One bookmark has to meet all that is asked.
    let both = site.get(Who::Guest, "/bookmarks/search?tags=comfort,weather");
    assert_eq!(both.texts(".kept").len(), 0, "BKS-5");
}

#[test]
fn bookmarks_are_found_by_what_they_note_and_by_what_their_works_are() {
    let site = TestSite::new();
    let rain = site.post(manuscript::Manuscript { additional: vec!["Weather".to_owned()], ..story("Rain", 3) });
    let snow = site.post(story("Snow", 1));
    let later = || site.ground.clock.advance(std::time::Duration::from_mins(1));
    on_work(&site, Who::Bo, rain, &[("notes", "A & B, 100% of it"), ("tags", "comfort"), ("rec", "1")]);
    later();
    on_work(&site, Who::Bo, snow, &[("tags", "comfort, cold")]);
    later();
    on_work(&site, Who::Cy, snow, &[]);
    let found = |query: &str| {
        let page = site.get(Who::Guest, &format!("/bookmarks/search?{query}"));
        page.texts(".bookmark .blurb h3 > a").join(" ")
    };
    assert_eq!(found(""), "Snow Snow Rain");
    assert_eq!(found("tags=comfort"), "Snow Rain");
    assert_eq!(found("tags=comfort&without=cold"), "Rain");
    assert_eq!(found("by=bo_reads&rec=true"), "Rain");
    assert_eq!(found("noted=true"), "Rain");
    assert_eq!(found("notes=a+%26+b"), "Rain");
    assert_eq!(found("notes=100%25"), "Rain");
    assert_eq!(found("notes=1_0"), "");
    assert_eq!(found("type=series"), "");
    assert_eq!(found("q=tag:Weather"), "Rain", "the work's tags are others than the bookmarker's (BKS-4)");
    assert_eq!(found("tags=weather"), "");
    assert_eq!(found("q=-tag:Weather&tags=comfort"), "Snow");
    assert_eq!(found("sort=words"), "Rain Snow Snow");
    assert_eq!(found("since=2026-11-02"), "");
    let words = site.get(Who::Guest, "/bookmarks/search").texts(".commas .number");
    assert_eq!(words, ["(2)", "(1)"]);
}

#[test]
fn a_series_is_bookmarked_and_shows_each_viewer_what_they_see_of_it() {
    let site = TestSite::new();
    let place = || vec![manuscript::SeriesPlace { title: "Weather".to_owned(), part: None, url: None }];
    let open = site.post(manuscript::Manuscript { series: place(), ..story("Rain", 1) });
    let part = manuscript::Manuscript { series: place(), ..story("Snow", 1) };
    site.ground.post(part, works::State::Posted, true);
    let series = site.get(Who::Bo, &format!("/works/{open}")).attributes("dd.series a", "href").remove(0);
    let address = keep(&site, Who::Bo, &format!("{series}/bookmark"), &[("notes", "all of it")]);
    let told = |who| site.get(who, &address).texts(".bookmark .hint").concat();
    assert!(told(Who::Guest).contains("1 work,") && told(Who::Cy).contains("2 works,"), "BKS-6: {}", told(Who::Guest));
    assert!(site.get(Who::Guest, &format!("{series}/bookmarks")).texts(".kept").concat().contains("all of it"));
    let ana = site.ground.cast.ana.viewer();
    site.write(move |tx| works::share(&ana, tx, open, Access::Members));
    assert_eq!(site.get(Who::Guest, &address).status, StatusCode::NOT_FOUND, "it has nothing for guests any more");
}

#[test]
fn bookmarks_go_with_a_name_to_another_and_with_the_account_for_good() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let dora = site.ground.member_with_account("dora");
    site.log_in_as(Who::Cy, dora.id);
    let viewer = dora.viewer();
    let named = site.ground.archive.write(move |tx: &Tx<'_>| {
        pseuds::add(&viewer, tx, &NewPseud { name: "Doe".to_owned(), ..NewPseud::default() })
    });
    let pseud = named.wait().unwrap();
    let address = on_work(&site, Who::Cy, id, &[("pseud", &pseud.to_string()), ("notes", "zqdora")]);
    assert!(site.get(Who::Guest, &address).texts(".kept").concat().contains("Doe (dora)"));
    assert_eq!(site.get(Who::Guest, "/users/dora/pseuds/Doe/bookmarks").texts(".kept").len(), 1);
    site.write(move |tx| pseuds::remove(&viewer, tx, pseud));
    assert!(site.get(Who::Guest, &address).texts(".kept").concat().contains("by dora"), "PSEUD-3");

    let custodian = archive::Viewer::Custodian(archive::Errand::OwnExport);
    let person = dora.id;
    let told = site.ground.archive.read(move |tx| belongings::of(&custodian, tx, person)).wait().unwrap();
    assert_eq!(told.bookmarks.len(), 1);
    assert!(told.bookmarks[0].notes.html().contains("zqdora"));

    site.write(move |tx| accounts::delete(&viewer, tx, Fate::Leave, Fate::Leave));
    assert_eq!(site.get(Who::Guest, &address).status, StatusCode::NOT_FOUND, "DEL-2");
    assert!(!site.get(Who::Guest, &format!("/works/{id}/bookmarks")).text().contains("zqdora"));
}

#[test]
fn a_hidden_bookmark_is_its_owners_and_those_who_keep_order_alone_until_it_is_shown_again() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let (open, private) = (
        on_work(&site, Who::Bo, id, &[("notes", "zqrude")]),
        on_work(&site, Who::Cy, id, &[("notes", "zqmine"), ("private", "1")]),
    );
    let hide =
        |path: &str, reason: &str| site.submit(Who::Kim, &format!("{path}/hiding"), &form(&[("reason", reason)]));
    assert_eq!(hide(&open, "").status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(hide(&private, "rude").status, StatusCode::NOT_FOUND, "BM-3: moderators see none of it");
    assert_eq!(site.submit(Who::Ana, &format!("{open}/hiding"), "reason=x").status, StatusCode::FORBIDDEN);
    assert_eq!(hide(&open, "It is rude.").status, StatusCode::SEE_OTHER);
    let list = format!("/works/{id}/bookmarks");
    for who in [Who::Guest, Who::Ana, Who::Cy] {
        assert_eq!(site.get(who, &open).status, StatusCode::NOT_FOUND, "BM-4");
        assert!(
            !site.get(who, &list).text().contains("zqrude") && !site.get(who, "/bookmarks").text().contains("zqrude")
        );
    }
    for who in [Who::Bo, Who::Kim] {
        assert!(site.get(who, &open).texts(".kept").concat().contains("Hidden"), "{who:?}");
    }
    assert!(!site.get(Who::Kim, "/bookmarks/search").text().contains("zqrude"), "BKS-2");
    assert!(site.get(Who::Kim, "/hosting/deeds").text().contains("Hid a bookmark"), "it is in the log");
    site.submit(Who::Kim, &format!("{open}/hiding/lifting"), "reason=");
    assert!(site.get(Who::Guest, &list).text().contains("zqrude"));
}
