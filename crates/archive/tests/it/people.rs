//! People: accounts, the names they write under, and authors known only from files.

use archive::people::profile::{self, Profile};
use archive::works::Fate;
use archive::works::{self, Access, Creators, NewWork, State};
use archive::{Errand, Error, Viewer, What, WorkId, accounts, people};
use manuscript::{Byline, Manuscript};
use testkit::{TestArchive, on_every_database, prose, story};

const IMPORTER: Viewer = Viewer::Custodian(Errand::Import);

fn import(test: &TestArchive, name: &str, account: Option<&str>, restricted: bool) -> WorkId {
    let bylines = vec![Byline { name: name.into(), account: account.map(str::to_owned), url: None }];
    let manuscript = Manuscript { bylines, ..story("Imported", 1) };
    let access = if restricted { Access::Members } else { Access::Everyone };
    let work = NewWork { manuscript, creators: Creators::Bylines, state: State::Posted, access }.pack().unwrap();
    test.archive.write(move |tx| works::post(&IMPORTER, tx, &work)).wait().unwrap()
}

fn byline(test: &TestArchive, id: WorkId) -> String {
    let work = test.archive.read(move |tx| works::show(&IMPORTER, tx, id)).wait().unwrap();
    work.card.bylines.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_person_is_found_in_any_spelling_with_all_their_names() {
    on_every_database(|test| {
        let ana = test.cast.ana;
        test.archive.write(move |tx| people::add_pseud(tx, ana.id, "Anémone")).wait().unwrap();
        let person = test.archive.read(|tx| people::by_name(&Viewer::Guest, tx, "ANA")).wait().unwrap();
        assert!(person.is_member && person.id == ana.id);
        let names: Vec<_> = person.pseuds.into_iter().map(|pseud| pseud.name).collect();
        assert_eq!(names, ["ana", "Anémone"]);
    });
}

#[test]
fn a_name_is_taken_in_every_spelling() {
    on_every_database(|test| {
        let again = test.archive.write(|tx| people::join(tx, "ANA")).wait();
        assert!(matches!(again, Err(Error::Conflict(What::NameTaken(name))) if name == "ANA"));
        let ana = test.cast.ana.id;
        let pseud = test.archive.write(move |tx| people::add_pseud(tx, ana, "Ana")).wait();
        assert!(matches!(pseud, Err(Error::Conflict(What::NameTaken(_)))));
    });
}

#[test]
fn pseuds_follow_their_rule() {
    let test = TestArchive::new();
    let ana = test.cast.ana.id;
    let add = |name: &'static str| test.archive.write(move |tx| people::add_pseud(tx, ana, name)).wait();
    for good in ["Ana in the Rain", "安娜", "a-b_c"] {
        assert!(add(good).is_ok(), "{good}");
    }
    for bad in ["", "---", "a/b", "a name that is much too long for anybody to want it"] {
        assert!(matches!(add(bad), Err(Error::Invalid(_))), "{bad}");
    }
}

#[test]
fn imported_works_of_one_author_stand_together() {
    on_every_database(|test| {
        let first = import(test, "Penna Ink", None, false);
        import(test, "penna  ink", None, false);
        assert_eq!(byline(test, first), "Penna Ink");
        let page = test.archive.read(|tx| {
            let author = people::by_name(&Viewer::Guest, tx, "Penna Ink")?;
            assert!(!author.is_member);
            works::page_of_person(&Viewer::Guest, tx, author.id, 1)
        });
        assert_eq!(page.wait().unwrap().total, 2);
    });
}

#[test]
fn a_file_that_names_a_member_makes_no_work_of_theirs() {
    on_every_database(|test| {
        let id = import(test, "ana", None, false);
        assert_eq!(byline(test, id), "ana (ana_2)");
        let next = import(test, "Ana", None, false);
        assert_eq!(byline(test, next), "ana (ana_2)", "one author, however many files");
        let ana = test.cast.ana.id;
        let page = test.archive.read(move |tx| works::page_of_person(&Viewer::Guest, tx, ana, 1)).wait().unwrap();
        assert_eq!(page.total, 0);
    });
}

#[test]
fn an_account_in_a_byline_is_shown_behind_the_pseud() {
    on_every_database(|test| {
        let id = import(test, "Inkwell", Some("penna"), false);
        assert_eq!(byline(test, id), "Inkwell (penna)");
    });
}

#[test]
fn a_name_that_stands_only_on_works_a_viewer_cannot_see_is_not_told() {
    on_every_database(|test| {
        import(test, "Open Pen", Some("penna"), false);
        import(test, "Secret Pen", Some("penna"), true);
        let names = |viewer: Viewer| {
            let person = test.archive.read(move |tx| people::by_name(&viewer, tx, "penna")).wait().unwrap();
            person.pseuds.into_iter().map(|pseud| pseud.name).collect::<Vec<_>>()
        };
        assert_eq!(names(Viewer::Guest), ["Open Pen"]);
        assert_eq!(names(test.cast.bo.viewer()), ["Open Pen", "Secret Pen"]);
    });
}

#[test]
fn an_author_of_works_that_nobody_may_see_is_not_there() {
    on_every_database(|test| {
        import(test, "Secret Pen", None, true);
        let ask = |viewer: Viewer| test.archive.read(move |tx| people::by_name(&viewer, tx, "Secret Pen")).wait();
        assert!(matches!(ask(Viewer::Guest), Err(Error::NotFound)));
        assert_eq!(ask(test.cast.bo.viewer()).unwrap().name, "Secret Pen");
    });
}

#[test]
fn a_moderator_finds_the_author_of_hidden_works_by_every_name_on_them() {
    on_every_database(|test| {
        let (id, kim) = (import(test, "Secret Pen", Some("penna"), false), test.cast.moderator());
        test.archive.write(move |tx| works::hide(&kim, tx, id, "because")).wait().unwrap();
        let ask = |viewer: Viewer| test.archive.read(move |tx| people::by_name(&viewer, tx, "penna")).wait();
        assert!(matches!(ask(test.cast.bo.viewer()), Err(Error::NotFound)));
        assert_eq!(ask(kim).unwrap().pseuds.len(), 1);
    });
}

#[test]
fn what_somebody_says_of_themselves_has_its_limits_and_goes_with_the_account() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let describe = move |title: String, about: &str| {
            let profile = Profile { title, about: prose(about) };
            test.archive.write(move |tx| profile::describe(&dora.viewer(), tx, &profile)).wait()
        };
        let about = |letters: usize| format!("<p>{}</p>", "é".repeat(letters - 7));
        for (title, about) in [
            ("é".repeat(256), about(2_000)),
            ("é".repeat(255), about(2_001)),
            (String::new(), "<p><img src=\"https://example.org/eye.png\" alt=\"eye\" /></p>".to_owned()),
        ] {
            assert!(matches!(describe(title, &about), Err(Error::Invalid(errors)) if errors.len() == 1));
        }
        describe("é".repeat(255), &about(2_000)).unwrap();
        let read = |person| test.archive.read(move |tx| profile::of(&Viewer::Guest, tx, person)).wait();
        let (said, joined) = read(dora.id).unwrap();
        assert_eq!((said.title.chars().count(), said.about.html().chars().count()), (255, 2_000));
        assert_eq!(joined.unwrap().to_string(), "2026-11-01");
        let delete = move |tx: &archive::Tx<'_>| accounts::delete(&dora.viewer(), tx, Fate::Leave, Fate::Leave);
        test.archive.write(delete).wait().unwrap();
        assert!(matches!(read(dora.id), Err(Error::NotFound)));
    });
}

#[test]
fn a_file_names_nobody_by_a_name_that_rests() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let rename = move |tx: &archive::Tx<'_>| accounts::rename(&dora.viewer(), tx, "nora");
        test.archive.write(rename).wait().unwrap();
        assert_eq!(byline(test, import(test, "Dora", None, false)), "Dora (Dora_2)", "who was dora is not spoken for");
        let old = test.archive.read(|tx| people::by_name(&Viewer::Guest, tx, "dora")).wait();
        assert!(matches!(old, Err(Error::NotFound)));
    });
}

fn found(test: &TestArchive, viewer: Viewer, name: &str, fandoms: &[&str]) -> Vec<(String, u64)> {
    let fandoms = fandoms.iter().map(|name| (*name).to_owned()).collect();
    let sought = people::Sought { name: name.to_owned(), fandoms };
    let page = test.archive.read(move |tx| people::search(&viewer, tx, &sought, 1)).wait().expect("people are found");
    assert_eq!(page.total as usize, page.items.len());
    page.items.into_iter().map(|found| (found.person.name, found.works)).collect()
}

#[test]
fn people_are_found_by_words_of_their_names_and_by_the_fandoms_that_lists_show_of_them() {
    on_every_database(|test| {
        let (guest, bo) = (Viewer::Guest, test.cast.bo);
        let named =
            |names: &[(&str, u64)]| names.iter().map(|(name, works)| ((*name).to_owned(), *works)).collect::<Vec<_>>();
        test.archive.write(move |tx| people::add_pseud(tx, bo.id, "Ink and Tea")).wait().unwrap();
        assert_eq!(found(test, guest, "TEA ink", &[]), named(&[("bo_reads", 0)]), "PPL-1: any name, any spelling");
        assert_eq!(found(test, guest, "o_r", &[]), named(&[("bo_reads", 0)]), "a sign is itself");
        assert_eq!(found(test, guest, "a_a", &[]), named(&[]));
        assert_eq!(found(test, guest, "nobody", &[]), named(&[]));

        let emma = || Manuscript { fandoms: vec!["Emma".to_owned()], ..story("Rain", 1) };
        test.post(emma(), State::Posted, false);
        test.post(emma(), State::Posted, true);
        let masked = test.post_by(bo, emma(), State::Posted);
        let viewer = bo.viewer();
        test.archive.write(move |tx| works::set_anonymous(&viewer, tx, masked, true)).wait().unwrap();
        test.post_by(test.cast.cy, emma(), State::Draft);
        assert_eq!(found(test, guest, "", &["emma"]), named(&[("ana", 1)]), "PPL-1, PPL-2: for guests");
        assert_eq!(found(test, viewer, "an", &["Emma"]), named(&[("ana", 2)]), "PPL-2: for members");
        assert_eq!(found(test, guest, "", &["Emma", "No such fandom"]), named(&[]), "PPL-1");

        import(test, "Quilla", None, true);
        assert_eq!(found(test, guest, "quilla", &[]), named(&[]), "who is known from unseen works only");
        assert_eq!(found(test, bo.viewer(), "quil", &[]), named(&[("Quilla", 1)]));
    });
}
