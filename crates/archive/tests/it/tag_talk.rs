//! What wranglers say to each other of tags: who hears it, whom it reaches, and what becomes of it (WRK-7).

use std::time::Duration;

use archive::accounts::{self, Preferences, Role};
use archive::blocks::{self, List};
use archive::comments::{self, At, NewComment, Sorting, Speaker, Topic, View, Words};
use archive::mail::{self, Matter};
use archive::tags::Kind;
use archive::works::State;
use archive::{CommentId, Errand, Error, TagId, Viewer, What, Why, wrangling};
use testkit::{Member, story};

use crate::comments::{GUEST, words};
use crate::wrangling::{Desk, at_the_desk, tagged};

const HOST: Viewer = Viewer::Custodian(Errand::Host);

fn say(
    desk: &Desk<'_>,
    viewer: Viewer,
    tag: TagId,
    (to, typed): (Option<CommentId>, &str),
) -> Result<CommentId, Error> {
    let new = NewComment { parent: to, chapter: None, by: Speaker::Member(None), words: Words::typed(typed, false)? };
    desk.by(viewer, move |viewer, tx| comments::say(viewer, tx, &Topic::Tag(tag), &new)).map(|(id, _)| id)
}

fn read(desk: &Desk<'_>, viewer: Viewer, tag: TagId) -> Result<Vec<String>, Error> {
    let page = desk.by(viewer, move |viewer, tx| comments::at_work(viewer, tx, &Topic::Tag(tag), View::Work, 1))?;
    Ok(page.turns.iter().map(|turn| format!("{}{}", "-".repeat(turn.level as usize), words(&turn.comment))).collect())
}

/// A wrangler with an account, so that letters reach them.
fn wrangler(desk: &Desk<'_>, name: &'static str) -> Member {
    let member = desk.test.member_with_account(name);
    let give = move |tx: &archive::Tx<'_>| accounts::give(&HOST, tx, member.id, Role::Wrangler);
    desk.test.archive.write(give).wait().unwrap();
    member
}

fn inbox(desk: &Desk<'_>, viewer: Viewer) -> Vec<String> {
    let page = desk.by(viewer, |viewer, tx| comments::inbox(viewer, tx, false, 1)).unwrap();
    let told: Vec<String> = page.items.iter().map(|one| format!("{}: {}", one.title, words(&one.comment))).collect();
    assert_eq!(page.total as usize, told.len());
    told
}

fn letters(desk: &Desk<'_>) -> Vec<String> {
    let post = Viewer::Custodian(Errand::Mail);
    let letters = desk.test.archive.write(move |tx| {
        let letters = mail::claim(&post, tx, 100)?;
        letters.iter().try_for_each(|letter| mail::sent(&post, tx, letter.id))?;
        Ok(letters)
    });
    let told = letters.wait().unwrap().into_iter();
    let mut told: Vec<String> =
        told.filter(|letter| matches!(letter.matter, Matter::SaidOfTag { .. })).map(|one| one.address).collect();
    told.sort_unstable();
    told
}

#[test]
fn what_is_said_of_a_tag_is_for_wranglers_and_those_who_keep_order_and_nobody_else() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Rain"]), State::Posted, false);
        let (rain, kim, wren) = (desk.tag("Rain"), desk.test.cast.moderator(), desk.wren);
        let first = say(desk, wren, rain, (None, "wet?")).unwrap();
        say(desk, kim, rain, (Some(first), "very")).unwrap();
        let expected = ["wren: wet?", "-kim: very"];
        for viewer in [wren, kim, desk.owner] {
            assert_eq!(read(desk, viewer, rain).unwrap(), expected, "WRK-7: {viewer:?}");
        }
        let (ana, cy) = (desk.test.cast.ana.viewer(), desk.test.cast.cy.viewer());
        let wren_stopped = Viewer::Suspended(desk.test.cast.wren.id);
        for viewer in [GUEST, ana, cy, wren_stopped, Viewer::Banned(desk.test.cast.wren.id)] {
            let refused = |outcome: Result<(), Error>| matches!(outcome, Err(Error::LogIn | Error::Forbidden(_)));
            assert!(refused(read(desk, viewer, rain).map(drop)), "{viewer:?}");
            assert!(refused(say(desk, viewer, rain, (None, "me too")).map(drop)), "{viewer:?}");
            let topic = move |tx: &archive::Tx<'_>| comments::show(&viewer, tx, &Topic::Tag(rain), first, 1).map(drop);
            assert!(refused(desk.test.archive.read(topic).wait()), "{viewer:?}");
            let count = desk.by(viewer, move |viewer, tx| comments::count_at_tag(viewer, tx, rain));
            assert!(refused(count.map(drop)), "{viewer:?}");
        }
        assert_eq!(desk.by(kim, move |kim, tx| comments::count_at_tag(kim, tx, rain)).unwrap(), 2);
        // At a work the number of such a comment is none.
        let work = desk.test.post(story("Other", 1), State::Posted, false);
        let elsewhere = desk.by(wren, move |wren, tx| comments::show(wren, tx, &work.into(), first, 1));
        assert!(matches!(elsewhere, Err(Error::NotFound)));
        desk.test.post(tagged(&["Only Here"]), State::Draft, false);
        let unseen = desk.by(wren, |wren, tx| {
            comments::at_work(wren, tx, &Topic::Named("Only Here".to_owned()), View::Work, 1).map(drop)
        });
        assert!(matches!(unseen, Err(Error::NotFound)), "what only a draft knows is no tag to wranglers");
    });
}

#[test]
fn it_reaches_the_wranglers_of_its_fandom_whatever_they_wish_and_no_former_ones() {
    at_the_desk(|desk| {
        let (dora, nora) = (wrangler(desk, "dora"), wrangler(desk, "nora"));
        let holmes = desk.canon(Kind::Fandom, "Holmes");
        for member in [dora, nora] {
            desk.by(member.viewer(), move |viewer, tx| wrangling::sign_up(viewer, tx, holmes)).unwrap();
        }
        let watson = desk.canon(Kind::Character, "Watson");
        desk.assign(watson, "Holmes");
        desk.test.post(tagged(&["Dr W"]), State::Posted, false);
        let synonym = desk.canon(Kind::Character, "John Watson");
        desk.by(desk.owner, move |owner, tx| wrangling::merge(owner, tx, synonym, "Watson")).unwrap();
        let likes = Preferences { no_talk_letters: true, ..Preferences::default() };
        desk.by(dora.viewer(), move |dora, tx| accounts::prefer(dora, tx, &likes)).unwrap();
        let wren = desk.test.cast.wren.id;
        desk.by(dora.viewer(), move |dora, tx| blocks::add(dora, tx, List::Blocked, wren)).unwrap();
        letters(desk);
        let first = say(desk, desk.wren, synonym, (None, "who?")).unwrap();
        assert_eq!(letters(desk), ["dora@example.org", "nora@example.org"], "WRK-7: of the canonical's fandom");
        assert_eq!(inbox(desk, dora.viewer()), ["John Watson: wren: who?"]);
        say(desk, desk.wren, holmes, (None, "which?")).unwrap();
        assert_eq!(letters(desk).len(), 2, "of a fandom itself");
        say(desk, nora.viewer(), synonym, (Some(first), "he")).unwrap();
        assert_eq!(letters(desk), ["dora@example.org"], "not to who says it; wren has no address");
        assert_eq!(inbox(desk, desk.wren), ["John Watson: nora: he"], "whom it answers");
        desk.by(desk.owner, move |owner, tx| accounts::take(owner, tx, nora.id, Role::Wrangler)).unwrap();
        assert_eq!(inbox(desk, nora.viewer()), [""; 0], "nobody who wrangles no more hears of it");
        say(desk, desk.wren, synonym, (None, "again?")).unwrap();
        assert_eq!(letters(desk), ["dora@example.org"], "WRK-7: nor is told");
        let of_dora = desk.by(dora.viewer(), |dora, tx| comments::inbox(dora, tx, true, 1)).unwrap();
        let ids: Vec<CommentId> = of_dora.items.iter().map(|one| one.comment.id).collect();
        assert!(of_dora.items.iter().any(|one| one.comment.place == At::Tag(synonym)));
        desk.by(dora.viewer(), move |dora, tx| comments::sort(dora, tx, &ids, Sorting::PutAway)).unwrap();
        assert_eq!(inbox(desk, dora.viewer()), [""; 0]);
    });
}

#[test]
fn it_is_changed_deleted_frozen_and_hidden_like_other_comments() {
    at_the_desk(|desk| {
        desk.test.post(tagged(&["Rain"]), State::Posted, false);
        let (rain, kim, wren) = (desk.tag("Rain"), desk.test.cast.moderator(), desk.wren);
        let topic = Topic::Tag(rain);
        let first = say(desk, wren, rain, (None, "wet?")).unwrap();
        let of = topic.clone();
        let edit = move |wren: &Viewer, tx: &archive::Tx<'_>| {
            comments::edit(wren, tx, &of, first, &Words::typed("dry?", false)?)
        };
        assert!(desk.by(wren, edit).unwrap(), "nobody lets it through first");
        let answer = say(desk, kim, rain, (Some(first), "no")).unwrap();
        let of = topic.clone();
        let theirs = desk.by(wren, move |wren, tx| comments::delete(wren, tx, &of, answer));
        assert!(matches!(theirs, Err(Error::Forbidden(Why::NotYours))), "COM-4");
        let of = topic.clone();
        let freeze = desk.by(wren, move |wren, tx| comments::freeze(wren, tx, &of, first, true));
        assert!(matches!(freeze, Err(Error::Forbidden(Why::NotYours))), "COM-9");
        let of = topic.clone();
        desk.by(kim, move |kim, tx| comments::freeze(kim, tx, &of, first, true)).unwrap();
        assert!(matches!(say(desk, wren, rain, (Some(first), "yes")), Err(Error::Forbidden(Why::Frozen))));
        let of = topic.clone();
        desk.by(kim, move |kim, tx| comments::hide(kim, tx, &of, first, "rude")).unwrap();
        assert_eq!(read(desk, desk.owner, rain).unwrap(), ["wren: dry?", "-kim: no"]);
        let of = topic.clone();
        desk.by(wren, move |wren, tx| comments::delete(wren, tx, &of, first)).unwrap();
        assert_eq!(read(desk, kim, rain).unwrap(), ["deleted", "-kim: no"], "COM-4");
        assert!(matches!(say(desk, wren, rain, (Some(first), "late")), Err(Error::Conflict(What::Unsaid))));
        let of = topic.clone();
        desk.by(kim, move |kim, tx| comments::delete(kim, tx, &of, answer)).unwrap();
        assert_eq!(read(desk, kim, rain).unwrap(), [""; 0]);
        desk.test.clock.advance(Duration::from_mins(1));
        let again = say(desk, wren, rain, (None, "once more")).unwrap();
        let of = topic;
        let twice = desk.by(wren, move |wren, tx| {
            let new = NewComment {
                parent: None,
                chapter: None,
                by: Speaker::Member(None),
                words: Words::typed("once more", false)?,
            };
            comments::say(wren, tx, &of, &new).map(drop)
        });
        assert!(matches!(twice, Err(Error::Invalid(_))), "COM-1: {again}");
    });
}
