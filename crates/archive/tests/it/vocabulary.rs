//! A vocabulary as one file: what a new archive begins with, and what archives give each other.

use archive::tags::Kind;
use archive::works::State;
use archive::wrangling::{
    self,
    vocabulary::{self, Fault, STARTER, Taken},
};
use archive::{Errand, Error, Slip, Viewer, Why};
use proptest::prelude::*;
use testkit::{TestArchive, on_every_database};

use crate::wrangling::{at_the_desk, tagged};

const HOST: Viewer = Viewer::Custodian(Errand::Host);

fn take(test: &TestArchive, lines: &str) -> Taken {
    let lines = lines.to_owned();
    test.archive.write(move |tx| vocabulary::take(&HOST, tx, &lines)).wait().unwrap()
}

fn file(test: &TestArchive) -> String {
    test.archive.read(|tx| vocabulary::write(&HOST, tx)).wait().unwrap()
}

fn means(test: &TestArchive, name: &'static str) -> Option<String> {
    let show = move |tx: &archive::Tx<'_>| wrangling::on_desk(&HOST, tx, name);
    test.archive.read(show).wait().unwrap().merger.map(|stand| stand.tag.name)
}

/// The complaints, as they are told, with their lines.
fn told(taken: &Taken) -> Vec<(usize, String)> {
    taken.complaints.iter().map(|complaint| (complaint.line, complaint.fault.to_string())).collect()
}

#[test]
fn a_new_archive_begins_with_common_tags_and_taking_them_again_changes_nothing() {
    on_every_database(|test| {
        assert!(test.archive.read(vocabulary::is_untouched).wait().unwrap());
        let taken = take(test, STARTER);
        assert_eq!(told(&taken), []);
        assert!(taken.canonical > 80 && taken.synonyms > 100 && taken.metatags > 15, "{taken:?}");
        assert!(!test.archive.read(vocabulary::is_untouched).wait().unwrap());
        assert_eq!(means(test, "coffee shop au").as_deref(), Some("Alternate Universe - Coffee Shops & Cafés"));
        let written = file(test);

        let again = take(test, STARTER);

        assert_eq!((again.canonical, again.synonyms, again.parents, again.metatags), (0, 0, 0, 0));
        assert_eq!(file(test), written);
        let work = test.post(tagged(&["Fluffy"]), State::Posted, false);
        let viewer = test.cast.ana.viewer();
        let show = move |tx: &archive::Tx<'_>| archive::works::show(&viewer, tx, work);
        let seen = test.archive.read(show).wait().unwrap();
        assert!(seen.card.tags.iter().any(|tag| tag.name == "Fluffy"), "WR-14: works keep what their authors wrote");
    });
}

#[test]
fn lines_that_cannot_be_are_told_by_their_numbers_and_all_others_are_taken() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Gloom"]), State::Posted, false);
        desk.canon(Kind::Additional, "Mist");
        let gloom = desk.tag("Gloom");
        desk.by(desk.wren, move |wren, tx| wrangling::set_aside(wren, tx, gloom)).unwrap();
        let text = format!(
            "additional: Rain\n^ Weather\n= Wet\n= Sherlock Holmes\n= Mist\n= Rain\nadditional: Weather\n^ Storm\n\
             additional: Storm\n^ Rain\n= Wet\ncharacter: rain\n= Lost\nplanet: Mars\nadditional: {}\n\
             character: Watson\n< Rain\n< Nowhere\nadditional: Wet\nadditional: Gloom\n= Thunder\nadditional: Fog\n= Haze\n",
            "x".repeat(151)
        );
        let taken = take(desk.test, &text);
        let lines: Vec<usize> = taken.complaints.iter().map(|complaint| complaint.line).collect();
        // Which of three links closes a circle is a matter of their order; “Wet” is canonical further down.
        assert_eq!(lines, [3, 4, 5, 6, 10, 11, 12, 13, 14, 15, 17, 18, 20, 21], "{:#?}", told(&taken));
        assert_eq!(taken.complaints[4].fault, Fault::Slip(Slip::Circle { name: "Rain".to_owned() }), "WR-9");
        assert_eq!(
            taken.complaints[1].fault,
            Fault::OtherKind { name: "Sherlock Holmes".to_owned(), kind: Kind::Fandom }
        );
        assert!(matches!(taken.complaints[9].fault, Fault::Slip(Slip::LongTag { .. })));
        assert_eq!((taken.canonical, taken.synonyms, taken.metatags), (6, 1, 2), "{taken:#?}");
        assert_eq!(means(desk.test, "Haze").as_deref(), Some("Fog"));
        let clash = take(desk.test, "additional: Haze\nadditional: Storm\n= Haze\n");
        let another = Fault::MeansAnother { name: "Haze".to_owned(), means: "Fog".to_owned() };
        assert_eq!(clash.complaints.iter().map(|one| &one.fault).collect::<Vec<_>>(), [&another, &another]);
    });
}

#[test]
fn a_rehearsal_tells_the_same_and_changes_nothing() {
    on_every_database(|test| {
        let before = file(test);
        let rehearsed = test.archive.rehearse(|tx| vocabulary::take(&HOST, tx, STARTER)).wait().unwrap();
        assert_eq!(file(test), before);
        assert_eq!(take(test, STARTER), rehearsed);
    });
}

#[test]
fn a_file_tells_what_wranglers_decided_and_nothing_that_only_authors_wrote() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Drizzle", "My Own Words"]), State::Posted, false);
        desk.canon(Kind::Additional, "Rain");
        desk.merge(desk.tag("Drizzle"), "Rain");
        let written = desk.by(desk.wren, vocabulary::write).unwrap();
        assert!(written.ends_with("\nadditional: Rain\n  = Drizzle\n"), "{written}");
        let ana = desk.test.cast.ana.viewer();
        assert!(matches!(desk.by(ana, vocabulary::write), Err(Error::Forbidden(Why::NotYourRole))));
    });
}

#[test]
fn media_in_a_file_are_for_owners_as_they_are_by_hand() {
    at_the_desk(|desk| {
        let text = "media: Books\nfandom: The Hound\n< Books\n";
        let by = |viewer| desk.by(viewer, move |viewer, tx| vocabulary::take(viewer, tx, text)).unwrap();
        let lines = |taken: Taken| taken.complaints.into_iter().map(|one| (one.line, one.fault)).collect::<Vec<_>>();
        let unknown = Fault::Slip(Slip::NoSuchTag { name: "Books".to_owned() });
        assert_eq!(lines(by(desk.wren)), [(1, Fault::Refused(Why::NotYourRole)), (3, unknown)]);
        assert_eq!(lines(by(desk.owner)), []);
    });
}

/// Files of few names that clash and go in circles as much as they can.
fn files() -> impl Strategy<Value = String> {
    let kinds = prop::sample::select(vec!["media", "fandom", "character", "relationship", "additional"]);
    let name = || prop::sample::select(vec!["Ash", "Bell", "Cap", "Dew", "Elm", "Fog", "Gale"]);
    let sign = prop::sample::select(vec!["=", "<", "^"]);
    let entry = (kinds, name(), prop::collection::vec((sign, name()), 0..5));
    prop::collection::vec(entry, 0..12).prop_map(|entries| {
        let mut lines = Vec::new();
        for (kind, name, said) in entries {
            lines.push(format!("{kind}: {name}"));
            lines.extend(said.iter().map(|(sign, name)| format!("{sign} {name}")));
        }
        lines.join("\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_was_written_changes_nothing_here_and_makes_the_same_elsewhere(text in files()) {
        let (here, elsewhere) = (TestArchive::new(), TestArchive::new());
        take(&here, &text);
        let written = file(&here);
        let known = Taken { known: take(&here, &written).known, ..Taken::default() };
        prop_assert_eq!(take(&here, &written), known);
        prop_assert_eq!(&file(&here), &written);
        prop_assert_eq!(told(&take(&elsewhere, &written)), []);
        prop_assert_eq!(&file(&elsewhere), &written);
    }
}

#[test]
fn what_tags_mean_in_words_goes_along_in_the_file_and_changes_no_words_that_are_here() {
    on_every_database(|test| {
        let text = "additional: Rain\n  * Water that falls.\n  * On everybody.\nadditional: Fog\n* Grey.\n= Mist\n";
        let taken = take(test, text);
        assert_eq!((taken.canonical, taken.descriptions, told(&taken)), (2, 2, vec![]));
        let written = file(test);
        assert!(written.contains("\nadditional: Rain\n  * Water that falls.\n  * On everybody.\n"), "{written}");
        on_every_database(|other| {
            assert_eq!(take(other, &written).descriptions, 2);
            assert_eq!(file(other), written);
        });
        let again = take(
            test,
            "additional: Rain\n* Something else.\nadditional: Fog\n* Grey.\nadditional: a*b\n* Lost.\n* Lost.",
        );
        assert_eq!((again.descriptions, again.known), (0, 3));
        let lines: Vec<usize> = again.complaints.iter().map(|complaint| complaint.line).collect();
        assert_eq!(lines, [2, 5, 6, 7]);
        assert_eq!(again.complaints[0].fault, Fault::SaidOtherwise("Rain".to_owned()));
        assert_eq!(file(test), written);
    });
}

#[test]
fn a_long_file_that_says_everything_twice_is_taken_once_and_what_is_no_letter_is_told() {
    on_every_database(|test| {
        let tags: String = (0..200)
            .fold(String::new(), |text, number| text + &format!("additional: Number {number}\n* No. {number}\n"));
        let file_of_two = format!("{tags}additional: a\0b\n* c\u{1}d\nadditional: Last\n* e\0f\n\r\n\r{tags}");
        let taken = take(test, &file_of_two);
        assert_eq!((taken.canonical, taken.descriptions, taken.known), (201, 201, 400));
        let lines: Vec<usize> = taken.complaints.iter().map(|complaint| complaint.line).collect();
        assert_eq!(lines, [401, 402]);
        assert!(matches!(taken.complaints[0].fault, Fault::Slip(Slip::BadLetter { letter: '\0', .. })));
        assert!(file(test).contains("additional: Last\n  * e f\n"));
    });
}

/// So many blocks of eight lines each, and the lines of it that cannot be: a kind that is none with what stands below it, and
/// in each ten tags that are a part of the next one the last, which would close the circle.
fn blocks(many: usize) -> (String, Vec<usize>) {
    let (mut text, mut bad) = (String::new(), Vec::new());
    for n in 0..many {
        let next = if n % 10 == 9 { n - 9 } else { n + 1 };
        let lines = [
            format!("fandom: World {n}"),
            format!("additional: Tag {n}"),
            format!("< World {n}"),
            format!("^ Tag {next}"),
            format!("= Name {n}"),
            format!("= name {n}"),
            format!("planet: Mars {n}"),
            format!("< World {n}\n"),
        ];
        text.push_str(&lines.join("\n"));
        bad.extend((n % 10 == 9).then_some(n * 8 + 4));
        bad.extend([n * 8 + 7, n * 8 + 8]);
    }
    (text, bad)
}

#[test]
fn a_long_file_with_circles_doubles_and_broken_lines_is_told_line_by_line_before_and_when_it_is_taken() {
    on_every_database(|test| {
        let (text, bad) = blocks(300);
        let rehearsed_text = text.clone();
        let rehearse = move |tx: &archive::Tx<'_>| vocabulary::take(&HOST, tx, &rehearsed_text);
        let rehearsed = test.archive.rehearse(rehearse).wait().unwrap();
        let lines: Vec<usize> = rehearsed.complaints.iter().map(|complaint| complaint.line).collect();
        assert_eq!(lines, bad);
        let told = (rehearsed.canonical, rehearsed.synonyms, rehearsed.parents, rehearsed.metatags, rehearsed.known);
        assert_eq!(told, (600, 300, 300, 270, 300));
        assert_eq!(take(test, &text), rehearsed, "the same when it is taken");
        let again = take(test, &text);
        assert_eq!((again.known, again.complaints), (600 + 300 + 300 + 270 + 300, rehearsed.complaints));
    });
}
