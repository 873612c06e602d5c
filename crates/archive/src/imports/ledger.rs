//! Taking stories in, once each, with a line in the ledger.

use manuscript::{Complaint, Manuscript, Provenance, Trouble};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::url_key;
use crate::db::{Sql, args};
use crate::secret::hex;
use crate::works::{self, PackedText, PackedWork, limits};
use crate::{Error, Result, Tx, Viewer, WorkId, gifts, relations};

/// A file as it came in, compressed; kept once, however many stories are in it.
#[derive(Debug, Clone)]
pub struct SourceFile {
    digest: String,
    text: PackedText,
}

impl SourceFile {
    /// Compresses the bytes of a file that stands alone.
    pub fn of(bytes: &[u8]) -> Self {
        Self::pack(hex(&Sha256::digest(bytes)), bytes)
    }

    /// SHA-256 of the file in hex, as in [`Provenance::digest`].
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Compresses the bytes of a file. `digest` is its SHA-256 in hex, as in [`Provenance::digest`].
    pub fn pack(digest: impl Into<String>, bytes: &[u8]) -> Self {
        Self { digest: digest.into(), text: PackedText::pack(bytes) }
    }
}

/// What became of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is a work now.
    Taken(WorkId),
    /// It was imported before and is this work (IMP-2); nothing was changed.
    AlreadyHere(WorkId),
}

/// The work that a story from this file or address became in an earlier import: the same bytes, or one of the spellings
/// of the same address.
pub fn known(tx: &Tx<'_>, from: &Provenance) -> Result<Option<WorkId>> {
    for find in [by_place_in_file, by_bytes, by_address] {
        if let Some(work) = find(tx, from)? {
            return Ok(Some(work));
        }
    }
    Ok(None)
}

fn by_place_in_file(tx: &Tx<'_>, from: &Provenance) -> Result<Option<WorkId>> {
    let Some(digest) = &from.digest else { return Ok(None) };
    tx.value(
        "select work_id from imports where digest = $1 and file = $2 and work_id is not null",
        args![digest, &from.file],
    )
}

/// A file that holds one story is known by its bytes, whatever it is called now; one of several in a ZIP is not.
fn by_bytes(tx: &Tx<'_>, from: &Provenance) -> Result<Option<WorkId>> {
    match &from.digest {
        Some(digest) if !from.file.contains("!/") => {
            tx.value("select work_id from imports where digest = $1 and work_id is not null", args![digest])
        }
        _ => Ok(None),
    }
}

fn by_address(tx: &Tx<'_>, from: &Provenance) -> Result<Option<WorkId>> {
    let Some(key) = from.url.as_deref().map(url_key) else { return Ok(None) };
    tx.value("select work_id from imports where url_key = $1 and work_id is not null", args![&key])
}

/// The works that came in from these addresses, by their keys.
pub(crate) fn works_at(tx: &Tx<'_>, keys: &[String]) -> Result<Vec<(String, WorkId)>> {
    let mut found = Vec::new();
    for keys in keys.chunks(1_000) {
        let mut sql = Sql::new("select url_key, work_id from imports where work_id is not null and url_key in ");
        sql.bind_list(keys.iter().map(String::as_str));
        found.extend(sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?)))?);
    }
    Ok(found)
}

/// Stores a story that is not here yet, its line in the ledger and the file it came from.
pub fn take_in(viewer: &Viewer, tx: &Tx<'_>, work: &PackedWork, file: Option<&SourceFile>) -> Result<Outcome> {
    let story = &work.page.manuscript;
    if let Some(work) = known(tx, &story.provenance)? {
        return Ok(Outcome::AlreadyHere(work));
    }
    let id = works::post(viewer, tx, work)?;
    let mut complaints = story.complaints.clone();
    for doubt in file_ties(tx, id, work)? {
        doubt.join(&mut complaints);
    }
    let from = &story.provenance;
    let key = from.url.as_deref().map(url_key);
    let (complaints, proposals) = (json(&complaints)?, json(&story.proposals)?);
    tx.run(
        "insert into imports (id, work_id, at, file, format, digest, url, url_key, complaints, proposals)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            tx.fresh_id(),
            id,
            tx.now(),
            &from.file,
            &from.format,
            from.digest.as_ref(),
            from.url.as_ref(),
            key.as_ref(),
            complaints,
            proposals,
        ],
    )?;
    file.map_or(Ok(()), |file| keep(tx, file))?;
    Ok(Outcome::Taken(id))
}

/// Files whom a work is for and what it comes from; what cannot be filed is a doubt.
fn file_ties(tx: &Tx<'_>, id: WorkId, work: &PackedWork) -> Result<Vec<Complaint>> {
    let story = &work.page.manuscript;
    let names = gifts::bring(tx, id, &story.gifts)?;
    let others = relations::bring(tx, id, &story.relations, &work.page.host)?;
    let doubt = |what: &str, example: String| Complaint::new(Trouble::Doubted, what, example);
    let names = names.into_iter().map(|name| doubt("recipient that is no name, or one too many", name));
    let others = others.into_iter().map(|other| doubt("related work that cannot be named here", other));
    Ok(names.chain(others).collect())
}

/// Takes several stories in, in one transaction: all of them or none, so that a run that is cut off can go on.
pub fn take_in_many(
    viewer: &Viewer,
    tx: &Tx<'_>,
    stories: &[(PackedWork, Option<SourceFile>)],
) -> Result<Vec<Outcome>> {
    stories.iter().map(|(work, file)| take_in(viewer, tx, work, file.as_ref())).collect()
}

/// The file that a work was imported from, byte for byte. Only for the archive's own errands: it holds everything.
pub fn source(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<Vec<u8>> {
    if !matches!(viewer, Viewer::Custodian(_)) {
        return Err(Error::NotFound);
    }
    let found = tx.first(
        "select s.deflate, s.crc, s.length from sources s join imports i on i.digest = s.digest where i.work_id = $1",
        args![work],
        |row| PackedText::read(row, 0),
    )?;
    found.ok_or(Error::NotFound)?.unpack()
}

/// Forgets what a work came from, when it is deleted: its file, unless another work came from the same one, and all that
/// the ledger quotes of it. The digest and the address's key stay, by which somebody can tell that a file was here; they do
/// not keep it from being imported again.
pub(crate) fn forget(tx: &Tx<'_>, work: WorkId) -> Result<()> {
    tx.run(
        "delete from sources where digest in (select i.digest from imports i where i.work_id = $1)
         and not exists (select 1 from imports o where o.digest = sources.digest and o.work_id <> $1)",
        args![work],
    )?;
    tx.run(
        "update imports set file = '', url = null, complaints = '[]', proposals = '[]' where work_id = $1",
        args![work],
    )
    .map(drop)
}

/// What of a story is beyond the archive's limits, which imports do not have to keep: doubts for its line in the ledger.
pub fn doubts(story: &Manuscript) -> Vec<Complaint> {
    let doubt = |error: crate::FieldError| Complaint::new(Trouble::Doubted, "part beyond its limit", error.to_string());
    let mut doubts = Vec::new();
    limits::broken(story).into_iter().map(doubt).for_each(|doubt| doubt.join(&mut doubts));
    doubts
}

fn keep(tx: &Tx<'_>, file: &SourceFile) -> Result<()> {
    tx.run(
        "insert into sources (digest, deflate, crc, length, at) values ($1, $2, $3, $4, $5)
         on conflict (digest) do nothing",
        args![&file.digest, &file.text.deflate[..], i64::from(file.text.crc), file.text.length as i64, tx.now()],
    )
    .map(drop)
}

fn json(list: &[impl Serialize]) -> Result<String> {
    serde_json::to_string(list).map_err(|_| Error::broken("a line of the import ledger cannot be written"))
}
