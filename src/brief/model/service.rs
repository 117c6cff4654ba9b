//! The fields of services: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// Part of a service: latency.
    Latency {
        /// The median answer, as its callers see it.
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
        /// The person or team that runs it.
        owner: String = H range (1.0, 80.0);
        /// What it means when it is down.
        tier: Tier = D unstated "brief.criticality";
        /// The zones over which its instances are spread evenly.
        placement: Vec<Ref<ToZone>> = H when "if zone or region loss is tolerated" unstated "every zone of the first region, evenly";
        /// How many instances of it run.
        replicas: u64 = H when "for capacity rules" range (1.0, 1000000.0) suggest "3";
        /// The share of time in which it works, measured or promised.
        availability: Fraction = H when "on the critical path" range (0.0, 1.0) unstated "99.9%" default r#""99.9%""# suggest "99.9% for internal ones (H)";
        /// The most requests that all instances together serve.
        capacity: Rate = H range (0.0, f64::INFINITY);
        /// How busy it is at the peak.
        util_peak: Fraction = H range (0.0, 1.0) unstated "rate_peak that reaches it / capacity" remark "0.6 without a capacity" suggest "0.6 (H)";
        /// How long it takes to answer.
        latency: Latency = D;
        /// How long one request occupies a server.
        service_time: ServiceTime = H when "for OVL rules" unstated "that of the workload that enters here" remark "nothing where none does";
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
        /// How long it takes from down to normal.
        recovery: Span = D range (0.0, f64::INFINITY) unstated "p50 of a dep_down failure in whose scope it is" remark "nothing without one";
        /// What has to work for it to be repaired.
        recovery_depends_on: Vec<Ref<ToService>> = D unstated "none";
    }
}
