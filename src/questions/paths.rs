//! The paths through the questions: which come first for a trigger, which diagnosis precedes them, what follows.

/// One path. Its questions are those that name it in `paths`, in that order.
#[derive(Debug)]
pub struct PathOf {
    pub name: &'static str,
    /// Walks the questions of another path.
    pub same_as: Option<&'static str>,
    /// The path that follows for what is still open.
    pub then: Option<&'static str>,
    /// Diagnose trees that come first.
    pub diagnose: &'static [&'static str],
}

const fn path(name: &'static str, then: Option<&'static str>, diagnose: &'static [&'static str]) -> PathOf {
    PathOf { name, same_as: None, then, diagnose }
}

const FULL: Option<&str> = Some("full");

/// All paths; those after `full` are named after the triggers.
pub static PATHS: [PathOf; 19] = [
    path("start", None, &[]),
    path("quick", FULL, &[]),
    path("full", None, &[]),
    PathOf { name: "early_design", same_as: Some("quick"), then: FULL, diagnose: &[] },
    path("multi_region", FULL, &[]),
    path("incident_divergence", FULL, &["5.5"]),
    path("split_brain", FULL, &["5.1", "5.5"]),
    path("incident_quorum_loss", FULL, &["5.6"]),
    path("incident_herd", FULL, &["5.7", "5.3"]),
    path("retry_storm", FULL, &["5.3", "5.7"]),
    path("hot_partition", FULL, &["5.2"]),
    path("slo_miss_tail", FULL, &["5.4"]),
    path("slo_miss_backlog", FULL, &["5.8"]),
    path("slo_miss_saturation", FULL, &["5.8"]),
    path("pre_lock", FULL, &[]),
    path("pre_txn", FULL, &[]),
    path("pre_idempotency", FULL, &[]),
    PathOf { name: "review", same_as: FULL, then: None, diagnose: &[] },
    // Resolved by the trigger the brief states; `early_design` where it states none.
    PathOf { name: "trigger", same_as: Some("{brief.trigger}"), then: None, diagnose: &[] },
];

/// A path by name; `trigger` becomes the one the brief's trigger names.
pub fn find(name: &str, trigger: Option<&str>) -> Option<&'static PathOf> {
    let name = if name == "trigger" { trigger.unwrap_or("early_design") } else { name };
    PATHS.iter().find(|p| p.name == name && p.name != "trigger")
}

impl PathOf {
    /// The name under which questions list this path.
    pub fn walked(&self) -> &'static str {
        self.same_as.unwrap_or(self.name)
    }
}
