//! Which questions are next for a brief: the path that was asked for, and what follows it.

use std::path::Path;

use clap::ValueEnum;

use super::error::Failure;
use crate::brief::Brief;
use crate::findings::Severity;
use crate::questions::{Known, Route, Walk};
use crate::session::facts::Facts;

/// The path through the questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PathName {
    /// The dozen questions that decide most.
    Quick,
    /// All of them.
    Full,
    /// Those that fit the brief's trigger.
    Trigger,
}

impl PathName {
    /// The name in the registry.
    pub fn word(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Full => "full",
            Self::Trigger => "trigger",
        }
    }
}

/// What questions can know about a brief.
pub fn known<'a>(brief: &'a Brief, facts: &Facts, figure: &'a dyn Fn(&str, &str) -> Option<f64>) -> Known<'a> {
    Known { brief, figure, errors: Some(facts.keys.count(Severity::Error)) }
}

/// The path asked for; without a name the trigger's, and when nothing is open there, the one that follows.
pub fn route(known: &Known<'_>, walk: &Walk, path: Option<PathName>) -> Result<Route, Failure> {
    let route = Route::new(known, walk, path.unwrap_or(PathName::Trigger).word()).map_err(Failure::new)?;
    match route.path.then {
        Some(then) if path.is_none() && route.next().is_none() => Route::new(known, walk, then).map_err(Failure::new),
        _ => Ok(route),
    }
}

/// What to say where a brief is expected and there is none.
pub fn start(path: &Path) -> String {
    format!("to start one: dsbench new {}", crate::store::error::shown(path))
}
