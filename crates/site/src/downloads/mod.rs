//! Works to take away, in every format that can be written (DL-1).
//!
//! A file holds what its asker may see and nothing of the asker: posted chapters only (DL-4). A guest who knows the
//! address of a work for members gets the same invitation as at the work itself (VIS-11).

mod ties;

use archive::{
    WorkId, collections,
    reading::Download,
    works::{self as ground, Access, StoredText, WorkCard},
};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use export::{Format, Imprint, Pressed, epub};
use manuscript::{Chapter, Manuscript, file_name};

use self::ties::Ties;
use crate::{
    Answer, Cx, Door, Parameter, Problem, Routes, address, front, headers, path::AtBoth, relations::Related,
    sheet::Reach, visits, works::gate,
};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    // Programs that carry no cookies have the consent in the links of pages whose reader gave it (POST-21).
    routes.get("/downloads/{id}/{name}", Door::Anyone, show).reading(&[Parameter::Flag("view_adult")])
}

async fn show(cx: Cx, AtBoth(id, name): AtBoth<WorkId, String>, method: Method, asked_with: HeaderMap) -> Answer {
    let format = format_of(&name)?;
    let (viewer, asked) = (cx.viewer, cx.work(id));
    let (work, related, collections) = cx
        .archive()
        .read(move |tx| {
            let work = ground::show(&viewer, tx, asked.clone())?;
            let related = Related::of(&viewer, tx, &work.card)?;
            let collections = collections::told_of(&work.card, tx)?;
            Ok((work, related, collections))
        })
        .await?;

    if !work.card.is_downloadable() {
        return Err(Problem::NotFound);
    }
    if gate::asks(&cx, &work.card) {
        return gate::page(&cx, &work.card);
    }
    let ties = Ties::of(&cx, &work.card, &related, &collections);
    let etag = etag(&cx, &work.card, &ties, format);
    if asked_with.get(header::IF_NONE_MATCH).is_some_and(|theirs| front::matches(theirs, &etag)) {
        note(&cx, &work.card, format, (&method, &asked_with));
        return labelled(&cx, &work.card, format, etag, None);
    }

    let file = written(&cx, &work.card, ties, format).await?;
    note(&cx, &work.card, format, (&method, &asked_with));
    labelled(&cx, &work.card, format, etag, Some(file))
}

/// Notes for its reader that they have this file now; nothing of one's own works, of what only a secret link opens, and of
/// files that a browser fetches before anybody asks for them.
fn note(cx: &Cx, card: &WorkCard, format: Format, (method, headers): (&Method, &HeaderMap)) {
    let Some(person) = cx.viewer.person() else { return };
    if *method != Method::GET || visits::is_early(headers) || card.is_own || card.access == Access::Link {
        return;
    }
    cx.site().visits().fetched(Download {
        person,
        work: card.id,
        format: format.extension(),
        edition: card.edition.number,
        chapters: card.chapters,
        at: cx.now().as_millisecond(),
    });
}

/// Where a work is fetched in a format. Whoever sees the work was asked already; what fetches the file for them may not have
/// their cookie.
pub(crate) fn address(card: &WorkCard, format: Format) -> String {
    let stem = manuscript::file_name(&card.title, &card.id.to_string());
    let agreed = if card.is_adult() { "?view_adult=true" } else { "" };
    address::download(&card.id, &format!("{stem}.{}", format.extension())) + agreed
}

/// The format that a file's name asks for.
fn format_of(name: &str) -> Result<Format, Problem> {
    let (_, extension) = name.rsplit_once('.').ok_or(Problem::NotFound)?;
    extension.parse().map_err(|_| Problem::NotFound)
}

/// Writes the file away from the threads that serve pages. The story is read when it is its turn.
async fn written(cx: &Cx, card: &WorkCard, ties: Ties, format: Format) -> Result<Vec<u8>, Problem> {
    let seat = cx.site().writers().acquire_owned().await.map_err(Problem::broken)?;
    let (viewer, asked) = (cx.viewer, cx.work(card.id));
    let (story, texts) = cx.archive().read(move |tx| ground::whole(&viewer, tx, asked.clone())).await?;
    let settings = cx.site().settings();
    let address = Some(settings.address.clone() + &address::work(&card.id));
    let imprint = Imprint { archive: settings.name.clone(), address, modified: card.revised };
    let writing = tokio::task::spawn_blocking(move || {
        // Held until the file is written, whether or not anybody still waits for it.
        let _seat = seat;
        let (mut file, story) = (Vec::new(), ties.put_into(story));
        match format {
            Format::Epub => epub::write_pressed(&story, &pressed(&story, &texts), &imprint, &mut file)?,
            _ => export::write(&story, format, &imprint, &mut file)?,
        }
        Ok::<_, std::io::Error>(file)
    });
    writing.await.map_err(Problem::broken)?.map_err(Problem::broken)
}

/// The stored texts of those chapters that go into an EPUB as they are: they are not compressed again.
fn pressed<'a>(story: &Manuscript, texts: &'a [StoredText]) -> Vec<Option<Pressed<'a>>> {
    let fit = |(chapter, text): (&Chapter, &'a StoredText)| epub::is_fit(&chapter.body).then(|| press(text));
    story.chapters.iter().zip(texts).map(fit).collect()
}

const fn press(StoredText { packed, words }: &StoredText) -> Pressed<'_> {
    Pressed { deflated: packed.deflate.as_slice(), crc: packed.crc, length: packed.length, words: *words }
}

/// A tag of everything a file is made of: the work's edition, the format, the program, the archive's imprint, the names of
/// its creators, which they may change, the places in series, which move when another work comes or goes, and what it says of
/// other works, which have states of their own (DL-6). Hashed, so that nobody counts a work's changes.
fn etag(cx: &Cx, card: &WorkCard, ties: &Ties, format: Format) -> HeaderValue {
    let (settings, program) = (cx.site().settings(), env!("CARGO_PKG_VERSION"));
    let places: Vec<_> = card.series.iter().map(|entry| (entry.id, entry.place, &entry.title)).collect();
    let (names, format) = (&card.bylines, format.extension());
    let made_of = format!(
        "{} {format} {program} {} {} {places:?} {names:?} {}",
        card.edition,
        settings.name,
        settings.address,
        ties.told()
    );
    front::etag(made_of.as_bytes())
}

fn labelled(cx: &Cx, card: &WorkCard, format: Format, etag: HeaderValue, file: Option<Vec<u8>>) -> Answer {
    let mut response = Response::new(Body::empty());
    let reach = if cx.is_guest() { Reach::Guests } else { Reach::Member };
    let disposition =
        format!("attachment; filename=\"{}.{}\"", file_name(&card.title, &card.id.to_string()), format.extension());
    let labels: [(HeaderName, HeaderValue); 4] = [
        (header::CACHE_CONTROL, HeaderValue::from_static(reach.keeping())),
        (header::VARY, HeaderValue::from_static("cookie")),
        (header::ETAG, etag),
        (header::CONTENT_DISPOSITION, HeaderValue::try_from(disposition).map_err(Problem::broken)?),
    ];
    response.headers_mut().extend(labels);
    if !card.is_open() {
        headers::for_some(response.headers_mut());
    } else if card.is_unindexed {
        response.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex"));
    }
    match file {
        Some(file) => {
            *response.body_mut() = Body::from(file);
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
        }
        None => *response.status_mut() = StatusCode::NOT_MODIFIED,
    }
    Ok(response)
}
