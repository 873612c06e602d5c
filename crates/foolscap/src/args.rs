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
    /// Make accounts, give roles, invite, suspend and ban, as the pages do
    User(User),
    /// Say how an archive is run, and change it, as the page does
    Settings(Settings),
    /// Write an archive's canonical tags into a file, and take such a file in
    Tags(Tags),
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
    /// Whose works they are, when they are somebody else's: a letter asks what shall become of them
    #[arg(long = "for", num_args = 2, value_names = ["NAME", "ADDRESS"], requires = "keeper")]
    pub creator: Vec<String>,
    /// Who made them too
    #[arg(long = "with", num_args = 2, value_names = ["NAME", "ADDRESS"], requires = "creator")]
    pub co_creator: Vec<String>,
    /// The archivist who brings them in, and keeps them until they are claimed
    #[arg(long = "as", value_name = "ARCHIVIST", id = "keeper", requires = "creator")]
    pub keeper: Option<String>,
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

/// `foolscap settings`
#[derive(Debug, clap::Args)]
pub struct Settings {
    /// The setting to change; without one all are listed
    pub name: Option<String>,
    /// What it shall be
    #[arg(requires = "name")]
    pub value: Option<String>,
    /// Where the archive lives
    #[command(flatten)]
    pub place: Place,
}

/// `foolscap user`
#[derive(Debug, clap::Args)]
pub struct User {
    /// What to do
    #[command(subcommand)]
    pub deed: UserDeed,
}

/// What can be done about accounts.
#[derive(Debug, Subcommand)]
pub enum UserDeed {
    /// Make an account that is open at once, and print the link with which its password is chosen
    Create(Create),
    /// List all accounts with their roles
    List(List),
    /// Print a link with which somebody chooses a new password
    Reset(Named),
    /// Take second factor and passkeys from somebody who has lost them
    TakeSecondFactor(Named),
    /// Log somebody out everywhere, or everybody
    LogOut(LogOut),
    /// Print a link with which somebody of this address makes an account
    Invite(Invite),
    /// Give somebody a role, or take it
    Role(GiveRole),
    /// Give somebody another name, because theirs offends or pretends; nobody can take the old one
    Rename(Rename),
    /// Keep somebody from writing until the end of a day
    Suspend(Suspend),
    /// Keep somebody from writing for good
    Ban(Sanction),
    /// Let somebody write again
    Lift(Sanction),
    /// Write everything of somebody's into a ZIP: works, drafts, versions, names, settings
    Export(Export),
}

/// `foolscap user create`
#[derive(Debug, clap::Args)]
pub struct Create {
    /// The account's name
    pub name: String,
    /// Where letters to it go
    pub address: String,
    /// A role to give at once: owner, moderator, wrangler, archivist
    #[arg(long, value_name = "ROLE")]
    pub role: Option<String>,
    /// Read the password from standard input, one line, and print no link
    #[arg(long)]
    pub password: bool,
    /// Where the archive lives
    #[command(flatten)]
    pub place: Place,
}

/// `foolscap user log-out`
#[derive(Debug, clap::Args)]
pub struct LogOut {
    /// The account's name
    #[arg(required_unless_present = "everybody")]
    pub name: Option<String>,
    /// Log out everybody who has an account
    #[arg(long, conflicts_with = "name")]
    pub everybody: bool,
    /// Where the archive lives
    #[command(flatten)]
    pub place: Place,
}

/// `foolscap user list`
#[derive(Debug, clap::Args)]
pub struct List {
    /// Where the archive lives
    #[command(flatten)]
    pub place: Place,
}

/// `foolscap user reset` and `foolscap user take-second-factor`
#[derive(Debug, clap::Args)]
pub struct Named {
    /// The account's name
    pub name: String,
    /// Where the archive lives
    #[command(flatten)]
    pub place: Place,
}

/// `foolscap user export`
#[derive(Debug, clap::Args)]
pub struct Export {
    /// The account's name
    pub name: String,
    /// The ZIP to write; a file that is there stays as it is
    pub file: PathBuf,
    /// Where the archive lives
    #[command(flatten)]
    pub place: Place,
}

/// `foolscap user invite`
#[derive(Debug, clap::Args)]
pub struct Invite {
    /// The mail address that is invited
    pub address: String,
    /// Where the archive lives
    #[command(flatten)]
    pub place: Place,
}

/// `foolscap user role`
#[derive(Debug, clap::Args)]
pub struct GiveRole {
    /// The account's name
    pub name: String,
    /// owner, moderator, wrangler or archivist
    pub role: String,
    /// Take the role instead of giving it
    #[arg(long)]
    pub take: bool,
    /// Where the archive lives
    #[command(flatten)]
    pub place: Place,
}

/// `foolscap user rename`
#[derive(Debug, clap::Args)]
pub struct Rename {
    /// The account's name
    pub name: String,
    /// Its name from now on
    pub new: String,
    /// Why; it is told them and kept in the log
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Where the archive lives
    #[command(flatten)]
    pub place: Place,
}

/// `foolscap user suspend`
#[derive(Debug, clap::Args)]
pub struct Suspend {
    /// The account's name
    pub name: String,
    /// The last day, as 2026-12-31, UTC
    #[arg(long, value_name = "DAY")]
    pub until: String,
    /// Why; it is told them and kept in the log
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Where the archive lives
    #[command(flatten)]
    pub place: Place,
}

/// `foolscap user ban` and `foolscap user lift`
#[derive(Debug, clap::Args)]
pub struct Sanction {
    /// The account's name
    pub name: String,
    /// Why; it is told them and kept in the log
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Where the archive lives
    #[command(flatten)]
    pub place: Place,
}

/// `foolscap tags`
#[derive(Debug, clap::Args)]
pub struct Tags {
    /// What to do
    #[command(subcommand)]
    pub deed: TagsDeed,
}

/// What can be done about tags.
#[derive(Debug, Subcommand)]
pub enum TagsDeed {
    /// Write canonical tags, their other names and what stands above them into a file
    Export(ExportTags),
    /// Take such a file in; nothing that is in the archive is changed or taken away
    Import(ImportTags),
}

/// `foolscap tags export`
#[derive(Debug, clap::Args)]
pub struct ExportTags {
    /// The file to write; it must not be there yet
    pub file: PathBuf,
    /// Where the archive lives
    #[command(flatten)]
    pub place: Place,
}

/// `foolscap tags import`
#[derive(Debug, clap::Args)]
pub struct ImportTags {
    /// The file to take in
    pub file: PathBuf,
    /// Only say what would be taken, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Where the archive lives
    #[command(flatten)]
    pub place: Place,
}
