//! Links as office files write them.

/// The address, if it leads out of the document, so that it means something without it.
pub fn outside(address: &str) -> Option<&str> {
    let schemes = ["http://", "https://", "mailto:", "ftp://"];
    schemes.iter().any(|scheme| address.starts_with(scheme)).then_some(address)
}

/// The address in the code of a field, such as `HYPERLINK "https://example.org"`.
pub fn link_of_field(code: &str) -> Option<&str> {
    let rest = code.trim().strip_prefix("HYPERLINK")?.trim_start().strip_prefix('"')?;
    rest.split('"').next().and_then(outside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_that_lead_out_of_the_document_are_links() {
        let cases = [
            (" HYPERLINK \"https://example.org/?a\" \\o \"tip\" ", Some("https://example.org/?a")),
            ("HYPERLINK \\l \"bookmark\"", None),
            ("HYPERLINK \"javascript:alert(1)\"", None),
            ("PAGE", None),
        ];
        for (code, expected) in cases {
            assert_eq!(link_of_field(code), expected, "{code}");
        }
    }
}
