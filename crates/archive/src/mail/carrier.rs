//! How letters leave the house: by SMTP, or into a folder where the host reads them.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart, header};
use lettre::{Message, SmtpTransport, Transport as _};

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
    /// A file that comes with it.
    pub enclosure: Option<Enclosure>,
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
        /// The open door of the server.
        transport: SmtpTransport,
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
}

impl Carrier {
    /// A carrier that speaks to a mail server. It connects when the first letter goes.
    pub fn server(smtp: &Smtp, from: impl Into<String>) -> Result<Self, Undeliverable> {
        let builder = SmtpTransport::from_url(&smtp.url)?;
        Ok(Self::Server { transport: builder.timeout(Some(Duration::from_secs(20))).build(), from: from.into() })
    }

    /// A carrier that puts letters into a folder.
    pub fn folder(folder: impl Into<PathBuf>, from: impl Into<String>) -> Self {
        Self::Folder { folder: folder.into(), from: from.into() }
    }

    /// Carries one letter. `name` is unique to it, and its file's where there are files. Blocks, 20 seconds at most at
    /// each step.
    pub fn carry(&self, mail: &Mail, name: &str) -> Result<(), Undeliverable> {
        match self {
            Self::Folder { folder, from } => {
                private::make_folder(folder)?;
                // Written aside and moved, so that who looks into the folder sees whole letters only.
                let (aside, place) = (folder.join(format!(".{name}")), folder.join(format!("{name}.eml")));
                private::make_file(&aside)?.write_all(&message(mail, from)?.formatted())?;
                Ok(fs::rename(aside, place)?)
            }
            Self::Server { transport, from } => {
                transport.send(&message(mail, from)?)?;
                Ok(())
            }
        }
    }
}

fn message(mail: &Mail, from: &str) -> Result<Message, Undeliverable> {
    let odd = |error: &dyn std::error::Error| Undeliverable::Odd(error.to_string());
    let mailbox = |text: &str| text.parse::<Mailbox>().map_err(|error| odd(&error));
    let builder = Message::builder().from(mailbox(from)?).to(mailbox(&mail.to)?).subject(&mail.subject);
    let message = match &mail.enclosure {
        None => builder.header(header::ContentType::TEXT_PLAIN).body(mail.text.clone()),
        Some(file) => {
            let kind = file.media_type.parse().map_err(|error| odd(&error))?;
            let enclosed = Attachment::new(file.name.clone()).body(file.bytes.clone(), kind);
            builder.multipart(MultiPart::mixed().singlepart(SinglePart::plain(mail.text.clone())).singlepart(enclosed))
        }
    };
    message.map_err(|error| odd(&error))
}
