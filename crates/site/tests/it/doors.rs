//! Every route is tried by every kind of visitor: those its door admits pass it, the others do not.

use axum::http::{Method, StatusCode};
use site::{Door, Route};

use crate::visit::{TestSite, Who};

/// Whether a door admits a visitor; written here once more, in other words than the door's own.
fn admits(door: Door, who: Who) -> bool {
    match who {
        Who::Guest => door == Door::Anyone,
        Who::Ana | Who::Bo | Who::Cy | Who::Wren => !matches!(door, Door::Moderators | Door::Archivists | Door::Owners),
        Who::Kim => !matches!(door, Door::Archivists | Door::Owners),
    }
}

/// A path of the route, with something in every place that varies.
fn path(route: &Route) -> String {
    let parts = route.path.split('/').map(|part| if part.starts_with('{') { "7" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
fn every_door_admits_whom_it_says_and_nobody_else() {
    for route in TestSite::new().site().routes() {
        for who in Who::ALL {
            // A fresh one each time: behind some doors one logs out.
            let site = TestSite::new();
            let answer = match route.method {
                Method::POST => site.submit(who, &path(route), ""),
                _ => site.get(who, &path(route)),
            };
            let refused = matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
            assert_eq!(!refused, admits(route.door, who), "{} {} {who:?}", route.method, route.path);
            assert!(!answer.status.is_server_error(), "{} {} {who:?}", route.method, route.path);
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
