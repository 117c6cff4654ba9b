//! Two texts compared line by line, for a person to read: what went, what came, and a few lines around it. It decides
//! nothing; above its limit it shows both sides instead of looking for what they share.

/// Lines around a change.
const CONTEXT: usize = 2;
/// Cells of the table that finds what two texts share; above it the middle counts as all different.
const MOST_CELLS: usize = 4_000_000;

/// One line of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line<'a> {
    Same(&'a str),
    Gone(&'a str),
    New(&'a str),
}

/// Every line of both texts in order.
pub fn compare<'a>(old: &'a str, new: &'a str) -> Vec<Line<'a>> {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (mid_a, mid_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let mut out: Vec<Line<'a>> = a[..head].iter().map(|l| Line::Same(l)).collect();
    middle(mid_a, mid_b, &mut out);
    out.extend(a[a.len() - tail..].iter().map(|l| Line::Same(l)));
    out
}

/// The longest common subsequence of what is between the common ends.
fn middle<'a>(a: &[&'a str], b: &[&'a str], out: &mut Vec<Line<'a>>) {
    if (a.len() + 1).saturating_mul(b.len() + 1) > MOST_CELLS {
        out.extend(a.iter().map(|l| Line::Gone(l)));
        out.extend(b.iter().map(|l| Line::New(l)));
        return;
    }
    let width = b.len() + 1;
    let mut longest = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if a[i] == b[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            out.push(Line::Same(a[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && longest[(i + 1) * width + j] >= longest[i * width + j + 1]) {
            out.push(Line::Gone(a[i]));
            i += 1;
        } else {
            out.push(Line::New(b[j]));
            j += 1;
        }
    }
}

/// The comparison as text: `-` for what went, `+` for what came, a few lines around, `...` for what is left out. Empty
/// when nothing differs.
pub fn difference(old: &str, new: &str) -> String {
    let lines = compare(old, new);
    let changed: Vec<usize> =
        lines.iter().enumerate().filter(|(_, l)| !matches!(l, Line::Same(_))).map(|(i, _)| i).collect();
    let mut out = String::new();
    let mut next = 0;
    for (n, at) in changed.iter().enumerate() {
        let from = at.saturating_sub(CONTEXT).max(next);
        if from > next || (n == 0 && from > 0) {
            out.push_str("...\n");
        }
        let to = (at + CONTEXT + 1).min(lines.len());
        for line in &lines[from..to.max(from)] {
            let (sign, text) = match line {
                Line::Same(t) => (' ', t),
                Line::Gone(t) => ('-', t),
                Line::New(t) => ('+', t),
            };
            out.push(sign);
            out.push(' ');
            out.push_str(text);
            out.push('\n');
        }
        next = to.max(next);
    }
    if !changed.is_empty() && next < lines.len() {
        out.push_str("...\n");
    }
    // A text that differs in its last line end only has no line to show.
    if changed.is_empty() && old != new { "the two differ in line ends only\n".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_went_and_came_stands_with_its_neighbours() {
        let old = "a\nb\nc\nd\ne\nf\ng\nh\n";
        let new = "a\nb\nc\nd\nE\nf\ng\nh\n";
        assert_eq!(difference(old, new), "...\n  c\n  d\n- e\n+ E\n  f\n  g\n...\n");
        assert_eq!(difference(old, old), "");
        assert_eq!(difference("", "x\n"), "+ x\n");
        assert_eq!(difference("a\nx\nb\n", "a\nb\n"), "  a\n- x\n  b\n");
        assert!(difference("a\n", "a").contains("line ends"));
    }

    proptest! {
        #[test]
        fn either_text_can_be_read_off_the_comparison(
            old in proptest::collection::vec("[ab]{0,1}", 0..12),
            new in proptest::collection::vec("[ab]{0,1}", 0..12),
        ) {
            let (old, new) = (old.join("\n"), new.join("\n"));
            let lines = compare(&old, &new);
            let side = |gone: bool| lines.iter().filter_map(|l| match l {
                Line::Same(t) => Some(*t),
                Line::Gone(t) => gone.then_some(*t),
                Line::New(t) => (!gone).then_some(*t),
            }).collect::<Vec<_>>();
            prop_assert_eq!(side(true), old.lines().collect::<Vec<_>>());
            prop_assert_eq!(side(false), new.lines().collect::<Vec<_>>());
        }
    }
}
