//! A list that somebody brings: the form for its file, the ledger of what would become of each line, and taking it.

use archive::{
    WorkId,
    accounts::Member,
    reading::{self as ground, Brought, Counts, Fate, Ledger, ListLine, Read},
};
use askama::Template;
use axum::http::StatusCode;
use import::reading_list::{self, List, Unread};

use super::words;
use crate::{
    Answer, Cx, Page, Problem,
    account::{lead_to, own},
    address,
    form::{Button, Fields, Form, FromFields},
    pager::Pager,
    path::{At, AtBoth},
    upload::File,
};

/// Lines that are weighed in one transaction.
const AT_ONCE: usize = 500;

#[derive(Template)]
#[template(path = "reading/lists/index.html")]
struct ListsPage<'a> {
    cx: &'a Cx,
    path: &'a str,
    lists: Vec<Brought>,
    /// Why the file that was brought is none.
    slip: Option<String>,
}

#[derive(Template)]
#[template(path = "reading/lists/ledger.html")]
struct LedgerPage<'a> {
    cx: &'a Cx,
    path: &'a str,
    list: Brought,
    counts: Counts,
    shown_to_others: Vec<String>,
    shown: Option<Fate>,
    lines: Vec<Read>,
    pager: Pager,
}

impl LedgerPage<'_> {
    fn count(&self, fates: &[Fate]) -> u64 {
        self.counts.iter().filter(|(fate, _)| fates.contains(fate)).map(|(_, count)| count).sum()
    }

    /// How many lines would be taken now.
    fn waiting(&self) -> u64 {
        self.count(&[Fate::New, Fate::Elsewhere])
    }

    /// How many wait for their reader to say what they are.
    fn asking(&self) -> u64 {
        self.count(&[Fate::Ask])
    }

    /// How many lines have which fate, with the address of those alone.
    fn fates(&self) -> Vec<(&'static str, u64, String, bool)> {
        let row = |(fate, count): &(Fate, u64)| {
            let path = format!("{}/lists/{}?show={}", self.path, self.list.id, fate.word());
            (words::fate(*fate), *count, path, self.shown == Some(*fate))
        };
        self.counts.iter().map(row).collect()
    }

    /// What a line is called.
    fn called(&self, line: &Read) -> String {
        let Some(entry) = &line.entry else { return String::new() };
        match (entry.title.as_str(), entry.author.as_str()) {
            ("", _) => entry.address.clone(),
            (title, "") => title.to_owned(),
            (title, author) => self.cx.say.of_two("line-title-by", title, author),
        }
    }
}

fn fate(line: &Read) -> &'static str {
    words::fate(line.fate)
}

fn is(line: &Read, fate: Fate) -> bool {
    line.fate == fate
}

/// A file that was brought.
#[derive(Debug)]
pub(super) struct Bringing(Option<File>);

impl FromFields for Bringing {
    fn read(fields: &Fields) -> Self {
        Self(fields.file("file").filter(|file| !file.bytes.is_empty()).cloned())
    }
}

/// What somebody says of lines that may be several works.
#[derive(Debug)]
pub(super) struct Choices {
    lines: Vec<(u64, Option<WorkId>)>,
    show: String,
}

impl FromFields for Choices {
    fn read(fields: &Fields) -> Self {
        let lines = fields.all("line").into_iter().filter_map(|line| {
            let chosen = fields.line(&format!("is-{line}"));
            let work = if chosen == "none" { None } else { Some(chosen.parse().ok()?) };
            Some((line.parse().ok()?, work))
        });
        Self { lines: lines.collect(), show: fields.line("show") }
    }
}

fn path(member: &Member) -> String {
    address::person(&member.name) + "/readings"
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    own(&cx, &name)?;
    page(&cx, None).await
}

async fn page(cx: &Cx, slip: Option<String>) -> Answer {
    let (viewer, path) = (cx.viewer, cx.member().map(path).unwrap_or_default());
    let lists = cx.archive().read(move |tx| ground::brought(&viewer, tx)).await?;

    let status = if slip.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ListsPage { cx, path: &path, lists, slip };
    Page::new(cx.say.text("lists-title"), page).for_some().with_status(status).for_one(cx)
}

pub(super) async fn create(cx: Cx, At(name): At<String>, Form(Bringing(file)): Form<Bringing>) -> Answer {
    let member = own(&cx, &name)?;
    let Some(file) = file else { return page(&cx, Some(cx.say.text("slip-missing"))).await };
    let file_name = if file.name.is_empty() { cx.say.text("list-title") } else { file.name.clone() };
    let list = match read(&cx, file).await? {
        Ok(list) => list,
        Err(unread) => return page(&cx, Some(words::unread(&cx.say, unread))).await,
    };

    let (viewer, made, shelves) = (cx.viewer, words::made(list.made), list.shelves);
    let begun = cx.archive().write(move |tx| ground::begin_list(&viewer, tx, (&file_name, made), &shelves));
    let id = begun.await?;
    let lines: Vec<ListLine> =
        list.lines.into_iter().map(|line| (line.number, line.entry.map_err(|wrong| words::wrong(&wrong)))).collect();
    for some in lines.chunks(AT_ONCE) {
        let (some, host) = (some.to_vec(), cx.site().settings().address.clone());
        cx.archive().write(move |tx| ground::weigh(&viewer, tx, (id, &host), &some)).await?;
    }
    Ok(lead_to(&format!("{}/lists/{id}", path(member))))
}

/// Reads the file away from the threads that serve pages.
async fn read(cx: &Cx, file: File) -> Result<Result<List, Unread>, Problem> {
    let seat = cx.site().writers().acquire_owned().await.map_err(Problem::broken)?;
    let reading = tokio::task::spawn_blocking(move || {
        let _seat = seat;
        reading_list::read(&file.bytes)
    });
    reading.await.map_err(Problem::broken)
}

pub(super) async fn show(cx: Cx, AtBoth(name, id): AtBoth<String, i64>) -> Answer {
    let (member, viewer, number) = (own(&cx, &name)?, cx.viewer, cx.page_number());
    let shown = cx.asked("show").and_then(|word| Fate::of_word(&word));
    let ledger = cx.archive().read(move |tx| ground::show_list(&viewer, tx, id, (shown, number))).await?;

    let path = path(member);
    let here = format!("{path}/lists/{id}") + &shown.map(|fate| format!("?show={}", fate.word())).unwrap_or_default();
    let pager = Pager::new(here, &ledger.lines);
    let Ledger { list, counts, shown_to_others, lines } = ledger;
    let page = LedgerPage { cx: &cx, path: &path, list, counts, shown_to_others, shown, lines: lines.items, pager };
    Page::new(cx.say.text("list-title"), page).for_some().for_one(&cx)
}

pub(super) async fn choose(cx: Cx, AtBoth(name, id): AtBoth<String, i64>, Form(choices): Form<Choices>) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    let show = Fate::of_word(&choices.show).map(|fate| format!("?show={}", fate.word())).unwrap_or_default();
    cx.archive().write(move |tx| ground::choose(&viewer, tx, id, &choices.lines)).await?;

    Ok(lead_to(&format!("{}/lists/{id}{show}", path(member))))
}

pub(super) async fn take(cx: Cx, AtBoth(name, id): AtBoth<String, i64>, Form(Button): Form<Button>) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    loop {
        let host = cx.site().settings().address.clone();
        if !cx.archive().write(move |tx| ground::take(&viewer, tx, id, &host)).await? {
            break;
        }
    }

    Ok(lead_to(&format!("{}/lists/{id}", path(member))))
}

pub(super) async fn destroy(cx: Cx, AtBoth(name, id): AtBoth<String, i64>, Form(Button): Form<Button>) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    cx.archive().write(move |tx| ground::put_away(&viewer, tx, id)).await?;

    Ok(lead_to(&format!("{}/lists", path(member))))
}
