//! Facts of services, calls, queues, caches, failures, changes and transactions whose default depends on other fields.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

impl ServiceView<'_> {
    /// Its tier: stated, else that of the brief.
    pub fn tier(&self) -> Known<Tier> {
        let head = self.world.head().criticality();
        match self.raw.tier {
            Some(tier) => Known { value: Some(tier), at: self.at.field("tier"), origin: Origin::Stated },
            None => head,
        }
    }

    /// Requests per second that reach it at peak, first attempts only.
    pub fn load_peak(&self) -> Option<f64> {
        let place = *self.world.graph.index.get(self.id)?;
        let load = self.world.graph.loads.as_ref()?.base.get(place).copied()?;
        (load > 0.0).then_some(load)
    }

    /// Peak utilisation: stated, else the load that reaches it over its capacity, else 0.6.
    pub fn util_peak(&self) -> Known<f64> {
        resolve(self.world, self.at.field("util_peak"), self.raw.util_peak.map(Fraction::get), || {
            match (self.raw.capacity, self.load_peak()) {
                (Some(capacity), Some(load)) if capacity.get() > 0.0 => Some(load / capacity.get()),
                _ => Some(0.6),
            }
        })
    }

    /// Where its instances run: stated, else every zone of the first region.
    pub fn placement(&self) -> Known<Vec<Ref<ToZone>>> {
        resolve(self.world, self.at.field("placement"), self.raw.placement.clone(), || self.world.home_zones())
    }

    /// Mean busy time of one request: stated, else that of a workload that enters here.
    pub fn service_time_mean(&self) -> Known<Span> {
        let stated = self.raw.service_time.as_ref().and_then(super::context_load::mean_of);
        resolve(self.world, self.at.field("service_time"), stated, || {
            self.world
                .workloads()
                .find(|w| w.raw.entry_service.as_ref().is_some_and(|s| s.id == *self.id))
                .and_then(|w| w.service_time_mean().value)
        })
    }

    /// From down to normal: stated, else the usual duration of a dep_down failure in whose scope it is.
    pub fn recovery(&self) -> Known<Span> {
        resolve(self.world, self.at.field("recovery"), self.raw.recovery, || {
            let me = format!("service.{}", self.id);
            self.world.failures().filter(|f| f.raw.mode == Some(FailureMode::DepDown)).find_map(|f| {
                let mine = f.raw.scope.as_ref().is_none_or(|s| s.iter().any(|r| **r == *me));
                if mine { f.duration_p50().value } else { None }
            })
        })
    }
}

impl<'a> CallView<'a> {
    /// The caller, when it exists.
    pub fn caller(&self) -> Option<ServiceView<'a>> {
        self.world.service(self.raw.from.as_ref()?)
    }

    /// The callee, when it exists.
    pub fn callee(&self) -> Option<ServiceView<'a>> {
        self.world.service(self.raw.to.as_ref()?)
    }

    /// What it carries: stated, else every operation of the callee's datasets.
    pub fn operations(&self) -> Known<Vec<Ref<ToOperation>>> {
        resolve(self.world, self.at.field("operations"), self.raw.operations.clone(), || {
            let callee = self.callee()?;
            let mut all = Vec::new();
            for dataset in callee.raw.datasets.iter().flatten() {
                if let Some(set) = self.world.dataset(dataset) {
                    all.extend(set.operations().map(|o| Ref::new(&format!("{dataset}.{}", o.id))));
                }
            }
            Some(all)
        })
    }

    /// The operations it carries, resolved: those of [`CallView::operations`], whose names are not made where nobody wrote them.
    pub fn carried(&self) -> Vec<OperationView<'a>> {
        if let Some(stated) = &self.raw.operations {
            return stated.iter().filter_map(|o| self.world.operation(o)).collect();
        }
        if self.world.set_aside(&self.at.field("operations")) == Some(Origin::NotApplicable) {
            return Vec::new();
        }
        let datasets = self.callee().and_then(|s| s.raw.datasets.as_ref());
        datasets.into_iter().flatten().filter_map(|d| self.world.dataset(d)).flat_map(|d| d.operations()).collect()
    }

    /// Attempts that can happen: capped by the peers that a request may try, where that is stated.
    pub fn effective_attempts(&self) -> u32 {
        crate::numbers::graph::effective_attempts(self.raw)
    }

    /// Callers that can come at the same time: stated, else the instances of the caller.
    pub fn clients(&self) -> Known<u64> {
        resolve(self.world, self.at.field("clients"), self.raw.clients, || self.caller()?.raw.replicas)
    }

    /// Below this a call is not started: stated, else one round trip.
    pub fn deadline_min_remaining(&self) -> Known<Span> {
        let stated = self.raw.deadline.as_ref().and_then(|d| d.min_remaining);
        resolve(self.world, self.at.field("deadline.min_remaining"), stated, || Some(Span::base(1.0)))
    }

    /// Whether a repeated call does harm: stated, else what its operations are by nature, else no protection.
    pub fn idempotency_mode(&self) -> Known<IdempotencyMode> {
        let stated = self.raw.idempotency.as_ref().and_then(|i| i.mode);
        resolve(self.world, self.at.field("idempotency.mode"), stated, || Some(mode_of(&self.carried())))
    }

    /// Whether it passes trace and correlation id on: stated, else as the tracing of the system says.
    pub fn trace_context(&self) -> Known<bool> {
        resolve(self.world, self.at.field("trace_context"), self.raw.trace_context, || {
            let propagation = self.world.validation().propagation().value;
            Some(!matches!(propagation, None | Some(ValidationPropagation::None)))
        })
    }
}

/// The weakest idempotency of some operations.
fn mode_of(operations: &[OperationView<'_>]) -> IdempotencyMode {
    let writes: Vec<_> = operations.iter().filter(|o| o.writes() || o.raw.kind.is_none()).collect();
    if writes.is_empty() && !operations.is_empty() {
        return IdempotencyMode::Natural;
    }
    let modes = writes.iter().map(|o| o.idempotent().value.unwrap_or(Idempotent::No));
    let mut weakest = if writes.is_empty() { IdempotencyMode::None } else { IdempotencyMode::Natural };
    for mode in modes {
        match mode {
            Idempotent::No => return IdempotencyMode::None,
            Idempotent::Keyed => weakest = IdempotencyMode::Keyed,
            Idempotent::Natural => {}
        }
    }
    weakest
}

impl<'a> QueueView<'a> {
    /// Peak rate in: stated, else the peak of the workloads that reach where it sits.
    pub fn rate_in(&self) -> Known<Rate> {
        resolve(self.world, self.at.field("rate_in"), self.raw.rate_in, || {
            let on = self.raw.on.as_ref()?;
            let service = self.world.service(on).or_else(|| self.world.call(on)?.callee())?;
            service.load_peak().map(Rate::base)
        })
    }

    /// Oldest message that may be replayed: stated, else none without a dead-letter queue, else 14 days.
    pub fn dlq_replay(&self) -> Known<Span> {
        resolve(self.world, self.at.field("dlq_replay"), self.raw.dlq_replay, || {
            Some(if self.raw.dlq == Some(false) { Span::base(0.0) } else { Span::natural(14.0 * 86_400_000.0) })
        })
    }

    /// What its consumers do, resolved.
    pub fn carried(&self) -> Vec<OperationView<'a>> {
        self.raw.operations.iter().flatten().filter_map(|o| self.world.operation(o)).collect()
    }

    /// Whether a redelivery does harm: stated, else what its operations are by nature.
    pub fn idempotency_mode(&self) -> Known<IdempotencyMode> {
        let stated = self.raw.idempotency.as_ref().and_then(|i| i.mode);
        resolve(self.world, self.at.field("idempotency.mode"), stated, || Some(mode_of(&self.carried())))
    }

    /// Whether it passes trace and correlation id on.
    pub fn trace_context(&self) -> Known<bool> {
        resolve(self.world, self.at.field("trace_context"), self.raw.trace_context, || {
            self.world.validation().span_links_async().value
        })
    }
}

impl FailureView<'_> {
    /// What the design does about it: stated, else tolerated for the modes that every system meets.
    pub fn stance(&self) -> Known<Stance> {
        resolve(self.world, self.at.field("stance"), self.raw.stance, || {
            use FailureMode::{
                MsgDup, MsgLoss, MsgReorder, NodeLoss, PartitionFull, ProcessCrash, ProcessPause, ZoneLoss,
            };
            matches!(
                self.raw.mode,
                Some(ProcessCrash | NodeLoss | ZoneLoss | ProcessPause | PartitionFull | MsgLoss | MsgDup | MsgReorder)
            )
            .then_some(Stance::TolerateTransparent)
        })
    }

    /// Events per year and unit: stated, else as observed for its mode.
    pub fn rate(&self) -> Known<Rate> {
        resolve(self.world, self.at.field("rate"), self.raw.rate, || {
            let text = match self.raw.mode? {
                FailureMode::NodeLoss => "0.55/y",
                FailureMode::DiskLoss => "0.0157/y",
                FailureMode::ZoneLoss => "0.1/y",
                FailureMode::RegionLoss => "0.02/y",
                _ => return None,
            };
            text.parse().ok()
        })
    }

    /// Usual duration: stated, else as observed for its mode.
    pub fn duration_p50(&self) -> Known<Span> {
        let stated = self.raw.duration.as_ref().and_then(|d| d.p50);
        resolve(self.world, self.at.field("duration.p50"), stated, || {
            let text = match self.raw.mode? {
                FailureMode::NodeLoss => "15min",
                FailureMode::ZoneLoss => "60min",
                FailureMode::PartitionFull | FailureMode::PartitionPartial => "10min",
                _ => return None,
            };
            text.parse().ok()
        })
    }

    /// Long duration: stated, else as observed for its mode.
    pub fn duration_p99(&self) -> Known<Span> {
        let stated = self.raw.duration.as_ref().and_then(|d| d.p99);
        resolve(self.world, self.at.field("duration.p99"), stated, || {
            let text = match self.raw.mode? {
                FailureMode::NodeLoss => "4h",
                FailureMode::ZoneLoss => "8h",
                FailureMode::PartitionFull | FailureMode::PartitionPartial => "2h",
                _ => return None,
            };
            text.parse().ok()
        })
    }
}

impl<'a> World<'a> {
    /// The stance on a failure mode for an entity (`dataset.orders`): that of the failure whose scope holds it. A mode that
    /// nobody assumed has none, except those that every system meets, which count as tolerated by assumption.
    pub fn stance_on(&'a self, mode: FailureMode, entity: &At) -> Known<Stance> {
        let name = entity.to_string();
        let found = self.failures().find(|f| {
            f.raw.mode == Some(mode)
                && f.raw.scope.as_ref().is_none_or(|s| s.iter().any(|r| r.id.as_ref() == name || r.contains('/')))
        });
        match found {
            Some(failure) => failure.stance(),
            None => Known { value: None, at: At::single("failure", mode.word()), origin: Origin::Missing },
        }
    }

    /// Whether a failure mode is tolerated for an entity; a mode that nobody assumed is not.
    pub fn tolerates(&'a self, mode: FailureMode, entity: &At) -> bool {
        matches!(self.stance_on(mode, entity).value, Some(Stance::TolerateTransparent | Stance::TolerateDegraded))
    }
}

impl ChangeView<'_> {
    /// What it touches: stated, else by its kind.
    pub fn touches(&self) -> Known<Vec<Touches>> {
        resolve(self.world, self.at.field("touches"), self.raw.touches.clone(), || {
            Some(if self.raw.kind == Some(ChangeKind::Schema) { vec![Touches::Schema] } else { Vec::new() })
        })
    }

    /// Voters changed in one step: stated, else two where a quorum is touched.
    pub fn voters_at_once(&self) -> Known<u64> {
        resolve(self.world, self.at.field("voters_at_once"), self.raw.voters_at_once, || {
            self.touches().value?.contains(&Touches::Quorum).then_some(2)
        })
    }
}

impl TransactionView<'_> {
    /// Transactions per second: stated, else the peak of the workloads that touch its datasets.
    pub fn rate(&self) -> Known<Rate> {
        resolve(self.world, self.at.field("rate"), self.raw.rate, || {
            let operation = self.world.operation(self.raw.operations.as_ref()?.first()?)?;
            let share = operation.raw.share.map_or(1.0, Fraction::get);
            operation.dataset.rate_peak().value.map(|r| Rate::base(r.get() * share))
        })
    }

    /// The operations it groups, resolved.
    pub fn carried(&self) -> Vec<OperationView<'_>> {
        self.raw.operations.iter().flatten().filter_map(|o| self.world.operation(o)).collect()
    }
}
