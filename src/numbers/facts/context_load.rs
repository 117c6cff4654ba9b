//! Facts of workloads, SLOs and phases whose default depends on other fields.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

impl<'a> WorkloadView<'a> {
    /// Average rate: stated, else a third of the peak.
    pub fn rate_avg(&self) -> Known<Rate> {
        resolve(self.world, self.at.field("rate_avg"), self.raw.rate_avg, || {
            Some(Rate::base(crate::numbers::graph::peak_of(self.raw) / 3.0))
        })
    }

    /// Peak rate: stated, else three times the average, else the upper end of a medium load.
    pub fn rate_peak(&self) -> Known<Rate> {
        resolve(self.world, self.at.field("rate_peak"), self.raw.rate_peak, || {
            Some(Rate::base(crate::numbers::graph::peak_of(self.raw)))
        })
    }

    /// A share of the mix; in a stated mix what is left out is 0.
    fn share(&self, field: &'static str, pick: fn(&Mix) -> Option<Fraction>) -> Known<Fraction> {
        let stated = self.raw.mix.as_ref().map(|m| pick(m).unwrap_or(Fraction::base(0.0)));
        resolve(self.world, self.at.field(field), stated, || {
            Workload::defaults().mix.as_ref().map(|m| pick(m).unwrap_or(Fraction::base(0.0)))
        })
    }

    /// Share of requests that read or scan.
    pub fn mix_read(&self) -> Known<Fraction> {
        self.share("mix.read", |m| m.read)
    }

    /// Share of requests that write anything: writes, compare-and-set, deletes.
    pub fn mix_writes(&self) -> Known<Fraction> {
        self.share("mix", |m| Some(Fraction::base([m.write, m.cas, m.delete].iter().flatten().map(|f| f.get()).sum())))
    }

    /// The datasets it touches: stated, else every dataset of the services it reaches.
    pub fn datasets(&self) -> Known<Vec<Ref<ToDataset>>> {
        resolve(self.world, self.at.field("datasets"), self.raw.datasets.clone(), || {
            let place = self.world.brief.workload.get_index_of(self.id)?;
            Some(self.world.graph.reach[place].datasets.iter().map(|d| Ref::new(d)).collect())
        })
    }

    /// How long a client may keep a request: stated, else 24 h where an app or device calls, else nothing.
    pub fn client_offline(&self) -> Known<Span> {
        resolve(self.world, self.at.field("client_offline"), self.raw.client_offline, || {
            let entry = self.raw.entry_service.as_ref()?;
            let entry_is_client = self.world.service(entry)?.raw.role == Some(ServiceRole::Client);
            let from_client = self.world.calls_to(entry).any(|c| {
                c.raw
                    .from
                    .as_ref()
                    .and_then(|f| self.world.service(f))
                    .is_some_and(|s| s.raw.role == Some(ServiceRole::Client))
            });
            Some(if entry_is_client || from_client { Span::natural(86_400_000.0) } else { Span::base(0.0) })
        })
    }

    /// When the user has given up: stated, else the threshold of its latency SLO.
    pub fn deadline(&self) -> Known<Span> {
        resolve(self.world, self.at.field("deadline"), self.raw.deadline, || {
            self.slos().find(|s| s.raw.sli == Some(Sli::Latency)).and_then(|s| s.threshold().value)
        })
    }

    /// Its objectives.
    pub fn slos(&self) -> impl Iterator<Item = SloView<'a>> + use<'a> {
        let id = self.id.clone();
        self.world.slos().filter(move |s| s.raw.workload.as_ref().is_some_and(|w| w.id == id))
    }

    /// Mean busy time of one request at its entry: stated, else from p50 and p99 as a lognormal, else p50.
    pub fn service_time_mean(&self) -> Known<Span> {
        let at = self.at.field("service_time");
        resolve(self.world, at, self.raw.service_time.as_ref().and_then(mean_of), || None)
    }

    /// The region most clients are in: stated, else the first region.
    pub fn main_region(&self) -> Known<Id> {
        let stated = self.raw.client_regions.as_ref().and_then(|shares| {
            shares.0.iter().max_by(|a, b| a.1.get().total_cmp(&b.1.get())).map(|(id, _)| Id::from(id.as_str()))
        });
        resolve(self.world, self.at.field("client_regions"), stated, || self.world.brief.region.keys().next().cloned())
    }
}

/// The mean of a service time: stated, else of the lognormal through p50 and p99, else p50.
pub(super) fn mean_of(time: &ServiceTime) -> Option<Span> {
    if let Some(mean) = time.mean {
        return Some(mean);
    }
    let p50 = time.p50?;
    let Some(p99) = time.p99 else { return Some(p50) };
    if p50.get() <= 0.0 || p99.get() < p50.get() {
        return Some(p50);
    }
    // 2.326 is the 99th percentile of the standard normal.
    let sigma = (p99.get() / p50.get()).ln() / 2.326_347_874;
    Some(Span::base(p50.get() * (sigma * sigma / 2.0).exp()))
}

impl SloView<'_> {
    /// The objective: stated, else 99.9 %, for latency 99 %.
    pub fn objective(&self) -> Known<Fraction> {
        resolve(self.world, self.at.field("objective"), self.raw.objective, || {
            let text = if self.raw.sli == Some(Sli::Latency) { "99%" } else { "99.9%" };
            text.parse().ok()
        })
    }

    /// The threshold: stated, else 300 ms for latency.
    pub fn threshold(&self) -> Known<Span> {
        resolve(self.world, self.at.field("threshold"), self.raw.threshold, || {
            (self.raw.sli == Some(Sli::Latency)).then(|| Span::base(300.0))
        })
    }
}

impl PhaseView<'_> {
    /// The share of traffic: stated, else what is usual for its kind.
    pub fn share(&self) -> Known<Fraction> {
        resolve(self.world, self.at.field("share"), self.raw.share, || {
            let share = match self.raw.kind {
                Some(PhaseKind::Shadow) => 0.0,
                Some(PhaseKind::Canary) => 0.01,
                _ => 1.0,
            };
            Some(Fraction::base(share))
        })
    }

    /// Its place: stated, else the order of the file.
    pub fn order(&self) -> Known<u64> {
        resolve(self.world, self.at.field("order"), self.raw.order, || {
            self.world.brief.phase.get_index_of(self.id).map(|i| i as u64 + 1)
        })
    }
}
