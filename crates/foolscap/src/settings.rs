//! The settings file of a data folder, `foolscap.toml`. Every key may be left out; the command line wins.

use std::fs;
use std::io::ErrorKind;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use archive::policies::{Policy, SignUp};
use serde::Deserialize;

/// The file's name.
pub const FILE: &str = "foolscap.toml";

/// What the file may say. Documented for owners in `docs/operating.md`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FromFile {
    /// The archive's name.
    pub name: Option<String>,
    /// One sentence about the archive, on its first page.
    pub tagline: Option<String>,
    /// The address under which visitors reach it.
    pub address: Option<String>,
    /// A folder of message catalogues.
    pub locales: Option<PathBuf>,
    /// MiB of ready pages to keep for guests.
    pub page_cache: Option<usize>,
    /// Who may make an account.
    pub sign_up: Option<SignUpWord>,
    /// Names that nobody takes by themselves, in the place of the built-in ones.
    pub forbidden_names: Option<Vec<String>>,
    /// The youngest that may have an account, in years.
    pub minimum_age: Option<u64>,
    /// The version of terms and privacy notice.
    pub terms_version: Option<String>,
    /// Whether roles count only for those who have shown a second factor.
    pub roles_need_second_factor: Option<bool>,
    /// Connections that one address may have open.
    pub connections_per_address: Option<NonZero<usize>>,
    /// Proxies whose word on where a request comes from is believed.
    pub trusted_proxies: Option<Vec<String>>,
    /// How letters leave the archive.
    pub mail: Option<MailSettings>,
}

/// The words for who may make an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignUpWord {
    /// Anybody.
    Open,
    /// Whoever was invited.
    Invited,
    /// Nobody by themselves.
    Closed,
}

impl From<SignUpWord> for SignUp {
    fn from(word: SignUpWord) -> Self {
        match word {
            SignUpWord::Open => Self::Open,
            SignUpWord::Invited => Self::Invited,
            SignUpWord::Closed => Self::Closed,
        }
    }
}

/// The part `[mail]` of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// The mail server, `smtps://user:password@mail.example.org`; without one letters go into files.
    pub server: Option<String>,
    /// The sender, `The Attic <archive@example.org>`.
    pub from: Option<String>,
}

impl FromFile {
    /// The proxies, read; one that is neither an address nor a network is an error that names it.
    pub fn proxies(&self) -> Result<Vec<site::Net>> {
        let proxies = self.trusted_proxies.iter().flatten();
        proxies.map(|text| text.parse().with_context(|| format!("trusted_proxies in {FILE} makes no sense"))).collect()
    }

    /// How the archive is run where its owner has decided nothing.
    pub fn policy(&self) -> Policy {
        let usual = Policy::default();
        Policy {
            sign_up: self.sign_up.map_or(usual.sign_up, Into::into),
            minimum_age: self.minimum_age.unwrap_or(usual.minimum_age),
            terms_version: self.terms_version.clone().unwrap_or(usual.terms_version),
            ..usual
        }
    }

    /// Reads the file of a data folder; a missing one says nothing. A mistake in it is told with its line.
    pub fn read(data: &Path) -> Result<Self> {
        let path = data.join(FILE);
        match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).map_err(|error| mistake(&path, &text, &error)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => bail!("{} cannot be read: {}", path.display(), crate::files::plain(&error)),
        }
    }
}

/// One sentence with the line as it stands in the file.
fn mistake(path: &Path, text: &str, error: &toml::de::Error) -> anyhow::Error {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let number = before.matches('\n').count() + 1;
    let line = text.lines().nth(number - 1).unwrap_or_default().trim();
    let what = error.message().replace('\n', " ");
    anyhow::anyhow!("{} has a mistake in line {number}, “{line}”: {what}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_a_settings_file_has_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(FromFile::read(folder.path()).unwrap(), FromFile::default());
    }

    #[test]
    fn a_misspelled_key_is_told_with_the_file_and_the_key() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "nmae = \"The Attic\"").unwrap();
        let error = format!("{:#}", FromFile::read(folder.path()).unwrap_err());
        assert!(error.contains(FILE) && error.contains("nmae"), "{error}");
    }

    #[test]
    fn every_address_may_have_a_connection() {
        let folder = tempfile::tempdir().unwrap();
        let write = |value: &str| fs::write(folder.path().join(FILE), format!("connections_per_address = {value}"));
        write("0").unwrap();
        let error = format!("{:#}", FromFile::read(folder.path()).unwrap_err());
        assert!(error.contains("connections_per_address = 0"), "{error}");
        write("7").unwrap();
        assert_eq!(FromFile::read(folder.path()).unwrap().connections_per_address, NonZero::new(7));
    }
}
