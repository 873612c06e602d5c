//! Pages of an archive that hold no story, each refused by its name.

use crate::Refusal;
use crate::html::page::Page;

/// Words of the page, and what a page with them is. All stand in headings or notices, never in a story's text.
const SIGNS: &[(&str, &str)] = &[
    (
        "this work could have adult content",
        "it is the archive's question whether you want to see adult content; agree to it, then save the page again",
    ),
    (
        "this work is only available to registered users",
        "it is the archive's login page; log in, then save the page again",
    ),
    ("sorry, you don't have permission", "the archive did not allow you to see the page"),
    ("part of an ongoing challenge and will be revealed", "the work is not revealed yet"),
    ("this work has been hidden", "the work is hidden by the archive"),
    ("under review by the archive", "the work is hidden by the archive"),
    ("error 404", "it is the archive's page for an address that does not exist"),
    ("couldn't find the page", "it is the archive's page for an address that does not exist"),
    ("error 502", "it is the archive's error page; save the page again later"),
    ("error 503", "it is the archive's error page; save the page again later"),
    ("error 525", "it is the archive's error page; save the page again later"),
    ("retry later", "the archive asked you to wait; save the page again later"),
    ("story not found", "it is the site's page for a story that does not exist"),
    ("just a moment", "it is a check for robots, not the page behind it; save the page again when it is shown"),
];

/// Why a page without a work is refused; `None` when it does not look like a page of an archive at all.
pub(crate) fn refusal(page: &Page) -> Option<Refusal> {
    let notices = "head > title, h1, h2, h3, .notice, .caution, .error, .gui_warning, #main > p, p.message";
    let notices = page.find_all(notices).into_iter().map(|id| page.text(id).to_lowercase().replace('’', "'"));
    let notices: Vec<String> = notices.collect();
    let sign = SIGNS.iter().find(|(words, _)| notices.iter().any(|notice| notice.contains(words)));
    let login = page.find("#loginform, form#new_user, form.new_user").is_some() && page.find("#workskin").is_none();
    let why = sign
        .map(|(_, why)| *why)
        .or(login.then_some("it is the archive's login page; log in, then save the page again"));
    why.map(|why| Refusal::NoStory(why.to_owned()))
}
