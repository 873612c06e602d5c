//! A finder in a file is the same finder; a damaged file is refused.

use std::path::Path;

use finder::{Finder, SnapshotError};

use crate::dice::Dice;
use crate::world::{self, Size};

const SIZE: Size = Size { works: 700, tags: 40 };

fn filled(dice: &mut Dice) -> Finder {
    let mut finder = Finder::new();
    (0..30).for_each(|_| finder.put_tag(&world::told(dice, SIZE)));
    (0..900).for_each(|_| finder.put(&world::work(dice, SIZE)));
    finder
}

fn saved(finder: &Finder, dir: &Path) -> Vec<u8> {
    let path = dir.join("finder");
    finder.save(&path, "77").unwrap();
    std::fs::read(path).unwrap()
}

fn loaded(bytes: &[u8], dir: &Path) -> Result<(Finder, String), SnapshotError> {
    let path = dir.join("again");
    std::fs::write(&path, bytes).unwrap();
    Finder::load(&path)
}

#[test]
fn a_loaded_finder_answers_and_changes_like_the_one_that_was_kept() {
    let (mut dice, dir) = (Dice::seeded(5), tempfile::tempdir().unwrap());
    let mut finder = filled(&mut dice);
    for round in 0..6 {
        let (mut again, position) = loaded(&saved(&finder, dir.path()), dir.path()).unwrap();
        assert_eq!(position, "77");
        for _ in 0..60 {
            let question = world::question(&mut dice, SIZE);
            assert_eq!(again.ask(&question), finder.ask(&question), "{round} {question:?}");
            let (work, tag) = (world::work(&mut dice, SIZE), world::told(&mut dice, SIZE));
            for finder in [&mut finder, &mut again] {
                finder.put(&work);
                finder.put_tag(&tag);
            }
        }
        finder.settle();
    }
}

#[test]
fn any_changed_byte_is_noticed() {
    let (mut dice, dir) = (Dice::seeded(6), tempfile::tempdir().unwrap());
    let whole = saved(&filled(&mut dice), dir.path());
    for _ in 0..400 {
        let mut bytes = whole.clone();
        let place = dice.below(bytes.len() as u64) as usize;
        bytes[place] ^= 1 << dice.below(8);
        assert!(loaded(&bytes, dir.path()).is_err(), "byte {place} of {}", whole.len());
    }
}

#[test]
fn a_file_that_is_cut_off_is_noticed_wherever_it_ends() {
    let (mut dice, dir) = (Dice::seeded(7), tempfile::tempdir().unwrap());
    let whole = saved(&filled(&mut dice), dir.path());
    for _ in 0..200 {
        let end = dice.below(whole.len() as u64) as usize;
        assert!(loaded(&whole[..end], dir.path()).is_err(), "{end} of {}", whole.len());
    }
}

#[test]
fn another_version_and_another_file_are_told_apart() {
    let (mut dice, dir) = (Dice::seeded(8), tempfile::tempdir().unwrap());
    let mut bytes = saved(&filled(&mut dice), dir.path());
    bytes[8] += 1;
    assert!(matches!(loaded(&bytes, dir.path()), Err(SnapshotError::Version(_))));
    assert!(matches!(loaded(b"once upon a time", dir.path()), Err(SnapshotError::Foreign)));
    assert!(matches!(Finder::load(&dir.path().join("none")), Err(SnapshotError::File(_))));
}

#[test]
fn a_snapshot_takes_its_place_whole_and_leaves_nothing_beside_it() {
    let (mut dice, dir) = (Dice::seeded(9), tempfile::tempdir().unwrap());
    let first = saved(&filled(&mut dice), dir.path());
    let second = saved(&filled(&mut dice), dir.path());
    assert_ne!(first, second);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}
