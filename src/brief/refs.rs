//! Names that point at something: ids of entities, operations, zones, paths and finding keys. Existence is checked once
//! all entities are known; here only the form.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use super::Value;
use super::reader::{Node, Reader, describe};
use super::record::{Field, FieldValue, Ty};

pub use super::names::Id;

/// What a reference may name.
pub trait Target: Clone + fmt::Debug + PartialEq + 'static {
    /// The kinds of entity that fit, as [`check`](super::links) knows them.
    const KINDS: &'static [&'static str];
    /// How the name is written, when it is not a plain id.
    const FORM: Option<(&'static str, &'static str)> = None;
}

/// A reference to an entity of the kinds of `K`.
#[derive(Clone, PartialEq)]
pub struct Ref<K> {
    /// What is written.
    pub id: Id,
    kind: PhantomData<K>,
}

impl<K> Ref<K> {
    /// A reference to the entity of that name.
    pub fn new(id: &str) -> Self {
        Self { id: Id::from(id), kind: PhantomData }
    }
}

impl<K> fmt::Debug for Ref<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.id)
    }
}

impl<K> fmt::Display for Ref<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}

impl<K> Deref for Ref<K> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.id
    }
}

impl<K: Target> FieldValue for Ref<K> {
    fn ty() -> Ty {
        match K::FORM {
            Some((name, example)) => Ty::Form { name, example },
            None => Ty::Id(K::KINDS),
        }
    }
    fn read(node: &Node<'_>, _: &Field, reader: &mut Reader) -> Option<Self> {
        let Some(text) = node.get_ref().as_str().filter(|t| !t.is_empty()) else {
            reader.wrong(node.span(), describe(node), Self::ty().words(), None);
            return None;
        };
        reader.refer(node.span(), K::KINDS, text);
        Some(Self::new(text))
    }
    fn value(&self) -> Value {
        Value::String(self.id.to_string())
    }
}

macro_rules! targets {
    ($( $(#[doc = $doc:literal])* $Name:ident = [$($kind:literal),*] $(form $form:literal, $example:literal)? ; )+) => {
        $(
            $(#[doc = $doc])*
            #[derive(Debug, Clone, PartialEq)]
            pub enum $Name {}
            impl Target for $Name {
                const KINDS: &'static [&'static str] = &[$($kind),*];
                $( const FORM: Option<(&'static str, &'static str)> = Some(($form, $example)); )?
            }
        )+
    };
}

targets! {
    /// A workload.
    ToWorkload = ["workload"];
    /// An SLO.
    ToSlo = ["slo"];
    /// An assumed failure.
    ToFailure = ["failure"];
    /// A region.
    ToRegion = ["region"];
    /// A dataset.
    ToDataset = ["dataset"];
    /// A service.
    ToService = ["service"];
    /// A queue.
    ToQueue = ["queue"];
    /// A lock.
    ToLock = ["lock"];
    /// A metric.
    ToMetric = ["metric"];
    /// A rollout phase.
    ToPhase = ["phase"];
    /// A change.
    ToChange = ["change"];
    /// A service or a call: where a queue, cache or limiter sits.
    ToPlace = ["service", "call"];
    /// A dataset or a service.
    ToResource = ["dataset", "service"];
    /// A service, a dataset or a queue: who takes part in a transaction.
    ToParticipant = ["service", "dataset", "queue"];
    /// An operation of a dataset, written DATASET.OPERATION.
    ToOperation = ["operation"] form "an operation", "orders.place";
    /// An operation of the dataset in which the reference stands.
    ToOwnOperation = ["own operation"];
    /// A zone, written REGION/ZONE; `eu/*` is every zone of a region.
    ToZone = ["zone"] form "a zone", "eu/a";
    /// What a failure can strike: dataset.ID, service.ID or a zone.
    ToScope = ["scope"] form "a dataset, a service or a zone", "dataset.orders";
    /// What a metric watches, as KIND.ID.
    ToEntity = ["entity"] form "an entity", "dataset.orders";
    /// A field or a table of this file.
    ToPath = ["path"] form "a path", "dataset.orders.rpo";
    /// A finding, written RULE/ENTITY.
    ToFinding = ["finding"] form "a finding", "RTY-01/call.gateway-orders";
    /// A dataset, a service, or any text.
    ToAnything = [] form "a dataset, a service or a text", "orders";
    /// A quorum expression over named nodes.
    ToQuorum = ["quorum"] form "a quorum expression", "choose(2, [a, b, c])";
    /// The id of a step of the same transaction.
    ToStep = ["step"] form "a step of this transaction", "reserve";
    /// A percentile of a latency.
    ToPercentile = ["percentile"] form "a percentile", "p95";
}
