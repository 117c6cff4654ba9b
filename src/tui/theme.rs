//! Colours and glyphs by role. A view says what a thing is (danger, muted, selected) and never names a colour.
//! `NO_COLOR` and the abilities of the terminal are decided here, from values that are passed in. Meaning never rests
//! on colour alone: each state has a glyph as well.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Text,
    Muted,
    /// Titles of panes and headings of texts.
    Heading,
    /// The border and title of the pane that takes the keys.
    Focus,
    Border,
    /// The row under the cursor in the pane that takes the keys.
    Selected,
    /// The row under the cursor in another pane.
    Marked,
    Good,
    Warn,
    Danger,
    Info,
    /// A derived number.
    Number,
    /// A value that would change.
    Changed,
    /// A value nobody stated.
    Assumed,
    /// The key in a hint such as `Enter accept`.
    Key,
    Link,
    Code,
    /// The part of a text that matches a search.
    Match,
    /// The character under the cursor of a text field.
    Cursor,
}

/// A set of colours a person can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    /// The sixteen colours of the terminal, no background.
    #[default]
    Default,
    Dark,
    Light,
    HighContrast,
    /// Bold, dim, reverse and underline only.
    Mono,
}

impl Palette {
    pub const ALL: [(&'static str, Palette); 5] = [
        ("default", Palette::Default),
        ("dark", Palette::Dark),
        ("light", Palette::Light),
        ("high-contrast", Palette::HighContrast),
        ("mono", Palette::Mono),
    ];

    /// The palette of that name.
    pub fn named(name: &str) -> Option<Palette> {
        Palette::ALL.iter().find(|(n, _)| *n == name).map(|(_, p)| *p)
    }
}

/// What the environment says about the terminal.
#[derive(Debug, Clone, Default)]
pub struct Abilities {
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `COLORTERM` is `truecolor` or `24bit`.
    pub truecolor: bool,
    /// The character set of the locale is UTF-8.
    pub unicode: bool,
}

impl Abilities {
    /// Reads the environment.
    pub fn from_env() -> Abilities {
        let get = |name: &str| std::env::var(name).unwrap_or_default();
        Abilities::from_values(
            &get("NO_COLOR"),
            &get("COLORTERM"),
            &[get("LC_ALL"), get("LC_CTYPE"), get("LANG")],
            &get("TERM"),
        )
    }

    /// [`Abilities::from_env`] on plain values. `locale` is in the order in which the variables win.
    pub fn from_values(no_color: &str, colorterm: &str, locale: &[String], term: &str) -> Abilities {
        let charset = locale.iter().find(|v| !v.is_empty()).map(|v| v.to_lowercase());
        // An unset locale says nothing; terminals of today are UTF-8 unless they say otherwise, the Linux console is not.
        let unicode = charset.is_none_or(|v| v.contains("utf-8") || v.contains("utf8")) && term != "linux";
        Abilities { no_color: !no_color.is_empty(), truecolor: ["truecolor", "24bit"].contains(&colorterm), unicode }
    }
}

/// Single-width signs, one set for UTF-8 terminals and one of plain ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    pub error: &'static str,
    pub warn: &'static str,
    pub info: &'static str,
    pub good: &'static str,
    pub cursor: &'static str,
    pub arrow: &'static str,
    pub ellipsis: &'static str,
    pub bullet: &'static str,
    pub ticked: &'static str,
    pub unticked: &'static str,
    pub open: &'static str,
    pub closed: &'static str,
    pub unread: &'static str,
    pub up: &'static str,
    pub down: &'static str,
    pub rule: &'static str,
    pub quote: &'static str,
    /// Eight steps of a bar, from an eighth to full.
    pub bar: [&'static str; 8],
    /// Branches of a tree: one of several, the last one, what goes on beside, and the same for a soft call.
    pub branch: [&'static str; 4],
    /// Four shades of a cell, from light to full.
    pub shade: [&'static str; 4],
    /// A point of a curve, and the point that is now.
    pub point: [&'static str; 2],
    pub border: ratatui::symbols::border::Set<'static>,
}

pub const UNICODE: Glyphs = Glyphs {
    error: "\u{2717}",
    warn: "!",
    info: "i",
    good: "\u{2713}",
    cursor: "\u{203a}",
    arrow: "\u{2192}",
    ellipsis: "\u{2026}",
    bullet: "\u{2022}",
    ticked: "[x]",
    unticked: "[ ]",
    open: "\u{25be}",
    closed: "\u{25b8}",
    unread: "\u{25cf}",
    up: "\u{2191}",
    down: "\u{2193}",
    rule: "\u{2500}",
    quote: "\u{2502}",
    bar: ["\u{258f}", "\u{258e}", "\u{258d}", "\u{258c}", "\u{258b}", "\u{258a}", "\u{2589}", "\u{2588}"],
    branch: ["\u{251c}\u{2500}", "\u{2514}\u{2500}", "\u{2502} ", "\u{2504}"],
    shade: ["\u{2591}", "\u{2592}", "\u{2593}", "\u{2588}"],
    point: ["\u{2022}", "\u{25c6}"],
    border: ratatui::symbols::border::PLAIN,
};

pub const ASCII: Glyphs = Glyphs {
    error: "x",
    warn: "!",
    info: "i",
    good: "+",
    cursor: ">",
    arrow: "->",
    ellipsis: "~",
    bullet: "*",
    ticked: "[x]",
    unticked: "[ ]",
    open: "-",
    closed: "+",
    unread: "*",
    up: "^",
    down: "v",
    rule: "-",
    quote: "|",
    bar: [" ", " ", " ", "=", "=", "=", "=", "="],
    branch: ["|-", "`-", "| ", "~"],
    shade: [".", ":", "+", "#"],
    point: ["*", "@"],
    border: ratatui::symbols::border::Set {
        top_left: "+",
        top_right: "+",
        bottom_left: "+",
        bottom_right: "+",
        vertical_left: "|",
        vertical_right: "|",
        horizontal_top: "-",
        horizontal_bottom: "-",
    },
};

/// Roles to styles, and the glyphs that go with them.
#[derive(Debug, Clone)]
pub struct Theme {
    palette: Palette,
    truecolor: bool,
    pub glyphs: Glyphs,
}

impl Theme {
    /// The theme for a palette on a terminal with these abilities. `NO_COLOR` wins over the palette.
    pub fn new(palette: Palette, abilities: &Abilities) -> Theme {
        let palette = if abilities.no_color { Palette::Mono } else { palette };
        let glyphs = if abilities.unicode { UNICODE } else { ASCII };
        Theme { palette, truecolor: abilities.truecolor, glyphs }
    }

    /// The style of the whole screen: empty unless the palette brings its own background.
    pub fn base(&self) -> Style {
        match (self.palette, self.truecolor) {
            (Palette::Dark, true) => Style::new().fg(Color::Rgb(212, 215, 221)).bg(Color::Rgb(24, 26, 31)),
            (Palette::Light, true) => Style::new().fg(Color::Rgb(36, 41, 47)).bg(Color::Rgb(250, 250, 248)),
            (Palette::Light, false) => Style::new().fg(Color::Black).bg(Color::White),
            (Palette::Dark, false) | (Palette::HighContrast, _) => Style::new().fg(Color::White).bg(Color::Black),
            _ => Style::new(),
        }
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        let style = self.modifiers(role);
        match self.color(role) {
            Some(color) => style.fg(color),
            None => style,
        }
    }

    fn modifiers(&self, role: Role) -> Style {
        let mono = self.palette == Palette::Mono;
        let plain = self.palette == Palette::HighContrast;
        let m = match role {
            Role::Heading | Role::Focus | Role::Danger | Role::Key | Role::Changed | Role::Marked => Modifier::BOLD,
            Role::Selected | Role::Cursor => Modifier::REVERSED,
            Role::Link => Modifier::UNDERLINED,
            Role::Match => Modifier::UNDERLINED | Modifier::BOLD,
            Role::Muted | Role::Border if !plain => Modifier::DIM,
            Role::Warn if mono => Modifier::BOLD,
            Role::Assumed if mono => Modifier::ITALIC,
            _ => Modifier::empty(),
        };
        Style::new().add_modifier(m)
    }

    fn color(&self, role: Role) -> Option<Color> {
        let rgb = |r, g, b, plain| if self.truecolor { Color::Rgb(r, g, b) } else { plain };
        match self.palette {
            Palette::Mono => None,
            Palette::Default => Some(match role {
                Role::Focus | Role::Key | Role::Heading => Color::Cyan,
                Role::Good => Color::Green,
                Role::Warn | Role::Assumed => Color::Yellow,
                Role::Danger => Color::Red,
                Role::Info | Role::Link => Color::Blue,
                Role::Changed | Role::Match | Role::Code => Color::Magenta,
                _ => return None,
            }),
            Palette::Dark => Some(match role {
                Role::Focus | Role::Key | Role::Heading => rgb(122, 198, 230, Color::Cyan),
                Role::Good => rgb(140, 200, 120, Color::Green),
                Role::Warn | Role::Assumed => rgb(230, 190, 110, Color::Yellow),
                Role::Danger => rgb(240, 120, 110, Color::LightRed),
                Role::Info | Role::Link => rgb(130, 170, 255, Color::LightBlue),
                Role::Changed | Role::Match | Role::Code => rgb(205, 150, 230, Color::LightMagenta),
                _ => return None,
            }),
            Palette::Light => Some(match role {
                Role::Focus | Role::Key | Role::Heading => rgb(0, 95, 135, Color::Blue),
                Role::Good => rgb(30, 110, 40, Color::Green),
                Role::Warn | Role::Assumed => rgb(140, 85, 0, Color::Magenta),
                Role::Danger => rgb(180, 20, 20, Color::Red),
                Role::Info | Role::Link => rgb(20, 70, 180, Color::Blue),
                Role::Changed | Role::Match | Role::Code => rgb(125, 30, 130, Color::Magenta),
                _ => return None,
            }),
            Palette::HighContrast => Some(match role {
                Role::Focus | Role::Key | Role::Heading => Color::LightCyan,
                Role::Good => Color::LightGreen,
                Role::Warn | Role::Assumed => Color::LightYellow,
                Role::Danger => Color::LightRed,
                Role::Changed | Role::Match => Color::LightMagenta,
                _ => Color::White,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    const ROLES: [Role; 19] = [
        Role::Text,
        Role::Muted,
        Role::Heading,
        Role::Focus,
        Role::Border,
        Role::Selected,
        Role::Marked,
        Role::Good,
        Role::Warn,
        Role::Danger,
        Role::Info,
        Role::Number,
        Role::Changed,
        Role::Assumed,
        Role::Key,
        Role::Link,
        Role::Code,
        Role::Match,
        Role::Cursor,
    ];

    #[test]
    fn no_color_leaves_modifiers_only_whatever_palette_is_asked_for() {
        for (_, palette) in Palette::ALL {
            let theme = Theme::new(palette, &Abilities { no_color: true, truecolor: true, unicode: true });
            for role in ROLES {
                let style = theme.style(role).patch(theme.base());
                assert_eq!((style.fg, style.bg), (None, None), "{role:?} of {palette:?} has a colour");
            }
            assert_ne!(theme.style(Role::Selected), theme.style(Role::Text), "the selection cannot be seen");
        }
    }

    #[test]
    fn the_default_palette_has_no_background_and_only_the_sixteen_colours() {
        let theme = Theme::new(Palette::Default, &Abilities { no_color: false, truecolor: true, unicode: true });
        assert_eq!(theme.base(), Style::new());
        for role in ROLES {
            let style = theme.style(role);
            assert_eq!(style.bg, None);
            assert!(!matches!(style.fg, Some(Color::Rgb(..) | Color::Indexed(_))), "{role:?}");
        }
    }

    #[test]
    fn exact_colours_are_used_only_where_the_terminal_says_it_has_them() {
        for (_, palette) in Palette::ALL {
            let theme = Theme::new(palette, &Abilities { no_color: false, truecolor: false, unicode: true });
            for role in ROLES {
                let style = theme.style(role).patch(theme.base());
                assert!(!matches!(style.fg, Some(Color::Rgb(..))) && !matches!(style.bg, Some(Color::Rgb(..))));
            }
        }
    }

    #[test]
    fn own_glyphs_are_single_width_and_the_poor_set_is_ascii() {
        for set in [UNICODE, ASCII] {
            for glyph in [
                set.error,
                set.warn,
                set.info,
                set.good,
                set.cursor,
                set.ellipsis,
                set.bullet,
                set.open,
                set.closed,
                set.unread,
                set.up,
                set.down,
                set.rule,
                set.quote,
            ] {
                assert_eq!(glyph.width(), 1, "{glyph}");
            }
        }
        for glyph in
            [ASCII.error, ASCII.good, ASCII.arrow, ASCII.ticked, ASCII.border.top_left, ASCII.border.horizontal_top]
        {
            assert!(glyph.is_ascii());
        }
    }

    #[test]
    fn the_locale_decides_the_glyphs() {
        let of = |locale: &str, term: &str| {
            Abilities::from_values("", "", &[String::new(), locale.to_string()], term).unicode
        };
        assert!(of("en_US.UTF-8", "xterm") && of("de_DE.utf8", "xterm") && of("", "xterm"));
        assert!(!of("C", "xterm") && !of("POSIX", "xterm") && !of("en_US.UTF-8", "linux"));
        assert!(Abilities::from_values("1", "truecolor", &[], "").no_color);
        assert!(!Abilities::from_values("", "truecolor", &[], "").no_color);
    }
}
