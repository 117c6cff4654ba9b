//! What a value is read from: the parsed text with spans, the problems found on the way, and the references to check
//! once every entity is known. All problems are reported, not only the first.

use std::fmt;
use std::ops::Range;

use toml::de::DeValue;

use super::record::Field;

/// A parsed value with its place in the text.
pub type Node<'i> = toml::Spanned<DeValue<'i>>;

/// One thing that is wrong with a brief, for the person who wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// 1-based line, 0 when the value did not come from a text.
    pub line: usize,
    /// 1-based column, in characters.
    pub column: usize,
    /// The field, as a path; empty for syntax errors.
    pub path: String,
    /// What was found.
    pub found: String,
    /// What was expected instead.
    pub expected: String,
    /// The nearest right name, or what to do.
    pub help: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "{}:{}: ", self.line, self.column)?;
        }
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "found {}, expected {}", self.found, self.expected)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}

/// A problem with its byte span, before lines are counted.
#[derive(Debug, Clone)]
pub struct RawProblem {
    /// Where in the text.
    pub span: Range<usize>,
    /// The problem; line and column still 0.
    pub problem: Problem,
}

/// A reference met while reading: where, which kinds fit, what it says.
#[derive(Debug, Clone)]
pub struct Reference {
    /// Where in the text.
    pub span: Range<usize>,
    /// The field that holds it.
    pub path: String,
    /// The kinds of entity it may name.
    pub kinds: &'static [&'static str],
    /// What it names.
    pub target: String,
}

/// Collects while a text is read.
#[derive(Debug, Default)]
pub struct Reader {
    /// The path of the value being read.
    path: String,
    /// What went wrong so far.
    pub problems: Vec<RawProblem>,
    /// What has to exist.
    pub references: Vec<Reference>,
    /// Tables entered, to bound nesting and counts.
    pub entities: usize,
}

impl Reader {
    /// The path of the value being read.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Reads something one step deeper.
    pub fn within<T>(&mut self, key: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let keep = self.enter(key);
        let out = read(self);
        self.leave(keep);
        out
    }

    /// Goes one step deeper; what it returns leads back through [`leave`](Self::leave).
    pub fn enter(&mut self, key: &str) -> usize {
        let keep = self.path.len();
        if !self.path.is_empty() && !key.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(key);
        keep
    }

    /// Goes back to where [`enter`](Self::enter) was called.
    pub fn leave(&mut self, keep: usize) {
        self.path.truncate(keep);
    }

    /// Notes a problem at a node.
    pub fn wrong(
        &mut self,
        span: Range<usize>,
        found: impl Into<String>,
        expected: impl Into<String>,
        help: Option<String>,
    ) {
        let problem = Problem {
            line: 0,
            column: 0,
            path: self.path.clone(),
            found: found.into(),
            expected: expected.into(),
            help,
        };
        self.problems.push(RawProblem { span, problem });
    }

    /// Notes a reference to be checked at the end.
    pub fn refer(&mut self, span: Range<usize>, kinds: &'static [&'static str], target: &str) {
        let reference = Reference { span, path: self.path.clone(), kinds, target: target.to_owned() };
        self.references.push(reference);
    }

    /// Checks a number without a unit, written at a node, against the range of its field; says so and returns false when it
    /// is outside.
    pub fn in_range(&mut self, node: &Node<'_>, field: &Field, value: f64) -> bool {
        self.in_range_or(node, field, value, (1.0, ""), None)
    }

    /// The same for a number in its base unit, with how many of which unit the range is told in for one of that, and with
    /// what was probably meant.
    pub fn in_range_or(
        &mut self,
        node: &Node<'_>,
        field: &Field,
        value: f64,
        (times, unit): (f64, &str),
        meant: Option<String>,
    ) -> bool {
        if value >= field.lo && value <= field.hi {
            return true;
        }
        let range = range_text(times * field.lo, times * field.hi, unit);
        self.wrong(node.span(), describe(node), range, meant);
        false
    }
}

/// "1 to 10", "at least 0", in the base unit.
pub fn range_text(lo: f64, hi: f64, base: &str) -> String {
    let show = |x: f64| format!("{}{base}", super::units::show_number(x));
    match (lo.is_finite(), hi.is_finite()) {
        (true, true) => format!("{} to {}", show(lo), show(hi)),
        (true, false) => format!("at least {}", show(lo)),
        (false, true) => format!("at most {}", show(hi)),
        (false, false) => "any value".to_owned(),
    }
}

/// A node in the words of an error: its kind and its text.
pub fn describe(node: &Node<'_>) -> String {
    match node.get_ref() {
        DeValue::String(s) => format!("\"{}\"", clip(s)),
        DeValue::Integer(i) => format!("the number {}", clip(i.as_str())),
        DeValue::Float(x) => format!("the number {}", clip(x.as_str())),
        DeValue::Boolean(b) => b.to_string(),
        DeValue::Datetime(d) => format!("the date {d}"),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// At most 60 characters of a text, with control characters made visible.
pub fn clip(text: &str) -> String {
    let mut out: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().nth(60).is_some() {
        out.push_str("...");
    }
    out
}

/// The nearest of some names, when one is near enough to be meant.
pub fn nearest<'a>(name: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    among
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(score, _)| *score >= 0.78)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// The one candidate of which a name is a part between underscores: `raft` of `consensus_raft`.
fn part_of<'a>(name: &str, among: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut having = among.filter(|candidate| candidate.split('_').any(|part| part == name));
    having.next().filter(|_| having.next().is_none())
}

/// "did you mean `replicas`?", when something is near.
pub fn did_you_mean<'a>(name: &str, among: impl IntoIterator<Item = &'a str, IntoIter: Clone>) -> Option<String> {
    let among = among.into_iter();
    let found = nearest(name, among.clone()).or_else(|| part_of(name, among));
    found.map(|n| format!("did you mean `{n}`?"))
}
