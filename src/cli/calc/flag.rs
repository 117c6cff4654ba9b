//! What a calculator takes: flags with units in their values.

use crate::brief::units::{Quantity, bare, expected, whole};
use crate::brief::{Drift, Fraction, Rate, Size, Span};

/// What a value of a flag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A duration; ms inside.
    Span,
    /// Per second.
    Rate,
    /// Bytes.
    Size,
    /// 0..=1, written `25%` or `0.25`.
    Share,
    /// Clock drift; ppm inside.
    Drift,
    /// How often in a year, or the chance of it: `2%`, `0.02` or `0.02/y`.
    PerYear,
    /// A whole number.
    Count,
    /// A real number.
    Number,
    /// Free text.
    Text,
    /// One of these words.
    Words(&'static [&'static str]),
}

/// Whether a flag has to be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Always.
    Required,
    /// Not always; its `doc` says what its absence means.
    Optional,
    /// This text stands in its place.
    Default(&'static str),
}

/// One flag.
#[derive(Debug)]
pub struct Flag {
    /// Its name, without the dashes.
    pub name: &'static str,
    /// What a value is.
    pub kind: Kind,
    /// Several values, separated by commas.
    pub list: bool,
    /// Whether it has to be given.
    pub need: Need,
    /// One line on what it means.
    pub doc: &'static str,
}

/// A flag that has to be given.
pub const fn required(name: &'static str, kind: Kind, doc: &'static str) -> Flag {
    Flag { name, kind, list: false, need: Need::Required, doc }
}

/// A flag that may be absent.
pub const fn optional(name: &'static str, kind: Kind, doc: &'static str) -> Flag {
    Flag { name, kind, list: false, need: Need::Optional, doc }
}

/// A flag with a value that stands in its place.
pub const fn with_default(name: &'static str, kind: Kind, value: &'static str, doc: &'static str) -> Flag {
    Flag { name, kind, list: false, need: Need::Default(value), doc }
}

impl Flag {
    /// The same flag, taking several values.
    #[must_use]
    pub const fn many(self) -> Self {
        Self { list: true, ..self }
    }

    /// What stands for the value in help.
    pub fn value_name(&self) -> &'static str {
        match self.kind {
            Kind::Span => "DURATION",
            Kind::Rate => "RATE",
            Kind::Size => "SIZE",
            Kind::Share => "SHARE",
            Kind::Drift => "DRIFT",
            Kind::PerYear => "PER_YEAR",
            Kind::Count => "N",
            Kind::Number => "NUMBER",
            Kind::Text => "TEXT",
            Kind::Words(_) => "WORD",
        }
    }

    /// The unit inside, for `--list --json`.
    pub fn unit(&self) -> &'static str {
        match self.kind {
            Kind::Span => "ms",
            Kind::Rate => "/s",
            Kind::Size => "bytes",
            Kind::Share => "fraction",
            Kind::Drift => "ppm",
            Kind::PerYear => "/y",
            Kind::Count => "count",
            Kind::Number => "number",
            Kind::Text => "text",
            Kind::Words(_) => "word",
        }
    }
}

/// One value read.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// In the base unit.
    Number(f64),
    /// As typed.
    Text(String),
}

impl Kind {
    /// Reads one value; the error says what was expected.
    pub fn read(self, text: &str) -> Result<Value, String> {
        let text = text.trim();
        match self {
            Self::Span => quantity::<_>(Span::parse(text)),
            Self::Rate => quantity::<_>(Rate::parse(text)),
            Self::Size => quantity::<_>(Size::parse(text)),
            Self::Share => quantity::<_>(Fraction::parse(text)),
            Self::Drift => quantity::<_>(Drift::parse(text)),
            Self::PerYear => {
                let amount = ["/y", "/year", "per year", "a year"].iter().find_map(|unit| text.strip_suffix(unit));
                quantity::<_>(Fraction::parse(amount.unwrap_or(text)).map_err(|_| self.words()))
            }
            Self::Count => match whole(text) {
                Some(n) if n >= 0 => Ok(Value::Number(n as f64)),
                _ => Err("a whole number such as 3 or 1e6".to_owned()),
            },
            Self::Number => bare(text).map(Value::Number).ok_or_else(|| "a number such as 1.5".to_owned()),
            Self::Text => Ok(Value::Text(text.to_owned())),
            Self::Words(words) => {
                if words.contains(&text) {
                    Ok(Value::Text(text.to_owned()))
                } else {
                    Err(format!("one of {}", words.join(", ")))
                }
            }
        }
    }

    /// What a value looks like.
    pub fn words(self) -> String {
        match self {
            Self::Span => expected::<crate::brief::units::SpanDim>(),
            Self::Rate => expected::<crate::brief::units::RateDim>(),
            Self::Size => expected::<crate::brief::units::SizeDim>(),
            Self::Share => expected::<crate::brief::units::FractionDim>(),
            Self::Drift => expected::<crate::brief::units::DriftDim>(),
            Self::PerYear => "how often in a year, such as 2%, 0.02 or 0.02/y".to_owned(),
            Self::Count => "a whole number".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Text => "text".to_owned(),
            Self::Words(words) => format!("one of {}", words.join(", ")),
        }
    }
}

fn quantity<D: crate::brief::units::Dimension>(read: Result<Quantity<D>, String>) -> Result<Value, String> {
    read.map(|q| Value::Number(q.get()))
}
