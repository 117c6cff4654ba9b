//! Every formula about budgets, retries, storage and the like is asked everything, sensible or not: it answers with
//! finite numbers or in the user's words, and never panics.

use dsbench::analysis::backoff::{Backoff, Growth, Jitter, call_time};
use dsbench::analysis::durability::{self, Placement, Repair};
use dsbench::analysis::retry::{self, Edge, Graph, Rank, budget, layer, timeline};
use dsbench::analysis::{
    alert_windows, bins, breaker, cache, canary, capacity, commit, conflict, consensus, deadline, dedup, failover,
    herd, latency, lease, metastable, rebalance, replicas, ring, rpo, slo, suspicion, zipf,
};

/// Numbers that break formulas.
const NASTY: [f64; 16] = [
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    -1.0,
    -0.0,
    0.0,
    f64::MIN_POSITIVE,
    1e-18,
    0.3,
    0.999_999_999,
    1.0,
    1.000_000_001,
    2.5,
    1000.0,
    1e18,
    f64::MAX,
];

/// Counts that break formulas.
const COUNTS: [u32; 7] = [0, 1, 2, 3, 17, 1000, u32::MAX];

/// Fails on a result that is shown to people and is no number.
#[track_caller]
fn sane<T: std::fmt::Debug>(asked: &str, answer: Result<T, impl std::fmt::Display>) {
    match answer {
        Ok(value) => {
            let shown = format!("{value:?}");
            assert!(!shown.contains("NaN") && !shown.contains("inf"), "{asked} answered {shown}");
        }
        Err(why) => {
            let said = why.to_string();
            assert!(said.contains(": expected ") && said.contains(" is "), "{asked} said {said}");
        }
    }
}

#[test]
fn two_numbers_at_a_time() {
    for a in NASTY {
        for b in NASTY {
            let asked = format!("({a:e}, {b:e})");
            sane(&asked, slo::budget_ms(a, b));
            sane(&asked, slo::whole_budget_requests(a, b));
            sane(&asked, slo::burn_rate(a, b));
            sane(&asked, slo::error_ratio_at(a, b));
            sane(&asked, slo::exhaustion_ms(a, b));
            sane(&asked, slo::max_burn(a));
            sane(&asked, slo::objective_that_silences(a));
            sane(&asked, slo::outages_fit(a, b, 3, a));
            sane(&asked, alert_windows::standard_pairs(a));
            sane(&asked, alert_windows::usual_pairs(a));
            sane(&asked, alert_windows::pyrra_windows(a));
            sane(&asked, retry::stable_below(a));
            sane(&asked, retry::budget_amplification(&[a, b, a]));
            sane(&asked, budget::token_throttle(a, b));
            sane(&asked, latency::great_circle_km((a, b), (b, a)));
            sane(&asked, latency::rtt_floor_ms(a));
            sane(&asked, rpo::lag_growth(a, b));
            sane(&asked, capacity::utilisation_after_loss(a, b));
            sane(&asked, capacity::share_without_largest(&[a, b]));
            sane(&asked, lease::drift_ms(a, b));
            sane(&asked, lease::drift_bounds(a, b));
            sane(&asked, lease::pause_is_safe(a, b, false));
            sane(&asked, lease::commit_wait_ms(a));
            sane(&asked, deadline::wall_time_is_safe(a, b));
            sane(&asked, cache::stampede(a, b));
            sane(&asked, herd::peak_per_s(a, b));
            sane(&asked, herd::spread_per_s(a, b));
            sane(&asked, canary::two_proportions(a, b));
            sane(&asked, durability::annual_loss(a, b));
            sane(&asked, durability::mttf_from_afr_h(a, b));
            sane(&asked, durability::nines(a));
            sane(&asked, durability::years_per_loss(a, b));
            sane(&asked, suspicion::phi(a));
            sane(&asked, commit::saga(&[(a, b), (b, a)]));
            sane(&asked, commit::two_phase(&[a], &[b], a));
        }
    }
}

#[test]
fn three_numbers_and_more_at_a_time() {
    for a in NASTY {
        for b in NASTY {
            for c in NASTY {
                let asked = format!("({a:e}, {b:e}, {c:e})");
                sane(&asked, slo::budget_spent(a, b, c));
                sane(&asked, slo::threshold(a, b, c));
                sane(&asked, slo::detection_ms(a, b, c, 0.5));
                sane(&asked, slo::outage_spend(a, b, c, 0.5));
                sane(&asked, slo::low_traffic(a, b, c, 0.01, 0.0));
                sane(&asked, slo::low_traffic(0.99, 1e6, 1e3, a, b));
                sane(&asked, budget::ratio_burst(a, b, c, 1e4));
                sane(&asked, budget::reject_probability(a, b, c));
                sane(&asked, deadline::child_ms(a, b, c));
                sane(&asked, rpo::loss(a, b, c));
                sane(&asked, rpo::catch_up_ms(a, b, c));
                sane(&asked, lease::safety(a, b, c, a, b));
                sane(&asked, lease::handover(a, b, c, a, b, c));
                sane(&asked, cache::cold_load(a, b, c));
                sane(&asked, herd::least_window_ms(a, b, c));
                sane(&asked, conflict::conflicts(a, b, c));
                sane(&asked, dedup::storage_bytes(a, b, c));
                sane(&asked, canary::zero_failures(a, b, c, 0.01));
                sane(&asked, metastable::judge(a, b, c));
                sane(&asked, metastable::behind_cache(a, b, c));
                sane(&asked, suspicion::heartbeat(a, b, c));
                sane(&asked, durability::with_bursts(a, b, c));
                sane(&asked, failover::yearly_cost(a, b, c, 0.999));
                sane(&asked, replicas::tombstones(a, b, c));
                sane(&asked, replicas::partition_cost(a, b, c, true, a));
                sane(&asked, replicas::follower_staleness_ms(a, b, c));
                sane(&asked, replicas::region_cost(a, 3, b, c, 3));
                sane(&asked, consensus::timing_holds(a, b, c, 10.0, 1000.0));
                sane(&asked, consensus::etcd_tuning(a, b, c));
                sane(&asked, latency::leader_commit(a, &[b, c], 2, 0.0));
                sane(&asked, latency::leaderless_commit(a, &[b, c], 2, 0.0));
                let election = failover::Election {
                    voters: 5,
                    timeout_ms: a,
                    spread_ms: b,
                    heartbeat_ms: c,
                    tick_ms: c,
                    rtt_ms: c,
                    catch_up_ms: 0.0,
                    rediscovery_ms: c,
                };
                sane(&asked, failover::failover(&election));
            }
        }
    }
}

#[test]
fn a_number_and_counts() {
    for a in NASTY {
        for n in COUNTS {
            let asked = format!("({a:e}, {n})");
            sane(&asked, retry::expected_attempts(a, n));
            sane(&asked, retry::success_probability(a, n));
            sane(&asked, retry::growth(n, a, Some(a)));
            sane(&asked, retry::layered(a, &[n, 2]));
            sane(&asked, dedup::collision(a, n));
            sane(&asked, bins::time_in_system(a, n));
            sane(&asked, zipf::harmonic(u64::from(n), a));
            sane(&asked, zipf::top_share(u64::from(n), a, 10));
            sane(&asked, zipf::key_share(u64::from(n), a, 1));
            sane(&asked, zipf::keys_in(u64::from(n), a));
            sane(&asked, zipf::hot_shard(a, 0.1, u64::from(n)));
            sane(&asked, zipf::salts(a, 0.1, u64::from(n), 100.0, 0.8));
            sane(&asked, zipf::salts(100.0, a, u64::from(n), a, 0.8));
            sane(&asked, rebalance::duration_ms(a, 1e6, u64::from(n)));
            sane(&asked, durability::faster_repair(n, a));
            sane(&asked, breaker::probes(a, 1000.0, n));
            sane(&asked, breaker::false_trip(n, 0.5, a));
            sane(&asked, breaker::false_trip(n, a, 0.1));
            sane(&asked, consensus::availability(n.min(1000), a));
            sane(&asked, lease::validity(u64::from(n), a, u64::from(n)));
            sane(&asked, budget::concurrent_retries(a, 3, u64::from(n)));
            for m in COUNTS {
                let asked = format!("({a:e}, {n}, {m})");
                sane(&asked, capacity::overprovision(n, m, a));
                sane(&asked, durability::storage_factor(n, m));
                sane(&asked, durability::erasure_loss(n.min(2000), m.min(2000), a, 1.0));
                sane(&asked, durability::erasure_models(n, m, 0.01, a));
                sane(&asked, durability::mttdl_h(n, m, a, 24.0, Repair::Serial));
                sane(&asked, durability::mttdl_approx_h(n, m, 1e6, a, Repair::Parallel));
                sane(&asked, durability::copyset_loss(u64::from(n), u64::from(m), 3, a));
                sane(&asked, durability::copysets(u64::from(n), u64::from(m), a, Placement::Random));
                sane(&asked, durability::copysets(u64::from(n), 3, a, Placement::ScatterWidth(u64::from(m))));
                sane(&asked, consensus::log_tolerance(n, m, false));
                sane(&asked, rebalance::moved(u64::from(n), u64::from(m)));
            }
        }
    }
}

#[test]
fn bins_and_rings_at_their_ends() {
    let sizes = [0, 1, 2, 64, 65, 2001, 1_000_000_000, 1_000_000_000_000_000, u64::MAX];
    for bins_or_nodes in sizes {
        for n in sizes {
            let asked = format!("({bins_or_nodes}, {n})");
            for choices in [0, 1, 2, 11] {
                sane(&asked, bins::fullest(bins_or_nodes, n, choices, 1));
            }
            sane(&asked, ring::imbalance(bins_or_nodes, n));
            sane(&asked, ring::spread(bins_or_nodes, n, 20, 1));
        }
    }
}

#[test]
fn backoff_and_timelines() {
    let growths = [Growth::Fixed, Growth::Exponential, Growth::Envoy];
    let jitters = [Jitter::None, Jitter::Equal, Jitter::Full, Jitter::Decorrelated, Jitter::PlusMinus(200)];
    for base_ms in NASTY {
        for cap_ms in NASTY {
            for (growth, jitter) in
                growths.into_iter().zip(jitters).chain(growths.into_iter().zip(jitters.into_iter().rev()))
            {
                let backoff = Backoff { growth, base_ms, factor: 2.5, cap_ms, jitter };
                let asked = format!("{backoff:?}");
                for attempts in [0, 1, 2, 30] {
                    sane(&asked, call_time(attempts, 100.0, &backoff));
                    sane(&asked, deadline::attempts_that_fit(1000.0, 10.0, &backoff, attempts));
                    sane(&asked, deadline::timeout_that_fits(1000.0, attempts, &backoff));
                }
                let tier = timeline::Tier {
                    attempts: 3,
                    timeout_ms: 100.0,
                    backoff,
                    retries_timeout: true,
                    retries_failure: true,
                    cancels: false,
                };
                sane(&asked, timeline::timeline(&[tier, tier], None));
                sane(&asked, timeline::timeline(&[tier, tier], Some(base_ms)));
            }
        }
    }
    sane(
        "layers",
        layer::worst_calls(&layer::Layer { attempts: u32::MAX, peers: None, hedges: u32::MAX, deliveries: 9 }),
    );
}

#[test]
fn graphs_of_nasty_edges() {
    for a in NASTY {
        for b in NASTY {
            for attempts in COUNTS {
                let edge = Edge { calls_per_request: a, failure: b, budget: Some(a), ..Edge::new(0, 1, attempts) };
                let asked = format!("{edge:?}");
                let graph = Graph::new(3, vec![edge, Edge { from: 1, to: 2, ..edge }]);
                let Ok(graph) = graph else { continue };
                sane(&asked, graph.loads(&[1.0, 0.0, 1e300]));
                sane(&asked, graph.loads(&[a, b, a]));
                let paths = graph.worst_paths(&[0], 5, Rank::Calls);
                assert!(paths.iter().all(|p| p.calls.is_finite() && p.attempts.is_finite()), "{asked}: {paths:?}");
            }
        }
    }
}
