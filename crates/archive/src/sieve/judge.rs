//! How likely a comment is one of the unwanted, from how often its signs were met in both sorts: Robinson's probabilities,
//! joined as Fisher joins them. Pure numbers.

/// So many signs are heard, those that say most.
const HEARD: usize = 20;

/// Fewer than so many that say something say nothing.
const FEWEST: usize = 3;

/// A sign says something when it is so far from saying nothing.
const CLEAR: f64 = 0.1;

/// The likelihood, from signs with their numbers of unwanted and other comments, and of how many of each these are.
pub(super) fn likelihood(signs: &[(u64, u64)], (spam, good): (u64, u64)) -> f64 {
    let share = |number: u64, of: u64| number as f64 / of.max(1) as f64;
    let mut heard: Vec<f64> = signs
        .iter()
        .filter(|(in_spam, in_good)| in_spam + in_good > 1)
        .map(|(in_spam, in_good)| {
            let (in_both, bad, fine) = ((in_spam + in_good) as f64, share(*in_spam, spam), share(*in_good, good));
            // A sign that was met a few times only is believed a little only.
            let believed = (0.5 + in_both * bad / (bad + fine)) / (1.0 + in_both);
            believed.clamp(0.01, 0.99)
        })
        .filter(|sign| (sign - 0.5).abs() >= CLEAR)
        .collect();
    heard.sort_by(|one, other| (other - 0.5).abs().total_cmp(&(one - 0.5).abs()));
    heard.truncate(HEARD);
    if heard.len() < FEWEST {
        return 0.5;
    }
    let chance = |logs: f64| by_chance(-2.0 * logs, heard.len());
    let bad = chance(heard.iter().map(|sign| sign.ln()).sum());
    let fine = chance(heard.iter().map(|sign| (1.0 - sign).ln()).sum());
    f64::midpoint(1.0, bad - fine)
}

/// How likely a sum of `2 × pairs` squares is at least so large by chance (χ²).
fn by_chance(sum: f64, pairs: usize) -> f64 {
    let half = sum / 2.0;
    let mut term = (-half).exp();
    let mut all = term;
    for step in 1..pairs {
        term *= half / step as f64;
        all += term;
    }
    all.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_met_in_one_sort_only_says_so_and_what_is_in_both_says_nothing() {
        let of = |signs: &[(u64, u64)]| likelihood(signs, (50, 50));
        assert!(of(&[(40, 0); 6]) > 0.99);
        assert!(of(&[(0, 40); 6]) < 0.01);
        assert!((of(&[(30, 30); 20]) - 0.5).abs() < 0.01);
        assert!((of(&[]) - 0.5).abs() < 0.01, "of nothing, nothing");
        assert!((of(&[(40, 0); 2]) - 0.5).abs() < 0.01, "two words are too few");
        assert!((of(&[(1, 0); 9]) - 0.5).abs() < 0.01, "what was met once is not known");
        let mixed = of(&[(40, 0), (40, 0), (40, 0), (0, 40), (0, 40), (0, 40)]);
        assert!((0.2..0.8).contains(&mixed), "{mixed}");
    }

    #[test]
    fn many_more_lessons_of_one_sort_tip_nothing_by_themselves() {
        assert!((likelihood(&[(400, 40); 12], (400, 40)) - 0.5).abs() < 0.01);
    }
}
