//! Somebody who is logged in to the sample archive, over one connection that stays open, as a browser's does.

use std::io::Write as _;
use std::net::TcpStream;

use anyhow::{Context as _, Result, ensure};

use super::web;
use crate::server::Server;

/// Somebody who is logged in, on a connection of their own.
pub struct Member {
    stream: TcpStream,
    host: String,
    /// The header that says who they are, such as `__Host-session=…`.
    pub cookie: String,
    token: String,
}

impl Member {
    /// Logs in to an account of the sample archive, with the password of all, which its server prints.
    pub fn log_in(server: &Server, name: &str, password: &str) -> Result<Self> {
        let mut member = Self::unknown(server)?;
        let head = member.send("POST", "/users/login", &format!("login={name}&password={password}&return_to=/"))?.0;
        let cookie = web::header(&head, "set-cookie").context("logging in gives a cookie")?;
        cookie.split(';').next().unwrap_or_default().clone_into(&mut member.cookie);
        member.with_token()
    }

    /// Somebody whose session was opened without the server.
    pub fn known(server: &Server, secret: &str) -> Result<Self> {
        let mut member = Self::unknown(server)?;
        member.cookie = format!("__Host-session={secret}");
        member.with_token()
    }

    fn unknown(server: &Server) -> Result<Self> {
        let host = server.url.trim_start_matches("http://").to_owned();
        let stream = TcpStream::connect(&host)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, host, cookie: String::new(), token: String::new() })
    }

    /// Reads the secret of their forms.
    fn with_token(mut self) -> Result<Self> {
        let page = self.send("GET", "/works/new", "")?.1;
        let token = page.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        token.context("a member's page holds the secret of its forms")?.clone_into(&mut self.token);
        Ok(self)
    }

    /// Sends a form and says where it leads.
    pub fn post(&mut self, path: &str, form: &str) -> Result<Option<String>> {
        let form = format!("csrf={}&{form}", self.token);
        let (head, _) = self.send("POST", path, &form)?;
        let status = head.split(' ').nth(1).unwrap_or_default();
        ensure!(matches!(status, "303" | "204"), "{path} answered {status}");
        Ok(web::header(&head, "location").map(str::to_owned))
    }

    /// What a hidden field of a form holds.
    pub fn hidden(&mut self, path: &str, field: &str) -> Result<String> {
        let page = self.get(path)?;
        let value = page.split(&format!("name=\"{field}\" value=\"")).nth(1).and_then(|rest| rest.split('"').next());
        Ok(value.with_context(|| format!("{path} has no field {field}"))?.to_owned())
    }

    /// A page, as it is when nothing is packed.
    pub fn get(&mut self, path: &str) -> Result<String> {
        let (head, page) = self.send("GET", path, "")?;
        ensure!(head.split(' ').nth(1) == Some("200"), "{path} answered {}", head.lines().next().unwrap_or_default());
        Ok(page)
    }

    fn send(&mut self, method: &str, path: &str, body: &str) -> Result<(String, String)> {
        let (host, cookie, length) = (&self.host, &self.cookie, body.len());
        let kind = "application/x-www-form-urlencoded";
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nContent-Type: {kind}\r\n\
             Content-Length: {length}\r\n\r\n"
        );
        self.stream.write_all([head.as_bytes(), body.as_bytes()].concat().as_slice())?;
        web::answer(&mut self.stream)
    }
}

/// The form of a work of so many bytes, whose text differs a little each round.
pub fn work_form(deed: &str, bytes: usize, round: usize) -> String {
    let text = text(bytes, round).replace('\n', "%0A").replace(' ', "+");
    format!(
        "deed={deed}&rating=Mature&warnings=No+Archive+Warnings+Apply&fandoms=Lakes&title=A+measure&language=en\
         &expected=1&body={text}"
    )
}

/// Invented words, so many bytes of them.
pub fn text(bytes: usize, round: usize) -> String {
    let words = ["rain", "door", "letter", "candle", "never", "said", "the", "and", "of", "lamp", "window", "stair"];
    let mut text = format!("Round {round}.\n\n");
    let mut state = 7_usize;
    while text.len() < bytes {
        state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345) % 2_147_483_648;
        text.push_str(words.get(state / 65_536 % words.len()).copied().unwrap_or("and"));
        text.push_str(if state.is_multiple_of(61) { ".\n\n" } else { " " });
    }
    text
}
