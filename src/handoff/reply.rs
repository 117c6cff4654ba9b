//! A reply as data: the envelope of the tool, the lines with a severity, the verdict. Nothing in it is believed or followed; it
//! becomes points that a person accepts or rejects. What does not read as points is kept as text.

use serde_json::Value as Json;
use toml::Table;

use super::prompt::line;
use crate::brief::{Brief, Edit, PointSeverity, ReviewNoteVerdict, Value};

/// A point of a reply.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Point {
    /// How bad; nothing for a text without one.
    pub severity: Option<PointSeverity>,
    /// File and line, or a path of the brief.
    pub place: String,
    pub text: String,
    pub impact: String,
    pub fix: String,
}

/// What a reply says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reply {
    pub cli: String,
    pub role: String,
    pub continuation: String,
    pub exit: Option<i64>,
    pub verdict: Option<ReviewNoteVerdict>,
    pub points: Vec<Point>,
    /// The tool says that it failed, in its own words.
    pub error: Option<String>,
}

/// More points than this help nobody.
const MOST_POINTS: usize = 50;
/// Paragraphs of a reply without points that are kept.
const MOST_PARAGRAPHS: usize = 8;
/// The longest text of a point, and the longest place.
const LONGEST: usize = 400;
const LONGEST_PLACE: usize = 200;
/// Envelopes inside envelopes.
const MOST_DEPTH: usize = 5;

/// Reads a reply: plain text, or the JSON that a tool wraps around it.
pub fn parse(text: &str) -> Reply {
    let mut reply = Reply::default();
    let body = unwrapped(text.trim_start_matches('\u{feff}').trim(), &mut reply, 0);
    let (before, summary) = match (body.find("<SUMMARY>"), body.rfind("</SUMMARY>")) {
        (Some(a), Some(b)) if a < b => (format!("{}\n{}", &body[..a], &body[b + 10..]), body[a + 9..b].to_owned()),
        _ => (body.clone(), String::new()),
    };
    // The summary repeats the points; it is read where the whole was cut off.
    reply.points = points(&before);
    if reply.points.is_empty() {
        reply.points = points(&summary);
    }
    reply.verdict = verdict(&summary).or_else(|| verdict(&before));
    if reply.points.is_empty() && reply.error.is_none() {
        let free = if summary.trim().is_empty() { &before } else { &summary };
        reply.points = paragraphs(free);
    }
    reply.points.truncate(MOST_POINTS);
    reply
}

/// The text inside the envelopes, with what they say about it.
fn unwrapped(text: &str, reply: &mut Reply, depth: usize) -> String {
    let json = serde_json::from_str::<Json>(text).ok().filter(|_| depth < MOST_DEPTH);
    let Some(json) = json else { return text.to_owned() };
    opened(&json, reply, depth).unwrap_or_else(|| text.to_owned())
}

fn opened(json: &Json, reply: &mut Reply, depth: usize) -> Option<String> {
    match json {
        Json::String(text) => Some(unwrapped(text.trim(), reply, depth + 1)),
        // Parts of a message: those that are text.
        Json::Array(parts) => {
            let texts = parts.iter().filter_map(|p| p.get("text").and_then(Json::as_str));
            let whole = texts.collect::<Vec<_>>().join("\n");
            (!whole.is_empty()).then(|| unwrapped(whole.trim(), reply, depth + 1))
        }
        Json::Object(map) => {
            about(json, reply);
            let inner = ["content", "result", "response", "plan_summary", "summary", "text"];
            let found = inner.iter().find_map(|key| map.get(*key).filter(|v| v.is_string() || v.is_array()))?;
            let text = opened(found, reply, depth)?;
            if reply.error.as_deref() == Some("") {
                reply.error = Some(line(&text, LONGEST));
            }
            Some(text)
        }
        _ => None,
    }
}

fn about(json: &Json, reply: &mut Reply) {
    let text = |path: &str| json.pointer(path).and_then(Json::as_str).map(|t| line(t, 80));
    if let Some(cli) = text("/metadata/cli_name") {
        reply.cli = cli;
    }
    if let Some(role) = text("/metadata/role") {
        reply.role = role;
    }
    if let Some(id) = text("/continuation_offer/continuation_id") {
        reply.continuation = id;
    }
    reply.exit = json.pointer("/metadata/return_code").and_then(Json::as_i64).or(reply.exit);
    if json.get("status").and_then(Json::as_str).is_some_and(|s| matches!(s, "error" | "resend_prompt")) {
        reply.error = Some(String::new());
    }
}

fn verdict(text: &str) -> Option<ReviewNoteVerdict> {
    text.lines().find_map(|l| {
        let l = l.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        let word = l.strip_prefix("verdict")?.trim_start_matches(|c: char| !c.is_alphanumeric());
        let word = word.split(|c: char| !c.is_alphanumeric()).next()?;
        // A form that was not filled in lists all three.
        if l.contains("agree, object") { None } else { word.parse().ok() }
    })
}

/// Where the lines of one point end: at a blank line, a heading, or the next point.
fn points(text: &str) -> Vec<Point> {
    let mut out: Vec<(PointSeverity, String)> = Vec::new();
    let mut level: Option<PointSeverity> = None;
    let mut open = false;
    for raw in text.lines() {
        let l = raw.trim();
        if l.is_empty() {
            open = false;
            continue;
        }
        if let Some((severity, rest)) = leveled(l) {
            if is_heading(l, rest) {
                (level, open) = (Some(severity), false);
                continue;
            }
            out.push((severity, rest.to_owned()));
            open = true;
        } else if l.starts_with('#') {
            (level, open) = (None, false);
        } else if let (Some(severity), Some(item)) = (level, item(raw)) {
            if !nothing(item) {
                out.push((severity, item.to_owned()));
                open = true;
            }
        } else if let (true, Some((_, last))) = (open, out.last_mut()) {
            last.push(' ');
            last.push_str(l.trim_start_matches(['-', '*', '+', ' ']));
        }
    }
    out.into_iter().filter(|(_, t)| !t.contains("<what is wrong>")).map(|(s, t)| point(s, &t)).collect()
}

/// The severity with which a line begins, behind marks of a list or of emphasis, and what follows.
fn leveled(l: &str) -> Option<(PointSeverity, &str)> {
    let start = l.trim_start_matches(|c: char| !c.is_alphabetic());
    let end = start.find(|c: char| !c.is_alphabetic()).unwrap_or(start.len());
    let severity = start[..end].to_ascii_lowercase().parse().ok()?;
    let rest = &start[end..];
    // "High availability is stated" is a sentence, not a level.
    let marked = rest.is_empty()
        || rest.starts_with([':', ']', '*', ')', '|', '\u{2013}', '\u{2014}'])
        || rest.starts_with(" -")
        || rest.starts_with(" \u{2013}")
        || rest.starts_with(" \u{2014}")
        || l.starts_with('#');
    marked.then(|| (severity, rest.trim_start_matches([':', ']', '*', ')', '|', '-', '\u{2013}', '\u{2014}', ' '])))
}

fn is_heading(l: &str, rest: &str) -> bool {
    let word = rest.trim_matches(|c: char| !c.is_alphabetic()).to_ascii_lowercase();
    l.starts_with('#') || matches!(word.as_str(), "" | "issues" | "findings" | "severity" | "priority" | "points")
}

/// The text of an item of the outermost list.
fn item(raw: &str) -> Option<&str> {
    let indent = raw.len() - raw.trim_start().len();
    let l = raw.trim();
    let bullet = l.strip_prefix(['-', '*', '+', '\u{2022}']).filter(|r| r.starts_with(' '));
    let numbered = || {
        let digits = l.bytes().take_while(u8::is_ascii_digit).count();
        (digits > 0).then(|| l[digits..].strip_prefix(['.', ')'])).flatten()
    };
    (indent < 2).then(|| bullet.or_else(numbered)).flatten().map(str::trim)
}

fn nothing(text: &str) -> bool {
    let word = text.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    matches!(word.as_str(), "" | "none" | "none found" | "n/a" | "nothing")
}

fn point(severity: PointSeverity, text: &str) -> Point {
    let (rest, fix) = cut(text, &["suggested fix:", "recommended fix:", "recommendation:", "fix:"]);
    let (rest, impact) = cut(rest, &["impact:"]);
    // A fix that stands before the impact is cut off with it.
    let (impact, early) = if fix.is_empty() { cut(impact, &["fix:"]) } else { (impact, fix) };
    let (place, words) = placed(rest);
    let words = if words.trim().is_empty() { rest } else { words };
    Point {
        severity: Some(severity),
        place: line(&plain(place), LONGEST_PLACE),
        text: line(&plain(words), LONGEST),
        impact: line(&plain(impact), LONGEST),
        fix: line(&plain(early), LONGEST),
    }
}

/// A text before one of some labels, and what follows it.
fn cut<'a>(text: &'a str, labels: &[&str]) -> (&'a str, &'a str) {
    let low = text.to_ascii_lowercase();
    let found = labels.iter().filter_map(|l| low.find(l).map(|at| (at, at + l.len()))).min();
    found.map_or((text, ""), |(at, end)| (&text[..at], &text[end..]))
}

/// The place at the start of a point, and the rest: `file:12`, `file:12-14`, or a dotted path of the brief.
fn placed(text: &str) -> (&str, &str) {
    let text = text.trim();
    let end = text.find([' ', '\u{2013}', '\u{2014}']).unwrap_or(text.len());
    let word = text[..end].trim_end_matches([':', ',', ')', ']', '*']).trim_start_matches(['(', '[', '*']);
    let inner = word.trim_matches('`');
    let numbered = inner.rsplit_once(':').is_some_and(|(file, n)| {
        !file.is_empty() && n.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
    });
    let path = inner.contains('.')
        && !inner.ends_with('.')
        && inner.len() > 3
        && inner.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '[' | ']'));
    if !numbered && !path {
        return ("", text);
    }
    (inner, text[end..].trim_start_matches([' ', '-', ':', '\u{2013}', '\u{2014}']))
}

fn plain(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | ';' | '\u{2013}' | '\u{2014}'))
        .replace("**", "")
}

fn paragraphs(text: &str) -> Vec<Point> {
    text.split("\n\n")
        .map(|p| line(&plain(p), LONGEST))
        .filter(|p| {
            p.chars().filter(|c| c.is_alphabetic()).count() >= 12 && !p.to_ascii_lowercase().starts_with("verdict")
        })
        .take(MOST_PARAGRAPHS)
        .map(|text| Point { text, ..Point::default() })
        .collect()
}

/// The edits that keep a reply beside the findings: one `[[review_note]]`, its points neither accepted nor rejected. `name` and
/// `text` are the brief's, so that a line of it becomes a path.
pub fn notes(reply: &Reply, brief: &Brief, name: &str, text: &str) -> Vec<Edit> {
    let mut row = Table::new();
    let cli = if reply.cli.is_empty() { "another reviewer" } else { &reply.cli };
    row.insert("cli".into(), cli.into());
    if reply.role.parse::<crate::brief::ReviewNoteRole>().is_ok() {
        row.insert("role".into(), reply.role.as_str().into());
    }
    if !reply.continuation.is_empty() {
        row.insert("continuation".into(), reply.continuation.as_str().into());
    }
    if let Some(exit) = reply.exit.filter(|e| (-255..=255).contains(e)) {
        row.insert("exit".into(), exit.into());
    }
    row.insert("verdict".into(), reply.verdict.unwrap_or(ReviewNoteVerdict::Unsure).word().into());
    let points = reply.points.iter().map(|p| Value::Table(kept(p, brief, name, text))).collect();
    row.insert("points".into(), Value::Array(points));
    vec![Edit::append("review_note", Value::Table(row))]
}

fn kept(point: &Point, brief: &Brief, name: &str, text: &str) -> Table {
    let mut row = Table::new();
    row.insert("text".into(), if point.text.is_empty() { "(no text)" } else { &point.text }.into());
    if let Some(severity) = point.severity {
        row.insert("severity".into(), severity.word().into());
    }
    for (key, value) in [("place", &point.place), ("impact", &point.impact), ("fix", &point.fix)] {
        if !value.is_empty() {
            row.insert(key.into(), value.as_str().into());
        }
    }
    let path = match point.place.rsplit_once(':') {
        Some((file, n)) if file.rsplit(['/', '\\']).next() == Some(name) => {
            n.split('-').next().and_then(|n| n.parse().ok()).and_then(|n| path_at(text, n))
        }
        _ => Some(point.place.clone()),
    };
    if let Some(path) = path.filter(|p| !p.is_empty() && brief.has(p)) {
        row.insert("path".into(), path.into());
    }
    row
}

/// The path that stands at a line of a brief, counted from 1: the key there, else its table.
fn path_at(text: &str, line: usize) -> Option<String> {
    let mut table = String::new();
    let mut here = None;
    for l in text.lines().take(line) {
        let l = l.trim();
        here = None;
        if let Some(name) = l.strip_prefix('[').filter(|n| !n.starts_with('[')).and_then(|n| n.split(']').next()) {
            name.trim().clone_into(&mut table);
        } else if let Some((key, _)) = l.split_once('=').filter(|(k, _)| !k.contains(['#', '"', '{'])) {
            here = Some(format!("{table}.{}", key.trim()));
        }
    }
    here.or(Some(table)).map(|p| p.trim_matches('.').to_owned()).filter(|p| !p.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_a_severity_become_points_in_many_spellings() {
        let text = "\
Some words first.\n\
Critical: a.brief.toml:12 - two leaders can acknowledge. Impact: lost writes. Fix: fence the old one\n\
- **High** `src/pay.rs:40-44`: the key is made per attempt\n  Impact: charged twice\n  Fix: make it once per intent\n\
[Medium] dataset.orders.rpo \u{2013} not covered by the scheme\n\
\n### Low\n- phase names differ\n- None\n\n### Positives\n- clear goals\n\nHigh availability is stated well.\n";
        let got = parse(text).points;
        let short: Vec<(&str, &str)> =
            got.iter().map(|p| (p.severity.map_or("", |s| s.word()), p.place.as_str())).collect();
        assert_eq!(
            short,
            [
                ("critical", "a.brief.toml:12"),
                ("high", "src/pay.rs:40-44"),
                ("medium", "dataset.orders.rpo"),
                ("low", "")
            ],
            "{got:?}"
        );
        assert_eq!(
            (got[0].text.as_str(), got[0].impact.as_str(), got[0].fix.as_str()),
            ("two leaders can acknowledge.", "lost writes.", "fence the old one")
        );
        assert_eq!((got[1].impact.as_str(), got[1].fix.as_str()), ("charged twice", "make it once per intent"));
        assert_eq!(got[3].text, "phase names differ");
    }

    #[test]
    fn envelopes_are_opened_and_a_summary_counts_once() {
        let inner = "High: a:1 - x is wrong here\\n<SUMMARY>VERDICT: object\\nHigh: a:1 - x is wrong here</SUMMARY>";
        let envelope = format!(
            "{{\"status\":\"continuation_available\",\"content\":\"{inner}\",\"metadata\":{{\"cli_name\":\"codex\",\
             \"role\":\"codereviewer\",\"return_code\":0}},\"continuation_offer\":{{\"continuation_id\":\"c-1\"}}}}"
        );
        let reply = parse(&envelope);
        assert_eq!(reply.points.len(), 1, "{reply:?}");
        assert_eq!(
            (reply.cli.as_str(), reply.role.as_str(), reply.continuation.as_str()),
            ("codex", "codereviewer", "c-1")
        );
        assert_eq!((reply.exit, reply.verdict), (Some(0), Some(ReviewNoteVerdict::Object)));
        let parts = format!("[{{\"type\":\"text\",\"text\":{}}}]", serde_json::to_string(&envelope).unwrap());
        assert_eq!(parse(&parts).points, reply.points, "a message of parts");
        let plan = "{\"status\":\"planning_complete\",\"plan_summary\":\"Low: b:2 - y\"}";
        assert_eq!(parse(plan).points[0].place, "b:2");
    }

    #[test]
    fn a_reply_cut_to_its_summary_still_gives_points() {
        let reply = parse("<SUMMARY>\nVERDICT: unsure\nMedium: no metric for lag\n</SUMMARY>");
        assert_eq!(reply.verdict, Some(ReviewNoteVerdict::Unsure));
        assert_eq!(reply.points[0].text, "no metric for lag");
    }

    #[test]
    fn free_text_is_kept_and_an_error_is_no_review() {
        let reply = parse("The design looks sound to me overall.\n\nI would ask about the lease, though.");
        assert_eq!(reply.points.len(), 2);
        assert!(reply.points.iter().all(|p| p.severity.is_none()));
        let failed = parse("{\"status\":\"error\",\"content\":\"High: the command was not found\"}");
        assert_eq!(failed.error.as_deref(), Some("High: the command was not found"));
    }

    #[test]
    fn a_form_that_nobody_filled_in_says_nothing() {
        let form = "Critical: <a:LINE> - <what is wrong>. Impact: <what follows>.\n\n<SUMMARY>\nVERDICT: <agree, object or unsure>\n</SUMMARY>\n";
        let reply = parse(form);
        assert!(reply.points.is_empty() && reply.verdict.is_none(), "{reply:?}");
    }

    #[test]
    fn a_line_of_the_brief_is_a_path() {
        let text = "schema = 1\n[brief]\ntitle = \"A\"\n\n[dataset.a]\n# why\nrpo = \"0s\"\n";
        assert_eq!(path_at(text, 7).as_deref(), Some("dataset.a.rpo"));
        assert_eq!(path_at(text, 6).as_deref(), Some("dataset.a"));
        assert_eq!(path_at(text, 1).as_deref(), Some("schema"));
    }
}
