//! Who is asking: the viewer behind a session cookie.
//!
//! Accounts come with sign-up; until then an archive knows nobody and every visitor is a guest. Tests hand in a list of
//! known sessions, which is the only way to be somebody else.

use std::{collections::HashMap, sync::Arc};

use archive::Viewer;

/// The cookie's name. `__Host-` makes browsers refuse it from another host, path or without TLS.
pub const COOKIE: &str = "__Host-session";

/// The open sessions by their token.
#[derive(Debug, Clone, Default)]
pub struct Sessions(Arc<HashMap<String, Viewer>>);

impl Sessions {
    /// Nobody is logged in.
    pub fn none() -> Self {
        Self::default()
    }

    /// These sessions and no others.
    pub fn of(known: impl IntoIterator<Item = (String, Viewer)>) -> Self {
        Self(Arc::new(known.into_iter().collect()))
    }

    /// The viewer of a session; a guest without one or with one that is unknown.
    pub fn viewer(&self, token: Option<&str>) -> Viewer {
        token.and_then(|token| self.0.get(token)).copied().unwrap_or(Viewer::Guest)
    }
}
