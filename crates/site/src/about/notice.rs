//! The terms and the privacy notice: the host's own words, or the built-in ones.

use askama::Template;

use crate::{Answer, Cx, Notice, Page};

#[derive(Template)]
#[template(path = "about/notice.html")]
struct NoticePage<'a> {
    cx: &'a Cx,
    title: &'a str,
    /// The host's words.
    own: Option<&'a Notice>,
    /// The built-in ones, paragraph by paragraph.
    paragraphs: Vec<String>,
    version: String,
}

pub(super) async fn terms(cx: Cx) -> Answer {
    let paragraphs =
        [message!("terms-yours"), message!("terms-labels"), message!("terms-order"), message!("terms-leave")];
    page(&cx, message!("terms-title"), cx.site().settings().terms.as_ref(), &paragraphs).await
}

pub(super) async fn privacy(cx: Cx) -> Answer {
    let paragraphs = [
        message!("privacy-account"),
        message!("privacy-sessions"),
        message!("privacy-letters"),
        message!("privacy-visitors"),
    ];
    page(&cx, message!("privacy-title"), cx.site().settings().privacy.as_ref(), &paragraphs).await
}

async fn page(cx: &Cx, title: &str, own: Option<&Notice>, paragraphs: &[&str]) -> Answer {
    let (title, version) = (cx.say.text(title), cx.policy().await?.terms_version);
    let paragraphs = paragraphs.iter().map(|name| cx.say.text(name)).collect();
    Page::new(title.clone(), NoticePage { cx, title: &title, own, paragraphs, version }).answer(cx)
}
