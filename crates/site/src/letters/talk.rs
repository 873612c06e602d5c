//! Letters about what is said at works, each made of what its recipient sees when it goes (COM-12).
//!
//! Whoever does not see the comment or its work any more gets no letter. On an anonymous work a creator is called what the
//! page calls them.

use archive::{
    CommentId, Error, TagId, Viewer, WorkId,
    comments::{self, Author, Told, Topic},
    kudos,
    mail::{Letter, Mail, Matter},
};

use crate::{Say, Site, address};

/// The letter in words; nothing when it is about something else, or has become pointless.
pub(super) fn written(site: &Site, say: &Say, letter: &Letter) -> archive::Result<Option<Mail>> {
    let (work, comment, subject, text) = match letter.matter {
        Matter::Kudos { since, until } => return kudos_left(site, say, letter, (since, until)),
        Matter::Commented { work, comment } => {
            (work, comment, message!("mail-commented-subject"), message!("mail-commented-text"))
        }
        Matter::Answered { work, comment } => {
            (work, comment, message!("mail-answered-subject"), message!("mail-answered-text"))
        }
        Matter::CommentChanged { work, comment } => {
            (work, comment, message!("mail-comment-changed-subject"), message!("mail-comment-changed-text"))
        }
        Matter::CommentCopied { work, comment } => {
            (work, comment, message!("mail-comment-copied-subject"), message!("mail-comment-copied-text"))
        }
        Matter::SaidOfTag { tag, comment } => return said_of_tag(site, say, letter, (tag, comment)),
        _ => return Ok(None),
    };
    let (work, comment) = (WorkId::new(work), CommentId::new(comment));
    let viewer = letter.to.map_or(Viewer::Guest, Viewer::Member);
    let found = remark(site, say, viewer, (work.into(), comment))?;
    let Some(Remark { title, by, words, waits }) = found else { return Ok(None) };
    let link = format!("{}{}", site.settings().address, address::comment(&work, &comment));
    // To who said it this is no news.
    let waits = if waits && !matches!(letter.matter, Matter::CommentCopied { .. }) {
        format!("\n\n{}", say.text("mail-comment-waits"))
    } else {
        String::new()
    };
    let opening = say.of_two(text, by.as_str(), title.as_str());
    let subject = say.of(subject, site.settings().name.as_str());
    Ok(Some(Mail::plain(letter.address.clone(), subject, format!("{opening}\n\n{words}{waits}\n\n{link}"))))
}

/// The letter about what somebody said of a tag: as whoever keeps tags or order sees it, whichever of both they do.
fn said_of_tag(site: &Site, say: &Say, letter: &Letter, (tag, comment): (i64, i64)) -> archive::Result<Option<Mail>> {
    let Some(person) = letter.to else { return Ok(None) };
    let asked = (Topic::Tag(TagId::new(tag)), CommentId::new(comment));
    let found = match remark(site, say, Viewer::Member(person), asked.clone())? {
        None => remark(site, say, Viewer::Moderator(person), asked)?,
        found => found,
    };
    let Some(Remark { title, by, words, .. }) = found else { return Ok(None) };
    let link = format!("{}{}/comments/{comment}", site.settings().address, address::tag(&title));
    let subject = say.of("mail-said-of-tag-subject", site.settings().name.as_str());
    let text = format!("{}\n\n{words}\n\n{link}", say.of_two("mail-said-of-tag-text", by.as_str(), title.as_str()));
    Ok(Some(Mail::plain(letter.address.clone(), subject, text)))
}

/// The letter about kudos: a line for each work. Nothing when there are none any more.
fn kudos_left(site: &Site, say: &Say, letter: &Letter, (since, until): (i64, i64)) -> archive::Result<Option<Mail>> {
    let Some(viewer) = letter.to.map(Viewer::Member) else { return Ok(None) };
    let told = site.archive().read(move |tx| kudos::between(&viewer, tx, since, until)).wait()?;
    let lines = told.iter().map(|(card, kudos)| {
        let mut by = kudos.names.clone();
        by.extend((kudos.others() > 0).then(|| say.of("kudos-others", kudos.others())));
        by.extend((kudos.guests > 0).then(|| say.of("kudos-guests-short", kudos.guests)));
        let link = format!("{}{}", site.settings().address, address::work(&card.id));
        format!("{}: {}\n{link}", card.title, by.join(", "))
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return Ok(None);
    }
    let subject = say.of("mail-kudos-subject", site.settings().name.as_str());
    let text = format!("{}\n\n{}", say.text("mail-kudos-text"), lines.join("\n\n"));
    Ok(Some(Mail::plain(letter.address.clone(), subject, text)))
}

/// What is told of a comment in a letter.
struct Remark {
    title: String,
    by: String,
    words: String,
    waits: bool,
}

/// A comment as somebody sees it now; nothing when they do not.
fn remark(
    site: &Site,
    say: &Say,
    viewer: Viewer,
    (topic, comment): (Topic, CommentId),
) -> archive::Result<Option<Remark>> {
    let page = match site.archive().read(move |tx| comments::show(&viewer, tx, &topic, comment, 1)).wait() {
        Err(Error::NotFound | Error::LogIn | Error::Forbidden(_)) => return Ok(None),
        found => found?,
    };
    let title = page.title;
    let Some(first) = page.turns.into_iter().next().map(|turn| turn.comment) else { return Ok(None) };
    let Told::Said { by, html } = first.told else { return Ok(None) };
    let by = match by {
        Author::Member { pseud, account, .. } if pseud == account => pseud,
        Author::Member { pseud, account, .. } => format!("{pseud} ({account})"),
        Author::Guest { name } => name,
        Author::Creator => say.text("comment-anonymous-creator"),
        Author::Gone => say.text("comment-account-gone"),
    };
    Ok(Some(Remark { title, by, words: manuscript::plain_text(&html), waits: first.waits }))
}
