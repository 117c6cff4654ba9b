//! Rules on failover, retries, deadlines, keys and transactions beyond their fixtures: what stays quiet on a design that
//! holds, the arithmetic of promotions, what one finding says about another.

use dsbench::brief::{self, Brief};
use dsbench::findings::{Report, Waivable, check_brief};

fn read(text: &str) -> Brief {
    brief::read(text).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

fn check(text: &str) -> Report {
    check_brief(&read(text), None)
}

fn keys(report: &Report) -> Vec<String> {
    report.open.iter().map(dsbench::findings::Finding::key).collect()
}

fn fires(report: &Report, rule: &str) -> bool {
    report.open.iter().any(|f| f.rule.id == rule)
}

const FAMILIES: [&str; 5] = ["FLV", "RTY", "DDL", "IDM", "TXN"];

#[test]
fn a_design_that_holds_raises_nothing() {
    let report = check(include_str!("../data/briefs/sound.brief.toml"));
    let mine: Vec<String> = report
        .open
        .iter()
        .filter(|f| FAMILIES.iter().any(|x| f.rule.id.starts_with(x)))
        .map(|f| format!("{}: {}", f.key(), f.text))
        .collect();
    assert!(mine.is_empty(), "{}", mine.join("\n"));
    let open: Vec<String> = report
        .not_judged
        .iter()
        .filter(|n| FAMILIES.iter().any(|x| n.rule.id.starts_with(x)))
        .map(dsbench::findings::NotJudged::text)
        .collect();
    // All that nobody stated and a rule of these families needs.
    assert_eq!(open, ["not judged: FLV-06 needs dataset.ledger.rto"]);
}

#[test]
fn a_promotion_keeps_what_enough_copies_have() {
    // Copies, answers beyond the leader, rule, losses together, whether an acknowledged write can be missed.
    let cases = [
        ("single_leader_semisync", 3, 1, "most_advanced_after_fence", 1, false),
        ("single_leader_semisync", 3, 1, "most_advanced_after_fence", 2, true),
        ("single_leader_semisync", 3, 1, "any_after_fence", 1, true),
        ("single_leader_semisync", 2, 1, "any_after_fence", 1, false),
        ("single_leader_semisync", 3, 1, "majority_election", 1, false),
        ("single_leader_semisync", 5, 1, "majority_election", 1, true),
        ("single_leader_semisync", 5, 2, "majority_election", 1, false),
        ("single_leader_syncall", 3, 1, "any_after_fence", 1, false),
        ("single_leader_async", 3, 1, "most_advanced_after_fence", 1, true),
    ];
    for (scheme, n, k, rule, together, lost) in cases {
        let text = format!(
            "schema = 1\n[failure.node]\nmode = \"node_loss\"\nstance = \"tolerate_transparent\"\nconcurrent_max = {together}\n\
             [dataset.d]\nrpo = \"0s\"\n[dataset.d.replication]\nscheme = \"{scheme}\"\nn = {n}\nk = {k}\n\
             failover = {{ mode = \"auto\", promote_rule = \"{rule}\", fence_old = true }}\n"
        );
        let report = check(&text);
        assert_eq!(fires(&report, "FLV-02"), lost, "{scheme} n={n} k={k} {rule}, {together} lost: {:?}", keys(&report));
    }
}

#[test]
fn a_shrinking_set_is_safe_with_two_in_it_and_a_clean_election() {
    let text = |min: u32, rule: &str| {
        format!(
            "schema = 1\n[dataset.d]\nrpo = \"0s\"\n[dataset.d.replication]\nscheme = \"single_leader_syncall\"\nn = 3\nacks = \"all\"\n\
             in_sync = {{ set = \"dynamic\", min = {min} }}\nfailover = {{ mode = \"auto\", promote_rule = \"{rule}\", fence_old = true }}\n"
        )
    };
    assert!(!fires(&check(&text(2, "most_advanced_after_fence")), "FLV-02"));
    assert!(fires(&check(&text(1, "most_advanced_after_fence")), "FLV-02"));
    assert!(fires(&check(&text(2, "any_alive")), "FLV-02"));
}

#[test]
fn without_failover_the_leader_comes_back_with_what_it_had() {
    let text = "schema = 1\n[dataset.d]\nrpo = \"0s\"\n[dataset.d.replication]\nscheme = \"single_leader_async\"\nn = 3\n\
                failover = { mode = \"none\" }\n";
    assert!(!fires(&check(text), "FLV-02"));
    let lost = format!("{text}[failure.disk]\nmode = \"disk_loss\"\nstance = \"tolerate_transparent\"\n");
    assert!(fires(&check(&lost), "FLV-02"));
}

const EDGE: &str = "schema = 1\n[dataset.orders.operation.place]\nkind = \"write\"\n[service.gateway]\n\
                    [service.orders]\ndatasets = [\"orders\"]\n[call.gateway-orders]\nfrom = \"gateway\"\nto = \"orders\"\n\
                    operations = [\"orders.place\"]\n";

#[test]
fn a_retried_write_says_what_a_redelivered_one_would() {
    let queue = "[queue.inbox]\non = \"gateway-orders\"\nkind = \"broker_queue\"\ndelivery = \"at_least_once\"\n\
                 operations = [\"orders.place\"]\n";
    let once = check(&format!("{EDGE}attempts = 1\n{queue}"));
    assert!(fires(&once, "IDM-05") && !fires(&once, "RTY-01"), "{:?}", keys(&once));
    let retried = check(&format!("{EDGE}retry_on = [\"timeout\"]\n{queue}"));
    assert!(fires(&retried, "RTY-01") && !fires(&retried, "IDM-05"), "{:?}", keys(&retried));
}

#[test]
fn a_hedged_write_cannot_be_waived_and_an_expensive_hedge_can() {
    let waiver = "[[waiver]]\nfinding = \"RTY-10/call.gateway-orders\"\njustification = \"capacity for twice the load is reserved and tested\"\n\
                  approver = \"sre\"\ngranted = 2026-11-01\nexpires = 2026-12-01\n";
    let hedge = "attempts = 1\nhedge = { after = \"p95\", max = 1, budget = \"none\" }\n";
    let write = check(&format!("{EDGE}{hedge}{waiver}"));
    let found = write.open.iter().find(|f| f.rule.id == "RTY-10").expect("a hedged write stays open");
    assert_eq!(found.waivable, Waivable::Never);
    let natural = EDGE.replace("kind = \"write\"", "kind = \"read\"");
    let read = check(&format!("{natural}{hedge}{waiver}"));
    assert!(!fires(&read, "RTY-10") && read.waived.len() == 1, "{:?}", keys(&read));
}

#[test]
fn layers_that_share_their_retries_are_one_finding() {
    let call = |(from, to, attempts): (&str, &str, u32)| {
        format!("[call.{from}{to}]\nfrom = \"{from}\"\nto = \"{to}\"\nattempts = {attempts}\n")
    };
    let calls: Vec<String> = [("a", "b", 3), ("b", "c", 3), ("c", "x", 1), ("c", "y", 1)].map(call).into();
    let text = format!(
        "schema = 1\n[workload.w]\nentry_service = \"a\"\n[service.a]\n[service.b]\n[service.c]\n[service.x]\n[service.y]\n{}",
        calls.concat()
    );
    let found: Vec<String> = keys(&check(&text)).into_iter().filter(|k| k.starts_with("RTY-02")).collect();
    assert_eq!(found, ["RTY-02/call.ab+call.bc"]);
}

#[test]
fn a_hedge_and_a_chosen_redelivery_are_layers() {
    let chain = "schema = 1\n[workload.w]\nentry_service = \"a\"\n[service.a]\n[service.b]\n[call.ab]\nfrom = \"a\"\nto = \"b\"\nattempts = 2\n";
    let alone = check(chain);
    assert!(!fires(&alone, "RTY-02"));
    let hedged = check(&format!("{chain}hedge = {{ after = \"p95\" }}\n"));
    assert!(fires(&hedged, "RTY-02"), "{:?}", keys(&hedged));
    let queued = |receives: &str| {
        check(&format!(
            "{chain}async = true\nqueue = \"q\"\n[queue.q]\non = \"b\"\nkind = \"broker_queue\"\n{receives}"
        ))
    };
    assert!(fires(&queued("max_receives = 5\n"), "RTY-02"));
    assert!(!fires(&queued(""), "RTY-02"), "five deliveries that nobody chose are no layer");
}

#[test]
fn two_timeouts_that_nobody_stated_are_not_compared() {
    let text = "schema = 1\n[service.a]\n[service.b]\n[service.c]\n[call.ab]\nfrom = \"a\"\nto = \"b\"\n[call.bc]\nfrom = \"b\"\nto = \"c\"\n";
    let report = check(text);
    assert!(!fires(&report, "DDL-01") && !fires(&report, "DDL-02"), "{:?}", keys(&report));
    assert!(fires(&report, "DDL-03"));
    let stated = check(&text.replace("to = \"b\"\n", "to = \"b\"\ntimeout = \"250ms\"\n"));
    assert!(keys(&stated).contains(&"DDL-01/call.bc+call.ab".to_owned()), "{:?}", keys(&stated));
}

#[test]
fn a_transaction_inside_one_store_is_no_dual_write() {
    let text = |span: &str, parts: &str| {
        format!(
            "schema = 1\n[dataset.a.operation.w]\nkind = \"write\"\n[dataset.b.operation.w]\nkind = \"write\"\n[service.s]\n\
             [queue.q]\non = \"s\"\nkind = \"broker_log\"\n[transaction.t]\noperations = [\"a.w\"]\nprotocol = \"local_acid\"\n{span}participants = [{parts}]\n"
        )
    };
    let one = "span = \"multi_shard_one_store\"\n";
    assert!(!fires(&check(&text(one, "\"a\", \"b\"")), "TXN-02"), "two tables of one store");
    assert!(fires(&check(&text("", "\"a\", \"b\"")), "TXN-02"), "two datasets without a span");
    assert!(fires(&check(&text(one, "\"a\", \"q\"")), "TXN-02"), "a broker is in no store");
}

#[test]
fn a_scheme_of_ones_own_has_a_leader_only_where_somebody_says_how_it_is_read() {
    let own = "schema = 1\n[dataset.votes.replication]\nscheme = \"custom\"\ncustom_reason = \"merged by hand once a day, as \
               long as the office is open\"\nn = 3\n";
    assert!(!fires(&check(own), "FLV-07"), "nobody said that it has a leader");
    assert!(fires(&check(&format!("{own}read_path = \"leader_local\"\n")), "FLV-07"));
}

#[test]
fn a_backup_that_nobody_has_restored_is_a_warning() {
    let with = |tested: &str| {
        let text = format!("schema = 1\n[dataset.d]\nbackup = {{ kind = \"pitr\", interval = \"5min\"{tested} }}\n");
        check(&text).open.into_iter().find(|f| f.rule.id == "DUR-03").map(|f| (f.severity.word(), f.text))
    };
    assert_eq!(with(""), None);
    assert_eq!(with(", restore_tested = 2026-10-01"), None);
    let (severity, text) = with(", restore_tested = false").expect("a warning");
    assert!(severity == "warn" && text.contains("nobody has ever restored it"), "{severity} {text}");
}

#[test]
fn a_cache_says_what_is_missing_to_judge_its_store() {
    let text = "schema = 1\n[workload.buy]\nentry_service = \"api\"\nrate_peak = \"900/s\"\n[service.api]\n[dataset.d]\n\
                [cache.front]\non = \"api\"\nhit_ratio = 0.95\n";
    let needs = |text: &str| {
        let report = check(text);
        let not = report.not_judged.iter().find(|n| n.rule.id == "OVL-05").map(dsbench::findings::NotJudged::text);
        not.unwrap_or_else(|| panic!("{:?}", keys(&report)))
    };
    assert!(needs(text).contains("cache.front.store"), "{}", needs(text));
    let stored = format!("{text}store = \"d\"\n");
    assert!(needs(&stored).contains("dataset.d.partitioning.shard_cap.rps_r"), "{}", needs(&stored));
}

/// What a mix says of reads is compared only where nobody else uses the dataset.
#[test]
fn values_are_at_odds_only_where_they_speak_of_the_same() {
    let text = |more: &str| {
        format!(
            "schema = 1\n[service.api]\ndatasets = [\"d\"]\n[workload.a]\nentry_service = \"api\"\ndatasets = [\"d\"]\n\
             mix = {{ read = 0.2, write = 0.8 }}\n[dataset.d.operation.look]\nkind = \"read\"\nshare = 0.9\n\
             [dataset.d.operation.put]\nkind = \"write\"\nshare = 0.1\n{more}"
        )
    };
    assert!(fires(&check(&text("")), "MET-04"));
    let other = text("[workload.b]\nentry_service = \"api\"\ndatasets = [\"d\"]\n");
    assert!(!fires(&check(&other), "MET-04"), "the other workload may bring the reads");
    // A call that few requests make does not make its caller slow.
    let pair = |more: &str| {
        format!(
            "schema = 1\n[service.a]\nlatency = {{ p99 = \"5ms\" }}\n[service.b]\nlatency = {{ p99 = \"80ms\" }}\n\
             [call.a-b]\nfrom = \"a\"\nto = \"b\"\n{more}"
        )
    };
    assert!(fires(&check(&pair("")), "MET-04"));
    for quiet in ["per_request = 0.1\n", "async = true\n", "fallback = \"cached\"\n", "timeout = \"4ms\"\n"] {
        assert!(!fires(&check(&pair(quiet)), "MET-04"), "{quiet}");
    }
}

#[test]
fn a_percentile_beyond_the_objective_says_nothing_about_it() {
    let with = |objective: &str, latency: &str| {
        let text = format!(
            "schema = 1\n[service.api]\nlatency = {{ {latency} }}\n[workload.a]\nentry_service = \"api\"\n[slo.fast]\n\
             workload = \"a\"\nsli = \"latency\"\nobjective = \"{objective}\"\nthreshold = \"50ms\"\n"
        );
        fires(&check(&text), "SLO-11")
    };
    assert!(with("99%", "p99 = \"51ms\"") && with("99.9%", "p99 = \"51ms\"") && with("90%", "p50 = \"60ms\""));
    assert!(!with("99%", "p99 = \"50ms\"") && !with("95%", "p99 = \"51ms\"") && !with("99%", "p999 = \"2s\""));
}
