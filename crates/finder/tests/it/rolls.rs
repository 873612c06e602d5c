//! Lists of names, and of fandoms.

use finder::{
    Asker, Audience, AuthorId, Entered, Finder, Hint, Kind, Listed, Never, Order, Role, Roll, Rule, Standing, Stands,
    Tag, TagId, TagName, Traits, Work, WorkId,
};

const HOLMES: TagId = TagId(1);
const DOYLE: TagId = TagId(2);

struct Library(Finder);

impl Library {
    /// Two names of one fandom, and tags that stand on its works.
    fn of(names: &[(u64, Kind, &str, Standing)]) -> Self {
        let mut library = Self(Finder::new());
        library.tag((1, Kind::Fandom, "holmes", Standing::Canonical), &[]);
        library.tag((2, Kind::Fandom, "doyle", Standing::SynonymOf(HOLMES)), &[]);
        for name in names {
            library.tag(*name, &[]);
        }
        library
    }

    fn tag(&mut self, (id, kind, key, standing): (u64, Kind, &str, Standing), fandoms: &[TagId]) {
        let tag = TagId(id);
        self.0.put_tag(&Tag { id: tag, kind, standing, metatags: vec![] });
        let traits = Traits { made: 100 - id as u32, is_filed: !fandoms.is_empty(), is_aside: false };
        self.0.put_name(&TagName { tag, kind, key: key.to_owned(), fandoms: fandoms.to_vec(), traits });
    }

    fn work(&mut self, id: u64, audience: Audience, tags: &[(TagId, Kind)]) {
        let tags = tags.iter().map(|(tag, kind)| Entered { tag: *tag, kind: *kind, role: Role::Plain }).collect();
        let (authors, names) = (vec![AuthorId(id)], audience);
        let updated = id as i64 * 1_000;
        self.0.put(&Work { id: WorkId(id), audience, names, tags, authors, updated, ..Work::default() });
    }

    fn keys(&self, roll: &Roll<'_>, fits: impl Fn(&Listed<'_>) -> bool) -> (u64, Vec<(&str, u64)>) {
        let (total, listed) = self.0.roll(&Roll { take: 50, ..*roll }, fits);
        (total, listed.iter().map(|one| (one.key, one.uses)).collect())
    }
}

fn rainy() -> Library {
    let mut library = Library::of(&[
        (3, Kind::Additional, "rain", Standing::Canonical),
        (4, Kind::Additional, "rainy days", Standing::SynonymOf(TagId(3))),
        (5, Kind::Additional, "rain & fog", Standing::Unwrangled),
        (6, Kind::Character, "rain the cat", Standing::Unwrangled),
        (7, Kind::Additional, "unused", Standing::Canonical),
    ]);
    let tag = |id, kind| (TagId(id), kind);
    let (fandom, other) = ((HOLMES, Kind::Fandom), (DOYLE, Kind::Fandom));
    library.work(1, Audience::Everyone, &[fandom, tag(3, Kind::Additional), tag(6, Kind::Character)]);
    library.work(2, Audience::Members, &[other, tag(4, Kind::Additional), tag(5, Kind::Additional)]);
    library.work(3, Audience::Everyone, &[(TagId(9), Kind::Fandom), tag(5, Kind::Additional)]);
    library
}

#[test]
fn a_list_of_names_counts_what_each_finds_for_whoever_asks_and_goes_page_by_page() {
    let library = rainy();
    let roll = Roll { kind: Some(Kind::Additional), with_unused: true, ..Roll::default() };
    let (total, found) = library.keys(&roll, |_| true);
    assert_eq!((total, found), (3, vec![("rain", 1), ("rain & fog", 1), ("unused", 0)]));
    let member = Roll { asker: Asker::Member, order: Order::Uses, ..roll };
    let (total, found) = library.keys(&member, |_| true);
    assert_eq!((total, found), (4, vec![("rain", 2), ("rain & fog", 2), ("rainy days", 1), ("unused", 0)]));
    let (total, listed) = library.0.roll(&Roll { skip: 1, take: 2, ..member }, |_| true);
    assert_eq!((total, listed.iter().map(|one| one.key).collect::<Vec<_>>()), (4, vec!["rain & fog", "rainy days"]));
    let first = Roll { first: "unused", ..member };
    assert_eq!(library.keys(&first, |_| true).1[0], ("unused", 0));
    let aged = |order| library.keys(&Roll { order, ..member }, |_| true).1[0].0.to_owned();
    assert_eq!((aged(Order::Newest), aged(Order::Oldest)), ("rain".to_owned(), "unused".to_owned()));
    let synonyms = library.keys(&member, |one| one.stands == Stands::Synonym);
    assert_eq!(synonyms, (1, vec![("rainy days", 1)]));
}

#[test]
fn names_are_narrowed_by_words_and_fandoms() {
    let mut library = rainy();
    let member = Roll { asker: Asker::Member, ..Roll::default() };
    let holding = ["fog".to_owned(), "rain".to_owned()];
    assert_eq!(library.keys(&Roll { holding: &holding, ..member }, |_| true).1, [("rain & fog", 2)]);
    library.tag((5, Kind::Additional, "rain & fog", Standing::Unwrangled), &[HOLMES]);
    assert_eq!(library.keys(&Roll { fandoms: &[HOLMES], ..member }, |one| one.is_filed).1, [("rain & fog", 2)]);
    assert_eq!(library.keys(&Roll { fandoms: &[HOLMES, DOYLE], ..member }, |_| true).0, 0);
    library.0.settle();
    assert_eq!(library.keys(&Roll { fandoms: &[HOLMES], ..member }, |one| one.is_filed).1, [("rain & fog", 2)]);
}

#[test]
fn beside_a_fandom_stand_the_tags_of_its_works_and_of_those_of_its_other_names() {
    let mut library = rainy();
    let beside =
        |fandom, kind| Roll { asker: Asker::Member, beside: Some(fandom), kind: Some(kind), ..Roll::default() };
    for _ in 0..2 {
        let (_, found) = library.keys(&beside(HOLMES, Kind::Additional), |_| true);
        assert_eq!(found, [("rain", 2), ("rain & fog", 2), ("rainy days", 1)]);
        assert_eq!(library.keys(&beside(HOLMES, Kind::Character), |_| true).1, [("rain the cat", 1)]);
        assert_eq!(library.keys(&beside(DOYLE, Kind::Additional), |_| true).1, [("rain & fog", 2), ("rainy days", 1)]);
        assert_eq!(library.keys(&beside(TagId(77), Kind::Additional), |_| true).0, 0);
        library.0.settle();
    }
}

#[test]
fn fandoms_are_counted_without_what_a_rule_hides() {
    let library = rainy();
    let of = |asker, rules: &[Rule]| {
        let mut found: Vec<_> =
            library.0.fandoms(asker, rules, &|_| true).iter().map(|one| (one.tag.0, one.works, one.updated)).collect();
        found.sort_unstable();
        found
    };
    assert_eq!(of(Asker::Guest, &[]), [(1, 1, 1_000), (9, 1, 3_000)]);
    assert_eq!(of(Asker::Member, &[]), [(1, 2, 2_000), (9, 1, 3_000)]);
    let rule = Rule { never: Never::Author(AuthorId(3)), unless: vec![] };
    assert_eq!(of(Asker::Member, &[rule]), [(1, 2, 2_000)]);
}

#[test]
fn what_only_its_parts_are_carried_of_is_suggested_and_listed() {
    let mut library = rainy();
    library.tag((8, Kind::Additional, "weather", Standing::Canonical), &[]);
    let hint = Hint { typed: "weath".to_owned(), limit: 5, ..Hint::default() };
    assert!(library.0.suggest(&hint).is_empty());
    let rain = Tag { id: TagId(3), kind: Kind::Additional, standing: Standing::Canonical, metatags: vec![TagId(8)] };
    library.0.put_tag(&rain);
    assert_eq!(library.0.suggest(&hint).iter().map(|one| (one.tag.0, one.uses)).collect::<Vec<_>>(), [(8, 1)]);
    let (_, found) = library.keys(&Roll { asker: Asker::Member, ..Roll::default() }, |one| one.key == "weather");
    assert_eq!(found, [("weather", 2)]);
}
