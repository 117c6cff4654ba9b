//! The kinds of claim: how each is found in a brief, what threatens it, and which entries of the catalogues prove and show it.

use crate::brief::record::in_prose;
use crate::brief::{Brief, Consistency, FailureMode, IdempotencyMode, Level, LockPurpose, Or, Property, Stance};

/// Something the brief promises.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Its kind.
    pub kind: &'static Kind,
    /// Stable name: the kind and the entity, as `linearizable/dataset.orders.operation.place`.
    pub id: String,
    /// The entity it is about.
    pub at: String,
    /// In words.
    pub text: String,
    /// What threatens it here; that of its kind, unless the claim names one failure.
    pub threats: Vec<FailureMode>,
}

/// A kind of claim.
#[derive(Debug)]
pub struct Kind {
    /// Readable name.
    pub slug: &'static str,
    /// What threatens such a claim.
    pub threats: &'static [FailureMode],
    /// Experiments of the catalogue that try it.
    pub experiments: &'static [&'static str],
    /// Metrics of the catalogue that show it broken.
    pub metrics: &'static [&'static str],
    /// Properties of a bounded model check that speak about it.
    pub properties: &'static [Property],
    /// The claims of this kind in a brief: entity and words.
    find: fn(&Brief) -> Vec<(String, String)>,
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.slug == other.slug
    }
}

impl Kind {
    /// The claims of this kind in a brief.
    pub(super) fn claims(&'static self, brief: &Brief) -> Vec<Claim> {
        let claim = |(at, text): (String, String)| {
            let one = at.strip_prefix("failure.").and_then(|id| brief.failure.get(id)).and_then(|f| f.mode);
            let threats = one.map_or_else(|| self.threats.to_vec(), |mode| vec![mode]);
            Claim { kind: self, id: format!("{}/{at}", self.slug), at, text, threats }
        };
        (self.find)(brief).into_iter().map(claim).collect()
    }
}

use FailureMode as M;

/// Every kind, in the order in which claims are listed.
pub static KINDS: [Kind; 9] = [
    Kind { slug: "survives", threats: &[], experiments: &[], metrics: &[], properties: &[], find: survives },
    Kind {
        slug: "objective",
        threats: &[M::Overload, M::DepDown, M::DepSlow, M::NodeLoss, M::ZoneLoss, M::ProcessCrash],
        experiments: &["E01", "E04", "E14", "E15"],
        metrics: &["K01"],
        properties: &[],
        find: objectives,
    },
    Kind {
        slug: "one-order",
        threats: &[M::PartitionFull, M::PartitionPartial, M::ClockStep, M::ClockDrift, M::ProcessPause],
        experiments: &["E05", "E06", "E07", "E10"],
        metrics: &["K13", "K18", "K20"],
        properties: &[Property::Lin, Property::Ser, Property::Strict, Property::OneLeader],
        find: one_order,
    },
    Kind {
        slug: "session",
        threats: &[M::NodeLoss, M::PartitionFull, M::PartitionPartial, M::LinkSlow, M::MsgReorder],
        experiments: &["E03", "E05", "E06", "E08"],
        metrics: &["K15", "K18"],
        properties: &[Property::Ryw, Property::Mono],
        find: session,
    },
    Kind {
        slug: "bounded-age",
        threats: &[M::LinkSlow, M::PartitionFull, M::Overload, M::DiskStall],
        experiments: &["E06", "E08", "E12"],
        metrics: &["K15"],
        properties: &[],
        find: bounded_age,
    },
    Kind {
        slug: "no-loss",
        threats: &[M::PowerLoss, M::NodeLoss, M::DiskLoss, M::ZoneLoss, M::PartitionFull, M::MembershipChange],
        experiments: &["E02", "E03", "E05", "E13", "E19", "E20", "E23"],
        metrics: &["K15", "K16", "K18", "K31"],
        properties: &[Property::Noloss],
        find: no_loss,
    },
    Kind {
        slug: "back-within",
        threats: &[M::NodeLoss, M::ZoneLoss, M::RegionLoss, M::ProcessCrash],
        experiments: &["E02", "E03", "E04", "E20", "E23"],
        metrics: &["K12", "K14"],
        properties: &[],
        find: back_within,
    },
    Kind {
        slug: "one-holder",
        threats: &[M::ProcessPause, M::ClockStep, M::ClockDrift, M::PartitionFull],
        experiments: &["E10", "E11"],
        metrics: &["K21", "K22", "K23"],
        properties: &[Property::Excl, Property::Order],
        find: one_holder,
    },
    Kind {
        slug: "once",
        threats: &[M::MsgDup, M::MsgLoss, M::ProcessCrash, M::DepSlow],
        experiments: &["E09", "E21"],
        metrics: &["K27"],
        properties: &[Property::Once],
        find: once,
    },
];

fn survives(brief: &Brief) -> Vec<(String, String)> {
    let tolerated = |s: Option<Stance>| match s {
        Some(Stance::TolerateTransparent) => Some("unnoticed"),
        Some(Stance::TolerateDegraded) => Some("in degraded mode"),
        _ => None,
    };
    brief
        .failure
        .iter()
        .filter_map(|(id, f)| Some((id, f.mode?, tolerated(f.stance)?)))
        .map(|(id, mode, how)| (format!("failure.{id}"), format!("survives {}, {how}", mode.in_prose())))
        .collect()
}

fn objectives(brief: &Brief) -> Vec<(String, String)> {
    let text = |s: &crate::brief::Slo| {
        let what = in_prose(s.sli.map_or("availability", |s| s.word()));
        let within = s.threshold.map_or_else(String::new, |t| format!(" within {t}"));
        s.objective.map(|o| format!("{what} {o}{within}"))
    };
    brief.slo.iter().filter_map(|(id, s)| Some((format!("slo.{id}"), text(s)?))).collect()
}

/// Operations with a stated promise, as entity and promise.
fn promised(brief: &Brief) -> impl Iterator<Item = (String, &Consistency)> {
    brief.dataset.iter().flat_map(|(d, set)| {
        set.operation
            .iter()
            .filter_map(move |(o, op)| Some((format!("dataset.{d}.operation.{o}"), op.consistency.as_ref()?)))
    })
}

fn one_order(brief: &Brief) -> Vec<(String, String)> {
    let strong = |c: &Consistency| match c {
        Consistency::Level(l) => {
            !matches!(l, Level::Eventual | Level::Causal | Level::ReadCommitted | Level::ReadUncommitted | Level::Mav)
        }
        _ => false,
    };
    promised(brief).filter(|(_, c)| strong(c)).map(|(at, c)| (at, format!("is {}", words(c)))).collect()
}

fn session(brief: &Brief) -> Vec<(String, String)> {
    use crate::brief::Guarantee as G;
    let say = |g: &G| match g {
        G::Ryw => "reads its own writes",
        G::Mr => "never reads backwards",
        G::Mw => "keeps its writes in order",
        G::Wfr => "writes after what it read",
    };
    let text = |c: &Consistency| match c {
        Consistency::Session(list) => Some(list.iter().map(say).collect::<Vec<_>>().join(", ")),
        Consistency::Level(Level::Causal) => Some("is causal".to_owned()),
        _ => None,
    };
    promised(brief).filter_map(|(at, c)| Some((at, text(c)?))).collect()
}

fn bounded_age(brief: &Brief) -> Vec<(String, String)> {
    let text = |c: &Consistency| match c {
        Consistency::Bounded(bound) => Some(format!("reads nothing older than {bound}")),
        _ => None,
    };
    promised(brief).filter_map(|(at, c)| Some((at, text(c)?))).collect()
}

fn no_loss(brief: &Brief) -> Vec<(String, String)> {
    let text = |rpo: &Or<crate::brief::Span, crate::brief::UnboundedWord>| match rpo {
        Or::A(span) if span.get() <= 0.0 => Some("loses no acknowledged write".to_owned()),
        Or::A(span) => Some(format!("loses at most the acknowledged writes of {span}")),
        Or::B(_) => None,
    };
    brief.dataset.iter().filter_map(|(id, d)| Some((format!("dataset.{id}"), text(d.rpo.as_ref()?)?))).collect()
}

fn back_within(brief: &Brief) -> Vec<(String, String)> {
    let text = |rto: &Or<crate::brief::Span, crate::brief::UnboundedWord>| match rto {
        Or::A(span) => Some(format!("is back within {span}")),
        Or::B(_) => None,
    };
    brief.dataset.iter().filter_map(|(id, d)| Some((format!("dataset.{id}"), text(d.rto.as_ref()?)?))).collect()
}

fn one_holder(brief: &Brief) -> Vec<(String, String)> {
    let correct = brief.lock.iter().filter(|(_, l)| l.purpose == Some(LockPurpose::Correctness));
    correct.map(|(id, _)| (format!("lock.{id}"), "has one holder whose writes count".to_owned())).collect()
}

fn once(brief: &Brief) -> Vec<(String, String)> {
    let keyed =
        |i: &Option<crate::brief::Idempotency>| i.as_ref().is_some_and(|i| i.mode == Some(IdempotencyMode::Keyed));
    let text = || "takes effect once however often it is sent".to_owned();
    let calls = brief.call.iter().filter(|(_, c)| keyed(&c.idempotency)).map(|(id, _)| (format!("call.{id}"), text()));
    let queues = brief.queue.iter().filter(|(_, q)| keyed(&q.idempotency));
    calls.chain(queues.map(|(id, _)| (format!("queue.{id}"), text()))).collect()
}

fn words(consistency: &Consistency) -> String {
    in_prose(&consistency.to_string())
}
