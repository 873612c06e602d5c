//! What a wrangler ticked and typed on the page of a bin: a choice for each tag, and one for all that are ticked.
//!
//! A choice is a word and a name; what rulings that makes depends on the fandom whose bin it is.

use archive::{TagId, wrangling::Ruling};

use crate::form::{Fields, FromFields};

/// So many tags stand in a form at most.
const MOST: usize = 200;

/// What was chosen: a word, and the name typed beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) word: String,
    pub(super) name: String,
}

/// The form of a bin.
#[derive(Debug, Clone, Default)]
pub(super) struct Choices {
    pub(super) rows: Vec<(TagId, Choice)>,
    pub(super) ticked: Vec<TagId>,
    pub(super) all: Choice,
}

/// The one name in a field. What completes names puts a comma behind each, which no name has (TAG-2).
pub(super) fn one_name(fields: &Fields, field: &str) -> String {
    fields.line(field).trim_end_matches([',', ' ']).chars().take(200).collect()
}

impl FromFields for Choices {
    fn read(fields: &Fields) -> Self {
        let ids = |name: &str| {
            let ids = fields.all(name).into_iter().take(MOST);
            ids.filter_map(|id| id.parse().ok()).collect::<Vec<TagId>>()
        };
        let choice = |word: &str, name: &str| Choice { word: fields.line(word), name: one_name(fields, name) };
        let row = |id: TagId| (id, choice(&format!("choice-{id}"), &format!("name-{id}")));
        Self { rows: ids("row").into_iter().map(row).collect(), ticked: ids("tick"), all: choice("all", "all-name") }
    }
}

impl Choices {
    /// What was chosen for a tag by itself.
    pub(super) fn of(&self, tag: TagId) -> Choice {
        self.rows.iter().find(|(id, _)| *id == tag).map(|(_, choice)| choice.clone()).unwrap_or_default()
    }

    /// Every ruling that was asked for; a tag's own choice goes before the one for all.
    pub(super) fn rulings(&self, fandom: Option<&str>) -> Vec<(TagId, Ruling)> {
        let chosen = |(tag, choice): &(TagId, Choice)| {
            let choice = if choice.word.is_empty() && self.ticked.contains(tag) { &self.all } else { choice };
            choice.rulings(fandom).into_iter().map(|ruling| (*tag, ruling)).collect::<Vec<_>>()
        };
        self.rows.iter().flat_map(chosen).collect()
    }
}

impl Choice {
    /// The rulings that a choice means in a fandom's bin: what is decided there belongs to the fandom.
    fn rulings(&self, fandom: Option<&str>) -> Vec<Ruling> {
        let here = fandom.map(|fandom| Ruling::Belongs(fandom.to_owned()));
        let named = Some(self.name.clone()).filter(|name| !name.is_empty()).map(Ruling::Belongs);
        match self.word.as_str() {
            "canonical" => [Ruling::Canonical].into_iter().chain(named.or(here)).collect(),
            "synonym" => [Ruling::Means(self.name.clone())].into_iter().chain(here).collect(),
            "belongs" => vec![named.or(here).unwrap_or_else(|| Ruling::Belongs(String::new()))],
            "aside" => vec![Ruling::Aside],
            word => {
                let offered = word.strip_prefix("as:").map(|name| Ruling::Means(name.to_owned()));
                offered.into_iter().flat_map(|means| [means].into_iter().chain(here.clone())).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_for_a_tag_goes_before_the_one_for_all_that_are_ticked() {
        let typed = "row=1&row=2&row=3&choice-1=aside&choice-2=&choice-3=&tick=1&tick=2&all=synonym&all-name=Fluff";
        let choices = Choices::read(&Fields::of(typed.as_bytes()));
        let [one, two] = [1, 2].map(TagId::new);
        let fandom = Ruling::Belongs("Holmes".to_owned());
        let wanted = vec![(one, Ruling::Aside), (two, Ruling::Means("Fluff".to_owned())), (two, fandom.clone())];
        assert_eq!(choices.rulings(Some("Holmes")), wanted);
        let offered = Choice { word: "as:Rain".to_owned(), name: String::new() };
        assert_eq!(offered.rulings(Some("Holmes")), [Ruling::Means("Rain".to_owned()), fandom]);
        assert_eq!(offered.rulings(None), [Ruling::Means("Rain".to_owned())]);
        assert!(Choice::default().rulings(Some("Holmes")).is_empty());
    }
}
