//! What is noted of pages that were shown, off the path of requests: hits of works (HIT-1), what members read (HIST-1), and
//! which files of works they fetched.
//!
//! A hit is one a work, address and day. Addresses are in memory only, as a hash with a salt that goes with the day; what is
//! written down are counts. Readers and places of one member are known to that member alone. The timekeeper writes all of it
//! every few seconds: when the program is killed, so much is lost, and nothing that somebody did by hand.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    mem,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
};

use archive::{
    Chance, Errand, PersonId, Viewer, WorkId,
    reading::{self, Download, Glance, Place},
    works::{self, WorkCard},
};
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, header},
};

use crate::{
    Cx, Site,
    client::{self, Peer, household},
};

/// For whom everything is written.
const CLOCK: Viewer = Viewer::Custodian(Errand::Clock);

/// Visitors of works that are remembered as half of all of a day; older ones go when there are more.
const HALF: usize = 500_000;

/// So much waits to be written and no more: a database that takes no writes must not take all memory.
const MOST: usize = 200_000;

/// The work whose text a page shows, as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shown {
    work: WorkId,
    edition: u64,
    chapters: u64,
}

impl Shown {
    /// Of a work that is open to somebody; of no draft, no hidden work and no mystery.
    pub(crate) fn of(card: &WorkCard) -> Option<Self> {
        let shown = Self { work: card.id, edition: card.edition.number, chapters: card.chapters };
        (card.is_downloadable() && !card.is_own).then_some(shown)
    }
}

/// Who asks for a page that may be a work's.
#[derive(Debug)]
pub(crate) struct Caller {
    cx: Option<Cx>,
    address: IpAddr,
    agent: Option<HeaderValue>,
}

impl Caller {
    /// Whoever asks to see a page below a work's address; nobody who only fetches it in case somebody does.
    pub(crate) fn of(request: &Request, site: &Site, cx: Option<&Cx>) -> Option<Self> {
        let headers = request.headers();
        if request.method() != Method::GET || !request.uri().path().starts_with("/works/") || is_early(headers) {
            return None;
        }
        let Peer(peer) = *request.extensions().get::<Peer>().unwrap_or(&Peer(IpAddr::from([0, 0, 0, 0])));
        let address = household(client::address(peer, headers, &site.settings().trusted_proxies));
        Some(Self { cx: cx.cloned(), address, agent: headers.get(header::USER_AGENT).cloned() })
    }

    /// Whether it is a program that reads for nobody in particular; one that says nothing of itself is.
    fn is_robot(&self) -> bool {
        let agent = self.agent.as_ref().and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        let agent = agent.to_ascii_lowercase();
        agent.is_empty() || ROBOTS.iter().any(|word| agent.contains(word))
    }
}

/// What robots and fetching programs call themselves.
const ROBOTS: [&str; 14] = [
    "bot", "crawl", "spider", "slurp", "curl", "wget", "python", "java/", "http", "headless", "preview", "scrap",
    "fanfic", "libwww",
];

/// Whether a browser fetches a page before anybody asks to see it.
pub(crate) fn is_early(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose", "x-moz"].iter().any(|name| {
        headers.get(*name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("prefetch"))
    })
}

/// Everything that is not written down yet.
#[derive(Debug, Default)]
pub(crate) struct Visits(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    seen: Seen,
    hits: HashMap<WorkId, u64>,
    glances: HashMap<(PersonId, WorkId), Glance>,
    places: HashMap<(PersonId, WorkId), Place>,
    downloads: HashMap<(PersonId, WorkId, &'static str), Download>,
    /// Works whose hits have grown since they were told last, and when that was, in milliseconds since 1970.
    grown: HashSet<WorkId>,
    told_at: i64,
}

/// Who has seen what in a day, by hashes.
#[derive(Debug, Default)]
struct Seen {
    day: Option<i64>,
    salted: DefaultHasher,
    young: HashSet<u64>,
    old: HashSet<u64>,
}

impl Seen {
    /// Begins the day of this moment, with a new salt, if it is another.
    fn turn(&mut self, day: i64, chance: &Chance) {
        if self.day != Some(day) {
            let mut salted = DefaultHasher::new();
            chance.secret().text().hash(&mut salted);
            *self = Self { day: Some(day), salted, ..Self::default() };
        }
    }

    fn key(&self, work: WorkId, address: IpAddr) -> u64 {
        let mut hasher = self.salted.clone();
        (work.number(), address).hash(&mut hasher);
        hasher.finish()
    }

    fn holds(&self, key: u64) -> bool {
        self.young.contains(&key) || self.old.contains(&key)
    }

    fn keep(&mut self, key: u64) {
        if self.young.len() >= HALF {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(key);
    }
}

/// A batch that is to be written.
#[derive(Debug, Clone, Default)]
struct Batch {
    day: i64,
    hits: Vec<(WorkId, u64)>,
    glances: Vec<Glance>,
    places: Vec<Place>,
    downloads: Vec<Download>,
    /// Works whose hits are to be told anew.
    told: Vec<WorkId>,
}

/// How often pages show new numbers of hits, in milliseconds (HIT-1): each time the pages that show them are made anew.
const TELLING: i64 = 30 * 60 * 1000;

impl Visits {
    /// Notes that a work was shown to somebody; nothing of its creators and of robots.
    pub(crate) fn note(&self, site: &Site, shown: Shown, caller: &Caller) {
        if caller.cx.as_ref().is_some_and(|cx| cx.is_tied_to(shown.work)) {
            return;
        }
        let at = site.archive().clock().now().as_millisecond();
        let person = caller.cx.as_ref().and_then(|cx| cx.viewer.person());
        let mut waiting = self.waiting();
        waiting.hit(site.archive().chance(), (shown.work, at), caller);
        if let Some(person) = person.filter(|_| waiting.glances.len() < MOST) {
            let Shown { work, edition, chapters } = shown;
            waiting.glances.insert((person, work), Glance { person, work, edition, chapters, at });
        }
    }

    /// Notes how far somebody has come.
    pub(crate) fn reached(&self, place: Place) {
        let mut waiting = self.waiting();
        let key = (place.person, place.work);
        if waiting.places.len() < MOST || waiting.places.contains_key(&key) {
            waiting.places.insert(key, place);
        }
    }

    /// Notes a file that somebody has fetched.
    pub(crate) fn fetched(&self, download: Download) {
        let mut waiting = self.waiting();
        let key = (download.person, download.work, download.format);
        if waiting.downloads.len() < MOST || waiting.downloads.contains_key(&key) {
            waiting.downloads.insert(key, download);
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes what waits at this time, but for the hashes.
    fn take(&self, now: i64) -> Option<Batch> {
        let mut waiting = self.waiting();
        let is_telling = now - waiting.told_at >= TELLING && !waiting.grown.is_empty();
        if is_telling {
            waiting.told_at = now;
        }
        let batch = Batch {
            day: waiting.seen.day.unwrap_or_default(),
            hits: mem::take(&mut waiting.hits).into_iter().collect(),
            glances: mem::take(&mut waiting.glances).into_values().collect(),
            places: mem::take(&mut waiting.places).into_values().collect(),
            downloads: mem::take(&mut waiting.downloads).into_values().collect(),
            told: if is_telling { mem::take(&mut waiting.grown).into_iter().collect() } else { Vec::new() },
        };
        let is_empty =
            batch.hits.is_empty() && batch.glances.is_empty() && batch.places.is_empty() && batch.downloads.is_empty();
        (!is_empty || is_telling).then_some(batch)
    }

    /// Puts back what could not be written; what came since is newer.
    fn put_back(&self, batch: Batch) {
        let mut waiting = self.waiting();
        waiting.grown.extend(batch.told);
        for (work, count) in batch.hits {
            *waiting.hits.entry(work).or_default() += count;
        }
        for glance in batch.glances {
            waiting.glances.entry((glance.person, glance.work)).or_insert(glance);
        }
        for place in batch.places {
            waiting.places.entry((place.person, place.work)).or_insert(place);
        }
        for download in batch.downloads {
            waiting.downloads.entry((download.person, download.work, download.format)).or_insert(download);
        }
    }
}

impl Waiting {
    fn hit(&mut self, chance: &Chance, (work, at): (WorkId, i64), caller: &Caller) {
        self.seen.turn(works::hit_day(at), chance);
        let key = self.seen.key(work, caller.address);
        // Whether it is a robot is asked of those alone who were not here today.
        if self.seen.holds(key) || caller.is_robot() {
            return;
        }
        self.seen.keep(key);
        if self.hits.len() < MOST || self.hits.contains_key(&work) {
            *self.hits.entry(work).or_default() += 1;
            self.grown.insert(work);
        }
    }
}

/// Writes down what has been noted. Blocks; to be called every second or so, and before the program ends.
pub(crate) fn write_down(site: &Site) -> archive::Result<()> {
    let now = site.archive().clock().now().as_millisecond();
    let Some(batch) = site.visits().take(now) else { return Ok(()) };
    let kept = batch.clone();
    let written = site.archive().write(move |tx| {
        works::count_hits(&CLOCK, tx, batch.day, &batch.hits)?;
        works::tell_hits(&CLOCK, tx, &batch.told)?;
        reading::note(&CLOCK, tx, &batch.glances, &batch.places)?;
        reading::note_downloads(&CLOCK, tx, &batch.downloads)
    });
    let written = written.wait();
    if written.is_err() {
        site.visits().put_back(kept);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(address: [u8; 4], agent: &'static str) -> Caller {
        Caller { cx: None, address: IpAddr::from(address), agent: Some(HeaderValue::from_static(agent)) }
    }

    const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";

    /// The hits of a work after these callers at these hours of the first of November.
    fn hits(callers: &[(u32, Caller)]) -> u64 {
        let (chance, mut waiting, work) = (Chance::seeded(1), Waiting::default(), WorkId::new(7));
        for (hour, caller) in callers {
            let start: jiff::Timestamp = "2026-11-01T00:00:00Z".parse().unwrap();
            waiting.hit(&chance, (work, start.as_millisecond() + i64::from(*hour) * 3_600_000), caller);
        }
        waiting.hits.get(&work).copied().unwrap_or_default()
    }

    #[test]
    fn a_hit_is_one_a_work_address_and_day_that_begins_at_three() {
        let (one, other) = ([192, 0, 2, 1], [192, 0, 2, 2]);
        let at = |hour, address| (hour, caller(address, BROWSER));
        assert_eq!(hits(&[at(4, one), at(5, one), at(23, one), at(26, one)]), 1, "HIT-1");
        assert_eq!(hits(&[at(4, one), at(27, one)]), 2);
        assert_eq!(hits(&[at(2, one), at(3, one)]), 2);
        assert_eq!(hits(&[at(4, one), at(4, other)]), 2);
    }

    #[test]
    fn robots_make_no_hit_and_hinder_none() {
        let one = [192, 0, 2, 1];
        for robot in ["", "curl/8.5", "Mozilla/5.0 (compatible; Googlebot/2.1)", "python-requests/2.3", "FanFicFare"] {
            assert_eq!(hits(&[(4, caller(one, robot))]), 0, "{robot}");
            assert_eq!(hits(&[(4, caller(one, robot)), (4, caller(one, BROWSER))]), 1, "{robot}");
        }
    }

    #[test]
    fn what_could_not_be_written_waits_and_newer_places_win() {
        let visits = Visits::default();
        let place = |paragraph| Place {
            person: PersonId::new(1),
            work: WorkId::new(7),
            chapter: archive::ChapterId::new(9),
            paragraph: Some(paragraph),
            mark: String::new(),
            at: 0,
        };
        visits.reached(place(3));
        visits.waiting().hits.insert(WorkId::new(7), 2);
        let batch = visits.take(0).unwrap();
        assert!(visits.take(0).is_none());
        visits.reached(place(5));
        visits.put_back(batch);
        let again = visits.take(0).unwrap();
        assert_eq!((again.hits, again.places), (vec![(WorkId::new(7), 2)], vec![place(5)]));
    }

    #[test]
    fn who_saw_what_is_forgotten_with_the_day_and_takes_a_bounded_room() {
        let mut seen = Seen::default();
        seen.turn(1, &Chance::seeded(1));
        let key = seen.key(WorkId::new(7), IpAddr::from([192, 0, 2, 1]));
        (0..HALF as u64 * 3).for_each(|key| seen.keep(key));
        assert!(seen.young.len() + seen.old.len() <= HALF * 2);
        seen.turn(2, &Chance::seeded(2));
        assert!(seen.young.is_empty() && seen.old.is_empty());
        assert_ne!(seen.key(WorkId::new(7), IpAddr::from([192, 0, 2, 1])), key, "another day, another salt");
    }
}
