//! Numbers and lists to bytes and back, little-endian, with a running checksum.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash};
use std::io::{Read, Write};

use super::SnapshotError;
use crate::heads::Head;
use crate::packed::{Chunk, Packed};
use crate::posting::{Block, Blocks};

type Result<T> = std::result::Result<T, SnapshotError>;

/// Where bytes go.
pub struct Out<W> {
    to: W,
    sum: crc32fast::Hasher,
}

impl<W: Write> Out<W> {
    pub fn new(to: W) -> Self {
        Self { to, sum: crc32fast::Hasher::new() }
    }

    pub fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.sum.update(bytes);
        Ok(self.to.write_all(bytes)?)
    }

    /// Writes the checksum.
    pub fn finish(self) -> Result<W> {
        let (mut to, sum) = (self.to, self.sum.finalize());
        to.write_all(&sum.to_le_bytes())?;
        Ok(to)
    }
}

/// Where bytes come from.
pub struct In<R> {
    from: R,
    sum: crc32fast::Hasher,
    /// Bytes that can still come: a length beyond them is damage, and no reason to ask for memory.
    left: u64,
}

impl<R: Read> In<R> {
    pub fn new(from: R, left: u64) -> Self {
        Self { from, sum: crc32fast::Hasher::new(), left }
    }

    pub fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        self.from.read_exact(bytes).map_err(|_| SnapshotError::Damaged)?;
        self.sum.update(bytes);
        self.left = self.left.saturating_sub(bytes.len() as u64);
        Ok(())
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// A length of things of at least `size` bytes.
    pub fn length(&mut self, size: usize) -> Result<usize> {
        let length = u64::fetch(self)?;
        let fits = length.checked_mul(size as u64).is_some_and(|bytes| bytes <= self.left);
        if fits { Ok(length as usize) } else { Err(SnapshotError::Damaged) }
    }

    /// Compares the checksum.
    pub fn finish(mut self) -> Result<()> {
        let mut sum = [0; 4];
        self.from.read_exact(&mut sum).map_err(|_| SnapshotError::Damaged)?;
        if u32::from_le_bytes(sum) == self.sum.finalize() { Ok(()) } else { Err(SnapshotError::Damaged) }
    }
}

/// What can be kept in a snapshot.
pub trait Keep: Sized {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<()>;
    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self>;

    /// Bytes that it has asked of the allocator, besides those that it is itself.
    fn weight(&self) -> usize;
}

/// Bytes of a hash map's cells, each with a byte of its hash; it keeps an eighth of them empty.
pub fn weight_of_map<K, V, S>(map: &HashMap<K, V, S>) -> usize {
    (map.capacity() * 8 / 7) * (size_of::<(K, V)>() + 1)
}

/// Bytes turned at once, so that lists of numbers are read fast.
const AT_ONCE: usize = 1 << 13;

macro_rules! numbers {
    ($($number:ty),+) => { $(
        impl Keep for $number {
            fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<()> {
                out.bytes(&self.to_le_bytes())
            }

            fn fetch<R: Read>(from: &mut In<R>) -> Result<Self> {
                Ok(Self::from_le_bytes(from.array()?))
            }

            fn weight(&self) -> usize {
                0
            }
        }

        impl Keep for Vec<$number> {
            fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<()> {
                (self.len() as u64).keep(out)?;
                let mut bytes = Vec::with_capacity(AT_ONCE * size_of::<$number>());
                for some in self.chunks(AT_ONCE) {
                    bytes.clear();
                    bytes.extend(some.iter().flat_map(|number| number.to_le_bytes()));
                    out.bytes(&bytes)?;
                }
                Ok(())
            }

            fn fetch<R: Read>(from: &mut In<R>) -> Result<Self> {
                const SIZE: usize = size_of::<$number>();
                let length = from.length(SIZE)?;
                let mut list = Self::with_capacity(length);
                let mut bytes = vec![0; AT_ONCE.min(length) * SIZE];
                while list.len() < length {
                    bytes.truncate((length - list.len()).min(AT_ONCE) * SIZE);
                    from.fill(&mut bytes)?;
                    list.extend(bytes.as_chunks::<SIZE>().0.iter().map(|bytes| <$number>::from_le_bytes(*bytes)));
                }
                Ok(list)
            }

            fn weight(&self) -> usize {
                self.capacity() * size_of::<$number>()
            }
        }
    )+ };
}

numbers!(u8, u16, u32, u64);

impl Keep for bool {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<()> {
        u8::from(*self).keep(out)
    }

    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self> {
        Ok(u8::fetch(from)? != 0)
    }

    fn weight(&self) -> usize {
        0
    }
}

impl<K: Keep + Eq + Hash + Ord, V: Keep, S: BuildHasher + Default> Keep for HashMap<K, V, S> {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<()> {
        let mut entries: Vec<(&K, &V)> = self.iter().collect();
        entries.sort_unstable_by(|one, other| one.0.cmp(other.0));
        (entries.len() as u64).keep(out)?;
        entries.into_iter().try_for_each(|(key, value)| {
            key.keep(out)?;
            value.keep(out)
        })
    }

    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self> {
        let length = from.length(1)?;
        (0..length).map(|_| Ok((K::fetch(from)?, V::fetch(from)?))).collect()
    }

    fn weight(&self) -> usize {
        weight_of_map(self) + self.iter().map(|(key, value)| key.weight() + value.weight()).sum::<usize>()
    }
}

impl Keep for Box<[u8]> {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<()> {
        (self.len() as u64).keep(out)?;
        out.bytes(self)
    }

    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self> {
        let mut bytes = vec![0; from.length(1)?].into_boxed_slice();
        from.fill(&mut bytes)?;
        Ok(bytes)
    }

    fn weight(&self) -> usize {
        self.len()
    }
}

/// Lists of things that are not plain numbers.
macro_rules! lists {
    ($($thing:ty),+ $(,)?) => { $(
        impl Keep for Vec<$thing> {
            fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<()> {
                (self.len() as u64).keep(out)?;
                self.iter().try_for_each(|thing| thing.keep(out))
            }

            fn fetch<R: Read>(from: &mut In<R>) -> Result<Self> {
                let length = from.length(1)?;
                let mut list = Self::with_capacity(length.min(1 << 20));
                for _ in 0..length {
                    list.push(<$thing>::fetch(from)?);
                }
                list.shrink_to_fit();
                Ok(list)
            }

            fn weight(&self) -> usize {
                self.capacity() * size_of::<$thing>() + self.iter().map(Keep::weight).sum::<usize>()
            }
        }
    )+ };
}

lists!(Box<[u8]>, Vec<u8>, Vec<u32>, Block, Blocks, Chunk, Packed, Head);

/// Keeps a struct field by field, but for those behind the semicolon, which are as at the beginning when it is fetched.
macro_rules! keep_fields {
    ($name:ty { $($field:ident),+ $(; $($idle:ident),+)? $(,)? }) => {
        impl crate::snapshot::Keep for $name {
            fn keep<W: std::io::Write>(
                &self,
                out: &mut crate::snapshot::Out<W>,
            ) -> Result<(), crate::snapshot::SnapshotError> {
                $( self.$field.keep(out)?; )+
                Ok(())
            }

            fn fetch<R: std::io::Read>(
                from: &mut crate::snapshot::In<R>,
            ) -> Result<Self, crate::snapshot::SnapshotError> {
                Ok(Self {
                    $( $field: crate::snapshot::Keep::fetch(from)?, )+
                    $( $( $idle: Default::default(), )+ )?
                })
            }

            fn weight(&self) -> usize {
                [$( crate::snapshot::Keep::weight(&self.$field) ),+].into_iter().sum()
            }
        }
    };
}

pub(crate) use keep_fields;
