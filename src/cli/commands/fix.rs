//! `dsbench fix`: applies the smallest reversible suggestion of each finding that has one, comments in the file kept.

use std::collections::HashSet;
use std::io::Write;
use std::path::PathBuf;

use crate::brief::Edit;
use crate::cli::Context;
use crate::cli::briefs::{Loaded, load, not_stdin};
use crate::cli::effects;
use crate::cli::error::{Failure, Outcome, Verdict};
use crate::cli::output::{Out, Style, clean};
use crate::findings::{Finding, Fix, RULES, Touches, rule};
use crate::session::facts::{self, Facts};
use crate::session::rows::{Difference, Found};

/// The heaviest fix made unasked: a number, a flag or configuration. Code and topology need `--rule`, and so do facts that
/// nobody has looked at and promises that would give way.
const MOST_WEIGHT: u8 = 1;

/// Apply the smallest reversible suggestion of each finding
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The brief.
    pub file: PathBuf,

    /// Only findings of this rule; then suggestions are applied too that take code, state a fact or lower a promise.
    #[arg(long, value_name = "ID")]
    pub rule: Option<String>,

    /// Say what would change, and write nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// A fix that was made.
struct Made {
    key: String,
    text: String,
    edits: Vec<Edit>,
    /// What it does to the numbers and to the other findings.
    effect: Difference,
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    not_stdin(&args.file)?;
    let only = match &args.rule {
        Some(name) => Some(rule(name).ok_or_else(|| no_such_rule(name))?.id),
        None => None,
    };
    let today = Some(context.today()?);
    let loaded = load(&args.file)?;
    let before = facts::of(&loaded.brief, today);
    let (mut now, mut known) = (loaded.edited(&[])?, before.clone());
    let mut tried: HashSet<String> = HashSet::new();
    let mut made: Vec<Made> = Vec::new();
    // One at a time, each on the brief that the last one left: a fix often settles more than its own finding.
    while let Some((key, fix)) = next(&known, only, &tried) {
        tried.insert(key.clone());
        let Ok(after) = now.edited(&fix.edits) else { continue };
        let after_facts = facts::of(&after.brief, today);
        if worse(&known, &after_facts, &key) {
            continue;
        }
        let effect = facts::difference(&known, &after_facts);
        made.push(Made { key, text: fix.text, edits: fix.edits, effect });
        (now, known) = (after, after_facts);
    }
    // Nothing is said to be written before it is.
    if !made.is_empty() && !args.dry_run {
        now.save(&args.file)?;
    }
    report(&made, &loaded, &args.file, args.dry_run, context)?;
    left(&known, only, &mut context.out)?;
    effects::write(&facts::difference(&before, &known), &mut context.out)?;
    Ok(Verdict::Yes)
}

/// The first finding not yet tried that an edit can settle.
fn next(known: &Facts, only: Option<&str>, tried: &HashSet<String>) -> Option<(String, Fix)> {
    known.report().open.iter().filter(|f| only.is_none_or(|id| f.rule.id == id)).find_map(|f| {
        let key = f.key();
        if tried.contains(&key) {
            return None;
        }
        let harmless = |x: &Fix| x.weight <= MOST_WEIGHT && x.touches == Touches::Design;
        let fits = |x: &&Fix| !x.edits.is_empty() && (only.is_some() || harmless(x));
        f.fixes.iter().find(fits).map(|x| (key, x.clone()))
    })
}

/// A fix that does not settle its finding, or trades it for another error, is none.
fn worse(before: &Facts, after: &Facts, key: &str) -> bool {
    let error = crate::findings::Severity::Error;
    after.keys.open.iter().any(|k| k.text() == key) || after.keys.count(error) > before.keys.count(error)
}

/// Says which rules have suggestions that nobody takes unasked, and why.
fn left(known: &Facts, only: Option<&str>, out: &mut Out) -> std::io::Result<()> {
    if only.is_some() {
        return Ok(());
    }
    let doable = |f: &&Finding| f.fixes.iter().any(|x| !x.edits.is_empty());
    let mut rules: Vec<&str> = known.report().open.iter().filter(doable).map(|f| f.rule.id).collect();
    rules.dedup();
    if rules.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "left to you, with --rule: {}. What would settle them takes code or topology, states a fact, promises less, or \
         brings up another error.",
        rules.join(", ")
    )
}

fn report(
    made: &[Made],
    loaded: &Loaded,
    file: &std::path::Path,
    dry: bool,
    context: &mut Context,
) -> std::io::Result<()> {
    let out = &mut context.out;
    if made.is_empty() {
        return writeln!(out, "{}: nothing that an edit can fix", clean(&loaded.name));
    }
    for fix in made {
        let key = out.paint(Style::Bold, &fix.key);
        writeln!(out, "{} {key}: {}", if dry { "would fix" } else { "fixed" }, clean(&fix.text))?;
        for edit in &fix.edits {
            writeln!(out, "  {}", clean(&edit.to_string()))?;
        }
        for line in effect(&fix.effect, &fix.key) {
            writeln!(out, "  {}", clean(&line))?;
        }
    }
    let n = if made.len() == 1 { "1 fix".to_owned() } else { format!("{} fixes", made.len()) };
    let name = crate::store::error::shown(file);
    writeln!(out, "{}{name}: {n}", if dry { "not written to " } else { "wrote " })
}

/// What one fix does, in a few lines: the first numbers that move, and every other finding that comes or goes.
fn effect(d: &Difference, key: &str) -> Vec<String> {
    const SHOWN: usize = 3;
    let mut out = Vec::new();
    let moved: Vec<String> = d
        .numbers
        .iter()
        .filter(|n| !n.before.is_empty() && !n.after.is_empty())
        .map(|n| format!("{} of {} {} -> {}", n.name, n.place, n.before, n.after))
        .collect();
    if !moved.is_empty() {
        let more = if moved.len() > SHOWN { format!(", and {} more", moved.len() - SHOWN) } else { String::new() };
        out.push(format!("moves: {}{more}", moved[..moved.len().min(SHOWN)].join(", ")));
    }
    let keys = |list: &[Found]| {
        let keys = list.iter().filter(|f| f.key != key).map(|f| format!("{} {}", f.severity.word(), f.key));
        keys.collect::<Vec<_>>().join(", ")
    };
    for (word, list) in [("also settles", keys(&d.go)), ("brings up", keys(&d.appear))] {
        if !list.is_empty() {
            out.push(format!("{word}: {list}"));
        }
    }
    out
}

fn no_such_rule(name: &str) -> Failure {
    let failure = Failure::new(format_args!("there is no rule \"{name}\""));
    match crate::brief::reader::did_you_mean(name, RULES.iter().flat_map(|r| [r.id, r.slug])) {
        Some(hint) => failure.hint(hint),
        None => failure.hint("`dsbench reference rules` lists them"),
    }
}
