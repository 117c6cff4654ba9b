//! The page of keys is the table of keys.

use dsbench::tui::keymap::{BINDINGS, Context, Keymap};

/// Run with `DSBENCH_WRITE=1` to write the page again after a change of the table.
#[test]
fn the_page_of_keys_is_what_the_table_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/reference/keys.md");
    let page = Keymap::default().page();
    if std::env::var_os("DSBENCH_WRITE").is_some() {
        std::fs::write(path, &page).expect("reference/ is writable");
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(found == page, "reference/keys.md is stale: DSBENCH_WRITE=1 cargo test --test suite keymap");
}

/// The table of keys in the README: a row for each place, the first key of each binding that the footer shows.
fn overview() -> String {
    let map = Keymap::default();
    let mut out = String::from("| where | keys |\n|---|---|\n");
    for context in Context::ALL {
        let rows = BINDINGS.iter().filter(|b| b.context == *context && !b.short.is_empty());
        let keys: Vec<String> = rows
            .filter_map(|b| Some(format!("`{}` {}", map.key_of(&[*context], b.action)?.replace('|', "\\|"), b.short)))
            .collect();
        if !keys.is_empty() {
            out.push_str(&format!("| {} | {} |\n", context.title(), keys.join(", ")));
        }
    }
    out
}

#[test]
fn the_keys_in_the_readme_are_what_the_table_says() {
    const BEGIN: &str = "<!-- keys: written by DSBENCH_WRITE=1 cargo test --test suite keymap -->\n";
    const END: &str = "<!-- end of keys -->\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).expect("a README");
    let (before, rest) = readme.split_once(BEGIN).expect("the place for the keys");
    let (found, after) = rest.split_once(END).expect("the end of the keys");
    if std::env::var_os("DSBENCH_WRITE").is_some() {
        std::fs::write(path, format!("{before}{BEGIN}{}{END}{after}", overview())).expect("the README is writable");
        return;
    }
    assert!(found == overview(), "the README's keys are stale: DSBENCH_WRITE=1 cargo test --test suite keymap");
}
