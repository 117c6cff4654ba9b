//! The brief as formulas and rules see it: entities with their facts, the call graph, and who reaches whom. Built once per
//! recomputation, from scratch; there is no cache to be wrong.

use std::collections::{HashMap, HashSet};

use super::fact::{At, Origin};
#[allow(clippy::wildcard_imports)]
use super::facts::*;
use super::graph::CallGraph;
use super::memo::Memo;
use super::trace::Trace;
use crate::brief::{self, Brief, Id};

/// A brief with everything that lookups need.
#[derive(Debug)]
pub struct World<'a> {
    /// The decisions.
    pub brief: &'a Brief,
    /// Who calls whom, and what load reaches whom.
    pub graph: CallGraph,
    /// Fields set aside by an open question or a skip, by path.
    aside: HashMap<String, Origin>,
    /// Entities that have such a field, so that most lookups build no path.
    flagged: HashSet<String>,
    /// Whether one thread has to do, because somebody waits for the other one.
    pub alone: bool,
    /// Whether nobody is going to read what figures rest on.
    pub lean: bool,
    /// What several numbers need, computed when first asked for.
    pub(crate) memo: Memo,
}

static EMPTY_REPLICATION: std::sync::LazyLock<brief::Replication> = std::sync::LazyLock::new(Default::default);
static EMPTY_PARTITIONING: std::sync::LazyLock<brief::Partitioning> = std::sync::LazyLock::new(Default::default);
static EMPTY_CLOCK: std::sync::LazyLock<brief::Clock> = std::sync::LazyLock::new(Default::default);
static EMPTY_VALIDATION: std::sync::LazyLock<brief::Validation> = std::sync::LazyLock::new(Default::default);
static EMPTY_HEAD: std::sync::LazyLock<brief::Head> = std::sync::LazyLock::new(Default::default);
static EMPTY_TOPOLOGY: std::sync::LazyLock<brief::Topology> = std::sync::LazyLock::new(Default::default);

macro_rules! entities {
    ($( $all:ident, $one:ident, $View:ident, $field:ident, $kind:literal ; )+) => {
        impl<'a> World<'a> { $(
            #[doc = concat!("Every `", $kind, "`, in file order.")]
            pub fn $all(&'a self) -> impl Iterator<Item = $View<'a>> + 'a {
                self.brief.$field.iter().map(move |(id, raw)| $View { world: self, id, raw, at: At::entity($kind, id) })
            }
            #[doc = concat!("One `", $kind, "` by id.")]
            pub fn $one(&'a self, id: &str) -> Option<$View<'a>> {
                let (_, id, raw) = self.brief.$field.get_full(id)?;
                Some($View { world: self, id, raw, at: At::entity($kind, id) })
            }
        )+ }
    };
}

entities! {
    workloads, workload, WorkloadView, workload, "workload";
    slos, slo, SloView, slo, "slo";
    failures, failure, FailureView, failure, "failure";
    datasets, dataset, DatasetView, dataset, "dataset";
    services, service, ServiceView, service, "service";
    calls, call, CallView, call, "call";
    queues, queue, QueueView, queue, "queue";
    caches, cache, CacheView, cache, "cache";
    sheds, shed, ShedView, shed, "shed";
    limiters, limiter, LimiterView, limiter, "limiter";
    limits, limit, LimitView, limit, "limit";
    locks, lock, LockView, lock, "lock";
    transactions, transaction, TransactionView, transaction, "transaction";
    experiments, experiment, ExperimentView, experiment, "experiment";
    load_tests, load_test, LoadTestView, load_test, "load_test";
    metrics, metric, MetricView, metric, "metric";
    alerts, alert, AlertView, alert, "alert";
    phases, phase, PhaseView, phase, "phase";
    changes, change, ChangeView, change, "change";
    change_paths, change_path, ChangePathView, change_path, "change_path";
}

impl<'a> World<'a> {
    /// Reads a brief once.
    pub fn new(brief: &'a Brief) -> Self {
        let mut aside = HashMap::new();
        let mut flagged = HashSet::new();
        let mut add = |path: &str, origin: Origin| {
            let mut steps = path.splitn(3, '.');
            let (kind, id) = (steps.next().unwrap_or_default(), steps.next().unwrap_or_default());
            flagged.insert(format!("{kind}.{id}"));
            flagged.insert(kind.to_owned());
            aside.insert(path.to_owned(), origin);
        };
        for row in brief.open_question.iter() {
            if let Some(path) = &row.path {
                add(path, Origin::Unsure);
            }
        }
        for row in brief.skipped.iter() {
            if let Some(path) = &row.path {
                let later = row.reason != Some(brief::SkippedReason::NotApplicable);
                add(path, if later { Origin::Assumed } else { Origin::NotApplicable });
            }
        }
        Self { brief, graph: CallGraph::new(brief), aside, flagged, alone: false, lean: false, memo: Memo::default() }
    }

    /// A trace for a figure: it notes facts only where somebody is going to read them.
    pub fn trace(&self) -> Trace {
        if self.lean { Trace::lean() } else { Trace::new() }
    }

    /// A call by its number in the file.
    pub fn call_at(&'a self, number: usize) -> Option<CallView<'a>> {
        let (id, raw) = self.brief.call.get_index(number)?;
        Some(CallView { world: self, id, raw, at: At::entity("call", id) })
    }

    /// A service by its number in the file.
    pub fn service_at(&'a self, number: usize) -> Option<ServiceView<'a>> {
        let (id, raw) = self.brief.service.get_index(number)?;
        Some(ServiceView { world: self, id, raw, at: At::entity("service", id) })
    }

    /// Whether a field was set aside: unsure, or skipped (itself, or a table above it).
    pub fn set_aside(&self, at: &At) -> Option<Origin> {
        if self.aside.is_empty() || !self.flagged.contains(at.kind) {
            return None;
        }
        let entity = match &at.id {
            Some(id) => format!("{}.{id}", at.kind),
            None => format!("{}.{}", at.kind, at.field.split('.').next().unwrap_or_default()),
        };
        if !self.flagged.contains(&entity) {
            return None;
        }
        let mut path = at.to_string();
        loop {
            if let Some(origin) = self.aside.get(&path) {
                return Some(*origin);
            }
            path.truncate(path.rfind('.')?);
        }
    }

    /// The clock assumptions.
    pub fn clock(&'a self) -> ClockView<'a> {
        ClockView { world: self, raw: self.brief.clock.as_ref().unwrap_or(&EMPTY_CLOCK), at: At::single("clock", "") }
    }

    /// Tracing.
    pub fn validation(&'a self) -> ValidationView<'a> {
        ValidationView {
            world: self,
            raw: self.brief.validation.as_ref().unwrap_or(&EMPTY_VALIDATION),
            at: At::single("validation", ""),
        }
    }

    /// The head.
    pub fn head(&'a self) -> HeadView<'a> {
        HeadView { world: self, raw: self.brief.brief.as_ref().unwrap_or(&EMPTY_HEAD), at: At::single("brief", "") }
    }

    /// Zones and distances.
    pub fn topology(&'a self) -> TopologyView<'a> {
        TopologyView {
            world: self,
            raw: self.brief.topology.as_ref().unwrap_or(&EMPTY_TOPOLOGY),
            at: At::single("topology", ""),
        }
    }

    /// Every call that a service makes.
    pub fn calls_from(&'a self, service: &str) -> impl Iterator<Item = CallView<'a>> + use<'a> {
        self.calls_at(service, &self.graph.outgoing)
    }

    /// Every call to a service.
    pub fn calls_to(&'a self, service: &str) -> impl Iterator<Item = CallView<'a>> + use<'a> {
        self.calls_at(service, &self.graph.incoming)
    }

    fn calls_at(&'a self, service: &str, lists: &'a [Vec<usize>]) -> impl Iterator<Item = CallView<'a>> + use<'a> {
        let place = self.graph.index.get(service).copied();
        let numbers: &'a [usize] = place.map_or(&[], |p| lists[p].as_slice());
        numbers.iter().filter_map(|n| self.brief.call.get_index(*n)).map(|(id, raw)| CallView {
            world: self,
            id,
            raw,
            at: At::entity("call", id),
        })
    }

    /// The operation named DATASET.OPERATION.
    pub fn operation(&'a self, name: &str) -> Option<OperationView<'a>> {
        let (dataset, operation) = name.split_once('.')?;
        self.dataset(dataset)?.operation(operation)
    }
}

impl<'a> DatasetView<'a> {
    /// Its operations, in file order.
    pub fn operations(&self) -> impl Iterator<Item = OperationView<'a>> + use<'a> {
        let dataset = self.clone();
        self.raw.operation.iter().map(move |(id, raw)| OperationView {
            world: dataset.world,
            id,
            raw,
            at: dataset.at.sub("operation", id),
            dataset: dataset.clone(),
        })
    }

    /// One operation.
    pub fn operation(&self, id: &str) -> Option<OperationView<'a>> {
        let (_, id, raw) = self.raw.operation.get_full(id)?;
        Some(OperationView { world: self.world, id, raw, at: self.at.sub("operation", id), dataset: self.clone() })
    }

    /// How it is copied.
    pub fn replication(&self) -> ReplicationView<'a> {
        let raw = self.raw.replication.as_ref().unwrap_or(&EMPTY_REPLICATION);
        ReplicationView { world: self.world, id: self.id, raw, at: self.at.clone() }
    }

    /// How it is split.
    pub fn partitioning(&self) -> PartitioningView<'a> {
        let raw = self.raw.partitioning.as_ref().unwrap_or(&EMPTY_PARTITIONING);
        PartitioningView { world: self.world, id: self.id, raw, at: self.at.clone() }
    }
}

impl<'a> ReplicationView<'a> {
    /// The dataset it belongs to.
    pub fn dataset(&self) -> Option<DatasetView<'a>> {
        self.world.dataset(self.id)
    }
}

/// Names the entity of a finding key: `dataset.orders`.
pub fn entity(kind: &'static str, id: &Id) -> At {
    At::entity(kind, id)
}
