//! Signing up: a form, a letter, and the button behind the letter's link (USER-1 … USER-3). Where the archive is open to
//! the invited only, a page says so, and the same form stands behind an invitation (INV-1, INV-3).

use archive::{
    Secret, Slip,
    accounts::{self, Address, Joined, Lasting, NewAccount},
    claims,
    invitations::{self, Offer},
    people,
    policies::{Policy, SignUp as Who},
};
use askama::Template;
use axum::http::StatusCode;

use super::{agreement, attempts, hashing::hashed, lead_with, note, passwords::NewPassword};
use crate::{
    Answer, Cx, Page, Problem, address,
    form::{Button, Fields, Form, FromFields, Slips},
    path::At,
    sessions,
};

/// The form, new or with what is wrong with it.
#[derive(Template)]
#[template(path = "account/sign_up.html")]
pub(super) struct SignUpPage<'a> {
    pub(super) cx: &'a Cx,
    pub(super) form: &'a SignUp,
    pub(super) slips: &'a Slips,
    /// Where the form goes.
    pub(super) action: &'a str,
    /// Its heading, and what is said before it.
    pub(super) words: [String; 2],
    pub(super) minimum_age: u64,
}

/// How the invited come in, where nobody else does.
#[derive(Template)]
#[template(path = "account/by_invitation.html")]
struct ByInvitationPage<'a> {
    cx: &'a Cx,
    /// Whether there is a list to wait on.
    queue: bool,
}

#[derive(Template)]
#[template(path = "account/confirm.html")]
struct ConfirmPage<'a> {
    cx: &'a Cx,
    secret: &'a str,
}

#[derive(Template)]
#[template(path = "account/stale_link.html")]
pub(super) struct StaleLinkPage<'a> {
    pub(super) cx: &'a Cx,
}

/// What the form sends.
#[derive(Debug)]
pub(super) struct SignUp {
    pub(super) name: String,
    pub(super) email: String,
    password: NewPassword,
    pub(super) age: bool,
    pub(super) terms: bool,
    pub(super) privacy: bool,
}

impl FromFields for SignUp {
    fn read(fields: &Fields) -> Self {
        Self {
            name: fields.name("name"),
            email: fields.line("email"),
            password: NewPassword::read(fields),
            age: fields.has("age"),
            terms: fields.has("terms"),
            privacy: fields.has("privacy"),
        }
    }
}

impl SignUp {
    /// Nothing typed yet.
    pub(super) fn empty() -> Self {
        Self::read(&Fields::default())
    }

    /// Nothing typed but the address that was invited.
    pub(super) fn for_address(address: Option<String>) -> Self {
        Self { email: address.unwrap_or_default(), ..Self::empty() }
    }

    /// The account it asks for, or all that is wrong with it at once.
    pub(super) async fn account(&self, cx: &Cx, policy: &Policy) -> Result<Result<NewAccount, Slips>, Problem> {
        let mut slips = Slips::none();
        slips.keep(people::check_name(&self.name))?;
        let address = slips.keep(self.email.parse::<Address>())?;
        let password = slips.keep(self.password.chosen(&self.name))?;
        for (field, agreed) in [("age", self.age), ("terms", self.terms), ("privacy", self.privacy)] {
            if !agreed {
                slips.add(field, Slip::NotAgreed);
            }
        }
        let (Some(address), Some(password), true) = (address, password, slips.is_empty()) else {
            return Ok(Err(slips));
        };
        let consents = agreement::consents(policy, &["age", "terms", "privacy"]);
        let password = hashed(cx, password).await?;
        Ok(Ok(NewAccount { name: self.name.clone(), address, password, consents }))
    }
}

pub(super) async fn new(cx: Cx) -> Answer {
    let policy = cx.policy().await?;

    match policy.sign_up {
        Who::Open => Gate::Open.page(&cx, &policy, &SignUp::empty(), &Slips::none()),
        Who::Invited => by_invitation(&cx, &policy),
        Who::Closed => Err(Problem::Closed),
    }
}

pub(super) async fn create(cx: Cx, Form(form): Form<SignUp>) -> Answer {
    let policy = cx.policy().await?;
    match policy.sign_up {
        Who::Open => Gate::Open.pass(&cx, &policy, &form).await,
        Who::Invited => by_invitation(&cx, &policy),
        Who::Closed => Err(Problem::Closed),
    }
}

pub(super) async fn new_invited(cx: Cx, At(secret): At<String>) -> Answer {
    let (policy, gate) = (cx.policy().await?, Gate::Invited(Secret::shown(secret)));
    let offer = gate.offer(&cx, &policy).await?;

    let Some(offer) = offer else { return stale(&cx) };
    gate.page(&cx, &policy, &SignUp::for_address(offer.address), &Slips::none())
}

pub(super) async fn create_invited(cx: Cx, At(secret): At<String>, Form(form): Form<SignUp>) -> Answer {
    let (policy, gate) = (cx.policy().await?, Gate::Invited(Secret::shown(secret)));
    if gate.offer(&cx, &policy).await?.is_none() {
        return stale(&cx);
    }

    gate.pass(&cx, &policy, &form).await
}

pub(super) async fn new_claimed(cx: Cx, At(secret): At<String>) -> Answer {
    let (policy, gate) = (cx.policy().await?, Gate::Claimed(Secret::shown(secret)));
    let offer = gate.offer(&cx, &policy).await?;

    let Some(offer) = offer else { return stale(&cx) };
    gate.page(&cx, &policy, &SignUp::for_address(offer.address), &Slips::none())
}

pub(super) async fn create_claimed(cx: Cx, At(secret): At<String>, Form(form): Form<SignUp>) -> Answer {
    let (policy, gate) = (cx.policy().await?, Gate::Claimed(Secret::shown(secret)));
    if gate.offer(&cx, &policy).await?.is_none() {
        return stale(&cx);
    }

    gate.pass(&cx, &policy, &form).await
}

/// What somebody signs up by.
enum Gate {
    /// Nothing: the archive is open.
    Open,
    /// An invitation.
    Invited(Secret),
    /// The link to works that were brought in for them, which is an invitation too, whoever else may join.
    Claimed(Secret),
}

impl Gate {
    /// What an invitation offers; nothing when it is none, or the archive is closed even to the invited.
    async fn offer(&self, cx: &Cx, policy: &Policy) -> Result<Option<Offer>, Problem> {
        let found = match self {
            Self::Invited(secret) if policy.sign_up != Who::Closed => {
                let secret = secret.clone();
                cx.archive().read(move |tx| invitations::offered(tx, &secret)).await?
            }
            Self::Claimed(secret) => {
                let secret = secret.clone();
                let claimable = cx.archive().read(move |tx| claims::look(tx, &secret)).await?;
                claimable.map(|found| Offer { address: Some(found.address), proves_address: true })
            }
            Self::Open | Self::Invited(_) => None,
        };
        Ok(found)
    }

    /// Makes the account that the form asks for, as far as it goes without a letter.
    async fn pass(&self, cx: &Cx, policy: &Policy, form: &SignUp) -> Answer {
        attempts::sign_up(cx)?;
        let mut slips = Slips::none();
        slips.keep(cx.allows(&form.name))?;
        if !slips.is_empty() {
            return self.page(cx, policy, form, &slips);
        }
        let new = match form.account(cx, policy).await? {
            Ok(new) => new,
            Err(slips) => return self.page(cx, policy, form, &slips),
        };
        let joined = slips.keep(self.join(cx, new).await)?;

        match joined {
            None => self.page(cx, policy, form, &slips),
            Some(Joined::Stale) => stale(cx),
            Some(Joined::Open(person)) => Ok(lead_with("/", sessions::begin(cx, person, Lasting::Short).await?)),
            Some(Joined::Asked) => {
                let title = cx.say.text("letter-sent-title");
                let what = cx.say.of("letter-sent-what", form.email.as_str());
                note::answer(cx, &title, &what, &cx.say.text("letter-sent-do"))
            }
        }
    }

    async fn join(&self, cx: &Cx, new: NewAccount) -> archive::Result<Joined> {
        let confirm = cx.archive().chance().secret();
        match self {
            Self::Open => {
                let asked = cx.archive().write(move |tx| accounts::sign_up(tx, &new, &confirm));
                asked.await.map(|()| Joined::Asked)
            }
            Self::Claimed(secret) => {
                let secret = secret.clone();
                let made = cx.archive().write(move |tx| claims::sign_up(tx, &secret, &new));
                Ok(made.await?.map_or(Joined::Stale, Joined::Open))
            }
            Self::Invited(secret) => {
                let secret = secret.clone();
                cx.archive().write(move |tx| accounts::sign_up_invited(tx, &new, &secret, &confirm)).await
            }
        }
    }

    fn page(&self, cx: &Cx, policy: &Policy, form: &SignUp, slips: &Slips) -> Answer {
        let (action, what) = match self {
            Self::Open => ("/users/signup".to_owned(), message!("sign-up-what")),
            Self::Invited(secret) => (address::invitation(secret.text()), message!("invited-what")),
            Self::Claimed(secret) => (address::claim(secret.text()) + "/account", message!("claim-account-what")),
        };
        let words = [cx.say.text("sign-up"), cx.say.text(what)];
        answer(cx, SignUpPage { cx, form, slips, action: &action, words, minimum_age: policy.minimum_age })
    }
}

fn by_invitation(cx: &Cx, policy: &Policy) -> Answer {
    let page = ByInvitationPage { cx, queue: policy.queue };
    Page::new(cx.say.text("sign-up"), page).hidden_from_search_engines().for_one(cx)
}

/// The letter's link shows a button: some mail programs open every link, and GET changes nothing (R13).
pub(super) async fn confirm(cx: Cx, At(secret): At<String>) -> Answer {
    let page = ConfirmPage { cx: &cx, secret: &secret };

    Page::new(cx.say.text("confirm-title"), page).hidden_from_search_engines().for_one(&cx)
}

pub(super) async fn confirmed(cx: Cx, At(secret): At<String>, Form(Button): Form<Button>) -> Answer {
    let secret = Secret::shown(secret);
    let person = cx.archive().write(move |tx| accounts::confirm(tx, &secret)).await?;

    let Some(person) = person else { return stale(&cx) };
    let cookies = sessions::begin(&cx, person, Lasting::Short).await?;

    Ok(lead_with("/", cookies))
}

/// A link that is used up, over or wrong.
pub(crate) fn stale(cx: &Cx) -> Answer {
    let page = Page::new(cx.say.text("stale-link-title"), StaleLinkPage { cx }).hidden_from_search_engines();
    page.with_status(StatusCode::NOT_FOUND).for_one(cx)
}

/// The form; with what is wrong with it where something is (422).
pub(super) fn answer(cx: &Cx, page: SignUpPage<'_>) -> Answer {
    let status = if page.slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("sign-up"), page).hidden_from_search_engines().with_status(status).for_one(cx)
}
