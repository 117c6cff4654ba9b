//! The exported document: complete, deterministic, and not to be broken out of.

use dsbench::brief::{self, Brief, Edit};
use dsbench::export::{self, Overrides, Standing};
use dsbench::findings;
use dsbench::numbers::{World, derive_in};

const EXAMPLE: &str = include_str!("../data/briefs/example.brief.toml");
const FULL: &str = include_str!("../data/briefs/full.brief.toml");

fn render(brief: &Brief) -> String {
    let world = World::new(brief);
    let figures = derive_in(&world);
    let report = findings::check(&world, &figures, None);
    export::markdown(&world, &figures, &report, "test.brief.toml", &Overrides::new()).unwrap_or_else(|e| panic!("{e}"))
}

fn read(text: &str) -> Brief {
    brief::read(text).unwrap_or_else(|p| panic!("{}", p[0]))
}

#[test]
fn the_five_sections_and_four_appendices_always_stand_in_order() {
    for text in ["schema = 1\n[brief]\ntitle = \"Nearly nothing\"\n", EXAMPLE, FULL] {
        let doc = render(&read(text));
        let headings: Vec<&str> = doc.lines().filter(|l| l.starts_with("## ")).collect();
        assert_eq!(
            headings,
            [
                "## 1 Architecture brief",
                "## 2 Design",
                "## 3 Risks",
                "## 4 Rollout",
                "## 5 Change list",
                "## Appendix A: Derived numbers",
                "## Appendix B: Findings and waivers",
                "## Appendix C: Open questions",
                "## Appendix D: References",
            ]
        );
    }
}

#[test]
fn the_same_brief_gives_the_same_bytes() {
    let brief = read(EXAMPLE);
    assert_eq!(render(&brief), render(&brief));
    // Comments and formatting are not decisions.
    let with_comment = format!("# a comment more\n{EXAMPLE}");
    assert_eq!(render(&read(&with_comment)), render(&brief));
}

#[test]
fn an_unstated_choice_says_so_and_names_its_question() {
    let mut brief = read(EXAMPLE);
    brief::apply(&mut brief, &[Edit::unset("dataset.orders.cap_on_partition")]).unwrap();
    let doc = render(&brief);
    let row = doc.lines().find(|l| l.starts_with("| `orders`") && l.contains("Q18")).unwrap_or_else(|| panic!("{doc}"));
    assert!(row.contains("**not stated** (Q18), ~CP (assumed)"), "{row}");
}

#[test]
fn front_matter_tells_stale_edited_and_foreign_documents_apart() {
    let brief = read(EXAMPLE);
    let doc = render(&brief);
    let Standing::Ours { brief: hash, source } = export::standing(&doc) else { panic!("not recognised") };
    assert_eq!(hash, export::brief_hash(&brief));
    assert_eq!(source, "test.brief.toml");
    assert_eq!(export::standing(&doc.replace("Goals", "Gaols")), Standing::Edited);
    assert_eq!(export::standing("# My notes\n"), Standing::Foreign);
    let windows = doc.replace('\n', "\r\n");
    assert!(
        matches!(export::standing(&windows), Standing::Ours { .. }),
        "a checkout with other line ends is still ours"
    );
}

#[test]
fn nothing_in_a_brief_breaks_out_of_the_document() {
    let nasty = "x | y\n## Fake\n<img src=x onerror=alert(1)> ```\n[a](javascript:b) \u{202e}\u{1b}[31m";
    let mut brief = read(EXAMPLE);
    let edits = [
        Edit::set("goal.no-double-charge.text", nasty),
        Edit::set("brief.title", "T | <b>\nx"),
        Edit::set("risk.provider-slow.text", nasty),
        Edit::set("open_question[0].text", nasty),
        Edit::set("change.add-idempotency-key.guardrail", nasty),
        Edit::set("experiment.kill-leader.hypothesis", nasty),
    ];
    brief::apply(&mut brief, &edits).unwrap();
    let doc = render(&brief);
    assert!(!doc.contains("<img") && !doc.contains("<b>") && !doc.contains('\u{1b}') && !doc.contains('\u{202e}'));
    assert!(!doc.lines().any(|l| l.starts_with("## Fake")));
    assert_eq!(doc.matches("```").count() % 2, 0);
    for row in doc.lines().filter(|l| l.contains("## Fake")) {
        assert!(row.starts_with('|') || row.starts_with('-'), "{row}");
    }
    // Every row of a table has the cells of its head.
    let mut columns = None;
    for line in doc.lines() {
        let cells = line.replace("\\|", "").matches('|').count();
        match (line.starts_with('|'), columns) {
            (true, None) => columns = Some(cells),
            (true, Some(n)) => assert_eq!(cells, n, "{line}"),
            (false, _) => columns = None,
        }
    }
}

#[test]
fn a_template_of_the_user_replaces_ours_and_its_mistakes_are_named() {
    let brief = read(EXAMPLE);
    let world = World::new(&brief);
    let figures = derive_in(&world);
    let report = findings::check(&world, &figures, None);
    let mut overrides = Overrides::new();
    overrides.insert("5-changes.md".into(), "## 5 Change list\n\nOurs: {{ parts.change_list }}\n".into());
    let body = export::body(&world, &figures, &report, &overrides).unwrap();
    assert!(body.contains("Ours: |"));
    overrides.insert("5-changes.md".into(), "## 5\n{{ parts.nothing_like_it }}\n".into());
    let error = export::body(&world, &figures, &report, &overrides).unwrap_err().to_string();
    assert!(error.contains("5-changes.md, line 2"), "{error}");
    overrides.insert(
        "5-changes.md".into(),
        "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}".into(),
    );
    assert!(export::body(&world, &figures, &report, &overrides).is_err(), "an endless template must stop");
}

/// Forty services in a row, each retrying at the next: the worst load is at the end of the row.
fn long_row() -> String {
    let mut text =
        "schema = 1\n[brief]\ntitle = \"Row\"\n[workload.w]\nentry_service = \"s0\"\nrate_peak = \"100/s\"\n"
            .to_owned();
    for i in 0..40 {
        text += &format!("[service.s{i}]\nreplicas = 3\n");
    }
    for i in 1..40 {
        text += &format!("[call.c{i}]\nfrom = \"s{}\"\nto = \"s{i}\"\ntimeout = \"1s\"\nattempts = 2\n", i - 1);
    }
    text
}

#[test]
fn of_a_number_with_very_many_figures_the_worst_are_listed_and_the_rest_counted() {
    let doc = render(&read(&long_row()));
    let appendix = doc.split("## Appendix A").nth(1).and_then(|t| t.split("## Appendix B").next()).unwrap_or_default();
    let rows: Vec<&str> = appendix.lines().filter(|l| l.starts_with("| D20 ") && l.contains("`service.")).collect();
    assert!(rows.len() <= 24, "{} rows", rows.len());
    assert!(rows.iter().any(|r| r.contains("`service.s39`")), "the worst is missing: {rows:#?}");
    assert!(!rows.iter().any(|r| r.contains("`service.s1`")), "the mildest is listed");
    let rest = appendix.lines().find(|l| l.starts_with("| D20 ") && l.contains("others are not listed"));
    assert!(rest.is_some_and(|l| l.contains("`derive --only D20`")), "{appendix}");
}

#[test]
fn of_a_rule_with_very_many_findings_the_first_are_listed_and_the_rest_counted() {
    let doc = render(&read(&long_row()));
    let appendix = doc.split("## Appendix B").nth(1).and_then(|t| t.split("## Appendix C").next()).unwrap_or_default();
    let mut of: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for key in appendix.lines().filter_map(|l| l.split('`').nth(1)).filter_map(|k| k.split_once('/')) {
        *of.entry(key.0).or_default() += 1;
    }
    // A rule may stand in two tables: on what is stated, and on assumptions.
    assert!(of.values().all(|n| *n <= 48) && of.values().any(|n| *n >= 24), "{of:?}");
    assert!(appendix.contains("more like those above"), "{appendix}");
}

/// The row of a table whose first cell is that name.
fn row<'t>(document: &'t str, head: &str, name: &str) -> Vec<&'t str> {
    let table = document.split_once(head).unwrap_or_else(|| panic!("no table starts with {head}")).1;
    let cell = format!("| `{name}` ");
    let line = table.lines().find(|l| l.starts_with(&cell)).unwrap_or_else(|| panic!("no row of {name}: {table}"));
    line.split(" | ").map(str::trim).collect()
}

#[test]
fn the_keys_of_a_queue_are_told_like_those_of_a_call() {
    let mut brief = read(FULL);
    brief::apply(&mut brief, &[Edit::set("queue.receipts.idempotency.key_source", "server")]).unwrap();
    let doc = render(&brief);
    let cells = row(&doc, "| Call or queue ", "receipts");
    assert_eq!(cells[1..7], ["keyed", "-", "server", "7d", "orders", "yes"], "{cells:?}");
}

#[test]
fn an_objective_stands_beside_what_the_design_gives() {
    let head = "Whether the design reaches them";
    let mut brief = read(EXAMPLE);
    let doc = render(&brief);
    let figures = derive_in(&World::new(&brief)).iter().find(|f| f.id == "D04").unwrap().shown();
    let up = row(&doc, head, "checkout-success");
    assert_eq!(up[1..4], ["99.95%", &format!("{figures} (D04)"), "**~not reached**"]);
    assert!(up[4].contains("weakest of 5: payments-provider"), "{up:?}");
    let fast = row(&doc, head, "checkout-latency");
    assert_eq!(fast[1..4], ["99% within 300ms", "at least ~4ms", "not known"]);
    let better = [
        Edit::set("service.gateway.availability", "99.999%"),
        Edit::set("service.orders.availability", "99.999%"),
        Edit::set("service.payments-provider.availability", "99.99%"),
        Edit::set("slo.checkout-latency.threshold", "2ms"),
    ];
    brief::apply(&mut brief, &better).unwrap();
    let doc = render(&brief);
    assert_eq!(row(&doc, head, "checkout-success")[3], "~reached");
    let fast = row(&doc, head, "checkout-latency");
    assert_eq!(fast[3], "**~not reached**");
    assert!(fast[4].contains("a commit of orders"), "{fast:?}");
}

#[test]
fn every_number_says_what_it_is_about() {
    for text in [EXAMPLE, FULL, &long_row()] {
        let doc = render(&read(text));
        let (sections, _) = doc.split_once("\n## Appendix A").unwrap();
        let mut above = "";
        let mut tables = 0;
        for line in sections.lines().filter(|l| !l.is_empty()) {
            if line.starts_with("| Number ") {
                tables += 1;
                assert!(above.contains('`'), "of nothing in particular: {above}\n{line}");
            }
            assert!(!line.starts_with("| About ") || line.contains("| Number "), "{line}");
            above = line;
        }
        let whole = sections.matches("(D28) | ").count() + sections.matches("(D20) | ").count();
        assert!(tables > 0 || whole > 0, "no numbers in the five sections");
    }
    // Two services with one figure each are two rows that differ.
    let doc = render(&read(&long_row()));
    let rows: Vec<&str> = doc.lines().filter(|l| l.contains("(D20)")).collect();
    let told: std::collections::BTreeSet<&str> = rows.iter().copied().collect();
    assert!(rows.len() > 2 && told.len() == rows.len(), "{rows:#?}");
}

#[test]
fn a_table_that_does_not_list_all_says_how_many_it_leaves_out() {
    let doc = render(&read(&long_row()));
    let (_, loads) = doc.split_once("What retries make of the load:").unwrap();
    let (table, _) = loads.split_once("### Idempotency").unwrap();
    assert!(table.lines().filter(|l| l.starts_with("| `service.")).count() <= 60, "{table}");
    assert!(table.contains("These are the worst; ") && table.contains("derive --only D20"), "{table}");
}

#[test]
fn an_empty_list_is_a_choice() {
    let mut brief = read(EXAMPLE);
    let none = || brief::Value::Array(Vec::new());
    let edits = [
        Edit::set("dataset.orders.invariants", none()),
        Edit::set("slo.checkout-success.alert_pairs", none()),
        Edit::set("call.gateway-orders.retry_on", none()),
    ];
    brief::apply(&mut brief, &edits).unwrap();
    let doc = render(&brief);
    assert!(doc.contains("`invariants` none") && doc.contains("`alert_pairs` none"), "{doc}");
    assert!(row(&doc, "| Call ", "gateway-orders").contains(&"none"), "{doc}");
}

#[test]
fn what_a_step_can_take_goes_by_the_alerts_that_are_stated() {
    let told = |pairs: brief::Value| {
        let mut brief = read(EXAMPLE);
        brief::apply(&mut brief, &[Edit::set("slo.checkout-success.alert_pairs", pairs)]).unwrap();
        render(&brief)
    };
    assert!(render(&read(EXAMPLE)).contains("(first alert: burn 14.4 over 1h, or the end of the bake)"));
    let pair = [("burn", brief::Value::Integer(10)), ("long", "30min".into()), ("short", "5min".into())];
    let pair = brief::Value::Table(pair.into_iter().map(|(k, v)| (k.to_owned(), v)).collect());
    let doc = told(brief::Value::Array(vec![pair]));
    assert!(doc.contains("(first alert: burn 10 over 30min, or the end of the bake)"), "{doc}");
    assert_eq!(row(&doc, "Alerts on the error budget:", "checkout-success")[1..4], ["10x", "30min", "5min |"]);
    assert!(told(brief::Value::Array(Vec::new())).contains("until it is noticed (the end of the bake)"));
}
