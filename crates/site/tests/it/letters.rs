//! Letters as they leave the house, each read as its recipient reads it.

use archive::mail::Carrier;

use crate::visit::TestSite;

/// Where the letters of a site go.
pub struct Post<'a> {
    site: &'a TestSite,
    folder: tempfile::TempDir,
}

/// The letters that leave from now on; what waits is sent and forgotten.
pub fn letters_to(site: &TestSite) -> Post<'_> {
    let post = Post { site, folder: tempfile::tempdir().unwrap() };
    post.all();
    post
}

impl Post<'_> {
    /// All that leaves now.
    pub fn all(&self) -> Vec<String> {
        let carrier = Carrier::folder(self.folder.path(), "archive@example.org");
        site::send_some(self.site.site(), &carrier).unwrap();
        let files = std::fs::read_dir(self.folder.path()).unwrap().map(|file| file.unwrap().path());
        let read = |path| {
            let letter = std::fs::read(&path).unwrap();
            std::fs::remove_file(path).unwrap();
            plain(&letter)
        };
        files.map(read).collect()
    }

    /// The only letter that leaves now; empty when there is none.
    pub fn next(&mut self) -> String {
        let mut all = self.all();
        assert!(all.len() < 2, "{all:?}");
        all.pop().unwrap_or_default()
    }
}

/// A letter without the signs in which it travels (RFC 2045, quoted-printable).
fn plain(letter: &[u8]) -> String {
    let mut plain = Vec::new();
    let mut rest = letter;
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        rest = match (first, byte) {
            (b'=', Some(byte)) => {
                plain.push(byte);
                &after[2..]
            }
            (b'=', None) if after.starts_with(b"\r\n") => &after[2..],
            _ => {
                plain.push(*first);
                after
            }
        };
    }
    String::from_utf8_lossy(&plain).into_owned()
}
