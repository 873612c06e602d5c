//! Letters in words, and the post office that sends them.
//!
//! A letter gets its words here, when it is sent, in the language of the recipient (house rule 8). The post office is a
//! thread of its own: a mail server that hangs holds up letters and nothing else.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::Duration,
};

use archive::{
    Errand, Error, PersonId, Viewer, WorkId,
    mail::{self, Carrier, Enclosure, Letter, Mail, Matter},
    works,
};
use export::{Format, Imprint};

use crate::{Say, Site};

/// How long the post office rests when the outbox is empty.
const REST: Duration = Duration::from_secs(2);

/// Letters taken at once.
const BAG: u32 = 20;

/// Sends letters until the other end of `stop` goes. Blocks; give it a thread.
pub fn post_office(site: &Site, carrier: &Carrier, stop: &Receiver<()>) {
    loop {
        let sent = send_some(site, carrier).unwrap_or_else(|error| {
            tracing::error!(%error, "the outbox cannot be read");
            0
        });
        let rest = if sent > 0 { Duration::ZERO } else { REST };
        if stop.recv_timeout(rest) != Err(RecvTimeoutError::Timeout) {
            return;
        }
    }
}

/// Sends the letters that are due, and says how many left the house.
pub fn send_some(site: &Site, carrier: &Carrier) -> archive::Result<usize> {
    let viewer = Viewer::Custodian(Errand::Mail);
    let letters = site.archive().write(move |tx| mail::claim(&viewer, tx, BAG)).wait()?;
    let mut sent = 0;
    for letter in letters {
        let id = letter.id;
        let outcome = written(site, &letter)?.map_or(Ok(()), |mail| carrier.carry(&mail, &id.to_string()));
        match outcome {
            Ok(()) => {
                site.archive().write(move |tx| mail::sent(&viewer, tx, id)).wait()?;
                sent += 1;
            }
            Err(error) => {
                tracing::warn!(letter = id.number(), %error, "a letter could not be sent and is kept");
                let trouble = error.to_string();
                site.archive().write(move |tx| mail::failed(&viewer, tx, id, &trouble)).wait()?;
            }
        }
    }
    Ok(sent)
}

/// The letter in words, for its recipient as they are now; nothing when it has become pointless.
fn written(site: &Site, letter: &Letter) -> archive::Result<Option<Mail>> {
    let say = site.messages().for_header(Some(letter.language.as_str()).filter(|language| !language.is_empty()));
    let to = letter.address.clone();
    if let Matter::WorkDeleted { work } = letter.matter {
        let Some((title, enclosure)) = enclosed(site, letter.to, WorkId::new(work))? else { return Ok(None) };
        let subject = say.of("mail-work-deleted-subject", site.settings().name.as_str());
        let link = format!("{}/works/{work}/deletion", site.settings().address);
        let text = say.of_two("mail-work-deleted-text", title.as_str(), link.as_str());
        return Ok(Some(Mail { to, subject, text, enclosure: Some(enclosure) }));
    }
    let (subject, text) = words(site, &say, &letter.matter);
    Ok(Some(Mail { to, subject, text, enclosure: None }))
}

/// A deleted work with all its chapters as a file for one of its creators, and its title. Nothing when it is not theirs,
/// not deleted any more, or gone.
fn enclosed(site: &Site, creator: PersonId, work: WorkId) -> archive::Result<Option<(String, Enclosure)>> {
    let found = site.archive().read(move |tx| {
        let seen = match works::own(&Viewer::Member(creator), tx, work) {
            Ok(seen) => seen,
            Err(Error::NotFound | Error::LogIn | Error::Forbidden(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        if !seen.card.is_deleted {
            return Ok(None);
        }
        works::manuscript(&Viewer::Custodian(Errand::OwnExport), tx, work).map(Some)
    });
    let Some(story) = found.wait()? else { return Ok(None) };
    let imprint =
        Imprint { archive: site.settings().name.clone(), address: None, modified: site.archive().clock().now() };
    let (mut bytes, name) = (Vec::new(), manuscript::file_name(&story.title, &work.to_string()));
    export::write(&story, Format::Html, &imprint, &mut bytes)
        .map_err(|error| Error::broken(format!("a deleted work could not be put into a letter: {error}")))?;
    let media_type = Format::Html.media_type();
    Ok(Some((story.title, Enclosure { name: format!("{name}.html"), media_type, bytes })))
}

fn words(site: &Site, say: &Say, matter: &Matter) -> (String, String) {
    let settings = site.settings();
    let link = |path: &str, secret: &str| format!("{}{path}{secret}", settings.address);
    let archive = settings.name.as_str();
    match matter {
        Matter::Confirm { name, secret } => (
            say.of("mail-confirm-subject", archive),
            say.of_two("mail-confirm-text", name.as_str(), link("/users/confirm/", secret).as_str()),
        ),
        Matter::AddressInUse { name } => (
            say.of("mail-address-in-use-subject", archive),
            say.of_two("mail-address-in-use-text", name.as_str(), link("/users/login", "").as_str()),
        ),
        Matter::Reset { name, secret } => (
            say.of("mail-reset-subject", archive),
            say.of_two("mail-reset-text", name.as_str(), link("/users/password/", secret).as_str()),
        ),
        Matter::PasswordChanged { name } => (
            say.of("mail-password-changed-subject", archive),
            say.of_two("mail-password-changed-text", name.as_str(), link("/users/login", "").as_str()),
        ),
        Matter::ConfirmAddress { name, secret } => (
            say.of("mail-confirm-address-subject", archive),
            say.of_two("mail-confirm-address-text", name.as_str(), link("/users/address/", secret).as_str()),
        ),
        Matter::AddressAsked { name, address } => (
            say.of("mail-address-asked-subject", archive),
            say.of_two("mail-address-asked-text", name.as_str(), address.as_str()),
        ),
        Matter::AddressChanged { name, address } => (
            say.of("mail-address-changed-subject", archive),
            say.of_two("mail-address-changed-text", name.as_str(), address.as_str()),
        ),
        Matter::Renamed { before, name } => {
            (say.of("mail-renamed-subject", archive), say.of_two("mail-renamed-text", before.as_str(), name.as_str()))
        }
        // Needs more than words, and has got them in `written`.
        Matter::WorkDeleted { .. } => (String::new(), String::new()),
    }
}
