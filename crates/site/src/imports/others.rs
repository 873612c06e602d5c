//! The archivist's form: files, and whose works are in them; then the ledger of what became of each (ARCH-1, ARCH-2).

use archive::{
    Error, Slip, Why, WorkId,
    accounts::Address,
    claims::{self as ground, Absent, Brought},
    imports::Outcome,
    people,
};
use askama::Template;
use axum::http::StatusCode;

use super::reading::{self, Line};
use crate::{
    Answer, Cx, Page, Problem,
    form::{Fields, Form, FromFields, Slips},
    upload::File,
};

/// Works that are taken at once (IMP-1).
const MOST: usize = 200;

/// Works that are listed as brought in.
const LISTED: u64 = 200;

#[derive(Template)]
#[template(path = "imports/others.html")]
struct OthersPage<'a> {
    cx: &'a Cx,
    form: &'a Wish,
    slips: &'a Slips,
    brought: Vec<Brought>,
}

#[derive(Template)]
#[template(path = "imports/ledger.html")]
struct LedgerPage<'a> {
    cx: &'a Cx,
    lines: &'a [(Line, Fate)],
}

/// What became of a story.
enum Fate {
    /// It is a work now.
    Taken(WorkId),
    /// It was brought in before.
    AlreadyHere,
    /// It was not taken; its line says why.
    Refused,
}

/// What the form sends.
#[derive(Debug, Default)]
pub(super) struct Wish {
    files: Vec<File>,
    name: String,
    email: String,
    co_name: String,
    co_email: String,
    all_drafts: bool,
}

impl FromFields for Wish {
    fn read(fields: &Fields) -> Self {
        Self {
            files: fields.files("file"),
            name: fields.line("name"),
            email: fields.line("email"),
            co_name: fields.line("co_name"),
            co_email: fields.line("co_email"),
            all_drafts: fields.has("drafts"),
        }
    }
}

impl Wish {
    /// For whom the works are brought in: one or two people, each with name and address.
    fn absent(&self, slips: &mut Slips) -> Vec<Absent> {
        let mut absent = Vec::new();
        absent.extend(one(slips, ["name", "email"], &self.name, &self.email));
        if !self.co_name.is_empty() || !self.co_email.is_empty() {
            absent.extend(one(slips, ["co_name", "co_email"], &self.co_name, &self.co_email));
        }
        if let [first, second] = absent.as_slice()
            && first.is_same_person(second)
        {
            slips.add("co_email", Slip::Taken);
        }
        absent
    }
}

/// Somebody of this name and address, or what is wrong with either, at its own field.
fn one(slips: &mut Slips, [name_field, email_field]: [&'static str; 2], name: &str, email: &str) -> Option<Absent> {
    let fitting = Absent::fitting(name).map_err(|slip| slips.add(name_field, slip));
    let address = email.parse::<Address>();
    if address.is_err() {
        slips.add(email_field, if email.is_empty() { Slip::Missing } else { Slip::NotAnAddress });
    }
    Absent::new(&fitting.ok()?, address.ok()?).ok()
}

pub(super) async fn new(cx: Cx) -> Answer {
    page(&cx, &Wish::default(), &Slips::none()).await
}

pub(super) async fn create(cx: Cx, Form(wish): Form<Wish>) -> Answer {
    let mut slips = Slips::none();
    let absent = wish.absent(&mut slips);
    if wish.files.is_empty() {
        slips.add("file", Slip::Missing);
    }
    if !slips.is_empty() {
        return page(&cx, &wish, &slips).await;
    }
    let keeper = cx.viewer.person().ok_or(Problem::LogIn)?;
    let pseud = cx.archive().read(move |tx| people::default_pseud(tx, keeper)).await?;
    let reading = reading::read(&cx, wish.files.clone(), pseud, wish.all_drafts).await?;
    if reading.len() > MOST {
        slips.add("file", Slip::TooMany { most: MOST as u64, is: reading.len() as u64 });
        return page(&cx, &wish, &slips).await;
    }

    match brought_in(&cx, keeper, reading, absent).await {
        Ok(lines) => ledger(&cx, &lines),
        Err(Error::Forbidden(Why::RefusesImports)) => {
            slips.add("email", Slip::RefusesImports);
            page(&cx, &wish, &slips).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Stores what was read, all of it or nothing, and writes to those whose works they are, one letter each.
async fn brought_in(
    cx: &Cx,
    keeper: archive::PersonId,
    reading: reading::Reading,
    absent: Vec<Absent>,
) -> archive::Result<Vec<(Line, Fate)>> {
    let (lines, works): (Vec<_>, Vec<_>) = reading.into_iter().unzip();
    let has_work: Vec<bool> = works.iter().map(Option::is_some).collect();
    let works: Vec<_> = works.into_iter().flatten().collect();
    let viewer = cx.viewer;
    let taken = cx.archive().write(move |tx| {
        let outcomes = ground::bring(&viewer, tx, keeper, &works, &absent)?;
        ground::announce(&viewer, tx, keeper, &absent)?;
        Ok(outcomes)
    });
    let mut outcomes = taken.await?.into_iter();
    let fate = |has_work: bool| match has_work.then(|| outcomes.next()).flatten() {
        Some(Outcome::Taken(id)) => Fate::Taken(id),
        Some(Outcome::AlreadyHere(_)) => Fate::AlreadyHere,
        None => Fate::Refused,
    };
    let fates: Vec<Fate> = has_work.into_iter().map(fate).collect();
    Ok(lines.into_iter().zip(fates).collect())
}

fn ledger(cx: &Cx, lines: &[(Line, Fate)]) -> Answer {
    Page::new(cx.say.text("ledger-title"), LedgerPage { cx, lines }).for_some().for_one(cx)
}

async fn page(cx: &Cx, form: &Wish, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let brought = cx.archive().read(move |tx| ground::brought(&viewer, tx, LISTED)).await?;

    let page = OthersPage { cx, form, slips, brought };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("others-title"), page).for_some().with_status(status).for_one(cx)
}
