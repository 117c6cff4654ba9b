//! What makes a false claim hold: every change that is suggested is put to the test again, over the briefs of the rules and the
//! presets.

use std::fs;
use std::path::Path;

use dsbench::brief::{self, Brief};
use dsbench::findings::{Finding, Severity, check_brief};
use dsbench::machines::{self, Checked};
use dsbench::numbers::{World as Briefed, derive_in};
use dsbench::templates::PRESETS;
use dsbench::verify::Verdict;

use super::cli_support::World;

fn checked(brief: &Brief, states: usize) -> Vec<Checked> {
    let world = Briefed::new(brief);
    machines::check(machines::claims(&world, &derive_in(&world)), states, &|| false, &mut |_, _| ())
}

fn remedied(brief: &Brief) -> Vec<Checked> {
    // A run that breaks a claim is short.
    let mut all = checked(brief, 10_000);
    machines::remedies(brief, &mut all, &|| false);
    all
}

/// A design of each kind of machine that breaks a claim.
const RULES: [&str; 9] = ["CHA-06", "CON-03", "CON-06", "CON-16", "FLV-02", "IDM-02", "LCK-01", "QUO-07", "TXN-08"];

fn briefs() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/rules");
    let fires = |id: &&str| fs::read_to_string(root.join(id).join("fires.brief.toml")).unwrap();
    let preset = PRESETS.iter().filter(|p| p.name == "dynamo-cart").map(|p| (p.name.to_owned(), p.text.to_owned()));
    RULES.iter().map(|r| ((*r).to_owned(), fires(r))).chain(preset).collect()
}

#[test]
fn a_change_that_is_suggested_makes_every_claim_of_its_entity_hold() {
    let (mut broken, mut mended) = (0, 0);
    for (name, text) in briefs() {
        let before = brief::read(&text).unwrap_or_else(|p| panic!("{name}: {}", p[0]));
        let errors = |brief: &Brief| -> Vec<String> {
            let open = check_brief(brief, None).open;
            open.iter().filter(|f| f.severity == Severity::Error && f.rule.id != "MET-02").map(Finding::key).collect()
        };
        let known = errors(&before);
        for c in remedied(&before).iter().filter(|c| c.steps().is_some()) {
            broken += 1;
            mended += usize::from(!c.remedies.is_empty());
            for remedy in &c.remedies {
                let mut after = before.clone();
                brief::apply(&mut after, &remedy.edits).unwrap_or_else(|p| panic!("{name}: {}", p[0]));
                let about: Vec<Checked> =
                    checked(&after, 300_000).into_iter().filter(|x| x.claim.at == c.claim.at).collect();
                assert!(!about.is_empty(), "{name}: {} takes the claim away", remedy.text());
                for x in &about {
                    let held = matches!(x.found, Some((Verdict::Held, _)));
                    assert!(held, "{name}: {} does not hold with {}", x.claim.id, remedy.text());
                }
                let new: Vec<String> = errors(&after).into_iter().filter(|k| !known.contains(k)).collect();
                assert_eq!(new, Vec::<String>::new(), "{name}: {}", remedy.text());
            }
        }
    }
    assert!(broken >= 9 && mended * 2 > broken, "{mended} of {broken} false claims have a change that makes them hold");
}

#[test]
fn verify_says_what_a_claim_would_hold_with() {
    let w = World::new();
    let text = "schema = 1\n[dataset.d.operation.look]\nkind = \"read\"\nconsistency = \"linearizable\"\n\
                [dataset.d.operation.put]\nkind = \"write\"\nconsistency = \"linearizable\"\n\
                [dataset.d.replication]\nscheme = \"consensus_raft\"\nvoters = 3\nread_path = \"follower\"\n";
    w.write("a.brief.toml", text);
    let said = w.run(&["verify", "a.brief.toml"]);
    let line = "holds with dataset.d.replication.read_path = \"read_index\" (";
    assert!(said.code == 1 && said.out.contains(line), "{}", said.out);
    let json: serde_json::Value = serde_json::from_str(&w.run(&["verify", "a.brief.toml", "--json"]).out).unwrap();
    let with = &json["claims"][0]["holds_with"][0];
    assert_eq!(with["edits"][0]["path"], "dataset.d.replication.read_path");
    assert!(with["states"].as_u64().is_some_and(|n| n > 1000), "{with}");
    // The finding carries the same, before any weaker claim.
    let fixes = json["findings"][0]["fixes"].as_array().unwrap();
    assert!(fixes[0]["text"].as_str().unwrap().contains("read_index"), "{fixes:?}");
    assert_eq!(fixes[1]["touches"], "promise");
}

#[test]
fn a_claim_that_nothing_mends_has_no_suggestion() {
    // Two sites that write on their own stay two whatever their settings are.
    let text = "schema = 1\n[dataset.d]\nsemantics = \"counter\"\ninvariants = [{ text = \"not below zero\", kind = \
                \"non_negative\", scope = \"key\" }]\n[dataset.d.replication]\nscheme = \"multi_leader_lww\"\nn = 2\n";
    let brief = brief::read(text).unwrap();
    let all = remedied(&brief);
    let broken: Vec<&Checked> = all.iter().filter(|c| c.steps().is_some()).collect();
    assert!(!broken.is_empty(), "{:?}", all.iter().map(|c| &c.claim.id).collect::<Vec<_>>());
    for c in broken {
        assert!(c.remedies.is_empty(), "{}: {}", c.claim.id, c.remedies[0].text());
    }
}
