//! What was counted of somebody's own works, for themselves alone (HIT-2): drawings, and the tables behind them. Nothing of
//! single readers is told, and the ground floor knows nothing of them to tell.

mod index;
mod one;

use archive::statistics::Readers;

use crate::{
    Cx, Door,
    Parameter::{Page, Text},
    Routes,
};

/// The height of a drawing.
const HEIGHT: u64 = 100;

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/users/{name}/statistics", Door::Members, index::show)
        .reading(&[Text("year"), Text("sort"), Text("by"), Page])
        .get("/works/{id}/statistics", Door::Members, one::show)
}

/// A bar in a drawing.
struct Bar {
    at: usize,
    top: u64,
    height: u64,
}

/// Bars at their places, each as high as its part of the most.
fn bars(values: &[(usize, u64)]) -> Vec<Bar> {
    let most = values.iter().map(|(_, value)| *value).max().unwrap_or(0).max(1);
    let bar = |(at, value): &(usize, u64)| {
        let height = (value * HEIGHT).div_ceil(most);
        Bar { at: at * 4, top: HEIGHT - height, height }
    };
    values.iter().filter(|(_, value)| *value > 0).map(bar).collect()
}

/// A number of readers in words.
fn readers(cx: &Cx, readers: Readers) -> String {
    readers.0.map_or_else(|| cx.say.text("statistics-few"), |count| cx.say.number(&count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_parts_of_the_most_and_nothing_is_no_bar() {
        let drawn = bars(&[(1, 2), (2, 0), (3, 1), (80, 4)]);
        let drawn: Vec<_> = drawn.iter().map(|bar| (bar.at, bar.top, bar.height)).collect();
        assert_eq!(drawn, [(4, 50, 50), (12, 75, 25), (320, 0, 100)]);
        assert!(bars(&[]).is_empty());
    }
}
