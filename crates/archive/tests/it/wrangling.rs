//! What wranglers make of tags, on every database: each rule a sentence (WR-1 … WR-16, TAG-8, TAG-9, WRK-1 … WRK-3).

use std::time::Duration;

use archive::accounts::{self, Role};
use archive::bookmarks::{self, NewBookmark, On};
use archive::tags::Kind;
use archive::works::State;
use archive::wrangling::{self, Among, SeenTag, Standing, Verdict};
use archive::{Errand, Error, Slip, TagId, Tx, Viewer, What, Why};
use manuscript::Manuscript;
use testkit::{TestArchive, on_every_database, story};

const HOST: Viewer = Viewer::Custodian(Errand::Host);

/// An archive where bo is its owner and wren wrangles.
pub struct Desk<'t> {
    pub test: &'t TestArchive,
    pub wren: Viewer,
    pub owner: Viewer,
}

impl<'t> Desk<'t> {
    fn of(test: &'t TestArchive) -> Self {
        let cast = test.cast;
        let give = move |tx: &Tx<'_>| accounts::give(&HOST, tx, cast.bo.id, Role::Owner);
        test.archive.write(give).wait().unwrap();
        Self { test, wren: cast.wren.viewer(), owner: Viewer::Moderator(cast.bo.id) }
    }

    pub fn by<T: Send + 'static>(
        &self,
        viewer: Viewer,
        deed: impl Fn(&Viewer, &Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.test.clock.advance(Duration::from_secs(1));
        self.test.archive.write(move |tx| deed(&viewer, tx)).wait()
    }

    pub fn canon(&self, kind: Kind, name: &'static str) -> TagId {
        self.by(self.owner, move |owner, tx| wrangling::create(owner, tx, kind, name)).unwrap()
    }

    pub fn merge(&self, tag: TagId, into: &'static str) -> TagId {
        self.by(self.wren, move |wren, tx| wrangling::merge(wren, tx, tag, into)).unwrap()
    }

    pub fn assign(&self, tag: TagId, parent: &'static str) {
        self.by(self.wren, move |wren, tx| wrangling::assign(wren, tx, tag, parent)).unwrap();
    }

    pub fn attach(&self, tag: TagId, meta: &'static str) {
        self.by(self.wren, move |wren, tx| wrangling::attach(wren, tx, tag, meta)).unwrap();
    }

    pub fn seen(&self, name: &'static str) -> SeenTag {
        self.test.archive.read(move |tx| wrangling::show(&Viewer::Guest, tx, name)).wait().unwrap()
    }

    pub fn tag(&self, name: &'static str) -> TagId {
        self.seen(name).stand.tag.id
    }

    pub fn widened(&self, tag: TagId) -> Vec<TagId> {
        let mut tags = self.test.archive.read(move |tx| wrangling::widened(tx, tag)).wait().unwrap();
        tags.sort_unstable();
        tags
    }

    pub fn undo_last(&self) -> Result<(), Error> {
        let wren = self.wren;
        let last = self.test.archive.read(move |tx| wrangling::history(&wren, tx, None, 1)).wait().unwrap().items;
        let last = last.into_iter().find(|decision| !decision.is_undone && decision.verdict != Verdict::Undid).unwrap();
        self.by(wren, move |wren, tx| wrangling::undo(wren, tx, last.id).map(drop))
    }
}

pub fn at_the_desk(test: impl Fn(&Desk<'_>)) {
    on_every_database(|archive| test(&Desk::of(archive)));
}

pub fn tagged(additional: &[&str]) -> Manuscript {
    Manuscript { additional: additional.iter().map(|name| (*name).to_owned()).collect(), ..story("Tagged", 1) }
}

fn sorted(tags: impl IntoIterator<Item = TagId>) -> Vec<TagId> {
    let mut tags: Vec<TagId> = tags.into_iter().collect();
    tags.sort_unstable();
    tags
}

pub fn names<'s>(stands: impl IntoIterator<Item = &'s wrangling::Stand>) -> Vec<&'s str> {
    stands.into_iter().map(|stand| stand.tag.name.as_str()).collect()
}

pub fn slip<T: std::fmt::Debug>(result: Result<T, Error>) -> Slip {
    match result {
        Err(Error::Invalid(mut fields)) => fields.remove(0).slip,
        other => panic!("{other:?}"),
    }
}

#[test]
fn only_wranglers_decide_about_tags() {
    at_the_desk(|desk| {
        desk.test.post(story("Rain", 1), State::Posted, false);
        let tag = desk.tag("Rain");
        for viewer in [desk.test.cast.ana.viewer(), desk.test.cast.moderator()] {
            let canonize = desk.by(viewer, move |viewer, tx| wrangling::canonize(viewer, tx, tag));
            assert!(matches!(canonize, Err(Error::Forbidden(Why::NotYourRole))));
            assert!(matches!(desk.by(viewer, wrangling::bins), Err(Error::Forbidden(Why::NotYourRole))));
        }
        assert!(matches!(desk.by(Viewer::Guest, wrangling::bins), Err(Error::LogIn)));
    });
}

#[test]
fn a_synonym_is_found_by_its_canonical_tag_and_itself_finds_only_itself() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Rainy Days"]), State::Posted, false);
        let (rain, synonym) = (desk.canon(Kind::Additional, "Rain"), desk.tag("Rainy Days"));
        desk.merge(synonym, "Rain");
        assert_eq!(desk.widened(rain), sorted([rain, synonym]), "WR-12");
        assert_eq!(desk.widened(synonym), [synonym]);
        let seen = desk.seen("rainy days");
        assert_eq!((seen.stand.standing, names(&seen.merger)), (Standing::Synonym, vec!["Rain"]));
        assert_eq!(names(&desk.seen("Rain").relatives.synonyms), ["Rainy Days"]);
    });
}

#[test]
fn a_name_that_is_not_there_is_made_as_the_canonical_tag() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Rainy Days"]), State::Posted, false);
        let into = desk.merge(desk.tag("Rainy Days"), "Rain And Storms");
        let seen = desk.seen("Rain And Storms");
        assert_eq!((seen.stand.tag.id, seen.stand.standing), (into, Standing::Canonical), "WR-2");
    });
}

#[test]
fn a_tag_means_only_a_canonical_tag_of_its_kind_and_never_itself() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Drizzle", "Rain"]), State::Posted, false);
        desk.canon(Kind::Character, "Sherlock Holmes (person)");
        let tag = desk.tag("Drizzle");
        let merge = |into: &'static str| desk.by(desk.wren, move |wren, tx| wrangling::merge(wren, tx, tag, into));
        assert_eq!(slip(merge("drizzle")), Slip::ItsOwn);
        assert_eq!(slip(merge("Rain")), Slip::NotCanonical { name: "Rain".to_owned() });
        let other = Slip::NotCanonical { name: "Sherlock Holmes (person)".to_owned() };
        assert_eq!(slip(merge("Sherlock Holmes (person)")), other);
        assert!(matches!(slip(merge("a,b")), Slip::BadLetter { .. }));
    });
}

#[test]
fn there_are_no_chains_of_synonyms() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Drizzle", "Wet"]), State::Posted, false);
        desk.canon(Kind::Additional, "Rain");
        let (drizzle, wet) = (desk.tag("Drizzle"), desk.tag("Wet"));
        desk.by(desk.wren, move |wren, tx| wrangling::canonize(wren, tx, wet)).unwrap();
        desk.merge(drizzle, "Wet");
        let merge = |viewer| desk.by(viewer, move |viewer, tx| wrangling::merge(viewer, tx, wet, "Rain"));
        assert!(
            matches!(merge(desk.wren), Err(Error::Forbidden(Why::NotYourRole))),
            "a canonical one is for the owner"
        );
        let rain = merge(desk.owner).unwrap();
        assert_eq!(desk.widened(rain), sorted([rain, drizzle, wet]), "WR-2");
        assert_eq!(desk.widened(wet), [wet]);
    });
}

#[test]
fn what_a_tag_had_goes_to_the_one_that_it_means_now() {
    at_the_desk(|desk| {
        desk.canon(Kind::Media, "Books");
        desk.canon(Kind::Media, "Films");
        let holmes = desk.canon(Kind::Fandom, "Sherlock Holmes - Doyle");
        let other = desk.canon(Kind::Fandom, "The Adventures of Holmes");
        let above = desk.canon(Kind::Fandom, "Detectives");
        let below = desk.canon(Kind::Fandom, "Baker Street");
        let watson = desk.canon(Kind::Character, "Watson");
        desk.assign(holmes, "Books");
        desk.assign(other, "Films");
        desk.assign(watson, "The Adventures of Holmes");
        desk.attach(other, "Detectives");
        desk.attach(below, "The Adventures of Holmes");
        desk.by(desk.wren, move |wren, tx| wrangling::sign_up(wren, tx, other)).unwrap();

        desk.by(desk.owner, move |owner, tx| wrangling::merge(owner, tx, other, "Sherlock Holmes - Doyle")).unwrap();

        let seen = desk.seen("Sherlock Holmes - Doyle");
        assert_eq!(names(&seen.relatives.parents), ["Books", "Films"], "WR-3");
        assert_eq!(names(seen.relatives.metatags.iter().map(|(stand, _)| stand)), ["Detectives"]);
        assert_eq!(names(&seen.relatives.subtags), ["Baker Street"]);
        let characters = seen.relatives.children.iter().find(|(kind, _)| *kind == Kind::Character).unwrap();
        assert_eq!(names(&characters.1), ["Watson"]);
        let assigned = desk.by(desk.wren, |wren, tx| wrangling::assignments(wren, tx, &Among::default())).unwrap();
        assert_eq!(assigned.iter().map(|one| one.fandom.as_str()).collect::<Vec<_>>(), ["Sherlock Holmes - Doyle"]);
        assert_eq!(desk.widened(above), sorted([above, holmes, other, below]));

        desk.undo_last().unwrap();

        assert_eq!(desk.widened(above), sorted([above, other, below]));
        assert_eq!(names(&desk.seen("The Adventures of Holmes").relatives.subtags), ["Baker Street"]);
        assert_eq!(names(&desk.seen("Sherlock Holmes - Doyle").relatives.parents), ["Books"]);
        assert_eq!(names(&desk.seen("Watson").relatives.parents), ["The Adventures of Holmes"]);
    });
}

#[test]
fn what_meant_a_tag_that_is_canonical_no_more_is_unwrangled_and_what_it_held_is_free() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Drizzle"]), State::Posted, false);
        let (rain, drizzle) = (desk.canon(Kind::Additional, "Rain"), desk.tag("Drizzle"));
        let (weather, storm) = (desk.canon(Kind::Additional, "Weather"), desk.canon(Kind::Additional, "Storm"));
        desk.merge(drizzle, "Rain");
        desk.attach(rain, "Weather");
        desk.attach(storm, "Rain");

        desk.by(desk.wren, move |wren, tx| wrangling::decanonize(wren, tx, rain)).unwrap();

        assert_eq!(desk.seen("Drizzle").stand.standing, Standing::Unwrangled, "WR-4");
        assert_eq!((desk.widened(weather), desk.widened(rain)), (vec![weather], vec![rain]));
        desk.undo_last().unwrap();
        assert_eq!(desk.widened(weather), sorted([weather, rain, drizzle, storm]));
    });
}

#[test]
fn bookmarks_of_a_metatag_are_those_of_its_subtags_and_of_what_means_them() {
    at_the_desk(|desk| {
        let rainy = desk.test.post(tagged(&["Drizzle"]), State::Posted, false);
        let dry = desk.test.post(tagged(&["Sun"]), State::Posted, false);
        let (rain, drizzle) = (desk.canon(Kind::Additional, "Rain"), desk.tag("Drizzle"));
        desk.canon(Kind::Additional, "Weather");
        let bo = desk.test.cast.bo.viewer();
        for (work, words) in [(rainy, ""), (dry, "rain")] {
            let new = NewBookmark { tags: words.to_owned(), ..NewBookmark::default() };
            let kept = desk.test.archive.write(move |tx| bookmarks::keep(&bo, tx, &On::Work(work), &new).map(drop));
            kept.wait().unwrap();
        }
        let things = |name: &'static str| {
            let of = desk.test.archive.read(move |tx| bookmarks::of_tag(&Viewer::Guest, tx, name, 1)).wait();
            of.map_or(0, |items| items.items.total)
        };
        assert_eq!((things("Weather"), things("Rain"), things("Drizzle")), (0, 1, 1));
        desk.merge(drizzle, "Rain");
        desk.attach(rain, "Weather");
        assert_eq!((things("Weather"), things("Rain"), things("Drizzle")), (2, 2, 2), "BKS-7");
        assert_eq!(things("Sun"), 1);
    });
}

#[test]
fn a_synonym_that_becomes_canonical_means_itself() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Drizzle"]), State::Posted, false);
        let (rain, drizzle) = (desk.canon(Kind::Additional, "Rain"), desk.tag("Drizzle"));
        desk.merge(drizzle, "Rain");
        desk.by(desk.wren, move |wren, tx| wrangling::canonize(wren, tx, drizzle)).unwrap();
        assert_eq!((desk.widened(rain), desk.seen("Drizzle").merger), (vec![rain], None), "WR-5");
    });
}

#[test]
fn tags_belong_where_the_table_says_and_only_to_canonical_ones() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Rain"]), State::Posted, false);
        let watson = desk.canon(Kind::Character, "Watson");
        desk.canon(Kind::Additional, "Weather");
        let assign =
            |parent: &'static str| desk.by(desk.wren, move |wren, tx| wrangling::assign(wren, tx, watson, parent));
        assert_eq!(slip(assign("Weather")), Slip::CannotHold { name: "Weather".to_owned() }, "WR-6");
        assert_eq!(slip(assign("Sherlock Holmes")), Slip::NotCanonical { name: "Sherlock Holmes".to_owned() });
        assert_eq!(slip(assign("Nowhere")), Slip::NoSuchTag { name: "Nowhere".to_owned() });
    });
}

#[test]
fn a_relationship_of_a_character_is_of_the_characters_fandoms_too() {
    at_the_desk(|desk| {
        desk.canon(Kind::Fandom, "Doyle");
        desk.canon(Kind::Fandom, "BBC");
        let watson = desk.canon(Kind::Character, "Watson");
        let pair = desk.canon(Kind::Relationship, "Holmes/Watson");
        desk.assign(watson, "Doyle");
        desk.assign(watson, "BBC");
        desk.assign(pair, "Watson");
        assert_eq!(names(&desk.seen("Holmes/Watson").relatives.parents), ["Watson", "BBC", "Doyle"], "WR-7");
    });
}

#[test]
fn a_tag_is_a_part_of_all_that_its_metatags_are_a_part_of() {
    at_the_desk(|desk| {
        let tags = ["One", "Two", "Three", "Four"].map(|name| desk.canon(Kind::Additional, name));
        desk.attach(tags[3], "Three");
        desk.attach(tags[1], "One");
        desk.attach(tags[2], "Two");
        assert_eq!(desk.widened(tags[0]), sorted(tags), "WR-9: also what was below before");
        let above = desk.seen("Four").relatives.metatags;
        let above: Vec<_> = above.iter().map(|(stand, is_direct)| (stand.tag.name.as_str(), *is_direct)).collect();
        assert_eq!(above, [("One", false), ("Three", true), ("Two", false)]);

        let three = tags[2];
        desk.by(desk.wren, move |wren, tx| wrangling::detach(wren, tx, three, "Two")).unwrap();

        assert_eq!(desk.widened(tags[0]), sorted([tags[0], tags[1]]));
        assert_eq!(desk.widened(tags[2]), sorted([tags[2], tags[3]]));
    });
}

#[test]
fn two_ways_up_are_one_and_stay_when_one_goes() {
    at_the_desk(|desk| {
        let [top, left, right, low] = ["Top", "Left", "Right", "Low"].map(|name| desk.canon(Kind::Additional, name));
        for (sub, meta) in [(left, "Top"), (right, "Top"), (low, "Left"), (low, "Right"), (low, "Top")] {
            desk.attach(sub, meta);
        }
        for meta in ["Top", "Left"] {
            desk.by(desk.wren, move |wren, tx| wrangling::detach(wren, tx, low, meta)).unwrap();
            assert_eq!(desk.widened(top), sorted([top, left, right, low]), "without {meta}");
        }
        desk.by(desk.wren, move |wren, tx| wrangling::detach(wren, tx, low, "Right")).unwrap();
        assert_eq!(desk.widened(top), sorted([top, left, right]));
    });
}

#[test]
fn nothing_is_a_part_of_itself_however_far_around() {
    at_the_desk(|desk| {
        let [one, two, three] = ["One", "Two", "Three"].map(|name| desk.canon(Kind::Additional, name));
        desk.attach(two, "One");
        desk.attach(three, "Two");
        let attach = |name: &'static str| desk.by(desk.wren, move |wren, tx| wrangling::attach(wren, tx, one, name));
        assert_eq!(slip(attach("One")), Slip::ItsOwn);
        assert_eq!(slip(attach("Three")), Slip::Circle { name: "Three".to_owned() }, "WR-9");
        desk.canon(Kind::Character, "Somebody");
        assert!(matches!(slip(attach("Somebody")), Slip::NotCanonical { .. }));
    });
}

#[test]
fn what_belongs_to_a_subtag_does_not_belong_to_its_metatag() {
    at_the_desk(|desk| {
        desk.canon(Kind::Fandom, "Franchise");
        let film = desk.canon(Kind::Fandom, "The Film");
        let hero = desk.canon(Kind::Character, "Hero");
        desk.assign(hero, "The Film");
        desk.attach(film, "Franchise");
        assert!(desk.seen("Franchise").relatives.children.iter().all(|(_, tags)| tags.is_empty()), "WR-10");
    });
}

#[test]
fn only_what_means_nothing_can_be_set_aside() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["asdf", "Drizzle"]), State::Posted, false);
        let (rain, odd) = (desk.canon(Kind::Additional, "Rain"), desk.tag("asdf"));
        let drizzle = desk.tag("Drizzle");
        desk.merge(drizzle, "Rain");
        let aside = |tag| desk.by(desk.wren, move |wren, tx| wrangling::set_aside(wren, tx, tag));
        assert!(matches!(aside(rain), Err(Error::Forbidden(Why::NotNow))), "WR-1");
        assert!(matches!(aside(drizzle), Err(Error::Forbidden(Why::NotNow))));
        aside(odd).unwrap();
        assert_eq!(desk.seen("asdf").stand.standing, Standing::Unwrangleable);
        desk.by(desk.wren, move |wren, tx| wrangling::leave(wren, tx, odd)).unwrap();
        assert_eq!(desk.seen("asdf").stand.standing, Standing::Unwrangled);
    });
}

#[test]
fn wranglers_change_case_and_accents_and_owners_everything() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["amelie", "Rain"]), State::Posted, false);
        let tag = desk.tag("amelie");
        let rename =
            |viewer, name: &'static str| desk.by(viewer, move |viewer, tx| wrangling::rename(viewer, tx, tag, name));
        rename(desk.wren, "Amélie").unwrap();
        assert_eq!(desk.seen("AMELIE").stand.tag.name, "Amélie", "TAG-8");
        assert!(matches!(rename(desk.wren, "Amelia"), Err(Error::Forbidden(Why::NotYourRole))));
        assert_eq!(slip(rename(desk.owner, "rain")), Slip::Taken, "TAG-3");
        rename(desk.owner, "Amelia").unwrap();
        assert_eq!(desk.tag("Amelia"), tag);
    });
}

#[test]
fn a_tag_on_a_work_keeps_its_kind() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Rain"]), State::Posted, false);
        let used = desk.tag("Rain");
        let free = desk.canon(Kind::Additional, "Holmes");
        let retype = |tag| desk.by(desk.wren, move |wren, tx| wrangling::retype(wren, tx, tag, Kind::Character));
        assert!(matches!(retype(used), Err(Error::Forbidden(Why::NotNow))), "TAG-9: it is on a work");
        assert!(matches!(retype(free), Err(Error::Forbidden(Why::NotNow))), "TAG-9: it is canonical");
        desk.by(desk.wren, move |wren, tx| wrangling::decanonize(wren, tx, free)).unwrap();
        retype(free).unwrap();
        desk.by(desk.wren, move |wren, tx| wrangling::canonize(wren, tx, free)).unwrap();
        assert_eq!(desk.seen("Holmes").stand.tag.kind, Kind::Character);
    });
}

#[test]
fn the_fixed_tags_stay_as_they_are() {
    at_the_desk(|desk| {
        let mature = desk.tag("Mature");
        assert_eq!(desk.seen("Mature").stand.standing, Standing::Canonical, "TAG-5");
        let owner = desk.owner;
        assert!(desk.by(owner, move |owner, tx| wrangling::decanonize(owner, tx, mature)).is_err());
        assert!(desk.by(owner, move |owner, tx| wrangling::rename(owner, tx, mature, "MATURE")).is_err());
        assert!(desk.by(owner, move |owner, tx| wrangling::merge(owner, tx, mature, "Explicit")).is_err());
    });
}

#[test]
fn wranglers_sign_up_for_canonical_fandoms_only_and_can_drop_anybody() {
    at_the_desk(|desk| {
        desk.test.post(story("Rain", 1), State::Posted, false);
        let fandom = desk.tag("Sherlock Holmes");
        let sign_up = || desk.by(desk.wren, move |wren, tx| wrangling::sign_up(wren, tx, fandom));
        assert!(matches!(slip(sign_up()), Slip::NotCanonical { .. }), "WRK-1");
        desk.by(desk.wren, move |wren, tx| wrangling::canonize(wren, tx, fandom)).unwrap();
        sign_up().unwrap();
        let wren = desk.test.cast.wren.id;
        desk.by(desk.owner, move |owner, tx| wrangling::drop_out(owner, tx, fandom, wren)).unwrap();
        assert!(desk.by(desk.wren, |wren, tx| wrangling::assignments(wren, tx, &Among::default())).unwrap().is_empty());
    });
}

#[test]
fn a_decision_that_others_were_built_on_is_not_taken_back() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Drizzle"]), State::Posted, false);
        let (_, drizzle) = (desk.canon(Kind::Additional, "Rain"), desk.tag("Drizzle"));
        desk.merge(drizzle, "Rain");
        let wren = desk.wren;
        let merged = desk.by(wren, |wren, tx| wrangling::history(wren, tx, None, 1)).unwrap().items.remove(0);
        assert_eq!(
            (merged.verdict, merged.tag.as_str(), merged.other.as_deref()),
            (Verdict::Merged, "Drizzle", Some("Rain"))
        );
        desk.by(wren, move |wren, tx| wrangling::split(wren, tx, drizzle)).unwrap();
        let undo = move |wren: &Viewer, tx: &Tx<'_>| wrangling::undo(wren, tx, merged.id);
        assert!(matches!(desk.by(wren, undo), Err(Error::Conflict(What::Changed))));
    });
}

#[test]
fn a_tag_that_stands_only_on_what_one_may_not_see_is_not_there_unless_it_is_canonical() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Secret Storm"]), State::Draft, false);
        let show = |name: &'static str| desk.by(Viewer::Guest, move |guest, tx| wrangling::show(guest, tx, name));
        assert!(matches!(show("Secret Storm"), Err(Error::NotFound)));
        let draft = desk.test.cast.ana.viewer();
        assert!(matches!(desk.by(draft, |ana, tx| wrangling::show(ana, tx, "Secret Storm")), Err(Error::NotFound)));
        desk.canon(Kind::Additional, "Storm");
        assert!(show("Storm").is_ok());
    });
}
