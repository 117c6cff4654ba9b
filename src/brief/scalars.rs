//! Reading and writing the plain field types: text, numbers, dates, quantities, words, lists, alternatives.

use std::collections::BTreeMap;
use std::fmt;

use toml::de::DeValue;
use toml::value::Datetime;

use super::Value;
use super::reader::{Node, RawProblem, Reader, clip, describe, did_you_mean};
use super::record::{Field, FieldValue, Fields, Ty};
use super::units::{Dimension, Money, Quantity, split_number};

/// Reads one of some words, as its place among them; notes the nearest when it is none of them.
pub fn read_word(node: &Node<'_>, words: &'static [&'static str], reader: &mut Reader) -> Option<usize> {
    let text = node.get_ref().as_str();
    if let Some(place) = text.and_then(|t| words.iter().position(|w| *w == t)) {
        return Some(place);
    }
    let help = text.and_then(|t| did_you_mean(&t.to_lowercase(), words.iter().copied()));
    reader.wrong(node.span(), describe(node), Ty::Words(words).words(), help);
    None
}

fn wrong<T: FieldValue>(node: &Node<'_>, reader: &mut Reader) -> Option<T> {
    not(node, &T::ty(), reader);
    None
}

/// Notes that a node is not of a type.
fn not(node: &Node<'_>, ty: &Ty, reader: &mut Reader) {
    reader.wrong(node.span(), describe(node), ty.words(), None);
}

impl FieldValue for String {
    fn ty() -> Ty {
        Ty::Text
    }
    fn read(node: &Node<'_>, field: &Field, reader: &mut Reader) -> Option<Self> {
        let Some(text) = node.get_ref().as_str() else { return wrong::<Self>(node, reader) };
        let length = text.chars().count() as f64;
        if length < field.lo || length > field.hi {
            let expected = match (field.lo.max(0.0), field.hi) {
                (lo, hi) if hi.is_infinite() => format!("at least {lo} characters"),
                (lo, hi) => format!("{lo} to {hi} characters"),
            };
            reader.wrong(node.span(), format!("{length} characters"), expected, None);
            return None;
        }
        Some(text.to_owned())
    }
    fn value(&self) -> Value {
        Value::String(self.clone())
    }
}

impl FieldValue for bool {
    fn ty() -> Ty {
        Ty::Bool
    }
    fn read(node: &Node<'_>, _: &Field, reader: &mut Reader) -> Option<Self> {
        node.get_ref().as_bool().or_else(|| wrong::<Self>(node, reader))
    }
    fn value(&self) -> Value {
        Value::Boolean(*self)
    }
}

/// The number of a node, whether written as an integer or as a float.
fn number(node: &Node<'_>) -> Option<f64> {
    match node.get_ref() {
        DeValue::Integer(i) => i64::from_str_radix(i.as_str(), i.radix()).ok().map(|n| n as f64),
        DeValue::Float(x) => x.as_str().parse::<f64>().ok().filter(|x| x.is_finite()),
        _ => None,
    }
}

impl FieldValue for f64 {
    fn ty() -> Ty {
        Ty::Number
    }
    fn read(node: &Node<'_>, field: &Field, reader: &mut Reader) -> Option<Self> {
        let Some(x) = number(node) else { return wrong::<Self>(node, reader) };
        reader.in_range(node, field, x).then_some(x)
    }
    fn value(&self) -> Value {
        if self.fract() == 0.0 && self.abs() < 1e15 { Value::Integer(*self as i64) } else { Value::Float(*self) }
    }
}

impl FieldValue for i64 {
    fn ty() -> Ty {
        Ty::Int
    }
    fn read(node: &Node<'_>, field: &Field, reader: &mut Reader) -> Option<Self> {
        let DeValue::Integer(i) = node.get_ref() else { return wrong::<Self>(node, reader) };
        let Ok(n) = i64::from_str_radix(i.as_str(), i.radix()) else { return wrong::<Self>(node, reader) };
        reader.in_range(node, field, n as f64).then_some(n)
    }
    fn value(&self) -> Value {
        Value::Integer(*self)
    }
}

impl FieldValue for u64 {
    fn ty() -> Ty {
        Ty::Int
    }
    fn read(node: &Node<'_>, field: &Field, reader: &mut Reader) -> Option<Self> {
        let n = i64::read(node, field, reader)?;
        u64::try_from(n).ok().or_else(|| wrong::<Self>(node, reader))
    }
    fn value(&self) -> Value {
        Value::Integer(i64::try_from(*self).unwrap_or(i64::MAX))
    }
}

impl<D: Dimension> FieldValue for Quantity<D> {
    fn ty() -> Ty {
        let units = D::UNITS.iter().map(|u| u.suffix).collect();
        Ty::Quantity { name: D::NAME, example: D::EXAMPLE, units, bare: D::BARE }
    }
    fn read(node: &Node<'_>, field: &Field, reader: &mut Reader) -> Option<Self> {
        let parsed = match (node.get_ref(), number(node)) {
            (DeValue::String(text), _) => Self::parse(text),
            (_, Some(x)) if D::BARE => Ok(Self::base(x)),
            (_, Some(_)) => Self::parse(&describe(node).replace("the number ", "")),
            _ => Err(Self::ty().words()),
        };
        match parsed {
            Ok(q) => {
                // A share of 99.9 was meant in per cent.
                let share = q.get() / 100.0;
                let bare = D::BARE && !matches!(node.get_ref(), DeValue::String(text) if text.contains('%'));
                let meant = (bare && q.get() > 1.0 && share >= field.lo && share <= field.hi)
                    .then(|| format!("did you mean \"{}%\"?", super::units::show_number(q.get())));
                let told = if D::BARE { (100.0, "%") } else { (1.0, D::UNITS[0].suffix) };
                reader.in_range_or(node, field, q.get(), told, meant).then_some(q)
            }
            Err(expected) => {
                reader.wrong(node.span(), describe(node), expected, None);
                None
            }
        }
    }
    fn value(&self) -> Value {
        let text = self.to_string();
        match split_number(&text) {
            Some((x, "")) if D::BARE => Value::Float(x),
            _ => Value::String(text),
        }
    }
}

impl FieldValue for Money {
    fn ty() -> Ty {
        Ty::Form { name: "an amount of money", example: "0.02 USD/GB" }
    }
    fn read(node: &Node<'_>, _: &Field, reader: &mut Reader) -> Option<Self> {
        let parsed = node.get_ref().as_str().and_then(split_number);
        match parsed {
            Some((amount, rest)) if amount >= 0.0 && !rest.trim().is_empty() => {
                Some(Self { amount, per: rest.trim().to_owned() })
            }
            _ => wrong::<Self>(node, reader),
        }
    }
    fn value(&self) -> Value {
        Value::String(self.to_string())
    }
}

/// A calendar date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub toml::value::Date);

impl Date {
    /// Days since 1970-01-01, for differences between dates.
    pub fn days(self) -> i64 {
        let (y, m, d) = (i64::from(self.0.year), i64::from(self.0.month), i64::from(self.0.day));
        // Howard Hinnant's days_from_civil: exact in the proleptic Gregorian calendar.
        let y = if m <= 2 { y - 1 } else { y };
        let era = y.div_euclid(400);
        let yoe = y - era * 400;
        let doy = (153 * (m + if m > 2 { -3 } else { 9 }) + 2) / 5 + d - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        era * 146_097 + doe - 719_468
    }

    /// The date that many days after 1970-01-01.
    pub fn from_days(days: i64) -> Self {
        let z = days + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z - era * 146_097;
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i64::from(month <= 2);
        Self(toml::value::Date { year: year as u16, month: month as u8, day: day as u8 })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for Date {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        let date = s.parse::<Datetime>().ok().filter(|d| d.time.is_none()).and_then(|d| d.date);
        date.map(Date).ok_or_else(|| format!("\"{}\" is not a date such as 2026-11-24", clip(s)))
    }
}

impl FieldValue for Date {
    fn ty() -> Ty {
        Ty::Date
    }
    fn read(node: &Node<'_>, _: &Field, reader: &mut Reader) -> Option<Self> {
        match node.get_ref() {
            DeValue::Datetime(Datetime { date: Some(date), time: None, .. }) => Some(Self(*date)),
            _ => wrong::<Self>(node, reader),
        }
    }
    fn value(&self) -> Value {
        Value::Datetime(Datetime { date: Some(self.0), time: None, offset: None })
    }
}

impl FieldValue for Datetime {
    fn ty() -> Ty {
        Ty::DateTime
    }
    fn read(node: &Node<'_>, _: &Field, reader: &mut Reader) -> Option<Self> {
        match node.get_ref() {
            DeValue::Datetime(d) if d.date.is_some() && d.time.is_some() => Some(*d),
            _ => wrong::<Self>(node, reader),
        }
    }
    fn value(&self) -> Value {
        Value::Datetime(*self)
    }
}

impl<T: FieldValue> FieldValue for Vec<T> {
    fn ty() -> Ty {
        Ty::List(Box::new(T::ty()))
    }
    fn read(node: &Node<'_>, field: &Field, reader: &mut Reader) -> Option<Self> {
        let Some(array) = node.get_ref().as_array() else { return wrong::<Self>(node, reader) };
        let mut items = Vec::with_capacity(array.len());
        let mut whole = true;
        for (i, item) in array.iter().enumerate() {
            let keep = reader.enter(&format!("[{i}]"));
            match T::read(item, field, reader) {
                Some(value) => items.push(value),
                None => whole = false,
            }
            reader.leave(keep);
        }
        whole.then_some(items)
    }
    fn value(&self) -> Value {
        Value::Array(self.iter().map(FieldValue::value).collect())
    }
}

/// One of two types: the first that reads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Or<A, B> {
    /// The usual type.
    A(A),
    /// The other one, often a word such as "unbounded".
    B(B),
}

impl<A, B> Or<A, B> {
    /// The usual value, when it is one.
    pub fn value(&self) -> Option<&A> {
        match self {
            Or::A(a) => Some(a),
            Or::B(_) => None,
        }
    }
    /// The other value, when it is one.
    pub fn other(&self) -> Option<&B> {
        match self {
            Or::A(_) => None,
            Or::B(b) => Some(b),
        }
    }
}

impl<A: fmt::Display, B: fmt::Display> fmt::Display for Or<A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Or::A(a) => a.fmt(f),
            Or::B(b) => b.fmt(f),
        }
    }
}

impl<A: FieldValue, B: FieldValue> FieldValue for Or<A, B> {
    fn ty() -> Ty {
        Ty::Either(Box::new(A::ty()), Box::new(B::ty()))
    }
    fn read(node: &Node<'_>, field: &Field, reader: &mut Reader) -> Option<Self> {
        let mark = (reader.problems.len(), reader.references.len());
        if let Some(a) = A::read(node, field, reader) {
            return Some(Or::A(a));
        }
        let first: Vec<_> = reader.problems.drain(mark.0..).collect();
        reader.references.truncate(mark.1);
        if let Some(b) = B::read(node, field, reader) {
            return Some(Or::B(b));
        }
        reader.problems.truncate(mark.0);
        neither(node, first, (A::ty(), B::ty()), reader);
        None
    }
    fn value(&self) -> Value {
        match self {
            Or::A(a) => a.value(),
            Or::B(b) => b.value(),
        }
    }
    fn enter(&self) -> Option<&dyn Fields> {
        match self {
            Or::A(a) => a.enter(),
            Or::B(b) => b.enter(),
        }
    }
    fn enter_mut(&mut self) -> Option<&mut dyn Fields> {
        match self {
            Or::A(a) => a.enter_mut(),
            Or::B(b) => b.enter_mut(),
        }
    }
    fn empty() -> Option<Self> {
        A::empty().map(Or::A)
    }
}

/// Notes that a node is of neither of two types, with what the first said of it.
fn neither(node: &Node<'_>, first: Vec<RawProblem>, (a, b): (Ty, Ty), reader: &mut Reader) {
    // A value of the right kind but out of range deserves its own message; otherwise name both types.
    let out_of_range = first.len() == 1 && !first[0].problem.expected.contains("such as") && number(node).is_some();
    if out_of_range || node.get_ref().as_table().is_some() || node.get_ref().as_array().is_some() {
        reader.problems.extend(first);
        return;
    }
    let hint = first.first().map(|p| p.problem.expected.clone());
    let words = match (a, hint) {
        (Ty::Quantity { .. }, Some(hint)) => format!("{hint}, or {}", b.words()),
        (a, _) => Ty::Either(Box::new(a), Box::new(b)).words(),
    };
    reader.wrong(node.span(), describe(node), words, None);
}

/// A table from names to fractions; a `true` parameter says that the names are regions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shares<const REGIONS: bool>(pub BTreeMap<String, super::units::Fraction>);

impl<const REGIONS: bool> Shares<REGIONS> {
    /// The sum of all shares.
    pub fn total(&self) -> f64 {
        self.0.values().map(|f| f.get()).sum()
    }
}

impl<const REGIONS: bool> FieldValue for Shares<REGIONS> {
    fn ty() -> Ty {
        Ty::Shares(Box::new(super::units::Fraction::ty()))
    }
    fn read(node: &Node<'_>, field: &Field, reader: &mut Reader) -> Option<Self> {
        let Some(table) = node.get_ref().as_table() else { return wrong::<Self>(node, reader) };
        let mut out = BTreeMap::new();
        for (key, item) in table {
            let share = reader.within(key.get_ref(), |r| {
                if REGIONS {
                    r.refer(key.span(), &["region"], key.get_ref());
                }
                super::units::Fraction::read(item, field, r)
            });
            out.insert(key.get_ref().to_string(), share?);
        }
        Some(Self(out))
    }
    fn value(&self) -> Value {
        Value::Table(self.0.iter().map(|(k, v)| (k.clone(), v.value())).collect())
    }
}
