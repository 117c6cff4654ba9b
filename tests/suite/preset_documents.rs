//! The documents of the presets, as they would stand in `docs/`: checked in, so that a change of their words is seen in a
//! review. `UPDATE_DOCUMENTS=1 cargo test --test suite preset_documents` writes them anew.

use std::fs;
use std::path::Path;

use dsbench::export::{self, Overrides};
use dsbench::numbers::{World, derive_whole};
use dsbench::{brief, findings};

#[test]
fn each_preset_gives_the_document_that_is_checked_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = root.join("tests/data/documents");
    let update = std::env::var_os("UPDATE_DOCUMENTS").is_some();
    let mut presets: Vec<_> =
        fs::read_dir(root.join("templates/presets")).unwrap().flatten().map(|e| e.path()).collect();
    presets.sort();
    assert!(presets.len() >= 3, "only {} presets", presets.len());
    let mut wrong = Vec::new();
    for path in presets {
        let source = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let brief = brief::read(&text).unwrap_or_else(|p| panic!("{source}: {}", p[0]));
        let world = World::new(&brief);
        let figures = derive_whole(&world);
        let report = findings::check(&world, &figures, None);
        let document = export::markdown(&world, &figures, &report, &source, &Overrides::new()).unwrap();
        let target = out.join(source.replace(".brief.toml", ".md"));
        if update {
            fs::create_dir_all(&out).unwrap();
            fs::write(&target, &document).unwrap();
        } else if fs::read_to_string(&target).unwrap_or_default().replace("\r\n", "\n") != document {
            wrong.push(target.display().to_string());
        }
    }
    assert!(
        wrong.is_empty(),
        "other documents than those checked in (UPDATE_DOCUMENTS=1 writes them):\n{}",
        wrong.join("\n")
    );
}
