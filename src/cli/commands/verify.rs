//! `dsbench verify`: bounded model checking of what a brief claims, with the steps that break a false claim. Exit 1 when one
//! is false.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::brief::read::Lines;
use crate::brief::reader::did_you_mean;
use crate::cli::Context;
use crate::cli::briefs::{Loaded, load};
use crate::cli::commands::check::finding_json;
use crate::cli::commands::derive::input;
use crate::cli::error::{Failure, Outcome, Verdict};
use crate::cli::output::{Out, Style, clean};
use crate::cli::progress::Progress;
use crate::findings::Finding;
use crate::machines::{self, Checked, Claim};
use crate::numbers::{World, derive_in};
use crate::verify::{CAP, Verdict as Found};

/// Search small models of a brief for runs that break what it claims
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The brief; - reads stdin.
    pub file: PathBuf,

    /// Print one JSON document instead of text.
    #[arg(long)]
    pub json: bool,

    /// Only this claim, or those about this entity; may be given several times.
    #[arg(long, value_name = "ID")]
    pub claim: Vec<String>,

    /// Give up on a model after so many states; what was not decided by then is inconclusive.
    #[arg(long, value_name = "N", default_value_t = CAP, value_parser = states)]
    pub max_states: usize,
}

fn states(text: &str) -> Result<usize, String> {
    match text.replace('_', "").parse() {
        Ok(n @ 1..=MOST) => Ok(n),
        _ => Err(format!("expected a number of states from 1 to {MOST}")),
    }
}

/// More states than this fill the memory of a machine.
const MOST: usize = 50_000_000;

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    let loaded = load(&args.file)?;
    let world = World::new(&loaded.brief);
    let figures = derive_in(&world);
    let mut claims = machines::claims(&world, &figures);
    if !args.claim.is_empty() {
        for name in &args.claim {
            if !claims.iter().any(|c| c.is_named(name)) {
                return Err(no_such_claim(name, &claims));
            }
        }
        claims.retain(|c| args.claim.iter().any(|name| c.is_named(name)));
    }
    let checked = {
        let progress = Progress::start("searching");
        let mut all = machines::check(claims, args.max_states, &|| false, &mut |done, of| progress.parts(done, of));
        machines::remedies(&loaded.brief, &mut all, &|| false);
        all
    };
    let findings = machines::findings(&checked);
    if args.json {
        context.out.json(&document(&checked, &findings, &loaded))?;
    } else {
        text(&checked, &findings, &mut context.out)?;
    }
    Ok(if findings.is_empty() { Verdict::Yes } else { Verdict::No })
}

fn no_such_claim(name: &str, claims: &[Claim]) -> Failure {
    let failure = Failure::new(format_args!("the brief has no claim \"{name}\" that could be checked"));
    match did_you_mean(name, claims.iter().map(|c| c.id.as_str())) {
        Some(hint) => failure.hint(hint),
        None if claims.is_empty() => failure.hint("it claims nothing that a model could check"),
        None => failure.hint(format!("its claims begin with {}", claims[0].id)),
    }
}

fn word(checked: &Checked) -> &'static str {
    match &checked.found {
        None => "no_model",
        Some((Found::Held, _)) => "held",
        Some((Found::Broken(_), _)) => "false",
        Some((Found::Inconclusive, _)) => "inconclusive",
    }
}

fn document(checked: &[Checked], findings: &[Finding], loaded: &Loaded) -> Value {
    let claim = |c: &Checked| {
        let case = c.claim.case.as_ref();
        json!({
            "id": c.claim.id,
            "entity": c.claim.at.to_string(),
            "property": c.claim.property.word(),
            "text": c.claim.text,
            "verdict": word(c),
            "model": case.ok().map(|case| case.machine.word()),
            "bounds": case.ok().map(|case| case.bounds.as_str()),
            "states": c.found.as_ref().map(|(_, states)| states),
            "counterexample": c.steps(),
            "holds_with": c.remedies.iter().map(|r| json!({ "edits": r.edits, "states": r.states })).collect::<Vec<_>>(),
            "why_not": case.err(),
            "paths": c.claim.paths.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "inputs": c.claim.trace.inputs.iter().map(input).collect::<Vec<_>>(),
        })
    };
    let lines = Lines::of(&loaded.text.body);
    let count = |verdict: &str| checked.iter().filter(|c| word(c) == verdict).count();
    json!({
        "schema": "dsbench/verify/1",
        "claims": checked.iter().map(claim).collect::<Vec<_>>(),
        "findings": findings.iter().map(|f| finding_json(f, &loaded.name, &lines)).collect::<Vec<_>>(),
        "counts": {
            "held": count("held"), "false": count("false"),
            "inconclusive": count("inconclusive"), "no_model": count("no_model"),
        },
    })
}

fn text(checked: &[Checked], findings: &[Finding], out: &mut Out) -> io::Result<()> {
    if checked.is_empty() {
        return writeln!(
            out,
            "The brief claims nothing that a model could check: consistency of operations, rpo 0s, consensus, locks for\n\
             correctness, isolation of transactions and keyed idempotency are such claims."
        );
    }
    for c in checked {
        one(c, out)?;
    }
    for f in findings.iter().filter(|f| !f.rests_on().is_empty()) {
        writeln!(out, "{}", clean(&format!("{} rests on assumed {}", f.key(), f.rests_on().join(", "))))?;
    }
    let count = |verdict: &str| checked.iter().filter(|c| word(c) == verdict).count();
    let (held, broken) = (count("held"), count("false"));
    let open = checked.len() - held - broken;
    writeln!(out, "{held} held within their bounds, {broken} false, {open} undecided. A bound is not a proof.")
}

/// A claim with its verdict and, if it is false, what happens.
fn one(c: &Checked, out: &mut Out) -> io::Result<()> {
    let id = clean(&c.claim.id).into_owned();
    match (&c.found, &c.claim.case) {
        (Some((Found::Held, states)), Ok(case)) => {
            let mark = out.paint(Style::Green, "held ");
            writeln!(out, "{mark} {id}: no violation in {} ({states} states)", case.bounds)?;
        }
        (Some((Found::Broken(way), states)), Ok(case)) => {
            let mark = out.paint(Style::Red, "false");
            writeln!(out, "{mark} {id}: broken in {} of {} ({states} states)", steps(way.steps.len()), case.bounds)?;
            for (n, step) in way.steps.iter().enumerate() {
                writeln!(out, "      {}. {}", n + 1, clean(step))?;
            }
            for remedy in &c.remedies {
                writeln!(out, "      holds with {} ({} states)", clean(&remedy.text()), remedy.states)?;
            }
        }
        (Some((Found::Inconclusive, states)), Ok(case)) => {
            let mark = out.paint(Style::Yellow, "open ");
            writeln!(out, "{mark} {id}: inconclusive, {states} states of {} seen; raise --max-states", case.bounds)?;
        }
        (_, case) => {
            let why = case.as_ref().err().map_or("nothing describes it", String::as_str);
            writeln!(out, "{} {id}: not checked: {}", out.paint(Style::Yellow, "open "), clean(why))?;
        }
    }
    Ok(())
}

fn steps(n: usize) -> String {
    if n == 1 { "1 step".to_owned() } else { format!("{n} steps") }
}
