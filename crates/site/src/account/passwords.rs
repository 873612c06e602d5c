//! Passwords in forms: a new one typed twice, and one's own typed again.

use archive::{
    Slip,
    accounts::{self, Password},
};

use super::{attempts::Attempt, hashing::fits, misses};
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
pub(crate) async fn is_own(cx: &Cx, typed: Password) -> Result<bool, Problem> {
    let (viewer, attempt) = (cx.viewer, Attempt::again(cx));
    attempt.begin()?;
    let account = cx.archive().read(move |tx| accounts::of(&viewer, tx)).await?;
    let fits = fits(cx, typed, account.password).await?;
    attempt.end(fits);
    if !fits {
        misses::note(cx, viewer.person()).await?;
    }
    Ok(fits)
}
