//! Forms: what a visitor typed, taken in once for every deed.
//!
//! A deed takes a [`Form`]. Making one checks that the form is ours (ASVS 3.5.1): a browser that says it comes from
//! elsewhere is refused, and somebody logged in must send the secret that their own pages hold. What was typed is
//! repaired the same way everywhere: line ends, NULs, control characters; passwords are not touched (R6).

use archive::{FieldError, Slip};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};

use crate::{
    Cx, Problem, Say, sessions,
    upload::{self, File},
};

/// The field that holds the secret of a page's forms.
pub(crate) const TOKEN: &str = "csrf";

/// What a form is made of, read from its fields. Unknown fields are ignored.
pub(crate) trait FromFields {
    /// Takes what the fields say; what is missing is empty.
    fn read(fields: &Fields) -> Self;
}

/// A form of ours, read.
#[derive(Debug)]
pub(crate) struct Form<T>(pub(crate) T);

/// A form without fields: a button.
#[derive(Debug)]
pub(crate) struct Button;

impl FromFields for Button {
    fn read(_: &Fields) -> Self {
        Self
    }
}

/// The names and values that were sent, in their order, and the files that came with them.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    texts: Vec<(String, String)>,
    files: Vec<(String, File)>,
}

impl Fields {
    /// Reads `application/x-www-form-urlencoded`.
    pub(crate) fn of(body: &[u8]) -> Self {
        Self { texts: form_urlencoded::parse(body).into_owned().collect(), files: Vec::new() }
    }

    /// One more field.
    pub(crate) fn push(&mut self, name: String, text: String) {
        self.texts.push((name, text));
    }

    /// One more file.
    pub(crate) fn push_file(&mut self, name: String, file: File) {
        self.files.push((name, file));
    }

    /// The first file that was chosen for a field.
    pub(crate) fn file(&self, name: &str) -> Option<&File> {
        self.files.iter().find(|(key, _)| key == name).map(|(_, file)| file)
    }

    /// Every file that was chosen for a field.
    pub(crate) fn files(&self, name: &str) -> Vec<File> {
        self.files.iter().filter(|(key, _)| key == name).map(|(_, file)| file.clone()).collect()
    }

    /// The first value of a name, repaired; empty when there is none.
    pub(crate) fn text(&self, name: &str) -> String {
        repaired(self.raw(name))
    }

    /// [`Fields::text`] on one line, without white space around it, and without what would turn the line that it is put into.
    pub(crate) fn line(&self, name: &str) -> String {
        let text = self.text(name).replace(TURNS, "");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What somebody is to be called, on one line and else as it was sent: a sign that nobody sees is the archive's to
    /// refuse, so that nobody gets another name than they asked for.
    pub(crate) fn name(&self, name: &str) -> String {
        let text = self.raw(name).split_whitespace().collect::<Vec<_>>().join(" ");
        text.replace(char::is_control, "\u{FFFD}")
    }

    /// The first value of a name as it was typed, for secrets.
    pub(crate) fn raw(&self, name: &str) -> &str {
        self.texts.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Every value of a name on one line, in their order: boxes that were ticked.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        self.texts.iter().filter(|(key, _)| key == name).map(|(_, value)| repaired(value).trim().to_owned()).collect()
    }

    /// Whether there is a field of this name: a box that was ticked, a button that was pressed.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.texts.iter().any(|(key, _)| key == name)
    }
}

/// Signs that set or override the direction of all that follows them, until another ends it.
const TURNS: &[char] =
    &['\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'];

/// Line ends as one, without NULs and other control characters but tabs and line ends (SAN-10).
fn repaired(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect()
}

impl<S: Send + Sync, T: FromFields> FromRequest<S> for Form<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (cx, fields) = fields_of(request, state).await?;
        cx.is_own_form(fields.raw(TOKEN))?;
        sessions::is_still(&cx).await?;
        Ok(Self(T::read(&fields)))
    }
}

/// A form that somebody has written a text into. When their session is over it is not refused but handed to its deed, which
/// changes nothing and gives the text back: a lost session is no lost text.
#[derive(Debug)]
pub(crate) struct Written<T> {
    pub(crate) form: T,
    /// Why it may not be acted upon: nobody is logged in, or somebody who has not agreed to the terms, or the form is of no page
    /// of theirs.
    pub(crate) refused: Option<Problem>,
}

impl<S: Send + Sync, T: FromFields> FromRequest<S> for Written<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (cx, fields) = fields_of(request, state).await?;
        let refused = refused(&cx, &fields).await.err();
        Ok(Self { form: T::read(&fields), refused })
    }
}

/// Nothing where somebody may act upon a form that a text was written into.
async fn refused(cx: &Cx, fields: &Fields) -> Result<(), Problem> {
    if cx.is_guest() {
        return Err(Problem::LogIn);
    }
    if cx.must_agree() {
        return Err(Problem::Agree);
    }
    cx.is_own_form(fields.raw(TOKEN))?;
    sessions::is_still(cx).await
}

/// The fields of a form that comes from a page of this site, whoever's.
async fn fields_of<S: Send + Sync>(request: Request, state: &S) -> Result<(Cx, Fields), Problem> {
    let cx = request.extensions().get::<Cx>().cloned();
    let cx = cx.ok_or_else(|| Problem::broken("a deed stands outside the welcome layer"))?;
    comes_from_here(&cx, request.headers())?;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_owned();
    let is = |wanted| kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(wanted);
    let (plain, with_files) = (is("application/x-www-form-urlencoded"), is("multipart/form-data"));
    if !plain && !with_files {
        return Err(Problem::Invalid);
    }
    let body = Bytes::from_request(request, state).await.map_err(|_| Problem::TooLarge)?;
    let fields = if plain { Fields::of(&body) } else { upload::fields(&kind, body).await? };
    Ok((cx, fields))
}

/// Refuses what a browser says another site has sent. A program that is no browser says nothing, and carries nobody's
/// cookies but its own.
pub(crate) fn comes_from_here(cx: &Cx, headers: &HeaderMap) -> Result<(), Problem> {
    let says = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let good = match (says("sec-fetch-site"), says(header::ORIGIN.as_str())) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        // A page that tells no referrer tells no origin either. Over plain HTTP, where browsers say no more, the secret in
        // the form has to do.
        (None, Some("null")) if cx.site().settings().is_plain_http() => true,
        (None, Some(origin)) => {
            let host = says(header::HOST.as_str()).unwrap_or_default();
            origin == cx.site().settings().address || origin.split_once("://").is_some_and(|(_, theirs)| theirs == host)
        }
        (None, None) => true,
    };
    if good { Ok(()) } else { Err(Problem::Forged) }
}

/// What is wrong with a form, field by field.
#[derive(Debug, Default)]
pub(crate) struct Slips(Vec<FieldError>);

impl Slips {
    /// Nothing is wrong.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// One more is wrong.
    pub(crate) fn add(&mut self, field: &'static str, slip: Slip) {
        self.0.push(FieldError::new(field, slip));
    }

    /// All of these are wrong as well.
    pub(crate) fn extend(&mut self, errors: Vec<FieldError>) {
        self.0.extend(errors);
    }

    /// Keeps what is good of an outcome, or what is wrong with the form; any other failure ends the request.
    pub(crate) fn keep<T>(&mut self, outcome: archive::Result<T>) -> Result<Option<T>, Problem> {
        match outcome {
            Ok(good) => Ok(Some(good)),
            Err(archive::Error::Invalid(errors)) => {
                self.0.extend(errors);
                Ok(None)
            }
            Err(archive::Error::Conflict(archive::What::NameTaken(_))) => {
                self.add("name", Slip::Taken);
                Ok(None)
            }
            Err(other) => Err(other.into()),
        }
    }

    /// Keeps what is good of something that can only be wrong itself; all that is wrong is noted.
    pub(crate) fn kept<T>(&mut self, outcome: archive::Result<T>) -> Option<T> {
        match outcome {
            Ok(good) => Some(good),
            Err(archive::Error::Invalid(errors)) => {
                self.0.extend(errors);
                None
            }
            Err(_) => {
                self.add("name", Slip::Reserved);
                None
            }
        }
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sentence for a field, if something is wrong with it.
    pub(crate) fn sentence(&self, say: &Say, field: &str) -> Option<String> {
        self.0.iter().find(|error| error.field == field).map(|error| told(say, &error.slip))
    }
}

/// What is wrong, in the visitor's language.
pub(crate) fn told(say: &Say, slip: &Slip) -> String {
    match slip {
        Slip::Missing => say.text("slip-missing"),
        Slip::TooLong { most, is } => say.of_two("slip-too-long", *is, *most),
        Slip::TooShort { least, is } => say.of_two("slip-too-short", *is, *least),
        Slip::TooMany { most, is } => say.of_two("slip-too-many", *is, *most),
        Slip::Taken => say.text("slip-taken"),
        Slip::SaidAlready => say.text("slip-said-already"),
        Slip::NotAName => say.text("slip-not-a-name"),
        Slip::Reserved => say.text("slip-reserved"),
        Slip::Resting => say.text("slip-resting"),
        Slip::NotAPseud => say.text("slip-not-a-pseud"),
        Slip::ItsOwn => say.text("slip-its-own"),
        Slip::NoSuchTag { name } => say.of("slip-no-such-tag", name.as_str()),
        Slip::NotCanonical { name } => say.of("slip-not-canonical", name.as_str()),
        Slip::CannotHold { name } => say.of("slip-cannot-hold", name.as_str()),
        Slip::Circle { name } => say.of("slip-circle", name.as_str()),
        Slip::NoRule { text } => say.of("slip-no-rule", text.as_str()),
        Slip::NotAnAddress => say.text("slip-not-an-address"),
        Slip::NotAnUrl => say.text("slip-not-an-url"),
        Slip::WornOut => say.text("slip-worn-out"),
        Slip::NotTheSame => say.text("slip-not-the-same"),
        Slip::WrongPassword => say.text("slip-wrong-password"),
        Slip::WrongCode => say.text("slip-wrong-code"),
        Slip::NotTheCode => say.text("slip-not-the-code"),
        Slip::NotAPasskey => say.text("slip-not-a-passkey"),
        Slip::BadLetter { name, letter } => say.of_two("slip-bad-letter", name.as_str(), letter.to_string().as_str()),
        Slip::LongTag { name, most, .. } => say.of_two("slip-long-tag", name.as_str(), *most),
        Slip::NotUsed { name } => say.of("slip-not-used", name.as_str()),
        Slip::TooHeavy { most, is } => say.of_two("slip-too-heavy", *is, *most),
        Slip::NotAPicture => say.text("slip-not-a-picture"),
        Slip::NotAPictureAddress => say.text("slip-not-a-picture-address"),
        Slip::TooManyPixels { most } => say.of("slip-too-many-pixels", *most),
        Slip::NotBefore { day } => say.of("slip-not-before", day.to_string().as_str()),
        Slip::NoPictures => say.text("slip-no-pictures"),
        Slip::Blank => say.text("slip-blank"),
        Slip::NotOffered => say.text("slip-not-offered"),
        Slip::RefusesImports => say.text("slip-refuses-imports"),
        Slip::NoneLeft => say.text("slip-none-left"),
        Slip::LastOwner => say.text("slip-last-owner"),
        Slip::NotAgreed => say.text("slip-not-agreed"),
        Slip::NotInRange { least, most } => say.of_two("slip-not-in-range", *least, *most),
        Slip::NotToBeAsked { name } => say.of("slip-not-to-be-asked", name.as_str()),
        Slip::AskedMany => say.text("slip-asked-many"),
        Slip::ReachesMany { left, is, .. } => say.of_two("slip-reaches-many", *left, *is),
        Slip::AsksMuch { most } => say.of("slip-asks-much", *most),
        Slip::NotToBeBlocked => say.text("slip-not-to-be-blocked"),
        Slip::Past => say.text("slip-past"),
        Slip::NotATime => say.text("slip-not-a-time"),
        Slip::ToCome => say.text("slip-to-come"),
        Slip::NotRead { why } => say.of("slip-not-read", why.as_str()),
        Slip::SeveralStories { is } => say.of("slip-several-stories", *is),
        Slip::Several { name, them } => say.of_two("slip-several", name.as_str(), them.join(", ").as_str()),
        Slip::NotACollectionName => say.text("slip-not-a-collection-name"),
        Slip::NoCommas => say.text("slip-no-commas"),
        Slip::InsideItself => say.text("slip-inside-itself"),
        Slip::TooDeep => say.text("slip-too-deep"),
        Slip::NoCollection { name } => say.of("slip-no-collection", name.as_str()),
        Slip::TakesNothing { name } => say.of("slip-takes-nothing", name.as_str()),
        Slip::NoWorkHere { address } => say.of("slip-no-work-here", address.as_str()),
        Slip::NotToBeCited { address } => say.of("slip-not-to-be-cited", address.as_str()),
        Slip::NotDescribed { address } => say.of("slip-not-described", address.as_str()),
        Slip::NotARecipient { name } => say.of("slip-not-a-recipient", name.as_str()),
        Slip::TakesNoGifts { name } => say.of("slip-takes-no-gifts", name.as_str()),
        Slip::TakesNoneFromYou { name } => say.of("slip-takes-none-from-you", name.as_str()),
        Slip::TakesNoneFromAll { name } => say.of("slip-takes-none-from-all", name.as_str()),
        Slip::HasRefused { name } => say.of("slip-has-refused", name.as_str()),
        Slip::Unknown { name } => say.of("slip-unknown", name.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_repaired_and_secrets_are_not() {
        let fields = Fields::of("a=one%0D%0Atwo%0Dthree%00%07&b=++x++y+&a=again&p=%0D%00".as_bytes());
        assert_eq!(fields.text("a"), "one\ntwo\nthree");
        assert_eq!(fields.line("b"), "x y");
        assert_eq!(fields.raw("p"), "\r\0");
        let turned = Fields::of("t=Rain+%E2%80%AEyb+ana%E2%80%AC".as_bytes());
        assert_eq!(turned.line("t"), "Rain yb ana");
        let named = Fields::of("n=+ana%E2%80%AE++b%00".as_bytes());
        assert_eq!(named.name("n"), "ana\u{202E} b\u{FFFD}", "a name is refused, not repaired");
        assert!(fields.has("b") && !fields.has("c"));
        assert_eq!(fields.text("c"), "");
    }
}
