//! What a work comes from that was brought in from a file (REL-1).

use manuscript::Relation as Said;

use super::cite::{Elsewhere, MOST, Source, Standing, is_kept_off, store};
use super::kind::{Answer, Kind};
use super::place::Place;
use crate::bookmarks::is_address;
use crate::imports::{spellings, works_at};
use crate::works::{self, Glimpse, Ties};
use crate::{Error, Result, Tx, Viewer, WorkId};

/// Files what a work comes from that has just been brought in, as its file says, and says what cannot be: the address of a work
/// here, or words. `host` is the archive's own address.
///
/// Nobody is told. A work here is cited where every member could cite it, and waits for its creators' answer as any other; one
/// that came in from the same address only if it names its creators here, because the address would.
pub(crate) fn bring(tx: &Tx<'_>, work: WorkId, said: &[Said], host: &str) -> Result<Vec<String>> {
    let Some(creator) = works::creators_of(tx, work)?.first().copied() else { return Ok(Vec::new()) };
    let (citing, mut left_out, mut number) = (By { tx, work, reader: Viewer::Member(creator), host }, Vec::new(), 0);
    for (at, relation) in said.iter().enumerate() {
        let Some(kind) = Kind::said(relation.kind).filter(|_| said.iter().take(at).all(|other| other != relation))
        else {
            continue;
        };
        match citing.source(kind, relation)?.filter(|_| number < MOST) {
            Some(source) => {
                store(tx, work, kind, &source, standing(&source))?;
                number += 1;
            }
            None => left_out.push(relation.url.clone().unwrap_or_else(|| relation.title.clone())),
        }
    }
    Ok(left_out)
}

/// Elsewhere there is nobody to ask; here they are asked where they look, and by no letter.
const fn standing(source: &Source) -> Standing {
    match source {
        Source::Here(_) => Standing { answer: Answer::Waits, is_told: true },
        Source::Elsewhere(_) => Standing { answer: Answer::Approved, is_told: true },
    }
}

/// A work that says what it comes from, and who reads for it.
struct By<'a, 'tx> {
    tx: &'a Tx<'tx>,
    work: WorkId,
    reader: Viewer,
    host: &'a str,
}

impl By<'_, '_> {
    /// What is cited; nothing where that is kept from the work, or is nothing.
    fn source(&self, kind: Kind, said: &Said) -> Result<Option<Source>> {
        let address = said.url.as_deref().filter(|address| address.contains("://")).unwrap_or_default();
        match Place::of(self.host, address) {
            Place::Here(id) => Ok(self.open(kind, id, false)?.then_some(Source::Here(id))),
            Place::Nowhere => Ok(None),
            Place::Elsewhere => match self.brought_from(kind, address)? {
                Some(id) => Ok(Some(Source::Here(id))),
                None => Ok(described(said, address).map(Source::Elsewhere)),
            },
        }
    }

    /// The work that came in from this address.
    fn brought_from(&self, kind: Kind, address: &str) -> Result<Option<WorkId>> {
        if address.is_empty() {
            return Ok(None);
        }
        for (_, id) in works_at(self.tx, &spellings(address))? {
            if self.open(kind, id, true)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Whether any member could cite a work: they see it, perhaps with its creators' names, and nobody keeps it from this one.
    fn open(&self, kind: Kind, id: WorkId, by_name: bool) -> Result<bool> {
        let seen = works::glimpses(&self.reader, self.tx, &[id], Ties::DoNotCount)?.remove(&id);
        let Some(Glimpse::Seen(card)) = seen else { return Ok(false) };
        if id == self.work || by_name && !card.is_named() {
            return Ok(false);
        }
        match works::show(&self.reader, self.tx, id) {
            Ok(seen) => Ok(!is_kept_off(self.tx, self.work, &seen, kind)?),
            Err(Error::NotFound | Error::LogIn) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// A work elsewhere as a file tells of it; nothing where it tells nothing.
fn described(said: &Said, address: &str) -> Option<Elsewhere> {
    let address = if is_address(address) { address } else { "" };
    let title = if said.title.trim().is_empty() { address } else { said.title.trim() };
    let described = Elsewhere {
        address: address.to_owned(),
        title: title.to_owned(),
        author: said.byline.trim().to_owned(),
        language: said.language.clone().unwrap_or_default(),
    };
    (!described.title.is_empty()).then_some(described)
}
