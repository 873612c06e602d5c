//! Everything of one's own, to take away: the page that offers it, and the ZIP that goes out while it is made.
//!
//! Who asks proves once more who they are (ASVS 7.5). The ZIP is written on a thread of its own, as fast as it is taken,
//! and no faster: neither a slow visitor nor a large account takes more memory than one work does.

mod files;
mod pack;

use std::{
    io::{self, BufWriter, Write},
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use archive::{
    Slip,
    accounts::{self, Event, Password},
};
use askama::Template;
use axum::{
    body::{Body, Bytes},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use hyper::body::{Body as HttpBody, Frame};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use tokio::sync::mpsc;

pub use pack::{CannotPack, House, pack};

use crate::{
    Answer, Cx, Door, Page, Problem, Routes,
    account::{is_own, own},
    form::{Fields, Form, FromFields, Slips},
    path::At,
    sheet::Reach,
    throttle::Rule,
};

/// How often somebody may take everything away.
const TAKING: Rule = Rule { what: "belongings", most: 5, per: Duration::from_hours(1) };

/// How long it may take to fetch: after that the seat is another's.
const LONGEST: SignedDuration = SignedDuration::from_hours(2);

/// Bytes that go out at once, and how many such portions may wait for the visitor.
const PORTION: usize = 64 * 1024;
const WAITING: usize = 4;

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/users/{name}/belongings", Door::Members, show)
        // Who may not write here any more may still take along what is theirs.
        .post("/users/{name}/belongings", Door::Account, create)
}

#[derive(Template)]
#[template(path = "belongings/show.html")]
struct BelongingsPage<'a> {
    cx: &'a Cx,
    name: &'a str,
    slips: &'a Slips,
}

/// What the form sends.
#[derive(Debug)]
struct Proof(Password);

impl FromFields for Proof {
    fn read(fields: &Fields) -> Self {
        Self(Password::typed(fields.raw("current")))
    }
}

async fn show(cx: Cx, At(name): At<String>) -> Answer {
    page(&cx, &own(&cx, &name)?.name, &Slips::none())
}

async fn create(cx: Cx, At(name): At<String>, Form(Proof(password)): Form<Proof>) -> Answer {
    let (member, mut slips) = (own(&cx, &name)?, Slips::none());
    if !is_own(&cx, password).await? {
        slips.add("current", Slip::WrongPassword);
        return page(&cx, &member.name, &slips);
    }
    cx.site().throttle().pass(TAKING, &member.person.to_string(), cx.now())?;
    let seat = cx.site().packers().try_acquire_owned().map_err(|_| Problem::Busy)?;

    let person = member.person;
    cx.archive().write(move |tx| accounts::note_event(tx, Some(person), Event::TookAlong)).await?;
    let day = TimeZone::UTC.to_datetime(cx.now()).date();
    let name = format!("{}-{day}.zip", member.name);
    let (send, take) = mpsc::channel(WAITING);
    tokio::task::spawn_blocking({
        let (cx, person) = (cx.clone(), member.person);
        move || {
            let _seat = seat;
            fill(&cx, person, &send);
        }
    });
    answer(&name, Body::new(Inlet(take)))
}

/// Packs into an answer that is on its way already. What goes wrong breaks it off, so that nobody takes a part for the whole.
fn fill(cx: &Cx, person: archive::PersonId, send: &mpsc::Sender<io::Result<Bytes>>) {
    let settings = cx.site().settings();
    let house = House { archive: cx.archive(), say: &cx.say, name: &settings.name, address: &settings.address };
    let outlet = Outlet { cx, send, until: cx.now() + LONGEST };
    let mut to = BufWriter::with_capacity(PORTION, outlet);
    if let Err(error) = pack(&house, person, &mut to) {
        tracing::info!(%error, "not everything was taken away");
        // Nobody may be there any more to be told.
        let _ = send.blocking_send(Err(io::Error::other(error)));
    }
}

fn answer(name: &str, body: Body) -> Answer {
    let mut response = Response::new(body);
    let disposition = format!("attachment; filename=\"{name}\"");
    let labels: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (header::CACHE_CONTROL, HeaderValue::from_static(Reach::Member.keeping())),
        (header::CONTENT_DISPOSITION, HeaderValue::try_from(disposition).map_err(Problem::broken)?),
    ];
    response.headers_mut().extend(labels);
    Ok(response)
}

fn page(cx: &Cx, name: &str, slips: &Slips) -> Answer {
    let page = BelongingsPage { cx, name, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("belongings-title"), page).for_some().with_status(status).for_one(cx)
}

/// The end of the pipe where the ZIP is written: waits until what went before is taken.
struct Outlet<'a> {
    cx: &'a Cx,
    send: &'a mpsc::Sender<io::Result<Bytes>>,
    until: Timestamp,
}

impl Write for Outlet<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.cx.now() > self.until {
            return Err(io::ErrorKind::TimedOut.into());
        }
        let portion = bytes.get(..PORTION).unwrap_or(bytes);
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        self.send.blocking_send(Ok(Bytes::copy_from_slice(portion))).map_err(gone)?;
        Ok(portion.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The end of the pipe from which the answer comes.
struct Inlet(mpsc::Receiver<io::Result<Bytes>>);

impl HttpBody for Inlet {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0.poll_recv(cx).map(|portion| portion.map(|portion| portion.map(Frame::data)))
    }
}
