//! The fields of locks, leases, leadership: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// Part of a lock: fencing.
    Fencing {
        /// What every request of a holder carries: a number that grows with each grant, or nothing.
        token: FencingToken = D default r#""none""#;
        /// Datasets and services that refuse a token older than the newest they have seen.
        checked_by: Vec<Ref<ToResource>> = D;
    }
}

record! {
    /// A lock, lease or leadership.
    Lock {
        /// What two holders at once would cost: work, or correctness.
        purpose: LockPurpose = H unstated "correctness" default r#""correctness""# suggest "correctness [KLEPP16]";
        /// What grants the lock.
        provider: LockProvider = H unstated "consensus_kv" default r#""consensus_kv""# suggest "consensus_kv";
        /// Where the lock lives, if it is described here.
        store: Ref<ToDataset> = O;
        /// What one holder keeps others from: a key, a shard, a service, everything.
        scope: LockScope = H unstated "key" default r#""key""# suggest "key";
        /// Whether users wait for it.
        hot_path: bool = H unstated "true" default "true";
        /// How long it is held; of a hundred times, the longest but one.
        hold_p99: Span = H range (0.0, f64::INFINITY);
        /// How many want the lock at once.
        contenders: u64 = H range (1.0, f64::INFINITY);
        /// Datasets and services that it protects.
        protects: Vec<Ref<ToResource>> = H when "if correctness";
        /// How long it is granted for without a renewal.
        ttl: Or<Span, UnboundedWord> = H range (1.0, f64::INFINITY) unstated "15s" default r#""15s""# suggest "15s, renew 10s, retry 2s [K8SLEASE]; Chubby session lease 12s [CHUBBY]";
        /// How long a holder tries to renew before it gives up.
        renew: Span = H range (1.0, f64::INFINITY) unstated "10s" default r#""10s""# suggest "10s [K8SLEASE]";
        /// The pause between two tries to get it.
        retry: Span = D range (1.0, f64::INFINITY) unstated "2s" default r#""2s""# suggest "2s [K8SLEASE]";
        /// By how much of it a try may come later.
        retry_jitter: f64 = D range (0.0, 10.0) unstated "1.2" default "1.2" suggest "1.2 [K8SLEASE]";
        /// How long nobody gets it after a holder vanished.
        lock_delay: Span = D range (0.0, f64::INFINITY) unstated "15s" default r#""15s""# suggest "15s [CONSUL]; at most 60s [CHUBBY]";
        /// Stops this long before the ttl ends.
        client_margin: Span = H when "if correctness" range (0.0, f64::INFINITY) unstated "0s" default r#""0s""# suggest "skew + pause + delivery (D40)";
        /// From when the holder counts: as it asked, or as it was answered.
        measure_from: LockMeasureFrom = D unstated "request_sent" default r#""request_sent""# suggest "request_sent";
        /// What keeps a former holder from doing damage.
        fencing: Fencing = H when "if correctness" unstated "token none" remark "LCK-01 asks for it" default r#"{ token = "none" }"# suggest "monotonic, checked by all of protects";
        /// What a holder does once it has lost it.
        on_loss: LockOnLoss = H unstated "self_fence" default r#""self_fence""# suggest "self_fence";
        /// A compare-and-set on one row would do.
        cas_suffices: bool = D unstated "false" default "false";
    }
}
