//! A tag's own page: what it means, what stands around it, and what it does not tell.

use archive::{Tx, Viewer, tags::Kind, works::State, wrangling};
use axum::http::StatusCode;
use manuscript::Manuscript;
use testkit::story;

use crate::canaries::{CASES, Visitor, stem};
use crate::visit::{TestSite, Who};

const HOST: Viewer = Viewer::Custodian(archive::Errand::Host);

/// A story with these additional tags.
pub fn tagged(title: &str, additional: &[&str]) -> Manuscript {
    Manuscript { additional: additional.iter().map(|name| (*name).to_owned()).collect(), ..story(title, 1) }
}

/// Makes a canonical tag.
pub fn canon(site: &TestSite, kind: Kind, name: &str) -> archive::TagId {
    let name = name.to_owned();
    site.ground.archive.write(move |tx| wrangling::create(&HOST, tx, kind, &name)).wait().unwrap()
}

/// Does something to the tag of a name.
pub fn decide<T: 'static>(
    site: &TestSite,
    name: &'static str,
    other: &'static str,
    deed: fn(&Viewer, &Tx<'_>, archive::TagId, &str) -> archive::Result<T>,
) {
    site.write(move |tx| {
        let tag = wrangling::show(&HOST, tx, name)?.stand.tag.id;
        deed(&HOST, tx, tag, other).map(drop)
    });
}

fn page(site: &TestSite, who: Who, name: &str) -> crate::visit::Seen {
    site.get(who, &format!("/tags/{}", name.replace(' ', "%20").replace('/', "*s*")))
}

#[test]
fn a_tags_page_says_what_it_means_and_counts_all_that_it_finds() {
    let site = TestSite::new();
    for (title, tag) in [("one", "Rain"), ("two", "Rainy Days"), ("three", "Storm"), ("four", "Snow")] {
        site.post(tagged(title, &[tag]));
    }
    site.ground.post(tagged("five", &["Rainy Days"]), State::Posted, true);
    for name in ["Rain", "Storm", "Weather"] {
        canon(&site, Kind::Additional, name);
    }
    decide(&site, "Rainy Days", "Rain", wrangling::merge);
    decide(&site, "Storm", "Rain", wrangling::attach);
    decide(&site, "Rain", "Weather", wrangling::attach);

    let rain = page(&site, Who::Guest, "Rain");
    assert_eq!(
        rain.texts(".page-head .count"),
        ["3 works · Bookmarks"],
        "WR-12: with synonyms and subtags, as a guest sees them"
    );
    assert_eq!(page(&site, Who::Bo, "Rain").texts(".page-head .count"), ["4 works · Bookmarks"]);
    assert_eq!(rain.texts("section a.tag"), ["Rainy Days", "Weather", "Storm"]);
    assert_eq!(rain.attributes(".count a", "href"), ["/tags/Rain/works", "/tags/Rain/bookmarks"]);

    let synonym = page(&site, Who::Guest, "Rainy Days");
    assert_eq!(synonym.texts(".meaning a"), ["Rain"], "WR-16");
    assert_eq!(synonym.attributes(".count a", "href").first().map(String::as_str), Some("/tags/Rain/works"), "WR-13");

    let weather = page(&site, Who::Guest, "Weather");
    assert_eq!(weather.texts(".page-head .count"), ["3 works · Bookmarks"]);
    assert_eq!(weather.texts(".subtags > ul > li > a"), ["Rain"]);
    assert_eq!(weather.texts(".subtags ul ul a"), ["Storm"], "WR-16: the tree of what is a part of it");
    assert_eq!(page(&site, Who::Guest, "Storm").texts("section a.inherited"), ["Weather"]);

    let snow = page(&site, Who::Guest, "Snow");
    assert!(snow.texts(".meaning").concat().contains("not decided"));
    assert_eq!(snow.texts(".page-head .count"), ["1 work · Bookmarks"]);
}

#[test]
fn what_belongs_to_a_fandom_stands_on_its_page_by_kind_and_only_what_was_assigned() {
    let site = TestSite::new();
    site.post(story("Rain", 1));
    canon(&site, Kind::Media, "Books");
    canon(&site, Kind::Fandom, "Sherlock Holmes");
    canon(&site, Kind::Character, "John Watson");
    canon(&site, Kind::Relationship, "Sherlock Holmes/John Watson");
    decide(&site, "Sherlock Holmes", "Books", wrangling::assign);
    decide(&site, "John Watson", "Sherlock Holmes", wrangling::assign);
    decide(&site, "Sherlock Holmes/John Watson", "John Watson", wrangling::assign);

    let holmes = page(&site, Who::Guest, "Sherlock Holmes");
    assert_eq!(holmes.texts("h3.section-title"), ["Belongs to", "Characters", "Relationships"]);
    assert_eq!(holmes.texts("section a.tag"), ["Books", "John Watson", "Sherlock Holmes/John Watson"], "WR-16, WR-7");
    let pair = page(&site, Who::Guest, "Sherlock Holmes/John Watson");
    assert_eq!(pair.texts("section a.tag"), ["John Watson", "Sherlock Holmes"]);
    let pairs = site.get(Who::Guest, &holmes.attributes(".more a[href$=relationships]", "href")[0]);
    let told = (pairs.texts("h3.section-title"), pairs.texts(".commas .tag"));
    let wanted = ["John Watson", "Sherlock Holmes/John Watson"].map(|name| vec![name.to_owned()]);
    assert_eq!(told, wanted.into(), "WR-19");
    for path in ["/tags/John%20Watson/relationships", "/tags/Nothing/relationships"] {
        assert_eq!(site.get(Who::Guest, path).status, StatusCode::NOT_FOUND, "{path}");
    }
    let books = page(&site, Who::Guest, "Books");
    assert_eq!(
        (books.texts("section a.tag"), books.texts(".count")),
        (vec!["Sherlock Holmes".to_owned()], vec!["Fandoms".to_owned()])
    );
}

#[test]
fn a_tag_that_nobody_used_has_no_page() {
    let site = TestSite::new();
    site.ground.post(tagged("draft", &["Secret Storm"]), State::Draft, false);
    for path in ["/tags/Nothing", "/tags/Secret%20Storm", "/tags/%FF"] {
        assert_eq!(site.get(Who::Bo, path).status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(page(&site, Who::Guest, "Mature").status, StatusCode::OK, "the archive's own are everybody's");
}

/// Canonical tags and synonyms of theirs, which works of every state may carry.
fn vocabulary(site: &TestSite) {
    for case in CASES {
        for (kind, field) in
            [(Kind::Fandom, "fandom"), (Kind::Character, "character"), (Kind::Additional, "additional")]
        {
            canon(site, kind, &format!("{}{field}", stem(case.state)));
        }
        let (name, into) = (format!("{}relationship", stem(case.state)), format!("{}canon", stem(case.state)));
        site.write(move |tx| {
            let tag = wrangling::create(&HOST, tx, Kind::Relationship, &name)?;
            wrangling::merge(&HOST, tx, tag, &into).map(drop)
        });
    }
}

#[test]
fn a_canonical_tag_that_only_unseen_works_carry_is_told_as_if_no_work_did() {
    for visitor in [Who::Guest, Who::Cy] {
        let (with, without) = (TestSite::new(), TestSite::new());
        for site in [&with, &without] {
            site.post(story("Rain", 1));
            crate::canaries::gather(site);
            vocabulary(site);
            canon(site, Kind::Media, "Books");
            decide(site, "zqhiddenxvfandom", "Books", wrangling::assign);
        }
        let unseen = CASES.iter().filter(|case| !case.shows(Visitor::Of(visitor)));
        for case in unseen {
            case.put(&with, crate::canaries::story(case.state));
        }
        let states = CASES.iter().map(|case| case.state);
        let of_state =
            |state| ["fandom", "character", "additional", "relationship", "canon"].map(|field| (state, field));
        for (state, field) in states.flat_map(of_state) {
            let path = format!("/tags/{}{field}", stem(state));
            assert_eq!(with.get(visitor, &path), without.get(visitor, &path), "{path} tells {visitor:?}");
        }
        for path in [
            "/media",
            "/fandoms",
            "/media/Books/fandoms",
            "/media/Uncategorized%20Fandoms/fandoms",
            "/tags",
            "/",
            "/tags/Rain",
        ] {
            assert_eq!(with.get(visitor, path), without.get(visitor, path), "{path} tells {visitor:?}");
        }
    }
}

fn in_fandom(title: &str, fandoms: &[&str]) -> Manuscript {
    Manuscript { fandoms: fandoms.iter().map(|name| (*name).to_owned()).collect(), ..story(title, 1) }
}

#[test]
fn media_stand_with_their_five_most_used_fandoms_and_what_has_none_last() {
    let site = TestSite::new();
    canon(&site, Kind::Media, "Books");
    canon(&site, Kind::Media, "Films");
    for n in 1..=6_usize {
        let name: &'static str = ["One", "Two", "Three", "Four", "Five", "Six"][n - 1];
        canon(&site, Kind::Fandom, name);
        decide(&site, name, "Books", wrangling::assign);
        for copy in 0..n {
            site.post(in_fandom(&format!("{name} {copy}"), &[name]));
        }
    }
    site.ground.post(in_fandom("draft", &["Secret"]), State::Draft, false);
    site.post(in_fandom("loose", &["Sherlock Holmes"]));
    site.post(Manuscript { fandoms: Vec::new(), ..story("original", 1) });

    let media = site.get(Who::Guest, "/media");
    assert_eq!(media.texts(".media-index h3"), ["Books", "Uncategorized Fandoms"], "WR-18, WR-8");
    let first = media.texts(".media-index > li:first-child .tag");
    assert_eq!(first, ["Six", "Five", "Four", "Three", "Two"]);
    assert_eq!(media.texts(".media-index > li:last-child .tag"), ["Sherlock Holmes"]);
    assert_eq!(media.attributes(".media-index .more a", "href"), ["/media/Books/fandoms"]);
    let books = site.get(Who::Guest, "/media/books/fandoms");
    assert_eq!(books.texts(".fandom-index .tag"), ["Five", "Four", "One", "Six", "Three", "Two"]);
    assert_eq!(books.texts(".letter"), ["F", "O", "S", "T"]);

    decide(&site, "Sherlock Holmes", "Films", wrangling::assign);
    let films = site.get(Who::Guest, "/media/Films/fandoms").texts(".fandom-index .tag");
    assert_eq!(films, ["Sherlock Holmes"], "WR-8: a medium takes it from those that have none");
    let loose = site.get(Who::Guest, "/media/Uncategorized%20Fandoms/fandoms");
    assert!(loose.texts(".fandom-index").is_empty());
    decide(&site, "Sherlock Holmes", "Films", wrangling::release);
    let loose = site.get(Who::Guest, "/media/Uncategorized%20Fandoms/fandoms");
    assert_eq!(loose.texts(".fandom-index .tag"), ["Sherlock Holmes"], "WR-8: and back");
    for path in ["/media/Nothing/fandoms", "/media/One/fandoms"] {
        assert_eq!(site.get(Who::Guest, path).status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn fandoms_are_listed_by_what_they_mean_with_what_each_finds() {
    let site = TestSite::new();
    for name in ["Sherlock Holmes - Doyle", "Sherlock (TV)", "The Holmeses"] {
        canon(&site, Kind::Fandom, name);
    }
    site.post(in_fandom("one", &["Sherlock Holmes", "Sherlock Holmes - Doyle"]));
    site.post(in_fandom("two", &["Sherlock (TV)"]));
    decide(&site, "Sherlock Holmes", "Sherlock Holmes - Doyle", wrangling::merge);
    for name in ["Sherlock Holmes - Doyle", "Sherlock (TV)"] {
        decide(&site, name, "The Holmeses", wrangling::attach);
    }
    let fandoms = site.get(Who::Guest, "/fandoms");
    let told: Vec<_> = fandoms.texts(".fandom-index .tag").into_iter().zip(fandoms.texts(".number")).collect();
    let wanted = [("The Holmeses", "2 works"), ("Sherlock (TV)", "1 work"), ("Sherlock Holmes - Doyle", "1 work")];
    assert_eq!(told, wanted.map(|(name, works)| (name.to_owned(), works.to_owned())), "WR-14, WR-15");
    assert_eq!(fandoms.texts(".letter"), ["H", "S"], "TAG-12");
}

#[test]
fn tags_are_looked_for_with_a_form_whose_answer_has_an_address() {
    let site = TestSite::new();
    for n in 0..6 {
        let names: Vec<String> = (0..10).map(|m| format!("Rain Number {n}{m}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        site.post(tagged(&format!("Rain {n}"), &names));
    }
    canon(&site, Kind::Character, "Rain King");
    let page = site.get(Who::Guest, "/tags/search");
    assert_eq!(
        (page.status, page.texts(".found li").len()),
        (StatusCode::OK, 0),
        "nothing is found before it is asked"
    );
    let found = site.get(Who::Guest, "/tags/search?name=RAIN&kind=character&status=canonical");
    assert_eq!(found.texts(".found .tag"), ["Rain King"], "TGS-1");
    assert_eq!(found.attributes("#name", "value"), ["RAIN"], "what was typed is there");
    assert_eq!(found.attributes("#kind [selected]", "value"), ["character"]);
    let many = site.get(Who::Guest, "/tags/search?name=rain");
    assert_eq!((many.texts(".found li").len(), many.texts(".count")[0].as_str()), (50, "61 tags"));
    let next = many.attributes("a[rel=next]", "href").remove(0);
    assert_eq!(site.get(Who::Guest, &next).texts(".found li").len(), 11);
    let odd = site.get(Who::Guest, "/tags/search?name=%25&kind=planet&status=x&sort=y&page=999");
    assert_eq!((odd.status, odd.texts(".empty").len()), (StatusCode::OK, 1));
}

#[test]
fn a_tag_called_as_the_page_that_looks_for_tags_has_a_page_too() {
    let site = TestSite::new();
    site.post(tagged("Rain", &["search"]));
    let found = site.get(Who::Guest, "/tags/search?name=search").attributes(".found .tag", "href");
    assert_eq!(site.get(Who::Guest, &found[0]).texts("main h2"), ["search"]);
}

#[test]
fn what_is_used_in_every_fandom_stands_in_a_cloud_by_name_and_larger_the_more_it_is_used() {
    let site = TestSite::new();
    assert_eq!(site.get(Who::Guest, "/tags").texts(".empty").len(), 1);
    for name in ["Rain", "Fog", "Storm", "Unused", "Elsewhere"] {
        canon(&site, Kind::Additional, name);
    }
    for name in ["Rain", "Fog", "Storm", "Unused"] {
        decide(&site, name, "No Fandom", wrangling::assign);
    }
    decide(&site, "Storm", "Rain", wrangling::attach);
    for n in 0..9 {
        site.post(tagged(&format!("one {n}"), &["Fog", "Storm", "Elsewhere", "Undecided"]));
    }
    site.post(tagged("two", &["Rain"]));
    site.ground.post(tagged("draft", &["Unused"]), State::Draft, false);

    let cloud = site.get(Who::Guest, "/tags");

    assert_eq!(cloud.texts(".cloud a"), ["Fog", "Rain"], "WR-17");
    assert_eq!(cloud.texts(".cloud .size-5, .cloud .size-1"), ["Fog", "Rain"]);
}
