//! `dsbench diagnose`: from symptoms and answers to ranked hypotheses, with what to ask, to do and to write next.

mod json;
mod text;

use std::io::Write;
use std::path::PathBuf;

use crate::brief::reader::did_you_mean;
use crate::brief::{Brief, Symptom};
use crate::cli::Context;
use crate::cli::briefs::{load, not_stdin};
use crate::cli::error::{Failure, Outcome, Verdict};
use crate::cli::output::clean;
use crate::diagnose::{Answer, Answers, Asked, Hypothesis, TREES, Tree, diagnose, edits, symptoms};
use crate::findings::check_brief;
use crate::numbers::{Figure, derive};
use crate::store::error::shown;

/// Rank the causes of an incident, and say what to ask and to do next
///
/// Symptoms open trees of hypotheses; answers to their questions move them. With a brief, its own figures and findings
/// stand beside each hypothesis.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A brief of the system, whose figures and findings stand beside each hypothesis.
    pub file: Option<PathBuf>,

    /// What you see: a symptom, a tree, or words of your own; may be given several times.
    #[arg(long, value_name = "ID")]
    pub symptom: Vec<String>,

    /// An answer, such as 5.3.q2=yes; yes, no or unknown. May be given several times.
    #[arg(long, value_name = "ID=ANSWER")]
    pub answer: Vec<String>,

    /// Write what this hypothesis asks for into the brief: a failure, a risk and a change.
    #[arg(long, value_name = "ID", requires = "file", conflicts_with = "json")]
    pub apply: Option<String>,

    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}

/// What a brief adds.
#[derive(Debug)]
struct Beside {
    brief: Brief,
    figures: Vec<Figure>,
    /// The keys of its open findings, each with its rule.
    findings: Vec<(&'static str, String)>,
}

impl Beside {
    fn of(brief: Brief, context: &Context) -> Result<Self, Failure> {
        let report = check_brief(&brief, Some(context.today()?));
        let findings = report.open.iter().map(|f| (f.rule.id, f.key())).collect();
        let figures = derive(&brief);
        Ok(Self { brief, figures, findings })
    }

    /// The findings that a hypothesis is about.
    fn findings(&self, hypothesis: &Hypothesis) -> Vec<&str> {
        let about = |rule: &str| hypothesis.rules.contains(&rule);
        self.findings.iter().filter(|(rule, _)| about(rule)).map(|(_, key)| key.as_str()).collect()
    }
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    let answers = answers(&args.answer)?;
    let mut seen = seen(&args.symptom)?;
    let wanted = args.apply.as_deref().map(hypothesis).transpose()?;
    let mut beside = None;
    if let Some(path) = &args.file {
        if let Some(hypothesis) = wanted {
            return apply(hypothesis, path, context);
        }
        let loaded = load(path)?;
        if seen.is_empty() {
            let incident = loaded.brief.brief.as_ref().and_then(|b| b.incident.as_ref());
            let stated = incident.and_then(|i| i.symptoms.as_ref());
            seen.extend(stated.into_iter().flatten().map(|s| (s.word().to_owned(), symptoms::trees_of(*s).collect())));
        }
        beside = Some(Beside::of(loaded.brief, context)?);
    }
    let diagnosis = diagnose(&seen, &answers);
    if args.json {
        context.out.json(&json::document(&diagnosis, beside.as_ref(), &answers))?;
    } else {
        text::write(&diagnosis, beside.as_ref(), &answers, &mut context.out)?;
    }
    Ok(Verdict::Yes)
}

/// All answers, or every one that does not read.
fn answers(given: &[String]) -> Result<Answers, Failure> {
    let mut answers = Answers::default();
    let mut wrong = Vec::new();
    for text in given {
        let Some((id, word)) = text.split_once('=') else {
            wrong.push(format!("error: --answer {text}: expected ID=ANSWER, such as 5.3.q2=yes"));
            continue;
        };
        match word.trim().parse::<Answer>() {
            Ok(answer) if answers.set(id, answer) => {}
            Ok(_) => wrong.push(format!("error: --answer {text}: there is no question \"{}\"{}", id.trim(), near(id))),
            Err(why) => wrong.push(format!("error: --answer {text}: {why}")),
        }
    }
    if wrong.is_empty() {
        return Ok(answers);
    }
    Err(Failure::at(wrong).hint("`dsbench diagnose --symptom ID` lists the questions of its trees"))
}

fn near(id: &str) -> String {
    let ids = TREES.iter().flat_map(|t| t.questions.iter().map(|q| q.id).chain(t.hypotheses.iter().map(|h| h.id)));
    did_you_mean(id.trim(), ids).map_or(String::new(), |hint| format!("; {hint}"))
}

/// Each symptom with the trees that it opens.
fn seen(given: &[String]) -> Result<Vec<(String, Vec<&'static Tree>)>, Failure> {
    let mut seen = Vec::new();
    for text in given {
        let trees = symptoms::find(text);
        if trees.is_empty() {
            let failure = Failure::new(format_args!("no tree knows the symptom \"{text}\""));
            let names = TREES.iter().map(|t| t.slug).chain(Symptom::ALL.iter().map(|s| s.word()));
            return Err(match did_you_mean(text, names) {
                Some(hint) => failure.hint(hint),
                None => failure.hint("`dsbench diagnose` lists the symptoms"),
            });
        }
        seen.push((text.clone(), trees));
    }
    Ok(seen)
}

fn hypothesis(id: &str) -> Result<&'static Hypothesis, Failure> {
    match Asked::find(id) {
        Some((Asked::Number(_, hypothesis), _)) => Ok(hypothesis),
        _ => Err(Failure::new(format_args!("there is no hypothesis \"{id}\"{}", near(id)))
            .hint("a hypothesis is named like 5.3.h1")),
    }
}

/// Writes what a hypothesis asks for into the file.
fn apply(hypothesis: &Hypothesis, path: &std::path::Path, context: &mut Context) -> Outcome {
    not_stdin(path)?;
    let loaded = load(path)?;
    let edits = edits(hypothesis, &loaded.brief);
    if edits.is_empty() {
        writeln!(context.out, "{}: what {} asks for is there already", shown(path), hypothesis.id)?;
        return Ok(Verdict::Yes);
    }
    let after = loaded.edited(&edits)?;
    after.save(path)?;
    for edit in &edits {
        if let crate::brief::Edit::Set { path, value: crate::brief::Value::Table(_) } = edit {
            writeln!(context.out, "wrote {}", clean(path))?;
        }
    }
    writeln!(context.out, "Review them: owner, rollback and the targets of the change are yours to state.")?;
    Ok(Verdict::Yes)
}
