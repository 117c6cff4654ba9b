//! The brief on paper: what would be exported, under which names, and whether what stands there may be replaced.

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

/// The files of an export by name: the document, and its pictures where they are asked for.
pub fn files(session: &Session) -> Vec<(String, String)> {
    let name = file_name(session);
    if !session.pictures {
        return vec![(name, session.markdown())];
    }
    let world = World::new(session.doc.brief());
    let facts = &session.facts;
    export::with_pictures(&world, &facts.figures, &facts.report, &session.name, &session.templates, &name)
        .unwrap_or_else(|error| vec![(name, format!("The brief cannot be rendered: {error}\n"))])
}

/// The name of the exported file: that of the brief, with another ending.
pub fn file_name(session: &Session) -> String {
    let stem = session.name.strip_suffix(".toml").unwrap_or(&session.name);
    format!("{}.md", stem.strip_suffix(".brief").unwrap_or(stem))
}

/// Whose a document or a picture is that stands in the way.
pub fn standing(name: &str, text: &str) -> Standing {
    export::standing_of(name, text)
}
