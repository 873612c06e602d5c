//! What varies in a path: ids and names. One that cannot be anything we have is simply not there.

use std::str::FromStr;

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};

use crate::Problem;

/// The one thing that varies in a path, an id or a name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<A>(pub(crate) A);

/// The two things that vary in a path.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AtBoth<A, B>(pub(crate) A, pub(crate) B);

/// The three things that vary in a path.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AtThree<A, B, C>(pub(crate) A, pub(crate) B, pub(crate) C);

impl<S: Send + Sync, A: FromStr> FromRequestParts<S> for At<A> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(one) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| Problem::NotFound)?;
        Ok(Self(read(&one)?))
    }
}

impl<S: Send + Sync, A: FromStr, B: FromStr> FromRequestParts<S> for AtBoth<A, B> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let both = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((one, other)) = both.map_err(|_| Problem::NotFound)?;
        Ok(Self(read(&one)?, read(&other)?))
    }
}

impl<S: Send + Sync, A: FromStr, B: FromStr, C: FromStr> FromRequestParts<S> for AtThree<A, B, C> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let three = Path::<(String, String, String)>::from_request_parts(parts, state).await;
        let Path((one, two, three)) = three.map_err(|_| Problem::NotFound)?;
        Ok(Self(read(&one)?, read(&two)?, read(&three)?))
    }
}

fn read<A: FromStr>(text: &str) -> Result<A, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}
