//! Goals, load and objectives: one file for each question.

mod availability_slo;
mod criticality;
mod failures;
mod fan_out;
mod goal;
mod latency_slo;
mod load;
mod sli_point;
mod symptom;
mod trigger;

pub use availability_slo::AVAILABILITY_SLO;
pub use criticality::CRITICALITY;
pub use failures::FAILURES;
pub use fan_out::FAN_OUT;
pub use goal::GOAL;
pub use latency_slo::LATENCY_SLO;
pub use load::LOAD;
pub use sli_point::SLI_POINT;
pub use symptom::SYMPTOM;
pub use trigger::TRIGGER;
