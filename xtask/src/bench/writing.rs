//! P11: what an author waits for: a chapter of 100 kB saved, and what is typed kept, beside a plain write of the same bytes.
//!
//! Over one connection that stays open, as a browser's does, by a member who is logged in, in the sample archive.

use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::process::{ms, percentile};
use super::{Bench, web};
use crate::House;
use crate::server::Server;

/// So often each is done.
const ROUNDS: usize = 200;

/// Bytes of a chapter.
const BYTES: usize = 100_000;

/// Measures both and prints them beside the disk.
pub fn writing(house: &House, _: &Bench) -> Result<()> {
    let server = Server::start(&house.program("release")?, &["--demo"])?;
    let mut author = Author::log_in(&server)?;
    let chapter = author.post("/works", &work("draft", 0))?;
    let chapter = chapter.context("a posted work leads to its page")?;
    let mut saved = Vec::new();
    for round in 0..ROUNDS {
        let form = format!("{}&base={}", work("draft", round + 1), round + 1);
        saved.push(timed(|| author.post(&chapter, &form))?);
    }
    let typed = format!("place=/works&typed={}", text(7).replace(' ', "+"));
    let mut kept = Vec::new();
    for _ in 0..ROUNDS {
        kept.push(timed(|| author.post("/works/drafts/autosave", &typed))?);
    }
    let folder = tempfile::tempdir()?;
    let mut disk = Vec::new();
    for round in 0..ROUNDS {
        disk.push(timed(|| plain(&folder.path().join(round.to_string())))?);
    }
    println!("P11 writing, {} kB, a member, one connection", BYTES / 1_000);
    print("a chapter saved (goal ≤ 30 ms p50)", &mut saved);
    print("what is typed kept (goal ≤ 5 ms p50)", &mut kept);
    print("a plain write and fsync", &mut disk);
    Ok(())
}

fn print(name: &str, times: &mut [Duration]) {
    println!("   {name:<38} p50 {:>6.2} ms, p99 {:>6.2} ms", ms(percentile(times, 50)), ms(percentile(times, 99)));
}

fn timed<T>(deed: impl FnOnce() -> Result<T>) -> Result<Duration> {
    let began = Instant::now();
    deed()?;
    Ok(began.elapsed())
}

fn plain(path: &std::path::Path) -> Result<()> {
    let mut file = File::create(path)?;
    file.write_all(text(3).as_bytes())?;
    Ok(file.sync_all()?)
}

/// The form of a work whose text differs a little each round.
fn work(deed: &str, round: usize) -> String {
    let text = text(round).replace('\n', "%0A").replace(' ', "+");
    format!(
        "deed={deed}&rating=Mature&warnings=No+Archive+Warnings+Apply&fandoms=Lakes&title=A+measure&language=en\
         &expected=1&body={text}"
    )
}

fn text(round: usize) -> String {
    let words = ["rain", "door", "letter", "candle", "never", "said", "the", "and", "of", "lamp", "window", "stair"];
    let mut text = format!("Round {round}.\n\n");
    let mut state = 7_usize;
    while text.len() < BYTES {
        state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345) % 2_147_483_648;
        text.push_str(words.get(state / 65_536 % words.len()).copied().unwrap_or("and"));
        text.push_str(if state.is_multiple_of(61) { ".\n\n" } else { " " });
    }
    text
}

/// Somebody who is logged in, on a connection of their own.
struct Author {
    stream: TcpStream,
    host: String,
    cookie: String,
    token: String,
}

impl Author {
    fn log_in(server: &Server) -> Result<Self> {
        let line = server.line("password ").context("the sample archive prints its password")?;
        let password = line.rsplit("password ").next().unwrap_or_default().trim_end_matches(')').to_owned();
        let host = server.url.trim_start_matches("http://").to_owned();
        let stream = TcpStream::connect(&host)?;
        stream.set_nodelay(true)?;
        let mut author = Self { stream, host, cookie: String::new(), token: String::new() };
        let head = author.send("POST", "/users/login", &format!("login=ana&password={password}&return_to=/"))?.0;
        let cookie = header(&head, "set-cookie").context("logging in gives a cookie")?;
        cookie.split(';').next().unwrap_or_default().clone_into(&mut author.cookie);
        let page = author.send("GET", "/works/new", "")?.1;
        let token = page.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        token.context("a member's page holds the secret of its forms")?.clone_into(&mut author.token);
        Ok(author)
    }

    /// Sends a form and says where it leads.
    fn post(&mut self, path: &str, form: &str) -> Result<Option<String>> {
        let form = format!("csrf={}&{form}", self.token);
        let (head, _) = self.send("POST", path, &form)?;
        let status = head.split(' ').nth(1).unwrap_or_default();
        ensure!(matches!(status, "303" | "204"), "{path} answered {status}");
        Ok(header(&head, "location").map(str::to_owned))
    }

    fn send(&mut self, method: &str, path: &str, body: &str) -> Result<(String, String)> {
        let (host, cookie, length) = (&self.host, &self.cookie, body.len());
        let kind = "application/x-www-form-urlencoded";
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nContent-Type: {kind}\r\n\
             Content-Length: {length}\r\n\r\n"
        );
        self.stream.write_all([head.as_bytes(), body.as_bytes()].concat().as_slice())?;
        self.answer()
    }

    fn answer(&mut self) -> Result<(String, String)> {
        let (mut seen, mut buffer) = (Vec::new(), vec![0; 65_536]);
        loop {
            let count = self.stream.read(&mut buffer)?;
            ensure!(count > 0, "the server hung up");
            seen.extend_from_slice(buffer.get(..count).unwrap_or_default());
            let Some((head, body)) = web::parted(&seen) else { continue };
            let length = header(head, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            if body.len() >= length {
                return Ok((head.to_owned(), String::from_utf8_lossy(body).into_owned()));
            }
        }
    }
}

fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}
