//! What was measured, as lines.

use std::time::Duration;

use crate::clock::{Cost, ms, percentile};

/// What one of those who find words has reached.
pub struct Reached {
    pub build: Duration,
    pub share: f64,
    pub costs: Vec<Cost>,
    /// How many stories each phrase was found in.
    pub found: Vec<usize>,
}

/// Prints it. CPU time of another process is not known.
pub fn print(name: &str, stories: u64, text: u64, reached: &Reached, has_cpu: bool) {
    println!(
        "{name}: {stories} stories, {:.0} MB of text, read in {:.1} s; index {:.2} of the text",
        text as f64 / 1e6,
        reached.build.as_secs_f64(),
        reached.share
    );
    let of = |take: fn(&Cost) -> Duration| {
        let mut times: Vec<Duration> = reached.costs.iter().map(take).collect();
        format!("{:.2} / {:.2} ms", ms(percentile(&mut times, 50)), ms(percentile(&mut times, 99)))
    };
    let cpu = if has_cpu { format!(", {} CPU", of(|cost| cost.cpu)) } else { String::new() };
    println!("  a phrase of two to five words, p50 / p99: {} wall{cpu}", of(|cost| cost.wall));
}

/// Prints how a peer did beside us, and whether it found the same.
pub fn compare(name: &str, ours: &Reached, theirs: &Reached) {
    let half = |reached: &Reached| {
        let mut times: Vec<Duration> = reached.costs.iter().map(|cost| cost.wall).collect();
        ms(percentile(&mut times, 50))
    };
    let differ = ours.found.iter().zip(&theirs.found).filter(|(one, other)| one != other).count();
    println!(
        "  beside ours: phrases {:.1} x our time, build {:.1} x, index {:.2} against {:.2}; {differ} of {} phrases are found in another \
         number of stories by {name}, which cuts words by other rules",
        half(theirs) / half(ours),
        theirs.build.as_secs_f64() / ours.build.as_secs_f64(),
        theirs.share,
        ours.share,
        ours.found.len()
    );
}
