//! A library as a file, in JSON or CSV.

use archive::reading as ground;
use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, header},
    response::Response,
};
use export::reading_list::{self, From};
use jiff::tz::TimeZone;

use crate::{Answer, Cx, Problem, account::own, path::AtBoth, sheet::Reach};

pub(super) async fn show(cx: Cx, AtBoth(name, file): AtBoth<String, String>) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    let media_type = match file.as_str() {
        "library.json" => "application/json",
        "library.csv" => "text/csv; charset=utf-8",
        _ => return Err(Problem::NotFound),
    };
    let (archive, address) = (cx.site().settings().name.clone(), cx.site().settings().address.clone());
    let host = address.clone();
    let read =
        cx.archive().read(move |tx| Ok((ground::out(&viewer, tx, &host)?, ground::out_shelves(&viewer, tx, &host)?)));
    let (entries, shelves) = read.await?;

    let (from, is_json) = (From { archive, address, taken: cx.now() }, media_type == "application/json");
    let seat = cx.site().writers().acquire_owned().await.map_err(Problem::broken)?;
    let writing = tokio::task::spawn_blocking(move || {
        let (_seat, mut bytes) = (seat, Vec::new());
        if is_json {
            reading_list::json(&entries, &shelves, &from, &mut bytes)?;
        } else {
            reading_list::csv(&entries, &mut bytes)?;
        }
        Ok::<_, std::io::Error>(bytes)
    });
    let bytes = writing.await.map_err(Problem::broken)?.map_err(Problem::broken)?;
    let day = TimeZone::UTC.to_datetime(cx.now()).date();
    let disposition = format!("attachment; filename=\"{}-{day}-{file}\"", member.name);
    let mut response = Response::new(Body::from(bytes));
    let labels: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static(Reach::Member.keeping())),
        (header::CONTENT_DISPOSITION, HeaderValue::try_from(disposition).map_err(Problem::broken)?),
    ];
    response.headers_mut().extend(labels);
    Ok(response)
}
