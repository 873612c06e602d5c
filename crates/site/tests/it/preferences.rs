//! What members like: hidden warnings and tags, search engines kept away, times in their zone (PREF-1, VIS-12).

use std::time::Duration;

use archive::works::{self, State};
use axum::http::header;
use manuscript::{Manuscript, SeriesPlace, Warning};
use testkit::story;

use crate::{
    browser::{Browser, account},
    visit::{Seen, TestSite, Who},
};

/// Says what somebody likes; guests may be given a page that was kept for a moment.
fn prefer(site: &TestSite, who: Who, name: &str, form: &str) {
    site.submit(who, &format!("/users/{name}/preferences"), form);
    std::thread::sleep(Duration::from_millis(100));
}

fn warned() -> Manuscript {
    let warnings = vec![Warning::Violence];
    Manuscript { warnings, additional: vec!["Fluff".to_owned()], ..story("Rain", 1) }
}

#[test]
fn warnings_and_additional_tags_wait_for_a_click_on_each_work_without_script() {
    let site = TestSite::new();
    let work = format!("/works/{}", site.post(warned()));
    let waiting = |page: &Seen| page.texts("details:not([open]) > summary ~ ul .tag");
    let (list, page) = ("/users/ana", work.as_str());
    assert!(waiting(&site.get(Who::Bo, list)).is_empty() && waiting(&site.get(Who::Bo, page)).is_empty());
    prefer(&site, Who::Bo, "bo_reads", "hides_warnings=1");
    for path in [list, page] {
        assert_eq!(waiting(&site.get(Who::Bo, path)), ["Graphic Depictions Of Violence"], "{path}");
    }
    let marks = site.get(Who::Bo, list).attributes(".required-tags .mark", "title");
    assert!(marks[1].contains("hidden") && !marks.concat().contains("Violence"), "{marks:?}");

    prefer(&site, Who::Bo, "bo_reads", "hides_warnings=1&hides_tags=1");

    for path in [list, page] {
        assert_eq!(waiting(&site.get(Who::Bo, path)), ["Graphic Depictions Of Violence", "Fluff"], "{path}");
        assert_eq!(site.get(Who::Bo, path).texts(".concealed summary"), ["Show warnings", "Show additional tags"]);
    }
    prefer(&site, Who::Ana, "ana", "hides_warnings=1&hides_tags=1");
    assert!(waiting(&site.get(Who::Ana, page)).is_empty(), "not on one's own work");
    assert!(waiting(&site.get(Who::Guest, page)).is_empty());
    let kept = site.get(Who::Bo, "/users/bo_reads/preferences");
    assert_eq!(kept.attributes("input[checked]", "name"), ["hides_warnings", "hides_tags"]);
}

#[test]
fn who_ticks_that_their_texts_are_not_searched_is_found_by_none_of_their_words() {
    let site = TestSite::new();
    site.post(story("Snow", 1));
    let found = || site.get(Who::Guest, "/works/search?q=text%3Arained").texts("li.work.blurb").len();
    assert_eq!(found(), 1);
    prefer(&site, Who::Ana, "ana", "unsearched=1");
    assert_eq!(found(), 0, "PREF-1");
    let page = site.get(Who::Ana, "/users/ana/preferences");
    assert_eq!(page.attributes("input[checked]", "name"), ["unsearched"]);
    prefer(&site, Who::Ana, "ana", "");
    assert_eq!(found(), 1);
}

#[test]
fn search_engines_stay_away_from_pages_works_and_series_of_whoever_wishes_it_and_from_no_others() {
    let site = TestSite::new();
    let place = SeriesPlace { title: "Weather".to_owned(), part: Some(1), url: None };
    let id = site.post(Manuscript { series: vec![place], ..story("Rain", 2) });
    let work = format!("/works/{id}");
    let page = site.get(Who::Guest, &format!("{work}/navigate"));
    let (series, chapter) = (
        site.get(Who::Guest, &format!("{work}?view_full_work=true"))
            .attributes("dd.series .position a", "href")
            .remove(0),
        page.attributes(".chapter-index a", "href").remove(0),
    );
    let paths = [
        "/users/ana".to_owned(),
        "/users/ana/pseuds/ana".to_owned(),
        format!("{work}?view_full_work=true"),
        format!("{work}/navigate"),
        chapter,
        series,
    ];
    let asked = |path: &str| site.get(Who::Guest, path).attributes("meta[name=robots]", "content");
    for path in &paths {
        assert!(asked(path).is_empty(), "{path}");
    }

    prefer(&site, Who::Ana, "ana", "unindexed=1");

    for path in &paths {
        assert_eq!(asked(path), ["noindex"], "VIS-12: {path}");
        assert!(site.get(Who::Guest, path).header(header::CACHE_CONTROL).contains("public"), "it is kept all the same");
    }
    let file = site.get(Who::Guest, &format!("/downloads/{id}/x.txt"));
    assert_eq!(file.header("x-robots-tag"), "noindex");
    assert!(asked("/").is_empty() && asked("/works").is_empty() && asked("/users/bo_reads").is_empty());
}

#[test]
fn an_anonymous_work_always_asks_search_engines_to_stay_away_so_that_a_wish_tells_nothing() {
    let site = TestSite::new();
    let id = site.ground.post(story("Rain", 1), State::Posted, false);
    let ana = site.ground.cast.ana.viewer();
    site.write(move |tx| works::set_anonymous(&ana, tx, id, true));
    let page = || site.get(Who::Guest, &format!("/works/{id}"));
    let before = page();
    assert_eq!(before.attributes("meta[name=robots]", "content"), ["noindex"]);
    prefer(&site, Who::Ana, "ana", "unindexed=1");
    assert_eq!(page(), before, "VIS-3");
}

#[test]
fn times_are_told_in_the_members_zone() {
    let site = TestSite::new();
    prefer(&site, Who::Ana, "ana", "time_zone=Asia%2FTokyo");
    let at = site.ground.clock.now() + jiff::SignedDuration::from_mins(90);
    let (ana, id) = (site.ground.cast.ana.viewer(), site.ground.post(story("Rain", 1), State::Draft, false));
    site.write(move |tx| works::schedule(&ana, tx, id, Some(at)));
    let told = |who| site.get(who, &format!("/works/{id}")).texts(".notice").concat();
    assert!(told(Who::Ana).contains("2026-11-01 22:30 (Asia/Tokyo)"), "{}", told(Who::Ana));
    assert!(told(Who::Kim).contains("2026-11-01 13:30 (UTC)"), "{}", told(Who::Kim));
    account(&site, "dora");
    let mut dora = Browser::logged_in(&site, "dora");
    assert_eq!(dora.get(&site, "/users/dora/edit").texts(".rows time"), ["2026-11-01 12:00"]);
    dora.submit(&site, "/users/dora/preferences", "time_zone=Asia%2FTokyo");
    assert_eq!(dora.get(&site, "/users/dora/edit").texts(".rows time"), ["2026-11-01 21:00"]);
}
