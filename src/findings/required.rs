//! What an honest brief has to state: every field of need H of every entity that exists, where its condition holds. The
//! rule MET-02, the draft banner of the export and the header of the session count the same list.

#[allow(clippy::wildcard_imports)]
use crate::brief::model::*;
use crate::brief::record::{Field, Need, Record, Slot, Ty};
use crate::brief::{Brief, Or};
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

/// Every required field of a brief, in the order of the format.
pub fn required(w: &World<'_>) -> Vec<Required> {
    let mut out = Vec::new();
    for kind in ["goal", "workload", "slo", "failure", "dataset", "service"] {
        if !w.brief.has(kind) {
            out.push(Required { path: kind.to_owned(), met: skipped(w, kind), usual: "" });
        }
    }
    walk(w, "", Brief::fields(), w.brief, &mut out);
    let measured = w.brief.goal.values().any(|g| g.measure.is_some() && g.target.is_some());
    if !w.brief.goal.is_empty() && !measured {
        let id = w.brief.goal.0.keys().next().map_or_else(String::new, ToString::to_string);
        out.push(Required { path: format!("goal.{id}.measure"), met: false, usual: "" });
    }
    out
}

/// Whether every required field is met and nothing else keeps the brief from being honest.
pub fn state(w: &World<'_>, open_errors: usize) -> &'static str {
    let unmet = required(w).iter().any(|r| !r.met);
    if unmet || open_errors > 0 {
        return "draft";
    }
    let approval = w.brief.brief.as_ref().and_then(|b| b.approval.as_ref());
    if approval.is_some_and(|a| a.by.is_some() && a.on.is_some()) { "approved" } else { "honest" }
}

fn skipped(w: &World<'_>, path: &str) -> bool {
    w.brief.skipped.iter().any(|s| {
        s.reason == Some(SkippedReason::NotApplicable)
            && s.path.as_ref().is_some_and(|p| {
                path == p.id.as_ref() || path.strip_prefix(p.id.as_ref()).is_some_and(|rest| rest.starts_with('.'))
            })
    })
}

fn walk(w: &World<'_>, prefix: &str, fields: &'static [Field], slot: &dyn Slot, out: &mut Vec<Required>) {
    for field in fields {
        let Some(child) = slot.child(field.name) else { continue };
        // Most fields are not asked for, so their path is built only where it is.
        let path = || if prefix.is_empty() { field.name.to_owned() } else { format!("{prefix}.{}", field.name) };
        match (field.ty)() {
            Ty::Map(inner) if field.name != "notes" => {
                let path = path();
                for id in child.keys() {
                    if let Some(entity) = child.child(id) {
                        walk(w, &format!("{path}.{id}"), inner, entity, out);
                    }
                }
            }
            Ty::Record(inner)
                if matches!(
                    field.name,
                    "brief" | "clock" | "topology" | "validation" | "replication" | "partitioning"
                ) =>
            {
                let path = path();
                if path.matches('.').count() >= 4 || field.name == "cost" {
                    continue; // overrides of one operation are optional
                }
                if child.is_set() {
                    walk(w, &path, inner, &Inside(child), out);
                } else if field.name == "replication" || field.name == "partitioning" {
                    // Its own main field stands for a table that is not there.
                    let main = if field.name == "replication" { "scheme" } else { "shards" };
                    if needed(w, &path, field) {
                        let met = skipped(w, &path);
                        let usual = inner.iter().find(|f| f.name == main).map_or("", |f| f.suggested);
                        out.push(Required { path: format!("{path}.{main}"), met, usual });
                    }
                } else {
                    for inner in inner {
                        let at = format!("{path}.{}", inner.name);
                        if inner.need == Need::H && needed(w, &at, inner) {
                            out.push(Required { met: skipped(w, &at), path: at, usual: inner.suggested });
                        }
                    }
                }
            }
            _ => {
                if field.need != Need::H
                    || field.name == "schema"
                    || field.name == "notes"
                    || prefix.starts_with("notes")
                {
                    continue;
                }
                let path = path();
                if needed(w, &path, field) {
                    let met = child.is_set() || skipped(w, &path);
                    out.push(Required { met, path, usual: field.suggested });
                }
            }
        }
    }
}

/// A set table seen as the record inside it.
struct Inside<'a>(&'a dyn Slot);

impl Slot for Inside<'_> {
    fn is_set(&self) -> bool {
        self.0.is_set()
    }
    fn clear(&mut self) {}
    fn read_into(&mut self, _: &crate::brief::reader::Node<'_>, _: &Field, _: &mut crate::brief::reader::Reader) {}
    fn value(&self) -> Option<crate::brief::Value> {
        self.0.value()
    }
    fn child(&self, key: &str) -> Option<&dyn Slot> {
        self.0.child(key)
    }
    fn child_mut(&mut self, _: &str, _: bool) -> Option<&mut dyn Slot> {
        None
    }
}

/// Whether the condition under which a field is needed holds. Conditions that only a person can know (such as "if a driver
/// retries") and inputs of single rules ("for capacity rules") do not make a field required.
fn needed(w: &World<'_>, path: &str, field: &Field) -> bool {
    if field.when.is_empty() {
        return true;
    }
    let mut steps = path.split('.');
    let (kind, id) = (steps.next().unwrap_or_default(), steps.next().unwrap_or_default());
    let many_regions = w.brief.region.len() > 1;
    match (kind, field.name) {
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
            leases(w) || w.datasets().any(|d| clocked(d.replication().version_source().value, d.raw.conflict_policy))
        }
        ("region", _) => many_regions && w.brief.topology.as_ref().is_none_or(|t| t.rtt.is_none()),
        ("topology", "rtt") => many_regions && w.brief.region.values().any(|r| r.lat.is_none() || r.lon.is_none()),
        ("dataset", name) => w.dataset(id).is_some_and(|d| dataset(w, &d, path, name)),
        ("service", "placement") => {
            w.tolerates(FailureMode::ZoneLoss, &entity("service", id))
                || w.tolerates(FailureMode::RegionLoss, &entity("service", id))
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
        ("change", _) => w.change(id).is_some_and(|c| c.touches().value.is_some_and(|t| t.contains(&Touches::Quorum))),
        ("experiment" | "metric", _) => field.name == "failure",
        _ => false,
    }
}

fn entity(kind: &'static str, id: &str) -> At {
    At::entity(kind, &crate::brief::Id::from(id))
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
    let replicated = path.contains(".replication.");
    match name {
        "idempotent" => {
            let me = path.split('.').nth(3).unwrap_or_default();
            let written = d.operation(me).is_some_and(|o| o.writes());
            let name = format!("{}.{me}", d.id);
            written
                && w.calls().any(|c| {
                    c.attempts().value.is_some_and(|a| a > 1)
                        && c.operations().value.is_some_and(|l| l.iter().any(|o| **o == *name))
                })
        }
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
