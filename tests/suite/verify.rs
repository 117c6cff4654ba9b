//! Claims put to small machines: which machine a brief becomes, what `dsbench verify` says of it, and that the search and the
//! rules agree wherever both look.

use dsbench::brief;
use dsbench::machines::{self, Checked};
use dsbench::numbers::{World as Briefed, derive_in};
use dsbench::templates::PRESETS;
use dsbench::verify::{Verdict, sequence};

use super::cli_support::World;

const FALSE: &str = include_str!("../data/rules/CHA-06/fires.brief.toml");
const QUIET: &str = include_str!("../data/rules/CHA-06/quiet.brief.toml");

fn checked(text: &str) -> Vec<Checked> {
    let brief = brief::read(text).unwrap_or_else(|p| panic!("{}", p[0]));
    let world = Briefed::new(&brief);
    machines::check(machines::claims(&world, &derive_in(&world)), 400_000, &|| false, &mut |_, _| ())
}

fn word(c: &Checked) -> &'static str {
    match c.found {
        None => "no model",
        Some((Verdict::Held, _)) => "held",
        Some((Verdict::Broken(_), _)) => "false",
        Some((Verdict::Inconclusive, _)) => "open",
    }
}

/// The claims of a brief with their verdicts, in one line each.
fn said(text: &str) -> Vec<String> {
    checked(text).iter().map(|c| format!("{} {}", c.claim.id, word(c))).collect()
}

#[test]
fn presets_are_judged_as_their_designs_deserve() {
    let expected: &[(&str, &[&str])] = &[
        ("dynamo-cart", &["read-your-writes/dataset.cart.operation.read false"]),
        (
            "etcd-raft-5",
            &[
                "linearizable/dataset.config.operation.read held",
                "linearizable/dataset.config.operation.write held",
                "one-leader-per-term/dataset.config held",
            ],
        ),
        (
            "pg-quorum-commit",
            &[
                "linearizable/dataset.ledger.operation.read held",
                "linearizable/dataset.ledger.operation.write held",
                "no-loss/dataset.ledger held",
            ],
        ),
        (
            "redis-sentinel",
            &[
                "linearizable/dataset.sessions.operation.read false",
                "linearizable/dataset.sessions.operation.write false",
                "no-loss/dataset.sessions false",
            ],
        ),
        ("kafka-isr", &["no-loss/dataset.events held", "once/call.producer-broker held"]),
        (
            "ddb-global-tables",
            &[
                "linearizable/dataset.profiles.operation.read false",
                "linearizable/dataset.profiles.operation.write false",
            ],
        ),
    ];
    for (name, claims) in expected {
        let preset = PRESETS.iter().find(|p| p.name == *name).unwrap_or_else(|| panic!("no preset {name}"));
        assert_eq!(said(preset.text), *claims, "{name}");
    }
}

/// Rules that decide by arithmetic what the search decides by trying: both see the same in their fixtures.
#[test]
fn the_search_agrees_with_the_rules() {
    let alike = [
        "CON-02", "CON-03", "CON-04", "CON-16", "CON-17", "DUR-06", "FLV-01", "FLV-10", "IDM-01", "IDM-02", "LCK-01",
        "LCK-02", "QUO-01", "QUO-13", "TXN-08",
    ];
    let mut wrong = Vec::new();
    for rule in alike {
        for (which, broken) in [("fires", true), ("quiet", false)] {
            let path = format!("{}/tests/data/rules/{rule}/{which}.brief.toml", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
            let found = said(&text);
            if found.iter().any(|line| line.ends_with(" false")) != broken {
                wrong.push(format!("{rule} {which}: {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The whole way from the file to the steps: an asynchronous leader loses what it acknowledged.
#[test]
fn a_false_claim_is_told_step_by_step_and_says_no() {
    let w = World::new();
    w.write("a.brief.toml", FALSE).write("b.brief.toml", QUIET);
    let ran = w.run(&["verify", "a.brief.toml"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    for part in [
        "false linearizable/dataset.orders.operation.place: broken in ",
        "1. client 1 writes 1 at node 0, which acknowledges it at once",
        "is promoted to leader without write 1",
        "false no-loss/dataset.orders",
        "A bound is not a proof.",
    ] {
        assert!(ran.out.contains(part), "{part}\n{}", ran.out);
    }
    let ran = w.run(&["verify", "b.brief.toml"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("no violation in 3 replicas, 4 operations, 1 crash"), "{}", ran.out);
}

#[test]
fn json_names_the_machine_its_bounds_and_what_it_follows_from() {
    let w = World::new();
    w.write("a.brief.toml", FALSE);
    let doc = w.run(&["verify", "a.brief.toml", "--json", "--claim", "linearizable/dataset.orders.operation.place"]);
    assert_eq!(doc.code, 1);
    let doc: serde_json::Value = serde_json::from_str(&doc.out).unwrap();
    assert_eq!(doc["schema"], "dsbench/verify/1");
    let claims = doc["claims"].as_array().unwrap();
    assert_eq!(claims.len(), 1, "{claims:#?}");
    let claim = &claims[0];
    assert_eq!(
        (&claim["verdict"], &claim["model"], &claim["property"]),
        (&"false".into(), &"leader".into(), &"lin".into())
    );
    assert!(claim["counterexample"].as_array().is_some_and(|steps| steps.len() == 3), "{claim:#}");
    assert!(claim["bounds"].as_str().unwrap().starts_with("3 replicas, 4 operations, 2 terms"), "{claim:#}");
    let inputs: Vec<&str> = claim["inputs"].as_array().unwrap().iter().filter_map(|i| i["path"].as_str()).collect();
    assert!(inputs.contains(&"dataset.orders.replication.failover.promote_rule"), "{inputs:?}");
    let finding = &doc["findings"][0];
    assert_eq!(finding["key"], "CHA-06/dataset.orders.operation.place");
    assert!(finding["line"].as_u64().is_some_and(|n| FALSE.lines().nth(n as usize - 1).is_some()), "{finding:#}");
    assert!(finding["text"].as_str().unwrap().starts_with("lin false: client 1 writes 1 at node 0"), "{finding:#}");
}

#[test]
fn claims_are_picked_by_name_or_entity_and_a_wrong_name_is_helped() {
    let w = World::new();
    w.write("a.brief.toml", FALSE);
    let one = w.run(&["verify", "a.brief.toml", "--claim", "dataset.orders.operation"]);
    assert!(
        one.out.contains("linearizable/dataset.orders.operation.place") && !one.out.contains("no-loss"),
        "{}",
        one.out
    );
    let ran = w.run(&["verify", "a.brief.toml", "--claim", "no-los/dataset.orders"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no-loss/dataset.orders"), "{}", ran.err);
    let none = w.run(&["verify", "a.brief.toml", "--max-states", "0"]);
    assert_eq!(none.code, 2, "{}", none.out);
}

/// A search that was not finished says nothing about the claim, and nothing is held against the brief.
#[test]
fn a_search_that_meets_its_cap_is_inconclusive() {
    let w = World::new();
    let etcd = PRESETS.iter().find(|p| p.name == "etcd-raft-5").unwrap();
    w.write("a.brief.toml", etcd.text);
    let ran = w.run(&["verify", "a.brief.toml", "--max-states", "20"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("inconclusive") && ran.out.contains("0 held within their bounds"), "{}", ran.out);
}

#[test]
fn a_brief_that_claims_nothing_says_what_could_be_claimed() {
    let w = World::new();
    w.write("a.brief.toml", "schema = 1\n[brief]\ntitle = \"A\"\n");
    let ran = w.run(&["verify", "a.brief.toml"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("claims nothing that a model could check"), "{}", ran.out);
}

/// The bounds that a row asks for are those that are used, and more replicas than the machine has room for are stood in for
/// by fewer only where a majority is all that counts.
#[test]
fn bounds_are_those_that_are_asked_for() {
    let bounds = |text: &str| {
        let all = checked(text);
        let one = all.iter().find(|c| c.claim.id == "one-leader-per-term/dataset.d").expect("the claim");
        one.claim.case.as_ref().map(|case| case.bounds.clone()).map_err(Clone::clone)
    };
    let brief = |more: &str, scope: &str| {
        format!(
            "schema = 1\n[brief]\ntitle = \"A\"\n[dataset.d.replication]\nscheme = \"consensus_raft\"\n{more}\n\
             [model_check.m]\ndataset = \"d\"\nscope = {{ {scope} }}\n"
        )
    };
    assert!(bounds(&brief("voters = 7", "replicas = 3")).unwrap().starts_with("3 replicas"));
    assert!(bounds(&brief("voters = 5", "operations = 4")).unwrap().starts_with("5 replicas"));
    let flexible = brief("voters = 7\nelection_quorum = 5\nw = 3", "replicas = 5");
    assert!(bounds(&flexible).unwrap_err().contains("more than the machine has room for"));
    // The same sizes where they fit: what is written and who is elected must meet.
    let small = brief("voters = 4\nelection_quorum = 2\nw = 2", "replicas = 5");
    assert!(said(&small).contains(&"one-leader-per-term/dataset.d false".to_owned()), "{:?}", said(&small));
}

/// Faults that the brief does not say it tolerates are not held against it; those that it does are.
#[test]
fn memory_is_lost_only_where_its_loss_is_tolerated() {
    let brief = |failure: &str| {
        format!(
            "schema = 1\n[brief]\ntitle = \"A\"\n[dataset.d]\nrpo = \"0s\"\n[dataset.d.replication]\n\
             scheme = \"consensus_raft\"\nvoters = 3\nack_level = \"k_received\"\nrejoin = \"vote_immediately\"\n{failure}"
        )
    };
    let power = "[failure.power]\nmode = \"power_loss\"\nstance = \"tolerate_transparent\"\n";
    assert!(said(&brief("")).contains(&"no-loss/dataset.d held".to_owned()));
    assert!(said(&brief(power)).contains(&"no-loss/dataset.d false".to_owned()));
    let waits = brief(power).replace("vote_immediately", "catch_up_before_vote");
    assert!(said(&waits).contains(&"no-loss/dataset.d held".to_owned()));
}

/// What no machine describes is said, with the reason, and is neither held nor false.
#[test]
fn what_no_machine_describes_is_not_judged() {
    let witness = "schema = 1\n[brief]\ntitle = \"A\"\n[dataset.d.replication]\nscheme = \"consensus_raft\"\n\
                   voters = 2\nwitnesses = 1\n";
    assert_eq!(said(witness), ["one-leader-per-term/dataset.d no model"]);

    let text = "schema = 1\n[brief]\ntitle = \"A\"\n[dataset.d]\nrpo = \"0s\"\n[dataset.d.replication]\n\
                scheme = \"external_managed\"\n";
    let all = checked(text);
    assert_eq!(all.len(), 1);
    assert_eq!(word(&all[0]), "no model");
    assert!(all[0].claim.case.as_ref().unwrap_err().contains("external_managed"));
}

/// A claim that a machine does not look for would seem to hold, so it is none of that machine's.
#[test]
fn no_machine_is_asked_what_it_does_not_judge() {
    for preset in PRESETS {
        for c in checked(preset.text) {
            if let Ok(case) = &c.claim.case {
                assert!(case.machine.judges().has(c.claim.judged), "{}: {}", preset.name, c.claim.id);
            }
        }
    }
}

/// The same brief gives the same steps: nothing of a search depends on chance.
#[test]
fn a_search_is_repeatable() {
    assert_eq!(checked(FALSE), checked(FALSE));
}

/// A machine too small to fail over, or for a majority, would hold whatever is claimed of it.
#[test]
fn a_machine_too_small_to_show_anything_holds_nothing() {
    let brief = |replication: &str, scope: &str| {
        format!(
            "schema = 1\n[brief]\ntitle = \"A\"\n[dataset.d]\nrpo = \"0s\"\n[dataset.d.replication]\n{replication}\n{scope}"
        )
    };
    let one = "[model_check.m]\ndataset = \"d\"\nscope = { replicas = 1 }\n";
    for (replication, scope) in [
        ("scheme = \"consensus_raft\"\nvoters = 3", one),
        ("scheme = \"single_leader_async\"\nn = 3", one),
        ("scheme = \"leaderless_quorum\"\nn = 3\nr = 2\nw = 2", one),
    ] {
        let said = said(&brief(replication, scope));
        assert!(!said.is_empty() && said.iter().all(|line| line.ends_with(" no model")), "{replication}: {said:?}");
    }
}

/// The strongest promise of a transaction's operations is what it claims.
#[test]
fn a_transaction_claims_the_strongest_of_its_operations() {
    let text = "schema = 1\n[brief]\ntitle = \"A\"\n[dataset.d.operation.a]\nkind = \"multi_read\"\n\
                consistency = \"strict_serializable\"\n[dataset.d.operation.b]\nkind = \"multi_write\"\n\
                consistency = \"snapshot\"\n[transaction.t]\noperations = [\"d.a\", \"d.b\"]\nisolation = \"snapshot\"\n";
    let said = said(text);
    assert!(said.contains(&"strict-serializable/transaction.t false".to_owned()), "{said:?}");
}

/// Keys that are kept for a time are too few where messages wait without an end, stated or not.
#[test]
fn a_window_is_held_against_all_that_can_bring_a_request_again() {
    let brief = |queue: &str| {
        format!(
            "schema = 1\n[brief]\ntitle = \"A\"\n[queue.q]\n{queue}\nidempotency = {{ mode = \"keyed\", window = \"7d\", \
             atomic_with_effect = true }}\n"
        )
    };
    let bounded = "max_age = \"1h\"\nmax_receives = 5\nvisibility = \"30s\"\ndlq_replay = \"1d\"";
    assert_eq!(said(&brief(bounded)), ["once/queue.q held"]);
    assert_eq!(said(&brief(&bounded.replace("\"1h\"", "\"unbounded\""))), ["once/queue.q false"]);
    assert_eq!(said(&brief(&bounded.replace("\"1h\"", "\"8d\""))), ["once/queue.q false"]);
}

#[test]
fn every_run_that_breaks_a_claim_has_a_diagram_with_a_row_for_each_step() {
    let mut drawn = 0;
    for text in PRESETS.iter().map(|p| p.text).chain([FALSE]) {
        for c in checked(text) {
            let Some(steps) = c.steps() else { continue };
            let diagram = sequence::diagram(steps, 70).unwrap_or_else(|| panic!("no diagram of {}", steps.join("; ")));
            let rows: Vec<&str> = diagram.lines().skip(1).collect();
            assert_eq!(rows.len(), steps.len(), "{diagram}");
            assert!(
                rows.iter().zip(steps).all(|(row, step)| row.contains('o') || !step.contains(char::is_numeric)),
                "{diagram}"
            );
            assert!(diagram.lines().all(|line| line.len() <= 70), "{diagram}");
            drawn += 1;
        }
    }
    assert!(drawn > 5, "only {drawn} runs break a claim");
}
