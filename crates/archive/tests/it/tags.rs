//! Tags: one name is one tag, and a tag is there for those who see a work that has it.

use archive::tags::{self, Kind};
use archive::works::{self, Access, Creators, NewWork, State};
use archive::{Errand, Error, Viewer, WorkId, wrangling};
use manuscript::{Manuscript, Rating, Warning};
use testkit::{TestArchive, on_every_database, story};

fn tags_of(test: &TestArchive, id: WorkId) -> Vec<(Kind, String)> {
    let ana = test.cast.ana.viewer();
    let work = test.archive.read(move |tx| works::show(&ana, tx, id)).wait().unwrap();
    work.card.tags.into_iter().map(|tag| (tag.kind, tag.name)).collect()
}

fn tagged(characters: &[&str], additional: &[&str]) -> Manuscript {
    let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
    Manuscript { characters: names(characters), additional: names(additional), ..story("Tagged", 1) }
}

#[test]
fn spellings_of_one_name_are_one_tag_under_its_first_spelling() {
    on_every_database(|test| {
        test.post(tagged(&["Amélie Poulain"], &[]), State::Posted, false);
        let id = test.post(tagged(&["AMELIE  POULAIN", "amelie poulain"], &[]), State::Posted, false);
        let names: Vec<_> = tags_of(test, id).into_iter().filter(|(kind, _)| *kind == Kind::Character).collect();
        assert_eq!(names, [(Kind::Character, "Amélie Poulain".to_owned())]);
    });
}

#[test]
fn a_name_of_another_kind_gets_its_kind_behind_it() {
    on_every_database(|test| {
        test.post(tagged(&["Romania"], &[]), State::Posted, false);
        for _ in 0..2 {
            let id = test.post(tagged(&[], &["România"]), State::Posted, false);
            let last = tags_of(test, id).pop();
            assert_eq!(last, Some((Kind::Additional, "România - Freeform".to_owned())), "TAG-4");
        }
    });
}

#[test]
fn tags_stand_in_the_order_of_their_kinds_and_of_their_author() {
    on_every_database(|test| {
        let mut story = tagged(&["Zoe", "Abe"], &["Fog", "Angst"]);
        story.warnings = vec![Warning::Death];
        let id = test.post(story, State::Posted, false);
        let names: Vec<_> = tags_of(test, id).into_iter().map(|(_, name)| name).collect();
        let wanted = [Rating::General.name(), Warning::Death.name(), "Sherlock Holmes", "Zoe", "Abe", "Fog", "Angst"];
        assert_eq!(names, wanted);
    });
}

#[test]
fn fixed_tags_are_there_from_the_start_and_are_not_made_twice() {
    on_every_database(|test| {
        let find = |name: &'static str| test.archive.read(move |tx| tags::by_name(&Viewer::Guest, tx, name)).wait();
        assert_eq!(find("explicit").unwrap().kind, Kind::Rating);
        assert_eq!(find("F/F").unwrap().kind, Kind::Category);
        assert!(matches!(find("Gen Z"), Err(Error::NotFound)));
        let id = test.post(story("Rated", 1), State::Posted, false);
        let rating = tags_of(test, id).remove(0);
        assert_eq!(rating, (Kind::Rating, "General Audiences".to_owned()));
    });
}

#[test]
fn a_work_without_fandom_is_in_the_fandom_for_that() {
    on_every_database(|test| {
        test.post(Manuscript { fandoms: Vec::new(), ..story("Original", 1) }, State::Posted, false);
        let fandoms = test.archive.read(|tx| works::fandoms(&Viewer::Guest, tx)).wait().unwrap();
        assert_eq!(fandoms[0].tag.name, "No Fandom");
    });
}

#[test]
fn a_guest_cannot_find_a_restricted_work_by_its_tag() {
    on_every_database(|test| {
        test.post(tagged(&[], &["xyzzy-restricted"]), State::Posted, true);
        test.post(tagged(&[], &["xyzzy-draft"]), State::Draft, false);
        let find =
            |viewer: Viewer, name: &'static str| test.archive.read(move |tx| tags::by_name(&viewer, tx, name)).wait();
        assert!(matches!(find(Viewer::Guest, "xyzzy-restricted"), Err(Error::NotFound)));
        assert!(find(test.cast.bo.viewer(), "xyzzy-restricted").is_ok());
        for viewer in [Viewer::Guest, test.cast.bo.viewer()] {
            assert!(matches!(find(viewer, "xyzzy-draft"), Err(Error::NotFound)));
        }
    });
}

#[test]
fn forbidden_letters_from_files_become_spaces() {
    on_every_database(|test| {
        let (manuscript, creators) = (tagged(&[], &["100% *angst*", "***"]), Creators::Bylines);
        let work = NewWork { manuscript, creators, state: State::Posted, access: Access::Everyone }.pack().unwrap();
        let importer = Viewer::Custodian(Errand::Import);
        let id = test.archive.write(move |tx| works::post(&importer, tx, &work)).wait().unwrap();
        assert_eq!(tags_of(test, id).pop(), Some((Kind::Additional, "100 angst".to_owned())), "TAG-2");
    });
}

#[test]
fn a_thousand_words_are_looked_for_by_their_first() {
    on_every_database(|test| {
        let typed = "john ".repeat(100_000);
        let found = test.archive.read(move |tx| tags::complete(&Viewer::Guest, tx, Kind::Character, &typed)).wait();
        assert!(found.is_ok(), "{found:?}");
    });
}

#[test]
fn what_stands_on_unseen_works_only_shows_in_no_tag_of_anybody_elses() {
    on_every_database(|test| {
        let secret = Manuscript { fandoms: vec!["My Secret Sequel".into()], ..tagged(&["Zoë of Nowhere"], &[]) };
        let draft = test.post(secret, State::Draft, false);
        let own = |id| tags_of(test, id).into_iter().filter(|(kind, _)| !kind.is_fixed() && *kind != Kind::Fandom);

        let id = test.post(tagged(&["ZOE OF NOWHERE"], &["my secret sequel"]), State::Draft, false);

        let told: Vec<_> = own(id).collect();
        let typed = [(Kind::Character, "ZOE OF NOWHERE".to_owned()), (Kind::Additional, "my secret sequel".to_owned())];
        assert_eq!(told, typed, "as it would be without the draft");
        let kept = tags_of(test, draft);
        assert!(kept.contains(&(Kind::Fandom, "My Secret Sequel - Fandom".to_owned())), "{kept:?}");

        test.post(tagged(&["Zoe of nowhere"], &[]), State::Posted, false);
        let late = test.post(tagged(&["zoe OF NOWHERE"], &[]), State::Posted, false);
        assert!(own(late).any(|(_, name)| name == "Zoe of nowhere"), "TAG-7: what is seen keeps its first spelling");
    });
}

#[test]
fn a_canonical_tag_keeps_its_name_and_kind_whatever_others_write() {
    on_every_database(|test| {
        let wren = test.cast.wren.viewer();
        let create = move |tx: &archive::Tx<'_>| wrangling::create(&wren, tx, Kind::Character, "Storm");
        let storm = test.archive.write(create).wait().unwrap();
        let id = test.post(tagged(&[], &["STORM"]), State::Posted, false);
        assert_eq!(tags_of(test, id).pop(), Some((Kind::Additional, "STORM - Freeform".to_owned())), "TAG-4");
        let seen = test.archive.read(|tx| wrangling::show(&Viewer::Guest, tx, "storm")).wait().unwrap();
        assert_eq!((seen.stand.tag.id, seen.stand.tag.name.as_str()), (storm, "Storm"));
    });
}
