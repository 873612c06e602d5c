//! Tags as people type them: a list with commas between (POST-4).

use super::key;

/// The names in a typed list, in their order: white space squeezed, blanks and second spellings dropped (TAG-7). The commas
/// of Chinese and Japanese part names as well.
pub fn listed(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    for name in text.split([',', '，', '、', '\n']) {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name_key = key(&name);
        if !name.is_empty() && !keys.contains(&name_key) {
            names.push(name);
            keys.push(name_key);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_of_every_script_part_names_and_order_stays() {
        let cases = [
            ("b, a ,  c  d,", vec!["b", "a", "c d"]),
            ("鏡，雨、夜", vec!["鏡", "雨", "夜"]),
            ("Amélie, amelie, AMELIE, x", vec!["Amélie", "x"]),
            (" , ,, ", vec![]),
        ];
        for (typed, names) in cases {
            assert_eq!(listed(typed), names, "{typed}");
        }
    }
}
