//! Reading lists as a browser without script takes them out and brings them in; what was downloaded, bookmarked and followed.

use std::sync::mpsc;

use archive::{
    WorkId,
    works::{self, State},
};
use axum::http::{HeaderValue, Method, StatusCode, header};
use testkit::{prose, story};

use crate::visit::{Seen, TestSite, Who};

const LIBRARY: &str = "/users/bo_reads/readings";

/// Lets the timekeeper do what is due, once.
fn flush(site: &TestSite) {
    let (go_on, stop) = mpsc::channel::<()>();
    drop(go_on);
    site::timekeeper(site.site(), &stop);
}

/// Brings a file.
fn bring(site: &TestSite, name: &str, bytes: &[u8]) -> Seen {
    site.submit_file(Who::Bo, &format!("{LIBRARY}/lists"), &[], (name, bytes))
}

/// Brings a list that can be read, and gives its address.
fn brought(site: &TestSite, text: &str) -> String {
    let answer = bring(site, "list.csv", text.as_bytes());
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.location().to_owned()
}

fn lines(page: &Seen) -> Vec<String> {
    page.texts("ul.ledger li p:first-child")
}

#[test]
fn a_library_goes_out_and_comes_back_in_both_formats() {
    let site = TestSite::new();
    let work = site.post(story("Rain, again", 1));
    site.submit(Who::Bo, &format!("/works/{work}/reading"), "state=finished&note=%3D1%2B1&stars=3");
    site.submit(Who::Bo, &format!("/works/{work}/shelves"), "name=Tea");
    for file in ["library.json", "library.csv"] {
        let out = site.get(Who::Bo, &format!("{LIBRARY}/export/{file}"));
        assert_eq!(out.status, StatusCode::OK, "{file}");
        assert_eq!(out.header(header::CACHE_CONTROL), "private, no-store");
        assert!(out.header(header::CONTENT_DISPOSITION).ends_with(&format!("{file}\"")), "{file}");
        let bytes = out.text().into_bytes();
        let known = bring(&site, file, &bytes);
        assert_eq!(lines(&site.get(Who::Bo, known.location())), ["Rain, again: known already"], "{file}");

        site.submit(Who::Bo, &format!("{LIBRARY}/clearing"), "all=1&sure=1");
        let list = bring(&site, file, &bytes).location().to_owned();
        assert_eq!(lines(&site.get(Who::Bo, &list)), ["Rain, again: will be taken"], "{file}");
        assert!(site.get(Who::Bo, LIBRARY).texts("li.reading").is_empty(), "looking changes nothing");
        assert_eq!(site.submit(Who::Bo, &format!("{list}/taking"), "").location(), list);
        assert_eq!(lines(&site.get(Who::Bo, &list)), ["Rain, again: taken"]);
        let form = site.get(Who::Bo, &format!("/works/{work}/reading"));
        assert_eq!(form.texts("textarea"), ["=1+1"], "{file}");
        assert_eq!(
            site.get(Who::Bo, LIBRARY).attributes("li.reading .kept [role=img]", "aria-label"),
            ["3 stars of 5"]
        );
    }
    for who in [Who::Guest, Who::Cy, Who::Kim] {
        let out = site.get(who, &format!("{LIBRARY}/export/library.json"));
        assert!(matches!(out.status, StatusCode::UNAUTHORIZED | StatusCode::NOT_FOUND), "{who:?}");
    }
    assert_eq!(site.get(Who::Bo, &format!("{LIBRARY}/export/library.exe")).status, StatusCode::NOT_FOUND);
}

#[test]
fn shelves_go_out_with_their_order_and_whoever_brings_them_back_is_told_which_others_will_see() {
    let site = TestSite::new();
    let [one, two] = ["One", "Two"].map(|title| site.post(story(title, 1)));
    let shelf = site.submit(Who::Bo, "/users/bo_reads/shelves", "name=Tea&public=1&sort=hand").location().to_owned();
    for work in [two, one] {
        let id = shelf.trim_start_matches("/shelves/");
        site.submit(Who::Bo, &format!("{LIBRARY}/shelving"), &format!("work={work}&shelf={id}&name="));
    }
    let export = || site.get(Who::Bo, &format!("{LIBRARY}/export/library.json")).text();
    let shelves = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap()["shelves"].clone();
    let before = export();
    let told = shelves(&before);
    assert_eq!((&told[0]["public"], &told[0]["order"]), (&true.into(), &"hand".into()), "{told}");
    assert!(told[0]["works"][0].as_str().unwrap().ends_with(&format!("/works/{two}")), "{told}");

    site.submit(Who::Bo, &format!("{LIBRARY}/clearing"), "all=1&sure=1");
    site.submit(Who::Bo, &format!("{shelf}/removal"), "sure=1");
    assert_eq!(shelves(&export()).as_array().unwrap().len(), 0);
    let list = bring(&site, "library.json", before.as_bytes()).location().to_owned();
    let warning = site.get(Who::Bo, &list).texts("form .more").concat();
    assert!(warning.contains("The shelf “Tea” will be made, and others will see it."), "{warning}");
    site.submit(Who::Bo, &format!("{list}/taking"), "");
    assert_eq!(shelves(&export()), told);
    assert_eq!(site.get(Who::Guest, "/users/bo_reads/shelves").texts("ul.rows li a"), ["Tea"]);
}

#[test]
fn each_line_of_a_list_of_another_tool_says_what_becomes_of_it_and_nothing_is_lost() {
    let site = TestSite::new();
    let work = site.post(story("Rain", 1));
    let text = "Title,URL,Author,Status,Last Visited,Notes\n\
                Rain,,ana,reading,2024-01-02,wet\n\
                Jam,https://archiveofourown.org/works/12,Somebody,Read,2024-01-02,<b>sweet</b>\n\
                ,,nobody,,,\n";
    let list = brought(&site, text);
    let page = site.get(Who::Bo, &list);
    let expected = [
        "Rain by ana: perhaps here",
        "Jam by Somebody: not here; will be kept as a work elsewhere",
        ": cannot be taken. It names neither an address nor a title.",
    ];
    assert_eq!(lines(&page), expected);
    assert_eq!(page.texts("legend"), ["Is Rain by ana one of these?"]);
    assert_eq!(page.attributes("fieldset input[type=radio]", "value"), [work.to_string(), "none".to_owned()]);
    for who in [Who::Cy, Who::Kim] {
        assert_eq!(site.get(who, &list).status, StatusCode::NOT_FOUND, "{who:?}");
    }

    site.submit(Who::Bo, &format!("{list}/taking"), "");
    assert_eq!(
        lines(&site.get(Who::Bo, &list))[..2],
        ["Rain by ana: perhaps here", "Jam by Somebody: kept as a work elsewhere"]
    );
    let answer = site.submit(Who::Bo, &format!("{list}/choices"), &format!("show=ask&line=2&is-2={work}"));
    assert_eq!(answer.location(), format!("{list}?show=ask"));
    site.submit(Who::Bo, &format!("{list}/taking"), "");
    let library = site.get(Who::Bo, LIBRARY);
    assert_eq!(library.texts("li.reading .blurb h3 > a"), ["Rain"]);
    assert_eq!(library.texts("li.reading .note"), ["wet"]);

    let elsewhere = site.get(Who::Bo, &format!("{LIBRARY}/elsewhere"));
    assert_eq!(elsewhere.attributes("ul.rows li a", "href"), ["https://archiveofourown.org/works/12"]);
    assert_eq!(elsewhere.texts("ul.rows .note"), ["<b>sweet</b>"], "as text");
    let taken_out = site.get(Who::Bo, &format!("{LIBRARY}/export/library.json")).text();
    assert!(taken_out.contains("works/12") && taken_out.contains("\"elsewhere\": true"));
    let entry = elsewhere.attributes("input[name=entry]", "value").concat();
    site.submit(Who::Cy, "/users/cy_muted/readings/elsewhere/removal", &format!("entry={entry}"));
    assert_eq!(site.get(Who::Bo, &format!("{LIBRARY}/elsewhere")).texts("ul.rows li").len(), 1, "it is not theirs");
    site.submit(Who::Bo, &format!("{LIBRARY}/elsewhere/removal"), &format!("entry={entry}"));
    assert!(site.get(Who::Bo, &format!("{LIBRARY}/elsewhere")).texts("ul.rows li").is_empty());

    assert_eq!(site.get(Who::Bo, &format!("{LIBRARY}/lists")).texts("ul.rows li a"), ["list.csv"]);
    site.submit(Who::Bo, &format!("{list}/removal"), "");
    assert_eq!(site.get(Who::Bo, &list).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_file_that_is_no_list_is_refused_for_a_reason_and_a_long_list_is_taken_whole() {
    let site = TestSite::new();
    let many = "https://e.org/x\n".repeat(20_001);
    let cases: [(&[u8], &str); 6] = [
        (b"", "needed"),
        (b"PK\x03\x04\x00\x00", "no reading list"),
        (b"colour,weight\nred,7\n", "None of the columns"),
        (b"{\"works\":[{\"title\":\"Ja", "ends in the middle"),
        (b"{\"foolscap_reading_list\":9,\"entries\":[]}", "newer version"),
        (many.as_bytes(), "at most 20,000"),
    ];
    for (bytes, reason) in cases {
        let answer = bring(&site, "file", bytes);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{reason}");
        assert!(answer.texts("#file-slip").concat().contains(reason), "{reason}: {:?}", answer.texts("#file-slip"));
    }
    assert!(site.get(Who::Bo, &format!("{LIBRARY}/lists")).texts("ul.rows li").is_empty(), "none of them is kept");

    let long: String = (0..20_000).fold("title,author\n".to_owned(), |all, n| all + &format!("Tale {n},x\n"));
    let list = brought(&site, &long);
    let page = site.get(Who::Bo, &list);
    assert_eq!(page.texts(".short-list .number"), ["20,000"]);
    assert_eq!(lines(&page).len(), 50);
    site.submit(Who::Bo, &format!("{list}/taking"), "");
    assert_eq!(site.get(Who::Bo, &format!("{LIBRARY}/elsewhere")).texts("p.count[role=status]"), ["20,000 works"]);
}

#[test]
fn a_download_is_remembered_for_its_reader_and_says_what_came_since() {
    let site = TestSite::new();
    let (ana, work) = (site.ground.cast.ana.viewer(), site.post(story("Rain", 1)));
    let file = format!("/downloads/{work}/Rain.epub");
    let early = |who: Who| {
        let mut request = TestSite::ask(who, Method::GET, &file);
        request.headers_mut().insert("sec-purpose", HeaderValue::from_static("prefetch"));
        site.send(request)
    };
    for seen in [site.get(Who::Guest, &file), site.get(Who::Ana, &file), early(Who::Bo)] {
        assert_eq!(seen.status, StatusCode::OK);
    }
    flush(&site);
    let downloaded = || site.get(Who::Bo, &format!("{LIBRARY}/downloaded"));
    assert!(downloaded().texts("li .file").is_empty());
    assert!(
        site.get(Who::Ana, "/users/ana/readings/downloaded").texts("li .file").is_empty(),
        "of one’s own works none"
    );

    let tag = site.get(Who::Bo, &file).headers[header::ETAG].clone();
    flush(&site);
    assert_eq!(downloaded().texts("li .file"), ["EPUB, downloaded on 2026-11-01"]);
    for who in [Who::Cy, Who::Kim, Who::Ana] {
        assert_eq!(site.get(who, &format!("{LIBRARY}/downloaded")).status, StatusCode::NOT_FOUND, "{who:?}");
    }
    for _ in 0..2 {
        add_chapter(&site, work);
    }
    let page = downloaded();
    assert_eq!(page.texts("li .file"), ["2 chapters since you downloaded the EPUB · Download again"]);
    let again = page.attributes("li .file a", "href").concat();
    assert_eq!(again, file);
    let mut request = TestSite::ask(Who::Bo, Method::GET, &again);
    request.headers_mut().insert(header::IF_NONE_MATCH, tag);
    assert_eq!(site.send(request).status, StatusCode::OK);
    flush(&site);
    assert_eq!(downloaded().texts("li .file"), ["EPUB, downloaded on 2026-11-01"]);

    site.submit(Who::Bo, &format!("/works/{work}/bookmark"), "");
    site.submit(Who::Bo, "/subscriptions", &format!("what=work&subject={work}"));
    for part in ["bookmarked", "subscribed"] {
        let page = site.get(Who::Bo, &format!("{LIBRARY}/{part}"));
        assert_eq!(page.texts("li.bookmark .blurb h3 > a"), ["Rain"], "{part}");
        assert_eq!(page.texts("nav [aria-current]").len(), 1);
    }
    assert_eq!(site.get(Who::Bo, &format!("{LIBRARY}/burnt")).status, StatusCode::NOT_FOUND);
    site.write(move |tx| works::set_unrevealed(&ana, tx, work, true));
    for part in ["downloaded", "bookmarked", "subscribed"] {
        assert!(!site.get(Who::Bo, &format!("{LIBRARY}/{part}")).text().contains("Rain</a>"), "{part}");
    }
    site.submit(Who::Bo, &format!("{LIBRARY}/habit"), "habit=off");
    assert!(downloaded().texts("li.bookmark").is_empty());
}

#[test]
fn beside_the_works_that_somebody_follows_stands_what_else_they_follow_and_where_that_ends() {
    let site = TestSite::new();
    let work = site.post(story("Rain", 1));
    let counted = |page: &Seen| {
        let links = page.attributes(".followed a", "href");
        let counts = page.texts(".followed .number");
        links.into_iter().skip(1).zip(counts).collect::<Vec<_>>()
    };
    let page = || site.get(Who::Bo, &format!("{LIBRARY}/subscribed"));
    assert_eq!(counted(&page()), []);
    assert_eq!(page().attributes(".followed a", "href"), ["/subscriptions"]);
    let mine = "/users/bo_reads/subscriptions";
    let ana = site.ground.cast.ana.id;
    site.submit(Who::Bo, "/subscriptions", &format!("what=work&subject={work}"));
    site.submit(Who::Bo, "/subscriptions", &format!("what=person&subject={ana}"));
    site.submit(Who::Cy, "/subscriptions", &format!("what=person&subject={ana}"));
    let both = [(format!("{mine}?show=work"), "1".to_owned()), (format!("{mine}?show=person"), "1".to_owned())];
    assert_eq!(counted(&page()), both);
    let people = site.get(Who::Bo, &both[1].0);
    assert_eq!(people.texts(".subscriptions > li p:first-child a"), ["ana"]);
    assert_eq!(people.texts("ul.navigation .number"), ["1", "0", "1", "0", "0", "0"]);
    let one = people.attributes(".subscriptions input[name=subscription]", "value").swap_remove(0);
    site.submit(Who::Bo, &format!("{mine}/removal"), &format!("subscription={one}"));
    assert_eq!(counted(&page()), both[..1]);
    for part in ["downloaded", "bookmarked"] {
        assert!(site.get(Who::Bo, &format!("{LIBRARY}/{part}")).texts(".followed a").is_empty(), "{part}");
    }
}

fn add_chapter(site: &TestSite, work: WorkId) {
    let ana = site.ground.cast.ana.viewer();
    let chapter = manuscript::Chapter { body: prose("<p>It rained on.</p>"), ..manuscript::Chapter::default() };
    let new = works::NewChapter { chapter, state: State::Posted, place: None, base: None }.pack();
    site.write(move |tx| works::add_chapter(&ana, tx, work, &new).map(drop));
}
