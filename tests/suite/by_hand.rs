//! Small briefs whose figures somebody works out by hand: what a request needs only now and then, and what is said where
//! decisions contradict one another.

use dsbench::brief::{self, Date};
use dsbench::findings::{Report, check_brief};
use dsbench::numbers::{Amount, Figure, Origin, derive};

use super::cli_support::World;
use super::numbers::{down, find};

fn figures(text: &str) -> Vec<Figure> {
    let text = format!("schema = 1\n{text}");
    derive(&brief::read(&text).unwrap_or_else(|p| panic!("{}\n{text}", p[0])))
}

fn report(text: &str) -> Report {
    let text = format!("schema = 1\n{text}");
    let brief = brief::read(&text).unwrap_or_else(|p| panic!("{}\n{text}", p[0]));
    check_brief(&brief, "2026-11-24".parse::<Date>().ok())
}

/// The messages of a rule.
fn says(rule: &str, text: &str) -> Vec<String> {
    report(text).open.iter().filter(|f| f.rule.id == rule).map(|f| f.text.clone()).collect()
}

/// A gateway of 99.99 % that calls a service of 99 %.
fn rare(per_request: &str) -> String {
    format!(
        "[workload.w]\nentry_service = \"gateway\"\n[slo.s]\nworkload = \"w\"\nsli = \"availability\"\nobjective = \"99.9%\"\n\
         [service.gateway]\navailability = \"99.99%\"\n[service.fraud]\navailability = \"99%\"\n\
         [call.check]\nfrom = \"gateway\"\nto = \"fraud\"\nclient_avail_dependency = \"hard\"\n{per_request}"
    )
}

#[test]
fn a_call_of_few_requests_takes_out_few() {
    let whole = 1.0 - 0.9999 * 0.99;
    for stated in ["", "per_request = 1", "per_request = 4"] {
        down(&figures(&rare(stated)), "D04/workload.w", whole, 1e-9);
        assert_eq!(says("SLO-02", &rare(stated)).len(), 1, "{stated}");
    }
    let text = rare("per_request = 0.01");
    let few = figures(&text);
    down(&few, "D04/workload.w", 1.0 - 0.9999 * (1.0 - 0.01 * 0.01), 1e-9);
    let composite = find(&few, "D04/workload.w");
    assert!(composite.remark.as_deref().unwrap().contains("not needed by every request: fraud (1%)"), "{composite:?}");
    let path = "call.check.per_request";
    let noted = |f: &Figure| f.trace.inputs.iter().any(|i| i.at.to_string() == path && i.origin == Origin::Stated);
    assert!(noted(composite) && noted(find(&few, "D06/slo.s#split")));
    assert!(!noted(find(&figures(&rare("")), "D04/workload.w")));
    assert_eq!(says("SLO-02", &text), Vec::<String>::new());
    // 1 % of 1 % is a tenth of what 99.9 % allows: one nine better, just.
    assert_eq!(says("SLO-03", &text), Vec::<String>::new());
    let tenth = says("SLO-03", &rare("per_request = 0.1"));
    assert_eq!(
        tenth,
        [
            "s: fraud at 99%, needed by 10% of the requests, may spend 100% of the budget of 99.9% alone; a tenth of it would be 99.9%"
        ]
    );
    assert_eq!(says("SLO-03", &rare("")).len(), 1);
    // What is never called is no dependency.
    down(&figures(&rare("per_request = 0")), "D04/workload.w", 1e-4, 1e-9);
}

#[test]
fn a_dependency_that_few_requests_need_may_be_down_more_often() {
    let split = |stated: &str| find(&figures(&rare(stated)), "D06/slo.s#split").remark.clone().unwrap_or_default();
    assert!(split("per_request = 0.1").contains("enough: fraud 99%"), "{}", split("per_request = 0.1"));
    assert!(
        split("per_request = 0.2").contains("enough: fraud 99.5%; below it: fraud"),
        "{}",
        split("per_request = 0.2")
    );
    assert!(!split("per_request = 0.1").contains("below it"), "{}", split("per_request = 0.1"));
    assert!(split("").contains("below it: fraud") && !split("").contains("enough"), "{}", split(""));
}

#[test]
fn two_ways_to_one_service_count_for_different_requests() {
    let diamond = |left: f64, right: f64, onward: f64| {
        let call = |name: &str, from: &str, to: &str, n: f64| {
            format!(
                "[call.{name}]\nfrom = \"{from}\"\nto = \"{to}\"\nclient_avail_dependency = \"hard\"\nper_request = {n}\n"
            )
        };
        let services = "[service.a]\navailability = \"100%\"\n[service.b]\navailability = \"100%\"\n\
                        [service.c]\navailability = \"100%\"\n[service.d]\navailability = \"90%\"\n";
        format!(
            "[workload.w]\nentry_service = \"a\"\n{services}{}{}{}{}",
            call("ab", "a", "b", left),
            call("ac", "a", "c", right),
            call("bd", "b", "d", onward),
            call("cd", "c", "d", onward)
        )
    };
    for (left, right, onward, share) in [
        (0.2, 0.3, 1.0, 0.5),
        // Two calls of those that come that far need it once.
        (0.2, 0.3, 2.0, 0.5),
        (0.2, 0.3, 0.5, 0.25),
        (0.8, 0.7, 1.0, 1.0),
        // Ten calls of each request, one in twenty of which goes on: as many as half of the requests, on each side.
        (10.0, 10.0, 0.05, 1.0),
        (4.0, 4.0, 0.05, 0.4),
    ] {
        down(&figures(&diamond(left, right, onward)), "D04/workload.w", share * 0.1, 1e-9);
    }
}

#[test]
fn a_dataset_is_needed_by_those_that_need_its_services() {
    let text = "[workload.w]\nentry_service = \"a\"\n[region.r.zone.x]\navailability = \"99%\"\n\
        [topology]\nnode_availability = \"100%\"\n[service.a]\navailability = \"100%\"\n[service.b]\navailability = \"100%\"\n\
        datasets = [\"d\"]\n[call.ab]\nfrom = \"a\"\nto = \"b\"\nclient_avail_dependency = \"hard\"\nper_request = 0.25\n\
        [dataset.d.replication]\nscheme = \"none\"\nplacement = [\"r/x\"]\n";
    down(&figures(text), "D04/workload.w", 0.0025, 1e-9);
    let amount = find(&figures(text), "D04/workload.w").amount.clone();
    assert!(matches!(amount, Amount::Availability { .. }));
}

/// 1,200 requests a second at peak; one in five writes.
fn stock(workload: &str, scan: &str, lookup: &str, call: &str) -> String {
    format!(
        "[workload.w]\nentry_service = \"app\"\nrate_peak = \"1200/s\"\n{workload}\n[service.app]\n[service.stock]\ndatasets = [\"d\"]\n\
         [dataset.d.operation.scan]\nkind = \"rmw\"\n{scan}\n[dataset.d.operation.lookup]\nkind = \"read\"\n{lookup}\n\
         [call.c]\nfrom = \"app\"\nto = \"stock\"\nidempotency = {{ mode = \"keyed\", window = \"24h\", record_bytes = \"200 B\" }}\n{call}\n"
    )
}

#[test]
fn only_requests_that_write_leave_a_key() {
    let day = 86_400.0 * 200.0;
    let (scan, lookup) = ("share = 0.2", "share = 0.8");
    for (text, keys, said) in [
        // Nothing says which requests write: all of them may, and the figure says so.
        (
            stock("", "", "", ""),
            1200.0,
            "each request a key: which of them write is not stated; at most: always at the peak",
        ),
        (stock("", scan, lookup, ""), 240.0, "240/s, a key for each write; at most: always at the peak"),
        (stock("mix = { read = 0.8, cas = 0.2 }", "", "", ""), 240.0, "a key for each write"),
        (stock("rate_avg = \"400/s\"", scan, lookup, ""), 80.0, "80/s, a key for each write; at the average rate"),
        // One call for the writes alone: a fifth of the requests, or as many as are said to make it.
        (stock("", scan, lookup, "operations = [\"d.scan\"]"), 240.0, "a key for each write"),
        (stock("", "", "", "operations = [\"d.scan\"]\nper_request = 0.1"), 120.0, "a key for each write"),
        (stock("", "", "", "operations = [\"d.scan\"]"), 1200.0, "a key for each write"),
        // Each request that writes does so three times.
        (stock("", scan, lookup, "per_request = 3"), 720.0, "a key for each write"),
        (stock("", scan, lookup, "operations = [\"d.lookup\"]"), 0.0, "a key for each write"),
    ] {
        let all = figures(&text);
        let found = find(&all, "D46/call.c#storage");
        let bytes = found.amount.number().unwrap();
        assert!((bytes - keys * day).abs() < 1.0, "{bytes} B is {} keys/s, expected {keys}\n{text}", bytes / day);
        assert!(found.remark.as_deref().unwrap().contains(said), "{:?}\n{text}", found.remark);
    }
    let all = figures(&stock("rate_avg = \"400/s\"", scan, lookup, ""));
    let paths: Vec<String> = find(&all, "D46/call.c#storage").trace.inputs.iter().map(|i| i.at.to_string()).collect();
    for path in ["workload.w.rate_avg", "dataset.d.operation.scan.share", "dataset.d.operation.scan.kind"] {
        assert!(paths.iter().any(|p| p == path), "{path} is not among {paths:?}");
    }
}

/// Five voters, and a placement.
fn five(placement: &str, more: &str) -> String {
    format!(
        "[workload.w]\nentry_service = \"app\"\nmix = {{ read = 0.5, write = 0.5 }}\n[slo.s]\nworkload = \"w\"\nsli = \"availability\"\n\
         objective = \"99.9%\"\n[region.eu.zone.a]\n[region.eu.zone.b]\n[region.eu.zone.c]\n\
         [service.app]\navailability = \"99.95%\"\ndatasets = [\"orders\"]\n[dataset.orders.replication]\n\
         scheme = \"consensus_raft\"\nvoters = 5\nplacement = {placement}\n{more}"
    )
}

const THREE: &str = "[\"eu/a\", \"eu/b\", \"eu/c\"]";
const WHOLE: &str = "[\"eu/a\", \"eu/b\", \"eu/c\", \"eu/a\", \"eu/b\"]";

#[test]
fn a_placement_that_is_too_short_leaves_figures_undefined() {
    let why = "placement names 3 zones for 5 copies";
    let short = figures(&five(THREE, ""));
    for key in [
        "D08/dataset.orders#read",
        "D08/dataset.orders#write",
        "D12/dataset.orders#commit",
        "D14/dataset.orders#mean",
        "D14/dataset.orders#longest",
        "D03/dataset.orders#year",
    ] {
        assert_eq!(find(&short, key).amount, Amount::Undefined(why.to_owned()), "{key}");
    }
    // The composite has no value, so that it cannot look better; what is known of it bounds it from above.
    assert_eq!(find(&short, "D04/workload.w").amount, Amount::Undefined(format!("orders: {why}")));
    down(&short, "D04/workload.w#known", 0.0005, 1e-9);
    assert!(find(&short, "D04/workload.w#known").remark.as_deref().unwrap().contains("not in it, unknown: orders"));
    let whole = figures(&five(WHOLE, ""));
    assert!(!whole.iter().any(|f| f.key() == "D04/workload.w#known"));
    assert!(matches!(find(&whole, "D04/workload.w").amount, Amount::Availability { down, .. } if down > 0.0005));
}

#[test]
fn an_objective_beyond_what_is_known_is_missed_all_the_same() {
    let judged = |objective: &str| {
        let report = report(&five(THREE, "").replace("99.9%", objective));
        let says: Vec<String> = report.open.iter().filter(|f| f.rule.id == "SLO-02").map(|f| f.text.clone()).collect();
        (says, report.not_judged.iter().any(|n| n.rule.id == "SLO-02"))
    };
    let (says, unjudged) = judged("99.99%");
    assert!(says[0].contains("above the at most 99.95%") && !unjudged, "{says:?}");
    let (says, unjudged) = judged("99.9%");
    assert!(says.is_empty() && unjudged, "that it is enough cannot be said: {says:?}");
}

#[test]
fn the_rule_on_zones_names_the_fault_and_mends_it() {
    let zone = "[failure.zone]\nmode = \"zone_loss\"\nstance = \"tolerate_transparent\"\n";
    let fault = "orders: placement names 3 zones for 5 copies: where the other 2 stand is not said, and what depends on it has no figure";
    for more in ["", zone] {
        assert_eq!(says("QUO-04", &five(THREE, more)), [fault]);
        assert_eq!(says("QUO-04", &five(WHOLE, more)), Vec::<String>::new());
        let text = format!("schema = 1\n{}", five(THREE, more));
        let before = brief::read(&text).unwrap();
        let found = check_brief(&before, None);
        let finding = found.open.iter().find(|f| f.rule.id == "QUO-04").unwrap();
        let words: Vec<&str> = finding.fixes.iter().map(|f| &*f.text).collect();
        assert_eq!(
            words,
            ["say where all 5 stand: eu/a, eu/b, eu/c, eu/a, eu/b", "as many copies as zones: voters = 3"]
        );
        for fix in &finding.fixes {
            let mut after = before.clone();
            brief::apply(&mut after, &fix.edits).unwrap();
            assert!(check_brief(&after, None).open.iter().all(|f| f.rule.id != "QUO-04"), "{}", fix.text);
        }
    }
    // Three of five in one zone decide it, wherever the others stand.
    let heavy = "[\"eu/a\", \"eu/a\", \"eu/a\"]";
    assert!(says("QUO-04", &five(heavy, zone))[0].contains("eu/a holds 3 of 5 copies"));
    assert!(says("QUO-04", &five(heavy, ""))[0].contains("placement names 3 zones for 5 copies"));
    // A managed store counts its own copies.
    let managed = five("[\"eu/a\"]", "").replace("consensus_raft", "external_managed");
    assert_eq!(says("QUO-04", &managed), Vec::<String>::new());
    assert!(matches!(find(&figures(&managed), "D04/workload.w").amount, Amount::Undefined(_)));
}

#[test]
fn a_backlog_is_as_late_as_its_oldest_message() {
    let queue =
        |more: &str| format!("[service.s]\n[queue.q]\non = \"s\"\nkind = \"broker_log\"\nmax_age = \"60s\"\n{more}");
    let fires = |more: &str| says("OVL-08", &queue(more)).len();
    // Empty after 62.5 s; the first message is 41.7 s old, the last waits 25 s.
    let late = "rate_in = \"240/s\"\nrate_out = \"400/s\"\nbacklog = 10000";
    assert_eq!(fires(late), 0);
    let all = figures(&queue(late));
    let ms = |key: &str| find(&all, key).amount.number().unwrap();
    assert!((ms("D29/queue.q") - 62_500.0).abs() < 1e-6 && find(&all, "D29/queue.q").target.is_none());
    assert!((ms("D29/queue.q#oldest") - 10_000.0 / 0.24).abs() < 1e-6);
    assert_eq!(find(&all, "D29/queue.q#oldest").target, Some(Amount::Ms(60_000.0)));
    for (more, expected) in [
        // What came at 240/s in more than a minute is too old when its turn comes; exactly a minute is not.
        ("rate_in = \"240/s\"\nrate_out = \"400/s\"\nbacklog = 14400", 0),
        ("rate_in = \"240/s\"\nrate_out = \"400/s\"\nbacklog = 14401", 1),
        ("rate_in = \"240/s\"\nrate_out = \"400/s\"\nbacklog = 100000\nbound = 14400", 0),
        // Newest first, the oldest waits until the queue is empty.
        ("rate_in = \"240/s\"\nrate_out = \"400/s\"\nbacklog = 10000\ndiscipline = \"lifo\"", 1),
        ("rate_in = \"240/s\"\nrate_out = \"400/s\"\nbacklog = 9600\ndiscipline = \"lifo\"", 0),
        ("rate_in = \"240/s\"\nrate_out = \"400/s\"\nbacklog = 100000\ndiscipline = \"codel\"", 0),
        // More comes than is done: without a bound it grows, with one the last waits for those before it.
        ("rate_in = \"500/s\"\nrate_out = \"400/s\"\nbacklog = 10", 1),
        ("rate_in = \"500/s\"\nrate_out = \"400/s\"\nbound = 24000", 0),
        ("rate_in = \"500/s\"\nrate_out = \"400/s\"\nbound = 24001", 1),
    ] {
        assert_eq!(fires(more), expected, "{more}");
        let before = brief::read(&format!("schema = 1\n{}", queue(more))).unwrap();
        for finding in check_brief(&before, None).open.iter().filter(|f| f.rule.id == "OVL-08") {
            assert!(!finding.fixes.is_empty());
            for fix in &finding.fixes {
                let mut after = before.clone();
                brief::apply(&mut after, &fix.edits).unwrap();
                let left = check_brief(&after, None).open;
                assert!(left.iter().all(|f| f.rule.id != "OVL-08"), "{more}: {} leaves it", fix.text);
            }
        }
    }
}

#[test]
fn a_stated_utilisation_does_not_hide_what_arrives() {
    let service = |rate: &str, more: &str| {
        format!(
            "[workload.w]\nentry_service = \"s\"\n{rate}\n[service.s]\nservice_time = {{ mean = \"10ms\" }}\n{more}"
        )
    };
    let hidden = service("rate_peak = \"1200/s\"", "capacity = \"600/s\"\nutil_peak = 0.4");
    assert_eq!(
        says("OVL-02", &hidden),
        [
            "service.s: util_peak says 0.4, but 1200/s arrive at the peak and 600/s can be done: 1200/600 = 2 >= 1; one of them is wrong"
        ]
    );
    let all = figures(&hidden);
    let found = find(&all, "D28/service.s#utilisation");
    assert_eq!(found.amount, Amount::Share(0.4));
    assert_eq!(found.remark.as_deref(), Some("as stated; 1200/s that arrive of 600/s would be 200%"));
    let before = brief::read(&format!("schema = 1\n{hidden}")).unwrap();
    let fixes = check_brief(&before, None).open.into_iter().find(|f| f.rule.id == "OVL-02").unwrap().fixes;
    let edits: Vec<_> = fixes.iter().filter(|f| !f.edits.is_empty()).collect();
    assert!(
        edits[0].text.starts_with("take util_peak away") && edits[1].text.ends_with("the capacity is 3000/s"),
        "{edits:?}"
    );
    for fix in edits {
        let mut after = before.clone();
        brief::apply(&mut after, &fix.edits).unwrap();
        assert!(check_brief(&after, None).open.iter().all(|f| f.rule.id != "OVL-02"), "{}", fix.text);
    }
    for (text, remark) in [
        // What the rates give is no overload: the figure says that the two differ, the rule has nothing to say.
        (service("rate_peak = \"480/s\"", "capacity = \"600/s\"\nutil_peak = 0.4"), true),
        (service("rate_peak = \"240/s\"", "capacity = \"600/s\"\nutil_peak = 0.4"), false),
        // Nobody said what arrives, or what can be done.
        (service("", "capacity = \"600/s\"\nutil_peak = 0.4"), false),
        (service("rate_peak = \"1200/s\"", "util_peak = 0.4"), false),
    ] {
        assert_eq!(says("OVL-02", &text), Vec::<String>::new(), "{text}");
        let all = figures(&text);
        let said = find(&all, "D28/service.s#utilisation").remark.as_deref().unwrap_or_default();
        assert_eq!(said.contains("would be"), remark, "{said}");
    }
    // Without util_peak the rates decide.
    assert!(
        says("OVL-02", &service("rate_peak = \"1200/s\"", "capacity = \"600/s\""))[0].contains("utilisation 2.00 >= 1")
    );
}

/// A Raft group of five in three zones a millisecond apart.
fn raft(more: &str) -> String {
    format!(
        "[region.eu.zone.a]\n[region.eu.zone.b]\n[region.eu.zone.c]\n[dataset.d.replication]\nscheme = \"consensus_raft\"\n\
         voters = 5\n{more}"
    )
}

#[test]
fn a_failover_is_what_the_calculator_says_for_the_same_inputs() {
    for (election, heartbeat, more) in [
        ("600ms", "500ms", ""),
        ("1s", "100ms", ""),
        ("1s", "100ms", "tick = \"0s\"\n"),
        ("500ms", "100ms", "tick = \"50ms\"\n"),
        ("499ms", "100ms", ""),
    ] {
        let all = figures(&raft(&format!("election_timeout = \"{election}\"\nheartbeat = \"{heartbeat}\"\n{more}")));
        let mut args = vec!["calc", "failover", "--voters", "5", "--rtt", "1ms", "--json"];
        args.extend(["--election-timeout", election, "--heartbeat", heartbeat]);
        if let Some(tick) = more.split('"').nth(1) {
            args.extend(["--tick", tick]);
        }
        let told = World::new().run(&args).json();
        for (key, result) in [("D14/dataset.d#mean", "mean_ms"), ("D14/dataset.d#longest", "longest_ms")] {
            let (brief, alone) = (find(&all, key).amount.number().unwrap(), told["results"][result].as_f64().unwrap());
            assert!(
                (brief - alone).abs() < 1e-6,
                "{key} is {brief}, {result} is {alone}: {election}, {heartbeat}, {more}"
            );
        }
        let mean = find(&all, "D14/dataset.d#mean");
        let tick = mean.trace.inputs.iter().find(|i| i.at.to_string() == "dataset.d.replication.tick").unwrap();
        assert_eq!(tick.origin == Origin::Assumed, more.is_empty(), "{tick:?}");
    }
}

#[test]
fn a_leader_is_not_missed_before_it_can_be() {
    // The first of four draws from 600 ms on is expected at 720; the last heartbeat came 250 ms before the fault.
    let slow = figures(&raft("election_timeout = \"600ms\"\nheartbeat = \"500ms\"\n"));
    let mean = find(&slow, "D14/dataset.d#mean").amount.number().unwrap();
    assert!((mean - (600.0 + 120.0 - 250.0 + 1.0)).abs() < 2.0, "{mean}");
    // Timers of one tick end between two heartbeats: such a group elects all the time.
    let ticks = figures(&raft("election_timeout = \"600ms\"\nheartbeat = \"500ms\"\ntick = \"500ms\"\n"));
    let why = find(&ticks, "D14/dataset.d#mean").amount.to_string();
    assert!(why.contains("between two heartbeats"), "{why}");
}

#[test]
fn a_stated_detection_takes_the_place_of_the_timeout_and_not_of_the_draw() {
    let at = |more: &str, key: &str| find(&figures(&raft(more)), key).amount.number().unwrap();
    let plain = "election_timeout = \"1s\"\nheartbeat = \"100ms\"\n";
    let detect = |time: &str| format!("{plain}failover = {{ detect = \"{time}\" }}\n");
    for key in ["D14/dataset.d#mean", "D14/dataset.d#longest"] {
        // What is assumed anyway changes nothing by being said; a second more is a second more.
        assert!((at(&detect("1s"), key) - at(plain, key)).abs() < 1e-6, "{key}");
        assert!((at(&detect("2s"), key) - at(plain, key) - 1000.0).abs() < 5.0, "{key}");
    }
    assert!(at(&detect("1s"), "D14/dataset.d#longest") - at(&detect("1s"), "D14/dataset.d#mean") > 500.0);
    // Sooner than a heartbeat can be missed: something else tells, and nothing is taken off.
    let told = at(&detect("20ms"), "D14/dataset.d#mean");
    assert!(told > 20.0 + 200.0 && told < 20.0 + 1000.0, "{told}");
}

#[test]
fn a_planned_move_costs_what_it_takes() {
    let cost = |more: &str| {
        let all =
            figures(&raft(&format!("failover = {{ {more} }}\n[failure.f]\nmode = \"node_loss\"\nrate = \"1/y\"\n")));
        let mean = find(&all, "D14/dataset.d#mean").amount.number().unwrap();
        let year = find(&all, "D03/dataset.d#year").clone();
        (year.amount.number().unwrap() / mean, mean, year)
    };
    // Twelve moves and one loss, all of them as long as a loss.
    let (times, _, year) = cost("planned = \"12/y\"");
    assert!((times - 13.0).abs() < 1e-6, "{times}");
    let handover = |f: &Figure| f.trace.inputs.iter().find(|i| i.at.to_string().ends_with("handover")).unwrap().origin;
    assert_eq!(handover(&year), Origin::Assumed);
    let (times, mean, year) = cost("planned = \"12/y\", handover = \"20ms\"");
    assert!((times - (1.0 + 12.0 * 20.0 / mean)).abs() < 1e-6, "{times}");
    assert_eq!(handover(&year), Origin::Stated);
    assert!(year.remark.as_deref().unwrap().starts_with("12 planned moves of 20ms; 1 loss of"), "{:?}", year.remark);
}

#[test]
fn a_lock_is_handed_over_as_the_calculator_says() {
    let lock = |more: &str| {
        let all = figures(&format!(
            "[region.eu.zone.a]\n[lock.l]\nttl = \"15s\"\nlock_delay = \"15s\"\nretry = \"2s\"\n{more}"
        ));
        let worst = find(&all, "D41/lock.l#worst").clone();
        (worst.amount.number().unwrap(), find(&all, "D41/lock.l#mean").amount.number().unwrap(), worst)
    };
    let calc = |more: &[&str]| {
        let mut args = vec!["calc", "lease", "--ttl", "15s", "--lock-delay", "15s", "--retry", "2s", "--json"];
        args.extend(more);
        let told = World::new().run(&args).json();
        let ms = |key: &str| told["results"][key].as_f64().unwrap();
        (ms("handover_worst_ms"), ms("handover_mean_ms"))
    };
    let (worst, mean, figure) = lock("");
    // 15 s of lease, 15 s of delay, a try that comes up to 1.2 intervals late, a round trip.
    assert!((worst - (15_000.0 + 15_000.0 + 2_000.0 * 2.2 + 1.0)).abs() < 1e-6, "{worst}");
    assert_eq!((worst, mean), calc(&[]));
    let jitter = figure.trace.inputs.iter().find(|i| i.at.to_string() == "lock.l.retry_jitter").unwrap();
    assert_eq!((jitter.origin, jitter.shown.to_string()), (Origin::Assumed, "1.2".to_owned()));
    let (worst, mean, figure) = lock("retry_jitter = 0");
    assert!((worst - 32_001.0).abs() < 1e-6, "{worst}");
    assert_eq!((worst, mean), calc(&["--retry-jitter", "0"]));
    assert!(
        figure.trace.inputs.iter().any(|i| i.at.to_string() == "lock.l.retry_jitter" && i.origin == Origin::Stated)
    );
}

#[test]
fn data_is_lost_as_the_calculator_says() {
    let lost = |more: &str| {
        let all = figures(&format!(
            "[failure.disk]\nmode = \"disk_loss\"\nrate = \"0.01/y\"\nrepair = \"24h\"\n[dataset.d]\n{more}\n\
             [dataset.d.replication]\nscheme = \"consensus_raft\"\nvoters = 3\n"
        ));
        find(&all, "D17/dataset.d#object").clone()
    };
    let calc = |more: &[&str]| {
        let mut args =
            vec!["calc", "durability", "--copies", "3", "--annual-failure-rate", "0.01", "--repair", "24h", "--json"];
        args.extend(more);
        World::new().run(&args).json()["results"]["annual_loss"].as_f64().unwrap()
    };
    let repairs =
        |f: &Figure| f.trace.inputs.iter().find(|i| i.at.to_string() == "dataset.d.durability.repairs").unwrap().origin;
    for (more, args, origin) in [
        ("", &[][..], Origin::Assumed),
        ("durability = { repairs = \"serial\" }", &["--repairs", "serial"][..], Origin::Stated),
        ("durability = { repairs = \"parallel\" }", &["--repairs", "parallel"][..], Origin::Stated),
    ] {
        let found = lost(more);
        let (brief, alone) = (found.amount.number().unwrap(), calc(args));
        assert!((brief / alone - 1.0).abs() < 1e-9, "{brief} and {alone}: {more}");
        assert_eq!(repairs(&found), origin, "{more}");
    }
    // One by one takes longer: with three copies data is lost twice as often.
    let ratio = lost("").amount.number().unwrap() / calc(&["--repairs", "parallel"]);
    assert!((ratio - 2.0).abs() < 1e-2, "{ratio}");
}
