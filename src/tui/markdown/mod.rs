//! Markdown as lines of a terminal: headings, paragraphs, lists, code, quotes, tables in columns, links with their
//! targets. Each line knows the byte of the source it came from, so that a preview can scroll to a place in the text.
//! Whatever the source says is shown as text; nothing in it reaches the terminal as a command.

mod inline;
mod parts;
mod rendered;
mod table;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};
use ratatui::style::{Modifier, Style};
use ratatui::text::Span;

use super::text;
use super::theme::{Role, Theme};
use inline::Inline;
pub use rendered::Rendered;

/// So long a part of a document is read at once; what is read of it takes a dozen times that.
const PART: usize = 16 << 10;

/// Renders `source` for a width of `cells`.
pub fn render(source: &str, cells: usize, theme: &Theme) -> Rendered {
    render_parts(source, cells, theme, PART)
}

fn render_parts(source: &str, cells: usize, theme: &Theme, least: usize) -> Rendered {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut writer = Writer::new(cells.max(1), theme);
    writer.out = Rendered::with_room(source.len());
    for (from, part) in parts::parts(source, least) {
        for (event, range) in Parser::new_ext(part, options).into_offset_iter() {
            writer.event(event, from + range.start);
        }
        writer.flush();
    }
    while !writer.out.is_empty() && writer.out.ends_blank() {
        writer.out.pop();
    }
    writer.out.shrink();
    writer.out
}

struct List {
    next: Option<u64>,
}

struct Writer<'a> {
    cells: usize,
    theme: &'a Theme,
    out: Rendered,
    inline: Inline,
    lists: Vec<List>,
    quotes: usize,
    /// What goes before the next line, once: a bullet or a number.
    marker: Option<String>,
    code: bool,
    /// The code is a difference of two texts.
    diff: bool,
    html: bool,
    table: Option<table::Table>,
    link: Option<(String, usize)>,
    /// Source of the last block, for blank lines between blocks.
    at: usize,
}

impl<'a> Writer<'a> {
    fn new(cells: usize, theme: &'a Theme) -> Writer<'a> {
        Writer {
            cells,
            theme,
            out: Rendered::default(),
            inline: Inline::default(),
            lists: Vec::new(),
            quotes: 0,
            marker: None,
            code: false,
            diff: false,
            html: false,
            table: None,
            link: None,
            at: 0,
        }
    }

    fn event(&mut self, event: Event, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(t) if self.code => self.code_lines(&t, at),
            Event::Code(t) => self.inline.styled(&t, at, self.theme.style(Role::Code)),
            Event::Text(t) | Event::InlineMath(t) | Event::DisplayMath(t) | Event::InlineHtml(t) => {
                self.inline.push(&t, at);
            }
            Event::Html(t) => self.html_block(&t, at),
            Event::SoftBreak => self.inline.push(" ", at),
            Event::HardBreak => self.inline.push("\n", at),
            Event::Rule => {
                self.gap();
                let rule = self.theme.glyphs.rule.repeat(self.cells.min(40));
                self.line(vec![Span::styled(rule, self.theme.style(Role::Muted))], at);
                self.gap();
            }
            Event::TaskListMarker(done) => {
                let sign = if done { self.theme.glyphs.ticked } else { self.theme.glyphs.unticked };
                self.inline.push(&format!("{sign} "), at);
            }
            Event::FootnoteReference(t) => self.inline.push(&format!("[{t}]"), at),
        }
    }

    fn start(&mut self, tag: Tag, at: usize) {
        self.at = at;
        match tag {
            Tag::Paragraph => self.flush(),
            Tag::Heading { level, .. } => {
                self.gap();
                let mut style = self.theme.style(Role::Heading);
                if level == HeadingLevel::H1 {
                    style = style.add_modifier(Modifier::UNDERLINED);
                }
                self.inline.enter(style);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                self.code = true;
                if let CodeBlockKind::Fenced(lang) = kind
                    && !lang.is_empty()
                {
                    self.diff = &*lang == "diff";
                    let lang = text::visible(&lang).into_owned();
                    self.line(vec![Span::styled(format!("  {lang}"), self.theme.style(Role::Muted))], at);
                }
            }
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle) => self.code = true,
            Tag::List(next) => {
                self.flush();
                self.lists.push(List { next });
            }
            Tag::Item => {
                self.flush();
                let bullet = match self.lists.last_mut() {
                    Some(List { next: Some(n) }) => {
                        *n += 1;
                        format!("{}. ", *n - 1)
                    }
                    _ => format!("{} ", self.theme.glyphs.bullet),
                };
                self.marker = Some(bullet);
            }
            Tag::Table(alignment) => {
                self.flush();
                self.table = Some(table::Table::new(alignment));
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.row(at);
                }
            }
            Tag::Emphasis => self.inline.enter(Style::new().add_modifier(Modifier::ITALIC)),
            Tag::Strong => self.inline.enter(Style::new().add_modifier(Modifier::BOLD)),
            Tag::Strikethrough => self.inline.enter(Style::new().add_modifier(Modifier::CROSSED_OUT)),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.link = Some((dest_url.into_string(), self.inline.len()));
                self.inline.enter(self.theme.style(Role::Link));
            }
            Tag::HtmlBlock => self.html = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.flush();
                if self.lists.is_empty() {
                    self.gap();
                }
            }
            TagEnd::Heading(_) => {
                self.inline.leave();
                self.flush();
                self.gap();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
                self.gap();
            }
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => {
                (self.code, self.diff) = (false, false);
                self.gap();
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                if self.lists.is_empty() {
                    self.gap();
                }
            }
            TagEnd::Item => self.flush(),
            TagEnd::TableCell => {
                let cell = self.inline.take();
                if let Some(table) = &mut self.table {
                    table.cell(cell);
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    table.draw(self.room(), self.theme, |spans, at| self.line(spans, at));
                    self.gap();
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.inline.leave(),
            TagEnd::Link | TagEnd::Image => {
                self.inline.leave();
                if let Some((target, from)) = self.link.take()
                    && !target.starts_with('#')
                    && self.inline.since(from) != target
                {
                    self.inline.styled(&format!(" ({target})"), self.at, self.theme.style(Role::Muted));
                }
            }
            TagEnd::HtmlBlock => self.html = false,
            _ => {}
        }
    }

    /// Comments are not shown; other markup is shown as it stands.
    fn html_block(&mut self, source: &str, at: usize) {
        if !source.trim_start().starts_with("<!--") {
            self.code_lines(source, at);
        }
    }

    fn indent(&self) -> usize {
        self.lists.len().saturating_sub(1) * 2 + self.quotes * 2
    }

    fn room(&self) -> usize {
        self.cells.saturating_sub(self.indent()).max(1)
    }

    fn code_lines(&mut self, source: &str, at: usize) {
        let mut base = at;
        for row in source.split_inclusive('\n') {
            let role = match row.as_bytes().first() {
                Some(b'+') if self.diff => Role::Good,
                Some(b'-') if self.diff => Role::Danger,
                _ if self.diff => Role::Muted,
                _ => Role::Code,
            };
            let style = self.theme.style(role);
            let shown = text::visible(row.trim_end_matches('\n')).into_owned();
            for part in text::wrap(&shown, self.room().saturating_sub(2).max(1)) {
                self.line(vec![Span::styled(format!("  {part}"), style)], base);
            }
            base += row.len();
        }
    }

    /// Writes what was collected of a paragraph, wrapped, behind its bullet.
    fn flush(&mut self) {
        if self.table.is_some() {
            return;
        }
        let inline = self.inline.take();
        if inline.is_empty() && self.marker.is_none() {
            return;
        }
        let marker = self.marker.take();
        let in_item = !self.lists.is_empty();
        let hang = match &marker {
            Some(m) => text::width(m),
            None if in_item => 2,
            None => 0,
        };
        let room = self.room().saturating_sub(hang).max(1);
        for (n, (mut spans, at)) in inline.lines(room, self.at).into_iter().enumerate() {
            let lead = match (&marker, n) {
                (Some(m), 0) => m.clone(),
                _ => " ".repeat(hang),
            };
            if !lead.is_empty() {
                spans.insert(0, Span::raw(lead));
            }
            self.line(spans, at);
        }
    }

    fn line(&mut self, mut spans: Vec<Span<'static>>, at: usize) {
        let quote = format!("{} ", self.theme.glyphs.quote);
        if self.lists.len() > 1 {
            spans.insert(0, Span::raw("  ".repeat(self.lists.len() - 1)));
        }
        if self.quotes > 0 {
            spans.insert(0, Span::styled(quote.repeat(self.quotes), self.theme.style(Role::Muted)));
        }
        self.out.push(&spans, at);
    }

    /// One blank line, never two.
    fn gap(&mut self) {
        self.flush();
        if !self.out.ends_blank() {
            self.out.push(&[], self.at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::{Abilities, Palette};

    fn rendered(source: &str, cells: usize) -> (Rendered, String) {
        let theme = Theme::new(Palette::Mono, &Abilities { unicode: false, ..Abilities::default() });
        let out = render(source, cells, &theme);
        let text = out.lines().iter().map(|l| l.to_string().trim_end().to_string()).collect::<Vec<_>>().join("\n");
        (out, text)
    }

    #[test]
    fn blocks_become_lines_with_one_blank_between() {
        let source = "# Checkout\n\nCharged *once*,\nnever twice.\n\n- one\n- two words that wrap\n  - deep\n\n1. first\n2. second\n\n> quoted\n\n```toml\nn = 3\n```\n";
        let (_, text) = rendered(source, 16);
        let want = "Checkout\n\nCharged once,\nnever twice.\n\n* one\n* two words that\n  wrap\n  * deep\n\n1. first\n2. second\n\n| quoted\n\n  toml\n  n = 3";
        assert_eq!(text, want);
    }

    #[test]
    fn a_document_in_parts_reads_as_in_one() {
        let theme = Theme::new(Palette::Default, &Abilities::default());
        for source in [
            include_str!("../../../tests/data/documents/dynamo-cart.md"),
            include_str!("../../../tests/data/documents/kafka-isr.md"),
        ] {
            let (whole, cut) = (render_parts(source, 90, &theme, usize::MAX), render_parts(source, 90, &theme, 1));
            assert!(parts::parts(source, 1).len() > 20);
            assert_eq!(cut.lines(), whole.lines());
            assert!((0..source.len()).step_by(97).all(|at| cut.line_at(at) == whole.line_at(at)));
        }
    }

    #[test]
    fn tables_line_up_and_wrap_inside_their_cells() {
        let source = "| field | value |\n|---|---:|\n| copies | 3 |\n| a name that is long | 12 ms |\n";
        let (_, wide) = rendered(source, 60);
        assert_eq!(
            wide,
            "field               | value\n--------------------+------\ncopies              |     3\na name that is long | 12 ms"
        );
        let (out, narrow) = rendered(source, 18);
        assert!(out.lines().iter().all(|l| l.width() <= 18), "{narrow}");
        assert_eq!(
            narrow,
            "field      | value\n-----------+------\ncopies     |     3\na name     | 12 ms\nthat is    |\nlong       |"
        );
    }

    #[test]
    fn a_line_is_found_by_the_byte_it_came_from() {
        let source = "# One\n\nfirst paragraph here\n\n# Two\n\nsecond\n";
        let (out, _) = rendered(source, 40);
        for (needle, want) in [("first", "first paragraph here"), ("Two", "Two"), ("second", "second")] {
            let line = out.line_at(source.find(needle).unwrap());
            assert_eq!(out.line(line).to_string(), want);
        }
    }

    #[test]
    fn links_show_their_target_and_escapes_are_marks() {
        let (_, text) = rendered("see [PBS](https://x.test/p) and `\u{1b}[31m` <https://y.test>\n", 80);
        assert_eq!(text, "see PBS (https://x.test/p) and ^[[31m https://y.test");
    }

    #[test]
    fn comments_are_left_out_and_front_matter_is_shown() {
        let (_, text) = rendered("---\nformat: 1\n---\n\n<!-- made by a program -->\n\nBody\n", 40);
        assert_eq!(text, "  format: 1\n\nBody");
    }

    #[test]
    fn no_line_exceeds_the_width() {
        let source = "# A heading that is long\n\n> quoted text that wraps\n\n- item with `code` and [link](https://example.test/long/path)\n\n| a | b | c |\n|---|---|---|\n| some words | \u{6f22}\u{5b57} | x |\n";
        for cells in 12..70 {
            let (out, text) = rendered(source, cells);
            for line in &out.lines() {
                assert!(line.width() <= cells, "{line} is wider than {cells} in\n{text}");
            }
        }
    }
}
