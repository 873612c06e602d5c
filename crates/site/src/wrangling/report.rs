//! The tags that were decided about last, as a table in a file (WRK-8).

use archive::wrangling::{self as ground, Touched};
use axum::{
    http::{HeaderValue, header},
    response::Response,
};

use crate::{Answer, Cx, sheet::Reach};

const HEAD: &str = "tag,kind,standing,means,decision,by,at\r\n";

pub(super) async fn show(cx: Cx) -> Answer {
    let viewer = cx.viewer;
    let touched = cx.archive().read(move |tx| ground::report(&viewer, tx)).await?;

    let table: String = std::iter::once(HEAD.to_owned()).chain(touched.iter().map(line)).collect();
    let mut response = Response::new(table.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(Reach::Member.keeping()));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"wrangling.csv\""));
    Ok(response)
}

fn line(one: &Touched) -> String {
    let at = one.at.to_string();
    let (means, by) = (one.means.as_deref().unwrap_or_default(), one.by.as_deref().unwrap_or_default());
    let cells = [&one.name, one.kind.word(), one.standing.word(), means, one.verdict.word(), by, &at];
    cells.map(cell).join(",") + "\r\n"
}

/// A cell. What a program for tables would take for a formula has an apostrophe before it, as those programs write it.
fn cell(text: &str) -> String {
    let plain = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{plain}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_name_in_a_table_is_text_whatever_it_begins_with() {
        for (name, told) in [("Rain", "\"Rain\""), ("+1 “x”, \"y\"", "\"'+1 “x”, \"\"y\"\"\""), ("@home", "\"'@home\"")]
        {
            assert_eq!(cell(name), told);
        }
    }
}
