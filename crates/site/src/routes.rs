//! Routes that cannot be added without saying who may pass.
//!
//! Every route has a [`Door`]; the list of them feeds the `doors` and `leaks` tests and the moderators' page of doors.
//! A door says who may ask at all. What the asker then sees is decided by the archive, never here.

use std::{pin::Pin, sync::Arc};

use archive::{Viewer, accounts::Power};
/// The one place that speaks to axum's router; others only carry it.
pub(crate) use axum::Router;
use axum::{
    extract::{Request, State},
    handler::Handler,
    http::Method,
    middleware::{self, Next},
    response::Response,
    routing::{MethodRouter, get, post},
};

use crate::{Cx, Parameter, Problem, Site, account};

/// A form has no more bytes than this, unless its route says that it carries files.
pub(crate) const LARGEST_FORM: usize = 64 * 1024;

/// Who may ask for a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Everybody, with an account or without.
    Anyone,
    /// People with an account; others are invited to log in. Who is suspended or banned may look and do nothing (USER-6).
    Members,
    /// People with an account, whatever they did: for what is theirs alone, and where the archive decides.
    Account,
    /// Those who keep order.
    Moderators,
    /// Those who bring works in for others.
    Archivists,
    /// Those who sort tags.
    Wranglers,
    /// Those who sort tags, and those who keep order: for what they say to each other of tags (WRK-7).
    Curators,
    /// Those who give roles.
    Owners,
}

impl Door {
    /// Whether somebody may pass who wants to do this, and if not, what they are told.
    pub fn admit(self, cx: &Cx, method: &Method) -> Result<(), Problem> {
        let writes = *method == Method::POST;
        match (self, &cx.viewer) {
            (Self::Anyone, _) => Ok(()),
            (_, Viewer::Guest) => Err(Problem::Members),
            (Self::Members, viewer) if writes && viewer.is_sanctioned() => Err(Problem::Sanctioned),
            (Self::Members | Self::Account, _) | (Self::Moderators, Viewer::Moderator(_)) => Ok(()),
            (Self::Archivists, _) if cx.has(Power::ImportForOthers) => Ok(()),
            (Self::Wranglers | Self::Curators, _) if cx.has(Power::Wrangle) => Ok(()),
            (Self::Curators, Viewer::Moderator(_)) if cx.has(Power::KeepOrder) => Ok(()),
            (Self::Owners, _) if cx.has(Power::GiveRoles) => Ok(()),
            _ => Err(Problem::Forbidden),
        }
    }

    /// Whether somebody who has not agreed to new terms waits here. Reading is free, and so is what is theirs alone: whoever
    /// does not agree takes their works along, or goes (USER-2).
    fn waits_for_agreement(self, method: &Method) -> bool {
        match self {
            Self::Anyone | Self::Account => false,
            Self::Members => *method == Method::POST,
            Self::Moderators | Self::Archivists | Self::Wranglers | Self::Curators | Self::Owners => true,
        }
    }

    /// The word on the page of doors.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::Members => "members",
            Self::Account => "account",
            Self::Moderators => "moderators",
            Self::Archivists => "archivists",
            Self::Wranglers => "wranglers",
            Self::Curators => "curators",
            Self::Owners => "owners",
        }
    }
}

/// One route of the site map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// GET or POST.
    pub method: Method,
    /// The path, with `{name}` for what varies.
    pub path: &'static str,
    /// Who may ask for it.
    pub door: Door,
    /// The parameters of the address that it is given; all others are taken off.
    pub reads: &'static [Parameter],
    /// How many bytes a form sent to it may have.
    pub carries: usize,
    /// How many bytes more it may have for a file when somebody sends it who is logged in.
    pub file: usize,
}

impl Route {
    /// Whether somebody who reads the path could do what its owner can.
    pub(crate) fn tells_a_secret(&self) -> bool {
        self.path.contains("{secret}") || self.path.contains("{key}")
    }
}

/// A route with the segments of its path; nothing for what varies.
#[derive(Debug)]
struct Way {
    route: Route,
    segments: Vec<Option<&'static str>>,
}

impl Way {
    fn of(route: &Route) -> Self {
        let segments = route.path.split('/').map(|segment| (!segment.starts_with('{')).then_some(segment));
        Self { segments: segments.collect(), route: route.clone() }
    }

    /// Whether a request of this method fits whose path has these segments, as many as the route's. The last tells most, and is
    /// asked first.
    fn fits(&self, method: &Method, path: &[&str]) -> bool {
        let fits = |(ours, theirs): (Option<&str>, &str)| ours.map_or(!theirs.is_empty(), |ours| ours == theirs);
        self.route.method == *method && self.segments.iter().copied().zip(path.iter().copied()).rev().all(fits)
    }

    /// How much of the path varies.
    fn variables(&self) -> usize {
        self.segments.iter().filter(|segment| segment.is_none()).count()
    }
}

/// The routes by the number of their segments: every request is looked up, several times, and few routes are as long as its path.
#[derive(Debug)]
pub(crate) struct Directory(Vec<Vec<Way>>);

impl Directory {
    /// Sorts the routes of a site.
    pub(crate) fn of(routes: &[Route]) -> Self {
        let mut by_length: Vec<Vec<Way>> = Vec::new();
        for route in routes {
            let length = slashes(route.path);
            by_length.resize_with(by_length.len().max(length + 1), Vec::new);
            by_length.iter_mut().skip(length).take(1).for_each(|ways| ways.push(Way::of(route)));
        }
        Self(by_length)
    }

    /// The route that a request goes to: of several that fit, the one with fewer variables.
    pub(crate) fn goes_to(&self, method: &Method, path: &str) -> Option<&Route> {
        let ways = self.0.get(slashes(path))?;
        let path: Vec<&str> = path.split('/').collect();
        let fitting = ways.iter().filter(|way| way.fits(method, &path));
        fitting.min_by_key(|way| way.variables()).map(|way| &way.route)
    }
}

fn slashes(path: &str) -> usize {
    path.bytes().filter(|byte| *byte == b'/').count()
}

/// What a handler's future is boxed into by axum itself.
type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

/// A handler whose type is forgotten. axum builds a tower of services around the type of every handler; around this one type it
/// builds a single tower for all, which spares the compiler much of its work on this crate, and boxes nothing twice (decision 31).
#[derive(Clone)]
struct Answerer(Arc<dyn Fn(Request, Site) -> Answering + Send + Sync>);

impl Answerer {
    fn of<H: Handler<T, Site, Future = Answering> + Sync, T: 'static>(handler: H) -> Self {
        Self(Arc::new(move |request, site| handler.clone().call(request, site)))
    }
}

impl Handler<(), Site> for Answerer {
    type Future = Answering;

    fn call(self, request: Request, site: Site) -> Answering {
        (self.0)(request, site)
    }
}

/// The routes of a site, with their doors.
#[derive(Debug, Default)]
pub struct Routes {
    list: Vec<Route>,
    router: Router<Site>,
}

impl Routes {
    /// No routes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a page. HEAD is answered like GET, without the body.
    #[must_use]
    pub fn get<H, T: 'static>(self, path: &'static str, door: Door, handler: H) -> Self
    where
        H: Handler<T, Site, Future = Answering> + Sync,
    {
        self.add(Method::GET, path, door, get(Answerer::of(handler)))
    }

    /// Adds a deed.
    #[must_use]
    pub fn post<H, T: 'static>(self, path: &'static str, door: Door, handler: H) -> Self
    where
        H: Handler<T, Site, Future = Answering> + Sync,
    {
        self.add(Method::POST, path, door, post(Answerer::of(handler)))
    }

    /// Says which parameters of the address the route that was added last reads.
    #[must_use]
    pub fn reading(mut self, parameters: &'static [Parameter]) -> Self {
        if let Some(route) = self.list.last_mut() {
            route.reads = parameters;
        }
        self
    }

    /// Says how many bytes a form sent to the route that was added last may have: it carries files.
    #[must_use]
    pub fn carrying(mut self, bytes: usize) -> Self {
        if let Some(route) = self.list.last_mut() {
            route.carries = bytes;
        }
        self
    }

    /// Says how heavy a file may be that a member's form brings to the route that was added last. Of guests it takes none.
    #[must_use]
    pub fn with_file_of(mut self, bytes: usize) -> Self {
        if let Some(route) = self.list.last_mut() {
            route.file = bytes;
        }
        self
    }

    fn add(mut self, method: Method, path: &'static str, door: Door, handler: MethodRouter<Site>) -> Self {
        self.list.push(Route { method, path, door, reads: &[], carries: LARGEST_FORM, file: 0 });
        let guarded = handler.layer(middleware::from_fn_with_state(door, stand_at_the_door));
        Self { router: self.router.route(path, guarded), list: self.list }
    }

    /// The list of routes and the router made of them.
    pub fn into_parts(self) -> (Vec<Route>, Router<Site>) {
        (self.list, self.router)
    }
}

async fn stand_at_the_door(
    State(door): State<Door>,
    cx: Cx,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    door.admit(&cx, request.method())?;
    if door.waits_for_agreement(request.method()) && cx.must_agree() && cx.path() != account::AGREEMENT {
        return Err(Problem::Agree);
    }
    Ok(next.run(request).await)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_in_a_path_is_not_for_the_log() {
        let told = |path| {
            Route { method: Method::GET, path, door: Door::Anyone, reads: &[], carries: 0, file: 0 }.tells_a_secret()
        };
        assert!(told("/users/confirm/{secret}") && told("/works/{id}/key/{key}"));
        assert!(!told("/works/{id}/chapters/{chapter}"));
    }

    #[test]
    fn a_path_goes_to_the_route_that_says_most_of_it() {
        let route = |path| Route { method: Method::GET, path, door: Door::Anyone, reads: &[], carries: 0, file: 0 };
        let paths =
            ["/", "/works", "/works/{id}", "/works/new", "/works/{id}/navigate", "/works/{id}/chapters/{chapter}"];
        let directory = Directory::of(&paths.map(route));
        let cases = [
            ("/works/7", Some("/works/{id}")),
            ("/works/new", Some("/works/new")),
            ("/works/", None),
            ("/works", Some("/works")),
            ("/works/7/other", None),
            ("/works/7/navigate", Some("/works/{id}/navigate")),
            ("/works/7/chapters/8", Some("/works/{id}/chapters/{chapter}")),
            ("/works/7/chapters/8/9", None),
            ("/", Some("/")),
        ];
        for (asked, path) in cases {
            assert_eq!(directory.goes_to(&Method::GET, asked).map(|route| route.path), path, "{asked}");
            assert_eq!(directory.goes_to(&Method::POST, asked), None);
        }
    }
}
