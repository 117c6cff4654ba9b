//! The brief on paper: what would be exported, under which name, and whether what stands there may be replaced.

use super::Session;
use crate::export::{self, Standing};
use crate::numbers::World;

/// The document of the brief as it stands.
pub fn markdown(session: &Session) -> String {
    let world = World::new(session.doc.brief());
    let facts = &session.facts;
    export::markdown(&world, &facts.figures, &facts.report, &session.name, &session.templates)
        .unwrap_or_else(|error| format!("The brief cannot be rendered: {error}\n"))
}

/// The name of the exported file: that of the brief, with another ending.
pub fn file_name(session: &Session) -> String {
    let stem = session.name.strip_suffix(".toml").unwrap_or(&session.name);
    format!("{}.md", stem.strip_suffix(".brief").unwrap_or(stem))
}

/// Whether a document that stands in the way was written by this program.
pub fn standing(text: &str) -> Standing {
    export::standing(text)
}
