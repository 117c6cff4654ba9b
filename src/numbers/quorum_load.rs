//! D57: what a quorum system asks of its busiest copy under the best strategy, and so how much it carries.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Mutex;

use super::fact::{Origin, Shown};
use super::facts::DatasetView;
use super::figure::{Amount, Better, show_short};
use super::keys::Kept;
use super::quorum::counted;
use super::registry::Figures;
use super::trace::Trace;
use super::world::World;
use crate::analysis::quorum::{Error, Limits, Mix, Objective, Profile, Result, System};
use crate::number;

number! { QUORUM_LOAD, quorum_load: "D57" "quorum-load", "Quorums", "quorum load and capacity";
"least over strategies of the largest over copies of: reads x P(a read uses it) + writes x P(a write uses it)";
"copies are alike, an operation asks exactly one quorum, quorums are picked as the best strategy says";
Lower; "NAORWOOL" }

/// Loads of one system at one share of reads: an operation asks so much of its busiest copy.
#[derive(Debug, Clone)]
struct Loads {
    /// Best strategy.
    best: f64,
    /// Every minimal quorum equally often; None where there are too many to list.
    even: Option<f64>,
    /// Best strategy among sets that still hold a quorum after any one of their members is lost.
    spare: Result<f64>,
}

/// Linear programmes already solved: the same system and mix, the same loads.
static SOLVED: Kept<Result<Loads>> = Kept(Mutex::new(BTreeMap::new()));

/// The loads of a dataset's quorums at a share of reads; None where they are not counted and not written.
fn loads(d: &DatasetView<'_>, t: &mut Trace, reads: f64) -> Option<Result<Loads>> {
    let r = d.replication();
    if let Some(pair) = &r.raw.quorum {
        let (read, write) = (pair.reads.as_ref()?, pair.writes.as_ref()?);
        let text = format!("reads {read}, writes {write}");
        t.note(r.at.field("replication.quorum"), Origin::Stated, Shown::Text(text.clone().into()));
        let mut hash = DefaultHasher::new();
        text.hash(&mut hash);
        let solve = |_, _| System::from_both(&read.0, &write.0).and_then(|s| solve(&s, reads));
        return Some(SOLVED.get(hash.finish(), reads.to_bits(), solve));
    }
    let (n, r, w) = counted(d, &r, t)?;
    if n == 0 || r > n || w > n {
        return None;
    }
    // Like copies in counted quorums: by symmetry every copy takes an equal share.
    let share = |more: u32| (reads * f64::from(r + more) + (1.0 - reads) * f64::from(w + more)) / f64::from(n);
    let spare = if r < n && w < n {
        Ok(share(1))
    } else {
        Err(Error::NoneSurvives { side: if r < n { "write" } else { "read" }, f: 1 })
    };
    Some(Ok(Loads { best: share(0), even: None, spare }))
}

fn solve(system: &System, reads: f64) -> Result<Loads> {
    let (like, mix) = (Profile::uniform(system.names().len()), Mix::fixed(reads)?);
    let least = |f| system.strategy(&like, &mix, Objective::Load, Limits::default(), f).map(|s| s.load(&like, &mix));
    let even = system.uniform_strategy(0).map(|s| s.load(&like, &mix)).ok();
    Ok(Loads { best: least(0)?, even, spare: least(1) })
}

/// Share of the operations that read, all workloads of a dataset taken together.
fn read_share(d: &DatasetView<'_>, t: &mut Trace) -> Option<f64> {
    let (mut all, mut reads) = (0.0, 0.0);
    for x in d.workloads() {
        let (rate, writes) = (t.num(x.rate_peak())?, t.num(x.mix_writes())?);
        all += rate;
        reads += rate * (1.0 - writes).max(0.0);
    }
    (all > 0.0).then(|| reads / all)
}

fn quorum_load(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let mut t = w.trace();
        let quorums = d.replication().raw;
        if quorums.quorum.is_none() && quorums.scheme.is_none() {
            continue;
        }
        let Some(reads) = read_share(&d, &mut t) else { continue };
        let Some(found) = loads(&d, &mut t, reads) else { continue };
        let loads = match found {
            Ok(loads) => loads,
            Err(why) => {
                let amount = Amount::Undefined(why.to_string());
                out.push("D57", "load", &d.at, "busiest copy carries", amount, Better::Lower, &t);
                continue;
            }
        };
        let f = out.push("D57", "load", &d.at, "busiest copy carries", Amount::Share(loads.best), Better::Lower, &t);
        f.tell(|| format!("of the operations, {} of them reads", Amount::Share(reads)));
        if let Some(even) = loads.even.filter(|even| even - loads.best > 1e-9) {
            f.tell(|| format!("{} if every quorum is used equally often", Amount::Share(even)));
        }
        let (spare, why) = match loads.spare {
            Ok(load) => (Amount::Share(load), "the same sets still hold a quorum after any one loss"),
            Err(Error::NoneSurvives { .. }) => (Amount::Word("none"), "no set keeps a quorum after any one loss"),
            Err(_) => (Amount::Undefined("too many sets to weigh".to_owned()), ""),
        };
        out.push("D57", "spare", &d.at, "with one loss to spare", spare, Better::Lower, &t).tell(|| why);
        let stated = w.brief.topology.as_ref().and_then(|x| x.node_capacity.as_ref()).is_some_and(|c| c.rps.is_some());
        if stated && let Some(node) = t.num(w.topology().node_capacity_rps()) {
            let carries = Amount::PerSecond(node / loads.best);
            let f = out.push("D57", "capacity", &d.at, "quorums carry", carries, Better::Higher, &t);
            f.aim(d.rate_peak().value.map(|r| Amount::PerSecond(r.get())));
            f.tell(|| format!("one copy does {}/s; the hottest shard or key decides before", show_short(node)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(more: &str) -> Vec<super::super::Figure> {
        let text = format!(
            "schema = 1\n[topology]\nnode_capacity = {{ rps = \"1000/s\" }}\n[workload.x]\nentry_service = \"s\"\n\
             rate_peak = \"900/s\"\nmix = {{ read = 0.5, write = 0.5 }}\n[service.s]\ndatasets = [\"d\"]\n[dataset.d]\n\
             [dataset.d.replication]\nscheme = \"leaderless_quorum\"\n{more}"
        );
        let brief = crate::brief::read(&text).unwrap();
        let world = World::new(&brief);
        let mut out = Figures::default();
        quorum_load(&world, &mut out);
        out.all
    }

    fn number(all: &[super::super::Figure], part: &str) -> f64 {
        all.iter().find(|f| f.part == part).unwrap_or_else(|| panic!("no {part}: {all:?}")).amount.number().unwrap()
    }

    #[test]
    fn a_grid_has_its_published_load() {
        // 2 x 3 at half reads: 5/12 by the quoracle library.
        let all = figures("quorum = { reads = \"a*b*c + d*e*f\", writes = \"(a + b + c)*(d + e + f)\" }\n");
        assert!((number(&all, "load") - 5.0 / 12.0).abs() < 1e-9, "{all:?}");
        assert!((number(&all, "capacity") - 2400.0).abs() < 1e-5);
    }

    #[test]
    fn counted_quorums_share_the_work_evenly() {
        let all = figures("n = 3\nr = 2\nw = 2\n");
        assert!((number(&all, "load") - 2.0 / 3.0).abs() < 1e-12);
        // One loss to spare: all three of them.
        assert!((number(&all, "spare") - 1.0).abs() < 1e-12);
        assert!((number(&all, "capacity") - 1500.0).abs() < 1e-9);
        let all = figures("n = 3\nr = 1\nw = 3\n");
        assert_eq!(all.iter().find(|f| f.part == "spare").unwrap().amount, Amount::Word("none"));
    }
}
