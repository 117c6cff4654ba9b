//! `dsbench new`: writes a commented, valid brief.

use std::ffi::OsStr;
use std::io::Write;
use std::path::PathBuf;
use std::str::FromStr;

use crate::brief::reader::did_you_mean;
use crate::brief::{Edit, Trigger, rewrite};
use crate::cli::Context;
use crate::cli::commands::presets::unknown;
use crate::cli::error::{Failure, Outcome, Verdict};
use crate::questions::skeleton;
use crate::store::{create_new, error::shown};
use crate::templates;

/// Write a new brief, with a remark on each table
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file to write, by custom NAME.brief.toml.
    pub file: PathBuf,

    /// Start from a published system; `dsbench presets` lists them.
    #[arg(long, value_name = "NAME")]
    pub preset: Option<String>,

    /// What the brief is written for, such as early_design or retry_storm.
    #[arg(long, value_name = "TRIGGER")]
    pub trigger: Option<String>,

    /// Overwrite a file that is there.
    #[arg(long)]
    pub force: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    let mut edits = Vec::new();
    let text = match &args.preset {
        Some(name) => templates::preset(name).ok_or_else(|| unknown(name))?.text,
        None => &skeleton(Trigger::EarlyDesign.word(), &title(args.file.file_name())),
    };
    if let Some(word) = &args.trigger {
        let trigger = Trigger::from_str(word).map_err(|_| not_a_trigger(word))?;
        edits.push(Edit::set("brief.trigger", trigger.word()));
    }
    let text = rewrite(text, &edits).map_err(Failure::new)?;
    create_new(&args.file, text.as_bytes(), args.force)?;
    writeln!(context.out, "wrote {}", shown(&args.file))?;
    Ok(Verdict::Yes)
}

/// A title from the file's name: `order-service.brief.toml` is "Order service".
fn title(name: Option<&OsStr>) -> String {
    let name = name.unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(".toml").unwrap_or(&name);
    let stem = stem.strip_suffix(".brief").unwrap_or(stem);
    let words: String = stem.chars().map(|c| if matches!(c, '-' | '_' | '.') { ' ' } else { c }).collect();
    let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect();
    let mut chars = words.chars().filter(|c| !c.is_control());
    chars.next().map_or_else(|| "Untitled".to_owned(), |first| first.to_uppercase().chain(chars).collect())
}

fn not_a_trigger(word: &str) -> Failure {
    let words = Trigger::ALL.iter().map(|t| t.word());
    let failure = Failure::new(format_args!(
        "--trigger: found \"{word}\", expected one of {}",
        words.clone().collect::<Vec<_>>().join(", ")
    ));
    match did_you_mean(word, words) {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_come_from_file_names() {
        assert_eq!(title(Some(OsStr::new("order-service.brief.toml"))), "Order service");
        assert_eq!(title(Some(OsStr::new(".brief.toml"))), "Untitled");
        assert_eq!(title(None), "Untitled");
    }
}
