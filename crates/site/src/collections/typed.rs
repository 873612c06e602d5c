//! What the form of a collection sends.

use archive::{
    Slip,
    collections::{NewCollection, NewPicture, SeenCollection},
    people::{Icon, pseuds::NewIcon},
    pictures::Picture,
};
use axum::body::Bytes;
use jiff::{Timestamp, tz::TimeZone};
use manuscript::{Newlines, Place, Prose};

use crate::{
    Cx, Problem,
    form::{Fields, FromFields, Slips},
    works::when::{instant, shown},
};

/// A form has its texts and two pictures. What cameras make is heavier than what is kept here, but it has to arrive, so that it is told
/// at its field and the texts come back.
pub(super) const LARGEST_FORM: usize = 16 * 1024 * 1024;

/// The form as it was typed.
#[expect(clippy::struct_excessive_bools, reason = "independent boxes of a form")]
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) intro: String,
    pub(super) faq: String,
    pub(super) rules: String,
    pub(super) email: String,
    pub(super) tags: String,
    pub(super) parent: String,
    pub(super) icon_alt: String,
    pub(super) header: String,
    pub(super) header_alt: String,
    pub(super) without_icon: bool,
    pub(super) without_picture: bool,
    icon: Option<Bytes>,
    picture: Option<Bytes>,
    pub(super) is_closed: bool,
    pub(super) is_moderated: bool,
    pub(super) is_unrevealed: bool,
    pub(super) is_anonymous: bool,
    pub(super) reveals_at: String,
    pub(super) names_at: String,
}

impl FromFields for Typed {
    fn read(fields: &Fields) -> Self {
        Self {
            name: fields.name("name"),
            title: fields.line("title"),
            description: fields.text("description"),
            intro: fields.text("intro"),
            faq: fields.text("faq"),
            rules: fields.text("rules"),
            email: fields.line("email"),
            tags: fields.line("tags"),
            parent: fields.line("parent"),
            icon_alt: fields.line("icon_alt"),
            header: fields.line("header"),
            header_alt: fields.line("header_alt"),
            without_icon: fields.has("without_icon"),
            without_picture: fields.has("without_picture"),
            icon: fields.file("icon").map(|file| file.bytes.clone()),
            picture: fields.file("picture").map(|file| file.bytes.clone()),
            is_closed: fields.has("closed"),
            is_moderated: fields.has("moderated"),
            is_unrevealed: fields.has("unrevealed"),
            is_anonymous: fields.has("anonymous"),
            reveals_at: fields.line("reveals_at"),
            names_at: fields.line("names_at"),
        }
    }
}

impl Typed {
    /// The form of a collection as it is, with its times in a zone.
    pub(super) fn of(seen: &SeenCollection, zone: &TimeZone) -> Self {
        let time = |at: Option<Timestamp>| shown(zone, at);
        let parent = seen.parent.as_ref().or(seen.asked_parent.as_ref());
        Self {
            name: seen.name.clone(),
            title: seen.title.clone(),
            description: seen.description.source().to_owned(),
            intro: seen.intro.source().to_owned(),
            faq: seen.faq.source().to_owned(),
            rules: seen.rules.source().to_owned(),
            email: seen.email.clone(),
            tags: seen.tags.join(", "),
            parent: parent.map(|place| place.name.clone()).unwrap_or_default(),
            icon_alt: seen.icon_alt.clone(),
            header: seen.header.clone(),
            header_alt: seen.header_alt.clone(),
            is_closed: seen.is_closed,
            is_moderated: seen.is_moderated,
            is_unrevealed: seen.is_unrevealed,
            is_anonymous: seen.is_anonymous,
            reveals_at: time(seen.reveals),
            names_at: time(seen.names),
            ..Self::default()
        }
    }

    /// The collection that it asks for, cleaned; nothing when a picture or a time is none, which is told then.
    pub(super) async fn wanted(&self, cx: &Cx, slips: &mut Slips) -> Result<Option<NewCollection>, Problem> {
        let icon = match self.icon.clone() {
            Some(bytes) => slips.keep(cx.away(move || Icon::of(&bytes)).await?)?.map(NewIcon::Is),
            None if self.without_icon => Some(NewIcon::Remove),
            None => Some(NewIcon::Keep),
        };
        let picture = match self.picture.clone() {
            Some(bytes) => slips.keep(cx.away(move || Picture::of("picture", &bytes)).await?)?.map(NewPicture::Is),
            None if self.without_picture => Some(NewPicture::Remove),
            None => Some(NewPicture::Keep),
        };
        let (reveals, names) = (self.time(cx, "reveals_at", slips), self.time(cx, "names_at", slips));
        let typed = self.clone();
        let [description, intro, faq, rules] = cx.away(move || typed.cleaned()).await?;
        let Some((icon, picture)) = icon.zip(picture).filter(|_| slips.is_empty()) else { return Ok(None) };
        Ok(Some(NewCollection {
            name: self.name.clone(),
            title: self.title.clone(),
            description,
            intro,
            faq,
            rules,
            email: self.email.clone(),
            icon,
            icon_alt: self.icon_alt.clone(),
            picture,
            header: self.header.clone(),
            header_alt: self.header_alt.clone(),
            tags: self.tags.clone(),
            parent: self.parent.clone(),
            is_closed: self.is_closed,
            is_moderated: self.is_moderated,
            is_unrevealed: self.is_unrevealed,
            is_anonymous: self.is_anonymous,
            reveals,
            names,
        }))
    }

    fn cleaned(&self) -> [Prose; 4] {
        let notes = [&self.description, &self.intro, &self.faq, &self.rules].map(String::as_str);
        let places = [Place::Summary, Place::Notes, Place::Notes, Place::Notes];
        let mut pairs = notes.into_iter().zip(places);
        std::array::from_fn(|_| {
            let (text, place) = pairs.next().unwrap_or(("", Place::Notes));
            manuscript::clean(text, place, Newlines::Breaks, &mut Vec::new())
        })
    }

    fn time(&self, cx: &Cx, field: &'static str, slips: &mut Slips) -> Option<Timestamp> {
        let typed = if field == "reveals_at" { &self.reveals_at } else { &self.names_at };
        instant(typed, &cx.zone()).unwrap_or_else(|slip: Slip| {
            slips.add(field, slip);
            None
        })
    }
}
