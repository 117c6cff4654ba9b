//! The brief as a text to read: what the preview shows.

use super::Session;

/// The text of the file, as markdown.
pub fn markdown(session: &Session) -> String {
    format!("```toml\n{}\n```\n", session.doc.text().trim_end())
}
