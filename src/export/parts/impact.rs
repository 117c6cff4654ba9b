//! What the steps of a rollout and the experiments can take out of an error budget when they go wrong: an upper bound, by the
//! share they hit and the time until they are taken back.

use super::Source;
use crate::analysis::slo::{detection_ms, outage_spend};
use crate::brief::{ExperimentEnv, Sli};
use crate::export::block::{Block, Table};
use crate::export::escape::{code, markdown};
use crate::numbers::World;
use crate::numbers::facts::SloView;
use crate::numbers::figure::{show_ms, show_short};

/// The first alert of the standard set: 14.4 times the budget over an hour.
const FIRST_ALERT: (f64, f64) = (14.4, 3_600_000.0);

/// The alert that tells first: of the stated pairs the one of the fastest burn; nothing where it is stated that there is none.
fn first_alert(slo: &SloView<'_>) -> Option<(f64, f64)> {
    let Some(pairs) = &slo.raw.alert_pairs else { return Some(FIRST_ALERT) };
    let all = pairs.iter().filter_map(|p| Some((p.burn?, p.long?.get())));
    all.max_by(|a, b| a.0.total_cmp(&b.0))
}

/// An experiment is stopped when the budget burns that fast for five minutes.
const ABORT_MS: f64 = 300_000.0;

/// Adds a table for each availability objective; nothing where no phase and no experiment is planned.
pub fn steps(s: &Source<'_>, block: &mut Block) {
    let w = s.world;
    let available = |o: &SloView<'_>| o.sli().value == Some(Sli::Availability);
    for slo in w.slos().filter(available) {
        let (Some(objective), Some(window)) = (slo.objective().value, slo.window().value) else { continue };
        let (objective, window) = (objective.get(), window.get());
        let mut table = Table::new(&["Step", "Hits at most", "For at most", "Of the budget"])
            .caption(format!("What a step that goes wrong takes out of {}, at most:", code(&slo.at.to_string())));
        let first = first_alert(&slo);
        phases(w, objective, window, first, &mut table);
        experiments(w, objective, window, &mut table);
        if !table.rows.is_empty() {
            block.table(&table);
            let alert = first.map_or_else(String::new, |(burn, over)| {
                format!("first alert: burn {} over {}, or ", show_short(burn), show_ms(over))
            });
            block.text(format!(
                "Every request of the share fails until it is noticed ({alert}the end of the bake) and taken back. An \
                 experiment is stopped after 5 min.",
            ));
        }
    }
}

fn phases(w: &World<'_>, objective: f64, window: f64, first: Option<(f64, f64)>, table: &mut Table) {
    for p in w.phases() {
        let (share, back, bake) = (p.share(), p.rollback_time(), p.bake());
        let Some(hit) = share.value.map(crate::brief::Fraction::get).filter(|x| *x > 0.0) else { continue };
        let Some(undo) = back.value.map(crate::brief::Span::get) else {
            let none = "**not stated**: no time to take it back".to_owned();
            table.row(vec![code(&p.at.to_string()), percent(hit), none, String::new()]);
            continue;
        };
        let assumed = share.origin.assumed() || back.origin.assumed();
        let alert = first.and_then(|(burn, over)| detection_ms(objective, burn, over, hit).ok().flatten());
        let noticed = match (alert, bake.value.map(crate::brief::Span::get)) {
            (Some(a), Some(b)) if b > 0.0 => a.min(b),
            (Some(a), _) => a,
            (None, Some(b)) => b,
            (None, None) => continue,
        };
        let Ok(spent) = outage_spend(objective, window, noticed + undo, hit) else { continue };
        let tilde = if assumed { "~" } else { "" };
        table.row(vec![
            code(&p.at.to_string()),
            format!("{tilde}{}", percent(hit)),
            format!("{tilde}{} to notice + {} to undo", markdown(&show_ms(noticed)), markdown(&show_ms(undo))),
            format!("{tilde}{}", percent(spent)),
        ]);
    }
}

fn experiments(w: &World<'_>, objective: f64, window: f64, table: &mut Table) {
    for e in w.experiments() {
        let name = code(&e.at.to_string());
        match e.env().value {
            Some(ExperimentEnv::Production) => {}
            _ => continue,
        }
        let most = e.duration().value.map_or(ABORT_MS, |d| d.get().min(ABORT_MS));
        let Ok(spent) = outage_spend(objective, window, most, 1.0) else { continue };
        let hits = e.blast_radius().value.map_or_else(|| "~everything".to_owned(), |b| markdown(&b));
        table.row(vec![name, hits, markdown(&show_ms(most)), percent(spent)]);
    }
}

fn percent(share: f64) -> String {
    format!("{}%", show_short(share * 100.0))
}
