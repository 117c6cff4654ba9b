//! Placements that name fewer zones than there are copies: two decisions contradict each other, or one is half made. Part of
//! QUO-04, because whether a zone holds the quorum is what they leave open.

use super::claims::set;
use super::out::{Finding, Out};
use super::placement::{Layout, heaviest, layout, regions, whole};
use super::quorum::tolerated;
use super::rule::Rule;
use crate::brief::{Edit, FailureMode, Scheme, Value};
use crate::numbers::facts::{DatasetView, FailureView, majority};
use crate::numbers::{Trace, World};

/// What is judged: a dataset, where its copies are said to stand, and the loss of a zone that it is to survive.
struct Case<'a> {
    dataset: DatasetView<'a>,
    /// The zones that are named.
    named: Vec<String>,
    /// Copies in all.
    copies: u64,
    failure: Option<FailureView<'a>>,
}

impl Case<'_> {
    /// Whether copies in these zones survive the loss of one, where that is asked for.
    fn survives(&self, zones: &[String], need: u64) -> bool {
        let struck = self.failure.as_ref().and_then(|f| heaviest(zones, whole, f));
        let copies = zones.len() as u64;
        copies < 2 || struck.is_none_or(|(_, most)| copies.saturating_sub(most) >= need)
    }

    /// A zone for each copy: in turn over those that are named, else over all there are, so that none holds too many.
    fn complete(&self, w: &World<'_>, need: u64) -> Option<Vec<String>> {
        let size = usize::try_from(self.copies).ok()?;
        let mut all = self.named.clone();
        all.extend(regions(w).into_iter().flatten().filter(|z| !self.named.contains(z)));
        let in_turn = |zones: &[String]| zones.iter().cycle().take(size).cloned().collect::<Vec<_>>();
        [in_turn(&self.named), in_turn(&all)]
            .into_iter()
            .find(|zones| zones.len() == size && self.survives(zones, need))
    }

    /// As many copies as zones, where nothing else counts them and they survive.
    fn fewer(&self, scheme: Scheme) -> Option<u64> {
        let r = self.dataset.replication().raw;
        let zones = self.named.len() as u64;
        let witnesses = if scheme.is_consensus() { r.witnesses.unwrap_or(0) } else { 0 };
        let counted = r.w.is_some() || r.r.is_some() || r.election_quorum.is_some();
        let need = if scheme.is_single_leader() { 1 } else { majority(zones) };
        (!counted && zones > witnesses && self.survives(&self.named, need)).then(|| zones - witnesses)
    }
}

pub(super) fn unplaced(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let r = d.replication();
        let Some(why) = r.placement_short() else { continue };
        let mut t = out.trace();
        let (scheme, copies, stated) = (t.take(r.scheme()), t.take(r.n()), t.take(r.placement()));
        let (Some(scheme), Some(copies), Some(stated)) = (scheme, copies, stated) else { continue };
        let layout = layout(w, &d, &mut Trace::quiet());
        let case = Case {
            named: w.zones_of(&stated).iter().map(ToString::to_string).collect(),
            copies,
            failure: tolerated(w, FailureMode::ZoneLoss, &d.at, &mut Trace::quiet()),
            dataset: d.clone(),
        };
        // What the named zones alone decide has been said.
        if layout.as_ref().is_some_and(|l| decided(&case, l)) || out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let others = match copies.saturating_sub(case.named.len() as u64) {
            1 => "one stands".to_owned(),
            n => format!("{n} stand"),
        };
        let text =
            format!("{}: {why}: where the other {others} is not said, and what depends on it has no figure", d.id);
        let finding = rule.finding(&[&d.at], text, t).because(d.at.field("replication.placement"));
        out.add(mended(w, finding, &case, scheme, layout.map_or(1, |l| l.need)));
    }
}

/// Whether one zone holds too many already, wherever the others stand.
fn decided(case: &Case<'_>, layout: &Layout) -> bool {
    let struck = case.failure.as_ref().and_then(|f| heaviest(&layout.zones, whole, f));
    struck.is_some_and(|(_, most)| layout.copies >= 2 && layout.copies.saturating_sub(most) < layout.need)
}

fn mended(w: &World<'_>, finding: Finding, case: &Case<'_>, scheme: Scheme, need: u64) -> Finding {
    let at = &case.dataset.at;
    let (field, name) = if scheme.is_consensus() { ("replication.voters", "voters") } else { ("replication.n", "n") };
    let mut finding = finding.because(at.field(field));
    if let Some(zones) = case.complete(w, need) {
        let words = format!("say where all {} stand: {}", case.copies, zones.join(", "));
        let places = Value::Array(zones.iter().map(|z| Value::from(z.as_str())).collect());
        finding = finding.fix(0, words, vec![Edit::set(at.field("replication.placement").to_string(), places)]);
    }
    if let Some(fewer) = case.fewer(scheme).and_then(|n| i64::try_from(n).ok()) {
        finding = finding.fix(1, format!("as many copies as zones: {name} = {fewer}"), vec![set(at, field, fewer)]);
    }
    finding
}
