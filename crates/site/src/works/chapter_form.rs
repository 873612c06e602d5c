//! The form of a chapter: adding one, changing one, its preview, and what its buttons do (CHAP-1 … CHAP-4).

use archive::{
    ChapterId, Error, Slip, What, WorkId, typings,
    works::{self as ground, ChapterEditing, Editing, NewChapter},
};
use askama::Template;
use axum::http::StatusCode;
use manuscript::{Chapter, Complaint, Manuscript, Place};

use super::{
    clash,
    desk::{self, Beside, Changed, TextForm},
    form::{Deed, WorkForm, cleaned, expected, typed},
    preview::Preview,
    taking::{Chosen, Taken, of_chapter, one_text, together},
    typing::{Slot, kept, saved},
    view::View,
    when::When,
};
use crate::{
    Answer, Cx, Page, Problem, Say, address,
    form::{Fields, FromFields, Slips, Written},
    path::{At, AtBoth},
};

/// The form, new, filled, or with what is wrong with it.
#[derive(Template)]
#[template(path = "works/chapter_form.html")]
struct ChapterFormPage<'a> {
    cx: &'a Cx,
    form: &'a ChapterForm,
    slips: &'a Slips,
    work: WorkId,
    /// The work's title; not known to somebody whose session is over.
    title: &'a str,
    /// The chapter that is changed; nothing for a new one.
    chapter: Option<ChapterId>,
    /// Whether readers see it already.
    posted: bool,
    /// Whether the work is a draft, so that nothing in it can be posted by itself.
    in_draft: bool,
    beside: Beside<'a>,
}

/// What was typed.
#[derive(Debug, Clone)]
pub(super) struct ChapterForm {
    deed: Deed,
    title: String,
    place: String,
    expected: String,
    summary: String,
    notes: String,
    when: When,
    view: View,
    text: String,
    file: Chosen,
    end_notes: String,
    base: Option<u64>,
    slot: Slot,
}

impl FromFields for ChapterForm {
    fn read(fields: &Fields) -> Self {
        Self {
            deed: Deed::of(fields),
            title: fields.line("chapter_title"),
            place: fields.line("place"),
            expected: fields.line("expected"),
            summary: fields.text("chapter_summary"),
            notes: fields.text("chapter_notes"),
            when: When::read(fields),
            view: View::of_word(fields.raw("view")),
            text: fields.text("body"),
            file: Chosen::read(fields),
            end_notes: fields.text("chapter_end_notes"),
            base: fields.line("base").parse().ok(),
            slot: Slot::read(fields),
        }
    }
}

/// The work whose chapter is written, and the chapter if it is there.
struct Desk {
    id: WorkId,
    work: Editing,
    chapter: Option<(ChapterId, ChapterEditing)>,
}

pub(super) async fn new(cx: Cx, At(id): At<WorkId>) -> Answer {
    let (desk, mut form) = Desk::of(&cx, id, None).await?.filled(&cx).await?;
    form.slot = Slot::new(&cx);

    let slips = Slips::none();
    let mut page = desk.page(&cx, &form, &slips);
    page.beside.kept = kept(&cx, beginning(id)).await?;
    page.answer(StatusCode::OK)
}

pub(super) async fn edit(cx: Cx, AtBoth(id, chapter): AtBoth<WorkId, ChapterId>) -> Answer {
    let (desk, form) = Desk::of(&cx, id, Some(chapter)).await?.filled(&cx).await?;

    desk.page(&cx, &form, &Slips::none()).answer(StatusCode::OK)
}

pub(super) async fn create(cx: Cx, At(id): At<WorkId>, written: Written<ChapterForm>) -> Answer {
    answered(cx, id, None, written).await
}

pub(super) async fn update(
    cx: Cx,
    AtBoth(id, chapter): AtBoth<WorkId, ChapterId>,
    written: Written<ChapterForm>,
) -> Answer {
    answered(cx, id, Some(chapter), written).await
}

async fn answered(cx: Cx, id: WorkId, chapter: Option<ChapterId>, written: Written<ChapterForm>) -> Answer {
    let Written { form, refused } = written;
    let answer = match refused {
        Some(problem) => Err(problem),
        None => save(&cx, id, chapter, &form).await,
    };

    answer.or_else(|problem| again(&cx, &form, (id, chapter), problem))
}

async fn save(cx: &Cx, id: WorkId, chapter: Option<ChapterId>, form: &ChapterForm) -> Answer {
    let desk = Desk::of(cx, id, chapter).await?;
    if let Some(page) = desk.prepare(cx, form).await {
        return page;
    }
    let (new, complaints, mut slips) = form.read_away(cx).await?;
    form.when.moments(cx, &mut slips);
    desk.check_place(form, &mut slips);

    if form.deed == Deed::Preview && slips.is_empty() {
        let mut page = desk.page(cx, form, &slips);
        page.beside.preview = Some(Preview::chapter(cx, &new, &desk.work.page.language, &complaints));
        return page.answer(StatusCode::OK);
    }
    let stored = if slips.is_empty() { Some(desk.store(cx, form, new).await) } else { None };
    match stored {
        Some(Ok(stored)) => saved(cx, &address::chapter(&id, &stored), &kept_at(id, chapter, form)),
        Some(Err(Error::Conflict(What::Newer(_)))) => desk.clash(cx, form.clone()).await,
        Some(Err(error)) => {
            slips.keep::<()>(Err(error))?;
            desk.page(cx, form, &slips).answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
        None => desk.page(cx, form, &slips).answer(StatusCode::UNPROCESSABLE_ENTITY),
    }
}

impl ChapterForm {
    fn new(work: &Editing, view: View) -> Self {
        let place = work.chapters.len() + 1;
        Self { place: place.to_string(), expected: told(work), view, ..Self::read(&Fields::default()) }
    }

    fn of(work: &Editing, there: &ChapterEditing, view: View, when: When) -> Self {
        let chapter = &there.chapter;
        Self {
            title: chapter.title.clone(),
            place: there.place.to_string(),
            expected: told(work),
            summary: typed(&chapter.summary, Place::Summary),
            notes: typed(&chapter.notes, Place::Notes),
            when,
            view,
            text: view.shown(&chapter.body),
            end_notes: typed(&chapter.end_notes, Place::Notes),
            base: Some(there.version),
            ..Self::read(&Fields::default())
        }
    }

    /// The chapter that was typed, cleaned away from the threads that serve pages.
    async fn read_away(&self, cx: &Cx) -> Result<(Chapter, Vec<Complaint>, Slips), Problem> {
        let typed = self.clone();
        cx.away(move || typed.chapter()).await
    }

    fn chapter(&self) -> (Chapter, Vec<Complaint>, Slips) {
        let (mut complaints, mut slips) = (Vec::new(), Slips::none());
        expected(&self.expected, &mut slips);
        let chapter = Chapter {
            title: self.title.clone(),
            summary: cleaned(&self.summary, Place::Summary, &mut complaints),
            notes: cleaned(&self.notes, Place::Notes, &mut complaints),
            body: self.view.cleaned(&self.text, &mut complaints),
            end_notes: cleaned(&self.end_notes, Place::Notes, &mut complaints),
            ..Chapter::default()
        };
        slips.extend(ground::chapter_beyond_limits(&chapter));
        (chapter, complaints, slips)
    }
}

impl TextForm for ChapterForm {
    fn deed(&self) -> Deed {
        self.deed
    }

    fn file(&self) -> &Chosen {
        &self.file
    }

    fn text(&mut self) -> (&mut String, &mut View) {
        (&mut self.text, &mut self.view)
    }

    /// What the file says of its only chapter comes where nothing was typed. Several chapters are one text here.
    fn take(&mut self, story: &Manuscript, _: bool) -> Taken {
        let chapters = &story.chapters;
        let (text, before) = together(self.view, &self.text, &one_text(chapters), self.file.is_after);
        self.text = text;
        let fields = [&mut self.title, &mut self.summary, &mut self.notes, &mut self.end_notes];
        let mut offers = if let [only] = &chapters[..] { of_chapter(fields, only) } else { Vec::new() };
        offers.extend(WorkForm::told(story));
        let count = chapters.len() as u64;
        Taken { offers, before, remark: (count > 1).then_some((message!("file-one-text"), count)) }
    }

    fn all(&self, _: &Say) -> Vec<(&'static str, String)> {
        vec![
            (message!("field-chapter-title"), self.title.clone()),
            (message!("field-summary"), self.summary.clone()),
            (message!("field-notes"), self.notes.clone()),
            (message!("field-text"), self.text.clone()),
            (message!("field-end-notes"), self.end_notes.clone()),
        ]
    }
}

/// How many chapters there will be, as it is typed.
fn told(work: &Editing) -> String {
    work.page.expected_chapters.map_or_else(|| "?".to_owned(), |number| number.to_string())
}

impl Desk {
    async fn of(cx: &Cx, id: WorkId, chapter: Option<ChapterId>) -> Result<Self, Problem> {
        let viewer = cx.viewer;
        let reading = cx.archive().read(move |tx| {
            let work = ground::editing(&viewer, tx, id)?;
            let chapter =
                chapter.map(|chapter| Ok::<_, Error>((chapter, ground::editing_chapter(&viewer, tx, id, chapter)?)));
            Ok(Self { id, work, chapter: chapter.transpose()? })
        });
        Ok(reading.await?)
    }

    /// The form as it is before anything was typed, away from the threads that serve pages.
    async fn filled(self, cx: &Cx) -> Result<(Self, ChapterForm), Problem> {
        let (view, zone) = (View::liked(cx), cx.zone());
        let filling = cx.away(move || {
            let form = match &self.chapter {
                Some((_, there)) => {
                    ChapterForm::of(&self.work, there, view, When::of(&zone, there.posts, there.published))
                }
                None => ChapterForm::new(&self.work, view),
            };
            (self, form)
        });
        filling.await
    }

    /// What some buttons do with the form alone, so that nothing is saved.
    async fn prepare(&self, cx: &Cx, form: &ChapterForm) -> Option<Answer> {
        let changed = Changed::by(cx, form, self.chapter.is_none()).await.transpose()?;
        Some(changed.and_then(|changed| {
            let mut page = self.page(cx, &changed.form, &changed.slips);
            page.beside.doctor = changed.doctor(cx);
            page.answer(changed.status())
        }))
    }

    /// A place that is none among the chapters is told at its field; the archive would take the nearest end (CHAP-2).
    fn check_place(&self, form: &ChapterForm, slips: &mut Slips) {
        let most = self.work.chapters.len() as u64 + u64::from(self.chapter.is_none());
        let is_place = form.place.parse().is_ok_and(|place: u64| (1..=most).contains(&place));
        if !form.place.is_empty() && !is_place {
            slips.add("place", Slip::NotInRange { least: 1, most });
        }
    }

    async fn store(&self, cx: &Cx, form: &ChapterForm, chapter: Chapter) -> archive::Result<ChapterId> {
        let (viewer, id, known) = (cx.viewer, self.id, self.chapter.as_ref().map(|(chapter, _)| *chapter));
        let base = known.map(|_| form.base.unwrap_or(0));
        let (moments, when) = (form.when.moments(cx, &mut Slips::none()), form.when.clone());
        let (state, place) = (form.deed.state(moments), form.place.parse().ok());
        let new = NewChapter { chapter, state, place, base }.pack();
        let expected = expected(&form.expected, &mut Slips::none());
        let is_draft = self.chapter.as_ref().is_none_or(|(_, there)| there.is_draft);
        let typed_at = kept_at(id, known, form);
        let storing = cx.archive().write(move |tx| {
            typings::forget(&viewer, tx, &typed_at)?;
            ground::expect_chapters(&viewer, tx, id, expected)?;
            // A new chapter is there before it can be dated; a draft is dated before it is posted.
            let chapter = known.map_or_else(|| ground::add_chapter(&viewer, tx, id, &new), Ok)?;
            if when.asks_day {
                ground::date_chapter(&viewer, tx, id, chapter, moments.published)?;
            }
            if is_draft && (known.is_some() && when.asks_posting || moments.posts.is_some()) {
                ground::schedule_chapter(&viewer, tx, id, chapter, moments.posts)?;
            }
            if known.is_some() {
                ground::revise_chapter(&viewer, tx, id, chapter, &new)?;
            }
            Ok(chapter)
        });
        storing.await
    }

    /// The form again, beside what was saved since it was opened.
    async fn clash(&self, cx: &Cx, mut form: ChapterForm) -> Answer {
        let Some((chapter, _)) = &self.chapter else { return Err(Problem::Invalid) };
        let clash = clash::between(cx, (self.id, *chapter), form.base, (&form.text, form.view)).await?;
        form.base = Some(clash.newest);
        if let Some(merged) = &clash.merged {
            form.text.clone_from(merged);
        }
        let slips = Slips::none();
        let mut page = self.page(cx, &form, &slips);
        page.beside.clash = Some(clash);
        page.answer(StatusCode::CONFLICT)
    }

    fn page<'a>(&'a self, cx: &'a Cx, form: &'a ChapterForm, slips: &'a Slips) -> ChapterFormPage<'a> {
        ChapterFormPage {
            cx,
            form,
            slips,
            work: self.id,
            title: &self.work.page.title,
            chapter: self.chapter.as_ref().map(|(chapter, _)| *chapter),
            posted: self.work.posted && self.chapter.as_ref().is_some_and(|(_, there)| !there.is_draft),
            in_draft: !self.work.posted,
            beside: Beside::default(),
        }
    }
}

impl ChapterFormPage<'_> {
    fn answer(self, status: StatusCode) -> Answer {
        let (cx, is_new) = (self.cx, self.chapter.is_none());
        let title = if is_new { cx.say.text("add-chapter") } else { cx.say.text("edit-chapter") };
        Page::new(title, self).hidden_from_search_engines().with_status(status).for_one(cx)
    }

    /// Whether nothing was sent yet, so that what was kept before may be brought back.
    fn is_fresh(&self) -> bool {
        self.slips.is_empty() && self.beside.is_empty() && self.form.deed == Deed::Preview
    }

    fn action(&self) -> String {
        action(self.work, self.chapter)
    }

    /// How the places begin of what is typed into forms like this one, if it is of a new chapter.
    fn begins(&self) -> Option<String> {
        self.chapter.is_none().then(|| beginning(self.work))
    }

    fn back(&self) -> String {
        self.chapter.map_or_else(|| address::work(&self.work), |chapter| address::chapter(&self.work, &chapter))
    }
}

/// How the places begin where what is typed into forms of new chapters is kept.
fn beginning(work: WorkId) -> String {
    address::work(&work) + "/chapters/new/"
}

/// Where what is typed into a form is kept.
fn kept_at(work: WorkId, chapter: Option<ChapterId>, form: &ChapterForm) -> String {
    let address = action(work, chapter);
    if chapter.is_some() { address } else { form.slot.place(&beginning(work), address) }
}

/// Where the form goes.
fn action(work: WorkId, chapter: Option<ChapterId>) -> String {
    match chapter {
        Some(chapter) => address::chapter(&work, &chapter),
        None => address::work(&work) + "/chapters",
    }
}

/// The form as it was sent, after a problem: nothing was done with it, and nothing is told of the work.
fn again(cx: &Cx, form: &ChapterForm, (work, chapter): (WorkId, Option<ChapterId>), problem: Problem) -> Answer {
    desk::given_back(cx, form, problem, |note, status| {
        let (slips, beside) = (&Slips::none(), Beside { note: Some(note), ..Beside::default() });
        let (title, posted, in_draft) = ("", false, false);
        ChapterFormPage { cx, form, slips, work, title, chapter, posted, in_draft, beside }.answer(status)
    })
}
