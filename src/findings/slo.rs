//! Objectives as they are written: whether there is one, who is woken by it, where it is measured, what a contract says
//! (SLO-01, 07, 08, 09). Whether a design can meet them is in `reach`.

use super::claims::{objective_text, set};
use super::out::Out;
use super::rule::Rule;
use crate::analysis::slo::{DAY_MS, HOUR_MS, max_burn, threshold};
use crate::brief::{Edit, MeasuredAt, Or, Sli, Span, Tier, Value};
use crate::numbers::figure::show_short;
use crate::numbers::{Origin, World};
use crate::rule;

const MINUTE_MS: f64 = HOUR_MS / 60.0;

rule!(
    /// Nothing to spend, nothing to weigh.
    NO_SLO = "SLO-01" "critical-workload-without-slo" Error Justified,
    "a critical workload has no objective", no_slo
);
rule!(
    /// Nobody is woken, or nobody can be.
    DEAF = "SLO-07" "alert-cannot-fire" Warn Acknowledged,
    "an objective has no alert, or one that can never fire", deaf
);
rule!(
    /// What the server never saw is not counted.
    SERVER_ONLY = "SLO-08" "measured-at-the-server-only" Info Acknowledged,
    "an objective is measured at the server only", server_only
);
rule!(
    /// The contract is broken before the team is warned.
    CONTRACT = "SLO-09" "sla-not-looser-than-slo" Warn Justified,
    "the contract promises as much as the objective", contract
);

fn no_slo(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for x in w.workloads().filter(|x| x.slos().next().is_none()) {
        let mut t = out.trace();
        let Some(entry) = t.take(x.entry_service()) else {
            out.unjudged(rule, std::slice::from_ref(&x.at), &t);
            continue;
        };
        let tier = w.service(&entry).map_or_else(|| w.head().criticality(), |s| s.tier());
        let Some(tier) = t.take(tier) else { continue };
        let objective = match tier {
            Tier::Tier0 => "99.99%",
            Tier::Tier1 => "99.9%",
            Tier::Tier2 | Tier::Tier3 => continue,
        };
        if out.keyed(rule, &[&x.at], &t) {
            continue;
        }
        let text = format!("{} enters at {entry} ({}) and has no objective: no budget to spend", x.id, tier.word());
        let mut id = format!("{}-success", x.id);
        id.truncate(64);
        let row: Value = Value::Table(
            [("workload", &**x.id), ("sli", "availability"), ("objective", objective), ("measured_at", "edge_lb")]
                .into_iter()
                .map(|(k, v)| (k.to_owned(), Value::from(v)))
                .collect(),
        );
        let mut finding = rule.finding(&[&x.at], text, t).because(x.at.field("entry_service"));
        if w.slo(&id).is_none() {
            finding = finding.fix(
                0,
                format!("an objective at the edge: {objective} of the requests good"),
                vec![Edit::set(format!("slo.{id}"), row)],
            );
        }
        if let Some(s) = w.service(&entry) {
            finding = finding.because(s.at.field("tier")).fix(
                1,
                "nobody would act on a miss: lower its tier",
                vec![set(&s.at, "tier", "tier2")],
            );
        }
        out.add(finding);
    }
}

/// The standard pairs of the SRE Workbook for a window, without those that an objective can never reach.
fn standard(objective: f64, window: f64) -> Vec<Value> {
    let rows = [
        (0.02, HOUR_MS, 5.0 * MINUTE_MS),
        (0.05, 6.0 * HOUR_MS, 30.0 * MINUTE_MS),
        (0.10, DAY_MS, 2.0 * HOUR_MS),
        (0.10, 3.0 * DAY_MS, 6.0 * HOUR_MS),
    ];
    let most = max_burn(objective).unwrap_or(f64::MAX);
    rows.into_iter()
        .filter_map(|(budget, long, short)| {
            let burn = threshold(budget, window, long).ok().filter(|b| *b < most && long <= window)?;
            let burn = (burn * 100.0).round() / 100.0;
            let row = [
                ("burn", Value::from(burn)),
                ("long", Value::from(Span::natural(long).to_string())),
                ("short", Value::from(Span::natural(short).to_string())),
                ("budget", Value::from(format!("{:.0}%", budget * 100.0))),
            ];
            Some(Value::Table(row.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()))
        })
        .collect()
}

fn deaf(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for s in w.slos() {
        let mut t = out.trace();
        let at = s.at.field("alert_pairs");
        let (Some(objective), Some(window)) = (t.num(s.objective()), t.num(s.window())) else { continue };
        let pairs = s.raw.alert_pairs.as_deref().unwrap_or_default();
        let text = if pairs.is_empty() {
            if w.set_aside(&at) == Some(Origin::NotApplicable) {
                continue;
            }
            format!("{} has no alert pairs: its budget can be spent before anybody looks", s.id)
        } else {
            let never = pairs.iter().filter_map(|p| p.burn).find(|burn| burn * (1.0 - objective) >= 1.0 - 1e-9);
            let Some(burn) = never else { continue };
            format!(
                "{}: a burn of {}x means that {}% of the requests fail at once; it can never fire at an objective of {}% or below (this one: {}%)",
                s.id,
                show_short(burn),
                show_short(burn * (1.0 - objective) * 100.0),
                show_short((1.0 - 1.0 / burn) * 100.0),
                show_short(objective * 100.0)
            )
        };
        let finding = rule.finding(&[&s.at], text, t).because(at.clone()).because(s.at.field("objective"));
        let rows = standard(objective, window);
        out.add(if rows.is_empty() {
            finding.advise("alert on the error rate itself: half of all requests for 5 minutes")
        } else {
            finding.fix(
                1,
                "the standard pairs, scaled to the window",
                vec![Edit::set(at.to_string(), Value::Array(rows))],
            )
        });
    }
}

fn server_only(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for s in w.slos() {
        let server = match &s.raw.measured_at {
            Some(Or::A(at)) => *at == MeasuredAt::Server,
            Some(Or::B(list)) => !list.is_empty() && list.iter().all(|at| *at == MeasuredAt::Server),
            None => false,
        };
        if !server {
            continue;
        }
        let mut t = out.trace();
        let at = s.at.field("measured_at");
        t.note(at.clone(), Origin::Stated, crate::numbers::Shown::Word("server"));
        if out.keyed(rule, &[&s.at], &t) {
            continue;
        }
        let text = format!(
            "{} is measured at the server only: what the network and the load balancer lose is invisible",
            s.id
        );
        out.add(rule.finding(&[&s.at], text, t).because(at).fix(
            1,
            "count at the load balancer",
            vec![set(&s.at, "measured_at", "edge_lb")],
        ));
    }
}

fn contract(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for s in w.slos() {
        let mut t = out.trace();
        let Some(Or::A(sla)) = s.raw.sla_external else { continue };
        t.take(s.sla_external());
        let Some(objective) = t.take(s.objective()) else { continue };
        let availability = s.raw.sli.is_none_or(|sli| sli == Sli::Availability);
        if sla.get() < objective.get() || (!availability && s.raw.objective.is_none()) {
            continue;
        }
        if out.keyed(rule, &[&s.at], &t) {
            continue;
        }
        let text = format!("{}: the contract promises {sla}, the objective is {objective}: no room between them", s.id);
        let half = objective_text((1.0 - sla.get()) / 2.0);
        let looser = objective_text((1.0 - objective.get()) * 5.0);
        let mut finding =
            rule.finding(&[&s.at], text, t).because(s.at.field("objective")).because(s.at.field("sla_external"));
        if let Some(half) = half {
            finding = finding.fix(1, "half of the contract's budget as objective", vec![set(&s.at, "objective", half)]);
        }
        if let Some(looser) = looser {
            finding = finding.fix(3, "a looser contract at the next renewal", vec![set(&s.at, "sla_external", looser)]);
        }
        out.add(finding);
    }
}
