//! The calculator of staleness: partial quorums by versions and by time.

use super::flag::{Kind, optional, with_default};
use super::{Calculator, Inputs, Results, delay};
use crate::analysis::staleness::{self, Delay, Latency, Pace, Profile, Replica, Run, Settings, Tables, Wars};
use crate::cli::error::Failure;
use crate::cli::progress::Progress;
use crate::numbers::Amount;
use crate::numbers::staleness::SETTINGS;

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
        optional(
            "write",
            Kind::Text,
            "Delay of a write to a copy in place of the profile's: \"exp(5ms)\"; one each with ;",
        ),
        optional("ack", Kind::Text, "Delay of its acknowledgement"),
        optional("read", Kind::Text, "Delay of a read to a copy"),
        optional("response", Kind::Text, "Delay of its answer"),
        optional(
            "in-order",
            Kind::Rate,
            "Writes on each link per second, where links deliver in order: a slow one holds back the next",
        ),
        with_default("pace", Kind::Words(&["random", "even"]), "random", "How those writes follow each other"),
        with_default("after", Kind::Span, "0ms", "Time between the commit and the read"),
        optional("times", Kind::Span, "More such times; gives a curve").many(),
        with_default("level", Kind::Share, "99.9%", "Freshness whose time is asked for"),
        with_default("percentile", Kind::Share, "99%", "Percentile of the latencies"),
        optional("half-width", Kind::Share, "Sample until half the 95 % interval is at most this"),
        optional("item-writes", Kind::Rate, "Writes to one item; with --client-reads gives reads that go back in time"),
        optional("client-reads", Kind::Rate, "Reads of that item by one client"),
        with_default("seed", Kind::Count, "1", "Seed of the sampling"),
    ],
    results: &[
        ("k_stale", "fraction", "reads older than k versions"),
        ("monotonic_violation", "fraction", "reads of one client that go back in time, at most"),
        ("consistent", "fraction", "reads that see the write after that time"),
        ("stale", "fraction", "reads that miss it"),
        ("half_width", "fraction", "half the 95 % interval of either"),
        ("relative_error", "fraction", "that, of the reads that miss it"),
        ("consistent_at", "fraction", "reads that see the write, after each of the times"),
        ("time_to_level_ms", "ms", "time until reads are that fresh"),
        ("time_to_level_from_ms", "ms", "the early end of its 95 % interval"),
        ("time_to_level_to_ms", "ms", "the late end of its 95 % interval"),
        ("read_median_ms", "ms", "a read takes, median"),
        ("read_percentile_ms", "ms", "a read takes, at the percentile"),
        ("write_median_ms", "ms", "a write takes, median"),
        ("write_percentile_ms", "ms", "a write takes, at the percentile"),
        ("trials", "count", "trials, or cells of a mesh; 0: exact"),
        ("seed", "count", "seed"),
    ],
    numbers: &["D11"],
    example: "--n 3 --r 1 --w 1 --profile lnkd_disk --in-order 100/s --times 1ms,5ms,10ms",
    run: staleness,
};

/// One of the four messages of a copy.
type Leg = fn(&mut Replica) -> &mut Delay;

/// The copies: the profile's, with what the flags say in its place.
fn replicas(x: &Inputs, profile: Profile, n: usize) -> Result<Vec<Replica>, Failure> {
    let mut all = vec![profile.replica()?; n];
    let legs: [(&str, Leg); 4] = [
        ("write", |r| &mut r.write),
        ("ack", |r| &mut r.ack),
        ("read", |r| &mut r.read),
        ("response", |r| &mut r.response),
    ];
    for (flag, leg) in legs {
        let Some(text) = x.text(flag) else { continue };
        let delays = delay::read(flag, text)?;
        if delays.len() != 1 && delays.len() != n {
            return Err(Failure::new(format_args!(
                "--{flag}: found {} delays, expected 1 or {n}, one for each copy",
                delays.len()
            )));
        }
        for (i, replica) in all.iter_mut().enumerate() {
            leg(replica).clone_from(&delays[i % delays.len()]);
        }
    }
    if let Some(rate) = x.opt("in-order") {
        let pace = if x.text("pace") == Some("even") { Pace::Even } else { Pace::Random };
        for replica in &mut all {
            *replica = replica.in_order(rate, pace)?;
        }
    }
    Ok(all)
}

fn sample(x: &Inputs, model: &Wars, after: f64, progress: &Progress) -> Result<Option<Run>, Failure> {
    let seed = u64::from(x.count("seed")?);
    let mut tables = Tables::default();
    let on = |done: f64| progress.share(done);
    Ok(match x.opt("half-width") {
        Some(half) => model.sample_to(half, after, &mut tables, Settings { seed, ..Settings::FINE }, &on)?,
        None => model.sample(&mut tables, Settings { seed, ..SETTINGS }, &on)?,
    })
}

fn staleness(x: &Inputs) -> Result<Results, Failure> {
    let (n, r, w) = (x.count("n")?, x.count("r")?, x.count("w")?);
    let mut out = Results::new();
    out.put("k_stale", Amount::Share(staleness::older_than_versions(n, r, w, x.count("k")?)?));
    match (x.opt("item-writes"), x.opt("client-reads")) {
        (Some(writes), Some(reads)) => {
            let p = staleness::monotonic_reads_violation(n, r, w, writes, reads)?;
            out.put("monotonic_violation", Amount::Share(p));
        }
        (None, None) => {}
        _ => return Err(Failure::new("--item-writes and --client-reads go together")),
    }
    let profile = x.text("profile").and_then(Profile::named).unwrap_or(Profile::LnkdDisk);
    if n > staleness::MAX_REPLICAS {
        return Err(Failure::new(format_args!("--n: found {n}, expected at most {}", staleness::MAX_REPLICAS)));
    }
    let own = ["write", "ack", "read", "response"].iter().any(|f| x.has(f));
    let between = if own { 0.0 } else { profile.between_sites_ms() };
    let model = Wars::new(replicas(x, profile, n as usize)?, r, w)?.across_sites(between)?;
    let after = x.num("after")?;
    // The callback never asks to stop.
    let progress = Progress::start("sampling");
    let Some(run) = sample(x, &model, after, &progress)? else { return Ok(out) };
    let fresh = run.at(after)?;
    out.put("consistent", Amount::Share(fresh.p_consistent));
    out.put("stale", Amount::Share(fresh.p_stale));
    out.put("half_width", Amount::Share(fresh.half_width));
    if fresh.p_stale > 0.0 {
        out.put("relative_error", Amount::Share(fresh.half_width / fresh.p_stale));
    }
    let times = x.list("times");
    if !times.is_empty() {
        let curve: Result<Vec<f64>, _> = times.iter().map(|t| run.at(*t).map(|f| f.p_consistent)).collect();
        out.many("consistent_at", curve?.into_iter().map(Amount::Share));
    }
    let time = run.time_to(x.num("level")?)?;
    out.put("time_to_level_ms", Amount::Ms(time.t_ms));
    out.put("time_to_level_from_ms", Amount::Ms(time.from_ms));
    if let Some(to) = time.to_ms {
        out.put("time_to_level_to_ms", Amount::Ms(to));
    }
    let q = x.num("percentile")?;
    let both: [(_, _, Latency); 2] = [
        ("read_median_ms", "read_percentile_ms", model.read_latency()),
        ("write_median_ms", "write_percentile_ms", model.write_latency()),
    ];
    for (median, percentile, latency) in both {
        out.put(median, Amount::Ms(latency.percentile_ms(0.5)?));
        out.put(percentile, Amount::Ms(latency.percentile_ms(q)?));
    }
    out.put("trials", Amount::Count(f64::from(run.trials)));
    out.put("seed", Amount::Count(f64::from(x.count("seed")?)));
    Ok(out)
}
