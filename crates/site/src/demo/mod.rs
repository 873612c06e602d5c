//! The sample archive: works written for it, in the cast's names, in every state a work can be in.
//!
//! They stand in `works/` as Markdown with a front matter and are read by the same importer that reads everybody's
//! files. Two keys are for the sample archive alone: `author:` (who of the cast) and `state:` (posted, draft,
//! restricted, hidden).

mod talk;

use archive::{
    Archive, Errand, Error, PseudId, Viewer, WorkId,
    accounts::{self, HashedPassword, NewAccount, Password, Role},
    people,
    works::{self, Access, Creators, NewWork, State},
    wrangling::{self, vocabulary},
};
use import::Input;
use manuscript::Manuscript;

use self::talk::Gathering;

/// Names a work's file and holds it.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_bytes!(concat!("works/", $name)) as &[u8])),+]
    };
}

/// The works.
const FILES: &[(&str, &[u8])] = files![
    "a_complaint_against_the_hare.md",
    "a_ladder_of_one_s_own.md",
    "a_mask_at_netherfield.md",
    "affair_of_the_absent_muffin.md",
    "affair_of_the_bee_ledger.md",
    "affair_of_the_second_landlady.md",
    "alice_and_the_queue.md",
    "ana_draft.md",
    "ana_hidden.md",
    "ana_restricted.md",
    "letters_not_sent_from_longbourn.md",
    "moonlight_in_a_bamboo.md",
    "nine_nights_on_ithaca.md",
    "seventeen_unread_messages.md",
    "the_count_replies.md",
    "the_thousand_and_second_night.md",
    "what_the_lake_said.md",
];

/// The cast: the name they write under, and their account's where that is longer (USER-1 wants three letters).
const CAST: &[(&str, &str)] = &[("ana", "ana"), ("bo", "bo_reads"), ("cy", "cy_muted"), ("wren", "wren")];

/// Who owns the archive and keeps order in it.
const MODERATOR: &str = "kim";

/// Who sorts tags, the fandom that she has signed up for, and what she has made of the tags so far.
const WRANGLER: &str = "wren";
const SIGNED_UP: &str = "Sherlock Holmes - Arthur Conan Doyle";
const TAGS: &str = include_str!("tags.txt");

/// Why a sample work could not be put in. A defect of the sample, not of a visitor.
#[derive(Debug, thiserror::Error)]
pub enum BadSample {
    /// A file does not read as a work.
    #[error("the sample {0} cannot be read: {1}")]
    Unreadable(&'static str, String),
    /// It names a state or an author that there is none of.
    #[error("the sample {0} has a front matter that makes no sense here: {1}")]
    Odd(&'static str, String),
    /// The archive does not take it.
    #[error(transparent)]
    Refused(#[from] Error),
}

/// A sample work, read.
struct Sample {
    story: Manuscript,
    authors: Vec<String>,
    state: String,
}

/// One of the cast who writes.
#[derive(Debug, Clone, Copy)]
struct Author {
    name: &'static str,
    viewer: Viewer,
    pseud: PseudId,
}

/// The cast with their accounts.
struct Company {
    authors: Vec<Author>,
    moderator: Viewer,
}

/// The names of the accounts in the sample archive.
pub fn members() -> Vec<&'static str> {
    CAST.iter().map(|(_, account)| *account).chain([MODERATOR]).collect()
}

/// Puts the cast and their works into an empty archive; one password opens all their accounts. Blocks; call it outside
/// async code.
pub fn furnish(archive: &Archive, password: &str) -> Result<(), BadSample> {
    let company = Company::join(archive, &Password::typed(password).hashed(archive.chance())?)?;
    let post = |(file, bytes): &(&'static str, &'static [u8])| {
        Sample::read(file, bytes)?.post(file, archive, &company).map(|id| (*file, id))
    };
    let works = FILES.iter().map(post).collect::<Result<_, _>>()?;
    wrangle(archive, company.author(WRANGLER))?;
    Gathering { archive, company: &company, works }.talk()
}

/// Lets the wrangler sort some of the tags, and sign up for a fandom.
fn wrangle(archive: &Archive, wrangler: Option<Author>) -> Result<(), BadSample> {
    let host = Viewer::Custodian(Errand::Host);
    let Some(Author { viewer, .. }) = wrangler else { return Ok(()) };
    let sort = archive.write(move |tx| {
        viewer.person().map_or(Ok(()), |person| accounts::give(&host, tx, person, Role::Wrangler))?;
        // Media are an owner's to make.
        vocabulary::take(&host, tx, TAGS)?;
        let fandom = wrangling::named(&viewer, tx, "fandom", SIGNED_UP)?;
        wrangling::sign_up(&viewer, tx, fandom.tag.id)
    });
    Ok(sort.wait()?)
}

impl Company {
    /// Everybody gets an account, and the name they write under.
    fn join(archive: &Archive, password: &HashedPassword) -> Result<Self, Error> {
        let host = Viewer::Custodian(Errand::Host);
        let join = |account: &'static str| {
            let address = format!("{account}@example.org").parse()?;
            let new =
                NewAccount { name: account.to_owned(), address, password: password.clone(), consents: Vec::new() };
            archive.write(move |tx| accounts::open_at_once(tx, &new)).wait()
        };
        let author = |(name, account): &(&'static str, &'static str)| {
            let (name, account, person) = (*name, *account, join(account)?);
            let pseud = archive.write(move |tx| {
                if name == account { people::default_pseud(tx, person) } else { people::add_pseud(tx, person, name) }
            });
            Ok(Author { name, viewer: Viewer::Member(person), pseud: pseud.wait()? })
        };
        let authors = CAST.iter().map(author).collect::<Result<_, Error>>()?;
        let keeper = join(MODERATOR)?;
        let roles = [Role::Owner, Role::Moderator];
        archive.write(move |tx| roles.iter().try_for_each(|role| accounts::give(&host, tx, keeper, *role))).wait()?;
        Ok(Self { authors, moderator: Viewer::Moderator(keeper) })
    }

    fn author(&self, name: &str) -> Option<Author> {
        self.authors.iter().find(|author| author.name == name).copied()
    }
}

impl Sample {
    fn read(file: &'static str, bytes: &'static [u8]) -> Result<Self, BadSample> {
        let unreadable = |error: String| BadSample::Unreadable(file, error);
        let text = std::str::from_utf8(bytes).map_err(|error| unreadable(error.to_string()))?;
        let mut arrivals = import::read(Input { name: file, bytes }).map_err(|error| unreadable(error.to_string()))?;
        let mut story = arrivals.pop().ok_or_else(|| unreadable("there is no story in it".to_owned()))?.manuscript;
        // What is about the sample archive is not about the story.
        story.extra.retain(|(key, _)| !key.eq_ignore_ascii_case("state"));
        let (authors, state) = (values(text, "author"), values(text, "state"));
        Ok(Self { story, authors, state: state.concat() })
    }

    fn post(self, file: &'static str, archive: &Archive, company: &Company) -> Result<WorkId, BadSample> {
        let odd = || BadSample::Odd(file, format!("author {:?}", self.authors));
        let creators: Option<Vec<Author>> = self.authors.iter().map(|name| company.author(name)).collect();
        let creators = creators.ok_or_else(odd)?;
        // Two authors agreed to a sample before it was written; the archive posts it without asking them.
        let viewer = match creators.as_slice() {
            [] => return Err(odd()),
            [author] => author.viewer,
            _ => Viewer::Custodian(Errand::Import),
        };
        let new = NewWork {
            manuscript: self.story,
            creators: Creators::Pseuds(creators.iter().map(|author| author.pseud).collect()),
            state: if self.state == "draft" { State::Draft } else { State::Posted },
            access: if self.state == "restricted" { Access::Members } else { Access::Everyone },
        };
        let work = new.pack()?;
        let id: WorkId = archive.write(move |tx| works::post(&viewer, tx, &work)).wait()?;
        if self.state == "hidden" {
            let moderator = company.moderator;
            archive
                .write(move |tx| works::hide(&moderator, tx, id, "It shows what a hidden work looks like."))
                .wait()?;
        }
        Ok(id)
    }
}

/// The values of a key of the front matter: `key: value` or `key: [one, other]`.
fn values(text: &str, key: &str) -> Vec<String> {
    let front = text.lines().skip(1).take_while(|line| line.trim() != "---");
    let value = front.filter_map(|line| line.split_once(':')).find(|(name, _)| *name == key).map(|(_, value)| value);
    let value = value.unwrap_or_default().trim().trim_start_matches('[').trim_end_matches(']');
    value.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
