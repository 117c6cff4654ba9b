//! Q11: Where is the success of {workload} measured?

use crate::questions::record::{Choice, Group, Other, Question, Recommend, Scope, Unsure, text};

pub static SLI_POINT: Question = Question {
    id: "Q11",
    slug: "sli-point",
    header: "SLI point",
    text: "Where is the success of {workload} measured?",
    scope: Scope::Workload,
    group: Group::Baseline,
    paths: &[("full", 7)],
    multi: false,
    exclusive: &[],
    asked_when: "exists(slo.*)",
    settled: r#"any(slo.*; workload is "{workload}" and stated(measured_at))"#,
    creates: None,
    why: "What the measuring point cannot see does not spend budget, but users feel it.",
    shows: &["D01", "D02"],
    rules: &["SLO-08"],
    recommend: &[Recommend { when: None, labels: &["Edge load balancer"] }],
    sets: &[],
    options: &[
        Choice {
            label: "Client",
            description: "The truest and the noisiest: bad networks of users count too.",
            writes: &[text("slo.*.measured_at", "client").pick(r#"workload = "{workload}""#)],
            ..Choice::PLAIN
        },
        Choice {
            label: "Edge load balancer",
            description: "Sees all requests that arrive; misses those that do not.",
            writes: &[text("slo.*.measured_at", "edge_lb").pick(r#"workload = "{workload}""#)],
            ..Choice::PLAIN
        },
        Choice {
            label: "Server",
            description: "Cheapest; network and load-balancer failures are invisible.",
            writes: &[text("slo.*.measured_at", "server").pick(r#"workload = "{workload}""#)],
            ..Choice::PLAIN
        },
        Choice {
            label: "Synthetic probe",
            description: "Works without traffic; finds an outage only at the next probe and covers only the probed path.",
            writes: &[text("slo.*.measured_at", "synthetic").pick(r#"workload = "{workload}""#)],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("slo.*.measured_at", "edge_lb").pick(r#"workload = "{workload}""#)],
        cost_if_wrong: "An outage in front of the measuring point never shows.",
    },
    other: Other { parses: "list of measuring points", hint: "client, edge_lb", writes: &["slo.*.measured_at"] },
};
