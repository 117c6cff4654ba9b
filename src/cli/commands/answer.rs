//! `dsbench answer`: applies the output of AskUserQuestion, all of it or nothing, and says what changed.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::Context;
use crate::cli::asking::known;
use crate::cli::briefs::not_stdin;
use crate::cli::commands::ask::load_or_say;
use crate::cli::effects;
use crate::cli::error::{Failure, Outcome, Verdict};
use crate::cli::output::{Style, clean};
use crate::questions::Walk;
use crate::questions::askuser::apply_answers;
use crate::session::facts;
use crate::store::load;

/// Apply answers in the shape of AskUserQuestion output, all or nothing
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The brief.
    pub file: PathBuf,

    /// The answers, a JSON file; - or nothing reads stdin.
    #[arg(default_value = "-")]
    pub answers: PathBuf,
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    not_stdin(&args.file)?;
    let today = Some(context.today()?);
    let loaded = load_or_say(&args.file)?;
    let stdin = Path::new("-");
    let (name, text) = if args.answers == stdin {
        ("<stdin>".to_owned(), load::read_from(io::stdin().lock(), Path::new("<stdin>"))?)
    } else {
        (crate::store::error::shown(&args.answers), load::read(&args.answers)?)
    };
    let document: serde_json::Value = serde_json::from_str(&text.body).map_err(|e| {
        Failure::at(vec![format!("{name}:{}:{}: not JSON: {}", e.line(), e.column(), reason(&e))])
            .hint("expected {\"answers\": {question: answer}}")
    })?;
    let before = facts::of(&loaded.brief, today);
    let figure = |id: &str, place: &str| before.figure(id, place);
    let known = known(&loaded.brief, &before, &figure);
    let applied = apply_answers(&known, &Walk::default(), &document)
        .map_err(|all| Failure::at(all.iter().map(|p| format!("{name}: {p}")).collect()))?;
    let after = loaded.edited(&applied.edits)?;
    if !applied.edits.is_empty() {
        after.save(&args.file)?;
    }
    let out = &mut context.out;
    for (key, header, answered) in &applied.answered {
        let header = out.paint(Style::Bold, header);
        writeln!(out, "{header} ({})", clean(key))?;
        for edit in answered.edits.iter().filter(|e| !e.path().starts_with("notes.")) {
            writeln!(out, "  {}", clean(&edit.to_string()))?;
        }
    }
    for text in &applied.unanswered {
        writeln!(out, "not answered: {}", clean(text))?;
    }
    effects::write(&facts::difference(&before, &facts::of(&after.brief, today)), out)?;
    if applied.answered.is_empty() {
        writeln!(out, "Nothing was answered; {} is as it was.", clean(&loaded.name))?;
    }
    for text in &applied.says {
        context.say(text);
    }
    Ok(Verdict::Yes)
}

/// The reason without the place, which stands in front.
fn reason(e: &serde_json::Error) -> String {
    let text = e.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}
