//! Text to expression: `a*b + choose(2, [c, d, e*f])`, `majority([a, b, c])`. Names are numbered in order of appearance.

use super::{Error, Expr, Result};

/// The longest text read, in bytes.
pub const MOST_TEXT: usize = 20_000;
/// The deepest nesting of brackets read.
pub const MOST_DEPTH: usize = 50;
/// The most different nodes.
pub const MOST_NODES: usize = 1_000;

/// Parses an expression; new names are appended to `names`, known ones keep their number.
pub fn parse(text: &str, names: &mut Vec<String>) -> Result<Expr> {
    if text.len() > MOST_TEXT {
        return Err(Error::TooLarge {
            what: "bytes of a quorum expression",
            most: MOST_TEXT,
            help: "write it with choose(k, [..])",
        });
    }
    let mut p = Parser { chars: text.chars().collect(), at: 0, depth: 0, names };
    let e = p.sum()?;
    match p.peek() {
        None => Ok(e),
        Some(_) => Err(p.surprise("`+`, `*` or the end")),
    }
}

struct Parser<'a> {
    chars: Vec<char>,
    at: usize,
    depth: usize,
    names: &'a mut Vec<String>,
}

impl Parser<'_> {
    fn sum(&mut self) -> Result<Expr> {
        let parts = self.list('+', Self::product)?;
        Ok(Expr::any(parts)?)
    }

    fn product(&mut self) -> Result<Expr> {
        let parts = self.list('*', Self::factor)?;
        Ok(Expr::all(parts)?)
    }

    fn list(&mut self, separator: char, part: fn(&mut Self) -> Result<Expr>) -> Result<Vec<Expr>> {
        let mut parts = vec![part(self)?];
        while self.peek() == Some(separator) {
            self.at += 1;
            parts.push(part(self)?);
        }
        Ok(parts)
    }

    fn factor(&mut self) -> Result<Expr> {
        match self.peek() {
            Some('(') => {
                self.open('(')?;
                let e = self.sum()?;
                self.close(')', "`+`, `*` or `)`")?;
                Ok(e)
            }
            Some(c) if c.is_alphanumeric() || c == '_' => self.name_or_call(),
            _ => Err(self.surprise("a node's name, `(`, `choose(` or `majority(`")),
        }
    }

    fn name_or_call(&mut self) -> Result<Expr> {
        let word = self.word();
        match (word.as_str(), self.peek()) {
            ("choose", Some('(')) => {
                self.open('(')?;
                self.peek();
                let (start, digits) = (self.at, self.word());
                let k = digits.parse::<usize>().map_err(|_| self.surprise_at(start, "a whole number of parts"))?;
                self.close_comma()?;
                let parts = self.parts()?;
                let n = parts.len();
                let e = Expr::at_least(k, parts)
                    .map_err(|_| self.surprise_at(start, &format!("a number between 1 and {n}, the parts listed")))?;
                self.close(')', "`)`")?;
                Ok(e)
            }
            ("majority", Some('(')) => {
                self.open('(')?;
                let parts = self.parts()?;
                self.close(')', "`)`")?;
                Ok(Expr::at_least(parts.len() / 2 + 1, parts)?)
            }
            _ => self.node(word),
        }
    }

    fn node(&mut self, name: String) -> Result<Expr> {
        if let Some(i) = self.names.iter().position(|n| *n == name) {
            return Ok(Expr::node(i));
        }
        if self.names.len() == MOST_NODES {
            return Err(Error::TooLarge {
                what: "different nodes in a quorum expression",
                most: MOST_NODES,
                help: "describe one shard's replicas, not the whole fleet",
            });
        }
        self.names.push(name);
        Ok(Expr::node(self.names.len() - 1))
    }

    fn parts(&mut self) -> Result<Vec<Expr>> {
        if self.peek() != Some('[') {
            return Err(self.surprise("`[`"));
        }
        self.open('[')?;
        let parts = self.list(',', Self::sum)?;
        self.close(']', "`+`, `*`, `,` or `]`")?;
        Ok(parts)
    }

    fn word(&mut self) -> String {
        let start = self.at;
        while self.chars.get(self.at).is_some_and(|c| c.is_alphanumeric() || "_-.".contains(*c)) {
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect()
    }

    fn peek(&mut self) -> Option<char> {
        while self.chars.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
        self.chars.get(self.at).copied()
    }

    fn open(&mut self, bracket: char) -> Result<()> {
        debug_assert_eq!(self.chars.get(self.at), Some(&bracket));
        self.at += 1;
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(Error::TooLarge {
                what: "brackets inside each other in a quorum expression",
                most: MOST_DEPTH,
                help: "flatten it",
            });
        }
        Ok(())
    }

    fn close(&mut self, bracket: char, expected: &str) -> Result<()> {
        if self.peek() != Some(bracket) {
            return Err(self.surprise(expected));
        }
        self.at += 1;
        self.depth -= 1;
        Ok(())
    }

    fn close_comma(&mut self) -> Result<()> {
        if self.peek() != Some(',') {
            return Err(self.surprise("`,` and a list in `[` `]`"));
        }
        self.at += 1;
        Ok(())
    }

    fn surprise(&mut self, expected: &str) -> Error {
        self.peek();
        self.surprise_at(self.at, expected)
    }

    fn surprise_at(&self, at: usize, expected: &str) -> Error {
        let rest = self.chars.get(at..).unwrap_or_default();
        let word: String = rest.iter().take_while(|c| c.is_alphanumeric()).take(20).collect();
        let found = match rest.first() {
            None => "the end".into(),
            Some(c) if word.is_empty() => format!("`{c}`"),
            Some(_) => format!("`{word}`"),
        };
        Error::Parse { column: at + 1, found, expected: expected.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(text: &str) -> String {
        let mut names = vec![];
        let e = parse(text, &mut names).unwrap();
        let again = e.text(&|i| names[i].clone());
        assert_eq!(parse(&again, &mut names).unwrap(), e, "{again} is not {text}");
        again
    }

    #[test]
    fn text_survives_a_round_trip() {
        assert_eq!(round("a*b+c"), "a * b + c");
        assert_eq!(round("(a + b)*(c+d)"), "(a + b) * (c + d)");
        assert_eq!(round("choose(2,[a+b, c, eu-west.1*d])"), "choose(2, [a + b, c, eu-west.1 * d])");
        assert_eq!(round("majority([a,b,c])"), "choose(2, [a, b, c])");
        assert_eq!(round("choose + majority"), "choose + majority");
        assert_eq!(round("((a))"), "a");
        assert_eq!(round("a + (b + c)"), "a + b + c");
        assert_eq!(round("a * (b * c) + choose(2, [d, e])"), "a * b * c + d * e");
    }

    #[test]
    fn errors_say_where_and_what_would_fit() {
        let at = |t: &str| parse(t, &mut vec![]).unwrap_err().to_string();
        assert_eq!(at("a*"), "column 3: found the end, expected a node's name, `(`, `choose(` or `majority(`");
        assert_eq!(at("a b"), "column 3: found `b`, expected `+`, `*` or the end");
        assert_eq!(at("(a + b"), "column 7: found the end, expected `+`, `*` or `)`");
        assert_eq!(at("choose(4, [a, b])"), "column 8: found `4`, expected a number between 1 and 2, the parts listed");
        assert_eq!(at("choose(x, [a])"), "column 8: found `x`, expected a whole number of parts");
        assert_eq!(at("choose(2, a)"), "column 11: found `a`, expected `[`");
        assert_eq!(at(""), "column 1: found the end, expected a node's name, `(`, `choose(` or `majority(`");
    }

    #[test]
    fn size_is_limited_before_memory_is() {
        assert!(matches!(parse(&"a".repeat(MOST_TEXT + 1), &mut vec![]), Err(Error::TooLarge { .. })));
        assert!(matches!(parse(&"(".repeat(60), &mut vec![]), Err(Error::TooLarge { .. })));
        let many: Vec<String> = (0..=MOST_NODES).map(|i| format!("n{i}")).collect();
        assert!(matches!(parse(&many.join("+"), &mut vec![]), Err(Error::TooLarge { .. })));
    }
}
