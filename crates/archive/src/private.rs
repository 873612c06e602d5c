//! Files and folders that only the account reads which the archive runs under: in them are letters with links, and everything
//! that is nobody else's (ASVS 13.3). What is there already keeps the rights its host gave it.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;

/// Makes a folder, with those above it.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    let mut making = DirBuilder::new();
    making.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut making, 0o700);
    making.create(folder)
}

/// Makes a file, or empties the one that is there, for writing.
pub(crate) fn make_file(path: &Path) -> io::Result<File> {
    options().truncate(true).open(path)
}

/// Makes a file where there is none.
pub(crate) fn touch(path: &Path) -> io::Result<()> {
    options().append(true).open(path).map(drop)
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn nobody_else_on_the_machine_reads_what_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("data/letters");
        make_folder(&inner).unwrap();
        drop(make_file(&inner.join("letter")).unwrap());
        touch(&inner.join("database")).unwrap();
        let rights = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!([inner.parent().unwrap(), &inner].map(rights), [0o700, 0o700]);
        assert_eq!(["letter", "database"].map(|name| rights(&inner.join(name))), [0o600, 0o600]);
    }
}
