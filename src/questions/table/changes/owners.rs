//! Q47: Who owns each change and its rollback?

use crate::questions::record::{
    Choice, EntryKind, Group, Literal::Text, Other, Question, Recommend, Scope, Unsure, entry, text,
};

pub static OWNERS: Question = Question {
    id: "Q47",
    slug: "owners",
    header: "Owners",
    text: "Who owns each change and its rollback?",
    scope: Scope::Brief,
    group: Group::Changes,
    paths: &[("full", 46)],
    multi: false,
    exclusive: &[],
    asked_when: "true",
    settled: "exists(change.*) and not any(change.*; not stated(owner))",
    creates: Some("change.{new}"),
    why: "A change without an owner is not rolled back in time.",
    shows: &[],
    rules: &["CHG-01", "CHG-02"],
    recommend: &[
        Recommend { when: Some("stated(brief.owner)"), labels: &["The team"] },
        Recommend { when: None, labels: &["A named person"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "A named person",
            description: "Each change has one; you type the name.",
            writes: &[entry("change.*.owner", EntryKind::Text, Text(""))],
            ..Choice::PLAIN
        },
        Choice {
            label: "The team",
            description: "The owner of the brief answers for all changes.",
            writes: &[text("change.*.owner", "{brief.owner}").when("stated(brief.owner)")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Several people",
            description: "You type the owner of each change in turn.",
            writes: &[entry("change.{each}.owner", EntryKind::Text, Text(""))],
            ..Choice::PLAIN
        },
        Choice {
            label: "Nobody yet",
            description: "Each change stays open until someone is named.",
            opens: &["open_question"],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure { path: Some("change"), uses: &[], cost_if_wrong: "At night nobody may decide to roll back." },
    other: Other { parses: "list of owners", hint: "change-id name, change-id name", writes: &["change.*.owner"] },
};
