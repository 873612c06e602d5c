//! What stands beside the decisions about tags: which are not used at all, who may decide, words about them, what is undone
//! together, who wrangles what, and which tags readers keep at hand (TAG-10, WRK-1, WRK-5, WRK-8, WRK-9).

use archive::policies::{self, Policy, Setting};
use archive::tags::Kind;
use archive::works::{self, Access, Creators, NewWork, State};
use archive::wrangling::{self, Among, Ruling, Standing, Verdict};
use archive::{Errand, Error, Slip, TagId, Tx, Viewer, What, Why, filters};
use manuscript::Manuscript;
use testkit::story;

use crate::wrangling::{Desk, at_the_desk, slip, tagged};

const HOST: Viewer = Viewer::Custodian(Errand::Host);

/// The additional tags that a work shows its author.
fn shown(desk: &Desk<'_>, work: archive::WorkId) -> Vec<String> {
    let ana = desk.test.cast.ana.viewer();
    let card = desk.by(ana, move |ana, tx| Ok(works::show(ana, tx, work)?.card.clone())).unwrap();
    card.tags_of(Kind::Additional).map(|tag| tag.name.clone()).collect()
}

fn settle(desk: &Desk<'_>, setting: Setting, value: &'static str) {
    let change = move |host: &Viewer, tx: &Tx<'_>| {
        policies::change(host, tx, &Policy::default(), &[(setting, value.to_owned())])
    };
    desk.by(HOST, change).unwrap();
}

fn ban(desk: &Desk<'_>, tag: TagId) -> Result<(), Error> {
    desk.by(desk.owner, move |owner, tx| wrangling::ban(owner, tx, tag))
}

fn rule(desk: &Desk<'_>, rulings: Vec<(TagId, Ruling)>) {
    let outcomes = desk.by(desk.wren, move |wren, tx| wrangling::rule_all(wren, tx, &rulings)).unwrap();
    assert!(outcomes.iter().all(|outcome| outcome.refused.is_none()), "{outcomes:?}");
}

#[test]
fn a_tag_that_is_not_used_is_on_no_page_and_no_work_and_nobody_writes_it_anew() {
    at_the_desk(|desk| {
        let work = desk.test.post(tagged(&["Spam", "Rain"]), State::Posted, false);
        let spam = desk.tag("Spam");
        ban(desk, spam).unwrap();
        assert_eq!(shown(desk, work), ["Rain"], "TAG-10");
        for viewer in [Viewer::Guest, desk.wren, desk.owner] {
            assert!(matches!(desk.by(viewer, |viewer, tx| wrangling::show(viewer, tx, "Spam")), Err(Error::NotFound)));
        }
        let wanted = wrangling::Wanted { name: "spam".to_owned(), ..wrangling::Wanted::default() };
        assert_eq!(desk.by(desk.owner, move |owner, tx| wrangling::search(owner, tx, &wanted, 1)).unwrap().total, 0);
        let loose = |wren: &Viewer, tx: &Tx<'_>| wrangling::loose(wren, tx, Kind::Additional, 1);
        assert_eq!(desk.by(desk.wren, loose).unwrap().total, 1, "it waits in no bin");
        let on_desk = |viewer: &Viewer, tx: &Tx<'_>| wrangling::on_desk(viewer, tx, "Spam");
        assert!(matches!(desk.by(desk.wren, on_desk), Err(Error::NotFound)));
        assert_eq!(desk.by(desk.owner, on_desk).unwrap().stand.standing, Standing::Banned);

        let again = Manuscript { characters: vec!["SPAM".to_owned()], ..story("Again", 1) };
        let (ana, access) = (desk.test.cast.ana, Access::Everyone);
        let creators = Creators::Pseuds(vec![ana.pseud]);
        let packed = NewWork { manuscript: again, creators, state: State::Draft, access }.pack().unwrap();
        let posted = desk.by(ana.viewer(), move |ana, tx| works::post(ana, tx, &packed));
        let Err(Error::Invalid(wrong)) = posted else { panic!("{posted:?}") };
        assert_eq!((wrong[0].field, &wrong[0].slip), ("characters", &Slip::NotUsed { name: "SPAM".to_owned() }));

        desk.by(desk.owner, move |owner, tx| wrangling::leave(owner, tx, spam)).unwrap();
        assert_eq!(shown(desk, work), ["Spam", "Rain"]);
    });
}

#[test]
fn which_tags_are_not_used_is_for_owners_to_say_and_to_take_back() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Spam"]), State::Posted, false);
        let spam = desk.tag("Spam");
        let by_wren = desk.by(desk.wren, move |wren, tx| wrangling::ban(wren, tx, spam));
        assert!(matches!(by_wren, Err(Error::Forbidden(Why::NotYourRole))));
        ban(desk, spam).unwrap();
        assert!(matches!(desk.undo_last(), Err(Error::Forbidden(Why::NotYourRole))));
        for ruling in [Ruling::Canonical, Ruling::Means("Rain".to_owned()), Ruling::Aside] {
            let ruled = desk.by(desk.wren, move |wren, tx| wrangling::rule(wren, tx, spam, &ruling));
            assert!(matches!(ruled, Err(Error::Forbidden(Why::NotNow))));
        }
        desk.canon(Kind::Additional, "Rain");
        let rain = desk.tag("Rain");
        assert!(matches!(ban(desk, rain), Err(Error::Forbidden(Why::NotNow))), "first it is undecided");
    });
}

#[test]
fn while_wrangling_rests_the_desk_is_open_and_only_owners_decide() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Rain"]), State::Posted, false);
        let rain = desk.tag("Rain");
        settle(desk, Setting::Wrangling, "no");
        let canonize = move |viewer: &Viewer, tx: &Tx<'_>| wrangling::canonize(viewer, tx, rain);
        assert!(matches!(desk.by(desk.wren, canonize), Err(Error::Forbidden(Why::WranglingRests))), "WRK-8");
        let rulings = [(rain, Ruling::Canonical)];
        let ruled = desk.by(desk.wren, move |wren, tx| wrangling::rule_all(wren, tx, &rulings));
        assert!(matches!(ruled, Err(Error::Forbidden(Why::WranglingRests))));
        assert!(desk.by(desk.wren, wrangling::bins).is_ok() && desk.by(desk.wren, wrangling::rests).unwrap());
        desk.by(desk.owner, canonize).unwrap();
        assert!(matches!(desk.undo_last(), Err(Error::Forbidden(Why::WranglingRests))));
        settle(desk, Setting::Wrangling, "yes");
        desk.undo_last().unwrap();
    });
}

#[test]
fn what_was_decided_in_one_go_is_undone_in_one_go_or_not_at_all() {
    at_the_desk(|desk| {
        desk.canon(Kind::Fandom, "Sherlock Holmes");
        desk.test.post(tagged(&["Rain", "Fog", "Storm"]), State::Posted, false);
        let (rain, fog) = (desk.tag("Rain"), desk.tag("Fog"));
        let here = || Ruling::Belongs("Sherlock Holmes".to_owned());
        let both =
            || vec![(rain, Ruling::Canonical), (rain, here()), (fog, Ruling::Means("Rain".to_owned())), (fog, here())];
        rule(desk, both());
        let latest = desk.by(desk.wren, |wren, tx| wrangling::own_latest(wren, tx, 10)).unwrap();
        assert_eq!(latest.len(), 1, "they are told as one");
        let (batch, stand) = latest[0].batch.unwrap();
        assert_eq!(stand, 3, "WR-3 gave the synonym its fandom already");
        let undo = move |wren: &Viewer, tx: &Tx<'_>| wrangling::undo_together(wren, tx, batch);

        desk.merge(desk.tag("Storm"), "Rain");
        assert!(matches!(desk.by(desk.wren, undo), Err(Error::Conflict(What::Changed))));
        assert_eq!(desk.seen("Fog").stand.standing, Standing::Synonym, "nothing of it was undone");
        desk.undo_last().unwrap();

        desk.by(desk.wren, undo).unwrap();
        assert_eq!(desk.seen("Rain").stand.standing, Standing::Unwrangled, "WRK-5");
        assert_eq!(desk.seen("Fog").stand.standing, Standing::Unwrangled);
        assert!(matches!(desk.by(desk.wren, undo), Err(Error::NotFound)), "once");
    });
}

#[test]
fn a_tag_is_described_in_words_that_can_be_undone_and_stand_on_its_page() {
    at_the_desk(|desk| {
        let rain = desk.canon(Kind::Additional, "Rain");
        let say = |text: &'static str| desk.by(desk.wren, move |wren, tx| wrangling::describe(wren, tx, rain, text));
        say("  Water  that falls.\r\n\r\n On everybody.  ").unwrap();
        assert_eq!(desk.seen("rain").about, "Water that falls.\nOn everybody.");
        let last = desk.by(desk.wren, |wren, tx| wrangling::own_latest(wren, tx, 1)).unwrap();
        assert_eq!(last[0].verdict, Verdict::Described);
        say("Weather.").unwrap();
        desk.undo_last().unwrap();
        assert_eq!(desk.seen("Rain").about, "Water that falls.\nOn everybody.");
        let long = "x".repeat(2_001);
        let too_long = desk.by(desk.wren, move |wren, tx| wrangling::describe(wren, tx, rain, &long));
        assert_eq!(slip(too_long), Slip::TooLong { most: 2_000, is: 2_001 });
        let rating = desk.tag("Mature");
        let fixed = desk.by(desk.wren, move |wren, tx| wrangling::describe(wren, tx, rating, "x"));
        assert!(matches!(fixed, Err(Error::Forbidden(Why::NotNow))));
    });
}

#[test]
fn who_wrangles_what_is_found_by_wrangler_medium_and_fandom() {
    at_the_desk(|desk| {
        let (holmes, hound) = (desk.canon(Kind::Fandom, "Sherlock Holmes"), desk.canon(Kind::Fandom, "50 Hounds"));
        desk.canon(Kind::Media, "Books");
        desk.assign(holmes, "Books");
        for (viewer, fandom) in [(desk.wren, holmes), (desk.owner, hound)] {
            desk.by(viewer, move |viewer, tx| wrangling::sign_up(viewer, tx, fandom)).unwrap();
        }
        let found = |person: &str, medium: &str, fandom: &str| {
            let [person, medium, fandom] = [person, medium, fandom].map(str::to_owned);
            let among = Among { person, medium, fandom };
            let found = desk.by(desk.wren, move |wren, tx| wrangling::assignments(wren, tx, &among)).unwrap();
            found.into_iter().map(|one| one.fandom).collect::<Vec<_>>()
        };
        assert_eq!(found("", "", ""), ["50 Hounds", "Sherlock Holmes"], "WRK-1");
        assert_eq!(found("WREN", "", ""), ["Sherlock Holmes"]);
        assert_eq!(found("", "books", ""), ["Sherlock Holmes"]);
        assert_eq!(found("", "", "hound"), ["50 Hounds"]);
        assert_eq!(found("", "", "%"), [""; 0], "a sign is itself");
    });
}

#[test]
fn the_tags_that_were_decided_about_last_are_told_each_once() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Rain", "Fog"]), State::Posted, false);
        let (rain, fog) = (desk.tag("Rain"), desk.tag("Fog"));
        rule(desk, vec![(rain, Ruling::Canonical), (fog, Ruling::Aside), (rain, Ruling::Undecided)]);
        let told = desk.by(desk.wren, wrangling::report).unwrap();
        let told: Vec<_> = told.iter().map(|one| (one.name.as_str(), one.standing, one.verdict)).collect();
        assert_eq!(told[0], ("Rain", Standing::Unwrangled, Verdict::Decanonized), "WRK-8");
        assert_eq!(told[1], ("Fog", Standing::Unwrangleable, Verdict::SetAside));
        assert!(matches!(desk.by(desk.test.cast.ana.viewer(), wrangling::report), Err(Error::Forbidden(_))));
    });
}

#[test]
fn a_reader_keeps_twenty_tags_at_hand_and_they_follow_what_wranglers_say() {
    at_the_desk(|desk| {
        let bo = desk.test.cast.ana.viewer();
        let keep = move |name: &'static str| desk.by(bo, move |bo, tx| filters::keep_at_hand(bo, tx, name));
        let kept = || {
            let tags = desk.by(bo, filters::favourites).unwrap();
            tags.into_iter().map(|tag| tag.name).collect::<Vec<_>>()
        };
        let (rain, storm) = (desk.canon(Kind::Additional, "Rain"), desk.canon(Kind::Additional, "Storm"));
        keep("rain").unwrap();
        keep("storm").unwrap();
        assert_eq!(kept(), ["Rain", "Storm"], "WRK-9");
        desk.by(desk.owner, move |owner, tx| wrangling::merge(owner, tx, storm, "Rain")).unwrap();
        assert_eq!(kept(), ["Rain"], "WR-3: it is one of them");
        desk.by(desk.owner, move |owner, tx| wrangling::decanonize(owner, tx, rain)).unwrap();
        assert_eq!(kept(), [""; 0], "WR-4");
        desk.by(desk.owner, move |owner, tx| wrangling::canonize(owner, tx, rain)).unwrap();
        assert_eq!(kept(), ["Rain"], "and it is there again");

        desk.test.post(tagged(&["Fog"]), State::Posted, false);
        assert_eq!(slip(keep("Fog")), Slip::NotCanonical { name: "Fog".to_owned() });
        assert!(matches!(keep("Nowhere"), Err(Error::NotFound)));
        for number in 0..19 {
            let name: &'static str = format!("Number {number}").leak();
            desk.canon(Kind::Additional, name);
            keep(name).unwrap();
        }
        desk.canon(Kind::Additional, "One More");
        assert_eq!(slip(keep("One More")), Slip::TooMany { most: 20, is: 21 });
        desk.by(bo, |bo, tx| filters::put_away(bo, tx, "Rain")).unwrap();
        keep("One More").unwrap();
        assert_eq!(kept().len(), 20);
    });
}
