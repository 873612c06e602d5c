//! Speaking to a mail server: one conversation for many letters, and each letter in one piece.
//!
//! The library's own way of sending writes the end of a letter as a piece of its own, for which the network waits forty
//! milliseconds (Nagle's rule and late acknowledgements), and asks three times before each letter whether the server is there. Here
//! the letter's own envelope asks: whatever goes wrong before the server wants to have the letter, nothing of it has left.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lettre::Message;
use lettre::address::Envelope;
use lettre::transport::smtp::Error as Trouble;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use percent_encoding::percent_decode_str;
use url::Url;

use super::Undeliverable;

/// Conversations that are kept for the next letters.
const KEPT: usize = 16;

/// How long one is kept that nobody uses; mail servers hang up after some minutes.
const IDLE: Duration = Duration::from_mins(1);

/// What a mail server says when it hangs up.
const HANGS_UP: u16 = 421;

/// A mail server, and the conversations with it that wait for the next letter.
#[derive(Clone)]
pub struct Server(Arc<Line>);

struct Line {
    place: Place,
    kept: Mutex<VecDeque<Kept>>,
}

struct Kept {
    conversation: SmtpConnection,
    since: Instant,
}

/// Where the server is, and how it is spoken to.
struct Place {
    host: String,
    port: u16,
    secrecy: Secrecy,
    hello: ClientId,
    credentials: Option<Credentials>,
    patience: Duration,
}

/// When the conversation becomes a secret one.
enum Secrecy {
    Never,
    AtOnce(TlsParameters),
    Asked(TlsParameters),
    IfOffered(TlsParameters),
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({}:{})", self.0.place.host, self.0.place.port)
    }
}

impl Server {
    /// The server of an address, waiting at each step as long as this. It is spoken to when the first letter goes.
    pub(super) fn of(url: &str, patience: Duration) -> Result<Self, Undeliverable> {
        let place = Place::of(url, patience)?;
        Ok(Self(Arc::new(Line { place, kept: Mutex::default() })))
    }

    /// Hands a letter over.
    pub(super) fn take(&self, message: &Message) -> Result<(), Undeliverable> {
        let letter = stuffed(&message.formatted())?;
        let mut conversation = self.begin(message.envelope())?;
        match conversation.command(&letter) {
            Ok(_) => {
                self.keep(conversation);
                Ok(())
            }
            Err(trouble) if is_answer(&trouble) => {
                self.keep(conversation);
                Err(Undeliverable::Server(trouble))
            }
            Err(trouble) => Err(Undeliverable::Silent(told(&trouble))),
        }
    }

    /// Hangs up where nothing was said for a while.
    pub(super) fn rest(&self) {
        self.kept().retain(|kept| kept.since.elapsed() < IDLE);
    }

    /// A conversation in which the server waits for the letter of this envelope.
    fn begin(&self, envelope: &Envelope) -> Result<SmtpConnection, Undeliverable> {
        while let Some(Kept { mut conversation, since }) = self.next() {
            if since.elapsed() > IDLE {
                continue;
            }
            match announce(&mut conversation, envelope) {
                Ok(()) => return Ok(conversation),
                Err(trouble) if is_answer(&trouble) && !hangs_up(&trouble) => {
                    return Err(self.refused(conversation, trouble));
                }
                Err(trouble) if trouble.is_timeout() => return Err(Undeliverable::Absent(told(&trouble))),
                // It has hung up meanwhile; so may others have.
                Err(_) => {}
            }
        }
        let absent = |trouble: Trouble| Undeliverable::Absent(told(&trouble));
        let mut conversation = self.0.place.connect().map_err(absent)?;
        match announce(&mut conversation, envelope) {
            Ok(()) => Ok(conversation),
            Err(trouble) if is_answer(&trouble) => Err(self.refused(conversation, trouble)),
            Err(trouble) if trouble.is_client() => Err(Undeliverable::Odd(told(&trouble))),
            Err(trouble) => Err(absent(trouble)),
        }
    }

    fn refused(&self, mut conversation: SmtpConnection, trouble: Trouble) -> Undeliverable {
        if !hangs_up(&trouble) && conversation.command(Rset).is_ok() {
            self.keep(conversation);
        }
        Undeliverable::Server(trouble)
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<Kept>> {
        self.0.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The conversation that was used last.
    fn next(&self) -> Option<Kept> {
        self.kept().pop_back()
    }

    fn keep(&self, conversation: SmtpConnection) {
        let mut kept = self.kept();
        if kept.len() < KEPT {
            kept.push_back(Kept { conversation, since: Instant::now() });
        }
    }
}

impl Place {
    /// `smtp://`, `smtp://…?tls=required`, `smtp://…?tls=opportunistic` or `smtps://`, with a name and a password and a port, and the
    /// name under which this house speaks as its path.
    fn of(text: &str, patience: Duration) -> Result<Self, Undeliverable> {
        let odd = || Undeliverable::Odd("the address of the mail server is none".to_owned());
        let url = Url::parse(text).map_err(|_| odd())?;
        let host = url.host_str().ok_or_else(odd)?.to_owned();
        let tls = || TlsParameters::new(host.clone()).map_err(Undeliverable::Server);
        let asked = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, how)| how.into_owned());
        let (usual, secrecy) = match (url.scheme(), asked.as_deref()) {
            ("smtps", _) => (465, Secrecy::AtOnce(tls()?)),
            ("smtp", Some("required")) => (587, Secrecy::Asked(tls()?)),
            ("smtp", Some("opportunistic")) => (587, Secrecy::IfOffered(tls()?)),
            ("smtp", None) => (25, Secrecy::Never),
            _ => return Err(odd()),
        };
        let plain =
            |text: &str| percent_decode_str(text).decode_utf8().map(std::borrow::Cow::into_owned).map_err(|_| odd());
        let password = url.password().map(plain).transpose()?;
        let credentials = match password {
            Some(password) => Some(Credentials::new(plain(url.username())?, password)),
            None => None,
        };
        let name = url.path().trim_matches('/');
        let hello = if name.is_empty() { ClientId::default() } else { ClientId::Domain(name.to_owned()) };
        Ok(Self { port: url.port().unwrap_or(usual), host, secrecy, hello, credentials, patience })
    }

    fn connect(&self) -> Result<SmtpConnection, Trouble> {
        let at_once = if let Secrecy::AtOnce(tls) = &self.secrecy { Some(tls) } else { None };
        let place = (self.host.as_str(), self.port);
        let mut conversation = SmtpConnection::connect(place, Some(self.patience), &self.hello, at_once, None)?;
        match &self.secrecy {
            Secrecy::Asked(tls) => conversation.starttls(tls, &self.hello)?,
            Secrecy::IfOffered(tls) if conversation.can_starttls() => conversation.starttls(tls, &self.hello)?,
            _ => {}
        }
        if let Some(credentials) = &self.credentials {
            conversation.auth(DEFAULT_MECHANISMS, credentials)?;
        }
        Ok(conversation)
    }
}

/// Says from whom and to whom, and that a letter comes.
fn announce(conversation: &mut SmtpConnection, envelope: &Envelope) -> Result<(), Trouble> {
    let knows = |extension| conversation.server_info().supports_feature(extension);
    let mut addresses = envelope.to().iter().chain(envelope.from());
    let is_foreign = addresses.any(|one| !AsRef::<str>::as_ref(one).is_ascii()) && knows(Extension::SmtpUtfEight);
    let parameters = if is_foreign { vec![MailParameter::SmtpUtfEight] } else { Vec::new() };
    conversation.command(Mail::new(envelope.from().cloned(), parameters))?;
    for to in envelope.to() {
        conversation.command(Rcpt::new(to.clone(), Vec::new()))?;
    }
    conversation.command(Data).map(drop)
}

/// Whether the server has answered, and said no.
fn is_answer(trouble: &Trouble) -> bool {
    trouble.is_permanent() || trouble.is_transient()
}

fn hangs_up(trouble: &Trouble) -> bool {
    trouble.status().is_some_and(|code| u16::from(code) == HANGS_UP)
}

/// A letter as it goes over the wire: with a dot before every line that begins with one, and a line with nothing but a dot at its
/// end (RFC 5321, 4.5.2).
fn stuffed(letter: &[u8]) -> Result<String, Undeliverable> {
    let letter = str::from_utf8(letter).map_err(|error| Undeliverable::Odd(error.to_string()))?;
    let mut stuffed = String::with_capacity(letter.len() + 8);
    for line in letter.split_inclusive('\n') {
        if line.starts_with('.') {
            stuffed.push('.');
        }
        stuffed.push_str(line);
    }
    stuffed.push_str(if stuffed.ends_with("\r\n") { ".\r\n" } else { "\r\n.\r\n" });
    Ok(stuffed)
}

/// An error with what is behind it.
fn told(trouble: &Trouble) -> String {
    let behind = std::error::Error::source(trouble);
    behind.map_or_else(|| trouble.to_string(), |behind| format!("{trouble}: {behind}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_nothing_but_a_dot_does_not_end_a_letter() {
        for (letter, goes) in [
            ("a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n.\r\n"),
            (".a\r\n..\r\n", "..a\r\n...\r\n.\r\n"),
            ("a\n.\nb", "a\n..\nb\r\n.\r\n"),
            ("", "\r\n.\r\n"),
        ] {
            assert_eq!(stuffed(letter.as_bytes()).unwrap(), goes, "{letter:?}");
        }
    }

    #[test]
    fn the_address_of_a_mail_server_says_how_it_is_spoken_to() {
        let place = |url: &str| Place::of(url, IDLE).map(|place| (place.host, place.port, place.credentials.is_some()));
        for (url, host, port, has_name) in [
            ("smtp://localhost", "localhost", 25, false),
            ("smtp://127.0.0.1:2525", "127.0.0.1", 2525, false),
            ("smtps://user:pass%40word@mail.example.org", "mail.example.org", 465, true),
            ("smtp://mail.example.org?tls=required", "mail.example.org", 587, false),
            ("smtp://u:p@mail.example.org:25/archive.example.org?tls=opportunistic", "mail.example.org", 25, true),
        ] {
            assert_eq!(place(url).unwrap(), (host.to_owned(), port, has_name), "{url}");
        }
        for odd in ["", "mail.example.org", "http://mail.example.org", "smtp://mail.example.org?tls=maybe"] {
            assert!(place(odd).is_err(), "{odd}");
        }
    }
}
