//! The files that changes name, looked for in the repository the brief stands in. Only whether they are there is looked at;
//! nothing is opened, and nothing outside the repository is looked for.

use std::path::{Component, Path, PathBuf};

use crate::brief::{Brief, is_id};

/// A file that a change names and that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The id of the change.
    pub change: String,
    /// As it is written there.
    pub target: String,
}

/// A file that a change names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The id of the change.
    pub change: String,
    /// As it is written there.
    pub target: String,
    /// Whether it is there.
    pub there: bool,
}

/// Every file that the changes of a brief name. Services, datasets and settings are targets, too, and no files.
pub fn files(path: &Path, brief: &Brief) -> Vec<Named> {
    let root = root(path);
    let mut out = Vec::new();
    for (id, change) in &brief.change {
        for target in change.target.iter().flatten() {
            let Some(file) = file(target, brief) else { continue };
            let there = within(file) && root.join(file).symlink_metadata().is_ok();
            out.push(Named { change: id.to_string(), target: target.clone(), there });
        }
    }
    out
}

/// Those that are not there.
pub fn missing(path: &Path, brief: &Brief) -> Vec<Missing> {
    files(path, brief)
        .into_iter()
        .filter(|f| !f.there)
        .map(|f| Missing { change: f.change, target: f.target })
        .collect()
}

/// Whether the brief stands in a repository, so that a file that is not there is worth a word unasked.
pub fn in_repository(path: &Path) -> bool {
    repository(&folder(path)).is_some()
}

/// The nearest folder above the brief that holds a repository, else the brief's own.
fn root(path: &Path) -> PathBuf {
    let folder = folder(path);
    repository(&folder).map_or(folder.clone(), Path::to_path_buf)
}

fn folder(path: &Path) -> PathBuf {
    let whole = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    whole.parent().unwrap_or(Path::new(".")).to_path_buf()
}

fn repository(folder: &Path) -> Option<&Path> {
    let holds = |dir: &&Path| [".git", ".hg", ".jj", ".svn"].iter().any(|name| dir.join(name).exists());
    folder.ancestors().find(holds)
}

/// The file that a target names: it has a folder or an ending, and is neither an entity nor a field of the brief. A line
/// number behind it does not count.
fn file<'a>(target: &'a str, brief: &Brief) -> Option<&'a str> {
    let target = target.trim();
    let file = match target.rsplit_once(':') {
        Some((file, line)) if !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit()) => file,
        _ => target,
    };
    if file.is_empty() || file.contains(char::is_whitespace) || file.contains('*') || file.contains("://") {
        return None;
    }
    // `services/payments` is a folder, `dataset.orders.rpo` a field, `server.timeout` most likely a setting.
    if crate::brief::field_at(file).is_some() || brief.has(file) {
        return None;
    }
    let last = file.rsplit('/').next().unwrap_or(file);
    let ending = last.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, e)| e);
    let known = ending.is_some_and(|e| ENDINGS.contains(&e.to_ascii_lowercase().as_str()));
    let folder = file.contains('/') && !brief.region.keys().any(|r| file.starts_with(&format!("{r}/")));
    (known || (folder && !(is_id(last) && brief.service.contains_key(last)))).then_some(file)
}

/// Endings that make a name without a folder a file.
const ENDINGS: [&str; 32] = [
    "rs", "go", "java", "kt", "scala", "py", "rb", "js", "ts", "tsx", "c", "h", "cc", "cpp", "cs", "ex", "erl", "php",
    "swift", "sql", "proto", "toml", "yaml", "yml", "json", "tf", "hcl", "conf", "cfg", "ini", "md", "sh",
];

fn within(file: &str) -> bool {
    Path::new(file).components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn files_are_told_from_services_and_settings_and_looked_for_in_the_repository() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join(".git")).unwrap();
        fs::create_dir_all(dir.path().join("src")).unwrap();
        fs::create_dir_all(dir.path().join("design")).unwrap();
        fs::write(dir.path().join("src/pay.rs"), "").unwrap();
        let text = "schema = 1\n[service.orders]\nowner = \"x\"\n[dataset.d]\nclass = \"log\"\n[change.c]\n\
                    target = [\"src/pay.rs\", \"src/pay.rs:12\", \"src/gone.rs\", \"orders\", \"dataset.d.rpo\", \"server.timeout\", \
                    \"values.yaml\", \"../../etc/passwd\", \"https://x/y.md\", \"the whole fleet\"]\n";
        let brief = crate::brief::read(text).unwrap();
        let path = dir.path().join("design/a.brief.toml");
        fs::write(&path, text).unwrap();
        let gone: Vec<String> = missing(&path, &brief).into_iter().map(|m| m.target).collect();
        assert_eq!(
            gone,
            ["src/gone.rs", "values.yaml", "../../etc/passwd"],
            "nothing outside the repository is looked for"
        );
        assert_eq!(files(&path, &brief).iter().filter(|f| f.there).count(), 2);
    }
}
