//! D58: what passive health checks make of a small error rate when few hosts are left.

use super::facts::CallView;
use super::figure::{Amount, Better, show_ms, show_short};
use super::keyed::caller_load;
use super::registry::{Figures, or_undefined};
use super::trace::Trace;
use super::world::World;
use crate::analysis::ejection::{Ejection, ejected, most_out};
use crate::number;

number! { EJECTION, ejection: "D58" "ejected-hosts", "Overload", "sound hosts left out";
"Erlang B(hosts that may be out, failures that eject per second x time out)";
"failures strike sound hosts independently, each client judges for itself, the time out does not grow";
Estimate; "ENVOY, NGINXUP" }

/// The hosts and failures of a call as one client sees them; None where an input is missing.
fn seen(w: &World<'_>, c: &CallView<'_>, t: &mut Trace) -> Option<Ejection> {
    let (caller, callee) = (c.caller()?, c.callee()?);
    let small = |x: u64| u32::try_from(x).unwrap_or(u32::MAX);
    let hosts = small(t.take(callee.replicas())?).max(1);
    let clients = t.take(caller.replicas()).unwrap_or(1).max(1);
    let consecutive = small(t.take(c.outlier_ejection_consecutive())?);
    let share = t.num(c.outlier_ejection_max())?;
    let out_ms = t.num(c.outlier_ejection_base())?;
    let failure = 1.0 - t.num(callee.availability())?;
    let calls = t.take(c.per_request())?;
    let load = caller_load(w, c)?;
    Some(Ejection {
        hosts,
        consecutive,
        out_ms,
        most_out: most_out(hosts, share).ok()?,
        rate_per_s: load * calls / clients as f64,
        failure,
    })
}

fn ejection(w: &World<'_>, out: &mut Figures) {
    for c in w.calls().filter(|c| c.raw.outlier_ejection.is_some()) {
        let mut t = w.trace();
        let Some(e) = seen(w, &c, &mut t) else { continue };
        let found = ejected(&e);
        let failed = or_undefined(found.clone().map(|x| Amount::Share(x.failed)));
        let f = out.push("D58", "failed", &c.at, "fail with ejection", failed, Better::Lower, &t);
        f.tell(|| format!("{}% fail without it", show_short(e.failure * 100.0)));
        f.tell(|| format!("{} attempts/s of one client on {} hosts", show_short(e.rate_per_s), e.hosts));
        if let Ok(x) = &found {
            if x.refused > 0.001 {
                f.tell(|| format!("{} find every host left out", Amount::Share(x.refused)));
            }
            if let Some(load) = x.load_when_full.filter(|_| x.full > 0.01) {
                let some = format!("{} of the time {} of {} are out", Amount::Share(x.full), e.most_out, e.hosts);
                f.tell(|| format!("{some}, the others carry {}", Amount::Factor(load)));
            }
        }
        let mean = or_undefined(found.map(|x| Amount::Count(x.mean_out)));
        let f = out.push("D58", "out", &c.at, "sound hosts out, mean", mean, Better::Lower, &t);
        f.tell(|| format!("each for {} at least", show_ms(e.out_ms)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_hosts_without_a_cap_fail_far_more_often_than_their_errors() {
        let text = |max: &str| {
            format!(
                "schema = 1\n[workload.x]\nentry_service = \"a\"\nrate_peak = \"100/s\"\n[service.a]\nreplicas = 1\n\
                 [service.b]\nreplicas = 3\navailability = \"99%\"\n[call.ab]\nfrom = \"a\"\nto = \"b\"\nattempts = 1\n\
                 outlier_ejection = {{ consecutive = 1, base = \"10s\", max = \"{max}\" }}\n"
            )
        };
        let failed = |max: &str| {
            let brief = crate::brief::read(&text(max)).unwrap();
            let world = World::new(&brief);
            let mut out = Figures::default();
            ejection(&world, &mut out);
            out.all.iter().find(|f| f.part == "failed").unwrap().amount.number().unwrap()
        };
        assert!((failed("100%") - 0.7348).abs() < 1e-3, "{}", failed("100%"));
        assert!((failed("10%") - 0.01).abs() < 1e-12, "a cap keeps hosts in");
    }
}
