//! The fields of locks, leases, leadership: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// Part of a lock: fencing.
    Fencing {
        /// Token.
        token: FencingToken = D default r#""none""#;
        /// Checked by.
        checked_by: Vec<Ref<ToResource>> = D;
    }
}

record! {
    /// A lock, lease or leadership.
    Lock {
        /// Purpose.
        purpose: LockPurpose = H unstated "correctness" default r#""correctness""# suggest "correctness [KLEPP16]";
        /// Provider.
        provider: LockProvider = H unstated "consensus_kv" default r#""consensus_kv""# suggest "consensus_kv";
        /// Where the lock lives, if it is described here.
        store: Ref<ToDataset> = O;
        /// Scope.
        scope: LockScope = H unstated "key" default r#""key""# suggest "key";
        /// Hot path.
        hot_path: bool = H unstated "true" default "true";
        /// Hold p99.
        hold_p99: Span = H range (0.0, f64::INFINITY);
        /// Contenders.
        contenders: u64 = H range (1.0, f64::INFINITY);
        /// Protects.
        protects: Vec<Ref<ToResource>> = H when "if correctness";
        /// Ttl.
        ttl: Or<Span, UnboundedWord> = H range (1.0, f64::INFINITY) unstated "15s" default r#""15s""# suggest "15s, renew 10s, retry 2s [K8SLEASE]; Chubby session lease 12s [CHUBBY]";
        /// Give up renewing after.
        renew: Span = H range (1.0, f64::INFINITY) unstated "10s" default r#""10s""# suggest "10s [K8SLEASE]";
        /// Between two tries.
        retry: Span = D range (1.0, f64::INFINITY) unstated "2s" default r#""2s""# suggest "2s [K8SLEASE]";
        /// Lock delay.
        lock_delay: Span = D range (0.0, f64::INFINITY) unstated "15s" default r#""15s""# suggest "15s [CONSUL]; at most 60s [CHUBBY]";
        /// Stops this long before the ttl ends.
        client_margin: Span = H when "if correctness" range (0.0, f64::INFINITY) unstated "0s" default r#""0s""# suggest "skew + pause + delivery (D40)";
        /// Measure from.
        measure_from: LockMeasureFrom = D unstated "request_sent" default r#""request_sent""# suggest "request_sent";
        /// Fencing.
        fencing: Fencing = H when "if correctness" unstated "token none; LCK-01 looks at absence" default r#"{ token = "none" }"# suggest "monotonic, checked by all of protects";
        /// On loss.
        on_loss: LockOnLoss = H unstated "self_fence" default r#""self_fence""# suggest "self_fence";
        /// A compare-and-set on one row would do.
        cas_suffices: bool = D unstated "false" default "false";
    }
}
