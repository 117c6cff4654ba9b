//! The front matter: the format, which brief a document comes from, and two hashes by which a stale or hand-edited document
//! is known. No program version and no date, so that the same brief always gives the same bytes.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::brief::Brief;
use crate::brief::record::record_value;

/// The format of the documents written.
pub const FORMAT: u32 = 1;

/// The hash of some text, short enough to read.
pub fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(16).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The hash of the decisions of a brief: comments and formatting do not count.
pub fn brief_hash(brief: &Brief) -> String {
    hash(&record_value(brief).to_string())
}

/// A body with its front matter.
pub fn wrap(brief: &Brief, source: &str, body: &str) -> String {
    let source: String = source.chars().filter(|c| !c.is_control() && *c != '"' && *c != '\\').collect();
    format!(
        "---\ndsbench: {FORMAT}\nsource: \"{source}\"\nbrief: {}\nbody: {}\n---\n\n{body}",
        brief_hash(brief),
        hash(body)
    )
}

/// A document without its front matter: what a reader is after.
pub fn unwrapped(document: &str) -> &str {
    let body = document.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    body.map_or(document, |(_, body)| body.trim_start_matches('\n'))
}

/// What stands on disk, as far as its front matter tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Written by this program and not touched since; the hash of the brief it came from, and its source.
    Ours { brief: String, source: String },
    /// Written by this program and edited by hand.
    Edited,
    /// Written by somebody else.
    Foreign,
}

/// The file a document says it was written from, and the hash of the brief at that time; nothing for other texts.
pub fn origin(text: &str) -> Option<(String, String)> {
    let text = text.replace("\r\n", "\n");
    let (front, _) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
    value(front, "dsbench:")?;
    Some((value(front, "source:").filter(|s| !s.is_empty())?, value(front, "brief:")?))
}

fn value(front: &str, key: &str) -> Option<String> {
    front.lines().find_map(|l| l.strip_prefix(key)).map(|v| v.trim().trim_matches('"').to_owned())
}

/// Judges a document by its front matter.
pub fn standing(text: &str) -> Standing {
    let text = text.replace("\r\n", "\n");
    let Some((front, body)) = text.strip_prefix("---\n").and_then(|t| t.split_once("\n---\n\n")) else {
        return Standing::Foreign;
    };
    let value = |key: &str| value(front, key);
    match (value("dsbench:"), value("brief:"), value("body:")) {
        (Some(_), Some(brief), Some(written)) if written == hash(body) => {
            Standing::Ours { brief, source: value("source:").unwrap_or_default() }
        }
        (Some(_), ..) => Standing::Edited,
        _ => Standing::Foreign,
    }
}
