//! Everything of one's own in one ZIP: whole, readable without a network, read back as it was, and nothing of others'.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read as _},
};

use archive::{
    Errand, PersonId, PseudId, Viewer, WorkId,
    blocks::{self, List},
    collections::{self, NewCollection},
    people::{self, Icon, pseuds},
    works::{self, Access, Commenters, Commenting, Creators, Epitaph, NewChapter, NewWork, State},
};
use axum::http::{StatusCode, header};
use manuscript::{Chapter, Manuscript, Newlines, Permission, Place, clean};
use scraper::{Html, Selector};
use testkit::{TestArchive, prose, story};

use crate::{
    browser::{Browser, PASSWORD, account},
    canaries::{UNWELCOME, Visitor, canaries, stem},
    visit::{TestSite, Who},
};

const OWN: Viewer = Viewer::Custodian(Errand::OwnExport);

type Files = BTreeMap<String, Vec<u8>>;

fn unzipped(bytes: &[u8]) -> Files {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut inside = Vec::new();
        entry.read_to_end(&mut inside).unwrap();
        files.insert(name, inside);
    }
    files
}

fn packed(site: &TestSite, person: PersonId) -> Vec<u8> {
    let say = site::Messages::english().unwrap().for_header(None);
    let house = site::belongings::House {
        archive: &site.ground.archive,
        say: &say,
        name: "The Attic",
        address: "https://attic.example",
    };
    let mut zip = Vec::new();
    site::belongings::pack(&house, person, &mut zip).unwrap();
    zip
}

fn post(site: &TestSite, (person, pseud): (PersonId, PseudId), manuscript: Manuscript, state: State) -> WorkId {
    let creators = Creators::Pseuds(vec![pseud]);
    let work = NewWork { manuscript, creators, state, access: Access::Everyone }.pack().unwrap();
    let posting = site.ground.archive.write(move |tx| works::post(&Viewer::Member(person), tx, &work));
    posting.wait().unwrap()
}

/// A story in which every field says something, some of it typed in another way than it is kept.
fn full(title: &str) -> Manuscript {
    let typed = |text: &str, place| clean(text, place, Newlines::Breaks, &mut Vec::new());
    let mut story = story(title, 3);
    story.summary = typed("In which it\nrains.", Place::Summary);
    story.notes = typed("For <b>bo</b> & cy.", Place::Notes);
    story.end_notes = typed("Thanks.", Place::Notes);
    story.relationships = vec!["Holmes/Watson".to_owned(), "Hudson/Turner".to_owned()];
    story.side = vec!["Hudson/Turner".to_owned()];
    story.permissions.bind = Permission::Yes;
    story.expected_chapters = None;
    story.chapters[1].notes = prose("<p>Before the second.</p>");
    story.chapters[2].body = prose("<p>A <em>last</em> one.</p><hr /><p>“Fog,” 雨 said.</p><ul><li>x</li></ul>");
    story
}

fn revise(site: &TestSite, person: PersonId, id: WorkId, bodies: &[&str]) {
    let viewer = Viewer::Member(person);
    let chapters = site.ground.archive.read(move |tx| works::index(&works::show(&viewer, tx, id)?, tx)).wait().unwrap();
    let first = chapters[0].id;
    for body in bodies {
        let chapter = Chapter { body: prose(body), ..Chapter::default() };
        let new = NewChapter { chapter, state: State::Posted, place: None, base: None }.pack();
        site.write(move |tx| works::revise_chapter(&viewer, tx, id, first, &new));
    }
}

/// Somebody with works in every state, names, an icon, and people they do not want to meet.
fn settled(site: &TestSite) -> (PersonId, Vec<WorkId>) {
    let dora = account(site, "dora");
    let own = site.ground.archive.read(move |tx| people::default_pseud(tx, dora)).wait().unwrap();
    let by = (dora, own);
    let posted = post(site, by, full("Con: “Übung” / Rain?"), State::Posted);
    revise(site, dora, posted, &["<p>It rained more.</p>", "<p>It rained most.</p>"]);
    let draft = post(site, by, full("con: übung rain"), State::Draft);
    let gone = post(site, by, story("雨", 1), State::Posted);
    let (bo, cy) = (site.ground.cast.bo.id, site.ground.cast.cy.id);
    let icon = Icon::of(GIF).unwrap();
    site.write(move |tx| {
        let viewer = Viewer::Member(dora);
        works::discard(&viewer, tx, gone, &Epitaph::default())?;
        works::let_comment(&viewer, tx, posted, Commenting { by: Commenters::Nobody, is_moderated: true })?;
        let icon = pseuds::NewIcon::Is(icon.clone());
        let new = pseuds::NewPseud { name: "Nana".to_owned(), icon, alt: "A cap".to_owned(), ..Default::default() };
        pseuds::add(&viewer, tx, &new)?;
        let rain = NewCollection {
            name: "rain".to_owned(),
            title: "Rain".to_owned(),
            picture: crate::pictures::picture(),
            header_alt: "Rain on a roof".to_owned(),
            ..NewCollection::default()
        };
        collections::make(&viewer, tx, &rain)?;
        blocks::add(&viewer, tx, List::Blocked, bo)?;
        blocks::add(&viewer, tx, List::Muted, cy)
    });
    (dora, vec![posted, draft, gone])
}

/// The smallest GIF there is.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

fn stored(site: &TestSite, id: WorkId) -> Manuscript {
    site.ground.archive.read(move |tx| works::manuscript(&OWN, tx, id)).wait().unwrap()
}

#[test]
fn the_manuscripts_of_the_zip_are_read_as_the_same_works() {
    let site = TestSite::new();
    let (_, ids) = settled(&site);
    let mut here = Browser::logged_in(&site, "dora");
    let zip = here.submit(&site, "/users/dora/belongings", &format!("current={PASSWORD}"));
    assert_eq!((zip.status, zip.header(header::CONTENT_TYPE)), (StatusCode::OK, "application/zip"));
    assert_eq!(zip.header(header::CONTENT_DISPOSITION), "attachment; filename=\"dora-2026-11-01.zip\"");
    assert_eq!(zip.header(header::CACHE_CONTROL), "private, no-store");

    let read = import::read(import::Input { name: "dora.zip", bytes: &zip.bytes }).unwrap();

    let mut expected: Vec<Manuscript> = ids.iter().map(|id| stored(&site, *id).story()).collect();
    let mut came: Vec<Manuscript> = read.iter().map(|arrival| arrival.manuscript.story()).collect();
    assert!(read.iter().all(|arrival| arrival.manuscript.complaints.is_empty() && arrival.account.difference() == 0));
    expected.sort_by(|one, other| one.title.cmp(&other.title));
    came.sort_by(|one, other| one.title.cmp(&other.title));
    assert_eq!(came, expected);

    let elsewhere = TestArchive::new();
    for (story, expected) in came.into_iter().zip(expected) {
        let new =
            NewWork { manuscript: story, creators: Creators::Bylines, state: State::Draft, access: Access::Everyone };
        let new = new.pack().unwrap();
        let id = elsewhere.archive.write(move |tx| works::post(&Viewer::Custodian(Errand::Import), tx, &new)).wait();
        let id = id.unwrap();
        let again = elsewhere.archive.read(move |tx| works::manuscript(&OWN, tx, id)).wait().unwrap();
        assert_eq!(again.story(), expected, "another archive keeps the same work");
    }
}

#[test]
fn the_index_leads_to_everything_and_every_name_fits_any_device() {
    let site = TestSite::new();
    let (dora, ids) = settled(&site);
    let files = unzipped(&packed(&site, dora));
    let index = String::from_utf8(files["index.html"].clone()).unwrap();
    let links: BTreeSet<String> = Html::parse_document(&index)
        .select(&Selector::parse("a, img").unwrap())
        .filter_map(|link| link.attr("href").or_else(|| link.attr("src")).map(str::to_owned))
        .collect();
    let others: BTreeSet<String> =
        files.keys().filter(|name| !["index.html", "foolscap.json"].contains(&name.as_str())).cloned().collect();
    assert_eq!(links, others, "it leads to every file, and to none that is not there");
    assert!(!index.contains("http"), "and needs no network");

    let plain = |name: &str| name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_./".contains(letter));
    assert!(files.keys().all(|name| plain(name) && name.len() < 100), "{:?}", files.keys());
    let folded: BTreeSet<String> = files.keys().map(|name| name.to_lowercase()).collect();
    assert_eq!(folded.len(), files.len());

    let versions = files.iter().find(|(name, _)| name.starts_with(&format!("versions/{}/", ids[0]))).unwrap();
    let versions = String::from_utf8(versions.1.clone()).unwrap();
    assert!(versions.contains("It rained more.") && versions.contains("It was chapter 1"), "{versions}");
    assert!(!versions.contains("It rained most."), "what is there now is the work itself");
    let told: serde_json::Value = serde_json::from_slice(&files["account.json"]).unwrap();
    assert_eq!((&told["email"], &told["blocked"][0]), (&"dora@example.org".into(), &"bo_reads".into()));
    assert_eq!(told["works"].as_array().unwrap().len(), 3);
    let comments = told["works"].as_array().unwrap().iter().find(|work| work["id"] == ids[0].number()).unwrap();
    assert_eq!((&comments["commenters"], &comments["are_comments_moderated"]), (&"nobody".into(), &true.into()));
    assert!(files["collections/1-rain.png"].starts_with(b"\x89PNG") && index.contains("alt=\"Rain on a roof\""));
    assert!(index.contains("cy_muted") && index.contains("Nana") && index.contains("Deleted"));
    let manuscripts = files.iter().filter(|(name, _)| name.starts_with("manuscripts/"));
    let typed =
        manuscripts.filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("In which it\\nrains.")).count();
    assert_eq!(typed, 2, "what was typed stands beside what is kept");
}

#[test]
fn who_takes_everything_away_proves_who_they_are_and_not_too_often() {
    let site = TestSite::new();
    account(&site, "dora");
    account(&site, "vera");
    let (mut dora, mut vera) = (Browser::logged_in(&site, "dora"), Browser::logged_in(&site, "vera"));
    let path = "/users/dora/belongings";
    let wrong = dora.submit(&site, path, "current=guessed");
    assert_eq!((wrong.status, wrong.texts("#current-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(vera.submit(&site, path, &format!("current={PASSWORD}")).status, StatusCode::NOT_FOUND);
    assert_eq!(dora.get(&site, path).attributes("form.fields", "action"), [path]);
    let taken: Vec<StatusCode> = (0..6)
        .map(|_| {
            // Passwords are not tried faster than that.
            site.ground.clock.advance(std::time::Duration::from_secs(10));
            dora.submit(&site, path, &format!("current={PASSWORD}")).status
        })
        .collect();
    assert_eq!(taken[..5], [StatusCode::OK; 5]);
    assert_eq!(taken[5], StatusCode::TOO_MANY_REQUESTS);
}

#[test]
fn nothing_of_others_is_in_it_and_of_ones_own_nothing_is_missing() {
    let site = TestSite::new();
    let canaries = canaries(&site);
    let cast = site.ground.cast;
    let everything = |person| {
        let files = unzipped(&packed(&site, person));
        files.into_iter().map(|(name, bytes)| name + &String::from_utf8_lossy(&bytes)).collect::<String>()
    };
    let own = everything(cast.ana.id);
    let strangers = [(Who::Bo, cast.bo.id), (Who::Cy, cast.cy.id), (Who::Kim, cast.kim.id)];
    for (who, person) in strangers {
        let told = everything(person);
        // Bo has bookmarked and marked all that they saw once: what they see still is theirs to take along.
        for canary in canaries.iter().filter(|canary| who != Who::Bo || !canary.case.shows(Visitor::Of(who))) {
            // What they said there themselves is their own.
            let told = told.replace(&format!("{}said", stem(canary.case.state)), "");
            let kept = if who == Who::Bo { canary.case.kept } else { &[""][..] };
            for word in kept.iter().map(|field| format!("{}{field}", stem(canary.case.state))) {
                assert!(!told.contains(&word), "{who:?} takes {word} along");
            }
        }
    }
    assert!(own.matches(UNWELCOME).count() > 1, "her words and her names");
    for person in strangers.map(|(_, person)| person).into_iter().chain([cast.wren.id]) {
        assert!(!everything(person).contains(UNWELCOME), "an author’s list is hers alone, whoever wrote with her");
    }
    for canary in &canaries {
        assert!(canary.case.shows(Visitor::Of(Who::Ana)));
        let is_silent = matches!(canary.case.state, "draft" | "scheduled");
        assert!(is_silent || own.contains(&format!("{}said", stem(canary.case.state))), "{}", canary.case.state);
        for field in
            ["body1", "body2", "chapter1", "summary", "notes", "fandom", "additional", "series", "binned", "bookmark"]
        {
            let word = format!("{}{field}", stem(canary.case.state));
            assert!(own.contains(&word), "{word} is missing");
        }
    }
}

#[test]
fn a_deleted_chapter_is_taken_along_with_its_versions() {
    let site = TestSite::new();
    let (id, ana) = (site.post(story("Rain", 3)), site.ground.cast.ana);
    revise(&site, ana.id, id, &["<p>It rained more.</p>", "<p>It rained most.</p>"]);
    let viewer = ana.viewer();
    let first = site.ground.archive.read(move |tx| Ok(works::index(&works::show(&viewer, tx, id)?, tx)?[0].id)).wait();
    let first = first.unwrap();
    site.write(move |tx| works::delete_chapter(&viewer, tx, id, first));

    let files = unzipped(&packed(&site, ana.id));

    let text = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
    let page = text(&format!("deleted/{id}-chapter-{first}.html"));
    assert!(page.contains("It rained most.") && page.contains("Sherlock Holmes"), "{page}");
    let versions = text(&format!("versions/{id}/deleted-{first}-versions-1-2.html"));
    assert!(versions.contains("It rained more.") && versions.contains("It was chapter 1 of “Rain”"), "{versions}");
    let data: serde_json::Value = serde_json::from_slice(&files["account.json"]).unwrap();
    assert_eq!(data["works"][0]["deleted_chapters"][0]["place"], 1);
    let index = text("index.html");
    for link in
        [format!("deleted/{id}-chapter-{first}.html"), format!("versions/{id}/deleted-{first}-versions-1-2.html")]
    {
        assert!(index.contains(&link), "{index}");
    }
    assert!(files.keys().filter(|name| name.starts_with("manuscripts/")).count() == 1, "it is no work of its own");
}
