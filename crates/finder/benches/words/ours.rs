//! The index of stories, filled as an archive fills it: committed whenever some megabytes wait in memory.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use finder::{Chapter, Place, Seek, Stories, WorkId};

use crate::clock::{memory, process_cpu, timed};
use crate::invented::Invented;
use crate::report::{self, Reached};

/// Bytes of text that wait at most, as in an archive.
const WAITING: usize = 8 << 20;

pub fn run(invented: &Invented) -> Result<Reached, Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let (mut stories, _) = Stories::open(dir.path())?;
    let (mut bytes, mut spent, mut most, before) = (0, Duration::ZERO, 0, memory());
    let began = process_cpu();
    for number in 0..invented.stories {
        let text = invented.story(number);
        bytes += text.len() as u64;
        let chapter = Chapter { work: WorkId(number), chapter: number, stamp: 0, language: "en", text: &text };
        let start = Instant::now();
        stories.add(&chapter)?;
        if stories.waiting() >= WAITING {
            most = most.max(memory().saturating_sub(before));
            stories.commit("filling")?;
        }
        spent += start.elapsed();
    }
    let start = Instant::now();
    stories.commit("whole")?;
    let build = spent + start.elapsed();
    let cpu = process_cpu().saturating_sub(began);
    let served = asked(invented, &stories, dir.path(), (bytes, build))?;
    report::print("ours, as it is after filling", invented.stories, bytes, &served, true);
    println!(
        "  memory while it is filled: at most {} MB of its own; {:.0} s CPU with inventing the stories; {} MB when it is asked",
        most / 1_000_000,
        cpu.as_secs_f64(),
        memory().saturating_sub(before) / 1_000_000
    );
    let start = Instant::now();
    stories.settle()?;
    let settled = asked(invented, &stories, dir.path(), (bytes, build + start.elapsed()))?;
    report::print("ours, in one piece", invented.stories, bytes, &settled, true);
    Ok(served)
}

/// Asks for every phrase.
fn asked(
    invented: &Invented,
    stories: &Stories,
    folder: &Path,
    (bytes, build): (u64, Duration),
) -> Result<Reached, Box<dyn Error>> {
    let seeker = stories.seeker();
    let (mut costs, mut found) = (Vec::new(), Vec::new());
    for (story, phrase) in invented.phrases() {
        let seek = Seek::Phrase(phrase, vec![Place::Story]);
        // In the forms of every language, as an archive looks that is not told one.
        let (works, cost) = timed(|| seeker.seek(&seek, &[]));
        let works = works?;
        assert!(works.contains(&WorkId(story)), "{seek:?} is not found where it stands");
        found.push(works.len());
        costs.push(cost);
    }
    Ok(Reached { build, share: size(folder)? as f64 / bytes as f64, costs, found })
}

/// Bytes of the files in a folder.
pub fn size(folder: &Path) -> Result<u64, Box<dyn Error>> {
    let files = std::fs::read_dir(folder)?.flatten().filter_map(|file| file.metadata().ok());
    Ok(files.map(|file| file.len()).sum())
}
