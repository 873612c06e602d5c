//! Plain text with a header block, one line a paragraph: what every reading machine of the last forty years can show.
//!
//! The contract with `import`:
//! * **Header block**: `Title:`, `Author:`, then the labels of the title page (`Rating:`, `Archive Warning(s):` …, tags
//!   joined by `, `), `Language:` (the BCP 47 tag), `Series:` (`Part 2 of X`, several joined by `; `), `Published:`, `Updated:`,
//!   `Chapters: 3/?`, `Source:`, then unknown keys as they came, one line each; then `Summary:` and `Notes:` with the text on
//!   the following lines, indented by two spaces, paragraphs divided by an empty line. A line `----------` ends the block.
//! * **Chapters**: `Chapter N: Title` or `Chapter N` alone between two empty lines before and one after; then `Date: 2020-01-02`,
//!   `Summary:`, `Notes:` as above. After the text `End Notes:` as above. The work's own come after a line `----------`.
//! * **Text**: paragraphs are single lines divided by an empty line; a break inside a paragraph is a line end; `_em_` and
//!   `*strong*`; a scene break is its remembered mark, `* * *` where there is none.
