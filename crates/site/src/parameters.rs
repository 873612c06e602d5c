//! The one spelling of an address: its path with nothing encoded that need not be, and of its parameters those that the
//! route reads, in the route's order, each with a value that means something.
//!
//! The front desk gives every request this spelling before anything else looks at it. So a handler is given no parameter
//! that its route does not name, a page is kept under what it is made of, and nobody fills the shelf with spellings.

use axum::http::{
    Uri,
    uri::{Parts, PathAndQuery},
};
use form_urlencoded::Serializer;
use percent_encoding::percent_decode_str;

use crate::address;

/// A parameter that a route reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parameter {
    /// `page=7`: a number from 2. Anything else is the first page, which has no parameter.
    Page,
    /// `NAME=true`, or nothing.
    Flag(&'static str),
    /// `NAME=anything`. Only for pages that are kept for nobody.
    Text(&'static str),
    /// `NAME=one&NAME=another`. Only for pages that are kept for nobody.
    Texts(&'static str),
}

/// So many values of one name are read.
const MOST: usize = 200;

impl Parameter {
    const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Flag(name) | Self::Text(name) | Self::Texts(name) => name,
        }
    }

    /// The values that count in their one spelling: the first of this name, unless it may have several.
    fn values(self, query: &str) -> Vec<String> {
        let given = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == self.name());
        let most = if matches!(self, Self::Texts(_)) { MOST } else { 1 };
        given.take(most).filter_map(|(_, given)| self.value(&given)).collect()
    }

    fn value(self, given: &str) -> Option<String> {
        match self {
            Self::Page => given.parse::<u64>().ok().filter(|number| *number > 1).map(|number| number.to_string()),
            Self::Flag(_) => (given == "true").then(|| given.to_owned()),
            Self::Text(_) | Self::Texts(_) => Some(given.to_owned()),
        }
    }
}

/// The address in its one spelling, for a route that reads these parameters.
pub(crate) fn canonical(uri: &Uri, reads: &[Parameter]) -> Uri {
    let mut query = Serializer::new(String::new());
    let given = uri.query().unwrap_or_default();
    query.extend_pairs(
        reads.iter().flat_map(|reads| reads.values(given).into_iter().map(|value| (reads.name(), value))),
    );
    let (path, query) = (uri.path().split('/').map(segment).collect::<Vec<_>>().join("/"), query.finish());
    let spelled = if query.is_empty() { path } else { format!("{path}?{query}") };
    let Ok(path_and_query) = PathAndQuery::try_from(spelled) else { return uri.clone() };
    let mut parts = Parts::from(uri.clone());
    parts.path_and_query = Some(path_and_query);
    Uri::from_parts(parts).unwrap_or_else(|_| uri.clone())
}

/// A segment of a path; one that is no UTF-8 names nothing of ours and stays as it is.
fn segment(given: &str) -> String {
    percent_decode_str(given).decode_utf8().map_or_else(|_| given.to_owned(), |text| address::segment(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    const READS: &[Parameter] = &[Parameter::Page, Parameter::Flag("view_adult"), Parameter::Texts("with")];

    fn spelled(address: &'static str) -> String {
        canonical(&Uri::from_static(address), READS).to_string()
    }

    #[test]
    fn an_address_keeps_the_parameters_its_route_reads_and_no_others() {
        let cases = [
            ("/works", "/works"),
            ("/works?", "/works"),
            ("/works?utm=1&x", "/works"),
            ("/works?page=2", "/works?page=2"),
            ("/works?page=1", "/works"),
            ("/works?page=0002&page=3", "/works?page=2"),
            ("/works?page=two", "/works"),
            ("/works?view_adult=true&p%61ge=%32", "/works?page=2&view_adult=true"),
            ("/works?view_adult=yes", "/works"),
            ("/works?with=b&page=2&with=a", "/works?page=2&with=b&with=a"),
            ("http://a.example/works?page=2&y", "http://a.example/works?page=2"),
        ];
        for (given, expected) in cases {
            assert_eq!(spelled(given), expected, "{given}");
        }
    }

    #[test]
    fn a_path_has_one_spelling_and_names_the_same_thing() {
        let cases = [
            ("/tags/R%61in/works", "/tags/Rain/works"),
            ("/tags/a!b/works", "/tags/a%21b/works"),
            ("/tags/a%2fb/works", "/tags/a%2Fb/works"),
            ("/tags/100%25", "/tags/100%25"),
            ("/works/%FF", "/works/%FF"),
            ("/a//b/", "/a//b/"),
            ("*", "*"),
        ];
        for (given, expected) in cases {
            assert_eq!(spelled(given), expected, "{given}");
        }
    }
}
