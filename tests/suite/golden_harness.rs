//! The replay of published figures judges by its own rules: tolerance, shapes, and the list of what is pending.

#[path = "../golden/case.rs"]
mod case;
#[path = "../golden/pending.rs"]
mod pending;

use std::collections::BTreeSet;

/// One case whose `expect` and tolerance are given, compared with computed values.
fn judge(tolerance: &str, expect: &str, got: &str) -> Result<(), String> {
    let text = format!(
        "[[case]]\nid = 'x'\nkind = 'k'\ntolerance = {{ {tolerance} }}\n[case.inputs]\n[case.expect]\n{expect}\n"
    );
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let file = folder.path().join("x.toml");
    std::fs::write(&file, text).map_err(|e| e.to_string())?;
    let cases = case::read(&file)?;
    assert_eq!((cases[0].id.as_str(), cases[0].kind.as_str()), ("x", "k"));
    assert!(cases[0].inputs.is_empty() && cases[0].malformed.is_none());
    cases[0].compare(&got.parse().map_err(|e: toml::de::Error| e.to_string())?)
}

#[test]
fn a_float_passes_within_the_larger_of_both_tolerances() {
    assert!(judge("rel = 0.01", "a = 100.0", "a = 101.0").is_ok());
    assert!(judge("rel = 0.01", "a = 100.0", "a = 101.1").is_err());
    assert!(judge("abs = 2.0, rel = 0.01", "a = 100.0", "a = 98.0").is_ok());
    assert!(judge("rel = 0.01", "a = 0.0", "a = 1e-12").is_err());
    assert!(judge("exact = true", "a = 0.5", "a = 0.5000000001").is_err());
    assert!(judge("rel = 0.5", "a = 1.0", "a = nan").is_err());
    assert!(judge("rel = 0.5", "a = 1.0", "a = inf").is_err());
}

#[test]
fn whole_numbers_words_and_truths_are_always_exact() {
    assert!(judge("rel = 0.5", "a = 100", "a = 101").is_err());
    assert!(judge("rel = 0.5", "a = 100", "a = 100.0").is_ok());
    assert!(judge("rel = 0.5", "a = 100", "a = 100.5").is_err());
    assert!(judge("rel = 0.5", "a = 'page'", "a = 'ticket'").is_err());
    assert!(judge("rel = 0.5", "a = true", "a = false").is_err());
    assert!(judge("rel = 0.5", "a = [1, 2]", "a = [1, 3]").is_err());
}

#[test]
fn lists_compare_element_by_element_and_missing_keys_are_off() {
    assert!(judge("rel = 0.01", "a = [1.0, 2.0]", "a = [1.001, 2.001]").is_ok());
    assert!(judge("rel = 0.01", "a = [1.0, 2.0]", "a = [1.0]").is_err());
    assert!(judge("rel = 0.01", "a = [1.0, 2.0]", "a = [1.0, 2.1]").is_err());
    let said = judge("rel = 0.01", "a = 1.0\nb = 2.0", "a = 5.0").unwrap_err();
    assert!(said.contains("a got 5.0, want 1.0") && said.contains("b got nothing, want 2.0"), "{said}");
    assert!(judge("rel = 0.01", "a = 1.0", "a = 'much'").is_err());
}

#[test]
fn a_case_of_another_shape_is_malformed_and_does_not_stop_the_rest() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("x.toml");
    std::fs::write(&file, "[[case]]\nid = 3\n[[case]]\nid = 'b'\nkind = 'k'\n").expect("a file");
    let cases = case::read(&file).expect("cases");
    assert_eq!(cases.len(), 2);
    assert_eq!(cases[0].malformed.as_deref(), Some("has no id, no kind, no tolerance, no inputs, no expect"));
    assert_eq!(cases[1].malformed.as_deref(), Some("has no tolerance, no inputs, no expect"));
    assert!(case::read(folder.path()).is_err(), "a folder is no file");
    std::fs::write(&file, "case = 4").expect("a file");
    assert!(case::read(&file).is_err());
}

#[test]
fn the_pending_list_may_only_shrink() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pending.txt");
    let set = |kinds: &[&str]| kinds.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert!(pending::read(&file).complaints(&set(&["a"]), Some(&set(&["a"]))).is_empty(), "no file is fine");
    std::fs::write(&file, "# why\na # soon\nb\n").expect("a file");
    let list = pending::read(&file);
    assert_eq!(list.kinds, set(&["a", "b"]));
    assert!(list.complaints(&set(&[]), Some(&set(&["a", "b"]))).is_empty());
    assert_eq!(list.complaints(&set(&["a"]), Some(&set(&["a", "b"]))).len(), 1);
    assert_eq!(list.complaints(&set(&[]), Some(&set(&["a"]))).len(), 1, "b is of no case");
    assert!(list.complaints(&set(&[]), None).is_empty(), "a filter leaves cases out");
    std::fs::write(&file, "# nothing left\n").expect("a file");
    assert_eq!(pending::read(&file).complaints(&set(&[]), None).len(), 1, "an empty list must go");
}
