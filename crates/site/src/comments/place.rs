//! Where a conversation is: at a work, or at a tag, as an address says it. One set of pages is for both.

use archive::{ChapterId, CommentId, WorkId, comments::Topic, tags};
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};

use crate::{Cx, Problem, address};

/// Where a conversation is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// At a work.
    Work(WorkId),
    /// At the tag of a name.
    Tag(String),
}

impl Place {
    /// What of a path says where it is.
    fn of(parts: &Parts, segment: &str) -> Result<Self, Problem> {
        if parts.uri.path().starts_with("/tags/") {
            return Ok(Self::Tag(tags::from_address(segment)));
        }
        segment.parse().map(Self::Work).map_err(|_| Problem::NotFound)
    }

    /// As the archive is asked for it.
    pub(super) fn topic(&self, cx: &Cx) -> Topic {
        match self {
            Self::Work(work) => cx.work(*work).into(),
            Self::Tag(name) => Topic::Named(name.clone()),
        }
    }

    /// The address of the work or tag.
    pub(super) fn address(&self) -> String {
        match self {
            Self::Work(work) => address::work(work),
            Self::Tag(name) => address::tag(name),
        }
    }

    /// Where everything is read that is said there.
    pub(super) fn comments(&self) -> String {
        self.address() + "/comments"
    }

    /// Where a comment is read with what answers it.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
    pub(super) fn comment(&self, comment: &CommentId) -> String {
        format!("{}/{comment}", self.comments())
    }
}

/// A path of a conversation.
#[derive(Debug)]
pub(super) struct AtPlace(pub(super) Place);

/// A path of a comment.
#[derive(Debug)]
pub(super) struct AtComment(pub(super) Place, pub(super) CommentId);

impl<S: Send + Sync> FromRequestParts<S> for AtPlace {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(one) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| Problem::NotFound)?;
        Ok(Self(Place::of(parts, &one)?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for AtComment {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let both = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((one, comment)) = both.map_err(|_| Problem::NotFound)?;
        Ok(Self(Place::of(parts, &one)?, comment.parse().map_err(|_| Problem::NotFound)?))
    }
}

/// Where something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// At a work or tag as a whole.
    Whole,
    /// At a chapter.
    Chapter(ChapterId),
    /// In answer to a comment.
    Answer(CommentId),
}

impl Spot {
    /// Where it is read.
    pub(super) fn address(self, place: &Place) -> String {
        match (self, place) {
            (Self::Chapter(chapter), Place::Work(work)) => format!("{}/comments", address::chapter(work, &chapter)),
            (Self::Answer(comment), place) => place.comment(&comment),
            (Self::Whole | Self::Chapter(_), place) => place.comments(),
        }
    }

    /// Where the form goes to; what is typed into it is kept under this address.
    pub(super) fn action(self, place: &Place) -> String {
        match self {
            Self::Answer(_) => self.address(place) + "/answers",
            Self::Whole | Self::Chapter(_) => self.address(place),
        }
    }
}
