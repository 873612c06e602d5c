//! Deleting an account (DEL-1, DEL-2): the works go where their creator says, and what was the account's alone is gone. Works
//! that go with it lie in the bin for its time, and a letter brings the text of each (see `works::estates`).

use super::events::{Event, note_event};
use super::roles::{self, Role};
use crate::db::args;
use crate::deeds::{self, Act, Subject};
use crate::error::Why;
use crate::feed::{self, Change};
use crate::works::Fate;
use crate::{Error, Result, Tx, Viewer, collections, comments, kudos, people, works};

/// What goes before the last letter of all is written.
const LETTERS: &[&str] = &["delete from letters where person_id = $1", "delete from tokens where person_id = $1"];

/// What takes away everything else that is the account's alone.
const FORGET: &[&str] = &[
    "delete from sessions where person_id = $1",
    "delete from typings where person_id = $1",
    "delete from devices where person_id = $1",
    "delete from second_factors where person_id = $1",
    "delete from recovery_codes where person_id = $1",
    "delete from passkeys where person_id = $1",
    "delete from consents where person_id = $1",
    "delete from roles where person_id = $1",
    "delete from wranglers where person_id = $1",
    "delete from invitations where person_id = $1 or by_id = $1",
    "delete from preferences where person_id = $1",
    "delete from profiles where person_id = $1",
    "delete from former where person_id = $1",
    "delete from named_readers where person_id = $1",
    "delete from inbox where person_id = $1",
    "delete from blocks where person_id = $1 or blocked_id = $1",
    "insert into tally_dues (work_id) select distinct c.work_id from bookmarks b join creatorships c on c.work_id = b.subject
     where b.person_id = $1 and b.what = 'work'",
    "delete from collection_people where person_id = $1",
    "delete from bookmarks where person_id = $1",
    "delete from gifts where person_id = $1",
    "delete from shelves where person_id = $1",
    "delete from readings_elsewhere where person_id = $1",
    "delete from reading_lists where person_id = $1",
    "delete from downloads where person_id = $1",
    "delete from readings where person_id = $1",
    "delete from reading_steps where person_id = $1",
    "delete from reading_habits where person_id = $1",
    "delete from subscriptions where person_id = $1",
    "delete from notice_habits where person_id = $1",
    "delete from notices where person_id = $1",
    "delete from usual_searches where person_id = $1",
    "delete from saved_searches where person_id = $1",
    "delete from never_rules where person_id = $1",
    "delete from favourite_tags where person_id = $1",
    "delete from unwelcome where person_id = $1",
    "delete from unwelcome_ways where person_id = $1",
    "delete from mutes where person_id = $1 or muted_id = $1",
    "delete from reached where person_id = $1 or other_id = $1",
    "delete from invitation_grants where person_id = $1",
    "delete from invitation_wishes where person_id = $1",
    "update account_invitations set ends_at = made_at where by_id = $1 and used_at is null",
    "update account_invitations set email = null, email_key = null where used_by = $1",
    "delete from accounts where person_id = $1",
];

/// Deletes the viewer's account for good. A suspended person cannot, a banned one may (USER-6); an archive keeps an owner.
pub fn delete(viewer: &Viewer, tx: &Tx<'_>, shared: Fate, sole: Fate) -> Result<()> {
    let person = match viewer {
        Viewer::Member(person) | Viewer::Banned(person) | Viewer::Moderator(person) => *person,
        Viewer::Suspended(_) => return Err(Error::Forbidden(Why::Sanctioned)),
        Viewer::Guest | Viewer::Custodian(_) => return Err(Error::LogIn),
    };
    let others = "select count(*) from roles where role = 'owner' and person_id <> $1";
    let roles = roles::of(tx, person)?;
    if roles.contains(&Role::Owner) && tx.count(others, args![person])? == 0 {
        return Err(Error::Forbidden(Why::LastOwner));
    }
    // The log holds it, and holds two owners who leave at the same moment apart: one of them is run again.
    for role in roles {
        deeds::note(viewer, tx, Act::TookRole, &Subject::person(tx, person)?, role.word())?;
    }
    collections::let_go(tx, person, sole)?;
    let buried = works::settle_estate(tx, person, shared, sole)?;
    for text in LETTERS {
        tx.run(text, args![person])?;
    }
    works::announce(tx, person, &buried)?;
    for text in FORGET {
        tx.run(text, args![person])?;
    }
    kudos::let_go(tx, person)?;
    comments::let_go(tx, person)?;
    people::forget(tx, person)?;
    note_event(tx, Some(person), Event::Deleted)?;
    feed::note(tx, Change::Person(person))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, Barrier};

    use super::*;
    use crate::accounts::{NewAccount, Password, give, open_at_once, owner_exists};
    use crate::db::tests::archives;
    use crate::{Archive, Chance, Clock, DatabasePlace, Errand, Settings};

    /// Tables that name a person and are not emptied here.
    const ELSEWHERE: &[(&str, &str)] = &[
        ("pseuds", "they go with the person's name"),
        ("creatorships", "they go where the works go"),
        ("comments", "they stay, and lose the name"),
        ("kudos", "they count on, and lose the name"),
        ("sanctions", "whoever was banned stays so for those who keep order"),
        ("account_events", "they hold no name and go by themselves after ninety days"),
        ("left_creatorships", "they go by themselves after a few days"),
    ];

    #[test]
    fn nothing_that_is_the_accounts_alone_is_forgotten_to_be_forgotten() {
        let (archive, _database) = archives().remove(0);
        let columns = archive.read(|tx| tx.all(tx.dialect().columns(), &[], |row| row.get::<String>(0)));
        let columns = columns.wait().unwrap();
        let tables: Vec<&str> = columns.iter().filter_map(|column| column.strip_suffix(".person_id")).collect();
        assert!(tables.len() > 15, "{tables:?}");
        for table in tables.iter().filter(|table| !ELSEWHERE.iter().any(|(kept, _)| kept == *table)) {
            let text = format!("delete from {table} where person_id = $1");
            assert!(LETTERS.iter().chain(FORGET).any(|forget| forget.starts_with(&text)), "{table} keeps something");
        }
    }

    #[test]
    fn of_two_owners_who_leave_at_the_same_moment_one_stays() {
        for (archive, database) in archives() {
            let Some(url) = database.url() else { continue };
            let noon = Clock::still("2026-11-01T12:00:00Z".parse().unwrap());
            let settings = Settings { database: DatabasePlace::Postgres(url), connections: 2 };
            let other = Archive::open(&settings, noon, Chance::seeded(4)).unwrap();
            let owners = ["dora", "nora"].map(|name| {
                let password = Password::typed("a fool and a cap").hashed(archive.chance()).unwrap();
                let address = format!("{name}@example.org").parse().unwrap();
                let new = NewAccount { name: name.to_owned(), address, password, consents: Vec::new() };
                let deed = move |tx: &Tx<'_>| {
                    let person = open_at_once(tx, &new)?;
                    give(&Viewer::Custodian(Errand::Host), tx, person, Role::Owner).map(|()| person)
                };
                archive.write(deed).wait().unwrap()
            });
            let together = Arc::new(Barrier::new(2));
            let leaving = owners.iter().zip([&archive, &other]).map(|(person, archive)| {
                let (person, together, is_first) = (*person, Arc::clone(&together), AtomicBool::new(true));
                archive.write(move |tx| {
                    // Both see both roles before either of them does anything.
                    roles::of(tx, person)?;
                    if is_first.swap(false, Ordering::Relaxed) {
                        together.wait();
                    }
                    delete(&Viewer::Member(person), tx, Fate::Leave, Fate::Leave)
                })
            });
            let ends: Vec<Result<()>> = leaving.collect::<Vec<_>>().into_iter().map(crate::Answer::wait).collect();
            assert_eq!(ends.iter().filter(|end| end.is_ok()).count(), 1, "{ends:?}");
            assert!(ends.iter().any(|end| matches!(end, Err(Error::Forbidden(Why::LastOwner)))), "{ends:?}");
            assert!(archive.read(owner_exists).wait().unwrap());
        }
    }
}
