//! Small JSON files below the state folder. They are conveniences: one that cannot be read counts as empty and is
//! reported, never a reason not to start.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::atomic::write_atomic;
use super::dirs::Dirs;
use super::error::Error;
use super::load::bytes;

const LIMIT: u64 = 1 << 20;

/// The content of `STATE/NAME`, or the default with the reason.
pub(crate) fn load<T: DeserializeOwned + Default>(dirs: &Dirs, name: &str) -> (T, Option<Error>) {
    match parse(&dirs.state.join(name)) {
        Ok(value) => (value, None),
        Err(e) if e.is_missing() => (T::default(), None),
        Err(e) => (T::default(), Some(e)),
    }
}

fn parse<T: DeserializeOwned>(path: &Path) -> Result<T, Error> {
    let bytes = bytes(path, LIMIT)?;
    serde_json::from_slice(&bytes).map_err(|e| Error::Broken { path: path.into(), why: e.to_string() })
}

pub(crate) fn save<T: Serialize>(dirs: &Dirs, name: &str, value: &T) -> Result<(), Error> {
    let path = dirs.ensure("")?.join(name);
    let mut text =
        serde_json::to_string_pretty(value).map_err(|e| Error::Broken { path: path.clone(), why: e.to_string() })?;
    text.push('\n');
    write_atomic(&path, text.as_bytes())
}
