//! Short sorted lists side by side in a few large pieces of memory: most hold a handful of works, and a piece of memory for
//! each would take more than they do.
//!
//! A list is packed from its end: the last work and one, then by how much every work is above the one before it. None of these
//! numbers is zero, and so none begins with a byte that is.
//! A list lives in a room, whose first byte says how large it is, and fills it up to its end; what is free before it is zero. So a
//! work that comes last is put in front, and nothing else is moved or read. A list that outgrows its room moves to a larger one, and
//! the room waits for another list.

use crate::cells::{at, reach, set};
use crate::numbers::{Numbers, Steps, write};
use crate::posting::insert_sorted;
use crate::snapshot::keep_fields;

/// Bytes of a chunk, as a power of two. No list takes as many.
const CHUNK: u32 = 20;
const IN_CHUNK: u32 = (1 << CHUNK) - 1;
/// Sizes of rooms from each power of two to the next.
const SIZES: usize = 16;
/// A list that moves gets a room for one in so many bytes more than it has.
const SPARE: usize = 8;

/// All short lists.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    chunks: Vec<Vec<u8>>,
    /// Empty rooms of each size.
    idle: Vec<Vec<u32>>,
}

keep_fields!(Lists { chunks, idle });

/// How many bytes a room of a size holds.
const fn capacity(size: u8) -> usize {
    match size as usize {
        small if small < SIZES => small,
        size => (SIZES + size % SIZES) << (size / SIZES - 1),
    }
}

/// The size of the smallest room for so many bytes.
const fn size_for(bytes: usize) -> u8 {
    if bytes < SIZES {
        return bytes as u8;
    }
    let grade = (bytes / SIZES).ilog2() as usize;
    (grade * SIZES + bytes.div_ceil(1 << grade)) as u8
}

impl Lists {
    /// The works of the list in a room.
    pub fn get(&self, room: u32) -> Vec<u32> {
        unpacked(self.packed(room))
    }

    /// How many works there are in a room.
    pub fn len(&self, room: u32) -> usize {
        let mut packed = Numbers::of(self.packed(room));
        std::iter::from_fn(|| packed.read::<Steps>()).count()
    }

    /// The bytes of the list in a room.
    fn packed(&self, room: u32) -> &[u8] {
        let bytes = self.room(room);
        bytes.get(free_in(bytes)..).unwrap_or_default()
    }

    /// Gives a list a room.
    pub fn add(&mut self, sorted: &[u32]) -> u32 {
        self.lodge(&pack(sorted), 0)
    }

    /// Gives a list of others a room here.
    pub fn take_over(&mut self, others: &Self, room: u32) -> u32 {
        self.lodge(others.packed(room), 0)
    }

    /// Puts a work in; says where the list is now, and whether the work was not in it.
    pub fn insert(&mut self, room: u32, work: u32) -> (u32, bool) {
        let packed = self.packed(room);
        let (last, length) = first_number(packed);
        if work + 1 > last {
            return (self.put_last(room, work, (last, length)), true);
        }
        let mut works = unpacked(packed);
        let fresh = insert_sorted(&mut works, work);
        (if fresh { self.put(room, &pack(&works)) } else { room }, fresh)
    }

    /// Puts a work in that is behind the last one, which is packed in so many bytes.
    fn put_last(&mut self, room: u32, work: u32, (last, length): (u32, usize)) -> u32 {
        let mut front = Vec::with_capacity(10);
        write::<Steps>(&mut front, work + 1);
        if last > 0 {
            write::<Steps>(&mut front, work + 1 - last);
        }
        let bytes = self.room_mut(room);
        let rest = free_in(bytes) + length;
        if let Some(start) = rest.checked_sub(front.len()) {
            bytes.iter_mut().skip(start).zip(&front).for_each(|(byte, of)| *byte = *of);
            return room;
        }
        front.extend(bytes.get(rest..).unwrap_or_default());
        self.put(room, &front)
    }

    /// Takes a work out.
    pub fn remove(&mut self, room: u32, work: u32) {
        let mut works = self.get(room);
        if let Ok(place) = works.binary_search(&work) {
            works.remove(place);
            // Fewer works never take more bytes.
            self.put(room, &pack(&works));
        }
    }

    /// Empties a room.
    pub fn vacate(&mut self, room: u32) {
        self.room_mut(room).fill(0);
        let size = self.size(room);
        reach(&mut self.idle, size.into());
        self.idle.get_mut(usize::from(size)).into_iter().for_each(|idle| idle.push(room));
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.chunks.iter_mut().for_each(Vec::shrink_to_fit);
        self.chunks.shrink_to_fit();
    }

    /// Writes a list instead of the one in a room, or in a larger room; says in which.
    fn put(&mut self, room: u32, packed: &[u8]) -> u32 {
        let bytes = self.room_mut(room);
        if packed.len() > bytes.len() {
            self.vacate(room);
            return self.lodge(packed, packed.len() / SPARE);
        }
        let (free, full) = bytes.split_at_mut(bytes.len() - packed.len());
        free.fill(0);
        full.copy_from_slice(packed);
        room
    }

    /// Gives a list a room with so many bytes to spare.
    fn lodge(&mut self, packed: &[u8], spare: usize) -> u32 {
        let room = self.free_room(size_for(1 + packed.len() + spare));
        self.put(room, packed)
    }

    /// An empty room of a size.
    fn free_room(&mut self, size: u8) -> u32 {
        if let Some(room) = self.idle.get_mut(usize::from(size)).and_then(Vec::pop) {
            return room;
        }
        let bytes = capacity(size);
        if self.chunks.last().is_none_or(|chunk| chunk.len() + bytes > 1 << CHUNK) {
            self.chunks.push(Vec::new());
        }
        let number = self.chunks.len() - 1;
        let Some(chunk) = self.chunks.last_mut() else { return 0 };
        let start = chunk.len();
        chunk.resize(start + bytes, 0);
        set(chunk, start as u32, size);
        (number << CHUNK | start) as u32
    }

    /// The size of a room.
    fn size(&self, room: u32) -> u8 {
        self.chunks.get((room >> CHUNK) as usize).map_or(0, |chunk| at(chunk, room & IN_CHUNK))
    }

    /// What a room has for its list.
    fn room(&self, room: u32) -> &[u8] {
        let (start, bytes) = ((room & IN_CHUNK) as usize, capacity(self.size(room)));
        let chunk = self.chunks.get((room >> CHUNK) as usize);
        chunk.and_then(|chunk| chunk.get(start + 1..start + bytes)).unwrap_or_default()
    }

    fn room_mut(&mut self, room: u32) -> &mut [u8] {
        let (start, bytes) = ((room & IN_CHUNK) as usize, capacity(self.size(room)));
        let chunk = self.chunks.get_mut((room >> CHUNK) as usize);
        chunk.and_then(|chunk| chunk.get_mut(start + 1..start + bytes)).unwrap_or_default()
    }
}

/// How many bytes of a room are free.
fn free_in(room: &[u8]) -> usize {
    const WIDE: usize = 16;
    let wide = room.as_chunks::<WIDE>().0;
    let far = WIDE * wide.iter().position(|bytes| *bytes != [0; WIDE]).unwrap_or(wide.len());
    let near = room.iter().skip(far).position(|byte| *byte != 0);
    near.map_or(room.len(), |near| far + near)
}

/// The number with which a list begins, and how many bytes it takes; none of an empty one.
fn first_number(packed: &[u8]) -> (u32, usize) {
    let mut rest = Numbers::of(packed);
    let first = rest.read::<Steps>().unwrap_or_default();
    (first, packed.len() - rest.left())
}

fn pack(sorted: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(4 * sorted.len());
    if let Some(last) = sorted.last() {
        write::<Steps>(&mut bytes, last + 1);
    }
    for (work, before) in sorted.iter().zip(sorted.get(1..).unwrap_or_default()).rev() {
        write::<Steps>(&mut bytes, before - work);
    }
    bytes
}

fn unpacked(packed: &[u8]) -> Vec<u32> {
    let mut works = Vec::with_capacity(packed.len() / 2 + 1);
    let mut rest = Numbers::of(packed);
    let Some(last) = rest.read::<Steps>() else { return works };
    let mut work = last.wrapping_sub(1);
    works.push(work);
    while let Some(step) = rest.read::<Steps>() {
        work = work.wrapping_sub(step);
        works.push(work);
    }
    works.reverse();
    works
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
            let (number, work) = ((dice >> 33) as usize % 40, (dice >> 40) as u32 % 700 * 90);
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
            assert_eq!(lists.len(rooms[number]), truth[number].len());
        }
        let mut others = Lists::default();
        let taken: Vec<u32> = rooms.iter().map(|room| others.take_over(&lists, *room)).collect();
        assert!(taken.iter().zip(&truth).all(|(room, list)| others.get(*room) == *list));
    }

    #[test]
    fn works_of_every_size_come_back_from_the_bytes_that_they_need() {
        let list: Vec<u32> = (0..31).flat_map(|bit| [1_u32 << bit, (1 << bit) + 5]).chain([0]).collect();
        let list: Vec<u32> = std::collections::BTreeSet::from_iter(list).into_iter().collect();
        assert_eq!(unpacked(&pack(&list)), list);
        assert_eq!((pack(&[5, 6, 100]).len(), pack(&[5, 6, 1_000_000]).len(), pack(&[]).len()), (5, 7, 0));
    }

    #[test]
    fn a_room_is_hardly_larger_than_its_list() {
        assert!((1..30_000).all(|bytes| (bytes..=bytes + bytes / 16).contains(&capacity(size_for(bytes)))));
        assert!((1..u8::MAX).all(|size| size_for(capacity(size)) == size && capacity(size) < capacity(size + 1)));
    }
}
