//! Members who were seen lately: who is behind a session is asked of the archive once, not at every page.
//!
//! What is kept of somebody is good as long as nothing in the archive has changed, by the change feed, and no time has
//! come at which it ends by itself. A session that is ended, a role that is taken, a sanction: each is in the feed, and a
//! write of this process is heard of before its answer goes out.

use std::{collections::HashSet, sync::Arc};

use archive::{
    Secret, Tx, WorkId,
    accounts::{self, Member},
    notices, works,
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Problem, Site,
    front::fingerprint,
    shelf::{Shelf, Weighed},
};

/// Bytes for all: some eight thousand members.
const ROOM: usize = 8 * 1024 * 1024;

/// The members.
#[derive(Debug)]
pub(crate) struct Familiar(Shelf<Seen>);

/// A member, and what pages made for many ask about them.
#[derive(Debug)]
pub(crate) struct Acquaintance {
    pub(crate) member: Member,
    /// One spelling of everything they prefer.
    pub(crate) likes: String,
    /// How many notices they have not read, when they were asked for last.
    pub(crate) unread: u64,
    /// The works that are to them not what they are to every member; nothing when those are too many to keep in mind.
    pub(crate) ties: Option<HashSet<WorkId>>,
}

/// Somebody, as the archive knew them in a version.
#[derive(Debug, Clone)]
struct Seen {
    version: u64,
    /// Until when the number of their notices is good enough: being told something is in no feed.
    until: Timestamp,
    known: Arc<Acquaintance>,
}

impl Weighed for Seen {
    /// With a name, preferences and the map's own bookkeeping.
    fn bytes(&self) -> usize {
        1_024 + self.known.ties.as_ref().map_or(0, |ties| ties.len() * 16)
    }
}

impl Familiar {
    pub(crate) fn new() -> Self {
        Self(Shelf::new(ROOM))
    }

    /// The member behind a session, if the secret is one and the session lives. That they came back is noted once a day: the
    /// one thing that a visit changes, and nobody but the session's own end can tell.
    pub(crate) async fn member(&self, site: &Site, secret: Secret) -> Result<Option<Arc<Acquaintance>>, Problem> {
        let known = self.known_or_asked(site, secret).await?;
        let member = known.as_ref().map(|known| &known.member);
        if let Some(member) = member.filter(|member| is_long_unseen(member, site.archive().clock().now())) {
            let session = member.session;
            // A database that takes no writes now is no reason to show nobody anything.
            if let Err(error) = site.archive().write(move |tx| accounts::seen(tx, session)).await {
                tracing::warn!(%error, "it could not be noted that somebody came back");
            }
        }
        Ok(known)
    }

    async fn known_or_asked(&self, site: &Site, secret: Secret) -> Result<Option<Arc<Acquaintance>>, Problem> {
        let key = secret.derived("familiar");
        // Known before the question is asked: what changes meanwhile makes the answer old.
        let version = site.version().await;
        let now = site.archive().clock().now();
        if let Some(seen) = self.0.get(key.text())
            && Some(seen.version) == version
            && now < seen.until
            && still_holds(&seen.known.member, now)
            && !is_long_unseen(&seen.known.member, now)
        {
            return Ok(Some(seen.known));
        }
        let wants_more = site.settings().roles_need_second_factor;
        let known = site.archive().read(move |tx| acquaintance(tx, &secret, wants_more)).await?.map(Arc::new);
        if let (Some(version), Some(known)) = (version, &known) {
            let until = now.checked_add(COUNTED).unwrap_or(now);
            self.0.put(key.text(), Seen { version, until, known: Arc::clone(known) });
        }
        Ok(known)
    }

    /// Has the member behind a session asked for anew: they have read their notices.
    pub(crate) fn forget(&self, secret: &Secret) {
        let key = secret.derived("familiar");
        if let Some(seen) = self.0.get(key.text()) {
            self.0.put(key.text(), Seen { version: 0, ..seen });
        }
    }
}

fn acquaintance(tx: &Tx<'_>, secret: &Secret, wants_more: bool) -> archive::Result<Option<Acquaintance>> {
    let Some(member) = accounts::who(tx, secret)? else { return Ok(None) };
    let member = if wants_more { member.limited() } else { member };
    let ties = works::tied(&member.viewer(), tx)?;
    let likes = fingerprint(&serde_json::to_vec(&member.preferences).unwrap_or_default(), 12);
    let unread = notices::count_unread(&member.viewer(), tx)?;
    Ok(Some(Acquaintance { member, likes, unread, ties }))
}

/// For so long the number of somebody's notices is good enough.
const COUNTED: SignedDuration = SignedDuration::from_secs(30);

/// How often it is noted that somebody came back.
const SEEN_EVERY: SignedDuration = SignedDuration::from_hours(24);

/// Whether it is to be noted that a member came back.
fn is_long_unseen(member: &Member, now: Timestamp) -> bool {
    now.duration_since(member.seen) >= SEEN_EVERY
}

/// Whether nothing has ended by itself.
fn still_holds(member: &Member, now: Timestamp) -> bool {
    let sanction_ends = member.sanction.as_ref().and_then(|sanction| sanction.until);
    member.ends > now && sanction_ends.is_none_or(|ends| ends > now)
}
