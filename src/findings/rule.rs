//! What a rule is: one record with its condition and message together. The long page of each is `reference/rules/ID.md`.

use super::out::Out;
use crate::numbers::World;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Likely to hurt.
    Warn,
    /// The brief contradicts itself or cannot hold what it claims; it is not honest until fixed or waived.
    Error,
}

impl Severity {
    /// The word in output and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

impl std::str::FromStr for Severity {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        match s {
            "info" => Ok(Self::Info),
            "warn" | "warning" => Ok(Self::Warn),
            "error" => Ok(Self::Error),
            _ => Err(format!("`{s}` is not a severity: error, warn or info")),
        }
    }
}

/// Whether a finding can be waived, and with what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waivable {
    /// Never: a contradiction stays one.
    Never,
    /// With a justification, an approver and an end.
    Justified,
    /// By acknowledging it.
    Acknowledged,
}

impl Waivable {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Justified => "with justification, approver and expiry",
            Self::Acknowledged => "by acknowledging it",
        }
    }
}

/// One rule.
pub struct Rule {
    /// Stable code: `RTY-02`.
    pub id: &'static str,
    /// Readable name that names the bad thing: `retries-multiply`.
    pub slug: &'static str,
    /// One line: what is wrong.
    pub title: &'static str,
    /// How bad.
    pub severity: Severity,
    /// Whether it can be waived.
    pub waivable: Waivable,
    /// Rules whose finding on the same entity makes this one redundant.
    pub suppressed_by: &'static [&'static str],
    /// The numbers whose figures it reads, with what they rest on.
    pub reads: &'static [&'static str],
    /// Whether it looks at what the rules before it found, and so has to wait for them.
    pub looks_back: bool,
    /// The long page.
    pub page: &'static str,
    /// Looks at the brief and adds findings.
    pub check: fn(&'static Rule, &World<'_>, &mut Out<'_>),
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || self.id == other.id
    }
}

/// Declares a rule: `rule!(NAME = "RTY-02" retries_multiply Error Justified, "title", check_fn, suppressed_by ["..."], reads ["D04"]; looks_back)`.
#[macro_export]
macro_rules! rule {
    ($(#[doc = $doc:literal])* $NAME:ident = $id:literal $slug:literal $severity:ident $waivable:ident, $title:literal, $check:path $(, suppressed_by [$($by:literal),*])? $(, reads [$($number:literal),*])? $(; $back:ident)?) => {
        $(#[doc = $doc])*
        pub static $NAME: $crate::findings::Rule = $crate::findings::Rule {
            id: $id,
            slug: $slug,
            title: $title,
            severity: $crate::findings::Severity::$severity,
            waivable: $crate::findings::Waivable::$waivable,
            suppressed_by: &[$($($by),*)?],
            reads: &[$($($number),*)?],
            looks_back: $crate::rule!(@back $($back)?),
            page: include_str!(concat!("../../reference/rules/", $id, ".md")),
            check: $check,
        };
    };
    (@back looks_back) => { true };
    (@back) => { false };
}
