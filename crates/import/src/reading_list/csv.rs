//! Tables of text as programs write them (RFC 4180 and its relatives): commas, semicolons or tabs between cells, quotes around
//! those that hold any of it. Reading never fails; a table whose last quote is never closed breaks off.

/// A table.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    /// Its rows, without those that are empty.
    pub(super) rows: Vec<Row>,
    /// Whether it ends inside of a cell.
    pub(super) breaks_off: bool,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Its number, from 1, with those that are empty.
    pub(super) number: u64,
    /// Its cells.
    pub(super) cells: Vec<String>,
}

/// What stands between cells: what the first row has most of. Some programs say it in a line of its own.
fn joint(text: &str) -> (char, &str) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(joint) = first.strip_prefix("sep=").and_then(|rest| rest.chars().next()) {
        return (joint, text.split_once('\n').map_or("", |(_, rest)| rest));
    }
    let mut is_quoted = false;
    let mut counts = [(',', 0_usize), (';', 0), ('\t', 0)];
    for letter in first.chars() {
        is_quoted ^= letter == '"';
        counts.iter_mut().filter(|(joint, _)| *joint == letter && !is_quoted).for_each(|(_, count)| *count += 1);
    }
    let most = counts.iter().rev().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0);
    (most.map_or(',', |(joint, _)| *joint), text)
}

/// Reads a table.
pub(super) fn read(text: &str) -> Table {
    let (joint, text) = joint(text);
    let (mut table, mut cells, mut cell) = (Table::default(), Vec::new(), String::new());
    let (mut number, mut is_quoted, mut was_quoted) = (1, false, false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if is_quoted => is_quoted = false,
            '"' if cell.is_empty() && !was_quoted => (is_quoted, was_quoted) = (true, true),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' if !is_quoted => {
                cells.push(std::mem::take(&mut cell));
                table.end_row(number, std::mem::take(&mut cells));
                (number, was_quoted) = (number + 1, false);
            }
            '\r' => cell.push('\n'),
            _ if letter == joint && !is_quoted => {
                cells.push(std::mem::take(&mut cell));
                was_quoted = false;
            }
            _ => cell.push(letter),
        }
    }
    table.breaks_off = is_quoted;
    cells.push(cell);
    if is_quoted {
        // Though nothing of it is there, it was begun.
        table.rows.push(Row { number, cells });
    } else {
        table.end_row(number, cells);
    }
    table
}

impl Table {
    fn end_row(&mut self, number: u64, cells: Vec<String>) {
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            self.rows.push(Row { number, cells });
        }
    }
}
