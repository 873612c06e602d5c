//! The few ways in which wrangling changes rows, each with its opposite. A decision is a list of them.

use serde::{Deserialize, Serialize};

use super::metatags;
use super::standing::{self, Standing};
use crate::db::args;
use crate::error::What;
use crate::feed::{self, Change};
use crate::tags::{Kind, key};
use crate::{Error, Result, TagId, Tx};

/// One change. Tags are given by their numbers, because this is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Edit {
    /// How a tag stands: the word, and what it is merged into.
    Stand { tag: i64, from: (String, Option<i64>), to: (String, Option<i64>) },
    /// That a tag belongs to another, from now on or no more.
    Parent { tag: i64, parent: i64, is: bool },
    /// That a tag is a part of another, said by a wrangler.
    Meta { sub: i64, meta: i64, is: bool },
    /// What a tag is called.
    Name { tag: i64, from: String, to: String },
    /// Of which kind a tag is.
    Kind { tag: i64, from: String, to: String },
    /// What is said of a tag in words.
    About { tag: i64, from: String, to: String },
    /// That somebody wrangles a fandom.
    Wrangler { fandom: i64, person: i64, is: bool },
}

/// How much leans on a tag's being canonical.
const LEANING: &str = "select (select count(*) from tags where merger_id = $1)
    + (select count(*) from tag_parents where parent_id = $1)
    + (select count(*) from metatags where is_direct and (sub_id = $1 or meta_id = $1))";

impl Edit {
    /// The change that takes this one back.
    pub(super) fn reversed(&self) -> Self {
        match self.clone() {
            Self::Stand { tag, from, to } => Self::Stand { tag, from: to, to: from },
            Self::Parent { tag, parent, is } => Self::Parent { tag, parent, is: !is },
            Self::Meta { sub, meta, is } => Self::Meta { sub, meta, is: !is },
            Self::Name { tag, from, to } => Self::Name { tag, from: to, to: from },
            Self::Kind { tag, from, to } => Self::Kind { tag, from: to, to: from },
            Self::About { tag, from, to } => Self::About { tag, from: to, to: from },
            Self::Wrangler { fandom, person, is } => Self::Wrangler { fandom, person, is: !is },
        }
    }

    /// Whether it changes what is shown of a tag wherever it stands.
    fn is_shown(&self) -> bool {
        let banned = Standing::Banned.word();
        match self {
            Self::Name { .. } | Self::Kind { .. } => true,
            Self::Stand { from, to, .. } => from.0 == banned || to.0 == banned,
            _ => false,
        }
    }

    /// Whether only those who mend tags make such a change: other letters in a name (TAG-8), and what is used at all (TAG-10).
    pub(super) fn is_for_owners(&self) -> bool {
        let banned = Standing::Banned.word();
        match self {
            Self::Name { from, to, .. } => key(from) != key(to),
            Self::Stand { from, to, .. } => from.0 == banned || to.0 == banned,
            _ => false,
        }
    }

    /// What others are told: whether works that have the tag are found by something else now, or only the tag itself is
    /// another.
    const fn news(&self, tag: TagId) -> Change {
        match self {
            Self::Parent { .. } | Self::About { .. } | Self::Wrangler { .. } => Change::TagFiled(tag),
            Self::Stand { .. } | Self::Meta { .. } | Self::Name { .. } | Self::Kind { .. } => Change::Tag(tag),
        }
    }

    /// Whether what this leans on stands: mergers, parents and both ends of a metatag are canonical, no tag ceases to be
    /// canonical while others lean on it, and nothing is a part of itself. A decision sees to that; undoing one may not.
    fn stands(&self, tx: &Tx<'_>) -> Result<bool> {
        let canonical = |tag: i64| Ok(standing::of(tx, TagId::new(tag))?.standing == Standing::Canonical);
        match self {
            Self::Stand { to: (_, Some(merger)), .. } => canonical(*merger),
            Self::Stand { tag, from, to: (to, None) } if from.0 != *to && from.0 == Standing::Canonical.word() => {
                Ok(tx.count(LEANING, args![*tag])? == 0)
            }
            Self::Parent { parent, is: true, .. } => canonical(*parent),
            Self::Meta { sub, meta, is: true } => Ok(canonical(*sub)?
                && canonical(*meta)?
                && !metatags::is_within(tx, TagId::new(*meta), TagId::new(*sub))?),
            _ => Ok(true),
        }
    }

    /// Changes the rows. [`Error::Conflict`] when what it changes from is not so any more, or what it leans on.
    pub(super) fn apply(&self, tx: &Tx<'_>) -> Result<()> {
        if !self.stands(tx)? {
            return Err(Error::Conflict(What::Changed));
        }
        let (changed, tag) = match self {
            Self::Stand { tag, from, to } => (stand(tx, *tag, from, to)?, *tag),
            Self::Parent { tag, parent, is: true } => {
                let sql = "insert into tag_parents (tag_id, parent_id) values ($1, $2) on conflict do nothing";
                (tx.run(sql, args![*tag, *parent])?, *tag)
            }
            Self::Parent { tag, parent, is: false } => {
                (tx.run("delete from tag_parents where tag_id = $1 and parent_id = $2", args![*tag, *parent])?, *tag)
            }
            Self::Meta { sub, meta, is } => {
                let (sub, meta) = (TagId::new(*sub), TagId::new(*meta));
                let changed = if *is { metatags::put(tx, sub, meta)? } else { metatags::take(tx, sub, meta)? };
                (changed, sub.number())
            }
            Self::Name { tag, from, to } => {
                let name_key = key(to);
                if standing::by_key(tx, &name_key)?.is_some_and(|there| there.tag.id.number() != *tag) {
                    return Err(Error::Conflict(What::Changed));
                }
                let sql = "update tags set name = $3, name_key = $4 where id = $1 and name = $2";
                (tx.run(sql, args![*tag, from, to, &name_key])?, *tag)
            }
            Self::Kind { tag, from, to } => {
                (tx.run("update tags set kind = $3 where id = $1 and kind = $2", args![*tag, from, to])?, *tag)
            }
            Self::About { tag, from, to } => {
                (tx.run("update tags set about = $3 where id = $1 and about = $2", args![*tag, from, to])?, *tag)
            }
            Self::Wrangler { fandom, person, is } => (wrangler(tx, *fandom, *person, *is)?, *fandom),
        };
        if changed == 0 {
            return Err(Error::Conflict(What::Changed));
        }
        if self.is_shown() {
            tx.tags().changed(tx)?;
        }
        feed::note(tx, self.news(TagId::new(tag)))
    }
}

fn stand(tx: &Tx<'_>, tag: i64, from: &(String, Option<i64>), to: &(String, Option<i64>)) -> Result<u64> {
    let is = standing::of(tx, TagId::new(tag))?;
    if (is.standing.word(), is.merger.map(TagId::number)) != (from.0.as_str(), from.1) {
        return Ok(0);
    }
    tx.run("update tags set standing = $2, merger_id = $3 where id = $1", args![tag, &to.0, to.1])
}

fn wrangler(tx: &Tx<'_>, fandom: i64, person: i64, is: bool) -> Result<u64> {
    if !is {
        let sql = "delete from wranglers where fandom_id = $1 and person_id = $2";
        return tx.run(sql, args![fandom, person]);
    }
    let sql = "insert into wranglers (fandom_id, person_id, since) values ($1, $2, $3) on conflict do nothing";
    tx.run(sql, args![fandom, person, tx.now()])
}

/// The edits of one decision, done as they are added.
pub(super) struct Edits<'t, 'c> {
    pub(super) tx: &'t Tx<'c>,
    pub(super) done: Vec<Edit>,
}

impl<'t, 'c> Edits<'t, 'c> {
    pub(super) const fn new(tx: &'t Tx<'c>) -> Self {
        Self { tx, done: Vec::new() }
    }

    fn make(&mut self, edit: Edit) -> Result<()> {
        edit.apply(self.tx)?;
        self.done.push(edit);
        Ok(())
    }

    /// Lets a tag stand otherwise; nothing when it stands so already.
    pub(super) fn stand(&mut self, tag: TagId, standing: Standing, merger: Option<TagId>) -> Result<()> {
        let is = standing::of(self.tx, tag)?;
        if (is.standing, is.merger) == (standing, merger) {
            return Ok(());
        }
        let word = |standing: Standing, merger: Option<TagId>| (standing.word().to_owned(), merger.map(TagId::number));
        self.make(Edit::Stand { tag: tag.number(), from: word(is.standing, is.merger), to: word(standing, merger) })
    }

    /// Lets a tag belong to another, or no more; nothing when it is so already.
    pub(super) fn parent(&mut self, tag: TagId, parent: TagId, is: bool) -> Result<()> {
        let sql = "select count(*) from tag_parents where tag_id = $1 and parent_id = $2";
        if (self.tx.count(sql, args![tag, parent])? > 0) == is {
            return Ok(());
        }
        self.make(Edit::Parent { tag: tag.number(), parent: parent.number(), is })
    }

    /// Lets a tag be a part of another, or no more; nothing when it is so already.
    pub(super) fn meta(&mut self, sub: TagId, meta: TagId, is: bool) -> Result<()> {
        if metatags::is_direct(self.tx, sub, meta)? == is {
            return Ok(());
        }
        self.make(Edit::Meta { sub: sub.number(), meta: meta.number(), is })
    }

    pub(super) fn name(&mut self, tag: TagId, from: String, to: String) -> Result<()> {
        self.make(Edit::Name { tag: tag.number(), from, to })
    }

    pub(super) fn kind(&mut self, tag: TagId, from: Kind, to: Kind) -> Result<()> {
        self.make(Edit::Kind { tag: tag.number(), from: from.word().to_owned(), to: to.word().to_owned() })
    }

    /// Says of a tag what it means; nothing when that is said already.
    pub(super) fn about(&mut self, tag: TagId, to: String) -> Result<()> {
        let from = standing::about(self.tx, tag)?;
        if from == to { Ok(()) } else { self.make(Edit::About { tag: tag.number(), from, to }) }
    }

    /// Lets somebody wrangle a fandom, or no more; nothing when it is so already.
    pub(super) fn wrangler(&mut self, fandom: TagId, person: crate::PersonId, is: bool) -> Result<()> {
        let sql = "select count(*) from wranglers where fandom_id = $1 and person_id = $2";
        if (self.tx.count(sql, args![fandom, person])? > 0) == is {
            return Ok(());
        }
        self.make(Edit::Wrangler { fandom: fandom.number(), person: person.number(), is })
    }
}
