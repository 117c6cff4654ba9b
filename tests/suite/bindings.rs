//! Every binding of the key table, typed: its key does what the table says, and so does the key that a person puts in its
//! place. A binding without a row here fails, and so does a row without a binding.

use dsbench::session::dialog::Dialog;
use dsbench::session::start::From;
use dsbench::session::{Effect, Screen, Side};
use dsbench::tui::app::App;
use dsbench::tui::keymap::{BINDINGS, Binding, Context, Keymap};

use crate::support::app::{EXAMPLE, app_with, press, shown, walk};

/// The application before and after the key, and what it asked its shell to do.
struct Seen {
    before: View,
    after: View,
    effects: Vec<Effect>,
}

/// What a person could tell apart.
#[derive(Debug, Clone, PartialEq)]
struct View {
    screen: Screen,
    side: Side,
    dialogs: Vec<Dialog>,
    brief: String,
    status: String,
    frame: String,
    /// The place on each screen: question, highlight, rows of the lists.
    guide: (usize, usize, Vec<bool>),
    start: usize,
    outline: (usize, usize),
    numbers: (usize, bool, String),
    findings: usize,
    knobs: Vec<bool>,
    /// Pinned variants, fields marked for a sweep, whether an export has pictures.
    lab: (usize, usize, bool),
    unread: usize,
    /// First row of the page on screen.
    scrolled: usize,
    typed: String,
}

fn view(app: &mut App) -> View {
    let frame = shown(app, 80, 24);
    let s = &app.session;
    let page = if s.dialogs.is_empty() { "brief" } else { "page" };
    View {
        screen: s.screen,
        side: s.side,
        dialogs: s.dialogs.clone(),
        brief: s.doc.text().unwrap_or_default(),
        status: s.status.text.clone(),
        frame,
        guide: (s.guide.at, s.guide.cursor, s.guide.ticks.clone()),
        start: s.start.cursor,
        outline: (s.outline.cursor, s.outline.rows.len()),
        numbers: (s.numbers.cursor, s.numbers.sorted, s.numbers.filter.clone()),
        findings: s.findings.cursor,
        knobs: s.lab.knobs.iter().map(|k| k.nudged.is_some()).collect(),
        lab: (s.lab.pins.len(), s.lab.knobs.iter().filter(|k| k.marked).count(), s.pictures),
        unread: s.pages.iter().filter(|p| p.unread).count(),
        scrolled: app.offsets.get(page).copied().unwrap_or(0),
        typed: app.field.text().to_owned(),
    }
}

impl Seen {
    fn journalled(&self) -> bool {
        self.before.brief != self.after.brief && self.effects.iter().any(|e| matches!(e, Effect::Journal(_)))
    }
    fn asks_for(&self, effect: &Effect) -> bool {
        self.effects == [effect.clone()]
    }
    /// A layer more than before, of some kind.
    fn opened(&self, kind: fn(&Dialog) -> bool) -> bool {
        self.after.dialogs.len() == self.before.dialogs.len() + 1 && self.after.dialogs.last().is_some_and(kind)
    }
    fn closed(&self) -> bool {
        self.after.dialogs.len() + 1 == self.before.dialogs.len() && self.before.brief == self.after.brief
    }
    fn went_to(&self, screen: Screen) -> bool {
        self.before.screen != screen && self.after.screen == screen
    }
}

fn entry(d: &Dialog) -> bool {
    matches!(d, Dialog::Entry(_))
}

fn pager(d: &Dialog) -> bool {
    matches!(d, Dialog::Pager(_))
}

fn pick(d: &Dialog) -> bool {
    matches!(d, Dialog::Pick(_))
}

fn palette(d: &Dialog) -> bool {
    matches!(d, Dialog::Palette { .. })
}

fn palette_row(v: &View) -> usize {
    match v.dialogs.last() {
        Some(Dialog::Palette { cursor, .. }) => *cursor,
        _ => usize::MAX,
    }
}

fn explored(d: &Dialog) -> bool {
    matches!(d, Dialog::Explored { .. })
}

fn chart(d: &Dialog) -> bool {
    matches!(d, Dialog::Charts { .. })
}

/// Which chart is on screen.
fn place(v: &View) -> usize {
    match v.dialogs.last() {
        Some(Dialog::Charts { cursor, .. }) => *cursor,
        _ => usize::MAX,
    }
}

fn column(v: &View) -> usize {
    match v.dialogs.last() {
        Some(Dialog::Compare { cursor, .. }) => *cursor,
        _ => usize::MAX,
    }
}

/// A sweep over one field that finds a change, and the same with what it found put away again.
const SWEEP: &str = "5/cart.replication.w<cr>x<ctrl-u>D10/dataset.cart#read-write >= 2<cr>";
const SWEEP_AND_CLOSE: &str = "5/cart.replication.w<cr>x<ctrl-u>D10/dataset.cart#read-write >= 2<cr><esc>";

/// The review, with the name of whoever reviews given.
const REVIEW: &str = "R<ctrl-u>Bo<cr>";

/// What the application starts with.
enum On {
    /// The start screen.
    Nothing,
    /// A brief nobody has answered yet.
    Fresh,
    /// A finished brief.
    Example,
    /// The same with a text of several lines.
    Lines,
}

/// A binding by its name in the configuration, the keys that lead to where it holds, and what it must do.
type Case = (&'static str, On, &'static str, fn(&Seen) -> bool);

const CASES: &[Case] = &[
    ("guide.accept", On::Fresh, "", |s| s.journalled() && s.after.guide.0 > s.before.guide.0),
    ("guide.toggle", On::Example, ":Q13<cr>g", |s| s.after.guide.2 != s.before.guide.2 && s.effects.is_empty()),
    ("guide.unsure", On::Fresh, "", |s| s.journalled() && s.after.brief.contains("[[open_question]]")),
    ("guide.skip", On::Fresh, "", |s| s.opened(|d| matches!(d, Dialog::Pick(_)))),
    ("guide.back", On::Fresh, "<right><right>", |s| s.after.guide.0 + 1 == s.before.guide.0),
    ("guide.forward", On::Fresh, "", |s| s.after.guide.0 == s.before.guide.0 + 1 && s.effects.is_empty()),
    ("guide.other", On::Fresh, "", |s| s.opened(entry)),
    ("guide.same-for-others", On::Example, "jj<cr>:Q27<cr>", |s| s.after.status.contains("same answer for")),
    ("guide.why", On::Fresh, "", |s| s.before.side == Side::Follows && s.after.side == Side::Why),
    ("workbench.accept", On::Example, ":brief.title<cr>", |s| s.opened(entry)),
    ("workbench.add", On::Example, ":dataset.cart.class<cr><left>", |s| {
        s.opened(|d| matches!(d, Dialog::Entry(e) if e.title == "New dataset"))
    }),
    ("workbench.rename", On::Example, ":dataset.cart.class<cr><left>", |s| {
        s.opened(|d| matches!(d, Dialog::Entry(e) if e.title == "Rename dataset.cart"))
    }),
    ("workbench.remove", On::Example, ":dataset.cart.class<cr>", |s| {
        s.journalled() && s.after.brief.lines().count() + 1 == s.before.brief.lines().count()
    }),
    ("workbench.unsure", On::Example, ":dataset.cart.class<cr>", |s| {
        s.journalled() && s.after.brief.contains("What is dataset.cart.class?")
    }),
    ("workbench.skip", On::Example, ":dataset.cart.class<cr>", |s| s.opened(|d| matches!(d, Dialog::Pick(_)))),
    ("workbench.expand", On::Example, "2g", |s| s.after.outline.1 > s.before.outline.1),
    ("workbench.collapse", On::Example, ":dataset.cart.class<cr><left>", |s| s.after.outline.1 < s.before.outline.1),
    ("workbench.why", On::Example, "2", |s| s.after.side == Side::Why),
    ("guide.charts", On::Example, "", |s| s.opened(chart)),
    ("workbench.note", On::Example, ":dataset.cart.class<cr>", |s| {
        s.opened(|d| matches!(d, Dialog::Pick(p) if p.title.contains("dataset.cart.class")))
    }),
    ("workbench.duplicate", On::Example, ":dataset.cart.class<cr><left>", |s| {
        s.opened(|d| matches!(d, Dialog::Entry(e) if e.title.contains("dataset.cart")))
    }),
    ("numbers.accept", On::Example, "3", |s| s.opened(pager)),
    ("numbers.charts", On::Example, "3", |s| s.opened(chart)),
    ("numbers.influence", On::Example, "3", |s| matches!(s.effects.as_slice(), [Effect::Influence { .. }])),
    ("charts.forward", On::Example, "3c", |s| place(&s.before) != place(&s.after)),
    ("charts.back", On::Example, "3cc", |s| place(&s.before) != place(&s.after)),
    ("charts.table", On::Example, "3c", |s| s.before.dialogs != s.after.dialogs && place(&s.before) == place(&s.after)),
    ("numbers.sort", On::Example, "3", |s| s.after.numbers.1 && s.after.frame != s.before.frame),
    ("findings.accept", On::Example, "4/QUO<cr>", |s| s.went_to(Screen::Workbench)),
    ("findings.apply", On::Example, "4/RTY<cr>", |s| s.journalled() && s.after.status.contains("z takes it back")),
    ("findings.waive", On::Example, "4/CHG<cr>", |s| s.opened(entry)),
    ("findings.why", On::Example, "4", |s| s.opened(pager)),
    ("findings.other-fixes", On::Example, "4/RTY<cr>", |s| s.opened(pick)),
    ("review.toggle", On::Example, REVIEW, |s| s.effects.is_empty() && s.before.frame != s.after.frame),
    ("review.apply", On::Example, REVIEW, |s| s.journalled() && s.after.brief.contains("decision = \"fix\"")),
    ("review.other-fixes", On::Example, REVIEW, |s| s.opened(pick)),
    ("review.waive", On::Example, REVIEW, |s| s.opened(entry)),
    ("review.dispute", On::Example, REVIEW, |s| s.opened(entry)),
    ("review.put-off", On::Example, REVIEW, |s| s.opened(entry)),
    ("review.accept", On::Example, "R<ctrl-u>Bo<cr>G", |s| s.opened(pick)),
    ("review.verdict", On::Example, REVIEW, |s| s.opened(pick)),
    (
        "review.report",
        On::Example,
        REVIEW,
        |s| matches!(s.effects.as_slice(), [Effect::Write { name, .. }] if name == "orders.review.md"),
    ),
    ("review.why", On::Example, REVIEW, |s| s.opened(pager)),
    ("diagnose.toggle", On::Example, "D", |s| s.journalled() && s.after.brief.contains("symptoms = [\"two_leaders\"]")),
    ("diagnose.accept", On::Example, "D", |s| s.journalled() && s.after.frame.contains("5.1 Split brain")),
    ("diagnose.yes", On::Example, "D<cr>", |s| s.journalled() && s.after.brief.contains("=yes\"]")),
    ("diagnose.no", On::Example, "D<cr>", |s| s.journalled() && s.after.brief.contains("=no\"]")),
    ("diagnose.unsure", On::Example, "D<cr>", |s| s.journalled() && s.after.brief.contains("=unknown\"]")),
    ("diagnose.apply", On::Example, "D<cr>jj", |s| s.opened(|d| matches!(d, Dialog::Confirm(_)))),
    ("diagnose.why", On::Example, "D<cr>", |s| s.opened(pager)),
    ("lab.forward", On::Example, "5", |s| !s.before.knobs.contains(&true) && s.after.knobs.contains(&true)),
    ("lab.back", On::Example, "5", |s| !s.before.knobs.contains(&true) && s.after.knobs.contains(&true)),
    ("lab.accept", On::Example, "5l", |s| s.journalled() && !s.after.knobs.contains(&true)),
    ("lab.clear", On::Example, "5l", |s| s.before.knobs.contains(&true) && !s.after.knobs.contains(&true)),
    ("lab.pin", On::Example, "5l", |s| s.after.lab.0 == 1 && !s.after.knobs.contains(&true)),
    ("lab.compare", On::Example, "5lp", |s| s.opened(|d| matches!(d, Dialog::Compare { .. }))),
    ("lab.explore", On::Example, "5", |s| s.opened(entry)),
    ("lab.explore-all", On::Example, "5", |s| {
        s.opened(|d| matches!(d, Dialog::Entry(e) if e.title.starts_with("Change one decision")))
    }),
    ("lab.mark", On::Example, "5", |s| (s.before.lab.1, s.after.lab.1) == (0, 1)),
    ("lab.verify", On::Example, "5", |s| s.effects.iter().any(|e| matches!(e, Effect::Verify { .. }))),
    ("lab.last-sweep", On::Example, SWEEP_AND_CLOSE, |s| s.opened(explored)),
    ("brief.files", On::Example, "6", |s| s.asks_for(&Effect::LookExport)),
    ("compare.accept", On::Example, "5lpcl", |s| s.journalled() && !s.after.brief.contains("review_note")),
    ("compare.options-considered", On::Example, "5lpcl", |s| s.opened(|d| matches!(d, Dialog::Confirm(_)))),
    ("compare.back", On::Example, "5lpcl", |s| column(&s.after) + 1 == column(&s.before)),
    ("compare.forward", On::Example, "5lpjlpch", |s| column(&s.after) == column(&s.before) + 1),
    ("compare.remove", On::Example, "5lpcl", |s| (s.before.lab.0, s.after.lab.0) == (1, 0)),
    ("explored.accept", On::Example, SWEEP, |s| !s.before.knobs.contains(&true) && s.after.knobs.contains(&true)),
    ("explored.explore", On::Example, SWEEP, |s| s.after.dialogs.last().is_some_and(entry)),
    ("explored.explore-all", On::Example, SWEEP, |s| {
        s.after.dialogs.last().is_some_and(|d| matches!(d, Dialog::Entry(e) if e.title.starts_with("Change one")))
    }),
    ("changes.accept", On::Fresh, "<cr><cr>Hg", |s| s.journalled() && s.after.dialogs.is_empty()),
    ("export-panel.accept", On::Example, "6p", |s| s.asks_for(&Effect::Export { force: false })),
    ("export-panel.apply", On::Example, "6p", |s| s.asks_for(&Effect::Export { force: true })),
    ("export-panel.toggle", On::Example, "6p", |s| s.before.lab.2 != s.after.lab.2 && s.asks_for(&Effect::LookExport)),
    ("export-panel.page-down", On::Example, "6p", |s| s.before.dialogs != s.after.dialogs && s.effects.is_empty()),
    ("pick.accept", On::Example, ":dataset.cart.class<cr><cr>G", |s| s.journalled() && s.after.dialogs.is_empty()),
    ("pick.toggle", On::Example, ":call.gateway-orders.retry_on<cr><cr>", |s| {
        s.before.dialogs != s.after.dialogs && s.effects.is_empty() && s.after.dialogs.len() == 1
    }),
    ("brief.page-down", On::Example, "6", |s| s.after.scrolled > s.before.scrolled + 5),
    ("reference.accept", On::Example, "7", |s| s.opened(pager) && s.after.unread + 1 == s.before.unread),
    ("reference.close", On::Nothing, "7", |s| s.went_to(Screen::Start)),
    ("reference.mark-read", On::Example, "7", |s| {
        s.after.dialogs.is_empty() && s.after.unread + 1 == s.before.unread && s.effects.len() == 1
    }),
    ("start.accept", On::Nothing, "", |s| s.opened(entry)),
    ("start.example", On::Nothing, "", |s| {
        matches!(s.effects.as_slice(), [Effect::Create { from: From::Example, .. }])
    }),
    ("list.up", On::Nothing, "jj", |s| s.after.start == 1),
    ("list.down", On::Nothing, "", |s| s.after.start == 1),
    ("list.page-up", On::Example, "3G", |s| s.after.numbers.0 + 10 == s.before.numbers.0),
    ("list.page-down", On::Example, "3", |s| s.after.numbers.0 == 10),
    ("list.first", On::Example, "3jjj", |s| s.after.numbers.0 == 0),
    ("list.last", On::Example, "3", |s| s.after.numbers.0 > 20),
    ("confirm.accept", On::Example, ":dataset.cart.class<cr><left>d", |s| {
        s.journalled() && !s.after.brief.contains("[dataset.cart]")
    }),
    ("confirm.close", On::Example, ":dataset.cart.class<cr><left>d", Seen::closed),
    ("pager.close", On::Example, "?", Seen::closed),
    ("text.accept", On::Example, ":call.gateway-orders.timeout<cr><cr><ctrl-u>300ms", |s| {
        s.journalled() && s.after.brief.contains("timeout = \"300ms\"")
    }),
    ("text.close", On::Example, ":call.gateway-orders.timeout<cr><cr><ctrl-u>300ms", Seen::closed),
    ("text.next-field", On::Example, ":call.gateway-orders.timeout<cr><cr><ctrl-u>300ms", Seen::closed),
    ("text.previous-field", On::Fresh, "<cr>o", |s| s.closed() && s.after.guide.0 + 1 == s.before.guide.0),
    ("area.accept", On::Lines, ":goal.no-double-charge.text<cr><cr>Stays in Europe", |s| {
        s.journalled() && s.after.dialogs.is_empty()
    }),
    ("area.close", On::Lines, ":goal.no-double-charge.text<cr><cr>x", Seen::closed),
    ("area.previous-field", On::Lines, ":goal.no-double-charge.text<cr><cr>x", Seen::closed),
    ("palette.accept", On::Example, ":numbers", |s| s.went_to(Screen::Numbers)),
    ("palette.up", On::Example, ":<down><down>", |s| palette_row(&s.after) == 1),
    ("palette.down", On::Example, ":", |s| palette_row(&s.after) == 1),
    ("palette.page-up", On::Example, ":<pagedown><pagedown>", |s| palette_row(&s.after) == 10),
    ("palette.page-down", On::Example, ":", |s| palette_row(&s.after) == 10),
    ("palette.close", On::Example, ":", Seen::closed),
    ("global.next-pane", On::Fresh, "", |s| (s.before.side, s.after.side) == (Side::Follows, Side::Findings)),
    ("global.previous-pane", On::Fresh, "", |s| (s.before.side, s.after.side) == (Side::Follows, Side::Why)),
    ("global.search", On::Example, "3", |s| s.opened(|d| matches!(d, Dialog::Entry(e) if e.title == "Filter"))),
    ("global.undo", On::Fresh, "<cr>", |s| s.journalled() && s.after.status.starts_with("Undone")),
    ("global.redo", On::Fresh, "<cr>z", |s| s.journalled() && s.after.status.starts_with("Redone")),
    ("global.export", On::Example, "", |s| s.asks_for(&Effect::Export { force: false })),
    ("global.save", On::Example, "", |s| s.asks_for(&Effect::Save { over: false })),
    ("global.answers", On::Example, "", |s| s.opened(|d| matches!(d, Dialog::Answers { .. }))),
    ("global.history", On::Fresh, "<cr>", |s| s.opened(|d| matches!(d, Dialog::History { .. }))),
    ("global.review", On::Example, "", |s| s.went_to(Screen::Review)),
    ("global.diagnose", On::Example, "", |s| s.went_to(Screen::Diagnose)),
    ("global.coverage", On::Example, "", |s| s.opened(pager)),
    ("global.copy", On::Example, "3", |s| matches!(s.effects.as_slice(), [Effect::Copy(t)] if t.starts_with('D'))),
    ("global.editor", On::Example, "", |s| s.asks_for(&Effect::Editor)),
    ("global.palette", On::Example, "", |s| s.opened(palette)),
    ("global.help", On::Example, "", |s| s.opened(|d| *d == Dialog::Help)),
    ("global.screen-guide", On::Example, "2", |s| s.went_to(Screen::Guide)),
    ("global.screen-workbench", On::Example, "", |s| s.went_to(Screen::Workbench)),
    ("global.screen-numbers", On::Example, "", |s| s.went_to(Screen::Numbers)),
    ("global.screen-findings", On::Example, "", |s| s.went_to(Screen::Findings)),
    ("global.screen-lab", On::Example, "", |s| s.went_to(Screen::Lab)),
    ("global.screen-brief", On::Example, "", |s| s.went_to(Screen::Brief)),
    ("global.screen-reference", On::Example, "", |s| s.went_to(Screen::Reference)),
    ("global.close", On::Example, "3/slo<cr>", |s| !s.before.numbers.2.is_empty() && s.after.numbers.2.is_empty()),
    ("global.quit", On::Example, "", |s| s.asks_for(&Effect::Quit { discard: false })),
    ("always.screen-guide", On::Example, ":x", |s| s.after.screen == Screen::Guide && s.after.dialogs.is_empty()),
    ("always.screen-workbench", On::Example, "o", |s| s.went_to(Screen::Workbench)),
    ("always.screen-numbers", On::Example, "o", |s| s.went_to(Screen::Numbers)),
    ("always.screen-findings", On::Example, "o", |s| s.went_to(Screen::Findings)),
    ("always.screen-lab", On::Example, "o", |s| s.went_to(Screen::Lab)),
    ("always.screen-brief", On::Example, "o", |s| s.went_to(Screen::Brief)),
    ("always.screen-reference", On::Example, "o", |s| s.went_to(Screen::Reference)),
    ("always.palette", On::Fresh, "ox", |s| s.opened(palette)),
    ("always.cancel", On::Fresh, "ox", |s| s.closed() && s.after.status.contains("again")),
    ("always.suspend", On::Fresh, "o", |s| s.asks_for(&Effect::Suspend)),
    ("always.redraw", On::Fresh, "o", |s| s.asks_for(&Effect::Redraw)),
];

fn name(row: &Binding) -> String {
    format!("{}.{}", row.context.word(), row.action.word())
}

fn start(case: &Case) -> App {
    let mut app = app_with(&match case.1 {
        On::Nothing => String::new(),
        On::Fresh => dsbench::questions::skeleton("early_design", "Checkout"),
        On::Example => EXAMPLE.to_owned(),
        On::Lines => {
            EXAMPLE.replace("[goal.no-double-charge]\ntext = \"", "[goal.no-double-charge]\ntext = \"First.\\n")
        }
    });
    shown(&mut app, 80, 24);
    walk(&mut app, case.2);
    app
}

/// Types a key where a case holds; an error in words when it does not do what it must.
fn try_key(case: &Case, row: &Binding, key: &str, keymap: Option<Keymap>) -> Result<(), String> {
    let mut app = start(case);
    if let Some(keymap) = keymap {
        app.keymap = keymap;
    }
    let before = view(&mut app);
    let parsed = key.parse().map_err(|e: String| e)?;
    if app.keymap.find(app.contexts(), parsed) != Some(row.action) {
        let contexts = app.contexts();
        return Err(format!(
            "after {:?} `{key}` is not {}: {contexts:?}; the screen is\n{}",
            case.2, case.0, before.frame
        ));
    }
    let effects = press(&mut app, &format!("<{key}>"));
    let seen = Seen { before, after: view(&mut app), effects };
    if (case.3)(&seen) {
        return Ok(());
    }
    Err(format!(
        "`{key}` after {:?} does not do what {} must; effects {:?}, message {:?}; the screen is\n{}",
        case.2, case.0, seen.effects, seen.after.status, seen.after.frame
    ))
}

#[test]
fn every_binding_is_tried_and_every_trial_has_its_binding() {
    let table: Vec<String> = BINDINGS.iter().map(name).collect();
    let tried: Vec<String> = CASES.iter().map(|c| c.0.to_owned()).collect();
    let missing: Vec<_> = table.iter().filter(|n| !tried.contains(n)).collect();
    let idle: Vec<_> = tried.iter().filter(|n| !table.contains(n)).collect();
    assert!(missing.is_empty(), "no row in tests/suite/bindings.rs types these: {missing:?}");
    assert!(idle.is_empty(), "rows of tests/suite/bindings.rs without a binding: {idle:?}");
    assert_eq!(table.len(), tried.len(), "a binding is tried twice");
}

fn all_problems(try_row: impl Fn(&Case, &Binding) -> Vec<String>) {
    let mut problems = Vec::new();
    for case in CASES {
        let Some(row) = BINDINGS.iter().find(|row| name(row) == case.0) else { continue };
        problems.extend(try_row(case, row));
    }
    assert!(problems.is_empty(), "{} of {}:\n{}", problems.len(), CASES.len(), problems.join("\n\n"));
}

#[test]
fn every_key_of_every_binding_does_what_the_table_says() {
    all_problems(|case, row| row.keys.iter().filter_map(|key| try_key(case, row, key, None).err()).collect());
}

#[test]
fn every_binding_works_on_the_key_that_a_person_gives_it() {
    let own = "ctrl-alt-f9";
    all_problems(|case, row| {
        let keymap = Keymap::with(&[(case.0.to_owned(), vec![own.to_owned()])].into()).expect("a free key");
        let mut problems: Vec<String> = try_key(case, row, own, Some(keymap.clone())).err().into_iter().collect();
        for key in row.keys {
            let key = key.parse().expect("a key");
            if keymap.find(&[row.context], key).is_some() {
                problems.push(format!("{}: `{key}` still works although it was given away", case.0));
            }
        }
        problems
    });
}

#[test]
fn help_and_footer_show_the_key_that_a_person_gave() {
    let mut app = app_with(EXAMPLE);
    app.keymap = Keymap::with(&[("global.export".to_owned(), vec!["f9".to_owned()])].into()).expect("a free key");
    let footer = |app: &mut App| shown(app, 200, 24).lines().last().unwrap_or_default().to_owned();
    assert!(footer(&mut app).contains("F9 export"), "{}", footer(&mut app));
    press(&mut app, "?");
    assert!(shown(&mut app, 100, 60).contains("F9"), "{}", shown(&mut app, 100, 60));
}

#[test]
fn a_key_that_was_switched_off_does_nothing() {
    let mut app = app_with(EXAMPLE);
    app.keymap = Keymap::with(&[("global.quit".to_owned(), Vec::new())].into()).expect("an empty list");
    assert_eq!(press(&mut app, "q"), []);
    assert!(!shown(&mut app, 200, 24).contains("q quit"), "a key that is off is advertised");
}

#[test]
fn no_context_is_without_a_way_out() {
    for context in Context::ALL.iter().filter(|c| **c != Context::Always) {
        let leaves = |row: &&Binding| ["close", "quit", "cancel"].contains(&row.action.word());
        let own = BINDINGS.iter().filter(leaves).any(|row| row.context == *context);
        let around = !matches!(context, Context::Text | Context::Area | Context::PaletteBox | Context::Confirm);
        assert!(own || around, "{} cannot be left with a key of its own", context.word());
    }
}
