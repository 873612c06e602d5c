//! Two tabs, or two people, on one text: what was saved meanwhile stands beside what was typed, and nothing is overwritten.
//!
//! Where the two changed different paragraphs, the form is given both changes; where they changed the same one, the form
//! keeps what was typed, and the differences are shown. Either way a person looks before anything is saved.

use archive::{ChapterId, Error, WorkId, works as ground};
use manuscript::{
    CLEANER, Prose,
    compare::{Pair, difference, merge},
};

use super::{form::WorkForm, view::View};
use crate::{Cx, Problem, Say};

/// What somebody else saved meanwhile.
#[derive(Debug)]
pub(super) struct Clash {
    /// The number of what is saved now.
    pub(super) newest: u64,
    /// What is saved now beside what was typed.
    pub(super) pairs: Vec<Pair>,
    /// Both changes in one text, where they lie apart.
    pub(super) merged: Option<String>,
}

/// Compares a typed text, made of version `base`, with what is saved now.
pub(super) async fn between(
    cx: &Cx,
    (work, chapter): (WorkId, ChapterId),
    base: Option<u64>,
    (text, view): (&str, View),
) -> Result<Clash, Problem> {
    let viewer = cx.viewer;
    let (newest, theirs, began) = cx
        .archive()
        .read(move |tx| {
            let newest = ground::editing_chapter(&viewer, tx, work, chapter)?.version;
            let theirs = ground::version(&viewer, tx, work, chapter, newest)?;
            let began = match base.map(|base| ground::version(&viewer, tx, work, chapter, base)) {
                Some(Err(Error::NotFound)) | None => None,
                Some(found) => Some(found?),
            };
            Ok((newest, theirs, began))
        })
        .await?;
    // Cleaning and comparing long texts takes its time: away from the threads that serve, in turn with those who write files.
    let text = text.to_owned();
    let comparing = cx.away(move || {
        let mine = view.cleaned(&text, &mut Vec::new());
        let merged = began.and_then(|began| merge(&began.body, mine.html(), &theirs.body));
        let merged = merged.map(|html| view.shown(&Prose::stored(html, None, CLEANER)));
        Clash { newest, pairs: difference(&theirs.body, mine.html()), merged }
    });
    comparing.await
}

/// What somebody else saved of the title page meanwhile, where it is not what was typed.
#[derive(Debug)]
pub(super) struct PageClash {
    /// The names of the fields' labels, and what is saved.
    pub(super) saved: Vec<(&'static str, String)>,
}

impl PageClash {
    /// Compares what was typed with what is saved now, and has the form saved over that when it is sent again.
    pub(super) fn between(form: &mut WorkForm, saved: &WorkForm, say: &Say) -> Self {
        form.page_base.clone_from(&saved.page_base);
        Self { saved: form.differences(saved, say) }
    }
}
