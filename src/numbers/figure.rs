//! A figure: one derived value with its unit, what it rests on, and how it is shown. Comparing two sets of figures is the
//! preview of a choice, what-if and diff alike.

use std::cmp::Ordering;
use std::fmt;

use super::fact::At;
use super::trace::Trace;
use crate::brief::units::show_number;
use crate::brief::{Rate, Size, Span};

/// A value with its unit.
#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    /// Milliseconds.
    Ms(f64),
    /// Per second.
    PerSecond(f64),
    /// A probability or share, 0..=1, shown in per cent.
    Share(f64),
    /// An availability, with its complement kept apart so that many nines stay exact.
    Availability { up: f64, down: f64 },
    /// A factor: "27x".
    Factor(f64),
    /// A plain number: a count, a count of losses.
    Count(f64),
    /// Bytes.
    Bytes(f64),
    /// Kilometres and the like never occur; a word such as "stable" or "yes".
    Word(&'static str),
    /// The formula does not answer here; why, in the user's words.
    Undefined(String),
}

impl Amount {
    /// The number behind it, for sorting, deltas and JSON. Availabilities give the fraction up.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Ms(x) | Self::PerSecond(x) | Self::Share(x) | Self::Factor(x) | Self::Count(x) | Self::Bytes(x) => {
                Some(*x)
            }
            Self::Availability { up, .. } => Some(*up),
            Self::Word(_) | Self::Undefined(_) => None,
        }
    }

    /// The unit in JSON and tables.
    pub fn unit(&self) -> &'static str {
        match self {
            Self::Ms(_) => "ms",
            Self::PerSecond(_) => "/s",
            Self::Share(_) | Self::Availability { .. } => "fraction",
            Self::Factor(_) => "factor",
            Self::Count(_) => "count",
            Self::Bytes(_) => "bytes",
            Self::Word(_) | Self::Undefined(_) => "",
        }
    }
}

/// An availability in per cent with as many digits as its nines ask for: 99.9993%, 99.9999997%.
pub fn show_availability(up: f64, down: f64) -> String {
    if down <= 0.0 {
        return "100%".to_owned();
    }
    if down >= 0.01 {
        return format!("{}%", show_number((up * 1e4).round() / 1e2));
    }
    // Digits of the complement up to its second significant one, counted in per cent; then count down from 100. One digit
    // would hide that unavailability doubled: 0.0015% and 0.0024% would both leave 99.998%.
    let decimals = (1 - (down * 100.0).log10().floor() as i32).clamp(2, 16);
    let scaled = (down * 100.0 * 10f64.powi(decimals)).round();
    let whole = 10f64.powi(decimals) * 100.0;
    if decimals <= 12 {
        let digits = decimals.unsigned_abs() as usize;
        let text = format!("{:.digits$}", (whole - scaled) / 10f64.powi(decimals));
        return format!("{}%", text.trim_end_matches('0').trim_end_matches('.'));
    }
    format!("1 - {}", show_short(down))
}

/// A number with three significant digits, plain where a reader can take it in.
pub fn show_short(x: f64) -> String {
    if x == 0.0 {
        return "0".to_owned();
    }
    let magnitude = x.abs().log10().floor() as i32;
    if (-4..6).contains(&magnitude) {
        let decimals = (2 - magnitude).clamp(0, 9) as usize;
        let text = format!("{x:.decimals$}");
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    } else {
        format!("{x:.2e}")
    }
}

/// Shares below this never happen in practice, and nobody reads their exponent.
const NEVER: f64 = 1e-15;

/// A share in per cent; one too small to matter says so.
fn show_share(x: f64) -> String {
    if x > 0.0 && x < NEVER { format!("<{:e}%", NEVER * 100.0) } else { format!("{}%", show_short(x * 100.0)) }
}

/// Below a nanosecond nobody waits, and nobody reads the exponent.
const AT_ONCE: f64 = 1e-6;

/// A length of time with three significant digits, in the unit a reader expects: below a millisecond always in microseconds.
pub fn show_ms(ms: f64) -> String {
    if ms > 0.0 && ms < AT_ONCE {
        return format!("<{}", show_ms(AT_ONCE));
    }
    let natural = Span::natural(ms);
    // What is rounded up to the next unit is shown in that.
    Span::natural(natural.with_number(significant(natural.number())).get()).to_string()
}

fn significant(x: f64) -> f64 {
    if x == 0.0 {
        return 0.0;
    }
    let factor = 10f64.powi(2 - x.abs().log10().floor() as i32);
    (x * factor).round() / factor
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ms(x) => f.write_str(&show_ms(*x)),
            Self::PerSecond(x) => write!(f, "{}", Rate::base(significant(*x))),
            Self::Share(x) => f.write_str(&show_share(*x)),
            Self::Availability { up, down } => f.write_str(&show_availability(*up, *down)),
            Self::Factor(x) => write!(f, "{}x", show_short(*x)),
            Self::Count(x) => f.write_str(&if (x.fract() == 0.0 || x.abs() >= 1000.0) && x.abs() < 1e15 {
                format!("{x:.0}")
            } else {
                show_short(*x)
            }),
            Self::Bytes(x) => {
                let natural = Size::natural(*x);
                write!(f, "{}", natural.with_number(significant(natural.number())))
            }
            Self::Word(word) => f.write_str(word),
            Self::Undefined(why) => f.write_str(why),
        }
    }
}

/// Which direction is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// Less is better.
    Lower,
    /// More is better.
    Higher,
    /// Neither: a fact.
    Neither,
}

/// One derived value.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The number it is: `D20`.
    pub id: &'static str,
    /// Which part of that number: `worst`, `read`; empty when there is one.
    pub part: &'static str,
    /// The entity it is about.
    pub at: At,
    /// What it is called beside its value.
    pub label: &'static str,
    /// The value.
    pub amount: Amount,
    /// Which direction is better.
    pub better: Better,
    /// What it has to reach, when the brief states that.
    pub target: Option<Amount>,
    /// What it rests on.
    pub trace: Trace,
    /// What is special about this value: the path that causes it, a limit it ran into.
    pub remark: Option<String>,
}

impl Figure {
    /// Its stable key: `D20/service.orders#worst`.
    pub fn key(&self) -> String {
        if self.part.is_empty() {
            format!("{}/{}", self.id, self.at)
        } else {
            format!("{}/{}#{}", self.id, self.at, self.part)
        }
    }

    /// Sets what it has to reach, when the brief states that.
    pub fn aim(&mut self, target: Option<Amount>) -> &mut Self {
        self.target = target;
        self
    }

    /// Adds a remark; several are joined. Where nobody is going to read what a figure rests on, nobody reads remarks.
    pub fn say(&mut self, remark: &str) -> &mut Self {
        self.tell(|| remark)
    }

    /// The same for a remark that takes some work.
    pub fn tell<T: Into<String>>(&mut self, remark: impl FnOnce() -> T) -> &mut Self {
        if !self.has_remarks() {
            return self;
        }
        let remark = remark().into();
        if !remark.is_empty() {
            match &mut self.remark {
                Some(before) => {
                    before.push_str("; ");
                    before.push_str(&remark);
                }
                None => self.remark = Some(remark),
            }
        }
        self
    }

    /// Whether remarks are kept.
    pub(super) fn has_remarks(&self) -> bool {
        self.trace.notes_facts()
    }

    /// Whether it rests on something nobody stated.
    pub fn assumed(&self) -> bool {
        self.trace.any_assumed()
    }

    /// Whether somebody stated at least one of its inputs.
    pub fn any_stated(&self) -> bool {
        self.trace.any_stated()
    }

    /// The value with a `~` in front when it rests on an assumption; why there is none stands as it is.
    pub fn shown(&self) -> String {
        let value = !matches!(self.amount, Amount::Undefined(_));
        if value && self.assumed() { format!("~{}", self.amount) } else { self.amount.to_string() }
    }

    /// How far from its target, as a share of the target: negative when the target is met.
    pub fn distance(&self) -> Option<f64> {
        let (value, target) = (self.amount.number()?, self.target.as_ref()?.number()?);
        match (self.better, &self.amount, self.target.as_ref()?) {
            // Nines are compared by what is lost, or everything would look within a hair of its target.
            (_, Amount::Availability { down, .. }, Amount::Availability { down: allowed, .. }) if *allowed > 0.0 => {
                Some(down / allowed - 1.0)
            }
            (Better::Higher, ..) if target != 0.0 => Some(1.0 - value / target),
            (..) if target != 0.0 => Some(value / target - 1.0),
            _ => None,
        }
    }
}

/// Misses first, then the nearest to its target; figures without one last.
pub fn by_distance(a: &Figure, b: &Figure) -> Ordering {
    match (a.distance(), b.distance()) {
        (Some(x), Some(y)) => y.total_cmp(&x),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// The order in which figures of one number ask for attention: by distance from the target, then those that could not be
/// computed, then the worse value first.
pub fn worst_first(a: &Figure, b: &Figure) -> Ordering {
    by_distance(a, b).then_with(|| match (a.amount.number(), b.amount.number(), a.better) {
        (Some(x), Some(y), Better::Lower) => y.total_cmp(&x),
        (Some(x), Some(y), Better::Higher) => x.total_cmp(&y),
        (Some(_), Some(_), Better::Neither) => Ordering::Equal,
        (x, y, _) => x.is_some().cmp(&y.is_some()),
    })
}

/// What happened to one figure between two briefs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change<'a> {
    /// Before, when it was there.
    pub before: Option<&'a Figure>,
    /// After, when it is there.
    pub after: Option<&'a Figure>,
    /// The latest of the two.
    latest: &'a Figure,
}

impl<'a> Change<'a> {
    /// The figure as it is after, or as it was when it is gone.
    pub fn figure(&self) -> &'a Figure {
        self.latest
    }

    /// Whether it became better, worse, or neither.
    pub fn improved(&self) -> Option<bool> {
        let (before, after) = (self.before?, self.after?);
        let (a, b) = match (&before.amount, &after.amount) {
            (Amount::Availability { down: a, .. }, Amount::Availability { down: b, .. }) => (-a, -b),
            (a, b) => (a.number()?, b.number()?),
        };
        match after.better {
            Better::Lower if a != b => Some(b < a),
            Better::Higher if a != b => Some(b > a),
            _ => None,
        }
    }
}

/// The figures that differ, in the order of the second set; those that went come last.
pub fn changes<'a>(before: &'a [Figure], after: &'a [Figure]) -> Vec<Change<'a>> {
    type Key<'a> = (&'static str, &'static str, &'a At);
    type By<'a> = std::collections::HashMap<Key<'a>, &'a Figure, foldhash::fast::RandomState>;
    let same = |(a, b): &(&Figure, &Figure)| a.id == b.id && a.part == b.part && a.at == b.at;
    let moved = |was: &'a [Figure], is: &'a [Figure]| {
        let moved = was.iter().zip(is).filter(|(a, b)| a.amount != b.amount);
        moved.map(|(a, b)| Change { before: Some(a), after: Some(b), latest: b })
    };
    // A change moves values and few figures come or go: where both sets run side by side nothing is searched.
    let head = before.iter().zip(after).take_while(same).count();
    let (old_head, before) = before.split_at(head);
    let (new_head, after) = after.split_at(head);
    let tail = before.iter().rev().zip(after.iter().rev()).take_while(same).count();
    let (before, old_tail) = before.split_at(before.len() - tail);
    let (after, new_tail) = after.split_at(after.len() - tail);
    let mut out: Vec<Change<'a>> = moved(old_head, new_head).collect();
    let by = |figures: &'a [Figure]| -> By<'a> { figures.iter().map(|f| ((f.id, f.part, &f.at), f)).collect() };
    let (old, new) = (by(before), by(after));
    for f in after {
        let was = old.get(&(f.id, f.part, &f.at)).copied();
        if was.is_none_or(|w| w.amount != f.amount) {
            out.push(Change { before: was, after: Some(f), latest: f });
        }
    }
    out.extend(moved(old_tail, new_tail));
    let gone = before.iter().filter(|f| !new.contains_key(&(f.id, f.part, &f.at)));
    out.extend(gone.map(|f| Change { before: Some(f), after: None, latest: f }));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nines_show_where_people_look() {
        let show = |down: f64| show_availability(1.0 - down, down);
        assert_eq!(show(6.74e-6), "99.99933%");
        assert_eq!(show(1.5e-5), "99.9985%");
        assert_eq!(show(3e-9), "99.9999997%");
        assert_eq!(show(1e-12), "99.9999999999%");
        assert_eq!(show(0.0005), "99.95%");
        assert_eq!(show(0.25), "75%");
        assert_eq!(show(0.0), "100%");
        assert_eq!(show(0.009_999_99), "99%");
    }

    #[test]
    fn amounts_read_well() {
        assert_eq!(Amount::Ms(2_592_000.0).to_string(), "43.2min");
        assert_eq!(Amount::Ms(0.5).to_string(), "500us");
        assert_eq!(Amount::Ms(0.00143).to_string(), "1.43us");
        assert_eq!(Amount::Ms(0.000_825).to_string(), "0.825us");
        assert_eq!(Amount::Ms(1e-12).to_string(), "<0.001us");
        assert_eq!((Amount::Ms(999.96).to_string(), Amount::Ms(0.0).to_string()), ("1s".into(), "0ms".into()));
        assert_eq!(Amount::Factor(27.0).to_string(), "27x");
        assert_eq!(Amount::Share(0.666_666).to_string(), "66.7%");
        // Three copies lose an object this seldom; what is rarer is not told apart.
        assert_eq!(Amount::Share(4.504e-11).to_string(), "4.50e-9%");
        assert_eq!(Amount::Share(1e-15).to_string(), "1.00e-13%");
        assert_eq!(Amount::Share(1e-171).to_string(), "<1e-13%");
        assert_eq!(Amount::Share(0.0).to_string(), "0%");
        assert_eq!(Amount::Count(-1.0).to_string(), "-1");
        assert_eq!(Amount::Bytes(17.28e9).to_string(), "17.3 GB");
    }
}
