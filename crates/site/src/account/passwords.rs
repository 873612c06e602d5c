//! Passwords in forms: a new one typed twice, and the slow work of hashing, done away from the threads that serve pages.

use archive::{
    Slip,
    accounts::{self, HashedPassword, Password},
};

use crate::{
    Cx, Problem,
    form::{Fields, FromFields},
};

/// A new password as the form has it, twice.
#[derive(Debug)]
pub(super) struct NewPassword {
    password: String,
    again: String,
}

impl FromFields for NewPassword {
    fn read(fields: &Fields) -> Self {
        Self { password: fields.raw("password").to_owned(), again: fields.raw("password_again").to_owned() }
    }
}

impl NewPassword {
    /// The password, if it may be one for the account of this name and was typed the same twice.
    pub(super) fn chosen(&self, name: &str) -> archive::Result<Password> {
        let password = Password::chosen(&self.password, name)?;
        if self.password == self.again {
            return Ok(password);
        }
        Err(archive::Error::invalid("password_again", Slip::NotTheSame))
    }
}

/// Whether this is the password of the member who asks: what is hard to undo wants it again (ASVS 7.5).
pub(super) async fn is_own(cx: &Cx, typed: Password) -> Result<bool, Problem> {
    let viewer = cx.viewer;
    let account = cx.archive().read(move |tx| accounts::of(&viewer, tx)).await?;
    fits(cx, typed, account.password).await
}

/// Whether a password fits, worked out away from the threads that serve pages and a few at a time, so that a flood of
/// log-ins leaves readers alone.
pub(super) async fn fits(cx: &Cx, password: Password, hashed: Option<HashedPassword>) -> Result<bool, Problem> {
    let seat = cx.site().hashers().acquire_owned().await.map_err(Problem::broken)?;
    let work = tokio::task::spawn_blocking(move || {
        let _seat = seat;
        password.fits(hashed.as_ref())
    });
    work.await.map_err(Problem::broken)
}

/// The hash of a new password.
pub(super) async fn hashed(cx: &Cx, password: Password) -> Result<HashedPassword, Problem> {
    let seat = cx.site().hashers().acquire_owned().await.map_err(Problem::broken)?;
    let chance = cx.archive().chance().clone();
    let work = tokio::task::spawn_blocking(move || {
        let _seat = seat;
        password.hashed(&chance)
    });
    Ok(work.await.map_err(Problem::broken)??)
}
