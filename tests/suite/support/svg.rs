//! Screens of the emulator as SVG: one picture, or several one after the other. Rows that come again are drawn once and
//! referred to, so that a walk of thirty screens stays small.

use std::collections::HashMap;
use std::fmt::Write;

use vt100::{Cell, Color, Screen};

const CELL: (f32, f32) = (8.4, 17.0);
const MARGIN: f32 = 12.0;

/// The sixteen colours on a dark ground.
const COLOURS: [&str; 16] = [
    "#3b4048", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4", "#7f848e", "#ff8b92",
    "#b5e08d", "#ffd88a", "#8cc8ff", "#e2a0f5", "#7ddbe6", "#ffffff",
];
const GROUND: &str = "#1e2127";
const INK: &str = "#c8ccd4";

/// A screen, the words below it, and for how long it stands.
pub struct Frame {
    pub rows: Vec<String>,
    pub caption: String,
    pub seconds: f32,
}

impl Frame {
    pub fn of(screen: &Screen, caption: &str, seconds: f32) -> Frame {
        let (height, width) = screen.size();
        let rows = (0..height).map(|y| row(screen, y, width)).collect();
        Frame { rows, caption: caption.to_owned(), seconds }
    }
}

fn colour(colour: Color) -> Option<String> {
    match colour {
        Color::Default => None,
        Color::Idx(n) => COLOURS.get(usize::from(n)).map(|c| (*c).to_owned()),
        Color::Rgb(r, g, b) => Some(format!("#{r:02x}{g:02x}{b:02x}")),
    }
}

/// How a cell looks: ink, ground where it has one, and classes.
fn look(cell: &Cell) -> (String, Option<String>, &'static str) {
    let mut ink = colour(cell.fgcolor()).unwrap_or_else(|| INK.to_owned());
    let mut ground = colour(cell.bgcolor());
    if cell.inverse() {
        let old = std::mem::replace(&mut ink, ground.unwrap_or_else(|| GROUND.to_owned()));
        ground = Some(old);
    }
    let class = match (cell.bold(), cell.dim(), cell.underline()) {
        (true, _, false) => "b",
        (true, _, true) => "b u",
        (false, true, _) => "d",
        (false, false, true) => "u",
        _ => "",
    };
    (ink, ground, class)
}

/// One row as runs of one look each.
fn row(screen: &Screen, y: u16, width: u16) -> String {
    let mut out = String::new();
    let mut x = 0;
    while x < width {
        let Some(cell) = screen.cell(y, x) else { break };
        let style = look(cell);
        let (from, mut text) = (x, String::new());
        while let Some(cell) = screen.cell(y, x).filter(|c| x < width && look(c) == style) {
            if !cell.is_wide_continuation() {
                text.push_str(if cell.has_contents() { cell.contents() } else { " " });
            }
            x += 1;
        }
        let (ink, ground, class) = style;
        let (left, cells) = (f32::from(from) * CELL.0, f32::from(x - from) * CELL.0);
        if let Some(ground) = ground {
            let _ = write!(out, r#"<rect x="{left:.1}" width="{cells:.1}" height="{}" fill="{ground}"/>"#, CELL.1);
        }
        let shown = text.trim_end();
        if shown.is_empty() {
            continue;
        }
        let lead = shown.chars().take_while(|c| *c == ' ').count();
        let left = left + lead as f32 * CELL.0;
        let length = (shown.chars().count() - lead) as f32 * CELL.0;
        let fill = if ink == INK { String::new() } else { format!(r#" fill="{ink}""#) };
        let class = if class.is_empty() { String::new() } else { format!(r#" class="{class}""#) };
        let shown = escape(shown.trim_start());
        let _ = write!(out, r#"<text x="{left:.1}" y="13" textLength="{length:.1}"{fill}{class}>{shown}</text>"#);
    }
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The pictures, one after the other for ever; a single one stands still.
pub fn picture(frames: &[Frame], columns: u16, title: &str) -> String {
    let rows = frames.iter().map(|f| f.rows.len()).max().unwrap_or(0);
    let captions = frames.iter().any(|f| !f.caption.is_empty());
    let total: f32 = frames.iter().map(|f| f.seconds).sum();
    let width = f32::from(columns) * CELL.0 + 2.0 * MARGIN;
    let lines = rows as f32 + if captions { 1.6 } else { 0.0 };
    let height = lines * CELL.1 + 2.0 * MARGIN;
    let mut shapes: HashMap<&str, usize> = HashMap::new();
    let (mut defs, mut body, mut css) = (String::new(), String::new(), String::new());
    let mut at = 0.0_f32;
    for (i, frame) in frames.iter().enumerate() {
        let _ = writeln!(body, r#"<g class="f" id="f{i}">"#);
        for (y, row) in frame.rows.iter().enumerate().filter(|(_, r)| !r.is_empty()) {
            let next = shapes.len();
            let id = *shapes.entry(row).or_insert_with(|| {
                let _ = writeln!(defs, r#"<g id="r{next}">{row}</g>"#);
                next
            });
            let _ = write!(body, r##"<use href="#r{id}" y="{}"/>"##, y as f32 * CELL.1);
        }
        if !frame.caption.is_empty() {
            let y = (rows as f32 + 1.4) * CELL.1;
            let _ = write!(body, r#"<text class="c" y="{y:.1}">{}</text>"#, escape(&frame.caption));
        }
        body.push_str("</g>\n");
        if frames.len() > 1 {
            let (from, to) = (100.0 * at / total, 100.0 * (at + frame.seconds) / total);
            at += frame.seconds;
            let hidden = if i == 0 { "" } else { "0%{visibility:hidden}" };
            let _ = writeln!(
                css,
                "@keyframes k{i}{{{hidden}{from:.2}%{{visibility:visible}}{to:.2}%,100%{{visibility:{}}}}}\n#f{i}{{animation:k{i} {total:.1}s step-end infinite}}",
                if i + 1 == frames.len() { "visible" } else { "hidden" }
            );
        }
    }
    let still = if frames.len() > 1 { ".f{visibility:hidden}#f0{visibility:visible}\n" } else { "" };
    let calm =
        if frames.len() > 1 { "@media(prefers-reduced-motion:reduce){.f{animation:none!important}}\n" } else { "" };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" role=\"img\" xml:space=\"preserve\">\n\
         <title>{}</title>\n<style>\ntext{{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}}\n\
         .b{{font-weight:700}}.d{{opacity:.65}}.u{{text-decoration:underline}}.c{{fill:#ffd88a}}\n{still}{css}{calm}</style>\n\
         <defs>\n{defs}</defs>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{GROUND}\"/>\n\
         <g fill=\"{INK}\" transform=\"translate({MARGIN} {MARGIN})\">\n{body}</g>\n</svg>\n",
        escape(title)
    )
}
