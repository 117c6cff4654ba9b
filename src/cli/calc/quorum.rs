//! The calculator of quorums: counts, votes or expressions, what they survive and carry, and strategies.

use super::flag::{Kind, optional, with_default};
use super::inputs::missing;
use super::strategy::{MIX, READ_CAPACITY, READ_FRACTION, WRITE_CAPACITY};
use super::{Calculator, Inputs, Results, strategy};
use crate::analysis::availability::Availability;
use crate::analysis::quorum::{self, Fates, Group, System, nwr};
use crate::brief::Fraction;
use crate::cli::error::Failure;
use crate::cli::progress::Progress;
use crate::numbers::Amount;

impl From<quorum::Error> for Failure {
    fn from(e: quorum::Error) -> Self {
        Self::new(e)
    }
}

/// An availability as a result.
pub fn availability(a: Availability) -> Amount {
    Amount::Availability { up: a.up(), down: a.down() }
}

/// `calc quorum`.
pub static QUORUM: Calculator = Calculator {
    name: "quorum",
    about: "What a quorum guarantees, survives and carries: counts N, R, W or expressions over named nodes",
    flags: &[
        optional("n", Kind::Count, "Copies"),
        optional("r", Kind::Count, "Copies that answer a read; a majority when absent"),
        optional("w", Kind::Count, "Copies that take a write; a majority when absent"),
        optional("reads", Kind::Text, "Read quorums as an expression, such as \"choose(2, [a, b, c]) + d*e\""),
        optional("writes", Kind::Text, "Write quorums as an expression; the sets that meet every read when absent"),
        optional(
            "node-availability",
            Kind::Share,
            "Chance that a node is up, its zone being up; one for all or one each",
        )
        .many(),
        optional("zones", Kind::Text, "Zone of each node, in their order, such as a,a,b").many(),
        with_default("zone-availability", Kind::Share, "100%", "Chance that a zone is up; one for all"),
        READ_CAPACITY,
        WRITE_CAPACITY,
        READ_FRACTION,
        MIX,
        optional("weights", Kind::Count, "Votes of each copy; --r and --w then count votes").many(),
        optional("groups", Kind::Text, "Copies that one cause takes down together, and how often it is up: 1+2=99.99%")
            .many(),
        with_default("trials", Kind::Count, "200000", "States drawn where the exact availability would take too long"),
        with_default("seed", Kind::Count, "1", "Seed of those"),
        with_default(
            "survive",
            Kind::Count,
            "0",
            "Use only sets that are still quorums after this many of their members are lost",
        ),
        with_default("optimise", Kind::Words(&["load", "network", "latency"]), "load", "What the strategy makes least"),
        optional("node-latency", Kind::Span, "Time until a node answers; one for all or one each").many(),
        optional("load-limit", Kind::Number, "The busiest node carries at most this"),
        optional("network-limit", Kind::Number, "An operation contacts at most this many nodes"),
        optional("latency-limit", Kind::Span, "A quorum has answered within this, on average"),
    ],
    results: &[
        ("nodes", "count", "copies"),
        ("majority", "count", "a majority"),
        ("overlap", "count", "overlap R+W-N"),
        ("reads_meet_writes", "yes/no", "every read meets the last write"),
        ("writes_meet_writes", "yes/no", "every two writes meet"),
        ("miss_probability", "fraction", "chance that a read misses the last write before it spreads"),
        ("read_resilience", "count", "losses that reads survive, whichever they are"),
        ("write_resilience", "count", "losses that writes survive, whichever they are"),
        ("read_availability", "fraction", "reads available"),
        ("write_availability", "fraction", "writes available"),
        ("load", "1/capacity", "load of the busiest node under the best strategy"),
        ("capacity", "operations per unit of time", "capacity under the best strategy"),
        ("network_load", "count", "nodes contacted by an operation"),
        ("latency_ms", "ms", "time until a quorum has answered, on average"),
        ("uniform_load", "1/capacity", "load if every quorum is used equally often"),
        ("read_strategy", "text", "read quorums and how often each is picked"),
        ("write_strategy", "text", "write quorums and how often each is picked"),
        ("minimal_reads", "count", "minimal read quorums"),
        ("minimal_writes", "count", "minimal write quorums"),
        ("read_interval", "fraction", "95 % interval, where it is sampled"),
        ("write_interval", "fraction", "95 % interval, where it is sampled"),
        ("trials", "count", "states drawn, where it is sampled"),
        ("sampled", "text", "why it is sampled"),
        ("both_availability", "fraction", "reads and writes available at once"),
    ],
    numbers: &["D10", "D09", "D07", "D08", "D57"],
    example: "--n 3 --r 2 --w 2 --node-availability 99.9%",
    run: quorum,
};

/// The system, its counts where it has any, and whether reads meet writes.
struct Built {
    reads: System,
    writes: System,
    meet: Option<System>,
    counts: Option<(u32, u32, u32)>,
}

fn build(x: &Inputs) -> Result<Built, Failure> {
    let (reads, writes) = (x.text("reads"), x.text("writes"));
    if [reads.is_some() || writes.is_some(), x.has("n"), x.has("weights")].into_iter().filter(|given| *given).count()
        > 1
    {
        return Err(Failure::new("give one of --n, --weights, and --reads with --writes"));
    }
    if reads.is_some() || writes.is_some() {
        let system = match (reads, writes) {
            (Some(r), Some(w)) => System::from_both(r, w)?,
            (Some(r), None) => System::from_reads(r)?,
            (None, Some(w)) => System::from_writes(w)?,
            (None, None) => return Err(missing("n")),
        };
        return Ok(Built { reads: system.clone(), writes: system.clone(), meet: Some(system), counts: None });
    }
    if x.has("weights") {
        return votes(x);
    }
    let n = x.opt("n").ok_or_else(|| missing("n").hint("or give --reads, an expression over named nodes"))?;
    let n = super::inputs::whole("n", n)?;
    let majority = nwr::majority(n)?.quorum;
    let r = if x.has("r") { x.count("r")? } else { majority };
    let w = if x.has("w") { x.count("w")? } else { majority };
    nwr::overlap(n, r, w)?;
    let side = |k: u32| System::counted(n as usize, k as usize, (n - k + 1) as usize);
    let meet = if r + w > n { Some(System::counted(n as usize, r as usize, w as usize)?) } else { None };
    Ok(Built {
        reads: side(r)?,
        writes: System::counted(n as usize, (n - w + 1) as usize, w as usize)?,
        meet,
        counts: Some((n, r, w)),
    })
}

/// Puts availabilities: exact, or drawn at random where the exact method would take too long.
fn available(x: &Inputs, built: &Built, fates: &Fates, out: &mut Results) -> Result<(), Failure> {
    let exact = built.reads.availability(fates).and_then(|r| Ok((r, built.writes.availability(fates)?)));
    match exact {
        Ok((r, w)) => {
            out.put("read_availability", availability(r.read));
            out.put("write_availability", availability(w.write));
            if let Some(system) = &built.meet {
                out.put("both_availability", availability(system.availability(fates)?.both));
            }
        }
        Err(why @ quorum::Error::TooLarge { .. }) => {
            let (trials, seed) = (x.count("trials")?, u64::from(x.count("seed")?));
            let _progress = Progress::start("sampling");
            let sampled = built.reads.sampled_availability(fates, trials, seed)?;
            out.put("read_availability", Amount::Share(sampled.read.up));
            out.many("read_interval", [Amount::Share(sampled.read.low), Amount::Share(sampled.read.high)]);
            out.put("write_availability", Amount::Share(sampled.write.up));
            out.many("write_interval", [Amount::Share(sampled.write.low), Amount::Share(sampled.write.high)]);
            out.put("both_availability", Amount::Share(sampled.both.up));
            out.put("trials", Amount::Count(f64::from(trials)));
            out.texts("sampled", vec![format!("exact would take too long ({why}); drawn with seed {seed}")]);
        }
        Err(why) => return Err(why.into()),
    }
    Ok(())
}

/// Votes: a copy of weight 2 stands twice among those of which so many are needed.
fn votes(x: &Inputs) -> Result<Built, Failure> {
    let weights = x.counts("weights")?;
    let all: u32 = weights.iter().sum();
    if weights.is_empty() || all == 0 || all > 64 {
        return Err(Failure::new(format_args!("--weights: found {all} votes in all, expected from 1 to 64")));
    }
    let each = weights.iter().zip(1..).flat_map(|(w, i)| std::iter::repeat_n(format!("n{i}"), *w as usize));
    let list = each.collect::<Vec<_>>().join(", ");
    let side = |name: &'static str| -> Result<String, Failure> {
        let k = if x.has(name) { x.count(name)? } else { all / 2 + 1 };
        Ok(format!("choose({k}, [{list}])"))
    };
    let system = System::from_both(&side("r")?, &side("w")?)?;
    Ok(Built { reads: system.clone(), writes: system.clone(), meet: Some(system), counts: None })
}

fn quorum(x: &Inputs) -> Result<Results, Failure> {
    let built = build(x)?;
    let n = built.reads.names().len();
    let mut out = Results::new();
    out.put("nodes", Amount::Count(n as f64));
    if let Some((n, r, w)) = built.counts {
        let o = nwr::overlap(n, r, w)?;
        out.put("majority", Amount::Count(f64::from(nwr::majority(n)?.quorum)));
        out.put("overlap", Amount::Count(f64::from(r) + f64::from(w) - f64::from(n)));
        out.yes("reads_meet_writes", o.reads_meet_writes);
        out.yes("writes_meet_writes", o.writes_meet_writes);
        out.put("miss_probability", Amount::Share(nwr::read_misses_write(n, r, w)?));
    } else {
        out.yes("reads_meet_writes", true);
        out.yes("writes_meet_writes", built.writes.writes_that_miss()?.is_none());
    }
    out.put("read_resilience", Amount::Count(built.reads.read_resilience()? as f64));
    out.put("write_resilience", Amount::Count(built.writes.write_resilience()? as f64));
    if x.has("node-availability") {
        let fates = fates(x, built.reads.names())?;
        available(x, &built, &fates, &mut out)?;
    }
    if let Some(system) = &built.meet {
        strategy::put(x, system, n, &mut out)?;
    }
    Ok(out)
}

/// One value for every node, or one each.
pub(super) fn each(x: &Inputs, name: &'static str, n: usize) -> Result<Vec<f64>, Failure> {
    let values = x.list(name);
    match values.len() {
        1 => Ok(vec![values[0]; n]),
        len if len == n => Ok(values),
        len => Err(Failure::new(format_args!("--{name}: found {len} values, expected 1 or {n}, one for each node"))),
    }
}

/// `a+b=99.99%`: nodes by name, and how often what they share is up.
fn group(text: &str, names: &[String]) -> Result<Group, Failure> {
    let wrong = |why: String| Failure::new(format_args!("--groups: found \"{text}\", {why}"));
    let (nodes, up) = text.split_once('=').ok_or_else(|| wrong("expected nodes and a share: a+b=99.99%".to_owned()))?;
    let up = Fraction::parse(up.trim()).map_err(|why| wrong(format!("expected {why}")))?.get();
    let find = |name: &str| {
        let known = || format!("expected nodes among {}", names.join(", "));
        names.iter().position(|n| n == name.trim()).ok_or_else(|| wrong(known()))
    };
    Ok(Group { up, nodes: nodes.split('+').map(find).collect::<Result<_, _>>()? })
}

fn fates(x: &Inputs, names: &[String]) -> Result<Fates, Failure> {
    let n = names.len();
    let node = each(x, "node-availability", n)?;
    let groups = x.texts("groups").iter().map(|g| group(g, names)).collect::<Result<Vec<_>, _>>()?;
    let named = x.texts("zones");
    if named.is_empty() {
        return Ok(Fates { node, groups, ..Fates::default() });
    }
    if named.len() != n {
        return Err(Failure::new(format_args!(
            "--zones: found {} zones, expected {n}, one for each node",
            named.len()
        )));
    }
    let mut zones: Vec<String> = Vec::new();
    let mut zone_of = Vec::new();
    for name in named {
        let at = zones.iter().position(|z| *z == name).unwrap_or_else(|| {
            zones.push(name);
            zones.len() - 1
        });
        zone_of.push(Some(at));
    }
    let zones = vec![x.num("zone-availability")?; zones.len()];
    Ok(Fates { node, zone_of, zones, groups })
}

#[cfg(test)]
mod tests {
    use super::super::inputs::tests::of;
    use super::*;

    fn number(results: &Results, key: &str) -> f64 {
        let cell = &results.0.iter().find(|r| r.0 == key).unwrap_or_else(|| panic!("no {key}")).1;
        match cell {
            super::super::Cell::One(a) => a.number().unwrap(),
            other => panic!("{key}: {other:?}"),
        }
    }

    #[test]
    fn quorums_that_do_not_meet_are_answered_too() {
        let results = quorum(&of(&QUORUM, "--n 3 --r 1 --w 1 --node-availability 99%")).unwrap();
        assert_eq!(number(&results, "overlap"), -1.0);
        assert!((number(&results, "miss_probability") - 2.0 / 3.0).abs() < 1e-12);
        assert!((number(&results, "read_availability") - (1.0 - 1e-6)).abs() < 1e-12);
        assert!(results.0.iter().all(|r| r.0 != "load"), "no strategy for quorums that miss each other");
    }

    #[test]
    fn expressions_and_zones_are_read() {
        let results = quorum(&of(
            &QUORUM,
            "--reads choose(2, [a, b, c]) --node-availability 100% --zones x,x,y --zone-availability 90%",
        ))
        .unwrap();
        // Two of three nodes are in x: reads live and die with it.
        assert!((number(&results, "read_availability") - 0.9).abs() < 1e-12);
    }
}
