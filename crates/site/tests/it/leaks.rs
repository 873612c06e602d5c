//! The canary walk: one work a state, made of words nobody can guess; every GET route is visited as every viewer, and
//! no answer may hold a word of a work that this viewer may not see, in no header and no unpacked file.

use std::{collections::BTreeSet, io::Cursor, io::Read as _};

use archive::{Viewer, WorkId, works, works::State};
use axum::http::{Method, StatusCode, header};
use export::Format;
use manuscript::{Byline, Chapter, Manuscript, Rating, SeriesPlace, Warning};
use testkit::prose;

use crate::visit::{Seen, TestSite, Who};

/// A work whose every field is a word of its own that stands nowhere else.
struct Canary {
    state: &'static str,
    id: WorkId,
    sees: &'static [Who],
}

/// The words of a canary: title, texts and tags all begin with this.
fn stem(state: &str) -> String {
    format!("zq{state}xv")
}

fn story(state: &str) -> Manuscript {
    let word = |field: &str| format!("{}{field}", stem(state));
    let html = |field: &str| prose(&format!("<p>{}</p>", word(field)));
    let chapter = |n: usize| Chapter {
        title: word(&format!("chapter{n}")),
        body: html(&format!("body{n}")),
        notes: html("chapternotes"),
        ..Chapter::default()
    };
    Manuscript {
        title: word("title"),
        bylines: vec![Byline { name: word("byline"), ..Byline::default() }],
        summary: html("summary"),
        notes: html("notes"),
        end_notes: html("endnotes"),
        rating: Rating::General,
        warnings: vec![Warning::NoneApply],
        fandoms: vec!["Shared Fandom".to_owned(), word("fandom")],
        relationships: vec![word("relationship")],
        characters: vec![word("character")],
        additional: vec![word("additional")],
        language: "en".to_owned(),
        series: vec![
            SeriesPlace { title: "Shared Series".to_owned(), part: None, url: None },
            SeriesPlace { title: word("series"), part: Some(1), url: None },
        ],
        extra: vec![(word("key"), word("value"))],
        expected_chapters: Some(2),
        chapters: vec![chapter(1), chapter(2)],
        ..Manuscript::default()
    }
}

fn canaries(site: &TestSite) -> Vec<Canary> {
    let post = |state, kept, restricted| site.ground.post(story(state), kept, restricted);
    let all = &Who::ALL[..];
    let canaries = vec![
        Canary { state: "posted", id: post("posted", State::Posted, false), sees: all },
        Canary { state: "draft", id: post("draft", State::Draft, false), sees: &[Who::Ana, Who::Kim] },
        Canary {
            state: "restricted",
            id: post("restricted", State::Posted, true),
            sees: &[Who::Ana, Who::Bo, Who::Kim],
        },
        Canary { state: "hidden", id: post("hidden", State::Posted, false), sees: &[Who::Ana, Who::Kim] },
    ];
    let (kim, hidden) = (site.ground.cast.moderator(), canaries[3].id);
    site.ground.archive.write(move |tx| works::hide(&kim, tx, hidden, "a test")).wait().unwrap();
    canaries
}

/// Everything that can stand in the places of a route: ids and names of every canary, and what they share.
fn fillings(site: &TestSite, canaries: &[Canary], path: &str) -> Vec<String> {
    let viewer = Viewer::Moderator(site.ground.cast.kim.id);
    let mut paths = Vec::new();
    for canary in canaries {
        let id = canary.id;
        let work = site.ground.archive.read(move |tx| works::show(&viewer, tx, id)).wait().unwrap();
        let seen = work.clone();
        let index = site.ground.archive.read(move |tx| works::index(&seen, tx)).wait().unwrap();
        let with_id = path.replace("{id}", &id.to_string());
        if path.starts_with("/works") {
            let with_id = with_id.replace("{number}", "1");
            paths.extend(index.iter().map(|entry| with_id.replace("{chapter}", &entry.id.to_string())));
        } else if path.starts_with("/downloads") {
            paths.extend(
                Format::ALL.iter().map(|format| with_id.replace("{name}", &format!("x.{}", format.extension()))),
            );
        } else if path.starts_with("/autocomplete") {
            let kinds = ["fandom", "relationship", "character", "additional"];
            paths.extend(kinds.map(|kind| format!("{}?term={}", path.replace("{kind}", kind), stem(canary.state))));
        } else if path.starts_with("/series") {
            paths.extend(work.card.series.iter().map(|place| path.replace("{id}", &place.id.to_string())));
        } else if path.starts_with("/tags") {
            paths.extend(work.card.tags.iter().map(|tag| path.replace("{name}", &tag.name.replace(' ', "%20"))));
        } else {
            let person = path.replace("{name}", "ana").replace("{pseud}", "ana");
            paths.push(person.replace("{file}", "none"));
        }
    }
    let queried = ["?view_full_work=true&view_adult=true", "?page=2"];
    let with_queries: Vec<String> =
        paths.iter().flat_map(|path| queried.map(|query| format!("{path}{query}"))).collect();
    paths.extend(with_queries);
    paths.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

/// All that an answer tells: its headers, its body, and what is in the body when that is a ZIP.
fn told(answer: &Seen) -> String {
    let headers = answer.headers.values().map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let mut told = headers.collect::<Vec<_>>().join("\n");
    if let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(&answer.bytes)) {
        for at in 0..zip.len() {
            let mut entry = zip.by_index(at).unwrap();
            told.push_str(&entry.name().unwrap());
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            told.push_str(&String::from_utf8_lossy(&bytes));
        }
    }
    told.push_str(&String::from_utf8_lossy(&answer.bytes));
    told
}

/// Visits a page as people and as programs that read JSON.
fn visits(site: &TestSite, who: Who, path: &str) -> Vec<Seen> {
    let mut json = TestSite::ask(who, Method::GET, path);
    json.headers_mut().insert(header::ACCEPT, "application/json".parse().unwrap());
    vec![site.get(who, path), site.send(json)]
}

#[test]
fn nobody_is_told_a_word_of_what_they_may_not_see() {
    let site = TestSite::new();
    let canaries = canaries(&site);
    for canary in &canaries {
        for who in canary.sees {
            let page = site.get(*who, &format!("/works/{}?view_full_work=true", canary.id));
            assert_eq!(page.status, StatusCode::OK, "{who:?} must see {}", canary.state);
            assert!(page.text().contains(&format!("{}body2", stem(canary.state))), "{who:?} {}", canary.state);
        }
    }

    let mut visited = 0;
    for route in site.site().routes().iter().filter(|route| route.method == Method::GET) {
        for path in fillings(&site, &canaries, route.path) {
            for who in Who::ALL {
                for answer in visits(&site, who, &path) {
                    visited += 1;
                    let told = told(&answer);
                    for canary in canaries.iter().filter(|canary| !canary.sees.contains(&who)) {
                        assert!(!told.contains(&stem(canary.state)), "{who:?} finds {} at {path}", canary.state);
                    }
                }
            }
        }
    }
    assert!(visited > 1_000, "only {visited} answers were looked at");
}

/// A part of the series that two worlds share.
fn part(title: &str, number: Option<u32>) -> Manuscript {
    let place = SeriesPlace { title: "Weather".to_owned(), part: number, url: None };
    Manuscript { series: vec![place], ..testkit::story(title, 2) }
}

/// Puts a secret in front of, between and behind what everybody sees: drafts, works for members and hidden works, some of
/// them parts of the shared series.
fn keep_secrets(site: &TestSite) {
    let stories = [1, 2, 3, 5, 7].map(|number| part(&format!("Secret {number}"), Some(number)));
    let stories = stories.into_iter().chain([part("Last secret", None)]);
    for (at, secret) in stories.chain(["draft", "restricted", "hidden"].map(story)).enumerate() {
        let state = if at % 3 == 0 { State::Draft } else { State::Posted };
        let id = site.ground.post(secret, state, at % 3 == 1);
        if at % 3 == 2 {
            let kim = site.ground.cast.moderator();
            site.ground.archive.write(move |tx| works::hide(&kim, tx, id, "a test")).wait().unwrap();
        }
    }
}

/// Every address that tells of the shared works.
fn shared_paths(site: &TestSite, shared: &[WorkId]) -> Vec<String> {
    let first = shared[0];
    let card = site.ground.archive.read(move |tx| works::show(&Viewer::Guest, tx, first)).wait().unwrap().card;
    let mut paths = vec![format!("/series/{}", card.series[0].id), format!("/tags/{}fandom/works", stem("restricted"))];
    let fixed = ["/", "/works", "/media", "/users/ana", "/tags/Rain/works", "/tags/Gen/works"];
    paths.extend(fixed.iter().chain(&["/tags/Shared%20Fandom/works"]).map(ToString::to_string));
    for id in shared {
        paths.extend(["", "?view_full_work=true", "/navigate"].map(|tail| format!("/works/{id}{tail}")));
        paths.extend(Format::ALL.iter().map(|format| format!("/downloads/{id}/x.{}", format.extension())));
    }
    paths
}

#[test]
fn what_is_secret_changes_no_byte_of_what_guests_are_told() {
    let (with, without) = (TestSite::new(), TestSite::new());
    let shared = [&with, &without].map(|site| {
        [part("Rain", Some(2)), part("Snow", Some(2)), part("Fog", Some(6)), part("Hail", None)]
            .map(|story| site.ground.post(story, State::Posted, false))
    });
    assert_eq!(shared[0], shared[1]);
    keep_secrets(&with);

    for path in shared_paths(&with, &shared[0]) {
        let (seen, expected) = (with.get(Who::Guest, &path), without.get(Who::Guest, &path));
        assert_eq!(seen, expected, "{path} tells guests that something is hidden");
        if let Some(tag) = expected.headers.get(header::ETAG).filter(|_| expected.status == StatusCode::OK) {
            let mut again = TestSite::ask(Who::Guest, Method::GET, &path);
            again.headers_mut().insert(header::IF_NONE_MATCH, tag.clone());
            assert_eq!(with.send(again).status, StatusCode::NOT_MODIFIED, "{path} has another tag");
        }
    }
}
