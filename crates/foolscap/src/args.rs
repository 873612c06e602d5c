//! The command line, one struct a command. The words here are what `--help` prints.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// An archive of one's own: stories in, an archive to read, books out.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Turn a story in any readable format into any writable one; no archive needed
    Convert(Convert),
    /// Take stories into an archive: files, folders and ZIPs of any readable formats
    Import(Import),
    /// Run an archive
    Serve(Serve),
}

/// `foolscap convert`
#[derive(Debug, clap::Args)]
pub struct Convert {
    /// The story: txt, md, html, epub, docx, odt, rtf, or a ZIP of chapters
    pub from: PathBuf,
    /// Where to write it; the ending chooses the format (epub, html, md, txt, json). A folder takes every story found
    pub to: PathBuf,
    /// The format, when the ending of TO does not say it
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// Say nothing of what was dropped, changed or doubted
    #[arg(long, short)]
    pub quiet: bool,
}

/// Where an archive lives.
#[derive(Debug, Clone, clap::Args)]
pub struct Place {
    /// The archive's data folder
    #[arg(long, value_name = "DIR", env = "FOOLSCAP_DATA", default_value = "foolscap-data")]
    pub data: PathBuf,
    /// A PostgreSQL database instead of SQLite in the data folder
    #[arg(long, value_name = "postgres://…", env = "FOOLSCAP_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
}

/// `foolscap import`
#[derive(Debug, clap::Args)]
pub struct Import {
    /// Files and folders; folders are read with everything below them
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Say what each file is, what was found and what is doubtful, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Post the works whose rating and warnings their files state; without it everything arrives as a draft
    #[arg(long)]
    pub post: bool,
    /// Write the ledger here as JSON lines (default: `imports/` in the data folder)
    #[arg(long, value_name = "FILE")]
    pub ledger: Option<PathBuf>,
    /// How much to say of each file
    #[arg(long, value_enum, default_value_t = Detail::Doubts)]
    pub detail: Detail,
    /// Where the archive lives
    #[command(flatten)]
    pub place: Place,
}

/// How much an import says on the terminal; the ledger always holds everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Detail {
    /// Only the totals
    Totals,
    /// A line for each file
    Lines,
    /// And what is doubtful, damaged or proposed
    Doubts,
    /// And everything that was changed
    All,
}

/// `foolscap serve`
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// A living archive with sample works, in a temporary folder that goes when it stops
    #[arg(long, conflicts_with_all = ["data", "database"])]
    pub demo: bool,
    /// The address to listen on; port 0 takes any free one
    #[arg(long, value_name = "ADDRESS:PORT", env = "FOOLSCAP_LISTEN", default_value = "127.0.0.1:8642")]
    pub listen: SocketAddr,
    /// The archive's name
    #[arg(long, value_name = "NAME", env = "FOOLSCAP_NAME")]
    pub name: Option<String>,
    /// The address under which visitors reach it, such as `https://archive.example`
    #[arg(long, value_name = "URL", env = "FOOLSCAP_ADDRESS")]
    pub address: Option<String>,
    /// What to log: a level (error, warn, info, debug) or levels by part, as `warn,site=debug`
    #[arg(long, value_name = "FILTER", env = "FOOLSCAP_LOG", default_value = "info")]
    pub log: String,
    /// Where the archive lives
    #[command(flatten)]
    pub place: Place,
}
