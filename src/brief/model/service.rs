//! The fields of services: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// Part of a service: latency.
    Latency {
        /// As its callers see it.
        p50: Span = D range (0.0, f64::INFINITY);
        /// Of a hundred answers, the slowest but one.
        p99: Span = D range (0.0, f64::INFINITY);
        /// Of a thousand answers, the slowest but one.
        p999: Span = D range (0.0, f64::INFINITY);
    }
}

record! {
    /// Part of a service: usl.
    Usl {
        /// The share of work that cannot run side by side.
        contention: f64 = D range (0.0, 1.0);
        /// What each pair of servers costs to keep in agreement.
        coherency: f64 = D range (0.0, 1.0);
    }
}

record! {
    /// A service.
    Service {
        /// Who runs it.
        owner: String = H range (1.0, 80.0);
        /// What it means when it is down.
        tier: Tier = D unstated "brief.criticality";
        /// Instances spread evenly.
        placement: Vec<Ref<ToZone>> = H when "if zone or region loss is tolerated" unstated "every zone of the first region, evenly";
        /// Instances.
        replicas: u64 = H when "for capacity rules" range (1.0, 1000000.0) suggest "3";
        /// Measured, or promised.
        availability: Fraction = H when "on the critical path" range (0.0, 1.0) unstated "99.9%" default r#""99.9%""# suggest "99.9% for internal ones (H)";
        /// All instances together.
        capacity: Rate = H range (0.0, f64::INFINITY);
        /// How busy it is at the peak.
        util_peak: Fraction = H range (0.0, 1.0) unstated "rate_peak that reaches it / capacity; without capacity 0.6" suggest "0.6 (H)";
        /// How long it takes to answer.
        latency: Latency = D;
        /// How long one request occupies a server.
        service_time: ServiceTime = H when "for OVL rules" unstated "that of the workload that enters here; else -";
        /// How far it scales, as two measured coefficients.
        usl: Usl = O unstated "none";
        /// How requests are spread over its instances.
        balancing: Balancing = D unstated "random" default r#""random""# suggest "two_choices [P2C]";
        /// Whether it keeps anything between requests.
        state: ServiceState = D unstated "stateless" default r#""stateless""# suggest "stateless";
        /// How long an instance takes until it serves.
        startup: Span = D range (0.0, f64::INFINITY) unstated "5s" default r#""5s""# suggest "5s (H)";
        /// How long it is slower than the others after that.
        warmup: Span = D range (0.0, f64::INFINITY) unstated "60s" default r#""60s""# suggest "60s (H)";
        /// What it reads or writes itself.
        datasets: Vec<Ref<ToDataset>> = H unstated "none";
        /// What it is for the others: it serves requests, names, configuration, locks.
        role: ServiceRole = D unstated "request" default r#""request""# suggest "request; client: app or device outside";
        /// Users keep a last known good copy and run on it.
        local_copy: bool = H when "if role is not request or client" unstated "false" default "false" suggest "true for discovery, config, coordination";
        /// From down to normal.
        recovery: Span = D range (0.0, f64::INFINITY) unstated "duration p50 of a dep_down failure in whose scope it is, else -";
        /// Needed to repair it.
        recovery_depends_on: Vec<Ref<ToService>> = D unstated "none";
    }
}
