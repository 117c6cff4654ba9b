//! Where the program keeps what is not a brief. The only place that reads environment variables for it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::error::Error;

/// Overrides the folder of journals, locks, recent files and marks.
pub const STATE_VARIABLE: &str = "DSBENCH_STATE_DIR";
/// Overrides the folder of `config.toml`.
pub const CONFIG_VARIABLE: &str = "DSBENCH_CONFIG_DIR";

/// The two folders; neither need exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dirs {
    pub state: PathBuf,
    pub config: PathBuf,
}

impl Dirs {
    /// From the environment, else where the platform keeps such things (`~/.local/state/dsbench`,
    /// `~/.config/dsbench`).
    ///
    /// # Errors
    /// `Error::NoHome` when neither the variable nor a home folder is known.
    pub fn from_env() -> Result<Self, Error> {
        let platform = ProjectDirs::from("", "", "dsbench");
        let state = platform.as_ref().map(|p| p.state_dir().unwrap_or(p.data_local_dir()));
        let config = platform.as_ref().map(ProjectDirs::config_dir);
        Self::choose(std::env::var_os(STATE_VARIABLE), state, std::env::var_os(CONFIG_VARIABLE), config)
    }

    /// Both folders below one, as tests and the demo want it.
    pub fn below(root: &Path) -> Self {
        Self { state: root.join("state"), config: root.join("config") }
    }

    fn choose(
        state_set: Option<OsString>,
        state: Option<&Path>,
        config_set: Option<OsString>,
        config: Option<&Path>,
    ) -> Result<Self, Error> {
        let pick = |set: Option<OsString>, platform: Option<&Path>| match set {
            Some(dir) if !dir.is_empty() => Some(std::path::absolute(&dir).unwrap_or_else(|_| dir.into())),
            _ => platform.map(Path::to_path_buf),
        };
        let missing = |what, variable| Error::NoHome { what, variable };
        Ok(Self {
            state: pick(state_set, state).ok_or_else(|| missing("the journal", STATE_VARIABLE))?,
            config: pick(config_set, config).ok_or_else(|| missing("the configuration", CONFIG_VARIABLE))?,
        })
    }

    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    /// A folder below the state folder, made if need be, for the owner's eyes only: journals hold what briefs hold.
    pub(crate) fn ensure(&self, name: &str) -> Result<PathBuf, Error> {
        let dir = self.state.join(name);
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt;
            builder.mode(0o700);
        }
        builder.create(&dir).map_err(|e| Error::io("make the folder", &dir, e))?;
        Ok(dir)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_wins_an_empty_one_does_not_count() {
        let p = Some(Path::new("/platform"));
        let d = Dirs::choose(Some("/mine".into()), p, Some("".into()), p).unwrap();
        assert_eq!(d, Dirs { state: "/mine".into(), config: "/platform".into() });
    }

    #[test]
    fn without_a_home_the_hint_names_the_variable() {
        let e = Dirs::choose(None, None, None, None).unwrap_err();
        assert!(e.hint().contains(STATE_VARIABLE), "{}", e.hint());
    }
}
