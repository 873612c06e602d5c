//! What every answer says beside its page: policies, encodings, tags; and how wrong requests are answered.

use std::time::Duration;

use archive::works;
use axum::http::{Method, StatusCode, header};
use testkit::story;

use crate::visit::{Seen, TestSite, Who};

fn get_with(site: &TestSite, path: &str, name: header::HeaderName, value: &str) -> Seen {
    let mut request = TestSite::ask(Who::Guest, Method::GET, path);
    request.headers_mut().insert(name, value.parse().unwrap());
    site.send(request)
}

#[test]
fn the_players_that_a_text_may_embed_are_let_in_by_the_policy_and_no_others() {
    let site = TestSite::new();
    let answer = site.get(Who::Guest, "/");
    let policy = answer.header(header::CONTENT_SECURITY_POLICY);
    let frames = policy.split(';').find_map(|part| part.trim().strip_prefix("frame-src ")).unwrap();
    let let_in: Vec<&str> = frames.split_whitespace().map(|source| source.trim_start_matches("https://")).collect();
    let covers = |source: &str, host: &str| match source.strip_prefix('*') {
        Some(domain) => host.ends_with(domain),
        None => host == source,
    };

    for host in manuscript::player_hosts() {
        assert!(let_in.iter().any(|source| covers(source, host)), "{host} may be embedded and is not let in");
    }
    for source in let_in {
        let domain = source.trim_start_matches("*.");
        assert!(manuscript::player_hosts().any(|host| host == domain), "{source} is let in and may not be embedded");
    }
}

#[test]
fn every_answer_carries_the_policies() {
    let site = TestSite::new();
    let style = site.get(Who::Guest, "/").attributes("link[rel=stylesheet]", "href").remove(0);
    for path in ["/", "/settings", "/nowhere", "/healthz", "/robots.txt", "/hosting/doors", &style] {
        let answer = site.get(Who::Guest, path);
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.starts_with("default-src 'none';"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
        assert_eq!(answer.header(header::REFERRER_POLICY), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(answer.headers.contains_key(header::CONTENT_TYPE), "{path}");
    }
}

#[test]
fn browsers_are_asked_to_come_by_tls_where_visitors_do() {
    for (address, asked) in [("https://attic.example", "max-age=31536000"), ("http://attic.example", "")] {
        let site = TestSite::with(site::SiteSettings { address: address.to_owned(), ..site::SiteSettings::default() });
        for path in ["/", "/nowhere", "/healthz", "/"] {
            let answer = site.get(Who::Guest, path);
            assert_eq!(answer.header(header::STRICT_TRANSPORT_SECURITY), asked, "{address} {path}");
        }
    }
}

#[test]
fn no_page_holds_script_or_style_of_its_own() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 2));
    let work = format!("/works/{id}?view_full_work=true");
    for path in ["/", "/media", "/settings", "/about", "/users/ana", "/tags/Rain/works", "/nowhere", &work] {
        let page = site.get(Who::Guest, path);
        assert!(page.attributes("*[style]", "style").is_empty(), "{path}");
        assert!(page.texts("style").is_empty(), "{path}");
        assert!(page.texts("script").iter().all(String::is_empty), "{path}");
        let html = page.text();
        assert!(!html.contains(" on") || !html.contains(" onclick="), "{path}");
    }
}

#[test]
fn a_packed_page_is_the_plain_page() {
    let site = TestSite::new();
    let mut long = story("Snow", 1);
    // So many words that cannot be compressed much that the page is packed on a thread of its own.
    let words: Vec<String> =
        (0..30_000_u64).map(|n| (n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 24).to_string()).collect();
    long.chapters[0].body = testkit::prose(&format!("<p>{}</p>", words.join(" ")));
    let (small, large) = (site.post(story("Rain — 雨", 3)), site.post(long));
    for path in ["/".to_owned(), format!("/works/{small}?view_full_work=true"), format!("/works/{large}")] {
        let plain = site.get(Who::Guest, &path);
        let packed = get_with(&site, &path, header::ACCEPT_ENCODING, "br, gzip");
        assert_eq!(packed.header(header::CONTENT_ENCODING), "gzip");
        assert_eq!(plain.header(header::CONTENT_ENCODING), "");
        assert_eq!(packed.text(), plain.text());
        assert_ne!(packed.header(header::ETAG), plain.header(header::ETAG), "a strong tag names the very bytes");
        assert!(packed.header(header::VARY).contains("accept-encoding"));
        assert_eq!(packed.bytes.len() > 128 * 1024, path.ends_with(&large.to_string()), "{path}");
    }
}

#[test]
fn a_page_that_has_not_changed_is_not_sent_again() {
    let site = TestSite::new();
    for path in ["/", "/settings", "/media"] {
        let tag = site.get(Who::Guest, path).header(header::ETAG).to_owned();
        let again = get_with(&site, path, header::IF_NONE_MATCH, &tag);
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
        assert_eq!(again.header(header::ETAG), tag, "{path}");
        assert!(again.bytes.is_empty(), "{path}");
        assert_eq!(get_with(&site, path, header::IF_NONE_MATCH, "\"other\"").status, StatusCode::OK, "{path}");
    }
}

#[test]
fn a_page_is_made_of_the_parameters_its_route_reads_and_of_no_others() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 2));
    let (work, tag) = (format!("/works/{id}"), "/tags/Rain/works".to_owned());
    for (spelling, meant) in [
        (format!("{work}?utm=7&view_full_work=true&view_adult=no"), format!("{work}?view_full_work=true")),
        (format!("{work}/navigate?page=2"), format!("{work}/navigate")),
        ("/tags/R%61in/works?page=01&x=y".to_owned(), tag),
    ] {
        let page = site.get(Who::Guest, &spelling);
        assert_eq!(page, site.get(Who::Guest, &meant), "{spelling}");
        assert!(!page.text().contains("utm="), "{spelling}");
    }
}

#[test]
fn head_is_get_without_the_page() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    for path in ["/", "/nowhere", &format!("/works/{id}"), &format!("/downloads/{id}/Rain.txt")] {
        let got = site.get(Who::Guest, path);
        let head = site.send(TestSite::ask(Who::Guest, Method::HEAD, path));
        assert_eq!(head.status, got.status, "{path}");
        assert_eq!(head.header(header::ETAG), got.header(header::ETAG), "{path}");
        assert_eq!(head.header(header::CONTENT_LENGTH), got.bytes.len().to_string(), "{path}");
        assert!(head.bytes.is_empty(), "{path}");
    }
}

#[test]
fn only_pages_for_all_guests_are_public() {
    let site = TestSite::new();
    site.post(story("Rain", 1));
    for (who, path, keeping) in [
        (Who::Guest, "/", "public, no-cache"),
        (Who::Guest, "/tags/Rain/works", "public, no-cache"),
        (Who::Guest, "/settings", "private, no-cache"),
        (Who::Guest, "/nowhere", "private, no-cache"),
        (Who::Bo, "/nowhere", "private, no-store"),
        (Who::Bo, "/", "private, no-store"),
        (Who::Kim, "/tags/Rain/works", "private, no-store"),
    ] {
        assert_eq!(site.get(who, path).header(header::CACHE_CONTROL), keeping, "{who:?} {path}");
    }
}

#[test]
fn what_says_nothing_of_keeping_is_kept_by_nobody() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 2));
    let told = get_with(&site, "/nowhere", header::ACCEPT, "application/json");
    let led = site.get(Who::Bo, &format!("/works/{id}"));
    let set = site.post_form("/settings", "theme=sepia");
    for (answer, status) in [(told, 404), (led, 303), (set, 303)] {
        assert_eq!(answer.status, status);
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{status}");
    }
}

#[test]
fn a_kept_page_is_gone_everywhere_soon_after_its_work_is_hidden() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let paths = ["/".to_owned(), "/works".to_owned(), format!("/works/{id}"), "/tags/Rain/works".to_owned()];
    for path in &paths {
        assert!(site.get(Who::Guest, path).text().contains("Rain"), "{path}");
    }
    let kim = site.ground.cast.moderator();
    site.ground.archive.write(move |tx| works::hide(&kim, tx, id, "a test")).wait().unwrap();

    std::thread::sleep(Duration::from_millis(100));

    for path in &paths {
        assert!(!site.get(Who::Guest, path).text().contains("Rain"), "{path}");
    }
}

#[test]
fn a_members_page_is_never_handed_to_a_guest() {
    let site = TestSite::new();
    site.ground.stated_works();
    assert!(site.get(Who::Bo, "/works").text().contains("ana_restricted"));
    assert!(!site.get(Who::Guest, "/works").text().contains("ana_restricted"));
    assert!(site.get(Who::Bo, "/works").text().contains("ana_restricted"));
    assert!(!site.get(Who::Guest, "/works").text().contains("ana_restricted"));
}

#[test]
fn files_are_named_by_their_content_and_kept_for_ever() {
    let site = TestSite::new();
    let page = site.get(Who::Guest, "/");
    let mut files = page.attributes("link[href^='/static/']", "href");
    files.extend(page.attributes("script", "src"));
    assert!(files.len() >= 4, "{files:?}");
    for file in files {
        let plain = site.get(Who::Guest, &file);
        assert_eq!(plain.status, StatusCode::OK, "{file}");
        assert!(plain.header(header::CACHE_CONTROL).contains("immutable"), "{file}");
        let packed = get_with(&site, &file, header::ACCEPT_ENCODING, "gzip, br");
        let is_face = plain.header(header::CONTENT_TYPE) == "font/woff2";
        let expected = if is_face { "" } else { "br" };
        assert_eq!(packed.header(header::CONTENT_ENCODING), expected, "{file}");
    }
    assert_eq!(site.get(Who::Guest, "/static/foolscap-000000000000.css").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_chapter_page_needs_little_style_and_script_and_no_large_face() {
    let site = TestSite::new();
    let page = site.get(Who::Guest, "/about");
    let mut small = page.attributes("link[rel=stylesheet]", "href");
    small.extend(page.attributes("script", "src"));
    let packed = |file: &String| get_with(&site, file, header::ACCEPT_ENCODING, "gzip").bytes.len();
    let total: usize = small.iter().map(packed).sum();
    assert!(total < 30_000, "style and script take {total} bytes");

    let sheet = site.get(Who::Guest, &page.attributes("link[rel=stylesheet]", "href")[0]).text();
    let faces: Vec<&str> = sheet.split("url(").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert_eq!(faces.len(), 10);
    for face in faces {
        let bytes = site.get(Who::Guest, face).bytes.len();
        assert!((1_000..60_000).contains(&bytes), "{face} takes {bytes} bytes");
    }
}

#[test]
fn problems_are_told_as_pages_to_people_and_as_json_to_programs() {
    let site = TestSite::new();

    let page = site.get(Who::Guest, "/nowhere");
    let told = get_with(&site, "/nowhere", header::ACCEPT, "application/json");

    assert_eq!(page.texts("main h2"), ["There is nothing here"]);
    assert_eq!(told.status, StatusCode::NOT_FOUND);
    assert_eq!(told.header(header::CONTENT_TYPE), "application/problem+json");
    let told: serde_json::Value = serde_json::from_slice(&told.bytes).unwrap();
    assert_eq!(told["status"], 404);
    assert_eq!(told["title"], "There is nothing here");
    assert_eq!(told.get("incident"), None);
}

#[test]
fn requests_that_make_no_sense_are_answered_with_a_sentence() {
    let site = TestSite::new();
    let long = format!("theme={}", "x".repeat(70_000));
    for (answer, status) in [
        (site.post_form("/settings", &long), StatusCode::PAYLOAD_TOO_LARGE),
        (site.post_form("/media", "a=b"), StatusCode::METHOD_NOT_ALLOWED),
        (site.send(TestSite::ask(Who::Guest, Method::POST, "/settings")), StatusCode::UNPROCESSABLE_ENTITY),
        (site.get(Who::Guest, "/works/abc"), StatusCode::NOT_FOUND),
        (site.get(Who::Guest, "/works/99999999999999999999999"), StatusCode::NOT_FOUND),
        (site.get(Who::Guest, "/works/%FF"), StatusCode::NOT_FOUND),
        (site.get(Who::Guest, "/static/%FF"), StatusCode::NOT_FOUND),
        (site.get(Who::Guest, "/works/-1/chapters/x"), StatusCode::NOT_FOUND),
    ] {
        assert_eq!(answer.status, status);
        assert_eq!(answer.texts("main h2").len(), 1, "{status}");
    }
}

#[test]
fn it_says_that_it_is_well_and_what_may_be_crawled() {
    let site = TestSite::new();
    assert_eq!(site.get(Who::Guest, "/healthz").text(), "ok\n");
    assert!(site.get(Who::Guest, "/robots.txt").text().contains("Disallow: /downloads/"));
}
