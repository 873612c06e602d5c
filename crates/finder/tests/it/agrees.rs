//! Invented archives that change while they are asked: every answer is the model's.

use finder::{
    Asker, Entered, Fandoms, Finder, Kind, Measure, Question, Role, Sort, Start, TagId, TagName, Traits, WorkId, World,
};

use crate::dice::Dice;
use crate::model::Model;
use crate::world::{self, Size};

/// A tag's name; some begin alike.
fn name(tag: TagId) -> String {
    format!("{:x} {}", tag.0 * 7 % 13, tag.0)
}

/// What a name stands under.
fn head(name: &str) -> &str {
    name.split(' ').next().unwrap()
}

/// A finder and a model that are told the same.
struct Pair {
    finder: Finder,
    model: Model,
    dice: Dice,
    size: Size,
}

impl Pair {
    fn new(seed: u64, size: Size) -> Self {
        let mut pair = Self { finder: Finder::new(), model: Model::default(), dice: Dice::seeded(seed), size };
        pair.name_all();
        pair
    }

    fn name_all(&mut self) {
        for tag in (0..self.size.tags).map(TagId) {
            let (kind, key, fandoms, traits) = (world::kind(tag), name(tag), Vec::new(), Traits::default());
            self.finder.put_name(&TagName { tag, kind, key, fandoms, traits });
        }
    }

    /// One change of any sort; works come most often.
    fn change(&mut self) {
        if self.dice.once_in(10) { self.tell_of_a_tag() } else { self.change_a_work() }
    }

    fn change_a_work(&mut self) {
        match self.dice.below(18) {
            0 => {
                let id = world::id(&mut self.dice, self.size);
                self.forget(id);
            }
            1 | 2 => {
                let id = world::id(&mut self.dice, self.size);
                self.count(id);
            }
            _ => {
                let work = world::work(&mut self.dice, self.size);
                self.finder.put(&work);
                self.model.put(&work);
            }
        }
    }

    fn forget(&mut self, id: WorkId) {
        self.finder.remove(id);
        self.model.works.remove(&id);
    }

    fn count(&mut self, id: WorkId) {
        let counts = world::counts(&mut self.dice);
        self.finder.count(id, &counts);
        self.model.works.entry(id).and_modify(|work| work.counts = counts);
    }

    fn tell_of_a_tag(&mut self) {
        let tag = world::told(&mut self.dice, self.size);
        self.finder.put_tag(&tag);
        self.model.put_tag(&tag);
    }

    fn ask(&mut self) {
        let question = world::question(&mut self.dice, self.size);
        self.check(&question);
        self.look_around(&question);
        if self.dice.once_in(10) {
            self.leaf_through(question);
        }
    }

    fn check(&self, question: &Question) {
        let mut answer = self.finder.ask(question);
        answer.next = None;
        assert_eq!(answer, self.model.ask(question), "{question:#?}");
    }

    /// About half of the works of each large page: enough to be counted by walking down the tags of the page.
    fn narrow_large_pages(&mut self) {
        let page = |tag| Question { asker: Asker::Member, all: vec![TagId(tag).into()], ..Question::default() };
        let large: Vec<u64> = (0..self.size.tags).filter(|tag| self.finder.ask(&page(*tag)).total > 8_000).collect();
        assert!(!large.is_empty());
        for tag in large {
            let complete = Some(self.dice.once_in(2));
            self.check(&Question { complete, facets: 10, limit: 3, ..page(tag) });
            self.change();
        }
    }

    /// Fandoms in use, in both orders, and how many works any tag finds.
    fn look_around(&mut self, question: &Question) {
        let (asker, rules) = (question.asker, question.rules.as_slice());
        let mut used = self.model.fandoms(asker, rules);
        let world = World { asker, rules, sorting: |key| format!("{}\n{key}", head(key)) };
        let (skip, take) = (self.dice.below(4) as usize, self.dice.below(9) as usize);
        let mut by_name = self.finder.fandoms_by_name(&world, skip, take);
        used.sort_by_key(|(tag, _)| name(*tag));
        let wanted: Vec<_> = used.iter().skip(skip).take(take).copied().collect();
        let mut heads: Vec<(String, u64)> = Vec::new();
        for head in used.iter().map(|(tag, _)| head(&name(*tag)).to_owned()) {
            match heads.last_mut() {
                Some((last, count)) if *last == head => *count += 1,
                _ => heads.push((head, 1)),
            }
        }
        let wanted = Fandoms { listed: wanted, total: used.len() as u64, heads };
        assert_eq!(by_name, wanted, "{rules:?}");
        used.sort_by_key(|(_, works)| std::cmp::Reverse(*works));
        by_name.listed = used.into_iter().take(take).collect();
        assert_eq!(self.finder.largest_fandoms(&world, take), by_name, "{rules:?}");
        let tags: Vec<TagId> = self.dice.some(2, |dice| TagId(dice.below(self.size.tags)));
        let found: Vec<u64> = tags.iter().map(|tag| self.model.found_by(asker, rules, *tag)).collect();
        assert_eq!(self.finder.found_by(asker, rules, &tags), found, "{tags:?} {rules:?}");
    }

    /// Page after page behind the cursor is the same as counting.
    fn leaf_through(&self, question: Question) {
        let all = self.model.ask(&Question { from: Start::Offset(0), limit: u32::MAX, ..question.clone() }).works;
        let mut found: Vec<WorkId> = Vec::new();
        let mut page = Question { from: Start::Offset(0), limit: 7, ..question };
        while let answer = self.finder.ask(&page)
            && let Some(next) = answer.next
            && found.len() < 100
        {
            found.extend(answer.works);
            page.from = Start::After(next);
        }
        assert_eq!(found, all[..found.len()], "{page:#?}");
        assert!(found.len() >= all.len().min(100), "{page:#?}");
    }
}

#[test]
fn small_archives_answer_like_the_model_whatever_changes() {
    for seed in 0..60 {
        let mut pair = Pair::new(seed, Size { works: 40 + seed * 2, tags: 30 });
        for _ in 0..40 {
            (0..8).for_each(|_| pair.change());
            (0..3).for_each(|_| pair.ask());
        }
    }
}

#[test]
fn an_archive_with_frequent_tags_answers_like_the_model_between_writes() {
    for seed in 0..2 {
        let mut pair = Pair::new(1_000 + seed, Size { works: 6_000, tags: 60 });
        (0..40).for_each(|_| pair.tell_of_a_tag());
        (0..9_000).for_each(|_| pair.change());
        for round in 0..60 {
            if round == 30 {
                pair.finder.settle();
            }
            (0..4).for_each(|_| pair.change());
            pair.ask();
        }
    }
}

#[test]
fn an_archive_of_several_blocks_answers_like_the_model() {
    let size = Size { works: 90_000, tags: 600 };
    let mut pair = Pair::new(7, size);
    pair.finder = Finder::to_fill();
    pair.name_all();
    (0..400).for_each(|_| pair.tell_of_a_tag());
    // Enough that come without a change between them, so that a second thread writes them; then others.
    for number in 0..size.works {
        let mut work = world::work(&mut pair.dice, size);
        work.id = world::id_of(number);
        // Some fandoms are large.
        let large = TagId(6 * pair.dice.below(5));
        work.tags.extend((large.0 < 18).then_some(Entered { tag: large, kind: Kind::Fandom, role: Role::Plain }));
        pair.finder.put(&work);
        pair.model.put(&work);
    }
    (0..30_000).for_each(|_| pair.change_a_work());
    pair.finder.settle();
    for _ in 0..12 {
        (0..4).for_each(|_| pair.change());
        pair.ask();
    }
    pair.narrow_large_pages();
}

/// The same pages are asked for again and again, so that what is kept of them is what answers; every work counts more often than
/// it is put, and most of what changes stands on a page's first rows.
#[test]
fn the_first_works_of_a_tags_page_stay_right_whatever_is_counted_written_or_deleted() {
    let size = Size { works: 3_000, tags: 18 };
    let mut pair = Pair::new(11, size);
    (0..40).for_each(|_| pair.tell_of_a_tag());
    (0..9_000).for_each(|_| pair.change_a_work());
    let page = |tag| Question { all: vec![TagId(tag).into()], limit: 60, facets: 3, ..Question::default() };
    let whole = Question { limit: 60, ..Question::default() };
    let tags = (0..size.tags).map(page).filter(|page| pair.finder.ask(page).total > 400).take(3);
    let pages: Vec<Question> = tags.chain([whole]).collect();
    assert_eq!(pages.len(), 4);
    for _ in 0..60 {
        let page = pair.dice.pick(&pages).clone();
        let asker = if pair.dice.once_in(3) { Asker::Member } else { Asker::Guest };
        // Few orders, so that one is kept while much happens; and more than a page keeps.
        let sort = *pair.dice.pick(&[Sort::By(Measure::Kudos), Sort::By(Measure::Updated), Sort::Title]);
        let question = Question { asker, sort, descending: pair.dice.once_in(2), ..page };
        pair.check(&question);
        for work in pair.finder.ask(&question).works.into_iter().take(5) {
            match pair.dice.below(8) {
                0 => pair.forget(work),
                1 | 2 => (0..8).for_each(|_| pair.change_a_work()),
                _ => pair.count(work),
            }
        }
        pair.check(&question);
        pair.check(&Question { from: Start::Offset(3), limit: 20, ..question.clone() });
        let first = pair.finder.ask(&Question { limit: 9, ..question.clone() });
        let next = pair.finder.ask(&Question { from: Start::After(first.next.unwrap()), limit: 9, ..question.clone() });
        assert_eq!(next.works, pair.model.ask(&Question { from: Start::Offset(9), limit: 9, ..question }).works);
    }
}
