//! What a work comes from, as its form says it (REL-1): what is said stays unless its tick is taken off, and more can be said.
//!
//! An address on this archive's own host is a work here; any other is a work elsewhere, of which the form asks title and author.

use archive::{
    RelationId, Slip,
    relations::{Cited, Citing, Elsewhere, Kind, Parent, Place, Side, Source},
    works::WorkCard,
};

use manuscript::Relation;

use super::taking::{Fate, Offer};
use crate::{
    Cx, Say,
    form::{Fields, Slips},
    message_of_kind,
};

/// What was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Parents {
    /// What it is said to come from.
    pub(super) rows: Vec<Row>,
    /// What more it comes from.
    pub(super) more: Vec<New>,
}

/// A work that it comes from.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) stays: bool,
}

/// A work that it shall come from.
#[derive(Debug, Clone, Default)]
pub(super) struct New {
    pub(super) kind: String,
    pub(super) address: String,
    pub(super) title: String,
    pub(super) author: String,
    pub(super) language: String,
}

impl Parents {
    pub(super) fn read(fields: &Fields) -> Self {
        let stay = fields.all("parent_stays");
        let rows = fields.all("parent_id").into_iter().zip(fields.all("parent_name"));
        let rows = rows.map(|(id, name)| Row { stays: stay.contains(&id), id, name });
        let all = |name| fields.all(name).into_iter();
        let more = all("parent_kind").zip(all("parent_address")).zip(all("parent_title"));
        let more = more.zip(all("parent_author")).zip(all("parent_language"));
        let more =
            more.map(|((((kind, address), title), author), language)| New { kind, address, title, author, language });
        Self { rows: rows.collect(), more: more.filter(|new| !new.is_empty()).collect() }
    }

    /// What a work comes from as it is.
    pub(super) fn of(say: &Say, parents: &[Parent]) -> Self {
        let row = |parent: &Parent| {
            let name = format!("{} {}", say.text(message_of_kind(&parent.kind)), named(say, &parent.side));
            Row { id: parent.id.to_string(), name, stays: true }
        };
        Self { rows: parents.iter().map(row).collect(), more: Vec::new() }
    }

    /// Puts what a file says of works that this one comes from where nothing was typed of any; what says no address has no
    /// field. Says of each what became of it.
    pub(super) fn fill(&mut self, relations: &[Relation]) -> Vec<Offer> {
        let is_free = self.rows.is_empty() && self.more.is_empty();
        let mut offers = Vec::new();
        for (relation, kind) in relations.iter().filter_map(|other| Some((other, Kind::said(other.kind)?))) {
            let fate = match &relation.url {
                None => Fate::Told,
                Some(_) if is_free => Fate::Taken,
                Some(_) => Fate::Left,
            };
            if fate == Fate::Taken {
                self.more.push(New::of(kind, relation));
            }
            let name = [relation.title.as_str(), relation.byline.as_str()];
            offers.push(Offer::about(message_of_kind(&kind), name.join(" · ").trim_end_matches(" · "), fate));
        }
        offers
    }

    /// What was typed of more, and one more to type into.
    pub(super) fn blanks(&self) -> Vec<New> {
        self.more.iter().cloned().chain([New::default()]).collect()
    }

    /// What it means.
    pub(super) fn citing(&self, cx: &Cx, slips: &mut Slips) -> Citing {
        let gone = self.rows.iter().filter(|row| !row.stays);
        let drop = gone.filter_map(|row| row.id.parse::<RelationId>().ok()).collect();
        let add = self.more.iter().filter_map(|new| new.cited(&cx.site().settings().address, slips)).collect();
        Citing { drop, add }
    }
}

impl New {
    fn of(kind: Kind, relation: &Relation) -> Self {
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            kind: kind.word().to_owned(),
            address: said(&relation.url),
            title: relation.title.clone(),
            author: relation.byline.clone(),
            language: said(&relation.language),
        }
    }

    fn is_empty(&self) -> bool {
        [&self.address, &self.title, &self.author].into_iter().all(String::is_empty)
    }

    /// Whether this kind is chosen; a template cannot compare words of two sorts.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
    pub(super) fn is(&self, kind: &Kind) -> bool {
        self.kind == kind.word()
    }

    fn cited(&self, archive: &str, slips: &mut Slips) -> Option<Cited> {
        let Some(kind) = Kind::of_word(&self.kind) else {
            slips.add("parents", Slip::NotOffered);
            return None;
        };
        let source = match Place::of(archive, &self.address) {
            Place::Here(id) => Source::Here(id),
            Place::Nowhere => {
                slips.add("parents", Slip::NoWorkHere { address: self.address.clone() });
                return None;
            }
            Place::Elsewhere => Source::Elsewhere(Elsewhere {
                address: self.address.clone(),
                title: self.title.clone(),
                author: self.author.clone(),
                language: self.language.clone(),
            }),
        };
        Some(Cited { kind, source, typed: self.address.clone() })
    }
}

/// One side of a relation in words.
fn named(say: &Say, side: &Side) -> String {
    let by = |title: &str, author: &str| match author {
        "" => title.to_owned(),
        _ => format!("{title} {} {author}", say.text("by")),
    };
    match side {
        Side::Here(card) => by(&card.title, &names(say, card)),
        Side::Elsewhere(work) => by(&work.title, &work.author),
        Side::Restricted(_) => say.text("related-restricted"),
        Side::Mystery => say.text("related-mystery"),
        Side::Gone => say.text("related-gone"),
    }
}

fn names(say: &Say, card: &WorkCard) -> String {
    if !card.is_named() {
        return say.text("anonymous");
    }
    card.bylines.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_what_goes_and_what_comes() {
        let sent = "parent_id=7&parent_name=A&parent_id=8&parent_name=B&parent_stays=8&parent_kind=podfic&parent_address=x\
                    &parent_title=&parent_author=&parent_language=&parent_kind=inspired&parent_address=&parent_title=\
                    &parent_author=&parent_language=";
        let read = Parents::read(&Fields::of(sent.as_bytes()));
        let stay: Vec<bool> = read.rows.iter().map(|row| row.stays).collect();
        assert_eq!((stay, read.more.len(), read.blanks().len()), (vec![false, true], 1, 2));
    }
}
