//! The step between the password and the session, where there is a second factor: somebody has said the password, and is
//! nobody yet.

use super::events::{Event, note_event};
use super::second_factor::take_code;
use super::sessions::Lasting;
use super::tokens::{self, Held, Purpose};
use crate::{PersonId, Result, Secret, Tx};

/// Somebody who has said an account's password, and has yet to show its second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Halfway {
    /// Whose account it is.
    pub person: PersonId,
    /// How long they want to stay.
    pub lasting: Lasting,
}

/// Remembers for a while that somebody has said a password.
pub fn begin_second_step(tx: &Tx<'_>, halfway: Halfway, secret: &Secret) -> Result<()> {
    tokens::make(tx, Purpose::SecondStep, Some(halfway.person), halfway.lasting.word(), secret)
}

/// Who is halfway in, by the secret that was given then; nobody when it is over, used up or wrong.
pub fn halfway(tx: &Tx<'_>, secret: &Secret) -> Result<Option<Halfway>> {
    Ok(tokens::look(tx, Purpose::SecondStep, secret)?.and_then(|held| read(&held)))
}

/// Ends the step with a code; nobody comes in when it is wrong or the step is over, and another code may be tried.
pub fn end_second_step(tx: &Tx<'_>, secret: &Secret, code: &str) -> Result<Option<Halfway>> {
    let Some(halfway) = halfway(tx, secret)? else { return Ok(None) };
    if !take_code(tx, halfway.person, code)? {
        note_event(tx, Some(halfway.person), Event::WrongCode)?;
        return Ok(None);
    }
    tokens::take(tx, Purpose::SecondStep, secret)?;
    Ok(Some(halfway))
}

fn read(held: &Held) -> Option<Halfway> {
    Some(Halfway { person: held.person?, lasting: Lasting::of_word(&held.detail) })
}
