//! Calculators about copies that are apart: commits over distances, partitions, prices of regions, spare zones, failure
//! detectors.

use super::flag::{Kind, optional, required, with_default};
use super::{Calculator, Inputs, Results};
use crate::analysis::{capacity, latency, replicas, suspicion};
use crate::cli::error::Failure;
use crate::numbers::Amount;

/// `calc commit`.
pub static COMMIT: Calculator = Calculator {
    name: "commit",
    about: "How long a replicated write waits, and what losing the nearest copy does to it",
    flags: &[
        with_default("client-rtt", Kind::Span, "0ms", "Round trip from the client to the leader or coordinator"),
        optional("rtts", Kind::Span, "Round trips from there to each other copy (leaderless: to each copy)").many(),
        optional("quorum", Kind::Count, "Copies that must have the write, the leader included; a majority when absent"),
        with_default("fsync", Kind::Span, "0ms", "Time to flush the write"),
        with_default("kind", Kind::Words(&["leader", "leaderless", "fast"]), "leader", "Who collects the answers"),
        optional("km", Kind::Number, "Distance; gives the shortest round trip that light in fibre allows"),
        optional("from", Kind::Number, "Latitude and longitude of one place, in degrees; with --to").many(),
        optional("to", Kind::Number, "Latitude and longitude of the other").many(),
    ],
    results: &[
        ("commit_ms", "ms", "commit"),
        ("nearest_lost_ms", "ms", "commit after the nearest copy is lost"),
        ("quorum", "count", "copies that must have it"),
        ("distance_km", "km", "distance, great circle, km"),
        ("rtt_floor_ms", "ms", "no round trip is shorter"),
    ],
    numbers: &["D12", "D13"],
    example: "--rtts 1ms,60ms,70ms,150ms --quorum 3",
    run: commit_of,
};

fn place(x: &Inputs, name: &'static str) -> Result<(f64, f64), Failure> {
    match x.list(name)[..] {
        [lat, lon] => Ok((lat, lon)),
        _ => Err(Failure::new(format_args!("--{name}: expected latitude and longitude, such as 52.5,13.4"))),
    }
}

fn commit_of(x: &Inputs) -> Result<Results, Failure> {
    let mut out = Results::new();
    let rtts = x.list("rtts");
    if !rtts.is_empty() {
        let (client, fsync) = (x.num("client-rtt")?, x.num("fsync")?);
        let leaderless = x.text("kind") == Some("leaderless");
        let copies = if leaderless { rtts.len() } else { rtts.len() + 1 };
        let fast = x.text("kind") == Some("fast");
        let quorum = if fast {
            latency::fast_quorum(u32::try_from(copies).unwrap_or(u32::MAX))? as usize
        } else if x.has("quorum") {
            x.count("quorum")? as usize
        } else {
            copies / 2 + 1
        };
        let found = if fast {
            latency::fast_commit(client, &rtts, fsync)?
        } else if leaderless {
            latency::leaderless_commit(client, &rtts, quorum, fsync)?
        } else {
            latency::leader_commit(client, &rtts, quorum, fsync)?
        };
        out.put("commit_ms", Amount::Ms(found.ms));
        out.put("nearest_lost_ms", found.nearest_lost_ms.map_or(Amount::Word("none: no quorum is left"), Amount::Ms));
        out.put("quorum", Amount::Count(quorum as f64));
    }
    let km = match (x.opt("km"), x.has("from") || x.has("to")) {
        (_, true) => {
            let km = latency::great_circle_km(place(x, "from")?, place(x, "to")?)?;
            out.put("distance_km", Amount::Count(km));
            Some(km)
        }
        (km, false) => km,
    };
    if let Some(km) = km {
        out.put("rtt_floor_ms", Amount::Ms(latency::rtt_floor_ms(km)?));
    }
    if out.0.is_empty() {
        return Err(Failure::new("nothing to compute: give --rtts, --km, or --from with --to"));
    }
    Ok(out)
}

/// `calc suspicion`.
pub static SUSPICION: Calculator = Calculator {
    name: "suspicion",
    about: "How often a failure detector suspects a healthy node",
    flags: &[
        with_default("loss", Kind::Share, "1%", "Heartbeats that are lost, independently"),
        with_default("timeout", Kind::Span, "1s", "Time without a heartbeat that makes suspicious"),
        with_default("heartbeat", Kind::Span, "100ms", "Interval of heartbeats"),
        optional("phi", Kind::Number, "Threshold of a phi accrual detector instead"),
    ],
    results: &[
        ("heartbeats", "count", "heartbeats that must be lost in a row"),
        ("per_window", "fraction", "false suspicion in one window"),
        ("per_hour", "count", "false suspicions per hour"),
        ("phi_wrong", "fraction", "chance that the phi detector is wrong"),
    ],
    numbers: &["D15"],
    example: "--loss 1% --timeout 300ms --heartbeat 100ms --phi 8",
    run: suspicion_of,
};

fn suspicion_of(x: &Inputs) -> Result<Results, Failure> {
    let s = suspicion::heartbeat(x.num("loss")?, x.num("timeout")?, x.num("heartbeat")?)?;
    let mut out = Results::new();
    out.put("heartbeats", Amount::Count(f64::from(s.heartbeats)));
    out.put("per_window", Amount::Share(s.per_window));
    out.put("per_hour", Amount::Count(s.per_hour));
    if let Some(phi) = x.opt("phi") {
        out.put("phi_wrong", Amount::Share(suspicion::phi(phi)?));
    }
    Ok(out)
}

/// `calc zones`.
pub static ZONES: Calculator = Calculator {
    name: "zones",
    about: "Capacity that must stand by so that the loss of zones is survived",
    flags: &[
        optional("zones", Kind::Count, "Equal zones"),
        with_default("lost", Kind::Count, "1", "Zones that may be lost at once"),
        with_default("target", Kind::Share, "100%", "Utilisation that is still fine after the loss"),
        optional("capacities", Kind::Number, "Capacities of unlike zones; the largest is lost").many(),
        optional("utilisation", Kind::Share, "Utilisation in normal times; gives that after the loss"),
    ],
    results: &[
        ("factor", "factor", "capacity to install for what the load needs"),
        ("max_utilisation", "fraction", "highest utilisation in normal times"),
        ("share_left", "fraction", "capacity that is left"),
        ("utilisation_after", "fraction", "utilisation after the loss"),
    ],
    numbers: &["D19"],
    example: "--zones 3 --lost 1 --target 80% --utilisation 50%",
    run: zones_of,
};

fn zones_of(x: &Inputs) -> Result<Results, Failure> {
    let mut out = Results::new();
    let capacities = x.list("capacities");
    let left = if x.has("zones") {
        let o = capacity::overprovision(x.count("zones")?, x.count("lost")?, x.num("target")?)?;
        out.put("factor", Amount::Factor(o.factor));
        out.put("max_utilisation", Amount::Share(o.max_utilisation));
        1.0 / o.factor
    } else if capacities.is_empty() {
        return Err(Failure::new("nothing to compute: give --zones or --capacities"));
    } else {
        let left = capacity::share_without_largest(&capacities)?;
        if left > 0.0 {
            out.put("factor", Amount::Factor(1.0 / left));
        }
        out.put("max_utilisation", Amount::Share(x.num("target")? * left));
        left
    };
    out.put("share_left", Amount::Share(left));
    if let Some(now) = x.opt("utilisation") {
        let after = capacity::utilisation_after_loss(now, left)?;
        out.put("utilisation_after", Amount::Share(after));
    }
    Ok(out)
}

/// `calc partition`.
pub static PARTITION: Calculator = Calculator {
    name: "partition",
    about: "Requests that a consistent system refuses while it is cut in two",
    flags: &[
        required("rate", Kind::Rate, "Requests per second"),
        required("duration", Kind::Span, "Length of the partition"),
        required("minority", Kind::Share, "Clients on the side without a quorum"),
        with_default("leader-in-minority", Kind::Words(&["yes", "no"]), "no", "The leader was on that side"),
        with_default("failover", Kind::Span, "0ms", "Time until the other side has a leader"),
    ],
    results: &[("refused", "count", "requests refused"), ("refused_share", "fraction", "of all requests meanwhile")],
    numbers: &["D54"],
    example: "--rate 1000/s --duration 5min --minority 20% --leader-in-minority yes --failover 10s",
    run: partition_of,
};

fn partition_of(x: &Inputs) -> Result<Results, Failure> {
    let (rate, duration) = (x.num("rate")?, x.num("duration")?);
    let there = x.text("leader-in-minority") == Some("yes");
    let refused = replicas::partition_cost(rate, duration, x.num("minority")?, there, x.num("failover")?)?;
    let mut out = Results::new();
    out.put("refused", Amount::Count(refused));
    let all = rate * duration / 1000.0;
    if all > 0.0 {
        out.put("refused_share", Amount::Share(refused / all));
    }
    Ok(out)
}

/// `calc regions`.
pub static REGIONS: Calculator = Calculator {
    name: "regions",
    about: "What copies in several regions send and store, and what that costs at your prices",
    flags: &[
        required("write-bytes", Kind::Size, "Bytes written per second"),
        required("regions", Kind::Count, "Regions that hold copies"),
        with_default("egress", Kind::Number, "0", "Price of a gigabyte between regions"),
        with_default("size", Kind::Size, "0 B", "Data stored, without its copies"),
        optional("copies", Kind::Count, "Copies in all; one for each region when absent"),
    ],
    results: &[
        ("egress_bytes_per_s", "bytes", "leave the region each second"),
        ("egress_cost", "price", "price of that for 30 days"),
        ("stored_bytes", "bytes", "stored in all"),
    ],
    numbers: &["D56"],
    example: "--write-bytes \"2 MB\" --regions 3 --egress 0.02 --size \"400 GB\"",
    run: regions_of,
};

fn regions_of(x: &Inputs) -> Result<Results, Failure> {
    let regions = x.count("regions")?;
    let copies = if x.has("copies") { x.count("copies")? } else { regions };
    let c = replicas::region_cost(x.num("write-bytes")?, regions, x.num("egress")?, x.num("size")?, copies)?;
    let mut out = Results::new();
    out.put("egress_bytes_per_s", Amount::Bytes(c.egress_bytes_per_s));
    out.put("egress_cost", Amount::Count(c.egress_cost));
    out.put("stored_bytes", Amount::Bytes(c.stored_bytes));
    Ok(out)
}
