//! The fields of services: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// Part of a service: latency.
    Latency {
        /// As its callers see it.
        p50: Span = D range (0.0, f64::INFINITY);
        /// P99.
        p99: Span = D range (0.0, f64::INFINITY);
        /// P999.
        p999: Span = D range (0.0, f64::INFINITY);
    }
}

record! {
    /// Part of a service: usl.
    Usl {
        /// Contention.
        contention: f64 = D range (0.0, 1.0);
        /// Coherency.
        coherency: f64 = D range (0.0, 1.0);
    }
}

record! {
    /// A service.
    Service {
        /// Owner.
        owner: String = H range (1.0, 80.0);
        /// Tier.
        tier: Tier = D unstated "brief.criticality";
        /// Instances spread evenly.
        placement: Vec<Ref<ToZone>> = H when "if zone or region loss is tolerated" unstated "every zone of the first region, evenly";
        /// Instances.
        replicas: u64 = H when "for capacity rules" range (1.0, 1000000.0) suggest "3";
        /// Measured, or promised.
        availability: Fraction = H when "on the critical path" range (0.0, 1.0) unstated "99.9%" default r#""99.9%""# suggest "99.9% for internal ones (H)";
        /// All instances together.
        capacity: Rate = H range (0.0, f64::INFINITY);
        /// Util peak.
        util_peak: Fraction = H range (0.0, 1.0) unstated "rate_peak that reaches it / capacity; without capacity 0.6" suggest "0.6 (H)";
        /// Latency.
        latency: Latency = D;
        /// Service time.
        service_time: ServiceTime = H when "for OVL rules" unstated "that of the workload that enters here; else -";
        /// Usl.
        usl: Usl = O unstated "none";
        /// Balancing.
        balancing: Balancing = D unstated "random" default r#""random""# suggest "two_choices [P2C]";
        /// State.
        state: ServiceState = D unstated "stateless" default r#""stateless""# suggest "stateless";
        /// Startup.
        startup: Span = D range (0.0, f64::INFINITY) unstated "5s" default r#""5s""# suggest "5s (H)";
        /// Warmup.
        warmup: Span = D range (0.0, f64::INFINITY) unstated "60s" default r#""60s""# suggest "60s (H)";
        /// What it reads or writes itself.
        datasets: Vec<Ref<ToDataset>> = H unstated "none";
        /// Role.
        role: ServiceRole = D unstated "request" default r#""request""# suggest "request; client: app or device outside";
        /// Users keep a last known good copy and run on it.
        local_copy: bool = H when "if role is not request or client" unstated "false" default "false" suggest "true for discovery, config, coordination";
        /// From down to normal.
        recovery: Span = D range (0.0, f64::INFINITY) unstated "duration p50 of a dep_down failure in whose scope it is, else -";
        /// Needed to repair it.
        recovery_depends_on: Vec<Ref<ToService>> = D unstated "none";
    }
}
