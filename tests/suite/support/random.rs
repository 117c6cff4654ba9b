//! Values at random for every field of a brief, drawn from the field tables: whatever the model can hold, a test can meet.

use dsbench::brief::record::Record;
use dsbench::brief::{Brief, Field, Ty, Value};

/// Numbers at random from a seed; the same seed gives the same numbers.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed | 1)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.roll() % n.max(1) as u64) as usize
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// True once in `n` times.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// A number from `lo` to `hi`, small ones and the ends more often.
    fn between(&mut self, lo: f64, hi: f64) -> f64 {
        let (lo, hi) = (if lo.is_finite() { lo } else { 0.0 }, if hi.is_finite() { hi } else { lo.max(0.0) + 1e6 });
        match self.below(5) {
            0 => lo,
            1 => hi,
            2 => (lo + self.below(10) as f64).min(hi),
            _ => lo + (hi - lo) * (self.roll() % 10_000) as f64 / 10_000.0,
        }
    }
}

/// What people and attackers put into texts.
pub const NASTY: &[&str] = &[
    "plain words",
    "x | y",
    "| a | b |\n|---|---|\n",
    "\n\n# Heading\n\n",
    "## 1 Architecture brief",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</details>",
    "<!-- ",
    " -->",
    "```",
    "```mermaid\ngraph LR\nA-->B\n```",
    "~~~",
    "[link](http://evil.example)",
    "![image](http://evil.example/x.png)",
    "<http://evil.example>",
    "[ref]: http://evil.example",
    "[^1]",
    "javascript:alert(1)",
    "**bold**",
    "__under__",
    "\\",
    "\\\\|",
    "`code`",
    "``",
    "---\n",
    "\n---\n\n",
    "dsbench: 9\n",
    "1. item",
    "- item",
    "* item",
    "+ item",
    "> quote",
    "    indented",
    "\t",
    "\u{1b}[31m",
    "\u{1b}]0;t\u{7}",
    "\u{202e}gnp",
    "\u{2066}",
    "\u{200b}",
    "\u{feff}",
    "\u{0}",
    "\u{9b}2J",
    "\r",
    "\r\n",
    "\u{2028}",
    "\"quoted\"",
    "'single'",
    "\"]; end; A[\"x",
    "%% comment",
    "#quot;",
    "&amp;",
    "&#x3c;b&#x3e;",
    "&lt;",
    "{{ parts.change_list }}",
    "{% raw %}",
    "${x}",
    "$x^2$",
    "$$",
    "http://evil.example",
    "www.evil.example",
    "a@b.example",
    "@team",
    "#1",
    "\u{e9}t\u{e9}",
    "\u{6f22}\u{5b57}",
    "\u{1f600}",
    "e\u{301}",
    "=1+1",
    "| |",
    "||",
    "\\`",
    "<",
    ">",
    "&",
    "end",
    "subgraph",
];

/// A text of such pieces, within bounds of length.
pub fn text(dice: &mut Dice, lo: f64, hi: f64) -> String {
    let hi = if hi.is_finite() { hi as usize } else { 200 };
    let mut out = String::new();
    for _ in 0..=dice.below(5) {
        out.push_str(dice.pick::<&str>(NASTY));
        out.push_str(dice.pick::<&str>(&["", " ", " and "]));
    }
    let mut out: String = out.chars().take(hi.min(200)).collect();
    while out.chars().count() < (lo as usize).min(hi) {
        out.push('x');
    }
    out
}

/// Every field of every entity that a brief has, with its path; whether stated or not.
pub fn places(brief: &Brief) -> Vec<(String, &'static Field)> {
    fn walk(brief: &Brief, fields: &'static [Field], base: &str, out: &mut Vec<(String, &'static Field)>) {
        for field in fields {
            let path = if base.is_empty() { field.name.to_owned() } else { format!("{base}.{}", field.name) };
            match (field.ty)() {
                Ty::Map(_) if path == "notes" => {}
                Ty::Map(inner) => {
                    for id in dsbench::brief::links::ids(brief, &path) {
                        walk(brief, inner, &format!("{path}.{id}"), out);
                    }
                }
                Ty::Record(inner) => walk(brief, inner, &path, out),
                _ if path == "schema" => {}
                _ => out.push((path, field)),
            }
        }
    }
    let mut out = Vec::new();
    walk(brief, Brief::fields(), "", &mut out);
    out
}

/// A value that fits a field; nothing where only what is there already would.
pub fn value(dice: &mut Dice, brief: &Brief, path: &str, field: &Field) -> Option<Value> {
    of_type(dice, brief, path, field, &(field.ty)())
}

fn of_type(dice: &mut Dice, brief: &Brief, path: &str, field: &Field, ty: &Ty) -> Option<Value> {
    Some(match ty {
        Ty::Text => Value::String(text(dice, field.lo.max(0.0), field.hi)),
        Ty::Int => Value::Integer(dice.between(field.lo, field.hi).floor() as i64),
        Ty::Number => Value::Float(dice.between(field.lo, field.hi)),
        Ty::Bool => Value::Boolean(dice.one_in(2)),
        Ty::Date => format!("20{:02}-0{}-1{}", 10 + dice.below(80), 1 + dice.below(9), dice.below(10))
            .parse()
            .ok()
            .map(Value::Datetime)?,
        Ty::DateTime => {
            format!("2026-0{}-11T1{}:00:00Z", 1 + dice.below(9), dice.below(10)).parse().ok().map(Value::Datetime)?
        }
        Ty::Quantity { units, bare, .. } => {
            let unit = dice.pick::<&str>(units);
            let number: f64 = [0.0, 1.0, 0.5, 2.0, 12.0, 99.95, 300.0, 1024.0, 0.001][dice.below(9)];
            match (unit.is_empty(), *bare) {
                (true, true) => Value::Float(number.min(1.0)),
                (true, false) => return None,
                _ => Value::String(format!("{number}{}{unit}", dice.pick::<&str>(&["", " "]))),
            }
        }
        Ty::Words(words) => Value::String((*dice.pick(words)).to_owned()),
        Ty::Id(["own operation" | "step"]) | Ty::Map(_) | Ty::Shares(_) => return None,
        Ty::Id(kinds) => {
            let ids: Vec<String> = kinds.iter().flat_map(|k| dsbench::brief::links::ids(brief, k)).collect();
            if ids.is_empty() {
                return None;
            }
            Value::String(dice.pick(&ids).clone())
        }
        Ty::Form { name: "an amount of money" | "a percentile" | "a bound", example } => {
            format!("v = {}", if example.starts_with('{') { (*example).to_owned() } else { format!("\"{example}\"") })
                .parse::<toml::Table>()
                .ok()?
                .remove("v")?
        }
        Ty::Form { .. } => return None,
        Ty::List(of) => {
            let mut list = Vec::new();
            for _ in 0..dice.below(4) {
                list.push(of_type(dice, brief, path, field, of)?);
            }
            list.dedup();
            Value::Array(list)
        }
        Ty::Either(a, b) => {
            let first = if dice.one_in(2) { a } else { b };
            return of_type(dice, brief, path, field, first).or_else(|| of_type(dice, brief, path, field, a));
        }
        Ty::Record(fields) => {
            let mut table = toml::Table::new();
            for inner in *fields {
                if dice.one_in(2)
                    && let Some(value) = value(dice, brief, &format!("{path}.{}", inner.name), inner)
                {
                    table.insert(inner.name.to_owned(), value);
                }
            }
            Value::Table(table)
        }
    })
}
