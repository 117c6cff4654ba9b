//! The baseline: findings that were there before, by file and key, so that a pipeline fails only on new ones.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Checked;
use crate::cli::error::Failure;
use crate::findings::Finding;
use crate::store::{self, error::shown};

const SCHEMA: &str = "dsbench/baseline/1";

/// Findings by file.
#[derive(Debug, Serialize, Deserialize)]
pub struct Baseline {
    schema: String,
    findings: BTreeMap<String, Vec<String>>,
}

impl Baseline {
    pub fn of(checked: &[Checked]) -> Self {
        let mut findings: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for c in checked {
            let mut keys: Vec<String> = c.report.open.iter().map(Finding::key).collect();
            keys.sort();
            findings.insert(c.loaded.name.clone(), keys);
        }
        Self { schema: SCHEMA.to_owned(), findings }
    }

    pub fn read(path: &Path) -> Result<Self, Failure> {
        let text = store::load::read(path)?;
        let wrong = |why: String| {
            Failure::at(vec![format!("{}: {why}", shown(path))]).hint("write it again with --update-baseline")
        };
        let baseline: Self = serde_json::from_str(&text.body).map_err(|e| wrong(format!("not a baseline: {e}")))?;
        if baseline.schema != SCHEMA {
            return Err(wrong(format!("found schema \"{}\", expected \"{SCHEMA}\"", baseline.schema)));
        }
        Ok(baseline)
    }

    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(store::write_atomic(path, text.as_bytes())?)
    }

    pub fn holds(&self, file: &str, key: &str) -> bool {
        self.findings.get(file).is_some_and(|keys| keys.iter().any(|k| k == key))
    }
}
