//! Posting and changing a work: the form, its preview, and what its buttons do (POST-1 … POST-5).

use archive::{
    ChapterId, Error, What, WorkId,
    collections::{self, Side},
    gifts,
    people::{self, Pseud},
    relations::{self, Parent},
    series::{self, Named},
    typings,
    works::{
        self as ground, Access, ChapterEditing, ChapterEntry, Commenting, Creators, Editing, NewChapter, NewWork, State,
    },
};
use askama::Template;
use axum::http::StatusCode;
use manuscript::{Chapter, Manuscript};

use super::{
    clash::{self, PageClash},
    creators,
    desk::{self, Beside, Changed},
    form::{Deed, WorkForm},
    parents::Parents,
    preview::Preview,
    recipients::{self, Recipients},
    typing::{Slot, kept, saved},
    view::View,
    when::{Moments, When},
    wishes::Wishes,
};
use crate::{
    Answer, Cx, Page, Problem,
    account::sanctioned,
    address,
    form::{Slips, Written},
    path::At,
};

/// Where the form of a new work goes.
const NEW: &str = "/works";

/// How the places begin where what is typed into forms of new works is kept.
const BEGINNING: &str = "/works/new/";

/// The form, new, filled, or with what is wrong with it.
#[derive(Template)]
#[template(path = "works/form.html")]
struct WorkFormPage<'a> {
    cx: &'a Cx,
    form: &'a WorkForm,
    slips: &'a Slips,
    own: &'a [Pseud],
    /// The author's series that it is not in.
    own_series: &'a [Named],
    /// The work that is changed; nothing for a new one.
    work: Option<WorkId>,
    posted: bool,
    /// Its chapters, where the form is not that of a single text.
    chapters: &'a [ChapterEntry],
    beside: Beside<'a>,
}

/// A work that is changed, with its only chapter if it has but one.
struct Desk {
    own: Vec<Pseud>,
    own_series: Vec<Named>,
    work: Option<(WorkId, Editing)>,
    text: Option<(ChapterId, ChapterEditing)>,
    /// The names of the collections that its creators want it in.
    collections: String,
    /// What it comes from, and whom it is for.
    ties: (Vec<Parent>, String),
}

pub(super) async fn new(cx: Cx) -> Answer {
    let desk = Desk::new(&cx).await?;
    let wishes = cx.member().map(|member| Wishes::of(&member.preferences.permissions)).unwrap_or_default();
    let mut form = WorkForm::empty(cx.say.tag().split('-').next().unwrap_or("en"), wishes, View::liked(&cx));
    form.slot = Slot::new(&cx);
    form.collections = Some(desk.collections.clone());
    form.pseuds = desk.own.first().map(|pseud| pseud.id.to_string()).into_iter().collect();

    let slips = Slips::none();
    let mut page = desk.page(&cx, &form, &slips);
    page.beside.kept = kept(&cx, BEGINNING.to_owned()).await?;
    page.beside.sanctioned = sanctioned(&cx).await?;
    page.answer(StatusCode::OK)
}

pub(super) async fn create(cx: Cx, Written { form, refused }: Written<WorkForm>) -> Answer {
    let answer = match refused {
        Some(problem) => Err(problem),
        None => post(&cx, &form).await,
    };

    answer.or_else(|problem| again(&cx, &form, None, problem))
}

async fn post(cx: &Cx, form: &WorkForm) -> Answer {
    let desk = Desk::new(cx).await?;
    if let Some(page) = desk.prepare(cx, form).await {
        return page;
    }
    let (story, mut slips) = desk.read(cx, form).await?;

    if let Some(page) = desk.before_saving(cx, form, (&story, &slips)) {
        return page;
    }
    let names = creators::to_ask(cx, &form.cocreators, &mut slips);
    recipients::slow_down(cx, &form.recipients, &form.parents, &mut slips);
    let posted = if slips.is_empty() { slips.keep(desk.post(cx, form, story, names).await)? } else { None };

    match posted {
        Some(id) => saved(cx, &address::work(&id), &form.slot.place(BEGINNING, NEW.to_owned())),
        None => desk.page(cx, form, &slips).answer(StatusCode::UNPROCESSABLE_ENTITY),
    }
}

pub(super) async fn edit(cx: Cx, At(id): At<WorkId>) -> Answer {
    let (desk, form) = Desk::of(&cx, id).await?.filled(&cx).await?;

    desk.page(&cx, &form, &Slips::none()).answer(StatusCode::OK)
}

pub(super) async fn update(cx: Cx, At(id): At<WorkId>, Written { form, refused }: Written<WorkForm>) -> Answer {
    let answer = match refused {
        Some(problem) => Err(problem),
        None => save(&cx, id, form.clone()).await,
    };

    answer.or_else(|problem| again(&cx, &form, Some(id), problem))
}

async fn save(cx: &Cx, id: WorkId, form: WorkForm) -> Answer {
    let desk = Desk::of(cx, id).await?;
    let form = form.keeping(desk.access(), desk.commenting(), desk.is_unsearched());
    if let Some(page) = desk.prepare(cx, &form).await {
        return page;
    }
    let (story, mut slips) = desk.read(cx, &form).await?;

    if let Some(page) = desk.before_saving(cx, &form, (&story, &slips)) {
        return page;
    }
    recipients::slow_down(cx, &form.recipients, &form.parents, &mut slips);
    if !slips.is_empty() {
        return desk.page(cx, &form, &slips).answer(StatusCode::UNPROCESSABLE_ENTITY);
    }
    match desk.save(cx, id, &form, story).await {
        Ok(()) => saved(cx, &address::work(&id), &address::work(&id)),
        Err(Error::Conflict(What::Newer(_))) => desk.clash(cx, id, form).await,
        Err(Error::Conflict(What::NewerPage)) => page_clash(cx, id, form).await,
        Err(error) => {
            slips.keep::<()>(Err(error))?;
            desk.page(cx, &form, &slips).answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

impl Desk {
    /// For a new work.
    async fn new(cx: &Cx) -> Result<Self, Problem> {
        let (viewer, own) = (cx.viewer, own_pseuds(cx).await?);
        let own_series = cx.archive().read(move |tx| series::own(&viewer, tx)).await?;
        let collections = cx.asked("collections").unwrap_or_default().chars().take(1_000).collect();
        Ok(Self { own, own_series, work: None, text: None, collections, ties: <_>::default() })
    }

    async fn of(cx: &Cx, id: WorkId) -> Result<Self, Problem> {
        let (viewer, own) = (cx.viewer, own_pseuds(cx).await?);
        let (work, text, own_series, collections, ties) = cx
            .archive()
            .read(move |tx| {
                let work = ground::editing(&viewer, tx, id)?;
                let only = if let [only] = &work.chapters[..] { Some(only.id) } else { None };
                let text = only.map(|only| Ok::<_, Error>((only, ground::editing_chapter(&viewer, tx, id, only)?)));
                let standings = collections::of_work(&viewer, tx, id)?.into_iter();
                let wanted = standings.filter(|standing| standing.creator == Side::Yes);
                let names: Vec<String> = wanted.map(|standing| standing.place.name).collect();
                let ties = (relations::typed(&viewer, tx, id)?, gifts::typed(&viewer, tx, id)?);
                Ok((work, text.transpose()?, series::own(&viewer, tx)?, names.join(", "), ties))
            })
            .await?;
        let own_series = own_series.into_iter().filter(|own| !work.series.iter().any(|entry| entry.id == own.id));
        Ok(Self { own, own_series: own_series.collect(), work: Some((id, work)), text, collections, ties })
    }

    /// The form as it is before anything was typed, away from the threads that serve pages: finding out whether a text can be
    /// shown as it was typed cleans it again.
    async fn filled(self, cx: &Cx) -> Result<(Self, WorkForm), Problem> {
        let (view, zone) = (View::liked(cx), cx.zone());
        let filling = cx.away(move || {
            let text = self.text.as_ref().map(|(_, chapter)| chapter);
            let form = self.work.as_ref().map(|(_, work)| {
                let when = When::of(&zone, work.posts, work.published);
                WorkForm::of(work, text, view, when)
            });
            let mut form = form.unwrap_or_else(|| WorkForm::empty("en", Wishes::default(), view));
            form.collections = Some(self.collections.clone());
            (self, form)
        });
        let (desk, mut form) = filling.await?;
        form.parents = Parents::of(&cx.say, &desk.ties.0);
        form.recipients = Recipients::of(&desk.ties.1);
        Ok((desk, form))
    }

    /// For whom the work is.
    fn access(&self) -> Access {
        self.work.as_ref().map_or(Access::Everyone, |(_, work)| work.access)
    }

    /// Who may comment on it.
    fn commenting(&self) -> Commenting {
        self.work.as_ref().map(|(_, work)| work.commenting).unwrap_or_default()
    }

    /// Whether nobody shall find it by words in its text.
    fn is_unsearched(&self) -> bool {
        self.work.as_ref().is_some_and(|(_, work)| work.is_unsearched)
    }

    /// What some buttons do with the form alone, so that nothing is saved.
    async fn prepare(&self, cx: &Cx, form: &WorkForm) -> Option<Answer> {
        let changed = Changed::by(cx, form, self.work.is_none()).await.transpose()?;
        Some(changed.and_then(|changed| {
            let mut page = self.page(cx, &changed.form, &changed.slips);
            page.beside.doctor = changed.doctor(cx);
            page.answer(changed.status())
        }))
    }

    /// Whether the form holds the work's text: that of a new work or of its only chapter.
    const fn has_text(&self) -> bool {
        self.work.is_none() || self.text.is_some()
    }

    /// What the form means, worked out away from the threads that serve pages: cleaning a long text takes its time.
    async fn read(&self, cx: &Cx, form: &WorkForm) -> Result<(Manuscript, Slips), Problem> {
        let (typed, has_text) = (form.clone(), self.has_text());
        let (story, mut slips) = cx.away(move || typed.story(has_text)).await?;
        form.creators(&self.own, &mut slips);
        form.when.moments(cx, &mut slips);
        form.series.arrangement(&mut slips);
        form.parents.citing(cx, &mut slips);
        Ok((story, slips))
    }

    /// The page that stands between the form and saving: what is wrong, or how it will look.
    fn before_saving(&self, cx: &Cx, form: &WorkForm, (story, slips): (&Manuscript, &Slips)) -> Option<Answer> {
        let mut page = self.page(cx, form, slips);
        if !slips.is_empty() {
            return Some(page.answer(StatusCode::UNPROCESSABLE_ENTITY));
        }
        if form.deed != Deed::Preview {
            return None;
        }
        page.beside.preview = Some(Preview::work(cx, story, form, &self.own));
        Some(page.answer(StatusCode::OK))
    }

    fn new_work(&self, form: &WorkForm, story: Manuscript, moments: Moments) -> NewWork {
        let creators = Creators::Pseuds(form.creators(&self.own, &mut Slips::none()));
        let manuscript = Manuscript { published: moments.published, ..story };
        NewWork { manuscript, creators, state: form.deed.state(moments), access: form.access() }
    }

    /// Stores a new work and asks these people to be named on it, all in one transaction.
    async fn post(&self, cx: &Cx, form: &WorkForm, story: Manuscript, names: Vec<String>) -> archive::Result<WorkId> {
        let moments = form.when.moments(cx, &mut Slips::none());
        let (viewer, commenting) = (cx.viewer, form.comments.commenting());
        let is_unsearched = form.is_unsearched();
        let wanted = form.series.arrangement(&mut Slips::none());
        let (citing, recipients) = (form.parents.citing(cx, &mut Slips::none()), form.recipients.wanted());
        let place = form.slot.place(BEGINNING, NEW.to_owned());
        let collections = form.collections.clone();
        let work = self.new_work(form, story, moments).pack()?;
        let posting = cx.archive().write(move |tx| {
            typings::forget(&viewer, tx, &place)?;
            let id = ground::post(&viewer, tx, &work)?;
            ground::let_comment(&viewer, tx, id, commenting)?;
            ground::keep_from_search(&viewer, tx, id, is_unsearched)?;
            series::arrange(&viewer, tx, id, &wanted)?;
            collections.as_ref().map_or(Ok(()), |names| collections::arrange(&viewer, tx, id, names))?;
            relations::cite(&viewer, tx, id, &citing)?;
            recipients.as_ref().map_or(Ok(()), |names| gifts::give(&viewer, tx, id, names))?;
            if moments.posts.is_some() {
                ground::schedule(&viewer, tx, id, moments.posts)?;
            }
            creators::ask_all(&viewer, tx, id, &names)?;
            Ok(id)
        });
        posting.await
    }

    /// Stores title page and text in one transaction, and posts a draft that is to be posted.
    async fn save(&self, cx: &Cx, id: WorkId, form: &WorkForm, mut story: Manuscript) -> archive::Result<()> {
        let moments = form.when.moments(cx, &mut Slips::none());
        let (viewer, state, when) = (cx.viewer, form.deed.state(moments), form.when.clone());
        let body = story.chapters.pop().map(|chapter| chapter.body);
        let text = self.text.as_ref().zip(body).map(|((chapter, there), body)| {
            let chapter_now = Chapter { body, ..there.chapter.clone() };
            let base = Some(form.base.unwrap_or(0));
            (*chapter, NewChapter { chapter: chapter_now, state, place: None, base }.pack())
        });
        let (page, base) = (self.new_work(form, story, moments).pack_page()?, form.page_base.clone());
        let (posted, commenting) = (self.is_posted(), form.comments.commenting());
        let collections = form.collections.clone();
        let is_unsearched = form.is_unsearched();
        let wanted = form.series.arrangement(&mut Slips::none());
        let (citing, recipients) = (form.parents.citing(cx, &mut Slips::none()), form.recipients.wanted());
        let save = cx.archive().write(move |tx| {
            ground::is_still(&viewer, tx, id, &base)?;
            typings::forget(&viewer, tx, &address::work(&id))?;
            ground::revise_page(&viewer, tx, id, &page)?;
            ground::let_comment(&viewer, tx, id, commenting)?;
            ground::keep_from_search(&viewer, tx, id, is_unsearched)?;
            series::arrange(&viewer, tx, id, &wanted)?;
            collections.as_ref().map_or(Ok(()), |names| collections::arrange(&viewer, tx, id, names))?;
            relations::cite(&viewer, tx, id, &citing)?;
            recipients.as_ref().map_or(Ok(()), |names| gifts::give(&viewer, tx, id, names))?;
            if let Some((chapter, text)) = &text {
                ground::revise_chapter(&viewer, tx, id, *chapter, text)?;
            }
            if when.asks_day {
                ground::date(&viewer, tx, id, moments.published)?;
            }
            if when.asks_posting && !posted {
                ground::schedule(&viewer, tx, id, moments.posts)?;
            }
            if state == State::Posted { ground::publish(&viewer, tx, id) } else { Ok(()) }
        });
        save.await
    }

    fn is_posted(&self) -> bool {
        self.work.as_ref().is_some_and(|(_, work)| work.posted)
    }

    /// The form again, beside what was saved since it was opened.
    async fn clash(&self, cx: &Cx, id: WorkId, mut form: WorkForm) -> Answer {
        let Some((chapter, _)) = &self.text else { return Err(Problem::Invalid) };
        let clash = clash::between(cx, (id, *chapter), form.base, (&form.text, form.view)).await?;
        form.base = Some(clash.newest);
        if let Some(merged) = &clash.merged {
            form.text.clone_from(merged);
        }
        let slips = Slips::none();
        let mut page = self.page(cx, &form, &slips);
        page.beside.clash = Some(clash);
        page.answer(StatusCode::CONFLICT)
    }

    fn page<'a>(&'a self, cx: &'a Cx, form: &'a WorkForm, slips: &'a Slips) -> WorkFormPage<'a> {
        let work = self.work.as_ref().map(|(_, work)| work);
        WorkFormPage {
            cx,
            form,
            slips,
            own: &self.own,
            own_series: &self.own_series,
            work: self.work.as_ref().map(|(id, _)| *id),
            posted: self.is_posted(),
            chapters: work.filter(|_| self.text.is_none()).map(|work| &work.chapters[..]).unwrap_or_default(),
            beside: Beside::default(),
        }
    }
}

/// The form again, with what was saved of the title page since it was opened.
async fn page_clash(cx: &Cx, id: WorkId, mut form: WorkForm) -> Answer {
    let (desk, saved) = Desk::of(cx, id).await?.filled(cx).await?;
    let clash = PageClash::between(&mut form, &saved, &cx.say);

    let slips = Slips::none();
    let mut page = desk.page(cx, &form, &slips);
    page.beside.page_clash = Some(clash);
    page.answer(StatusCode::CONFLICT)
}

impl WorkFormPage<'_> {
    fn answer(self, status: StatusCode) -> Answer {
        let (cx, is_new) = (self.cx, self.work.is_none());
        let title = if is_new { cx.say.text("post-new") } else { cx.say.text("edit-work") };
        Page::new(title, self).hidden_from_search_engines().with_status(status).for_one(cx)
    }

    /// Whether it holds chapters, which the other encoding makes several times as long.
    fn sends_much(&self) -> bool {
        !self.form.chapters.more.is_empty()
    }

    /// Whether the form has the field of the text.
    fn has_text(&self) -> bool {
        self.work.is_none() || self.form.base.is_some()
    }

    /// Whether nothing was sent yet, so that what was kept before may be brought back.
    fn is_fresh(&self) -> bool {
        self.slips.is_empty() && self.beside.is_empty() && self.form.deed == Deed::Preview
    }

    /// How the places begin of what is typed into forms like this one, if it is of a new work.
    fn begins(&self) -> Option<&'static str> {
        self.work.is_none().then_some(BEGINNING)
    }

    /// Where *Cancel* leads.
    fn back(&self) -> String {
        self.work.map_or_else(|| "/".to_owned(), |id| address::work(&id))
    }

    /// Where the form goes.
    fn action(&self) -> String {
        self.work.map_or_else(|| NEW.to_owned(), |id| address::work(&id))
    }
}

/// The form as it was sent, after a problem: nothing was done with it.
fn again(cx: &Cx, form: &WorkForm, work: Option<WorkId>, problem: Problem) -> Answer {
    desk::given_back(cx, form, problem, |note, status| {
        let beside = Beside { note: Some(note), ..Beside::default() };
        WorkFormPage {
            cx,
            form,
            slips: &Slips::none(),
            own: &[],
            own_series: &[],
            work,
            posted: false,
            chapters: &[],
            beside,
        }
        .answer(status)
    })
}

/// The names that the member writes under, the default one first.
async fn own_pseuds(cx: &Cx) -> Result<Vec<Pseud>, Problem> {
    let (viewer, person) = (cx.viewer, cx.viewer.person().ok_or(Problem::LogIn)?);
    Ok(cx.archive().read(move |tx| people::show(&viewer, tx, person)).await?.pseuds)
}

#[cfg(test)]
mod tests {
    use archive::Fault;
    use axum::http::{HeaderMap, Uri, header};
    use testkit::TestArchive;

    use super::*;
    use crate::{
        Sheet, Site, SiteSettings,
        form::{Fields, FromFields as _},
        gzip,
    };

    #[test]
    fn an_archive_that_is_busy_or_broken_gives_the_form_back_to_be_sent_again() {
        let ground = TestArchive::new();
        let site = Site::with(ground.archive.clone(), SiteSettings::default(), Vec::new()).unwrap();
        let cx = Cx::of(site, &Uri::from_static("/works"), &HeaderMap::new(), None, None);
        let form = WorkForm::read(&Fields::of(b"notes=before+%26+after&body=It+rained.&deed=post&rating=Mature"));
        let broken = Problem::from(Error::from(Fault::new("the disk is at /var/lib", std::fmt::Error)));
        for (problem, retry, sentence) in [(Problem::Busy, Some("5"), "is busy"), (broken, None, "name incident")] {
            let status = problem.status();

            let answer = again(&cx, &form, None, problem).unwrap();

            let after = answer.headers().get(header::RETRY_AFTER).map(|after| after.to_str().unwrap());
            let sheet = answer.extensions().get::<Sheet>().unwrap();
            assert_eq!((sheet.status, after), (status, retry));
            let page = String::from_utf8(gzip::plain(&sheet.pieces, &sheet.belonging).unwrap().to_vec()).unwrap();
            for part in ["before &#38; after</textarea>", "It rained.</textarea>", "<option selected>Mature", sentence]
            {
                assert!(page.contains(part), "{part}: {page}");
            }
            assert!(
                page.contains("<button type=\"submit\" name=\"deed\" value=\"post\"") && !page.contains("/var/lib")
            );
        }
    }
}
