//! The house rules that no type can hold: forbidden imports, file lengths, one terminal crate.

#[test]
fn the_lock_file_holds_one_crossterm_and_one_ratatui() {
    let lock = include_str!("../../Cargo.lock");
    for name in ["crossterm", "ratatui"] {
        let n = lock.matches(&format!("name = \"{name}\"\n")).count();
        assert_eq!(n, 1, "{name} stands {n} times in Cargo.lock: two versions race for the event queue");
    }
}
