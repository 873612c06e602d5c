//! Whom a work is for that was brought in from a file.

use super::give::{MOST, add_name, is_name};
use crate::tags::key;
use crate::{Result, Tx, WorkId};

/// Gives a work that has just been brought in to the names in its file, each once, and says which cannot be kept.
///
/// They are names and nothing more: that somebody here is called like somebody elsewhere makes them no recipient, so nobody
/// has to be asked, and nobody is told.
pub(crate) fn bring(tx: &Tx<'_>, work: WorkId, names: &[String]) -> Result<Vec<String>> {
    let (mut keys, mut left_out) = (Vec::new(), Vec::new());
    for name in names.iter().map(|name| name.trim()) {
        let name_key = key(name);
        if !is_name(name) || keys.len() as u64 >= MOST {
            left_out.push(name.to_owned());
        } else if !keys.contains(&name_key) {
            add_name(tx, work, (name, &name_key), keys.len() as i64 + 1)?;
            keys.push(name_key);
        }
    }
    Ok(left_out)
}
