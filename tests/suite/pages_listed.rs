//! Every page of `reference/` is in the table that the program carries, and nothing else is.

use std::path::Path;

#[test]
fn the_table_of_pages_is_the_folder() {
    fn walk(dir: &Path, root: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(dir).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, root, found);
            } else if let Some(name) = path.strip_prefix(root).unwrap().to_str().unwrap().strip_suffix(".md") {
                found.push(name.to_owned());
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("reference");
    let mut found = Vec::new();
    walk(&root, &root, &mut found);
    let listed: Vec<&str> = dsbench::reference::PAGES.iter().map(|p| p.path).collect();
    let missing: Vec<&String> = found.iter().filter(|f| !listed.contains(&f.as_str())).collect();
    assert!(missing.is_empty(), "in reference/ but not in src/reference.rs: {missing:?}");
    assert_eq!(found.len(), listed.len(), "src/reference.rs lists a page twice");
}

#[test]
fn pages_have_titles_and_are_found_by_name() {
    for page in dsbench::reference::PAGES {
        assert!(!page.title().is_empty(), "{}: no title", page.path);
        assert!(dsbench::reference::page(page.path).is_some_and(|p| p == page), "{}", page.path);
    }
    let page = dsbench::reference::page("d20").unwrap();
    assert_eq!((page.path, page.title()), ("numbers/D20", "Worst-case amplification"));
    assert!(page.section("Assumes").unwrap().starts_with("- Every attempt"));
    assert_eq!(page.section("Nothing"), None);
}
