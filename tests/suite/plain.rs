//! The questions as lines are the questions of the session: the same answers, given either way, are asked for in the same
//! words and leave the same file.

use dsbench::questions::skeleton;
use dsbench::session::Focus;
use dsbench::tui::app::App;

use crate::cli_support::World;
use crate::support::app::{app_with, press};
use crate::support::random::Dice;

/// One way to answer whatever is asked.
#[derive(Debug, Clone)]
enum Say {
    /// What is recommended, with every value as it is suggested.
    Recommended,
    /// The option at this place, where one is asked for.
    Option(usize),
    Unsure,
    Later,
    NotApplicable,
    Words(&'static str),
}

const WORDS: &[&str] = &["500ms", "95%", "kim", "1200/s", "12", "N5 W4 R2", "nonsense ~~", "10ms, 20ms"];

fn say(dice: &mut Dice) -> Say {
    match dice.below(8) {
        0 => Say::Unsure,
        1 => Say::Later,
        2 => Say::NotApplicable,
        3 => Say::Words(dice.pick::<&str>(WORDS)),
        4 | 5 => Say::Option(dice.below(4)),
        _ => Say::Recommended,
    }
}

/// Gives one answer in the session; returns the lines that give it to the prompts, and how often the question is asked.
fn give(app: &mut App, say: &Say) -> (String, usize) {
    let Some(step) = app.session.guide.step().cloned() else { return (String::new(), 0) };
    // The suggested values of what was chosen, one by one.
    let entries = |app: &mut App, mut lines: String| {
        while matches!(app.session.focus(), Focus::Text(_)) {
            let before = app.session.dialogs.clone();
            press(app, "<cr>");
            lines.push('\n');
            assert_ne!(app.session.dialogs, before, "the suggestion for {} does not read", step.key);
        }
        lines
    };
    match say {
        Say::Option(n) if !step.multi && *n < step.options.len() => {
            press(app, &format!("g{}<cr>", "j".repeat(*n)));
            (entries(app, format!("{}\n", n + 1)), 1)
        }
        Say::Recommended | Say::Option(_) => {
            press(app, "<cr>");
            (entries(app, "\n".to_owned()), 1)
        }
        Say::Unsure => {
            press(app, "u");
            ("u\n".to_owned(), 1)
        }
        Say::Later => {
            press(app, "s<cr><cr>");
            ("s\n".to_owned(), 1)
        }
        Say::NotApplicable => {
            press(app, "s<down><cr>no need<cr>");
            ("s no need\n".to_owned(), 1)
        }
        Say::Words(words) => {
            press(app, &format!("o{words}<cr>"));
            if app.session.dialogs.is_empty() {
                return (format!("{words}\n"), 1);
            }
            // Refused in words there and here; the question stands.
            press(app, "<esc>u");
            (format!("{words}\nu\n"), 2)
        }
    }
}

/// The questions that the prompts printed, in order.
fn asked(out: &str) -> Vec<String> {
    let lines: Vec<&str> = out.lines().collect();
    let place = |l: &str| {
        l.rsplit_once("] ").is_some_and(|(_, p)| {
            p.split_once(" of ").is_some_and(|(a, b)| a.chars().chain(b.chars()).all(|c| c.is_ascii_digit()))
        })
    };
    lines.windows(2).filter(|w| place(w[0])).map(|w| w[1].to_owned()).collect()
}

#[test]
fn the_same_answers_leave_the_same_file() {
    for seed in 1..=12_u64 {
        let dice = &mut Dice::new(seed * 7919);
        let trigger = *dice.pick(&["early_design", "multi_region", "pre_lock", "incident_divergence"]);
        let text = skeleton(trigger, "Checkout");
        let mut app = app_with(&text);
        let (mut stdin, mut questions, mut said) = (String::new(), Vec::new(), Vec::new());
        for _ in 0..10 {
            let Some(step) = app.session.guide.step().cloned() else { break };
            // The prompts ask what is open; the session may stand on an answered one.
            if step.state != dsbench::session::rows::State::Open {
                press(&mut app, "<right>");
                continue;
            }
            let say = say(dice);
            let (lines, times) = give(&mut app, &say);
            stdin.push_str(&lines);
            questions.extend(std::iter::repeat_n(step.text.clone(), times));
            said.push((step.key, say));
        }
        let w = World::new();
        w.write("b.brief.toml", &text);
        let out = w.run_with(&["--plain", "b.brief.toml"], &stdin).ok();
        let asked = asked(&out);
        assert_eq!(asked[..questions.len()], questions[..], "seed {seed}, {trigger}: {said:?}\n{out}");
        let session = app.session.doc.text().expect("a text");
        assert!(session != text, "seed {seed}: nothing was answered");
        assert_eq!(w.read("b.brief.toml"), session, "seed {seed}, {trigger}: {said:?}");
    }
}
