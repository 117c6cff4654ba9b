//! The page of keys is the table of keys.

use dsbench::tui::keymap::Keymap;

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
