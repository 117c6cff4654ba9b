//! Reading a brief for a command: the text, the brief, or every problem of the file as `FILE:LINE:COL: ...`.

use std::io;
use std::path::{Path, PathBuf};

use super::error::Failure;
use crate::brief::{self, Brief, Edit, Migrated, Problem};
use crate::export::{brief_hash, origin};
use crate::store::{self, Text, error::shown};

/// A brief with the text it came from.
#[derive(Debug)]
pub struct Loaded {
    /// The file, as the user named it.
    pub name: String,
    /// Its text.
    pub text: Text,
    /// What it says.
    pub brief: Brief,
    /// How an older file became what is read here; saving keeps a copy of it.
    pub migrated: Option<Migrated>,
}

/// Reads a brief; `-` is stdin.
pub fn load(path: &Path) -> Result<Loaded, Failure> {
    let (name, mut text) = if path == Path::new("-") {
        ("<stdin>".to_owned(), store::load::read_from(io::stdin().lock(), Path::new("<stdin>"))?)
    } else {
        (shown(path), store::load::read(path)?)
    };
    let migrated = brief::migrate(&text.body);
    if let Some(new) = &migrated {
        text.body.clone_from(&new.text);
    }
    match brief::read(&text.body) {
        Ok(brief) => Ok(Loaded { name, text, brief, migrated }),
        Err(problems) => Err(Failure::at(problems.iter().map(|p| line(&name, p)).collect())),
    }
}

/// Reads several briefs; the problems of all of them are reported together.
pub fn load_all<P: AsRef<Path>>(paths: &[P]) -> Result<Vec<Loaded>, Failure> {
    let mut loaded = Vec::new();
    let mut failure: Option<Failure> = None;
    for path in paths {
        match load(path.as_ref()) {
            Ok(one) => loaded.push(one),
            Err(e) => {
                let e = e.hints_once();
                failure = Some(match failure {
                    Some(f) => f.and(e),
                    None => e,
                });
            }
        }
    }
    failure.map_or(Ok(loaded), Err)
}

impl Failure {
    /// Hints of several files would stand far from what they are about: they join their line.
    fn hints_once(mut self) -> Self {
        if let (Some(last), false) = (self.lines.last_mut(), self.hints.is_empty()) {
            last.push_str("; ");
            last.push_str(&self.hints.join("; "));
            self.hints.clear();
        }
        self
    }
}

/// One problem in one line. A problem without a place in the text names the file alone.
pub fn line(name: &str, problem: &Problem) -> String {
    if problem.line > 0 { format!("{name}:{problem}") } else { format!("{name}: {problem}") }
}

impl Loaded {
    /// The brief and its text with some edits; nothing is written. The error names what does not fit.
    pub fn edited(&self, edits: &[Edit]) -> Result<Self, Failure> {
        let body = brief::rewrite(&self.text.body, edits).map_err(Failure::new)?;
        match brief::read(&body) {
            Ok(brief) => Ok(Self {
                name: self.name.clone(),
                text: Text { body, ..self.text.clone() },
                brief,
                migrated: self.migrated.clone(),
            }),
            Err(problems) => Err(Failure::at(problems.iter().map(|p| format!("{}: {p}", self.name)).collect())),
        }
    }

    /// Writes the text to its file, whose line ends it keeps, unless another program has changed the file meanwhile.
    pub fn save(&self, path: &Path) -> Result<(), Failure> {
        let there = store::load::read(path)?;
        if there.hash != self.text.hash {
            return Err(store::Error::Changed { path: path.into() }.into());
        }
        if self.migrated.is_some() {
            store::backup(path, &there.encode(&there.body))?;
        }
        Ok(store::write_atomic(path, &self.text.encode(&self.text.body))?)
    }
}

/// The brief behind a path: the path itself, or the brief that an exported document says it was written from.
#[derive(Debug)]
pub struct Behind {
    /// The brief's file.
    pub path: PathBuf,
    /// The hash of the brief that the document was written from.
    written_from: Option<String>,
}

impl Behind {
    /// Finds the brief of an exported document beside it, above it, or where the user stands. Other paths are taken as they are.
    pub fn of(path: &Path) -> Result<Self, Failure> {
        if path.extension().is_none_or(|e| e != "md") {
            return Ok(Self { path: path.into(), written_from: None });
        }
        let text = store::load::read(path)?;
        let Some((source, hash)) = origin(&text.body) else {
            return Err(store::Error::NotExported { path: path.into() }.into());
        };
        match store::brief_of(path, &source) {
            Some(path) => Ok(Self { path, written_from: Some(hash) }),
            None => Err(store::Error::NoBrief { path: path.into(), brief: source }.into()),
        }
    }

    /// What to say when the brief has changed since the document was written.
    pub fn changed(&self, brief: &Brief) -> Option<&'static str> {
        let same = self.written_from.as_ref().is_none_or(|hash| *hash == brief_hash(brief));
        (!same).then_some("The brief has changed since the document was written; this looks at the brief as it is now.")
    }
}

/// A file that is to be changed has to be one.
pub fn not_stdin(path: &Path) -> Result<(), Failure> {
    if path == Path::new("-") {
        return Err(Failure::new("this command changes the brief, so it has to be a file, not -"));
    }
    Ok(())
}
