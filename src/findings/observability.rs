//! Observability: failures nobody would see, traces that break, copies nobody watches.

use super::out::Out;
use super::rule::Rule;
use crate::brief::{Edit, FailureMode, Scheme, Stance, ValidationPropagation, Value};
use crate::numbers::{At, World};
use crate::rule;

rule!(
    /// A request cannot be followed.
    BROKEN_TRACE = "OBS-01" "trace-breaks" Error Justified,
    "a trace breaks between services", broken_trace
);
rule!(
    /// Amplification cannot be seen.
    INVISIBLE_RETRIES = "OBS-02" "retries-leave-no-trace" Warn Acknowledged,
    "retries and hedges leave no trace", invisible_retries
);
rule!(
    /// A failure in silence.
    SILENT = "OBS-03" "silent-failure" Error Justified,
    "a tolerated failure would happen in silence", silent
);
rule!(
    /// Nobody watches the copies.
    UNWATCHED = "OBS-04" "replication-unwatched" Warn Justified,
    "a replicated dataset without lag, divergence and leader metrics", unwatched
);

fn broken_trace(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    if w.brief.call.is_empty() && w.brief.queue.is_empty() {
        return;
    }
    let v = w.validation();
    let mut t = out.trace();
    let no_id = v.correlation_id().absent();
    let propagates = t.take(v.propagation()) != Some(ValidationPropagation::None);
    if no_id || !propagates {
        let why = match (no_id, propagates) {
            (true, true) => "no correlation id is named",
            (false, _) => "nothing is propagated",
            (true, false) => "no correlation id is named and nothing is propagated",
        };
        if out.keyed(rule, &[&v.at], &t) {
            return;
        }
        let text = format!("{why}: a request cannot be followed from one service to the next");
        let mut finding = rule.finding(&[&v.at], text, t);
        let mut edits = Vec::new();
        if no_id {
            finding = finding.because(v.at.field("correlation_id"));
            edits.push(Edit::set("validation.correlation_id", "traceparent"));
        }
        if !propagates {
            finding = finding.because(v.at.field("propagation"));
            edits.push(Edit::set("validation.propagation", "w3c"));
        }
        out.add(finding.fix(1, "the header traceparent of W3C Trace Context, through all services", edits));
    }
    for c in w.calls().filter(|c| c.raw.trace_context == Some(false)) {
        let mut t = out.trace();
        t.take(c.trace_context());
        let field = c.at.field("trace_context");
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = format!("{} does not pass the trace on: what follows stands alone", c.at);
        let edits = vec![Edit::set(field.to_string(), true)];
        out.add(rule.finding(&[&c.at], text, t).because(field).fix(1, "pass the header on", edits));
    }
    for q in w.queues() {
        let mut t = out.trace();
        // While nothing is propagated at all, the finding above says it once for everything.
        if q.raw.trace_context != Some(false) && (no_id || !propagates) || t.take(q.trace_context()) != Some(false) {
            continue;
        }
        let field = q.at.field("trace_context");
        if out.keyed(rule, &[&q.at], &t) {
            continue;
        }
        let text = format!("{} carries no trace: what its consumers do stands alone", q.at);
        let mut finding = rule.finding(&[&q.at], text, t).because(field.clone());
        if q.raw.trace_context.is_none() {
            finding = finding.because(At::single("validation", "span_links_async")).fix(
                1,
                "ids in messages, linked spans",
                vec![Edit::set("validation.span_links_async", true)],
            );
        }
        let edits = vec![Edit::set(field.to_string(), true)];
        out.add(finding.fix(1, "put the id into its messages", edits));
    }
}

fn invisible_retries(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let v = w.validation();
    let mut t = out.trace();
    let (attempts, hedges) = (t.take(v.attempt_number_recorded()), t.take(v.hedge_recorded()));
    let mut retry = (0, None);
    let mut hedge = (0, None);
    for c in w.calls() {
        if attempts == Some(false) && c.attempts().value.is_some_and(|a| a > 1) {
            retry = (retry.0 + 1, retry.1.or(Some(c.clone())));
        }
        if hedges == Some(false) && c.raw.hedge.as_ref().is_some_and(|h| h.after.is_some()) {
            hedge = (hedge.0 + 1, hedge.1.or(Some(c)));
        }
    }
    let mut parts = Vec::new();
    let mut edits = Vec::new();
    let mut paths = Vec::new();
    for (count, first, does, field) in
        [(retry.0, retry.1, "retries", "attempt_number_recorded"), (hedge.0, hedge.1, "hedges", "hedge_recorded")]
    {
        let Some(first) = first else { continue };
        let more = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
        parts.push(format!("{}{more} {does}", first.at));
        edits.push(Edit::set(v.at.field(field).to_string(), true));
        paths.push(v.at.field(field));
        if does == "retries" {
            t.take(first.attempts());
            paths.push(first.at.field("attempts"));
        }
    }
    if parts.is_empty() {
        return;
    }
    if out.keyed(rule, &[&v.at], &t) {
        return;
    }
    let text =
        format!("{}, and no span or counter says which attempt it is: amplification stays invisible", parts.join(", "));
    let mut finding = rule.finding(&[&v.at], text, t);
    finding.paths = paths;
    out.add(finding.fix(1, "the number of the attempt on each span, and counted", edits));
}

/// What shows a mode: name of the metric, expression, entry of the catalogue, threshold.
fn shows(mode: FailureMode) -> (&'static str, &'static str, &'static str) {
    use FailureMode as M;
    match mode {
        M::ProcessCrash | M::OsCrash | M::NodeLoss | M::MembershipChange => {
            ("voters_alive - majority", "K14", "0: the next loss is an outage")
        }
        M::ZoneLoss | M::PowerLoss | M::RegionLoss => ("utilisation by zone", "K10", "90% of (Z-1)/Z"),
        M::DiskLoss => ("under_replicated_groups", "K31", "above 0 for 15min"),
        M::DiskStall => ("fsync_p99", "K17", "above the heartbeat"),
        M::BitRot | M::Byzantine => ("rows that differ between copies", "K18", "above 0 twice"),
        M::PartitionFull => ("leaderless_seconds", "K12", "twice the failover time"),
        M::PartitionPartial => ("leader_changes per hour", "K11", "above 3"),
        M::LinkSlow => ("replica_lag p99", "K15", "above the staleness bound"),
        M::MsgDup | M::MsgReorder => ("dedup hits after the window", "K27", "above 0"),
        M::ClockStep | M::ClockDrift => ("clock_offset", "K20", "half of the bound"),
        M::ProcessPause => ("longest pause", "K21", "half of the lease margin"),
        M::MsgLoss | M::DnsFail | M::DepSlow => ("timeouts over errors", "K06", "above 50%"),
        M::DepDown => ("seconds a breaker is open", "K05", "above 5min"),
        M::Overload => ("goodput over throughput", "K02", "below 0.9 for 5min"),
        M::ConfigPush | M::OperatorError => ("burn rate over 1h and 5min", "K01", "14.4"),
    }
}

fn silent(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let alerted: std::collections::HashSet<&str> =
        w.brief.alert.values().filter_map(|a| a.metric.as_ref().map(|m| m.id.as_ref())).collect();
    for f in w.failures() {
        let mut t = out.trace();
        let Some(mode) = t.take(f.mode()) else { continue };
        if !matches!(t.take(f.stance()), Some(Stance::TolerateTransparent | Stance::TolerateDegraded)) {
            continue;
        }
        let detects = |m: &crate::brief::Metric| m.detects.iter().flatten().any(|x| x.id == *f.id);
        let found: Vec<_> = w.brief.metric.iter().filter(|(_, m)| detects(m)).map(|(id, _)| id.clone()).collect();
        if found.iter().any(|id| alerted.contains(id.as_ref())) {
            continue;
        }
        let (expr, entry, threshold) = shows(mode);
        if out.keyed(rule, &[&f.at], &t) {
            continue;
        }
        let mode = mode.in_prose();
        let text = match found.first() {
            Some(id) => format!("{mode} ({}) shows in metric.{id}, and no alert looks at it", f.at),
            None => format!("{mode} ({}) would happen in silence: no metric detects it", f.at),
        };
        let mut edits = Vec::new();
        let metric = found.first().map_or_else(|| format!("sees-{}", f.id), ToString::to_string);
        if found.is_empty() {
            let path = format!("metric.{metric}");
            edits.push(Edit::set(format!("{path}.expr"), expr));
            edits.push(Edit::set(format!("{path}.catalogue"), entry));
            edits.push(Edit::set(format!("{path}.detects"), Value::Array(vec![f.id.as_ref().into()])));
        }
        let alert = format!("on-{}", f.id);
        let path = format!("alert.{alert}");
        edits.push(Edit::set(format!("{path}.metric"), metric.as_str()));
        if let Some(slo) = w.slos().next() {
            edits.push(Edit::set(format!("{path}.slo"), slo.id.as_ref()));
        }
        edits.push(Edit::set(format!("{path}.threshold"), threshold));
        edits.push(Edit::set(format!("{path}.severity"), "ticket"));
        let free = crate::brief::is_id(&metric)
            && crate::brief::is_id(&alert)
            && !w.brief.alert.contains_key(alert.as_str())
            && (!found.is_empty() || !w.brief.metric.contains_key(metric.as_str()));
        let words = if found.is_empty() {
            format!("a metric and an alert: {expr} ({entry}), {threshold}")
        } else {
            format!("an alert on it: {threshold}")
        };
        let mut finding = rule.finding(&[&f.at], text, t).because(f.at.field("stance"));
        for id in &found {
            finding = finding.because(At::entity("metric", id).field("detects"));
        }
        out.add(if free { finding.fix(1, words, edits) } else { finding.advise(words) });
    }
}

fn unwatched(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    // What is watched on everything is watched on each dataset.
    let mut seen: std::collections::HashSet<(&str, &str)> = std::collections::HashSet::new();
    for m in w.brief.metric.values() {
        if let Some(entry) = m.catalogue.as_deref() {
            seen.insert((m.on.as_ref().map_or("", |on| on.id.as_ref()), entry));
        }
    }
    for d in w.datasets() {
        let Some(scheme) = d.replication().raw.scheme.filter(|s| *s != Scheme::None) else { continue };
        let mut t = out.trace();
        t.take(d.replication().scheme());
        let name = d.at.to_string();
        let watches =
            |entries: &[&str]| entries.iter().any(|e| seen.contains(&(name.as_str(), *e)) || seen.contains(&("", *e)));
        let mut lacks = Vec::new();
        if !watches(&["K15"]) {
            lacks.push(("lag", "K15", "replica_lag p99 and max"));
        }
        if !watches(&["K18"]) {
            lacks.push(("divergence", "K18", "rows that differ between copies"));
        }
        if scheme.has_leader() && !watches(&["K11", "K12", "K13"]) {
            lacks.push(("leader changes", "K11", "leader_changes per hour"));
        }
        if lacks.is_empty() {
            continue;
        }
        let words: Vec<String> = lacks.iter().map(|(what, entry, _)| format!("{what} ({entry})")).collect();
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!("{}: no metric for {}", d.at, words.join(", "));
        let mut edits = Vec::new();
        let mut free = true;
        for (what, entry, expr) in &lacks {
            let id = format!("{}-{}", d.id, what.replace(' ', "-"));
            free &= crate::brief::is_id(&id) && !w.brief.metric.contains_key(id.as_str());
            edits.push(Edit::set(format!("metric.{id}.expr"), *expr));
            edits.push(Edit::set(format!("metric.{id}.catalogue"), *entry));
            edits.push(Edit::set(format!("metric.{id}.on"), name.as_str()));
        }
        let finding = rule.finding(&[&d.at], text, t).because(d.at.field("replication.scheme"));
        let advice = format!("metrics on {}", words.join(", "));
        out.add(if free { finding.fix(1, advice, edits) } else { finding.advise(advice) });
    }
}
