//! The stored row of a work: its columns once, its mapping once. Private to this folder.

use manuscript::{Permissions, Provenance, Relation, Statistics};
use serde::{Deserialize, Serialize};

use super::commenting::Commenting;
use super::dates::Told;
use super::standing::{Standing, Tie};
use super::visibility::posted_sql;
use crate::collections::keeps_work_sql;
use crate::db::{Row, Sql};
use crate::{Error, PersonId, Result, Secret, Viewer, WorkId};

/// A work as it is stored.
pub(super) struct WorkRow {
    pub(super) id: WorkId,
    pub(super) title: String,
    pub(super) language: String,
    pub(super) summary: String,
    pub(super) notes: String,
    pub(super) end_notes: String,
    pub(super) cleaner: i64,
    pub(super) details: String,
    pub(super) expected_chapters: Option<i64>,
    pub(super) chapters: i64,
    pub(super) posted_chapters: i64,
    pub(super) words: i64,
    pub(super) published_at: i64,
    pub(super) revised_at: i64,
    pub(super) edition: i64,
    pub(super) posts_at: Option<i64>,
    pub(super) standing: Standing,
}

impl WorkRow {
    /// `select …` of every column for this viewer, who may hold the key of a secret link, from a row `w`; goes on with a
    /// condition.
    pub(super) fn select<'v>(viewer: &Viewer, now: i64, key: Option<&'v Secret>) -> Sql<'v> {
        let mut sql = Sql::new(
            "select w.id, w.title, w.language, w.summary, w.notes, w.end_notes, w.cleaner, w.details,
             w.expected_chapters, w.chapters, w.posted_chapters, w.words, w.published_at, w.revised_at, w.edition,
             coalesce(w.posts_at, w.waits_at), w.access, w.hidden, w.unrevealed, w.anonymous, w.deleted, ",
        );
        posted_sql(&mut sql, now);
        sql.push(", ");
        tie_sql(&mut sql, viewer.person(), key);
        sql.push(" from works w where ");
        sql
    }

    /// Reads a row of [`WorkRow::select`].
    pub(super) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            title: row.get(1)?,
            language: row.get(2)?,
            summary: row.get(3)?,
            notes: row.get(4)?,
            end_notes: row.get(5)?,
            cleaner: row.get(6)?,
            details: row.get(7)?,
            expected_chapters: row.get(8)?,
            chapters: row.get(9)?,
            posted_chapters: row.get(10)?,
            words: row.get(11)?,
            published_at: row.get(12)?,
            revised_at: row.get(13)?,
            edition: row.get(14)?,
            posts_at: row.get(15)?,
            standing: Standing {
                access: row.get(16)?,
                hidden: row.get(17)?,
                unrevealed: row.get(18)?,
                anonymous: row.get(19)?,
                deleted: row.get(20)?,
                posted: row.get(21)?,
                tie: Tie {
                    is_creator: row.get(22)?,
                    is_invited: row.get(23)?,
                    is_named: row.get(24)?,
                    has_key: row.get(25)?,
                    keeps: row.get(26)?,
                },
            },
        })
    }

    /// The part of the row that SQL never looks into.
    pub(super) fn details(&self) -> Result<Details> {
        self.details_in(&self.details)
    }

    /// The details that are written so, of this work.
    pub(super) fn details_in(&self, written: &str) -> Result<Details> {
        serde_json::from_str(written)
            .map_err(|_| Error::broken(format!("the details of work {} cannot be read", self.id)))
    }
}

/// The columns of a [`Tie`]: what somebody is to the work `w`. A guest is nothing to any, which is known without looking.
fn tie_sql<'v>(sql: &mut Sql<'v>, person: Option<PersonId>, key: Option<&'v Secret>) {
    let Some(person) = person else {
        sql.push("false, false, false, ");
        key_sql(sql, key);
        sql.push(", false");
        return;
    };
    sql.push("exists (select 1 from creatorships c where c.work_id = w.id and c.person_id = ").bind(person);
    sql.push("), exists (select 1 from invitations i where i.work_id = w.id and i.person_id = ").bind(person);
    sql.push("), exists (select 1 from named_readers n where n.work_id = w.id and n.person_id = ").bind(person);
    sql.push("), ");
    key_sql(sql, key);
    sql.push(", w.unrevealed and ");
    keeps_work_sql(sql, person);
}

/// Whether this is the key of a secret link to the work `w`.
fn key_sql<'v>(sql: &mut Sql<'v>, key: Option<&'v Secret>) {
    let Some(key) = key else {
        sql.push("false");
        return;
    };
    sql.push("exists (select 1 from work_keys k where k.work_id = w.id and k.secret = ").bind(key.text()).push(")");
}

/// What is kept of a title page without being searched or sorted by.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Details {
    pub(super) permissions: Permissions,
    pub(super) statistics: Statistics,
    pub(super) extra: Vec<(String, String)>,
    pub(super) collections: Vec<String>,
    /// Works elsewhere that come from this one, as its file said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) relations: Vec<Relation>,
    pub(super) provenance: Provenance,
    pub(super) told: Told,
    pub(super) commenting: Commenting,
    /// Whether nobody shall find it by words in its text.
    pub(super) unsearched: bool,
}

impl Details {
    /// As it goes into its column.
    pub(super) fn written(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|_| Error::broken("the details of a work cannot be written"))
    }
}
