//! Which messages hold stories, which of these are parts of one, and what is only talk about them.

use std::collections::HashMap;

use manuscript::{Complaint, Manuscript, Trouble, file_name};

use super::headers::address;
use super::message::Message;
use super::subject::Subject;
use crate::header::block;
use crate::text::frame;
use crate::{Account, Arrival, Refusal, joining};

/// Letters of its own that make an answer a story, if it hardly quotes.
const LONG_ANSWER: u64 = 3_000;
/// Letters that make an answer by the author, with a part that nothing else brings, the story's next part.
const PART: u64 = 500;
/// Parts beyond this number are not missed.
const MOST_PARTS: u32 = 999;

/// A message and what its headers say.
struct Post<'m> {
    message: &'m Message,
    subject: Subject,
    key: String,
    sender: String,
}

/// A story of the mailbox with the parts found so far.
struct Story {
    sender: String,
    total: Option<u32>,
    parts: Vec<(Option<u32>, Arrival)>,
}

/// The posts of a mailbox by what their subjects call the story.
type Threads<'p> = HashMap<&'p str, Vec<&'p Post<'p>>>;

/// The stories in a mailbox; a message alone is a story whatever it says.
pub(super) fn of(messages: &[Message], file: &str) -> Result<Vec<Arrival>, Refusal> {
    if let [only] = messages {
        return only.arrival(file).map(|arrival| vec![arrival]);
    }
    let posts: Vec<Post> = messages.iter().map(Post::of).collect();
    let mut threads = Threads::new();
    for post in &posts {
        threads.entry(&post.key).or_default().push(post);
    }
    let mut found = Found::default();
    let mut talk: Vec<(&str, Complaint)> = Vec::new();
    for (post, number) in posts.iter().zip(1..) {
        let name = format!("{file}!/{number:04}-{}.eml", file_name(&post.subject.story, &number.to_string()));
        if let Err(what) = post.take(&name, &threads, &mut found) {
            talk.push((&post.key, post.message.left_out(what)));
        }
    }
    found.finished(talk, file)
}

impl<'m> Post<'m> {
    fn of(message: &'m Message) -> Self {
        let subject = Subject::read(message.header("subject"));
        Self { message, key: subject.key(), sender: address(message.header("from")), subject }
    }

    /// Puts the story in the message where it belongs, or says why there is none.
    fn take(&self, name: &str, threads: &Threads, found: &mut Found) -> Result<(), &'static str> {
        if !self.is_story(threads) {
            return Err("mail that is no story");
        }
        let arrival = self.message.arrival(name).map_err(|_| "mail without a story")?;
        found.take(self, arrival)
    }

    /// Whether the message has a story of its own: an answer has one only if it is set out as one, is long, or is the part
    /// that the story's author has not sent otherwise.
    fn is_story(&self, threads: &Threads) -> bool {
        if !self.subject.is_answer || self.subject.is_talk {
            return !self.subject.is_talk;
        }
        let text = self.message.shown();
        let own = frame::own_words(&text);
        let is_set_out = || own.quoted == 0 && block::parse(&text.lines().collect::<Vec<_>>()).is_some();
        let is_long = own.letters >= LONG_ANSWER && own.quoted * 10 < own.lines;
        let is_part = || own.letters >= PART && own.quoted * 4 < own.lines && self.is_missing_part(threads);
        is_long || is_set_out() || is_part()
    }

    fn is_missing_part(&self, threads: &Threads) -> bool {
        let thread = threads.get(self.key.as_str()).map(Vec::as_slice).unwrap_or_default();
        let mut others = thread.iter().filter(|post| !post.subject.is_answer).peekable();
        let by_author = others.peek().is_some_and(|post| post.sender == self.sender);
        by_author && self.subject.part.is_some() && others.all(|post| post.subject.part != self.subject.part)
    }
}

/// The stories found so far, and where those of one name are.
#[derive(Default)]
struct Found {
    stories: Vec<Story>,
    places: HashMap<String, Vec<usize>>,
}

impl Found {
    /// Puts a story or a part of one where it belongs; not when it is here already.
    fn take(&mut self, post: &Post, mut arrival: Arrival) -> Result<(), &'static str> {
        let part = post.subject.part;
        let places = self.places.get(&post.key).filter(|_| !post.key.is_empty()).cloned().unwrap_or_default();
        let namesakes = || places.iter().filter_map(|at| Some((*at, self.stories.get(*at)?)));
        if namesakes().any(|(_, story)| story.has(part, &arrival.manuscript)) {
            return Err("mail that came twice");
        }
        name_chapter(&post.subject, &mut arrival.manuscript);
        let place = namesakes().find(|(_, story)| story.wants(part, &post.sender)).map(|(at, _)| at);
        match place.and_then(|at| self.stories.get_mut(at)) {
            Some(story) => {
                story.total = story.total.max(post.subject.total);
                story.parts.push((part, arrival));
            }
            None => self.begin(post, arrival),
        }
        Ok(())
    }

    fn begin(&mut self, post: &Post, arrival: Arrival) {
        self.places.entry(post.key.clone()).or_default().push(self.stories.len());
        let (sender, total) = (post.sender.clone(), post.subject.total);
        self.stories.push(Story { sender, total, parts: vec![(post.subject.part, arrival)] });
    }

    /// The finished stories; talk is named with the story it is about, or with the first.
    fn finished(self, talk: Vec<(&str, Complaint)>, file: &str) -> Result<Vec<Arrival>, Refusal> {
        let mut arrivals: Vec<Arrival> = self.stories.into_iter().filter_map(Story::joined).collect();
        if arrivals.is_empty() {
            return Err(Refusal::NoStory("none of the mails has a story in it".to_owned()));
        }
        for (key, complaint) in talk {
            let at = self.places.get(key).and_then(|places| places.first()).copied().unwrap_or(0);
            if let Some(Arrival { manuscript, account }) = arrivals.get_mut(at) {
                let seen = account.seen + complaint.letters;
                complaint.join(&mut manuscript.complaints);
                *account = Account::of(manuscript, seen, account.facts);
            }
        }
        // A mailbox that holds one story is known again by its bytes, as any file of one story is.
        if let [only] = arrivals.as_mut_slice() {
            file.clone_into(&mut only.manuscript.provenance.file);
            only.manuscript.provenance.files.clear();
        }
        Ok(arrivals)
    }
}

fn same_text(one: &Manuscript, other: &Manuscript) -> bool {
    let bodies = |manuscript: &Manuscript| {
        manuscript.chapters.iter().map(|chapter| chapter.body.html().to_owned()).collect::<Vec<_>>()
    };
    bodies(one) == bodies(other)
}

/// `Jam, chapter 3: Fog` names the chapter, where the text does not.
fn name_chapter(subject: &Subject, manuscript: &mut Manuscript) {
    if let [chapter] = manuscript.chapters.as_mut_slice()
        && chapter.title.is_empty()
    {
        chapter.title.clone_from(&subject.title);
    }
}

impl Story {
    /// Whether this part is here with the same text.
    fn has(&self, part: Option<u32>, manuscript: &Manuscript) -> bool {
        self.parts.iter().any(|(known, arrival)| *known == part && same_text(&arrival.manuscript, manuscript))
    }

    /// Whether a part is missing here. The first part is often sent before its author knows that there will be more.
    fn wants(&self, part: Option<u32>, sender: &str) -> bool {
        let has = |part: Option<u32>| self.parts.iter().any(|(known, _)| *known == part);
        match part {
            Some(1) => !has(part) && !has(None),
            Some(_) => !has(part) && (!has(None) || self.sender == sender),
            None => !has(None) && !has(Some(0)) && !has(Some(1)) && self.sender == sender,
        }
    }

    /// The parts as one story, in order.
    fn joined(mut self) -> Option<Arrival> {
        let number = |part: &Option<u32>| part.unwrap_or(1);
        self.parts.sort_by_key(|(part, _)| number(part));
        let missing = self.missing();
        let count = self.parts.len();
        let mut parts = self.parts.into_iter().map(|(_, arrival)| arrival);
        let first = parts.next()?;
        let mut whole =
            if count == 1 { first } else { joining::one_story(first, parts, "mails joined into one story") };
        if !missing.is_empty() {
            let complaint = Complaint::new(Trouble::Damaged, "part that is not in the mailbox", missing.join(", "));
            Complaint { times: missing.len() as u64, ..complaint }.join(&mut whole.manuscript.complaints);
        }
        Some(whole)
    }

    /// The numbers of the parts that the subjects speak of and nobody sent.
    fn missing(&self) -> Vec<String> {
        let numbers: Vec<u32> = self.parts.iter().map(|(part, _)| part.unwrap_or(1)).collect();
        let last = numbers.last().copied().unwrap_or(1).max(self.total.unwrap_or(1));
        (1..=last.min(MOST_PARTS)).filter(|part| !numbers.contains(part)).map(|part| part.to_string()).collect()
    }
}
