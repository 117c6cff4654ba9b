//! The user's own templates: every `NAME.j2` in the `templates` folder beside the configuration, by name. What they mean is
//! the export's business.

use std::collections::BTreeMap;
use std::fs;

use super::dirs::Dirs;
use super::error::Error;
use super::load;

/// Reads them; no folder means none. A template that cannot be read is an error, never left out in silence.
pub fn read(dirs: &Dirs) -> Result<BTreeMap<String, String>, Error> {
    let mut out = BTreeMap::new();
    let Ok(entries) = fs::read_dir(dirs.config.join("templates")) else { return Ok(out) };
    for path in entries.flatten().map(|e| e.path()) {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some(name) = name.strip_suffix(".j2") {
            out.insert(name.to_owned(), load::read(&path)?.body);
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_read_by_name_and_other_files_left_alone() {
        let root = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(root.path());
        assert!(read(&dirs).unwrap().is_empty());
        let folder = dirs.config.join("templates");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("5-changes.md.j2"), "## 5 Change list\n").unwrap();
        fs::write(folder.join("notes.txt"), "mine").unwrap();
        let all = read(&dirs).unwrap();
        assert_eq!(all.keys().map(String::as_str).collect::<Vec<_>>(), ["5-changes.md"]);
    }
}
