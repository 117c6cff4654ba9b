//! What several numbers need and is computed once for a world, when first asked for. A world is built for one state of a
//! brief and never changed, so nothing here can be stale.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::copies::Copies;
use super::deadline::Patience;
use super::fact::Known;
use super::trace::Trace;
use crate::brief::refs::{Ref, ToZone};
use crate::brief::{Fraction, Id};

/// How busy a service is at peak, and with what.
#[derive(Debug, Clone, Default)]
pub(crate) struct Busy {
    /// Peak utilisation.
    pub utilisation: Option<(f64, super::fact::Origin)>,
    /// What that rests on.
    pub rests: Trace,
    /// Peak arrivals per second.
    pub arrivals: Option<f64>,
    /// The workloads that they come from.
    pub sources: Trace,
}

/// Shared results.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    /// By the place of the dataset in the file.
    pub copies: OnceLock<Vec<Option<Copies>>>,
    /// How long somebody above each service waits.
    pub patience: OnceLock<Patience>,
    /// By the place of the workload in the file: what it needs to be answered.
    pub ways: OnceLock<Vec<Option<super::needs::Way>>>,
    /// By the place of the call in the file: how it is tried, and what that rests on.
    pub plans: OnceLock<Vec<Option<(super::deadline::Plan, Trace)>>>,
    /// By the number of the service.
    pub busy: OnceLock<Vec<Busy>>,
    /// By the place of the workload in the file: requests that each service gets for one of it. None when calls go round.
    pub calls_of_one: OnceLock<Option<Vec<Vec<f64>>>>,
    /// How often each zone is up, by its name.
    pub zones: OnceLock<HashMap<Id, Known<Fraction>>>,
    /// Every zone of the first region, where services run when nobody said.
    pub home: OnceLock<Option<Vec<Ref<ToZone>>>>,
}
