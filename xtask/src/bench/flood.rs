//! Whether a flood of log-ins makes readers wait. Guests read at an even pace, first alone, then while log-ins come
//! many times faster than passwords can be hashed.
//!
//! Every log-in has another name and, by the header of a trusted proxy, another address, so that no patience with one of
//! them ends it. The flood and the guests are paced, not as fast as they can: what is measured is the archive's waiting,
//! not the machine's.

use std::fs;
use std::io::Write as _;
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use super::process::{ms, percentile};
use super::shelf::Shelf;
use super::{Bench, web};
use crate::House;
use crate::fixtures::Order;

/// How long each half of a round is measured.
const SPAN: Duration = Duration::from_secs(5);
/// Rounds; the two halves take turns, so that whatever else the machine does meets both.
const ROUNDS: u32 = 3;
/// Guests' connections, and the time from one request of each to its next.
const GUESTS: (usize, Duration) = (4, Duration::from_millis(10));
/// The flood's. One core hashes about forty passwords a second and forty more may wait: the others are sent away and come again.
const FLOOD: (usize, Duration) = (100, Duration::from_millis(50));

/// Measures guests without and with the flood and prints the ratio of their p99.
pub fn flood(house: &House, _: &Bench) -> Result<()> {
    let shelf = Shelf::new(house.program("release")?)?;
    shelf.import(&shelf.write("stories", Order { stories: 30, words: 2_000, chapter: 2_000, seed: 1 }, "html")?)?;
    fs::write(shelf.data().join("foolscap.toml"), "trusted_proxies = [\"127.0.0.1\"]\n")?;
    let server = shelf.serve()?;
    let work = Shelf::works(&server)?.into_iter().next().context("no story was posted")?;
    let pages = ["/".to_owned(), "/works".to_owned(), format!("{work}/navigate?view_adult=true")];
    let host = server.url.trim_start_matches("http://");
    let (mut calm, mut rough, tries) = (Vec::new(), Vec::new(), AtomicU64::new(0));
    for _ in 0..ROUNDS {
        calm.extend(guests(host, &pages)?);
        rough.extend(flooded(host, &pages, &tries)?);
    }
    let a_second = tries.load(Ordering::Relaxed) as f64 / (SPAN * ROUNDS).as_secs_f64();
    println!(
        "A flood of log-ins, {a_second:.0} a second from as many addresses, beside {} guests' requests",
        calm.len()
    );
    print("guests alone", &mut calm);
    print("guests in the flood", &mut rough);
    let times = ms(percentile(&mut rough, 99)) / ms(percentile(&mut calm, 99));
    println!("   p99 {times:.2} × (goal ≤ 2)");
    Ok(())
}

/// What guests wait while others try to log in.
fn flooded(host: &str, pages: &[String], tries: &AtomicU64) -> Result<Vec<Duration>> {
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for one in 0..FLOOD.0 {
            let over = &over;
            scope.spawn(move || log_ins(host, one, over, tries));
        }
        let times = guests(host, pages);
        over.store(true, Ordering::Relaxed);
        times
    })
}

fn print(name: &str, times: &mut [Duration]) {
    println!("   {name:<20} p50 {:>6.2} ms, p99 {:>6.2} ms", ms(percentile(times, 50)), ms(percentile(times, 99)));
}

/// What guests wait, each on a connection of their own.
fn guests(host: &str, pages: &[String]) -> Result<Vec<Duration>> {
    let (count, pace) = GUESTS;
    let all: Vec<Result<Vec<Duration>>> = std::thread::scope(|scope| {
        let readers = (0..count).map(|one| scope.spawn(move || reads(host, pages, (turn(one, count, pace), pace))));
        let readers: Vec<_> = readers.collect();
        readers.into_iter().filter_map(|reader| reader.join().ok()).collect()
    });
    Ok(all.into_iter().collect::<Result<Vec<_>>>()?.concat())
}

/// When one of many begins, so that they come one after the other and not all at once.
fn turn(one: usize, count: usize, pace: Duration) -> Duration {
    pace * one as u32 / count as u32
}

fn reads(host: &str, pages: &[String], (turn, pace): (Duration, Duration)) -> Result<Vec<Duration>> {
    let mut stream = connected(host)?;
    std::thread::sleep(turn);
    let began = Instant::now();
    let mut times = Vec::new();
    for page in pages.iter().cycle().take_while(|_| began.elapsed() < SPAN) {
        let start = Instant::now();
        let ask = format!("GET {page} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n");
        ensure!(status(&mut stream, &ask)? == "200", "{page} was not given to a guest");
        times.push(start.elapsed());
        std::thread::sleep(pace.saturating_sub(start.elapsed()));
    }
    Ok(times)
}

/// Logs in wrongly, again and again. What the archive says does not matter; a connection that it ends is made anew.
fn log_ins(host: &str, one: usize, over: &AtomicBool, tries: &AtomicU64) {
    let mut stream = connected(host).ok();
    std::thread::sleep(turn(one, FLOOD.0, FLOOD.1));
    while !over.load(Ordering::Relaxed) {
        let start = Instant::now();
        let number = tries.fetch_add(1, Ordering::Relaxed);
        let from = format!("10.{}.{}.{}", number / 65_536 % 256, number / 256 % 256, number % 256);
        let body = format!("login=nobody{one}x{number}&password=wrong+and+long&return_to=/");
        let ask = format!(
            "POST /users/login HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-For: {from}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let heard = stream.as_mut().is_some_and(|stream| status(stream, &ask).is_ok());
        if !heard {
            stream = connected(host).ok();
        }
        std::thread::sleep(FLOOD.1.saturating_sub(start.elapsed()));
    }
}

fn connected(host: &str) -> Result<TcpStream> {
    let stream = TcpStream::connect(host)?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Sends a request, reads the whole answer and says its status.
fn status(stream: &mut TcpStream, ask: &str) -> Result<String> {
    stream.write_all(ask.as_bytes())?;
    let (head, _) = web::answer(stream)?;
    Ok(head.split(' ').nth(1).unwrap_or_default().to_owned())
}
