//! Accounts: how a member proves who they are, and what they may do.
//!
//! A *person* (see [`crate::people`]) is a name that everybody sees. Their *account* is what nobody else sees: the
//! address, the password's hash, open sessions, roles. Passwords are hashed by the caller, outside any transaction,
//! with [`Password::hashed`]; here only the hash arrives.

mod address;
mod by_hand;
mod ceremony;
mod change;
mod devices;
mod events;
mod farewell;
mod otp;
mod passkeys;
mod password;
mod preferences;
mod recovery;
mod rename;
mod reset;
mod roles;
mod second_factor;
mod second_step;
mod sessions;
mod sign_up;
pub(crate) mod tokens;
mod unconfirmed;

pub use address::Address;
pub use by_hand::{Listed, list, log_out, make, make_reset, note_export, take_second_factor};
pub use ceremony::{Place, algorithms, challenge, handle};
pub use change::{address_asked, ask_address, change_password, confirm_address, keep_address};
pub use devices::{KNOWN_FOR, knows, remember};
pub use events::{Event, Happened, Whose, events, forget_events, note_event, note_events};
pub use farewell::delete;
pub use otp::Seed;
pub use passkeys::{
    NewPasskey, Passkey, add_passkey, ask_log_in, ask_passkey, label_passkey, passkeys, remove_passkey, show_passkey,
};
pub use password::{HashedPassword, Password};
pub(crate) use preferences::of as preferences_of;
pub(crate) use preferences::permissions_of;
pub use preferences::{Preferences, is_unindexed, permissions, prefer};
pub(crate) use preferences::{refuses_guests, takes_gifts, unindexed, wants_copies, wants_gift_letters, wants_talk};
pub use recovery::RecoveryCodes;
pub(crate) use rename::rename_by_force;
pub use rename::{former_names, rename};
pub use reset::{Reset, ask_reset, reset, reset_of};
pub use roles::{Power, Role, give, held as roles_held, of as roles_of, require, take};
pub use second_factor::{
    SecondFactor, is_on as has_second_factor, offer_second_factor, renew_codes, second_factor, switch_off, switch_on,
};
pub use second_step::{Halfway, begin_second_step, end_second_step, halfway};
pub use sessions::{Lasting, Member, OpenSession, begin, begin_proved, end, end_all, open_of, seen, who};
pub use sign_up::{
    Account, Joined, NewAccount, agree, by_name_or_address, confirm, is_owner_link, login_key, of, open_at_once, own,
    owner_exists, owner_link, sign_up, sign_up_invited,
};
pub use tokens::Purpose;
pub use unconfirmed::tend_unconfirmed;
