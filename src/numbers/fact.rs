//! A fact: a value that a formula uses, the field it comes from, and whether somebody stated it.

use std::fmt;

use crate::brief::units::{Dimension, Quantity, show_number};
use crate::brief::{Consistency, Date, Fraction, Id, Or, Rate, Size, Span};

/// The field of an entity, cheap to clone, printed only when somebody looks.
#[derive(Debug, Clone, Eq)]
pub struct At {
    /// The table: `dataset`, or `clock` for a singleton.
    pub kind: &'static str,
    /// The entity; empty for a singleton.
    pub id: Option<Id>,
    /// A nested entity: `operation` or `zone`, and its id.
    pub sub: Option<(&'static str, Id)>,
    /// The field, with a table in front where it is nested: `replication.w`. Empty for the entity itself.
    pub field: &'static str,
}

impl PartialEq for At {
    /// What differs most often is compared first: traces are searched with this.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
            && same(self.field, other.field)
            && same(self.kind, other.kind)
            && match (&self.sub, &other.sub) {
                (None, None) => true,
                (Some((kind, id)), Some((other_kind, other_id))) => id == other_id && same(kind, other_kind),
                _ => false,
            }
    }
}

/// Whether two words are the same; most are one literal, and its letters need not be read.
#[inline]
fn same(a: &'static str, b: &'static str) -> bool {
    std::ptr::eq(a, b) || a == b
}

impl std::hash::Hash for At {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        // Names are told apart by where they are kept; of the other parts their length is enough for a hash.
        let place = |id: Option<&Id>| id.map_or(0, Id::address);
        state.write_usize(place(self.id.as_ref()));
        state.write_usize(place(self.sub.as_ref().map(|(_, id)| id)) ^ (self.field.len() << 8) ^ self.kind.len());
    }
}

impl At {
    /// An entity.
    #[inline]
    pub fn entity(kind: &'static str, id: &Id) -> Self {
        Self { kind, id: Some(id.clone()), sub: None, field: "" }
    }

    /// A field of a singleton table.
    #[inline]
    pub fn single(kind: &'static str, field: &'static str) -> Self {
        Self { kind, id: None, sub: None, field }
    }

    /// A field of the same entity.
    #[must_use]
    #[inline]
    pub fn field(&self, field: &'static str) -> Self {
        Self { field, ..self.clone() }
    }

    /// A nested entity.
    #[must_use]
    pub fn sub(&self, kind: &'static str, id: &Id) -> Self {
        Self { sub: Some((kind, id.clone())), field: "", ..self.clone() }
    }
}

impl At {
    /// Whether it is written so.
    pub fn reads(&self, text: &str) -> bool {
        let part = |rest: &mut &str, word: &str| rest.strip_prefix(word).map(|r| *rest = r).is_some();
        let mut rest = text;
        let id = |rest: &mut &str, id: &Id| part(rest, ".") && part(rest, id);
        part(&mut rest, self.kind)
            && self.id.as_ref().is_none_or(|i| id(&mut rest, i))
            && self
                .sub
                .as_ref()
                .is_none_or(|(kind, i)| part(&mut rest, ".") && part(&mut rest, kind) && id(&mut rest, i))
            && (self.field.is_empty() || (part(&mut rest, ".") && part(&mut rest, self.field)))
            && rest.is_empty()
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind)?;
        if let Some(id) = &self.id {
            write!(f, ".{id}")?;
        }
        if let Some((kind, id)) = &self.sub {
            write!(f, ".{kind}.{id}")?;
        }
        if !self.field.is_empty() {
            write!(f, ".{}", self.field)?;
        }
        Ok(())
    }
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Somebody wrote it.
    Stated,
    /// Somebody was asked and is not sure: the default, with an open question.
    Unsure,
    /// Nobody said: the default.
    Assumed,
    /// Follows from other facts.
    Derived,
    /// Nothing is known and nothing can be assumed.
    Missing,
    /// Skipped as not applicable.
    NotApplicable,
}

impl Origin {
    /// Whether a value is there although nobody stated it.
    #[inline]
    pub fn assumed(self) -> bool {
        matches!(self, Self::Assumed | Self::Unsure)
    }

    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Unsure => "unsure",
            Self::Assumed => "assumed",
            Self::Derived => "derived",
            Self::Missing => "missing",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// A value as a reader sees it, formatted only when shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// Nothing.
    None,
    /// A plain number.
    Number(f64),
    /// A count.
    Count(u64),
    /// Milliseconds.
    Ms(f64),
    /// Per second.
    PerSecond(f64),
    /// 0..=1, shown in per cent.
    Share(f64),
    /// Bytes.
    Bytes(f64),
    /// A word of the file.
    Word(&'static str),
    /// Any text.
    Text(Box<str>),
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Number(x) => f.write_str(&show_number(*x)),
            Self::Count(n) => write!(f, "{n}"),
            Self::Ms(x) if *x == 0.0 => f.write_str("0s"),
            Self::Ms(x) => write!(f, "{}", rounded(Span::natural(*x))),
            // Rare events are counted by the year.
            Self::PerSecond(x) if *x > 0.0 && *x < 1e-4 => {
                write!(f, "{}/y", super::figure::show_short(*x * 31_536_000.0))
            }
            Self::PerSecond(x) => write!(f, "{}", rounded(Rate::base(*x))),
            Self::Share(x) => write!(f, "{}%", show_number(x * 100.0)),
            Self::Bytes(x) => write!(f, "{}", Size::natural(*x)),
            Self::Word(w) => f.write_str(w),
            Self::Text(t) => f.write_str(t),
        }
    }
}

/// The same quantity with six significant digits: what was worked out, not written, needs no more.
fn rounded<D: Dimension>(q: Quantity<D>) -> Quantity<D> {
    let x = q.number();
    if x == 0.0 {
        return q;
    }
    let factor = 10f64.powi(5 - x.abs().log10().floor() as i32);
    q.with_number((x * factor).round() / factor)
}

/// How a field type is shown in a trace.
pub trait Show {
    /// The value, unformatted.
    fn shown(&self) -> Shown;
}

macro_rules! show {
    ($($ty:ty => |$v:ident| $e:expr;)+) => { $( impl Show for $ty { fn shown(&self) -> Shown { let $v = self; $e } } )+ };
}
show! {
    bool => |b| Shown::Word(if *b { "yes" } else { "no" });
    u64 => |n| Shown::Count(*n);
    f64 => |x| Shown::Number(*x);
    String => |t| Shown::Text(t.as_str().into());
    Fraction => |x| Shown::Share(x.get());
    Consistency => |c| Shown::Text(c.to_string().into());
    Date => |d| Shown::Text(d.to_string().into());
    Id => |id| Shown::Text(id.as_ref().into());
}

impl Show for Span {
    fn shown(&self) -> Shown {
        Shown::Ms(self.get())
    }
}
impl Show for Rate {
    fn shown(&self) -> Shown {
        Shown::PerSecond(self.get())
    }
}
impl Show for Size {
    fn shown(&self) -> Shown {
        Shown::Bytes(self.get())
    }
}
impl Show for crate::brief::Drift {
    fn shown(&self) -> Shown {
        Shown::Text(self.to_string().into())
    }
}
impl Show for crate::brief::Bandwidth {
    fn shown(&self) -> Shown {
        Shown::Text(self.to_string().into())
    }
}
impl Show for crate::brief::Growth {
    fn shown(&self) -> Shown {
        Shown::Text(self.to_string().into())
    }
}
impl<A: Show, B: Show> Show for Or<A, B> {
    fn shown(&self) -> Shown {
        match self {
            Or::A(a) => a.shown(),
            Or::B(b) => b.shown(),
        }
    }
}
impl<T: Show> Show for Vec<T> {
    fn shown(&self) -> Shown {
        Shown::Text(self.iter().map(|v| v.shown().to_string()).collect::<Vec<_>>().join(", ").into())
    }
}
impl<K> Show for crate::brief::refs::Ref<K> {
    fn shown(&self) -> Shown {
        Shown::Text(self.id.as_ref().into())
    }
}

/// Implements [`Show`] for words of the file.
#[macro_export]
macro_rules! show_words {
    ($($ty:ty),+ $(,)?) => { $( impl $crate::numbers::fact::Show for $ty {
        fn shown(&self) -> $crate::numbers::fact::Shown { $crate::numbers::fact::Shown::Word(self.word()) }
    } )+ };
}

/// Base-unit values of quantities, so that formulas read plainly.
pub trait Base {
    /// The value in the base unit.
    fn base(&self) -> f64;
}
impl<D: Dimension> Base for Quantity<D> {
    fn base(&self) -> f64 {
        self.get()
    }
}

/// One thing that a figure or a finding rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// The field.
    pub at: At,
    /// Where its value comes from.
    pub origin: Origin,
    /// The value used.
    pub shown: Shown,
}

/// A value that may be known, with where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Known<T> {
    /// The value, when there is one.
    pub value: Option<T>,
    /// Where it comes from.
    pub at: At,
    /// How.
    pub origin: Origin,
}

impl<T> Known<T> {
    /// A value that follows from others.
    pub fn derived(value: T, at: At) -> Self {
        Self { value: Some(value), at, origin: Origin::Derived }
    }

    /// Whether somebody stated it.
    #[inline]
    pub fn stated(&self) -> bool {
        self.origin == Origin::Stated
    }

    /// Nobody stated it and it was not skipped as not applicable: what rules that look at absence ask.
    pub fn absent(&self) -> bool {
        !matches!(self.origin, Origin::Stated | Origin::NotApplicable)
    }

    /// Another value from the same place.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Known<U> {
        Known { value: self.value.map(f), at: self.at, origin: self.origin }
    }

    /// A default that depends on other fields, where none stands in the table.
    #[must_use]
    pub fn or_assume(mut self, default: Option<T>) -> Self {
        if self.value.is_none() && self.origin != Origin::NotApplicable && default.is_some() {
            self.value = default;
            if self.origin == Origin::Missing {
                self.origin = Origin::Assumed;
            }
        }
        self
    }
}
