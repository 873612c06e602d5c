//! The stored row of a comment: its columns once, its mapping once. Private to this folder.

use std::collections::HashMap;
use std::sync::Arc;

use super::forum::{At, Forum};
use super::held::Held;
use super::visibility::{Passed, Sight, Standing, State, admit, sight_sql};
use super::words::without_pictures;
use super::{Author, SeenComment, Told};
use crate::clock::from_millis;
use crate::db::{Row, Sql};
use crate::people::{Named, names_of};
use crate::{ChapterId, CommentId, PersonId, PseudId, Result, Tx, Viewer};

/// What is read of a comment, from rows `c`.
pub(super) const COLUMNS: &str =
    "c.id, c.work_id, c.chapter_id, c.thread_id, c.parent_id, c.depth, c.person_id, c.as_creator,
    c.guest_name, c.at, c.edited_at, c.state, c.frozen, c.hidden, c.body, c.pseud_id, c.tag_id, c.held_for";

/// A comment as it is stored.
#[expect(clippy::struct_excessive_bools, reason = "facts that have nothing to do with one another")]
pub(super) struct CommentRow {
    pub(super) id: CommentId,
    pub(super) at: At,
    pub(super) chapter: Option<ChapterId>,
    pub(super) thread: CommentId,
    pub(super) parent: Option<CommentId>,
    pub(super) depth: i64,
    pub(super) person: Option<PersonId>,
    as_creator: bool,
    guest_name: Option<String>,
    said_at: i64,
    edited_at: Option<i64>,
    pub(super) state: State,
    pub(super) frozen: bool,
    pub(super) hidden: bool,
    pub(super) body: String,
    pseud: Option<PseudId>,
    /// Who that is, as long as they are there.
    named: Option<Arc<Named>>,
    held: Option<Held>,
    /// Whether the viewer has muted who said it.
    is_muted: bool,
    /// Answers that the viewer gets something of, as far as they were counted.
    pub(super) replies: i64,
}

impl CommentRow {
    /// `select …` of every column for this viewer from rows `c`; goes on with joins and conditions.
    pub(super) fn select<'v>(viewer: &Viewer) -> Sql<'v> {
        let mut sql = Self::select_from(viewer);
        sql.push("comments c ");
        sql
    }

    /// The same from something else that has [`COLUMNS`]; goes on with that, as `c`.
    pub(super) fn select_from<'v>(viewer: &Viewer) -> Sql<'v> {
        let mut sql = Sql::new("select ");
        sql.push(COLUMNS);
        if let Some(person) = viewer.person() {
            sql.push(", exists (select 1 from mutes m where m.muted_id = c.person_id and m.person_id = ")
                .bind(person)
                .push(")");
        } else {
            sql.push(", false");
        }
        sql.push(" from ");
        sql
    }

    /// Counts the answers of these that the viewer gets something of, of each up to so many.
    pub(super) fn count(viewer: &Viewer, tx: &Tx<'_>, is_creator: bool, rows: &mut [Self], most: i64) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let mut sql = Sql::new("with c (id) as (");
        sql.bind_rows(rows.iter().map(|row| row.id))
            .push(") select c.id, (select count(*) from (select r.id from comments r where r.parent_id = c.id and ");
        sight_sql(&mut sql, "r", viewer, is_creator);
        sql.push(" limit ").bind(most).push(") few) from c");
        let replies: HashMap<CommentId, i64> = sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
        for row in rows {
            row.replies = replies.get(&row.id).copied().unwrap_or_default();
        }
        Ok(())
    }

    /// All that such a statement gives, with the names of who said it.
    pub(super) fn all(tx: &Tx<'_>, sql: &Sql<'_>) -> Result<Vec<Self>> {
        let mut rows = sql.all(tx, Self::read)?;
        let names = names_of(tx, rows.iter().filter_map(|row| row.pseud))?;
        for row in &mut rows {
            row.named = row.pseud.and_then(|pseud| names.get(&pseud).cloned());
        }
        Ok(rows)
    }

    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            at: At::of_columns((row.get(1)?, row.get(16)?))?,
            chapter: row.get(2)?,
            thread: row.get(3)?,
            parent: row.get(4)?,
            depth: row.get(5)?,
            person: row.get(6)?,
            as_creator: row.get(7)?,
            guest_name: row.get(8)?,
            said_at: row.get(9)?,
            edited_at: row.get(10)?,
            state: row.get(11)?,
            frozen: row.get(12)?,
            hidden: row.get(13)?,
            body: row.get(14)?,
            pseud: row.get(15)?,
            named: None,
            held: row.get(17)?,
            is_muted: row.get(18)?,
            replies: 0,
        })
    }

    /// What threads are in the order of.
    pub(super) const fn order(&self) -> (i64, i64, CommentId) {
        (self.said_at, self.depth, self.id)
    }

    /// The facts that decide what a viewer gets of it.
    pub(super) fn standing(&self, viewer: &Viewer, forum: &Forum) -> Standing {
        Standing {
            state: self.state,
            hidden: self.hidden,
            is_own: self.person.is_some() && self.person == viewer.person(),
            is_creator: forum.is_creator,
        }
    }

    /// What this viewer gets of it, through the gate.
    pub(super) fn seen(self, viewer: &Viewer, forum: &Forum) -> Option<SeenComment> {
        let standing = self.standing(viewer, forum);
        let (sight, passed) = admit(viewer, standing)?;
        Some(self.dressed(sight, standing, forum, passed))
    }

    fn dressed(self, sight: Sight, standing: Standing, forum: &Forum, passed: Passed) -> SeenComment {
        let told = match sight {
            Sight::Nothing | Sight::Stub => Told::Deleted,
            Sight::Veiled => Told::Hidden,
            // A picture in what nobody has let through, or what was hidden, would tell its maker who looks (HTML-5).
            Sight::Full if standing.hidden || standing.state == State::Waits => {
                Told::Said { by: self.author(forum), html: without_pictures(&self.body) }
            }
            Sight::Full => Told::Said { by: self.author(forum), html: self.body },
        };
        // That what a nameless creator says is folded would tell who that is.
        let is_muted = self.is_muted && matches!(told, Told::Said { by: Author::Member { .. }, .. });
        SeenComment {
            id: self.id,
            place: self.at,
            chapter: self.chapter,
            thread: self.thread,
            parent: self.parent,
            depth: self.depth as u64,
            at: from_millis(self.said_at),
            edited: self.edited_at.map(from_millis),
            told,
            replies: self.replies as u64,
            waits: self.state == State::Waits,
            held: self.held.filter(|_| self.state == State::Waits && standing.is_creator),
            is_frozen: self.frozen,
            is_hidden: self.hidden,
            is_own: standing.is_own,
            is_muted,
            passed,
        }
    }

    /// Who said it, as somebody is told who sees the work so.
    fn author(&self, forum: &Forum) -> Author {
        if self.as_creator && forum.is_nameless {
            return Author::Creator;
        }
        match (self.named.as_deref(), &self.guest_name) {
            (Some(Named { pseud, account, .. }), _) => {
                Author::Member { pseud: pseud.clone(), account: account.clone(), is_creator: self.as_creator }
            }
            (_, Some(name)) => Author::Guest { name: name.clone() },
            _ => Author::Gone,
        }
    }
}
