//! A text that a file brings in pieces: a second summary, notes under two labels. A story has one place for them, and what
//! comes later must never take the place of what came first.

use manuscript::{Complaint, Newlines, Place, Prose, clean};

/// Adds a text, clean for its place, behind what its field holds already.
pub(crate) fn append(field: &mut Prose, more: Prose, place: Place, complaints: &mut Vec<Complaint>) {
    if field.is_empty() {
        *field = more;
    } else if !more.is_empty() {
        *field = clean(&[field.html(), more.html()].concat(), place, Newlines::Space, complaints);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_later_stands_behind_what_came_first() {
        let of = |html: &str| clean(html, Place::Notes, Newlines::Space, &mut Vec::new());
        for (first, later, both) in
            [("", "<p>b</p>", "<p>b</p>"), ("<p>a</p>", "", "<p>a</p>"), ("<p>a</p>", "<p>b</p>", "<p>a</p><p>b</p>")]
        {
            let (mut field, mut complaints) = (of(first), Vec::new());
            append(&mut field, of(later), Place::Notes, &mut complaints);
            assert_eq!((field.html(), complaints.as_slice()), (both, &[][..]));
        }
    }
}
