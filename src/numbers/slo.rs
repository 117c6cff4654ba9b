//! D01 and D02: what an objective allows to fail, and how fast an alert notices that it burns.

use super::fact::{Origin, Shown};
use super::figure::{Amount, Better, show_short};
use super::registry::{Figures, or_undefined};
use super::trace::Trace;
use super::world::World;
use crate::analysis::{alert_windows, slo};
use crate::number;

number! { ERROR_BUDGET, error_budget: "D01" "error-budget", "SLO", "error budget";
"(1 - SLO) x window; (1 - SLO) x requests";
"requests spread evenly: an outage at the peak costs more requests than minutes";
Exact; "SREBOOK" }

number! { BURN_RATE, burn_rate: "D02" "burn-rate", "SLO", "burn rate and alert threshold";
"budget share x window / long window; detection = threshold x (1 - SLO) x long window / error ratio";
"both windows are evaluated without delay, errors are constant from the start of the fault";
Lower; "SREWB" }

fn error_budget(w: &World<'_>, out: &mut Figures) {
    for s in w.slos() {
        let mut t = w.trace();
        let (Some(objective), Some(window)) = (t.num(s.objective()), t.num(s.window())) else { continue };
        let amount = or_undefined(slo::budget_ms(objective, window).map(Amount::Ms));
        out.push("D01", "time", &s.at, "error budget", amount, Better::Higher, &t);
        let workload = s.raw.workload.as_ref().and_then(|id| w.workload(id));
        let Some(workload) = workload else { continue };
        if let Some(rate) = t.num(workload.rate_avg()) {
            let requests = rate * window / 1000.0;
            let amount = or_undefined(slo::budget_requests(objective, requests).map(Amount::Count));
            out.push("D01", "requests", &s.at, "requests that may fail", amount, Better::Higher, &t);
        }
    }
}

/// Parts and labels of up to four alerts.
const ALERTS: [(&str, &str, &str, &str); 4] = [
    ("alert-1", "1st alert above burn", "detect-1", "1st alert sees outage"),
    ("alert-2", "2nd alert above burn", "detect-2", "2nd alert sees outage"),
    ("alert-3", "3rd alert above burn", "detect-3", "3rd alert sees outage"),
    ("alert-4", "4th alert above burn", "detect-4", "4th alert sees outage"),
];

fn burn_rate(w: &World<'_>, out: &mut Figures) {
    for s in w.slos() {
        let mut t = w.trace();
        let (Some(objective), Some(window)) = (t.num(s.objective()), t.num(s.window())) else { continue };
        let workload = s.raw.workload.as_ref().and_then(|id| w.workload(id));
        // Only a rate that somebody stated says that there is little traffic.
        let stated = workload.filter(|x| x.raw.rate_avg.is_some() || x.raw.rate_peak.is_some());
        let rate = stated.and_then(|x| x.rate_avg().value).map(super::super::brief::units::Quantity::get);
        let most = slo::max_burn(objective);
        let amount = or_undefined(most.clone().map(Amount::Factor));
        out.push("D02", "most", &s.at, "largest burn", amount, Better::Neither, &t);
        for ((threshold, long), (part, label, seen, seen_label)) in alerts(&s, window, &mut t).into_iter().zip(ALERTS) {
            let figure = out.push("D02", part, &s.at, label, Amount::Factor(threshold), Better::Neither, &t);
            figure.tell(|| format!("over {}", super::figure::show_ms(long)));
            if most.as_ref().is_ok_and(|m| threshold >= *m) {
                figure.say("a total outage does not burn that fast: it never fires");
            }
            if let Some(rate) = rate
                && let Ok(few) = slo::low_traffic(objective, window, long, rate, (rate * long / 1000.0).min(1.0))
                && few.burn >= threshold
            {
                let (requests, allowed) = (show_short(few.requests), show_short(few.allowed_errors));
                figure.tell(|| {
                    format!("one error fires it: {requests} requests expected in that time, {allowed} errors allowed")
                });
            }
            let amount = match slo::detection_ms(objective, threshold, long, 1.0) {
                Ok(Some(ms)) => Amount::Ms(ms),
                Ok(None) => Amount::Undefined("never: a total outage does not burn that fast".to_owned()),
                Err(why) => Amount::Undefined(why.to_string()),
            };
            out.push("D02", seen, &s.at, seen_label, amount, Better::Lower, &t);
        }
    }
}

/// Burn-rate threshold and long window of each alert: stated, else the usual four for the window.
fn alerts(s: &super::facts::SloView<'_>, window: f64, t: &mut Trace) -> Vec<(f64, f64)> {
    let at = s.at.field("alert_pairs");
    if let Some(stated) = &s.raw.alert_pairs {
        t.note(at, Origin::Stated, Shown::Count(stated.len() as u64));
        return stated
            .iter()
            .filter_map(|p| Some((p.burn?, p.long?.get())))
            .filter(|(b, l)| *b > 0.0 && *l > 0.0)
            .collect();
    }
    let Ok(pairs) = alert_windows::usual_pairs(window) else { return Vec::new() };
    match s.world.set_aside(&at) {
        Some(Origin::NotApplicable) => return Vec::new(),
        aside => t.note(at, aside.unwrap_or(Origin::Assumed), Shown::Count(pairs.len() as u64)),
    }
    pairs.iter().map(|p| (p.threshold, p.long_ms)).collect()
}
