//! How letters leave the house: by SMTP, or into a folder where the host reads them.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use lettre::Message;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart, header};

use super::wire;
use crate::private;

/// A letter in words, ready to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Where it goes.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as HTML, where it has more than text can say.
    pub html: Option<String>,
    /// The address that ends such letters with one click (RFC 8058).
    pub unsubscribe: Option<String>,
    /// A file that comes with it.
    pub enclosure: Option<Enclosure>,
}

impl Mail {
    /// A letter of plain text.
    pub fn plain(to: impl Into<String>, subject: impl Into<String>, text: impl Into<String>) -> Self {
        let (to, subject, text) = (to.into(), subject.into(), text.into());
        Self { to, subject, text, html: None, unsubscribe: None, enclosure: None }
    }
}

/// A file in a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// Its name, in ASCII.
    pub name: String,
    /// What kind of file it is: `text/html; charset=utf-8`.
    pub media_type: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A mail server that takes our letters.
#[derive(Clone)]
pub struct Smtp {
    /// Its address: `smtps://user:password@mail.example.org`, `smtp://localhost:25`.
    pub url: String,
}

/// Who carries letters.
#[derive(Clone)]
pub enum Carrier {
    /// Puts each into a file of this folder, `.eml`, for archives without a mail server.
    Folder {
        /// The folder; made when it is not there.
        folder: PathBuf,
        /// The sender's address.
        from: String,
    },
    /// Hands them to a mail server.
    Server {
        /// The server, and what is open to it.
        server: wire::Server,
        /// The sender's address.
        from: String,
    },
    /// Makes each as it would go over the wire, and lets it fall: what preparing letters costs is measured so.
    Nobody {
        /// The sender's address.
        from: String,
    },
}

/// Why a letter stays here for now, for the log.
#[derive(Debug, thiserror::Error)]
pub enum Undeliverable {
    /// An address or a line of it cannot be in a mail.
    #[error("it cannot be written as a mail: {0}")]
    Odd(String),
    /// The folder for letters cannot be written.
    #[error("the folder for letters cannot be written: {0}")]
    Folder(#[from] std::io::Error),
    /// The mail server does not take it.
    #[error("the mail server does not take it: {0}")]
    Server(#[from] lettre::transport::smtp::Error),
    /// There is no mail server that would listen.
    #[error("the mail server cannot be spoken to: {0}")]
    Absent(String),
    /// The mail server fell silent while it took it.
    #[error("the mail server fell silent, and nobody knows whether it took it: {0}")]
    Silent(String),
}

impl Carrier {
    /// A carrier that speaks to a mail server. It connects when the first letter goes.
    pub fn server(smtp: &Smtp, from: impl Into<String>) -> Result<Self, Undeliverable> {
        Self::patient_server(smtp, from, Duration::from_secs(20))
    }

    /// [`Carrier::server`], waiting at each step as long as this.
    pub fn patient_server(smtp: &Smtp, from: impl Into<String>, patience: Duration) -> Result<Self, Undeliverable> {
        Ok(Self::Server { server: wire::Server::of(&smtp.url, patience)?, from: from.into() })
    }

    /// A carrier that puts letters into a folder.
    pub fn folder(folder: impl Into<PathBuf>, from: impl Into<String>) -> Self {
        Self::Folder { folder: folder.into(), from: from.into() }
    }

    /// Carries one letter. `name` is unique to it, and its file's where there are files; a letter that is carried again under
    /// the same name is known for the same. Blocks, 20 seconds at most at each step.
    pub fn carry(&self, mail: &Mail, name: &str) -> Result<(), Undeliverable> {
        match self {
            Self::Folder { folder, from } => {
                private::make_folder(folder)?;
                // Written aside and moved, so that who looks into the folder sees whole letters only.
                let (aside, place) = (folder.join(format!(".{name}")), folder.join(format!("{name}.eml")));
                private::make_file(&aside)?.write_all(&message(mail, from, name)?.formatted())?;
                Ok(fs::rename(aside, place)?)
            }
            Self::Server { server, from } => server.take(&message(mail, from, name)?),
            Self::Nobody { from } => {
                drop(message(mail, from, name)?.formatted());
                Ok(())
            }
        }
    }

    /// Lets go of what has not been used for a while.
    pub fn rest(&self) {
        if let Self::Server { server, .. } = self {
            server.rest();
        }
    }
}

fn message(mail: &Mail, from: &str, name: &str) -> Result<Message, Undeliverable> {
    let odd = |error: &dyn std::error::Error| Undeliverable::Odd(error.to_string());
    let mailbox = |text: &str| text.parse::<Mailbox>().map_err(|error| odd(&error));
    let from = mailbox(from)?;
    let id = format!("<{name}@{}>", from.email.domain());
    let mut builder = Message::builder().from(from).to(mailbox(&mail.to)?).subject(&mail.subject).message_id(Some(id));
    if let Some(address) = &mail.unsubscribe {
        builder = builder.header(ListUnsubscribe(format!("<{address}>"))).header(OneClick);
    }
    let body = match &mail.html {
        None => Body::Text(SinglePart::plain(mail.text.clone())),
        Some(html) => Body::Both(MultiPart::alternative_plain_html(mail.text.clone(), html.clone())),
    };
    let message = match (&mail.enclosure, body) {
        (None, Body::Text(_)) => builder.header(header::ContentType::TEXT_PLAIN).body(mail.text.clone()),
        (None, Body::Both(both)) => builder.multipart(both),
        (Some(file), body) => {
            let kind = file.media_type.parse().map_err(|error| odd(&error))?;
            let enclosed = Attachment::new(file.name.clone()).body(file.bytes.clone(), kind);
            let mixed = match body {
                Body::Text(text) => MultiPart::mixed().singlepart(text),
                Body::Both(both) => MultiPart::mixed().multipart(both),
            };
            builder.multipart(mixed.singlepart(enclosed))
        }
    };
    message.map_err(|error| odd(&error))
}

/// What a letter says.
enum Body {
    Text(SinglePart),
    Both(MultiPart),
}

/// Where letters of a sort are ended (RFC 2369).
#[derive(Clone)]
struct ListUnsubscribe(String);

impl header::Header for ListUnsubscribe {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// That one click is enough (RFC 8058).
#[derive(Clone)]
struct OneClick;

impl header::Header for OneClick {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}
