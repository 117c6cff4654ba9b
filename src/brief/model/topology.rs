//! The fields of regions, zones, distances, prices: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// A zone of a region.
    Zone {
        /// The share of time in which it works.
        availability: Fraction = D range (0.9, 1.0) unstated "99.95%" default r#""99.95%""# suggest "99.95% (H); three zones a region";
    }
}

record! {
    /// A region.
    Region {
        /// How the provider calls it.
        name: String = O range (1.0, 80.0) unstated "its id";
        /// Its latitude in degrees, for distances.
        lat: f64 = H when "if multi-region and no rtt" range (-90.0, 90.0);
        /// Its longitude in degrees, for distances.
        lon: f64 = H when "if multi-region and no rtt" range (-180.0, 180.0);
    } tables {
        /// The zones of the region.
        zone: Map<Zone>;
    }
}

record! {
    /// Part of a topology: node capacity.
    NodeCapacity {
        /// Requests that a node serves.
        rps: Rate = D range (0.0, f64::INFINITY);
        /// What a node stores.
        bytes: Size = D range (0.0, f64::INFINITY);
        /// What its network card carries.
        nic: Bandwidth = D range (0.0, f64::INFINITY);
    }
}

record! {
    /// Part of a topology: shared fate.
    SharedFate {
        /// Zones that fail together.
        zones: Vec<Ref<ToZone>> = D;
        /// What they share.
        cause: String = D range (1.0, 200.0);
    }
}

record! {
    /// Part of a topology: rtt.
    Rtt {
        /// The two places; eu/* stands for all zones of eu.
        between: Vec<Ref<ToZone>> = D;
        /// The median round trip.
        p50: Span = D range (0.0, f64::INFINITY);
        /// The round trip that is exceeded once in a hundred.
        p99: Span = D range (0.0, f64::INFINITY);
        /// The share of packets that are lost.
        loss: Fraction = D range (0.0, 1.0);
        /// Whether it was measured, and not looked up.
        measured: bool = D;
    }
}

record! {
    /// Part of a topology: traffic steering.
    TrafficSteering {
        /// What sends users to a region.
        kind: TrafficSteeringKind = D default r#""dns""#;
        /// How long an old answer is still used.
        ttl: Span = D range (0.0, f64::INFINITY) default r#""60s""#;
        /// How long it takes to empty a region.
        drain: Span = D range (0.0, f64::INFINITY) default r#""5min""#;
    }
}

record! {
    /// Distances, node availability and what zones share.
    Topology {
        /// The share of time in which a node works while its zone does.
        node_availability: Fraction = D range (0.9, 1.0) unstated "99.9%" default r#""99.9%""# suggest "99.9% (H); single-instance cloud SLA class is 99.5% [EC2SLA]";
        /// What one node can do.
        node_capacity: NodeCapacity = H when "for capacity rules";
        /// Zones that fail together, and why.
        shared_fate: Vec<SharedFate> = D unstated "all zones: control plane, DNS, configuration push";
        /// Round trips between places.
        rtt: Vec<Rtt> = H when "if multi-region" unstated "by distance" remark "same zone 0.5ms; zones of a region 1ms; regions great-circle km / 100 x 1.5 ms, without coordinates 60ms; p99 = 2 x p50; loss 0" suggest "same DC 0.5ms, CA-NL-CA 150ms [DEAN09]; zones 1ms (H); regions >= km / 100 (fibre, D13)";
        /// What sends users to a region.
        traffic_steering: TrafficSteering = D when "if multi-region" unstated "dns, ttl 60s, drain 5min" default r#"{ kind = "dns", ttl = "60s", drain = "5min" }"# suggest "same (H)";
        /// Last change of regions, zones or membership.
        changed: Date = O;
    }
}

record! {
    /// Prices, as the user knows them.
    Cost {
        /// What a gigabyte out costs.
        egress: Money = O suggest "a list price is the user's input";
        /// What a gigabyte costs for a month.
        storage: Money = O;
    }
}
