//! The fields of workloads and their objectives: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// Part of a workload: mix.
    Mix {
        /// The share of requests that read; the five shares sum to 1.
        read: Fraction = D range (0.0, 1.0);
        /// The share of requests that write.
        write: Fraction = D range (0.0, 1.0);
        /// The share of requests that compare before they write.
        cas: Fraction = D range (0.0, 1.0);
        /// The share of requests that read many items.
        scan: Fraction = D range (0.0, 1.0);
        /// The share of requests that delete.
        delete: Fraction = D range (0.0, 1.0);
    }
}

record! {
    /// Sizes at two percentiles.
    SizePair {
        /// The median size.
        p50: Size = D range (0.0, 1000000000.0) default r#""1 kB""#;
        /// The size that is exceeded once in a hundred.
        p99: Size = D range (0.0, 1000000000.0) default r#""10 kB""#;
    }
}

record! {
    /// Part of a workload: skew.
    Skew {
        /// How uneven the keys are asked for.
        kind: SkewKind = D default r#""zipf""#;
        /// The exponent of the distribution, where it is zipf or latest: 0 is even, 0.99 usual.
        theta: f64 = D range (0.0, 2.0) default "0.99";
        /// The share of the keys that are hot, where there is a hot set.
        hot_fraction: Fraction = D range (0.0, 1.0) default "0.2";
        /// The share of the requests that go to the hot keys.
        hot_share: Fraction = D range (0.0, 1.0) default "0.8";
    }
}

record! {
    /// Part of a workload: burst.
    Burst {
        /// How many times the peak rate a burst reaches.
        ratio: f64 = D range (1.0, 1000.0) default "2";
        /// How long it lasts.
        length: Span = D range (0.0, f64::INFINITY) default r#""10s""#;
    }
}

record! {
    /// Part of a workload: arrival.
    Arrival {
        /// Whether requests come whatever happens, or each waits for the one before.
        kind: ArrivalKind = D default r#""open""#;
        /// How many clients there are, where each waits for its answer.
        clients: u64 = D range (1.0, 1000000000.0);
        /// How long a client pauses between two requests, where each waits for its answer.
        think: Span = D range (0.0, f64::INFINITY);
    }
}

record! {
    /// Part of a workload: service time.
    ServiceTime {
        /// Busy time of one request at the entry service.
        mean: Span = D range (0.001, 1000000.0);
        /// The median of the time it takes.
        p50: Span = D range (0.001, 1000000.0);
        /// Of a hundred, the longest but one.
        p99: Span = D range (0.001, 1000000.0);
    }
}

record! {
    /// A stream of requests.
    Workload {
        /// The service where it comes in.
        entry_service: Ref<ToService> = H;
        /// The datasets that it uses.
        datasets: Vec<Ref<ToDataset>> = H unstated "every dataset of the services it reaches";
        /// How many requests come on average.
        rate_avg: Rate = D range (1e-06, 1000000000.0) unstated "rate_peak / 3" suggest "peak = 3 x avg (H)";
        /// How many requests come at the peak.
        rate_peak: Rate = H range (1e-06, 1000000000.0) unstated "3 x rate_avg if that is stated, else 10000/s";
        /// How fast it grows.
        growth: Growth = D range (0.0, 20.0) unstated "50%/y" default r#""50%/y""# suggest "50%/y (H)";
        /// How much of it reads, writes, scans.
        mix: Mix = H unstated "read 0.95, write 0.05, others 0" default "{ read = 0.95, write = 0.05 }" suggest "0.95 / 0.05 [YCSB] workload B";
        /// The size of a request.
        req_bytes: SizePair = D unstated "1 kB, 10 kB" default r#"{ p50 = "1 kB", p99 = "10 kB" }"# suggest "1 kB, 10 kB (H); YCSB record 1 kB [YCSB]";
        /// The size of an answer.
        resp_bytes: SizePair = D unstated "1 kB, 10 kB" default r#"{ p50 = "1 kB", p99 = "10 kB" }"# suggest "as req_bytes";
        /// How many distinct keys there are.
        key_count: u64 = D range (1.0, 1000000000000000.0);
        /// How unevenly keys are asked for.
        skew: Skew = D unstated "zipf, theta 0.99" default r#"{ kind = "zipf", theta = 0.99 }"# suggest "zipf 0.99 [YCSB]; hotset 0.2 / 0.8 (H)";
        /// How many calls one request makes side by side.
        fan_out: u64 = H when "if > 1" range (1.0, 100000.0) unstated "10" default "10" suggest "1";
        /// How far above the peak it goes for a short time.
        burst: Burst = D unstated "ratio 2, length 10s" default r#"{ ratio = 2, length = "10s" }"# suggest "2, 10s (H)";
        /// Whether requests come whatever happens, or each waits for the one before.
        arrival: Arrival = D unstated "open" default r#"{ kind = "open" }"# suggest "open [SCHROEDER06]";
        /// Requests that touch more than one key.
        multi_key_ops: Fraction = H range (0.0, 1.0) unstated "0" default "0" suggest "0";
        /// Where its users are, as shares.
        client_regions: Shares<true> = D unstated "the first region 1.0" suggest "home region 1.0";
        /// How long a client may keep a request and send it again.
        client_offline: Span = D range (0.0, f64::INFINITY) unstated "0s" remark "24h if a service of role client can reach it" default r#""0s""# suggest "0s for servers, 24h for mobile clients (H)";
        /// After this the user or caller has given up.
        deadline: Span = D range (1.0, f64::INFINITY) unstated "threshold of its latency SLO" remark "none without one";
        /// How long a request occupies a server.
        service_time: ServiceTime = H when "for OVL rules" remark "its mean follows from p50 and p99 as lognormal, else it is p50";
        /// How much service times vary: their standard deviation over their mean.
        service_cv: f64 = D range (0.0, 20.0) unstated "1" default "1.0" suggest "1.0 (exponential, M/M/c)";
    }
}

record! {
    /// Part of a slo: alert pairs.
    AlertPair {
        /// How many times faster than planned the budget is spent.
        burn: f64 = D range (0.0, 1000.0);
        /// The long window, over which the budget burns.
        long: Span = D range (60000.0, f64::INFINITY);
        /// The short window, so that it ends soon after.
        short: Span = D range (60000.0, f64::INFINITY);
        /// The share of the budget that is spent when it fires.
        budget: Fraction = D range (0.0, 1.0);
    }
}

record! {
    /// A service level objective. A latency objective is objective + threshold: 99 % within 300 ms says p99 at most 300 ms.
    Slo {
        /// The workload that it promises something about.
        workload: Ref<ToWorkload> = H;
        /// What is promised: that it answers, how fast, how fresh.
        sli: Sli = H unstated "availability" default r#""availability""# suggest "availability";
        /// What counts as good.
        good_event: String = H range (1.0, 200.0) unstated "no 5xx and within the deadline" default r#""no 5xx and within the deadline""# suggest "same (H)";
        /// Where it is measured.
        measured_at: Or<MeasuredAt, Vec<MeasuredAt>> = D unstated "edge_lb" suggest "edge_lb [SREWB]";
        /// The share of events that has to be good.
        objective: Fraction = H range (0.5, 0.999999999) unstated "99.9%" remark "99% for latency" default r#""99.9%""# suggest "by tier 99.99 / 99.9 / 99.5 / 99 % (H)";
        /// Up to which latency, age or delay an event is good.
        threshold: Span = H when "for latency" range (1.0, f64::INFINITY) unstated "300ms for latency" remark "nothing for other indicators" suggest "300ms at 99.9 % (the paper's sample SLA, an example only) [DYNAMO]";
        /// The time over which the share is counted.
        window: Span = D range (86400000.0, 31536000000.0) unstated "30d" default r#""30d""# suggest "30d as in the workbook's alert table (its general-purpose suggestion is four weeks, 28d) [SREWB]";
        /// Whether requests are counted, or time.
        accounting: SloAccounting = D unstated "request_based" default r#""request_based""# suggest "request_based [SREWB]";
        /// When somebody is told that the budget burns.
        alert_pairs: Vec<AlertPair> = D unstated "the standard four" remark "SLO-07 asks for them" default r#"[{ burn = 14.4, long = "1h", short = "5min", budget = "2%" }, { burn = 6, long = "6h", short = "30min", budget = "5%" }, { burn = 3, long = "1d", short = "2h", budget = "10%" }, { burn = 1, long = "3d", short = "6h", budget = "10%" }]"# suggest "(14.4, 1h, 5min, 2%) (6, 6h, 30min, 5%) page; (3, 1d, 2h, 10%) (1, 3d, 6h, 10%) ticket [SREWB]";
        /// What may use which share of the budget.
        budget_split: Shares<false> = D unstated "deploys 0.3, infra 0.3, deps 0.3, unknown 0.1" default "{ deploys = 0.3, infra = 0.3, deps = 0.3, unknown = 0.1 }" suggest "deploys 0.3, infra 0.3, deps 0.3; 0.1 kept (H)";
        /// What happens to changes once the budget is spent.
        policy_on_exhaust: SloPolicyOnExhaust = D unstated "freeze" default r#""freeze""# suggest "freeze [SREWB]";
        /// Promised to customers by contract.
        sla_external: Or<Fraction, NoneWord> = O range (0.0, 1.0) unstated "none" default r#""none""#;
    }
}
