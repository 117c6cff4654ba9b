//! The fields of assumed failures and clocks: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// Times at two percentiles.
    SpanPair {
        /// The median of it.
        p50: Span = D range (0.0, f64::INFINITY);
        /// Of a hundred, the slowest but one.
        p99: Span = D range (0.0, f64::INFINITY);
    }
}

record! {
    /// An assumed failure mode and what the design does about it.
    Failure {
        /// What fails, and how.
        mode: FailureMode = H;
        /// What it can hit; everything where nothing is named.
        scope: Vec<Ref<ToScope>> = D unstated "everything";
        /// What users may notice of it.
        stance: Stance = H unstated "by mode" remark "tolerate_transparent for process_crash, node_loss, zone_loss, process_pause, partition_full, msg_loss, msg_dup and msg_reorder; others are not assumed" suggest "byzantine out_of_scope (H)";
        /// How often it happens.
        rate: Rate = D range (0.0, 100000.0) unstated "by mode" remark "node 0.55/y, disk 0.0157/y, rack 20/y per cluster, zone 0.1/y, region 0.02/y; nothing for others" suggest "machine about 0.55/y (H: about 1000 machine failures in a new cluster's first year [DEAN09], over ~1800 machines, a cluster size taken from press on a 2008 talk, not from the slides); disk AFR 0.0157, year 2024 (2025: 0.0136) [BACKBLAZE]; rack ~20/y and cluster, 40-80 machines each [DEAN09]; zone 0.1, region 0.02 (H)";
        /// How long it lasts.
        duration: SpanPair = D unstated "by mode" remark "p50 and p99: node 15min, 4h; zone 60min, 8h; partition 10min, 2h; nothing for others" suggest "same (H)";
        /// How many of them may be down at the same time.
        concurrent_max: u64 = H range (1.0, f64::INFINITY) unstated "1" default "1" suggest "1 per kind (H)";
        /// Size of a clock step, drift, delay, loss, overload factor.
        magnitude: Or<Span, Or<Drift, Or<Fraction, f64>>> = O unstated "by mode" remark "clock_step 4 x skew_bound, clock_drift clock.drift, link_slow 100ms, msg_loss 5 %; nothing for others" suggest "experiments E08-E10";
        /// Failures that come together with it.
        correlated_with: Vec<Ref<ToFailure>> = D unstated "by mode" remark "zone_loss with node_loss; config_push with all" suggest "same (H)";
        /// How long it takes to be noticed.
        detect: Span = D range (0.0, f64::INFINITY) unstated "failover.detect of the dataset, else 10s";
        /// How long it takes until every copy is there again.
        repair: Span = D range (0.0, f64::INFINITY) unstated "24h" default r#""24h""# suggest "disk re-replication 24h (H)";
        /// The share of the error budget that it may use.
        budget: Fraction = D range (0.0, 1.0) unstated "equal parts of budget_split.infra" suggest "equal (H)";
    }
}

record! {
    /// What is assumed of clocks, pauses and delays.
    Clock {
        /// What keeps clocks together.
        sync: ClockSync = D unstated "ntp" default r#""ntp""# suggest "ntp";
        /// How far two clocks can be apart at most; the epsilon of the papers.
        skew_bound: Span = H when "if timestamps order data or leases are used" range (0.0, 60000.0) unstated "500ms" remark "CLK-01 asks for it" default r#""500ms""# suggest "500ms, NTP unmanaged [CRDB]; TrueTime 1-7ms sawtooth, 4ms mean (7 is the normal peak; faults go above it) [SPANNER]";
        /// How far clocks are apart on average, which is what a commit waits for.
        skew_mean: Span = O range (0.0, 60000.0) unstated "skew_bound" suggest "4ms [SPANNER]";
        /// How fast a clock runs away from the others.
        drift: Or<Drift, UnboundedWord> = D range (0.0, 1000.0) unstated "200ppm" default r#""200ppm""# suggest "200ppm [SPANNER]";
        /// The longest stop of a process: garbage collection, a moved machine.
        max_pause: Or<Span, UnboundedWord> = H when "if leases" range (0.0, 600000.0) unstated "unbounded" remark "which forces fencing" default r#""unbounded""#;
        /// The longest that a message may be under way.
        max_msg_delay: Or<Span, UnboundedWord> = D range (0.0, f64::INFINITY) unstated "unbounded" default r#""unbounded""#;
        /// A node stops itself at this share of skew_bound.
        self_stop: Or<Fraction, NoneWord> = D range (0.0, 1.0) unstated "none" default r#""none""# suggest "80% [CRDB]";
    }
}
