//! The mouse: a click points at a tab or a row, a second one takes it, and between the rows it does nothing.

use dsbench::session::dialog::Dialog;
use dsbench::session::{Effect, Msg, Screen, exporting, review};

use crate::support::app::{EXAMPLE, app_with, fresh, press, shown};

/// The line of something on screen, from the top.
fn line(text: &str, label: &str) -> u16 {
    text.lines().position(|l| l.contains(label)).unwrap_or_else(|| panic!("no {label:?} in\n{text}")) as u16
}

#[test]
fn a_click_goes_to_a_tab_or_a_row_and_a_second_one_accepts() {
    let mut app = app_with(EXAMPLE);
    let text = shown(&mut app, 80, 24);
    let tabs = text.lines().nth(1).expect("tabs").to_owned();
    let x = tabs.find("2 Workbench").expect("a tab") as u16;
    app.click(x + 3, 1);
    assert_eq!(app.session.screen, Screen::Workbench);
    shown(&mut app, 80, 24);
    app.click(5, 4 + 2);
    assert_eq!(app.session.outline.cursor, 2);
    let rows = app.session.outline.rows.len();
    app.click(5, 4 + 2);
    assert_ne!(app.session.outline.rows.len(), rows, "the second click on a section opens it");
    app.wheel(false);
    assert_eq!(app.session.outline.cursor, 3);
    app.click(79, 23);
    assert_eq!(app.session.outline.cursor, 3, "a click on nothing does nothing");
}

#[test]
fn a_click_goes_to_an_option_of_the_guide_and_a_second_one_answers_or_ticks() {
    let mut app = fresh();
    let text = shown(&mut app, 120, 40);
    let step = app.session.guide.step().expect("a question").clone();
    assert!(!step.multi && step.options.len() > 1, "{step:?}");
    let other = usize::from(app.session.guide.cursor == 0);
    let at = line(&text, &step.options[other].label);
    assert_eq!(app.click(5, at), [], "the first click only points");
    assert_eq!(app.session.guide.cursor, other);
    let text = shown(&mut app, 120, 40);
    // The line below the label, where the description stands, belongs to the option as well.
    let at = line(&text, &step.options[other].label) + 1;
    assert!(matches!(app.click(5, at).as_slice(), [Effect::Journal(_)]), "the second click does not answer");
    assert_ne!(app.session.guide.step().map(|s| s.key.clone()), Some(step.key));

    let several = app
        .session
        .guide
        .steps
        .iter()
        .position(|s| dsbench::questions::QUESTIONS.iter().any(|q| q.id == s.id && q.multi));
    app.session.guide.at = several.expect("a question with several answers");
    press(&mut app, "2");
    press(&mut app, "1<right><left>");
    let text = shown(&mut app, 120, 40);
    let step = app.session.guide.step().expect("a question").clone();
    assert!(step.multi, "{step:?}");
    let at = line(&text, &step.options[1].label);
    app.click(5, at);
    let before = app.session.guide.ticks.clone();
    app.click(5, at);
    assert_ne!(app.session.guide.ticks[1], before[1], "the second click does not tick");
    assert_eq!(app.session.screen, Screen::Guide);
    app.wheel(false);
    assert_eq!(app.session.guide.cursor, 2);
    app.wheel(true);
    assert_eq!(app.session.guide.cursor, 1);
}

#[test]
fn a_click_finds_its_row_below_the_headings_of_groups() {
    let mut app = app_with(EXAMPLE);
    for (screen, heading) in [("3", "Availability"), ("4G", "Rest on assumed values alone")] {
        press(&mut app, screen);
        let text = shown(&mut app, 80, 60);
        let at = text.lines().position(|l| l.starts_with(&format!("|{heading}"))).expect(heading) as u16;
        let before = (app.session.numbers.cursor, app.session.findings.cursor);
        app.click(5, at);
        assert_eq!((app.session.numbers.cursor, app.session.findings.cursor), before, "a heading is no row");
        app.click(5, at + 1);
        let below = text.lines().nth(usize::from(at) + 1).expect("a row").to_owned();
        let shown_rows = app.session.findings_shown();
        let name = match screen {
            "3" => app.session.numbers_shown()[app.session.numbers.cursor].id.to_owned(),
            _ => shown_rows[app.session.findings.cursor].row().rule,
        };
        assert!(below.contains(&name), "{name} is not on {below:?}");
    }
}

#[test]
fn a_click_goes_to_a_row_of_the_review_and_a_second_one_decides() {
    let mut app = app_with(EXAMPLE);
    press(&mut app, "R");
    let entry = app.session.dialogs.len();
    press(&mut app, "<esc>");
    assert!(entry > app.session.dialogs.len(), "nobody was asked who reviews");
    for (width, height) in [(80, 24), (120, 40)] {
        app.session.review.cursor = 0;
        let text = shown(&mut app, width, height);
        let rows = app.session.review_rows();
        let group = rows[0].group;
        assert_eq!(app.click(5, line(&text, &format!("|{group}"))), []);
        assert_eq!(app.session.review.cursor, 0, "a heading is no row");
        // The rows follow each other below the heading; each is found by a click on any part of it.
        let first = line(&text, &format!("|{group}")) + 1;
        for (at, x) in [(3, 2), (1, 20), (2, 30)] {
            app.click(x, first + at);
            assert_eq!(app.session.review.cursor, usize::from(at), "{width}x{height}\n{text}");
            assert!(app.session.dialogs.is_empty(), "the first click only points");
        }
    }
    let item = |l: &review::Line| matches!(l.about, review::About::Item(_));
    let rows = app.session.review_rows();
    let at = rows.iter().position(item).expect("an item of the checklist");
    // Far down the list, so that it has scrolled; the rows in sight are those that are clicked.
    app.session.review.cursor = rows.len() - 1;
    shown(&mut app, 120, 24);
    app.session.review.cursor = at;
    let text = shown(&mut app, 120, 24);
    let label: String = rows[at + 1].label.chars().take(20).collect();
    app.click(5, line(&text, &label));
    assert_eq!(app.session.review.cursor, at + 1);
    shown(&mut app, 120, 24);
    let text = shown(&mut app, 120, 24);
    app.click(5, line(&text, &label));
    assert_eq!(app.session.dialogs.len(), 1, "the second click does what Enter does");
    // What lies below an open question is not clicked through it.
    let before = app.session.review.cursor;
    app.click(1, 5);
    assert_eq!(app.session.review.cursor, before);
}

#[test]
fn a_click_goes_to_a_row_of_the_diagnosis_and_a_second_one_ticks_or_writes() {
    let mut app = app_with(EXAMPLE);
    press(&mut app, "D");
    assert_eq!(app.session.screen, Screen::Diagnose);
    let text = shown(&mut app, 80, 24);
    app.click(5, line(&text, "herd"));
    app.click(5, line(&text, "two leaders"));
    let cursor = |app: &dsbench::tui::app::App| app.session.diagnose_rows()[app.session.diagnose.cursor].clone();
    assert_eq!(cursor(&app).label, "two leaders");
    assert_eq!(cursor(&app).state, "", "the first click only points");
    let text = shown(&mut app, 80, 24);
    assert!(matches!(app.click(5, line(&text, "two leaders")).as_slice(), [Effect::Journal(_)]));
    assert_eq!((cursor(&app).label.as_str(), cursor(&app).state.as_str()), ("two leaders", "seen"));
    // The question to ask next is wrapped: its second line belongs to it, the heading above it does not.
    app.session.diagnose.cursor = 0;
    let text = shown(&mut app, 46, 40);
    let heading = line(&text, "5.1 Split brain");
    let hot = line(&text, "H1 Unfenced failover");
    app.click(5, hot);
    assert_eq!(cursor(&app).label, "H1 Unfenced failover");
    app.click(5, heading);
    assert_eq!(cursor(&app).label, "H1 Unfenced failover", "a heading is no row");
    app.click(5, heading + 2);
    assert!(cursor(&app).next, "{}\n{text}", cursor(&app).label);
    app.click(5, hot);
    app.click(5, hot);
    assert!(shown(&mut app, 80, 24).contains("Write it into the brief?"), "the second click does what Enter does");
}

#[test]
fn a_click_goes_to_a_line_of_the_start_screen_and_to_a_page() {
    let mut app = app_with("");
    let text = shown(&mut app, 80, 40);
    app.click(5, line(&text, "Diagnose an incident"));
    assert_eq!(app.session.start.items[app.session.start.cursor].label, "Diagnose an incident");
    assert!(app.session.dialogs.is_empty(), "the first click only points");
    let text = shown(&mut app, 80, 40);
    app.click(5, line(&text, "Diagnose an incident"));
    assert_eq!(app.session.dialogs.len(), 1, "the second one takes it");
    let mut app = app_with(EXAMPLE);
    press(&mut app, "7");
    let text = shown(&mut app, 80, 24);
    let title = app.session.pages_shown()[2].title.clone();
    app.click(5, line(&text, &title));
    assert_eq!(app.session.reference.cursor, 2);
}

#[test]
fn a_click_goes_to_a_file_of_the_export_and_a_second_one_writes() {
    let mut app = app_with(EXAMPLE);
    press(&mut app, "6p");
    app.session.pictures = true;
    let files = app.session.sheet_of_paper().files().into_iter();
    let targets: Vec<_> = files.map(|(name, text)| exporting::target(name, Ok(None), &text)).collect();
    let second = targets[1].path.clone();
    app.update(Msg::ExportSeen(targets));
    let text = shown(&mut app, 80, 24);
    let at = line(&text, &second);
    assert_eq!(app.click(5, at), [], "the first click only points");
    let Some(Dialog::Export(panel)) = app.session.dialogs.last() else { panic!("no panel") };
    assert_eq!(panel.cursor, 1);
    shown(&mut app, 80, 24);
    assert_eq!(app.click(5, at), [Effect::Export { force: false }]);
}
