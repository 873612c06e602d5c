//! What waits for wranglers, and the names that they are not told (WRK-2 … WRK-4, TAG-4).

use archive::tags::Kind;
use archive::works::{self, State};
use archive::wrangling::{self, Bin};
use archive::{Error, Slip, Tx, Viewer, What, Why, WorkId};
use manuscript::Manuscript;

use crate::wrangling::{Desk, at_the_desk, names, slip, tagged};

/// Wren signs up for Sherlock Holmes, and her bins.
fn bins(desk: &Desk<'_>) -> Vec<Bin> {
    let holmes = desk.canon(Kind::Fandom, "Sherlock Holmes");
    desk.by(desk.wren, move |wren, tx| wrangling::sign_up(wren, tx, holmes)).unwrap();
    desk.by(desk.wren, wrangling::bins).unwrap()
}

#[test]
fn a_tag_waits_in_the_bin_of_the_fandom_that_it_turns_up_in_until_it_belongs_somewhere() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Rain", "Drizzle"]), State::Posted, false);
        desk.test.post(tagged(&["Rain"]), State::Posted, true);
        let bin = bins(desk).remove(0);
        assert_eq!((bin.characters, bin.relationships, bin.additional), (1, 0, 2), "WRK-2");
        let fandom = bin.fandom;
        let waiting = move |wren: &Viewer, tx: &Tx<'_>| wrangling::in_bin(wren, tx, fandom, Kind::Additional, 1);
        let page = desk.by(desk.wren, waiting).unwrap();
        let found: Vec<_> = page.items.iter().map(|one| (one.stand.tag.name.as_str(), one.works)).collect();
        assert_eq!(found, [("Rain", 2), ("Drizzle", 1)]);

        desk.assign(page.items[0].stand.tag.id, "Sherlock Holmes");
        let odd = page.items[1].stand.tag.id;
        desk.by(desk.wren, move |wren, tx| wrangling::set_aside(wren, tx, odd)).unwrap();

        assert_eq!(desk.by(desk.wren, waiting).unwrap().total, 0);
    });
}

#[test]
fn what_stands_on_drafts_and_hidden_works_is_in_no_bin_until_they_are_shown() {
    at_the_desk(|desk| {
        let draft = desk.test.post(tagged(&["Only In A Draft"]), State::Draft, false);
        let hidden: WorkId = desk.test.post(tagged(&["Only On A Hidden Work"]), State::Posted, false);
        let kim = desk.test.cast.moderator();
        desk.by(kim, move |kim, tx| works::hide(kim, tx, hidden, "a test")).unwrap();
        assert_eq!(bins(desk)[0].additional, 0, "WRK-3");
        desk.by(kim, move |kim, tx| works::unhide(kim, tx, hidden, "a test")).unwrap();
        let ana = desk.test.cast.ana.viewer();
        desk.by(ana, move |ana, tx| works::publish(ana, tx, draft)).unwrap();
        assert_eq!(bins(desk)[0].additional, 2);
    });
}

#[test]
fn a_synonym_of_a_fandom_brings_its_tags_into_the_canonical_ones_bins() {
    at_the_desk(|desk| {
        let other = Manuscript { fandoms: vec!["Sherlock".to_owned()], ..tagged(&["Rain"]) };
        desk.test.post(other, State::Posted, false);
        assert_eq!(bins(desk)[0].additional, 0);
        desk.merge(desk.tag("Sherlock"), "Sherlock Holmes");
        assert_eq!(desk.by(desk.wren, wrangling::bins).unwrap()[0].additional, 1, "WRK-4");
        desk.undo_last().unwrap();
        assert_eq!(desk.by(desk.wren, wrangling::bins).unwrap()[0].additional, 0);
    });
}

#[test]
fn a_name_that_only_unseen_works_know_is_to_a_wrangler_as_if_it_were_not_there() {
    at_the_desk(|desk| {
        let secret = |name: &str| Manuscript { characters: vec![name.to_owned()], ..tagged(&[&format!("the {name}")]) };
        desk.test.post(secret("Moriarty"), State::Draft, false);
        desk.test.post(tagged(&["Fog", "Mist"]), State::Posted, false);
        let (fog, mist) = (desk.tag("Fog"), desk.tag("Mist"));
        let assign = desk.by(desk.wren, move |wren, tx| wrangling::assign(wren, tx, fog, "Moriarty"));
        assert_eq!(slip(assign), Slip::NoSuchTag { name: "Moriarty".to_owned() });
        desk.merge(fog, "MORIARTY");
        assert_eq!(desk.seen("moriarty").stand.tag.name, "MORIARTY", "made anew, of its own kind");
        desk.merge(mist, "THE MORIARTY");
        assert_eq!(desk.seen("the moriarty").stand.tag.name, "THE MORIARTY", "in the wrangler's spelling");
        let owner = desk.owner;
        desk.test.post(secret("Moran"), State::Draft, false);
        desk.by(owner, move |owner, tx| wrangling::rename(owner, tx, mist, "Moran")).unwrap();
        assert_eq!(desk.seen("Moran").stand.tag.id, mist);
    });
}

#[test]
fn a_synonym_keeps_its_name_and_kind_whatever_others_write() {
    at_the_desk(|desk| {
        let wet = desk.canon(Kind::Character, "Wet");
        desk.by(desk.owner, move |owner, tx| wrangling::merge(owner, tx, wet, "Rain")).unwrap();
        desk.test.post(tagged(&["WET"]), State::Posted, false);
        assert_eq!(desk.seen("WET - Freeform").stand.tag.kind, Kind::Additional, "TAG-4");
    });
}

#[test]
fn what_others_were_built_upon_is_undone_after_them_and_never_before() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Drizzle", "Wet"]), State::Posted, false);
        let [drizzle, wet] = ["Drizzle", "Wet"].map(|name| desk.tag(name));
        let wren = desk.wren;
        desk.by(wren, move |wren, tx| {
            wrangling::canonize(wren, tx, wet)?;
            wrangling::merge(wren, tx, drizzle, "Wet").map(drop)
        })
        .unwrap();
        let latest = move |wren: &Viewer, tx: &Tx<'_>| wrangling::own_latest(wren, tx, 9);
        let decisions = desk.by(wren, latest).unwrap();
        let [merged, canonized] = [decisions[0].id, decisions[1].id];
        let undo = |id| desk.by(wren, move |wren, tx| wrangling::undo(wren, tx, id));
        assert!(matches!(undo(canonized), Err(Error::Conflict(What::Changed))));
        undo(merged).unwrap();
        undo(canonized).unwrap();

        let [one, two] = ["One", "Two"].map(|name| desk.canon(Kind::Additional, name));
        desk.attach(one, "Two");
        desk.by(wren, move |wren, tx| wrangling::detach(wren, tx, one, "Two")).unwrap();
        let detached = desk.by(wren, latest).unwrap()[0].id;
        desk.attach(two, "One");
        assert!(matches!(undo(detached), Err(Error::Conflict(What::Changed))), "WR-9: nothing goes in a circle");
    });
}

#[test]
fn a_tag_in_a_bin_is_offered_what_it_is_likely_to_mean() {
    at_the_desk(|desk| {
        desk.canon(Kind::Additional, "Hurt/Comfort");
        desk.canon(Kind::Additional, "Alternate Universe - Coffee Shop");
        desk.canon(Kind::Character, "Hurt Comfort");
        let typed = ["Comfort & Hurt", "hurt comforts", "Alternate Universe: Coffee Shops", "Something Else"];
        desk.test.post(tagged(&typed), State::Posted, false);
        let stands = typed.map(|name| desk.seen(name).stand);
        let likely = desk.by(desk.wren, move |wren, tx| wrangling::likely(wren, tx, None, &stands)).unwrap();
        let offered: Vec<_> = likely.iter().map(names).collect();
        let hurt = vec!["Hurt/Comfort"];
        assert_eq!(offered, [hurt.clone(), hurt, vec!["Alternate Universe - Coffee Shop"], vec![]]);
    });
}

#[test]
fn what_owners_decided_with_their_own_power_is_theirs_to_undo() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Drizzle"]), State::Posted, false);
        let (drizzle, books) = (desk.tag("Drizzle"), desk.canon(Kind::Media, "Books"));
        desk.by(desk.owner, move |owner, tx| wrangling::rename(owner, tx, drizzle, "Light Rain")).unwrap();
        let wren = desk.wren;
        let latest = desk.by(wren, |wren, tx| wrangling::history(wren, tx, None, 1)).unwrap().items;
        for decision in latest {
            let undo = desk.by(wren, move |wren, tx| wrangling::undo(wren, tx, decision.id));
            assert!(matches!(undo, Err(Error::Forbidden(Why::NotYourRole))), "TAG-8, TAG-9: {:?}", decision.verdict);
        }
        let unmake = desk.by(wren, move |wren, tx| wrangling::decanonize(wren, tx, books));
        assert!(matches!(unmake, Err(Error::Forbidden(Why::NotYourRole))));
    });
}
