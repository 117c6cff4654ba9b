//! The pages on screen: the must-read documents first, then every page of the reference, shelf by shelf.

use super::rows::Page;
use crate::reference::{self, PAGES};

/// What has to be read, in the order of its tiers.
const MUST_READ: [&str; 3] = ["compact-mcp-list", "web-research", "sourcegraph"];

/// Every page; those in `read` no longer carry the unread mark. Only must-read pages are ever unread.
pub fn all(read: &[String]) -> Vec<Page> {
    let page = |p: &'static reference::Page, must: bool| Page {
        name: p.path.to_owned(),
        title: match p.kind() {
            "" => p.title().to_owned(),
            _ if must => p.title().to_owned(),
            _ => format!("{} {}", p.name(), p.title()),
        },
        shelf: if must { "must read".to_owned() } else { shelf(p.kind()).to_owned() },
        text: p.text,
        unread: must && !read.iter().any(|r| r == p.path),
    };
    let must: Vec<&'static reference::Page> = MUST_READ.iter().filter_map(|name| reference::page(name)).collect();
    let rest = PAGES.iter().filter(|p| !must.iter().any(|m| m.path == p.path)).map(|p| page(p, false));
    must.iter().map(|p| page(p, true)).chain(rest).collect()
}

fn shelf(kind: &'static str) -> &'static str {
    match kind {
        "" => "general",
        "trees" => "diagnosis",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn must_read_pages_come_first_and_lose_their_mark_when_read() {
        let pages = all(&[]);
        assert_eq!(pages.iter().filter(|p| p.unread).count(), MUST_READ.len());
        assert!(pages[..MUST_READ.len()].iter().all(|p| p.unread && p.shelf == "must read"));
        let read: Vec<String> = pages.iter().map(|p| p.name.clone()).collect();
        assert!(all(&read).iter().all(|p| !p.unread));
        assert_eq!(pages.len(), PAGES.len());
    }
}
