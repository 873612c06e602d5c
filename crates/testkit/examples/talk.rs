//! Fills a database with talk and reading, for measuring: works with 1,000 comments in 300 threads, of two of which one thread goes on
//! with 100 and with 10,000 answers, somebody who has said 10,000 things, somebody who has read 20,000 works, and members who are logged in.
//!
//! `talk FILE` prints a line a thing that a measurement needs: `talked ID`, `quiet ID`, `hundred ID`, `crowd ID`, `long ID`, `chapter ID`,
//! `reader NAME SECRET`, `member NAME SECRET`; `talk FILE leave` has the one who said so much leave, and prints how long others waited.

use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use archive::accounts::{self, HashedPassword, Lasting, NewAccount, Password};
use archive::comments::{self, NewComment, Speaker, View, Words};
use archive::reading::{self, Glance};
use archive::works::{self, Access, Creators, Fate, NewWork, PackedWork, State};
use archive::{
    Archive, Chance, Clock, CommentId, DatabasePlace, Errand, PersonId, Settings, Viewer, WorkId, imports, people,
};
use testkit::Generator;

const IMPORTER: Viewer = Viewer::Custodian(Errand::Import);
const CLOCK: Viewer = Viewer::Custodian(Errand::Clock);
/// Who says so much.
const TALKER: &str = "talker";
/// Works, and how many of them somebody has read.
const WORKS: usize = 20_000;
/// Comments of the work that is talked of, and their threads.
const COMMENTS: usize = 1_000;
const THREADS: usize = 300;
/// Comments of the one who leaves, and on how many works.
const SAID: usize = 10_000;
const SPREAD: usize = 100;
/// Members who are logged in.
const MEMBERS: usize = 400;
/// So many deeds in a transaction.
const BATCH: usize = 500;

type Done = Result<(), Box<dyn Error>>;

fn main() -> Done {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("which database?")?;
    let settings = Settings::with(DatabasePlace::Sqlite(PathBuf::from(file)));
    let archive = Archive::open(&settings, Clock::Real, Chance::fresh())?;
    if arguments.next().as_deref() == Some("leave") { leave(&archive) } else { fill(&archive) }
}

fn fill(archive: &Archive) -> Done {
    let works = post_all(archive)?;
    let [loud, quiet, hundred, crowd, ..] = works.as_slice() else { return Err("no works".into()) };
    let password = Password::typed("a fool and a cap").hashed(archive.chance())?;
    let members = (0..MEMBERS)
        .map(|number| join(archive, &format!("member_{number}"), &password))
        .collect::<Result<Vec<PersonId>, _>>()?;
    let talker = join(archive, TALKER, &password)?;
    talk(archive, *loud, (COMMENTS, THREADS), &members)?;
    talk(archive, *quiet, (10, 3), &members)?;
    for (work, answers) in [(*hundred, 100), (*crowd, 10_000)] {
        talk(archive, work, (COMMENTS, THREADS), &members)?;
        crowd_in(archive, work, answers, &members)?;
    }
    for works in works.iter().take(SPREAD).copied().collect::<Vec<_>>().chunks(BATCH * SPREAD / SAID) {
        say_much(archive, talker, works.to_vec())?;
    }
    let reader = join(archive, "reader", &password)?;
    read(archive, reader, &works)?;
    finish(archive, reader, &works)?;
    for member in &members {
        read(archive, *member, &[*loud])?;
    }
    let story = Generator::new(2, 10_000).next().ok_or("no story")?;
    let (story, of) = (pack(story)?, *loud);
    let long = archive.write(move |tx| works::post(&IMPORTER, tx, &story)).wait()?;
    let chapters = archive.read(move |tx| works::index(&works::show(&Viewer::Guest, tx, of)?, tx)).wait()?;
    let chapter = chapters.first().ok_or("no chapter")?.id;
    archive.analyze().wait()?;
    say(&format!("talked {loud}\nquiet {quiet}\nhundred {hundred}\ncrowd {crowd}\nlong {long}\nchapter {chapter}"))?;
    say(&format!("reader reader {}", log_in(archive, reader)?))?;
    for (number, member) in members.into_iter().enumerate() {
        say(&format!("member member_{number} {}", log_in(archive, member)?))?;
    }
    Ok(())
}

/// Very short works by invented people.
fn post_all(archive: &Archive) -> Result<Vec<WorkId>, Box<dyn Error>> {
    let mut stories = Generator::of_many_lengths(1, 120);
    let mut ids = Vec::new();
    for _ in 0..WORKS.div_ceil(BATCH) {
        let batch: Vec<(PackedWork, _)> =
            stories.by_ref().take(BATCH).map(|story| pack(story).map(|work| (work, None))).collect::<Result<_, _>>()?;
        let outcomes = archive.write(move |tx| imports::take_in_many(&IMPORTER, tx, &batch)).wait()?;
        ids.extend(outcomes.into_iter().map(|outcome| match outcome {
            imports::Outcome::Taken(id) | imports::Outcome::AlreadyHere(id) => id,
        }));
    }
    Ok(ids)
}

fn pack(manuscript: manuscript::Manuscript) -> archive::Result<PackedWork> {
    NewWork { manuscript, creators: Creators::Bylines, state: State::Posted, access: Access::Everyone }.pack()
}

fn join(archive: &Archive, name: &str, password: &HashedPassword) -> Result<PersonId, Box<dyn Error>> {
    let address = format!("{name}@example.org").parse().map_err(|_| "no address")?;
    let new = NewAccount { name: name.to_owned(), address, password: password.clone(), consents: Vec::new() };
    Ok(archive.write(move |tx| accounts::open_at_once(tx, &new)).wait()?)
}

fn log_in(archive: &Archive, person: PersonId) -> Result<String, Box<dyn Error>> {
    let secret = archive.chance().secret();
    let kept = secret.clone();
    archive.write(move |tx| accounts::begin(tx, person, &kept, "a measurement", Lasting::Short)).wait()?;
    Ok(secret.text().to_owned())
}

/// Comments on a work, in threads that are as long as they are even: everybody answers the one before.
fn talk(archive: &Archive, work: WorkId, (comments, threads): (usize, usize), members: &[PersonId]) -> Done {
    let mut last: Vec<Option<CommentId>> = vec![None; threads];
    for number in 0..comments {
        let (thread, by) = (number % threads, members.get(number % members.len()).copied().ok_or("nobody")?);
        let parent = last.get(thread).copied().flatten();
        let new = comment(parent, &format!("What I think of it, for the {number}th time: rain, letters, and a lamp."))?;
        let said = archive.write(move |tx| comments::say(&Viewer::Member(by), tx, &work.into(), &new)).wait()?;
        if let Some(last) = last.get_mut(thread) {
            *last = Some(said.0);
        }
    }
    Ok(())
}

/// Answers to the first thread of a work, by everybody.
fn crowd_in(archive: &Archive, work: WorkId, answers: usize, members: &[PersonId]) -> Done {
    let show = move |tx: &archive::Tx<'_>| comments::at_work(&Viewer::Guest, tx, &work.into(), View::Work, 1);
    let first = archive.read(show).wait()?.turns.first().ok_or("nothing was said")?.comment.id;
    for start in (0..answers).step_by(BATCH) {
        let by: Vec<PersonId> = members.iter().copied().cycle().skip(start).take(BATCH.min(answers - start)).collect();
        let each = start..start + by.len();
        let all: Vec<NewComment> = each
            .map(|number| comment(Some(first), &format!("So do I, who came as the {number}th.")))
            .collect::<Result<_, _>>()?;
        archive
            .write(move |tx| {
                let mut each = by.iter().zip(&all);
                each.try_for_each(|(by, new)| comments::say(&Viewer::Member(*by), tx, &work.into(), new).map(drop))
            })
            .wait()?;
    }
    Ok(())
}

/// Very many comments of one person on some works.
fn say_much(archive: &Archive, talker: PersonId, works: Vec<WorkId>) -> Done {
    let all: Vec<NewComment> = (0..SAID / SPREAD)
        .map(|number| comment(None, &format!("I said it {number} times.")))
        .collect::<Result<_, _>>()?;
    archive
        .write(move |tx| {
            let viewer = Viewer::Member(talker);
            let mut each = works.iter().flat_map(|work| all.iter().map(move |new| (*work, new)));
            each.try_for_each(|(work, new)| comments::say(&viewer, tx, &work.into(), new).map(drop))
        })
        .wait()?;
    Ok(())
}

fn comment(parent: Option<CommentId>, text: &str) -> archive::Result<NewComment> {
    Ok(NewComment { parent, chapter: None, by: Speaker::Member(None), words: Words::typed(text, false)? })
}

fn read(archive: &Archive, person: PersonId, works: &[WorkId]) -> Done {
    let now = archive.clock().now().as_millisecond();
    for (number, works) in works.chunks(BATCH).enumerate() {
        let glance = |work: &WorkId| Glance { person, work: *work, edition: 0, chapters: 1, at: now - number as i64 };
        let glances: Vec<Glance> = works.iter().map(glance).collect();
        archive.write(move |tx| reading::note(&CLOCK, tx, &glances, &[])).wait()?;
    }
    Ok(())
}

/// Has somebody finish a third of these works, with stars, and drop a tenth.
fn finish(archive: &Archive, person: PersonId, works: &[WorkId]) -> Done {
    for works in works.chunks(BATCH) {
        let works = works.to_vec();
        archive
            .write(move |tx| {
                works.iter().enumerate().try_for_each(|(number, work)| {
                    let state = match number {
                        number if number % 3 == 0 => reading::State::Finished,
                        number if number % 10 == 1 => reading::State::Dropped,
                        _ => return Ok(()),
                    };
                    let wish = reading::Wish { state, note: "Rain, and a lamp.".to_owned(), stars: number as u64 % 6 };
                    reading::keep(&Viewer::Member(person), tx, *work, &wish)
                })
            })
            .wait()?;
    }
    Ok(())
}

/// Deletes the account of the one who said so much, and says how long writing was held up.
fn leave(archive: &Archive) -> Done {
    let person = archive.read(|tx| people::by_name(&Viewer::Guest, tx, TALKER)).wait()?.id;
    let began = Instant::now();
    archive.write(move |tx| accounts::delete(&Viewer::Member(person), tx, Fate::Leave, Fate::Leave)).wait()?;
    let taken: Duration = began.elapsed();
    say(&format!("left {:.1} ms", taken.as_secs_f64() * 1_000.0))
}

fn say(line: &str) -> Done {
    Ok(writeln!(std::io::stdout(), "{line}")?)
}
