//! How large things are: functions, files, comments, tests, dependencies, beside what the house expects.
//!
//! It prints and judges nothing; a large function may be right. Look at the ten largest before a review.

mod functions;
mod lines;

use anyhow::Result;

use crate::House;
use crate::tidy::Tree;
use functions::Function;
use lines::Lines;

/// Prints the sizes of the checkout.
pub fn sizes(house: &House) -> Result<()> {
    let tree = Tree::of_checkout(&house.root)?;
    let mut functions = Vec::new();
    let mut files = Vec::new();
    let mut total = Lines::default();
    for file in tree.under("", ".rs") {
        functions.extend(functions::of(file));
        files.push((file.text.lines().count(), file.path.clone()));
        total += lines::of(file);
    }
    print_functions(functions);
    print_files(files);
    println!("comments    {:>5.1} % of source lines (12–20)", percent(total.comments, total.source));
    println!(
        "tests       {:>5.2} × source ({} : {}) (0.8–1.1)",
        ratio(total.tests, total.source),
        total.tests,
        total.source
    );
    let locked = tree.file("Cargo.lock").map_or(0, |lock| lock.text.matches("[[package]]").count());
    println!("locked      {locked:>5} packages with our own (about 350)");
    Ok(())
}

fn print_functions(mut functions: Vec<Function>) {
    functions.retain(|function| !function.test);
    let lines = functions.iter().map(|function| function.lines).collect();
    println!("functions   {}", spread(lines, "median ≤ 10, 80 % ≤ 25, 95 % ≤ 50"));
    functions.sort_by_key(|function| std::cmp::Reverse(function.lines));
    for Function { lines, path, line, name, .. } in functions.iter().take(10) {
        println!("  {lines:>5}  {path}:{line} {name}");
    }
}

fn print_files(mut files: Vec<(usize, String)>) {
    println!("files       {}", spread(files.iter().map(|(lines, _)| *lines).collect(), "median 80–130, 90 % ≤ 300"));
    files.sort_by_key(|(lines, _)| std::cmp::Reverse(*lines));
    for (lines, path) in files.iter().take(10) {
        println!("  {lines:>5}  {path}");
    }
}

fn spread(mut sizes: Vec<usize>, expected: &str) -> String {
    sizes.sort_unstable();
    let [median, p80, p90, p95] = [50, 80, 90, 95].map(|share| percentile(&sizes, share));
    format!("{:>5}: median {median}, 80 % {p80}, 90 % {p90}, 95 % {p95} lines ({expected})", sizes.len())
}

/// The size that `share` percent of the sorted sizes do not exceed; 0 of none.
fn percentile(sorted: &[usize], share: usize) -> usize {
    let rank = (sorted.len() * share).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0)
}

fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * ratio(part, whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_size_that_occurs() {
        let sizes: Vec<usize> = (1..=10).collect();
        for (share, size) in [(50, 5), (80, 8), (95, 10), (100, 10), (1, 1)] {
            assert_eq!(percentile(&sizes, share), size, "{share} %");
        }
        assert_eq!(percentile(&[], 50), 0);
        assert_eq!(percentile(&[7], 95), 7);
    }
}
