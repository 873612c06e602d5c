//! Following things on the pages, being told of them on one's own page, by letters and feeds, and ending it from a letter.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use archive::{
    Errand, Secret, Viewer, WorkId,
    accounts::{self, Role},
    mail::{Carrier, Smtp},
    subscriptions::{self, Subject, subscribe},
    works::{self, NewChapter, State},
};
use axum::http::{Method, StatusCode, header};
use manuscript::{Chapter, Manuscript, SeriesPlace};
use testkit::{Member, prose, story};

use crate::{
    canaries::{CASES, Case, follow_collections, stem, tell},
    visit::{Seen, TestSite, Who},
};

const MINE: &str = "/users/bo_reads/subscriptions";
const NOTICES: &str = "/users/bo_reads/notices";

fn done(page: &Seen) {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
}

/// A story that is part of a series.
fn part(title: &str) -> Manuscript {
    let place = SeriesPlace { title: "Weather".to_owned(), part: None, url: None };
    Manuscript { series: vec![place], ..story(title, 1) }
}

/// What the button of a page sends.
fn button(page: &Seen) -> String {
    let value = |name: &str| {
        let selector = format!("form[action=\"/subscriptions\"] input[name={name}]");
        page.attributes(&selector, "value").first().cloned().unwrap_or_default()
    };
    format!("what={}&subject={}", value("what"), value("subject"))
}

fn add_chapter(site: &TestSite, work: WorkId) {
    let chapter = Chapter { body: prose("<p>It went on.</p>"), ..Chapter::default() };
    let new = NewChapter { chapter, state: State::Posted, place: None, base: None }.pack();
    let ana = site.ground.cast.ana.viewer();
    site.write(move |tx| works::add_chapter(&ana, tx, work, &new).map(drop));
}

#[test]
fn works_series_people_tags_and_searches_have_a_button_and_stand_on_one_page() {
    let site = TestSite::new();
    let work = site.post(part("Rain"));
    let card = site.ground.archive.read(move |tx| works::show(&Viewer::Guest, tx, work)).wait().unwrap().card;
    done(&site.submit(Who::Bo, "/users/bo_reads/filters", "name=Wet&query=Rain"));
    crate::canaries::gather(&site);
    let pages = [
        format!("/works/{work}"),
        format!("/series/{}", card.series[0].id),
        "/users/ana".to_owned(),
        "/tags/Sherlock%20Holmes/works".to_owned(),
        "/users/bo_reads/filters".to_owned(),
        "/collections/gathered".to_owned(),
    ];
    for path in &pages {
        let page = site.get(Who::Bo, path);
        let answer = site.submit(Who::Bo, "/subscriptions", &button(&page));
        assert_eq!(answer.location(), format!("{MINE}?done=true"), "SUB-1: {path} {}", answer.text());
    }
    assert_eq!(site.get(Who::Guest, &pages[0]).texts("form[action=\"/subscriptions\"]").len(), 0);
    let page = site.get(Who::Bo, &format!("{MINE}?done=true"));
    let names = page.texts(".subscriptions > li > div > p:first-child");
    assert_eq!(names.len(), 6, "SUB-1: {names:?}");
    for name in ["Rain", "Weather", "ana", "Sherlock Holmes", "Wet", "gathered"] {
        assert!(names.contains(&name.to_owned()), "{name}: {names:?}");
    }
    assert_eq!(site.get(Who::Bo, &format!("{MINE}?show=series")).texts(".subscriptions > li").len(), 1);
    assert_eq!(site.get(Who::Cy, MINE).status, StatusCode::NOT_FOUND, "nobody sees what others follow");

    let ids = page.attributes(".subscriptions input[name=subscription]", "value");
    done(&site.submit(Who::Bo, &format!("{MINE}/pace"), &format!("subscription={}&pace=weekly", ids[0])));
    assert_eq!(site.get(Who::Bo, MINE).attributes(".subscriptions option[selected]", "value"), ["weekly"]);
    done(&site.submit(Who::Bo, &format!("{MINE}/removal"), &format!("subscription={}", ids[0])));
    assert_eq!(site.get(Who::Bo, MINE).texts(".subscriptions > li").len(), 5);
    done(&site.submit(Who::Bo, &format!("{MINE}/removal"), "what=tag"));
    assert_eq!(site.get(Who::Bo, MINE).texts(".subscriptions > li").len(), 5, "SUB-1: only when it is meant");
    done(&site.submit(Who::Bo, &format!("{MINE}/removal"), "sure=1"));
    assert_eq!(site.get(Who::Bo, MINE).texts(".subscriptions > li").len(), 0);
    for odd in ["what=work&subject=7", "what=tag&subject=7", "what=nothing&subject=7", "what=work&subject=x", ""] {
        assert_eq!(site.submit(Who::Bo, "/subscriptions", odd).status, StatusCode::NOT_FOUND, "{odd}");
    }
    let kept = site.submit(Who::Bo, &format!("{MINE}/habit"), "pace=daily&quiet_from=22&quiet_until=99&offset=0");
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn what_is_new_stands_on_the_page_of_notices_in_the_masthead_and_on_the_first_page() {
    let site = TestSite::new();
    let bo = site.ground.cast.bo.viewer();
    let ana = site.ground.cast.ana.id;
    site.write(move |tx| subscribe(&bo, tx, Subject::Person(ana)).map(drop));
    let nav = |site: &TestSite| site.get(Who::Bo, "/").texts(".main-nav a").concat();
    assert!(!nav(&site).contains("Notices"), "for those who have some");
    let work = site.post(story("Rain", 1));
    for title in ["Snow", "Fog", "Hail"] {
        site.post(story(title, 1));
    }
    tell(&site);
    site.ground.clock.advance(Duration::from_mins(1));
    assert!(nav(&site).contains("Notices (4)"), "{}", nav(&site));
    assert_eq!(site.get(Who::Bo, "/").texts("#news ~ .rows > li").len(), 3);
    let page = site.get(Who::Bo, NOTICES);
    assert_eq!(page.texts(".notices li.work.blurb").len(), 4);
    assert!(page.text().contains("Because you subscribe to"));
    let ids = page.attributes("input[name=notice]", "value");
    done(&site.submit(Who::Bo, NOTICES, &format!("deed=read&notice={}", ids[0])));
    assert_eq!(site.get(Who::Bo, &format!("{NOTICES}?unread=true")).texts(".notices li.work.blurb").len(), 3);
    assert!(nav(&site).contains("Notices (3)"), "at once: {}", nav(&site));
    done(&site.submit(Who::Bo, NOTICES, "deed=all-read"));
    assert!(!nav(&site).contains("Notices"));
    done(&site.submit(Who::Bo, NOTICES, &format!("deed=delete&notice={}&notice={}", ids[0], ids[1])));
    assert_eq!(site.get(Who::Bo, NOTICES).texts(".notices li.work.blurb").len(), 2);
    add_chapter(&site, work);
    tell(&site);
    assert!(site.get(Who::Bo, NOTICES).text().contains("A new chapter"));
    assert_eq!(site.get(Who::Cy, NOTICES).status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Bo, "/notices").location(), NOTICES);
}

/// Somebody with an account who follows ana, and the folder of their letters.
fn follower(site: &TestSite) -> Member {
    let nora = site.ground.member_with_account("nora");
    let ana = site.ground.cast.ana.id;
    site.write(move |tx| subscribe(&nora.viewer(), tx, Subject::Person(ana)).map(drop));
    nora
}

fn letters(folder: &Path) -> Vec<String> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| plain(&std::fs::read_to_string(file).unwrap())).collect()
}

/// A letter without the soft ends of its lines.
fn plain(letter: &str) -> String {
    letter.replace("=\r\n", "").replace("=3D", "=")
}

/// What stands behind a header's name.
fn head(letter: &str, name: &str) -> String {
    let letter = letter.replace("\r\n ", " ");
    let line = letter.lines().find(|line| line.starts_with(&format!("{name}: "))).unwrap_or_default().to_owned();
    line.split_once(": ").map(|(_, value)| value.to_owned()).unwrap_or_default()
}

#[test]
fn a_letter_holds_all_that_came_as_text_and_as_html_and_is_ended_with_one_click() {
    let site = TestSite::new();
    let folder = tempfile::tempdir().unwrap();
    let carrier = Carrier::folder(folder.path(), "archive@example.org");
    let nora = follower(&site);
    let work = site.post(story("Rain", 1));
    site.post(story("Snow", 1));
    add_chapter(&site, work);
    tell(&site);
    assert_eq!(site::send_some(site.site(), &carrier).unwrap(), 1);
    assert_eq!(site::send_some(site.site(), &carrier).unwrap(), 0);
    let all = letters(folder.path());
    let [letter] = &all[..] else { panic!("SUB-2: one for all: {all:#?}") };
    assert!(letter.contains("text/plain") && letter.contains("text/html"), "{letter}");
    for word in ["Rain by ana", "Snow by ana", "New work", &format!("/works/{work}")] {
        assert!(letter.contains(word), "{word}: {letter}");
    }
    assert_eq!(head(letter, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click", "RFC 8058");
    assert!(head(letter, "Message-ID").ends_with("@example.org>"));
    let link = head(letter, "List-Unsubscribe").trim_matches(['<', '>']).to_owned();
    let path = link.strip_prefix("http://127.0.0.1:8642").expect("an address here").to_owned();

    let page = site.get(Who::Guest, &path);
    assert!(page.text().contains("You will not be told of “ana” any more."), "{}", page.text());
    assert_eq!(page.header(header::CACHE_CONTROL), "private, no-store");
    let followed = |site: &TestSite| {
        let read = move |tx: &archive::Tx<'_>| subscriptions::page_of(&nora.viewer(), tx, None, 1);
        site.ground.archive.read(read).wait().unwrap().total
    };
    assert_eq!(followed(&site), 1, "looking ends nothing");
    let click = site.post_form(&path, "List-Unsubscribe=One-Click");
    assert_eq!((click.status, followed(&site)), (StatusCode::OK, 0), "RFC 8058: without a login");
    assert_eq!(site.post_form(&path, "").status, StatusCode::OK, "twice is once");
    assert_eq!(site.get(Who::Guest, &path).status, StatusCode::NOT_FOUND);
    assert_eq!(site.post_form("/subscriptions/guessed/ending", "").status, StatusCode::OK, "which tells nothing");
}

#[test]
fn a_letter_of_several_subscriptions_is_ended_as_a_whole_and_each_of_them_by_itself() {
    let site = TestSite::new();
    let folder = tempfile::tempdir().unwrap();
    let carrier = Carrier::folder(folder.path(), "archive@example.org");
    let nora = follower(&site);
    let wren = site.ground.cast.wren;
    site.write(move |tx| subscribe(&nora.viewer(), tx, Subject::Person(wren.id)).map(drop));
    site.post(story("Rain", 1));
    site.ground.post_by(wren, story("Snow", 1), State::Posted);
    tell(&site);
    site::send_some(site.site(), &carrier).unwrap();
    let letter = letters(folder.path()).remove(0);
    assert_eq!(
        letter.matches("Because you subscribe to “").count() + letter.matches("Because you subscribe to =E2").count(),
        4
    );
    let link = head(&letter, "List-Unsubscribe").trim_matches(['<', '>']).to_owned();
    let path = link.strip_prefix("http://127.0.0.1:8642").unwrap();
    assert!(site.get(Who::Guest, path).text().contains("no more mail about what you subscribe to"));
    assert_eq!(site.post_form(path, "List-Unsubscribe=One-Click").status, StatusCode::OK);
    site.post(story("Fog", 1));
    tell(&site);
    site.ground.clock.advance(Duration::from_hours(24));
    assert_eq!(site::send_some(site.site(), &carrier).unwrap(), 0);
    let seen = move |tx: &archive::Tx<'_>| archive::notices::page_of(&nora.viewer(), tx, false, 1);
    assert_eq!(site.ground.archive.read(seen).wait().unwrap().total, 3, "they stand on the page");
}

#[test]
fn no_letter_and_no_feed_holds_a_word_of_what_its_reader_may_not_see() {
    for case in CASES.iter().filter(|case| !["draft", "scheduled"].contains(&case.state)) {
        let site = TestSite::new();
        crate::canaries::gather(&site);
        let folder = tempfile::tempdir().unwrap();
        let carrier = Carrier::folder(folder.path(), "archive@example.org");
        let nora = follower(&site);
        follow_collections(&site, &[nora]);
        case.put(&site, crate::canaries::story(case.state));
        tell(&site);
        assert_eq!(
            site.ground
                .archive
                .read(move |tx| archive::notices::fed(tx, subscriptions::Fed::All(nora.id)))
                .wait()
                .unwrap()
                .len(),
            told(case)
        );
        let secret = Secret::shown("feed");
        site.write(move |tx| subscriptions::take_feed(&nora.viewer(), tx, None, &secret));
        site::send_some(site.site(), &carrier).unwrap();
        let feed = site.get(Who::Guest, "/subscriptions/feed/feed.atom");
        assert_eq!((feed.status, feed.header(header::CACHE_CONTROL)), (StatusCode::OK, "private, no-store"));
        let all = letters(folder.path()).concat() + &feed.text();
        assert_eq!(all.contains(&stem(case.state)), told(case) == 1, "SUB-3: {}: {all}", case.state);
        assert_eq!(all.contains("Anonymous"), case.state == "masked", "VIS-3: {}: {all}", case.state);
        assert!(case.state != "masked" || !all.contains("ana"), "VIS-3: {all}");
    }
}

/// Whether a member who has nothing to do with a work in this state, but to follow its creators and the collections, is told of it:
/// where a collection keeps names to itself, without them.
fn told(case: &Case) -> usize {
    usize::from(matches!(case.state, "posted" | "restricted" | "masked"))
}

#[test]
fn each_subscription_has_a_private_feed_with_a_plain_members_eyes() {
    let site = TestSite::new();
    let kim = site.ground.cast.kim.viewer();
    let (ana, wren) = (site.ground.cast.ana.id, site.ground.cast.wren);
    site.write(move |tx| {
        subscribe(&kim, tx, Subject::Person(ana))?;
        subscribe(&kim, tx, Subject::Person(wren.id)).map(drop)
    });
    let rain = site.post(story("Rain", 1));
    let hidden = site.post(story("Secret", 1));
    site.ground.post_by(wren, story("Snow", 1), State::Posted);
    tell(&site);
    let moderator = site.ground.cast.moderator();
    site.write(move |tx| works::hide(&moderator, tx, hidden, "a test"));
    let mine = "/users/kim/subscriptions";
    let ids = site.get(Who::Kim, mine).attributes(".subscriptions input[name=subscription]", "value");
    let address = |form: &str| {
        let page = site.submit(Who::Kim, &format!("{mine}/feed"), form);
        let address = page.texts(".done code").remove(0);
        address.strip_prefix("http://127.0.0.1:8642").unwrap().to_owned()
    };
    let all = address("");
    let feed = site.get(Who::Guest, &all);
    assert!(feed.text().contains("Rain: New work") && feed.text().contains("Snow"), "{}", feed.text());
    assert!(!feed.text().contains("Secret"), "not with a moderator's");
    assert!(feed.text().contains(&format!("/works/{rain}#")));
    assert_eq!(feed.header("x-robots-tag"), "noindex");
    let ones = ids.iter().map(|id| site.get(Who::Guest, &address(&format!("subscription={id}"))).text());
    let ones: Vec<String> = ones.collect();
    assert!(ones.iter().any(|one| one.contains("Snow: New work") && !one.contains("Rain: New work")), "{ones:?}");
    done(&site.submit(Who::Kim, &format!("{mine}/feed/removal"), ""));
    assert_eq!(site.get(Who::Guest, &all).status, StatusCode::NOT_FOUND);
}

/// How a mail server behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// Takes everything.
    Takes,
    /// Refuses every recipient for now.
    Refuses,
    /// Says nothing from the first.
    Hangs,
    /// Goes away when it has the whole letter.
    Drops,
}

/// A mail server on a port of this machine, which keeps what it is given.
struct Server {
    manner: Arc<Mutex<Manner>>,
    taken: Arc<Mutex<Vec<String>>>,
    carrier: Carrier,
}

impl Server {
    fn begin(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let smtp = Smtp { url: format!("smtp://{}", listener.local_addr().unwrap()) };
        let carrier = Carrier::patient_server(&smtp, "archive@example.org", Duration::from_millis(400)).unwrap();
        let (manner, taken) = (Arc::new(Mutex::new(manner)), Arc::new(Mutex::new(Vec::new())));
        let (as_told, shelf) = (Arc::clone(&manner), Arc::clone(&taken));
        std::thread::spawn(move || {
            for guest in listener.incoming() {
                let (as_told, shelf) = (Arc::clone(&as_told), Arc::clone(&shelf));
                std::thread::spawn(move || talk(guest.unwrap(), &as_told, &shelf));
            }
        });
        Self { manner, taken, carrier }
    }

    fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }
}

/// One conversation; it ends when the other side goes.
fn talk(guest: TcpStream, manner: &Mutex<Manner>, shelf: &Mutex<Vec<String>>) -> Option<()> {
    let manner = || *manner.lock().unwrap();
    let mut lines = BufReader::new(guest.try_clone().ok()?);
    let mut guest = guest;
    if manner() == Manner::Hangs {
        let _ = guest.read(&mut [0]);
        return None;
    }
    guest.write_all(b"220 here\r\n").ok()?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let answer = match line.get(..4)?.to_ascii_uppercase().as_str() {
            "RCPT" if manner() == Manner::Refuses => "450 later\r\n",
            "DATA" => {
                guest.write_all(b"354 go on\r\n").ok()?;
                let mut letter = String::new();
                while !letter.ends_with("\r\n.\r\n") {
                    lines.read_line(&mut letter).ok()?;
                }
                shelf.lock().unwrap().push(letter);
                if manner() == Manner::Drops {
                    return None;
                }
                "250 taken\r\n"
            }
            _ => "250 yes\r\n",
        };
        guest.write_all(answer.as_bytes()).ok()?;
    }
}

/// A site with a letter about news that waits, and one that tells somebody they are warned.
fn waiting() -> TestSite {
    let site = TestSite::new();
    follower(&site);
    site.post(story("Rain", 1));
    tell(&site);
    let dora = site.ground.member_with_account("dora");
    let kim = site.ground.cast.moderator();
    site.write(move |tx| archive::moderation::warn(&kim, tx, dora.id, "a test"));
    site
}

#[test]
fn a_mail_server_that_refuses_or_hangs_costs_no_letter() {
    for manner in [Manner::Refuses, Manner::Hangs] {
        let (site, server) = (waiting(), Server::begin(manner));
        assert_eq!(site::send_some(site.site(), &server.carrier).unwrap(), 0, "{manner:?}");
        assert_eq!(site::send_some(site.site(), &server.carrier).unwrap(), 0, "not again at once");
        assert!(server.taken().is_empty());
        *server.manner.lock().unwrap() = Manner::Takes;
        site.ground.clock.advance(Duration::from_mins(20));
        assert_eq!(site::send_some(site.site(), &server.carrier).unwrap(), 2, "{manner:?}: each goes");
        site.ground.clock.advance(Duration::from_hours(24));
        assert_eq!(site::send_some(site.site(), &server.carrier).unwrap(), 0);
        assert_eq!(server.taken().len(), 2, "{manner:?}: and once");
    }
}

#[test]
fn a_letter_that_a_mail_server_may_have_taken_is_known_again_or_not_sent_again() {
    let (site, server) = (waiting(), Server::begin(Manner::Drops));
    assert_eq!(site::send_some(site.site(), &server.carrier).unwrap(), 0);
    assert_eq!(server.taken().len(), 2, "it has them, and said nothing");
    *server.manner.lock().unwrap() = Manner::Takes;
    site.ground.clock.advance(Duration::from_hours(24));
    assert_eq!(site::send_some(site.site(), &server.carrier).unwrap(), 1);
    let taken = server.taken();
    assert_eq!(taken.iter().filter(|letter| letter.contains("Rain")).count(), 1, "news never go twice");
    let names: Vec<String> = taken.iter().map(|letter| head(letter, "Message-ID")).collect();
    assert!(names[..2].contains(&names[2]), "the warning comes again under the same name: {names:?}");

    let (host, ana) = (Viewer::Custodian(Errand::Host), site.ground.cast.ana.id);
    site.write(move |tx| accounts::give(&host, tx, ana, Role::Owner));
    assert_eq!(site.get(Who::Kim, "/hosting/letters").status, StatusCode::FORBIDDEN, "for owners");
    let page = site.get(Who::Ana, "/hosting/letters");
    assert_eq!(page.texts("tbody tr").len(), 1);
    assert!(page.text().contains("nora") && page.text().contains("nobody knows") && !page.text().contains("Rain"));
    let id = page.attributes("input[name=letter]", "value")[0].clone();
    done(&site.submit(Who::Ana, "/hosting/letters", &format!("letter={id}&deed=send")));
    assert_eq!(site::send_some(site.site(), &server.carrier).unwrap(), 1, "as the owner says");
    assert_eq!(
        site.submit(Who::Ana, "/hosting/letters", &format!("letter={id}&deed=drop")).status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(site.get(Who::Ana, "/hosting/letters").texts("tbody tr").len(), 0);
}

#[test]
fn a_page_that_many_share_tells_nobody_who_follows_what() {
    let site = TestSite::new();
    let work = site.post(story("Rain", 1));
    let path = format!("/works/{work}");
    let before = site.get(Who::Cy, &path).text();
    site.submit(Who::Bo, "/subscriptions", &format!("what=work&subject={work}"));
    assert_eq!(site.get(Who::Cy, &path).text(), before);
    let forged = TestSite::form(Who::Bo, "/subscriptions", &format!("what=work&subject={work}"));
    assert_eq!(site.send(forged).status, StatusCode::FORBIDDEN);
    assert_eq!(site.send(TestSite::ask(Who::Guest, Method::GET, "/subscriptions")).status, StatusCode::UNAUTHORIZED);
}
