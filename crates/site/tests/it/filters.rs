//! What readers save of their searching, as they use it: saved searches, lists that begin with one, private feeds, and what
//! is never to be shown.

use axum::http::{StatusCode, header};

use crate::visit::{Seen, TestSite, Who};

const BO: &str = "/users/bo_reads/filters";

fn shelf() -> TestSite {
    TestSite::with_works(&[("Rain", &["Fluff"]), ("Snow", &["Fluff", "Angst"]), ("Fog", &["Angst"])])
}

fn titles(page: &Seen) -> Vec<String> {
    let mut titles = page.texts("li.work.blurb h3.heading > a");
    titles.sort();
    titles
}

fn holmes(site: &TestSite, who: Who, tail: &str) -> Seen {
    site.get(who, &format!("/tags/Sherlock%20Holmes/works{tail}"))
}

fn done(page: &Seen) {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
}

#[test]
fn what_somebody_hides_is_gone_from_their_lists_with_one_line_that_lifts_it() {
    let site = shelf();
    let filled = site.get(Who::Bo, "/filters?never=angst").header(header::LOCATION).to_owned();
    let page = site.get(Who::Bo, &filled);
    assert_eq!(page.attributes("#never-it", "value"), ["angst"], "a link fills the form in");
    done(&site.submit(Who::Bo, "/users/bo_reads/never", "never=angst&unless=&reason=too+sad"));

    let list = holmes(&site, Who::Bo, "");
    assert_eq!(titles(&list), ["Rain"]);
    assert_eq!(list.texts(".page-head .count"), ["1 work"], "the total is true");
    assert!(list.texts(".hidden-works")[0].starts_with("2 hidden: 2 by Angst."), "{:?}", list.texts(".hidden-works"));
    let lifted = site.get(Who::Bo, &list.attributes(".hidden-works a", "href")[0]);
    assert_eq!(titles(&lifted), ["Fog", "Rain", "Snow"], "one click lifts it, for once");
    assert_eq!(titles(&holmes(&site, Who::Ana, "")).len(), 3, "nobody else's lists change");

    let page = site.get(Who::Bo, BO);
    assert!(page.text().contains("too sad"));
    let rule = page.attributes("input[name=rule]", "value")[0].clone();
    assert_eq!(
        site.submit(Who::Ana, "/users/ana/never/removal", &format!("rule={rule}")).status,
        StatusCode::NOT_FOUND
    );
    done(&site.submit(Who::Bo, "/users/bo_reads/never/removal", &format!("rule={rule}")));
    assert_eq!(titles(&holmes(&site, Who::Bo, "")).len(), 3);
}

#[test]
fn works_authors_and_tags_have_a_link_that_hides_them() {
    let site = shelf();
    let list = holmes(&site, Who::Bo, "");
    let work = list.attributes("li.work.blurb h3.heading > a", "href")[0].clone();
    for (page, hides) in [
        (format!("{work}?view_adult=true"), "work%3A"),
        ("/users/ana".to_owned(), "by%3Aana"),
        ("/tags/Angst".to_owned(), "Angst"),
    ] {
        let links = site.get(Who::Bo, &page).attributes("a[href^='/filters?never=']", "href");
        assert!(links.iter().any(|link| link.contains(hides)), "{page}: {links:?}");
        assert!(site.get(Who::Guest, &page).attributes("a[href^='/filters?never=']", "href").is_empty(), "{page}");
    }
}

#[test]
fn a_rule_that_makes_no_sense_comes_back_with_everything_typed() {
    let site = shelf();
    let page = site.submit(Who::Bo, "/users/bo_reads/never", "never=words%3A%3E5&unless=Fluff&reason=because");
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.texts("#never-slip"), ["“words:>5” is neither a tag nor anything else that can be hidden."]);
    for (field, value) in [("never", "words:>5"), ("unless", "Fluff"), ("reason", "because")] {
        assert_eq!(page.attributes(&format!("input[name={field}]"), "value"), [value]);
    }
    assert_eq!(site.get(Who::Bo, "/users/ana/filters").status, StatusCode::NOT_FOUND, "nobody sees another's");
}

#[test]
fn a_search_is_saved_and_the_lists_of_a_tag_begin_with_it_until_it_is_taken_away() {
    let site = shelf();
    let page = site.get(Who::Bo, "/works/search?q=tag%3AFluff");
    let save = page.attributes("a[href^='/filters?query=']", "href");
    assert_eq!(save, ["/filters?query=tag%3AFluff#save"]);
    done(&site.submit(Who::Bo, BO, "name=Cosy&query=tag%3AFluff"));
    let page = site.get(Who::Bo, BO);
    assert_eq!(page.texts(".filters li p > a"), ["Cosy"]);
    let search = page.attributes("input[name=search]", "value")[0].clone();
    let wrong = site.submit(Who::Bo, &format!("{BO}/usual"), &format!("search={search}&tag=No+Such"));
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.attributes("input[name=tag]", "value"), ["No Such"]);
    done(&site.submit(Who::Bo, &format!("{BO}/usual"), &format!("search={search}&tag=sherlock+holmes")));

    let begins = holmes(&site, Who::Bo, "");
    assert_eq!(begins.header(header::LOCATION), "/tags/Sherlock%20Holmes/works?q=tag%3AFluff");
    let list = holmes(&site, Who::Bo, "?q=tag%3AFluff");
    assert_eq!(titles(&list), ["Rain", "Snow"]);
    let cleared = list.attributes(".chips a", "href");
    assert_eq!(titles(&site.get(Who::Bo, &cleared[0])), ["Fog", "Rain", "Snow"], "its chips can be taken away");
    assert_eq!(titles(&holmes(&site, Who::Ana, "")).len(), 3);
    assert_eq!(titles(&site.get(Who::Bo, "/tags/Angst/works")).len(), 2, "other lists begin as ever");

    done(&site.submit(Who::Bo, &format!("{BO}/usual"), &format!("search={search}&tag=")));
    assert!(site.get(Who::Bo, "/tags/Angst/works").headers.contains_key(header::LOCATION), "now all do");
    done(&site.submit(Who::Bo, &format!("{BO}/removal"), &format!("search={search}")));
    assert_eq!(titles(&holmes(&site, Who::Bo, "")).len(), 3);
}

#[test]
fn a_saved_search_has_a_feed_for_whoever_holds_its_address_and_no_longer_than_it_is_wished() {
    let site = shelf();
    done(&site.submit(Who::Bo, BO, "name=Cosy&query=tag%3AFluff"));
    let search = site.get(Who::Bo, BO).attributes("input[name=search]", "value")[0].clone();
    let form = format!("search={search}");
    let feed = |page: &Seen| {
        page.texts(".done code")[0].split_once("/filters/").map(|(_, tail)| format!("/filters/{tail}")).unwrap()
    };
    let first = feed(&site.submit(Who::Bo, &format!("{BO}/feed"), &form));
    let read = site.get(Who::Guest, &first);
    assert_eq!(read.status, StatusCode::OK);
    assert_eq!(read.header(header::CACHE_CONTROL), "private, no-store");
    let text = read.text();
    assert!(text.contains("<title>Rain</title>") && text.contains("<title>Snow</title>") && !text.contains("Fog"));
    assert!(!site.get(Who::Bo, BO).text().contains(&first), "it is shown once");
    let second = feed(&site.submit(Who::Bo, &format!("{BO}/feed"), &form));
    assert_eq!(site.get(Who::Guest, &first).status, StatusCode::NOT_FOUND, "a new address ends the old one");
    done(&site.submit(Who::Bo, &format!("{BO}/feed/removal"), &form));
    assert_eq!(site.get(Who::Guest, &second).status, StatusCode::NOT_FOUND);
}

#[test]
fn what_somebody_has_read_is_hidden_by_a_rule_and_left_out_of_their_private_feed_as_they_read_on() {
    let site = shelf();
    let work = |title: &str| {
        let page = site.get(Who::Bo, &format!("/works?q=title%3A{title}"));
        page.attributes("li.work.blurb h3.heading > a", "href").remove(0)
    };
    let (rain, snow) = (work("Rain"), work("Snow"));
    let read = |work: &str| done(&site.submit(Who::Bo, &format!("{work}/reading"), "state=finished&stars=0&note="));
    done(&site.submit(Who::Bo, BO, "name=Fresh&query=tag%3AFluff+unread"));
    let search = site.get(Who::Bo, BO).attributes("input[name=search]", "value")[0].clone();
    let page = site.submit(Who::Bo, &format!("{BO}/feed"), &format!("search={search}"));
    let feed = page.texts(".done code")[0].split_once("/filters/").map(|(_, tail)| format!("/filters/{tail}")).unwrap();
    assert!(site.get(Who::Guest, &feed).text().contains("<title>Rain</title>"));
    read(&rain);
    let text = site.get(Who::Guest, &feed).text();
    assert!(!text.contains("<title>Rain</title>") && text.contains("<title>Snow</title>"), "with its owner's eyes");
    assert!(!text.contains("<subtitle>"));

    let filled = site.get(Who::Bo, "/filters?never=in%3Aread").header(header::LOCATION).to_owned();
    assert_eq!(site.get(Who::Bo, &filled).attributes("#never-it", "value"), ["in:read"]);
    done(&site.submit(Who::Bo, "/users/bo_reads/never", "never=in%3Aread&unless=Angst&reason="));
    assert!(site.get(Who::Bo, BO).text().contains("works that you have read"));
    read(&snow);
    let list = holmes(&site, Who::Bo, "");
    assert_eq!(titles(&list), ["Fog", "Snow"], "but for what is an exception");
    assert!(list.texts(".hidden-works")[0].starts_with("1 work hidden: 1 you have read."));
    let lifted = site.get(Who::Bo, &list.attributes(".hidden-works a", "href")[0]);
    assert_eq!(titles(&lifted).len(), 3);
    assert_eq!(titles(&holmes(&site, Who::Ana, "")).len(), 3);
}
