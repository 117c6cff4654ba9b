//! What no rule can judge: the questions a person answers before a brief is called ready. One record each.

/// One item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Stable code, kept in the file.
    pub id: &'static str,
    /// The statement; *yes* means that it holds.
    pub text: &'static str,
    /// Why a rule cannot tell.
    pub why: &'static str,
    /// Where in the brief it shows.
    pub about: &'static str,
}

/// Every item, in the order of the brief.
pub static ITEMS: [Item; 12] = [
    Item {
        id: "H01",
        text: "Somebody who will use the system has read the goals and recognises them.",
        why: "A goal can be measurable and still be the wrong one.",
        about: "goal",
    },
    Item {
        id: "H02",
        text: "A simpler design was considered, and the brief says what it would not do.",
        why: "Fewer copies, one region or a bought service cannot be weighed from the fields of the one that was chosen.",
        about: "brief.non_goals",
    },
    Item {
        id: "H03",
        text: "Loads, sizes and growth were measured, or whoever estimated them is named.",
        why: "A stated number looks the same whether it was measured or wished for.",
        about: "workload",
    },
    Item {
        id: "H04",
        text: "The assumed failures include everything that has happened to this team before.",
        why: "What is not listed cannot be missed by a rule.",
        about: "failure",
    },
    Item {
        id: "H05",
        text: "Whoever answers for the product accepts what users see while the system runs degraded.",
        why: "Stale, refused and queued are engineering words; what they cost is not.",
        about: "dataset.*.degraded_mode",
    },
    Item {
        id: "H06",
        text: "The invariants are complete: the people who repair the data by hand were asked.",
        why: "An invariant that nobody wrote down is checked by no guard.",
        about: "dataset.*.invariants",
    },
    Item {
        id: "H07",
        text: "The owners of every dependency know what is expected of them and agree.",
        why: "Availability, limits and semantics of another team are stated here and kept there.",
        about: "service",
    },
    Item {
        id: "H08",
        text: "Whoever is on call can run every rollback alone, at night, with what is written here.",
        why: "A rollback with a time and a text may still need three people.",
        about: "phase.*.rollback",
    },
    Item {
        id: "H09",
        text: "Each page reaches somebody who can act on it, with a runbook that was tried.",
        why: "An alert can exist and be read by nobody.",
        about: "alert",
    },
    Item {
        id: "H10",
        text: "Those who would be hit by an experiment know when it runs and how to stop it.",
        why: "The blast radius on paper is a guess until it is agreed.",
        about: "experiment",
    },
    Item {
        id: "H11",
        text: "What may be stored where, and for how long, was checked by whoever is responsible for it.",
        why: "Residency and retention are questions of law and contract.",
        about: "dataset.*.residency",
    },
    Item {
        id: "H12",
        text: "Each waiver was approved by somebody who carries the consequence.",
        why: "A name and a date are easy to write.",
        about: "waiver",
    },
];

/// The item of that code.
pub fn item(id: &str) -> Option<&'static Item> {
    ITEMS.iter().find(|i| i.id.eq_ignore_ascii_case(id))
}
