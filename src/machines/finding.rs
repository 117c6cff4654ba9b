//! CHA-06: steps that break a claim, as a finding. Its record stands among the rules; only a search can raise it.

use super::Checked;
use super::claim::Claim;
use crate::brief::Edit;
use crate::findings::{CONTRADICTED, Finding, Touches};
use crate::numbers::Trace;

/// One finding for each entity of which a claim is broken: the shortest run is told, and every claim that is false is named.
pub fn findings(checked: &[Checked]) -> Vec<Finding> {
    let broken: Vec<(&Claim, &[String], &Checked)> =
        checked.iter().filter_map(|c| Some((&c.claim, c.steps()?, c))).collect();
    let mut out: Vec<Finding> = Vec::new();
    for (claim, ..) in &broken {
        if out.iter().any(|f| f.at[0] == claim.at) {
            continue;
        }
        let of: Vec<_> = broken.iter().filter(|(c, ..)| c.at == claim.at).collect();
        let words: Vec<&str> = of.iter().map(|(c, ..)| c.property.word()).collect();
        let Some((shortest, steps, _)) = of.iter().min_by_key(|(_, steps, _)| steps.len()) else { continue };
        let text = format!("{} false: {}", words.join(", "), steps.join("; "));
        let mut trace = Trace::new();
        for (c, ..) in &of {
            trace.extend(&c.trace);
        }
        let mut finding = CONTRADICTED.finding(&[&claim.at], text, trace);
        for path in &shortest.paths {
            finding = finding.because(path.clone());
        }
        for remedy in &of[0].2.remedies {
            let says = format!("{}: holds in all {} states", remedy.text(), remedy.states);
            finding = finding.fix(1, says, remedy.edits.clone());
        }
        if claim.at.to_string().contains(".operation.") {
            let weaker = vec![Edit::set(claim.at.field("consistency").to_string(), "eventual")];
            finding = finding.fix(2, "claim what the scheme gives: eventual", weaker);
            finding.fixes.iter_mut().rev().take(1).for_each(|f| f.touches = Touches::Promise);
        }
        out.push(finding.advise("change the setting that the steps go through, or the claim"));
    }
    out
}
