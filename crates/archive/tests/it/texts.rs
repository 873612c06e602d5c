//! Words and phrases in the text of stories: who finds what by them, and who does not wish to be found.

use std::cell::Cell;
use std::sync::Arc;

use archive::accounts::{self, Preferences};
use archive::policies::{self, Policy, Setting};
use archive::search::query::About;
use archive::search::{self, Found, Index, Passages, Query, Wish};
use archive::works::{self, Access, Creators, NewChapter, NewWork, State};
use archive::{Errand, Viewer, WorkId};
use manuscript::{Chapter, Manuscript, Rating};
use testkit::{Member, TestArchive, on_every_database, prose, story};

const GUEST: Viewer = Viewer::Guest;
const NONE: [&str; 0] = [];

fn ready(test: &TestArchive) -> Arc<Index> {
    let index = Arc::new(Index::new(None));
    index.prepare(&test.archive, || false).unwrap();
    index
}

fn find(test: &TestArchive, index: &Arc<Index>, viewer: Viewer, wish: &Wish) -> Found {
    let (index, wish) = (Arc::clone(index), wish.clone());
    test.archive.read(move |tx| search::find(&viewer, tx, &index, &wish)).wait().unwrap().expect("the index is ready")
}

fn wish(text: &str) -> Wish {
    Wish { query: Query::read(text), number: 1, with_facets: true, passages: Passages::Harmless, ..Wish::default() }
}

fn titles(test: &TestArchive, index: &Arc<Index>, viewer: Viewer, typed: &str) -> Vec<String> {
    let found = find(test, index, viewer, &wish(typed));
    assert_eq!(found.works.total as usize, found.works.items.len(), "{typed}: the total is what is shown");
    found.works.items.into_iter().map(|card| card.title).collect()
}

fn doubts(test: &TestArchive, index: &Arc<Index>, typed: &str) -> Vec<About> {
    find(test, index, GUEST, &wish(typed)).doubts.into_iter().map(|doubt| doubt.about).collect()
}

fn chapter(text: &str) -> Chapter {
    Chapter { body: prose(&format!("<p>{text}</p>")), ..Chapter::default() }
}

/// A story of these chapters.
fn told(title: &str, texts: &[&str]) -> Manuscript {
    Manuscript { chapters: texts.iter().map(|text| chapter(text)).collect(), ..story(title, texts.len()) }
}

fn add_chapter(test: &TestArchive, work: WorkId, body: &str, state: State) -> archive::ChapterId {
    let (ana, new) =
        (test.cast.ana.viewer(), NewChapter { chapter: chapter(body), state, place: None, base: None }.pack());
    test.archive.write(move |tx| works::add_chapter(&ana, tx, work, &new)).wait().unwrap()
}

fn wish_unsearched(test: &TestArchive, who: Member, unsearched: bool) {
    let wanted = Preferences { unsearched, ..Preferences::default() };
    test.archive.write(move |tx| accounts::prefer(&who.viewer(), tx, &wanted)).wait().unwrap();
}

#[test]
fn a_phrase_is_looked_for_in_the_text_and_a_plain_word_only_when_that_is_asked() {
    on_every_database(|test| {
        let index = ready(test);
        test.post(told("Silver", &["It was nothing.", "A dog in the night barked."]), State::Posted, false);
        test.post(told("A dog in the night", &["Cats."]), State::Posted, false);
        let german =
            Manuscript { language: "de".to_owned(), ..told("Haus", &["Die Hunde bellten.", "In den Häusern."]) };
        test.post(german, State::Posted, false);
        test.post(
            Manuscript { language: "zh".to_owned(), ..told("夜", &["他们在夜里听见狗叫。"]) },
            State::Posted,
            false,
        );
        let cases: &[(&str, &[&str])] = &[
            ("\"a dog in the night\"", &["A dog in the night", "Silver"]),
            ("about:\"a dog in the night\"", &["A dog in the night"]),
            ("text:\"a dog in the night\"", &["Silver"]),
            ("dog", &["A dog in the night"]),
            ("text:DOGS", &["Silver"]),
            ("text:barking text:nothing", &["Silver"]),
            ("text:\"nothing a dog\"", &[]),
            ("story:dog -text:barked", &[]),
            ("\"a dog in the night\" -text:barked", &["A dog in the night"]),
            ("-\"a dog in the night\" language:en", &[]),
            ("text:hund | text:cat | \"nobody says this\" sort:title", &["A dog in the night", "Haus"]),
            ("text:haus", &["Haus"]),
            ("text:hau*", &["Haus"]),
            ("text:夜里听见", &["夜"]),
            ("text:dog title:silver", &["Silver"]),
        ];
        for (text, expected) in cases {
            assert_eq!(titles(test, &index, GUEST, text), *expected, "SRCH-3: {text}");
        }
    });
}

#[test]
fn a_chapter_is_found_by_its_text_as_soon_as_it_is_posted_and_never_by_what_it_said_before() {
    on_every_database(|test| {
        let index = ready(test);
        let id = test.post(told("Rain", &["Quixotic beginnings."]), State::Posted, false);
        let ana = test.cast.ana.viewer();
        let finds = |text: &str| titles(test, &index, GUEST, text);
        assert_eq!(finds("text:quixotic"), ["Rain"]);
        let chapter = add_chapter(test, id, "Zephyrs blow.", State::Draft);
        assert_eq!(titles(test, &index, ana, "text:zephyr"), NONE, "CHAP-3: a draft is found by nobody");
        test.archive.write(move |tx| works::publish_chapter(&ana, tx, id, chapter)).wait().unwrap();
        assert_eq!(finds("text:zephyr"), ["Rain"]);
        assert_eq!(finds("text:zephyr text:quixotic"), ["Rain"], "in the same work");
        test.archive.write(move |tx| works::delete_chapter(&ana, tx, id, chapter)).wait().unwrap();
        assert_eq!(finds("text:zephyr"), NONE);
        let new = told("Rain", &["Another beginning."]);
        let packed = NewWork {
            manuscript: new,
            creators: Creators::Pseuds(vec![test.cast.ana.pseud]),
            state: State::Posted,
            access: Access::Everyone,
        };
        let packed = packed.pack().unwrap();
        test.archive.write(move |tx| works::revise(&ana, tx, id, &packed)).wait().unwrap();
        assert_eq!((finds("text:quixotic"), finds("text:\"another beginning\"")), (vec![], vec!["Rain".to_owned()]));
        test.archive.write(move |tx| works::delete(&ana, tx, id)).wait().unwrap();
        assert_eq!(finds("text:beginning"), NONE);
    });
}

#[test]
fn nobody_finds_a_work_by_its_text_who_may_not_see_it() {
    on_every_database(|test| {
        let index = ready(test);
        let post = |title: &str, state| test.post(told(title, &["Zqword."]), state, false);
        post("draft", State::Draft);
        let hidden = post("hidden", State::Posted);
        let (unrevealed, masked) = (post("unrevealed", State::Posted), post("masked", State::Posted));
        let (restricted, named) = (post("restricted", State::Posted), post("named", State::Posted));
        let (ana, kim, bo) = (test.cast.ana.viewer(), test.cast.moderator(), test.cast.bo);
        let all = vec!["hidden", "masked", "named", "restricted", "unrevealed"];
        assert_eq!(titles(test, &index, GUEST, "text:zqword sort:title"), all);
        let shut = move |tx: &archive::Tx<'_>| {
            works::hide(&kim, tx, hidden, "because")?;
            works::set_unrevealed(&ana, tx, unrevealed, true)?;
            works::set_anonymous(&ana, tx, masked, true)?;
            works::share(&ana, tx, restricted, Access::Members)?;
            works::share_with(&ana, tx, named, &[bo.id])
        };
        test.archive.write(shut).wait().unwrap();
        for text in ["text:zqword", "\"zqword\"", "text:zqw*", "text:\"zqword\" | text:nothing"] {
            assert_eq!(titles(test, &index, GUEST, text), NONE, "SRCH-2: {text}");
            for viewer in [bo.viewer(), ana, kim] {
                assert_eq!(titles(test, &index, viewer, text), ["restricted"], "SRCH-2: {text}");
            }
        }
        assert_eq!(
            titles(test, &index, GUEST, "-text:zqword"),
            ["masked"],
            "the text of an anonymous work is not read"
        );
        test.archive.write(move |tx| works::set_anonymous(&ana, tx, masked, false)).wait().unwrap();
        assert_eq!(titles(test, &index, GUEST, "text:zqword"), ["masked"]);
    });
}

#[test]
fn who_does_not_wish_it_is_found_by_no_word_of_their_texts_at_once_and_in_all_their_works() {
    on_every_database(|test| {
        wish_unsearched(test, test.cast.bo, true);
        test.post_by(test.cast.bo, told("Bo's", &["Zqword."]), State::Posted);
        let index = ready(test);
        let own = test.post(told("Ana's", &["Zqword."]), State::Posted, false);
        test.post_by(test.cast.cy, told("Cy's", &["Zqword."]), State::Posted);
        let together = NewWork {
            manuscript: told("Together", &["Zqword."]),
            creators: Creators::Pseuds(vec![test.cast.cy.pseud, test.cast.ana.pseud]),
            state: State::Posted,
            access: Access::Members,
        };
        let together = together.pack().unwrap();
        let import = Viewer::Custodian(Errand::Import);
        test.archive.write(move |tx| works::post(&import, tx, &together)).wait().unwrap();
        let wren = test.cast.wren.viewer();
        let finds = |text: &str| titles(test, &index, wren, text);
        assert_eq!(finds("text:zqword sort:title"), ["Ana's", "Cy's", "Together"], "PREF-1");

        wish_unsearched(test, test.cast.ana, true);
        assert_eq!(finds("text:zqword"), ["Cy's"], "PREF-1: also of what she made with others");
        assert_eq!(finds("\"zqword\""), ["Cy's"]);
        assert_eq!(finds("title:ana's"), ["Ana's"], "everything else finds it as before");
        let ana = test.cast.ana.viewer();
        assert_eq!(titles(test, &index, ana, "text:zqword"), ["Cy's"], "not even she herself");
        add_chapter(test, own, "Zqother.", State::Posted);
        assert_eq!(finds("text:zqother"), NONE);

        wish_unsearched(test, test.cast.ana, false);
        assert_eq!(finds("text:zqword sort:title"), ["Ana's", "Cy's", "Together"]);
        assert_eq!(finds("text:zqother"), ["Ana's"]);
        assert_eq!(finds("by:bo_reads text:zqword"), NONE);
    });
}

#[test]
fn a_work_of_which_its_creators_wish_it_is_found_by_no_word_of_its_text_and_their_others_are() {
    on_every_database(|test| {
        let index = ready(test);
        let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo.viewer());
        let quiet = test.post(told("Quiet", &["Zqword."]), State::Posted, false);
        test.post(told("Loud", &["Zqword."]), State::Posted, false);
        let wish = |viewer: Viewer, is_unsearched: bool| {
            let deed = move |tx: &archive::Tx<'_>| works::keep_from_search(&viewer, tx, quiet, is_unsearched);
            test.archive.write(deed).wait()
        };
        let finds = |text: &str| titles(test, &index, bo, text);
        assert_eq!(finds("text:zqword sort:title"), ["Loud", "Quiet"]);
        assert!(wish(bo, true).is_err(), "it is its creators' to wish");
        wish(ana, true).unwrap();
        assert_eq!(finds("text:zqword"), ["Loud"], "at once");
        assert_eq!(titles(test, &index, ana, "\"zqword\""), ["Loud"], "not even for her");
        assert_eq!(finds("title:quiet"), ["Quiet"], "everything else finds it as before");
        add_chapter(test, quiet, "Zqother.", State::Posted);
        assert_eq!(finds("text:zqother"), NONE);
        let page = told("Quiet still", &[]);
        let page = NewWork {
            manuscript: page,
            creators: Creators::Pseuds(vec![test.cast.ana.pseud]),
            state: State::Posted,
            access: Access::Everyone,
        };
        let page = page.pack_page().unwrap();
        test.archive.write(move |tx| works::revise_page(&ana, tx, quiet, &page)).wait().unwrap();
        assert_eq!(finds("text:zqword"), ["Loud"], "a new title page takes no wish back");
        assert_eq!(titles(test, &ready(test), bo, "text:zqword"), ["Loud"], "nor does an index that is made anew");
        wish(ana, false).unwrap();
        assert_eq!(finds("text:zqword sort:title"), ["Loud", "Quiet still"]);
        assert_eq!(finds("text:zqother"), ["Quiet still"]);
    });
}

#[test]
fn the_owner_switches_the_search_of_texts_off_and_on_again() {
    on_every_database(|test| {
        let folder = tempfile::tempdir().unwrap();
        let index = Arc::new(Index::new(Some(folder.path().to_owned())));
        index.prepare(&test.archive, || false).unwrap();
        test.post(told("Silver", &["A dog in the night."]), State::Posted, false);
        let switch = |value: &'static str| {
            let wanted = [(Setting::SearchesTexts, value.to_owned())];
            let host = Viewer::Custodian(Errand::Host);
            test.archive.write(move |tx| policies::change(&host, tx, &Policy::default(), &wanted)).wait().unwrap();
        };
        let finds = |text: &str| titles(test, &index, GUEST, text);
        assert_eq!(finds("text:dog"), ["Silver"]);
        switch("no");
        assert_eq!((finds("text:dog"), finds("\"a dog in the night\""), finds("silver").len()), (vec![], vec![], 1));
        assert_eq!(doubts(test, &index, "text:dog"), [About::NoTexts], "ADM-4");
        assert_eq!(doubts(test, &index, "\"a dog\""), [], "nothing is said where something else was found, too");
        assert!(!folder.path().join("stories").exists(), "nothing is left of the texts");
        switch("yes");
        assert_eq!((finds("text:dog"), doubts(test, &index, "text:dog")), (vec![], vec![About::SomeTexts]));
        assert_eq!(finds("silver"), ["Silver"]);
        index.read_texts(&test.archive, || false).unwrap();
        assert_eq!((finds("text:dog"), doubts(test, &index, "text:dog")), (vec!["Silver".to_owned()], vec![]));
        switch("no");
        let again = ready(test);
        assert_eq!(titles(test, &again, GUEST, "text:dog"), NONE, "a start heeds it");
    });
}

#[test]
fn texts_are_read_on_after_a_start_from_where_the_reading_was_stopped() {
    let test = TestArchive::new();
    let folder = tempfile::tempdir().unwrap();
    for number in 0..5 {
        test.post(told(&format!("Work {number}"), &["A dog in the night."]), State::Posted, false);
    }
    let open = |steps: usize| {
        let index = Arc::new(Index::new(Some(folder.path().to_owned())));
        let left = Cell::new(steps);
        index.prepare(&test.archive, || left.replace(left.get().saturating_sub(1)) == 0).unwrap();
        index
    };
    let first = open(4);
    assert!(first.is_ready() && first.has_words());
    assert_eq!(doubts(&test, &first, "text:dog"), [About::SomeTexts], "titles are found while texts are read");
    assert_eq!(doubts(&test, &first, "dog"), []);
    let (index, id) = (Arc::clone(&first), test.post(told("Late", &["A dog."]), State::Posted, false));
    first.keep(&test.archive, true).unwrap();
    drop((first, index));
    let ana = test.cast.ana.viewer();
    test.archive.write(move |tx| works::delete(&ana, tx, id)).wait().unwrap();

    let second = open(usize::MAX);
    assert_eq!(titles(&test, &second, GUEST, "text:dog").len(), 5);
    second.keep(&test.archive, true).unwrap();
    drop(second);
    test.post(told("After", &["A dog."]), State::Posted, false);
    let third = open(usize::MAX);
    assert_eq!(titles(&test, &third, GUEST, "text:dog").len(), 6, "what came since is read");
    drop(third);
    std::fs::remove_dir_all(folder.path().join("stories")).unwrap();
    assert_eq!(titles(&test, &open(usize::MAX), GUEST, "text:dog").len(), 6, "what is lost is made anew");
}

#[test]
fn nodes_of_one_archive_find_the_same_texts() {
    on_every_database(|test| {
        let (one, two) = (ready(test), ready(test));
        test.post(told("Silver", &["A dog in the night."]), State::Posted, false);
        for index in [&one, &two] {
            assert_eq!(titles(test, index, GUEST, "text:dog"), ["Silver"]);
        }
        wish_unsearched(test, test.cast.ana, true);
        for index in [&two, &one] {
            assert_eq!(titles(test, index, GUEST, "text:dog"), NONE);
        }
    });
}

#[test]
fn a_line_shows_where_the_phrase_stands_and_none_of_what_one_is_asked_about_first() {
    let test = TestArchive::new();
    let index = ready(&test);
    let silver =
        test.post(told("Silver", &["Nothing.", "Barking, <em>a</em> dog in the\nnight was."]), State::Posted, false);
    let adult = Manuscript { rating: Rating::Explicit, ..told("Adult", &["A dog in the night."]) };
    let adult = test.post(adult, State::Posted, false);
    add_chapter(&test, silver, "A dog in the night.", State::Draft);
    let lines = |viewer: Viewer, text: &str, passages| {
        let found = find(&test, &index, viewer, &Wish { passages, ..wish(text) });
        let mut lines: Vec<_> = found
            .passages
            .into_iter()
            .map(|(id, line)| (id, line.before + "[" + &line.marked + "]" + &line.after))
            .collect();
        lines.sort_unstable();
        lines
    };
    let of_silver = (silver, "Barking, [a dog in the night] was.".to_owned());
    for viewer in [GUEST, test.cast.ana.viewer()] {
        let stem = (silver, "Barking, a [dog in the night] was.".to_owned());
        assert_eq!(lines(viewer, "\"dogs in the nights\"", Passages::Harmless), [stem], "in every form of its words");
        let phrase = "\"a dog in the night\"";
        assert_eq!(lines(viewer, phrase, Passages::Harmless), std::slice::from_ref(&of_silver), "POST-21");
        assert_eq!(lines(viewer, phrase, Passages::None), []);
        let mut both = vec![of_silver.clone(), (adult, "[A dog in the night].".to_owned())];
        both.sort_unstable();
        assert_eq!(lines(viewer, phrase, Passages::All), both);
        assert_eq!(lines(viewer, "title:silver", Passages::All), []);
        assert_eq!(
            lines(viewer, "text:barked", Passages::All),
            [(silver, "[Barking], a dog in the night was.".to_owned())]
        );
    }
}

#[test]
fn what_is_in_title_or_tags_comes_before_what_is_only_in_the_text() {
    let test = TestArchive::new();
    let index = ready(&test);
    test.post(told("In the text", &["Umbrellas everywhere."]), State::Posted, false);
    let tagged = Manuscript { additional: vec!["Broken umbrella".to_owned()], ..told("In a tag", &["Nothing."]) };
    test.post(tagged, State::Posted, false);
    test.post(told("Umbrella", &["Nothing."]), State::Posted, false);
    assert_eq!(titles(&test, &index, GUEST, "\"umbrella\""), ["Umbrella", "In a tag", "In the text"], "SRCH-13");
}

#[test]
fn no_more_than_eight_phrases_are_looked_for_in_texts() {
    let test = TestArchive::new();
    let index = ready(&test);
    test.post(told("Silver", &["One two three four five six seven eight nine."]), State::Posted, false);
    let many = ["one", "two", "three", "four", "five", "six", "seven", "eight"].map(|word| format!("text:{word}"));
    assert_eq!(titles(&test, &index, GUEST, &many.join(" ")), ["Silver"]);
    let more = format!("{} \"nine\"", many.join(" "));
    assert_eq!(titles(&test, &index, GUEST, &more), NONE, "it is looked for elsewhere");
    assert_eq!(doubts(&test, &index, &more), [About::ManyTexts]);
}
