//! Every route is tried by every kind of visitor: those its door admits pass it, the others do not.

use archive::{
    Errand, Viewer,
    accounts::{self, Role},
    moderation,
};
use axum::http::{Method, StatusCode};
use jiff::SignedDuration;
use site::{Door, Route};

use crate::visit::{TestSite, Who};

/// Who stands before a door: somebody of the cast as they are, or after something has become of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caller {
    Of(Who),
    Owner,
    Archivist,
    Suspended,
    Banned,
}

impl Caller {
    fn all() -> impl Iterator<Item = Self> {
        let become_something = [Self::Owner, Self::Archivist, Self::Suspended, Self::Banned];
        Who::ALL.into_iter().map(Self::Of).chain(become_something)
    }

    /// An archive in which they are what they are, and whose browser they use.
    fn arrive(self) -> (TestSite, Who) {
        let site = TestSite::new();
        let (cast, host) = (site.ground.cast, Viewer::Custodian(Errand::Host));
        let until = site.ground.clock.now() + SignedDuration::from_hours(24);
        let who = match self {
            Self::Of(who) => who,
            Self::Owner => Who::Ana,
            Self::Archivist => Who::Bo,
            Self::Suspended => Who::Cy,
            Self::Banned => Who::Wren,
        };
        site.write(move |tx| match self {
            Self::Of(_) => Ok(()),
            Self::Owner => accounts::give(&host, tx, cast.ana.id, Role::Owner),
            Self::Archivist => accounts::give(&host, tx, cast.bo.id, Role::Archivist),
            Self::Suspended => moderation::suspend(&host, tx, cast.cy.id, until, "a test"),
            Self::Banned => moderation::ban(&host, tx, cast.wren.id, "a test"),
        });
        match self {
            Self::Suspended => site.log_in_as(who, cast.cy.id),
            Self::Banned => site.log_in_as(who, cast.wren.id),
            Self::Of(_) | Self::Owner | Self::Archivist => {}
        }
        (site, who)
    }

    fn is_sanctioned(self) -> bool {
        matches!(self, Self::Suspended | Self::Banned)
    }

    /// Whether a door admits them; written here once more, in other words than the door's own.
    fn passes(self, door: Door) -> bool {
        match self {
            Self::Of(Who::Guest) => door == Door::Anyone,
            Self::Of(Who::Kim) => !matches!(door, Door::Archivists | Door::Wranglers | Door::Owners),
            Self::Of(Who::Wren) => !matches!(door, Door::Moderators | Door::Archivists | Door::Owners),
            Self::Owner => true,
            Self::Archivist => !matches!(door, Door::Moderators | Door::Wranglers | Door::Curators | Door::Owners),
            Self::Of(_) | Self::Suspended | Self::Banned => {
                let held = [Door::Moderators, Door::Archivists, Door::Wranglers, Door::Curators, Door::Owners];
                !held.contains(&door)
            }
        }
    }
}

/// A path of the route, with something in every place that varies.
fn path(route: &Route) -> String {
    let parts = route.path.split('/').map(|part| if part.starts_with('{') { "7" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
fn every_door_admits_whom_it_says_and_nobody_else() {
    for caller in Caller::all() {
        let (shared, who) = caller.arrive();
        let mut untouched = None;
        for route in shared.site().routes() {
            let writes = route.method == Method::POST;
            let path = path(route);
            // Another archive after every deed: behind some doors one logs out.
            let deed = writes.then(|| untouched.take().unwrap_or_else(|| caller.arrive().0));
            let answer = deed.as_ref().map_or_else(|| shared.get(who, &path), |site| site.submit(who, &path, ""));
            let refused = matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
            let name = format!("{} {path} {caller:?}", route.method);
            // Whoever was sent away did nothing.
            untouched = deed.filter(|_| refused).or(untouched);
            assert!(!answer.status.is_server_error(), "{name}");
            match (writes && caller.is_sanctioned(), route.door) {
                (true, Door::Members) => assert!(refused, "{name}: who is under a sanction does nothing here (USER-6)"),
                // The archive decides, behind the door.
                (true, Door::Anyone | Door::Account) => {}
                _ => assert_eq!(!refused, caller.passes(route.door), "{name}"),
            }
        }
    }
}

#[test]
fn a_guest_is_invited_and_a_member_is_told_no() {
    let site = TestSite::new();
    assert_eq!(site.get(Who::Guest, "/hosting/doors").status, StatusCode::UNAUTHORIZED);
    assert_eq!(site.get(Who::Bo, "/hosting/doors").status, StatusCode::FORBIDDEN);
    let cells = site.get(Who::Kim, "/hosting/doors").texts(".doors tbody td");
    let listed: Vec<[&str; 3]> =
        site.site().routes().iter().map(|route| [route.method.as_str(), route.path, route.door.word()]).collect();
    assert_eq!(cells, listed.concat());
}

#[test]
fn only_post_changes_anything() {
    let site = TestSite::new();
    let methods: Vec<&Method> = site.site().routes().iter().map(|route| &route.method).collect();
    assert!(methods.iter().all(|method| [Method::GET, Method::POST].contains(method)));
    let forged = site.send(TestSite::ask(Who::Guest, Method::DELETE, "/settings"));
    assert_eq!(forged.status, StatusCode::METHOD_NOT_ALLOWED);
}
