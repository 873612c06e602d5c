//! Short sorted lists side by side in a few large pieces of memory: most hold a handful of works, and a piece of memory for
//! each would take more than they do.
//!
//! A list lives in a room: a cell that says how long it is and how large the room, then its works. A list that outgrows its
//! room moves to a larger one, and the room waits for another list.

use crate::cells::{at, reach, set};
use crate::snapshot::keep_fields;

/// Cells of a chunk, as a power of two.
const CHUNK: u32 = 16;
/// Bits of a room's first cell that say its size.
const SIZE: u32 = 8;

/// All short lists.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    chunks: Vec<Vec<u32>>,
    /// Empty rooms of each size.
    idle: Vec<Vec<u32>>,
}

keep_fields!(Lists { chunks, idle });

/// How many works a room of a size holds.
const fn capacity(size: u32) -> usize {
    match size {
        0 | 1 => 2 + size as usize,
        _ => ((4 + (size - 2) % 4) as usize) << ((size - 2) / 4),
    }
}

/// The size of the smallest room for so many works.
fn size_for(works: usize) -> u32 {
    (0..1 << 6).find(|size| capacity(*size) >= works).unwrap_or_default()
}

impl Lists {
    /// The list in a room.
    pub fn get(&self, room: u32) -> &[u32] {
        let Some([first, works @ ..]) = self.room(room) else { return &[] };
        works.get(..(first >> SIZE) as usize).unwrap_or_default()
    }

    /// Gives a list a room.
    pub fn add(&mut self, sorted: &[u32]) -> u32 {
        let size = size_for(sorted.len());
        let room = self.free_room(size);
        self.write(room, size, sorted);
        room
    }

    /// Puts a work in; says where the list is now, and whether the work was not in it.
    pub fn insert(&mut self, room: u32, work: u32) -> (u32, bool) {
        let list = self.get(room);
        // New works come last.
        let is_last = list.last().is_none_or(|last| *last < work);
        let place = if is_last { Err(list.len()) } else { list.binary_search(&work) };
        let Err(place) = place else { return (room, false) };
        let length = list.len();
        if length == self.room(room).map_or(0, |cells| capacity(size_of_room(cells))) {
            let mut grown = list.to_vec();
            grown.insert(place, work);
            self.vacate(room);
            return (self.add(&grown), true);
        }
        if let Some([first, works @ ..]) = self.room_mut(room) {
            works.get_mut(place..=length).into_iter().for_each(|moved| moved.rotate_right(1));
            set(works, place as u32, work);
            *first += 1 << SIZE;
        }
        (room, true)
    }

    /// Takes a work out.
    pub fn remove(&mut self, room: u32, work: u32) {
        let length = self.get(room).len();
        let Ok(place) = self.get(room).binary_search(&work) else { return };
        if let Some([first, works @ ..]) = self.room_mut(room) {
            works.get_mut(place..length).into_iter().for_each(|moved| moved.rotate_left(1));
            *first -= 1 << SIZE;
        }
    }

    /// Empties a room.
    pub fn vacate(&mut self, room: u32) {
        let Some(size) = self.room(room).map(size_of_room) else { return };
        self.write(room, size, &[]);
        reach(&mut self.idle, size);
        self.idle.get_mut(size as usize).into_iter().for_each(|idle| idle.push(room));
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.chunks.iter_mut().for_each(Vec::shrink_to_fit);
        self.chunks.shrink_to_fit();
    }

    fn room(&self, room: u32) -> Option<&[u32]> {
        self.chunks.get((room >> CHUNK) as usize)?.get((room & ((1 << CHUNK) - 1)) as usize..)
    }

    fn room_mut(&mut self, room: u32) -> Option<&mut [u32]> {
        self.chunks.get_mut((room >> CHUNK) as usize)?.get_mut((room & ((1 << CHUNK) - 1)) as usize..)
    }

    fn write(&mut self, room: u32, size: u32, sorted: &[u32]) {
        if let Some([first, works @ ..]) = self.room_mut(room) {
            *first = (sorted.len() as u32) << SIZE | size;
            works.iter_mut().zip(sorted).for_each(|(cell, work)| *cell = *work);
        }
    }

    /// An empty room of a size.
    fn free_room(&mut self, size: u32) -> u32 {
        if let Some(room) = self.idle.get_mut(size as usize).and_then(Vec::pop) {
            return room;
        }
        let cells = 1 + capacity(size);
        if self.chunks.last().is_none_or(|chunk| chunk.len() + cells > 1 << CHUNK) {
            self.chunks.push(Vec::new());
        }
        let number = self.chunks.len() - 1;
        let Some(chunk) = self.chunks.last_mut() else { return 0 };
        let room = (number << CHUNK | chunk.len()) as u32;
        chunk.resize(chunk.len() + cells, 0);
        room
    }
}

/// The size of the room that begins with these cells.
fn size_of_room(cells: &[u32]) -> u32 {
    at(cells, 0) & ((1 << SIZE) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_move_through_rooms_of_every_size_and_leave_them_to_others() {
        let (mut lists, mut truth) = (Lists::default(), vec![Vec::new(); 40]);
        let mut rooms: Vec<u32> = truth.iter().map(|list: &Vec<u32>| lists.add(list)).collect();
        let mut dice = 1_u64;
        for _ in 0..60_000 {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (number, work) = ((dice >> 33) as usize % 40, (dice >> 40) as u32 % 700);
            match (dice >> 60, truth[number].binary_search(&work)) {
                (0..6, Ok(place)) => {
                    lists.remove(rooms[number], work);
                    truth[number].remove(place);
                }
                (0..6, Err(_)) => lists.remove(rooms[number], work),
                (15, _) if (dice >> 50).is_multiple_of(64) => {
                    lists.vacate(rooms[number]);
                    truth[number].truncate(2);
                    rooms[number] = lists.add(&truth[number]);
                }
                (_, found) => {
                    let (room, fresh) = lists.insert(rooms[number], work);
                    assert_eq!(fresh, found.is_err());
                    rooms[number] = room;
                    found.err().into_iter().for_each(|place| truth[number].insert(place, work));
                }
            }
            assert_eq!(lists.get(rooms[number]), truth[number]);
        }
        assert!(rooms.iter().zip(&truth).all(|(room, list)| lists.get(*room) == list));
    }

    #[test]
    fn a_room_is_hardly_larger_than_its_list() {
        assert!((1..60_000).all(|works| (works..=2.max(works * 5 / 4)).contains(&capacity(size_for(works)))));
    }
}
