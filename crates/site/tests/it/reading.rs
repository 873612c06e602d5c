//! Reading as the archive remembers it: hits for everybody, and what a reader remembers for themselves.

use std::{sync::mpsc, time::Duration};

use archive::{
    ChapterId, Errand, Viewer, WorkId,
    feed::{self, Cursor},
    works::{self, NewChapter, State},
};
use axum::http::{HeaderValue, Method, StatusCode, header};
use manuscript::{Chapter, Manuscript};
use testkit::{prose, story};

use crate::visit::{Seen, TestSite, Who};

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";

/// Lets the timekeeper do what is due, once.
fn flush(site: &TestSite) {
    let (go_on, stop) = mpsc::channel::<()>();
    drop(go_on);
    site::timekeeper(site.site(), &stop);
}

/// Asks for a page as a browser that says who it is.
fn browse(site: &TestSite, who: Who, path: &str, also: &[(&'static str, &'static str)]) -> Seen {
    let mut request = TestSite::ask(who, Method::GET, path);
    request.headers_mut().insert(header::USER_AGENT, HeaderValue::from_static(BROWSER));
    for (name, value) in also {
        request.headers_mut().insert(*name, HeaderValue::from_static(value));
    }
    site.send(request)
}

fn hits(site: &TestSite, id: WorkId) -> u64 {
    flush(site);
    let ana = site.ground.cast.ana.viewer();
    let days = site.ground.archive.read(move |tx| works::own_hits(&ana, tx, id)).wait().unwrap();
    days.iter().map(|(_, hits)| hits).sum()
}

/// How many changes there are in the feed.
fn changes(site: &TestSite) -> usize {
    let index = Viewer::Custodian(Errand::Index);
    site.ground.archive.read(move |tx| feed::after(&index, tx, Cursor::default(), 10_000)).wait().unwrap().len()
}

fn chapters(site: &TestSite, id: WorkId) -> Vec<ChapterId> {
    let ana = site.ground.cast.ana.viewer();
    let index = site.ground.archive.read(move |tx| {
        let work = works::show(&ana, tx, id)?;
        works::index(&work, tx)
    });
    index.wait().unwrap().into_iter().map(|entry| entry.id).collect()
}

fn library(site: &TestSite, who: Who, show: &str) -> Seen {
    let name = if who == Who::Bo { "bo_reads" } else { "cy_muted" };
    site.get(who, &format!("/users/{name}/readings{show}"))
}

#[test]
fn a_work_is_hit_once_a_day_and_never_by_robots_creators_or_where_nothing_is_shown() {
    let site = TestSite::new();
    let ana = site.ground.cast.ana.viewer();
    let id = site.post(story("Rain", 1));
    let path = format!("/works/{id}");
    browse(&site, Who::Ana, &path, &[]);
    browse(&site, Who::Guest, &path, &[("user-agent", "ExampleBot/1.0")]);
    browse(&site, Who::Guest, &path, &[("sec-purpose", "prefetch;prerender")]);
    browse(&site, Who::Guest, &format!("{path}/navigate"), &[]);
    site.get(Who::Guest, &path);
    assert_eq!(hits(&site, id), 0, "HIT-1");

    let before = changes(&site);
    for _ in 0..3 {
        assert_eq!(browse(&site, Who::Guest, &path, &[]).status, StatusCode::OK);
    }
    browse(&site, Who::Bo, &path, &[]);
    assert_eq!(hits(&site, id), 1, "however often, also where the page was kept");
    assert_eq!(changes(&site), before, "a hit is no change of a work");
    site.ground.clock.advance(Duration::from_hours(24));
    browse(&site, Who::Guest, &path, &[]);
    assert_eq!(hits(&site, id), 2);

    let page = site.get(Who::Ana, &format!("{path}/statistics"));
    assert_eq!(
        page.texts("section[aria-labelledby=hits] td"),
        ["2026-11-02", "1", "2026-11-01", "1"],
        "its creators see how many, and when"
    );
    assert_eq!(page.texts("svg.plot").len(), 1);
    for who in [Who::Bo, Who::Kim] {
        assert_eq!(site.get(who, &format!("{path}/statistics")).status, StatusCode::FORBIDDEN, "{who:?}");
    }
    let states = ["mature", "draft", "mystery", "hidden"];
    for state in states {
        let kim = site.ground.cast.moderator();
        let rating = if state == "mature" { manuscript::Rating::Mature } else { manuscript::Rating::General };
        let is = if state == "draft" { State::Draft } else { State::Posted };
        let id = site.ground.post(Manuscript { rating, ..story(state, 1) }, is, false);
        site.write(move |tx| match state {
            "mystery" => works::set_unrevealed(&ana, tx, id, true),
            "hidden" => works::hide(&kim, tx, id, "a test"),
            _ => Ok(()),
        });
        // Those who keep order are not asked before a mature work, so they see it.
        for who in [Who::Guest, Who::Cy, Who::Kim].into_iter().filter(|who| state != "mature" || *who != Who::Kim) {
            browse(&site, who, &format!("/works/{id}"), &[]);
        }
        flush(&site);
        let counted = site.ground.archive.read(move |tx| works::own_hits(&Viewer::Custodian(Errand::Import), tx, id));
        let counted = counted.wait().unwrap();
        assert!(counted.is_empty(), "{state}: {counted:?}");
    }
}

#[test]
fn what_a_member_opens_is_remembered_for_them_alone() {
    let site = TestSite::new();
    let id = site.post(story("Zqremembered", 2));
    let first = format!("/works/{id}/chapters/{}", chapters(&site, id)[0]);
    let before = changes(&site);
    for who in [Who::Bo, Who::Ana, Who::Guest] {
        site.get(who, &first);
        site.get(who, &first);
    }
    flush(&site);
    assert_eq!(changes(&site), before, "no kept page is older by it");
    let page = library(&site, Who::Bo, "");
    assert!(page.texts(".blurb h3").concat().contains("Zqremembered"), "HIST-1");
    assert!(page.texts(".kept").concat().contains("Opened once"), "{:?}", page.texts(".kept"));
    assert_eq!(page.header(header::CACHE_CONTROL), "private, no-store");
    site.ground.clock.advance(Duration::from_hours(2));
    site.get(Who::Bo, &first);
    flush(&site);
    assert!(library(&site, Who::Bo, "").texts(".kept").concat().contains("Opened 2 times"));

    for who in [Who::Ana, Who::Cy, Who::Kim] {
        assert_eq!(site.get(who, "/users/bo_reads/readings").status, StatusCode::NOT_FOUND, "{who:?}");
    }
    assert_eq!(site.get(Who::Ana, "/users/ana/readings").texts(".blurb").len(), 0, "not what one wrote oneself");
    assert!(site.get(Who::Cy, "/").texts(".going-on").is_empty());

    site.submit(Who::Bo, &format!("/works/{id}/reading/removal"), "back=library");
    assert_eq!(library(&site, Who::Bo, "").texts(".reading").len(), 0);
}

#[test]
fn a_memory_that_is_paused_or_off_keeps_nothing_and_off_shows_nothing() {
    let site = TestSite::new();
    let [old, new, later] = ["Zqold", "Zqnew", "Zqlater"].map(|title| site.post(story(title, 1)));
    site.get(Who::Bo, &format!("/works/{old}"));
    flush(&site);
    let set = |habit: &str| site.submit(Who::Bo, "/users/bo_reads/readings/habit", &format!("habit={habit}"));
    for (habit, is_shown) in [("paused", true), ("off", false)] {
        assert_eq!(set(habit).status, StatusCode::SEE_OTHER);
        site.get(Who::Bo, &format!("/works/{new}"));
        flush(&site);
        let page = library(&site, Who::Bo, "");
        assert_eq!(page.text().contains("Zqold"), is_shown, "HIST-1: {habit}");
        assert!(!page.text().contains("Zqnew"), "{habit}");
        assert_eq!(site.get(Who::Bo, "/").text().contains("id=\"continue\""), is_shown, "HIST-3: {habit}");
    }
    // What somebody does by hand is kept nevertheless.
    site.submit(Who::Bo, &format!("/works/{later}/later"), "");
    assert!(library(&site, Who::Bo, "").text().contains("Zqlater"));
    set("on");
    assert!(library(&site, Who::Bo, "").text().contains("Zqold"), "it was kept");

    let clear = |form: &str| site.submit(Who::Bo, "/users/bo_reads/readings/clearing", form).status;
    assert_eq!(clear("all=1"), StatusCode::UNPROCESSABLE_ENTITY, "only for who is sure");
    assert_eq!(clear("part=1&before=2026-12-01"), StatusCode::SEE_OTHER);
    let page = library(&site, Who::Bo, "");
    assert!(!page.text().contains("Zqold") && page.text().contains("Zqlater"), "a mark stays");
    assert_eq!(clear("all=1&sure=1"), StatusCode::SEE_OTHER);
    assert_eq!(library(&site, Who::Bo, "").texts(".reading").len(), 0);
}

/// A chapter of these paragraphs.
fn chapter(paragraphs: &[&str]) -> Chapter {
    let html = format!("<p>{}</p>", paragraphs.join("</p><p>"));
    Chapter { title: "Rain".to_owned(), body: prose(&html), ..Chapter::default() }
}

fn new(chapter: Chapter) -> works::PackedNewChapter {
    NewChapter { chapter, state: State::Posted, place: None, base: None }.pack()
}

#[test]
fn a_place_is_kept_as_somebody_reads_and_found_again_after_the_text_has_changed() {
    let site = TestSite::new();
    let (ana, words) = (site.ground.cast.ana.viewer(), ["The first one.", "The second one.", "The third one, and on."]);
    let two = vec![chapter(&words), chapter(&["Another."])];
    let id = site.post(Manuscript { chapters: two, expected_chapters: None, ..story("Zqplace", 1) });
    let all = chapters(&site, id);
    let page = format!("/works/{id}/chapters/{}", all[0]);
    let shown = site.get(Who::Bo, &page);
    assert_eq!(shown.attributes("[data-chapter]", "data-chapter"), [all[0].to_string()]);
    assert_eq!(shown.attributes("[data-reading]", "data-reading"), [id.to_string()]);
    let mark = archive::reading::paragraphs(&format!("<p>{}</p>", words[2])).remove(0).mark;
    let before = changes(&site);
    let told =
        site.submit(Who::Bo, &format!("/works/{id}/place"), &format!("chapter={}&paragraph=2&mark={mark}", all[0]));
    assert_eq!((told.status, told.text().as_str()), (StatusCode::NO_CONTENT, ""));
    flush(&site);
    assert_eq!(changes(&site), before, "a place is nobody's news");

    let go_on = || site.get(Who::Bo, &format!("/works/{id}/continue")).location().to_owned();
    assert_eq!(go_on(), format!("{page}#p2:~:text=The%20third%20one%2C%20and%20on%2E"));
    let home = site.get(Who::Bo, "/");
    assert_eq!(home.attributes(".going-on a[rel]", "href"), [format!("/works/{id}/continue")]);

    // The author puts a paragraph before it, then takes all before it away, then rewrites it.
    let first = all[0];
    for (texts, place) in [
        (&["New.", words[0], words[1], "The <em>third</em> one, and on."][..], "#p3:~:text=The%20third"),
        (&[words[2], "More."][..], ":~:text=The%20third"),
        (&[words[0], words[1], "It is other now.", "End."][..], "#p2:~:text=It%20is%20other%20now%2E"),
    ] {
        let new = new(chapter(texts));
        site.write(move |tx| works::revise_chapter(&ana, tx, id, first, &new));
        let now = go_on();
        let is_start = texts[0] == words[2];
        assert!(if is_start { now == page } else { now.starts_with(&format!("{page}{place}")) }, "{now}");
    }
    assert!(library(&site, Who::Bo, "").texts(".kept").concat().contains("Changed since you read it"), "HIST-2");

    // A new chapter is told; one that is gone leads to the one in its place.
    let more = new(chapter(&["A third chapter."]));
    site.write(move |tx| works::add_chapter(&ana, tx, id, &more).map(drop));
    let grown = library(&site, Who::Bo, "?show=updated");
    assert!(grown.texts(".kept").concat().contains("+1 chapter since you read it"));
    site.write(move |tx| works::delete_chapter(&ana, tx, id, first));
    assert_eq!(go_on(), format!("/works/{id}/chapters/{}", all[1]));
}

#[test]
fn a_place_that_is_made_up_leaves_no_trace_and_is_answered_like_any_other() {
    let site = TestSite::new();
    let kim = site.ground.cast.moderator();
    let (open, hidden) = (site.post(story("Rain", 2)), site.post(story("Snow", 2)));
    let (of_open, of_hidden) = (chapters(&site, open), chapters(&site, hidden));
    site.write(move |tx| works::hide(&kim, tx, hidden, "a test"));
    site.get(Who::Bo, &format!("/works/{open}/chapters/{}", of_open[0]));
    let tell = |who, id: String, chapter: String| {
        site.submit(who, &format!("/works/{id}/place"), &format!("chapter={chapter}&paragraph=1&mark=zzz")).status
    };
    for (id, chapter) in [
        (hidden.to_string(), of_hidden[0].to_string()),
        ("7".to_owned(), "8".to_owned()),
        (open.to_string(), of_hidden[0].to_string()),
        (open.to_string(), "x".to_owned()),
    ] {
        assert_eq!(tell(Who::Bo, id, chapter), StatusCode::NO_CONTENT);
    }
    flush(&site);
    let page = library(&site, Who::Bo, "");
    assert_eq!(page.texts(".reading").len(), 1);
    assert!(!page.texts(".kept").concat().contains("In chapter"));
    assert_eq!(tell(Who::Guest, open.to_string(), of_open[0].to_string()), StatusCode::UNAUTHORIZED);
    let last =
        (0..60).map(|_| tell(Who::Bo, open.to_string(), of_open[0].to_string())).fold(None, |_, last| Some(last));
    assert_eq!(last, Some(StatusCode::TOO_MANY_REQUESTS));
}

#[test]
fn without_script_a_button_says_how_far_somebody_has_read_and_the_last_one_finishes_the_work() {
    let site = TestSite::new();
    let id = site.post(story("Zqbutton", 2));
    let all = chapters(&site, id);
    let of = |at: usize| format!("/works/{id}/chapters/{}", all[at]);
    let buttons = site.get(Who::Bo, &of(0)).attributes(".read-up-to", "action");
    assert_eq!(buttons, [of(0) + "/read"]);
    assert!(site.get(Who::Guest, &of(0)).attributes(".read-up-to", "action").is_empty());
    assert_eq!(site.get(Who::Bo, &format!("/works/{id}?view_full_work=true")).texts(".read-up-to").len(), 2);

    assert_eq!(site.submit(Who::Bo, &buttons[0], "").location(), format!("/works/{id}/reading"));
    assert_eq!(site.get(Who::Bo, &format!("/works/{id}/continue")).location(), of(1));
    assert!(library(&site, Who::Bo, "?show=reading").text().contains("Read up to chapter 1"));
    site.submit(Who::Bo, &(of(1) + "/read"), "");
    assert!(library(&site, Who::Bo, "?show=finished").text().contains("Zqbutton"));
    assert_eq!(library(&site, Who::Bo, "?show=reading").texts(".reading").len(), 0);
    assert!(site.get(Who::Bo, "/").texts(".going-on").is_empty(), "what is finished does not go on");

    for (form, is_good) in [
        ("state=dropped&note=Not+for+me&stars=2", true),
        ("state=dropped&note=x&stars=9", false),
        (&format!("state=reading&note={}&stars=1", "x".repeat(2_001)), false),
    ] {
        let answer = site.submit(Who::Bo, &format!("/works/{id}/reading"), form);
        let expected = if is_good { StatusCode::SEE_OTHER } else { StatusCode::UNPROCESSABLE_ENTITY };
        assert_eq!(answer.status, expected);
    }
    let page = library(&site, Who::Bo, "?show=dropped");
    assert!(page.text().contains("Not for me") && page.text().contains("2 stars of 5"));
    assert_eq!(site.submit(Who::Ana, &format!("/works/{id}/later"), "").status, StatusCode::NOT_FOUND, "HIST-3");
}

#[test]
fn what_became_of_a_work_is_told_its_readers_as_everybody() {
    let site = TestSite::new();
    let (ana, kim) = (site.ground.cast.ana.viewer(), site.ground.cast.moderator());
    let all: Vec<WorkId> = (0..4).map(|n| site.post(story(&format!("zqread{n}"), 1))).collect();
    for id in &all {
        site.get(Who::Bo, &format!("/works/{id}"));
        site.submit(Who::Bo, &format!("/works/{id}/later"), "");
    }
    flush(&site);
    assert_eq!(site.get(Who::Bo, "/").texts("#later ~ ul li").len(), 3, "HIST-3");
    let [hidden, mystery, named, stone] = all[..] else { panic!() };
    site.write(move |tx| works::hide(&kim, tx, hidden, "a test"));
    site.write(move |tx| works::set_unrevealed(&ana, tx, mystery, true));
    site.write(move |tx| works::share(&ana, tx, named, works::Access::Named));
    let epitaph = works::Epitaph { shows_title: true, reason: String::new() };
    site.write(move |tx| works::discard(&ana, tx, stone, &epitaph));

    let page = library(&site, Who::Bo, "");
    assert_eq!(page.texts(".reading").len(), 0, "what lists do not show is no part of what is searched");
    let apart = page.attributes("[role=status] a", "href");
    assert_eq!(page.texts("[role=status] a"), ["4 more that lists do not show"]);
    let page = site.get(Who::Bo, &apart[0]);
    assert_eq!(page.texts(".reading").len(), 4);
    assert!((0..3).all(|n| !page.text().contains(&format!("zqread{n}"))), "HIST-2");
    assert!(page.text().contains("zqread3"), "its author lets the title stay");
    assert!(site.get(Who::Bo, "/").texts(".going-on").is_empty());
    for id in all {
        assert_ne!(site.get(Who::Bo, &format!("/works/{id}/continue")).status, StatusCode::SEE_OTHER);
        assert_eq!(site.submit(Who::Bo, &format!("/works/{id}/reading/removal"), "").status, StatusCode::SEE_OTHER);
    }
    assert_eq!(library(&site, Who::Bo, "?show=apart").texts(".reading").len(), 0);
}

#[test]
fn a_library_is_searched_filtered_and_sorted_like_every_list_and_keeps_what_is_noted_beside() {
    let site = TestSite::new();
    let tagged = |title: &str, name: &str| Manuscript { additional: vec![name.to_owned()], ..story(title, 1) };
    let ids = [("Zqrain", "Fluff"), ("Zqsnow", "Angst"), ("Zqfog", "Angst"), ("Zqelse", "Fluff")]
        .map(|(title, tag)| site.post(tagged(title, tag)));
    for (id, form) in ids.iter().zip([
        "state=finished&stars=5&note=Reread+me",
        "state=dropped&stars=2&note=",
        "state=reading&stars=0&note=",
    ]) {
        site.get(Who::Bo, &format!("/works/{id}"));
        flush(&site);
        site.ground.clock.advance(Duration::from_mins(1));
        site.submit(Who::Bo, &format!("/works/{id}/reading"), form);
    }
    let titles = |page: &Seen| page.texts(".reading .blurb h3 > a");
    let page = library(&site, Who::Bo, "");
    assert_eq!(titles(&page), ["Zqfog", "Zqsnow", "Zqrain"], "what was opened last comes first");
    assert!(page.texts(".facets .tick").contains(&"General Audiences 3".to_owned()), "FILT-3");
    assert!(page.texts(".feed").is_empty(), "it is nobody else’s");
    let ask = |text: &str| library(&site, Who::Bo, &format!("?q={text}"));
    for (text, expected) in [
        ("tag%3AAngst+unread+-dropped", &["Zqfog"][..]),
        ("stars%3A4-5", &["Zqrain"]),
        ("note%3A%22reread+me%22", &["Zqrain"]),
        ("stars%3A%3E0+sort%3Astars", &["Zqrain", "Zqsnow"]),
        ("sort%3Atitle", &["Zqfog", "Zqrain", "Zqsnow"]),
        ("title%3Azqelse", &[]),
    ] {
        let page = ask(text);
        assert_eq!(titles(&page), expected, "{text}");
        assert_eq!(page.header(header::CACHE_CONTROL), "private, no-store");
    }
    let page = ask("note%3A%22reread+me%22");
    let kept = page.texts(".kept").concat();
    assert!(kept.contains("Reread me") && kept.contains("Finished"), "{kept}");
    let sent = library(&site, Who::Bo, "?filter=true&with=additional%3AAngst&mine=-in%3Adropped&sort=opened");
    assert_eq!(titles(&site.get(Who::Bo, sent.location())), ["Zqfog"], "FILT-2: {}", sent.location());
    let dropped = site.get(Who::Bo, &library(&site, Who::Bo, "").attributes("nav a[href*=dropped]", "href")[0]);
    assert_eq!((titles(&dropped), dropped.texts(".current")), (vec!["Zqsnow".to_owned()], vec!["Dropped".to_owned()]));
    assert_eq!(titles(&library(&site, Who::Bo, "?show=to-read")), [""; 0], "old addresses go on");
    assert_eq!(titles(&library(&site, Who::Cy, "?q=in%3Alibrary")), [""; 0]);
    let search = site.get(Who::Bo, "/works/search?q=in%3Alibrary+unread+updated%3A%3C1y");
    assert_eq!(search.texts("li.work.blurb h3 > a").len(), 2);
}

#[test]
fn while_the_index_is_made_a_library_is_as_it_is_and_says_what_waits() {
    let ground = testkit::TestArchive::new();
    let bo = ground.cast.bo.viewer();
    for (title, is_later) in [("Zqrain", true), ("Zqsnow", false)] {
        let id = ground.post(story(title, 1), State::Posted, false);
        let marked = ground.archive.write(move |tx| {
            archive::reading::mark_for_later(&bo, tx, id, true)?;
            archive::reading::mark_for_later(&bo, tx, id, is_later)
        });
        marked.wait().unwrap();
    }
    let site = TestSite::unindexed(ground);
    for (asked, works) in [("", 2), ("?q=in%3Alater", 1), ("?show=to-read", 1), ("?q=in%3Alater+tag%3AFluff", 2)] {
        let page = library(&site, Who::Bo, asked);
        assert_eq!(page.texts(".reading").len(), works, "{asked}");
        assert!(page.texts(".notice").concat().contains("what you have read"), "{asked}");
    }
}

#[test]
fn a_works_numbers_count_public_bookmarks_and_hits() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let path = format!("/works/{id}");
    let numbers = || {
        flush(&site);
        archive::tallies::count_due(&site.ground.archive).unwrap();
        let page = site.get(Who::Guest, &path);
        [page.texts("dd.bookmarks").concat(), page.texts("dd.hits").concat()]
    };
    assert_eq!(numbers(), ["", ""]);
    browse(&site, Who::Guest, &path, &[]);
    site.submit(Who::Bo, &format!("{path}/bookmark"), "private=1");
    assert_eq!(numbers(), ["", "1"], "BM-3");
    site.submit(Who::Cy, &format!("{path}/bookmark"), "notes=x");
    site.submit(Who::Bo, &format!("{path}/bookmark"), "notes=x");
    assert_eq!(numbers(), ["2", "1"], "HIT-3");
    site.submit(Who::Cy, &format!("{path}/bookmark"), "private=1");
    let list = site.get(Who::Bo, "/users/bo_reads/bookmarks").attributes(".kept a", "href").remove(1);
    site.submit(Who::Bo, &format!("{list}/removal"), "");
    assert_eq!(numbers(), ["", "1"]);

    // New numbers of hits are told every half hour, so that a page is not made anew for each.
    site.ground.clock.advance(Duration::from_hours(24));
    browse(&site, Who::Guest, &path, &[]);
    assert_eq!(numbers(), ["", "2"]);
    site.ground.clock.advance(Duration::from_hours(24));
    browse(&site, Who::Guest, &path, &[]);
    browse(&site, Who::Guest, &path, &[]);
    assert_eq!(numbers(), ["", "3"]);
}
