//! Rules: what contradicts what, with the arithmetic and the smallest fix. One record per rule in one table.
//!
//! A condition is evaluated on stated values, else on the value used when unstated; a finding that rests on an assumed
//! input says so. An input with neither leaves the rule unjudged on that entity, listed as such, never passed.

mod amplify;
mod cascade;
mod change;
mod chaos;
mod claims;
mod clock;
mod consistency;
mod deadline;
mod durability;
mod election;
mod failover;
mod fix;
mod hot_lock;
mod idempotency;
mod isolation;
mod keys;
mod lock;
mod members;
mod merging;
mod meta;
mod observability;
mod out;
mod overload;
mod partition;
mod placement;
mod proof;
mod quorum;
mod reach;
pub mod required;
mod retry;
mod rollout;
mod rule;
mod run;
mod saga;
mod slo;
mod speed;
mod stated;
mod survivors;
mod timeout;
mod transaction;
mod unplaced;
mod window;

pub use chaos::{CONTRADICTED, injection};
pub use fix::{Fix, Touches};
pub use keys::{Key, Keys, Places, check_first, in_full, keys, moved};
pub use out::{Detail, Finding, NotJudged, Out};
pub use rule::{Rule, Severity, Waivable};
pub use run::{MAX_WAIVER_DAYS, MIN_JUSTIFICATION, Report, check, check_brief, difference, waiver_defects};

/// Every rule, in the order in which findings are listed within a severity.
pub static RULES: &[&Rule] = &[
    // Objectives.
    &slo::NO_SLO,
    &reach::TOO_MUCH,
    &reach::FRAGILE,
    &speed::FASTER_THAN_LIGHT,
    &speed::SLOW_LEAF,
    &reach::SPENT,
    &slo::DEAF,
    &slo::SERVER_ONLY,
    &slo::CONTRACT,
    &reach::LEANED_ON,
    &stated::SLOW_ENTRY,
    // Consistency.
    &consistency::IMPOSSIBLE,
    &consistency::FORKED,
    &consistency::STALE,
    &consistency::OVERLAP,
    &consistency::OWN_WRITES,
    &consistency::BACKWARDS,
    &consistency::ALIASED,
    &isolation::UNCOORDINATED,
    &isolation::NO_INVARIANT,
    &isolation::SKEWED,
    &merging::NO_MERGE,
    &merging::LWW_ON_VALUE,
    &merging::UNDECIDED,
    &merging::TOO_OLD,
    &merging::DROPPED,
    &isolation::WEAK_ISOLATION,
    &isolation::REPLICA_SNAPSHOT,
    // Quorums.
    &quorum::DISJOINT,
    &quorum::EVEN,
    &placement::REGION,
    &placement::ZONE,
    &placement::CORRELATED,
    &members::SLOPPY,
    &quorum::STOPS,
    &quorum::CROWDED,
    &members::AMNESIAC,
    &members::LOCAL,
    &members::WITNESS,
    &quorum::THIN,
    &members::TWO_VIEWS,
    // Failover.
    &failover::UNFENCED,
    &failover::LOSSY,
    &election::HASTY,
    &election::HEARTBEAT,
    &failover::DIRTY,
    &election::SLOW,
    &election::UNSURE,
    &election::DISTURBED,
    &failover::ALONE,
    &failover::BLIND_VOTE,
    // Retries.
    &retry::REPEATED_WRITE,
    &amplify::MULTIPLIED,
    &retry::SYNCHRONISED,
    &retry::UNBUDGETED,
    &amplify::TIGHT,
    &retry::IMPATIENT,
    &retry::DEFIANT,
    &retry::HOPELESS,
    &retry::HIDDEN,
    &amplify::HEDGED,
    &amplify::HERD,
    // Deadlines.
    &deadline::OUTLIVES,
    &deadline::UNFIT,
    &timeout::ENDLESS,
    &timeout::CUT_OFF,
    &deadline::UNTOLD,
    &deadline::EXPIRED,
    &deadline::WALL,
    // Idempotency.
    &window::FORGOTTEN,
    &idempotency::TORN,
    &idempotency::FRESH_KEY,
    &idempotency::WRONG_ANSWER,
    &idempotency::REDELIVERED,
    &idempotency::FRAGILE_KEYS,
    // Transactions.
    &transaction::TWO_PHASE,
    &transaction::DUAL_WRITE,
    &saga::NO_WAY_BACK,
    &saga::HALF_DONE,
    &hot_lock::HOT_LOCK,
    &transaction::CROSSING,
    &transaction::INSIDE,
    &transaction::BLIND,
    &transaction::UNNAMED,
    // Locks.
    &lock::UNFENCED,
    &lock::THIN_MARGIN,
    &lock::GLOBAL,
    &lock::FORGETFUL,
    &lock::TIGHT_RENEWAL,
    &lock::NEEDLESS,
    &lock::SLOW_HANDOVER,
    &lock::SPLIT_STORE,
    // Clocks.
    &clock::TIME_DECIDES,
    &clock::UNSAFE_LEASE,
    &clock::UNPROVEN,
    &clock::REVERSED,
    // Partitioning.
    &partition::LAST_SHARD,
    &partition::HOT_SHARD,
    &partition::HOT_KEY,
    &survivors::ALL_MOVES,
    &partition::LUMPY_RING,
    &partition::FEW_KEYS,
    &survivors::SLOW_REBUILD,
    &partition::GLOBAL_INDEX,
    &survivors::SURVIVORS,
    // Overload.
    &overload::UNBOUNDED,
    &overload::OVERCOMMITTED,
    &overload::WAITING,
    &overload::NO_SHED,
    &cascade::LOAD_BEARING,
    &cascade::PROBING,
    &cascade::SHARED_BREAKER,
    &overload::SLOW_DRAIN,
    &cascade::FINITE,
    &overload::POISON,
    // Durability.
    &durability::POWER,
    &durability::TARGET,
    &durability::NO_BACKUP,
    &durability::SHRINKING,
    &durability::RESURRECTION,
    &durability::FORGOTTEN,
    // Observability.
    &observability::BROKEN_TRACE,
    &observability::INVISIBLE_RETRIES,
    &observability::SILENT,
    &observability::UNWATCHED,
    // Experiments.
    &chaos::UNTESTED,
    &chaos::UNSAFE,
    &proof::UNTRIED,
    &proof::NO_PROBE,
    &proof::STALE,
    &chaos::CONTRADICTED,
    // Rollout.
    &rollout::BLIND,
    &rollout::NO_WAY_BACK,
    &rollout::FIRST_STEP,
    &rollout::TWO_VOTERS,
    &rollout::DEAR_ROLLBACK,
    &rollout::EVERYWHERE,
    // Changes. The last one looks at the findings of all rules above it.
    &change::UNOWNED,
    &change::UNGUARDED,
    &change::MIXED,
    &change::HOMEMADE,
    &change::UNANSWERED,
    // The brief about itself.
    &meta::VOID_WAIVER,
    &meta::UNSTATED,
    &meta::GUESSED,
    &stated::AT_ODDS,
];

/// The record of a rule by id or slug.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|r| r.id.eq_ignore_ascii_case(name) || r.slug == name)
}
