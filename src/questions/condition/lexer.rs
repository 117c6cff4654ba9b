//! Splits condition text into tokens. Knows nothing of what they mean.

/// One token with its byte offset.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    /// A path, a keyword, or the name of a function: words, `*` and `{name}` joined by dots.
    Word(String),
    Text(String),
    Num(f64),
    /// `= != < <= > >= * ( ) [ ] , ;`
    Sign(&'static str),
}

const SIGNS: [&str; 14] = ["!=", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ",", ";", "*", "+"];

/// Tokens of `text`, or where and what could not be read.
pub fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut out = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return Ok(out) };
        let at = text.len() - rest.len();
        if first == '"' {
            let end = rest[1..].find('"').ok_or_else(|| format!("byte {at}: the text that starts here has no end"))?;
            out.push(Token::Text(rest[1..=end].to_string()));
            rest = &rest[end + 2..];
        } else if first.is_ascii_digit() {
            let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
            let number = rest[..end].parse().map_err(|_| format!("byte {at}: `{}` is no number", &rest[..end]))?;
            out.push(Token::Num(number));
            rest = &rest[end..];
        } else if first.is_ascii_alphabetic() || first == '{' {
            let end = word_end(rest);
            out.push(Token::Word(rest[..end].to_string()));
            rest = &rest[end..];
        } else if let Some(sign) = SIGNS.iter().find(|s| rest.starts_with(**s)) {
            out.push(Token::Sign(sign));
            rest = &rest[sign.len()..];
        } else {
            return Err(format!("byte {at}: `{first}` has no meaning here"));
        }
    }
}

/// End of a word: letters, digits, `_ - . { }`, and `*` after a dot.
fn word_end(text: &str) -> usize {
    let mut last = ' ';
    for (i, c) in text.char_indices() {
        let part = c.is_ascii_alphanumeric() || "_-.{}".contains(c) || (c == '*' && last == '.');
        if !part {
            return i;
        }
        last = c;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_after_a_dot_belongs_to_the_path_and_a_free_star_multiplies() {
        let got = tokens("a.*.b > 0.3 * c.{d}.e").unwrap();
        let want = [
            Token::Word("a.*.b".into()),
            Token::Sign(">"),
            Token::Num(0.3),
            Token::Sign("*"),
            Token::Word("c.{d}.e".into()),
        ];
        assert_eq!(got, want);
    }

    #[test]
    fn an_open_text_and_a_strange_sign_are_named_with_their_place() {
        assert!(tokens("a = \"b").unwrap_err().starts_with("byte 4"));
        assert!(tokens("a ~ b").unwrap_err().contains('~'));
    }
}
