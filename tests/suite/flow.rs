//! The guide under random hands: answers, unsure, skips, backs, own words, undo, on every path. It never comes to a place
//! where Enter does not lead on, and what it leaves can be read again.

use dsbench::brief::{self, Trigger};
use dsbench::questions::skeleton;
use dsbench::session::Screen;
use dsbench::session::dialog::{Dialog, Purpose};
use dsbench::session::rows::State;
use proptest::prelude::*;

use crate::support::app::{app_with, press};
use crate::support::random::Dice;

/// What hands do; each leaves the dialogs as it finds them, as far as that is theirs to say.
const HANDS: &[&str] = &[
    "<cr>",
    "<cr>",
    "<cr>",
    "u",
    "s<cr>not yet<cr>",
    "s<down><cr>no need<cr>",
    "<left>",
    "<left><left>",
    "<right>",
    "j<cr>",
    "jj<cr>",
    "jjj<cr>",
    "<space>",
    "j<space><cr>",
    "o500ms<cr>",
    "o95%<cr>",
    "okim<cr>",
    "oN5 W4 R2<cr>",
    "ononsense ~~<cr>",
    "o<esc>",
    "=",
    "z",
    "zz",
    "Z",
    "w",
    "<tab>",
    "<esc>",
    "1",
    "4f",
    "2",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(1), max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn random_hands_never_come_to_a_dead_end(trigger in proptest::sample::select(Trigger::WORDS), seed: u64) {
        let dice = &mut Dice::new(seed);
        let mut app = app_with(&skeleton(trigger, "Test"));
        let mut done = Vec::new();
        for _ in 0..25 {
            let hand = *dice.pick::<&str>(HANDS);
            done.push(hand);
            press(&mut app, hand);
        }
        // Whatever was begun is left, and Enter takes it from here: on the path of the trigger, then on the full one.
        for path in ["of the trigger", "that is full"] {
            for _ in 0..10 {
                if app.session.dialogs.is_empty() {
                    break;
                }
                press(&mut app, "<esc>");
            }
            prop_assert!(app.session.dialogs.is_empty(), "no way out of {:?} after {done:?}", app.session.dialogs);
            press(&mut app, "1");
            prop_assert_eq!(app.session.screen, Screen::Guide);
            let mut presses = 0;
            while let Some(step) = app.session.guide.step().cloned() {
                prop_assert!((2..=4).contains(&step.options.len()), "{} has {} options", step.key, step.options.len());
                let at = format!("{trigger}, path {path}: {} after {done:?}", step.key);
                prop_assert!(presses < 400, "Enter does not lead on from {at}; {}\n{:?}", app.session.status.text, app.session.dialogs);
                press(&mut app, "<cr>");
                // Some values nobody can suggest, such as a name; and who has nothing to say in their own words leaves that.
                match app.session.dialogs.last() {
                    Some(Dialog::Entry(e)) if e.error.is_some() => {
                        let wanted = matches!(e.purpose, Purpose::Wanted { .. });
                        press(&mut app, if wanted { "<ctrl-u>kim<cr>" } else { "<esc>g" });
                    }
                    _ => {}
                }
                presses += 1;
            }
            let steps = &app.session.guide.steps;
            let open: Vec<_> = steps.iter().filter(|s| s.state == State::Open).map(|s| &s.key).collect();
            // What was passed with Right is still open and is not forgotten: the list of answers leads back to it.
            prop_assert!(open.len() <= done.len(), "{} open after Enter to the end: {:?}", open.len(), open);
            press(&mut app, "jj<cr>");
        }
        let text = app.session.doc.text().map_err(TestCaseError::fail)?;
        let again = brief::read(&text).map_err(|p| TestCaseError::fail(format!("{} after {done:?}\n{text}", p[0])))?;
        prop_assert!(again == *app.session.doc.brief(), "the text says something else after {done:?}");
    }
}
