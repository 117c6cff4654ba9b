//! A long text in parts that are read one after the other: what is read of a part takes room by its length, and goes with
//! it. A part begins with a heading at the margin, outside code and comments, so that each reads as it does in the whole.

/// The parts of a text that are at least so long, each with the byte at which it begins; the last may be shorter.
pub(super) fn parts(source: &str, least: usize) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let (mut from, mut at) = (0, 0);
    let mut fence: Option<&str> = None;
    let mut comment = false;
    for line in source.split_inclusive('\n') {
        if fence.is_none() && !comment && at - from >= least && is_heading(line) {
            out.push((from, &source[from..at]));
            from = at;
        }
        at += line.len();
        let mark = fence_of(line.trim_start());
        fence = match (fence, mark) {
            (None, Some(mark)) if !comment => Some(mark),
            // It ends with at least as many of the same, and nothing behind them.
            (Some(open), Some(mark)) if mark.starts_with(open) && line.trim() == mark => None,
            (before, _) => before,
        };
        if fence.is_none() && (comment || line.trim_start().starts_with("<!--")) {
            comment = !line.contains("-->");
        }
    }
    out.push((from, &source[from..]));
    out
}

fn is_heading(line: &str) -> bool {
    let words = line.trim_start_matches('#');
    words.starts_with(' ') && (1..=6).contains(&(line.len() - words.len()))
}

/// The marks with which a line opens or closes code.
fn fence_of(line: &str) -> Option<&str> {
    let first = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(first).len();
    (length >= 3).then(|| &line[..length])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_before_headings_and_nowhere_else() {
        let text = "# One\n\n```sh\n# no heading\n```\n\n<!--\n# nor this\n-->\n\n#5 of them\n\n## Two\n\n````\n```\n# inside\n````\n### Three\n #4\n";
        let parts = parts(text, 1);
        let begin: Vec<&str> = parts.iter().map(|(_, part)| part.lines().next().unwrap_or_default()).collect();
        assert_eq!(begin, ["# One", "## Two", "### Three"]);
        assert_eq!(parts.iter().map(|(_, part)| *part).collect::<String>(), text);
        assert!(parts.iter().all(|(at, part)| text[*at..].starts_with(part)));
    }

    #[test]
    fn a_short_text_is_one_part() {
        assert_eq!(parts("# One\n## Two\n", 100), [(0, "# One\n## Two\n")]);
        assert_eq!(parts("", 100), [(0, "")]);
    }
}
