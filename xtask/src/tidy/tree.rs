//! The checked-in text that rules look at, and what they say about it.

use std::fmt;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::run;

/// Every text file of the checkout that git knows or would take.
#[derive(Debug, Default)]
pub struct Tree {
    /// The files, by path.
    pub files: Vec<File>,
    /// Folders that only this machine has: the checkout's own and its owner's home. None in tests.
    pub local: Vec<String>,
}

/// One file, its path relative to the root with `/` between the parts.
#[derive(Debug)]
pub struct File {
    /// Where it stands.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// One place that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file.
    pub path: String,
    /// The line, counted from 1; 0 speaks of the whole file.
    pub line: usize,
    /// What is wrong and what to do.
    pub says: String,
}

impl Tree {
    /// Reads the checkout; binary files are left out.
    pub fn of_checkout(root: &Path) -> Result<Self> {
        let list = ["ls-files", "--cached", "--others", "--exclude-standard"];
        let listed = run::capture(Command::new("git").args(list).current_dir(root))?;
        let read = |path: &str| {
            let text = std::fs::read_to_string(root.join(path)).ok().filter(|text| !text.contains('\0'))?;
            Some(File { path: path.to_owned(), text })
        };
        let home = std::env::var_os("HOME").unwrap_or_default();
        let local = vec![root.display().to_string(), home.to_string_lossy().into_owned()];
        Ok(Self { files: listed.lines().filter_map(read).collect(), local })
    }

    /// The files of one kind below a folder.
    pub fn under<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.path.starts_with(folder) && file.path.ends_with(ending))
    }

    /// One file, when it is there.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// A tree written down in a test: pairs of path and text.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| File { path: (*path).into(), text: (*text).into() }).collect();
        Self { files, local: Vec::new() }
    }
}

impl File {
    /// A finding about one of its lines.
    pub fn finding(&self, line: usize, says: impl Into<String>) -> Finding {
        Finding { path: self.path.clone(), line, says: says.into() }
    }

    /// Its lines, counted from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// Its lines without whole-line comments, counted from 1: what the compiler reads.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines().filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The name without its folders.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The folder, without a slash at the end; empty at the root.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.says),
            line => write!(f, "{}:{line}: {}", self.path, self.says),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_knows_its_name_and_folder() {
        let tree = Tree::of(&[("a/b/c.rs", ""), ("d.md", "")]);
        let parts: Vec<_> = tree.files.iter().map(|file| (file.folder(), file.name())).collect();
        assert_eq!(parts, [("a/b", "c.rs"), ("", "d.md")]);
    }

    #[test]
    fn code_is_what_is_left_without_comment_lines_and_keeps_its_numbers() {
        let tree = Tree::of(&[("a.rs", "//! x\nfn a() {}\n    // why\n    b();\n")]);
        let lines: Vec<_> = tree.file("a.rs").unwrap().code().collect();
        assert_eq!(lines, [(2, "fn a() {}"), (4, "    b();")]);
    }

    #[test]
    fn a_finding_is_printed_so_that_an_editor_can_jump_to_it() {
        let finding = |line| Finding { path: "a.rs".into(), line, says: "is wrong".into() };
        assert_eq!(finding(7).to_string(), "a.rs:7: is wrong");
        assert_eq!(finding(0).to_string(), "a.rs: is wrong");
    }

    #[test]
    fn the_checkout_holds_this_very_file() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        assert!(Tree::of_checkout(root).unwrap().file("xtask/src/tidy/tree.rs").is_some());
    }
}
