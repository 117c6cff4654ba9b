//! What an honest brief has to state: every field of need H of every entity that exists, where its condition holds. The
//! rule MET-02, the draft banner of the export and the header of the session count the same list.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::LazyLock;

#[allow(clippy::wildcard_imports)]
use crate::brief::model::*;
use crate::brief::record::{Field, Need, Record, Slot, Ty};
use crate::brief::{Brief, Id, Or};
use crate::numbers::{At, Origin, World};

/// A field that the brief needs, and whether it is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Required {
    /// The field.
    pub path: String,
    /// Stated, or skipped as not applicable.
    pub met: bool,
    /// What is usual there, with its source; empty when nothing is.
    pub usual: &'static str,
}

/// A required field as it is met on the walk: where it stands, without its path in letters.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// The field.
    pub at: At,
    /// Stated, or skipped as not applicable.
    pub met: bool,
    /// What is usual there.
    pub usual: &'static str,
}

/// Every required field of a brief, in the order of the format.
pub fn required(w: &World<'_>) -> Vec<Required> {
    let mut out = Vec::new();
    each(w, true, &mut |a| out.push(Required { path: a.at.to_string(), met: a.met, usual: a.usual }));
    out
}

/// Visits every required field of a brief, in the order of the format; with `all` those that are met as well.
pub(super) fn each(w: &World<'_>, all: bool, found: &mut dyn FnMut(Asked)) {
    for kind in ["goal", "workload", "slo", "failure", "dataset", "service"] {
        if !w.brief.has(kind) {
            let at = At::single(kind, "");
            let met = skipped(w, &at);
            if all || !met {
                found(Asked { at, met, usual: "" });
            }
        }
    }
    let mut walk = Walk { w, all, retried: OnceCell::new(), found };
    walk.record(&PLAN, &At::single("", ""), w.brief);
    let measured = w.brief.goal.values().any(|g| g.measure.is_some() && g.target.is_some());
    if !measured && let Some(id) = w.brief.goal.keys().next() {
        found(Asked { at: At::entity("goal", id).field("measure"), met: false, usual: "" });
    }
}

/// Whether every required field is met and nothing else keeps the brief from being honest.
pub fn state(w: &World<'_>, open_errors: usize) -> &'static str {
    let mut unmet = false;
    each(w, false, &mut |a| unmet |= !a.met);
    if unmet || open_errors > 0 {
        return "draft";
    }
    let approval = w.brief.brief.as_ref().and_then(|b| b.approval.as_ref());
    if approval.is_some_and(|a| a.by.is_some() && a.on.is_some()) { "approved" } else { "honest" }
}

fn skipped(w: &World<'_>, at: &At) -> bool {
    if w.brief.skipped.is_empty() {
        return false;
    }
    let path = at.to_string();
    w.brief.skipped.iter().any(|s| {
        s.reason == Some(SkippedReason::NotApplicable)
            && s.path.as_ref().is_some_and(|p| {
                path == p.id.as_ref() || path.strip_prefix(p.id.as_ref()).is_some_and(|rest| rest.starts_with('.'))
            })
    })
}

/// What of a record is asked for, worked out once from the field tables: most fields never are.
struct Node {
    /// The place of the field in its table.
    place: usize,
    field: &'static Field,
    /// The field below its entity: `replication.w`.
    path: &'static str,
    what: What,
}

enum What {
    /// A field that an honest brief states, on its own condition.
    Field,
    /// Entities, each with what is asked of it.
    Entities(Vec<Node>),
    /// A table: what is asked inside. Where it is not there, its main field stands for all of it if it has one.
    Table { inner: Vec<Node>, main: Option<(&'static str, &'static str)> },
}

static PLAN: LazyLock<Vec<Node>> = LazyLock::new(|| plan(Brief::fields(), "", 0));

/// Tables that are asked for field by field; others are one answer.
const TABLES: [&str; 6] = ["brief", "clock", "topology", "validation", "replication", "partitioning"];

/// `depth` counts the entities around a record: 0 for the file, 1 for a dataset, 2 for its operation.
fn plan(fields: &'static [Field], above: &str, depth: u8) -> Vec<Node> {
    let node = |(place, field): (usize, &'static Field)| {
        let path = if above.is_empty() { field.name.to_owned() } else { format!("{above}.{}", field.name) };
        let what = match (field.ty)() {
            Ty::Map(_) if field.name == "notes" => return None,
            Ty::Map(inner) => What::Entities(plan(inner, "", depth + 1)),
            // Overrides of one operation are optional.
            Ty::Record(_) if depth > 1 && TABLES.contains(&field.name) => return None,
            Ty::Record(inner) if TABLES.contains(&field.name) => {
                let main = match field.name {
                    "replication" => Some("scheme"),
                    "partitioning" => Some("shards"),
                    _ => None,
                };
                let usual = |main: &str| inner.iter().find(|f| f.name == main).map_or("", |f| f.suggested);
                let main = main.map(|m| (Id::from(format!("{path}.{m}")).text(), usual(m)));
                // A table of the file is an entity itself.
                What::Table { inner: plan(inner, if depth == 0 { "" } else { &path }, depth.max(1)), main }
            }
            _ if field.need == Need::H && field.name != "schema" && field.name != "notes" => What::Field,
            _ => return None,
        };
        if matches!(&what, What::Entities(inner) if inner.is_empty()) {
            return None;
        }
        Some(Node { place, field, path: Id::from(path).text(), what })
    };
    fields.iter().enumerate().filter_map(node).collect()
}

struct Walk<'a, 'w, 'f> {
    w: &'a World<'w>,
    /// Fields that are met are wanted as well.
    all: bool,
    /// The operations that retried calls carry, once one asks.
    retried: OnceCell<HashSet<(usize, usize)>>,
    found: &'f mut dyn FnMut(Asked),
}

impl Walk<'_, '_, '_> {
    /// `entity` is what the record belongs to; nothing has a kind at the top of the file.
    fn record(&mut self, nodes: &'static [Node], entity: &At, slot: &dyn Slot) {
        for node in nodes {
            let Some(child) = slot.at(node.place) else { continue };
            match &node.what {
                What::Entities(inner) => {
                    for (id, one) in child.entities() {
                        let at = match &entity.id {
                            None => At::entity(node.field.name, id),
                            Some(_) => entity.sub(node.field.name, id),
                        };
                        self.record(inner, &at, one);
                    }
                }
                What::Table { inner, main } => {
                    let inside = if entity.kind.is_empty() { At::single(node.field.name, "") } else { entity.clone() };
                    match main {
                        _ if child.is_set() => self.record(inner, &inside, child),
                        // Its own main field stands for a table that is not there.
                        Some((path, usual)) => {
                            if self.needed(entity, node) {
                                let met = skipped(self.w, &entity.field(node.path));
                                if self.all || !met {
                                    (self.found)(Asked { at: entity.field(path), met, usual });
                                }
                            }
                        }
                        None => inner.iter().for_each(|n| self.field(&inside, n, false)),
                    }
                }
                What::Field => self.field(entity, node, child.is_set()),
            }
        }
    }

    fn field(&mut self, entity: &At, node: &'static Node, set: bool) {
        if (set && !self.all) || !self.needed(entity, node) {
            return;
        }
        let at = if entity.kind.is_empty() { At::single(node.path, "") } else { entity.field(node.path) };
        let met = set || skipped(self.w, &at);
        if self.all || !met {
            (self.found)(Asked { at, met, usual: node.field.suggested });
        }
    }

    /// Whether the condition under which a field is needed holds. Conditions that only a person can know (such as "if a driver
    /// retries") and inputs of single rules ("for capacity rules") do not make a field required.
    fn needed(&self, entity: &At, node: &Node) -> bool {
        let (w, field) = (self.w, node.field);
        if field.when.is_empty() {
            return true;
        }
        let id: &str = entity.id.as_deref().unwrap_or_default();
        let many_regions = w.brief.region.len() > 1;
        match (entity.kind, field.name) {
            ("call", name) => w.call(id).is_some_and(|c| match name {
                "retry_budget" => c.attempts().value.is_some_and(|a| a > 1),
                "idempotency" => {
                    c.attempts().value.is_some_and(|a| a > 1)
                        && c.carried().iter().any(crate::numbers::facts::OperationView::writes)
                }
                "queue" => c.raw.r#async == Some(true),
                _ => false,
            }),
            ("slo", _) => w.slo(id).is_some_and(|s| s.raw.sli == Some(Sli::Latency)),
            ("clock", "max_pause") => leases(w),
            ("clock", "skew_bound") => {
                leases(w)
                    || w.datasets().any(|d| clocked(d.replication().version_source().value, d.raw.conflict_policy))
            }
            ("region", _) => many_regions && w.brief.topology.as_ref().is_none_or(|t| t.rtt.is_none()),
            ("topology", "rtt") => many_regions && w.brief.region.values().any(|r| r.lat.is_none() || r.lon.is_none()),
            ("dataset", "idempotent") => self.repeats(entity),
            ("dataset", name) => w.dataset(id).is_some_and(|d| dataset(w, &d, node.path, name)),
            ("service", "placement") => {
                w.tolerates(FailureMode::ZoneLoss, entity) || w.tolerates(FailureMode::RegionLoss, entity)
            }
            ("service", "availability") => w.calls_to(id).any(|c| c.raw.critical != Some(false)),
            ("service", "local_copy") => w
                .service(id)
                .is_some_and(|s| !matches!(s.raw.role, None | Some(ServiceRole::Request | ServiceRole::Client))),
            ("queue", _) => w.queue(id).is_some_and(|q| q.delivery().value == Some(Delivery::AtLeastOnce)),
            ("cache", _) => true,
            ("shed", _) => matches!(w.head().criticality().value, Some(Tier::Tier0 | Tier::Tier1)),
            ("lock", _) => w.lock(id).is_some_and(|l| l.purpose().value == Some(LockPurpose::Correctness)),
            ("transaction", "steps") => matches!(
                w.transaction(id).and_then(|t| t.raw.protocol),
                Some(TxnProtocol::SagaOrchestrated | TxnProtocol::SagaChoreo | TxnProtocol::Tcc)
            ),
            ("alert", "runbook") => w.alert(id).is_some_and(|a| a.raw.severity == Some(AlertSeverity::Page)),
            ("change", _) => {
                w.change(id).is_some_and(|c| c.touches().value.is_some_and(|t| t.contains(&Touches::Quorum)))
            }
            ("experiment" | "metric", _) => field.name == "failure",
            _ => false,
        }
    }

    /// Whether an operation writes and a retried call carries it.
    fn repeats(&self, operation: &At) -> bool {
        let (Some(dataset), Some((_, id))) = (&operation.id, &operation.sub) else { return false };
        let written = self.w.dataset(dataset).and_then(|d| d.operation(id)).is_some_and(|o| o.writes());
        written && self.retried.get_or_init(|| retried(self.w)).contains(&(dataset.address(), id.address()))
    }
}

/// The operations that retried calls carry: stated, else those of the datasets of the callee.
fn retried(w: &World<'_>) -> HashSet<(usize, usize)> {
    let mut found = HashSet::new();
    let mut callees = vec![false; w.graph.services.len()];
    for c in w.calls().filter(|c| c.attempts().value.is_some_and(|a| a > 1)) {
        match &c.raw.operations {
            Some(named) => {
                let all = named.iter().filter_map(|o| w.operation(o));
                found.extend(all.map(|o| (o.dataset.id.address(), o.id.address())));
            }
            None if w.set_aside(&c.at.field("operations")) == Some(Origin::NotApplicable) => {}
            None => {
                if let Some(place) = c.raw.to.as_ref().and_then(|to| w.graph.index.get(&to.id)) {
                    callees[*place] = true;
                }
            }
        }
    }
    for (service, _) in w.brief.service.values().zip(callees).filter(|(_, carried)| *carried) {
        for d in service.datasets.iter().flatten().filter_map(|d| w.dataset(d)) {
            found.extend(d.operations().map(|o| (d.id.address(), o.id.address())));
        }
    }
    found
}

fn leases(w: &World<'_>) -> bool {
    !w.brief.lock.is_empty() || w.datasets().any(|d| d.replication().read_path().value == Some(ReadPath::LeaderLease))
}

fn clocked(source: Option<VersionSource>, policy: Option<ConflictPolicy>) -> bool {
    policy == Some(ConflictPolicy::Lww)
        || matches!(
            source,
            Some(
                VersionSource::ClientClock
                    | VersionSource::ServerClock
                    | VersionSource::Hlc
                    | VersionSource::Tso
                    | VersionSource::Truetime
            )
        )
}

fn dataset(w: &World<'_>, d: &crate::numbers::facts::DatasetView<'_>, path: &str, name: &str) -> bool {
    let r = d.replication();
    let scheme = r.scheme();
    let known = scheme.origin == Origin::Stated;
    let s = scheme.value.unwrap_or(Scheme::ConsensusRaft);
    let leaderless = s == Scheme::LeaderlessQuorum;
    let ap = d.raw.cap_on_partition == Some(CapStance::Ap);
    let replicated = path.starts_with("replication.");
    match name {
        "staleness_bound" => d.operations().any(|o| {
            matches!(o.consistency().value, Some(Consistency::Session(_) | Consistency::Bounded(_)))
                || o.consistency().value.is_some_and(|c| c.is(Level::Eventual))
        }),
        "reconcile" | "concurrent_writers" => ap,
        "conflict_policy" => d.concurrent_writers().value == Some(ConcurrentWriters::Many),
        "backup" => d.system_of_record().value == Some(true),
        "partitioning" => false,
        "scheme" => d.partitioning().shards().value.is_some_and(|n| n > 1),
        _ if !replicated || !known => false,
        "voters" => s.is_consensus(),
        "n" => !s.is_consensus() && s != Scheme::None,
        "r" | "w" => leaderless && d.replication().raw.quorum.is_none(),
        "sloppy_quorum" | "read_repair" => leaderless,
        "quorum_scope" => leaderless && w.brief.region.len() > 1,
        "failover" => s.is_single_leader(),
        "version_source" => s.is_multi_writer() && s != Scheme::Crdt,
        "k" | "sync_degrade" => s == Scheme::SingleLeaderSemisync,
        "in_sync" => matches!(s, Scheme::SingleLeaderSemisync | Scheme::SingleLeaderSyncall),
        "acks" => {
            d.raw.replication.as_ref().and_then(|r| r.in_sync.as_ref()).and_then(|i| i.set) == Some(InSyncSet::Dynamic)
        }
        "session_token" => r.read_path().value == Some(ReadPath::FollowerSession),
        "async_lag" => {
            s == Scheme::SingleLeaderAsync || matches!(s, Scheme::MultiLeaderLww | Scheme::MultiLeaderVc | Scheme::Crdt)
        }
        "rejoin" => s.is_consensus() || leaderless,
        "custom_reason" => matches!(s, Scheme::Custom | Scheme::ConsensusCustom),
        _ => false,
    }
}

/// The experiment, or list of them, behind an `Or` field.
pub fn tests_of(
    field: &Or<
        crate::brief::refs::Ref<crate::brief::refs::ToFailure>,
        Vec<crate::brief::refs::Ref<crate::brief::refs::ToFailure>>,
    >,
) -> Vec<String> {
    match field {
        Or::A(one) => vec![one.to_string()],
        Or::B(many) => many.iter().map(ToString::to_string).collect(),
    }
}
