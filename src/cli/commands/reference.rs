//! `dsbench reference`: the pages that come with the program.

use crate::cli::Context;
use crate::cli::commands::explain;
use crate::cli::error::{Outcome, Verdict};
use crate::cli::output::Style;
use crate::cli::table::Table;
use crate::reference::{PAGES, page};
use std::io::Write;

/// List the reference pages, or print one
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The page or the folder: metrics, rules/RTY-01, patterns.
    pub name: Option<String>,
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    let Some(name) = &args.name else {
        let mut kinds: Vec<&str> = Vec::new();
        for page in PAGES {
            if !kinds.contains(&page.kind()) {
                kinds.push(page.kind());
            }
        }
        for kind in kinds {
            let heading = if kind.is_empty() { "pages" } else { kind };
            let heading = context.out.paint(Style::Bold, heading);
            writeln!(context.out, "{heading}")?;
            list(kind, context)?;
        }
        return Ok(Verdict::Yes);
    };
    if let Some(page) = page(name) {
        context.out.markdown(page.text)?;
    } else if PAGES.iter().any(|p| p.kind().eq_ignore_ascii_case(name)) {
        list(&name.to_lowercase(), context)?;
    } else {
        return Err(explain::unknown(name));
    }
    Ok(Verdict::Yes)
}

fn list(kind: &str, context: &mut Context) -> std::io::Result<()> {
    let mut table = Table::new();
    for page in PAGES.iter().filter(|p| p.kind() == kind) {
        table.row([page.name(), page.title()]);
    }
    table.write(&mut context.out, 2, Some((0, Style::Cyan)))
}
