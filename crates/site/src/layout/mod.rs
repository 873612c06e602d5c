//! What all pages share: the furniture around a page's own template, and the row of page numbers under a list.

pub(crate) mod page;
pub(crate) mod pager;
