//! D01: what an objective allows to fail.

use super::fact::Trace;
use super::figure::{Amount, Better};
use super::registry::{Direction, Figures, Number, or_undefined};
use super::world::World;
use crate::analysis::slo;

/// D01.
pub static ERROR_BUDGET: Number = Number {
    id: "D01",
    slug: "error-budget",
    name: "Error budget",
    group: "SLO",
    formula: "(1 - SLO) x window; (1 - SLO) x requests",
    assumes: "requests spread evenly: an outage at the peak costs more requests than minutes",
    direction: Direction::Exact,
    source: "SREBOOK",
    page: include_str!("../../reference/numbers/D01.md"),
    compute: error_budget,
};

fn error_budget(w: &World<'_>, out: &mut Figures) {
    for s in w.slos() {
        let mut t = Trace::new();
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
