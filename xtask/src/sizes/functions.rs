//! The functions of a file, measured on its syntax tree from the signature to the closing brace.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Block, Ident, ImplItemFn, ItemFn, ItemMod, Signature, TraitItemFn};

use crate::tidy::File;

/// One function.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Its file.
    pub path: String,
    /// The line of its `fn`.
    pub line: usize,
    /// How many lines it takes.
    pub lines: usize,
    /// Whether it is part of a test.
    pub test: bool,
}

/// Every function with a body, nested ones too. A file that does not parse has none: the compiler complains about it.
pub fn of(file: &File) -> Vec<Function> {
    let mut walk = Walk { path: &file.path, test: is_test_file(&file.path), found: Vec::new() };
    if let Ok(parsed) = syn::parse_file(&file.text) {
        walk.visit_file(&parsed);
    }
    walk.found
}

/// Whether a whole file is there for tests: `tests/…`, `tests.rs`, and the crate that only tests use.
pub fn is_test_file(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs") || path.starts_with("crates/testkit/")
}

struct Walk<'a> {
    path: &'a str,
    test: bool,
    found: Vec<Function>,
}

impl Walk<'_> {
    fn note(&mut self, name: &Ident, signature: &Signature, body: &Block, test: bool) {
        let line = signature.span().start().line;
        let lines = body.span().end().line + 1 - line;
        let (name, path) = (name.to_string(), self.path.to_owned());
        self.found.push(Function { name, path, line, lines, test: self.test || test });
    }
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        let outside = self.test;
        self.test |= module.attrs.iter().any(is_cfg_test);
        visit::visit_item_mod(self, module);
        self.test = outside;
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        let test = function.attrs.iter().any(|attribute| attribute.path().is_ident("test") || is_cfg_test(attribute));
        self.note(&function.sig.ident, &function.sig, &function.block, test);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.note(&function.sig.ident, &function.sig, &function.block, false);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast TraitItemFn) {
        if let Some(body) = &function.default {
            self.note(&function.sig.ident, &function.sig, body, false);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

/// Whether this is `#[cfg(test)]`.
pub fn is_cfg_test(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg") && attribute.parse_args::<Ident>().is_ok_and(|word| word == "test")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<(String, usize, usize, bool)> {
        let file = File { path: path.into(), text: text.into() };
        of(&file).into_iter().map(|f| (f.name, f.line, f.lines, f.test)).collect()
    }

    #[test]
    fn functions_methods_and_defaults_are_measured_and_tests_are_known() {
        let text = "fn one() {}\n\nimpl A {\n    /// Doc.\n    fn two(\n        a: u8,\n    ) {\n        a;\n    }\n}\n\
                    trait T {\n    fn three() {\n    }\n    fn none();\n}\n#[cfg(test)]\nmod tests {\n    fn four() {}\n}\n";
        let expected = [("one", 1, 1, false), ("two", 5, 5, false), ("three", 12, 2, false), ("four", 18, 1, true)];
        assert_eq!(found("a.rs", text), expected.map(|(name, line, lines, test)| (name.to_owned(), line, lines, test)));
    }

    #[test]
    fn files_of_tests_hold_tests_only() {
        for path in ["crates/site/tests/it/works.rs", "crates/archive/src/works/tests.rs", "crates/testkit/src/cast.rs"]
        {
            assert!(found(path, "fn a() {}").iter().all(|(.., test)| *test), "{path}");
        }
        assert!(!is_test_file("crates/archive/src/contests.rs"));
    }

    #[test]
    fn a_file_that_does_not_parse_has_no_functions() {
        assert_eq!(found("a.rs", "fn {"), []);
    }
}
