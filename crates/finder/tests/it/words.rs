//! Words and phrases, and what they find together with tags.

use finder::{
    Asker, Audience, Chapter, Finder, Place, Question, Seek, Sort, Stories, StorySeeker, Text, Words, Work, WorkId,
};

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
    stories: Stories,
    dir: tempfile::TempDir,
}

fn chapter(work: u64, language: &'static str, text: &'static str) -> Chapter<'static> {
    Chapter { work: WorkId(work), chapter: work * 10, stamp: 1, language, text }
}

fn library() -> Library {
    let dir = tempfile::tempdir().unwrap();
    let folders = ["words", "stories"].map(|name| dir.path().join(name));
    for folder in &folders {
        std::fs::create_dir(folder).unwrap();
    }
    let (mut words, position) = Words::open(&folders[0]).unwrap();
    let (mut stories, none) = Stories::open(&folders[1]).unwrap();
    assert_eq!((position, none), (None, None));
    for (id, language, title, story) in TEXTS {
        let tags = "Johnlock\nJohn Watson/Sherlock Holmes";
        words.add(&Text { work: WorkId(id), language, title, tags, ..Text::default() }).unwrap();
        stories.add(&chapter(id, language, story)).unwrap();
    }
    words.commit("1").unwrap();
    stories.commit("1").unwrap();
    Library { words, stories, dir }
}

impl Library {
    fn both(&self, seek: &Seek, stories: Option<&StorySeeker>) -> Vec<u64> {
        let found = finder::seek(&self.words, stories, seek, &[]).unwrap();
        let mut found: Vec<u64> = found.iter().map(|(work, _)| work.0).collect();
        found.sort_unstable();
        found
    }

    fn seek(&self, seek: &Seek) -> Vec<u64> {
        self.both(seek, Some(&self.stories.seeker()))
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

fn not(seek: Seek) -> Seek {
    Seek::Not(Box::new(seek))
}

fn in_story(words: &str) -> Seek {
    Seek::Phrase(words.to_owned(), vec![Place::Story])
}

fn in_title(words: &str) -> Seek {
    Seek::Phrase(words.to_owned(), vec![Place::Title])
}

#[test]
fn what_stands_in_titles_and_in_texts_is_joined_met_and_taken_away_by_work() {
    let library = library();
    assert_eq!(library.seek(&Seek::All(vec![in_title("hound"), in_story("night")])), [1]);
    assert_eq!(library.seek(&Seek::All(vec![in_story("night"), not(in_title("hound"))])), [2]);
    assert_eq!(library.seek(&Seek::All(vec![in_story("dog"), in_story("bark"), in_title("hound")])), [1]);
    assert_eq!(library.seek(&Seek::Any(vec![in_title("naive"), in_story("minuit"), in_story("haus")])), [3, 5, 6]);
    assert_eq!(library.seek(&not(in_story("night"))), [3, 4, 5, 6]);
    assert_eq!(library.seek(&Seek::All(vec![not(in_story("night")), not(in_title("naive"))])), [3, 4, 5]);
    assert_eq!(library.seek(&Seek::All(vec![not(Seek::Any(vec![in_story("night"), in_title("naive")]))])), [3, 4, 5]);
    assert_eq!(library.seek(&Seek::Beginning("bel".to_owned(), vec![Place::Story])), [3]);
    assert_eq!(library.both(&in_story("night"), None), [0; 0], "without stories there is no text");
    assert_eq!(library.both(&phrase("hound"), None), [1]);
}

#[test]
fn a_phrase_goes_through_no_end_of_a_chapter_and_words_may_stand_in_several() {
    let mut library = library();
    let parts = [(70, "It was a dog"), (71, "in the night.")];
    for (number, text) in parts {
        library.stories.add(&Chapter { chapter: number, ..chapter(7, "en", text) }).unwrap();
    }
    library.words.add(&Text { work: WorkId(7), language: "en", ..Text::default() }).unwrap();
    library.words.commit("2").unwrap();
    library.stories.commit("2").unwrap();
    assert_eq!(library.phrase("a dog in the night"), [1]);
    assert_eq!(library.seek(&Seek::All(vec![in_story("a dog"), in_story("the night")])), [1, 2, 7]);
    let stories = library.stories.seeker();
    assert_eq!(stories.chapters(&in_story("night"), &[WorkId(7), WorkId(3)]).unwrap(), [(WorkId(7), 71)]);
}

#[test]
fn what_is_put_again_or_removed_is_found_as_it_is_now() {
    let mut library = library();
    library.words.remove(WorkId(1));
    library.words.add(&Text { work: WorkId(1), language: "en", title: "Cats", ..Text::default() }).unwrap();
    library.words.remove(WorkId(2));
    library.words.commit("9").unwrap();
    let stories = library.stories.seeker();
    assert_eq!(stories.stamps(WorkId(1)).unwrap(), [(10, 1)]);
    library.stories.remove(10);
    library.stories.add(&Chapter { stamp: 2, ..chapter(1, "en", "A mouse.") }).unwrap();
    library.stories.remove(20);
    assert!(library.stories.waiting() > 0);
    library.stories.commit("9").unwrap();
    assert_eq!(library.phrase("dog"), [0; 0]);
    assert_eq!(library.phrase("hound"), [0; 0]);
    assert_eq!(library.phrase("cat"), [1]);
    assert_eq!(library.phrase("mice"), [0; 0]);
    assert_eq!(library.phrase("mouse"), [1]);
    assert_eq!((stories.stamps(WorkId(1)).unwrap(), stories.stamps(WorkId(2)).unwrap()), (vec![(10, 2)], Vec::new()));
    assert_eq!(library.stories.waiting(), 0);
}

#[test]
fn the_index_says_how_far_it_had_read_when_it_is_opened_again() {
    let Library { words, stories, dir } = library();
    drop((words, stories));
    let (words, position) = Words::open(&dir.path().join("words")).unwrap();
    assert_eq!((words.len(), position.as_deref()), (6, Some("1")));
    let (stories, position) = Stories::open(&dir.path().join("stories")).unwrap();
    assert_eq!((stories.seeker().len(), position.as_deref()), (6, Some("1")));
}

#[test]
fn words_and_audience_meet_in_the_finder_and_the_best_fit_comes_first() {
    let library = library();
    let mut finder = Finder::new();
    for (id, audience) in [(1, Audience::Everyone), (2, Audience::Members)] {
        finder.put(&Work { id: WorkId(id), audience, ..Work::default() });
    }
    let seek = Seek::Any(vec![phrase("hound"), phrase("dog")]);
    let found = finder::seek(&library.words, Some(&library.stories.seeker()), &seek, &["en"]).unwrap();
    let worth = |id| found.iter().find(|(work, _)| *work == WorkId(id)).unwrap().1;
    assert!(worth(1) > worth(2), "a word in the title counts more than one in the text");
    let among = Some(found.clone());
    let question = Question { among, sort: Sort::Relevance, ..Question::default() };
    assert_eq!(finder.ask(&question).works, [WorkId(1)]);
    let member = Question { asker: Asker::Member, ..question };
    assert_eq!(finder.ask(&member).works, [WorkId(1), WorkId(2)]);
}

#[test]
fn an_index_becomes_one_piece_although_pieces_of_it_are_being_joined() {
    let mut words = Words::in_memory().unwrap();
    for round in 0..4 {
        for id in 0..10 {
            let title = format!("Rain {round} {id}");
            words
                .add(&Text { work: WorkId(round * 10 + id), language: "en", title: &title, ..Text::default() })
                .unwrap();
            words.commit("1").unwrap();
        }
        words.settle().unwrap();
    }
    let found = words.seek(&Seek::Phrase("rain".to_owned(), vec![Place::Title]), &["en"]).unwrap();
    assert_eq!(found.len(), 40);
}
