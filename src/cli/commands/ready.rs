//! Files of `reference/` that are made from tables of the program and printed as they stand: what a test does with one.

/// Holds a file against what it is made of, or with `UPDATE_DOCUMENTS` set writes it anew.
pub fn hold(made: &str, stands: &str, file: &str) {
    if std::env::var_os("UPDATE_DOCUMENTS").is_some() {
        std::fs::write(format!("{}/reference/{file}", env!("CARGO_MANIFEST_DIR")), made).unwrap();
    } else {
        assert!(made == stands, "reference/{file} is not what it would be made as now");
    }
}
