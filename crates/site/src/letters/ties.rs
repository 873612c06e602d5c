//! Letters about works that come from one's own, and about gifts, each made of what its recipient sees when it goes (REL-2,
//! GIFT-4). What was taken back, refused or hidden meanwhile is told no more.

use archive::{
    Error, RelationId, Viewer, WorkId,
    gifts::Recipient,
    mail::{Letter, Mail, Matter},
    relations::{self, Side},
    works::{self, WorkCard},
};

use crate::{Say, Site, address};

/// The letter in words; nothing when it is about something else, or has become pointless.
pub(super) fn written(site: &Site, say: &Say, letter: &Letter) -> archive::Result<Option<Mail>> {
    let viewer = letter.to.map_or(Viewer::Guest, Viewer::Member);
    let (subject, text) = match letter.matter {
        Matter::Cited { relation, .. } => {
            let found = site.archive().read(move |tx| relations::named_in(&viewer, tx, RelationId::new(relation)));
            let Some(relation) = found.wait()? else { return Ok(None) };
            let (Side::Here(child), Side::Here(parent)) = (&relation.child, &relation.parent) else { return Ok(None) };
            if !child.is_downloadable() {
                return Ok(None);
            }
            let what = say.of_two("mail-cited-text", titled(say, child).as_str(), parent.title.as_str());
            let (work, page) = (address::work(&child.id), address::related(&letter.name));
            (message!("mail-cited-subject"), told(site, (what, work), (say.text("mail-cited-do"), page)))
        }
        Matter::Given { work } => {
            let Some(card) = given(site, viewer, WorkId::new(work), &letter.name)? else { return Ok(None) };
            let what = say.of_two("mail-given-text", card.title.as_str(), names(say, &card).as_str());
            let (work, page) = (address::work(&card.id), address::gifts(&letter.name));
            (message!("mail-given-subject"), told(site, (what, work), (say.text("mail-given-do"), page)))
        }
        _ => return Ok(None),
    };
    let subject = say.of(subject, site.settings().name.as_str());
    Ok(Some(Mail::plain(letter.address.clone(), subject, text)))
}

/// A work that is out and for the one of this name, as they see it; nothing when it is not, or not any more.
fn given(site: &Site, viewer: Viewer, work: WorkId, name: &str) -> archive::Result<Option<WorkCard>> {
    let card = match site.archive().read(move |tx| works::show(&viewer, tx, work)).wait() {
        Err(Error::NotFound | Error::LogIn) => return Ok(None),
        found => found?.card,
    };
    let is_theirs = |recipient: &Recipient| matches!(recipient, Recipient::Person { account, .. } if account == name);
    let is_out = card.is_downloadable() && card.recipients.iter().any(is_theirs);
    Ok(is_out.then_some(card))
}

/// Two sentences, each with where it leads.
fn told(site: &Site, (what, there): (String, String), (then, where_to): (String, String)) -> String {
    let archive = &site.settings().address;
    format!("{what}\n\n{archive}{there}\n\n{then}\n\n{archive}{where_to}")
}

fn titled(say: &Say, card: &WorkCard) -> String {
    format!("{} {} {}", card.title, say.text("by"), names(say, card))
}

fn names(say: &Say, card: &WorkCard) -> String {
    if !card.is_named() {
        return say.text("anonymous");
    }
    card.bylines.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
