//! A browser that somebody is logged in with: it keeps its cookies and sends its pages' forms.

use std::collections::BTreeMap;

use archive::{
    Errand, PersonId, Secret, Viewer,
    accounts::{self, NewAccount, Password},
    mail::{self, Letter},
};
use axum::{
    body::Body,
    extract::Request,
    http::{Method, header},
};

use crate::visit::{Seen, TestSite, Who};

/// The password of [`account`], as a form sends it.
pub const PASSWORD: &str = "a+fool+%26+a+cap%0D%00";

/// [`PASSWORD`] as it is typed.
pub const TYPED: &str = "a fool & a cap\r\0";

/// Makes an open account of this name.
pub fn account(site: &TestSite, name: &'static str) -> PersonId {
    let archive = &site.ground.archive;
    let password = Password::typed(TYPED).hashed(archive.chance()).unwrap();
    let address = format!("{name}@example.org").parse().unwrap();
    let new = NewAccount { name: name.to_owned(), address, password, consents: Vec::new() };
    archive.write(move |tx| accounts::open_at_once(tx, &new)).wait().unwrap()
}

/// Takes all letters that are due.
pub fn letters(site: &TestSite) -> Vec<Letter> {
    let post = Viewer::Custodian(Errand::Mail);
    let claim = move |tx: &archive::Tx<'_>| {
        let letters = mail::claim(&post, tx, 50)?;
        letters.iter().try_for_each(|letter| mail::sent(&post, tx, letter.id))?;
        Ok(letters)
    };
    site.ground.archive.write(claim).wait().unwrap()
}

/// A browser with its cookies.
#[derive(Debug, Default, Clone)]
pub struct Browser {
    cookies: BTreeMap<String, String>,
}

impl Browser {
    /// Logs in to an account made by [`account`].
    pub fn logged_in(site: &TestSite, name: &str) -> Self {
        let mut browser = Self::default();
        let answer = browser.log_in(site, name, PASSWORD);
        assert!(browser.cookies.contains_key("__Host-session"), "{} {}", answer.status, answer.text());
        browser
    }

    pub fn log_in(&mut self, site: &TestSite, name: &str, password: &str) -> Seen {
        self.submit(site, "/users/login", &format!("login={name}&password={password}&return_to=%2F"))
    }

    pub fn get(&mut self, site: &TestSite, path: &str) -> Seen {
        let request = TestSite::ask(Who::Guest, Method::GET, path);
        self.send(site, request)
    }

    /// Sends a form with the secret that this browser's pages hold.
    pub fn submit(&mut self, site: &TestSite, path: &str, form: &str) -> Seen {
        let request = TestSite::form(Who::Guest, path, &format!("csrf={}&{form}", self.form_token()));
        self.send(site, request)
    }

    pub fn form_token(&self) -> String {
        let session = self.cookies.get("__Host-session");
        session.map_or_else(String::new, |secret| Secret::shown(secret.as_str()).derived("forms").text().to_owned())
    }

    pub fn send(&mut self, site: &TestSite, mut request: Request<Body>) -> Seen {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        let answer = site.send(request);
        for line in answer.headers.get_all(header::SET_COOKIE) {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }

    /// Whether this browser keeps a cookie that is worth something.
    pub fn has(&self, cookie: &str) -> bool {
        self.cookies.get(cookie).is_some_and(|value| !value.is_empty())
    }

    /// Whether this browser's pages know somebody.
    pub fn is_known(&mut self, site: &TestSite) -> bool {
        !self.get(site, "/").attributes(".main-nav form[action='/users/logout']", "method").is_empty()
    }
}
