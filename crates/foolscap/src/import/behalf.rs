//! An import for somebody else: whose works they are, and which archivist keeps them until they are claimed (ARCH-1).

use anyhow::{Context as _, Result, bail};
use archive::claims::{self, Absent};
use archive::imports::Outcome;
use archive::works::{Access, Creators};
use archive::{Archive, Errand, Error, PersonId, PseudId, Viewer, Why, people};

use super::writer::Packed;
use crate::args::Import;

const HOST: Viewer = Viewer::Custodian(Errand::Host);

/// For whom works are brought in, and by whom.
#[derive(Debug, Clone)]
pub struct Behalf {
    keeper: PersonId,
    pseud: PseudId,
    absent: Vec<Absent>,
}

impl Behalf {
    /// What the command line says of it; nothing for an import of one's own.
    pub fn of(wishes: &Import, archive: &Archive) -> Result<Option<Self>> {
        let Some(name) = wishes.keeper.clone() else { return Ok(None) };
        let people = [&wishes.creator, &wishes.co_creator].into_iter().filter(|words| !words.is_empty());
        let absent = people.map(|words| absent(words)).collect::<Result<Vec<_>>>()?;
        if let [first, second] = absent.as_slice()
            && first.is_same_person(second)
        {
            bail!("--for and --with name the same address");
        }
        let asked = name.clone();
        let found = archive.read(move |tx| {
            let person = people::by_name(&HOST, tx, &asked)?;
            Ok((person.id, people::default_pseud(tx, person.id)?))
        });
        let (keeper, pseud) = match found.wait() {
            Err(Error::NotFound) => bail!("nobody here has an account called “{name}”; `foolscap user list` names all"),
            other => other?,
        };
        let behalf = Self { keeper, pseud, absent };
        // Whether they may is asked before anything is read; who refuses it is a line of the ledger for each work.
        match behalf.bring(archive, Vec::new()) {
            Ok(_) | Err(Error::Forbidden(Why::RefusesImports)) => Ok(Some(behalf)),
            Err(error) => Err(error).with_context(|| format!("{name} cannot bring works in for others")),
        }
    }

    /// Under whose name the works are stored, which is not shown, and for whom.
    pub fn terms(behalf: Option<&Self>) -> (Creators, Access) {
        match behalf {
            Some(behalf) => (Creators::Pseuds(vec![behalf.pseud]), Access::Members),
            None => (Creators::Bylines, Access::Everyone),
        }
    }

    /// Takes works in, all of them or none.
    pub fn bring(&self, archive: &Archive, works: Vec<Packed>) -> Result<Vec<Outcome>, Error> {
        let (keeper, absent) = (self.keeper, self.absent.clone());
        archive.write(move |tx| claims::bring(&HOST, tx, keeper, &works, &absent)).wait()
    }

    /// Writes the letters, one for each person, however many works came in.
    pub fn announce(&self, archive: &Archive) -> Result<()> {
        let (keeper, absent) = (self.keeper, self.absent.clone());
        Ok(archive.write(move |tx| claims::announce(&HOST, tx, keeper, &absent)).wait()?)
    }
}

fn absent(words: &[String]) -> Result<Absent> {
    let [name, address] = words else { bail!("a name and an address are needed") };
    Ok(Absent::new(name, address.parse()?)?)
}
