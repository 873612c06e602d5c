//! A page is a struct and a template that stand next to each other, so neither can be there alone.

use std::path::Path;

use super::{File, Finding, Tree};

const SITE: &str = "crates/site/src/";
/// What stands around every page.
const LAYOUT: &str = "layout/";

/// Finds templates that no page names, pages that name no template, and pages far from theirs.
pub fn templates(tree: &Tree) -> Vec<Finding> {
    let named: Vec<(&File, usize, &str)> = tree.under(SITE, ".rs").flat_map(names).collect();
    let mut findings: Vec<Finding> =
        named.iter().filter_map(|(file, line, path)| astray(tree, file, *line, path)).collect();
    let pages: Vec<&str> = named.iter().map(|(_, _, path)| *path).collect();
    findings.extend(tree.under(SITE, ".html").filter_map(|file| orphan(tree, file, &pages)));
    findings
}

/// The templates that a file's structs name, with their lines.
fn names(file: &File) -> impl Iterator<Item = (&File, usize, &str)> {
    file.code().filter_map(move |(number, line)| {
        let after = line.split_once("path = \"").map(|(_, rest)| rest)?;
        let (path, _) = after.split_once('"')?;
        let template = Path::new(path).extension().is_some_and(|ending| ending == "html");
        template.then_some((file, number, path))
    })
}

fn astray(tree: &Tree, file: &File, line: usize, path: &str) -> Option<Finding> {
    let Some(template) = tree.file(&format!("{SITE}{path}")) else {
        return Some(file.finding(line, format!("there is no template {SITE}{path}")));
    };
    // The layout belongs to every page, and so to none.
    let near = template.folder() == file.folder() || path.starts_with(LAYOUT);
    (!near).then(|| file.finding(line, format!("{} stands in another folder than its page", template.path)))
}

fn orphan(tree: &Tree, template: &File, pages: &[&str]) -> Option<Finding> {
    let path = template.path.strip_prefix(SITE)?;
    let partial = template.name().starts_with('_') || path.starts_with(LAYOUT);
    let used = pages.contains(&path) || partial && tree.under(SITE, ".html").any(|other| mentions(other, path));
    (!used).then(|| template.finding(0, "no page and no other template uses this"))
}

fn mentions(template: &File, path: &str) -> bool {
    template.text.contains(&format!("\"{path}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(files: &[(&str, &str)]) -> Vec<String> {
        templates(&Tree::of(files)).iter().map(ToString::to_string).collect()
    }

    const PAGE: &str = "#[template(path = \"works/show.html\")]\nstruct Show;";

    #[test]
    fn a_page_beside_its_template_is_fine() {
        assert_eq!(says(&[("crates/site/src/works/show.rs", PAGE), ("crates/site/src/works/show.html", "")]), [""; 0]);
    }

    #[test]
    fn a_page_without_template_is_found() {
        let found = says(&[("crates/site/src/works/show.rs", PAGE)]);
        assert_eq!(found, ["crates/site/src/works/show.rs:1: there is no template crates/site/src/works/show.html"]);
    }

    #[test]
    fn a_template_without_page_is_found() {
        let found = says(&[("crates/site/src/works/show.html", "")]);
        assert_eq!(found, ["crates/site/src/works/show.html: no page and no other template uses this"]);
    }

    #[test]
    fn a_page_far_from_its_template_is_found() {
        let found = says(&[("crates/site/src/pages.rs", PAGE), ("crates/site/src/works/show.html", "")]);
        assert_eq!(
            found,
            ["crates/site/src/pages.rs:1: crates/site/src/works/show.html stands in another folder than its page"]
        );
    }

    #[test]
    fn the_layout_may_be_named_from_elsewhere() {
        let page = ("crates/site/src/page.rs", "#[template(path = \"layout/page.html\")]\nstruct Frame;");
        assert_eq!(says(&[page, ("crates/site/src/layout/page.html", "")]), [""; 0]);
    }

    #[test]
    fn a_partial_needs_a_template_that_includes_it() {
        let partial = ("crates/site/src/works/_blurb.html", "");
        assert_eq!(says(&[partial]).len(), 1);
        let page = ("crates/site/src/works/show.html", "{% include \"works/_blurb.html\" %}");
        assert_eq!(says(&[partial, page, ("crates/site/src/works/show.rs", PAGE)]), [""; 0]);
    }
}
