//! Pictures beside the document: SVG made by hand, deterministic to the byte, legible on light and dark pages, with a title
//! and a description for those who do not see them. Whatever came from a brief is escaped here and nowhere else. A picture
//! adds nothing that the document does not say.

mod calls;
mod charts;
mod map;

use std::fmt::Write;

use super::front::hash;
use super::{Standing, escape};
use crate::numbers::World;

/// One picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file name, below the folder of the document.
    pub name: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    pub svg: String,
}

/// Every picture of a brief, in the order in which the document names them.
pub fn pictures(w: &World<'_>) -> Vec<Picture> {
    let mut out = Vec::new();
    out.extend(map::picture(w));
    out.extend(calls::picture(w));
    out.extend(charts::pictures(w));
    out
}

/// Whether a picture that stands in the way was drawn by this program, as its first line tells.
pub fn standing(text: &str) -> Standing {
    let text = text.replace("\r\n", "\n");
    let Some((first, body)) = text.split_once('\n') else { return Standing::Foreign };
    let Some(written) = first.strip_prefix("<!-- dsbench picture 1, body ").and_then(|t| t.strip_suffix(" -->")) else {
        return Standing::Foreign;
    };
    if written == hash(body) {
        Standing::Ours { brief: String::new(), source: String::new() }
    } else {
        Standing::Edited
    }
}

/// A text as it stands in a picture.
pub fn escaped(text: &str) -> String {
    escape::xml(text)
}

/// Pixels of a character in the font of the pictures, about.
pub(super) const CHAR: f64 = 7.2;
/// Pixels of a line of text.
pub(super) const LINE: f64 = 18.0;

/// Roles instead of colours: both pages have their own.
const STYLE: &str = "\
svg{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}\
.page{fill:#fff}.box{fill:#f6f8fa;stroke:#8c959f}.inner{fill:#fff;stroke:#8c959f}.text{fill:#1f2328}.muted{fill:#59636e}\
.line{stroke:#59636e;fill:none;stroke-width:1.4}.soft{stroke-dasharray:5 4}.axis{stroke:#59636e;stroke-width:1}\
.grid{stroke:#d1d9e0;stroke-width:.7}.curve{stroke:#0969da;fill:none;stroke-width:2}.two{stroke-dasharray:7 3}.three{stroke-dasharray:2 3}.now{fill:#bc4c00;stroke:none}\
.nowline{stroke:#bc4c00;stroke-width:1.4;stroke-dasharray:4 3}.bar{fill:#0969da}.bad{fill:#bc4c00}.cell{fill:#0969da;stroke:#8c959f}\
.head{fill:#59636e}\
@media(prefers-color-scheme:dark){.page{fill:#0d1117}.box{fill:#151b23;stroke:#656c76}.inner{fill:#0d1117;stroke:#656c76}\
.text{fill:#f0f6fc}.muted{fill:#9198a1}.line{stroke:#9198a1}.axis{stroke:#9198a1}.grid{stroke:#3d444d}.curve{stroke:#58a6ff}\
.now{fill:#f0883e}.nowline{stroke:#f0883e}.bar{fill:#58a6ff}.bad{fill:#f0883e}.cell{fill:#58a6ff;stroke:#656c76}.head{fill:#9198a1}}";

/// A picture being drawn.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    body: String,
}

impl Canvas {
    pub(super) fn rect(&mut self, class: &str, x: f64, y: f64, w: f64, h: f64) {
        let _ = writeln!(
            self.body,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\"/>",
            n(x),
            n(y),
            n(w.max(0.0)),
            n(h.max(0.0))
        );
    }

    /// A filled cell whose strength is between 0 and 1.
    pub(super) fn shade(&mut self, x: f64, y: f64, w: f64, h: f64, strength: f64) {
        let _ = writeln!(
            self.body,
            "<rect class=\"cell\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill-opacity=\"{}\"/>",
            n(x),
            n(y),
            n(w),
            n(h),
            n(strength.clamp(0.0, 1.0))
        );
    }

    pub(super) fn text(&mut self, class: &str, x: f64, y: f64, anchor: Anchor, text: &str) {
        let _ = writeln!(
            self.body,
            "<text class=\"{class}\" x=\"{}\" y=\"{}\"{}>{}</text>",
            n(x),
            n(y),
            anchor.attribute(),
            escape::xml(text)
        );
    }

    pub(super) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let _ = writeln!(
            self.body,
            "<line class=\"{class}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
            n(from.0),
            n(from.1),
            n(to.0),
            n(to.1)
        );
    }

    /// A path of our own making: the commands hold numbers only.
    pub(super) fn path(&mut self, class: &str, commands: &str) {
        let _ = writeln!(self.body, "<path class=\"{class}\" d=\"{commands}\"/>");
    }

    pub(super) fn dot(&mut self, class: &str, x: f64, y: f64) {
        let _ = writeln!(self.body, "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"4\"/>", n(x), n(y));
    }

    /// The finished picture, with the hash by which an edited one is known.
    pub(super) fn finish(self, name: &str, title: &str, alt: &str, (width, height): (f64, f64)) -> Picture {
        let (width, height) = (width.ceil(), height.ceil());
        let (title, described) = (escape::xml(title), escape::xml(alt));
        let body = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">{title}</title>\n\
             <desc id=\"desc\">{described}</desc>\n<style>{STYLE}</style>\n\
             <rect class=\"page\" width=\"{width}\" height=\"{height}\"/>\n{}</svg>\n",
            self.body
        );
        Picture {
            name: format!("{name}.svg"),
            alt: alt.to_owned(),
            svg: format!("<!-- dsbench picture 1, body {} -->\n{body}", hash(&body)),
        }
    }
}

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn attribute(self) -> &'static str {
        match self {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        }
    }
}

/// A coordinate with at most two decimals, the same on every machine.
pub(super) fn n(x: f64) -> String {
    let text = format!("{:.2}", (x * 100.0).round() / 100.0);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// About how wide a text is.
pub(super) fn width(text: &str) -> f64 {
    unicode_width::UnicodeWidthStr::width(text) as f64 * CHAR
}

/// A text cut to so many characters.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    format!("{}...", text.chars().take(most.saturating_sub(3)).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_knows_whether_it_was_edited() {
        let mut canvas = Canvas::default();
        canvas.text("text", 1.0, 2.0, Anchor::Start, "a < b & \"c\"");
        let p = canvas.finish("x", "t", "what it shows", (10.2, 5.0));
        assert!(matches!(standing(&p.svg), Standing::Ours { .. }));
        assert_eq!(standing(&p.svg.replace("a &lt;", "z &lt;")), Standing::Edited);
        assert_eq!(standing("<svg/>"), Standing::Foreign);
        assert!(p.svg.contains("a &lt; b &amp; &quot;c&quot;") && p.svg.contains("viewBox=\"0 0 11 5\""));
    }

    #[test]
    fn coordinates_read_the_same_everywhere() {
        assert_eq!([n(1.0), n(0.126), n(-0.001), n(12.5)], ["1", "0.13", "0", "12.5"]);
    }
}
