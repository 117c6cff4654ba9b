//! Facts: every field of the brief that a formula or a rule reads, resolved to the value used (stated, or the one
//! conservative default) with where it comes from. One default per field, and it is here or in the field table.

mod call;
mod context_calls;
mod context_data;
mod context_load;
mod dataset;
mod failure;
mod lock;
mod overload;
mod partitioning;
mod replication;
mod rollout;
mod service;
mod single;
mod transaction;
mod words;
mod workload;
mod zones;

pub use context_data::majority;
pub use zones::region_of;

use super::fact::{At, Known, Origin};
use super::world::World;
use crate::brief::Id;

mod prelude {
    #[allow(clippy::wildcard_imports)]
    pub use super::*;
    #[allow(clippy::wildcard_imports)]
    pub use crate::brief::model::*;
    pub use crate::brief::record::Record;
    #[allow(clippy::wildcard_imports)]
    pub use crate::brief::refs::*;
    pub use crate::brief::scalars::{Date, Or};
    pub use crate::brief::units::{Bandwidth, Drift, Fraction, Growth, Rate, Size, Span};
    pub use crate::facts;
}

/// Resolves one field.
pub(super) fn resolve<T>(
    world: &World<'_>,
    at: At,
    stated: Option<T>,
    default: impl FnOnce() -> Option<T>,
) -> Known<T> {
    if stated.is_some() {
        return Known { value: stated, at, origin: Origin::Stated };
    }
    let aside = world.set_aside(&at);
    let value = if aside == Some(Origin::NotApplicable) { None } else { default() };
    let origin = aside.unwrap_or(if value.is_some() { Origin::Assumed } else { Origin::Missing });
    Known { value, at, origin }
}

macro_rules! views {
    ($( $(#[doc = $doc:literal])* $View:ident of $Rec:ident ),+ $(,)?) => { $(
        $(#[doc = $doc])*
        #[derive(Debug, Clone)]
        pub struct $View<'a> {
            /// The brief it stands in.
            pub world: &'a World<'a>,
            /// Its id.
            pub id: &'a Id,
            /// What is written.
            pub raw: &'a crate::brief::$Rec,
            /// Where it stands.
            pub at: At,
        }
    )+ };
}

views! {
    /// A workload.
    WorkloadView of Workload,
    /// An SLO.
    SloView of Slo,
    /// An assumed failure.
    FailureView of Failure,
    /// A dataset.
    DatasetView of Dataset,
    /// The replication of a dataset; `id` is the dataset's.
    ReplicationView of Replication,
    /// The partitioning of a dataset; `id` is the dataset's.
    PartitioningView of Partitioning,
    /// A service.
    ServiceView of Service,
    /// A call.
    CallView of Call,
    /// A queue.
    QueueView of Queue,
    /// A cache.
    CacheView of Cache,
    /// A shedding policy.
    ShedView of Shed,
    /// A limiter.
    LimiterView of Limiter,
    /// A finite resource.
    LimitView of ResourceLimit,
    /// A lock.
    LockView of Lock,
    /// A transaction.
    TransactionView of Transaction,
    /// An experiment.
    ExperimentView of Experiment,
    /// A load test.
    LoadTestView of LoadTest,
    /// A metric.
    MetricView of Metric,
    /// An alert.
    AlertView of Alert,
    /// A phase.
    PhaseView of Phase,
    /// A change.
    ChangeView of Change,
    /// A change path.
    ChangePathView of ChangePath,
}

/// An operation of a dataset; `id` is the operation's.
#[derive(Debug, Clone)]
pub struct OperationView<'a> {
    /// The brief it stands in.
    pub world: &'a World<'a>,
    /// The dataset.
    pub dataset: DatasetView<'a>,
    /// Its id.
    pub id: &'a Id,
    /// What is written.
    pub raw: &'a crate::brief::Operation,
    /// Where it stands.
    pub at: At,
}

macro_rules! singles {
    ($( $(#[doc = $doc:literal])* $View:ident of $Rec:ident ),+ $(,)?) => { $(
        $(#[doc = $doc])*
        #[derive(Debug, Clone)]
        pub struct $View<'a> {
            /// The brief it stands in.
            pub world: &'a World<'a>,
            /// What is written.
            pub raw: &'a crate::brief::$Rec,
            /// Where it stands.
            pub at: At,
        }
    )+ };
}

singles! {
    /// What is assumed of clocks.
    ClockView of Clock,
    /// Tracing of the whole system.
    ValidationView of Validation,
    /// The head of the brief.
    HeadView of Head,
    /// Zones and distances.
    TopologyView of Topology,
}

/// Declares accessors: `name: Type = {field}` or `{table[Record].field}`, then the path below the entity.
#[macro_export]
macro_rules! facts {
    ($View:ident of $Rec:ident { $( $name:ident : $ty:ty = { $($path:tt)+ } $text:literal ; )* }) => {
        impl $View<'_> {
            $(
                #[doc = concat!("`", $text, "`: the value used and where it comes from.")]
                pub fn $name(&self) -> Known<$ty> {
                    $crate::facts!(@get self, $Rec, $text, $($path)+)
                }
            )*
        }
    };
    (@get $s:ident, $Rec:ident, $text:literal, $f:ident) => {
        resolve($s.world, $s.at.field($text), $s.raw.$f.clone(), || $Rec::defaults().$f.clone())
    };
    (@get $s:ident, $Rec:ident, $text:literal, $a:ident [$A:ident] . $f:ident) => {
        resolve($s.world, $s.at.field($text), $s.raw.$a.as_ref().and_then(|x| x.$f.clone()), || $A::defaults().$f.clone())
    };
    (@get $s:ident, $Rec:ident, $text:literal, $a:ident [$A:ident] . $b:ident [$B:ident] . $f:ident) => {
        resolve($s.world, $s.at.field($text), $s.raw.$a.as_ref().and_then(|x| x.$b.as_ref()).and_then(|x| x.$f.clone()), || $B::defaults().$f.clone())
    };
}
