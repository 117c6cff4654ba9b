//! Answers as text: the same words mean the same in a line prompt, an entry and the AskUserQuestion JSON.

use crate::brief::units::listed;

use super::{
    answer::{Given, SkipReason},
    step::Step,
};

/// Ends the label of a recommended option.
pub const RECOMMENDED: &str = " (Recommended)";

/// What an answer text means for a step: labels, "unsure", "skip: why", or free text.
pub fn understand(step: &Step, text: &str) -> Result<Given, Vec<String>> {
    let text = text.trim();
    if let Some(given) = shortcut(text) {
        return Ok(given);
    }
    if text.is_empty() {
        return Err(vec![format!("{}: the answer is empty; \"unsure\" and \"skip: why\" are answers", step.header())]);
    }
    if !step.multi() {
        if let Some(label) = label(step, text) {
            return Ok(Given::labels(&[label]));
        }
        // "Measured: 3000/s, 1000/s, 10 GB" fills the entries of an option.
        if let Some((head, typed)) = text.split_once(':')
            && let Some(label) = label(step, head)
        {
            let one = step.option(label).is_some_and(|o| o.writes.len() == 1);
            let typed: Vec<String> =
                if one { vec![typed.trim().into()] } else { listed(typed).into_iter().map(Into::into).collect() };
            return Ok(Given::Chosen { labels: vec![label.to_string()], typed, other: None });
        }
        return Ok(Given::Other(text.to_string()));
    }
    let mut labels: Vec<String> = Vec::new();
    let mut rest: Vec<&str> = Vec::new();
    for part in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
        match label(step, part) {
            Some(label) if !labels.iter().any(|l| l == label) => labels.push(label.to_string()),
            Some(_) => {}
            None => rest.push(part),
        }
    }
    if labels.is_empty() {
        return Ok(Given::Other(text.to_string()));
    }
    let other = (!rest.is_empty()).then(|| rest.join(", "));
    Ok(Given::Chosen { labels, typed: Vec::new(), other })
}

/// The label a text names, with or without the mark of the recommendation, whatever its case.
fn label(step: &Step, text: &str) -> Option<&'static str> {
    let plain = text.trim();
    let plain = plain.strip_suffix(RECOMMENDED.trim_start()).unwrap_or(plain).trim();
    step.options().find(|o| o.label.eq_ignore_ascii_case(plain)).map(|o| o.label)
}

/// "unsure" or "skip: why", whatever the case; nothing for every other text.
pub fn shortcut(text: &str) -> Option<Given> {
    let text = text.trim();
    let lower = text.to_lowercase();
    if matches!(lower.as_str(), "unsure" | "not sure" | "i don't know") {
        return Some(Given::Unsure);
    }
    if lower == "skip" {
        return Some(Given::Skip { reason: SkipReason::Later, text: String::new() });
    }
    let why = lower.strip_prefix("skip:")?.trim();
    let later = why.is_empty() || ["later", "not yet", "unknown"].iter().any(|w| why.starts_with(w));
    let reason = if later { SkipReason::Later } else { SkipReason::NotApplicable };
    let said = text.split_once(':').map_or("", |(_, said)| said.trim());
    Some(Given::Skip { reason, text: said.to_string() })
}
