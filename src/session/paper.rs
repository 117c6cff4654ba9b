//! The brief on paper: what would be exported, under which names, and whether what stands there may be replaced.

use std::sync::Arc;

use super::Session;
use super::facts::Facts;
use crate::export::{self, Overrides, Standing};
use crate::numbers::{self, World};

/// Everything that the document is made of, for whoever makes it.
#[derive(Debug)]
pub struct Sheet {
    facts: Arc<Facts>,
    name: String,
    templates: Overrides,
    /// Whether there are pictures beside it.
    pictures: bool,
    /// The name of its file.
    file: String,
}

impl Sheet {
    pub(super) fn new(session: &Session) -> Self {
        let (name, templates, file) = (session.name.clone(), session.templates.clone(), file_name(session));
        Self { facts: Arc::clone(&session.facts), name, templates, pictures: session.pictures, file }
    }

    /// The files of an export by name: the document, and its pictures where they are asked for.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut world = World::new(self.facts.brief());
        // Of a large brief the other thread draws the screen.
        world.alone = !self.facts.is_small();
        // Sampled figures belong in the document whether or not they have come up on the screen yet.
        let figures = numbers::derive_whole(&world);
        // Without today, as on the command line: the same brief gives the same bytes on every day.
        let report = &export::report(&world, &figures, None);
        let (source, templates, name) = (&self.name, &self.templates, &self.file);
        let files = if self.pictures {
            export::with_pictures(&world, &figures, report, source, templates, name)
        } else {
            let parts = export::Parts::new(&world, &figures, report);
            drop(figures);
            parts.markdown(world.brief, source, templates).map(|text| vec![(name.clone(), text)])
        };
        files.unwrap_or_else(|error| vec![(name.clone(), format!("The brief cannot be rendered: {error}\n"))])
    }

    /// The document. The words of the many findings of a large brief are not kept for it.
    pub fn markdown(&self) -> String {
        let facts = &self.facts;
        let mut world = World::new(facts.brief());
        // The other thread draws the screen, and each one more keeps memory of its own.
        world.alone = true;
        // Those of a large brief take room, so they go before the document is put together.
        let parts = {
            let (figures, report) = facts.for_paper(&world);
            export::Parts::new(&world, &figures, &report)
        };
        parts
            .markdown(facts.brief(), &self.name, &self.templates)
            .unwrap_or_else(|error| format!("The brief cannot be rendered: {error}\n"))
    }
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
