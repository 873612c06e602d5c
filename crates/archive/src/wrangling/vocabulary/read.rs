//! Reading a vocabulary: lines become tags with what is said about them, or complaints.

use super::{ABOUT, Complaint, Fault, KINDS, Relation, SIGNS};
use crate::tags::{self, Kind};

/// A tag in a file, with its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) line: usize,
    pub(super) kind: Kind,
    pub(super) name: String,
    /// What is said about it, each with its line.
    pub(super) relations: Vec<(usize, Relation, String)>,
    /// What it means in words, line by line.
    pub(super) about: Vec<(usize, String)>,
}

/// All that a file says, and what is wrong with it.
pub(super) fn read(text: &str) -> (Vec<Entry>, Vec<Complaint>) {
    let (mut entries, mut complaints): (Vec<Entry>, Vec<Complaint>) = (Vec::new(), Vec::new());
    // After a tag that is wrong, what is said below it is about nothing.
    let mut is_open = false;
    for (at, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
        let (number, line) = (at + 1, line.trim());
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let above = entries.last_mut().filter(|_| is_open);
        let found = match (line.strip_prefix(ABOUT), relation(line)) {
            (Some(text), _) => describe(above, text, number),
            (None, Some((relation, name))) => about(above, relation, name, number),
            (None, None) => entry(line, number).map(|entry| {
                entries.push(entry);
                is_open = true;
            }),
        };
        if let Err(fault) = found {
            is_open &= relation(line).is_some() || line.starts_with(ABOUT);
            complaints.push(Complaint { line: number, fault });
        }
    }
    (entries, complaints)
}

fn relation(line: &str) -> Option<(Relation, &str)> {
    SIGNS.iter().find_map(|(sign, relation)| line.strip_prefix(*sign).map(|name| (*relation, name)))
}

fn describe(entry: Option<&mut Entry>, text: &str, line: usize) -> Result<(), Fault> {
    let entry = entry.ok_or(Fault::NoneAbove)?;
    entry.about.push((line, text.trim().to_owned()));
    Ok(())
}

fn about(entry: Option<&mut Entry>, relation: Relation, name: &str, line: usize) -> Result<(), Fault> {
    let entry = entry.ok_or(Fault::NoneAbove)?;
    let name = tags::check(name).map_err(Fault::Slip)?;
    entry.relations.push((line, relation, name));
    Ok(())
}

fn entry(line: &str, number: usize) -> Result<Entry, Fault> {
    let (word, name) = line.split_once(':').ok_or(Fault::NoTag)?;
    let word = word.trim();
    let kind = KINDS.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(word));
    let kind = kind.ok_or_else(|| Fault::UnknownKind(word.chars().take(40).collect()))?;
    let name = tags::check(name).map_err(Fault::Slip)?;
    Ok(Entry { line: number, kind, name, relations: Vec::new(), about: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Slip;

    #[test]
    fn a_line_is_a_tag_or_about_the_tag_above_it() {
        let (entries, complaints) =
            read("\u{FEFF}# A note\r\n\r\nFandom:  The  Hound \r\n = Hound\r\n<Books\n\t^ Dogs\n");
        assert!(complaints.is_empty(), "{complaints:?}");
        let said = [(4, Relation::Synonym, "Hound"), (5, Relation::Parent, "Books"), (6, Relation::Metatag, "Dogs")];
        let relations = said.map(|(line, relation, name)| (line, relation, name.to_owned())).to_vec();
        assert_eq!(
            entries,
            [Entry { line: 3, kind: Kind::Fandom, name: "The Hound".to_owned(), relations, about: Vec::new() }]
        );
    }

    #[test]
    fn a_line_that_is_wrong_is_told_by_its_number_and_costs_nothing_else() {
        let long = format!("additional: {}", "x".repeat(151));
        let text = format!(
            "= Loose\nplanet: Mars\n= Red\n{long}\nRain\nadditional: Fog\n= a*b\n= Mist\nrating: Odd\nadditional:"
        );
        let (entries, complaints) = read(&text);
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].relations, [(8, Relation::Synonym, "Mist".to_owned())]);
        let lines: Vec<usize> = complaints.iter().map(|complaint| complaint.line).collect();
        assert_eq!(lines, [1, 2, 3, 4, 5, 7, 9, 10]);
        assert_eq!(complaints[1].fault, Fault::UnknownKind("planet".to_owned()));
        assert_eq!((&complaints[2].fault, &complaints[4].fault), (&Fault::NoneAbove, &Fault::NoTag));
        assert!(matches!(complaints[3].fault, Fault::Slip(Slip::LongTag { .. })));
    }

    proptest::proptest! {
        #[test]
        fn whatever_stands_in_a_file_is_read_or_complained_of(text in "[ =<^:#\\nA-Za-z*]{0,80}") {
            let (entries, complaints) = read(&text);
            let of = |entry: &Entry| 1 + entry.relations.len() + entry.about.len();
            let said: usize = entries.iter().map(of).sum();
            let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.trim().starts_with('#'));
            proptest::prop_assert_eq!(said + complaints.len(), lines.count());
        }
    }
}
