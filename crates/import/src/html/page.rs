//! A parsed page whose text is *taken* piece by piece: as prose, as a fact, or as furniture that no story needs.
//!
//! What is taken leaves the tree, so nothing can be taken twice, and what is left at the end is exactly what nobody
//! understood; it is named in a complaint. That is how every visible letter of a page is accounted for.

use std::collections::HashSet;

use ego_tree::{NodeId, NodeRef, Tree};
use manuscript::{Complaint, Manuscript, Newlines, Place, Prose, Trouble, letters, letters_of_html};
use scraper::node::Text;
use scraper::{ElementRef, Html, Node, Selector};

use super::look::Looks;
use super::markup::{Markup, Style};
use super::tame::tame;
use crate::account::{dropped_letters, story_letters};
use crate::pieces::append;
use crate::{Account, Arrival};

/// Elements whose text no reader of the page ever sees, or only when the browser cannot do what the page wants.
const UNSEEN: [&str; 8] = ["script", "style", "template", "noscript", "noembed", "noframes", "datalist", "iframe"];

/// A page, or the files of a book one after the other, on the way to a manuscript.
#[derive(Debug)]
pub(crate) struct Page {
    tree: Tree<Node>,
    /// What the page's own style sheets say of classes.
    pub(crate) looks: Looks,
    /// How prose is written out.
    pub(crate) style: Style,
    /// The text of the style sheets inside the page.
    pub(crate) css: String,
    /// What was dropped, changed or doubted so far.
    pub(crate) complaints: Vec<Complaint>,
    seen: u64,
    facts: u64,
}

impl Page {
    /// Parses HTML. Never fails; nesting and attributes are capped first, so that the parser stays linear.
    pub(crate) fn parse(html: &str) -> Self {
        let tree = Html::parse_document(&tame(html)).tree;
        let mut page = Self {
            tree,
            looks: Looks::default(),
            style: Style::default(),
            css: String::new(),
            complaints: Vec::new(),
            seen: 0,
            facts: 0,
        };
        page.drop_unseen();
        page.looks.read(&page.css);
        page.seen = page.letters_under(page.root());
        page
    }

    /// Puts several pages one after the other, as the files of a book are; also gives the root of each.
    pub(crate) fn join(pages: Vec<Self>) -> (Self, Vec<NodeId>) {
        let mut whole = Self::parse("");
        let mut roots = Vec::new();
        whole.tree = Tree::new(Node::Document);
        for page in pages {
            roots.push(whole.tree.root_mut().append_subtree(page.tree).id());
            whole.seen += page.seen;
            whole.css.push_str(&page.css);
            for complaint in page.complaints {
                complaint.join(&mut whole.complaints);
            }
        }
        whole.looks.read(&whole.css);
        (whole, roots)
    }

    /// Takes away what is never shown and keeps the style sheets' text.
    fn drop_unseen(&mut self) {
        for name in UNSEEN {
            for id in self.find_all(name) {
                let text: String = self.text_nodes(id);
                match name {
                    "style" => self.css.push_str(&text),
                    "iframe" => {
                        for child in self.children(id) {
                            self.detach(child);
                        }
                        continue;
                    }
                    "script" => Complaint::new(Trouble::Changed, "script", "").join(&mut self.complaints),
                    _ => {}
                }
                self.detach(id);
            }
        }
    }

    /// The node above everything.
    pub(crate) fn root(&self) -> NodeId {
        self.tree.root().id()
    }

    /// The first element that a selector of ours finds.
    pub(crate) fn find(&self, css: &str) -> Option<NodeId> {
        self.within(self.root(), css)
    }

    /// All elements that a selector of ours finds, in the order of the page.
    pub(crate) fn find_all(&self, css: &str) -> Vec<NodeId> {
        self.all_within(self.root(), css)
    }

    /// The first element inside another that a selector of ours finds.
    pub(crate) fn within(&self, id: NodeId, css: &str) -> Option<NodeId> {
        let selector = selector(css);
        self.elements(id).find(|element| selector.matches(element)).map(|element| element.id())
    }

    /// All elements inside another that a selector of ours finds.
    pub(crate) fn all_within(&self, id: NodeId, css: &str) -> Vec<NodeId> {
        let selector = selector(css);
        self.elements(id).filter(|element| selector.matches(element)).map(|element| element.id()).collect()
    }

    /// The elements below a node, in order.
    pub(crate) fn elements(&self, id: NodeId) -> impl Iterator<Item = ElementRef<'_>> {
        self.tree.get(id).into_iter().flat_map(|node| node.descendants().skip(1)).filter_map(ElementRef::wrap)
    }

    /// The nodes directly below a node, in order.
    pub(crate) fn children(&self, id: NodeId) -> Vec<NodeId> {
        self.tree.get(id).map(|node| node.children().map(|child| child.id()).collect()).unwrap_or_default()
    }

    /// The node itself, while it is part of the page.
    pub(crate) fn node(&self, id: NodeId) -> Option<NodeRef<'_, Node>> {
        self.tree.get(id)
    }

    /// The node as an element, if it is one.
    pub(crate) fn element(&self, id: NodeId) -> Option<ElementRef<'_>> {
        self.tree.get(id).and_then(ElementRef::wrap)
    }

    /// The element's name in lower case; empty for text.
    pub(crate) fn name(&self, id: NodeId) -> &str {
        self.element(id).map_or("", |element| element.value().name())
    }

    /// An attribute's value; empty when it is not there.
    pub(crate) fn attr(&self, id: NodeId, name: &str) -> &str {
        self.element(id).and_then(|element| element.attr(name)).unwrap_or("")
    }

    /// Whether an element matches a selector of ours.
    pub(crate) fn is(&self, id: NodeId, css: &str) -> bool {
        self.element(id).is_some_and(|element| selector(css).matches(&element))
    }

    /// Whether a node lies inside an element that matches a selector of ours.
    pub(crate) fn lies_in(&self, id: NodeId, css: &str) -> bool {
        let selector = selector(css);
        self.tree
            .get(id)
            .is_some_and(|node| node.ancestors().filter_map(ElementRef::wrap).any(|above| selector.matches(&above)))
    }

    /// The node around a node.
    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.tree.get(id)?.parent().map(|node| node.id())
    }

    /// Whether a node stands before another in the page. Nodes are numbered as they are read.
    pub(crate) fn comes_before(&self, id: NodeId, other: NodeId) -> bool {
        self.tree.nodes().find(|node| node.id() == id || node.id() == other).is_some_and(|node| node.id() == id)
    }

    /// The letters of text before a node, below `root`.
    pub(crate) fn letters_before(&self, id: NodeId, root: NodeId) -> u64 {
        let Some(root) = self.tree.get(root) else { return 0 };
        let before = root.descendants().take_while(|node| node.id() != id);
        before.filter_map(|node| node.value().as_text().map(|text| letters(text))).sum()
    }

    /// The next element beside a node.
    pub(crate) fn next_element(&self, id: NodeId) -> Option<NodeId> {
        self.tree.get(id)?.next_siblings().find(|node| node.value().is_element()).map(|node| node.id())
    }

    /// The text below a node on one line, white space squeezed.
    pub(crate) fn text(&self, id: NodeId) -> String {
        squeeze(&self.text_nodes(id))
    }

    /// The text directly in a node, without that of elements inside.
    pub(crate) fn own_text(&self, id: NodeId) -> String {
        let Some(node) = self.tree.get(id) else { return String::new() };
        squeeze(&node.children().filter_map(|child| child.value().as_text().map(|text| &**text)).collect::<String>())
    }

    /// The text below a node as it stands.
    pub(crate) fn text_nodes(&self, id: NodeId) -> String {
        let Some(node) = self.tree.get(id) else { return String::new() };
        node.descendants().filter_map(|below| below.value().as_text().map(|text| &**text)).collect()
    }

    /// The letters below a node.
    pub(crate) fn letters_under(&self, id: NodeId) -> u64 {
        let Some(node) = self.tree.get(id) else { return 0 };
        node.descendants().filter_map(|below| below.value().as_text().map(|text| letters(text))).sum()
    }

    /// Whether a node is still part of the page and not taken, alone or with something around it.
    pub(crate) fn is_here(&self, id: NodeId) -> bool {
        self.tree
            .get(id)
            .is_some_and(|node| node.id() == self.root() || node.ancestors().any(|above| above.id() == self.root()))
    }

    /// Takes a node as a fact and gives its text on one line; empty when it has been taken before.
    pub(crate) fn fact(&mut self, id: NodeId) -> String {
        if !self.is_here(id) {
            return String::new();
        }
        let text = self.text(id);
        self.facts += letters(&text);
        self.detach(id);
        text
    }

    /// Takes nodes as facts that `put` enters into the manuscript. What of them is prose there, or named in a complaint, is
    /// no fact.
    pub(crate) fn tell(
        &mut self,
        ids: &[NodeId],
        manuscript: &mut Manuscript,
        put: impl FnOnce(&str, &mut Manuscript),
    ) {
        let kept = |manuscript: &Manuscript| story_letters(manuscript) + dropped_letters(manuscript);
        let before = kept(manuscript);
        let words: Vec<String> = ids.iter().map(|id| self.fact(*id)).collect();
        put(words.join(" ").trim(), manuscript);
        self.facts = self.facts.saturating_sub(kept(manuscript).saturating_sub(before));
    }

    /// Takes the first element that a selector finds as a fact.
    pub(crate) fn fact_at(&mut self, css: &str) -> Option<String> {
        self.find(css).map(|id| self.fact(id))
    }

    /// Takes everything that a selector finds as furniture of the page, named `what` in the complaints.
    pub(crate) fn furniture(&mut self, css: &str, what: &str) {
        for id in self.find_all(css) {
            self.drop_as(id, what);
        }
    }

    /// Takes a node as something that is not kept, named `what` in the complaints if it holds any letters.
    pub(crate) fn drop_as(&mut self, id: NodeId, what: &str) {
        let text = if self.is_here(id) { self.text(id) } else { String::new() };
        self.detach(id);
        if letters(&text) > 0 {
            Complaint::dropped(what, &text).join(&mut self.complaints);
        }
    }

    /// Takes the inside of an element as prose.
    pub(crate) fn prose(&mut self, id: NodeId, place: Place) -> Prose {
        let children = self.children(id);
        let prose = self.prose_of(&children, place);
        self.detach(id);
        prose
    }

    /// Takes the inside of an element as prose behind what its field holds already.
    pub(crate) fn prose_into(&mut self, field: &mut Prose, id: NodeId, place: Place) {
        let prose = self.prose(id, place);
        append(field, prose, place, &mut self.complaints);
    }

    /// Takes the inside of the first element that a selector finds as prose; empty when there is none.
    pub(crate) fn prose_at(&mut self, css: &str, place: Place) -> Prose {
        self.find(css).map(|id| self.prose(id, place)).unwrap_or_default()
    }

    /// Takes several nodes, one after the other, as one prose.
    pub(crate) fn prose_of(&mut self, ids: &[NodeId], place: Place) -> Prose {
        let markup = self.cut(ids);
        self.clean(markup, place)
    }

    /// Takes several nodes, one after the other, as markup that is cleaned later ([`Page::clean`]).
    pub(crate) fn cut(&mut self, ids: &[NodeId]) -> Markup {
        // A node inside another of them comes with that one.
        let all: HashSet<NodeId> = ids.iter().copied().collect();
        let inside =
            |id: &NodeId| self.tree.get(*id).is_some_and(|node| node.ancestors().any(|up| all.contains(&up.id())));
        let ids: Vec<NodeId> = ids.iter().copied().filter(|id| self.is_here(*id) && !inside(id)).collect();
        let markup = self.markup(&ids);
        for id in &ids {
            self.detach(*id);
        }
        markup
    }

    /// Takes the inside of a node as several proses, cut before each node of `at`; the first piece stands before any of them.
    pub(crate) fn pieces(&mut self, id: NodeId, at: &[NodeId]) -> Vec<Markup> {
        let mut markup = Markup::writer(&self.looks, self.style, at);
        self.children(id).into_iter().filter_map(|child| self.tree.get(child)).for_each(|node| markup.write(node));
        let pieces = markup.finish();
        self.detach(id);
        pieces
    }

    fn markup(&self, ids: &[NodeId]) -> Markup {
        let mut markup = Markup::writer(&self.looks, self.style, &[]);
        ids.iter().filter_map(|id| self.tree.get(*id)).for_each(|node| markup.write(node));
        markup.finish().into_iter().next().unwrap_or_default()
    }

    /// Cleans written-out markup. Letters that the cleaner lost without a word are named here.
    pub(crate) fn clean(&mut self, markup: Markup, place: Place) -> Prose {
        let mut complaints = markup.complaints;
        let prose = manuscript::clean(&markup.html, place, Newlines::Space, &mut complaints);
        let named: u64 = complaints.iter().map(|complaint| complaint.letters).sum();
        let lost = markup.letters.saturating_sub(letters_of_html(prose.html()) + named);
        if lost > 0 {
            let complaint = Complaint::new(Trouble::Dropped, "text in a place where none may stand", "");
            Complaint { letters: lost, ..complaint }.join(&mut complaints);
        }
        self.seen += markup.added;
        self.facts += markup.facts;
        for complaint in complaints {
            complaint.join(&mut self.complaints);
        }
        prose
    }

    /// Counts text that became a fact without lying in a node of its own.
    pub(crate) fn count_fact(&mut self, letters: u64) {
        self.facts += letters;
    }

    /// Counts text from outside the page, a book's description for instance, that became prose.
    pub(crate) fn count_seen(&mut self, letters: u64) {
        self.seen += letters;
    }

    /// Takes a node out of the page; the root goes with all its children.
    pub(crate) fn detach(&mut self, id: NodeId) {
        if id == self.root() {
            for child in self.children(id) {
                self.detach(child);
            }
        }
        if let Some(mut node) = self.tree.get_mut(id) {
            node.detach();
        }
    }

    /// Puts words in a node's place, which is taken as a fact.
    pub(crate) fn replace(&mut self, id: NodeId, words: &str) {
        if let Some(mut node) = self.tree.get_mut(id) {
            node.insert_before(Node::Text(Text { text: words.into() }));
            self.seen += letters(words);
            self.fact(id);
        }
    }

    /// Takes an attribute off every element that has it with this value.
    pub(crate) fn forget(&mut self, name: &str, value: &str) {
        let all: Vec<NodeId> = self.elements(self.root()).map(|element| element.id()).collect();
        for id in all {
            if let Some(mut node) = self.tree.get_mut(id)
                && let Node::Element(element) = node.value()
            {
                element.attrs.retain(|(known, said)| &*known.local != name || &**said != value);
            }
        }
    }

    /// Hides go out of the page: what its own styles make invisible is no part of the story.
    pub(crate) fn drop_hidden(&mut self) {
        let hidden: Vec<NodeId> = self
            .elements(self.root())
            .filter(|element| self.looks.hides(element))
            .map(|element| element.id())
            .collect();
        for id in hidden {
            self.drop_as(id, "hidden paragraph");
        }
    }

    /// Ends the reading: what is left is named as `rest`, and the manuscript gets its complaints and its account.
    pub(crate) fn finish(mut self, mut manuscript: Manuscript, rest: &str) -> Arrival {
        for title in self.find_all("head title") {
            self.fact(title);
        }
        self.drop_as(self.root(), rest);
        for complaint in self.complaints {
            complaint.join(&mut manuscript.complaints);
        }
        let account = Account::of(&manuscript, self.seen, self.facts);
        Arrival { manuscript, account }
    }
}

/// White space squeezed to single spaces, none at the ends; no-break spaces count as white space.
pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("every selector is a constant of these readers and tested")
}
