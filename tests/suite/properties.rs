//! What holds for every brief that the model can express: it reads back as it was written, an edit changes only what it
//! names, and what the session accepts can be opened again.

use dsbench::brief::{self, Brief, Edit};
use dsbench::export;
use proptest::prelude::*;

use crate::support::random::{Dice, places, value};

const EXAMPLE: &str = include_str!("../data/briefs/example.brief.toml");
const FULL: &str = include_str!("../data/briefs/full.brief.toml");

fn read(text: &str) -> Brief {
    brief::read(text).unwrap_or_else(|p| panic!("{}\nin\n{text}", p[0]))
}

/// An edit at random that a brief takes: a value set or taken away, an entity added, renamed or removed.
fn edit(dice: &mut Dice, brief: &Brief) -> Option<Edit> {
    let all = places(brief);
    let entities: Vec<&str> =
        ["goal", "workload", "slo", "failure", "dataset", "service", "call", "queue", "lock", "change"].to_vec();
    match dice.below(12) {
        0 => {
            let kind = dice.pick(&entities);
            Some(Edit::create(format!("{kind}.new-{}", dice.below(100))))
        }
        1 => {
            let kind = dice.pick(&entities);
            let ids = brief::links::ids(brief, kind);
            let id = (!ids.is_empty()).then(|| dice.pick(&ids).clone())?;
            Some(Edit::Rename { path: format!("{kind}.{id}"), to: format!("named-{}", dice.below(100)) })
        }
        2 => {
            let kind = dice.pick(&entities);
            let ids = brief::links::ids(brief, kind);
            let id = (!ids.is_empty()).then(|| dice.pick(&ids).clone())?;
            Some(Edit::unset(format!("{kind}.{id}")))
        }
        3 => Some(Edit::unset(dice.pick(&all).0.clone())),
        _ => {
            let (path, field) = dice.pick(&all);
            Some(Edit::set(path.clone(), value(dice, brief, path, field)?))
        }
    }
}

/// Applies edits at random as a session would: what would leave a file that cannot be read is taken back.
pub fn edited(dice: &mut Dice, start: &Brief, rounds: usize) -> (Brief, Vec<Edit>) {
    let mut now = start.clone();
    let mut done = Vec::new();
    for _ in 0..rounds {
        let Some(edit) = edit(dice, &now) else { continue };
        let list = [edit];
        let Ok(back) = brief::apply(&mut now, &list) else { continue };
        if brief::misfits(&now, &list).is_empty() {
            done.extend(list);
        } else {
            brief::apply(&mut now, &back).unwrap_or_else(|p| panic!("no way back from {list:?}: {}", p[0]));
        }
    }
    (now, done)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(1), max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn a_brief_that_is_printed_reads_back_as_it_was(seed: u64) {
        let dice = &mut Dice::new(seed);
        let (brief, done) = edited(dice, &read(if seed % 2 == 0 { FULL } else { EXAMPLE }), 60);
        prop_assert!(done.len() > 10, "only {} edits fitted", done.len());
        let printed = toml::to_string(&brief::record::record_value(&brief)).expect("a brief is TOML");
        let again = brief::read(&printed).map_err(|p| TestCaseError::fail(format!("{}\nafter {done:?}", p[0])))?;
        prop_assert!(again == brief, "a value changed on the way, after {done:?}");
        prop_assert_eq!(export::brief_hash(&again), export::brief_hash(&brief));
    }

    #[test]
    fn edits_of_the_text_and_of_the_types_agree_and_can_be_taken_back(seed: u64) {
        let dice = &mut Dice::new(seed);
        let source = if seed % 2 == 0 { FULL } else { EXAMPLE };
        let mut now = read(source);
        let (_, all) = edited(dice, &now, 25);
        let start = now.clone();
        let mut undo = Vec::new();
        for edit in &all {
            let mut back = brief::apply(&mut now, std::slice::from_ref(edit)).expect("it went through before");
            back.extend(undo);
            undo = back;
        }
        let rewritten = brief::rewrite(source, &all).map_err(|e| TestCaseError::fail(format!("{e} in {all:?}")))?;
        let again = brief::read(&rewritten);
        let again = again.map_err(|p| TestCaseError::fail(format!("{}\nafter {all:?}\nin\n{rewritten}", p[0])))?;
        prop_assert!(again == now, "typed and text differ after {all:?}:\n{rewritten}");
        brief::apply(&mut now, &undo).map_err(|p| TestCaseError::fail(format!("undo of {all:?}: {}", p[0])))?;
        prop_assert!(now == start, "undo of {all:?} by {undo:?}");
    }

    #[test]
    fn a_value_that_is_set_changes_its_own_line_and_no_other_byte(seed: u64) {
        let dice = &mut Dice::new(seed);
        let source = if seed % 2 == 0 { FULL } else { EXAMPLE };
        let brief = read(source);
        let stated: Vec<_> = places(&brief).into_iter().filter(|(p, _)| p.contains('.') && brief.get(p).is_some()).collect();
        for _ in 0..20 {
            let (path, field) = dice.pick(&stated);
            let Some(new) = value(dice, &brief, path, field) else { continue };
            let mut typed = brief.clone();
            if brief::apply(&mut typed, &[Edit::set(path.clone(), new.clone())]).is_err() {
                continue;
            }
            let after = brief::rewrite(source, &[Edit::set(path.clone(), new.clone())]).map_err(TestCaseError::fail)?;
            let own = brief::read::Lines::of(source).line(path).expect("it is stated");
            let tail = source.lines().count() - last_line_of(source, own);
            let (before_lines, after_lines): (Vec<&str>, Vec<&str>) = (source.lines().collect(), after.lines().collect());
            prop_assert_eq!(&before_lines[..own - 1], &after_lines[..own - 1], "above {}", path);
            let below = |lines: &[&str]| lines[lines.len() - tail..].join("\n");
            prop_assert_eq!(below(&before_lines), below(&after_lines), "below {}", path);
            let comment = |line: &str| line.rsplit_once(" # ").map(|(_, c)| c.to_owned());
            if let Some(comment) = comment(before_lines[own - 1]) {
                let kept = after_lines[own - 1..after_lines.len() - tail].iter().any(|l| l.ends_with(&comment));
                prop_assert!(kept, "the comment of {} is gone: {}", path, after_lines[own - 1]);
            }
        }
    }
}

/// The last line of the value that starts on a line: where its brackets are closed again.
fn last_line_of(source: &str, first: usize) -> usize {
    let mut depth = 0_i32;
    for (n, line) in source.lines().enumerate().skip(first - 1) {
        let code = line.split(" #").next().unwrap_or_default();
        let mut inside = false;
        for c in code.chars() {
            match c {
                '"' => inside = !inside,
                '[' | '{' if !inside => depth += 1,
                ']' | '}' if !inside => depth -= 1,
                _ => {}
            }
        }
        if depth <= 0 {
            return n + 1;
        }
    }
    first
}
