//! Brief and results to text: pure functions, deterministic to the byte.
//!
//! [`markdown`] renders the brief as a document of five sections and four appendices. The words and the order come from
//! `templates/brief/`, which a user may override; what stands in each part comes from `parts`.

mod block;
mod cell;
pub mod diagram;
mod escape;
mod figures;
mod front;
mod parts;
mod plain;
mod rest;
pub(crate) mod scale;
mod source;
pub mod svg;

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};

use crate::brief::{Brief, Date};
use crate::findings::required::required;
use crate::findings::{Keys, Report, check_first, keys};
use crate::numbers::{Figure, World};

pub use cell::question_for;
pub use escape::{code as escape_code, markdown as escape_markdown};
pub use front::{FORMAT, Standing, brief_hash, hash, origin, standing, unwrapped, wrap};
pub use parts::options::OPTIONS;

/// The templates by name, as they are compiled in.
pub static TEMPLATES: &[(&str, &str)] = &[
    ("brief.md", include_str!("../../templates/brief/brief.md.j2")),
    ("1-architecture.md", include_str!("../../templates/brief/1-architecture.md.j2")),
    ("2-design.md", include_str!("../../templates/brief/2-design.md.j2")),
    ("3-risks.md", include_str!("../../templates/brief/3-risks.md.j2")),
    ("4-rollout.md", include_str!("../../templates/brief/4-rollout.md.j2")),
    ("5-changes.md", include_str!("../../templates/brief/5-changes.md.j2")),
    ("appendices.md", include_str!("../../templates/brief/appendices.md.j2")),
];

/// Templates a user put in the place of ours, by the same names.
pub type Overrides = BTreeMap<String, String>;

/// Why a document could not be rendered: a template of the user's is wrong.
#[derive(Debug, thiserror::Error)]
#[error("template {name}{}: {what}", line.map_or(String::new(), |l| format!(", line {l}")))]
pub struct TemplateError {
    /// Which template.
    pub name: String,
    /// Where in it.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
}

/// What a brief finds, as far as its document tells it: the first findings of each kind in words, of the others that they
/// are there.
pub fn report(world: &World<'_>, figures: &[Figure], today: Option<Date>) -> Report {
    report_of(world, figures, today, &keys(world, figures, today))
}

/// The same where it is known which findings there are.
pub fn report_of(world: &World<'_>, figures: &[Figure], today: Option<Date>, keys: &Keys) -> Report {
    check_first(world, figures, today, keys, parts::appendix::MOST)
}

/// A picture beside the document: where it stands, seen from the document, and what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    pub path: String,
    pub alt: String,
}

/// The parts of a document before they are put together: numbers and findings are not needed any more.
#[derive(Debug)]
pub struct Parts {
    title: String,
    parts: BTreeMap<&'static str, String>,
}

impl Parts {
    /// What each part says.
    pub fn new(world: &World<'_>, figures: &[Figure], report: &Report) -> Self {
        Self::beside(world, figures, report, &[])
    }

    /// The same with links to the pictures that are written beside it.
    fn beside(world: &World<'_>, figures: &[Figure], report: &Report, pictures: &[Beside]) -> Self {
        let required = required(world);
        let parts = parts::all(&parts::Source::new(world, figures, report, &required, pictures));
        let title = world.brief.brief.as_ref().and_then(|b| b.title.as_deref()).unwrap_or("Untitled");
        Self { title: title.to_owned(), parts }
    }

    /// The document without its front matter.
    pub fn body(self, overrides: &Overrides) -> Result<String, TemplateError> {
        Ok(tidy(&self.rendered(overrides)?))
    }

    fn rendered(self, overrides: &Overrides) -> Result<String, TemplateError> {
        let Self { title, parts } = self;
        let parts: BTreeMap<&str, Value> =
            parts.into_iter().map(|(name, text)| (name, Value::from_safe_string(text))).collect();
        let mut env = environment(overrides)?;
        // A template of the user's may loop; it may not loop for ever.
        env.set_fuel(Some(5_000_000));
        env.get_template("brief.md").and_then(|t| t.render(context! { title, parts })).map_err(|e| wrong(&e))
    }

    /// The whole document. `source` is the name of the file the brief stands in.
    pub fn markdown(self, brief: &Brief, source: &str, overrides: &Overrides) -> Result<String, TemplateError> {
        Ok(front::wrap(brief, source, &self.body(overrides)?))
    }
}

/// The document without its front matter.
pub fn body(
    world: &World<'_>,
    figures: &[Figure],
    report: &Report,
    overrides: &Overrides,
) -> Result<String, TemplateError> {
    Parts::new(world, figures, report).body(overrides)
}

/// The whole document. `source` is the name of the file the brief stands in.
pub fn markdown(
    world: &World<'_>,
    figures: &[Figure],
    report: &Report,
    source: &str,
    overrides: &Overrides,
) -> Result<String, TemplateError> {
    Parts::new(world, figures, report).markdown(world.brief, source, overrides)
}

/// The document with its pictures in the folder of that name beside it: path and text of each file, the document first.
pub fn with_pictures(
    world: &World<'_>,
    figures: &[Figure],
    report: &Report,
    source: &str,
    overrides: &Overrides,
    name: &str,
) -> Result<Vec<(String, String)>, TemplateError> {
    let folder = name.strip_suffix(".md").unwrap_or(name);
    let pictures = svg::pictures(world);
    let beside: Vec<Beside> = pictures
        .iter()
        .map(|p| Beside { path: format!("{}/{}", escape::url(folder), p.name), alt: p.alt.clone() })
        .collect();
    let text = Parts::beside(world, figures, report, &beside).markdown(world.brief, source, overrides)?;
    let mut files = vec![(name.to_owned(), text)];
    files.extend(pictures.into_iter().map(|p| (format!("{folder}/{}", p.name), p.svg)));
    Ok(files)
}

/// Whose a file is that stands in the way: a document or a picture.
pub fn standing_of(name: &str, text: &str) -> Standing {
    let picture = std::path::Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case("svg"));
    if picture { svg::standing(text) } else { standing(text) }
}

fn environment(overrides: &Overrides) -> Result<Environment<'_>, TemplateError> {
    let mut env = Environment::new();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(|e| wrong(&e))?;
    env.set_syntax(syntax);
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    env.set_formatter(|out, state, value| {
        if value.is_safe() || value.is_number() {
            return minijinja::escape_formatter(out, state, value);
        }
        out.write_str(&escape::markdown(&value.to_string()))?;
        Ok(())
    });
    for (name, text) in TEMPLATES {
        let text = overrides.get(*name).map_or(*text, String::as_str);
        env.add_template(name, text).map_err(|e| wrong(&e))?;
    }
    Ok(env)
}

fn wrong(outer: &minijinja::Error) -> TemplateError {
    // The innermost error is the one in the template that is wrong; the outer ones only include it.
    let mut e = outer;
    while let Some(inner) = std::error::Error::source(e).and_then(|s| s.downcast_ref::<minijinja::Error>()) {
        e = inner;
    }
    let what = e.detail().map_or_else(|| e.kind().to_string(), |d| format!("{}: {d}", e.kind()));
    TemplateError { name: e.name().unwrap_or("of the brief").to_owned(), line: e.line(), what }
}

/// At most one blank line in a row, none at the ends, one newline at the end; code fences are left alone.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = true;
    let mut fence = false;
    for line in text.lines() {
        fence ^= line.trim_start().starts_with("```");
        let line = if fence { line } else { line.trim_end() };
        if line.is_empty() && !fence {
            if !blank {
                out.push('\n');
            }
            blank = true;
        } else {
            out.push_str(line);
            out.push('\n');
            blank = false;
        }
    }
    let trimmed = out.trim_end().len();
    out.truncate(trimmed);
    out.push('\n');
    out
}
