//! Collections themselves: what they are, who keeps them, what they are a part of, and how they end.

use archive::accounts::{self, NewAccount, Password};
use archive::collections::{self, NewCollection, Role, Wish};
use archive::people::Called;
use archive::works::{self, Fate, Keeping, State};
use archive::{Error, Slip, Tx, Viewer, Why, blocks, moderation, people};
use testkit::{Member, TestArchive, on_every_database, story};

pub fn new(name: &str) -> NewCollection {
    NewCollection { name: name.to_owned(), title: name.to_uppercase(), ..NewCollection::default() }
}

pub fn write<T: Send + 'static>(
    test: &TestArchive,
    deed: impl Fn(&Tx<'_>) -> archive::Result<T> + Send + 'static,
) -> archive::Result<T> {
    test.archive.write(deed).wait()
}

pub fn made(test: &TestArchive, by: Member, collection: NewCollection) {
    write(test, move |tx| collections::make(&by.viewer(), tx, &collection)).unwrap();
}

fn role(test: &TestArchive, name: &'static str, member: Member) -> Option<Role> {
    test.archive.read(move |tx| collections::show(&member.viewer(), tx, name)).wait().unwrap().role
}

fn slips(outcome: archive::Result<impl Sized>) -> Vec<(&'static str, Slip)> {
    match outcome {
        Err(Error::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.slip)).collect(),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was stored"),
    }
}

fn called(member: Member) -> Called {
    Called { person: member.id, pseud: member.pseud }
}

#[test]
fn a_collection_needs_a_good_name_and_title_and_keeps_its_limits() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo.viewer());
        made(test, test.cast.ana, new("rain"));
        let long = "x".repeat(1_251);
        let bad = NewCollection {
            name: "_rain".to_owned(),
            title: "Rain, and more".to_owned(),
            description: testkit::prose(&format!("<p>{long}</p>")),
            email: "nowhere".to_owned(),
            tags: (0..11).map(|n| format!("t{n}")).collect::<Vec<_>>().join(","),
            ..NewCollection::default()
        };
        let wrong = slips(write(test, move |tx| collections::make(&bo, tx, &bad)));
        let fields: Vec<&str> = wrong.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["description", "name", "title", "email", "tags"], "COL-1");
        for (name, slip) in [("RAIN", Slip::Taken), ("new", Slip::Taken), ("a b", Slip::NotACollectionName)] {
            let wanted = new(name);
            let wrong = slips(write(test, move |tx| collections::make(&bo, tx, &wanted)));
            assert_eq!(wrong, [("name", slip)], "COL-1");
        }
        let guest = write(test, |tx| collections::make(&Viewer::Guest, tx, &new("mine")));
        assert!(matches!(guest, Err(Error::LogIn)));
        let banned = write(test, move |tx| collections::make(&Viewer::Banned(bo.person().unwrap()), tx, &new("mine")));
        assert!(matches!(banned, Err(Error::Forbidden(Why::Sanctioned))));

        let by_bo = write(test, move |tx| collections::revise(&bo, tx, "rain", &new("rain")));
        assert!(matches!(by_bo, Err(Error::Forbidden(Why::NotKept))));
        let past = NewCollection { is_unrevealed: true, reveals: Some(test.clock.now()), ..new("rain") };
        assert_eq!(
            slips(write(test, move |tx| collections::revise(&ana, tx, "rain", &past))),
            [("reveals_at", Slip::Past)]
        );
        write(test, move |tx| {
            collections::revise(&ana, tx, "Rain", &NewCollection { is_closed: true, ..new("storm") })
        })
        .unwrap();
        let seen = test.archive.read(|tx| collections::show(&Viewer::Guest, tx, "STORM")).wait().unwrap();
        assert!((seen.is_closed, seen.owns, seen.role) == (true, false, None));
        assert!(matches!(
            test.archive.read(|tx| collections::show(&Viewer::Guest, tx, "rain")).wait(),
            Err(Error::NotFound)
        ));
    });
}

#[test]
fn nobody_is_a_member_without_having_said_yes_and_a_collection_keeps_an_owner() {
    on_every_database(|test| {
        let cast = test.cast;
        let (ana, bo, cy, wren) = (cast.ana.viewer(), cast.bo.viewer(), cast.cy.viewer(), cast.wren.viewer());
        made(test, cast.ana, new("rain"));
        let join = |viewer: Viewer| write(test, move |tx| collections::join(&viewer, tx, "rain"));
        let set = |by: Viewer, whom: Member, role: Role| {
            write(test, move |tx| collections::set_role(&by, tx, "rain", (whom.id, role)))
        };
        let invite =
            |by: Viewer, whom: Member| write(test, move |tx| collections::invite(&by, tx, "rain", called(whom)));

        assert_eq!(join(bo).unwrap(), Role::Applied, "COL-3");
        assert!(matches!(set(bo, cast.bo, Role::Member), Err(Error::Forbidden(Why::NotKept))));
        let shown = |viewer: Viewer| {
            let people = test.archive.read(move |tx| collections::people(&viewer, tx, "rain")).wait().unwrap();
            people.into_iter().map(|one| one.account).collect::<Vec<_>>()
        };
        assert_eq!(shown(Viewer::Guest), ["ana"], "who asks is told to those who keep it alone");
        assert_eq!(shown(ana), ["ana", "bo_reads"]);
        set(ana, cast.bo, Role::Member).unwrap();
        set(ana, cast.bo, Role::Moderator).unwrap();

        invite(bo, cast.cy).unwrap();
        assert_eq!(role(test, "rain", cast.cy), Some(Role::Invited));
        assert!(matches!(set(ana, cast.cy, Role::Member), Err(Error::NotFound)), "they have not said yes");
        assert_eq!(test.archive.read(move |tx| collections::invited_to(&cy, tx)).wait().unwrap().len(), 1);
        assert_eq!(join(cy).unwrap(), Role::Member);
        assert_eq!(join(wren).unwrap(), Role::Applied);
        invite(bo, cast.wren).unwrap();
        assert_eq!(role(test, "rain", cast.wren), Some(Role::Member), "who has asked is taken");

        assert!(matches!(set(bo, cast.cy, Role::Owner), Err(Error::Forbidden(Why::NotKept))), "COL-3: only members");
        let expel = |by: Viewer, whom: Member| write(test, move |tx| collections::expel(&by, tx, "rain", whom.id));
        assert!(matches!(expel(bo, cast.ana), Err(Error::Forbidden(Why::NotKept))));
        expel(bo, cast.cy).unwrap();
        assert!(matches!(expel(ana, cast.ana), Err(Error::Forbidden(Why::LastKeeper))));
        assert!(matches!(set(ana, cast.ana, Role::Member), Err(Error::Forbidden(Why::LastKeeper))));
        let leave = |viewer: Viewer| write(test, move |tx| collections::leave(&viewer, tx, "rain"));
        assert!(matches!(leave(ana), Err(Error::Forbidden(Why::LastKeeper))));
        set(ana, cast.bo, Role::Owner).unwrap();
        leave(ana).unwrap();
        assert_eq!(role(test, "rain", cast.ana), None);
    });
}

#[test]
fn why_somebody_cannot_be_asked_into_a_collection_is_not_told() {
    on_every_database(|test| {
        let (cast, host) = (test.cast, Viewer::Custodian(archive::Errand::Host));
        made(test, cast.ana, new("rain"));
        write(test, move |tx| {
            blocks::add(&cast.bo.viewer(), tx, blocks::List::Blocked, cast.ana.id)?;
            moderation::ban(&host, tx, cast.cy.id, "a test")
        })
        .unwrap();
        for whom in [cast.bo, cast.cy] {
            let asked = write(test, move |tx| collections::invite(&cast.ana.viewer(), tx, "rain", called(whom)));
            assert!(matches!(asked, Err(Error::Forbidden(Why::NotToBeAsked))), "COL-3");
        }
        // Whom those who keep it have blocked comes in neither as a member nor with a work.
        write(test, move |tx| blocks::add(&cast.ana.viewer(), tx, blocks::List::Blocked, cast.wren.id)).unwrap();
        let joins = write(test, move |tx| collections::join(&cast.wren.viewer(), tx, "rain"));
        assert!(matches!(joins, Err(Error::Forbidden(Why::KeptOff))));
    });
}

#[test]
fn a_collection_is_a_part_of_one_other_when_both_agree_and_never_of_itself() {
    on_every_database(|test| {
        let cast = test.cast;
        let (ana, bo) = (cast.ana.viewer(), cast.bo.viewer());
        made(test, cast.ana, new("year"));
        made(test, cast.bo, new("spring"));
        let into = |viewer: Viewer, name: &'static str, parent: &str| {
            let wanted = NewCollection { parent: parent.to_owned(), ..new(name) };
            write(test, move |tx| collections::revise(&viewer, tx, name, &wanted))
        };
        assert_eq!(slips(into(bo, "spring", "Spring")), [("parent", Slip::InsideItself)], "COL-2");
        let none = Slip::NoCollection { name: "nowhere".to_owned() };
        assert_eq!(slips(into(bo, "spring", "nowhere")), [("parent", none)]);

        into(bo, "spring", "year").unwrap();
        let parent = |name: &'static str| {
            test.archive
                .read(move |tx| collections::show(&Viewer::Guest, tx, name))
                .wait()
                .unwrap()
                .parent
                .map(|it| it.name)
        };
        assert_eq!(parent("spring"), None, "nobody has said yes");
        let asked = test.archive.read(move |tx| collections::asked_by(&ana, tx, "year")).wait().unwrap();
        assert_eq!(asked.len(), 1);
        let yes =
            |viewer: Viewer| write(test, move |tx| collections::answer_child(&viewer, tx, "year", ("spring", true)));
        assert!(matches!(yes(bo), Err(Error::Forbidden(Why::NotKept))), "who asks does not answer");
        yes(ana).unwrap();
        assert_eq!(parent("spring").as_deref(), Some("year"));

        // A circle would need two levels, and there is one.
        assert_eq!(slips(into(ana, "year", "spring")), [("parent", Slip::TooDeep)]);
        made(test, cast.bo, new("may"));
        assert_eq!(slips(into(bo, "may", "spring")), [("parent", Slip::TooDeep)]);

        let work = test.post_by(cast.cy, story("Rain", 1), State::Posted);
        write(test, move |tx| collections::put_work(&cast.cy.viewer(), tx, "spring", work)).unwrap();
        let counts = |name: &'static str| {
            test.archive
                .read(move |tx| {
                    let seen = collections::show(&Viewer::Guest, tx, name)?;
                    collections::counts(&Viewer::Guest, tx, &seen)
                })
                .wait()
                .unwrap()
        };
        assert_eq!((counts("year").works, counts("year").children), (1, 1), "COL-2: what is in a part is in it");
        let by_works = Wish { sort: collections::Sort::Works, ..Wish::default() };
        let list = test.archive.read(move |tx| collections::index(&Viewer::Guest, tx, &by_works, 1)).wait().unwrap();
        let counted: Vec<(&str, u64)> = list.items.iter().map(|card| (card.name.as_str(), card.works)).collect();
        assert_eq!(counted, [("spring", 1), ("year", 1), ("may", 0)], "and in the list it is counted as on its page");
        // Who keeps the whole keeps its parts.
        let alone = write(test, move |tx| collections::set_role(&ana, tx, "spring", (cast.bo.id, Role::Moderator)));
        assert!(matches!(alone, Err(Error::Forbidden(Why::LastKeeper))));
        let seen = test.archive.read(move |tx| collections::show(&ana, tx, "spring")).wait().unwrap();
        assert!(seen.keeps && seen.owns);
        write(test, move |tx| collections::remove(&ana, tx, "year")).unwrap();
        assert_eq!((parent("spring"), counts("spring").works), (None, 1), "COL-2: its parts stand by themselves");
    });
}

#[test]
fn collections_are_found_by_title_tag_and_how_they_are_kept() {
    on_every_database(|test| {
        let cast = test.cast;
        let made_so = |name: &str, tags: &str, bits: u8| NewCollection {
            title: format!("The 100% {name}"),
            tags: tags.to_owned(),
            is_closed: bits & 1 != 0,
            is_moderated: bits & 2 != 0,
            is_unrevealed: bits & 4 != 0,
            is_anonymous: bits & 8 != 0,
            ..new(name)
        };
        made(test, cast.ana, made_so("rain", "Weather, Fluff", 0));
        made(test, cast.ana, made_so("snow", "weather", 1));
        made(test, cast.bo, made_so("masks", "", 12));
        let names = |wish: Wish| {
            let page = test.archive.read(move |tx| collections::index(&Viewer::Guest, tx, &wish, 1)).wait().unwrap();
            assert_eq!(page.total as usize, page.items.len());
            let mut names = page.items.into_iter().map(|card| card.name).collect::<Vec<_>>();
            names.sort();
            names.join(" ")
        };
        let all = Wish::default;
        assert_eq!(names(all()), "masks rain snow");
        assert_eq!(names(Wish { words: "SNO".to_owned(), ..all() }), "snow", "COLS-1");
        assert_eq!(names(Wish { words: "0% r".to_owned(), ..all() }), "rain");
        assert_eq!(names(Wish { words: "_".to_owned(), ..all() }), "", "no letter means more than itself");
        assert_eq!(names(Wish { tags: "WEATHER".to_owned(), ..all() }), "rain snow");
        assert_eq!(names(Wish { tags: "weather, fluff".to_owned(), ..all() }), "rain");
        assert_eq!(names(Wish { closed: Some(false), ..all() }), "masks rain");
        assert_eq!(names(Wish { unrevealed: Some(true), anonymous: Some(true), ..all() }), "masks");
        assert_eq!(names(Wish { moderated: Some(true), ..all() }), "");
        let work = test.post_by(cast.cy, story("Wet", 1), State::Posted);
        let secret = test.post_by(cast.cy, story("Members", 1), State::Draft);
        write(test, move |tx| {
            collections::put_work(&cast.cy.viewer(), tx, "rain", work)?;
            collections::put_work(&cast.cy.viewer(), tx, "masks", secret)
        })
        .unwrap();
        for (sort, word) in collections::Sort::ALL {
            let wish = Wish { sort: *sort, ..all() };
            let page = test.archive.read(move |tx| collections::index(&Viewer::Guest, tx, &wish, 1)).wait().unwrap();
            let first = page.items.first().map(|card| (card.name.clone(), card.works));
            if *word == "works" {
                assert_eq!(first, Some(("rain".to_owned(), 1)), "a draft is in no number");
            }
        }
        let offered = |term: &'static str| {
            test.archive.read(move |tx| collections::suggest(&Viewer::Guest, tx, term)).wait().unwrap().len()
        };
        assert_eq!((offered("ra"), offered("100%"), offered("snow"), offered("")), (1, 2, 0, 0), "AUTO-5: open ones");
        let anas =
            test.archive.read(move |tx| collections::of_person(&Viewer::Guest, tx, cast.ana.id, 1)).wait().unwrap();
        assert_eq!(anas.total, 2);
    });
}

#[test]
fn a_hidden_collection_is_there_only_for_those_who_keep_it_and_those_who_keep_order() {
    on_every_database(|test| {
        let (cast, kim) = (test.cast, test.cast.moderator());
        made(test, cast.ana, new("rain"));
        let work = test.post(story("Wet", 1), State::Posted, false);
        write(test, move |tx| collections::put_work(&cast.ana.viewer(), tx, "rain", work)).unwrap();
        let bo = cast.bo.viewer();
        assert!(matches!(write(test, move |tx| collections::hide(&bo, tx, "rain", "no")), Err(Error::Forbidden(_))));
        write(test, move |tx| collections::hide(&kim, tx, "rain", "because")).unwrap();
        let sees = |viewer: Viewer| {
            let card = test.archive.read(move |tx| works::show(&viewer, tx, work)).wait().unwrap().card;
            (test.archive.read(move |tx| collections::show(&viewer, tx, "rain")).wait().is_ok(), card.collections.len())
        };
        assert_eq!(
            [Viewer::Guest, bo, cast.ana.viewer(), kim].map(sees),
            [(false, 0), (false, 0), (true, 1), (true, 1)],
            "COL-10"
        );
        let mended = NewCollection { is_closed: true, title: "Mended".to_owned(), ..new("other") };
        write(test, move |tx| collections::revise(&kim, tx, "rain", &mended)).unwrap();
        write(test, move |tx| collections::unhide(&kim, tx, "rain", "")).unwrap();
        let mended_now = test.archive.read(|tx| collections::show(&Viewer::Guest, tx, "rain")).wait().unwrap();
        assert_eq!((mended_now.title.as_str(), mended_now.is_closed), ("Mended", false), "the words, and nothing else");
        let log = test.archive.read(move |tx| archive::deeds::page(&kim, tx, 1)).wait().unwrap();
        let acts: Vec<_> = log.items.iter().filter_map(|deed| deed.act).map(archive::deeds::Act::word).collect();
        assert_eq!(acts[..3], ["showed-collection", "mended-collection", "hid-collection"]);
    });
}

fn member(test: &TestArchive, name: &'static str) -> Member {
    let password = Password::typed("a fool and a cap").hashed(test.archive.chance()).unwrap();
    let address = format!("{name}@example.org").parse().unwrap();
    let new = NewAccount { name: name.to_owned(), address, password, consents: Vec::new() };
    let joined = move |tx: &Tx<'_>| {
        let id = accounts::open_at_once(tx, &new)?;
        Ok(Member { id, pseud: people::default_pseud(tx, id)? })
    };
    write(test, joined).unwrap()
}

#[test]
fn whoever_goes_leaves_their_collections_to_others_to_the_orphans_or_takes_them_along() {
    on_every_database(|test| {
        let (cast, dora, nora) = (test.cast, member(test, "dora"), member(test, "nora"));
        for (by, name) in [(dora, "shared"), (dora, "heired"), (dora, "alone"), (nora, "ended")] {
            made(test, by, NewCollection { is_unrevealed: true, ..new(name) });
        }
        let work = test.post(story("Wet", 1), State::Posted, false);
        write(test, move |tx| {
            for (name, role) in [("shared", Role::Owner), ("heired", Role::Moderator)] {
                collections::join(&cast.bo.viewer(), tx, name)?;
                collections::set_role(&dora.viewer(), tx, name, (cast.bo.id, role))?;
            }
            for name in ["alone", "ended"] {
                collections::put_work(&cast.ana.viewer(), tx, name, work)?;
            }
            Ok(())
        })
        .unwrap();
        write(test, move |tx| accounts::delete(&dora.viewer(), tx, Fate::Leave, Fate::Orphan(Keeping::Nothing)))
            .unwrap();
        write(test, move |tx| accounts::delete(&nora.viewer(), tx, Fate::Leave, Fate::Leave)).unwrap();
        assert_eq!(role(test, "shared", cast.bo), Some(Role::Owner));
        assert_eq!(role(test, "heired", cast.bo), Some(Role::Owner), "DEL-1: the moderator owns it");
        let keepers = test.archive.read(|tx| collections::people(&Viewer::Guest, tx, "alone")).wait().unwrap();
        assert_eq!(keepers.iter().map(|one| one.account.as_str()).collect::<Vec<_>>(), ["orphan_account"], "DEL-1");
        let gone = test.archive.read(|tx| collections::show(&Viewer::Guest, tx, "ended")).wait();
        assert!(matches!(gone, Err(Error::NotFound)));
        collections::reveal_due(&test.archive).unwrap();
        let shown =
            |test: &TestArchive| test.archive.read(move |tx| works::show(&Viewer::Guest, tx, work)).wait().is_ok();
        assert!(!shown(test), "the orphaned one keeps it a mystery");
        let own = test.archive.read(move |tx| collections::of_work(&cast.ana.viewer(), tx, work)).wait().unwrap();
        let item = own[0].id;
        write(test, move |tx| collections::take_out(&cast.ana.viewer(), tx, item)).unwrap();
        assert!(shown(test), "and its creator takes it out whenever they like");
    });
}
