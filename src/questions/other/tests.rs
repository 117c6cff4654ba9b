//! Free texts, good and bad, on the skeleton of a new brief.

use super::*;
use crate::brief::Brief;
use crate::questions::{facts::Known, flow, names::Names, record::Scope, skeleton, table::QUESTIONS};

fn brief() -> Brief {
    crate::brief::read(&skeleton::skeleton("early_design", "Test")).unwrap()
}

/// The writes of a text as `path = value` lines, or the error.
fn read_on(brief: &Brief, id: &str, text: &str) -> Result<Vec<String>, String> {
    let known = Known::new(brief);
    let question = QUESTIONS.iter().find(|q| q.id == id).unwrap();
    let step = flow::steps_of(&known, &flow::Walk::default(), question, "full").remove(0);
    let reading = read(&known, &step, text)?;
    let show = |p: &Planned| match &p.what {
        What::Set(v) | What::Add(v) => format!("{} = {v}", p.path),
        What::Entry(..) => p.path.clone(),
    };
    Ok(reading.writes.iter().map(show).collect())
}

fn reads(id: &str, text: &str) -> Vec<String> {
    read_on(&brief(), id, text).unwrap_or_else(|e| panic!("{id} `{text}`: {e}"))
}

fn refuses(id: &str, text: &str) -> String {
    match read_on(&brief(), id, text) {
        Ok(writes) => panic!("{id} took `{text}`: {writes:?}"),
        Err(e) => e,
    }
}

#[test]
fn the_hint_of_every_question_shows_a_text_that_can_be_read() {
    let samples = [
        ("Q01", "split_brain"),
        ("Q02", "we lose the day"),
        ("Q03", "No double charge: charges per million, 0"),
        ("Q04", "quorum_lost, resource_limit"),
        ("Q05", "400/s 70/30"),
        ("Q06", "1.2"),
        ("Q07", "geo"),
        ("Q08", "25"),
        ("Q09", "99.95%"),
        ("Q10", "p99.9 200ms"),
        ("Q12", "500ms"),
        ("Q13", "disk_stall, clock_step"),
        ("Q14", "eu: a b c, us: a b c"),
        ("Q15", "eu us 85ms 110ms, eu ap 240ms 300ms"),
        ("Q16", "orders money, cart user_content"),
        ("Q17", "bounded 5s"),
        ("Q18", "CP/EL"),
        ("Q19", "app_merge"),
        ("Q20", "5min"),
        ("Q21", "one seat, one guest: key"),
        ("Q22", "chain"),
        ("Q23", "6 voters w3 e4"),
        ("Q24", "leader_local"),
        ("Q25", "any_alive"),
        ("Q26", "50ms"),
        ("Q27", "home"),
        ("Q28", "250ms"),
        ("Q29", "front x3 > back > store"),
        ("Q30", "72h"),
        ("Q31", "50ms x2 up to 2s full"),
        ("Q32", "20%"),
        ("Q33", "cached"),
        ("Q34", "random"),
        ("Q35", "10000"),
        ("Q36", "95%"),
        ("Q37", "the printer"),
        ("Q38", "tenant_id order_id, hash_range"),
        ("Q39", "3000/s reads, 1000/s writes, 10 GB"),
        ("Q40", "split_key"),
        ("Q41", "200 MB/s"),
        ("Q42", "percolator"),
        ("Q43", "5min"),
        ("Q44", "zone 33% 24h, full 100%"),
        ("Q45", "E04, E12"),
        ("Q46", "x-request-id"),
        ("Q47", "add-column kim"),
        ("Q48", "Is the lease safe?"),
    ];
    for (id, text) in samples {
        assert!(!reads(id, text).is_empty(), "{id}");
    }
}

#[test]
fn quorums_are_read_in_each_notation() {
    assert_eq!(reads("Q23", "N5 W4 R2").len(), 3);
    assert_eq!(reads("Q23", "any 2 of 3"), ["dataset.main.replication.n = 4", "dataset.main.replication.k = 2"]);
    let got = reads("Q23", "reads choose(2, [a, b, c]) writes choose(2, [a, b, c])");
    assert_eq!(got[1], "dataset.main.replication.quorum.writes = \"choose(2, [a, b, c])\"");
    assert!(refuses("Q23", "any 4 of 3").contains("cannot answer"));
    assert!(refuses("Q23", "5").contains("of what"));
}

#[test]
fn a_chain_makes_services_and_calls_and_counts_attempts() {
    let got = reads("Q29", "front x3 > back > store");
    assert!(got.contains(&"call.front-back.attempts = 3".to_string()), "{got:?}");
    assert!(got.contains(&"call.back-store.attempts = 1".to_string()), "{got:?}");
    assert!(got.contains(&"call.back-store.to = \"store\"".to_string()), "{got:?}");
    assert!(refuses("Q29", "front").contains("two or more"));
    assert!(refuses("Q29", "front > back x3").contains("calls nobody"));
}

#[test]
fn the_first_dataset_named_replaces_the_one_asked_about() {
    let brief = brief();
    let known = Known::new(&brief);
    let names = Names::first(&brief).about(Scope::Dataset, "main");
    let step = Step::main(&known, QUESTIONS[15], names);
    let reading = read(&known, &step, "orders money, cart user_content").unwrap();
    assert_eq!(reading.renames, [("dataset.main".into(), "orders".into())]);
    assert_eq!(reading.writes.len(), 2);
}

#[test]
fn what_does_not_parse_is_said_with_what_would() {
    for (id, text, want) in [
        ("Q05", "400", "unit"),
        ("Q05", "400/s 70/40", "sum to 110"),
        ("Q09", "99.95", "99.95%"),
        ("Q10", "fast", "percentile"),
        ("Q13", "disk_stal", "did you mean `disk_stall`"),
        ("Q17", "linear", "bounded 5s"),
        ("Q20", "5 minutes", "duration"),
        ("Q22", "raft", "single_leader_async"),
        ("Q27", "mars", "there is no region `mars`"),
        ("Q31", "full", "no base wait"),
        ("Q45", "chaos", "E04"),
        ("Q06", "7", "0 to 2"),
        ("Q21", "x: planet", "no scope"),
        ("Q12", "", "needed"),
    ] {
        let e = refuses(id, text);
        assert!(e.contains(want), "{id} `{text}`: {e}");
        assert!(e.contains("such as"), "{id} `{text}` gives no example: {e}");
    }
}

#[test]
fn the_mix_is_written_as_a_person_would() {
    let got = reads("Q05", "400/s 70/30");
    assert!(got[1].contains("0.7") && got[1].contains("0.3") && !got[1].contains("0000"), "{got:?}");
}

#[test]
fn rates_are_taken_as_people_say_them_and_written_one_way() {
    for (text, rate) in [
        ("400 req/s", "400/s"),
        ("400 rps", "400/s"),
        ("400 qps", "400/s"),
        ("1,200/s", "1200/s"),
        ("10 000/s", "10000/s"),
        ("10k requests per second", "10000/s"),
    ] {
        assert_eq!(reads("Q05", text), [format!("workload.main.rate_peak = \"{rate}\"")], "{text}");
        for between in [" ", ", "] {
            let got = reads("Q05", &format!("{text}{between}70/30"));
            assert_eq!(got[0], format!("workload.main.rate_peak = \"{rate}\""), "{text}");
            assert!(got.len() == 2 && got[1].contains("0.7"), "{got:?}");
        }
    }
    let got = reads("Q39", "3,100 req/s reads, 1,100 writes/s, 10 GB");
    assert_eq!(got.len(), 3, "{got:?}");
    assert!(got[0].ends_with("rps_r = \"3100/s\"") && got[1].ends_with("rps_w = \"1100/s\""), "{got:?}");
    assert_eq!(reads("Q08", "1e3"), ["workload.main.fan_out = 1000"]);
}

#[test]
fn what_is_refused_is_quoted_whole() {
    for (id, text, quoted) in [
        ("Q05", "400 furlongs/s", "`400 furlongs/s` is not a rate such as"),
        ("Q05", "400 furlongs/s 70/30", "`400 furlongs/s` is not a rate such as"),
        ("Q05", "400 70/30", "in `400 70/30`"),
        ("Q39", "3100 furlongs reads", "`3100 furlongs reads` is neither a rate such as"),
    ] {
        let e = refuses(id, text);
        assert!(e.contains(quoted), "{id} `{text}`: {e}");
    }
}
