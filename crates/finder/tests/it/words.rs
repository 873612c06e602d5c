//! Words and phrases, and what they find together with tags.

use finder::{Asker, Audience, Finder, Place, Question, Seek, Sort, Text, Words, Work, WorkId};

const TEXTS: [(u64, &str, &str, &str); 6] = [
    (1, "en", "The Hound", "A dog in the night barked. Nobody heard the dogs."),
    (2, "en", "Kisses", "In the night, a dog's dinner."),
    (3, "de", "Häuser am See", "Die Hunde bellten in den Häusern."),
    (4, "zh", "魔道祖师", "他们在夜里听见狗叫。"),
    (5, "fr", "L’Été", "Un café à minuit, et des chiens."),
    (6, "en", "Naïve", "Don't look now"),
];

struct Library {
    words: Words,
    _dir: tempfile::TempDir,
}

fn library() -> Library {
    let dir = tempfile::tempdir().unwrap();
    let (mut words, position) = Words::open(dir.path()).unwrap();
    assert_eq!(position, None);
    for (id, language, title, story) in TEXTS {
        let tags = "Johnlock\nJohn Watson/Sherlock Holmes";
        words.add(&Text { work: WorkId(id), language, title, story, tags, ..Text::default() }).unwrap();
    }
    words.commit("1").unwrap();
    Library { words, _dir: dir }
}

impl Library {
    fn seek(&self, seek: &Seek) -> Vec<u64> {
        let mut found: Vec<u64> = self.words.seek(seek, &[]).unwrap().iter().map(|(work, _)| work.0).collect();
        found.sort_unstable();
        found
    }

    fn phrase(&self, words: &str) -> Vec<u64> {
        self.seek(&phrase(words))
    }
}

fn phrase(words: &str) -> Seek {
    Seek::Phrase(words.to_owned(), vec![Place::Title, Place::Story])
}

#[test]
fn words_are_found_in_every_form_case_and_accent() {
    let library = library();
    assert_eq!(library.phrase("DOG"), [1, 2]);
    assert_eq!(library.phrase("barking"), [1]);
    assert_eq!(library.phrase("kiss"), [2]);
    assert_eq!(library.phrase("haus"), [3]);
    assert_eq!(library.phrase("ete"), [5]);
    assert_eq!(library.phrase("cafe"), [5]);
    assert_eq!(library.phrase("don’t"), [6]);
}

#[test]
fn a_phrase_is_found_only_where_its_words_stand_side_by_side() {
    let library = library();
    assert_eq!(library.phrase("a dog in the night"), [1]);
    assert_eq!(library.phrase("in the night"), [1, 2]);
    assert_eq!(library.phrase("night dog"), [0; 0]);
}

#[test]
fn scripts_without_spaces_are_searched_by_any_part() {
    let library = library();
    assert_eq!(library.phrase("祖师"), [4]);
    assert_eq!(library.phrase("夜里听见"), [4]);
    assert_eq!(library.phrase("狗"), [4]);
    assert_eq!(library.phrase("夜见"), [0; 0]);
}

#[test]
fn parts_of_a_search_are_joined_and_turned_round() {
    let library = library();
    let all = Seek::All(vec![phrase("night"), Seek::Not(Box::new(phrase("bark")))]);
    assert_eq!(library.seek(&all), [2]);
    assert_eq!(library.seek(&Seek::Any(vec![phrase("kiss"), phrase("hound")])), [1, 2]);
    assert_eq!(library.seek(&Seek::Beginning("hou".to_owned(), vec![Place::Title])), [1]);
    assert_eq!(library.seek(&Seek::Phrase("watson".to_owned(), vec![Place::Tags])), [1, 2, 3, 4, 5, 6]);
    assert_eq!(library.phrase(""), [0; 0]);
}

#[test]
fn what_is_put_again_or_removed_is_found_as_it_is_now() {
    let mut library = library();
    library.words.remove(WorkId(1));
    library.words.add(&Text { work: WorkId(1), language: "en", title: "Cats", ..Text::default() }).unwrap();
    library.words.remove(WorkId(2));
    library.words.commit("9").unwrap();
    assert_eq!(library.phrase("dog"), [0; 0]);
    assert_eq!(library.phrase("cat"), [1]);
}

#[test]
fn the_index_says_how_far_it_had_read_when_it_is_opened_again() {
    let library = library();
    let Library { words, _dir: dir } = library;
    drop(words);
    let (words, position) = Words::open(dir.path()).unwrap();
    assert_eq!((words.len(), position.as_deref()), (6, Some("1")));
}

#[test]
fn words_and_audience_meet_in_the_finder_and_the_best_fit_comes_first() {
    let library = library();
    let mut finder = Finder::new();
    for (id, audience) in [(1, Audience::Everyone), (2, Audience::Members)] {
        finder.put(&Work { id: WorkId(id), audience, ..Work::default() });
    }
    let seek = Seek::Any(vec![phrase("hound"), phrase("dog")]);
    let among = Some(library.words.seek(&seek, &["en"]).unwrap());
    let question = Question { among, sort: Sort::Relevance, ..Question::default() };
    assert_eq!(finder.ask(&question).works, [WorkId(1)]);
    let member = Question { asker: Asker::Member, ..question };
    assert_eq!(finder.ask(&member).works, [WorkId(1), WorkId(2)]);
}
