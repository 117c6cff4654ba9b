//! What a result rests on: traces gather facts while something is worked out, whole where somebody is going to read them, as
//! marks where they are only counted, as flags where only the outcome is wanted.

use std::sync::Arc;

use super::fact::{At, Input, Known, Origin, Show, Shown};
use super::mark::mark;
use crate::brief::units::{Dimension, Quantity};

/// Facts in the order of their use. Figures that rest on the same facts share one list, lists that were put together share
/// their facts, and no list is made for none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inputs(Option<Arc<Vec<Arc<Input>>>>);

/// The facts of a list.
type Iter<'a> = std::iter::Map<std::slice::Iter<'a, Arc<Input>>, fn(&'a Arc<Input>) -> &'a Input>;

impl Inputs {
    fn shared(&self) -> &[Arc<Input>] {
        self.0.as_ref().map_or(&[], |list| list.as_slice())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.shared().len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.shared().is_empty()
    }

    /// Each in turn.
    pub fn iter(&self) -> Iter<'_> {
        self.shared().iter().map(AsRef::as_ref)
    }

    /// Whether it is one list in two places.
    pub fn is(&self, other: &Self) -> bool {
        std::ptr::eq(self.shared(), other.shared())
    }

    fn contains(&self, input: &Arc<Input>) -> bool {
        self.shared().iter().any(|i| Arc::ptr_eq(i, input) || **i == **input)
    }

    /// Adds one; a list that others share is copied first.
    fn push(&mut self, input: Arc<Input>) {
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

impl From<Vec<Arc<Input>>> for Inputs {
    fn from(inputs: Vec<Arc<Input>>) -> Self {
        Self((!inputs.is_empty()).then(|| Arc::new(inputs)))
    }
}

impl<'a> IntoIterator for &'a Inputs {
    type Item = &'a Input;
    type IntoIter = Iter<'a>;
    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

/// How much is noted of the facts that a result rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Noting {
    /// Every fact.
    #[default]
    Facts,
    /// A mark for each: enough to count them.
    Marks,
    /// Whether any was stated or assumed.
    Flags,
}

/// What a result rests on, gathered while it is computed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trace {
    /// The facts used, where they are noted.
    pub inputs: Inputs,
    /// The fields that would be needed.
    pub missing: Vec<At>,
    /// The facts used, where marks of them are noted.
    marks: Vec<u64>,
    noting: Noting,
    /// Whether one of the facts that are not noted was stated.
    stated: bool,
    /// Whether one of those was assumed.
    assumed: bool,
}

impl Trace {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Nothing yet, and facts are not going to be looked at: for a rule of which only the outcome is wanted.
    pub fn quiet() -> Self {
        Self { noting: Noting::Flags, ..Self::default() }
    }

    /// Nothing yet, and facts are going to be counted and not looked at.
    pub fn lean() -> Self {
        Self { noting: Noting::Marks, ..Self::default() }
    }

    /// What rests on assumed values alone, of which nobody is going to ask which.
    pub fn guess() -> Self {
        Self { assumed: true, ..Self::quiet() }
    }

    /// Uses a fact: notes it and gives its value, or notes that it is missing.
    pub fn take<T: Show>(&mut self, known: Known<T>) -> Option<T> {
        match &known.value {
            None => self.lack(known.at, known.origin),
            Some(_) if self.noting != Noting::Facts => self.pass(&known.at, known.origin),
            Some(value) => self.hold(known.at, known.origin, value.shown()),
        }
        known.value
    }

    /// Uses a fact that nobody is going to look at.
    #[inline]
    fn pass(&mut self, at: &At, origin: Origin) {
        self.stated |= origin == Origin::Stated;
        self.assumed |= origin.assumed();
        if self.noting == Noting::Marks
            && let Some(mark) = mark(at, origin)
        {
            self.marks.push(mark);
        }
    }

    /// Notes an input, once.
    fn hold(&mut self, at: At, origin: Origin, shown: Shown) {
        let input = Arc::new(Input { at, origin, shown });
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
        if self.noting == Noting::Facts { self.hold(at, origin, shown) } else { self.pass(&at, origin) }
    }

    /// Uses a fact that this trace surely does not hold yet, so that nothing is searched: for long lists.
    pub fn take_once<T: Show>(&mut self, known: Known<T>) -> Option<T> {
        match known.value {
            Some(value) if self.noting == Noting::Facts => {
                self.inputs.push(Arc::new(Input { at: known.at, origin: known.origin, shown: value.shown() }));
                Some(value)
            }
            _ => self.take(known),
        }
    }

    /// Takes over what the copies of many datasets rest on, each fact once. Facts of a dataset stand in the trace of that
    /// dataset only, so just the few others are searched for.
    pub fn merge(&mut self, others: &[&Trace]) {
        if self.noting != Noting::Facts {
            for other in others {
                self.extend(other);
            }
            return;
        }
        let mut inputs: Vec<Arc<Input>> = Vec::with_capacity(self.inputs.len() + 8 * others.len());
        inputs.extend(self.inputs.shared().iter().cloned());
        let mut shared: Vec<&Arc<Input>> = Vec::new();
        for input in others.iter().flat_map(|t| t.inputs.shared()) {
            if input.at.kind != "dataset" {
                if shared.contains(&input) {
                    continue;
                }
                shared.push(input);
            }
            inputs.push(Arc::clone(input));
        }
        self.inputs = inputs.into();
        for missing in others.iter().flat_map(|t| &t.missing) {
            if !self.missing.contains(missing) {
                self.missing.push(missing.clone());
            }
        }
    }

    /// Takes over what surely stands in the other traces only, so that nothing is searched.
    pub fn append(&mut self, others: &[&Trace]) {
        if self.noting != Noting::Facts {
            for other in others {
                self.extend(other);
            }
            return;
        }
        let all = self.inputs.len() + others.iter().map(|t| t.inputs.len()).sum::<usize>();
        let mut inputs = Vec::with_capacity(all);
        inputs.extend(self.inputs.shared().iter().chain(others.iter().flat_map(|t| t.inputs.shared())).cloned());
        self.inputs = inputs.into();
        self.missing.extend(others.iter().flat_map(|t| &t.missing).cloned());
    }

    /// Takes over what another trace rests on. What the other one did not note is lost to this one, too.
    pub fn extend(&mut self, other: &Trace) {
        if self.noting == Noting::Facts
            && other.noting == Noting::Facts
            && self.inputs.is_empty()
            && self.missing.is_empty()
        {
            self.clone_from(other);
            return;
        }
        match self.noting {
            Noting::Facts => {
                for input in other.inputs.shared() {
                    if !self.inputs.contains(input) {
                        self.inputs.push(Arc::clone(input));
                    }
                }
                self.stated |= other.stated;
                self.assumed |= other.assumed;
            }
            Noting::Marks => {
                self.stated |= other.any_stated();
                self.assumed |= other.any_assumed();
                self.marks.extend_from_slice(&other.marks);
                self.marks.extend(other.inputs.iter().filter_map(|i| mark(&i.at, i.origin)));
            }
            // Where something was stated nobody asks what was assumed.
            Noting::Flags => {
                self.stated |= other.any_stated();
                self.assumed = self.assumed || !self.stated && other.any_assumed();
            }
        }
        for at in &other.missing {
            if !self.missing.contains(at) {
                self.missing.push(at.clone());
            }
        }
    }

    /// The marks of what it rests on, where it notes those: of a figure, what all figures of its number rest on together.
    pub fn marks(&self) -> &[u64] {
        &self.marks
    }

    /// Whether every fact is noted, for somebody to read.
    pub fn notes_facts(&self) -> bool {
        self.noting == Noting::Facts
    }

    /// The same for a figure whose marks are kept apart.
    pub(super) fn without_marks(&self) -> Self {
        Self { inputs: self.inputs.clone(), missing: self.missing.clone(), marks: Vec::new(), ..*self }
    }

    /// Holds these marks.
    pub(super) fn mark_all(&mut self, marks: Vec<u64>) {
        self.marks = marks;
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
    pub fn any_assumed(&self) -> bool {
        self.assumed || self.assumed().next().is_some()
    }

    /// Whether it rests on assumed values and on no stated one.
    pub fn only_assumed(&self) -> bool {
        !self.any_stated() && self.any_assumed()
    }
}
