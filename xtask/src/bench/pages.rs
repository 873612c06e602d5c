//! P1: a chapter page for guests and for a member, compressed, beside nginx handing out the same bytes from a file.
//!
//! nginx runs one worker with the page compressed beforehand (`gzip_static`): the least that any server can do.

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};

use super::member::{Member, work_form};
use super::process::{cpu, megabytes, memory};
use super::shelf::Shelf;
use super::{Bench, web};
use crate::fixtures::Order;
use crate::server::Server;
use crate::{House, need, run};

/// Words of a chapter whose page is about 60 kB.
const WORDS: u64 = 10_000;
/// Rounds of each, taken in turns; the best of each counts, because others' work on the machine only ever slows down.
const ROUNDS: usize = 3;

/// One server under load.
struct Load {
    requests: f64,
    cpu_micros: f64,
    p50: String,
    p99: String,
}

/// A reader who agreed to adult content earlier: asking again in the address would be answered with a fresh cookie.
pub const AGREED: &str = "adult=yes";

/// A guest's page: both servers in turns, and their ratio.
pub fn pages(house: &House, _: &Bench) -> Result<()> {
    let shelf = Shelf::new(house.program("release")?)?;
    shelf.import(&shelf.write("stories", Order { stories: 1, words: WORDS, chapter: WORDS, seed: 1 }, "html")?)?;
    let server = shelf.serve()?;
    let listing = web::get(&server.url, "/works")?;
    let work = web::works(&String::from_utf8_lossy(&listing)).into_iter().next().context("the story was not posted")?;
    let path = chapter(&work, |path| Ok(String::from_utf8_lossy(&web::get(&server.url, path)?).into_owned()))?;
    let page = web::get(&server.url, &format!("{path}?view_adult=true"))?;
    println!("P1 chapter page, guest, {:.0} kB, gzip", page.len() as f64 / 1_000.0);
    let (speed, effort) = beside_nginx(&shelf, &server, &path, AGREED, &page)?;
    println!("   {speed:.2} × its requests (goal ≥ 0.5), {effort:.2} × its CPU (goal ≤ 2)");
    println!("   resident after it: {:.1} MB", megabytes(memory(server.id(), "VmRSS")?));
    Ok(())
}

/// The same page for a member, who is looked up: one who reads, and the one who wrote it, whose page is made anew each time.
pub fn signed_in(house: &House, _: &Bench) -> Result<()> {
    let shelf = Shelf::new(house.program("release")?)?;
    let server = Server::start(&shelf.program, &["--demo"])?;
    let password = server.password()?;
    let mut author = Member::log_in(&server, "ana", &password)?;
    let work = author.post("/works", &work_form("post", WORDS as usize * 6, 0))?.context("a work leads to its page")?;
    let path = chapter(&work, |path| author.get(path))?;
    for (who, name) in [("who reads", "bo_reads"), ("who wrote it", "ana")] {
        let mut member = Member::log_in(&server, name, &password)?;
        let page = member.get(&format!("{path}?view_adult=true"))?;
        println!("Chapter page, a member {who}, {:.0} kB, gzip", page.len() as f64 / 1_000.0);
        let cookies = format!("{}; {AGREED}", member.cookie);
        let (speed, _) = beside_nginx(&shelf, &server, &path, &cookies, page.as_bytes())?;
        println!("   {speed:.2} × its requests (goal ≥ 0.2 for who reads)");
    }
    Ok(())
}

/// Measures both servers in turns, prints them, and says how many times its requests and its CPU ours takes.
fn beside_nginx(shelf: &Shelf, server: &Server, path: &str, cookies: &str, page: &[u8]) -> Result<(f64, f64)> {
    let peer = Nginx::start(shelf, page)?;
    let (mut own, mut other) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        own.push(load(&format!("{}{path}", server.url), cookies, server.id())?);
        other.push(load(&peer.url, cookies, peer.worker()?)?);
    }
    let (own, other) = (best(own)?, best(other)?);
    print("foolscap", &own);
    print("nginx", &other);
    Ok((own.requests / other.requests, own.cpu_micros / other.cpu_micros))
}

fn print(name: &str, load: &Load) {
    let Load { requests, cpu_micros, p50, p99 } = load;
    println!("   {name:<10} {requests:>9.0} requests/s, {cpu_micros:>6.1} µs CPU each, p50 {p50}, p99 {p99}");
}

/// The address of the only chapter of a work, by its index.
fn chapter(work: &str, mut get: impl FnMut(&str) -> Result<String>) -> Result<String> {
    let index = get(&format!("{work}/navigate?view_adult=true"))?;
    let chapter = web::link(&index, &format!("{work}/chapters/"), "").context("the work has no chapters")?;
    Ok(chapter.split(['?', '#']).next().unwrap_or(chapter).to_owned())
}

/// How many times a second guests get a page.
pub fn requests(url: &str, id: u32) -> Result<f64> {
    Ok(load(url, AGREED, id)?.requests)
}

fn load(url: &str, cookies: &str, id: u32) -> Result<Load> {
    let wrk = need::program(("wrk", &["wrk"]))?;
    let before = cpu(id)?;
    let mut command = Command::new(wrk);
    let cookies = format!("Cookie: {cookies}");
    command.args(["-t1", "-c16", "-d4s", "--latency", "-H", "Accept-Encoding: gzip", "-H", &cookies, url]);
    let said = run::capture(&mut command)?;
    let spent = cpu(id)?.saturating_sub(before);
    read(&said, spent).with_context(|| format!("wrk printed what it never did:\n{said}"))
}

fn read(said: &str, spent: Duration) -> Option<Load> {
    let after =
        |key: &str| said.lines().find_map(|line| line.trim().strip_prefix(key)).map(|rest| rest.trim().to_owned());
    let total = said
        .lines()
        .find_map(|line| line.split_once(" requests in"))
        .and_then(|(count, _)| count.trim().parse::<f64>().ok())?;
    let requests = after("Requests/sec:")?.parse().ok()?;
    Some(Load { requests, cpu_micros: spent.as_secs_f64() * 1e6 / total, p50: after("50%")?, p99: after("99%")? })
}

fn best(loads: Vec<Load>) -> Result<Load> {
    loads.into_iter().max_by(|a, b| a.requests.total_cmp(&b.requests)).context("nothing was measured")
}

/// nginx with one page.
struct Nginx {
    master: Child,
    url: String,
}

impl Nginx {
    fn start(shelf: &Shelf, page: &[u8]) -> Result<Self> {
        let nginx = need::program(("nginx", &["nginx-light"]))?;
        let dir = shelf.path("nginx");
        fs::create_dir_all(&dir)?;
        fs::write(dir.join("page.html"), page)?;
        let mut gz = GzEncoder::new(fs::File::create(dir.join("page.html.gz"))?, Compression::best());
        gz.write_all(page)?;
        gz.finish()?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let dir = dir.display();
        let config = format!(
            "user root;\nworker_processes 1;\ndaemon off;\npid {dir}/pid;\nerror_log {dir}/log;\nevents {{}}\nhttp {{ access_log off; \
             default_type text/html; keepalive_requests 1000000; server {{ listen 127.0.0.1:{port}; root {dir}; gzip_static on; }} }}\n"
        );
        fs::write(shelf.path("nginx/nginx.conf"), config)?;
        let mut command = Command::new(nginx);
        command.arg("-c").arg(shelf.path("nginx/nginx.conf")).stdout(Stdio::null()).stderr(Stdio::null());
        let master = command.spawn().context("cannot start nginx")?;
        let own = Self { master, url: format!("http://127.0.0.1:{port}/page.html") };
        std::thread::sleep(Duration::from_millis(500));
        Ok(own)
    }

    /// The process that answers.
    fn worker(&self) -> Result<u32> {
        let id = self.master.id();
        let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children"))?;
        children.split_whitespace().next().and_then(|id| id.parse().ok()).context("nginx has no worker")
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // The master must end its worker, so it is asked and not killed.
        Command::new("kill").arg(self.master.id().to_string()).status().ok();
        self.master.wait().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_wrk_prints_is_read() {
        let said = "  Latency Distribution\n     50%    1.10ms\n     99%    3.00ms\n  4000 requests in 4.00s, 9.00MB read\nRequests/sec:   1000.50\n";
        let load = read(said, Duration::from_millis(40)).unwrap();
        assert_eq!((load.requests, load.cpu_micros), (1000.5, 10.0));
        assert_eq!((load.p50.as_str(), load.p99.as_str()), ("1.10ms", "3.00ms"));
        assert!(read("unable to connect", Duration::ZERO).is_none());
    }
}
