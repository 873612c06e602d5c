//! A site over the cast's archive, and what a visitor sees of it.

use std::io::Read as _;

use archive::{
    Secret, Tx, WorkId,
    accounts::{self, Lasting},
    works::State,
};
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, Method, StatusCode, header},
};
use manuscript::Manuscript;
use scraper::{Html, Selector};
use site::{Front, Site, SiteSettings};
use testkit::{TestArchive, story};
use tokio::runtime::Runtime;

/// Who visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Nobody in particular.
    Guest,
    /// The author of all works in these tests.
    Ana,
    /// Another member.
    Bo,
    /// A member who has nothing to do with anything.
    Cy,
    /// A member who wrote with ana now and then.
    Wren,
    /// The moderator.
    Kim,
}

impl Who {
    pub const ALL: [Self; 6] = [Self::Guest, Self::Ana, Self::Bo, Self::Cy, Self::Wren, Self::Kim];

    /// The secret of their browser's session.
    fn session(self) -> Option<Secret> {
        match self {
            Self::Guest => None,
            Self::Ana => Some(Secret::shown("ana")),
            Self::Bo => Some(Secret::shown("bo")),
            Self::Cy => Some(Secret::shown("cy")),
            Self::Wren => Some(Secret::shown("wren")),
            Self::Kim => Some(Secret::shown("kim")),
        }
    }

    /// The secret that forms on their pages hold.
    pub fn form_token(self) -> String {
        self.session().map_or_else(String::new, |secret| secret.derived("forms").text().to_owned())
    }
}

/// The site under test.
pub struct TestSite {
    pub ground: TestArchive,
    front: Front,
    runtime: Runtime,
}

impl TestSite {
    pub fn new() -> Self {
        Self::with(SiteSettings::default())
    }

    /// A site that its host runs with these settings.
    pub fn with(settings: SiteSettings) -> Self {
        Self::over(TestArchive::new(), settings)
    }

    /// A site over this archive.
    pub fn over(ground: TestArchive, settings: SiteSettings) -> Self {
        let site = Self::without_index(ground, settings);
        site.site().index().prepare(&site.ground.archive, || false).unwrap();
        site
    }

    /// A site over this archive whose index is not ready.
    pub fn unindexed(ground: TestArchive) -> Self {
        Self::without_index(ground, SiteSettings::default())
    }

    /// A site over this archive that its host runs with these settings, before its index is ready.
    pub fn without_index(ground: TestArchive, settings: SiteSettings) -> Self {
        let cast = ground.cast;
        let all = [
            (Who::Ana, cast.ana),
            (Who::Bo, cast.bo),
            (Who::Cy, cast.cy),
            (Who::Wren, cast.wren),
            (Who::Kim, cast.kim),
        ];
        for (who, member) in all {
            let secret = who.session().unwrap();
            let begin = move |tx: &Tx<'_>| accounts::begin(tx, member.id, &secret, "a test", Lasting::Short);
            ground.archive.write(begin).wait().unwrap();
        }
        let front = Site::open(ground.archive.clone(), settings).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { ground, front, runtime }
    }

    pub fn site(&self) -> &Site {
        self.front.site()
    }

    /// A site with a work by ana of each of these titles, with these additional tags.
    pub fn with_works(works: &[(&str, &[&str])]) -> Self {
        let site = Self::new();
        for (title, additional) in works {
            site.post(tagged(title, additional));
        }
        site
    }

    /// Posts a story by ana for everybody.
    pub fn post(&self, story: Manuscript) -> WorkId {
        self.ground.post(story, State::Posted, false)
    }

    /// Logs somebody in anew, with the same secret as before.
    pub fn log_in(&self, who: Who) {
        let cast = self.ground.cast;
        let person = match who {
            Who::Ana => cast.ana.id,
            Who::Bo => cast.bo.id,
            Who::Cy => cast.cy.id,
            Who::Wren => cast.wren.id,
            Who::Guest | Who::Kim => cast.kim.id,
        };
        self.log_in_as(who, person);
    }

    /// Logs another person in, in this one's browser.
    pub fn log_in_as(&self, who: Who, person: archive::PersonId) {
        let secret = who.session().unwrap();
        self.ground
            .archive
            .write(move |tx| {
                if let Some(member) = accounts::who(tx, &secret)? {
                    accounts::end(&member.viewer(), tx, member.session)?;
                }
                accounts::begin(tx, person, &secret, "a test", Lasting::Short)
            })
            .wait()
            .unwrap();
    }

    /// Does something to the archive that must succeed.
    pub fn write(&self, deed: impl Fn(&Tx<'_>) -> archive::Result<()> + Send + 'static) {
        self.ground.archive.write(deed).wait().unwrap();
    }

    pub fn get(&self, who: Who, path: &str) -> Seen {
        self.send(Self::ask(who, Method::GET, path))
    }

    /// A request as this visitor's browser sends it.
    pub fn ask(who: Who, method: Method, path: &str) -> Request {
        let request = Request::builder().method(method).uri(path);
        let request = match who.session() {
            // As every browser does; what is kept of members' pages is kept packed.
            Some(secret) => request
                .header(header::COOKIE, format!("__Host-session={}", secret.text()))
                .header(header::ACCEPT_ENCODING, "gzip"),
            None => request,
        };
        request.body(Body::empty()).unwrap()
    }

    /// A visitor who has agreed to see adult content.
    pub fn get_agreed(&self, who: Who, path: &str) -> Seen {
        let mut request = Self::ask(who, Method::GET, path);
        request.headers_mut().append(header::COOKIE, "adult=yes".parse().unwrap());
        self.send(request)
    }

    pub fn post_form(&self, path: &str, form: &str) -> Seen {
        self.send(Self::form(Who::Guest, path, form))
    }

    /// Sends a form as this visitor's browser does from a page of ours.
    pub fn submit(&self, who: Who, path: &str, form: &str) -> Seen {
        self.send(Self::form(who, path, &format!("csrf={}&{form}", who.form_token())))
    }

    /// A form as it was typed, without the secret of our pages.
    pub fn form(who: Who, path: &str, form: &str) -> Request {
        let mut request = Self::ask(who, Method::POST, path);
        let kind = "application/x-www-form-urlencoded".parse().unwrap();
        request.headers_mut().insert(header::CONTENT_TYPE, kind);
        *request.body_mut() = Body::from(form.to_owned());
        request
    }

    /// Sends a form with a file, as a browser does.
    pub fn submit_file(&self, who: Who, path: &str, fields: &[(&str, &str)], (name, bytes): (&str, &[u8])) -> Seen {
        self.submit_file_as(who, path, fields, ("file", name, bytes))
    }

    /// The same with a file at this field.
    pub fn submit_file_as(
        &self,
        who: Who,
        path: &str,
        fields: &[(&str, &str)],
        (at, name, bytes): (&str, &str, &[u8]),
    ) -> Seen {
        let (token, mut body) = (who.form_token(), Vec::new());
        for (field, value) in [("csrf", token.as_str())].iter().chain(fields) {
            body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
        }
        let head = format!("--x\r\nContent-Disposition: form-data; name=\"{at}\"; filename=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), bytes, b"\r\n--x--\r\n"].concat());
        let mut request = Self::form(who, path, "");
        request.headers_mut().insert(header::CONTENT_TYPE, "multipart/form-data; boundary=x".parse().unwrap());
        *request.body_mut() = Body::from(body);
        self.send(request)
    }

    pub fn send(&self, request: Request) -> Seen {
        self.runtime.block_on(async {
            let (parts, body) = self.front.answer(request).await.into_parts();
            let bytes = to_bytes(body, 64 << 20).await.unwrap().to_vec();
            Seen { status: parts.status, headers: parts.headers, bytes }
        })
    }
}

/// A story with these additional tags.
pub fn tagged(title: &str, additional: &[&str]) -> Manuscript {
    let additional = additional.iter().map(|name| (*name).to_owned()).collect();
    Manuscript { additional, ..story(title, 1) }
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Seen {
    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The body as text, unpacked.
    pub fn text(&self) -> String {
        if self.header(header::CONTENT_ENCODING) != "gzip" {
            return String::from_utf8(self.bytes.clone()).unwrap();
        }
        let mut text = String::new();
        flate2::read::GzDecoder::new(&*self.bytes).read_to_string(&mut text).unwrap();
        text
    }

    /// The body as text; nothing of what is no text.
    pub fn text_or_nothing(&self) -> String {
        let is_text = self.header(header::CONTENT_TYPE).starts_with("text/");
        if is_text { self.text() } else { String::new() }
    }

    pub fn html(&self) -> Html {
        Html::parse_document(&self.text())
    }

    /// The texts of everything a selector finds, with single spaces.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        let text = |found: scraper::ElementRef<'_>| {
            let all = found.text().collect::<String>();
            all.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        self.html().select(&selector).map(text).collect()
    }

    /// An attribute of everything a selector finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        self.html().select(&selector).filter_map(|found| found.attr(name).map(str::to_owned)).collect()
    }

    pub fn location(&self) -> &str {
        self.header(header::LOCATION)
    }
}
