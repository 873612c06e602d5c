//! Accounts: how a member proves who they are, and what they may do.
//!
//! A *person* (see [`crate::people`]) is a name that everybody sees. Their *account* is what nobody else sees: the
//! address, the password's hash, open sessions, roles. Passwords are hashed by the caller, outside any transaction,
//! with [`Password::hashed`]; here only the hash arrives.

mod address;
mod by_hand;
mod change;
mod devices;
mod farewell;
mod password;
mod preferences;
mod rename;
mod reset;
mod roles;
mod sessions;
mod sign_up;
pub(crate) mod tokens;

pub use address::Address;
pub use by_hand::{Listed, list, make, make_reset, note_export};
pub use change::{address_asked, ask_address, change_password, confirm_address, keep_address};
pub use devices::{KNOWN_FOR, knows, remember};
pub use farewell::delete;
pub use password::{HashedPassword, Password};
pub(crate) use preferences::of as preferences_of;
pub use preferences::{Preferences, prefer};
pub use rename::{former_names, rename};
pub use reset::{ask_reset, reset, reset_name};
pub use roles::{Power, Role, give, held as roles_held, of as roles_of, require, take};
pub use sessions::{Lasting, Member, OpenSession, begin, end, end_all, open_of, who};
pub use sign_up::{
    Account, NewAccount, agree, by_name_or_address, confirm, is_owner_link, login_key, of, open_at_once, own,
    owner_exists, owner_link, sign_up,
};
pub use tokens::Purpose;
