//! Figures of whole briefs: the table of numbers as a set, values worked out by hand, provenance, targets, skips, and that
//! no edit makes a figure panic or leak a number that is none.

use std::collections::HashSet;

use dsbench::brief::{self, Brief, Edit, Value};
use dsbench::numbers::{Amount, Figure, NUMBERS, Origin, derive, number};

pub(super) const EXAMPLE: &str = include_str!("../data/briefs/example.brief.toml");
const FULL: &str = include_str!("../data/briefs/full.brief.toml");

pub(super) fn read(text: &str) -> Brief {
    brief::read(text).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

pub(super) fn find<'a>(figures: &'a [Figure], key: &str) -> &'a Figure {
    figures.iter().find(|f| f.key() == key).unwrap_or_else(|| {
        let near: Vec<String> = figures.iter().map(Figure::key).filter(|k| k[..3] == key[..3]).collect();
        panic!("no figure {key}; of that number: {near:?}")
    })
}

fn close(figures: &[Figure], key: &str, expected: f64) {
    let figure = find(figures, key);
    let found = figure.amount.number().unwrap_or_else(|| panic!("{key} is {}", figure.amount));
    let error = (found - expected).abs() / expected.abs().max(1e-300);
    assert!(error < 1e-6 || (found - expected).abs() < 1e-12, "{key}: {found} against {expected}");
}

/// Unavailability, where nines would hide the difference.
pub(super) fn down(figures: &[Figure], key: &str, expected: f64, within: f64) {
    match find(figures, key).amount {
        Amount::Availability { down, .. } => {
            assert!((down / expected - 1.0).abs() < within, "{key}: down {down} against {expected}");
        }
        ref other => panic!("{key} is {other}"),
    }
}

#[test]
fn the_table_is_a_set_with_pages_and_sources() {
    let sources = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/reference/sources.md")).unwrap();
    let (mut ids, mut slugs) = (HashSet::new(), HashSet::new());
    for n in NUMBERS {
        assert!(ids.insert(n.id), "{} twice", n.id);
        assert!(slugs.insert(n.slug), "slug {} twice", n.slug);
        assert!(n.page.starts_with(&format!("# {} {}", n.id, n.title())), "{}: page and name differ", n.id);
        assert_eq!(number(n.id).unwrap().slug, n.slug);
        assert_eq!(number(n.slug).unwrap().id, n.id);
        for key in n.source.split(", ").filter(|k| k.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())) {
            assert!(sources.contains(&format!("**{key}**")), "{}: no source {key}", n.id);
        }
        assert!(!n.formula.is_empty() && !n.assumes.is_empty() && !n.group.is_empty(), "{}: empty words", n.id);
    }
    assert!(NUMBERS.windows(2).all(|p| p[0].id < p[1].id), "the table is in the order of ids");
}

#[test]
fn every_figure_is_whole() {
    for text in [EXAMPLE, FULL] {
        let figures = derive(&read(text));
        check_whole(&figures);
        assert!(figures.len() > 60, "{}", figures.len());
    }
}

pub(super) fn check_whole(figures: &[Figure]) {
    let mut keys = HashSet::new();
    for f in figures {
        let key = f.key();
        assert!(f.amount.number().is_none_or(f64::is_finite), "{key} is {}", f.amount);
        assert!(f.target.as_ref().and_then(Amount::number).is_none_or(f64::is_finite), "{key} has no finite target");
        assert!(f.distance().is_none_or(f64::is_finite), "{key} has no finite distance");
        assert!(f.label.chars().count() <= 23, "{key}: the label {:?} leaves no room for its value", f.label);
        for input in &f.trace.inputs {
            let path = input.at.to_string();
            assert!(brief::path::named(&path).is_ok(), "{key} rests on {path}, which is no field");
        }
        if let Amount::Undefined(why) = &f.amount {
            assert!(why.len() > 8 && !why.contains("NaN"), "{key}: {why:?}");
        }
        assert!(keys.insert(key.clone()), "{key} twice");
    }
}

#[test]
fn the_example_gives_what_its_decisions_say() {
    let figures = derive(&read(EXAMPLE));
    // 0.05 % of 30 days; 400 requests a second for 30 days.
    close(&figures, "D01/slo.checkout-success#time", 0.0005 * 30.0 * 86_400_000.0);
    close(&figures, "D01/slo.checkout-success#requests", 0.0005 * 400.0 * 30.0 * 86_400.0);
    close(&figures, "D02/slo.checkout-success#alert-1", 14.4);
    close(&figures, "D02/slo.checkout-success#alert-2", 6.0);
    close(&figures, "D02/slo.checkout-success#alert-3", 3.0);
    close(&figures, "D02/slo.checkout-success#alert-4", 1.0);
    close(&figures, "D02/slo.checkout-success#most", 2000.0);
    // 14.4 x 0.0005 x 1 h for a total outage.
    close(&figures, "D02/slo.checkout-success#detect-1", 14.4 * 0.0005 * 3_600_000.0);
    // One copy in each of three zones, two needed.
    down(&figures, "D08/dataset.orders#write", 6.74e-6, 1e-2);
    down(&figures, "D08/dataset.orders#read", 6.74e-6, 1e-2);
    down(&figures, "D07/dataset.orders", 2.998e-6, 1e-3);
    close(&figures, "D09/dataset.orders#majority", 2.0);
    close(&figures, "D09/dataset.orders#tolerance", 1.0);
    assert_eq!(find(&figures, "D09/dataset.orders#tolerance").target, Some(Amount::Count(1.0)));
    // gateway 99.9 % (assumed), orders 99.99 %, payments 99.9 %, two datasets of three zones.
    down(&figures, "D04/workload.place-order", 0.001 + 0.0001 + 0.001 + 2.0 * 6.74e-6, 2e-3);
    let serial = find(&figures, "D04/workload.place-order");
    assert!(serial.shown().starts_with("~99.79"), "{}", serial.shown());
    assert!(serial.distance().unwrap() > 3.0, "the objective of 99.95 % is missed by far");
    close(&figures, "D10/dataset.cart#read-write", 1.0);
    close(&figures, "D10/dataset.cart#write-write", 1.0);
    close(&figures, "D10/dataset.cart#read-losses", 1.0);
    close(&figures, "D11/dataset.cart#k1", 0.0);
    // Client to leader and leader to follower, 1 ms each as stated, and 1 ms to flush.
    close(&figures, "D12/dataset.orders#commit", 3.0);
    close(&figures, "D12/dataset.orders#nearest-lost", 3.0);
    close(&figures, "D20/service.orders#worst", 2.0);
    // Three attempts, but only two backends to try.
    close(&figures, "D20/service.payments-provider#worst", 4.0);
    close(&figures, "D20/service.payments-provider#budgeted", 2.2);
    close(&figures, "D20/service.orders#load", 2400.0);
    assert_eq!(find(&figures, "D20/service.orders#load").target, Some(Amount::PerSecond(3000.0)));
    close(&figures, "D21/call.orders-payments", 1.001);
    close(&figures, "D22/call.gateway-orders", 1.1);
    // 55 % busy, 1.1 times the load at worst.
    close(&figures, "D23/service.orders#threshold", 1.0 / 1.1);
    close(&figures, "D23/service.orders#storm", 0.605);
    // Two attempts of 250 ms and one wait of 20 ms.
    close(&figures, "D24/call.gateway-orders#worst", 520.0);
    // The latency threshold of 300 ms is the patience of the workload: one attempt fits.
    close(&figures, "D25/call.gateway-orders", 300.0);
    close(&figures, "D26/call.gateway-orders", 1.0);
    assert_eq!(find(&figures, "D26/call.gateway-orders").target, Some(Amount::Count(2.0)));
    // An attempt of the gateway waits 250 ms, an attempt at the provider 2 s.
    close(&figures, "D25/call.orders-payments", 250.0);
    close(&figures, "D26/call.orders-payments", 0.0);
    close(&figures, "D19/service.orders#lost", 0.55 * 1.5);
    close(&figures, "D28/service.orders#utilisation", 0.55);
    // 10 min at 500/s; 15 min of queue in front of it.
    close(&figures, "D30/queue.receipts#useful", 300_000.0);
    close(&figures, "D30/queue.receipts#wait", 900_000.0);
    assert_eq!(find(&figures, "D30/queue.receipts#wait").target, Some(Amount::Ms(600_000.0)));
    close(&figures, "D33/workload.place-order#slow", 1.0 - 0.99_f64.powi(4));
    close(&figures, "D33/workload.place-order#leaf", 0.99_f64.powf(0.25));
    let lock = find(&figures, "D40/lock.settlement#needed");
    assert!(lock.amount.to_string().contains("delays have no bound"), "{}", lock.amount);
}

#[test]
fn a_failover_waits_for_the_election() {
    let figures = derive(&read(EXAMPLE));
    let mean = find(&figures, "D14/dataset.orders#mean");
    let ms = mean.amount.number().unwrap();
    assert!((1000.0..2000.0).contains(&ms), "{ms}");
    assert!(mean.assumed(), "the election timeout is an open question");
    let longest = find(&figures, "D14/dataset.orders#longest");
    assert_eq!(longest.target, Some(Amount::Ms(60_000.0)));
    assert!(longest.distance().unwrap() < 0.0);
    // 12 planned, 0.55 and 0.1 unplanned a year.
    close(&figures, "D03/dataset.orders#year", 12.65 * ms);
    close(&figures, "D03/dataset.orders#share", 12.65 * ms / (0.0005 * 365.0 * 86_400_000.0));
}

/// A small brief for what the example does not hold.
const SMALL: &str = r#"
schema = 1
[workload.main]
entry_service = "front"
rate_peak = "80/s"
mix = { read = 0.5, write = 0.5 }
[failure.node]
mode = "node_loss"
[region.x]
lat = 0
lon = 0
[region.x.zone.a]
[region.x.zone.b]
[region.y]
lat = 0
lon = 90
[region.y.zone.a]
[topology]
traffic_steering = { kind = "dns", ttl = "60s" }
[clock]
max_pause = "1s"
max_msg_delay = "0ms"
drift = "200ppm"
[dataset.copied]
rpo = "1s"
[dataset.copied.replication]
scheme = "single_leader_async"
n = 2
placement = ["x/a", "y/a"]
async_lag = { p99 = "1.5s" }
failover = { mode = "manual" }
[dataset.partial]
[dataset.partial.replication]
scheme = "leaderless_quorum"
n = 3
r = 1
w = 1
placement = ["x/a", "x/a", "x/b"]
sloppy_quorum = true
[dataset.grid]
[dataset.grid.replication]
scheme = "leaderless_quorum"
placement = ["x/a", "x/b", "x/a", "x/b"]
quorum = { reads = "a*b + c*d", writes = "a*c + a*d + b*c + b*d" }
[service.front]
capacity = "100/s"
service_time = { mean = "100ms" }
datasets = ["copied", "partial"]
usl = { contention = 0.05, coherency = 0.0005 }
[lock.job]
ttl = "10s"
client_margin = "1s"
"#;

#[test]
fn published_figures_come_out_of_a_small_brief() {
    let figures = derive(&read(SMALL));
    check_whole(&figures);
    close(&figures, "D11/dataset.partial#k1", 2.0 / 3.0);
    close(&figures, "D11/dataset.partial#k3", (2.0_f64 / 3.0).powi(3));
    close(&figures, "D10/dataset.partial#read-write", -1.0);
    let void = find(&figures, "D10/dataset.partial#read-write").remark.clone().unwrap();
    assert!(void.contains("sloppy"), "{void}");
    // Any two pairs: a read survives one loss, a write one.
    close(&figures, "D10/dataset.grid#read-losses", 1.0);
    close(&figures, "D10/dataset.grid#write-losses", 1.0);
    assert!(matches!(find(&figures, "D08/dataset.grid#read").amount, Amount::Availability { .. }));
    // Ten servers, 80/s at 100 ms: Erlang C.
    let wait = find(&figures, "D28/service.front#mean").amount.number().unwrap();
    assert!((wait - 20.46).abs() < 0.005, "{wait}");
    let p99 = find(&figures, "D28/service.front#p99").amount.number().unwrap();
    assert!((p99 - 185.6).abs() < 0.05, "{p99}");
    close(&figures, "D28/service.front#utilisation", 0.8);
    let peak = find(&figures, "D31/service.front#peak").amount.number().unwrap();
    assert!((peak - 43.59).abs() < 0.005, "{peak}");
    // 40 writes a second, 1.5 s behind.
    close(&figures, "D16/dataset.copied#time", 1500.0);
    close(&figures, "D16/dataset.copied#writes", 60.0);
    assert!(find(&figures, "D16/dataset.copied#time").distance().unwrap() > 0.0, "the RPO of 1 s is missed");
    // Nobody takes over: writes are as available as the leader's node and zone.
    down(&figures, "D08/dataset.copied#write", 1.0 - 0.9995 * 0.999, 1e-6);
    // A quarter of the equator.
    let floor = find(&figures, "D13/region.y").amount.number().unwrap();
    assert!((floor - 100.075).abs() < 0.05, "{floor}");
    // 2 ms of drift over 10 s, and a pause of 1 s.
    close(&figures, "D40/lock.job#needed", 1002.0);
    close(&figures, "D40/lock.job#slack", -2.0);
}

#[test]
fn layouts_of_five_follow_the_zones() {
    let layout = |zones: &str, voters: u64| {
        let text = format!(
            "schema = 1\n[region.x.zone.a]\n[region.x.zone.b]\n[region.x.zone.c]\n[dataset.d.replication]\n\
             scheme = \"consensus_raft\"\nvoters = {voters}\nplacement = [{zones}]\n"
        );
        match find(&derive(&read(&text)), "D08/dataset.d#write").amount {
            Amount::Availability { up, .. } => up,
            ref other => panic!("{other}"),
        }
    };
    for (zones, voters, expected) in [
        (r#""x/a", "x/b", "x/c""#, 3, 0.999_993_26),
        (r#""x/a", "x/a", "x/b""#, 3, 0.999_496_01),
        (r#""x/a", "x/a", "x/b", "x/b", "x/c""#, 5, 0.999_996_24),
        (r#""x/a", "x/a", "x/a", "x/b", "x/b""#, 5, 0.999_498_49),
        (r#""x/a", "x/a", "x/a""#, 3, 0.999_497_00),
    ] {
        let up = layout(zones, voters);
        assert!((up - expected).abs() < 5e-9, "{zones}: {up} against {expected}");
    }
}

#[test]
fn provenance_follows_what_is_stated() {
    let mut b = read(EXAMPLE);
    let before = derive(&b);
    let key = "D24/call.gateway-orders#worst";
    assert!(!find(&before, key).assumed());
    brief::apply(&mut b, &[Edit::Unset { path: "call.gateway-orders.timeout".to_owned() }]).unwrap();
    let after = derive(&b);
    let figure = find(&after, key);
    assert!(figure.assumed() && figure.shown().starts_with('~'), "{}", figure.shown());
    let input = figure.trace.inputs.iter().find(|i| i.at.to_string() == "call.gateway-orders.timeout").unwrap();
    assert_eq!(input.origin, Origin::Assumed);
    assert_eq!(input.shown.to_string(), "1s");
    // Every field of the table stands in the trace of the retries that it decides.
    let worst = find(&before, "D20/service.payments-provider#worst");
    let paths: Vec<String> = worst.trace.inputs.iter().map(|i| i.at.to_string()).collect();
    for path in ["call.gateway-orders.attempts", "call.orders-payments.attempts", "call.orders-payments.peers"] {
        assert!(paths.iter().any(|p| p == path), "{path} is not among {paths:?}");
    }
}

#[test]
fn an_ancestor_that_nobody_stated_marks_the_amplification() {
    let mut b = read(EXAMPLE);
    assert!(!find(&derive(&b), "D20/service.payments-provider#worst").assumed());
    brief::apply(&mut b, &[Edit::Unset { path: "call.gateway-orders.attempts".to_owned() }]).unwrap();
    assert!(find(&derive(&b), "D20/service.payments-provider#worst").assumed());
}

#[test]
fn what_is_not_applicable_is_not_shown() {
    let mut b = read(EXAMPLE);
    let key = "D33/workload.place-order#slow";
    find(&derive(&b), key);
    let row: Value = toml::from_str::<toml::Table>(
        "path = \"workload.place-order.fan_out\"\nreason = \"not_applicable\"\ntext = \"one call\"",
    )
    .unwrap()
    .into();
    let edits = [
        Edit::Unset { path: "workload.place-order.fan_out".to_owned() },
        Edit::Append { path: "skipped".to_owned(), value: row },
    ];
    brief::apply(&mut b, &edits).unwrap();
    assert!(derive(&b).iter().all(|f| f.key() != key));
}

#[test]
fn a_circle_of_calls_is_said() {
    let text = "schema = 1\n[workload.w]\nentry_service = \"a\"\n[service.a]\n[service.b]\n\
                [call.ab]\nfrom = \"a\"\nto = \"b\"\n[call.ba]\nfrom = \"b\"\nto = \"a\"\n";
    let figures = derive(&read(text));
    let worst = figures.iter().find(|f| f.id == "D20").unwrap();
    assert!(worst.amount.to_string().contains("circle"), "{}", worst.amount);
}

#[test]
fn three_layers_of_three_attempts_are_twenty_seven() {
    let text = "schema = 1\n[workload.w]\nentry_service = \"a\"\nrate_peak = \"10/s\"\n[service.a]\n[service.b]\n[service.c]\n[service.d]\n\
                [call.ab]\nfrom = \"a\"\nto = \"b\"\nattempts = 3\n[call.bc]\nfrom = \"b\"\nto = \"c\"\nattempts = 3\n\
                [call.cd]\nfrom = \"c\"\nto = \"d\"\nattempts = 3\n";
    let figures = derive(&read(text));
    close(&figures, "D20/service.d#worst", 27.0);
    close(&figures, "D20/service.d#load", 270.0);
    let remark = find(&figures, "D20/service.d#worst").remark.clone().unwrap();
    assert!(remark.contains("a > b x3 > c x3 > d x3"), "{remark}");
}

mod random {
    use super::{FULL, check_whole, read};
    use dsbench::brief::{self, Edit};
    use dsbench::numbers::derive;
    use proptest::prelude::*;

    fn paths() -> Vec<String> {
        fn walk(prefix: &str, value: &toml::Value, out: &mut Vec<String>) {
            match value {
                toml::Value::Table(table) => {
                    for (key, inner) in table {
                        walk(&format!("{prefix}.{key}"), inner, out);
                    }
                }
                _ => out.push(prefix.to_owned()),
            }
        }
        let mut out = Vec::new();
        for (key, value) in FULL.parse::<toml::Table>().expect("the full brief is TOML") {
            if value.is_table() && key != "notes" {
                walk(&key, &value, &mut out);
            }
        }
        out
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(1), ..ProptestConfig::default() })]
        #[test]
        fn any_subset_of_decisions_gives_whole_figures(
            share in 0.0..1.0_f64,
            seed in proptest::collection::vec(0.0..1.0_f64, 600),
        ) {
            let mut b = read(FULL);
            for (path, dice) in paths().iter().zip(&seed) {
                if *dice < share {
                    // A field that others refer to may be refused; the rest goes.
                    let _ = brief::apply(&mut b, &[Edit::Unset { path: path.clone() }]);
                }
            }
            check_whole(&derive(&b));
        }
    }
}

#[test]
fn every_number_gives_a_figure_somewhere() {
    let mut seen: HashSet<&str> = HashSet::new();
    for text in [EXAMPLE, FULL, SMALL, super::numbers_wide::WIDE] {
        seen.extend(derive(&read(text)).iter().map(|f| f.id));
    }
    let silent: Vec<&str> = NUMBERS.iter().map(|n| n.id).filter(|id| !seen.contains(id)).collect();
    assert!(silent.is_empty(), "no brief shows {silent:?}");
    assert_eq!(NUMBERS.len(), 59);
}

#[test]
fn waits_follow_the_stated_variation_and_the_queue_of_each_server() {
    let text = |cv: &str, balancing: &str, capacity: &str| {
        format!(
            "schema = 1\n[workload.w]\nentry_service = \"a\"\nrate_peak = \"80/s\"\nservice_cv = {cv}\n[service.a]\n\
             capacity = \"{capacity}\"\nbalancing = \"{balancing}\"\nservice_time = {{ mean = \"10ms\" }}\n"
        )
    };
    // One server at 80 %: Pollaczek-Khinchine, 0.8 / 0.2 x (1 + 4) / 2 x 10 ms.
    let figures = derive(&read(&text("2", "two_choices", "100/s")));
    close(&figures, "D28/service.a#varied", 100.0);
    // Two servers, 40 % each: a queue for each waits 0.4 / 0.6 x 10 ms.
    let figures = derive(&read(&text("1", "random", "200/s")));
    assert!(figures.iter().all(|f| f.key() != "D28/service.a#varied"), "a variation of 1 is what the formula assumes");
    let remark = find(&figures, "D28/service.a#mean").remark.clone().unwrap();
    assert!(remark.contains("6.67ms with a queue for each server"), "{remark}");
}

#[test]
fn an_alert_that_one_error_fires_says_so() {
    let text = |rate: &str| {
        format!(
            "schema = 1\n[workload.w]\nentry_service = \"a\"\nrate_avg = \"{rate}\"\n[service.a]\n[slo.s]\nworkload = \"w\"\n\
             objective = \"99.9%\"\n"
        )
    };
    // Ten requests an hour: one failure burns 100 times the budget.
    let remark = |rate: &str| find(&derive(&read(&text(rate))), "D02/slo.s#alert-1").remark.clone().unwrap();
    let few = remark("10/h");
    assert!(few.contains("one error fires it: 10 requests expected in that time, 0.01 errors allowed"), "{few}");
    assert!(!remark("100/s").contains("one error"));
}
