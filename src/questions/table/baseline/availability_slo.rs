//! Q09: Which success objective over 30 days does {workload} need?

use crate::questions::record::{Choice, Group, OptionSet, Other, Question, Recommend, Scope, Unsure, text};

pub static AVAILABILITY_SLO: Question = Question {
    id: "Q09",
    slug: "availability-slo",
    header: "Avail SLO",
    text: "Which success objective over 30 days does {workload} need?",
    scope: Scope::Workload,
    group: Group::Baseline,
    paths: &[("quick", 3), ("full", 5)],
    multi: false,
    exclusive: &[],
    asked_when: "true",
    settled: "stated(slo.{availability_slo}.objective)",
    creates: Some("slo.{availability_slo}"),
    why: "The objective turns into minutes of error budget, which every other choice spends.",
    shows: &["D01", "D02", "D04", "D06"],
    rules: &["SLO-01", "SLO-02", "SLO-03", "SLO-07"],
    recommend: &[],
    sets: &[
        OptionSet {
            name: "lower",
            when: Some(r#"brief.criticality in ["tier2", "tier3"]"#),
            after: &[],
            not_on: &[],
            scope: None,
            header: None,
            text: None,
            settled: "",
            recommend: &[
                Recommend { when: Some(r#"brief.criticality = "tier3""#), labels: &["99%"] },
                Recommend { when: None, labels: &["99.5%"] },
            ],
        },
        OptionSet {
            name: "upper",
            when: None,
            after: &[],
            not_on: &[],
            scope: None,
            header: None,
            text: None,
            settled: "",
            recommend: &[
                Recommend {
                    when: Some(r#"brief.criticality = "tier0" and count(region.*.zone.*) >= 3"#),
                    labels: &["99.99%"],
                },
                Recommend { when: Some(r#"brief.criticality = "tier0""#), labels: &["99.95%"] },
                Recommend { when: None, labels: &["99.9%"] },
            ],
        },
    ],
    options: &[
        Choice {
            sets: &["upper", "lower"],
            label: "99%",
            description: "432 minutes of full outage fit into 30 days.",
            writes: &[
                text("slo.{availability_slo}.workload", "{workload}"),
                text("slo.{availability_slo}.sli", "availability"),
                text("slo.{availability_slo}.objective", "99%"),
                text("slo.{availability_slo}.window", "30d"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["lower"],
            label: "99.5%",
            description: "216 minutes of full outage fit into 30 days.",
            writes: &[
                text("slo.{availability_slo}.workload", "{workload}"),
                text("slo.{availability_slo}.sli", "availability"),
                text("slo.{availability_slo}.objective", "99.5%"),
                text("slo.{availability_slo}.window", "30d"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["upper", "lower"],
            label: "99.9%",
            description: "43.2 minutes of full outage fit into 30 days.",
            writes: &[
                text("slo.{availability_slo}.workload", "{workload}"),
                text("slo.{availability_slo}.sli", "availability"),
                text("slo.{availability_slo}.objective", "99.9%"),
                text("slo.{availability_slo}.window", "30d"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["upper"],
            label: "99.95%",
            description: "21.6 minutes fit: a person has no time to react to every fault.",
            writes: &[
                text("slo.{availability_slo}.workload", "{workload}"),
                text("slo.{availability_slo}.sli", "availability"),
                text("slo.{availability_slo}.objective", "99.95%"),
                text("slo.{availability_slo}.window", "30d"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["upper", "lower"],
            label: "99.99%",
            description: "4.32 minutes fit: every failover must be automatic and every dependency better still.",
            writes: &[
                text("slo.{availability_slo}.workload", "{workload}"),
                text("slo.{availability_slo}.sli", "availability"),
                text("slo.{availability_slo}.objective", "99.99%"),
                text("slo.{availability_slo}.window", "30d"),
            ],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[
            text("slo.{availability_slo}.workload", "{workload}"),
            text("slo.{availability_slo}.sli", "availability"),
            text("slo.{availability_slo}.objective", "99.9%"),
            text("slo.{availability_slo}.window", "30d"),
        ],
        cost_if_wrong: "Without an objective there is no budget, and no alert can be computed.",
    },
    other: Other {
        parses: "percent",
        hint: "99.95%, at least 50 and under 100",
        writes: &["slo.{availability_slo}.objective"],
    },
};
