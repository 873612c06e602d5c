//! What all requests share: the archive, the host's settings, the catalogues, the files, the open sessions.

use std::{
    num::NonZero,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use archive::{Archive, WorkId, accounts::Place, people, policies::Policy, search::Index};
use axum::http::Method;
use tokio::sync::Semaphore;

use crate::{
    Front, Messages, Net, Parameter, Route,
    account::{hashing::Hashers, misses::Misses, place},
    familiar::Familiar,
    freshness::{Freshness, Moment},
    hosting::LogChecked,
    messages::BadCatalogue,
    room::Rooms,
    routes::{Directory, LARGEST_FORM},
    site_map,
    statics::Statics,
    throttle::Throttle,
    visits::Visits,
    welcome,
};

/// What a host decides about the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteSettings {
    /// The archive's name, on every page and in every file it gives.
    pub name: String,
    /// One sentence about the archive, on its first page; empty for the built-in one.
    pub tagline: String,
    /// The address visitors use, without a slash at the end: `https://archive.example`.
    pub address: String,
    /// A folder of message catalogues (`LOCALE/*.ftl`) beside the built-in ones.
    pub locales: Option<PathBuf>,
    /// A folder in which the index of tags and words is kept; without one it is made anew at every start.
    pub index: Option<PathBuf>,
    /// Bytes of ready pages to keep for guests.
    pub page_cache: usize,
    /// Names that nobody takes by themselves, for an account or to write under (USER-1).
    pub forbidden_names: Vec<String>,
    /// How the archive is run as long as its owner has decided nothing on the page of settings.
    pub policy: Policy,
    /// The host's terms; the built-in ones when there are none.
    pub terms: Option<Notice>,
    /// The host's privacy notice; the built-in one when there is none.
    pub privacy: Option<Notice>,
    /// Whether roles count only for those who have shown a second factor or a passkey.
    pub roles_need_second_factor: bool,
    /// Proxies whose word on where a request comes from is believed (R16).
    pub trusted_proxies: Vec<Net>,
}

/// A notice of the host's: its parts, each a heading in plain text, perhaps empty, and clean HTML.
pub type Notice = Vec<(String, String)>;

impl SiteSettings {
    /// Whether visitors come over plain HTTP from other machines, so that cookies cannot be kept for TLS alone.
    pub fn is_plain_http(&self) -> bool {
        self.address.starts_with("http://") && !self.is_on_this_machine()
    }

    /// Whether visitors come from this machine only.
    pub fn is_on_this_machine(&self) -> bool {
        let host = self.address.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
        let name = host.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map_or(host, |(name, _)| name);
        name == "localhost" || name.starts_with("127.") || name == "[::1]"
    }
}

impl Default for SiteSettings {
    fn default() -> Self {
        Self {
            name: "Foolscap".to_owned(),
            tagline: String::new(),
            address: "http://127.0.0.1:8642".to_owned(),
            locales: None,
            index: None,
            page_cache: 64 * 1024 * 1024,
            forbidden_names: people::FORBIDDEN.iter().map(|name| (*name).to_owned()).collect(),
            policy: Policy::default(),
            terms: None,
            privacy: None,
            roles_need_second_factor: false,
            trusted_proxies: Vec::new(),
        }
    }
}

/// A site cannot be put together.
#[derive(Debug, thiserror::Error)]
pub enum CannotOpen {
    /// A message catalogue is wrong.
    #[error(transparent)]
    Catalogue(#[from] BadCatalogue),
    /// The static files could not be packed.
    #[error("the style sheet and script cannot be packed: {0}")]
    Statics(#[from] std::io::Error),
}

/// So many people may take everything of their own away at a time.
const PACKERS: usize = 8;

/// An archive with everything its pages need. Cloning it is cheap.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

struct Inner {
    archive: Archive,
    index: Arc<Index>,
    settings: SiteSettings,
    messages: Messages,
    statics: &'static Statics,
    routes: Vec<Route>,
    directory: Directory,
    incidents: AtomicU64,
    freshness: Freshness,
    familiar: Familiar,
    writers: Arc<Semaphore>,
    packers: Arc<Semaphore>,
    hashers: Hashers,
    misses: Misses,
    throttle: Throttle,
    passkeys: Option<Place>,
    log_checked: LogChecked,
    rooms: Rooms,
    visits: Visits,
}

impl Site {
    /// Puts the pages of an archive together, behind their front desk.
    pub fn open(archive: Archive, settings: SiteSettings) -> Result<Front, CannotOpen> {
        let (routes, pages) = site_map().into_parts();
        let site = Self::with(archive, settings, routes)?;
        let pages = welcome::around(pages, &site).with_state(site.clone());
        let page_cache = site.settings().page_cache;
        Ok(Front::new(site, pages, page_cache))
    }

    /// What the pages need that these routes lead to, without the pages: a test of what needs none compiles none.
    pub(crate) fn with(archive: Archive, settings: SiteSettings, routes: Vec<Route>) -> Result<Self, CannotOpen> {
        let messages = match &settings.locales {
            Some(folder) => Messages::with_folder(folder)?,
            None => Messages::english()?,
        };
        let directory = Directory::of(&routes);
        let (statics, incidents) = (Statics::compiled_in()?, AtomicU64::new(0));
        let passkeys = place::of(&settings);
        let (freshness, writers) = (Freshness::new(), thread::available_parallelism().map_or(1, NonZero::get));
        let (writers, hashers, throttle) = (Arc::new(Semaphore::new(writers)), Hashers::new(), Throttle::new());
        let index = Arc::new(Index::new(settings.index.clone()));
        let inner = Inner {
            archive,
            index,
            settings,
            messages,
            statics,
            routes,
            directory,
            incidents,
            freshness,
            familiar: Familiar::new(),
            writers,
            packers: Arc::new(Semaphore::new(PACKERS)),
            hashers,
            misses: Misses::default(),
            throttle,
            passkeys,
            log_checked: LogChecked::default(),
            rooms: Rooms::new(),
            visits: Visits::default(),
        };
        Ok(Self(Arc::new(inner)))
    }

    /// The archive.
    pub fn archive(&self) -> &Archive {
        &self.0.archive
    }

    /// What finds works, once it is ready.
    pub fn index(&self) -> &Arc<Index> {
        &self.0.index
    }

    /// What the host decided.
    pub fn settings(&self) -> &SiteSettings {
        &self.0.settings
    }

    /// Every route with its door.
    pub fn routes(&self) -> &[Route] {
        &self.0.routes
    }

    /// The parameters that the route of a request reads; none where there is no route.
    pub(crate) fn reads(&self, method: &Method, path: &str) -> &'static [Parameter] {
        let method = if method == Method::HEAD { &Method::GET } else { method };
        self.goes_to(method, path).map_or(&[], |route| route.reads)
    }

    /// How many bytes a request's body may have; files only from somebody who is logged in.
    pub(crate) fn carries(&self, method: &Method, path: &str, is_guest: bool) -> usize {
        let bytes = |route: &Route| route.carries + if is_guest { 0 } else { route.file };
        self.goes_to(method, path).map_or(LARGEST_FORM, bytes)
    }

    /// The route that a request goes to.
    fn goes_to(&self, method: &Method, path: &str) -> Option<&Route> {
        self.0.directory.goes_to(method, path)
    }

    /// What the log says of a path: the path, unless a secret stands in it.
    pub(crate) fn logged<'p>(&self, method: &Method, path: &'p str) -> &'p str {
        match self.goes_to(method, path) {
            Some(route) if route.tells_a_secret() => route.path,
            _ => path,
        }
    }

    pub(crate) fn messages(&self) -> &Messages {
        &self.0.messages
    }

    pub(crate) fn statics(&self) -> &Statics {
        self.0.statics
    }

    /// Seats for those who write files: one a processor, so that many downloads take turns and not all the memory.
    pub(crate) fn writers(&self) -> Arc<Semaphore> {
        Arc::clone(&self.0.writers)
    }

    /// Seats for those who take everything of their own away: each holds a thread for as long as it is fetched.
    pub(crate) fn packers(&self) -> Arc<Semaphore> {
        Arc::clone(&self.0.packers)
    }

    /// The seat of whoever hashes a password: one at a time, because it costs what a hundred pages cost.
    pub(crate) fn hashers(&self) -> &Hashers {
        &self.0.hashers
    }

    /// Wrong passwords that are not written down yet.
    pub(crate) fn misses(&self) -> &Misses {
        &self.0.misses
    }

    /// Up to where the log was found well.
    pub(crate) fn log_checked(&self) -> &LogChecked {
        &self.0.log_checked
    }

    /// What was shown and is not written down yet.
    pub(crate) fn visits(&self) -> &Visits {
        &self.0.visits
    }

    /// Room for what is sent.
    pub(crate) fn rooms(&self) -> &Rooms {
        &self.0.rooms
    }

    /// How often what was tried.
    pub(crate) fn throttle(&self) -> &Throttle {
        &self.0.throttle
    }

    /// The members who were seen lately.
    pub(crate) fn familiar(&self) -> &Familiar {
        &self.0.familiar
    }

    /// Where passkeys are good; nowhere when browsers would refuse to make one for this site's address.
    pub(crate) fn passkeys(&self) -> Option<&Place> {
        self.0.passkeys.as_ref()
    }

    /// The state of the archive, to keep pages under; nothing when it cannot be told.
    pub(crate) async fn moment(&self) -> Option<Moment> {
        self.0.freshness.moment(self.archive()).await
    }

    /// Whether what was made of one state, perhaps about a work, is the same now.
    pub(crate) fn is_still(&self, made: Moment, now: Moment, about: Option<WorkId>) -> bool {
        self.0.freshness.is_still(made, now, about)
    }

    /// The archive's version, which no talk at a work changes; nothing when it cannot be told.
    pub(crate) async fn version(&self) -> Option<u64> {
        self.moment().await.map(|moment| moment.version)
    }

    /// A short number, unique in the log: the time and a count, in digits that are easy to read out.
    pub(crate) fn next_incident(&self) -> String {
        let seconds = self.archive().clock().now().as_second();
        let count = self.0.incidents.fetch_add(1, Ordering::Relaxed);
        format!("{seconds:X}-{count}")
    }
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Site").field(&self.0.settings.name).finish()
    }
}
