//! The archive's mark: a jester's cap with bells, drawn as one line. Foolscap was a paper with this watermark.

use super::canvas::{Canvas, Ink};

/// The line in a square of 100, as an SVG path of absolute `M` and `C` only.
pub(crate) const MARK_PATH: &str = "M 24 80 C 24 58 19 48 10 53 C 12.8 53 15 55.2 15 58 C 15 60.8 12.8 63 10 63 \
C 7.2 63 5 60.8 5 58 C 5 55.2 7.2 53 10 53 C 6 28 32 24 38 52 C 36 36 40 24 50 13.6 C 52.5 13.6 54.6 11.5 54.6 9 \
C 54.6 6.5 52.5 4.4 50 4.4 C 47.5 4.4 45.4 6.5 45.4 9 C 45.4 11.5 47.5 13.6 50 13.6 C 60 24 64 36 62 52 \
C 68 24 94 28 90 53 C 92.8 53 95 55.2 95 58 C 95 60.8 92.8 63 90 63 C 87.2 63 85 60.8 85 58 C 85 55.2 87.2 53 90 53 \
C 81 48 76 58 76 80 C 60 74 40 74 24 80 C 24.3 83 24.6 86 25 90 C 41 84.5 59 84.5 75 90 C 75.4 86 75.7 83 76 80";

/// Draws the mark with its upper left corner at `x`, `y`, `size` pixels wide, with a round pen.
pub(super) fn draw(canvas: &mut Canvas, x: f32, y: f32, size: f32, pen: f32) {
    let scale = size / 100.0;
    for [from, one, two, to] in curves() {
        let length = distance(from, one) + distance(one, two) + distance(two, to);
        // Dots a quarter of the pen apart: the edge between two of them is lower by less than a fifth of a pixel.
        let steps = (length * scale / (pen / 4.0)).ceil().max(1.0);
        let mut t = 0.0;
        while t <= steps {
            let [px, py] = point(from, one, two, to, t / steps);
            stamp(canvas, x + px * scale, y + py * scale, pen / 2.0);
            t += 1.0;
        }
    }
}

type Point = [f32; 2];

/// The cubic curves of the path: start, two controls, end.
fn curves() -> Vec<[Point; 4]> {
    let numbers: Vec<f32> = MARK_PATH.split_ascii_whitespace().filter_map(|word| word.parse().ok()).collect();
    let points: Vec<Point> = numbers.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).collect();
    let mut at = points.first().copied().unwrap_or_default();
    let mut curves = Vec::new();
    for curve in points.get(1..).unwrap_or_default().chunks_exact(3) {
        if let &[one, two, to] = curve {
            curves.push([at, one, two, to]);
            at = to;
        }
    }
    curves
}

fn point(from: Point, one: Point, two: Point, to: Point, t: f32) -> Point {
    let u = 1.0 - t;
    let weights = [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t];
    let mut out = [0.0; 2];
    for (weight, point) in weights.into_iter().zip([from, one, two, to]) {
        for (sum, part) in out.iter_mut().zip(point) {
            *sum += weight * part;
        }
    }
    out
}

fn distance([ax, ay]: Point, [bx, by]: Point) -> f32 {
    (ax - bx).hypot(ay - by)
}

/// A round dot with a soft edge of one pixel.
fn stamp(canvas: &mut Canvas, x: f32, y: f32, radius: f32) {
    let reach = radius.ceil() as i32 + 1;
    for row in -reach..=reach {
        for column in -reach..=reach {
            let (px, py) = (x.floor() as i32 + column, y.floor() as i32 + row);
            let (dx, dy) = (px as f32 + 0.5 - x, py as f32 + 0.5 - y);
            canvas.dot(px, py, Ink::Cap, radius + 0.5 - (dx * dx + dy * dy).sqrt());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_one_line_of_curves_within_its_square() {
        let curves = curves();
        assert_eq!(MARK_PATH.matches('C').count(), curves.len());
        assert_eq!(MARK_PATH.matches('M').count(), 1);
        assert!(curves.iter().flatten().flatten().all(|number| (0.0..=100.0).contains(number)));
    }
}
