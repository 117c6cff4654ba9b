//! Text to brief: everything that is wrong is reported at once, each with line, column, what was expected and the nearest
//! right name.

use toml::de::{DeTable, DeValue};

use super::path::{Path, Step};
use super::reader::{Node, Problem, RawProblem, Reader};
use super::record::read_record;
use super::{Brief, links, sums};

/// The version of the file format that this program writes.
pub const SCHEMA: u64 = 1;
/// The largest brief that is read, in bytes.
pub const MAX_BYTES: usize = 8 << 20;
/// The deepest nesting of tables and lists.
const MAX_DEPTH: usize = 24;
/// More problems than this help nobody.
const MAX_PROBLEMS: usize = 200;

/// Reads a brief. On failure: all problems, in the order of the text.
pub fn read(text: &str) -> Result<Brief, Vec<Problem>> {
    if text.len() > MAX_BYTES {
        return Err(vec![whole(
            "a file of more than 8 MiB",
            "at most 8 MiB",
            Some("split the system into several briefs"),
        )]);
    }
    if let Some(at) = too_deep(text) {
        return Err(located(text, vec![raw(at..at + 1, "brackets nested deeper than 24", "a flat table", None)]));
    }
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let shift = text.len() - body.len();
    let (root, errors) = DeTable::parse_recoverable(body);
    if !errors.is_empty() {
        let problems = errors
            .iter()
            .map(|e| {
                let span = e.span().unwrap_or(0..0);
                raw(span.start + shift..span.end + shift, e.message(), "valid TOML", None)
            })
            .collect();
        return Err(located(text, problems));
    }
    let node: Node<'_> = toml::Spanned::new(root.span(), DeValue::Table(root.into_inner()));
    if let Some(problem) = newer(&node) {
        return Err(located(body, vec![problem]));
    }
    let mut reader = Reader::default();
    let mut brief = Brief::default();
    read_record(&mut brief, &node, &mut reader);
    let mut problems = std::mem::take(&mut reader.problems);
    if brief.schema.is_none() && !problems.iter().any(|p| p.problem.path == "schema") {
        problems.push(raw(0..0, "no `schema`", "`schema = 1` above all tables", None));
    }
    for reference in &reader.references {
        if let Some((expected, help)) = links::dangling(&brief, reference) {
            let mut problem = raw(
                reference.span.clone(),
                &format!("\"{}\"", super::reader::clip(&reference.target)),
                &expected,
                help,
            );
            problem.problem.path.clone_from(&reference.path);
            problems.push(problem);
        }
    }
    for (path, found, expected) in sums::broken(&brief) {
        let mut problem = raw(span_of(&node, &path).unwrap_or(0..0), &found, &expected, None);
        problem.problem.path = path;
        problems.push(problem);
    }
    if problems.is_empty() { Ok(brief) } else { Err(located(body, problems)) }
}

/// A file of a later format is refused by name, not by a heap of unknown keys.
fn newer(node: &Node<'_>) -> Option<RawProblem> {
    let (_, schema) = node.get_ref().as_table()?.iter().find(|(k, _)| k.get_ref() == "schema")?;
    let DeValue::Integer(version) = schema.get_ref() else { return None };
    let version: u64 = version.as_str().parse().ok()?;
    (version > SCHEMA).then(|| {
        let found = format!("schema {version}");
        let help = Some("the file was written by a newer dsbench: update the program".to_owned());
        let mut problem = raw(schema.span(), &found, &format!("schema {SCHEMA} or older"), help);
        "schema".clone_into(&mut problem.problem.path);
        problem
    })
}

/// The byte at which brackets nest too deep, outside strings and comments; so that no file can exhaust the stack.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut in_string: Option<u8> = None;
    let mut in_comment = false;
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        let c = bytes[i];
        match (in_comment, in_string, c) {
            (true, _, b'\n') => in_comment = false,
            (true, ..) => {}
            (_, Some(b'"'), b'\\') => i += 1,
            (_, Some(q), c) if c == q || c == b'\n' => in_string = None,
            (_, None, b'"' | b'\'') => in_string = Some(c),
            (_, None, b'#') => in_comment = true,
            (_, None, b'[' | b'{') => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some(i);
                }
            }
            (_, None, b']' | b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        i += 1;
    }
    None
}

fn raw(span: std::ops::Range<usize>, found: &str, expected: &str, help: Option<String>) -> RawProblem {
    let problem = Problem {
        line: 0,
        column: 0,
        path: String::new(),
        found: found.to_owned(),
        expected: expected.to_owned(),
        help,
    };
    RawProblem { span, problem }
}

fn whole(found: &str, expected: &str, help: Option<&str>) -> Problem {
    Problem {
        line: 1,
        column: 1,
        path: String::new(),
        found: found.to_owned(),
        expected: expected.to_owned(),
        help: help.map(str::to_owned),
    }
}

/// Counts lines and columns once, over problems in text order.
fn located(text: &str, mut problems: Vec<RawProblem>) -> Vec<Problem> {
    problems.sort_by_key(|p| p.span.start);
    let total = problems.len();
    problems.truncate(MAX_PROBLEMS);
    let (mut line, mut line_start, mut at) = (1, 0, 0);
    let mut out: Vec<Problem> = problems
        .into_iter()
        .map(|raw| {
            let mut start = raw.span.start.min(text.len());
            while !text.is_char_boundary(start) {
                start -= 1;
            }
            for (i, c) in text[at..start].char_indices() {
                if c == '\n' {
                    line += 1;
                    line_start = at + i + 1;
                }
            }
            at = start;
            let column = text[line_start..start].chars().count() + 1;
            Problem { line, column, ..raw.problem }
        })
        .collect();
    if total > MAX_PROBLEMS
        && let Some(last) = out.last_mut()
    {
        last.help = Some(format!("and {} more problems", total - MAX_PROBLEMS));
    }
    out
}

/// Where a path stands in the text.
pub fn span_of(root: &Node<'_>, path: &str) -> Option<std::ops::Range<usize>> {
    let mut node = root;
    let mut span = None;
    for step in &Path::parse(path).ok()?.0 {
        match step {
            Step::Key(key) => {
                let (k, v) = node.get_ref().as_table()?.iter().find(|(k, _)| k.get_ref() == key)?;
                span = Some(k.span());
                node = v;
            }
            Step::Index(i) => {
                node = node.get_ref().as_array()?.get(*i)?;
                span = Some(node.span());
            }
        }
    }
    span
}

/// A text that is parsed once, to say at which line a path stands; for editors and annotations.
pub struct Lines<'t> {
    root: Node<'t>,
    /// Where each line begins.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Of a text; what cannot be parsed of it has no line.
    pub fn of(text: &'t str) -> Self {
        let (root, _) = DeTable::parse_recoverable(text);
        let root = toml::Spanned::new(root.span(), DeValue::Table(root.into_inner()));
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Self { root, starts }
    }

    /// The 1-based line at which a path stands, or its nearest table.
    pub fn line(&self, path: &str) -> Option<usize> {
        let mut steps = Path::parse(path).ok()?;
        while !steps.0.is_empty() {
            if let Some(span) = span_of(&self.root, &steps.to_string()) {
                return Some(self.starts.partition_point(|start| *start <= span.start));
            }
            steps.0.pop();
        }
        None
    }
}
