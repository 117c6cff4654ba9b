//! What the parts of a document are made of, and what they have said of the brief so far: every cell notes its field, so that
//! what no table has a place for can be said at the end of its part, and nothing is said twice.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::Beside;
use crate::brief::field_at;
use crate::findings::Report;
use crate::findings::required::Required;
use crate::numbers::{Figure, World};

/// Everything a part may look at.
pub struct Source<'a> {
    /// The brief.
    pub world: &'a World<'a>,
    /// Its numbers.
    pub figures: &'a [Figure],
    /// Its findings.
    pub report: &'a Report,
    /// What an honest brief states.
    pub required: &'a [Required],
    /// Pictures that stand beside the document.
    pub pictures: &'a [Beside],
    /// The fields of `required` that are not stated.
    unmet: HashSet<&'a str>,
    /// The fields that a part has spoken of.
    said: RefCell<HashMap<String, Said, foldhash::fast::RandomState>>,
}

/// How much of a field or a table stands in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Nothing of it.
    Nothing,
    /// Something inside it.
    Part,
    /// All of it.
    Whole,
}

impl<'a> Source<'a> {
    /// Before any part was made.
    pub fn new(
        world: &'a World<'a>,
        figures: &'a [Figure],
        report: &'a Report,
        required: &'a [Required],
        pictures: &'a [Beside],
    ) -> Self {
        let unmet = required.iter().filter(|r| !r.met).map(|r| r.path.as_str()).collect();
        Self { world, figures, report, required, pictures, unmet, said: RefCell::default() }
    }

    /// Notes that the document speaks of this field or of everything in this table.
    pub fn say(&self, path: &str) {
        let mut said = self.said.borrow_mut();
        if said.insert(path.to_owned(), Said::Whole).is_some() {
            return;
        }
        let mut above = path;
        while let Some(dot) = above.rfind('.') {
            above = &above[..dot];
            if said.contains_key(above) {
                break;
            }
            said.insert(above.to_owned(), Said::Part);
        }
    }

    /// The same of a list that has rows of its own. An empty one has none, and is said like a field that no table has.
    pub fn say_rows<T>(&self, path: &str, rows: Option<&Vec<T>>) {
        if rows.is_some_and(|rows| !rows.is_empty()) {
            self.say(path);
        }
    }

    /// How much of a field or a table stands in the document; what stands above it is the caller's to ask about.
    pub fn said(&self, path: &str) -> Said {
        self.said.borrow().get(path).copied().unwrap_or(Said::Nothing)
    }

    /// Whether an honest brief states this field and this one does not. The first field of a table stands for the table.
    pub fn wants(&self, path: &str) -> bool {
        let first = |(above, name): (&str, &str)| {
            let fields = || field_at(above).and_then(|f| (f.ty)().fields());
            self.unmet.contains(above) && fields().and_then(<[_]>::first).is_some_and(|f| f.name == name)
        };
        self.unmet.contains(path) || path.rsplit_once('.').is_some_and(first)
    }
}
