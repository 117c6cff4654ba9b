//! D20 on a timeline: the attempts that reach the last service of a path when it does not answer. Outer timeouts end inner
//! attempts, or leave them running for nobody; only what is listed is retried. The product of attempts is the bound.

use super::deadline::plan;
use super::facts::CallView;
use super::figure::{Amount, Better, show_ms, show_short};
use super::registry::{Figures, or_undefined};
use super::trace::Trace;
use super::world::World;
use crate::analysis::retry::timeline::{Tier, timeline};
use crate::brief::{Or, RetryOn};

/// Paths that are played out, the most amplified first.
const MOST_PATHS: usize = 5;
/// Calls of a path: each more makes it three times the work.
const MOST_TIERS: usize = 7;

/// The worst path to a service that calls nobody.
pub(super) struct Path {
    /// Its place among the services.
    pub service: usize,
    /// Calls from the entry down, by their number in the file.
    pub calls: Vec<usize>,
    /// The product of attempts and calls per request.
    pub factor: f64,
}

/// One call as a tier; None where it has no timeout.
fn tier(c: &CallView<'_>, t: &mut Trace) -> Option<Tier> {
    let plan = plan(c, t)?;
    let on = t.take(c.retry_on())?;
    let cancels = t.take(c.cancel_propagation())?;
    let lists = |what: &[RetryOn]| what.iter().any(|x| on.contains(x));
    Some(Tier {
        attempts: plan.attempts,
        timeout_ms: plan.timeout?,
        backoff: plan.backoff,
        retries_timeout: lists(&[RetryOn::Timeout]),
        // A tier below that gave up answers that it is unavailable, after the request was sent.
        retries_failure: lists(&[RetryOn::Unavailable, RetryOn::UnavailableAfterSend, RetryOn::Other]),
        cancels,
    })
}

/// Pushes one figure for each path on which timeouts are stated.
pub(super) fn push(w: &World<'_>, mut paths: Vec<Path>, out: &mut Figures) {
    let stated = |n: &usize| w.brief.call.get_index(*n).is_some_and(|(_, c)| matches!(c.timeout, Some(Or::A(_))));
    paths.retain(|p| (2..=MOST_TIERS).contains(&p.calls.len()) && p.calls.iter().all(stated));
    paths.sort_by(|a, b| b.factor.total_cmp(&a.factor).then(a.service.cmp(&b.service)));
    for path in paths.into_iter().take(MOST_PATHS) {
        let mut t = w.trace();
        let views: Vec<CallView<'_>> = path.calls.iter().filter_map(|n| w.call_at(*n)).collect();
        let Some(tiers) = views.iter().map(|c| tier(c, &mut t)).collect::<Option<Vec<_>>>() else { continue };
        let times: f64 = views.iter().map(|c| c.raw.per_request.unwrap_or(1.0)).product();
        let found = timeline(&tiers, None);
        let at = super::world::entity("service", &w.graph.services[path.service]);
        let calls = or_undefined(found.clone().map(|x| Amount::Factor(x.calls * times)));
        let f = out.push("D20", "hang", &at, "calls if it hangs", calls, Better::Lower, &t);
        let Ok(x) = found else { continue };
        f.tell(|| format!("of at most {} by the product of attempts", Amount::Factor(x.bound * times)));
        if x.orphans > 0.0 {
            f.tell(|| {
                format!(
                    "{} start when nobody waits any more; all is quiet after {}, the answer comes after {}",
                    show_short(x.orphans * times),
                    show_ms(x.quiet_ms),
                    show_ms(x.answered_ms)
                )
            });
        }
        let names = |i: &usize| format!("{} and {}", views[*i].id, views[*i + 1].id);
        let races: Vec<String> = x.races.iter().map(names).collect();
        if !races.is_empty() {
            f.tell(|| format!("a race: {} time out together", races.join(", ")));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::numbers::{Figure, derive};

    fn figure(outer: &str, inner: &str) -> Figure {
        let text = format!(
            "schema = 1\n[workload.x]\nentry_service = \"a\"\nrate_peak = \"10/s\"\n[service.a]\n[service.b]\n[service.c]\n\
             [call.ab]\nfrom = \"a\"\nto = \"b\"\nattempts = 3\nbackoff = {{ kind = \"none\" }}\n{outer}\n\
             [call.bc]\nfrom = \"b\"\nto = \"c\"\nattempts = 3\nbackoff = {{ kind = \"none\" }}\n{inner}\n"
        );
        let brief = crate::brief::read(&text).unwrap();
        derive(&brief).into_iter().find(|f| f.key() == "D20/service.c#hang").unwrap()
    }

    #[test]
    fn an_outer_timeout_ends_inner_attempts() {
        let on = "retry_on = [\"timeout\", \"unavailable\"]";
        // Three inner attempts of 400 ms in an outer second: the third is cut short, and still was a call.
        let f = figure(&format!("timeout = \"1s\"\n{on}"), &format!("timeout = \"400ms\"\n{on}"));
        assert_eq!(f.amount.number(), Some(9.0));
        // In 700 ms there is room for two.
        let f = figure(&format!("timeout = \"700ms\"\n{on}"), &format!("timeout = \"400ms\"\n{on}"));
        assert_eq!(f.amount.number(), Some(6.0));
        assert!(f.remark.as_deref().unwrap().contains("of at most 9x"), "{:?}", f.remark);
    }

    #[test]
    fn what_is_not_listed_is_not_retried() {
        let f =
            figure("timeout = \"2s\"\nretry_on = [\"connect_fail\"]", "timeout = \"400ms\"\nretry_on = [\"timeout\"]");
        assert_eq!(f.amount.number(), Some(3.0), "the answer of the inner tier ends the outer one");
    }

    #[test]
    fn equal_timeouts_are_a_race_and_uncancelled_work_goes_on() {
        let on = "retry_on = [\"timeout\"]\ncancel_propagation = false";
        let f = figure(&format!("timeout = \"1200ms\"\n{on}"), &format!("timeout = \"400ms\"\n{on}"));
        assert!(f.remark.as_deref().unwrap().contains("a race: ab and bc"), "{:?}", f.remark);
        let f = figure(&format!("timeout = \"500ms\"\n{on}"), &format!("timeout = \"400ms\"\n{on}"));
        assert_eq!(f.amount.number(), Some(9.0));
        assert!(f.remark.as_deref().unwrap().contains("3 start when nobody waits"), "{:?}", f.remark);
    }
}
