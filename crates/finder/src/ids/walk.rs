//! The numbers of many ids, found together: in their order each is near the last one.

use super::{Ids, STRIDE};
use crate::packed::PAGE;

impl Ids {
    /// Tells the number of each of these whose id has one; puts them into the order of their ids.
    pub fn find_all<T>(&self, items: &mut [T], id: impl Fn(&T) -> u64, mut found: impl FnMut(&T, u32)) {
        items.sort_unstable_by_key(&id);
        let mut walk = Walk::along(self);
        for item in items.iter() {
            if let Some(number) = walk.find(id(item)) {
                found(item, number);
            }
        }
    }
}

/// Where somebody is who walks along the ids that rise.
struct Walk<'a> {
    ids: &'a Ids,
    /// The last id that rises, if any is to be walked along.
    last: Option<u64>,
    /// The place of the last head that is not above the id that was asked for last.
    head: usize,
    /// The ids behind that head, from the second question on.
    page: [u64; PAGE],
    /// How many of them are known to be below the id that was asked for last; none if they were not read yet.
    below: Option<usize>,
}

impl<'a> Walk<'a> {
    fn along(ids: &'a Ids) -> Self {
        let last = ids.rising.checked_sub(1).filter(|_| ids.wide.is_none()).map(|last| ids.id(last));
        Self { ids, last, head: 0, page: [0; PAGE], below: None }
    }

    /// The number of an id that is not below the last one.
    fn find(&mut self, id: u64) -> Option<u32> {
        if self.last.is_none_or(|last| last < id) {
            return self.ids.get(id);
        }
        if self.goes_on_to(id) {
            return self.ids.get_behind(self.head, id);
        }
        let first = self.head as u32 * STRIDE;
        let below = *self.below.get_or_insert_with(|| {
            self.page = self.ids.column.page(first).all();
            0
        });
        // Behind the last one that rises there are others.
        let length = (self.ids.rising - first).min(STRIDE) as usize;
        let rest = self.page.get(below..length).unwrap_or_default();
        let below = below + rest.iter().position(|other| *other >= id).unwrap_or(rest.len());
        self.below = Some(below);
        let is_here = below < length && self.page.get(below) == Some(&id);
        if is_here { self.ids.still_there(first + below as u32) } else { self.ids.find_in_map(id) }
    }

    /// Goes on to the head of an id; whether it is another one.
    fn goes_on_to(&mut self, id: u64) -> bool {
        let further = self.ids.heads.get(self.head + 1..).unwrap_or_default();
        let mut reach = 1;
        while further.get(reach - 1).is_some_and(|head| *head <= id) {
            reach *= 2;
        }
        let from = reach / 2;
        let near = further.get(from..further.len().min(reach)).unwrap_or_default();
        let steps = from + near.partition_point(|head| *head <= id);
        self.head += steps;
        if steps > 0 {
            self.below = None;
        }
        steps > 0
    }
}
