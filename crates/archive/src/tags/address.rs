//! Tags' names in addresses: `Holmes*s*Watson` (TAG-6).
//!
//! Encoding and decoding are single passes, so that every name comes back as it was; percent-encoding is left to the
//! upper floor.

const MARKS: &[(char, &str)] = &[('/', "*s*"), ('&', "*a*"), ('.', "*d*"), ('?', "*q*"), ('#', "*h*")];

/// The name as it stands in an address. Names hold no `*` (TAG-2).
pub fn to_address(name: &str) -> String {
    let mut address = String::with_capacity(name.len() + 8);
    for letter in name.chars() {
        match MARKS.iter().find(|(plain, _)| *plain == letter) {
            Some((_, mark)) => address.push_str(mark),
            None => address.push(letter),
        }
    }
    address
}

/// The name that stands in an address.
pub fn from_address(address: &str) -> String {
    let (mut name, mut rest) = (String::with_capacity(address.len()), address);
    while let Some(letter) = rest.chars().next() {
        let mark = MARKS.iter().find_map(|(plain, mark)| rest.strip_prefix(mark).map(|after| (*plain, after)));
        let (plain, after) = mark.unwrap_or_else(|| (letter, rest.strip_prefix(letter).unwrap_or_default()));
        name.push(plain);
        rest = after;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_for_the_letters_that_addresses_cannot_hold() {
        for (name, address) in [
            ("Holmes/Watson", "Holmes*s*Watson"),
            ("Holmes & Watson", "Holmes *a* Watson"),
            ("/a/d/h/q/s/", "*s*a*s*d*s*h*s*q*s*s*s*"),
            ("Dr. Who?", "Dr*d* Who*q*"),
            ("#1 Fan", "*h*1 Fan"),
        ] {
            assert_eq!(to_address(name), address);
            assert_eq!(from_address(address), name);
        }
    }

    #[test]
    fn a_star_that_is_no_mark_stays() {
        assert_eq!(from_address("*x*s"), "*x*s");
        assert_eq!(from_address("**s*"), "*/");
    }

    proptest::proptest! {
        #[test]
        fn every_name_comes_back(name in "[^*]{0,30}") {
            proptest::prop_assert_eq!(from_address(&to_address(&name)), name);
        }
    }
}
