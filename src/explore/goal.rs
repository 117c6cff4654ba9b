//! What has to come out: `no errors`, `warnings <= 3`, `no RTY-02`, `D22 <= 9x`, `writes available >= 99.99 %`. Read once
//! against the numbers of the brief as it stands, judged for every point.

use super::State;
use crate::brief::{Fraction, Rate, Size, Span, split_number};
use crate::findings::{RULES, Severity};
use crate::numbers::figure::show_availability;
use crate::numbers::{Amount, Figure, number};

/// A condition on what follows from a brief.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// As it was typed.
    pub text: String,
    on: On,
    op: Op,
    to: To,
}

#[derive(Debug, Clone, PartialEq)]
enum On {
    Count(Severity),
    Rule(&'static str),
    /// Figures: number, part (`None` = any), entity (`None` = any).
    Figures {
        id: &'static str,
        part: Option<&'static str>,
        at: Option<String>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Op {
    Most,
    Least,
    Less,
    More,
    Is,
}

/// The other side, in base units.
#[derive(Debug, Clone, PartialEq)]
enum To {
    Number(f64),
    Word(String),
}

/// How a goal stands at one point.
#[derive(Debug, Clone, PartialEq)]
pub struct Met {
    pub met: bool,
    /// The value that decides: the worst of the figures; empty where there is none.
    pub shown: String,
    /// By how much it is missed, as a share of what is asked; 0 where it is met.
    pub short: f64,
}

const OPS: [(&str, Op); 6] =
    [("<=", Op::Most), (">=", Op::Least), ("=<", Op::Most), ("<", Op::Less), (">", Op::More), ("=", Op::Is)];

/// Reads goals joined by `and`. `figures` are those of the brief as it stands.
pub fn read(figures: &[Figure], text: &str) -> Result<Vec<Goal>, String> {
    let parts: Vec<&str> = text.split(" and ").map(str::trim).filter(|p| !p.is_empty()).collect();
    if parts.is_empty() {
        return Err("the goal is empty; a goal reads like `no errors` or `D22 <= 9x`".into());
    }
    parts.into_iter().map(|part| one(figures, part)).collect()
}

fn one(figures: &[Figure], text: &str) -> Result<Goal, String> {
    let goal = |on, op, to| Ok(Goal { text: text.to_owned(), on, op, to });
    if let Some(what) = text.strip_prefix("no ").map(str::trim) {
        return match counted(what) {
            Some(on) => goal(on, Op::Most, To::Number(0.0)),
            None => Err(format!("`{text}`: expected `no errors`, `no warnings` or `no RULE` such as `no RTY-02`")),
        };
    }
    let Some((at, len, op)) = OPS
        .iter()
        .filter_map(|(sign, op)| text.find(sign).map(|at| (at, sign.len(), *op)))
        .min_by_key(|(at, len, _)| (*at, std::cmp::Reverse(*len)))
    else {
        return Err(format!("`{text}`: expected `no errors`, or a number compared with a value, as in `D22 <= 9x`"));
    };
    let (name, value) = (text[..at].trim(), text[at + len..].trim());
    if value.is_empty() {
        return Err(format!("`{text}`: there is no value to compare with"));
    }
    if let Some(on) = counted(name) {
        let n = value.parse::<f64>().map_err(|_| format!("`{text}`: `{value}` is not a count"))?;
        return goal(on, op, To::Number(n));
    }
    let on = named(figures, name)?;
    let example = figures.iter().find(|f| on.is(f));
    let to = match example.map(|f| &f.amount) {
        Some(amount) => target(amount, value).map_err(|why| format!("`{text}`: {why}"))?,
        None => return Err(format!("`{text}`: the brief has no such number yet; `dsbench derive` lists those it has")),
    };
    goal(on, op, to)
}

fn counted(what: &str) -> Option<On> {
    match what.to_lowercase().as_str() {
        "errors" | "error" => Some(On::Count(Severity::Error)),
        "warnings" | "warning" | "warn" => Some(On::Count(Severity::Warn)),
        "info" | "infos" => Some(On::Count(Severity::Info)),
        word => RULES.iter().find(|r| r.id.eq_ignore_ascii_case(word)).map(|r| On::Rule(r.id)),
    }
}

/// The numbers a name stands for: `D22`, `D22#worst`, `D22/service.x#worst`, or the words of a label.
fn named(figures: &[Figure], name: &str) -> Result<On, String> {
    let (rest, part) = name.split_once('#').map_or((name, None), |(rest, part)| (rest, Some(part)));
    let (id, at) = rest.split_once('/').map_or((rest, None), |(id, at)| (id, Some(at)));
    if let Some(record) = number(id.trim()) {
        let part = match part {
            None => None,
            Some(part) => match figures.iter().find(|f| f.id == record.id && f.part == part) {
                Some(f) => Some(f.part),
                None => {
                    return Err(format!("`{name}`: {} has no part `{part}`{}", record.id, parts(figures, record.id)));
                }
            },
        };
        let at = at.map(str::trim).filter(|a| !a.is_empty()).map(ToOwned::to_owned);
        if let Some(at) = &at
            && !figures.iter().any(|f| f.id == record.id && f.at.to_string() == *at)
        {
            let all: Vec<String> = figures.iter().filter(|f| f.id == record.id).map(|f| f.at.to_string()).collect();
            return Err(format!("`{name}`: {} is not about `{at}`{}", record.id, near(at, &all)));
        }
        return Ok(On::Figures { id: record.id, part, at });
    }
    // By words: those of the label, in any order; an entity may stand among them.
    let mut fits: Vec<&Figure> = figures.iter().filter(|f| worded(f, name)).collect();
    fits.dedup_by(|a, b| a.id == b.id && a.part == b.part);
    let mut kinds: Vec<(&'static str, &'static str)> = fits.iter().map(|f| (f.id, f.part)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    match kinds.as_slice() {
        [(id, part)] => {
            let all: Vec<&Figure> = figures.iter().filter(|f| f.id == *id && f.part == *part).collect();
            let named =
                all.iter().filter(|f| name.split_whitespace().any(|w| f.at.to_string().ends_with(&format!(".{w}"))));
            let at = named.map(|f| f.at.to_string()).next();
            Ok(On::Figures { id, part: Some(part), at })
        }
        [] => {
            let all: Vec<String> = figures.iter().map(|f| f.label.to_owned()).collect();
            Err(format!("`{name}` names no number of this brief{}", near(name, &all)))
        }
        many => {
            let list: Vec<String> = many.iter().take(6).map(|(id, part)| key(id, part)).collect();
            Err(format!("`{name}` could be {}; name one of them", list.join(", ")))
        }
    }
}

fn key(id: &str, part: &str) -> String {
    if part.is_empty() { id.to_owned() } else { format!("{id}#{part}") }
}

fn parts(figures: &[Figure], id: &str) -> String {
    let mut all: Vec<&str> = figures.iter().filter(|f| f.id == id && !f.part.is_empty()).map(|f| f.part).collect();
    all.sort_unstable();
    all.dedup();
    if all.is_empty() { String::new() } else { format!("; there are {}", all.join(", ")) }
}

fn near(name: &str, all: &[String]) -> String {
    let near = crate::brief::reader::nearest(name, all.iter().map(String::as_str));
    near.map_or_else(|| "; `dsbench derive` lists all".to_owned(), |n| format!("; did you mean `{n}`?"))
}

/// Whether every word of a name begins like a word of the figure's label, or is its entity.
fn worded(f: &Figure, name: &str) -> bool {
    let label = f.label.to_lowercase();
    let words: Vec<&str> = label.split(|c: char| !c.is_alphanumeric()).collect();
    let stem = |w: &str| w.chars().take(6).collect::<String>();
    let place = f.at.to_string();
    name.to_lowercase().split_whitespace().all(|word| {
        let mut parts = word.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty());
        place.ends_with(&format!(".{word}")) || parts.all(|p| words.iter().any(|l| l.starts_with(&stem(p))))
    })
}

/// A value in the unit of an amount.
fn target(amount: &Amount, value: &str) -> Result<To, String> {
    let number = |n: Result<f64, String>| n.map(To::Number).map_err(|why| format!("expected {why}"));
    match amount {
        Amount::Ms(_) => number(value.parse::<Span>().map(Span::get)),
        Amount::PerSecond(_) => number(value.parse::<Rate>().map(Rate::get)),
        Amount::Bytes(_) => number(value.parse::<Size>().map(Size::get)),
        Amount::Share(_) | Amount::Availability { .. } => number(value.parse::<Fraction>().map(Fraction::get)),
        Amount::Factor(_) | Amount::Count(_) => match split_number(value) {
            Some((x, "" | "x" | "%")) => Ok(To::Number(x)),
            _ => Err(format!("`{value}` is not a plain number")),
        },
        Amount::Word(_) | Amount::Undefined(_) => Ok(To::Word(value.to_owned())),
    }
}

impl On {
    fn is(&self, f: &Figure) -> bool {
        match self {
            On::Figures { id, part, at } => {
                f.id == *id && part.is_none_or(|p| f.part == p) && at.as_ref().is_none_or(|a| f.at.to_string() == *a)
            }
            _ => false,
        }
    }
}

impl Goal {
    /// How it stands. Of several figures all have to meet it; where the number does not exist it is not met.
    pub fn judge(&self, state: &State) -> Met {
        let counted = |n: usize| {
            let (met, short) = (self.op.holds(n as f64, self.number()), self.op.short(n as f64, self.number()));
            Met { met, shown: n.to_string(), short: if met { 0.0 } else { short / self.number().abs().max(1.0) } }
        };
        match &self.on {
            On::Count(severity) => counted(state.count(*severity)),
            On::Rule(id) => counted(state.report.open.iter().filter(|f| f.rule.id == *id).count()),
            On::Figures { .. } => {
                let mut all: Vec<(&Figure, bool, f64)> = state
                    .figures
                    .iter()
                    .filter(|f| self.on.is(f))
                    .map(|f| {
                        let (met, short) = self.of(&f.amount);
                        (f, met, short)
                    })
                    .collect();
                // The figure that is furthest from the goal speaks for all.
                all.sort_by(|a, b| b.2.total_cmp(&a.2));
                let shown = all.first().map(|(f, ..)| f.shown()).unwrap_or_default();
                let met = !all.is_empty() && all.iter().all(|(_, met, _)| *met);
                let scale = match (&self.to, all.first().map(|(f, ..)| &f.amount)) {
                    (To::Number(x), Some(Amount::Availability { .. })) => 1.0 - x,
                    (To::Number(x), _) => x.abs(),
                    (To::Word(_), _) => 1.0,
                };
                let short = all.first().map_or(1.0, |(.., short)| short / scale.max(f64::MIN_POSITIVE));
                Met { met, shown, short: if met { 0.0 } else { short.max(0.0) } }
            }
        }
    }

    fn number(&self) -> f64 {
        match &self.to {
            To::Number(x) => *x,
            To::Word(_) => f64::NAN,
        }
    }

    /// Whether an amount meets it, and how far it is from doing so.
    fn of(&self, amount: &Amount) -> (bool, f64) {
        match (&self.to, amount) {
            // Nines by what is lost, or rounding would decide.
            (To::Number(x), Amount::Availability { down, .. }) => {
                let op = match self.op {
                    Op::Most => Op::Least,
                    Op::Least => Op::Most,
                    Op::Less => Op::More,
                    Op::More => Op::Less,
                    Op::Is => Op::Is,
                };
                (op.holds(*down, 1.0 - x), op.short(*down, 1.0 - x))
            }
            (To::Number(x), other) => match other.number() {
                Some(value) => (self.op.holds(value, *x), self.op.short(value, *x)),
                None => (false, f64::INFINITY),
            },
            (To::Word(word), other) => (other.to_string() == *word, 0.0),
        }
    }

    /// Whether it is about this figure.
    pub fn about(&self, figure: &Figure) -> bool {
        self.on.is(figure)
    }

    /// What the column of its value is called.
    pub fn heading(&self) -> String {
        match &self.on {
            On::Count(severity) => severity.word().to_owned(),
            On::Rule(id) => (*id).to_owned(),
            On::Figures { id, part, .. } => key(id, part.unwrap_or_default()),
        }
    }

    /// The other side as it is compared: an availability reads with its nines.
    pub fn target(&self) -> String {
        match &self.to {
            To::Number(x) if *x > 0.5 && *x < 1.0 => show_availability(*x, 1.0 - x),
            To::Number(x) => crate::brief::units::show_number(*x),
            To::Word(word) => word.clone(),
        }
    }
}

impl Op {
    fn holds(self, a: f64, b: f64) -> bool {
        let slip = 1e-9 * b.abs().max(f64::MIN_POSITIVE);
        match self {
            Op::Most => a <= b + slip,
            Op::Least => a >= b - slip,
            Op::Less => a < b,
            Op::More => a > b,
            Op::Is => (a - b).abs() <= slip,
        }
    }

    /// How far a value is from holding, as a difference; below 0 with room to spare.
    fn short(self, a: f64, b: f64) -> f64 {
        match self {
            Op::Most | Op::Less => a - b,
            Op::Least | Op::More => b - a,
            Op::Is => (a - b).abs(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../tests/data/briefs/example.brief.toml");

    fn judged(text: &str) -> Result<Vec<(bool, String)>, String> {
        let state = State::of(&crate::brief::read(TEXT).unwrap(), None);
        let goals = read(&state.figures, text)?;
        Ok(goals.iter().map(|g| g.judge(&state)).map(|m| (m.met, m.shown)).collect())
    }

    #[test]
    fn counts_rules_and_numbers_are_goals() {
        let state = State::of(&crate::brief::read(TEXT).unwrap(), None);
        let errors = state.count(Severity::Error);
        assert_eq!(judged("no errors").unwrap(), [(errors == 0, errors.to_string())]);
        assert_eq!(
            judged("errors <= 99 and errors > 99").unwrap().iter().map(|m| m.0).collect::<Vec<_>>(),
            [true, false]
        );
        assert_eq!(judged("D22 <= 4x").unwrap().len(), 1);
        assert!(judged("D08/dataset.cart#write >= 99.99 %").unwrap()[0].0);
        assert!(!judged("D08/dataset.cart#write >= 99.99999999%").unwrap()[0].0);
    }

    #[test]
    fn a_label_in_words_names_its_number() {
        assert_eq!(judged("overlap R+W-N cart >= 1").unwrap(), judged("D10/dataset.cart#read-write >= 1").unwrap());
        let by_words = judged("write availability cart >= 99.99%").unwrap();
        assert_eq!(by_words, judged("D08/dataset.cart#write >= 99.99%").unwrap());
    }

    #[test]
    fn mistakes_say_what_would_be_right() {
        let wrong = |text: &str| judged(text).unwrap_err();
        assert!(wrong("no mistakes").contains("no RULE"));
        assert!(wrong("D22").contains("D22 <= 9x"));
        assert!(wrong("D22 <=").contains("no value"));
        assert!(
            wrong("D01/slo.checkout-success#time <= 3").contains("a duration"),
            "{}",
            wrong("D01/slo.checkout-success#time <= 3")
        );
        assert!(wrong("D22/service.nobody <= 3x").contains("not about"));
        assert!(wrong("colour <= 3").contains("names no number"));
        assert!(wrong("").contains("empty"));
    }
}
