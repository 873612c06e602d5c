//! Tables read by number.
//!
//! Numbers of works and terms are made by this crate and index its own tables. A number outside of a table reads as nothing
//! and writes nowhere: a finder is a cache, and a page must not die of it.

/// The value at a place; the default when there is none.
#[inline]
pub fn at<T: Copy + Default>(cells: &[T], place: u32) -> T {
    cells.get(place as usize).copied().unwrap_or_default()
}

/// Changes the value at a place, if there is one.
#[inline]
pub fn set<T>(cells: &mut [T], place: u32, value: T) {
    if let Some(cell) = cells.get_mut(place as usize) {
        *cell = value;
    }
}

/// Makes a table long enough to have a value at `place`.
pub fn reach<T: Clone + Default>(cells: &mut Vec<T>, place: u32) {
    if cells.len() <= place as usize {
        cells.resize(place as usize + 1, T::default());
    }
}
