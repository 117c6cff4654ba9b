//! Calculators about copies: quorums and staleness.

use super::flag::{Kind, optional, with_default};
use super::inputs::missing;
use super::{Calculator, Inputs, Results};
use crate::analysis::availability::Availability;
use crate::analysis::quorum::{self, Fates, Mix, Profile as Capacities, System, nwr};
use crate::analysis::staleness::{self, Profile, Settings, Tables};
use crate::cli::error::Failure;
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
        with_default(
            "read-capacity",
            Kind::Number,
            "1",
            "Reads that a node answers per unit of time; one for all or one each",
        )
        .many(),
        with_default(
            "write-capacity",
            Kind::Number,
            "1",
            "Writes that a node takes per unit of time; one for all or one each",
        )
        .many(),
        with_default("read-fraction", Kind::Share, "50%", "Reads among all operations"),
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
    ],
    numbers: &["D10", "D09", "D07", "D08"],
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
    if reads.is_some() || writes.is_some() {
        let system = match (reads, writes) {
            (Some(r), Some(w)) => System::from_both(r, w)?,
            (Some(r), None) => System::from_reads(r)?,
            (None, Some(w)) => System::from_writes(w)?,
            (None, None) => return Err(missing("n")),
        };
        return Ok(Built { reads: system.clone(), writes: system.clone(), meet: Some(system), counts: None });
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
        let fates = fates(x, n)?;
        out.put("read_availability", availability(built.reads.availability(&fates)?.read));
        out.put("write_availability", availability(built.writes.availability(&fates)?.write));
    }
    if let Some(system) = &built.meet {
        let profile = Capacities {
            read_capacity: each(x, "read-capacity", n)?,
            write_capacity: each(x, "write-capacity", n)?,
            latency: vec![0.0; n],
        };
        let mix = Mix::fixed(x.num("read-fraction")?)?;
        let strategy = system.least_load(&profile, &mix)?;
        out.put("load", Amount::Count(strategy.load(&profile, &mix)));
        out.put("capacity", Amount::Count(strategy.capacity(&profile, &mix)));
        out.put("network_load", Amount::Count(strategy.network_load(&mix)));
    }
    Ok(out)
}

/// One value for every node, or one each.
fn each(x: &Inputs, name: &'static str, n: usize) -> Result<Vec<f64>, Failure> {
    let values = x.list(name);
    match values.len() {
        1 => Ok(vec![values[0]; n]),
        len if len == n => Ok(values),
        len => Err(Failure::new(format_args!("--{name}: found {len} values, expected 1 or {n}, one for each node"))),
    }
}

fn fates(x: &Inputs, n: usize) -> Result<Fates, Failure> {
    let node = each(x, "node-availability", n)?;
    let named = x.texts("zones");
    if named.is_empty() {
        return Ok(Fates { node, ..Fates::default() });
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
    Ok(Fates { node, zone_of, zones, ..Fates::default() })
}

/// `calc staleness`.
pub static STALENESS: Calculator = Calculator {
    name: "staleness",
    about: "How often and for how long a partial quorum answers with old data",
    flags: &[
        with_default("n", Kind::Count, "3", "Copies"),
        with_default("r", Kind::Count, "1", "Copies that answer a read"),
        with_default("w", Kind::Count, "1", "Copies that take a write"),
        with_default("k", Kind::Count, "1", "Versions: how often is a read older than this many"),
        with_default(
            "profile",
            Kind::Words(&["lnkd_ssd", "lnkd_disk", "ymmr", "wan"]),
            "lnkd_disk",
            "Published delays of a production system",
        ),
        with_default("after", Kind::Span, "0ms", "Time between the commit and the read"),
        with_default("level", Kind::Share, "99.9%", "Freshness whose time is asked for"),
        with_default("seed", Kind::Count, "1", "Seed of the sampling"),
    ],
    results: &[
        ("k_stale", "fraction", "reads older than k versions"),
        ("consistent", "fraction", "reads that see the write after that time"),
        ("stale", "fraction", "reads that miss it"),
        ("half_width", "fraction", "half the 95 % interval of either"),
        ("time_to_level_ms", "ms", "time until reads are that fresh"),
        ("time_to_level_from_ms", "ms", "the early end of its 95 % interval"),
        ("time_to_level_to_ms", "ms", "the late end of its 95 % interval"),
        ("trials", "count", "trials"),
    ],
    numbers: &["D11"],
    example: "--n 3 --r 1 --w 1 --profile lnkd_disk",
    run: staleness,
};

fn staleness(x: &Inputs) -> Result<Results, Failure> {
    let (n, r, w) = (x.count("n")?, x.count("r")?, x.count("w")?);
    let mut out = Results::new();
    out.put("k_stale", Amount::Share(staleness::older_than_versions(n, r, w, x.count("k")?)?));
    let profile = x.text("profile").and_then(Profile::named).ok_or_else(|| missing("profile"))?;
    let settings = Settings { seed: u64::from(x.count("seed")?), ..Settings::LIVE };
    let run = profile.model(n, r, w)?.sample(&mut Tables::default(), settings, &|_| true)?;
    // The callback never asks to stop.
    let Some(run) = run else { return Ok(out) };
    let fresh = run.at(x.num("after")?)?;
    out.put("consistent", Amount::Share(fresh.p_consistent));
    out.put("stale", Amount::Share(fresh.p_stale));
    out.put("half_width", Amount::Share(fresh.half_width));
    let time = run.time_to(x.num("level")?)?;
    out.put("time_to_level_ms", Amount::Ms(time.t_ms));
    out.put("time_to_level_from_ms", Amount::Ms(time.from_ms));
    if let Some(to) = time.to_ms {
        out.put("time_to_level_to_ms", Amount::Ms(to));
    }
    out.put("trials", Amount::Count(f64::from(run.trials)));
    Ok(out)
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
