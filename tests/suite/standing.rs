//! What stands as an answer is found again by whoever comes back to its question, and Enter keeps it.

use dsbench::brief::{self, Brief};
use dsbench::questions::condition::Facts;
use dsbench::questions::writes::{What, held};
use dsbench::questions::{Given, Known, QUESTIONS, Stands, State, Step, Walk, answer, flow, other, skeleton};
use dsbench::session::Screen;
use dsbench::session::dialog::Dialog;
use dsbench::session::rows;
use dsbench::tui::app::App;

use crate::cli_support::World;
use crate::support::app::{EXAMPLE, app_with, fresh, press, shown};

/// A text for each question that its Other reads, on a brief of the skeleton.
const WORDS: [(&str, &str); 24] = [
    ("Q02", "we lose the day"),
    ("Q03", "No double charge: charges per million, 0"),
    ("Q05", "400/s 70/30"),
    ("Q06", "1.2"),
    ("Q07", "geo"),
    ("Q08", "25"),
    ("Q09", "99.7%"),
    ("Q10", "p99.9 200ms"),
    ("Q12", "500ms"),
    ("Q13", "disk_stall, clock_step"),
    ("Q14", "home: a b c, us: a"),
    ("Q15", "home/a home/b 1ms 2ms, home/b home/c 1.5ms"),
    ("Q17", "bounded 5s"),
    ("Q18", "CP/EL"),
    ("Q20", "5min"),
    ("Q21", "one seat, one guest: key"),
    ("Q23", "6 voters W3 E4"),
    ("Q28", "250ms"),
    ("Q29", "front x3 > back > store"),
    ("Q31", "50ms x2 up to 2s full"),
    ("Q35", "15min"),
    ("Q38", "tenant_id order_id, hash_range"),
    ("Q39", "3100/s reads, 1100/s writes, 10 GB"),
    ("Q41", "200 MB/s"),
];

fn new_brief() -> Brief {
    brief::read(&skeleton("early_design", "Test")).expect("the skeleton reads")
}

fn step_of(brief: &Brief, walk: &Walk, id: &str) -> Step {
    let question = QUESTIONS.iter().find(|q| q.id == id).expect("a question");
    flow::steps_of(&Known::new(brief), walk, question, "full").remove(0)
}

/// The brief after an answer, and what is remembered of it.
fn after(brief: &Brief, step: &Step, given: &Given) -> (Brief, Walk) {
    let mut walk = Walk::default();
    let done = answer(&Known::new(brief), &walk, step, given).unwrap_or_else(|e| panic!("{}: {e:?}", step.key()));
    let mut next = brief.clone();
    brief::apply(&mut next, &done.edits).expect("applies");
    walk.remember(&step.key(), done.record);
    (next, walk)
}

#[test]
fn words_of_ones_own_are_found_again_as_they_would_be_typed() {
    let brief = new_brief();
    let mut found = 0;
    for (id, text) in WORDS {
        let step = step_of(&brief, &Walk::default(), id);
        let (next, remembered) = after(&brief, &step, &Given::Other(text.into()));
        let known = Known::new(&next);
        for walk in [remembered, Walk::default()] {
            let step = step_of(&next, &walk, id);
            // Some are not asked of so small a brief.
            if matches!(step.state, State::Moot(_)) {
                continue;
            }
            let stands = Stands::of(&known, &walk, &step).unwrap_or_else(|| panic!("{id} is open"));
            assert_eq!(stands, Stands::Words(text.into()), "{id}");
            found += 1;
        }
    }
    assert!(found > 36, "{found} answers");
}

#[test]
fn an_option_is_found_again_by_its_label() {
    let brief = new_brief();
    let mut found = 0;
    for question in QUESTIONS {
        let step = step_of(&brief, &Walk::default(), question.id);
        for option in step.options() {
            let wanted = step.entries(&Known::new(&brief), option);
            let named = wanted.iter().any(|p| matches!(&p.what, What::Entry(_, suggested) if suggested.is_empty()));
            let typed = if named { vec!["Kim".to_owned(); wanted.len()] } else { Vec::new() };
            let given = Given::Chosen { labels: vec![option.label.into()], typed, other: None };
            let (next, walk) = after(&brief, &step, &given);
            let now = step_of(&next, &walk, question.id);
            let Some(stands) = Stands::of(&Known::new(&next), &walk, &now) else { continue };
            if matches!(now.state, State::Answered) {
                assert_eq!(stands.labels(), [option.label], "{} in {stands:?}", question.id);
                found += 1;
            }
        }
    }
    assert!(found > 120, "{found} options were found again");
}

/// In every brief that ships: what is shown as the answer is what the brief states.
#[test]
fn what_is_shown_as_the_answer_is_what_is_stated() {
    let full = include_str!("../data/briefs/full.brief.toml");
    let presets = dsbench::templates::PRESETS.iter().map(|p| p.text);
    for text in [EXAMPLE, full].into_iter().chain(presets) {
        let brief = brief::read(text).unwrap_or_else(|e| panic!("{e:?}"));
        let known = Known::new(&brief);
        for question in QUESTIONS {
            for step in flow::steps_of(&known, &Walk::default(), question, "full") {
                let Some(stands) = Stands::of(&known, &Walk::default(), &step) else { continue };
                for label in stands.labels() {
                    let option = step.option(label).expect("an option on offer");
                    assert!(step.plan(&known, option).iter().all(|p| held(&known, p)), "{}: {label}", step.key());
                }
                let words = stands.words();
                if step.state != State::Answered || words.is_empty() {
                    continue;
                }
                // Words that read say what stands and nothing else; a list may name entities of other names.
                if let Ok(reading) = other::read(&known, &step, words)
                    && !question.other.parses.starts_with("list of")
                    && question.other.parses != "text"
                {
                    let last = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
                    let named: Vec<String> = question.other.writes.iter().map(|p| last(p)).collect();
                    let strange: Vec<_> = reading
                        .writes
                        .iter()
                        .filter(|p| named.contains(&last(&p.path)) && known.exists(&p.path) && !held(&known, p))
                        .collect();
                    assert!(strange.is_empty(), "{}: `{words}` would change {strange:?}", step.key());
                }
            }
        }
    }
}

/// Presses Enter until the question on screen is another one.
fn enter(app: &mut App) {
    let at = app.session.guide.at;
    for _ in 0..8 {
        press(app, "<cr>");
        if app.session.guide.at != at {
            return;
        }
    }
    panic!("Enter does not lead on: {:?} {:?}", app.session.guide.step().map(|s| &s.key), app.session.dialogs);
}

fn go_to(app: &mut App, id: &str) {
    while app.session.guide.step().is_none_or(|s| s.id != id) {
        let before = app.session.guide.at;
        press(app, "<right>");
        assert_ne!(app.session.guide.at, before, "{id} is not on the path");
    }
}

#[test]
fn enter_keeps_what_was_typed() {
    let mut app = fresh();
    go_to(&mut app, "Q05");
    press(&mut app, "o1200/s 70/30<cr>");
    let text = app.session.doc.text().expect("a text");
    assert!(text.contains("1200/s"), "{text}");
    press(&mut app, "<left>");
    let step = app.session.guide.step().expect("Load").clone();
    assert_eq!((step.id.as_str(), step.words.as_str()), ("Q05", "1200/s 70/30"));
    assert!(app.session.guide.on_other(), "the highlight is on {:?}", step.options[app.session.guide.cursor].label);
    let screen = shown(&mut app, 100, 40);
    assert!(screen.contains("> Other: 1200/s 70/30  (now)"), "{screen}");
    assert_eq!(app.session.guide.preview, Some(Ok(rows::Difference::default())));
    press(&mut app, "<cr>");
    assert_eq!(app.field.text(), "1200/s 70/30");
    let effects = press(&mut app, "<cr>");
    assert!(effects.is_empty() && app.session.dialogs.is_empty(), "{effects:?}");
    assert_eq!(app.session.doc.text().expect("a text"), text);
    assert_eq!(app.session.guide.step().map(|s| s.id.as_str()), Some("Q09"), "it goes on");
    // What was typed and not accepted is there again, and told apart from what stands.
    press(&mut app, "<left><cr>900/s<esc>");
    assert_eq!(app.session.doc.text().expect("a text"), text);
    press(&mut app, "<cr>");
    assert_eq!(app.field.text(), "900/s");
    assert!(shown(&mut app, 100, 40).contains("Not accepted yet: what stands is 1200/s 70/30."));
    press(&mut app, "<ctrl-u><esc><right>");
    // What stands is selected in its entry: typing replaces it.
    press(&mut app, "<left><cr>300/s<cr>");
    assert_eq!(app.session.doc.brief().get("workload.main.rate_peak"), Some("300/s".into()));
    assert_eq!(app.session.doc.brief().get("workload.main.mix"), None, "the answer before is taken back whole");
}

#[test]
fn enter_keeps_an_option_its_values_and_its_notes() {
    let mut app = fresh();
    go_to(&mut app, "Q05");
    // Huge asks for the rate.
    press(&mut app, "gjjj<cr><ctrl-u>7000000/s<cr>");
    let text = app.session.doc.text().expect("a text");
    assert!(text.contains("7000000/s"), "{text}");
    press(&mut app, "<left>");
    assert_eq!(app.session.guide.cursor, 3);
    press(&mut app, "<cr>");
    assert_eq!(app.field.text(), "7000000/s");
    press(&mut app, "<cr>");
    assert_eq!(app.session.doc.text().expect("a text"), text);
}

#[test]
fn whoever_walks_through_an_answered_brief_with_enter_changes_nothing() {
    let full = include_str!("../data/briefs/full.brief.toml");
    for text in [EXAMPLE, full] {
        let mut app = app_with(text);
        let back = "<left>".repeat(app.session.guide.steps.len());
        press(&mut app, &back);
        let mut kept = 0;
        while let Some(step) = app.session.guide.step() {
            if step.state == rows::State::Open {
                press(&mut app, "<right>");
            } else {
                enter(&mut app);
                kept += 1;
            }
        }
        assert!(kept > 5, "{kept} answers");
        assert!(!app.session.doc.dirty(), "Enter changed the brief");
    }
}

#[test]
fn unsure_and_skipped_stay_so() {
    for (answer, words) in [("u", "unsure"), ("s<cr>nobody knows<cr>", "skip: later, nobody knows")] {
        let mut app = fresh();
        go_to(&mut app, "Q05");
        press(&mut app, answer);
        let text = app.session.doc.text().expect("a text");
        press(&mut app, "<left>");
        assert_eq!(app.session.guide.step().map(|s| s.words.as_str()), Some(words));
        enter(&mut app);
        assert_eq!(app.session.doc.text().expect("a text"), text, "{words}");
    }
}

#[test]
fn ticks_are_what_is_stated() {
    let mut app = fresh();
    go_to(&mut app, "Q13");
    // Only the second is ticked.
    let ticked = app.session.guide.ticks.clone();
    for (i, on) in ticked.iter().enumerate() {
        if *on != (i == 1) {
            press(&mut app, &format!("g{}<space>", "j".repeat(i)));
        }
    }
    press(&mut app, "<cr>");
    let text = app.session.doc.text().expect("a text");
    press(&mut app, "<left>");
    let on: Vec<usize> = (0..4).filter(|i| app.session.guide.ticks[*i]).collect();
    assert_eq!((on, app.session.guide.cursor), (vec![1], 1));
    press(&mut app, "<cr>");
    assert_eq!(app.session.doc.text().expect("a text"), text);
    // Words of one's own stand ticked in their place, until something else is.
    press(&mut app, "<left>odisk_stall<cr><left>");
    assert!(app.session.guide.ticks.iter().all(|t| !t) && app.session.guide.on_other());
    assert!(shown(&mut app, 100, 40).contains("[x] Other: disk_stall  (now)"), "{}", shown(&mut app, 100, 40));
    press(&mut app, "g<space>");
    assert!(shown(&mut app, 100, 40).contains("[ ] Other: disk_stall  (now)"));
}

#[test]
fn the_full_path_asks_only_what_is_still_open() {
    let mut app = fresh();
    while app.session.guide.step().is_some() {
        press(&mut app, "<cr>");
    }
    press(&mut app, "jj<cr>");
    assert_eq!((app.session.guide.path.as_str(), app.session.screen), ("full", Screen::Guide));
    let mut asked = 0;
    while let Some(step) = app.session.guide.step().cloned() {
        assert!(asked < 200, "the path does not end");
        if app.session.dialogs.is_empty() {
            assert_eq!(step.state, rows::State::Open, "{} is asked again", step.key);
            asked += 1;
        }
        press(&mut app, "<cr>");
        if let Some(Dialog::Entry(entry)) = app.session.dialogs.last()
            && entry.error.is_some()
        {
            press(&mut app, "<ctrl-u>kim<cr>");
        }
    }
    assert!(asked > 10, "{asked} questions");
    assert!(app.session.guide.steps.iter().all(|s| s.state != rows::State::Open));
    press(&mut app, "jj<cr>");
    assert!(app.session.guide.step().is_none() && app.session.status.text.contains("No question"), "asked again");
}

#[test]
fn line_prompts_say_what_stands_and_enter_keeps_it() {
    let w = World::new();
    w.run(&["new", "a.brief.toml"]).ok();
    // Criticality, Load in own words, back to it, keep it; then the question after it is asked.
    let out = w.run_with(&["ask", "a.brief.toml"], "\n1200/s 70/30\nb\n\nq\n").ok();
    assert!(out.contains("Now: 1200/s 70/30") && out.contains("Enter to keep what stands"), "{out}");
    assert!(out.contains("Load stays as it is."), "{out}");
    let file = w.read("a.brief.toml");
    assert!(file.contains("1200/s") && file.contains("0.7") && !file.contains("10000/s"), "{file}");
    assert!(out.ends_with("a.brief.toml: 2 answers\n"), "{out}");
    // Twice back, and from there on; what was answered in another run is there too.
    let out = w.run_with(&["ask", "a.brief.toml"], "3\nb\nb\nb\n\nq\n").ok();
    assert!(out.contains("Now: 99.95%") && out.contains("Now: Tier 1"), "{out}");
    assert!(out.contains("Criticality stays as it is."), "{out}");
    assert!(w.read("a.brief.toml").contains("99.95%"), "going back takes nothing back");
    let out = w.run_with(&["ask", "a.brief.toml"], "b\nb\nb\nb\nq\n").ok();
    assert!(out.contains("This is the first question."), "{out}");
}
