//! Every list of works is one mechanism: the same filters, chips, feed, line of what is hidden, and the same answer while
//! there is no index.

use axum::http::{StatusCode, header};
use manuscript::Manuscript;
use site::SiteSettings;
use testkit::TestArchive;

use crate::visit::{Seen, TestSite, Who, tagged};

/// Every kind of list, with what it is in the language of search.
const LISTS: [(&str, &str); 6] = [
    ("/works", ""),
    ("/works/search", ""),
    ("/tags/Sherlock%20Holmes/works", "fandom:\"Sherlock Holmes\" "),
    ("/users/ana/works", "by:ana "),
    ("/users/ana/pseuds/ana/works", "by:\"ana (ana)\" "),
    ("/languages/en/works", "language:en "),
];

const WORKS: [(&str, &[&str]); 3] = [("Rain", &["Fluff"]), ("Snow", &["Fluff", "Angst"]), ("Fog", &["Angst"])];

fn shelf() -> TestSite {
    TestSite::with_works(&WORKS)
}

fn titles(page: &Seen) -> Vec<String> {
    let mut titles = page.texts("li.work.blurb h3.heading > a");
    titles.sort();
    titles
}

fn q(text: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair("q", text).finish()
}

#[test]
fn every_list_of_works_has_the_same_filters() {
    let site = shelf();
    for (path, means) in LISTS {
        let page = site.get(Who::Bo, path);
        assert_eq!((titles(&page).len(), page.texts(".page-head .count")[0].as_str()), (3, "3 works"), "{path}");
        assert!(page.texts(".facets .tick").contains(&"General Audiences 3".to_owned()), "FILT-1, FILT-3: {path}");
        assert_eq!(page.attributes(".filters form", "action"), [path], "FILT-2");
        let sent = site.get(Who::Bo, &format!("{path}?filter=true&with=additional%3AFluff&not=Angst&sort=title"));
        let text = "additional:Fluff -tag:Angst sort:title";
        assert_eq!(sent.location(), format!("{path}?{}", q(text)), "FILT-2: {path}");
        let list = site.get(Who::Bo, sent.location());
        assert_eq!((titles(&list), list.texts(".chips li").len()), (vec!["Rain".to_owned()], 2), "{path}");
        let saved = site.get(Who::Bo, &list.attributes(".save-search a", "href")[0]);
        let saved = site.get(Who::Bo, saved.location());
        assert_eq!(saved.attributes("#query", "value"), [format!("{means}{text}")], "saved as a search of its own");
        let same = site.get(Who::Bo, &format!("/works/search?{}", q(&format!("{means}{text}"))));
        assert_eq!(titles(&same), ["Rain"], "{means}");
        let feed = site.get(Who::Guest, &list.attributes(".feed a", "href")[0]).text();
        assert!(feed.contains("<title>Rain</title>") && !feed.contains("<title>Snow</title>"), "FEED-1: {path}");
        assert_eq!(site.get(Who::Guest, &list.attributes(".filters .quiet", "href")[0]).status, StatusCode::OK);
    }
    assert_eq!(site.get(Who::Guest, "/languages/klingon/works").status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Guest, "/languages").texts(".languages li"), ["English 3"], "LANG-1");
    assert_eq!(titles(&site.get(Who::Guest, "/languages/de/works")), [""; 0]);
}

/// The address of ana's work of this title.
fn title_path(site: &TestSite, title: &str) -> String {
    site.get(Who::Bo, &format!("/works?q=title%3A{title}")).attributes("li.work.blurb h3.heading > a", "href").remove(0)
}

#[test]
fn every_list_knows_what_its_reader_has_read_says_so_and_is_nobody_elses() {
    let site = shelf();
    let snow = title_path(&site, "Snow");
    for state in ["finished", "dropped"] {
        let work = if state == "finished" { snow.clone() } else { title_path(&site, "Fog") };
        site.submit(Who::Bo, &format!("{work}/reading"), &format!("state={state}&stars=0&note="));
    }
    for (path, means) in LISTS {
        let sent = site.get(Who::Bo, &format!("{path}?filter=true&mine=unread&mine=-in%3Adropped"));
        assert_eq!(sent.location(), format!("{path}?{}", q("unread -in:dropped")), "{path}");
        let list = site.get(Who::Bo, sent.location());
        assert_eq!((titles(&list), list.texts(".page-head .count")[0].as_str()), (vec!["Rain".to_owned()], "1 work"));
        assert!(list.texts(".facets .tick").contains(&"General Audiences 1".to_owned()), "{path}: counts are true");
        let hidden = &list.texts(".hidden-works")[0];
        assert!(hidden.starts_with("2 hidden: 1 you have read, 1 you have dropped."), "{path}: {hidden}");
        assert_eq!(list.attributes(".mine input[checked]", "value"), ["unread", "-in:dropped"], "{path}");
        assert_eq!(list.attributes("#filter-within", "value"), [""], "{path}");
        assert_eq!(list.texts(".chips li").len(), 2);
        let lifted = site.get(Who::Bo, &list.attributes(".hidden-works a", "href")[0]);
        assert_eq!(titles(&lifted), ["Rain", "Snow"], "{path}: one click lifts one reason");
        assert_eq!(lifted.attributes(".mine input[checked]", "value"), ["-in:dropped"]);
        assert_eq!(titles(&site.get(Who::Bo, &format!("{path}?q=in%3Alibrary+read"))), ["Snow"], "{path}");

        let other = site.get(Who::Cy, sent.location());
        assert_eq!((titles(&other).len(), other.texts(".hidden-works").len()), (3, 0), "{path}: nobody else’s changes");
        let guest = site.get(Who::Guest, sent.location());
        assert_eq!(guest.status, StatusCode::OK);
        assert_eq!((titles(&guest).len(), guest.texts(".mine").len()), (3, 0), "{path}");
        assert!(guest.texts(".hints").concat().contains("logged in"), "{path}");
        let feed = site.get(Who::Guest, &list.attributes(".feed a", "href")[0]).text();
        assert!(
            feed.contains("<title>Snow</title>") && feed.contains("<subtitle>"),
            "{path}{means}: it says what it is"
        );
    }
}

#[test]
fn the_lists_of_a_person_leave_out_what_has_no_name_on_it_in_counts_too() {
    let site = shelf();
    let (ana, masked) = (site.ground.cast.ana.viewer(), site.post(tagged("Mask", &["Masks"])));
    let secret = site.post(tagged("Secret", &["Masks"]));
    site.write(move |tx| archive::works::set_anonymous(&ana, tx, masked, true));
    site.write(move |tx| archive::works::set_unrevealed(&ana, tx, secret, true));
    for who in Who::ALL {
        for path in ["/users/ana/works", "/users/ana/pseuds/ana/works"] {
            let page = site.get(who, path);
            assert_eq!(page.texts(".page-head .count")[0], "3 works", "FILT-6: {who:?} {path}");
            let offered = page.texts(".facets .tick");
            assert!(offered.iter().all(|choice| !choice.starts_with("Masks")), "FILT-6: {who:?} {offered:?}");
            assert_eq!(titles(&site.get(who, &format!("{path}?q=tag%3AMasks"))), [""; 0], "FILT-6: {who:?} {path}");
        }
    }
    let all = site.get(Who::Guest, "/works");
    assert_eq!((titles(&all).len(), all.texts(".page-head .count")[0].as_str()), (4, "4 works"));
}

#[test]
fn every_list_says_how_much_it_hides_and_why_and_one_click_lifts_each_reason() {
    let site = shelf();
    site.ground.post_by(site.ground.cast.cy, tagged("Hail", &["Fluff"]), archive::works::State::Posted);
    site.ground.post_by(
        site.ground.cast.wren,
        Manuscript { language: "de".to_owned(), ..tagged("Schnee", &[]) },
        archive::works::State::Posted,
    );
    for never in ["Angst", "language:de"] {
        let sent = site.submit(Who::Bo, "/users/bo_reads/never", &format!("never={never}&unless=&reason="));
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
    }
    site.submit(Who::Bo, "/users/bo_reads/muted/users", "name=cy_muted");

    let page = site.get(Who::Bo, "/works");
    assert_eq!(titles(&page), ["Rain"]);
    let line = page.texts(".hidden-works")[0].clone();
    assert!(
        line.starts_with("4 hidden: 2 by Angst, 1 by works by cy_muted, whom you muted, 1 by works in Deutsch."),
        "MUT-1: {line}"
    );
    let lifts = page.attributes(".hidden-works a:not(.change)", "href");
    assert_eq!(titles(&site.get(Who::Bo, &lifts[0])), ["Fog", "Rain", "Snow"]);
    let unmuted = site.get(Who::Bo, &lifts[1]);
    assert_eq!(titles(&unmuted), ["Hail", "Rain"], "MUT-1");
    let both = unmuted.attributes(".hidden-works a:not(.change)", "href");
    assert_eq!(titles(&site.get(Who::Bo, &both[0])), ["Fog", "Hail", "Rain", "Snow"], "what is lifted stays so");
    for (path, _) in &LISTS[1..] {
        assert_eq!(titles(&site.get(Who::Bo, path)), ["Rain"], "{path}");
    }
    assert_eq!(titles(&site.get(Who::Bo, "/")), ["Rain"], "the first page too");
    assert_eq!(titles(&site.get(Who::Guest, "/")).len(), 5);
}

#[test]
fn works_series_and_people_go_on_without_the_index_and_lists_say_what_waits() {
    let (ground, folder) = (TestArchive::new(), tempfile::tempdir().unwrap());
    for (title, tags) in WORKS {
        ground.post(tagged(title, tags), archive::works::State::Posted, false);
    }
    let place = manuscript::SeriesPlace { title: "Weather".to_owned(), part: Some(1), url: None };
    ground.post(Manuscript { series: vec![place], ..tagged("Storm", &[]) }, archive::works::State::Posted, false);
    let kept = std::sync::Arc::new(archive::search::Index::new(Some(folder.path().to_owned())));
    kept.prepare(&ground.archive, || false).unwrap();
    kept.keep(&ground.archive, true).unwrap();
    let file = folder.path().join("finder");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();

    let index = Some(folder.path().to_owned());
    let site = TestSite::without_index(ground, SiteSettings { index, ..SiteSettings::default() });
    site.submit(Who::Bo, "/users/bo_reads/never", "never=Angst&unless=&reason=");
    for (path, _) in LISTS {
        let page = site.get(Who::Bo, path);
        assert_eq!((page.status, page.texts(".notice").len()), (StatusCode::OK, 1), "R38: {path}");
        assert_eq!(titles(&page).len(), 4, "R38: {path}: rules wait, as the note says");
        assert_eq!(site.get(Who::Bo, &format!("{path}?q=-Fluff&page=1000000000")).status, StatusCode::OK, "{path}");
    }
    let home = site.get(Who::Bo, "/");
    assert_eq!((titles(&home).len(), home.texts(".notice").len()), (4, 1), "R38");
    assert_eq!(site.get(Who::Guest, "/").texts(".notice"), [""; 0], "who has no rules misses nothing");
    let work = home.attributes("li.work.blurb h3.heading > a", "href")[0].clone();
    let series = home.attributes("li.work.blurb a[href^='/series/']", "href")[0].clone();
    for path in [work.as_str(), series.as_str(), "/users/ana", "/media", "/tags/Angst", "/languages"] {
        assert_eq!(site.get(Who::Guest, path).status, StatusCode::OK, "R38: {path}");
    }

    site.site().index().prepare(&site.ground.archive, || false).unwrap();
    for (path, _) in LISTS {
        let page = site.get(Who::Bo, path);
        assert_eq!((titles(&page).len(), page.texts(".notice").len()), (2, 0), "R38: made anew: {path}");
    }
}

#[test]
fn whatever_is_asked_of_whichever_list_is_answered() {
    let site = shelf();
    let many = "fandom:a ".repeat(10_000);
    let deep = "(".repeat(1_000) + "rain" + &")".repeat(1_000);
    let odd: [(&str, bool); 10] = [
        (&many, true),
        (&deep, true),
        ("colour:red", true),
        ("\"never closed", true),
        ("words:20k-5k", true),
        ("fandom:\"a tag that is gone\"", true),
        ("posted:2024-05-01..2024-04-01", true),
        ("-(rain | fog) | snow", true),
        ("may:dance", true),
        ("rain", false),
    ];
    for (path, _) in LISTS {
        for (text, has_hint) in odd {
            let name = text.chars().take(30).collect::<String>();
            // What is longer than an address may be is refused by the server before this; what arrives is answered.
            let page = site.get(Who::Guest, &format!("{path}?{}", q(&text.chars().take(6_000).collect::<String>())));
            assert_eq!(page.status, StatusCode::OK, "SRCH-14: {path} {name}");
            assert_eq!(!page.texts(".hints li").is_empty(), has_hint, "SRCH-14: {path} {name}");
        }
        for tail in ["page=1000000000", "page=18446744073709551615", "page=-1", "page=x", "lift=x.m.9.m9.-1"] {
            let page = site.get(Who::Bo, &format!("{path}?{tail}"));
            assert_eq!((page.status, titles(&page).len()), (StatusCode::OK, 3), "FILT-8: {path} {tail}");
        }
    }
}

#[test]
fn a_saved_search_goes_on_when_its_tag_means_another_or_is_gone() {
    let site = shelf();
    let bo = "/users/bo_reads/filters";
    for text in ["name=Cosy&query=tag%3AFluff", "name=Gone&query=tag%3A%22No+such+tag%22"] {
        assert_eq!(site.submit(Who::Bo, bo, text).status, StatusCode::SEE_OTHER);
    }
    let wren = site.ground.cast.wren.viewer();
    site.write(move |tx| {
        let tag = archive::tags::by_name(&archive::Viewer::Guest, tx, "Fluff")?.id;
        archive::wrangling::merge(&wren, tx, tag, "Tooth-Rotting Fluff").map(drop)
    });
    let page = site.get(Who::Bo, bo);
    let links = page.attributes(".filters li p > a", "href");
    assert_eq!(titles(&site.get(Who::Bo, &links[0])), ["Rain", "Snow"], "SRCH-7: works keep their words");
    let gone = site.get(Who::Bo, &links[1]);
    assert_eq!((gone.status, gone.texts(".hints li").len(), titles(&gone).len()), (StatusCode::OK, 1, 0), "SRCH-14");
    let search = page.attributes("input[name=search]", "value")[0].clone();
    let feed = site.submit(Who::Bo, &format!("{bo}/feed"), &format!("search={search}")).texts(".done code")[0].clone();
    let feed = site.get(Who::Guest, feed.split_once("8642").unwrap().1);
    assert_eq!(feed.header(header::CONTENT_TYPE), "application/atom+xml; charset=utf-8");
    assert!(feed.text().contains("<title>Rain</title>"));
    site.submit(Who::Bo, &format!("{bo}/usual"), &format!("search={search}&tag=Fluff"));
    assert_eq!(site.get(Who::Bo, "/tags/Fluff/works").status, StatusCode::SEE_OTHER, "to what the tag means now");
}
