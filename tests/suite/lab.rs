//! The Lab and what hangs on it: variants pinned and compared, options considered, sweeps; and the lists of changes and of
//! files to be written.

use std::ops::ControlFlow;

use dsbench::explore;
use dsbench::session::dialog::Dialog;
use dsbench::session::exporting::{self, There};
use dsbench::session::outline::Typed;
use dsbench::session::{Effect, Focus, Msg, Side};
use dsbench::tui::app::App;

use crate::support::app::{EXAMPLE, app_with, press, shown};

fn app() -> App {
    app_with(EXAMPLE)
}

/// The Lab with the cursor on a field.
fn at(path: &str) -> App {
    let mut app = app();
    press(&mut app, "5");
    app.session.lab.cursor = app.session.lab.knobs.iter().position(|k| k.path == path).expect("a knob");
    app
}

const W: &str = "dataset.cart.replication.w";

#[test]
fn variants_stand_beside_each_other_and_one_is_kept() {
    let mut app = at(W);
    press(&mut app, "lp");
    press(&mut app, "hp");
    assert!(!app.session.doc.dirty(), "pinning wrote into the brief");
    assert_eq!(app.session.lab.pins.iter().map(|v| v.name.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    press(&mut app, "c");
    let text = shown(&mut app, 80, 24);
    assert!(text.contains("Variants side by side") && text.contains("overlap R+W-N"), "{text}");
    let row = text.lines().find(|l| l.contains("overlap R+W-N")).expect("a row").to_owned();
    let numbers: Vec<&str> = row.split([' ', '|']).filter(|w| w.parse::<i32>().is_ok()).collect();
    assert_eq!(numbers, ["1", "2", "0"], "now, A and B: {row}");
    let effects = press(&mut app, "l<cr>");
    assert!(matches!(effects.as_slice(), [Effect::Journal(_)]), "{effects:?}");
    assert_eq!(app.session.doc.brief().get(W).map(|v| v.to_string()), Some("1".into()), "B is W = 1");
    press(&mut app, "z");
    assert_eq!(app.session.doc.brief().get(W).map(|v| v.to_string()), Some("2".into()));
}

#[test]
fn the_comparison_goes_into_the_brief_and_the_document_as_options_considered() {
    let mut app = at(W);
    press(&mut app, "lphpc");
    press(&mut app, "o");
    let text = shown(&mut app, 80, 24);
    assert!(text.contains("A as the chosen") && text.contains("2 -> 3"), "what it means is said first: {text}");
    press(&mut app, "n");
    assert!(app.session.doc.brief().review_note.is_empty(), "no is no");
    press(&mut app, "oy");
    let brief = app.session.doc.brief();
    let note = brief.review_note.iter().next().expect("a review note");
    let points = note.points.as_ref().expect("points");
    assert_eq!(points.len(), 3, "as it stood, A, B");
    assert!(points[0].text.as_ref().is_some_and(|t| t.starts_with("As it stood: ")), "{points:?}");
    let accepted: Vec<Option<bool>> = points.iter().map(|p| p.accepted).collect();
    assert_eq!(accepted, [Some(false), Some(true), Some(false)], "A was highlighted");
    assert!(points[1].text.as_ref().is_some_and(|t| t.contains("2 -> 3") && t.contains("overlap")), "{points:?}");
    assert_eq!(brief.get(W).map(|v| v.to_string()), Some("3".into()), "the chosen option is not in the brief");
    let text = app.session.doc.text().expect("a text");
    dsbench::brief::read(&text).unwrap_or_else(|p| panic!("{p:?}"));
    let document = app.session.markdown();
    assert!(document.contains("### Options considered") && document.contains("**yes**"));
    press(&mut app, "z");
    assert!(!app.session.doc.dirty(), "it is one change");
    assert!(!app.session.markdown().contains("Options considered"), "a brief without one says nothing of it");
}

/// Runs the sweep that an effect asks for, as the shell does.
fn swept(app: &mut App, effects: &[Effect]) {
    let Some(Effect::Explore { ticket, brief, plan, today }) = effects.last() else {
        panic!("no sweep was asked for: {effects:?}")
    };
    app.update(Msg::Exploring { ticket: *ticket, done: 1, millis: 10 });
    assert!(shown(app, 80, 24).contains("combinations"), "progress is not shown");
    let outcome = explore::run(brief, plan, *today, &mut |_, _| ControlFlow::Continue(())).expect("an outcome");
    app.update(Msg::Explored { ticket: *ticket, outcome });
}

#[test]
fn a_sweep_from_the_lab_finds_a_change_that_becomes_a_nudge() {
    let mut app = at(W);
    press(&mut app, "x");
    let effects = press(&mut app, "<ctrl-u>D10/dataset.cart#read-write >= 2<cr>");
    swept(&mut app, &effects);
    assert_eq!(app.session.focus(), Focus::Explored);
    let text = shown(&mut app, 80, 24);
    assert!(text.contains("Smallest changes that reach the goal"), "{text}");
    press(&mut app, "<cr>");
    let nudged = app.session.lab.knobs.iter().find(|k| k.path == W).and_then(|k| k.nudged.clone());
    assert_eq!(nudged.map(|v| v.to_string()), Some("3".into()));
    assert!(!app.session.doc.dirty());
}

#[test]
fn every_decision_is_searched_on_one_key_and_the_smallest_change_is_shown() {
    let mut app = app();
    let demo = dsbench::templates::DEMO;
    app.session.open("demo.brief.toml", demo).unwrap_or_else(|p| panic!("{p:?}"));
    press(&mut app, "5X");
    let effects = press(&mut app, "<ctrl-u>no errors<cr>");
    swept(&mut app, &effects);
    let text = shown(&mut app, 80, 24);
    assert!(text.contains("Smallest changes that reach the goal") && text.contains("attempts"), "{text}");
    press(&mut app, "<cr>");
    assert!(app.session.lab.outcome.as_ref().is_some_and(|o| o.as_ref().is_ok_and(|d| !d.go.is_empty())));
}

#[test]
fn where_nothing_reaches_the_goal_the_nearest_comes_first() {
    let mut app = at(W);
    press(&mut app, "x");
    let effects = press(&mut app, "<ctrl-u>D10/dataset.cart#read-write >= 9<cr>");
    swept(&mut app, &effects);
    let text = shown(&mut app, 80, 24);
    assert!(text.contains("Nothing reaches the goal; the nearest first"), "{text}");
    let rows = app.session.lab.job.as_ref().expect("a sweep").rows();
    // More answers than there are copies is no quorum: such rows have no number and come last.
    let value = |p: &&explore::Point| p.result.as_ref().expect("not refused").goals[0].shown.parse::<i64>().ok();
    let values: Vec<Option<i64>> = rows.iter().map(value).collect();
    let shown: Vec<i64> = values.iter().map_while(|v| *v).collect();
    assert!(values[shown.len()..].iter().all(Option::is_none), "{values:?}");
    assert!(shown.is_sorted_by(|a, b| a >= b) && shown[0] > shown[shown.len() - 1], "{shown:?}");
}

#[test]
fn a_sweep_is_stopped_and_a_late_message_of_it_is_not_believed() {
    let mut app = at(W);
    press(&mut app, "x");
    let effects = press(&mut app, "<ctrl-u>no errors<cr>");
    let Some(Effect::Explore { ticket, .. }) = effects.last() else { panic!("{effects:?}") };
    let ticket = *ticket;
    assert_eq!(press(&mut app, "<esc>"), [Effect::Stop]);
    app.update(Msg::Explored { ticket, outcome: explore::Outcome::default() });
    assert_ne!(app.session.focus(), Focus::Explored, "a stopped sweep came back");
}

#[test]
fn what_was_found_for_an_earlier_brief_says_so() {
    let mut app = at(W);
    press(&mut app, "x");
    let effects = press(&mut app, "<ctrl-u>D10/dataset.cart#read-write >= 2<cr>");
    press(&mut app, "l<cr>");
    swept(&mut app, &effects);
    assert!(app.session.explored_is_stale());
    assert!(shown(&mut app, 80, 24).contains("earlier state"), "a stale result is shown as current");
}

#[test]
fn a_wrong_goal_stays_in_the_entry_with_its_error() {
    let mut app = at(W);
    press(&mut app, "x<ctrl-u>colour = blue<cr>");
    let Some(Dialog::Entry(entry)) = app.session.dialogs.last() else { panic!("the entry is gone") };
    assert!(entry.error.as_ref().is_some_and(|e| e.contains("colour")), "{entry:?}");
}

#[test]
fn the_history_goes_to_any_place_and_back() {
    let mut app = at(W);
    press(&mut app, "l<cr>h<cr>h<cr>");
    assert_eq!(app.session.doc.changes().len(), 3);
    press(&mut app, "H<home><cr>");
    assert!(!app.session.doc.dirty(), "the first row is the brief as it was opened");
    press(&mut app, "H<end><cr>");
    assert_eq!(app.session.doc.brief().get(W).map(|v| v.to_string()), Some("1".into()));
}

#[test]
fn the_export_panel_shows_what_would_change_and_writes_over_only_when_told() {
    let mut app = app();
    assert_eq!(press(&mut app, "6p"), [Effect::LookExport]);
    app.update(Msg::ExportSeen(vec![exporting::target(
        "docs/orders.md".into(),
        Ok(Some("# mine\n".into())),
        "# ours\n",
    )]));
    let Some(Dialog::Export(panel)) = app.session.dialogs.last() else { panic!("no panel") };
    assert_eq!(panel.targets[0].there, There::Foreign);
    let text = shown(&mut app, 80, 24);
    assert!(text.contains("refused: not written by dsbench") && text.contains("- # mine"), "{text}");
    assert_eq!(press(&mut app, "<cr>"), [], "it was written although it is refused");
    assert_eq!(press(&mut app, "f"), [Effect::Export { force: true }]);
}

#[test]
fn a_file_changed_by_another_program_is_compared_kept_or_taken() {
    let mut app = at(W);
    press(&mut app, "l<cr>");
    app.update(Msg::Conflict);
    assert_eq!(press(&mut app, "<cr>"), [Effect::LookTheirs]);
    app.update(Msg::Theirs(Ok(EXAMPLE.replace("Checkout", "Till"))));
    let text = shown(&mut app, 100, 30);
    assert!(text.contains("- title = \"Till\"") && text.contains("+ title = \"Checkout\""), "{text}");
    press(&mut app, "<esc>");
    assert_eq!(app.session.focus(), Focus::Pick, "the question is gone with the page");
    assert_eq!(press(&mut app, "j<cr>"), [Effect::Save { over: true }]);
    app.update(Msg::ChangedOutside);
    assert_eq!(press(&mut app, "jj<cr>"), [Effect::Reload]);
}

#[test]
fn an_entity_is_removed_with_what_names_it_and_comes_back_whole() {
    let mut app = app();
    press(&mut app, "2:dataset.orders.size<cr>");
    app.session.outline.cursor =
        app.session.outline.rows.iter().position(|r| r.path == "dataset.orders").expect("a row");
    press(&mut app, "d");
    assert!(shown(&mut app, 80, 24).contains("It is named by"), "{}", shown(&mut app, 80, 24));
    press(&mut app, "<cr>");
    assert!(!app.session.doc.brief().has("dataset.orders"), "{}", app.session.status.text);
    let text = app.session.doc.text().expect("a text");
    dsbench::brief::read(&text).unwrap_or_else(|p| panic!("the brief cannot be read any more: {p:?}"));
    press(&mut app, "z");
    assert_eq!(app.session.doc.text().expect("a text"), EXAMPLE);
}

#[test]
fn a_row_of_a_list_is_added_filled_copied_and_removed() {
    let mut app = app();
    press(&mut app, "2");
    let row = |app: &App, path: &str| app.session.outline.rows.iter().position(|r| r.path == path);
    app.session.outline.cursor = row(&app, "open_question").expect("a section");
    press(&mut app, "a");
    let item = row(&app, "open_question[1]").unwrap_or_else(|| panic!("no row: {}", app.session.status.text));
    app.session.outline.cursor = row(&app, "open_question[1].text")
        .unwrap_or_else(|| panic!("its fields are not open: {:#?}", app.session.outline));
    press(&mut app, "<cr>Who owns it?<tab>");
    let text = app.session.doc.brief().get("open_question[1].text");
    assert_eq!(text.and_then(|v| v.as_str().map(str::to_owned)), Some("Who owns it?".into()));
    app.session.outline.cursor = item;
    press(&mut app, "D");
    assert!(app.session.doc.brief().get("open_question[2].text").is_some(), "{}", app.session.status.text);
    app.session.outline.cursor = row(&app, "open_question[2]").expect("the copy");
    press(&mut app, "d<cr>");
    assert!(app.session.doc.brief().get("open_question[2]").is_none());
}

#[test]
fn words_and_names_are_picked_several_where_the_field_is_a_list() {
    let mut app = app();
    press(&mut app, ":workload.place-order.datasets<cr><cr>");
    assert_eq!(app.session.focus(), Focus::Pick);
    assert!(shown(&mut app, 80, 24).contains("[x] orders"));
    press(&mut app, "<space><cr>");
    let left = app.session.doc.brief().get("workload.place-order.datasets").map(|v| v.to_string());
    assert!(left.as_ref().is_some_and(|v| !v.contains("orders") && v.contains("cart")), "{left:?}");
}

#[test]
fn a_stated_value_is_noted_with_where_it_comes_from() {
    let mut app = app();
    press(&mut app, ":call.gateway-orders.timeout<cr>");
    press(&mut app, "nj<cr>October, edge logs<cr>");
    let text = app.session.doc.text().expect("a text");
    let brief = dsbench::brief::read(&text).unwrap_or_else(|p| panic!("{p:?}\n{text}"));
    let note =
        |field: &str| brief.get(&format!("notes.\"call.gateway-orders.timeout\".{field}")).map(|v| v.to_string());
    assert_eq!(note("source"), Some("\"measured\"".into()));
    assert_eq!(note("text"), Some("\"October, edge logs\"".into()));
}

#[test]
fn what_moves_a_number_is_asked_of_a_worker_and_read_as_a_page() {
    let mut app = app();
    press(&mut app, "3");
    let at = app.session.numbers_shown().iter().position(|f| f.key() == "D24/call.gateway-orders#worst");
    app.session.numbers.cursor = at.expect("a number");
    let effects = press(&mut app, "i");
    let [Effect::Influence { brief, figure }] = effects.as_slice() else { panic!("{effects:?}") };
    let found = dsbench::numbers::sensitivity::sensitivity(brief, figure);
    app.update(Msg::Influence { figure: figure.clone(), found });
    let text = shown(&mut app, 120, 30);
    assert!(text.contains("gateway-orders.timeout") && text.contains("10 % less"), "{text}");
}

#[test]
fn a_value_being_typed_says_what_it_would_change() {
    let mut app = app();
    press(&mut app, ":call.gateway-orders.timeout<cr><cr><ctrl-u>30");
    let Some(Dialog::Entry(entry)) = app.session.dialogs.last() else { panic!("no entry") };
    assert!(entry.error.is_some(), "a bare number passes without a word");
    press(&mut app, "0ms");
    let Some(Dialog::Entry(entry)) = app.session.dialogs.last() else { panic!("no entry") };
    assert_eq!(entry.error, None);
    let Some(Typed::Tried(Ok(moved))) = &app.session.outline.preview else { panic!("no preview") };
    assert!(!moved.numbers.is_empty());
    assert!(!app.session.doc.dirty());
}

#[test]
fn the_new_views_draw_at_every_size() {
    let mut app = at(W);
    press(&mut app, "lphp");
    let found = exporting::target("docs/orders.md".into(), Ok(Some("x\n".into())), "# ours\n");
    for open in ["5c", "H", "5x", "6p", "6<tab>", "6<tab>", "3c", "3ct", "3cll", "3cllll"] {
        app.session.dialogs.clear();
        press(&mut app, open);
        if open == "6p" {
            app.update(Msg::ExportSeen(vec![found.clone()]));
        }
        for width in [0, 1, 7, 39, 40, 57, 76, 80, 124, 200] {
            for height in [0, 1, 5, 12, 13, 16, 24, 60] {
                shown(&mut app, width, height);
            }
        }
    }
}

#[test]
fn charts_are_walked_and_read_as_tables_with_the_design_marked() {
    let mut app = app();
    press(&mut app, "3c");
    assert_eq!(app.session.focus(), Focus::Charts);
    let mut titles = Vec::new();
    loop {
        let chart = shown(&mut app, 80, 24);
        let title = chart.lines().nth(1).unwrap_or_default().to_owned();
        assert!(!titles.contains(&title), "{title} comes twice");
        titles.push(title);
        press(&mut app, "t");
        assert_ne!(shown(&mut app, 80, 24), chart, "the table looks like the chart");
        press(&mut app, "t");
        assert_eq!(shown(&mut app, 80, 24), chart);
        press(&mut app, "l");
        if !app.session.status.text.is_empty() {
            break;
        }
    }
    assert!(titles.len() > 4, "{titles:#?}");
    assert!(titles.iter().any(|t| t.contains("dataset.cart")), "{titles:#?}");
}

#[test]
fn a_slow_chart_is_drawn_by_a_worker_and_again_when_what_it_rests_on_changes() {
    use dsbench::numbers::World;
    use dsbench::numbers::charts::CHARTS;
    let text = EXAMPLE.replacen("r = 2", "r = 1", 1).replacen("w = 2", "w = 1", 1);
    let mut app = app();
    app.session.open("orders.brief.toml", &text).unwrap_or_else(|p| panic!("{p:?}"));
    let world = World::new(app.session.doc.brief());
    let Some(chart) = CHARTS.iter().find(|c| c.slow) else { return };
    let at = chart.entities(&world).into_iter().find(|at| chart.key(&world, at).is_some()).expect("quorums that miss");
    let place = app.session.sheets().iter().position(|(c, a)| c.id == chart.id && *a == at).expect("a sheet");
    let mut effects = press(&mut app, "3c");
    while !matches!(app.session.dialogs.last(), Some(Dialog::Charts { cursor, .. }) if *cursor == place) {
        effects = press(&mut app, "l");
    }
    let [Effect::Draw { brief, chart: id, at, key }] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(shown(&mut app, 80, 24).contains("many draws"), "nothing says that it is on its way");
    let picture = chart.draw(&World::new(brief), at);
    assert!(picture.is_some());
    let picture = picture.map(Box::new);
    app.update(Msg::ChartDrawn { chart: id, at: at.clone(), key: *key, picture });
    assert!(shown(&mut app, 80, 24).contains(chart.title) && !shown(&mut app, 80, 24).contains("many draws"));
}

#[test]
fn a_question_with_a_chart_has_a_pane_for_it_and_one_without_has_none() {
    let mut app = app();
    press(&mut app, "1");
    let sides = |app: &mut App| {
        let mut seen = Vec::new();
        for _ in 0..4 {
            press(app, "<tab>");
            seen.push(app.session.side);
        }
        seen
    };
    let with = |app: &App| app.session.has_chart();
    let mut met = (false, false);
    for _ in 0..12 {
        app.session.side = Side::Follows;
        let whole = with(&app);
        assert_eq!(sides(&mut app).contains(&Side::Chart), whole);
        if whole {
            app.session.side = Side::Chart;
            let text = shown(&mut app, 80, 24);
            assert!(text.contains("As it stands"), "{text}");
            met.0 |= text.contains("the design:");
        } else {
            met.1 = true;
        }
        press(&mut app, "<left>");
    }
    assert_eq!(met, (true, true), "a question with a chart that marks the design, and one without a chart");
}

/// Two claims of the example with a false one among them: what a worker would hand back.
fn searched(text: &str) -> Vec<dsbench::machines::Checked> {
    let brief = dsbench::brief::read(text).unwrap();
    let world = dsbench::numbers::World::new(&brief);
    let claims = dsbench::machines::claims(&world, &dsbench::numbers::derive_in(&world));
    dsbench::machines::check(claims, 100_000, &|| false, &mut |_, _| ())
}

#[test]
fn a_search_from_the_lab_tells_the_steps_that_break_a_claim_and_is_kept_until_the_brief_changes() {
    let text = include_str!("../data/rules/CHA-06/fires.brief.toml");
    let mut app = app_with(text);
    let asked = |effects: &[Effect]| {
        effects.iter().find_map(|e| if let Effect::Verify { ticket, .. } = e { Some(*ticket) } else { None })
    };
    press(&mut app, "5");
    let ticket = asked(&press(&mut app, "v")).expect("a search");
    app.update(Msg::Verifying { ticket, done: 1, of: 2 });
    assert!(shown(&mut app, 120, 30).contains("1 of 2 machines"));
    app.update(Msg::Verified { ticket: ticket + 1, found: Vec::new() });
    assert!(app.session.dialogs.is_empty(), "an answer to another search is believed");
    app.update(Msg::Verified { ticket, found: searched(text) });
    let page = shown(&mut app, 100, 30);
    assert!(page.contains("False: orders.place is linearizable"), "{page}");
    assert!(page.contains("1. client 1 writes 1 at node 0, which acknowledges it at once"), "{page}");
    press(&mut app, "<esc>");
    assert_eq!(asked(&press(&mut app, "v")), None, "the same brief is searched again");
    assert!(shown(&mut app, 100, 30).contains("False: orders.place"));
    press(&mut app, "<esc>");
    let edit = dsbench::brief::Edit::set("dataset.orders.replication.failover.mode", "none");
    assert_eq!(app.session.doc.apply("failover", &[edit]), Ok(true));
    let ticket = asked(&press(&mut app, "v")).expect("a search of the changed brief");
    assert!(press(&mut app, "<esc>").contains(&Effect::Stop), "a search cannot be stopped");
    app.update(Msg::Verified { ticket, found: searched(text) });
    assert!(app.session.dialogs.is_empty(), "a stopped search came back");
}

/// Options of which no number moves end with their counts, not in the middle of a list.
#[test]
fn options_that_move_no_number_end_with_their_counts() {
    let mut app = at("failure.node.concurrent_max");
    press(&mut app, "lpco<cr>");
    let notes: Vec<_> = app.session.doc.brief().review_note.iter().flat_map(|n| n.points.iter().flatten()).collect();
    assert!(!notes.is_empty());
    for note in notes {
        let text = note.text.as_deref().unwrap_or_default();
        assert!(!text.trim_end().ends_with(';'), "{text:?}");
    }
}

/// Behind the last question every press of the key shows another pane.
#[test]
fn no_pane_behind_the_last_question_is_shown_twice() {
    let mut app = app();
    press(&mut app, "1");
    assert!(app.session.guide.step().is_none(), "the example is not at its end");
    let mut before = shown(&mut app, 80, 24);
    for _ in 0..4 {
        press(&mut app, "<tab>");
        let now = shown(&mut app, 80, 24);
        assert_ne!(now, before, "the key does nothing");
        before = now;
    }
}

/// What the Lab can do is found by name from every screen.
#[test]
fn the_palette_searches_and_explores_from_every_screen() {
    for screen in ["1", "4", "6"] {
        let mut app = app();
        press(&mut app, screen);
        let effects = press(&mut app, ":verify<cr>");
        assert!(effects.iter().any(|e| matches!(e, Effect::Verify { .. })), "{screen}: {effects:?}");
        press(&mut app, ":explore<cr>");
        assert!(matches!(app.session.dialogs.last(), Some(Dialog::Entry(_))), "{screen}: no goal is asked for");
    }
}
