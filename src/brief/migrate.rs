//! Older formats to the present one, one step at a time, as a change of the text that leaves comments alone. Whoever reads a
//! file through here keeps a copy of the old one before it writes.

use toml_edit::{DocumentMut, Item};

use super::read::SCHEMA;

/// A step from one version to the next.
struct Step {
    from: u64,
    /// What it does, in words.
    what: &'static str,
    run: fn(&mut DocumentMut),
}

/// Every step, oldest first. Version 0 is what drafts carried before the format had a number; its tables are those of 1.
static STEPS: [Step; 1] = [Step { from: 0, what: "the format has a number", run: numbered }];

fn numbered(_: &mut DocumentMut) {}

/// A text brought to the present version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migrated {
    /// The text as it reads now.
    pub text: String,
    /// The version it had.
    pub from: u64,
    /// What was done, in words.
    pub steps: Vec<&'static str>,
}

/// Brings an older text to the present version; nothing when it is not older, or not TOML at all.
pub fn migrate(text: &str) -> Option<Migrated> {
    // Only a file that says so is older, and most say 1: no need to parse those twice.
    let line = text.lines().find(|l| l.trim_start().starts_with("schema"))?;
    let from: u64 = line.split_once('=')?.1.split('#').next()?.trim().parse().ok()?;
    if from >= SCHEMA {
        return None;
    }
    let mut doc: DocumentMut = text.parse().ok()?;
    let mut steps = Vec::new();
    for step in STEPS.iter().filter(|s| s.from >= from) {
        (step.run)(&mut doc);
        steps.push(step.what);
    }
    if let Some(Item::Value(version)) = doc.get_mut("schema") {
        let decor = version.decor().clone();
        *version = i64::try_from(SCHEMA).ok()?.into();
        *version.decor_mut() = decor;
    }
    Some(Migrated { text: doc.to_string(), from, steps })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_file_reads_as_the_present_one_with_its_comments() {
        let old = "# mine\nschema = 0 # old\n\n[brief]\ntitle = \"A\" # kept\n";
        let new = migrate(old).unwrap();
        assert_eq!(new.text, old.replace("schema = 0", "schema = 1"));
        assert_eq!((new.from, new.steps.len()), (0, 1));
        crate::brief::read(&new.text).unwrap();
        assert!(crate::brief::read(old).is_err());
    }

    #[test]
    fn a_present_or_newer_file_is_left_alone() {
        assert_eq!(migrate("schema = 1\n"), None);
        assert_eq!(migrate("schema = 9\n"), None);
        assert_eq!(migrate("[brief]\ntitle = \"schema = 0\"\n"), None);
    }

    #[test]
    fn the_steps_lead_to_the_present_version_without_a_gap() {
        let from: Vec<u64> = STEPS.iter().map(|s| s.from).collect();
        assert_eq!(from, (0..SCHEMA).collect::<Vec<_>>());
    }
}
