//! Q45: Which faults will be injected before the full rollout?

use crate::questions::record::{
    Choice, Group,
    Literal::{List, Text},
    Other, Question, Recommend, Scope, Unsure, set, text,
};

pub static CHAOS: Question = Question {
    id: "Q45",
    slug: "chaos",
    header: "Chaos",
    text: "Which faults will be injected before the full rollout?",
    scope: Scope::Brief,
    group: Group::Validation,
    paths: &[("full", 43), ("multi_region", 18)],
    multi: true,
    exclusive: &[],
    asked_when: "true",
    settled: "exists(experiment.*)",
    creates: Some("experiment.{new}"),
    why: "A tolerated failure that was never tried is a hope.",
    shows: &[],
    rules: &["CHA-01", "CHA-02", "CHA-03", "CHA-04"],
    recommend: &[
        Recommend {
            when: Some(r#"exists(lock.*) or dataset.*.replication.read_path = "leader_lease""#),
            labels: &["Kill a node", "Network partition", "Clock or pause"],
        },
        Recommend { when: None, labels: &["Kill a node", "Network partition", "Slow dependency and overload"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Kill a node",
            description: "The first fault that will happen; recovery within the time limit is shown.",
            writes: &[
                text("failure.node.mode", "node_loss").when("not exists(failure.node)"),
                text("failure.node.stance", "tolerate_degraded").when("not exists(failure.node)"),
                text("experiment.kill-node.failure", "node"),
                text("experiment.kill-node.catalogue", "E02"),
                text("experiment.kill-node.inject", "stop one node of the replicated store"),
                text(
                    "experiment.kill-node.steady_state",
                    "success rate: success objective met for 10 minutes before and during",
                ),
                text(
                    "experiment.kill-node.hypothesis",
                    "no acknowledged write is lost and requests recover within the recovery time",
                ),
                text("experiment.kill-node.abort_when", "budget burn above 14.4 over 5 minutes, or any wrong answer"),
                text("experiment.kill-node.blast_radius", "one shard in staging"),
                text("experiment.kill-node.env", "staging"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Network partition",
            description: "The smaller side must refuse, and no acknowledged write may vanish.",
            writes: &[
                text("failure.partition.mode", "partition_full").when("not exists(failure.partition)"),
                text("failure.partition.stance", "tolerate_degraded").when("not exists(failure.partition)"),
                text("experiment.partition.failure", "partition"),
                text("experiment.partition.catalogue", "E05"),
                text("experiment.partition.inject", "split the network into a majority and a minority"),
                text(
                    "experiment.partition.steady_state",
                    "acknowledged writes on each side: success objective met for 10 minutes before and during",
                ),
                text(
                    "experiment.partition.hypothesis",
                    "the minority refuses writes and no acknowledged write is lost",
                ),
                text("experiment.partition.abort_when", "budget burn above 14.4 over 5 minutes, or any wrong answer"),
                text("experiment.partition.blast_radius", "one shard in staging"),
                text("experiment.partition.env", "staging"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Slow dependency and overload",
            description: "Twice the load for ten minutes, then the usual load: it must recover by itself.",
            writes: &[
                text("failure.slow.mode", "dep_slow").when("not exists(failure.slow)"),
                text("failure.slow.stance", "tolerate_degraded").when("not exists(failure.slow)"),
                text("failure.overload.mode", "overload").when("not exists(failure.overload)"),
                text("failure.overload.stance", "tolerate_degraded").when("not exists(failure.overload)"),
                set("experiment.overload.failure", List(&[Text("slow"), Text("overload")])),
                text("experiment.overload.catalogue", "E15"),
                text(
                    "experiment.overload.inject",
                    "twice the peak load for 10 minutes with a slowed dependency then the usual load",
                ),
                text(
                    "experiment.overload.steady_state",
                    "goodput: success objective met for 10 minutes before and during",
                ),
                text("experiment.overload.hypothesis", "goodput is back at its baseline within 2 minutes"),
                text("experiment.overload.abort_when", "no recovery within 5 minutes: cut retries"),
                text("experiment.overload.blast_radius", "one shard in staging"),
                text("experiment.overload.env", "staging"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Clock or pause",
            description: "A holder sleeps past its lease and a clock jumps; the token must stop it.",
            writes: &[
                text("failure.pause.mode", "process_pause").when("not exists(failure.pause)"),
                text("failure.pause.stance", "tolerate_degraded").when("not exists(failure.pause)"),
                text("failure.clock-step.mode", "clock_step").when("not exists(failure.clock-step)"),
                text("failure.clock-step.stance", "tolerate_degraded").when("not exists(failure.clock-step)"),
                set("experiment.pause.failure", List(&[Text("pause"), Text("clock-step")])),
                text("experiment.pause.catalogue", "E11"),
                text("experiment.pause.inject", "pause the holder for longer than its lease, and step its clock"),
                text("experiment.pause.steady_state", "stale writes accepted: none"),
                text("experiment.pause.hypothesis", "a write with an old token is refused"),
                text("experiment.pause.abort_when", "any stale write is accepted"),
                text("experiment.pause.blast_radius", "one shard in staging"),
                text("experiment.pause.env", "staging"),
            ],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: Some("experiment"),
        uses: &[],
        cost_if_wrong: "Every tolerated failure without an experiment stays a finding.",
    },
    other: Other {
        parses: "list of experiments",
        hint: "ids of experiments: E04, E12",
        writes: &["experiment.{new}.catalogue"],
    },
};
