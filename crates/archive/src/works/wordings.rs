//! What the index of words is told of works: the texts that lists and title pages show, as plain text.
//!
//! For works that lists show somebody, under the same rule as the facts beside it: the byline and the series of an anonymous
//! work are not told. Notes are told; the text of the story is not.

use std::collections::{HashMap, HashSet};

use manuscript::plain_text;

use super::facts::{bylines, for_the_index};
use super::visibility::Audience;
use crate::db::{Sql, args};
use crate::{Result, TagId, Tx, Viewer, WorkId};

/// A work in words.
pub(crate) struct Wordings {
    pub(crate) work: WorkId,
    pub(crate) language: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) notes: String,
    pub(crate) tags: String,
    pub(crate) byline: String,
    pub(crate) series: String,
}

/// Those of these works that lists show somebody.
pub(crate) fn wordings(viewer: &Viewer, tx: &Tx<'_>, ids: &[WorkId]) -> Result<Vec<Wordings>> {
    let mut sql = select(viewer)?;
    sql.push("w.id in ").bind_list(ids.iter().copied());
    dress(tx, &sql)
}

/// The next works by number that lists show somebody.
pub(crate) fn wordings_after(viewer: &Viewer, tx: &Tx<'_>, after: WorkId, limit: u32) -> Result<Vec<Wordings>> {
    let mut sql = select(viewer)?;
    sql.push("w.id > ").bind(after).push(" order by w.id limit ").bind(i64::from(limit));
    dress(tx, &sql)
}

/// The works with a tag.
pub(crate) fn with_tag(viewer: &Viewer, tx: &Tx<'_>, tag: TagId) -> Result<Vec<WorkId>> {
    for_the_index(viewer)?;
    let text = "select work_id from work_tags where tag_id = $1 and audience <= $2";
    tx.all(text, args![tag, Audience::Members.reach()], |row| row.get(0))
}

fn select(viewer: &Viewer) -> Result<Sql<'static>> {
    for_the_index(viewer)?;
    let mut sql = Sql::new(
        "select w.id, w.language, w.title, w.summary, w.notes, w.end_notes, w.anonymous from works w where w.audience <= ",
    );
    sql.bind(Audience::Members.reach()).push(" and ");
    Ok(sql)
}

fn dress(tx: &Tx<'_>, sql: &Sql<'_>) -> Result<Vec<Wordings>> {
    let read: Vec<(Wordings, bool)> = sql.all(tx, |row| {
        let (notes, end_notes): (String, String) = (row.get(4)?, row.get(5)?);
        let wordings = Wordings {
            work: row.get(0)?,
            language: row.get(1)?,
            title: row.get(2)?,
            summary: plain_text(&row.get::<String>(3)?),
            notes: format!("{}\n\n{}", plain_text(&notes), plain_text(&end_notes)),
            tags: String::new(),
            byline: String::new(),
            series: String::new(),
        };
        Ok((wordings, row.get(6)?))
    })?;
    let all: Vec<WorkId> = read.iter().map(|(wordings, _)| wordings.work).collect();
    let named: Vec<WorkId> = read.iter().filter(|(_, is_anonymous)| !is_anonymous).map(|(one, _)| one.work).collect();
    let (mut tags, mut series, mut bylines) = (tags(tx, &all)?, series(tx, &named)?, bylines(tx, &named)?);
    let anonymous = crate::people::Byline::Anonymous.to_string();
    let dressed = read.into_iter().map(|(wordings, is_anonymous)| {
        let byline = bylines.remove(&finder::WorkId(wordings.work.number() as u64)).unwrap_or_default();
        Wordings {
            tags: tags.remove(&wordings.work).unwrap_or_default(),
            series: series.remove(&wordings.work).unwrap_or_default(),
            byline: if is_anonymous { anonymous.clone() } else { byline },
            ..wordings
        }
    });
    Ok(dressed.collect())
}

/// The names of the tags of works, of what these mean, and of what that is a part of (SRCH-4), each on a line.
fn tags(tx: &Tx<'_>, works: &[WorkId]) -> Result<HashMap<WorkId, String>> {
    let texts = [
        "select c.work_id, t.name from work_tags c join tags t on t.id = c.tag_id
         where t.standing <> 'banned' and c.work_id in ",
        "select c.work_id, m.name from work_tags c join tags t on t.id = c.tag_id join tags m on m.id = t.merger_id
         where c.work_id in ",
        "select c.work_id, m.name from work_tags c join tags t on t.id = c.tag_id
         join metatags x on x.sub_id = coalesce(t.merger_id, t.id) join tags m on m.id = x.meta_id where c.work_id in ",
    ];
    let (mut lines, mut told) = (HashMap::new(), HashSet::new());
    for text in texts {
        let names = on_lines(tx, text, works)?;
        let fresh = names.into_iter().filter(|line| told.insert(line.clone()));
        join(&mut lines, fresh.collect::<Vec<_>>());
    }
    Ok(lines)
}

fn series(tx: &Tx<'_>, works: &[WorkId]) -> Result<HashMap<WorkId, String>> {
    let text = "select p.work_id, s.title from series_places p join series s on s.id = p.series_id where p.work_id in ";
    let mut lines = HashMap::new();
    join(&mut lines, on_lines(tx, text, works)?);
    Ok(lines)
}

fn on_lines(tx: &Tx<'_>, text: &'static str, works: &[WorkId]) -> Result<Vec<(WorkId, String)>> {
    let mut sql = Sql::new(text);
    sql.bind_list(works.iter().copied());
    sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?)))
}

fn join(lines: &mut HashMap<WorkId, String>, names: Vec<(WorkId, String)>) {
    for (work, name) in names {
        let line = lines.entry(work).or_default();
        line.push_str(&name);
        line.push('\n');
    }
}
