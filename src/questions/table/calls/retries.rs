//! Q29: Who retries failed calls along {chain}?

use crate::questions::record::{
    Choice, Group,
    Literal::{Int, List, Text},
    Other, Question, Recommend, Scope, Unsure, set, text,
};

pub static RETRIES: Question = Question {
    id: "Q29",
    slug: "retries",
    header: "Retries",
    text: "Who retries failed calls along {chain}?",
    scope: Scope::Brief,
    group: Group::Calls,
    paths: &[("quick", 11), ("full", 26), ("incident_herd", 3), ("retry_storm", 3)],
    multi: false,
    exclusive: &[],
    asked_when: "true",
    settled: "stated(call.{chain_calls}.attempts)",
    creates: Some("call.{new}"),
    why: "Retries at several layers multiply; the product is what the last service sees when it is already down.",
    shows: &["D20", "D21", "D22", "D23"],
    rules: &["RTY-01", "RTY-02", "RTY-04", "RTY-05", "RTY-08", "RTY-09"],
    recommend: &[Recommend { when: None, labels: &["One layer only"] }],
    sets: &[],
    options: &[
        Choice {
            label: "One layer only",
            description: "The first call tries up to 3 times, only where the request was not sent; all others try once.",
            writes: &[
                set("call.{first_call}.attempts", Int(3)),
                set("call.{first_call}.retry_on", List(&[Text("connect_fail")])),
                set("call.{later_calls}.attempts", Int(1)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Several layers",
            description: "Each call tries up to 3 times; attempts multiply down the chain.",
            writes: &[set("call.{chain_calls}.attempts", Int(3))],
            ..Choice::PLAIN
        },
        Choice {
            label: "Client or mobile app",
            description: "The app outside tries up to 3 times and cannot be recalled; inside everything tries once.",
            writes: &[
                text("service.client.role", "client"),
                text("call.client-{entry_service}.from", "client"),
                text("call.client-{entry_service}.to", "{entry_service}"),
                set("call.client-{entry_service}.attempts", Int(3)),
                set("call.{chain_calls}.attempts", Int(1)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Nobody",
            description: "A failed call is a failed request.",
            writes: &[set("call.{chain_calls}.attempts", Int(1))],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[set("call.{chain_calls}.attempts", Int(3))],
        cost_if_wrong: "In an outage the load grows by the product of all attempts.",
    },
    other: Other {
        parses: "chain",
        hint: "front > back > store; x3 behind a name gives the attempts of its call, as in front x3 > back > store",
        writes: &["service.{new}.owner", "call.{new}.from", "call.{new}.to", "call.{new}.attempts"],
    },
};
