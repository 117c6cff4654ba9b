//! `dsbench check`: what contradicts what. Exit 1 when a finding is at or above the denied level.

mod baseline;
mod github;
mod json;
mod text;

pub use json::finding as finding_json;
pub use text::style;

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::cli::Context;
use crate::cli::briefs::{Loaded, load_all};
use crate::cli::error::{Outcome, Verdict};
use crate::findings::{Report, Severity, check_brief};
use crate::store::targets::{Missing, missing};
use baseline::Baseline;

/// Check briefs for contradictions, gaps and risks
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The briefs; - reads stdin.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// How findings are printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,

    /// Fail from this severity on.
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t)]
    pub deny: Deny,

    /// Fail only on findings that this file does not list.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,

    /// Write the findings of today to the baseline file.
    #[arg(long, requires = "baseline")]
    pub update_baseline: bool,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON document.
    Json,
    /// Annotations of a GitHub workflow.
    Github,
}

/// The severity from which findings fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Deny {
    /// Errors only.
    #[default]
    Error,
    /// Errors and warnings.
    Warn,
    /// Everything.
    Info,
}

impl Deny {
    fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warn => Severity::Warn,
            Self::Info => Severity::Info,
        }
    }
}

/// One brief with its report, and the files that its changes name and that are not there.
struct Checked {
    loaded: Loaded,
    report: Report,
    gone: Vec<Missing>,
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    let today = context.today()?;
    let base = match &args.baseline {
        Some(path) if !args.update_baseline => Some(Baseline::read(path)?),
        _ => None,
    };
    let checked: Vec<Checked> = load_all(&args.files)?
        .into_iter()
        .zip(&args.files)
        .map(|(loaded, path)| Checked {
            report: check_brief(&loaded.brief, Some(today)),
            // A stream stands in no repository.
            gone: if path == Path::new("-") { Vec::new() } else { missing(path, &loaded.brief) },
            loaded,
        })
        .collect();
    if let (Some(path), true) = (&args.baseline, args.update_baseline) {
        Baseline::of(&checked).write(path)?;
    }
    let known = |file: &str, key: &str| args.update_baseline || base.as_ref().is_some_and(|b| b.holds(file, key));
    match args.format {
        Format::Text => text::write(&checked, &known, &mut context.out)?,
        Format::Json => json::write(&checked, &known, &mut context.out)?,
        Format::Github => github::write(&checked, &known, &mut context.out)?,
    }
    let denied = args.deny.severity();
    let failed =
        checked.iter().any(|c| c.report.open.iter().any(|f| f.severity >= denied && !known(&c.loaded.name, &f.key())));
    Ok(if failed { Verdict::No } else { Verdict::Yes })
}

/// The findings of one brief as the JSON document.
pub fn document(loaded: Loaded, report: Report) -> serde_json::Value {
    json::document(&[Checked { loaded, report, gone: Vec::new() }], &|_, _| false)
}

/// A plural that reads well: "1 error", "2 errors".
fn many(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}
