//! The brief that an exported document was written from: looked for beside the document, above it, and where the user stands.

use std::path::{Component, Path, PathBuf};

/// Finds the file of that name. What a document says is data: only the name in it counts, never a folder.
pub fn brief_of(document: &Path, source: &str) -> Option<PathBuf> {
    let name = Path::new(source).file_name()?;
    let folder = document.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let near = [folder.to_path_buf(), folder.join(".."), PathBuf::from(".")];
    near.iter().map(|f| f.join(name)).find(|p| p.is_file()).map(|p| tidy(&p))
}

/// Without a leading `./`, and with `docs/..` taken together.
fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_name_is_found_near_the_document_and_a_folder_in_it_leads_nowhere() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("docs/deep")).unwrap();
        fs::write(dir.path().join("a.brief.toml"), "").unwrap();
        let document = dir.path().join("docs/a.md");
        assert_eq!(brief_of(&document, "a.brief.toml"), Some(dir.path().join("a.brief.toml")));
        assert_eq!(brief_of(&document, "/etc/a.brief.toml"), Some(dir.path().join("a.brief.toml")));
        assert_eq!(brief_of(&dir.path().join("docs/deep/a.md"), "a.brief.toml"), None);
        assert_eq!(brief_of(&document, ".."), None);
    }
}
