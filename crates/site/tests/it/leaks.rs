//! The canary walk and the worlds: every GET route is visited as every visitor, and no answer may hold a word of a work that
//! this visitor may not see, in no header and no unpacked file; and two archives that differ in one secret answer alike.

use std::{collections::BTreeSet, io::Cursor, io::Read as _};

use archive::bookmarks::NewBookmark;
use archive::comments::{self, Topic, View};
use archive::{ShelfId, Viewer, WorkId, shelves, works, works::State};
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use export::Format;
use manuscript::{Manuscript, SeriesPlace};
use memchr::memmem;

use crate::canaries::{
    BEGUN, BINS, CASES, COLLECTIONS, CREATORS, Canary, GUESTS_ADDRESS, KEY, OF_TAG, UNWELCOME, Visitor, binned,
    bookmark, canaries, collect, drafted, follow, gather, moderator, say_treacle, shelve, stem, story, tell,
    welcome_not,
};
use crate::letters::letters_to;
use crate::visit::{Seen, TestSite, Who};

/// The orders of a shelf.
const SORTS: [&str; 3] = ["", "?sort=title", "?sort=added"];

/// Everything that can stand in the places of a route: ids and names of every canary, and what they share.
pub fn fillings(site: &TestSite, canaries: &[Canary], path: &str) -> Vec<String> {
    let viewer = moderator(site);
    let mut paths = Vec::new();
    for canary in canaries {
        let id = canary.id;
        let work = site.ground.archive.read(move |tx| works::show(&viewer, tx, id)).wait().unwrap();
        let seen = work.clone();
        let index = site.ground.archive.read(move |tx| works::index(&seen, tx)).wait().unwrap();
        let with_id = path.replace("{id}", &id.to_string());
        if path.starts_with("/works/search") {
            // The page shows what was asked for, so that is not a word that must not be told.
            paths.push(format!("{path}?q=zq{}*", canary.case.state));
        } else if path.starts_with("/works") {
            let with_id = with_id.replace("{number}", "1");
            let with_key = [KEY, "guessed"].map(|key| with_id.replace("{key}", key));
            let chapters = index.iter().map(|entry| entry.id.to_string());
            let of_chapters = chapters.flat_map(|id| with_key.clone().map(|path| path.replace("{chapter}", &id)));
            let said = said_at(site, id);
            paths.extend(
                of_chapters
                    .flat_map(|path| said.iter().map(move |id| path.replace("{comment}", id)).collect::<Vec<_>>()),
            );
        } else if path.starts_with("/bookmarks") {
            paths.extend(canary.bookmarks.iter().map(|id| path.replace("{id}", &id.to_string())));
        } else if path.starts_with("/shelves") {
            let with_id = canary.on.shelves.map(|id| path.replace("{id}", &id.to_string()));
            paths.extend(with_id.iter().flat_map(|path| SORTS.map(|sort| format!("{path}{sort}"))));
        } else if path.starts_with("/downloads") {
            // What it comes from and what comes from it names it, too.
            let [root, shoot] = canary.kin.map(|id| path.replace("{id}", &id.to_string()));
            let of = |path: &String| {
                let names = Format::ALL.iter().map(|format| format!("x.{}", format.extension()));
                names.map(|name| path.replace("{name}", &name)).collect::<Vec<_>>()
            };
            paths.extend([with_id, root, shoot].iter().flat_map(of));
        } else if path.starts_with("/autocomplete") {
            let kinds = ["fandom", "relationship", "character", "additional", "tag", "collection"];
            paths
                .extend(kinds.map(|kind| format!("{}?term={}", path.replace("{kind}", kind), stem(canary.case.state))));
            // A term of a search may be about any kind, and its names have quotes about them.
            let terms =
                ["tag%3A", "fandom%3A", "additional%3A%22"].map(|field| format!("{field}{}", stem(canary.case.state)));
            paths.extend(terms.map(|term| format!("{}?term={term}", path.replace("{kind}", "query"))));
        } else if path.starts_with("/series") {
            paths.extend(work.card.series.iter().map(|place| path.replace("{id}", &place.id.to_string())));
        } else if path.starts_with("/wrangling") {
            // A guest is invited to log in and come back to what they asked for, so no word of a secret is asked for.
            let in_fandoms = ["Shared%20Fandom"].map(|fandom| with_id.replace("{fandom}", fandom)).into_iter();
            let kinds = ["fandom", "relationship", "character", "additional"];
            paths.extend(in_fandoms.flat_map(|path| kinds.map(|kind| path.replace("{kind}", kind))));
        } else if path == "/tags/search" {
            paths.extend(["", "Shared+Fandom"].map(|fandoms| format!("{path}?name=&fandoms={fandoms}&sort=uses")));
        } else if path.starts_with("/tags") && path.contains("/comments") {
            let path = path.replace("{name}", "Shared%20Fandom");
            paths.extend(said_of_tag(site).iter().map(|id| path.replace("{comment}", id)));
        } else if path.ends_with("/edit") && path.starts_with("/tags") {
            paths.push(path.replace("{name}", "Shared%20Fandom"));
        } else if path.starts_with("/tags") {
            paths.extend(work.card.tags.iter().map(|tag| path.replace("{name}", &tag.name.replace(' ', "%20"))));
        } else if path.starts_with("/collections") {
            let named = COLLECTIONS.map(|name| path.replace("{name}", name).replace("{tag}", "Shared%20Fandom"));
            let which = if path.ends_with("/items") { ["", "?which=in", "?which=asked"].as_slice() } else { &[""] };
            paths.extend(named.iter().flat_map(|path| which.iter().map(move |which| format!("{path}{which}"))));
        } else if path.starts_with("/media") {
            paths.push(path.replace("{name}", "Uncategorized%20Fandoms"));
        } else {
            let people = [("ana", "ana"), ("bo_reads", "bo_reads"), ("cy_muted", "cy_muted")];
            let named = people.map(|(name, pseud)| path.replace("{name}", name).replace("{pseud}", pseud));
            let parts = ["downloaded", "bookmarked", "subscribed"];
            let files: &[&str] = if path.contains("/export/") { &["library.json", "library.csv"] } else { &["none"] };
            let list = canary.on.list.to_string();
            for path in named.map(|path| path.replace("{id}", &list)) {
                let with_parts: &[&str] = if path.contains("{part}") { &parts } else { &[""] };
                paths.extend(with_parts.iter().flat_map(|part| {
                    let path = path.replace("{part}", part);
                    files.iter().map(move |file| path.replace("{file}", file)).collect::<Vec<_>>()
                }));
            }
        }
    }
    let queried = ["?view_full_work=true&view_adult=true", "?page=2"];
    let with_queries: Vec<String> =
        paths.iter().flat_map(|path| queried.map(|query| format!("{path}{query}"))).collect();
    let quoting: Vec<&String> = paths.iter().filter(|path| path.ends_with("/quoting")).collect();
    let quoted: Vec<String> = quoting.iter().map(|path| format!("{path}?quote=1&view_adult=true")).collect();
    paths.extend(with_queries);
    paths.extend(quoted);
    paths.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

/// The comments at a work; of one where nothing is said, a number that is none.
fn said_at(site: &TestSite, id: WorkId) -> Vec<String> {
    let viewer = moderator(site);
    let read = move |tx: &archive::Tx<'_>| comments::at_work(&viewer, tx, &id.into(), View::Work, 1);
    let turns = site.ground.archive.read(read).wait().unwrap().turns;
    let said: Vec<String> = turns.iter().map(|turn| turn.comment.id.to_string()).collect();
    if said.is_empty() { vec!["7".to_owned()] } else { said }
}

/// What wranglers say of the tag that all works share.
fn said_of_tag(site: &TestSite) -> Vec<String> {
    let viewer = moderator(site);
    let topic = Topic::Named("Shared Fandom".to_owned());
    let read = move |tx: &archive::Tx<'_>| comments::at_work(&viewer, tx, &topic, View::Work, 1);
    let turns = site.ground.archive.read(read).wait().unwrap().turns;
    turns.iter().map(|turn| turn.comment.id.to_string()).collect()
}

/// All that an answer tells: its headers, its body, and what is in the body when that is a ZIP.
pub fn told(answer: &Seen) -> String {
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
    match answer.header(header::CONTENT_ENCODING) {
        "gzip" => told.push_str(&answer.text()),
        _ => told.push_str(&String::from_utf8_lossy(&answer.bytes)),
    }
    told
}

/// A request as this visitor's browser sends it.
pub fn ask(canaries: &[Canary], visitor: Visitor, path: &str) -> Request {
    let Visitor::Of(who) = visitor else {
        let keys: Vec<String> = canaries.iter().map(|canary| format!("key-{}={KEY}", canary.id)).collect();
        let mut request = TestSite::ask(Who::Guest, Method::GET, path);
        request.headers_mut().insert(header::COOKIE, keys.join("; ").parse().unwrap());
        return request;
    };
    TestSite::ask(who, Method::GET, path)
}

/// Visits a page as people and as programs that read JSON.
fn visits(site: &TestSite, canaries: &[Canary], visitor: Visitor, path: &str) -> Vec<Seen> {
    let mut json = ask(canaries, visitor, path);
    json.headers_mut().insert(header::ACCEPT, "application/json".parse().unwrap());
    vec![site.send(ask(canaries, visitor, path)), site.send(json)]
}

/// Whether what a visitor was told has no word that is kept from them.
pub fn keeps_quiet(canaries: &[Canary], visitor: Visitor, path: &str, told: &str) {
    for canary in canaries.iter().filter(|canary| !canary.case.shows(visitor)) {
        for kept in canary.case.kept {
            let word = format!("{}{kept}", stem(canary.case.state));
            assert!(!has(told, &word), "{visitor:?} finds {word} at {path}");
        }
    }
    assert!(!has(told, GUESTS_ADDRESS), "{visitor:?} finds the address of a guest at {path}");
    let hears = matches!(visitor, Visitor::Of(Who::Wren | Who::Kim));
    assert!(hears || !has(told, OF_TAG), "{visitor:?} finds what wranglers say at {path} (WRK-7)");
    let keeps = visitor == Visitor::Of(Who::Ana);
    assert!(keeps || !has(told, UNWELCOME), "{visitor:?} finds whom or what an author does not want at {path}");
    for canary in canaries.iter().filter(|_| !BINS.contains(&visitor)) {
        let word = binned(canary.case.state);
        assert!(!has(told, &word), "{visitor:?} finds {word} at {path}: it lies in the bin");
    }
    for state in BEGUN.iter().filter(|_| !CREATORS.contains(&visitor)) {
        let word = drafted(state);
        assert!(!has(told, &word), "{visitor:?} finds {word} at {path}: it is a draft");
    }
}

/// Whether a word stands in what was told. That is asked of every page for every word, and the standard library is slow where it is
/// compiled for tests.
fn has(told: &str, word: &str) -> bool {
    memmem::find(told.as_bytes(), word.as_bytes()).is_some()
}

#[test]
fn nobody_is_told_a_word_of_what_they_may_not_see() {
    let site = TestSite::new();
    let canaries = canaries(&site);
    for canary in &canaries {
        for visitor in Visitor::all().into_iter().filter(|visitor| canary.case.shows(*visitor)) {
            let path = format!("/works/{}?view_full_work=true", canary.id);
            let page = site.send(ask(&canaries, visitor, &path));
            assert_eq!(page.status, StatusCode::OK, "{visitor:?} must see {}", canary.case.state);
            assert!(page.text().contains(&format!("{}body2", stem(canary.case.state))), "{visitor:?}");
        }
    }

    for canary in canaries.iter().filter(|canary| !["hidden", "discarded", "stone"].contains(&canary.case.state)) {
        for visitor in BINS {
            let page = site.send(ask(&canaries, *visitor, &format!("/works/{}/chapters/manage", canary.id)));
            assert!(page.text().contains(&binned(canary.case.state)), "{visitor:?} {}", canary.case.state);
        }
    }

    for (id, format) in canaries[0].kin.iter().flat_map(|id| Format::ALL.iter().map(move |format| (id, format))) {
        let file = site.get(Who::Guest, &format!("/downloads/{id}/x.{}?view_adult=true", format.extension()));
        let names = format!("{}title", stem(canaries[0].case.state));
        assert!(told(&file).contains(&names), "a {format:?} must name what is posted");
    }

    for who in [Who::Wren, Who::Kim] {
        assert!(site.get(who, "/tags/Shared%20Fandom/comments").text().contains(OF_TAG), "{who:?} must see it");
    }

    let list = site.get(Who::Ana, "/users/ana/unwelcome").text();
    assert!(list.matches(UNWELCOME).count() > 1, "ana must see her words and her names");
    let waits = site.get(Who::Ana, &format!("/works/{}/comments/waiting", canaries[0].id)).text();
    assert!(waits.contains("treacle"), "something must have met her list");

    let mut visited = 0;
    for route in site.site().routes().iter().filter(|route| route.method == Method::GET) {
        for path in fillings(&site, &canaries, route.path) {
            for visitor in Visitor::all() {
                for answer in visits(&site, &canaries, visitor, &path) {
                    visited += 1;
                    keeps_quiet(&canaries, visitor, &path, &told(&answer));
                }
            }
        }
    }
    assert!(visited > 10_000, "only {visited} answers were looked at");
}

#[test]
fn no_letter_tells_what_an_author_does_not_want_to_meet() {
    let site = TestSite::new();
    let [dora, vera] = ["dora", "vera"].map(|name| site.ground.member_with_account(name));
    let work = site.ground.post_by(dora, testkit::story("Rain", 1), State::Posted);
    welcome_not(&site, dora.viewer());
    let post = letters_to(&site);
    say_treacle(&site, vera.viewer(), work);
    let mut letters = post.all();
    site.write(move |tx| comments::approve_all(&dora.viewer(), tx, &work.into()).map(drop));
    letters.extend(post.all());
    assert!(letters.iter().any(|letter| letter.contains("treacle")), "{letters:?}");
    assert!(letters.iter().all(|letter| !letter.contains(UNWELCOME)), "{letters:?}");
}

#[test]
fn what_is_for_some_people_is_kept_nowhere_and_found_by_no_search_engine() {
    let site = TestSite::new();
    let canaries = canaries(&site);
    for canary in canaries
        .iter()
        .filter(|canary| ["named", "link", "unrevealed", "collected", "stone"].contains(&canary.case.state))
    {
        let state = canary.case.state;
        for visitor in Visitor::all() {
            for tail in ["", "?view_full_work=true", "/navigate"] {
                let page = site.send(ask(&canaries, visitor, &format!("/works/{}{tail}", canary.id)));
                if [StatusCode::OK, StatusCode::GONE].contains(&page.status) {
                    assert_eq!(page.header("x-robots-tag"), "noindex", "{visitor:?} {state}{tail}");
                    assert_eq!(page.header(header::REFERRER_POLICY), "no-referrer", "{visitor:?} {state}{tail}");
                    assert_eq!(page.header(header::CACHE_CONTROL), "private, no-store", "{visitor:?} {state}{tail}");
                }
            }
            let file = site.send(ask(&canaries, visitor, &format!("/downloads/{}/x.txt", canary.id)));
            if file.status == StatusCode::OK {
                assert_eq!(file.header("x-robots-tag"), "noindex", "{visitor:?} {state}");
                assert_eq!(file.header(header::CACHE_CONTROL), "private, no-store", "{visitor:?} {state}");
            }
        }
    }
}

/// A part of the series that two worlds share.
fn part(title: &str, number: Option<u32>) -> Manuscript {
    let place = SeriesPlace { title: "Weather".to_owned(), part: number, url: None };
    Manuscript { series: vec![place], ..testkit::story(title, 2) }
}

/// Puts works that a visitor may not see in front of, between and behind what everybody sees, most of them parts of the
/// shared series.
fn keep_secrets(site: &TestSite, from: Visitor) {
    for (at, case) in CASES.iter().filter(|case| !case.shows(from)).enumerate() {
        let secret = case.put_in(site, part(&format!("Secret {at}"), Some(at as u32)));
        let note = NewBookmark { tags: "Tea, Rain".to_owned(), ..NewBookmark::default() };
        bookmark(site, site.ground.cast.ana.viewer(), secret, note);
        put_in_front(site, secret);
        case.put(site, part(&format!("Last secret {at}"), None));
        case.put(site, story(case.state));
    }
}

/// Puts a work in front of ana's shelf, and one that is not seen either behind it.
fn put_in_front(site: &TestSite, work: WorkId) {
    let (ana, shelf) = (site.ground.cast.ana, shelf_of_ana(site));
    site.write(move |tx| {
        shelves::put(&ana.viewer(), tx, shelf, &[work])?;
        shelves::place(&ana.viewer(), tx, shelf, (work, 1))
    });
}

/// The shelf that ana shows everybody.
fn shelf_of_ana(site: &TestSite) -> ShelfId {
    let ana = site.ground.cast.ana.id;
    let shown = site.ground.archive.read(move |tx| shelves::of_person(&Viewer::Guest, tx, ana)).wait().unwrap();
    shown[0].id
}

/// Lists, feeds and names that the index makes.
const FOUND: &[&str] = &[
    "/works/search",
    "/works/search?q=rain",
    "/works/search?q=tag%3ARain+sort%3Atitle",
    "/works/search?q=sort%3Aauthor",
    "/works/search?q=by%3Aana",
    "/works/search?q=-may%3Apodfic+-main%3ARain",
    "/works/search?q=in%3Alibrary",
    "/works/search?q=unseen",
    "/works/search?q=in%3Adownloads",
    "/works/search?q=shelf%3AWeather",
    "/works/search?q=-shelf%3AWeather+sort%3Atitle",
    "/works/search?q=later+sort%3Aopened",
    "/works/search?q=%28in%3Abookmarks+%7C+later%29",
    "/works?q=in%3Abookmarks",
    "/works/search.atom?q=unread",
    "/users/bo_reads/readings?q=rain",
    "/users/bo_reads/readings?q=sort%3Atitle",
    "/works?q=-rain",
    "/users/ana/shelves",
    "/users/ana/works?q=-rain",
    "/users/ana/pseuds/ana/works?q=sort%3Atitle",
    "/languages",
    "/people/search?name=a",
    "/people/search?fandoms=Shared+Fandom",
    "/languages/en/works",
    "/languages/en/works?q=-rain",
    "/works/search?q=text%3Arain",
    "/works/search?q=%22it+rained%22",
    "/works/search.atom?q=rain",
    "/works/search.atom?q=text%3Arain",
    "/tags/Rain/works?q=-rain",
    "/tags/Rain/feed.atom",
    "/collections/gathered/works?q=-rain",
    "/works/search?q=collection%3Agathered",
    "/works/search?q=-collection%3Agathered",
    "/collections?sort=works&tags=Rain",
    "/collections?sort=bookmarks",
    "/autocomplete/collection?term=g",
    "/autocomplete/tag?term=s",
    "/autocomplete/additional?term=r",
    "/autocomplete/query?term=tag%3As",
    "/autocomplete/query?term=shelf%3A",
];

/// Every address that tells of the shared works.
pub fn shared_paths(site: &TestSite, shared: &[WorkId]) -> Vec<String> {
    let ids = shared.to_vec();
    let cards = site.ground.archive.read(move |tx| works::cards(&Viewer::Guest, tx, &ids)).wait().unwrap();
    let series: BTreeSet<_> = cards.iter().flat_map(|card| card.series.iter().map(|entry| entry.id)).collect();
    assert!(!series.is_empty());
    let of_series = |id| ["", "/feed.atom"].map(|tail| format!("/series/{id}{tail}"));
    let mut paths: Vec<String> = series.iter().flat_map(of_series).collect();
    paths.extend(CASES[1..].iter().map(|case| format!("/tags/{}fandom/works", stem(case.state))));
    let fixed = ["/", "/works", "/media", "/users/ana", "/users/bo_reads", "/users/wren", "/users/ana/pseuds/ana"];
    let tags = [
        "/tags/Rain/works",
        "/tags/Gen/works",
        "/tags/Shared%20Fandom/works",
        "/tags/Rain",
        "/fandoms",
        "/tags/search?name=",
        "/bookmarks",
        "/bookmarks/search",
        "/bookmarks/search?tags=Tea&sort=words",
        "/users/ana/bookmarks",
        "/users/ana/bookmarks/feed.atom",
        "/users/ana/pseuds/ana/bookmarks",
        "/collections",
        "/collections/gathered",
        "/collections/gathered/works",
        "/collections/gathered/fandoms",
        "/collections/gathered/feed.atom",
        "/collections/gathered/people",
        "/collections/gathered/bookmarks",
        "/users/ana/collections",
        "/users/ana/related_works",
        "/users/bo_reads/related_works",
        "/users/bo_reads/gifts",
        "/gifts?recipient=The+Club",
        "/tags/Tea/bookmarks",
        "/tags/Rain/bookmarks",
    ];
    paths.extend(fixed.iter().chain(&tags).chain(FOUND).map(ToString::to_string));
    paths.extend(SORTS.map(|sort| format!("/shelves/{}{sort}", shelf_of_ana(site))));
    for id in shared {
        paths.extend(
            ["", "?view_full_work=true", "/navigate", "/bookmarks", "/comments", "/kudos"]
                .map(|tail| format!("/works/{id}{tail}")),
        );
        paths.extend(Format::ALL.iter().map(|format| format!("/downloads/{id}/x.{}", format.extension())));
    }
    paths
}

/// The works that all worlds share, by ana.
pub fn shared_works(site: &TestSite) -> Vec<WorkId> {
    let stories = [part("Rain", Some(2)), part("Snow", Some(2)), part("Fog", Some(6)), part("Hail", None)];
    let works = stories.map(|story| site.ground.post(story, State::Posted, false)).to_vec();
    gather(site);
    shelve(site, site.ground.cast.ana.viewer(), &works);
    for work in &works {
        collect(site, *work, "gathered");
        let note = NewBookmark { tags: "Tea".to_owned(), ..NewBookmark::default() };
        bookmark(site, site.ground.cast.ana.viewer(), *work, note);
    }
    works
}

#[test]
fn what_is_secret_changes_no_byte_of_what_strangers_are_told() {
    for visitor in [Visitor::Of(Who::Guest), Visitor::Of(Who::Cy), Visitor::Of(Who::Bo), Visitor::Keyed] {
        let (with, without) = (TestSite::new(), TestSite::new());
        for site in [&with, &without] {
            follow(site, &[site.ground.cast.bo, site.ground.cast.cy]);
        }
        let shared = [&with, &without].map(shared_works);
        tell(&without);
        tell(&with);
        assert_eq!(shared[0], shared[1]);
        keep_secrets(&with, visitor);

        let own = ["/users/bo_reads/notices", "/users/cy_muted/notices", "/users/cy_muted/subscriptions"];
        let own = own.map(ToOwned::to_owned);
        for path in shared_paths(&with, &shared[0]).into_iter().chain(own) {
            let get = |site: &TestSite| site.send(ask(&[], visitor, &path));
            let (seen, expected) = (get(&with), get(&without));
            assert_eq!(seen, expected, "{path} tells {visitor:?} that something is hidden");
            if let Some(tag) = expected.headers.get(header::ETAG).filter(|_| expected.status == StatusCode::OK) {
                let mut again = ask(&[], visitor, &path);
                again.headers_mut().insert(header::IF_NONE_MATCH, tag.clone());
                assert_eq!(with.send(again).status, StatusCode::NOT_MODIFIED, "{path} has another tag");
            }
        }
    }
}
