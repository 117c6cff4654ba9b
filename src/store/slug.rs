//! A name of a brief as a file name: nothing a shell, a URL or another file system stumbles over.

use std::path::Path;

/// Bytes; leaves room for an extension in the 255 that file systems allow.
const LONGEST: usize = 120;

/// The name of the document that is exported from a brief: `docs/Orders.brief.toml` gives `orders.md`.
pub fn document_name(brief: &Path) -> String {
    let name = brief.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(".toml").unwrap_or(&name);
    format!("{}.md", slug(stem.strip_suffix(".brief").unwrap_or(stem)))
}

/// Lower-case letters and digits of any script, the rest one hyphen each; `brief` where nothing is left.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        let combining_mark = matches!(c, '\u{300}'..='\u{36f}');
        if c.is_alphanumeric() {
            if out.len() + c.len_utf8() > LONGEST {
                break;
            }
            out.push(c);
        } else if !combining_mark && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    if out.is_empty() { "brief".into() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_file_names() {
        for (name, want) in [
            ("Orders & Payments v2", "orders-payments-v2"),
            ("../../etc/passwd", "etc-passwd"),
            ("  ", "brief"),
            ("..", "brief"),
            ("Größe", "größe"),
            ("a\u{1b}[31m\0b", "a-31m-b"),
            ("CON.", "con"),
        ] {
            assert_eq!(slug(name), want, "{name:?}");
        }
        assert!(slug(&"ß".repeat(500)).len() <= LONGEST);
    }
}
