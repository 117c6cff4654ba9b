//! Whatever came from a brief is data: here it becomes text that no table, link, HTML or diagram can be broken out of.

/// Text inside a paragraph, a list item or a table cell.
pub fn markdown(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    for (i, &c) in chars.iter().enumerate() {
        let word = |j: Option<usize>| j.and_then(|j| chars.get(j)).is_some_and(|c| c.is_alphanumeric());
        match c {
            '\n' | '\r' | '\t' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '<' => out.push_str("&lt;"),
            // Without an opening angle no tag begins; at the start of a line it would quote.
            '>' if i == 0 => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '[' | ']' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            // An underscore inside a word emphasises nothing on any code host, and names read better without a backslash.
            '_' if word(i.checked_sub(1)) && word(Some(i + 1)) => out.push('_'),
            '_' => out.push_str("\\_"),
            // A minus before a digit is a number, not a list.
            '-' if i == 0 && chars.get(1).is_some_and(char::is_ascii_digit) => out.push('-'),
            '#' | '+' | '-' if i == 0 => {
                out.push('\\');
                out.push(c);
            }
            '!' if chars.get(i + 1) == Some(&'[') => out.push_str("\\!"),
            c => visible(c, &mut out),
        }
    }
    // "1." at the start would open a list.
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0
        && matches!(out.as_bytes().get(digits), Some(b'.' | b')'))
        && out.as_bytes().get(digits + 1).is_none_or(|b| *b == b' ')
    {
        out.insert(digits, '\\');
    }
    out.trim().to_owned()
}

/// A path or an id in a code span; the text holds no backtick by its form, others lose it.
pub fn code(text: &str) -> String {
    let mut inner = String::new();
    for c in text.chars() {
        match c {
            '`' => inner.push('\''),
            '|' => inner.push_str("\\|"),
            '\n' | '\r' => inner.push(' '),
            c => visible(c, &mut inner),
        }
    }
    format!("`{inner}`")
}

/// A label of a Mermaid node or edge: quoted by the caller, so quotes and what the parser treats specially become codes.
pub fn mermaid(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().take(120) {
        match c {
            c if c.is_ascii_alphanumeric() || " .,:/()%+-_=@".contains(c) => out.push(c),
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_alphabetic() => out.push(c),
            c => {
                let mut shown = String::new();
                visible(c, &mut shown);
                for c in shown.chars() {
                    if c.is_ascii_alphanumeric() {
                        out.push(c);
                    } else {
                        out.push_str(&format!("#{};", c as u32));
                    }
                }
            }
        }
    }
    out
}

/// A path in a link: everything a link could end at is encoded.
pub fn url(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for b in path.bytes() {
        if b.is_ascii_alphanumeric() || b"-_./~".contains(&b) {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}

/// Text and attributes of a picture. No markup of it can begin or end here; what XML cannot hold becomes a mark.
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\r' | '\t' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => out.push_str("U+FFFE"),
            c => visible(c, &mut out),
        }
    }
    out
}

/// Control characters and direction overrides become marks such as `\u{202e}`.
fn visible(c: char, out: &mut String) {
    let hidden = c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}');
    if hidden {
        out.push_str(&format!("U+{:04X}", c as u32));
    } else {
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out() {
        assert_eq!(markdown("a | b\n| c"), "a \\| b \\| c");
        assert_eq!(markdown("<script>x</script> & y"), "&lt;script>x&lt;/script> &amp; y");
        assert_eq!(markdown("[x](http://e) ![y](z)"), "\\[x\\](http://e) \\!\\[y\\](z)");
        assert_eq!(markdown("# head"), "\\# head");
        assert_eq!((markdown("-2"), markdown("- x")), ("-2".to_owned(), "\\- x".to_owned()));
        assert_eq!(markdown("1. item"), "1\\. item");
        assert_eq!(markdown("order_id and _x_"), "order_id and \\_x\\_");
        assert_eq!(markdown("a\u{202e}b\u{1b}[31m"), "aU+202EbU+001B\\[31m");
        assert_eq!(code("a`b|c"), "`a'b\\|c`");
        assert_eq!(mermaid("a\"]; end"), "a#34;#93;#59; end");
    }
}
