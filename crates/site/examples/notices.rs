//! Measures what following costs: `cargo run --release -p site --example notices -- FOLLOWERS FOLDER`.
//!
//! So many members follow one author. What is told: how long a posting takes before anybody follows and after, how long it takes until
//! all were told, how long a posting takes meanwhile, how many letters a second a mail server on this machine is given, and for how
//! long a deed waits at most while a collection of a thousand mysteries is revealed.

use std::error::Error;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use archive::accounts::{self, NewAccount, Password};
use archive::collections::{self, NewCollection};
use archive::mail::{Carrier, Smtp};
use archive::subscriptions::{Subject, subscribe};
use archive::works::{self, Access, Creators, NewWork, State};
use archive::{Archive, Chance, Clock, DatabasePlace, Settings, Tx, Viewer, notices, people};
use site::{Site, SiteSettings};
use testkit::{Member, story};

/// Members who join in one transaction.
const AT_ONCE: usize = 500;

/// Postings that are timed each time.
const POSTINGS: usize = 20;

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let mut arguments = std::env::args().skip(1);
    let followers: usize = arguments.next().ok_or("how many followers?")?.parse()?;
    let folder = arguments.next().ok_or("in which folder?")?;
    let settings = Settings::with(DatabasePlace::Sqlite(Path::new(&folder).join("archive.sqlite")));
    let archive = Archive::open(&settings, Clock::Real, Chance::seeded(1))?;
    let author = join(&archive, "author", None)?;
    let alone = postings(&archive, author)?;
    for begun in (0..followers).step_by(AT_ONCE) {
        let names: Vec<String> = (begun..followers.min(begun + AT_ONCE)).map(|at| format!("reader_{at:06}")).collect();
        fill(&archive, names, author)?;
    }
    while notices::follow(&archive)? {}
    let followed = postings(&archive, author)?;
    let began = Instant::now();
    while notices::follow(&archive)? {}
    let mut meanwhile = Vec::new();
    while notices::tell_some(&archive)? {
        if meanwhile.len() < POSTINGS {
            meanwhile.push(posting(&archive, author)?);
        }
    }
    let told = began.elapsed();
    let out = &mut std::io::stdout();
    writeln!(out, "Following: {followers} members follow one author (the goal speaks of 50,000)")?;
    line(out, "a posting that nobody follows", alone)?;
    line(out, "a posting that all follow (goal ≤ 50 ms)", followed)?;
    line(out, "a posting while they are told", meanwhile)?;
    let notices = followers * POSTINGS;
    writeln!(out, "   {notices} notices in {:.1} s: {:.0} a second", told.as_secs_f64(), rate(notices, told))?;
    letters(&archive, followers)?;
    reveal(&archive)
}

fn line(out: &mut impl std::io::Write, what: &str, mut times: Vec<Duration>) -> Outcome {
    times.sort_unstable();
    let middle = times.get(times.len() / 2).copied().unwrap_or_default();
    let last = times.last().copied().unwrap_or_default();
    Ok(writeln!(out, "   {what}: p50 {:.2} ms, longest {:.2} ms", ms(middle), ms(last))?)
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn rate(number: usize, time: Duration) -> f64 {
    number as f64 / time.as_secs_f64().max(1e-9)
}

fn join(archive: &Archive, name: &str, follows: Option<Member>) -> Result<Member, Box<dyn Error>> {
    let password = Password::typed("a fool and a cap").hashed(archive.chance())?;
    let address = format!("{name}@example.org").parse()?;
    let new = NewAccount { name: name.to_owned(), address, password, consents: Vec::new() };
    Ok(archive.write(move |tx| enter(tx, &new, follows)).wait()?)
}

fn enter(tx: &Tx<'_>, new: &NewAccount, follows: Option<Member>) -> archive::Result<Member> {
    let id = accounts::open_at_once(tx, new)?;
    if let Some(author) = follows {
        subscribe(&Viewer::Member(id), tx, Subject::Person(author.id))?;
    }
    Ok(Member { id, pseud: people::default_pseud(tx, id)? })
}

/// Lets these join and follow the author. All have one password: hashing is not what is measured.
fn fill(archive: &Archive, names: Vec<String>, author: Member) -> Outcome {
    let password = Password::typed("a fool and a cap").hashed(archive.chance())?;
    let all = names.into_iter().map(|name| {
        let address = format!("{name}@example.org").parse()?;
        Ok(NewAccount { name, address, password: password.clone(), consents: Vec::new() })
    });
    let all = all.collect::<archive::Result<Vec<_>>>()?;
    let deed = move |tx: &Tx<'_>| all.iter().try_for_each(|new| enter(tx, new, Some(author)).map(drop));
    Ok(archive.write(deed).wait()?)
}

fn posting(archive: &Archive, author: Member) -> Result<Duration, Box<dyn Error>> {
    let creators = Creators::Pseuds(vec![author.pseud]);
    let new = NewWork { manuscript: story("Rain", 1), creators, state: State::Posted, access: Access::Everyone };
    let new = new.pack()?;
    let began = Instant::now();
    archive.write(move |tx| works::post(&author.viewer(), tx, &new)).wait()?;
    Ok(began.elapsed())
}

fn postings(archive: &Archive, author: Member) -> Result<Vec<Duration>, Box<dyn Error>> {
    (0..POSTINGS).map(|_| posting(archive, author)).collect()
}

/// Works that are revealed at once.
const MYSTERIES: usize = 1_000;

/// Reveals a collection of mysteries and follows what is new, step by step, as the timekeeper and the herald do.
fn reveal(archive: &Archive) -> Outcome {
    let keeper = join(archive, "keeper", None)?;
    let new = NewCollection {
        name: "mysteries".to_owned(),
        title: "Mysteries".to_owned(),
        is_unrevealed: true,
        ..NewCollection::default()
    };
    archive.write(move |tx| collections::make(&keeper.viewer(), tx, &new).map(drop)).wait()?;
    for _ in 0..MYSTERIES {
        let creators = Creators::Pseuds(vec![keeper.pseud]);
        let new = NewWork { manuscript: story("Fog", 1), creators, state: State::Draft, access: Access::Everyone };
        let new = new.pack()?;
        let deed = move |tx: &Tx<'_>| {
            let work = works::post(&keeper.viewer(), tx, &new)?;
            collections::put_work(&keeper.viewer(), tx, "mysteries", work)?;
            works::publish(&keeper.viewer(), tx, work)
        };
        archive.write(deed).wait()?;
    }
    while notices::follow(archive)? {}
    let began = Instant::now();
    archive.write(move |tx| collections::reveal_all(&keeper.viewer(), tx, "mysteries", (true, false))).wait()?;
    let revealed = steps(|| Ok(archive.write(collections::reveal_some).wait()?))?;
    let took = began.elapsed();
    let followed = steps(|| Ok(notices::follow(archive)?))?;
    let out = &mut std::io::stdout();
    line(out, "a step of a reveal of 1,000 works", revealed)?;
    line(out, "a step of writing down that they are there", followed)?;
    Ok(writeln!(out, "   all of them revealed in {:.2} s", took.as_secs_f64())?)
}

/// Does something as long as there is more of it, and says how long each time took.
fn steps(mut step: impl FnMut() -> Result<bool, Box<dyn Error>>) -> Result<Vec<Duration>, Box<dyn Error>> {
    let mut times = Vec::new();
    loop {
        let began = Instant::now();
        let is_more = step()?;
        times.push(began.elapsed());
        if !is_more {
            return Ok(times);
        }
    }
}

/// Prepares half of the letters for nobody, which is everything but the wire, and sends the others to a mail server that takes all.
fn letters(archive: &Archive, followers: usize) -> Outcome {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let smtp = Smtp { url: format!("smtp://{}", listener.local_addr()?) };
    std::thread::spawn(move || {
        for guest in listener.incoming().flatten() {
            std::thread::spawn(move || take(guest));
        }
    });
    let front = Site::open(archive.clone(), SiteSettings::default())?;
    let from = "archive@example.org";
    let prepared = sent(front.site(), &Carrier::Nobody { from: from.to_owned() }, followers / 2)?;
    let sent = sent(front.site(), &Carrier::server(&smtp, from)?, followers)?;
    let out = &mut std::io::stdout();
    for (what, (sent, took)) in [("prepared (goal ≥ 1,000)", prepared), ("prepared, sent and taken", sent)] {
        let rate = rate(sent, took);
        writeln!(out, "   {sent} letters of {followers} {what} in {:.1} s: {rate:.0} a second", took.as_secs_f64())?;
    }
    Ok(())
}

/// Sends letters until there are none or so many have gone: how many, and in which time.
fn sent(site: &Site, carrier: &Carrier, most: usize) -> Result<(usize, Duration), Box<dyn Error>> {
    let (began, mut sent) = (Instant::now(), 0);
    while sent < most {
        let some = site::send_some(site, carrier)?;
        if some == 0 {
            break;
        }
        sent += some;
    }
    Ok((sent, began.elapsed()))
}

/// A mail server that takes every letter and keeps none.
fn take(mut guest: TcpStream) -> Option<()> {
    let mut lines = BufReader::new(guest.try_clone().ok()?);
    guest.set_nodelay(true).ok()?;
    guest.write_all(b"220 here\r\n").ok()?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.to_ascii_uppercase().starts_with("DATA") {
            guest.write_all(b"354 go on\r\n").ok()?;
            let mut text = String::new();
            while text != ".\r\n" {
                text.clear();
                lines.read_line(&mut text).ok()?;
            }
        }
        guest.write_all(b"250 yes\r\n").ok()?;
    }
}
