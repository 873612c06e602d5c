//! Works to take away, in every format that can be written (DL-1).
//!
//! A file holds what its asker may see and nothing of the asker: posted chapters only (DL-4). A guest who knows the
//! address of a work for members gets the same invitation as at the work itself (VIS-11).

use archive::{
    WorkId,
    works::{self as ground, WorkCard},
};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use export::{Format, Imprint};
use manuscript::{Manuscript, file_name};

use crate::{Answer, Cx, Door, Problem, Routes, address, front, path::AtBoth, sheet::Reach};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/downloads/{id}/{name}", Door::Anyone, show)
}

async fn show(cx: Cx, AtBoth(id, name): AtBoth<WorkId, String>, headers: HeaderMap) -> Answer {
    let format = format_of(&name)?;
    let viewer = cx.viewer;
    let (work, story) =
        cx.archive().read(move |tx| Ok((ground::show(&viewer, tx, id)?, ground::manuscript(&viewer, tx, id)?))).await?;

    if work.card.is_draft || work.card.is_hidden {
        return Err(Problem::NotFound);
    }
    let etag = etag(&work.card, format)?;
    if headers.get(header::IF_NONE_MATCH).is_some_and(|theirs| front::matches(theirs, &etag)) {
        return labelled(&cx, &work.card, format, etag, None);
    }

    let file = written(&cx, &work.card, story, format).await?;
    labelled(&cx, &work.card, format, etag, Some(file))
}

/// The format that a file's name asks for.
fn format_of(name: &str) -> Result<Format, Problem> {
    let (_, extension) = name.rsplit_once('.').ok_or(Problem::NotFound)?;
    extension.parse().map_err(|_| Problem::NotFound)
}

/// Writes the file away from the threads that serve pages.
async fn written(cx: &Cx, card: &WorkCard, story: Manuscript, format: Format) -> Result<Vec<u8>, Problem> {
    let settings = cx.site().settings();
    let address = Some(settings.address.clone() + &address::work(&card.id));
    let imprint = Imprint { archive: settings.name.clone(), address, modified: card.revised };
    let writing = tokio::task::spawn_blocking(move || {
        let mut file = Vec::new();
        export::write(&story, format, &imprint, &mut file).map(|()| file)
    });
    writing.await.map_err(Problem::broken)?.map_err(Problem::broken)
}

/// The same edition in the same format by the same program is the same file.
fn etag(card: &WorkCard, format: Format) -> Result<HeaderValue, Problem> {
    let (edition, program) = (card.edition, env!("CARGO_PKG_VERSION"));
    HeaderValue::try_from(format!("\"{edition}-{program}-{}\"", format.extension())).map_err(Problem::broken)
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
    match file {
        Some(file) => {
            *response.body_mut() = Body::from(file);
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
        }
        None => *response.status_mut() = StatusCode::NOT_MODIFIED,
    }
    Ok(response)
}
