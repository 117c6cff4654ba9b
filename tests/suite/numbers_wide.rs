//! Figures of a brief that uses the second half of the table, worked out by hand; and whether objectives are reached.

use dsbench::brief;
use dsbench::numbers::{Amount, derive};

use super::numbers::{check_whole, down, find, read};

/// What the second half of the table needs.
pub(super) const WIDE: &str = r#"
schema = 1
[workload.main]
entry_service = "front"
datasets = ["hot", "copied"]
rate_avg = "100/s"
rate_peak = "10000/s"
mix = { write = 1 }
key_count = 1000000
skew = { kind = "zipf", theta = 0.99 }
client_regions = { x = 0.75, y = 0.25 }
client_offline = "24h"
req_bytes = { p50 = "1 kB" }
[slo.up]
workload = "main"
sli = "availability"
objective = "99.9%"
[failure.disk]
mode = "disk_loss"
rate = "0.01/y"
repair = "24h"
[failure.node]
mode = "node_loss"
concurrent_max = 3
rate = "1/y"
duration = { p50 = "24h" }
[failure.split]
mode = "partition_full"
duration = { p50 = "10min" }
[clock]
skew_bound = "500ms"
skew_mean = "4ms"
[region.x.zone.a]
[region.x.zone.b]
[region.y.zone.a]
[topology]
rtt = [{ between = ["x/*", "y/*"], p50 = "80ms", loss = "1%" }]
[dataset.hot]
size = "2 TB"
cap_on_partition = "CP"
id_bits = 64
durability = { copies = 3, copysets = 100 }
[dataset.hot.replication]
scheme = "consensus_raft"
placement = ["x/a", "x/b", "y/a"]
heartbeat = "100ms"
election_timeout = "300ms"
commit_wait = true
failover = { phi = 8 }
[dataset.hot.partitioning]
scheme = "hash_mod"
shards = 64
nodes = 9
shard_cap = { rps_w = "1000/s" }
rebalance = { throttle = "50 MB/s", moved = 1.0 }
[dataset.copied]
staleness_bound = "1s"
conflict_policy = "lww"
[dataset.copied.replication]
scheme = "multi_leader_lww"
n = 2
placement = ["x/a", "y/a"]
read_path = "follower"
async_lag = { p99 = "1s" }
in_sync = { set = "dynamic", min = 2 }
[dataset.ring]
[dataset.ring.replication]
scheme = "leaderless_quorum"
[dataset.ring.partitioning]
scheme = "consistent_hash"
nodes = 10
vnodes_per_node = 16
shards = 100
[service.front]
replicas = 20
[service.back]
replicas = 6
capacity = "12000/s"
util_peak = 0.5
recovery = "10min"
availability = "99%"
datasets = ["hot", "copied"]
[call.one]
from = "front"
to = "back"
clients = 100000
timeout = "1s"
attempts = 1
hedge = { after = "p95", max = 1, budget = "2%" }
outlier_ejection = { consecutive = 1, interval = "10s", base = "10s", max = "50%" }
breaker = { kind = "rate", open = "60s", half_open = 1, min_calls = 10, fail_rate = 0.5 }
idempotency = { mode = "keyed", window = "24h", record_bytes = "200 B" }
[queue.q]
on = "back"
rate_in = "300/s"
rate_out = "500/s"
backlog = 2000
[cache.c]
on = "one"
store = "back"
hit_ratio = 0.95
[shed.s]
on = "back"
kind = "adaptive_throttle"
[lock.l]
ttl = "15s"
retry = "2s"
lock_delay = "0s"
[transaction.pay]
protocol = "2pc_xa"
participants = ["hot", "back"]
lock_hold_p99 = "60ms"
[transaction.trip]
protocol = "saga_orchestrated"
steps = [{ id = "a", fail_rate = 0.1, latency = "20ms" }, { id = "b", fail_rate = 0.2, latency = "30ms" }]
[phase.canary]
kind = "canary"
share = "1%"
bake = "60min"
"#;

/// A fan-out whose calls are hedged, and nodes that go down together.
#[test]
fn hedges_of_a_fan_out_and_bursts_of_losses_are_figures_of_a_brief() {
    let text = |hedge: &str| {
        format!(
            "schema = 1\n[service.front]\n[service.back]\nlatency = {{ p50 = \"10ms\", p99 = \"30ms\" }}\n\
             [call.leaf]\nfrom = \"front\"\nto = \"back\"\nper_request = 10\n{hedge}\n\
             [failure.disk]\nmode = \"disk_loss\"\nrate = \"0.01/y\"\nrepair = \"24h\"\n\
             [failure.power]\nmode = \"power_loss\"\nconcurrent_max = 3\nrate = \"0.5/y\"\n\
             [dataset.d]\ndurability = {{ copies = 3, copysets = 2 }}\n[dataset.d.replication]\nn = 3\n\
             [dataset.d.partitioning]\nnodes = 9\n"
        )
    };
    let near = |hedge: &str, key: &str, expected: f64| {
        let figures = derive(&read(&text(hedge)));
        check_whole(&figures);
        let found = find(&figures, key).amount.number().unwrap_or(f64::NAN);
        assert!((found / expected - 1.0).abs() < 1e-4, "{hedge} {key}: {found} against {expected}");
    };
    let free = "hedge = { after = \"20ms\", max = 1 }";
    // Half are slower than 10 ms: so at most half of the calls and 1 - 0.5^10 of the requests send a copy.
    near(free, "D34/call.leaf#requests", 0.999_023);
    // 0.01 x 0.5 of the calls are beyond 30 ms with their copy of 10 ms; any of ten.
    near(free, "D34/call.leaf#tail", 0.048_890);
    // A fifth of the copies are sent: 0.01 x (0.2 x 0.5 + 0.8) = 0.009.
    near("hedge = { after = \"20ms\", max = 1, budget = \"10%\" }", "D34/call.leaf#tail", 0.086_441);
    // The three of 9 that fail hold both sets with 1 - (1 - 1/84)^2 = 0.0236678, every other year.
    near(free, "D18/dataset.d", 0.023_667_8);
    near(free, "D17/dataset.d#bursts", 0.011_764_1);
}

#[test]
fn published_figures_come_out_of_a_wide_brief() {
    let figures = derive(&read(WIDE));
    check_whole(&figures);
    let near = |key: &str, expected: f64, within: f64| {
        let found =
            find(&figures, key).amount.number().unwrap_or_else(|| panic!("{key}: {}", find(&figures, key).amount));
        assert!((found / expected - 1.0).abs() < within, "{key}: {found} against {expected}");
    };
    // Three heartbeats of which one in a hundred is lost; a millionth of the windows of 300 ms.
    near("D15/dataset.hot#heartbeat", 1e-6 / 0.3, 1e-6);
    near("D15/dataset.hot#phi", 1e-8, 1e-6);
    // AFR 1 %, repair 24 h, three copies, one repair at a time.
    near("D17/dataset.hot#object", 4.504e-11, 2e-3);
    near("D17/dataset.hot#any", 4.504e-9, 2e-3);
    // 3 of 9 nodes, 100 of 84 possible sets, taken as independent.
    assert!(find(&figures, "D18/dataset.hot").amount.number().unwrap() > 0.5);
    // 100,000 clients at once, 6,000/s to spare.
    near("D27/call.one#peak", 100_000.0, 1e-9);
    near("D27/call.one#window", 100_000.0 / 6_000.0 * 1000.0, 1e-6);
    near("D29/queue.q", 10_000.0, 1e-9);
    // 5 % are slow, the budget lets 2 % through.
    near("D34/call.one", 0.02, 1e-9);
    near("D35/workload.main#top1", 0.06497, 1e-3);
    near("D35/workload.main#top10", 0.19206, 1e-3);
    near("D35/workload.main#top100", 0.34399, 1e-3);
    near("D36/dataset.hot#writes", 10_000.0 * (0.06497 + (1.0 - 0.06497) / 64.0), 1e-3);
    assert_eq!(find(&figures, "D36/dataset.hot#writes").target, Some(Amount::PerSecond(1000.0)));
    // 649.7 / (800 - 146.1) is below one: one piece is enough.
    near("D36/dataset.hot#salts", 1.0, 1e-9);
    assert!(find(&figures, "D37/dataset.hot").amount.number().unwrap() > 64.0 / 9.0);
    near("D38/dataset.ring#cv", 0.2364, 1e-3);
    near("D38/dataset.ring#fullest", 1.41, 2e-2);
    near("D39/dataset.hot#time", 2e12 / 50e6 * 1000.0, 1e-9);
    // 15 s of lease and tries of at most 4.4 s, and the round trip.
    near("D41/lock.l#worst", 19_400.0, 1e-3);
    near("D42/dataset.copied#hottest", 1.0, 1e-6);
    near("D43/dataset.hot", 8.0, 1e-9);
    near("D44/transaction.pay#rate", 1000.0 / 60.0, 1e-9);
    near("D45/transaction.trip#compensate", 0.28, 1e-9);
    near("D45/transaction.trip#visible", 50.0, 1e-9);
    // 1 s of call, 24 h of client, 500 ms of clock.
    near("D46/call.one#window", 1_000.0 + 86_400_000.0 + 500.0, 1e-9);
    assert!(find(&figures, "D46/call.one#window").distance().unwrap() > 0.0, "24 h are not enough");
    // The average is stated, so that nobody stores keys at the peak all day.
    near("D46/call.one#storage", 100.0 * 86_400.0 * 200.0, 1e-9);
    near("D47/dataset.hot", 1e12 / 2f64.powi(65), 1e-3);
    near("D48/cache.c#factor", 20.0, 1e-9);
    near("D48/cache.c#load", 10_000.0, 1e-9);
    near("D49/call.one#probes", 10.0, 1e-9);
    assert!(find(&figures, "D49/call.one#trip").amount.number().unwrap() < 1e-6);
    near("D50/phase.canary#requests", 3000.0, 1e-9);
    near("D50/phase.canary#time", 50.0 * 60_000.0, 1e-9);
    assert!(find(&figures, "D50/phase.canary#time").distance().unwrap() < 0.0);
    // One failure a year of one day: 365 days up, one down.
    down(&figures, "D51/failure.node", 1.0 / 366.0, 1e-6);
    near("D53/dataset.ring#slack", 3.0 * 86_400_000.0, 1e-9);
    near("D53/dataset.ring#rejoin", 180.0 * 60_000.0, 1e-9);
    // 100/s for ten minutes, a quarter of the clients.
    near("D54/dataset.hot", 100.0 * 600.0 * 0.25, 1e-9);
    near("D55/dataset.copied", 1_100.0, 1e-9);
    assert!(find(&figures, "D55/dataset.copied").distance().unwrap() > 0.0);
    // 100/s of 1 kB to one other region for 30 days.
    near("D56/dataset.copied#egress", 100.0 * 1000.0 * 30.0 * 86_400.0, 1e-9);
    // 10,000/s from 20 clients, 1% fail, 10 s out: 50 at once are offered, three of six may be; Erlang B(3, 50) = 0.941222.
    near("D58/call.one#out", 50.0 * (1.0 - 0.941_222_5), 1e-5);
    near("D58/call.one#failed", 0.01, 1e-12);
    // Zero in a calm: the service answers all that comes.
    assert_eq!(find(&figures, "D32/shed.s").amount.number(), Some(0.0));
    assert_eq!(find(&figures, "D52/dataset.copied#writes").amount.number(), Some(0.0));
    assert_eq!(find(&figures, "D52/dataset.copied#data").amount.number(), Some(1.0));
}

#[path = "../../benches/support/large.rs"]
pub mod large;

#[test]
fn generated_briefs_of_any_extent_give_whole_figures() {
    for extent in [large::ORDINARY, large::LARGE] {
        let brief = read(&large::brief(extent));
        assert_eq!((brief.service.len(), brief.call.len()), (extent.services, extent.calls));
        let figures = derive(&brief);
        check_whole(&figures);
        let busiest = figures.iter().filter(|f| f.id == "D28" && f.part == "utilisation");
        let busiest = busiest.filter_map(|f| f.amount.number()).fold(0.0, f64::max);
        assert!((0.01..1.0).contains(&busiest), "load neither dies out nor explodes: {busiest}");
    }
}

mod objectives {
    use super::super::numbers::{EXAMPLE, read};
    use dsbench::brief::{self, Edit, Value};
    use dsbench::numbers::achievable::{Achievable, Verdict, achievable};
    use dsbench::numbers::{World, derive_in};

    fn judged(edits: &[(&str, &str)]) -> Vec<Achievable> {
        let mut b = read(EXAMPLE);
        for (path, value) in edits {
            let value = Value::String((*value).to_owned());
            brief::apply(&mut b, &[Edit::Set { path: (*path).to_owned(), value }]).expect("the edit fits");
        }
        let world = World::new(&b);
        achievable(&world, &derive_in(&world))
    }

    fn of<'a>(all: &'a [Achievable], slo: &str) -> &'a Achievable {
        all.iter().find(|a| a.slo.to_string() == slo).expect("the objective is judged")
    }

    #[test]
    fn an_objective_above_its_dependencies_is_not_reached() {
        let all = judged(&[]);
        let up = of(&all, "slo.checkout-success");
        assert_eq!(up.verdict, Verdict::NotAchievable);
        assert!(up.cause.contains("weakest of 5"), "{}", up.cause);
        let d04 = derive_in(&World::new(&read(EXAMPLE))).into_iter().find(|f| f.id == "D04").unwrap();
        assert_eq!(up.gives.as_ref().unwrap().words(true), d04.shown(), "the verdict quotes another figure");
        assert!(up.trace.inputs.iter().any(|i| i.at.to_string() == "service.gateway.availability"));
        assert_eq!(of(&all, "slo.checkout-latency").verdict, Verdict::Unknown);
    }

    #[test]
    fn better_dependencies_reach_it() {
        let all = judged(&[
            ("service.gateway.availability", "99.999%"),
            ("service.orders.availability", "99.999%"),
            ("service.payments-provider.availability", "99.99%"),
        ]);
        assert_eq!(of(&all, "slo.checkout-success").verdict, Verdict::Achievable);
    }

    #[test]
    fn a_threshold_below_the_commit_is_not_reached() {
        let all = judged(&[("slo.checkout-latency.threshold", "2ms")]);
        let fast = of(&all, "slo.checkout-latency");
        assert_eq!(fast.verdict, Verdict::NotAchievable);
        assert!(fast.cause.contains("commit"), "{}", fast.cause);
        assert_eq!(fast.gives.as_ref().unwrap().words(false), "at least 4ms");
    }

    #[test]
    fn one_part_alone_is_not_counted_in_the_plural() {
        let text = "schema = 1\n[workload.w]\nentry_service = \"api\"\n[service.api]\navailability = \"99%\"\n\
                    [slo.up]\nworkload = \"w\"\nsli = \"availability\"\nobjective = \"99.9%\"\n";
        let b = read(text);
        let world = World::new(&b);
        let all = achievable(&world, &derive_in(&world));
        assert_eq!(of(&all, "slo.up").cause, "api 99% alone");
    }
}

/// Shoppers come through the gateway to the cart and from there to payments; crawlers come through the same gateway to the
/// search and from there to an index. `only` says for whom the last two calls of the gateway are made.
fn shared_entry(only: [&str; 2]) -> String {
    let [cart, search] = only;
    format!(
        "schema = 1\n[workload.shop]\nentry_service = \"gateway\"\nrate_peak = \"100/s\"\n\
         [workload.crawl]\nentry_service = \"gateway\"\nrate_peak = \"900/s\"\n\
         [service.gateway]\n[service.cart]\ncapacity = \"1000/s\"\n[service.search]\ncapacity = \"2000/s\"\n[service.store]\n\
         [call.buy]\nfrom = \"gateway\"\nto = \"cart\"\nattempts = 2\n{cart}\
         [call.look]\nfrom = \"gateway\"\nto = \"search\"\nattempts = 3\nper_request = 2\n{search}\
         [call.keep]\nfrom = \"cart\"\nto = \"store\"\nattempts = 4\n{cart}\
         [call.read]\nfrom = \"search\"\nto = \"store\"\nattempts = 1\n{search}"
    )
}

fn number_of(text: &str, key: &str) -> f64 {
    let all = derive(&brief::read(text).unwrap_or_else(|p| panic!("{}\n{text}", p[0])));
    find(&all, key).amount.number().unwrap_or_else(|| panic!("{key} is no number"))
}

/// A call that is made for some workloads carries their requests and no others.
#[test]
fn a_call_made_for_some_workloads_carries_no_others() {
    let near = |text: &str, key: &str, want: f64| {
        let got = number_of(text, key);
        assert!((got - want).abs() <= 1e-9 * want, "{key}: {got}, expected {want}\n{text}");
    };
    let all = shared_entry(["", ""]);
    near(&all, "D28/service.cart#utilisation", 1000.0 / 1000.0);
    near(&all, "D20/service.store#load", 1000.0 * 2.0 * 4.0 + 1000.0 * 2.0 * 3.0);
    let apart = shared_entry(["workloads = [\"shop\"]\n", "workloads = [\"crawl\"]\n"]);
    near(&apart, "D28/service.cart#utilisation", 100.0 / 1000.0);
    near(&apart, "D28/service.search#utilisation", 2.0 * 900.0 / 2000.0);
    near(&apart, "D20/service.cart#load", 100.0 * 2.0);
    near(&apart, "D20/service.store#load", 100.0 * 2.0 * 4.0 + 900.0 * 2.0 * 3.0);
    // Of what enters: (100 x 1 + 900 x 2) first attempts arrive at the store.
    near(&apart, "D20/service.store#worst", (800.0 + 5400.0) / 1900.0);
}

/// The worst path is one that a request can take: the last call of the one workload is not multiplied by those of the other.
#[test]
fn the_worst_path_is_one_that_a_request_takes() {
    let paths = |text: &str| {
        let all = derive(&brief::read(text).unwrap());
        let deepest = all.iter().filter(|f| f.id == "D20" && f.part == "worst");
        deepest.filter_map(|f| f.remark.clone()).collect::<Vec<_>>().join("\n")
    };
    let entry = "schema = 1\n[workload.a]\nentry_service = \"s\"\nrate_peak = \"10/s\"\n[workload.b]\nentry_service = \"s\"\n\
                 rate_peak = \"10/s\"\n[service.s]\n[service.m]\n[service.x]\n[service.y]\n\
                 [call.in]\nfrom = \"s\"\nto = \"m\"\nattempts = 5\nworkloads = [\"a\"]\n\
                 [call.also]\nfrom = \"s\"\nto = \"m\"\nattempts = 2\nworkloads = [\"b\"]\n\
                 [call.to-x]\nfrom = \"m\"\nto = \"x\"\nattempts = 2\nworkloads = [\"a\"]\n\
                 [call.to-y]\nfrom = \"m\"\nto = \"y\"\nattempts = 3\nworkloads = [\"b\"]\n";
    let said = paths(entry);
    assert!(said.contains("s > m x5 > x x2") && said.contains("s > m x2 > y x3"), "{said}");
    assert!(said.contains("s > m > x (10x), s > m > y (6x)"), "{said}");
    assert!(!said.contains("15x"), "nobody goes there with five attempts: {said}");
}

/// A call that is made for patient requests has their time, whatever others who come the same way would wait.
#[test]
fn a_call_made_for_the_patient_has_their_time() {
    let text = |only: &str| {
        format!(
            "schema = 1\n[workload.quick]\nentry_service = \"s\"\ndeadline = \"100ms\"\n\
             [workload.batch]\nentry_service = \"s\"\ndeadline = \"10s\"\n[service.s]\n[service.m]\n[service.x]\n\
             [call.in]\nfrom = \"s\"\nto = \"m\"\ntimeout = \"5s\"\nattempts = 1\n{only}\
             [call.on]\nfrom = \"m\"\nto = \"x\"\ntimeout = \"4s\"\nattempts = 1\n{only}"
        )
    };
    let fires = |text: &str| -> Vec<String> {
        let report = dsbench::findings::check_brief(&brief::read(text).unwrap(), None);
        let of = |id: &str| id.starts_with("DDL-01") || id.starts_with("DDL-02");
        report.open.iter().filter(|f| of(f.rule.id)).map(dsbench::findings::Finding::key).collect()
    };
    let (all, apart) = (text(""), text("workloads = [\"batch\"]\n"));
    assert_eq!((number_of(&all, "D25/call.in"), number_of(&all, "D25/call.on")), (100.0, 100.0));
    assert_eq!((number_of(&apart, "D25/call.in"), number_of(&apart, "D25/call.on")), (10_000.0, 5000.0));
    assert_eq!(fires(&all), ["DDL-01/call.in+workload.quick", "DDL-02/call.in", "DDL-02/call.on"]);
    assert_eq!(fires(&apart), Vec::<String>::new());
}
