//! Section 1: workloads, the objectives they are held to, and whether the design reaches them.

use super::Source;
use crate::brief::units::show_number;
use crate::brief::{self, Sli};
use crate::export::block::{Block, Table};
use crate::export::cell::{assumed, entity, field, known, stated};
use crate::export::escape::{code, markdown};
use crate::export::figures;
use crate::export::rest::Place;
use crate::numbers::Shown;
use crate::numbers::achievable::{Verdict, achievable};
use crate::numbers::facts::WorkloadView;

/// Workloads and the objectives they are held to.
pub fn objectives(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    workloads(s, &mut block);
    slos(s, &mut block);
    reached(s, &mut block);
    for slo in s.world.slos() {
        let of = figures::of(s.figures, &slo.at, &["D01", "D06"]);
        let asks = if of.iter().any(|f| f.id == "D06") { ", and what that asks of its dependencies" } else { "" };
        figures::table(&mut block, &format!("What {} allows{asks}:", entity(&slo.at)), &of);
    }
    block
}

fn workloads(s: &Source<'_>, block: &mut Block) {
    let w = s.world;
    if w.brief.workload.is_empty() {
        block.text("**not stated**: no workload is described.");
    }
    let mut table =
        Table::new(&["Workload", "Enters at", "Uses", "Peak rate", "Average", "Mix", "Keys", "Fan-out", "Deadline"]);
    let mut shape = Table::new(&[
        "Workload",
        "Grows by",
        "Bursts",
        "Arrives",
        "Users in",
        "Keys asked for",
        "Touch several keys",
        "One request takes",
    ])
    .caption("How the load comes:");
    for l in w.workloads() {
        let at = |f: &'static str| l.at.field(f).to_string();
        table.row(vec![
            code(l.id),
            field(s, &at("entry_service")),
            stated(s, &at("datasets")),
            known(s, &l.rate_peak()),
            known(s, &l.rate_avg()),
            mix(s, &l),
            field(s, &at("key_count")),
            field(s, &at("fan_out")),
            field(s, &at("deadline")),
        ]);
        let fields = ["growth", "burst", "arrival", "client_regions", "skew", "multi_key_ops", "service_time"];
        let mut cells = fields.map(|f| stated(s, &at(f)));
        if let Some(brief::Burst { ratio: Some(ratio), length: Some(length) }) = &l.raw.burst {
            cells[1] = format!("{} x the peak for {length}", show_number(*ratio));
        }
        if cells.iter().any(|c| !c.is_empty()) {
            shape.row([code(l.id)].into_iter().chain(cells).collect());
        }
    }
    block.table(&table);
    block.table(&shape);
    block.rest([Place::each("workload")]);
}

/// What the requests of a workload do: "70% read, 20% write".
fn mix(s: &Source<'_>, l: &WorkloadView<'_>) -> String {
    let path = l.at.field("mix").to_string();
    let Some(mix) = &l.raw.mix else { return field(s, &path) };
    s.say(&path);
    let shares =
        [("read", mix.read), ("write", mix.write), ("cas", mix.cas), ("scan", mix.scan), ("delete", mix.delete)];
    let said = shares.iter().filter_map(|(name, share)| share.map(|x| (x.get(), *name)));
    let said = said.filter(|(x, _)| *x > 0.0).map(|(x, name)| format!("{} {name}", Shown::Share(x)));
    said.collect::<Vec<_>>().join(", ")
}

fn slos(s: &Source<'_>, block: &mut Block) {
    let w = s.world;
    if w.brief.slo.is_empty() {
        block.text("**not stated** (Q09): there is no objective, so there is no error budget to spend.");
    }
    let mut table = Table::new(&[
        "Objective",
        "Workload",
        "SLI",
        "At least",
        "Within",
        "Window",
        "Good is",
        "Measured at",
        "Counted",
        "Promised by contract",
        "Budget is for",
        "When the budget is gone",
    ]);
    for slo in w.slos() {
        let at = |f: &'static str| slo.at.field(f).to_string();
        table.row(vec![
            code(slo.id),
            field(s, &at("workload")),
            known(s, &slo.sli()),
            known(s, &slo.objective()),
            match slo.raw.sli {
                Some(Sli::Availability) => stated(s, &at("threshold")),
                _ => known(s, &slo.threshold()),
            },
            known(s, &slo.window()),
            stated(s, &at("good_event")),
            field(s, &at("measured_at")),
            stated(s, &at("accounting")),
            stated(s, &at("sla_external")),
            stated(s, &at("budget_split")),
            known(s, &slo.policy_on_exhaust()),
        ]);
    }
    block.table(&table);
    block.rest([Place::each("slo")]);
}

/// What the parts of the design give beside what each objective asks.
fn reached(s: &Source<'_>, block: &mut Block) {
    let mut table = Table::new(&["Objective", "Asks for", "The design gives", "Verdict", "Because"])
        .caption("Whether the design reaches them, by what is stated of its parts:");
    let judged = achievable(s.world, s.figures);
    for (slo, a) in s.world.slos().zip(&judged) {
        let mark = |assumed: bool| if assumed { "~" } else { "" };
        let (objective, threshold) = (slo.objective(), slo.threshold());
        let timed = slo.raw.sli != Some(Sli::Availability);
        let guess = objective.origin.assumed() || (timed && threshold.origin.assumed());
        let within = threshold.value.filter(|_| timed);
        let within = within.map_or_else(String::new, |t| format!(" within {}{t}", mark(threshold.origin.assumed())));
        let asks = objective.value.map_or_else(String::new, |o| {
            format!("{}{}{within}", mark(objective.origin.assumed()), Shown::Share(o.get()))
        });
        let guessed = a.trace.any_assumed();
        let gives = a.gives.as_ref().map_or_else(String::new, |g| g.words(guessed));
        let number = match slo.raw.sli {
            None | Some(Sli::Availability) if a.gives.is_some() => " (D04)",
            _ => "",
        };
        let verdict = match a.verdict {
            _ if guess => "not known".to_owned(),
            Verdict::NotAchievable => format!("**{}not reached**", mark(guessed)),
            Verdict::Achievable => format!("{}reached", mark(guessed)),
            Verdict::Unknown => "not known".to_owned(),
        };
        let gives = format!("{}{number}", markdown(&gives).replace("\\~", "~"));
        let because = if guess { "what it asks for is not stated".to_owned() } else { markdown(&a.cause) };
        table.row(vec![code(slo.id), asks, gives, verdict, because]);
    }
    block.table(&table);
    block.text(assumed(judged.iter().filter(|a| a.gives.is_some()).flat_map(|a| a.trace.assumed())));
}
