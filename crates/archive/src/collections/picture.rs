//! The picture at the head of a collection: one, made anew of what was uploaded, seen by whoever sees the collection, gone with it.

use super::read::fetch;
use super::visibility::sight;
use crate::db::{Row, args};
use crate::pictures::{Kind, Picture};
use crate::{CollectionId, Error, Result, Tx, Viewer};

/// What becomes of the picture at the head of a collection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum NewPicture {
    /// It stays as it is.
    #[default]
    Keep,
    /// This is it from now on.
    Is(Picture),
    /// It goes.
    Remove,
}

/// How large the picture at the head of a collection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Its width, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
}

/// The picture at the head of a collection that the viewer sees, and whether everybody sees it.
pub fn picture(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<(Picture, bool)> {
    let row = fetch(viewer, tx, name)?;
    if !sight(row.standing) {
        return Err(Error::NotFound);
    }
    let picture = tx.first(
        "select digest, kind, width, height, bytes from pictures where collection_id = $1",
        args![row.id],
        |row| {
            let (kind, Size { width, height }) = (Kind::of_word(&row.get::<String>(1)?)?, size(row, 2)?);
            Ok(Picture { digest: row.get(0)?, kind, width, height, bytes: row.get(4)? })
        },
    )?;
    picture.map(|picture| (picture, !row.standing.is_hidden)).ok_or(Error::NotFound)
}

/// How large the picture of a collection is that somebody has seen.
pub(super) fn size_of(tx: &Tx<'_>, id: CollectionId) -> Result<Option<Size>> {
    tx.first("select width, height from pictures where collection_id = $1", args![id], |row| size(row, 0))
}

fn size(row: &Row<'_>, at: usize) -> Result<Size> {
    Ok(Size { width: row.get::<i64>(at)? as u32, height: row.get::<i64>(at + 1)? as u32 })
}

/// Does with the picture of a collection what is wanted.
pub(super) fn hang(tx: &Tx<'_>, id: CollectionId, new: &NewPicture) -> Result<()> {
    match new {
        NewPicture::Keep => Ok(()),
        NewPicture::Remove => take_down(tx, id),
        NewPicture::Is(Picture { digest, kind, width, height, bytes }) => tx
            .run(
                "insert into pictures (collection_id, digest, kind, width, height, bytes) values ($1, $2, $3, $4, $5, $6)
                 on conflict (collection_id) do update set digest = excluded.digest, kind = excluded.kind,
                   width = excluded.width, height = excluded.height, bytes = excluded.bytes",
                args![id, digest, kind.word(), i64::from(*width), i64::from(*height), bytes.as_slice()],
            )
            .map(drop),
    }
}

/// Takes the picture of a collection away.
pub(super) fn take_down(tx: &Tx<'_>, id: CollectionId) -> Result<()> {
    tx.run("delete from pictures where collection_id = $1", args![id]).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collections::{NewCollection, make, remove, revise};
    use crate::db::tests::archives;
    use crate::people;

    #[test]
    fn no_byte_of_a_picture_stays_when_it_is_taken_down_or_its_collection_ends() {
        let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
        let picture = Picture::of("picture", gif).unwrap();
        for (archive, _database) in archives() {
            let picture = picture.clone();
            let deed = move |tx: &Tx<'_>| {
                let viewer = Viewer::Member(people::join(tx, "ana")?.0);
                let stored = || tx.count("select count(*) from pictures", &[]);
                let with = |name: &str, picture| {
                    let (name, title) = (name.to_owned(), "Rain".to_owned());
                    NewCollection { name, title, picture, ..NewCollection::default() }
                };
                make(&viewer, tx, &with("rain", NewPicture::Is(picture.clone())))?;
                make(&viewer, tx, &with("snow", NewPicture::Is(picture.clone())))?;
                assert_eq!(stored()?, 2);
                remove(&viewer, tx, "snow")?;
                assert_eq!(stored()?, 1, "COL-11");
                revise(&viewer, tx, "rain", &with("rain", NewPicture::Remove))?;
                assert_eq!(stored()?, 0);
                Ok(())
            };
            archive.write(deed).wait().unwrap();
        }
    }
}
