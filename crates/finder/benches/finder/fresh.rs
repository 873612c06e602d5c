//! What changes cost, and questions between them.

use std::error::Error;
use std::time::Duration;

use finder::{Finder, Standing, Tag, TagId};

use crate::clock::{ms, percentile, timed};
use crate::source::Source;

/// Puts works again, counts, and moves large tags about.
pub fn run(mut finder: Finder, source: &dyn Source) -> Result<(), Box<dyn Error>> {
    let mut sample = Vec::new();
    source.each(&mut |row| {
        if row.id % 97 == 0 && sample.len() < 5_000 {
            sample.push(row.work());
        }
    })?;
    let mut puts: Vec<Duration> = Vec::new();
    for (number, work) in (0..).zip(&mut sample) {
        work.updated += number;
        work.tags.rotate_left(1);
        puts.push(timed(|| finder.put(work)).1.wall);
    }
    say("a work put again", &mut puts);
    let mut counts: Vec<Duration> = Vec::new();
    for work in &mut sample {
        work.counts.kudos += 1;
        counts.push(timed(|| finder.count(work.id, &work.counts)).1.wall);
    }
    say("a work counted again", &mut counts);
    wrangle(&mut finder, source);
    Ok(())
}

/// The largest tags become synonyms of another, and canonical again; then they get and lose a metatag.
fn wrangle(finder: &mut Finder, source: &dyn Source) {
    let kinds = [finder::Kind::Fandom, finder::Kind::Additional];
    for kind in kinds {
        let mut large = source.tags().iter().filter(|tag| tag.kind == kind && tag.standing == Standing::Canonical);
        let (Some(first), Some(second)) = (large.next(), large.next()) else { continue };
        let works = finder.ask(&finder::Question { all: vec![first.id.into()], ..finder::Question::default() }).total;
        let other = TagId(second.id.0);
        let synonym = Tag { standing: Standing::SynonymOf(other), metatags: vec![], ..first.clone() };
        let under = Tag { metatags: vec![other], ..first.clone() };
        for (what, tag) in [
            ("becomes a synonym", &synonym),
            ("and is canonical again", first),
            ("gets a metatag", &under),
            ("and loses it", first),
        ] {
            let ((), cost) = timed(|| finder.put_tag(tag));
            println!("{kind:?} of {works} works {what}: {:.1} ms, {:.1} ms CPU", ms(cost.wall), ms(cost.cpu));
        }
    }
}

fn say(what: &str, times: &mut [Duration]) {
    let mean = times.iter().sum::<Duration>() / times.len().max(1) as u32;
    let (half, most) = (percentile(times, 50), percentile(times, 99));
    println!(
        "{what}: mean {:.3} ms, p50 {:.3} ms, p99 {:.3} ms, longest {:.3} ms",
        ms(mean),
        ms(half),
        ms(most),
        ms(percentile(times, 100))
    );
}
