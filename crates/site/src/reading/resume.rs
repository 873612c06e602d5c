//! Leads to where somebody stopped: with script the paragraph by its number, without it the browser looks for its first words.

use archive::{
    WorkId,
    reading::{self as ground, Resume},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{Answer, Cx, account::lead_to, address, path::At};

pub(super) async fn show(cx: Cx, At(id): At<WorkId>) -> Answer {
    let (viewer, asked) = (cx.viewer, cx.work(id));
    let resume = cx.archive().read(move |tx| ground::resume(&viewer, tx, asked.clone(), id)).await?;

    Ok(lead_to(&place(id, &resume)))
}

/// The address of the place.
fn place(work: WorkId, resume: &Resume) -> String {
    let page = resume.chapter.map_or_else(|| address::work(&work), |chapter| address::chapter(&work, &chapter));
    let Some(number) = resume.paragraph else { return page };
    if resume.words.is_empty() {
        return format!("{page}#p{number}");
    }
    format!("{page}#p{number}:~:text={}", utf8_percent_encode(&resume.words, NON_ALPHANUMERIC))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_an_address_for_browsers_with_script_and_without() {
        let (work, chapter) = (WorkId::new(7), archive::ChapterId::new(9));
        let resume = Resume { chapter: Some(chapter), paragraph: Some(12), words: "One, two-three".to_owned() };
        assert_eq!(place(work, &resume), "/works/7/chapters/9#p12:~:text=One%2C%20two%2Dthree");
        assert_eq!(place(work, &Resume { paragraph: None, ..resume.clone() }), "/works/7/chapters/9");
        assert_eq!(place(work, &Resume { chapter: None, paragraph: Some(3), words: String::new() }), "/works/7#p3");
    }
}
