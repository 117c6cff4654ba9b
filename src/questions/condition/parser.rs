//! Condition text to expression tree. The grammar, loosest first: `or`, `and`, `not`, comparison.

use super::{Expr, Op, Operand, Pattern, Segment, lexer::Token};

/// Reads a whole condition.
pub fn parse(text: &str) -> Result<Expr, String> {
    let tokens = super::lexer::tokens(text)?;
    let mut p = Parser { tokens: &tokens, at: 0 };
    let expr = p.or()?;
    match p.peek() {
        None => Ok(expr),
        Some(more) => Err(format!("`{text}`: unexpected {more:?}")),
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn sign(&mut self, sign: &str) -> bool {
        let hit = matches!(self.peek(), Some(Token::Sign(s)) if *s == sign);
        self.at += usize::from(hit);
        hit
    }

    fn word(&mut self, word: &str) -> bool {
        let hit = matches!(self.peek(), Some(Token::Word(w)) if w == word);
        self.at += usize::from(hit);
        hit
    }

    fn expect(&mut self, sign: &str) -> Result<(), String> {
        if self.sign(sign) { Ok(()) } else { Err(format!("expected `{sign}`, found {:?}", self.peek())) }
    }

    fn or(&mut self) -> Result<Expr, String> {
        let mut parts = vec![self.and()?];
        while self.word("or") {
            parts.push(self.and()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expr::Or(parts) })
    }

    fn and(&mut self) -> Result<Expr, String> {
        let mut parts = vec![self.not()?];
        while self.word("and") {
            parts.push(self.not()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expr::And(parts) })
    }

    fn not(&mut self) -> Result<Expr, String> {
        if self.word("not") { Ok(Expr::Not(Box::new(self.not()?))) } else { self.term() }
    }

    fn term(&mut self) -> Result<Expr, String> {
        if self.sign("(") {
            let inner = self.or()?;
            self.expect(")")?;
            return Ok(inner);
        }
        if let Some(Token::Word(word)) = self.peek() {
            let call = matches!(self.tokens.get(self.at + 1), Some(Token::Sign("(")));
            match word.as_str() {
                "true" | "false" if !call => {
                    self.at += 1;
                    return Ok(Expr::Const(word == "true"));
                }
                "exists" | "stated" | "touches" | "any" | "all" if call => return self.function(word),
                _ => {}
            }
        }
        self.comparison()
    }

    fn function(&mut self, name: &str) -> Result<Expr, String> {
        self.at += 2;
        let expr = match name {
            "exists" => Expr::Exists(self.path()?),
            "stated" => Expr::Stated(self.path()?),
            "touches" => Expr::Touches(self.placeholder()?),
            "all" => Expr::All(Box::new(self.comparison()?)),
            _ => {
                let start = self.at;
                match self.path() {
                    Ok(table) if self.sign(";") => Expr::One(table, Box::new(self.or()?)),
                    _ => {
                        self.at = start;
                        Expr::Any(Box::new(self.or()?))
                    }
                }
            }
        };
        self.expect(")")?;
        Ok(expr)
    }

    fn path(&mut self) -> Result<Pattern, String> {
        match self.peek() {
            Some(Token::Word(word)) => {
                self.at += 1;
                Ok(pattern(word))
            }
            other => Err(format!("expected a path, found {other:?}")),
        }
    }

    fn placeholder(&mut self) -> Result<String, String> {
        match self.path()?.0.as_slice() {
            [Segment::Name(name)] => Ok(name.clone()),
            other => Err(format!("expected a name in braces, found {other:?}")),
        }
    }

    fn comparison(&mut self) -> Result<Expr, String> {
        let left = self.operand()?;
        let op = match self.peek() {
            Some(Token::Sign("=")) => Op::Eq,
            Some(Token::Sign("!=")) => Op::Ne,
            Some(Token::Sign("<")) => Op::Lt,
            Some(Token::Sign("<=")) => Op::Le,
            Some(Token::Sign(">")) => Op::Gt,
            Some(Token::Sign(">=")) => Op::Ge,
            Some(Token::Word(w)) if w == "in" => Op::In,
            Some(Token::Word(w)) if w == "is" => Op::Is,
            Some(Token::Word(w)) if w == "is_in" => Op::IsIn,
            other => return Err(format!("expected a comparison, found {other:?}")),
        };
        self.at += 1;
        let right = self.operand()?;
        if matches!(op, Op::In | Op::IsIn) != matches!(right, Operand::List(_)) {
            return Err("a list belongs to `in` and `is_in`, a single value to all others".into());
        }
        Ok(Expr::Compare(left, op, right))
    }

    fn operand(&mut self) -> Result<Operand, String> {
        let token = self.peek().ok_or("expected a value, found the end")?;
        self.at += 1;
        match token {
            Token::Text(text) => Ok(Operand::Text(text.clone())),
            Token::Num(number) if self.sign("*") => Ok(Operand::Times(*number, self.path()?)),
            Token::Num(number) => Ok(Operand::Num(*number)),
            Token::Sign("[") => {
                let mut items = Vec::new();
                loop {
                    items.push(self.operand()?);
                    if self.sign("]") {
                        return Ok(Operand::List(items));
                    }
                    self.expect(",")?;
                }
            }
            Token::Word(word) => match word.as_str() {
                "true" | "false" => Ok(Operand::Bool(word == "true")),
                "count" | "kinds" if self.sign("(") => {
                    let operand = if word == "count" {
                        Operand::Count(self.path()?)
                    } else {
                        Operand::Kinds(self.placeholder()?)
                    };
                    self.expect(")")?;
                    Ok(operand)
                }
                _ if is_number_id(word) => Ok(Operand::Figure(word.clone())),
                _ => Ok(Operand::Path(pattern(word))),
            },
            Token::Sign(sign) => Err(format!("expected a value, found `{sign}`")),
        }
    }
}

/// `D36` and the like.
fn is_number_id(word: &str) -> bool {
    word.len() == 3 && word.starts_with('D') && word[1..].bytes().all(|b| b.is_ascii_digit())
}

/// Splits a dotted path; `{name}` and `*` are segments of their own.
pub fn pattern(path: &str) -> Pattern {
    let segment = |part: &str| match part.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
        Some(name) => Segment::Name(name.to_string()),
        None if part == "*" => Segment::Star,
        None => Segment::Word(part.to_string()),
    };
    Pattern(path.split('.').map(segment).collect())
}
