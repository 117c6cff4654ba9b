//! The edges of rules on objectives, consistency and quorums: designs that look alike, one sound and one not.

use std::collections::BTreeSet;

use dsbench::brief;
use dsbench::findings::check_brief;

/// The rules that fire on a dataset `d` with one linearizable read and write, among those whose id starts so.
fn fired(start: &str, text: &str) -> Vec<&'static str> {
    let text = format!("schema = 1\n{text}");
    let brief = brief::read(&text).unwrap_or_else(|p| panic!("{}\n{text}", p[0]));
    let rules: BTreeSet<&str> = check_brief(&brief, None).open.iter().map(|f| f.rule.id).collect();
    rules.into_iter().filter(|id| id.starts_with(start) && *id != "CON-09" && *id != "CON-13").collect()
}

fn linear(replication: &str) -> Vec<&'static str> {
    let operations = "[dataset.d.operation.look]\nkind = \"read\"\nconsistency = \"linearizable\"\n\
                      [dataset.d.operation.put]\nkind = \"write\"\nconsistency = \"linearizable\"\n";
    fired("CON", &format!("{operations}[dataset.d.replication]\n{replication}\n"))
}

#[test]
fn linearizable_is_believed_where_it_holds() {
    for sound in [
        "scheme = \"consensus_raft\"\nvoters = 3",
        "scheme = \"consensus_raft\"\nvoters = 3\nread_path = \"leader_lease\"\nleader_lease = \"1s\"",
        "scheme = \"single_leader_async\"\nn = 3\nread_path = \"leader_local\"\nfailover = { mode = \"none\" }",
        "scheme = \"single_leader_semisync\"\nn = 3\nread_path = \"leader_local\"\nfailover = { mode = \"auto\", promote_rule = \"most_advanced_after_fence\" }",
        "scheme = \"single_leader_syncall\"\nn = 3\nread_path = \"leader_local\"\nfailover = { mode = \"auto\", promote_rule = \"any_after_fence\" }",
        "scheme = \"leaderless_quorum\"\nn = 3\nr = 2\nw = 2\nread_repair = \"blocking\"\nversion_source = \"logical\"",
        "scheme = \"none\"",
    ] {
        assert_eq!(linear(sound), [] as [&str; 0], "{sound}");
    }
}

#[test]
fn linearizable_is_doubted_where_it_breaks() {
    for (wrong, rules) in [
        ("scheme = \"single_leader_async\"\nn = 3", &["CON-02"][..]),
        ("scheme = \"single_leader_syncall\"\nn = 3\nfailover = { mode = \"manual\", fence_old = false }", &["CON-02"]),
        (
            "scheme = \"single_leader_semisync\"\nn = 3\nfailover = { promote_rule = \"any_alive\", fence_old = true }",
            &["CON-02"],
        ),
        ("scheme = \"crdt\"\nn = 3", &["CON-02"]),
        ("scheme = \"multi_leader_certified\"\nn = 3\nread_path = \"nearest\"", &["CON-03"]),
        ("scheme = \"consensus_raft\"\nvoters = 3\nread_path = \"leader_local\"", &["CON-03"]),
        ("scheme = \"consensus_raft\"\nvoters = 3\nread_path = \"follower_session\"", &["CON-03"]),
        ("scheme = \"leaderless_quorum\"\nn = 3\nr = 1\nw = 1\nversion_source = \"logical\"", &["CON-04"]),
    ] {
        assert_eq!(linear(wrong), rules, "{wrong}");
    }
}

#[test]
fn quorums_of_every_kind_of_protocol() {
    let of = |text: &str| fired("QUO", &format!("[dataset.d.replication]\n{text}\n"));
    for (text, rules) in [
        ("scheme = \"consensus_raft\"\nvoters = 6\nw = 3\nelection_quorum = 4", &[][..]),
        ("scheme = \"consensus_raft\"\nvoters = 6\nw = 3\nelection_quorum = 3", &["QUO-01"]),
        ("scheme = \"consensus_raft\"\nvoters = 6", &["QUO-02"]),
        ("scheme = \"consensus_multipaxos\"\nvoters = 6\nw = 5\nelection_quorum = 2", &[]),
        ("scheme = \"consensus_raft\"\nvoters = 6\nw = 5\nelection_quorum = 2", &["QUO-01"]),
        ("scheme = \"consensus_bft\"\nvoters = 4", &[]),
        ("scheme = \"consensus_bft\"\nvoters = 7\nw = 4\nelection_quorum = 5", &["QUO-01"]),
        ("scheme = \"consensus_bft\"\nvoters = 10", &[]),
        ("scheme = \"consensus_raft\"\nvoters = 4\nwitnesses = 1", &[]),
        ("scheme = \"consensus_raft\"\nvoters = 2\nwitnesses = 1", &["QUO-11"]),
        ("scheme = \"consensus_raft\"\nvoters = 9", &["QUO-08"]),
        ("scheme = \"single_leader_async\"\nn = 4", &[]),
        ("scheme = \"single_leader_async\"\nn = 9", &[]),
    ] {
        assert_eq!(of(text), rules, "{text}");
    }
}

#[test]
fn a_loss_is_judged_only_in_its_scope_and_only_when_tolerated() {
    let zones = "[region.eu.zone.a]\n[region.eu.zone.b]\n[region.us.zone.a]\n";
    let copies = "[dataset.d.replication]\nscheme = \"consensus_raft\"\nvoters = 3\nplacement = [\"eu/a\", \"eu/a\", \"us/a\"]\n";
    let failure = |mode: &str, more: &str| format!("{zones}{copies}[failure.f]\nmode = \"{mode}\"\n{more}\n");
    let on = "stance = \"tolerate_degraded\"";
    for (text, rules) in [
        (format!("{zones}{copies}"), &["QUO-05"][..]),
        (failure("zone_loss", on), &["QUO-04", "QUO-05"]),
        (failure("zone_loss", "stance = \"fail_stop\""), &["QUO-05"]),
        (failure("zone_loss", &format!("{on}\nscope = [\"us/*\"]")), &["QUO-05"]),
        (failure("region_loss", on), &["QUO-03", "QUO-05"]),
        (failure("region_loss", &format!("{on}\nscope = [\"us/*\"]")), &["QUO-05"]),
    ] {
        assert_eq!(fired("QUO", &text), rules, "{text}");
    }
}

#[test]
fn a_dynamo_basket_without_read_your_writes_is_sound() {
    let cart = "[dataset.cart]\nclass = \"user_content\"\ncap_on_partition = \"AP\"\npacelc_else = \"EL\"\n\
                conflict_policy = \"vector_clock_siblings\"\nreconcile = \"merge_fn\"\n\
                [dataset.cart.replication]\nscheme = \"leaderless_quorum\"\nn = 3\nr = 2\nw = 2\nsloppy_quorum = true\n\
                [dataset.cart.operation.add]\nkind = \"write\"\nconsistency = \"eventual\"\nunder_partition = \"accept_diverge\"\n";
    assert_eq!(fired("CON", cart), [] as [&str; 0]);
    assert_eq!(fired("QUO", cart), [] as [&str; 0]);
}

#[test]
fn slow_writes_that_fit_into_the_objective_are_no_contradiction() {
    let brief = |mix: &str| {
        format!(
            "[region.eu.zone.a]\n[region.us.zone.a]\n[topology]\nrtt = [{{ between = [\"eu/*\", \"us/*\"], p50 = \"85ms\" }}]\n\
             [service.s]\nowner = \"o\"\ndatasets = [\"d\"]\n[workload.w]\nentry_service = \"s\"\nclient_regions = {{ us = 1.0 }}\n{mix}\n\
             [slo.l]\nworkload = \"w\"\nsli = \"latency\"\nobjective = \"95%\"\nthreshold = \"50ms\"\nalert_pairs = []\n\
             [dataset.d.operation.put]\nkind = \"write\"\n\
             [dataset.d.replication]\nscheme = \"single_leader_async\"\nn = 2\nplacement = [\"eu/a\", \"us/a\"]\n"
        )
    };
    assert!(fired("SLO-04", &brief("mix = { read = 0.96, write = 0.04 }")).is_empty());
    assert_eq!(fired("SLO-04", &brief("mix = { read = 0.9, write = 0.1 }")), ["SLO-04"]);
}

/// Two of the three copies in the client's region always meet there; one and one need not.
#[test]
fn local_quorums_are_counted_where_the_clients_are() {
    let misses = |each: u8| {
        let text = format!(
            "[region.one.zone.a]\n[region.one.zone.b]\n[region.one.zone.c]\n[region.two.zone.a]\n[region.two.zone.b]\n\
             [region.two.zone.c]\n[workload.w]\nentry_service = \"s\"\nclient_regions = {{ one = 1.0 }}\n\
             [service.s]\ndatasets = [\"d\"]\n[dataset.d.operation.look]\nkind = \"read\"\nconsistency = [\"ryw\"]\n\
             [dataset.d.replication]\nscheme = \"leaderless_quorum\"\nn = 6\nr = {each}\nw = {each}\n\
             placement = [\"one/*\", \"two/*\"]\nquorum_scope = \"local\"\n"
        );
        fired("CON-05", &text)
    };
    assert_eq!(misses(2), [] as [&str; 0]);
    assert_eq!(misses(1), ["CON-05"]);
}
