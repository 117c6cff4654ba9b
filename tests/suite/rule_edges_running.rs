//! The edges of rules on locks, clocks, shards, overload, durability, observability, experiments and rollout: designs that
//! look alike, one sound and one not.

use std::collections::BTreeSet;

use dsbench::brief::{self, Date};
use dsbench::findings::{Report, check_brief};

fn report(text: &str) -> Report {
    let text = format!("schema = 1\n{text}");
    let brief = brief::read(&text).unwrap_or_else(|p| panic!("{}\n{text}", p[0]));
    check_brief(&brief, "2026-11-24".parse::<Date>().ok())
}

/// Whether a rule fires.
fn fires(rule: &str, text: &str) -> bool {
    let open: BTreeSet<&str> = report(text).open.iter().map(|f| f.rule.id).collect();
    open.contains(rule)
}

fn each(rule: &str, cases: &[(&str, bool)]) {
    for (text, expected) in cases {
        assert_eq!(fires(rule, text), *expected, "{rule} on\n{text}");
    }
}

/// The messages of a rule.
fn says(rule: &str, text: &str) -> Vec<String> {
    report(text).open.iter().filter(|f| f.rule.id == rule).map(|f| f.text.clone()).collect()
}

#[test]
fn a_lock_store_splits_where_a_second_leader_is_promoted() {
    let lock = |replication: &str| {
        format!(
            "[lock.l]\npurpose = \"correctness\"\nprovider = \"db_row\"\nstore = \"d\"\n[dataset.d.replication]\n{replication}"
        )
    };
    for (replication, splits) in [
        ("scheme = \"consensus_raft\"\nvoters = 3", false),
        ("scheme = \"none\"", false),
        ("scheme = \"single_leader_async\"\nn = 3\nfailover = { mode = \"none\" }", false),
        ("scheme = \"single_leader_async\"\nn = 3", true),
        ("scheme = \"single_leader_semisync\"\nn = 3\nfailover = { mode = \"auto\", fence_old = false }", true),
        ("scheme = \"single_leader_semisync\"\nn = 3\nfailover = { promote_rule = \"any_after_fence\" }", true),
        (
            "scheme = \"single_leader_semisync\"\nn = 3\nfailover = { promote_rule = \"most_advanced_after_fence\" }",
            false,
        ),
        ("scheme = \"leaderless_quorum\"\nn = 3", true),
    ] {
        assert_eq!(fires("LCK-08", &lock(replication)), splits, "{replication}");
    }
}

#[test]
fn a_handover_is_held_against_the_shortest_recovery_time() {
    let lock = |more: &str| {
        format!("[dataset.a]\nrto = \"1h\"\n[dataset.b]\nrto = \"20s\"\n[lock.l]\npurpose = \"correctness\"\n{more}")
    };
    each(
        "LCK-07",
        &[
            (&lock("protects = [\"a\"]\nttl = \"15s\""), false),
            (&lock("protects = [\"a\", \"b\"]\nttl = \"15s\""), true),
            (&lock("protects = [\"a\"]\nttl = \"unbounded\""), true),
            (&lock("ttl = \"15s\""), false),
        ],
    );
}

#[test]
fn time_is_doubted_only_where_it_decides() {
    let of = |policy: &str, replication: &str| format!("[dataset.d]\n{policy}\n[dataset.d.replication]\n{replication}");
    each(
        "CLK-01",
        &[
            (&of("", "scheme = \"leaderless_quorum\"\nn = 3"), true),
            (&of("", "scheme = \"leaderless_quorum\"\nn = 3\nversion_source = \"vector_clock\""), false),
            (&of("conflict_policy = \"vector_clock_siblings\"", "scheme = \"leaderless_quorum\"\nn = 3"), false),
            (&of("", "scheme = \"crdt\"\nn = 3"), false),
            (&of("", "scheme = \"consensus_raft\"\nvoters = 3"), false),
            (&of("", "scheme = \"consensus_raft\"\nvoters = 3\nversion_source = \"hlc\""), true),
            (
                &format!(
                    "[clock]\nskew_bound = \"500ms\"\n{}",
                    of("", "scheme = \"consensus_raft\"\nvoters = 3\nversion_source = \"hlc\"")
                ),
                false,
            ),
        ],
    );
}

#[test]
fn real_time_order_needs_a_wait_or_a_node_that_stops() {
    let of = |head: &str, more: &str| {
        format!(
            "{head}\n[dataset.d.operation.o]\nkind = \"read\"\nconsistency = \"strict_serializable\"\n\
             [dataset.d.replication]\nscheme = \"consensus_raft\"\nvoters = 3\n{more}"
        )
    };
    let step = "[failure.c]\nmode = \"clock_step\"\nstance = \"tolerate_transparent\"\n\
                [dataset.d.replication]\nscheme = \"consensus_raft\"\nvoters = 3\nversion_source = \"hlc\"\n";
    each(
        "CLK-04",
        &[
            (&of("", "version_source = \"hlc\""), true),
            (&of("", "version_source = \"hlc\"\ncommit_wait = true"), false),
            (&of("", "version_source = \"tso\""), false),
            (step, true),
            (&format!("{step}[clock]\nskew_bound = \"500ms\"\nself_stop = \"80%\""), false),
            (&step.replace("clock_step", "clock_drift"), false),
        ],
    );
}

#[test]
fn a_hot_key_is_judged_as_it_is_handled() {
    let of = |handled: &str, mix: &str| {
        format!(
            "[workload.w]\ndatasets = [\"d\"]\nrate_peak = \"20000/s\"\nmix = {mix}\nkey_count = 1_000_000\n\
             [dataset.d.partitioning]\nshards = 64\nshard_cap = {{ rps_r = \"3000/s\", rps_w = \"1000/s\" }}\n{handled}"
        )
    };
    let (reads, writes) = ("{ read = 1.0 }", "{ write = 1.0 }");
    each(
        "PRT-03",
        &[
            (&of("", writes), true),
            (&of("hot_key = \"salt\"\nsalts = 4", writes), false),
            (&of("hot_key = \"local_aggregate\"", writes), false),
            (&of("", reads), false),
        ],
    );
    let many = |text: &str| text.replace("20000/s", "100000/s");
    each(
        "PRT-03",
        &[
            (&many(&of("", reads)), true),
            (&many(&of("hot_key = \"salt\"\nsalts = 4", reads)), true),
            (&many(&of("hot_key = \"request_coalesce\"", reads)), false),
            (
                &format!(
                    "{}\n[service.s]\ndatasets = [\"d\"]\n[cache.c]\non = \"s\"\nstore = \"d\"\nhit_ratio = 0.95",
                    many(&of("", reads))
                ),
                false,
            ),
        ],
    );
}

#[test]
fn without_the_number_of_keys_a_hot_shard_is_not_judged() {
    let found = report("[workload.w]\ndatasets = [\"d\"]\n[dataset.d.partitioning]\nshards = 64");
    assert!(found.open.iter().all(|f| f.rule.id != "PRT-02"));
    let needs: Vec<String> =
        found.not_judged.iter().filter(|n| n.rule.id == "PRT-02").map(dsbench::findings::NotJudged::text).collect();
    assert_eq!(needs, ["not judged: PRT-02 needs workload.w.key_count"]);
}

#[test]
fn survivors_are_counted_in_what_is_lost() {
    let of = |mode: &str, service: &str| {
        format!(
            "[region.eu.zone.a]\n[region.eu.zone.b]\n[region.us.zone.a]\n[failure.f]\nmode = \"{mode}\"\n\
             stance = \"tolerate_degraded\"\n[service.s]\n{service}"
        )
    };
    each(
        "PRT-09",
        &[
            (&of("node_loss", "replicas = 10\nutil_peak = 0.8"), false),
            (&of("node_loss", "replicas = 4\nutil_peak = 0.8"), true),
            (&of("node_loss", "replicas = 1\nutil_peak = 0.1"), true),
            (&of("zone_loss", "placement = [\"eu/*\"]\nutil_peak = 0.5"), true),
            (&of("zone_loss", "placement = [\"eu/*\"]\nutil_peak = 0.4"), false),
            (&of("region_loss", "placement = [\"eu/*\"]\nutil_peak = 0.1"), true),
            (&of("region_loss", "placement = [\"eu/a\", \"us/a\"]\nutil_peak = 0.4"), false),
            (&of("msg_loss", "replicas = 1\nutil_peak = 0.8"), false),
            (
                &format!(
                    "{}\n[shed.x]\non = \"s\"\nkind = \"priority\"",
                    of("node_loss", "replicas = 2\nutil_peak = 0.8")
                ),
                false,
            ),
        ],
    );
    let text = says("PRT-09", &of("region_loss", "placement = [\"eu/*\"]\nutil_peak = 0.1"));
    assert!(text[0].contains("leaves nothing") && !text[0].contains("inf"), "{text:?}");
}

#[test]
fn overload_is_answered_by_a_layer_that_knows_the_capacity() {
    let of = |payments: &str, more: &str| {
        format!(
            "[workload.w]\nentry_service = \"gate\"\n[service.gate]\n[service.pay]\n{payments}\n\
             [call.c]\nfrom = \"gate\"\nto = \"pay\"\n{more}"
        )
    };
    let about = |text: &str| {
        let open = report(text).open;
        let found = open.iter().filter(|f| f.rule.id == "OVL-04").map(|f| f.at[0].to_string());
        found.collect::<Vec<_>>().join(" ")
    };
    let shed = "[shed.s]\non = \"gate\"\nkind = \"priority\"";
    assert_eq!(about(&of("", "")), "service.gate service.pay");
    assert_eq!(about(&of("", shed)), "service.pay");
    assert_eq!(about(&of("capacity = \"500/s\"", shed)), "");
    assert_eq!(about(&of("", "[limiter.l]\non = \"c\"\nkind = \"fixed_concurrency\"")), "service.gate");
    assert_eq!(about(&of("tier = \"tier3\"", shed)), "");
}

#[test]
fn memory_is_enough_where_nothing_erases_it_or_nothing_is_promised() {
    let of = |mode: &str, level: &str, rpo: &str, more: &str| {
        format!(
            "[failure.f]\nmode = \"{mode}\"\nstance = \"tolerate_transparent\"\n[dataset.d]\nrpo = \"{rpo}\"\n\
             [dataset.d.replication]\nscheme = \"consensus_raft\"\nvoters = 3\nack_level = \"{level}\"\n{more}"
        )
    };
    each(
        "DUR-06",
        &[
            (&of("power_loss", "k_received", "0s", ""), true),
            (&of("process_crash", "k_received", "0s", ""), false),
            (&of("process_crash", "k_mem", "0s", ""), true),
            (&of("power_loss", "k_fsync", "0s", ""), false),
            (&of("power_loss", "k_received", "5s", ""), false),
            (&of("power_loss", "k_received", "0s", "rejoin = \"catch_up_before_vote\""), false),
            (&of("node_loss", "k_received", "0s", ""), false),
        ],
    );
}

#[test]
fn an_in_sync_set_is_judged_by_what_it_may_shrink_to() {
    let of = |more: &str| format!("[dataset.d]\nrpo = \"0s\"\n[dataset.d.replication]\nn = 3\n{more}");
    let kafka = "scheme = \"single_leader_syncall\"\nin_sync = { set = \"dynamic\", min = 2 }\n";
    each(
        "DUR-04",
        &[
            (&of(&format!("{kafka}acks = \"all\"")), false),
            (&of(&format!("{kafka}acks = 1")), true),
            (&of(&format!("{kafka}acks = \"all\"\nunclean_election = true")), true),
            (&of("scheme = \"single_leader_semisync\"\nk = 1"), false),
            (&of("scheme = \"single_leader_semisync\"\nk = 1\nsync_degrade = true"), true),
            (&of("scheme = \"consensus_raft\"\nvoters = 3"), false),
        ],
    );
}

#[test]
fn a_failure_is_seen_by_a_metric_that_somebody_watches() {
    let failure = "[failure.f]\nmode = \"node_loss\"\nstance = \"tolerate_transparent\"\n";
    let metric = "[metric.m]\nexpr = \"up\"\ndetects = [\"f\"]\n";
    let alert = "[alert.a]\nmetric = \"m\"\nthreshold = \"1\"\n";
    each(
        "OBS-03",
        &[
            (failure, true),
            (&format!("{failure}{metric}"), true),
            (&format!("{failure}{metric}{alert}"), false),
            (&failure.replace("tolerate_transparent", "out_of_scope"), false),
        ],
    );
    assert!(says("OBS-03", &format!("{failure}{metric}"))[0].contains("no alert looks at it"));
}

#[test]
fn a_run_is_stale_by_age_or_by_what_changed_since() {
    let of = |head: &str, run: &str| {
        format!("{head}[failure.f]\nmode = \"node_loss\"\n[experiment.e]\nfailure = [\"f\"]\n{run}")
    };
    each(
        "CHA-05",
        &[
            (&of("", "last_run = 2026-10-01"), false),
            (&of("", "last_run = 2026-04-01"), true),
            (&of("[topology]\nchanged = 2026-11-01\n", "last_run = 2026-10-01"), true),
            (&of("[topology]\nchanged = 2026-09-01\n", "last_run = 2026-10-01"), false),
            (&of("", ""), false),
        ],
    );
}

#[test]
fn the_point_of_no_return_of_a_one_way_brief_is_its_end() {
    let phases = "[phase.canary]\nkind = \"canary\"\n[phase.full]\nkind = \"full\"\n";
    let one_way = format!("[brief]\nreversibility = \"one_way\"\n{phases}");
    assert!(!fires("ROL-02", phases));
    assert_eq!(
        says("ROL-02", &one_way),
        ["phase.full is a point of no return, and no backup is taken, it was not rehearsed"]
    );
    assert!(!fires("ROL-02", &format!("{one_way}backup_taken = true\ndry_run = true\n")));
}

#[test]
fn the_first_step_is_the_first_that_users_see() {
    let of = |phases: &str| {
        format!(
            "[brief]\ncriticality = \"tier1\"\n[workload.w]\nrate_avg = \"1000/s\"\n[slo.s]\nworkload = \"w\"\n\
             sli = \"availability\"\nobjective = \"99.9%\"\n{phases}"
        )
    };
    let shadow = "[phase.shadow]\nkind = \"shadow\"\nshare = \"100%\"\n";
    let canary = "[phase.canary]\nkind = \"canary\"\nshare = \"1%\"\nbake = \"60min\"\n";
    each(
        "ROL-03",
        &[
            (&of(canary), false),
            (&of(&format!("{shadow}{canary}")), false),
            (&of(&canary.replace("1%", "20%")), true),
            (&of(&canary.replace("60min", "1min")), true),
            (&of("[phase.all]\nkind = \"full\"\n"), true),
            (&of(shadow), false),
        ],
    );
}

#[test]
fn a_missing_answer_is_keyed_by_its_path_and_says_why_it_is_missing() {
    let asked = "[workload.w]\nentry_service = \"s\"\n[service.s]\n[[open_question]]\npath = \"workload.w.rate_peak\"\n\
                 text = \"the peak of the campaign?\"\nasked_of = \"growth\"\n";
    let found = report(asked);
    let finding = found.open.iter().find(|f| f.key() == "MET-02/workload.w.rate_peak").unwrap();
    assert_eq!(finding.text, "workload.w.rate_peak is not stated: an open question to growth");
    assert_eq!(finding.paths[0].to_string(), "workload.w.rate_peak");
    assert!(found.open.iter().any(|f| f.key() == "MET-02/goal" && f.text == "no goal is stated"));
}

#[test]
fn what_is_about_the_whole_brief_can_be_waived() {
    let retry = "[service.a]\n[service.b]\n[call.c]\nfrom = \"a\"\nto = \"b\"\nattempts = 3\n";
    let waiver = "[[waiver]]\nfinding = \"CHA-04/load_test\"\napprover = \"sre\"\ngranted = 2026-11-01\n\
                  expires = 2026-12-01\njustification = \"the probe runs with the move in December, booked already\"\n";
    assert!(fires("CHA-04", retry));
    assert!(!fires("CHA-04", &format!("{retry}{waiver}")));
    assert_eq!(report(&format!("{retry}{waiver}")).waived.len(), 1);
}
