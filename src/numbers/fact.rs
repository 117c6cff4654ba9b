//! A fact: a value that a formula uses, the field it comes from, and whether somebody stated it. Traces collect facts, so
//! that a figure or a finding can say what it rests on.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

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

/// Facts in the order of their use. Figures that rest on the same facts share one list; no list is made for none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inputs(Option<Arc<Vec<Input>>>);

impl Inputs {
    /// Adds one; a list that others share is copied first.
    pub fn push(&mut self, input: Input) {
        let list = self.0.get_or_insert_with(|| Arc::new(Vec::with_capacity(3)));
        if let Some(own) = Arc::get_mut(list) {
            own.push(input);
        } else {
            let mut own = Vec::with_capacity(list.len() + 4);
            own.extend(list.iter().cloned());
            own.push(input);
            *list = Arc::new(own);
        }
    }
}

impl From<Vec<Input>> for Inputs {
    fn from(inputs: Vec<Input>) -> Self {
        Self((!inputs.is_empty()).then(|| Arc::new(inputs)))
    }
}

impl Deref for Inputs {
    type Target = [Input];
    #[inline]
    fn deref(&self) -> &[Input] {
        self.0.as_ref().map_or(&[], |list| list.as_slice())
    }
}

impl<'a> IntoIterator for &'a Inputs {
    type Item = &'a Input;
    type IntoIter = std::slice::Iter<'a, Input>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What a result rests on, gathered while it is computed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trace {
    /// The facts used.
    pub inputs: Inputs,
    /// The fields that would be needed.
    pub missing: Vec<At>,
    /// Nobody is going to look at the facts: they are used and not noted.
    quiet: bool,
    /// Whether one of those was stated.
    stated: bool,
    /// Whether one of those was assumed; known where none was stated.
    assumed: bool,
}

impl Trace {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Nothing yet, and facts are not going to be looked at: for a rule of which only the outcome is wanted.
    pub fn quiet() -> Self {
        Self { quiet: true, ..Self::default() }
    }

    /// What rests on assumed values alone, of which nobody is going to ask which.
    pub fn guess() -> Self {
        Self { quiet: true, assumed: true, ..Self::default() }
    }

    /// What rests on these facts.
    pub fn of(inputs: Vec<Input>) -> Self {
        Self { inputs: inputs.into(), ..Self::default() }
    }

    /// Uses a fact: notes it and gives its value, or notes that it is missing.
    pub fn take<T: Show>(&mut self, known: Known<T>) -> Option<T> {
        match &known.value {
            None => self.lack(known.at, known.origin),
            Some(_) if self.quiet => self.pass(known.origin),
            Some(value) => self.hold(known.at, known.origin, value.shown()),
        }
        known.value
    }

    /// Uses a fact that nobody is going to look at.
    #[inline]
    fn pass(&mut self, origin: Origin) {
        self.stated |= origin == Origin::Stated;
        self.assumed |= origin.assumed();
    }

    /// Notes an input, once.
    fn hold(&mut self, at: At, origin: Origin, shown: Shown) {
        let input = Input { at, origin, shown };
        if !self.inputs.contains(&input) {
            self.inputs.push(input);
        }
    }

    /// Notes that a fact is missing, once. A skipped field is a decision, not a gap.
    fn lack(&mut self, at: At, origin: Origin) {
        if origin != Origin::NotApplicable && !self.missing.contains(&at) {
            self.missing.push(at);
        }
    }

    /// Uses a quantity in its base unit.
    pub fn num<D: Dimension>(&mut self, known: Known<Quantity<D>>) -> Option<f64>
    where
        Quantity<D>: Show,
    {
        self.take(known).map(Quantity::get)
    }

    /// Notes a fact that is used without its value, such as the absence of something.
    pub fn note(&mut self, at: At, origin: Origin, shown: Shown) {
        if self.quiet {
            self.pass(origin);
            return;
        }
        self.hold(at, origin, shown);
    }

    /// Uses a fact that this trace surely does not hold yet, so that nothing is searched: for long lists.
    pub fn take_once<T: Show>(&mut self, known: Known<T>) -> Option<T> {
        match known.value {
            Some(value) if !self.quiet => {
                self.inputs.push(Input { at: known.at, origin: known.origin, shown: value.shown() });
                Some(value)
            }
            _ => self.take(known),
        }
    }

    /// Takes over what the copies of many datasets rest on, each fact once. Facts of a dataset stand in the trace of that
    /// dataset only, so just the few others are searched for.
    pub fn merge(&mut self, others: &[&Trace]) {
        if self.quiet {
            for other in others {
                self.extend(other);
            }
            return;
        }
        let mut inputs: Vec<Input> = Vec::with_capacity(self.inputs.len() + 8 * others.len());
        inputs.extend(self.inputs.iter().cloned());
        let mut shared: Vec<&Input> = Vec::new();
        for input in others.iter().flat_map(|t| &t.inputs) {
            if input.at.kind != "dataset" {
                if shared.contains(&input) {
                    continue;
                }
                shared.push(input);
            }
            inputs.push(input.clone());
        }
        self.inputs = inputs.into();
        for missing in others.iter().flat_map(|t| &t.missing) {
            if !self.missing.contains(missing) {
                self.missing.push(missing.clone());
            }
        }
    }

    /// Takes over what surely stands in the other trace only, so that nothing is searched.
    pub fn append(&mut self, other: &Trace) {
        if self.quiet {
            self.extend(other);
            return;
        }
        let both = self.inputs.len() + other.inputs.len();
        let mut inputs = Vec::with_capacity(both);
        inputs.extend(self.inputs.iter().chain(&other.inputs).cloned());
        self.inputs = inputs.into();
        self.missing.extend(other.missing.iter().cloned());
    }

    /// Takes over what another trace rests on.
    pub fn extend(&mut self, other: &Trace) {
        if self.quiet {
            self.stated |= other.any_stated();
            self.assumed = self.assumed || !self.stated && other.any_assumed();
        } else if self.inputs.is_empty() && self.missing.is_empty() {
            self.clone_from(other);
            return;
        }
        let inputs: &[Input] = if self.quiet { &[] } else { &other.inputs };
        for input in inputs {
            if !self.inputs.contains(input) {
                self.inputs.push(input.clone());
            }
        }
        for at in &other.missing {
            if !self.missing.contains(at) {
                self.missing.push(at.clone());
            }
        }
    }

    /// The inputs that nobody stated.
    pub fn assumed(&self) -> impl Iterator<Item = &Input> {
        self.inputs.iter().filter(|i| i.origin.assumed())
    }

    /// Whether at least one input was stated.
    pub fn any_stated(&self) -> bool {
        self.stated || self.inputs.iter().any(|i| i.origin == Origin::Stated)
    }

    /// Whether at least one input was assumed.
    fn any_assumed(&self) -> bool {
        self.assumed || self.assumed().next().is_some()
    }

    /// Whether it rests on assumed values and on no stated one.
    pub fn only_assumed(&self) -> bool {
        !self.any_stated() && self.any_assumed()
    }
}
