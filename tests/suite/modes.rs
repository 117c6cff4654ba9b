//! Review, diagnosis and coverage as modes of the session, driven by keys.

use std::path::PathBuf;

use dsbench::session::dialog::Dialog;
use dsbench::session::{Effect, Msg, Screen, review};
use dsbench::tui::app::App;

use crate::support::app::{EXAMPLE, app_with, press, shown};

fn text(app: &App) -> String {
    app.session.doc.text().expect("a text")
}

fn row(app: &App) -> review::Line {
    app.session.review_rows()[app.session.review.cursor].clone()
}

/// The first row about a finding that can be waived, under the cursor.
fn to_finding(app: &mut App) -> String {
    let fits = |l: &review::Line| l.waits && l.found.as_ref().is_some_and(|f| !f.unwaivable);
    let at = app.session.review_rows().iter().position(fits).expect("a finding to decide about");
    app.session.review.cursor = at;
    row(app).found.expect("a finding").key
}

#[test]
fn a_review_is_walked_from_what_waits_to_what_waits_and_ends_in_a_report() {
    let mut app = app_with(EXAMPLE);
    press(&mut app, "R");
    assert_eq!(app.session.screen, Screen::Review);
    press(&mut app, "<ctrl-u>Bo<cr>");
    assert!(row(&app).waits, "{:?}", row(&app));
    let key = to_finding(&mut app);
    press(&mut app, "dthe store does this by itself<cr>");
    assert!(text(&app).contains("decision = \"dispute\""), "{}", text(&app));
    assert!(row(&app).waits, "the cursor stays on what is decided");
    let disputed =
        app.session.review_rows().into_iter().find(|l| l.label.starts_with(key.split('/').next().unwrap_or("")));
    assert!(disputed.is_some_and(|l| l.state == "disputed" || l.waits));

    let late = to_finding(&mut app);
    press(&mut app, "pafter the load test, 2027-01-31<cr>");
    assert!(
        text(&app).contains("until = 2027-01-31") && text(&app).contains("note = \"after the load test\""),
        "{}",
        text(&app)
    );
    assert_ne!(late, key);

    let waived = to_finding(&mut app);
    press(&mut app, "xtoo short<cr>");
    assert!(shown(&mut app, 80, 24).contains("at least 40 characters"), "{}", shown(&mut app, 80, 24));
    press(&mut app, "<ctrl-u>accepted until the second site is there, seen by the owner<cr>");
    assert!(text(&app).contains(&format!("finding = \"{waived}\"")) && text(&app).contains("approver = \"Bo\""));

    let item = app.session.review_rows().iter().position(|l| l.label.starts_with("H01")).expect("a checklist");
    app.session.review.cursor = item;
    press(&mut app, "<cr>j<cr>nobody has read them<cr>");
    assert!(text(&app).contains("decision = \"no\"") && text(&app).contains("nobody has read them"), "{}", text(&app));
    press(&mut app, "vj<cr>not yet<cr>");
    assert!(text(&app).contains("verdict = \"object\""), "{}", text(&app));
    let effects = press(&mut app, "r");
    let [Effect::Write { name, text: report }] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(name, "orders.review.md");
    for want in ["| Bo | objects | 2026-11-24 | not yet |", "disputed", "put off", "H01", "## What ends when"] {
        assert!(report.contains(want), "{want} is not in the report:\n{report}");
    }
    press(&mut app, "zzzzz");
    assert_eq!(text(&app), EXAMPLE, "five undos take five decisions back");
}

/// On the findings screen, with the cursor on one that can be waived.
fn to_waivable(app: &mut App) -> String {
    press(app, "4");
    let found = app.session.rows_in_full(&app.session.findings_shown());
    let at = found.iter().position(|f| !f.unwaivable && f.rule != "MET-02").expect("a finding that can be waived");
    app.session.findings.cursor = at;
    found[at].key.clone()
}

#[test]
fn the_session_signs_no_waiver_for_anybody() {
    let reason = "accepted until the second site is there, seen in the last game day";
    let mut app = app_with(EXAMPLE);
    let owner = app.session.doc.brief().get("brief.owner").and_then(|o| o.as_str().map(str::to_owned));
    let owner = owner.expect("the example has an owner");
    let key = to_waivable(&mut app);
    press(&mut app, "xtoo short<cr>");
    assert!(shown(&mut app, 80, 24).contains("at least 40 characters"), "{}", shown(&mut app, 80, 24));
    press(&mut app, &format!("<ctrl-u>{reason}<cr>"));
    assert_eq!(text(&app), EXAMPLE, "nobody has approved it yet");
    let screen = shown(&mut app, 120, 40);
    assert!(screen.contains("Who approves the waiver") && screen.contains(&owner), "{screen}");
    assert_eq!(app.field.text(), "", "the owner is named and does not sign");
    press(&mut app, "<cr>");
    assert!(shown(&mut app, 80, 24).contains("needs the name of the person"), "{}", shown(&mut app, 80, 24));
    assert_eq!(text(&app), EXAMPLE);
    // Esc leaves everything as it was; the reason is there the next time, and behind Shift-Tab.
    press(&mut app, "<esc>");
    assert!(app.session.dialogs.is_empty());
    assert_eq!(text(&app), EXAMPLE);
    press(&mut app, "x");
    assert_eq!(app.field.text(), reason);
    press(&mut app, "<cr>Ada<shift-tab>");
    assert_eq!(app.field.text(), reason);
    press(&mut app, ", 2027-01-31<cr>Ada Kim<cr>");
    let waived = text(&app);
    for want in [&format!("finding = \"{key}\""), "approver = \"Ada Kim\"", "expires = 2027-01-31", reason] {
        assert!(waived.contains(want), "{want} is not in\n{waived}");
    }
    assert!(app.session.dialogs.is_empty() && app.session.status.text.contains("approved by Ada Kim"));
    press(&mut app, "z");
    assert_eq!(text(&app), EXAMPLE);
}

#[test]
fn what_stands_below_a_question_names_its_keys_and_the_verdict_fits_its_box() {
    let mut app = app_with(EXAMPLE);
    press(&mut app, "R<ctrl-u>Ada<cr>");
    to_finding(&mut app);
    let screen = shown(&mut app, 80, 24);
    assert!(screen.contains("Smallest change (f)"), "{screen}");
    assert!(!shown(&mut app, 200, 24).contains("Enter answer"), "a finding is not answered but gone to");
    press(&mut app, "x");
    let screen = shown(&mut app, 120, 40);
    assert!(screen.contains("Waive ") && screen.contains("Smallest change (f)"), "{screen}");
    assert!(!screen.contains("Ctrl-U"), "nothing is there to empty:\n{screen}");
    press(&mut app, "why");
    assert!(shown(&mut app, 80, 24).contains("Ctrl-U empty"));
    press(&mut app, "<esc>v");
    let screen = shown(&mut app, 80, 24);
    assert!(screen.contains("In the way: 47 required answers") && screen.contains("more."), "{screen}");
    press(&mut app, "j<cr>two layers retry<cr>");
    assert_eq!(app.session.status.text, "The verdict is in the brief; r writes the report");
}

#[test]
fn the_modes_draw_at_every_size_and_say_which_keys_work() {
    let mut app = app_with(EXAMPLE);
    for open in ["R", "D", "C"] {
        app.session.dialogs.clear();
        press(&mut app, open);
        app.session.dialogs.retain(|d| !matches!(d, Dialog::Entry(_)));
        for width in [0, 1, 7, 39, 40, 57, 76, 80, 124] {
            for height in [0, 1, 5, 12, 13, 16, 24] {
                shown(&mut app, width, height);
            }
        }
        if open != "C" {
            let text = shown(&mut app, 80, 24);
            assert!(text.lines().last().unwrap_or_default().contains("? help"), "{text}");
        }
    }
}

#[test]
fn a_fix_that_creates_an_error_asks_first() {
    use dsbench::session::dialog::{Confirm, Consequence};
    let mut app = app_with(EXAMPLE);
    press(&mut app, "R<ctrl-u>Bo<cr>");
    // Every suggestion of the brief: one that would bring up an error is never taken in silence.
    let mut asked = 0;
    for i in 0..app.session.review_rows().len() {
        let Some(line) = app.session.review_rows().get(i).cloned() else { break };
        let Some(fix) = line.found.and_then(|f| f.fix) else { continue };
        let mut probe = app_with(EXAMPLE);
        press(&mut probe, "R<ctrl-u>Bo<cr>");
        probe.session.review.cursor = i;
        let errors = probe.session.counts().errors;
        press(&mut probe, "f");
        match probe.session.dialogs.last() {
            Some(Dialog::Confirm(Confirm { text, yes: Consequence::Edit { .. }, .. })) => {
                assert!(text.contains("bring up"), "{text}");
                asked += 1;
            }
            _ => assert!(probe.session.counts().errors <= errors, "{} brought up an error in silence", fix.text),
        }
    }
    let _ = asked;
}

#[test]
fn an_incident_is_walked_from_a_symptom_to_a_brief_with_a_change_list() {
    let mut app = app_with("");
    let at =
        app.session.start.items.iter().position(|i| i.label == "Diagnose an incident").expect("on the start screen");
    app.session.start.cursor = at;
    let effects = press(&mut app, "<cr><ctrl-u>storm<cr>");
    let [Effect::Create { path, from }] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(path, &PathBuf::from("storm.brief.toml"));
    let fresh = dsbench::session::start::text(*from, "storm");
    app.update(Msg::Opened { name: "storm.brief.toml".into(), text: fresh });
    assert_eq!(app.session.screen, Screen::Diagnose);

    let rows = app.session.diagnose_rows();
    app.session.diagnose.cursor =
        rows.iter().position(|l| l.label.starts_with("load stays high")).expect("the symptom");
    press(&mut app, "<cr>");
    let screen = shown(&mut app, 80, 24);
    assert!(screen.contains("5.3") && screen.contains("No hypothesis is supported yet"), "{screen}");
    assert!(text(&app).contains("trigger = \"retry_storm\""));
    // The question under the cursor is the best one; the sign of retries is answered yes.
    let mut answered = 0;
    while answered < 12 {
        let row = app.session.diagnose_rows()[app.session.diagnose.cursor].clone();
        if !row.next {
            break;
        }
        let yes =
            row.label.contains("Attempts") || row.label.contains("Trigger gone") || row.detail.contains("attempts per");
        let confirms = row.label.starts_with("Was this looked up");
        press(&mut app, if yes || confirms { "y" } else { "n" });
        answered += 1;
        if confirms {
            break;
        }
    }
    let brief = app.session.doc.brief();
    let incident = dsbench::diagnose::incident::incident(brief).expect("an incident");
    assert_eq!(incident.cause.as_deref(), Some("5.3.h1"), "{:?}", incident.evidence);
    assert!(shown(&mut app, 80, 24).contains("5.3.h1 is confirmed; f writes what follows into the brief"));
    let at = app.session.diagnose_rows().iter().position(|l| l.state == "confirmed").expect("a confirmed cause");
    app.session.diagnose.cursor = at;
    // The page says what the narrow pane beside the list has no room for.
    press(&mut app, "w");
    let page = shown(&mut app, 80, 60);
    for want in ["5.3.h1 Retry amplification", "Lasting:", "For:", "+3 Attempts/request now vs baseline > 1.5? (yes)"] {
        assert!(page.contains(want), "{want} is not on the page:\n{page}");
    }
    press(&mut app, "<esc>f");
    assert!(shown(&mut app, 80, 24).contains("Write it into the brief?"));
    press(&mut app, "<cr>");
    assert!(app.session.status.text.starts_with("Done: "), "{}", app.session.status.text);
    let page = app.session.markdown();
    for want in [
        "### Incident",
        "confirmed by its number",
        "Retry amplification",
        "| First   ",
        "## 5 Change list",
        "`retry-amplification`",
    ] {
        assert!(page.contains(want), "{want} is not in the document:\n{page}");
    }
    let before = text(&app);
    press(&mut app, "z");
    assert!(!text(&app).contains("[change.retry-amplification]") && before.contains("[change.retry-amplification]"));
    // Opened again it begins with its questions, and says where the diagnosis is.
    let mut app = app_with("");
    app.update(Msg::Opened { name: "storm.brief.toml".into(), text: before });
    assert_eq!(app.session.screen, Screen::Guide);
    assert_eq!(app.session.status.text, "This brief answers an incident; D opens its diagnosis");
}

#[test]
fn enter_goes_on_from_a_symptom_that_is_ticked() {
    let mut app = app_with(EXAMPLE);
    press(&mut app, "D<space>");
    let ticked = text(&app);
    assert!(ticked.contains("symptoms = [\"two_leaders\"]"), "{ticked}");
    let row = app.session.diagnose_rows()[app.session.diagnose.cursor].clone();
    assert!(row.marked && !row.next, "the cursor left the symptom: {row:?}");
    assert!(press(&mut app, "<cr>").is_empty());
    assert_eq!(text(&app), ticked, "Enter took the tick away");
    let row = app.session.diagnose_rows()[app.session.diagnose.cursor].clone();
    assert!(row.next && row.group.starts_with("5.1"), "Enter did not go on: {row:?}");
    // The key that ticked takes the tick away again, and the tree with it.
    let at = app.session.diagnose_rows().iter().position(|l| l.label.starts_with("two leaders")).expect("the symptom");
    app.session.diagnose.cursor = at;
    press(&mut app, "<space>");
    assert!(!text(&app).contains("two_leaders"), "{}", text(&app));
    assert_eq!(app.session.status.text, "two leaders: not seen any more; z takes it back");
}

#[test]
fn the_coverage_of_claims_opens_over_any_screen() {
    let mut app = app_with(EXAMPLE);
    press(&mut app, "C");
    let text = shown(&mut app, 80, 24);
    assert!(text.contains("Claims and what proves them") && text.contains("claims have all five"), "{text}");
    press(&mut app, "<esc>");
    assert!(app.session.dialogs.is_empty());
}

#[test]
fn patterns_and_numbers_stand_beside_the_question_they_answer() {
    let mut app = app_with(EXAMPLE);
    press(&mut app, ":Q22<cr>");
    if app.session.guide.step().is_none_or(|s| s.id != "Q22") {
        press(&mut app, ":Quorum<cr>");
    }
    press(&mut app, "w");
    let text = shown(&mut app, 120, 60);
    let step = app.session.guide.step().expect("a question");
    let patterns = dsbench::reference::patterns_for(&step.id);
    assert!(!patterns.is_empty(), "{} has no pattern", step.id);
    for page in patterns.iter().take(2) {
        assert!(text.contains(page.name()), "{} is not beside {}:\n{text}", page.name(), step.id);
    }
    for number in step.shows.iter().take(2) {
        assert!(text.contains(number.as_str()), "{number} is not beside {}:\n{text}", step.id);
    }
}

#[test]
fn files_that_changes_name_and_that_are_not_there_are_shown_and_reported() {
    let mut app = app_with(EXAMPLE);
    press(&mut app, "4");
    let before = shown(&mut app, 80, 24);
    let files = ["src/a.rs", "src/b.rs", "src/c.rs", "src/d.rs"].map(|f| ("key".to_owned(), f.to_owned()));
    app.update(Msg::FilesMissing(files[..1].to_vec()));
    let one = shown(&mut app, 80, 24);
    assert!(one.contains("not there: src/a.rs of change.key") && !before.contains("not there:"), "{one}");
    app.update(Msg::FilesMissing(files.to_vec()));
    let four = shown(&mut app, 80, 24);
    assert!(four.contains("src/b.rs") && !four.contains("src/c.rs") && four.contains("2 more files"), "{four}");
    for height in [12, 13, 16] {
        let low = shown(&mut app, 40, height);
        assert!(low.contains("required answers"), "the list has no room left:\n{low}");
    }
    let effects = press(&mut app, "R<ctrl-u>Bo<cr>r");
    let [Effect::Write { text, .. }] = effects.as_slice() else { panic!("{effects:?}") };
    let section = text.split("## Files that changes name").nth(1).expect("the section");
    assert!(section.contains("`src/d.rs` of `change.key`"), "{section}");
    app.update(Msg::FilesMissing(Vec::new()));
    let effects = press(&mut app, "r");
    let [Effect::Write { text, .. }] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(!text.contains("Files that changes name"));
}
