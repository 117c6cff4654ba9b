//! Q48: Which parts should another AI command-line tool review?

use crate::questions::record::{Choice, Group, Other, Question, Recommend, Scope, Unsure};

pub static REVIEW: Question = Question {
    id: "Q48",
    slug: "review",
    header: "Review",
    text: "Which parts should another AI command-line tool review?",
    scope: Scope::Brief,
    group: Group::Changes,
    paths: &[("full", 47)],
    multi: true,
    exclusive: &["Not now"],
    asked_when: "true",
    settled: "stated(review_note)",
    creates: None,
    why: "A second reader finds what the first one takes for granted; the package holds no secret and runs only when asked.",
    shows: &[],
    rules: &["CHA-06"],
    recommend: &[
        Recommend { when: Some("count(findings.error) = 0"), labels: &["Design review"] },
        Recommend { when: None, labels: &["Not now"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Algorithm check",
            description: "Protocol, quorums and lease arithmetic; reviewed as a plan.",
            action: Some("handoff planner"),
            ..Choice::PLAIN
        },
        Choice {
            label: "Design review",
            description: "The whole brief with its findings.",
            action: Some("handoff codereviewer"),
            ..Choice::PLAIN
        },
        Choice {
            label: "Change review",
            description: "The change list against the findings.",
            action: Some("handoff codereviewer"),
            ..Choice::PLAIN
        },
        Choice {
            label: "Not now",
            description: "Nothing is sent; better once no error is open.",
            action: Some("none"),
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: Some("review_note"),
        uses: &[],
        cost_if_wrong: "A second look comes later or never; nothing in the numbers changes.",
    },
    other: Other { parses: "text", hint: "the question to put to the reviewer", writes: &["review_note[].prompt"] },
};
