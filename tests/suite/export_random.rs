//! What holds for the exported document of every brief: no text breaks out of it, and it follows from the decisions alone.

use dsbench::brief::{self, Brief, Edit, Value};
use dsbench::export::{self, Overrides, Standing};
use dsbench::findings;
use dsbench::numbers::{World, derive_in};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::properties::edited;
use crate::support::random::{Dice, places, text};

const EXAMPLE: &str = include_str!("../data/briefs/example.brief.toml");
const FULL: &str = include_str!("../data/briefs/full.brief.toml");

fn read(text: &str) -> Brief {
    brief::read(text).unwrap_or_else(|p| panic!("{}\nin\n{text}", p[0]))
}

fn render(brief: &Brief) -> String {
    let world = World::new(brief);
    let figures = derive_in(&world);
    let report = findings::check(&world, &figures, None);
    export::markdown(&world, &figures, &report, "test.brief.toml", &Overrides::new()).unwrap_or_else(|e| panic!("{e}"))
}

/// Every text field of a brief filled by somebody.
fn with_texts(brief: &Brief, mut fill: impl FnMut(f64, f64) -> String) -> Brief {
    fn inside(value: &mut Value, ty: &brief::Ty, field: &brief::Field, fill: &mut dyn FnMut(f64, f64) -> String) {
        match (ty, value) {
            (brief::Ty::Text, Value::String(text)) => *text = fill(field.lo, field.hi),
            (brief::Ty::List(of), Value::Array(list)) => list.iter_mut().for_each(|v| inside(v, of, field, fill)),
            (brief::Ty::Record(fields), Value::Table(table)) => {
                for (key, value) in table.iter_mut() {
                    if let Some(field) = fields.iter().find(|f| f.name == key) {
                        inside(value, &(field.ty)(), field, fill);
                    }
                }
            }
            _ => {}
        }
    }
    let mut out = brief.clone();
    for (path, field) in places(brief) {
        // Ids of steps are named by others.
        let Some(mut value) = brief.get(&path).filter(|_| field.name != "steps") else { continue };
        let before = value.clone();
        inside(&mut value, &(field.ty)(), field, &mut fill);
        if value != before {
            let _ = brief::apply(&mut out, &[Edit::set(path, value)]);
        }
    }
    out
}

/// What a reader of the markdown sees of its structure: blocks and links, without the words in them.
fn structure(document: &str) -> Vec<(String, String)> {
    let (_, body) = document.trim_start_matches("---\n").split_once("\n---\n").expect("front matter");
    let mut out: Vec<(String, String)> = Vec::new();
    let mut code = false;
    for (event, range) in Parser::new_ext(body, Options::all()).into_offset_iter() {
        let source = body[range].chars().take(400).collect::<String>();
        let mut push = |what: String| out.push((what, source.clone()));
        match event {
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {}
            Event::Start(Tag::CodeBlock(kind)) => {
                code = true;
                push(format!("code {kind:?}"));
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => push(format!("link {dest_url}")),
            Event::Start(tag) => push(format!("{tag:?}")),
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => code = false,
            Event::Html(html) | Event::InlineHtml(html) => push(format!("html {html}")),
            Event::Rule => push("rule".to_owned()),
            Event::TaskListMarker(_) => push("task".to_owned()),
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => push(format!("{event:?}")),
            // A diagram without what stands in its quotes.
            Event::Text(text) if code => {
                for line in text.lines() {
                    push(line.split('"').step_by(2).collect::<Vec<_>>().join("\"\""));
                }
            }
            _ => {}
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(1), max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_a_brief_breaks_out_of_the_document(seed: u64) {
        let dice = &mut Dice::new(seed);
        let source = read(if seed % 2 == 0 { FULL } else { EXAMPLE });
        let mut texts: Vec<String> = Vec::new();
        let nasty = with_texts(&source, |lo, hi| {
            // No two texts are equal, as equal ones may be said once; none is empty.
            let start = format!("x{}", texts.len());
            // It begins and ends with a letter: rules count what is left without blanks at the ends.
            texts.push(format!("{start}{}z", text(dice, lo, hi - start.len() as f64 - 1.0)));
            texts[texts.len() - 1].clone()
        });
        prop_assert!(texts.len() > 20, "only {} texts", texts.len());
        // The same lengths in plain letters, as rules count characters.
        let mut lengths = texts.iter().enumerate().map(|(i, t)| format!("{:y<1$}", format!("x{i}"), t.chars().count()));
        let tame = render(&with_texts(&source, |_, _| lengths.next().unwrap_or_default()));
        let wild = render(&nasty);
        let (wild_blocks, tame_blocks) = (structure(&wild), structure(&tame));
        let differs = wild_blocks.iter().zip(&tame_blocks).position(|(a, b)| a.0 != b.0);
        if let Some(at) = differs {
            let from = at.saturating_sub(3);
            prop_assert!(false, "block {at} differs:\n{:#?}\n{:#?}", &wild_blocks[from..=at], &tame_blocks[from..=at]);
        }
        prop_assert_eq!(wild_blocks.len(), tame_blocks.len(), "blocks at the end");
        for c in wild.chars() {
            prop_assert!(c == '\n' || !dsbench::tui::text::hidden(c), "{:?} is in the document", c);
        }
        let ours = matches!(export::standing(&wild), Standing::Ours { .. });
        prop_assert!(ours, "its own front matter is not recognised");
        prop_assert_eq!(render(&nasty), wild, "the same brief gave other bytes");
    }

    #[test]
    fn the_document_depends_on_the_decisions_alone(seed: u64) {
        let dice = &mut Dice::new(seed);
        let source = if seed % 2 == 0 { FULL } else { EXAMPLE };
        let (brief, done) = edited(dice, &read(source), 15);
        // The same decisions by another way: through the text as it is saved, with one remark more.
        let rewritten = brief::rewrite(source, &done).map_err(TestCaseError::fail)?;
        let again = read(&format!("# a remark\n{rewritten}"));
        let (saved, shown) = (render(&again), render(&brief));
        let differs = saved.lines().zip(shown.lines()).find(|(a, b)| a != b);
        prop_assert!(saved == shown, "after {done:?} the file gives\n{:?}", differs);
    }
}
