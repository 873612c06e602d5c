//! Sessions: a browser that somebody has logged in with. Ended on the server, so that a stolen cookie dies (R2). One that
//! nobody comes back with for as long as the owner says is over too (ASVS 7.3).

use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp};

use super::events::{Event, note_event};
use super::preferences::{self, Preferences};
use super::roles::{Power, Role};
use crate::clock::from_millis;
use crate::db::{Row, args};
use crate::feed::{self, Change};
use crate::moderation::{Sanction, active_sanction};
use crate::{PersonId, Result, Secret, SessionId, Tx, Viewer, policies};

/// How long a session lasts (USER-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasting {
    /// Two weeks.
    Short,
    /// Three months: “remember me”.
    Long,
}

impl Lasting {
    /// The time from logging in to the end.
    pub const fn time(self) -> SignedDuration {
        match self {
            Self::Short => SignedDuration::from_hours(14 * 24),
            Self::Long => SignedDuration::from_hours(90 * 24),
        }
    }

    /// The word in a token.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Long => "long",
        }
    }

    /// What a word in a token means.
    pub(super) fn of_word(word: &str) -> Self {
        if word == Self::Long.word() { Self::Long } else { Self::Short }
    }
}

/// Who is behind a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The person.
    pub person: PersonId,
    /// Their account's name.
    pub name: String,
    /// Their roles; none while they are under a sanction, or [limited](Self::limited).
    pub roles: Vec<Role>,
    /// Whether they have shown two factors, or a passkey that stands for both, since this browser logged in.
    pub is_proved: bool,
    /// Whether their roles wait for a second factor.
    pub is_limited: bool,
    /// What keeps them from writing (USER-6).
    pub sanction: Option<Sanction>,
    /// The session itself.
    pub session: SessionId,
    /// When it ends, unless they come back before.
    pub ends: Timestamp,
    /// When this browser was seen last, to the day.
    pub seen: Timestamp,
    /// The version of the terms that they agreed to last; nothing when they were never asked.
    pub agreed_to: Option<String>,
    /// The version of the terms that the owner has put in force; nothing for the one the program was started with.
    pub terms: Option<String>,
    /// What they like.
    pub preferences: Preferences,
}

impl Member {
    /// The member as a viewer.
    pub fn viewer(&self) -> Viewer {
        match &self.sanction {
            Some(Sanction { until: Some(_), .. }) => Viewer::Suspended(self.person),
            Some(Sanction { until: None, .. }) => Viewer::Banned(self.person),
            None if self.has(Power::KeepOrder) => Viewer::Moderator(self.person),
            None => Viewer::Member(self.person),
        }
    }

    /// The member in an archive where roles need a second factor: until it is shown they are a member like others.
    #[must_use]
    pub fn limited(self) -> Self {
        if self.is_proved || self.roles.is_empty() {
            return self;
        }
        Self { roles: Vec::new(), is_limited: true, ..self }
    }

    /// Whether one of their roles has a power.
    pub fn has(&self, power: Power) -> bool {
        self.roles.iter().any(|role| role.has(power))
    }
}

/// A session as its owner sees it in the list of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// The session.
    pub id: SessionId,
    /// What the browser called itself when it logged in.
    pub device: String,
    /// When it logged in.
    pub began: Timestamp,
    /// When it ends by itself.
    pub ends: Timestamp,
}

/// So many browsers can be logged in to one account; the next one logs the oldest out.
const MOST: i64 = 100;

/// Opens a session for a person who has said their password. `device` is what the browser calls itself, cut to 200 letters.
pub fn begin(tx: &Tx<'_>, person: PersonId, secret: &Secret, device: &str, lasting: Lasting) -> Result<()> {
    let device: String = device.chars().filter(|letter| !letter.is_control()).take(200).collect();
    tx.run(
        "insert into sessions (id, digest, person_id, device, began_at, ends_at, seen_at)
         values ($1, $2, $3, $4, $5, $6, $5)",
        args![tx.fresh_id(), secret.digest(), person, device, tx.now(), tx.now() + lasting.time().as_millis() as i64],
    )?;
    note_event(tx, Some(person), Event::LoggedIn)?;
    let idle = tx.now() - policies::idle_limit(tx)?;
    tx.run("delete from sessions where ends_at <= $1 or seen_at <= $2", args![tx.now(), idle])?;
    tx.run(
        "delete from sessions where person_id = $1 and id in
           (select id from sessions where person_id = $1 order by began_at desc, id desc limit 1000000 offset $2)",
        args![person, MOST],
    )
    .map(drop)
}

/// Opens a session for a person who has shown two factors, or a passkey that stands for both.
pub fn begin_proved(tx: &Tx<'_>, person: PersonId, secret: &Secret, device: &str, lasting: Lasting) -> Result<()> {
    begin(tx, person, secret, device, lasting)?;
    tx.run("update sessions set proved = $2 where digest = $1", args![secret.digest(), true]).map(drop)
}

/// Notes that somebody came back with a session's browser. It is no news for those who follow the feed.
pub fn seen(tx: &Tx<'_>, session: SessionId) -> Result<()> {
    tx.run("update sessions set seen_at = $2 where id = $1 and seen_at < $2", args![session, tx.now()]).map(drop)
}

/// Notes that whoever is behind a session has shown two factors.
pub(super) fn prove(tx: &Tx<'_>, person: PersonId, session: SessionId) -> Result<()> {
    tx.run("update sessions set proved = $3 where id = $1 and person_id = $2", args![session, person, true])?;
    feed::note(tx, Change::Person(person))
}

/// Who is behind a session's secret; nobody when it is unknown, ended or over. One question, because every page asks it.
pub fn who(tx: &Tx<'_>, secret: &Secret) -> Result<Option<Member>> {
    static SQL: LazyLock<String> = LazyLock::new(asking_who);
    let rows =
        tx.all(&SQL, args![secret.digest(), tx.now()], |row| Ok((member(row)?, row.get::<Option<String>>(11)?)))?;
    let roles = rows.iter().filter_map(|(_, role)| role.as_deref().and_then(Role::of_word)).collect();
    let member = rows.into_iter().next().map(|(member, _)| Member { roles, ..member });
    Ok(member.filter(|member| member.ends.as_millisecond() > tx.now()))
}

/// A row for each of their roles, with what they like at the end.
fn asking_who() -> String {
    format!(
        "select s.id, s.person_id, p.name, s.ends_at, s.proved,
           (select c.version from consents c where c.person_id = p.id and c.what = 'terms'
             order by c.at desc limit 1),
           x.ends_at, x.reason, (select t.value from settings t where t.name = 'terms_version'), s.seen_at,
           (select i.value from settings i where i.name = 'idle_days'), r.role, {}
         from sessions s join people p on p.id = s.person_id
         left join preferences f on f.person_id = p.id
         left join sanctions x on x.id = {} left join roles r on r.person_id = p.id and x.id is null
         where s.digest = $1 and s.ends_at > $2 order by r.role",
        preferences::columns(),
        active_sanction!("p.id"),
    )
}

/// A member without their roles, each of which has a row of its own.
fn member(row: &Row<'_>) -> Result<Member> {
    let (session, person, name) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let until = row.get::<Option<i64>>(6)?.map(from_millis);
    let seen: i64 = row.get(9)?;
    let idle_until = seen + policies::idle_limit_of(row.get::<Option<String>>(10)?.as_deref());
    Ok(Member {
        session,
        person,
        name,
        roles: Vec::new(),
        is_proved: row.get(4)?,
        is_limited: false,
        sanction: row.get::<Option<String>>(7)?.map(|reason| Sanction { until, reason }),
        ends: from_millis(row.get::<i64>(3)?.min(idle_until)),
        seen: from_millis(seen),
        agreed_to: row.get(5)?,
        terms: row.get(8)?,
        preferences: preferences::read(row, 12)?,
    })
}

/// The open sessions of the viewer, the newest first.
pub fn open_of(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<OpenSession>> {
    tx.all(
        "select id, device, began_at, ends_at from sessions where person_id = $1 and ends_at > $2 and seen_at > $3
         order by began_at desc, id",
        args![viewer.person(), tx.now(), tx.now() - policies::idle_limit(tx)?],
        |row| {
            let (began, ends) = (from_millis(row.get(2)?), from_millis(row.get(3)?));
            Ok(OpenSession { id: row.get(0)?, device: row.get(1)?, began, ends })
        },
    )
}

/// Ends one of the viewer's sessions. One that is not theirs is not there.
pub fn end(viewer: &Viewer, tx: &Tx<'_>, session: SessionId) -> Result<()> {
    tx.run("delete from sessions where id = $1 and person_id = $2", args![session, viewer.person()])?;
    viewer.person().map_or(Ok(()), |person| feed::note(tx, Change::Person(person)))
}

/// Ends all sessions of a person but one, or all.
pub fn end_all(tx: &Tx<'_>, person: PersonId, but: Option<SessionId>) -> Result<()> {
    let but = but.map_or(0, SessionId::number);
    tx.run("delete from sessions where person_id = $1 and id <> $2", args![person, but])?;
    feed::note(tx, Change::Person(person))
}
