//! A route cannot be added without saying who may pass: axum's own router is named in one file, which asks for the door.

use super::{Finding, Tree};

/// The one file that speaks to axum's router.
const HOME: &str = "crates/site/src/routes.rs";
/// What it would be called elsewhere.
const ROUTER: &[&str] = &["routing::", ".route(", ".route_service(", ".nest(", ".nest_service("];

/// Finds routes that go round `Routes`.
pub fn doors(tree: &Tree) -> Vec<Finding> {
    let elsewhere = tree.under("crates/", ".rs").filter(|file| file.path != HOME);
    let lines = elsewhere.flat_map(|file| file.code().map(move |(number, line)| (file, number, line)));
    let direct = lines.filter(|(_, _, line)| ROUTER.iter().any(|name| line.contains(name)));
    direct
        .map(|(file, number, _)| {
            file.finding(number, format!("add routes through Routes in {HOME}, which asks for their door"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_router_is_named_in_its_home_only() {
        let text = "use axum::routing::get;\n";
        assert_eq!(doors(&Tree::of(&[(HOME, text)])), []);
        let found = doors(&Tree::of(&[("crates/site/src/works/mod.rs", text)]));
        assert_eq!(found.iter().map(|finding| finding.line).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn our_own_routes_are_fine() {
        let text = "Routes::new().get(\"/works/{id}\", Door::Anyone, show)\n";
        assert_eq!(doors(&Tree::of(&[("crates/site/src/works/mod.rs", text)])), []);
    }
}
