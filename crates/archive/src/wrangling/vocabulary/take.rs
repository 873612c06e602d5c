//! Taking a vocabulary in. Nothing that stands here already is changed or taken away: a file adds, and where it says
//! otherwise than the archive does, that is a complaint. Taken in twice, the second time does nothing.

use super::super::decide::{self, decide};
use super::super::history::{About, Verdict};
use super::super::kinship::may_hold;
use super::super::resting::may_decide;
use super::super::standing::{self, Stand, Standing};
use super::super::{link, metatags};
use super::read::{Entry, read};
use super::{Complaint, Fault, Relation};
use crate::db::args;
use crate::tags::{UNCATEGORIZED, key};
use crate::{Error, Result, Slip, TagId, Tx, Viewer};

/// What became of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// Tags that are canonical now and were not before.
    pub canonical: u64,
    /// Other names.
    pub synonyms: u64,
    /// That a tag belongs to another.
    pub parents: u64,
    /// That a tag is a part of another.
    pub metatags: u64,
    /// What is said of a tag in words.
    pub descriptions: u64,
    /// What was so already.
    pub known: u64,
    /// Lines that were not taken, in their order.
    pub complaints: Vec<Complaint>,
}

/// Whether nobody, and no file, has decided anything about tags yet.
pub fn is_untouched(tx: &Tx<'_>) -> Result<bool> {
    Ok(tx.count("select count(*) from (select 1 from wranglings limit 1) w", &[])? == 0)
}

/// Takes in what a text says.
pub fn take(viewer: &Viewer, tx: &Tx<'_>, text: &str) -> Result<Taken> {
    may_decide(viewer, tx)?;
    let (entries, complaints) = read(text);
    let mut taking = Taking { viewer, tx, taken: Taken { complaints, ..Taken::default() } };
    // All tags first, so that it does not matter which of two that speak of each other stands above.
    let canonical: Vec<(Entry, TagId)> = entries
        .into_iter()
        .map(|entry| taking.canonical(entry))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect();
    for (entry, tag) in &canonical {
        taking.about(entry, *tag)?;
    }
    for wanted in [Relation::Parent, Relation::Metatag, Relation::Synonym] {
        for (entry, tag) in &canonical {
            for (line, _, name) in entry.relations.iter().filter(|(_, relation, _)| *relation == wanted) {
                taking.relation(*line, (entry, *tag), (wanted, name))?;
            }
        }
    }
    taking.taken.complaints.sort_by_key(|complaint| complaint.line);
    Ok(taking.taken)
}

struct Taking<'t, 'c> {
    viewer: &'t Viewer,
    tx: &'t Tx<'c>,
    taken: Taken,
}

/// Whether something was new, or what is wrong with it.
type Outcome = std::result::Result<bool, Fault>;

impl Taking<'_, '_> {
    /// A tag of the file with its number here. Of one that cannot be, what is said below it is of no use either.
    fn canonical(&mut self, entry: Entry) -> Result<Option<(Entry, TagId)>> {
        let outcome = self.make(&entry)?;
        let is_taken = self.note(entry.line, outcome, |taken| &mut taken.canonical);
        if !is_taken {
            let lines = entry.relations.iter().map(|(line, ..)| line).chain(entry.about.iter().map(|(line, _)| line));
            let lines = lines.map(|line| Complaint { line: *line, fault: Fault::NoneAbove });
            self.taken.complaints.extend(lines);
            return Ok(None);
        }
        let stand = standing::by_key(self.tx, &key(&entry.name))?.ok_or(Error::NotFound)?;
        Ok(Some((entry, stand.tag.id)))
    }

    fn make(&self, entry: &Entry) -> Result<Outcome> {
        if let Some(stand) = standing::known(self.tx, &key(&entry.name))? {
            let name = stand.tag.name.clone();
            match stand.standing {
                _ if stand.tag.kind != entry.kind => return Ok(Err(Fault::OtherKind { name, kind: stand.tag.kind })),
                Standing::Canonical => return Ok(Ok(false)),
                Standing::Synonym => return Ok(Err(self.means_another(&stand)?)),
                Standing::Unwrangleable | Standing::Banned => return Ok(Err(Fault::IsAside(name))),
                Standing::Unwrangled => {}
            }
        }
        settled(decide::create(self.viewer, self.tx, entry.kind, &entry.name).map(|_| true))
    }

    /// What is said of a tag in words is taken where nothing is said of it yet.
    fn about(&mut self, entry: &Entry, tag: TagId) -> Result<()> {
        let Some((line, _)) = entry.about.first() else { return Ok(()) };
        let lines: Vec<&str> = entry.about.iter().map(|(_, text)| text.as_str()).collect();
        let outcome = match decide::description(&lines.join("\n")) {
            Err(slip) => Err(Fault::Slip(slip)),
            Ok(told) => match standing::about(self.tx, tag)? {
                here if here == told => Ok(false),
                here if here.is_empty() => settled(decide::describe(self.viewer, self.tx, tag, &told).map(|()| true))?,
                _ => Err(Fault::SaidOtherwise(entry.name.clone())),
            },
        };
        self.note(*line, outcome, |taken| &mut taken.descriptions);
        Ok(())
    }

    fn relation(&mut self, line: usize, of: (&Entry, TagId), (relation, name): (Relation, &str)) -> Result<()> {
        let (entry, tag) = of;
        let outcome = match relation {
            Relation::Synonym => self.synonym(entry, tag, name)?,
            Relation::Parent => self.parent(entry, tag, name)?,
            Relation::Metatag => self.metatag(tag, name)?,
        };
        self.note(line, outcome, |taken| match relation {
            Relation::Synonym => &mut taken.synonyms,
            Relation::Parent => &mut taken.parents,
            Relation::Metatag => &mut taken.metatags,
        });
        Ok(())
    }

    fn synonym(&self, entry: &Entry, tag: TagId, name: &str) -> Result<Outcome> {
        let tag_here = match standing::known(self.tx, &key(name))? {
            None => None,
            Some(stand) if stand.tag.id == tag => return Ok(Err(Fault::Slip(Slip::ItsOwn))),
            Some(stand) => {
                let name = stand.tag.name.clone();
                match stand.standing {
                    _ if stand.tag.kind != entry.kind => {
                        return Ok(Err(Fault::OtherKind { name, kind: stand.tag.kind }));
                    }
                    Standing::Synonym if stand.merger == Some(tag) => return Ok(Ok(false)),
                    Standing::Synonym => return Ok(Err(self.means_another(&stand)?)),
                    Standing::Canonical => return Ok(Err(Fault::IsCanonical(name))),
                    Standing::Unwrangleable | Standing::Banned => return Ok(Err(Fault::IsAside(name))),
                    Standing::Unwrangled => Some(stand.tag.id),
                }
            }
        };
        let synonym = tag_here.map_or_else(|| decide::named(self.tx, entry.kind, name), Ok);
        let merged = synonym.and_then(|synonym| decide::merge(self.viewer, self.tx, synonym, &entry.name));
        settled(merged.map(|_| true))
    }

    /// What a file says of parents is all there is: no fandom comes along with a character, as it does by hand (WR-7).
    fn parent(&self, entry: &Entry, tag: TagId, name: &str) -> Result<Outcome> {
        let Some(parent) = standing::known(self.tx, &key(name))? else {
            return Ok(Err(Fault::Slip(Slip::NoSuchTag { name: name.to_owned() })));
        };
        let name = parent.tag.name.clone();
        if parent.standing != Standing::Canonical {
            return Ok(Err(Fault::Slip(Slip::NotCanonical { name })));
        }
        if !may_hold(parent.tag.kind, entry.kind) || name == UNCATEGORIZED {
            return Ok(Err(Fault::Slip(Slip::CannotHold { name })));
        }
        let sql = "select count(*) from tag_parents where tag_id = $1 and parent_id = $2";
        if self.tx.count(sql, args![tag, parent.tag.id])? > 0 {
            return Ok(Ok(false));
        }
        let about = About::two(tag, parent.tag.id);
        let assigned =
            decide(self.viewer, self.tx, Verdict::Assigned, about, |edits, _| edits.parent(tag, parent.tag.id, true));
        settled(assigned.map(|()| true))
    }

    fn metatag(&self, tag: TagId, name: &str) -> Result<Outcome> {
        let meta = standing::known(self.tx, &key(name))?;
        if let Some(meta) = meta
            && metatags::is_direct(self.tx, tag, meta.tag.id)?
        {
            return Ok(Ok(false));
        }
        settled(link::attach(self.viewer, self.tx, tag, name).map(|()| true))
    }

    fn means_another(&self, stand: &Stand) -> Result<Fault> {
        let means = stand.merger.map(|merger| standing::of(self.tx, merger)).transpose()?;
        let means = means.map(|means| means.tag.name).unwrap_or_default();
        Ok(Fault::MeansAnother { name: stand.tag.name.clone(), means })
    }

    /// Counts an outcome; whether what it is about stands now.
    fn note(&mut self, line: usize, outcome: Outcome, counter: impl FnOnce(&mut Taken) -> &mut u64) -> bool {
        match outcome {
            Ok(is_new) => *(if is_new { counter(&mut self.taken) } else { &mut self.taken.known }) += 1,
            Err(fault) => {
                self.taken.complaints.push(Complaint { line, fault });
                return false;
            }
        }
        true
    }
}

/// An outcome of a decision: what is wrong with the line is a fault of it, what is wrong with the database ends all.
fn settled(outcome: Result<bool>) -> Result<Outcome> {
    match outcome {
        Ok(is_new) => Ok(Ok(is_new)),
        Err(Error::Invalid(mut slips)) if !slips.is_empty() => Ok(Err(Fault::Slip(slips.remove(0).slip))),
        Err(Error::Forbidden(why)) => Ok(Err(Fault::Refused(why))),
        Err(other) => Err(other),
    }
}
