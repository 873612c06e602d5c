//! Looking for tags (TGS-1), and those that nothing uses (TAG-11).

use std::time::Duration;

use archive::tags::Kind;
use archive::works::{self, State};
use archive::wrangling::{self, Sort, Status, Wanted, vocabulary};
use archive::{Errand, Error, Tx, Viewer};
use testkit::{TestArchive, on_every_database};

use crate::wrangling::{at_the_desk, tagged};

const HOST: Viewer = Viewer::Custodian(Errand::Host);

fn found(test: &TestArchive, viewer: Viewer, wanted: Wanted) -> Vec<String> {
    let search = move |tx: &Tx<'_>| wrangling::search(&viewer, tx, &wanted, 1);
    let page = test.archive.read(search).wait().unwrap();
    assert_eq!(page.total, page.items.len() as u64);
    page.items.into_iter().map(|one| one.stand.tag.name).collect()
}

fn named(name: &str) -> Wanted {
    Wanted { name: name.to_owned(), kind: Some(Kind::Additional), ..Wanted::default() }
}

#[test]
fn tags_are_found_by_all_words_of_their_names_and_the_very_name_comes_first() {
    on_every_database(|test| {
        for name in ["Hurt/Comfort", "A Comfort", "Comfort", "first.fandom", "50_percent", "Uncomfortable"] {
            test.post(tagged(&[name]), State::Posted, false);
        }
        let guest = |name| found(test, Viewer::Guest, named(name));
        assert_eq!(guest("COMFORT"), ["Comfort", "A Comfort", "Hurt/Comfort"], "TGS-1");
        assert_eq!(guest("comfort hurt"), ["Hurt/Comfort"], "a slash parts words");
        assert_eq!(guest("first"), [""; 0], "a dot does not");
        assert_eq!(guest("first.fandom"), ["first.fandom"]);
        for nothing in ["50%percent", "50Xpercent", "%", "'", "\\"] {
            assert_eq!(guest(nothing), [""; 0], "{nothing}");
        }
    });
}

#[test]
fn tags_are_found_by_kind_standing_fandom_and_in_three_orders() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Fog", "Mist", "Wet"]), State::Posted, false);
        desk.test.post(tagged(&["Wet"]), State::Posted, false);
        desk.test.clock.advance(Duration::from_secs(9));
        let fog = desk.canon(Kind::Additional, "Rain");
        desk.merge(desk.tag("Mist"), "Rain");
        desk.canon(Kind::Fandom, "Sherlock Holmes");
        desk.assign(fog, "Sherlock Holmes");
        let of = |status, sort| Wanted { status, sort, ..named("") };
        let guest = |wanted| found(desk.test, Viewer::Guest, wanted);
        assert_eq!(guest(of(Status::Any, Sort::Name)), ["Fog", "Mist", "Rain", "Wet"]);
        assert_eq!(guest(of(Status::Any, Sort::Created))[0], "Rain");
        assert_eq!(guest(of(Status::Any, Sort::Uses))[0], "Wet");
        for (status, wanted) in [
            (Status::Canonical, vec!["Rain"]),
            (Status::NotCanonical, vec!["Fog", "Mist", "Wet"]),
            (Status::Synonym, vec!["Mist"]),
            (Status::Wrangled, vec!["Mist", "Rain"]),
            (Status::Unwrangled, vec!["Fog", "Wet"]),
        ] {
            assert_eq!(guest(of(status, Sort::Name)), wanted, "{status:?}");
        }
        let in_fandoms =
            |names: &[&str]| Wanted { fandoms: names.iter().map(|name| (*name).to_owned()).collect(), ..named("") };
        assert_eq!(guest(in_fandoms(&["sherlock holmes"])), ["Rain"]);
        assert_eq!(
            guest(in_fandoms(&["Sherlock Holmes", "Nowhere"])),
            ["Rain"],
            "what is not there counts for nothing"
        );
        assert_eq!(guest(in_fandoms(&["Wet"])), [""; 0], "what is not canonical has nothing");
    });
}

#[test]
fn nobody_finds_a_tag_of_what_they_may_not_see() {
    on_every_database(|test| {
        test.post(tagged(&["Draft Words"]), State::Draft, false);
        test.post(tagged(&["Members Words"]), State::Posted, true);
        assert_eq!(found(test, Viewer::Guest, named("words")), [""; 0]);
        assert_eq!(found(test, test.cast.bo.viewer(), named("words")), ["Members Words"]);
    });
}

#[test]
fn tags_that_nothing_uses_go_after_a_day_and_what_was_decided_stays() {
    at_the_desk(|desk| {
        let work = desk.test.post(tagged(&["Typo", "Aside", "Kept"]), State::Posted, false);
        let draft = desk.test.post(tagged(&["Kept", "On A Draft"]), State::Draft, false);
        desk.canon(Kind::Additional, "Rain");
        let aside = desk.tag("Aside");
        desk.by(desk.wren, move |wren, tx| wrangling::set_aside(wren, tx, aside)).unwrap();
        let take = |tx: &Tx<'_>| vocabulary::take(&HOST, tx, "additional: Fog\n= Haze\n").map(drop);
        desk.test.archive.write(take).wait().unwrap();
        let ana = desk.test.cast.ana.viewer();
        desk.by(ana, move |ana, tx| works::delete(ana, tx, work)).unwrap();
        let clean_up = || wrangling::clean_up(&desk.test.archive).unwrap();
        assert_eq!(clean_up(), 0, "not at once");
        desk.test.clock.advance(Duration::from_hours(25));

        let gone = clean_up();

        assert_eq!((gone, clean_up()), (2, 0), "TAG-11");
        let shown = desk.by(ana, move |ana, tx| works::show(ana, tx, draft)).unwrap();
        let kept: Vec<_> = shown.card.tags.iter().map(|tag| tag.name.as_str()).collect();
        assert!(kept.ends_with(&["Kept", "On A Draft"]), "{kept:?}");
        let typo = desk.by(desk.wren, |wren, tx| wrangling::on_desk(wren, tx, "Typo").map(drop));
        assert!(matches!(typo, Err(Error::NotFound)));
        let written = desk.by(desk.wren, vocabulary::write).unwrap();
        assert!(written.contains("Rain") && written.contains("= Haze"));
        assert!(desk.by(desk.wren, |wren, tx| wrangling::history(wren, tx, None, 1)).is_ok());
    });
}

#[test]
fn the_cloud_counts_synonyms_and_holds_what_belongs_to_no_fandom() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Fog", "Haze"]), State::Posted, false);
        desk.test.post(tagged(&["Haze"]), State::Posted, true);
        let fog = desk.tag("Fog");
        desk.by(desk.wren, move |wren, tx| wrangling::canonize(wren, tx, fog)).unwrap();
        desk.merge(desk.tag("Haze"), "Fog");
        desk.assign(fog, "No Fandom");
        let cloud = |viewer: Viewer| {
            let found = desk.test.archive.read(move |tx| wrangling::cloud(&viewer, tx)).wait().unwrap();
            found.into_iter().map(|one| (one.stand.tag.name, one.works)).collect::<Vec<_>>()
        };
        assert_eq!(cloud(Viewer::Guest), [("Fog".to_owned(), 1)], "WR-17");
        assert_eq!(cloud(desk.test.cast.bo.viewer()), [("Fog".to_owned(), 2)]);
        let pairs = desk.test.archive.read(|tx| wrangling::pairings(&Viewer::Guest, tx, "No Fandom")).wait();
        assert!(pairs.unwrap().1.is_empty());
    });
}
