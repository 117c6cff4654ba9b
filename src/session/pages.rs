//! The pages to read: the must-read documents first, then the keys. Compiled in, so that the program is one file.

use super::rows::Page;

const PAGES: &[(&str, &str, &str, &str)] = &[
    (
        "compact-mcp-list",
        "Which tool for which question (tier 1)",
        "must read",
        include_str!("../../reference/compact-mcp-list.md"),
    ),
    (
        "web-research",
        "Web research (tier 2)",
        "must read",
        include_str!("../../reference/mcps-by-category/web-research.md"),
    ),
    (
        "sourcegraph",
        "Searching code with Sourcegraph (tier 3)",
        "must read",
        include_str!("../../reference/mcp-deep-dives/sourcegraph.md"),
    ),
    ("keys", "Keys", "program", include_str!("../../reference/keys.md")),
];

/// Every page; those in `read` no longer carry the unread mark. Only must-read pages are ever unread.
pub fn all(read: &[String]) -> Vec<Page> {
    PAGES
        .iter()
        .map(|(name, title, shelf, text)| Page {
            name: (*name).to_owned(),
            title: (*title).to_owned(),
            shelf: (*shelf).to_owned(),
            text,
            unread: *shelf == "must read" && !read.iter().any(|r| r == name),
        })
        .collect()
}
