//! Works taken away as files.

use archive::{Viewer, works};
use axum::http::{Method, StatusCode, header};
use export::Format;
use manuscript::{Manuscript, SeriesPlace};
use testkit::story;

use crate::visit::{TestSite, Who};

#[test]
fn a_work_can_be_taken_away_in_every_format_its_page_offers() {
    let site = TestSite::new();
    let id = site.post(story("Rain / Snow", 2));

    let offered = site.get(Who::Guest, &format!("/works/{id}?view_full_work=true")).attributes(".download a", "href");

    assert_eq!(offered.len(), Format::ALL.len());
    for (address, format) in offered.iter().zip(Format::ALL) {
        assert_eq!(*address, format!("/downloads/{id}/Rain_Snow.{}", format.extension()));
        let file = site.get(Who::Guest, address);
        assert_eq!(file.status, StatusCode::OK, "{address}");
        assert_eq!(file.header(header::CONTENT_TYPE), format.media_type());
        let named = format!("attachment; filename=\"Rain_Snow.{}\"", format.extension());
        assert_eq!(file.header(header::CONTENT_DISPOSITION), named);
        assert!(!file.bytes.is_empty());
    }
}

#[test]
fn a_book_spliced_from_stored_chapters_reads_as_the_work() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 3));

    let book = site.get(Who::Guest, &format!("/downloads/{id}/Rain.epub")).bytes;
    let read = import::read(import::Input { name: "Rain.epub", bytes: &book }).unwrap().pop().unwrap().manuscript;

    let bodies = |story: &Manuscript| story.chapters.iter().map(|chapter| chapter.body.clone()).collect::<Vec<_>>();
    assert_eq!(bodies(&read), bodies(&story("Rain", 3)));
}

#[test]
fn a_file_that_has_not_changed_is_not_sent_again() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let address = format!("/downloads/{id}/Rain.epub?updated_at=1");
    let tag = site.get(Who::Guest, &address).headers[header::ETAG].clone();

    let mut again = TestSite::ask(Who::Guest, Method::GET, &address);
    again.headers_mut().insert(header::IF_NONE_MATCH, tag);
    let answer = site.send(again);

    assert_eq!(answer.status, StatusCode::NOT_MODIFIED);
    assert!(answer.bytes.is_empty());
}

#[test]
fn after_a_renaming_the_old_name_stands_in_no_file() {
    let site = TestSite::new();
    let dora = crate::browser::account(&site, "dora");
    let post = move |tx: &archive::Tx<'_>| {
        let creators = works::Creators::Pseuds(vec![archive::people::default_pseud(tx, dora)?]);
        let (state, access) = (works::State::Posted, works::Access::Everyone);
        works::post(
            &Viewer::Member(dora),
            tx,
            &works::NewWork { manuscript: story("Rain", 1), creators, state, access }.pack()?,
        )
    };
    let id = site.ground.archive.write(post).wait().unwrap();
    let address = format!("/downloads/{id}/Rain.html");
    let before = site.get(Who::Guest, &address);
    assert!(before.text().contains("dora"));
    site.write(move |tx| archive::accounts::rename(&Viewer::Member(dora), tx, "nora"));

    let mut again = TestSite::ask(Who::Guest, Method::GET, &address);
    again.headers_mut().insert(header::IF_NONE_MATCH, before.headers[header::ETAG].clone());
    let after = site.send(again);

    assert_eq!(after.status, StatusCode::OK);
    assert!(after.text().contains("nora") && !after.text().contains("dora"));
}

#[test]
fn a_file_whose_place_in_a_series_has_moved_is_sent_again() {
    let site = TestSite::new();
    let part = |title: &str, part| {
        let place = SeriesPlace { title: "Weather".to_owned(), part: Some(part), url: None };
        site.post(Manuscript { series: vec![place], ..story(title, 1) })
    };
    let (first, second) = (part("Rain", 1), part("Snow", 2));
    let tag = || site.get(Who::Guest, &format!("/downloads/{second}/Snow.html")).header(header::ETAG).to_owned();
    let before = tag();
    assert_eq!(tag(), before);

    let kim = site.ground.cast.moderator();
    site.ground.archive.write(move |tx| works::hide(&kim, tx, first, "a test")).wait().unwrap();

    assert_ne!(tag(), before);
}

#[test]
fn a_restricted_work_is_not_to_be_had_by_a_guest_who_knows_the_address() {
    let site = TestSite::new();
    let works = site.ground.stated_works();
    for format in Format::ALL {
        let address = format!("/downloads/{}/x.{}", works.ana_restricted, format.extension());
        assert_eq!(site.get(Who::Guest, &address).status, StatusCode::UNAUTHORIZED, "{address}");
        let file = site.get(Who::Bo, &address);
        assert_eq!(file.status, StatusCode::OK, "{address}");
        assert!(file.header(header::CACHE_CONTROL).starts_with("private"), "{address}");
    }
}

#[test]
fn drafts_and_hidden_works_are_not_to_be_had_at_all() {
    let site = TestSite::new();
    let works = site.ground.stated_works();
    for who in Who::ALL {
        for id in [works.ana_draft, works.ana_hidden] {
            let answer = site.get(who, &format!("/downloads/{id}/x.html"));
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{who:?}");
        }
    }
}

#[test]
fn a_format_there_is_none_of_is_not_there() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    for name in ["Rain.exe", "Rain", "Rain.", ".."] {
        assert_eq!(site.get(Who::Guest, &format!("/downloads/{id}/{name}")).status, StatusCode::NOT_FOUND, "{name}");
    }
}

#[test]
fn what_happens_to_a_draft_chapter_changes_no_tag_of_a_file() {
    let site = TestSite::new();
    let id = site.post(Manuscript { expected_chapters: None, ..story("Rain", 2) });
    let tags = |who| {
        let tag = |format: &Format| {
            let address = format!("/downloads/{id}/x.{}", format.extension());
            site.get(who, &address).header(header::ETAG).to_owned()
        };
        Format::ALL.iter().map(tag).collect::<Vec<_>>()
    };
    let all = || [tags(Who::Guest), tags(Who::Bo), tags(Who::Ana)];
    let before = all();
    let form = |deed: &str, body: &str| format!("body={body}&expected=%3F&place=1&deed={deed}");
    let chapters = format!("/works/{id}/chapters");
    let added = site.submit(Who::Ana, &chapters, &form("draft", "It+rained+on+and+on."));
    let draft = added.location().to_owned();
    assert!(draft.starts_with(&chapters), "{}", added.text());
    assert_eq!(all(), before, "CHAP-3: a draft is begun, in front of the others");
    site.submit(Who::Ana, &draft, &(form("draft", "It+rained+and+rained.") + "&base=1"));
    assert_eq!(all(), before, "and written on");
    let (ana, at) = (site.ground.cast.ana.viewer(), site.ground.clock.now() + jiff::SignedDuration::from_hours(1));
    let chapter: archive::ChapterId = draft.rsplit('/').next().unwrap().parse().unwrap();
    site.write(move |tx| works::schedule_chapter(&ana, tx, id, chapter, Some(at)));
    site.write(move |tx| works::reorder(&ana, tx, id, &[]));
    assert_eq!(all(), before, "and given its time and place");

    site.submit(Who::Ana, &draft, &(form("post", "It+rained+and+rained.") + "&base=2"));
    assert!(all().iter().flatten().zip(before.iter().flatten()).all(|(now, then)| now != then), "until it is posted");
}

#[test]
fn a_file_names_the_collections_that_hold_its_work_and_is_another_file_when_they_are_others() {
    let site = TestSite::new();
    crate::canaries::gather(&site);
    let id = site.post(story("Rain", 1));
    let file = |site: &TestSite| site.get(Who::Guest, &format!("/downloads/{id}/x.html"));
    let before = file(&site);
    assert!(!before.text().contains("gathered"));
    crate::canaries::collect(&site, id, "gathered");
    let after = file(&site);
    assert!(after.text().contains("gathered"), "{}", after.text());
    assert_ne!(before.header(header::ETAG), after.header(header::ETAG));
}

#[test]
fn a_file_names_no_collection_that_is_hidden_whoever_fetches_it() {
    let site = TestSite::new();
    crate::canaries::gather(&site);
    let id = site.post(story("Rain", 1));
    crate::canaries::collect(&site, id, "gathered");
    let kim = site.ground.cast.moderator();
    site.write(move |tx| archive::collections::hide(&kim, tx, "gathered", "a test"));
    let page = site.get(Who::Kim, &format!("/works/{id}"));
    assert!(page.texts("dd.collections").concat().contains("gathered"), "who keeps order sees it");
    let file = site.get(Who::Kim, &format!("/downloads/{id}/x.html"));
    assert!(!file.text().contains("gathered"), "a file is passed on");
}
