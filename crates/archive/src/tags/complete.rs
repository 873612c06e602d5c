//! Names that complete what somebody has begun to type (AUTO-1, AUTO-3, AUTO-4).
//!
//! A name is offered only where lists show this viewer a work that has it: what stands on drafts and hidden works is
//! nobody's to guess at. Fixed names are everybody's.

use super::{Kind, key};
use crate::db::Sql;
use crate::works::Audience;
use crate::{Result, Tx, Viewer};

/// So many words, and letters, of what is typed are looked for; a name has no more (TAG-2).
const WORDS: usize = 8;
const LETTERS: usize = super::name::LONGEST;

/// So many are offered.
const OFFERED: i64 = 15;

/// So many are weighed by how much they are used; of more, the shortest.
const WEIGHED: i64 = 100;

/// The names of a kind in which every typed word but the last stands whole and some word begins with the last, the most
/// used first. Case and accents do not matter.
pub fn complete(viewer: &Viewer, tx: &Tx<'_>, kind: Kind, typed: &str) -> Result<Vec<String>> {
    let typed = key(&typed.chars().take(LETTERS).collect::<String>());
    let words: Vec<&str> =
        typed.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).take(WORDS).collect();
    let Some((last, whole)) = words.split_last() else { return Ok(Vec::new()) };
    let reach = Audience::of(viewer).reach();
    let mut sql = Sql::new(
        "select n.name from (select t.id, t.name, t.name_key from tags t
           where t.standing <> 'banned' and t.kind = ",
    );
    sql.bind(kind);
    for word in whole {
        word_like(&mut sql, format!("% {word} %"));
    }
    word_like(&mut sql, format!("% {last}%"));
    if !kind.is_fixed() {
        sql.push(" and exists (select 1 from work_tags c where c.tag_id = t.id and c.audience <= ")
            .bind(reach)
            .push(")");
    }
    sql.push(" order by length(t.name_key), t.name_key limit ").bind(WEIGHED);
    sql.push(") n order by (select count(*) from work_tags u where u.tag_id = n.id and u.audience <= ").bind(reach);
    sql.push(") desc, length(n.name_key), n.name_key limit ").bind(OFFERED);
    sql.all(tx, |row| row.get(0))
}

/// A condition on the words of a name; what joins names in relationships parts words as well. A word holds only letters and
/// digits, so nothing in it means anything to `like`.
fn word_like(sql: &mut Sql<'_>, pattern: String) {
    sql.push(" and ' ' || replace(replace(t.name_key, '/', ' '), '-', ' ') || ' ' like ").bind(pattern);
}
