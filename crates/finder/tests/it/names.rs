//! Completing what is typed (AUTO-1…4).

use finder::{Asker, Audience, Entered, Finder, Hint, Kind, Role, Standing, Tag, TagId, TagName, Traits, Work, WorkId};

use crate::dice::Dice;

/// Tags by name, the first the most used; every one is on a work for everyone.
fn library(kind: Kind, names: &[&str]) -> Finder {
    let mut finder = Finder::new();
    let mut next = 0;
    for (number, name) in (1..).zip(names) {
        let id = TagId(number);
        finder.put_tag(&Tag { id, kind, standing: Standing::Canonical, metatags: vec![] });
        finder.put_name(&TagName {
            tag: id,
            kind,
            key: (*name).to_owned(),
            fandoms: vec![TagId(100 + number % 2)],
            traits: Traits::default(),
        });
        for _ in 0..=names.len() as u64 - number {
            next += 1;
            finder.put(&work(next, id, kind));
        }
    }
    finder
}

fn work(id: u64, tag: TagId, kind: Kind) -> Work {
    let tags = vec![Entered { tag, kind, role: Role::Plain }];
    Work { id: WorkId(id), audience: Audience::Everyone, tags, ..Work::default() }
}

fn hint(typed: &str) -> Hint {
    Hint { typed: typed.to_owned(), limit: 15, ..Hint::default() }
}

fn found(finder: &Finder, hint: &Hint) -> Vec<u64> {
    finder.suggest(hint).iter().map(|suggestion| suggestion.tag.0).collect()
}

/// Without guesses.
fn spelt(finder: &Finder, typed: &str) -> Vec<u64> {
    let found = finder.suggest(&hint(typed));
    found.iter().filter(|found| !found.guessed).map(|found| found.tag.0).collect()
}

#[test]
fn every_word_but_the_last_is_whole_and_the_last_is_a_beginning() {
    let finder = library(Kind::Character, &["steve rogers", "steven grant rogers", "rogers hammerstein"]);
    assert_eq!(spelt(&finder, "steve ro"), [1]);
    assert_eq!(found(&finder, &hint("stev")), [1, 2]);
    assert_eq!(found(&finder, &hint("rogers")), [1, 2, 3]);
    assert_eq!(spelt(&finder, "rogers grant"), [2]);
}

#[test]
fn what_holds_all_that_is_typed_comes_before_what_is_used_more() {
    let finder =
        library(Kind::Additional, &["friends of enemies to lovers", "enemies lovers", "lovers enemies to friends"]);
    assert_eq!(found(&finder, &hint("enemies to")), [1, 3]);
    assert_eq!(found(&finder, &hint("lovers enemies")), [3, 1, 2]);
}

#[test]
fn one_letter_after_other_words_is_ignored_and_symbols_alone_match_nothing() {
    let finder = library(Kind::Character, &["harry potter", "harry styles"]);
    assert_eq!(found(&finder, &hint("harry p")), [1, 2]);
    assert_eq!(found(&finder, &hint("harry po")), [1]);
    assert_eq!(found(&finder, &hint(" / ")), [0; 0]);
    assert_eq!(found(&finder, &hint("")), [0; 0]);
}

#[test]
fn fandoms_limit_characters_by_any_part_of_the_name_unless_that_gives_nothing() {
    let finder = library(Kind::Character, &["john watson", "mary watson", "joan watson"]);
    let within = |typed, fandom| Hint { fandoms: vec![TagId(fandom)], kind: Some(Kind::Character), ..hint(typed) };
    assert_eq!(found(&finder, &within("atso", 101)), [1, 3]);
    assert_eq!(found(&finder, &within("mary", 101)), [2]);
}

#[test]
fn only_canonical_tags_that_are_in_use_are_suggested() {
    let mut finder = library(Kind::Character, &["remus lupin", "remus"]);
    finder.put_tag(&Tag { standing: Standing::SynonymOf(TagId(1)), ..canonical(2) });
    assert_eq!(found(&finder, &hint("rem")), [1]);
    assert_eq!(found(&finder, &Hint { any_standing: true, ..hint("rem") }), [1, 2]);
    (1..=3).for_each(|id| finder.remove(WorkId(id)));
    assert_eq!(found(&finder, &hint("rem")), [0; 0]);
}

#[test]
fn a_tag_that_is_only_on_works_for_members_is_not_suggested_to_guests() {
    let mut finder = library(Kind::Character, &["snape"]);
    finder.put(&Work { audience: Audience::Members, ..work(1, TagId(1), Kind::Character) });
    assert_eq!(found(&finder, &hint("sna")), [0; 0]);
    assert_eq!(found(&finder, &Hint { asker: Asker::Member, ..hint("sna") }), [1]);
}

#[test]
fn a_misspelt_name_is_guessed_behind_all_others() {
    let finder = library(Kind::Character, &["sherlock holmes", "shirley holmes", "sherlok hound"]);
    let suggestions = finder.suggest(&hint("sherlok ho"));
    let guessed: Vec<(u64, bool)> = suggestions.iter().map(|found| (found.tag.0, found.guessed)).collect();
    assert_eq!(guessed, [(3, false), (1, true)]);
    assert_eq!(found(&finder, &hint("shrelo")), [1, 3]);
}

#[test]
fn a_renamed_tag_is_found_by_its_new_name_only() {
    let mut finder = library(Kind::Fandom, &["old name"]);
    finder.put_name(&TagName {
        tag: TagId(1),
        kind: Kind::Fandom,
        key: "new title".to_owned(),
        fandoms: vec![],
        traits: Traits::default(),
    });
    assert_eq!((found(&finder, &hint("old")), found(&finder, &hint("tit"))), (vec![], vec![1]));
    finder.remove_name(TagId(1));
    assert_eq!(found(&finder, &hint("tit")), [0; 0]);
}

#[test]
fn many_names_are_ranked_like_a_few() {
    let mut dice = Dice::seeded(3);
    let syllables = ["ka", "ro", "mi", "ten", "sol", "ba"];
    let names: Vec<String> = (0..300)
        .map(|_| {
            (0..2).map(|_| [*dice.pick(&syllables), *dice.pick(&syllables)].concat()).collect::<Vec<_>>().join(" ")
        })
        .collect();
    let finder = library(Kind::Character, &names.iter().map(String::as_str).collect::<Vec<_>>());
    for typed in ["k", "ka", "kar", "miten", "sol", "roba mi", "bami ka"] {
        let mut plain: Vec<(bool, usize)> =
            (0..names.len()).filter(|n| fits(&names[*n], typed)).map(|n| (!names[n].contains(typed), n)).collect();
        plain.sort_unstable();
        let plain: Vec<u64> = plain.into_iter().take(15).map(|(_, n)| n as u64 + 1).collect();
        assert_eq!(spelt(&finder, typed), plain, "{typed}");
    }
}

#[test]
fn names_that_came_or_went_after_all_were_ordered_are_found_like_the_others() {
    let (mut dice, dir) = (Dice::seeded(4), tempfile::tempdir().unwrap());
    let syllables = ["ka", "ro", "mi", "ten"];
    let mut name =
        move || (0..4).map(|place| [*dice.pick(&syllables), ["", " "][place % 2]].concat()).collect::<String>();
    let names: Vec<String> = (0..70).map(|_| name()).collect();
    let mut finder = library(Kind::Character, &names.iter().map(String::as_str).collect::<Vec<_>>());
    let mut ordered = library(Kind::Character, &names.iter().map(String::as_str).collect::<Vec<_>>());
    ordered.settle();
    for round in 0..4 {
        for id in (1..70).filter(|id| id % 7 == round) {
            let renamed = TagName {
                tag: TagId(id),
                kind: Kind::Character,
                key: name(),
                fandoms: vec![TagId(100 + id % 3)],
                traits: Traits::default(),
            };
            for finder in [&mut finder, &mut ordered] {
                finder.remove_name(TagId(id + 1));
                finder.put_name(&renamed);
            }
        }
        ordered.save(&dir.path().join("kept"), "1").unwrap();
        let again = Finder::load(&dir.path().join("kept")).unwrap().0;
        for typed in ["k", "ro", "kat", "mite", "tenka", "ro ka", "kami", "mirot", "otka"] {
            for fandoms in [vec![], vec![TagId(101)], vec![TagId(100), TagId(102)]] {
                let hint = Hint { fandoms, ..hint(typed) };
                assert_eq!(ordered.suggest(&hint), finder.suggest(&hint), "{round} {hint:?}");
                assert_eq!(again.suggest(&hint), finder.suggest(&hint), "{round} {hint:?}");
            }
        }
        if round == 2 {
            ordered = again;
            ordered.settle();
        }
    }
}

fn fits(name: &str, typed: &str) -> bool {
    let (whole, last) = typed.rsplit_once(' ').unwrap_or(("", typed));
    let words: Vec<&str> = name.split(' ').collect();
    whole.split(' ').filter(|word| !word.is_empty()).all(|word| words.contains(&word))
        && words.iter().any(|word| word.starts_with(last))
}

fn canonical(id: u64) -> Tag {
    Tag { id: TagId(id), kind: Kind::Character, standing: Standing::Canonical, metatags: vec![] }
}
