//! Every screen with its styles, as it was when somebody last looked: at four sizes, in colour and in monochrome. A change
//! that nobody meant shows here. `UPDATE_FRAMES=1 cargo test --test suite frames` draws them again; look at the difference.

use std::path::{Path, PathBuf};

use dsbench::tui::app::App;
use dsbench::tui::theme::{Abilities, Palette, Theme};
use dsbench::tui::view;

use crate::support::app::{EXAMPLE, themed, walk};
use crate::support::screen;

/// A screen by name: whether a brief is open, and the keys that lead to it.
const SCREENS: &[(&str, bool, &str)] = &[
    ("start", false, ""),
    ("guide", true, "<left><left><left>j"),
    ("done", true, ""),
    ("workbench", true, "2:call.gateway-orders.timeout<cr>"),
    ("numbers", true, "3jj"),
    ("findings", true, "4j"),
    ("lab", true, "5l"),
    ("brief", true, "6"),
    ("reference", true, "7"),
    ("review", true, "R<ctrl-u>Bo<cr>"),
    ("diagnose", true, "D"),
    ("diagnosed", true, "D<cr>yn"),
];

/// What lies over a screen, likewise; at the sizes that matter for it.
const LAYERS: &[(&str, bool, &str)] = &[
    ("help", true, "4?"),
    ("palette", true, ":quorum"),
    ("entry", true, ":call.gateway-orders.timeout<cr><cr><ctrl-u>soon<cr>"),
    ("pick", true, ":dataset.cart.class<cr><cr>"),
    ("confirm", true, ":dataset.cart.class<cr><left>d"),
    ("answers", true, "a"),
    ("page", true, "3<cr>"),
    ("charts", true, "3c"),
    ("table", true, "3ct"),
    ("compare", true, "5/cart.replication<cr>lpjlpc"),
    ("sweep", true, "5/cart.replication.w<cr>x<ctrl-u>D10/dataset.cart#read-write >= 2<cr>"),
    ("verified", true, "5v"),
    ("history", true, "2:call.gateway-orders.timeout<cr><cr><ctrl-u>300ms<cr>:dataset.cart.class<cr><cr>G<cr>zH"),
    ("export", true, "6p"),
];

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (200, 60), (40, 12)];

fn theme(palette: Palette, unicode: bool) -> Theme {
    Theme::new(palette, &Abilities { unicode, ..Abilities::default() })
}

fn drawn(palette: Palette, open: bool, keys: &str, (width, height): (u16, u16)) -> ratatui::buffer::Buffer {
    let mut app: App = themed(if open { EXAMPLE } else { "" }, theme(palette, true));
    // Once before the keys: pages know their length from being drawn.
    screen::draw(width, height, |frame| view::draw(&mut app, frame));
    walk(&mut app, keys);
    screen::draw(width, height, |frame| view::draw(&mut app, frame))
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/frames").join(name)
}

/// Text, then the styles in colour, then those in monochrome.
fn snapshot(open: bool, keys: &str, size: (u16, u16)) -> String {
    let colour = drawn(Palette::Default, open, keys, size);
    let mono = drawn(Palette::Mono, open, keys, size);
    assert_eq!(screen::text(&colour), screen::text(&mono), "{keys:?}: the words depend on the colours");
    let styles = |buffer| screen::styled(buffer).split_once("\n---\n").map(|(_, s)| s.to_owned()).unwrap_or_default();
    format!("{}\n--- in colour\n{}--- in monochrome\n{}", screen::text(&colour), styles(&colour), styles(&mono))
}

#[test]
fn every_screen_looks_as_it_did() {
    let write = std::env::var_os("UPDATE_FRAMES").is_some();
    let mut wanted = Vec::new();
    let mut stale = Vec::new();
    let layers = LAYERS.iter().flat_map(|s| [SIZES[0], SIZES[1], SIZES[3]].map(|size| (s, size)));
    for ((name, open, keys), size) in SCREENS.iter().flat_map(|s| SIZES.map(|size| (s, size))).chain(layers) {
        let file = format!("{name}-{}x{}.txt", size.0, size.1);
        let now = snapshot(*open, keys, size);
        if write {
            std::fs::create_dir_all(path("")).expect("tests/data is writable");
            std::fs::write(path(&file), &now).expect("tests/data is writable");
        }
        let was = std::fs::read_to_string(path(&file)).unwrap_or_default();
        if was != now {
            let line = was.lines().zip(now.lines()).position(|(a, b)| a != b).unwrap_or(0);
            let at = |text: &str| text.lines().nth(line).unwrap_or_default().to_owned();
            stale.push(format!("{file}, line {}:\n  was {}\n  now {}", line + 1, at(&was), at(&now)));
        }
        wanted.push(file);
    }
    let dead: Vec<String> = std::fs::read_dir(path(""))
        .into_iter()
        .flatten()
        .filter_map(|e| e.ok()?.file_name().into_string().ok())
        .filter(|name| !wanted.contains(name))
        .collect();
    assert!(dead.is_empty(), "no screen draws these files of tests/data/frames: {dead:?}");
    assert!(
        stale.is_empty(),
        "{} screens look otherwise; if that is meant: UPDATE_FRAMES=1 cargo test --test suite frames\n{}",
        stale.len(),
        stale.join("\n")
    );
}

#[test]
fn every_screen_draws_at_every_size() {
    for (i, (name, open, keys)) in SCREENS.iter().chain(LAYERS).enumerate() {
        let (_, palette) = Palette::ALL[i % Palette::ALL.len()];
        let mut app = themed(if *open { EXAMPLE } else { "" }, theme(palette, i % 2 == 0));
        walk(&mut app, keys);
        for width in [0, 1, 2, 3, 7, 39, 40, 41, 57, 75, 76, 80, 123, 124, 200] {
            for height in [0, 1, 2, 5, 11, 12, 13, 15, 16, 24, 60] {
                let text = screen::text(&screen::draw(width, height, |frame| view::draw(&mut app, frame)));
                assert!(width < 40 || height < 12 || !text.trim().is_empty(), "{name} is blank at {width}x{height}");
            }
        }
    }
}

#[test]
fn the_poor_glyphs_are_ascii_on_every_screen() {
    for (name, open, keys) in SCREENS.iter().chain(LAYERS) {
        let mut app = themed(if *open { EXAMPLE } else { "" }, theme(Palette::Default, false));
        walk(&mut app, keys);
        let text = screen::text(&screen::draw(120, 40, |frame| view::draw(&mut app, frame)));
        let foreign: Vec<char> = text.chars().filter(|c| !c.is_ascii()).collect();
        assert!(foreign.is_empty(), "{name} draws {foreign:?} on a terminal that has none of them:\n{text}");
    }
}

#[test]
fn themes_bring_what_their_names_say() {
    use ratatui::style::Color;
    let bright = |c: Color| matches!(c, Color::White | Color::Rgb(200.., 200.., 200..));
    let dark = |c: Color| matches!(c, Color::Black | Color::Rgb(..=60, ..=60, ..=60));
    for (name, open, keys) in SCREENS {
        for (word, palette) in Palette::ALL {
            let buffer = drawn(palette, *open, keys, (80, 24));
            let cells = buffer.content();
            let shown = || cells.iter().filter(|c| c.symbol() != " ");
            match palette {
                Palette::Default => {
                    assert!(cells.iter().all(|c| c.bg == Color::Reset), "{word} paints a ground on {name}");
                    assert!(shown().any(|c| c.fg != Color::Reset), "{word} has no colour on {name}");
                    assert!(
                        shown().all(|c| !matches!(c.fg, Color::Rgb(..) | Color::Indexed(16..))),
                        "{word} on {name}"
                    );
                }
                Palette::Mono => {
                    let plain = |c: &ratatui::buffer::Cell| c.fg == Color::Reset && c.bg == Color::Reset;
                    assert!(cells.iter().all(plain), "{word} has colours on {name}");
                    assert!(cells.iter().any(|c| !c.modifier.is_empty()), "nothing stands out in {word} on {name}");
                }
                Palette::Light => assert!(cells.iter().all(|c| bright(c.bg)), "{word} leaves dark cells on {name}"),
                Palette::Dark | Palette::HighContrast => {
                    assert!(cells.iter().all(|c| dark(c.bg)), "{word} leaves bright cells on {name}");
                }
            }
        }
    }
}
