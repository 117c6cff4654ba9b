//! The fields of what is open, skipped, waived and noted: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;
use crate::words;

record! {
    /// A question nobody could answer yet, with the value used meanwhile.
    OpenQuestion {
        /// The field that it is about.
        path: Ref<ToPath> = H;
        /// The question in a sentence.
        text: String = D range (1.0, 280.0) unstated "the question's text";
        /// The person or team that could know.
        asked_of: String = D range (1.0, 80.0) unstated "brief.owner";
        /// Until when an answer is needed.
        due: Date = D;
        /// The phase that cannot begin before.
        blocks: Ref<ToPhase> = O unstated "none";
        /// The value the numbers use meanwhile.
        default_used: String = D unstated "the value used when unstated";
        /// What it costs when the value used until then is wrong.
        cost_if_wrong: String = D range (0.0, 200.0);
    }
}

record! {
    /// A field or table skipped on purpose.
    Skipped {
        /// The field or table that is skipped.
        path: Ref<ToPath> = H;
        /// Not applicable, or later.
        reason: SkippedReason = H unstated "later" default r#""later""#;
        /// Why, in a few words.
        text: String = H when "if not_applicable" range (0.0, 280.0);
    }
}

record! {
    /// A finding accepted with a reason, an approver and an end.
    Waiver {
        /// The finding that is accepted.
        finding: Ref<ToFinding> = H;
        /// How far it is accepted.
        scope: String = O range (0.0, 200.0) unstated "the finding's entities";
        /// Why it is accepted, in at least 40 characters.
        justification: String = H range (0.0, 2000.0) remark "MET-01 fires without it";
        /// What shows it: a page, a measurement, a runbook.
        evidence: String = D range (0.0, 200.0);
        /// The person who accepts the risk and answers for it.
        approver: String = H range (1.0, 80.0) remark "MET-01 fires without it";
        /// When it was accepted.
        granted: Date = H remark "MET-01 fires without it";
        /// Until when it holds, at most 180 days after it was granted.
        expires: Date = H remark "MET-01 fires without it" suggest "granted + 90d (H)";
    }
}

record! {
    /// Part of a review_note: points.
    Point {
        /// What the reviewer says.
        text: String = D range (1.0, 400.0);
        /// The field that it is about.
        path: Ref<ToPath> = D;
        /// Whether it is right.
        accepted: bool = D;
        /// How bad the reviewer calls it.
        severity: PointSeverity = O;
        /// File and line, as the reviewer names them.
        place: String = O range (1.0, 200.0);
        /// What follows from it, in the reviewer's words.
        impact: String = O range (1.0, 400.0);
        /// What the reviewer would do.
        fix: String = O range (1.0, 400.0);
    }
}

record! {
    /// An answer of another reviewer.
    ReviewNote {
        /// The program that was asked.
        cli: String = D range (1.0, 80.0);
        /// As what it was asked to look.
        role: ReviewNoteRole = D unstated "planner" default r#""planner""# suggest "planner for a design, codereviewer for a change list [CLINK]";
        /// What was asked: a file or the text itself.
        prompt: String = O range (0.0, 400.0);
        /// Files that were sent with the question.
        attachments: Vec<String> = O unstated "none";
        /// The conversation that it goes on with.
        continuation: String = O range (0.0, 80.0);
        /// When it was asked.
        started: toml::value::Datetime = O;
        /// When it answered.
        ended: toml::value::Datetime = O;
        /// How the program ended; 0 is well.
        exit: i64 = O range (-255.0, 255.0);
        /// Agrees, objects, or cannot tell.
        verdict: ReviewNoteVerdict = D unstated "unsure" default r#""unsure""#;
        /// What was found, one by one.
        points: Vec<Point> = D unstated "none";
    }
}

words! {
    /// How bad a reviewer calls a point, worst first.
    PointSeverity { Critical = "critical", High = "high", Medium = "medium", Low = "low" }
}

words! {
    /// What a reviewer decided: `waive` stands in `[[waiver]]`, the rest here; `yes`, `no` and `moot` answer the checklist.
    Decision { Fix = "fix", Dispute = "dispute", Defer = "defer", Yes = "yes", No = "no", Moot = "moot" }
}

record! {
    /// Part of a review: one decision, on a finding or on an item of the checklist.
    Decided {
        /// The finding it is about.
        finding: Ref<ToFinding> = O;
        /// The item of the checklist it answers.
        item: String = O range (1.0, 20.0);
        /// What was decided.
        decision: Decision = D;
        /// Why, in the reviewer's words.
        note: String = O range (0.0, 400.0);
        /// When it was decided.
        on: Date = O;
        /// Until when it is put off.
        until: Date = O;
    }
}

record! {
    /// A person's pass over the brief. It is closed by its verdict; what is decided later opens the next one.
    Review {
        /// Who reviews the brief.
        by: String = D range (1.0, 80.0);
        /// When the verdict was given.
        on: Date = O;
        /// The revision that was looked at.
        revision: u64 = O range (1.0, f64::INFINITY);
        /// What the reviewer concludes.
        verdict: ReviewNoteVerdict = D;
        /// In words, what the verdict rests on.
        note: String = O range (0.0, 400.0);
        /// Decisions in the order in which they were made.
        decided: Vec<Decided> = D unstated "none";
    }
}

words! {
    /// Where a stated value comes from.
    NoteSource { User = "user", Measured = "measured", Vendor = "vendor", Preset = "preset", Agent = "agent" }
}

words! {
    /// How sure somebody is of a value.
    Confidence { High = "high", Med = "med", Low = "low" }
}

record! {
    /// Where a stated value comes from.
    Note {
        /// Who or what it comes from.
        source: NoteSource = O unstated "user" default r#""user""#;
        /// How sure the value is.
        confidence: Confidence = O unstated "low" default r#""low""#;
        /// What is to be said of the source, in words.
        text: String = O range (0.0, 280.0);
    }
}
