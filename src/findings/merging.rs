//! What a dataset does under a partition and with concurrent writes: stance, merge rule, age, loss (CON-11 to CON-15).

use super::claims::{by_clock, from_copy, merge_rule, named, set};
use super::out::Out;
use super::rule::Rule;
use crate::brief::{
    CapStance, ConcurrentWriters, ConflictPolicy, Consistency, DataClass, Or, PacelcElse, Scheme, Semantics, Span,
    UnderPartition, Value,
};
use crate::numbers::facts::{DatasetView, OperationView};
use crate::numbers::figure::{show_ms, show_short};
use crate::numbers::{Amount, At, Trace, World};
use crate::rule;

rule!(
    /// Both sides write, and nobody says what remains.
    NO_MERGE = "CON-11" "no-merge-rule" Error Never,
    "writes are accepted in several places and nothing says how they are merged", no_merge
);
rule!(
    /// The later clock wins, the other write is gone.
    LWW_ON_VALUE = "CON-12" "last-writer-wins-on-value" Warn Justified,
    "last writer wins on data where every write counts", lww_on_value, reads ["D42"]
);
rule!(
    /// Nobody decided what happens under partition.
    UNDECIDED = "CON-13" "no-partition-answer" Error Never,
    "a replicated dataset has no answer for partitions", undecided
);
rule!(
    /// The bound is broken once in a hundred reads.
    TOO_OLD = "CON-14" "staleness-bound-below-lag" Warn Justified,
    "reads are promised to be fresher than the replicas are", too_old
);
rule!(
    /// Acknowledged is not kept.
    DROPPED = "CON-15" "acknowledged-write-dropped" Error Never,
    "no acknowledged write may be lost, but one of two concurrent ones is", dropped
);

/// An operation that both sides of a partition accept.
fn diverges(d: &DatasetView<'_>) -> Option<At> {
    d.operations()
        .find(|o| o.writes() && o.raw.under_partition == Some(UnderPartition::AcceptDiverge))
        .map(|o| o.at.field("under_partition"))
}

fn no_merge(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let stance = d.cap_on_partition();
        let per_operation = stance.value == Some(CapStance::PerOperation);
        let side = if per_operation { diverges(&d) } else { None };
        if stance.value != Some(CapStance::Ap) && side.is_none() {
            continue;
        }
        if !d.conflict_policy().absent() || merge_rule(&d).stated() {
            continue;
        }
        let mut t = out.trace();
        t.take(stance);
        if t.take(d.concurrent_writers()) != Some(ConcurrentWriters::Many) && side.is_none() {
            continue;
        }
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: both sides of a partition accept writes of one item, and no rule says how they are merged",
            d.id
        );
        let at = side.clone().unwrap_or_else(|| d.at.field("cap_on_partition"));
        let mut finding = rule.finding(&[&d.at], text, t).because(d.at.field("conflict_policy")).because(at);
        let siblings =
            vec![set(&d.at, "conflict_policy", "vector_clock_siblings"), set(&d.at, "reconcile", "merge_fn")];
        finding = finding.fix(1, "refuse on the minority side", refuse(&d)).fix(
            2,
            "keep both and let the application merge",
            siblings,
        );
        if side.is_none() {
            let one = vec![set(&d.at, "concurrent_writers", "one_per_key")];
            finding = finding.fix(2, "one home for each key", one);
        }
        out.add(finding);
    }
}

fn refuse(d: &DatasetView<'_>) -> Vec<crate::brief::Edit> {
    let mut edits = vec![set(&d.at, "cap_on_partition", "CP")];
    let open = d.operations().filter(|o| o.raw.under_partition == Some(UnderPartition::AcceptDiverge));
    edits.extend(open.map(|o| set(&o.at, "under_partition", "fail")));
    edits
}

fn lww_on_value(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = out.trace();
        let policy = merge_rule(&d);
        if policy.value != Some(ConflictPolicy::Lww)
            || d.concurrent_writers().value == Some(ConcurrentWriters::OnePerKey)
        {
            continue;
        }
        let at = policy.at.clone();
        t.take(policy);
        t.take(d.concurrent_writers());
        let counter = d.raw.semantics == Some(Semantics::Counter);
        let Some(class) = t.take(d.class()) else { continue };
        let counts =
            matches!(class, DataClass::Money | DataClass::Inventory | DataClass::Identity | DataClass::Counter);
        if !counts && !counter {
            continue;
        }
        let what = if counter { "counter" } else { class.word() };
        let figure = out.figure(rule, "D42", "hottest", &d.at);
        let share = figure.and_then(|f| match f.amount {
            Amount::Share(p) if p.is_finite() => Some(p),
            _ => None,
        });
        let share = share
            .map_or_else(String::new, |p| format!(" ({}% of the writes of its hottest key)", show_short(p * 100.0)));
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: last writer wins on {what}: of two concurrent acknowledged writes one is dropped in silence{share}",
            d.id
        );
        let mut finding = rule.finding(&[&d.at], text, t).because(at.clone()).because(d.at.field("class"));
        if at.field == "conflict_policy" {
            finding = finding
                .fix(2, "keep both versions and merge", vec![set(&d.at, "conflict_policy", "vector_clock_siblings")])
                .fix(2, "a type that merges by itself", vec![set(&d.at, "conflict_policy", "crdt")]);
        }
        out.add(finding.fix(2, "one writer for each key", vec![set(&d.at, "concurrent_writers", "one_per_key")]));
    }
}

fn undecided(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let (cap, pacelc) = (d.cap_on_partition(), d.pacelc_else());
        let missing: Vec<&'static str> = [(cap.absent(), "cap_on_partition"), (pacelc.absent(), "pacelc_else")]
            .into_iter()
            .filter_map(|(absent, field)| absent.then_some(field))
            .collect();
        let mut t = out.trace();
        let r = d.replication();
        let Some(scheme) = t.take(r.scheme()) else { continue };
        if missing.is_empty() || scheme == Scheme::None || t.take(r.n()).is_some_and(|n| n < 2) {
            continue;
        }
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let said = |f: &&str| match *f {
            "cap_on_partition" => "what gives way in a partition (cap_on_partition)",
            _ => "whether speed or agreement goes first while there is none (pacelc_else)",
        };
        let said: Vec<&str> = missing.iter().map(said).collect();
        let text =
            format!("{} is replicated ({}), but it is not stated {}", d.id, scheme.in_prose(), said.join(", nor "));
        // Who has answered one of them gets the answer that goes with it.
        let quick = d.raw.pacelc_else == Some(PacelcElse::El) || d.raw.cap_on_partition == Some(CapStance::Ap);
        let answer = |field: &str| match (field, quick) {
            ("cap_on_partition", true) => ("per_operation", "let each operation decide on the minority side"),
            ("cap_on_partition", false) => ("CP", "refuse on the minority side"),
            (_, true) => ("EL", "answer at once and agree later"),
            (_, false) => ("EC", "agree before answering"),
        };
        let edits = missing.iter().map(|f| set(&d.at, f, answer(f).0)).collect();
        let words: Vec<&str> = missing.iter().map(|f| answer(f).1).collect();
        let mut finding = rule.finding(&[&d.at], text, t);
        for field in missing {
            finding = finding.because(d.at.field(field));
        }
        out.add(finding.fix(0, format!("answer it: {}", words.join(", ")), edits));
    }
}

/// Whether an answer may come from a copy that is behind.
fn behind(o: &OperationView<'_>) -> bool {
    let local = matches!(
        o.scheme().value,
        Some(Scheme::MultiLeaderLww | Scheme::MultiLeaderVc | Scheme::MultiLeaderCertified | Scheme::Crdt)
    );
    o.read_path().value.is_some_and(from_copy) || local
}

fn too_old(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let r = d.replication();
        let reads: Vec<_> = d.operations().filter(OperationView::reads).collect();
        for o in reads.iter().filter(|o| behind(o)) {
            let Some(Consistency::Bounded(bound)) = o.raw.consistency else { continue };
            let mut t = out.trace();
            t.take(o.consistency());
            t.take(o.read_path());
            bound_against(rule, out, t, &d, (&o.at, &named(o), o.at.field("consistency")), bound.get());
        }
        let dataset_reads =
            reads.iter().any(|o| behind(o) && !matches!(o.raw.consistency, Some(Consistency::Bounded(_))));
        let no_reads = reads.is_empty() && r.raw.read_path.is_some_and(from_copy);
        if !dataset_reads && !no_reads {
            continue;
        }
        let mut t = out.trace();
        let Some(Or::A(bound)) = t.take(d.staleness_bound()) else { continue };
        t.take(r.read_path());
        bound_against(rule, out, t, &d, (&d.at, d.id, d.at.field("staleness_bound")), bound.get());
    }
}

fn bound_against(
    rule: &'static Rule,
    out: &mut Out<'_>,
    mut t: Trace,
    d: &DatasetView<'_>,
    (at, name, field): (&At, &str, At),
    bound: f64,
) {
    let Some(lag) = t.num(d.replication().async_lag_p99()) else {
        out.unjudged(rule, std::slice::from_ref(at), &t);
        return;
    };
    if bound >= lag {
        return;
    }
    let text = format!(
        "{name}: an answer may be {} old at most, but the copies are {} behind at the p99 of their lag",
        if bound > 0.0 { show_ms(bound) } else { "0s".to_owned() },
        show_ms(lag)
    );
    let fresh = Value::from(Span::natural(lag).to_string());
    let edit = if field.field == "consistency" {
        Value::Table([("bounded".to_owned(), fresh)].into_iter().collect())
    } else {
        fresh
    };
    out.add(
        rule.finding(&[at], text, t)
            .because(field.clone())
            .because(d.at.field("replication.async_lag.p99"))
            .fix(
                0,
                format!("state the bound that holds: {}", show_ms(lag)),
                vec![crate::brief::Edit::set(field.to_string(), edit)],
            )
            .advise("read at the leader while the lag is above the bound; shorten the lag"),
    );
}

fn dropped(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let r = d.replication();
        let policy = merge_rule(&d);
        let source = r.version_source();
        let leader = r.scheme().value.is_some_and(Scheme::has_leader);
        let lww = policy.value == Some(ConflictPolicy::Lww) && (!leader || source.value.is_some_and(by_clock));
        // A policy that keeps both versions says more about them than an assumed source of versions.
        let clocked = source.value.is_some_and(by_clock)
            && match policy.value {
                _ if policy.origin.assumed() => true,
                Some(ConflictPolicy::VectorClockSiblings) => source.stated(),
                _ => false,
            };
        if !lww && !clocked {
            continue;
        }
        let mut t = out.trace();
        if t.take(d.concurrent_writers()) != Some(ConcurrentWriters::Many) {
            continue;
        }
        let Some(Or::A(rpo)) = t.take(d.rpo()) else { continue };
        if rpo.get() > 0.0 {
            continue;
        }
        let by_scheme = policy.at.field != "conflict_policy";
        let how = if lww {
            "last writer wins".to_owned()
        } else {
            format!("versions from {}", source.value.map_or("a clock", |s| s.word()))
        };
        let rows = if clocked || source.value.is_some_and(by_clock) { "A5, A6" } else { "F5" };
        if lww {
            t.take(policy);
        }
        if clocked || !lww {
            t.take(source);
        }
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: no acknowledged write may be lost (rpo 0), but with {how} one of two concurrent acknowledged writes is dropped ({rows})",
            d.id
        );
        let mut keep = vec![set(&r.at, "replication.version_source", "vector_clock")];
        keep.insert(0, set(&d.at, "conflict_policy", "vector_clock_siblings"));
        let first =
            if lww && !by_scheme { d.at.field("conflict_policy") } else { d.at.field("replication.version_source") };
        let mut finding = rule.finding(&[&d.at], text, t).because(first).because(d.at.field("rpo"));
        if !by_scheme {
            finding = finding.fix(2, "keep both versions until they are merged", keep);
        }
        out.add(finding.fix(2, "one writer for each key", vec![set(&d.at, "concurrent_writers", "one_per_key")]));
    }
}
