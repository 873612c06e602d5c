//! Letters about collections, each made of what its recipient sees when it goes: what became of a work of theirs in one, and
//! that one wants them as a member.

use archive::{
    CollectionId, Error, Viewer, WorkId, collections,
    mail::{Collected, Letter, Mail, Matter},
    works,
};

use crate::{Say, Site, address};

/// The letter in words; nothing when it is about something else, or has become pointless.
pub(super) fn written(site: &Site, say: &Say, letter: &Letter) -> archive::Result<Option<Mail>> {
    let Some(person) = letter.to else { return Ok(None) };
    let viewer = Viewer::Member(person);
    let whole = |path: &str| format!("{}{path}", site.settings().address);
    let text = match letter.matter {
        Matter::Collected { collection, work, what } => {
            let (collection, work) = (CollectionId::new(collection), WorkId::new(work));
            let read = site.archive().read(move |tx| {
                let card = match works::own(&viewer, tx, work) {
                    Ok(work) => Some(work.card),
                    Err(Error::NotFound | Error::Forbidden(_)) => None,
                    Err(error) => return Err(error),
                };
                Ok((collections::place_of(&viewer, tx, collection)?, card))
            });
            let (Some(place), Some(card)) = read.wait()? else { return Ok(None) };
            let link = whole(&(address::work(&work) + "/collections"));
            format!("{} {link}", say.of_two(words(what), place.title.as_str(), card.title.as_str()))
        }
        Matter::AskedIntoCollection { collection } => {
            let collection = CollectionId::new(collection);
            let read = site.archive().read(move |tx| collections::place_of(&viewer, tx, collection));
            let Some(place) = read.wait()? else { return Ok(None) };
            let link = whole(&address::collection_requests(&letter.name));
            say.of_two("mail-collection-member", place.title.as_str(), link.as_str())
        }
        _ => return Ok(None),
    };
    let subject = say.of("mail-collection-subject", site.settings().name.as_str());
    Ok(Some(Mail::plain(letter.address.clone(), subject, text)))
}

const fn words(what: Collected) -> &'static str {
    match what {
        Collected::Asked => message!("mail-collected-asked"),
        Collected::PutIn => message!("mail-collected-put-in"),
        Collected::Taken => message!("mail-collected-taken"),
        Collected::Refused => message!("mail-collected-refused"),
        Collected::Veiled => message!("mail-collected-veiled"),
        Collected::Masked => message!("mail-collected-masked"),
    }
}
