//! What a key waits for: the highlight moved with everything worked out again, an answer accepted and taken back, and each
//! screen drawn. Messages in, state and cells out; no terminal.
//!
//! Goals: with an ordinary brief 1.5 ms for a key (median, drawing included), with the large one a frame of 16 ms.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use dsbench::brief::{self, Date};
use dsbench::findings::keys;
use dsbench::numbers::{World, derive_in};
use dsbench::session::{Action, Msg, Session};
use dsbench::tui::app::App;
use dsbench::tui::keymap::Keymap;
use dsbench::tui::theme::{Abilities, Palette, Theme};
use dsbench::tui::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

#[path = "support/large.rs"]
mod large;

const BOTH: [(&str, large::Extent); 2] = [("ordinary", large::ORDINARY), ("large", large::LARGE)];

fn open(extent: large::Extent) -> Session {
    let mut session = Session::new(Date::from_days(20_000), &[], None, &[]);
    session.beside = true;
    session.open("generated.brief.toml", &large::brief(extent)).expect("the generated brief is read");
    session
}

/// Everything that follows from the typed model, as at a key: figures without their inputs, findings without words.
fn follows(c: &mut Criterion) {
    for (name, extent) in BOTH {
        let brief = brief::read(&large::brief(extent)).expect("the generated brief is read");
        c.bench_function(&format!("derive and check/{name}"), |b| {
            b.iter(|| {
                let mut world = World::new(&brief);
                world.lean = true;
                let figures = derive_in(&world);
                black_box(keys(&world, &figures, None)).open.len() + figures.len()
            });
        });
    }
}

/// An answer to the first question that the brief leaves open, or to another one where it leaves none: tried as a preview
/// tries it, and given and taken back.
fn key(c: &mut Criterion) {
    for (name, extent) in BOTH {
        let mut session = open(extent);
        if session.guide.step().is_none() {
            session.update(Msg::Do(Action::Back));
        }
        let outlook = session.outlook(session.place().expect("a question is on screen"));
        let reply = outlook.replies.first().expect("another answer").clone();
        c.bench_function(&format!("answer tried/{name}"), |b| b.iter(|| black_box(outlook.look(&reply))));
        // As a person meets it: what follows was worked out while the question was read.
        c.bench_function(&format!("answer given/{name}"), |b| {
            b.iter_custom(|times| {
                let mut spent = Duration::ZERO;
                for _ in 0..times {
                    foresee(&mut session);
                    let at = session.guide.at;
                    let start = Instant::now();
                    session.update(Msg::Do(Action::Accept));
                    spent += start.elapsed();
                    while !session.dialogs.is_empty() {
                        session.update(Msg::Do(Action::Accept));
                    }
                    session.update(Msg::Do(Action::Undo));
                    while session.guide.at > at {
                        session.update(Msg::Do(Action::Back));
                    }
                }
                spent
            });
        });
        session.update(Msg::Do(Action::Redo));
        assert_eq!(session.doc.at(), 1, "the answer is a change");
        c.bench_function(&format!("undo and redo/{name}"), |b| {
            b.iter(|| {
                session.update(Msg::Do(Action::Undo));
                session.update(Msg::Do(Action::Redo))
            });
        });
    }
}

/// What the worker beside the screen does for the question on it.
fn foresee(session: &mut Session) {
    if let Some(outlook) = session.place().map(|place| session.outlook(place))
        && let Some(reply) = outlook.replies.first()
    {
        session.foresee(outlook.place.clone(), outlook.look(reply));
    }
}

fn screens(c: &mut Criterion) {
    let all = [
        ("guide", Action::Screen1),
        ("workbench", Action::Screen2),
        ("numbers", Action::Screen3),
        ("findings", Action::Screen4),
        ("lab", Action::Screen5),
        ("brief", Action::Screen6),
        ("reference", Action::Screen7),
    ];
    let theme = Theme::new(Palette::default(), &Abilities::default());
    let mut app = App::new(open(large::LARGE), Keymap::default(), theme);
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a buffer");
    for (name, action) in all {
        app.update(Msg::Do(action));
        // Two rows in turn, as when a key is held.
        let mut down = true;
        c.bench_function(&format!("key and screen/{name}"), |b| {
            b.iter(|| {
                down = !down;
                app.update(Msg::Do(if down { Action::Down } else { Action::Up }));
                terminal.draw(|frame| view::draw(&mut app, frame)).expect("a buffer").area
            });
        });
    }
}

criterion_group!(benches, follows, key, screens);
criterion_main!(benches);
