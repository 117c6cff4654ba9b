//! Keys as text: `jj<cr>300ms<tab>`, in the notation people write keys in.

use dsbench::tui::key::{Key, sequence};

/// The keys of a text in the notation; a mistake in it fails the test that wrote it.
pub fn keys(text: &str) -> Vec<Key> {
    sequence(text).unwrap_or_else(|why| panic!("{why}"))
}

#[test]
fn names_and_characters_become_keys() {
    assert_eq!(keys("<tab>j<cr>").len(), 3);
}
