//! Comments: who says what where, who reads it, and what becomes of it.

use std::time::Duration;

use archive::accounts::{self, Preferences};
use archive::blocks::{self, List};
use archive::comments::{self, Author, Conversation, NewComment, SeenComment, Speaker, Told, View, Words};
use archive::works::{self, Commenters, Commenting, Keeping, State};
use archive::{CommentId, Error, Slip, Viewer, What, Why, WorkId, moderation, tallies};
use testkit::{Member, TestArchive, on_every_database, story};

pub const GUEST: Viewer = Viewer::Guest;

/// A work of ana's that everybody comments on.
pub fn open(test: &TestArchive) -> WorkId {
    let work = test.post(story("Rain", 2), State::Posted, false);
    let_comment(test, work, Commenters::Everyone, false);
    work
}

pub fn let_comment(test: &TestArchive, work: WorkId, by: Commenters, is_moderated: bool) {
    let ana = test.cast.ana.viewer();
    test.archive.write(move |tx| works::let_comment(&ana, tx, work, Commenting { by, is_moderated })).wait().unwrap();
}

fn speaker(viewer: Viewer) -> Speaker {
    match viewer {
        Viewer::Guest => Speaker::Guest { name: "Gus".to_owned(), email: "gus@example.org".parse().unwrap() },
        _ => Speaker::Member(None),
    }
}

pub fn say_to(
    test: &TestArchive,
    viewer: Viewer,
    work: WorkId,
    (parent, typed): (Option<CommentId>, &str),
) -> Result<CommentId, Error> {
    let words = Words::typed(typed, viewer == GUEST)?;
    let new = NewComment { parent, chapter: None, by: speaker(viewer), words };
    test.clock.advance(Duration::from_secs(1));
    test.archive.write(move |tx| comments::say(&viewer, tx, &work.into(), &new)).wait().map(|(id, _)| id)
}

pub fn say(test: &TestArchive, viewer: Viewer, work: WorkId, typed: &str) -> CommentId {
    say_to(test, viewer, work, (None, typed)).unwrap()
}

pub fn answer(test: &TestArchive, viewer: Viewer, work: WorkId, to: CommentId, typed: &str) -> CommentId {
    say_to(test, viewer, work, (Some(to), typed)).unwrap()
}

pub fn page(test: &TestArchive, viewer: Viewer, work: WorkId, number: u64) -> Result<Conversation, Error> {
    test.archive.read(move |tx| comments::at_work(&viewer, tx, &work.into(), View::Work, number)).wait()
}

pub fn read(test: &TestArchive, viewer: Viewer, work: WorkId) -> Vec<String> {
    let page = page(test, viewer, work, 1).unwrap();
    page.turns.iter().map(|turn| format!("{}{}", "-".repeat(turn.level as usize), words(&turn.comment))).collect()
}

pub fn words(comment: &SeenComment) -> String {
    match &comment.told {
        Told::Said { by, html } => {
            let by = match by {
                Author::Member { pseud, .. } => pseud.as_str(),
                Author::Guest { name } => name.as_str(),
                Author::Creator => "creator",
                Author::Gone => "nobody",
            };
            format!("{by}: {}", html.replace("<p>", "").replace("</p>", ""))
        }
        Told::Deleted => "deleted".to_owned(),
        Told::Hidden => "hidden".to_owned(),
    }
}

pub fn refused<T>(outcome: Result<T, Error>, because: Why) {
    let told = outcome.map(drop).map_err(|error| error.to_string());
    assert_eq!(told, Err(because.to_string()), "{because:?}");
}

pub fn delete(test: &TestArchive, viewer: Viewer, work: WorkId, id: CommentId) -> Result<(), Error> {
    test.archive.write(move |tx| comments::delete(&viewer, tx, &work.into(), id)).wait()
}

fn edit(test: &TestArchive, viewer: Viewer, work: WorkId, (id, typed): (CommentId, &str)) -> Result<bool, Error> {
    let words = Words::typed(typed, false)?;
    test.archive.write(move |tx| comments::edit(&viewer, tx, &work.into(), id, &words)).wait()
}

pub fn counted(test: &TestArchive, work: WorkId) -> u64 {
    tallies::count_due(&test.archive).unwrap();
    let kim = test.cast.moderator();
    test.archive.read(move |tx| works::show(&kim, tx, work)).wait().unwrap().card.tally.comments
}

#[test]
fn what_people_say_is_read_in_threads_by_everybody_who_sees_the_work() {
    on_every_database(|test| {
        let (bo, cy, ana) = (test.cast.bo.viewer(), test.cast.cy.viewer(), test.cast.ana.viewer());
        let work = open(test);
        let first = say(test, bo, work, "first");
        let second = say(test, GUEST, work, "second");
        let thanks = answer(test, ana, work, first, "thanks");
        answer(test, cy, work, second, "me too");
        answer(test, bo, work, thanks, "more, please");
        let expected =
            ["bo_reads: first", "-ana: thanks", "--bo_reads: more, please", "Gus: second", "-cy_muted: me too"];
        for viewer in [GUEST, bo, ana, test.cast.moderator()] {
            assert_eq!(read(test, viewer, work), expected, "COM-1, COM-2: {viewer:?}");
        }
        assert_eq!(counted(test, work), 5);
    });
}

#[test]
fn nothing_is_said_twice_at_one_place_by_one_person() {
    on_every_database(|test| {
        let work = open(test);
        let first = say(test, test.cast.bo.viewer(), work, "first");
        let again = say_to(test, test.cast.bo.viewer(), work, (None, "first"));
        let Err(Error::Invalid(errors)) = again else { panic!("COM-1: {again:?}") };
        assert_eq!(errors[0].slip, Slip::SaidAlready);
        say(test, test.cast.cy.viewer(), work, "first");
        answer(test, test.cast.bo.viewer(), work, first, "first");
    });
}

#[test]
fn who_may_comment_is_said_by_the_creators_of_a_work() {
    on_every_database(|test| {
        let (bo, ana) = (test.cast.bo.viewer(), test.cast.ana.viewer());
        let work = open(test);
        let_comment(test, work, Commenters::Members, false);
        assert!(matches!(say_to(test, GUEST, work, (None, "hello")), Err(Error::LogIn)), "COM-5");
        say(test, bo, work, "hello");
        let_comment(test, work, Commenters::Nobody, false);
        for viewer in [GUEST, bo, ana] {
            refused(say_to(test, viewer, work, (None, "again")), Why::NoComments);
        }
        for sanctioned in [Viewer::Suspended(test.cast.bo.id), Viewer::Banned(test.cast.bo.id)] {
            refused(say_to(test, sanctioned, work, (None, "again")), Why::Sanctioned);
        }
    });
}

#[test]
fn nobody_comments_on_what_is_not_there_or_reads_what_is_said_where_they_see_no_work() {
    on_every_database(|test| {
        let (bo, ana, kim) = (test.cast.bo.viewer(), test.cast.ana.viewer(), test.cast.moderator());
        let works = test.stated_works();
        for work in [works.ana_draft, works.ana_hidden] {
            for viewer in [GUEST, bo] {
                assert!(matches!(say_to(test, viewer, work, (None, "hello")), Err(Error::NotFound)), "COM-11");
                assert!(matches!(page(test, viewer, work, 1), Err(Error::NotFound)));
            }
            refused(say_to(test, ana, work, (None, "hello")), Why::NotThere);
            refused(say_to(test, kim, work, (None, "hello")), Why::NotThere);
        }
        assert!(matches!(page(test, GUEST, works.ana_restricted, 1), Err(Error::LogIn)), "COM-11");
        let said = say(test, bo, works.ana_restricted, "hello");
        let show = |viewer: Viewer, work: WorkId| {
            test.archive.read(move |tx| comments::show(&viewer, tx, &work.into(), said, 1)).wait()
        };
        assert!(show(bo, works.ana_restricted).is_ok());
        assert!(matches!(show(GUEST, works.ana_restricted), Err(Error::LogIn)), "a comment's own address");
        assert!(matches!(show(bo, works.ana_posted), Err(Error::NotFound)), "it is on another work");
    });
}

#[test]
fn a_comment_is_changed_by_its_author_until_somebody_answers() {
    on_every_database(|test| {
        let (bo, cy) = (test.cast.bo.viewer(), test.cast.cy.viewer());
        let work = open(test);
        let said = say(test, bo, work, "frist");
        refused(edit(test, cy, work, (said, "mine")), Why::NotYours);
        refused(edit(test, test.cast.ana.viewer(), work, (said, "mine")), Why::NotYours);
        assert!(edit(test, bo, work, (said, "first")).unwrap(), "COM-3");
        assert_eq!(read(test, GUEST, work), ["bo_reads: first"]);
        assert!(page(test, GUEST, work, 1).unwrap().turns[0].comment.edited.is_some(), "COM-3");
        answer(test, cy, work, said, "yes");
        refused(edit(test, bo, work, (said, "second")), Why::Answered);
    });
}

#[test]
fn a_deleted_comment_leaves_a_stub_as_long_as_it_has_answers() {
    on_every_database(|test| {
        let (bo, cy, ana) = (test.cast.bo.viewer(), test.cast.cy.viewer(), test.cast.ana.viewer());
        let work = open(test);
        let first = say(test, bo, work, "first");
        let second = answer(test, cy, work, first, "second");
        let third = answer(test, bo, work, second, "third");
        refused(delete(test, cy, work, first), Why::NotYours);
        delete(test, bo, work, first).unwrap();
        assert_eq!(read(test, GUEST, work), ["deleted", "-cy_muted: second", "--bo_reads: third"], "COM-4");
        assert!(matches!(say_to(test, cy, work, (Some(first), "?")), Err(Error::Conflict(What::Unsaid))));
        delete(test, ana, work, second).unwrap();
        assert_eq!(read(test, GUEST, work), ["deleted", "-deleted", "--bo_reads: third"], "COM-4: its creator may");
        assert_eq!(counted(test, work), 1);
        delete(test, test.cast.moderator(), work, third).unwrap();
        assert_eq!(read(test, GUEST, work), [""; 0], "COM-4: the stubs go with the last answer");
        assert!(matches!(say_to(test, cy, work, (Some(third), "?")), Err(Error::Conflict(What::Unsaid))));
        let log = test.archive.read({
            let kim = test.cast.moderator();
            move |tx| archive::deeds::page(&kim, tx, 1)
        });
        assert!(log.wait().unwrap().items.iter().any(|deed| deed.act == Some(archive::deeds::Act::DeletedComment)));
    });
}

#[test]
fn where_comments_are_looked_at_first_they_wait_for_a_creator_to_let_them_through() {
    on_every_database(|test| {
        let (bo, cy, ana, kim) =
            (test.cast.bo.viewer(), test.cast.cy.viewer(), test.cast.ana.viewer(), test.cast.moderator());
        let work = open(test);
        let early = say(test, cy, work, "early");
        let_comment(test, work, Commenters::Everyone, true);
        let late = answer(test, bo, work, early, "I love how the rain never stops");
        say(test, ana, work, "mine");
        say(test, GUEST, work, "guest");
        for viewer in [GUEST, cy] {
            assert_eq!(read(test, viewer, work), ["cy_muted: early", "ana: mine"], "COM-6: {viewer:?}");
        }
        assert_eq!(read(test, bo, work).len(), 3, "COM-6: its author sees it");
        assert_eq!((read(test, ana, work).len(), read(test, kim, work).len()), (4, 4), "COM-6");
        assert_eq!(counted(test, work), 2, "COM-6: it is not counted");
        refused(say_to(test, bo, work, (Some(late), "?")), Why::Frozen);
        let approve = |viewer: Viewer| {
            test.archive.write(move |tx| comments::approve(&viewer, tx, &work.into(), &[late, early])).wait()
        };
        refused(approve(kim), Why::NotYours);
        refused(approve(bo), Why::NotYours);
        assert_eq!(approve(ana).unwrap(), 1);
        assert_eq!(read(test, GUEST, work).len(), 3);
        assert!(edit(test, bo, work, (late, "I love how the rain never stops!")).unwrap(), "a slip of the pen");
        assert!(!edit(test, bo, work, (late, "Buy my watches, they are cheap")).unwrap(), "COM-6");
        assert_eq!(read(test, GUEST, work).len(), 2);
        let all = test.archive.write(move |tx| comments::approve_all(&ana, tx, &work.into()));
        assert_eq!(all.wait().unwrap(), 2);
        assert_eq!(counted(test, work), 4);
    });
}

#[test]
fn frozen_threads_stand_still_and_hidden_comments_are_told_as_such() {
    on_every_database(|test| {
        let (bo, cy, ana, kim) =
            (test.cast.bo.viewer(), test.cast.cy.viewer(), test.cast.ana.viewer(), test.cast.moderator());
        let work = open(test);
        let first = say(test, bo, work, "first");
        let second = answer(test, cy, work, first, "second");
        let freeze = |viewer: Viewer, is: bool| {
            test.archive.write(move |tx| comments::freeze(&viewer, tx, &work.into(), first, is)).wait()
        };
        refused(freeze(cy, true), Why::NotYours);
        freeze(ana, true).unwrap();
        refused(say_to(test, bo, work, (Some(second), "third")), Why::Frozen);
        refused(edit(test, cy, work, (second, "seconds")), Why::Answered);
        freeze(kim, false).unwrap();
        let hide = |viewer: Viewer| {
            test.archive.write(move |tx| comments::hide(&viewer, tx, &work.into(), second, "because")).wait()
        };
        refused(hide(ana), Why::NotYourRole);
        hide(kim).unwrap();
        assert_eq!(read(test, GUEST, work), ["bo_reads: first", "-hidden"], "COM-9");
        assert_eq!(read(test, ana, work), ["bo_reads: first", "-hidden"], "COM-9");
        assert_eq!(read(test, cy, work)[1], "-cy_muted: second", "its author reads it");
        refused(say_to(test, bo, work, (Some(second), "third")), Why::Frozen);
        assert_eq!(counted(test, work), 1);
        test.archive.write(move |tx| comments::unhide(&kim, tx, &work.into(), second, "")).wait().unwrap();
        assert_eq!(read(test, GUEST, work)[1], "-cy_muted: second");
    });
}

#[test]
fn a_picture_is_not_fetched_by_whoever_looks_at_a_comment_that_waits_or_was_hidden() {
    on_every_database(|test| {
        let (bo, ana, kim) = (test.cast.bo.viewer(), test.cast.ana.viewer(), test.cast.moderator());
        let work = open(test);
        let_comment(test, work, Commenters::Everyone, true);
        let id = say(test, bo, work, "<img src=\"https://x.example/a.png\" alt=\"a cat\">");
        let in_words = ["bo_reads: https://x.example/a.png (a cat)"];
        assert_eq!([read(test, ana, work), read(test, kim, work)], [in_words; 2], "HTML-5");
        test.archive.write(move |tx| comments::approve(&ana, tx, &work.into(), &[id])).wait().unwrap();
        assert!(read(test, GUEST, work)[0].contains("<img"), "somebody has looked at it");
        test.archive.write(move |tx| comments::hide(&kim, tx, &work.into(), id, "no cats")).wait().unwrap();
        assert_eq!([read(test, bo, work), read(test, kim, work)], [in_words; 2], "HTML-5");
    });
}

#[test]
fn who_is_blocked_says_nothing_to_who_blocked_them() {
    on_every_database(|test| {
        let (ana, bo, cy) = (test.cast.ana, test.cast.bo, test.cast.cy);
        let block = |by: Member, whom: Member| {
            test.archive.write(move |tx| blocks::add(&by.viewer(), tx, List::Blocked, whom.id)).wait().unwrap();
        };
        let work = open(test);
        let of_bo = test.post_by(bo, story("Snow", 1), State::Posted);
        let said = say(test, bo.viewer(), work, "before");
        let of_cy = say(test, cy.viewer(), work, "cy's");
        block(ana, bo);
        block(cy, bo);
        refused(say_to(test, bo.viewer(), work, (None, "after")), Why::KeptOff);
        refused(edit(test, bo.viewer(), work, (said, "changed")), Why::KeptOff);
        refused(say_to(test, bo.viewer(), work, (Some(of_cy), "after")), Why::KeptOff);
        let at_bos = say(test, cy.viewer(), of_bo, "hello");
        refused(say_to(test, bo.viewer(), of_bo, (Some(at_bos), "go away")), Why::KeptOff);
        say(test, bo.viewer(), of_bo, "COM-10: on a work of their own");
        delete(test, bo.viewer(), work, said).unwrap();
    });
}

#[test]
fn guests_answer_nobody_who_does_not_wish_it_but_on_works_of_theirs() {
    on_every_database(|test| {
        let (bo, ana) = (test.cast.bo.viewer(), test.cast.ana.viewer());
        let work = open(test);
        for viewer in [bo, ana] {
            let likes = Preferences { no_guest_replies: true, ..Preferences::default() };
            test.archive.write(move |tx| accounts::prefer(&viewer, tx, &likes)).wait().unwrap();
        }
        let (of_bo, of_ana) = (say(test, bo, work, "bo's"), say(test, ana, work, "ana's"));
        refused(say_to(test, GUEST, work, (Some(of_bo), "hello")), Why::NoGuests);
        answer(test, GUEST, work, of_ana, "hello");
        answer(test, test.cast.cy.viewer(), work, of_bo, "hello");
    });
}

#[test]
fn guests_whose_address_may_not_join_or_belongs_to_somebody_who_is_banned_say_nothing() {
    on_every_database(|test| {
        let work = open(test);
        let dora = test.member_with_account("dora");
        let kim = test.cast.moderator();
        test.archive.write(move |tx| moderation::ban(&kim, tx, dora.id, "a test")).wait().unwrap();
        let words = Words::typed("hello", true).unwrap();
        let by = Speaker::Guest { name: "Nora".to_owned(), email: "Dora@example.org".parse().unwrap() };
        let new = NewComment { parent: None, chapter: None, by, words };
        refused(test.archive.write(move |tx| comments::say(&GUEST, tx, &work.into(), &new)).wait(), Why::KeptOff);
    });
}

#[test]
fn what_its_creator_says_on_an_anonymous_work_tells_nobody_who_made_it() {
    on_every_database(|test| {
        let (bo, ana, kim) = (test.cast.bo.viewer(), test.cast.ana.viewer(), test.cast.moderator());
        let work = open(test);
        let first = say(test, bo, work, "first");
        answer(test, ana, work, first, "thanks");
        test.archive.write(move |tx| works::set_anonymous(&ana, tx, work, true)).wait().unwrap();
        for viewer in [GUEST, bo] {
            assert_eq!(read(test, viewer, work)[1], "-creator: thanks", "VIS-3: {viewer:?}");
            let page = format!("{:?}", page(test, viewer, work, 1).unwrap());
            assert!(!page.contains("ana"), "VIS-3: {page}");
        }
        for viewer in [ana, kim] {
            assert_eq!(read(test, viewer, work)[1], "-ana: thanks", "{viewer:?}");
        }
        test.archive.write(move |tx| works::orphan(&ana, tx, work, Keeping::Nothing)).wait().unwrap();
        test.archive.write(move |tx| works::show(&kim, tx, work)).wait().unwrap();
        assert_eq!(read(test, kim, work)[1], "-orphan_account: thanks", "ORPH-1");
    });
}

#[test]
fn a_name_that_goes_and_a_person_who_leaves_take_nothing_away_from_a_conversation() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let work = open(test);
        say(test, dora.viewer(), work, "first");
        let words = Words::typed("second", false).unwrap();
        test.clock.advance(Duration::from_secs(1));
        let masked = test.archive.write(move |tx| {
            let mask = archive::people::add_pseud(tx, dora.id, "Mask")?;
            let by = Speaker::Member(Some(mask));
            let new = NewComment { parent: None, chapter: None, by, words: words.clone() };
            comments::say(&dora.viewer(), tx, &work.into(), &new)?;
            Ok(mask)
        });
        let mask = masked.wait().unwrap();
        assert_eq!(read(test, GUEST, work), ["dora: first", "Mask: second"]);
        test.archive.write(move |tx| archive::people::pseuds::remove(&dora.viewer(), tx, mask)).wait().unwrap();
        assert_eq!(read(test, GUEST, work), ["dora: first", "dora: second"], "PSEUD-3");
        let leave =
            test.archive.write(move |tx| accounts::delete(&dora.viewer(), tx, works::Fate::Leave, works::Fate::Leave));
        leave.wait().unwrap();
        assert_eq!(read(test, GUEST, work), ["nobody: first", "nobody: second"], "DEL-2");
    });
}
