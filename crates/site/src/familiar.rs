//! Members who were seen lately: who is behind a session is asked of the archive once, not at every page.
//!
//! What is kept of somebody is good as long as nothing in the archive has changed, by the change feed, and no time has
//! come at which it ends by itself. A session that is ended, a role that is taken, a sanction: each is in the feed, and a
//! write of this process is heard of before its answer goes out.

use std::sync::Arc;

use archive::{
    Secret,
    accounts::{self, Member},
};
use jiff::Timestamp;

use crate::{
    Problem, Site,
    shelf::{Shelf, Weighed},
};

/// Bytes for all: some eight thousand members.
const ROOM: usize = 8 * 1024 * 1024;

/// The members.
#[derive(Debug)]
pub(crate) struct Familiar(Shelf<Seen>);

/// Somebody, as the archive knew them in a version.
#[derive(Debug, Clone)]
struct Seen {
    version: u64,
    member: Arc<Member>,
}

impl Weighed for Seen {
    /// With a name, preferences and the map's own bookkeeping.
    fn bytes(&self) -> usize {
        1_024
    }
}

impl Familiar {
    pub(crate) fn new() -> Self {
        Self(Shelf::new(ROOM))
    }

    /// The member behind a session, if the secret is one and the session lives.
    pub(crate) async fn member(&self, site: &Site, secret: Secret) -> Result<Option<Arc<Member>>, Problem> {
        let key = secret.derived("familiar");
        // Known before the question is asked: what changes meanwhile makes the answer old.
        let version = site.version().await;
        let now = site.archive().clock().now();
        if let Some(seen) = self.0.get(key.text())
            && Some(seen.version) == version
            && still_holds(&seen.member, now)
        {
            return Ok(Some(seen.member));
        }
        let member = site.archive().read(move |tx| accounts::who(tx, &secret)).await?;
        let wants_more = site.settings().roles_need_second_factor;
        let member = if wants_more { member.map(Member::limited) } else { member }.map(Arc::new);
        if let (Some(version), Some(member)) = (version, &member) {
            self.0.put(key.text(), Seen { version, member: Arc::clone(member) });
        }
        Ok(member)
    }
}

/// Whether nothing has ended by itself.
fn still_holds(member: &Member, now: Timestamp) -> bool {
    let sanction_ends = member.sanction.as_ref().and_then(|sanction| sanction.until);
    member.ends > now && sanction_ends.is_none_or(|ends| ends > now)
}
