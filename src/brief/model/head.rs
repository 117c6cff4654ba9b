//! The fields of the head of a brief and its goals: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// The head of the brief: what it is about, who owns it, why it is written.
    Head {
        /// What the brief is about.
        title: String = H range (1.0, 80.0);
        /// The person or team that answers for the design.
        owner: String = H range (1.0, 80.0);
        /// The persons or teams that review it.
        reviewers: Vec<String> = H;
        /// Why the brief is written.
        trigger: Trigger = H unstated "early_design" default r#""early_design""#;
        /// What it means when this is down or wrong.
        criticality: Tier = H unstated "tier1" default r#""tier1""# suggest "tier1 (H)";
        /// Whether the decision can be taken back.
        reversibility: Reversibility = D unstated "two_way" default r#""two_way""# suggest "two_way (H)";
        /// Counts the versions of this brief.
        revision: u64 = D range (1.0, f64::INFINITY) unstated "1" default "1";
        /// What the design is not for.
        non_goals: Vec<String> = O unstated "none";
        /// The incident it answers.
        incident: Incident = H when "if trigger is an incident";
        /// Who approved it.
        approval: Approval = O;
    }
}

record! {
    /// The incident a brief answers.
    Incident {
        /// The ticket or post-mortem.
        r#ref: String = O range (1.0, 80.0);
        /// When the incident began.
        started: toml::value::Datetime = O;
        /// When the incident was over.
        ended: toml::value::Datetime = O;
        /// What was seen; each symptom opens trees of the diagnosis.
        symptoms: Vec<Symptom> = H when "if trigger is an incident" unstated "all trees offered";
        /// Answers to the questions of the trees, each ID=ANSWER.
        evidence: Vec<String> = O unstated "none";
        /// The hypothesis that was acted on, by its id.
        cause: String = O range (1.0, 40.0);
    }
}

record! {
    /// Who approved the brief, and when.
    Approval {
        /// Who approved it.
        by: String = H when "for approved" range (1.0, 80.0);
        /// When it was approved.
        on: Date = H when "for approved";
    }
}

record! {
    /// A goal with a measure and a target.
    Goal {
        /// The goal, in a sentence.
        text: String = H range (1.0, 200.0);
        /// How it is measured.
        measure: String = H when "for one goal" range (1.0, 200.0);
        /// The value to reach, with its unit.
        target: String = H when "for one goal" range (1.0, 80.0);
        /// How much it matters beside the others.
        priority: GoalPriority = D unstated "must" default r#""must""# suggest "must";
    }
}
