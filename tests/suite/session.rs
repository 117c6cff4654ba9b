//! The application driven by keys, on a test backend: what a person does, what they see.

use std::path::PathBuf;

use dsbench::session::rows::{Found, Touches};
use dsbench::session::start::From;
use dsbench::session::{Effect, Screen};
use dsbench::tui::app::App;

use crate::support::app::{EXAMPLE, app_with, fresh, press, shown};

#[test]
fn the_quick_path_can_be_walked_with_enter_alone() {
    let mut app = fresh();
    assert_eq!(app.session.screen, Screen::Guide);
    let mut presses = 0;
    while app.session.guide.step().is_some() {
        assert!(presses < 120, "Enter does not get past {:?}", app.session.guide.step().map(|s| &s.key));
        press(&mut app, "<cr>");
        presses += 1;
    }
    let open: Vec<_> = app
        .session
        .guide
        .steps
        .iter()
        .filter(|s| s.state == dsbench::session::rows::State::Open)
        .map(|s| &s.key)
        .collect();
    assert!(open.is_empty(), "left open: {open:?}");
    let (done, all) = app.session.guide.progress();
    assert!(done == all && all <= 12, "{done} of {all}");
    dsbench::brief::read(&app.session.doc.text().expect("a text")).unwrap_or_else(|p| panic!("{p:?}"));
}

#[test]
fn every_view_draws_at_every_size() {
    for text in ["", EXAMPLE] {
        let mut app = app_with(text);
        for open in ["", "1", "2", "2ll", "3", "4", "5", "6", "7", "?", ":", "1o", "1s", "a", "7<cr>", "2jj<cr>"] {
            app.session.dialogs.clear();
            press(&mut app, open);
            for width in [0, 1, 7, 39, 40, 57, 76, 80, 124] {
                for height in [0, 1, 5, 12, 13, 16, 24] {
                    shown(&mut app, width, height);
                }
            }
        }
    }
}

#[test]
fn moving_the_highlight_shows_what_would_follow_and_changes_nothing() {
    let mut app = app_with(EXAMPLE);
    let before = app.session.doc.text();
    let questions = app.session.guide.steps.len();
    press(&mut app, &"<left>".repeat(questions));
    for _ in 0..questions {
        press(&mut app, "jjkjk<right>");
    }
    assert_eq!(app.session.doc.text(), before);
    assert!(!app.session.doc.dirty());
}

#[test]
fn an_answer_is_journalled_undone_and_redone() {
    let mut app = fresh();
    let before = app.session.doc.text();
    let effects = press(&mut app, "<cr>");
    assert!(matches!(effects.as_slice(), [Effect::Journal(edits)] if !edits.is_empty()), "{effects:?}");
    let after = app.session.doc.text();
    assert_ne!(before, after);
    press(&mut app, "z");
    assert_eq!(app.session.doc.text(), before);
    press(&mut app, "Z");
    assert_eq!(app.session.doc.text(), after);
}

#[test]
fn what_is_typed_and_left_is_still_there() {
    let mut app = fresh();
    press(&mut app, "oabc zz<esc>");
    assert!(app.session.dialogs.is_empty());
    assert_eq!(app.session.screen, Screen::Guide, "a letter typed into the field was taken as a command");
    press(&mut app, "o");
    assert_eq!(app.field.text(), "abc zz");
    assert!(shown(&mut app, 80, 24).contains("abc zz"));
}

#[test]
fn an_entry_that_does_not_read_says_so_and_back_works_all_the_same() {
    let mut app = fresh();
    press(&mut app, "<cr>");
    let at = app.session.guide.at;
    press(&mut app, "o<cr>");
    assert!(!app.session.dialogs.is_empty(), "an empty answer was accepted");
    press(&mut app, "<alt-left>");
    assert_eq!(app.session.guide.at, at - 1);
}

#[test]
fn control_characters_of_a_file_are_marks_on_the_screen() {
    let text = dsbench::questions::skeleton("early_design", "Evil").replace("Evil", "Evil \\u001b[31m\\u202e title");
    let mut app = app_with(&text);
    for open in ["2", "2l", "6", ":Evil"] {
        app.session.dialogs.clear();
        press(&mut app, open);
        let text = shown(&mut app, 120, 40);
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{open}: {text}");
    }
}

#[test]
fn quitting_asks_for_nothing_and_ctrl_c_wants_two_presses() {
    let mut app = fresh();
    assert_eq!(press(&mut app, "q"), [Effect::Quit { discard: false }]);
    assert_eq!(press(&mut app, "<ctrl-c>"), []);
    assert_eq!(press(&mut app, "j<ctrl-c>"), [], "another key in between starts over");
    assert_eq!(press(&mut app, "<ctrl-c>"), [Effect::Quit { discard: false }]);
    assert_eq!(press(&mut app, ":quit!<cr>"), [Effect::Quit { discard: true }]);
}

#[test]
fn a_brief_starts_from_the_start_screen_with_what_brings_a_person_here() {
    let mut app = app_with("");
    assert_eq!(app.session.screen, Screen::Start);
    press(&mut app, "2");
    assert_eq!(app.session.screen, Screen::Start, "there is no brief to work on yet");
    let effects = press(&mut app, "<cr><ctrl-u>shop<cr>");
    assert_eq!(
        effects,
        [Effect::Create { path: PathBuf::from("shop.brief.toml"), from: From::Trigger("early_design") }]
    );
}

#[test]
fn an_entity_is_added_renamed_and_removed_in_the_outline() {
    let mut app = fresh();
    press(&mut app, "2");
    app.session.outline.cursor = app.session.outline.rows.iter().position(|r| r.path == "dataset").expect("a section");
    press(&mut app, "acart<cr>");
    assert!(app.session.doc.brief().has("dataset.cart"), "{:?}", app.session.dialogs);
    assert_eq!(app.session.outline.row().map(|r| r.path.as_str()), Some("dataset.cart"));
    press(&mut app, "r<ctrl-u>basket<cr>");
    assert!(app.session.doc.brief().has("dataset.basket") && !app.session.doc.brief().has("dataset.cart"));
    press(&mut app, "d<cr>");
    assert!(!app.session.doc.brief().has("dataset.basket"));
    press(&mut app, "zzz");
    assert!(!app.session.doc.dirty(), "three undos bring the file back");
}

#[test]
fn a_wrong_value_stays_in_the_entry_with_its_error() {
    let mut app = app_with(EXAMPLE);
    press(&mut app, ":call.gateway-orders.timeout<cr><cr>");
    press(&mut app, "<ctrl-u>soon<cr>");
    let text = shown(&mut app, 100, 30);
    assert!(text.contains("soon"), "{text}");
    assert!(!app.session.dialogs.is_empty(), "the entry was closed although nothing was written");
    press(&mut app, "<ctrl-u>300ms<cr>");
    assert_eq!(
        app.session.doc.brief().get("call.gateway-orders.timeout").map(|v| v.to_string()),
        Some("\"300ms\"".into())
    );
}

#[test]
fn a_number_is_a_bound_of_a_queue() {
    let full = include_str!("../data/briefs/full.brief.toml");
    let mut app = app_with(full);
    press(&mut app, ":queue.receipts.bound<cr><cr>");
    press(&mut app, "<ctrl-u>10000<cr>");
    assert!(app.session.dialogs.is_empty(), "{}", shown(&mut app, 100, 30));
    assert_eq!(app.session.doc.brief().get("queue.receipts.bound"), Some(10_000.into()));
    assert!(app.session.doc.text().expect("a text").contains("bound = 10000"));
}

#[test]
fn what_stands_for_an_unstated_value_is_a_value_and_its_remark_is_help() {
    let mut app = app_with(&format!("{EXAMPLE}\n[queue.mail]\non = \"orders\"\n"));
    press(&mut app, ":queue.mail.dlq<cr>");
    let row = app.session.outline.row().expect("a row").clone();
    assert_eq!((row.path.as_str(), row.assumed.as_str()), ("queue.mail.dlq", "true"));
    press(&mut app, "w");
    let help = shown(&mut app, 120, 40);
    assert!(help.contains("~true ") && help.contains("Used when unstated: true; OVL-10 asks for it"), "{help}");
    // The file too says which value is used, and nothing else.
    press(&mut app, "u");
    let text = app.session.doc.text().expect("a text");
    assert!(text.contains("default_used = \"true\""), "{text}");
}

#[test]
fn a_fix_is_one_key_and_what_it_moves_is_seen_before() {
    let mut app = app_with(EXAMPLE);
    press(&mut app, "4");
    let changes = |f: &Found, what| f.fix.as_ref().is_some_and(|x| x.touches == what);
    let found = app.session.rows_in_full(&app.session.findings_shown());
    let less = found.iter().position(|f| changes(f, Touches::Promise)).expect("a suggestion that promises less");
    app.session.findings.cursor = less;
    let screen = shown(&mut app, 120, 40);
    assert!(screen.contains("Promise less (f)") && screen.contains("objective = "), "{screen}");
    let with_fix = found.iter().position(|f| changes(f, Touches::Design));
    let Some(at) = with_fix else { panic!("the example has no finding with a fix") };
    let key = app.session.findings_shown()[at].row().key;
    app.session.findings.cursor = at;
    assert!(shown(&mut app, 120, 40).contains("Smallest change (f)"));
    press(&mut app, "f");
    assert!(!app.session.findings_shown().iter().any(|f| f.is(&key)), "{key} is still there");
}

#[test]
fn required_answers_are_counted_and_not_listed() {
    let mut app = fresh();
    let n = app.session.counts().to_state;
    assert!(n > 20 && app.session.counts().errors < n, "{:?}", app.session.counts());
    let text = shown(&mut app, 80, 24);
    assert!(text.contains(&format!("{n} to state")) && !text.contains("MET-02"), "{text}");
    press(&mut app, "4");
    let rows = app.session.findings_shown().iter().filter(|f| f.row().rule == "MET-02").count();
    assert_eq!(rows, 1);
    press(&mut app, "<cr>");
    assert!(shown(&mut app, 80, 24).contains("Answers"));
}

#[test]
fn a_nudge_moves_numbers_and_leaves_the_brief_alone() {
    let mut app = app_with(EXAMPLE);
    press(&mut app, "5");
    let path = "slo.checkout-success.objective";
    app.session.lab.cursor = app.session.lab.knobs.iter().position(|k| k.path == path).expect("a knob");
    press(&mut app, "l");
    let outcome = app.session.lab.outcome.clone().expect("an outcome").expect("a valid nudge");
    assert!(!outcome.numbers.is_empty(), "the error budget does not move");
    assert!(!app.session.doc.dirty());
    press(&mut app, "<cr>");
    assert!(app.session.doc.dirty());
}

#[test]
fn a_must_read_page_is_marked_until_it_was_opened() {
    let mut app = fresh();
    assert!(shown(&mut app, 80, 24).contains("7 Reference*"));
    press(&mut app, "7");
    let name = app.session.pages_shown()[0].name.clone();
    assert_eq!(press(&mut app, "<cr>"), [Effect::MarkRead(name)]);
}

#[test]
fn the_footer_shows_only_keys_that_do_something() {
    let mut app = app_with(EXAMPLE);
    for open in ["1", "2", "3", "4", "5", "7"] {
        app.session.dialogs.clear();
        press(&mut app, open);
        let text = shown(&mut app, 80, 24);
        let footer = text.lines().last().unwrap_or_default().to_owned();
        assert!(footer.contains("? help"), "{footer}");
        assert!(open == "2" || !footer.contains("rename"), "{footer}");
    }
}

#[allow(clippy::print_stdout, reason = "a person asked to see the screens")]
fn look(size: &str, text: &str) {
    if !size.is_empty() {
        println!("{text}\n");
    }
}

/// The screens as they stand, for a look: `DSBENCH_SHOW=80x24 cargo test --test suite a_look -- --nocapture`.
#[test]
fn a_look_at_the_screens() {
    let size = std::env::var("DSBENCH_SHOW").unwrap_or_default();
    let (width, height) =
        size.split_once('x').and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?))).unwrap_or((80, 24));
    let mut fresh = fresh();
    let mut example = app_with(EXAMPLE);
    for open in ["", "<cr>", "jj", "<cr>o12"] {
        let app = &mut fresh;
        app.session.dialogs.clear();
        press(app, open);
        let text = shown(app, width, height);
        assert!(text.contains("What follows, if you choose this"), "{text}");
        look(&size, &text);
    }
    for open in ["1", "2", "3", "4", "5", "6", "7", "?", ":quor", "a"] {
        example.session.dialogs.clear();
        press(&mut example, open);
        let text = shown(&mut example, width, height);
        assert!(text.lines().count() == usize::from(height) && !text.trim().is_empty());
        look(&size, &text);
    }
}

#[test]
fn the_reference_leads_back_to_the_start_screen() {
    let mut app = app_with("");
    press(&mut app, "7");
    let footer = |app: &mut App| shown(app, 80, 24).lines().last().unwrap_or_default().to_owned();
    assert!(footer(&mut app).contains("Esc start"), "{}", footer(&mut app));
    for (key, what) in [("1", "Guide"), ("2", "Workbench"), ("6", "Brief"), ("R", "Review"), ("e", "An export")] {
        press(&mut app, key);
        let text = shown(&mut app, 80, 24);
        assert!(text.contains(&format!("{what} needs a brief: Esc leads to the start screen")), "{key}: {text}");
        assert_eq!(app.session.screen, Screen::Reference);
    }
    // A filter is forgotten first.
    press(&mut app, "/quorum<cr><esc>");
    assert_eq!((app.session.screen, app.session.reference.filter.as_str()), (Screen::Reference, ""));
    press(&mut app, "<esc>");
    assert_eq!(app.session.screen, Screen::Start);
    press(&mut app, "2");
    assert!(shown(&mut app, 80, 24).contains("Workbench needs a brief: start or open one here"));
    // With a brief there is no way back to the start screen, and none is shown.
    let mut app = app_with(EXAMPLE);
    press(&mut app, "7<esc>");
    assert_eq!(app.session.screen, Screen::Reference);
    assert!(!footer(&mut app).contains("Esc"), "{}", footer(&mut app));
}
