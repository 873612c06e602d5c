//! Tables: rows of cells whose blocks are written inside each other.

use super::{Block, Inline, inner_html};

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it.
    pub blocks: Vec<Block>,
    /// How many columns it stands over, at least 1; 0 means 1.
    pub columns: u8,
}

/// The blocks of a table. A table of one cell is a frame around text and no table.
pub fn table(mut rows: Vec<Vec<Cell>>) -> Vec<Block> {
    rows.retain(|row| !row.is_empty());
    if rows.is_empty() {
        return Vec::new();
    }
    if rows.len() == 1 && rows.first().is_some_and(|row| row.len() == 1) {
        return rows.into_iter().flatten().flat_map(|cell| cell.blocks).collect();
    }
    let mut whole = Inline::default();
    whole.html.push_str("<table><tbody>");
    for row in rows {
        whole.html.push_str("<tr>");
        for cell in row {
            let inner = inner_html(&cell.blocks);
            whole.html.push_str(&cell_start(cell.columns));
            whole.html.push_str(&inner.html);
            whole.html.push_str("</td>");
            whole.text.push_str(&inner.text);
            whole.text.push('\t');
        }
        whole.html.push_str("</tr>");
    }
    whole.html.push_str("</tbody></table>");
    vec![Block::Finished(whole)]
}

fn cell_start(columns: u8) -> String {
    if columns > 1 { format!("<td colspan=\"{columns}\">") } else { "<td>".to_owned() }
}
