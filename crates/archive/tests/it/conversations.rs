//! Conversations: long and deep ones, whom they are told to, and what keeps them clean.

use std::ops::Range;
use std::time::Duration;

use archive::accounts::{self, Preferences};
use archive::comments::{self, MANY, NewComment, Speaker, View, Words};
use archive::mail::{self, Matter};
use archive::works::{self, Commenters, Commenting, State};
use archive::{CommentId, Errand, Error, Viewer, Why};
use testkit::{TestArchive, on_every_database, story};

use crate::comments::{GUEST, answer, counted, delete, open, page, read, refused, say, words};

/// What waits in the outbox, with whom it goes to.
fn letters(test: &TestArchive) -> Vec<(String, Matter)> {
    let post = Viewer::Custodian(Errand::Mail);
    let letters = test.archive.write(move |tx| {
        let letters = mail::claim(&post, tx, 100)?;
        letters.iter().try_for_each(|letter| mail::sent(&post, tx, letter.id))?;
        Ok(letters)
    });
    let mut told: Vec<_> = letters.wait().unwrap().into_iter().map(|letter| (letter.address, letter.matter)).collect();
    told.sort_by(|one, other| one.0.cmp(&other.0));
    told
}

#[test]
fn letters_go_to_creators_and_to_whom_is_answered_each_once() {
    on_every_database(|test| {
        let (dora, nora) = (test.member_with_account("dora"), test.member_with_account("nora"));
        let work = test.post_by(dora, story("Rain", 1), State::Posted);
        let commenting = |is_moderated| Commenting { by: Commenters::Everyone, is_moderated };
        test.archive.write(move |tx| works::let_comment(&dora.viewer(), tx, work, commenting(false))).wait().unwrap();
        letters(test);
        let told = |test: &TestArchive| letters(test).into_iter().map(|(to, _)| to).collect::<Vec<_>>();
        let first = say(test, GUEST, work, "first");
        assert_eq!(told(test), ["dora@example.org"], "COM-12");
        let second = answer(test, nora.viewer(), work, first, "second");
        assert_eq!(told(test), ["dora@example.org", "gus@example.org"], "COM-12: a guest too");
        answer(test, dora.viewer(), work, second, "third");
        assert_eq!(told(test), ["nora@example.org"], "COM-12: not to who said it");
        let mine = say(test, dora.viewer(), work, "mine");
        answer(test, nora.viewer(), work, mine, "yours");
        assert_eq!(told(test), ["dora@example.org"], "COM-12: once, though she is both");
        test.archive.write(move |tx| works::let_comment(&dora.viewer(), tx, work, commenting(true))).wait().unwrap();
        let waits = answer(test, GUEST, work, second, "late");
        assert_eq!(told(test), ["dora@example.org"]);
        let approve = test.archive.write(move |tx| comments::approve(&dora.viewer(), tx, &work.into(), &[waits]));
        approve.wait().unwrap();
        assert_eq!(told(test), ["nora@example.org"], "COM-6: only when it is let through");
        let likes = Preferences { no_talk_letters: true, ..Preferences::default() };
        test.archive.write(move |tx| accounts::prefer(&dora.viewer(), tx, &likes)).wait().unwrap();
        say(test, nora.viewer(), work, "last");
        assert_eq!(told(test), [""; 0], "COM-12: as they wish");
    });
}

#[test]
fn a_thread_five_hundred_answers_deep_is_read_frozen_and_taken_away() {
    on_every_database(|test| {
        let (bo, cy, ana) = (test.cast.bo.viewer(), test.cast.cy.viewer(), test.cast.ana.viewer());
        let work = open(test);
        let mut chain = vec![say(test, bo, work, "0")];
        for depth in 1..500 {
            let by = if depth % 2 == 0 { bo } else { cy };
            chain.push(answer(test, by, work, chain[depth - 1], &depth.to_string()));
        }
        let top = page(test, GUEST, work, 1).unwrap();
        assert_eq!(top.turns.iter().map(|turn| turn.level).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5], "COM-2");
        assert_eq!(top.turns[5].more, 1, "COM-2: the page says that it goes on");
        let below = |id: CommentId| test.archive.read(move |tx| comments::show(&GUEST, tx, &work.into(), id, 1)).wait();
        assert_eq!(below(chain[490]).unwrap().turns.len(), 6);
        assert_eq!(below(chain[499]).unwrap().turns[0].comment.depth, 499);
        let freeze = |is: bool| {
            test.archive.write(move |tx| comments::freeze(&ana, tx, &work.into(), chain_start(tx, work)?, is)).wait()
        };
        freeze(true).unwrap();
        refused(crate::comments::say_to(test, bo, work, (Some(chain[499]), "?")), Why::Frozen);
        freeze(false).unwrap();
        for id in &chain[..499] {
            delete(test, ana, work, *id).unwrap();
        }
        assert_eq!(counted(test, work), 1, "COM-4: stubs as long as there is an answer");
        delete(test, ana, work, chain[499]).unwrap();
        assert!(read(test, ana, work).is_empty(), "COM-4: all the stubs go with the last answer");
    });
}

/// The first comment at a work.
fn chain_start(tx: &archive::Tx<'_>, work: archive::WorkId) -> archive::Result<CommentId> {
    let page = comments::at_work(&GUEST, tx, &work.into(), View::Work, 1)?;
    page.turns.first().map(|turn| turn.comment.id).ok_or(Error::NotFound)
}

#[test]
fn long_conversations_are_read_page_by_page_and_deep_ones_below() {
    on_every_database(|test| {
        let work = open(test);
        let bo = test.cast.bo.viewer();
        let tops: Vec<CommentId> = (0..27).map(|number| say(test, bo, work, &format!("top {number}"))).collect();
        let first = page(test, GUEST, work, 1).unwrap();
        assert_eq!((first.turns.len(), first.pages), (25, 2), "COM-2");
        let beyond = page(test, GUEST, work, 9).unwrap();
        assert_eq!((beyond.number, beyond.turns.len()), (2, 2));
        let at = |thread: CommentId| {
            test.archive.read(move |tx| comments::page_of(&GUEST, tx, &work.into(), View::Work, thread)).wait().unwrap()
        };
        assert_eq!((at(tops[0]), at(tops[24]), at(tops[25])), (1, 1, 2));

        let mut deep = vec![tops[26]];
        for level in 0..500 {
            deep.push(answer(test, bo, work, deep[level], &format!("level {level}")));
        }
        let turns = page(test, GUEST, work, 2).unwrap().turns;
        let levels: Vec<u64> = turns.iter().map(|turn| turn.level).collect();
        assert_eq!(levels, [0, 0, 1, 2, 3, 4, 5], "COM-2");
        assert_eq!(turns.last().map(|turn| turn.more), Some(1), "COM-2");
        let (mut next, mut read) = (deep[0], 0);
        loop {
            let page = test.archive.read(move |tx| comments::show(&GUEST, tx, &work.into(), next, 1)).wait().unwrap();
            let last = page.turns.last().unwrap();
            read += page.turns.len() - 1;
            next = last.comment.id;
            if last.more == 0 {
                break;
            }
        }
        assert_eq!(read, 500, "every one is reached");
        let crowd: Vec<CommentId> =
            (0..120).map(|number| answer(test, bo, work, tops[0], &format!("me too {number}"))).collect();
        let turns = page(test, GUEST, work, 1).unwrap().turns;
        assert!(turns.len() < 120 && turns[0].more == 61, "{} {}", turns.len(), turns[0].more);
        let more = |test: &TestArchive| {
            let turns = page(test, GUEST, work, 1).unwrap().turns;
            turns.iter().filter(|turn| turn.comment.thread == tops[1]).map(|turn| turn.more).collect::<Vec<_>>()
        };
        (0..59).for_each(|number| _ = answer(test, bo, work, tops[1], &format!("me too {number}")));
        assert_eq!(more(test), [0; 60], "all of a thread that just fits");
        let sixtieth = answer(test, bo, work, tops[1], "me too");
        answer(test, bo, work, sixtieth, "you too");
        assert_eq!((more(test)[0], more(test).len()), (1, 60), "and one more is said to be there");
        let top = tops[0];
        let answers = |number: u64| {
            test.archive.read(move |tx| comments::show(&GUEST, tx, &work.into(), top, number)).wait().unwrap()
        };
        let last = answers(3);
        assert_eq!((last.pages, last.turns.len()), (3, 21));
        assert_eq!(last.turns.last().unwrap().comment.id, crowd[119]);
        let many = |more: Range<usize>| {
            more.for_each(|number| _ = answer(test, bo, work, top, &format!("and me {number}")));
            page(test, GUEST, work, 1).unwrap().turns[0].more
        };
        assert_eq!((many(0..38), many(38..39), many(39..340)), (99, MANY, MANY), "beyond that it is not counted");
        let last = answers(99);
        assert_eq!((last.pages, last.turns.len()), (10, 11), "but on its own page");
    });
}

#[test]
fn a_comment_belongs_to_a_chapter_that_is_posted() {
    on_every_database(|test| {
        let work = open(test);
        let bo = test.cast.bo.viewer();
        let seen = test.archive.read(move |tx| works::index(&works::show(&GUEST, tx, work)?, tx)).wait().unwrap();
        let (first, second) = (seen[0].id, seen[1].id);
        let at = |chapter, text: &str| {
            let words = Words::typed(text, false).unwrap();
            let new = NewComment { parent: None, chapter: Some(chapter), by: Speaker::Member(None), words };
            test.archive.write(move |tx| comments::say(&bo, tx, &work.into(), &new)).wait()
        };
        at(first, "one").unwrap();
        at(second, "two").unwrap();
        say(test, bo, work, "all");
        let view = |view: View| {
            let page = test.archive.read(move |tx| comments::at_work(&GUEST, tx, &work.into(), view, 1));
            page.wait().map(|page| page.turns.iter().map(|turn| words(&turn.comment)).collect::<Vec<_>>())
        };
        assert_eq!(view(View::Chapter(second)).unwrap(), ["bo_reads: two"]);
        assert_eq!(view(View::Work).unwrap().len(), 3);
        let other = archive::ChapterId::new(7);
        refused(at(other, "none"), Why::NotThere);
        assert!(matches!(view(View::Chapter(other)), Err(Error::NotFound)));
    });
}

#[test]
fn what_leads_away_waits_when_nobody_knows_who_says_it() {
    on_every_database(|test| {
        let work = open(test);
        let bo = test.cast.bo.viewer();
        let spam = "Look at <a href=\"https://watches.example\">my watches</a>";
        say(test, GUEST, work, spam);
        say(test, bo, work, "www.watches.example is where I am");
        assert_eq!(read(test, test.cast.cy.viewer(), work), [""; 0], "COM-7");
        assert_eq!(page(test, test.cast.ana.viewer(), work, 1).unwrap().waiting, 2, "COM-7");
        say(test, GUEST, work, "no link at all");
        say(test, bo, work, "nor here");
        say(test, bo, work, "and now I am known: https://example.org");
        say(test, test.cast.ana.viewer(), work, "my own: https://example.org");
        assert_eq!(read(test, GUEST, work).len(), 4, "COM-7");
        test.clock.advance(Duration::from_hours(24 * 8));
        say(test, test.cast.cy.viewer(), work, "an old account: https://example.org");
        assert_eq!(read(test, GUEST, work).len(), 5, "COM-7");
    });
}

#[test]
fn who_keeps_order_hides_a_flood_at_once() {
    on_every_database(|test| {
        let (bo, cy, kim) = (test.cast.bo.viewer(), test.cast.cy.viewer(), test.cast.moderator());
        let (work, other) = (open(test), open(test));
        let flood = say(test, bo, work, "hate");
        say(test, bo, other, "more hate");
        say(test, cy, work, "love");
        let of_guest = say(test, GUEST, work, "guest's hate");
        say(test, GUEST, other, "guest's hate");
        test.archive
            .write(move |tx| archive::kudos::leave(&bo, tx, &work.into(), "192.0.2.7".parse().unwrap()))
            .wait()
            .unwrap();
        let hide = |viewer: Viewer, id: CommentId| {
            test.archive.write(move |tx| comments::hide_all_like(&viewer, tx, &work.into(), id)).wait()
        };
        refused(hide(test.cast.ana.viewer(), flood), Why::NotYourRole);
        assert_eq!(hide(kim, flood).unwrap(), 2);
        assert_eq!(hide(kim, of_guest).unwrap(), 2);
        assert_eq!(read(test, cy, work), ["hidden", "cy_muted: love", "hidden"]);
        assert_eq!(read(test, cy, other), ["hidden", "hidden"]);
        assert_eq!((counted(test, work), counted(test, other)), (1, 0));
        let card = test.archive.read(move |tx| works::show(&GUEST, tx, work)).wait().unwrap().card;
        assert_eq!(card.tally.kudos, 0);
    });
}

#[test]
fn an_inbox_holds_what_was_said_to_somebody_as_far_as_they_see_it_now() {
    on_every_database(|test| {
        let (ana, bo, cy) = (test.cast.ana.viewer(), test.cast.bo.viewer(), test.cast.cy.viewer());
        let work = open(test);
        let inbox = |viewer: Viewer, only_unread: bool| {
            let page = test.archive.read(move |tx| comments::inbox(&viewer, tx, only_unread, 1)).wait().unwrap();
            assert_eq!(page.total, page.items.len() as u64, "what is not shown is not counted");
            let line = |one: &comments::Received| (words(&one.comment), one.is_read, one.is_answered);
            page.items.iter().map(line).collect::<Vec<_>>()
        };
        let line = |words: &str, is_read, is_answered| (words.to_owned(), is_read, is_answered);
        let first = say(test, bo, work, "first");
        let second = answer(test, cy, work, first, "second");
        assert_eq!(inbox(ana, false), [line("cy_muted: second", false, false), line("bo_reads: first", false, false)]);
        assert_eq!(inbox(bo, false), [line("cy_muted: second", false, false)], "COM-12");
        answer(test, ana, work, first, "thanks");
        assert_eq!(inbox(ana, true), [line("cy_muted: second", false, false)], "COM-12: what is answered is read");
        assert_eq!(inbox(ana, false)[1], line("bo_reads: first", true, true), "COM-12");
        let sort = |viewer: Viewer, id: CommentId, sorting| {
            test.archive.write(move |tx| comments::sort(&viewer, tx, &[id], sorting)).wait().unwrap();
        };
        sort(ana, second, comments::Sorting::Read);
        assert!(inbox(ana, true).is_empty());
        sort(ana, second, comments::Sorting::Unread);
        assert_eq!(inbox(ana, true).len(), 1);
        sort(ana, second, comments::Sorting::PutAway);
        assert_eq!(inbox(ana, false).len(), 1);
        assert_eq!(inbox(bo, false).len(), 2, "nobody sorts what is another's");
        delete(test, cy, work, second).unwrap();
        assert_eq!(inbox(bo, false), [line("ana: thanks", false, false)], "COM-12");
        test.archive.write(move |tx| works::set_anonymous(&ana, tx, work, true)).wait().unwrap();
        assert_eq!(inbox(bo, false), [line("creator: thanks", false, false)], "VIS-3");
        test.archive.write(move |tx| works::share_with(&ana, tx, work, &[])).wait().unwrap();
        assert!(inbox(bo, false).is_empty(), "a work that they do not see any more");
    });
}
