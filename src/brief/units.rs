//! Values with units as people write them: `"300ms"`, `"1200/s"`, `"99.95%"`, `"2 TiB"`. A quantity is `Copy`,
//! remembers the unit it was written in, and gives the base unit on request. No field of the brief is named here.

use std::fmt;
use std::marker::PhantomData;

/// One way to write a dimension: the suffix and how many base units it stands for, as a fraction so that
/// `99.95%` becomes exactly the double nearest to 0.9995.
#[derive(Debug)]
pub struct Unit {
    /// The suffix, as printed.
    pub suffix: &'static str,
    /// Multiplier towards the base unit.
    pub mul: f64,
    /// Divisor towards the base unit.
    pub div: f64,
}

const fn unit(suffix: &'static str, mul: f64, div: f64) -> Unit {
    Unit { suffix, mul, div }
}

/// A family of units with one base unit.
pub trait Dimension: Copy + Clone + fmt::Debug + PartialEq + 'static {
    /// What it is called in an error: "a duration".
    const NAME: &'static str;
    /// The units, base or most usual first.
    const UNITS: &'static [Unit];
    /// Whether a bare number is a value of it (fractions only).
    const BARE: bool;
    /// A value to copy from.
    const EXAMPLE: &'static str;
    /// Whether a space stands between number and suffix when printed.
    const SPACED: bool;
    /// How else people say a unit of it: a factor and the suffix that is meant.
    fn said(_rest: &str) -> Option<(f64, &'static str)> {
        None
    }
}

macro_rules! dimension {
    ($(#[$doc:meta])* $Name:ident, $Tag:ident, $name:literal, $example:literal, bare $bare:literal, spaced $spaced:literal, $(said $said:ident,)? [$($s:literal $m:literal / $d:literal),+ $(,)?]) => {
        #[doc = concat!("The dimension tag of [`", stringify!($Name), "`].")]
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub enum $Tag {}
        impl Dimension for $Tag {
            const NAME: &'static str = $name;
            const UNITS: &'static [Unit] = &[$(unit($s, $m, $d)),+];
            const BARE: bool = $bare;
            const EXAMPLE: &'static str = $example;
            const SPACED: bool = $spaced;
            $(fn said(rest: &str) -> Option<(f64, &'static str)> {
                $said(rest)
            })?
        }
        $(#[$doc])*
        pub type $Name = Quantity<$Tag>;
    };
}

dimension!(
    /// A length of time; base unit milliseconds.
    Span, SpanDim, "a duration", "300ms", bare false, spaced false,
    ["ms" 1.0 / 1.0, "s" 1e3 / 1.0, "min" 6e4 / 1.0, "h" 3.6e6 / 1.0, "d" 8.64e7 / 1.0, "us" 1.0 / 1e3]
);
dimension!(
    /// Events per time; base unit per second.
    Rate, RateDim, "a rate", "1200/s", bare false, spaced false, said rate_said,
    ["/s" 1.0 / 1.0, "/min" 1.0 / 60.0, "/h" 1.0 / 3600.0, "/d" 1.0 / 86_400.0, "/y" 1.0 / 31_536_000.0]
);
dimension!(
    /// An amount of data; base unit bytes.
    Size, SizeDim, "a size", "400 GB", bare false, spaced true,
    ["B" 1.0 / 1.0, "kB" 1e3 / 1.0, "MB" 1e6 / 1.0, "GB" 1e9 / 1.0, "TB" 1e12 / 1.0, "PB" 1e15 / 1.0,
     "KiB" 1024.0 / 1.0, "MiB" 1_048_576.0 / 1.0, "GiB" 1_073_741_824.0 / 1.0, "TiB" 1_099_511_627_776.0 / 1.0, "PiB" 1_125_899_906_842_624.0 / 1.0]
);
dimension!(
    /// Data per time; base unit bytes per second.
    Bandwidth, BandwidthDim, "a bandwidth", "50 MB/s", bare false, spaced true,
    ["B/s" 1.0 / 1.0, "kB/s" 1e3 / 1.0, "MB/s" 1e6 / 1.0, "GB/s" 1e9 / 1.0, "KiB/s" 1024.0 / 1.0, "MiB/s" 1_048_576.0 / 1.0,
     "GiB/s" 1_073_741_824.0 / 1.0, "Mbit/s" 1e6 / 8.0, "Gbit/s" 1e9 / 8.0]
);
dimension!(
    /// A share of a whole; base unit 1 (0.25 is `25%`). May be written bare.
    Fraction, FractionDim, "a fraction", "99.95%", bare true, spaced false,
    ["" 1.0 / 1.0, "%" 1.0 / 100.0]
);
dimension!(
    /// Clock drift; base unit parts per million.
    Drift, DriftDim, "a drift", "200ppm", bare false, spaced false,
    ["ppm" 1.0 / 1.0, "us/s" 1.0 / 1.0, "%" 1e4 / 1.0]
);
dimension!(
    /// Growth per year; base unit fraction per year. May be written bare.
    Growth, GrowthDim, "a growth per year", "50%/y", bare true, spaced false,
    ["/y" 1.0 / 1.0, "%/y" 1.0 / 100.0, "" 1.0 / 1.0]
);

/// A number in the unit it was written in.
#[derive(Debug, Clone, Copy)]
pub struct Quantity<D> {
    number: f64,
    unit: u8,
    dimension: PhantomData<D>,
}

impl<D: Dimension> PartialEq for Quantity<D> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<D: Dimension> Quantity<D> {
    /// A value in the base unit; for a dimension whose first unit is the base, that unit is shown.
    pub fn base(value: f64) -> Self {
        let unit = D::UNITS.iter().position(|u| u.mul == u.div).unwrap_or(0);
        Self { number: value, unit: unit as u8, dimension: PhantomData }
    }

    /// The value in the base unit.
    #[inline]
    pub fn get(self) -> f64 {
        let u = &D::UNITS[self.unit as usize];
        self.number * u.mul / u.div
    }

    /// The number as written, without its unit.
    pub fn number(self) -> f64 {
        self.number
    }

    /// The same unit with another number, for nudging a value where it stands.
    #[must_use]
    pub fn with_number(self, number: f64) -> Self {
        Self { number, ..self }
    }

    /// The base-unit value shown in the largest unit that keeps it readable: at least one of it, or else the smallest there is.
    pub fn natural(value: f64) -> Self {
        if value == 0.0 {
            return Self::base(value);
        }
        let size = |u: &Unit| u.mul / u.div;
        let usual =
            || D::UNITS.iter().enumerate().filter(|(_, u)| !u.suffix.contains("iB") && !u.suffix.contains("bit"));
        let fits = usual().filter(|(_, u)| value.abs() / size(u) >= 1.0).max_by(|a, b| size(a.1).total_cmp(&size(b.1)));
        let Some((i, u)) = fits.or_else(|| usual().min_by(|a, b| size(a.1).total_cmp(&size(b.1)))) else {
            return Self::base(value);
        };
        Self { number: value * u.div / u.mul, unit: i as u8, dimension: PhantomData }
    }

    /// Reads `"300ms"`; spaces before the unit, `_` between digits and thousands set apart are allowed. The error names the
    /// units that fit.
    pub fn parse(text: &str) -> Result<Self, String> {
        let t = text.trim();
        // A share of "0,125" is no thousand: only what has a unit is written in thousands.
        let grouped = if D::BARE { None } else { thousands(t) };
        let (number, rest) = grouped.or_else(|| split_number(t)).ok_or_else(|| expected::<D>())?;
        let rest = rest.trim();
        let unit = |suffix: &str| D::UNITS.iter().position(|u| u.suffix == suffix);
        if let Some(i) = unit(rest) {
            return Ok(Self { number, unit: i as u8, dimension: PhantomData });
        }
        if let Some((factor, suffix)) = D::said(rest)
            && let Some(i) = unit(suffix)
        {
            return Ok(Self { number: number * factor, unit: i as u8, dimension: PhantomData });
        }
        if rest.is_empty() {
            return Err(format!("{}; a bare number needs a unit", expected::<D>()));
        }
        let near = D::UNITS.iter().find(|u| u.suffix.eq_ignore_ascii_case(rest)).map(|u| u.suffix);
        Err(match near {
            Some(s) => format!("{}; did you mean \"{}{s}\"?", expected::<D>(), show_number(number)),
            None => expected::<D>(),
        })
    }
}

/// A text of the dimension of that name: in the base unit, and as it is written here. Nothing where it is no value of it.
pub fn reading(dimension: &str, text: &str) -> Option<(f64, String)> {
    fn of<D: Dimension>(text: &str) -> Option<(f64, String)> {
        let quantity = Quantity::<D>::parse(text).ok()?;
        // Who writes a unit as it is listed keeps their digits.
        let plain = split_number(text.trim()).is_some_and(|(_, rest)| D::UNITS.iter().any(|u| u.suffix == rest.trim()));
        Some((quantity.get(), if plain { text.trim().to_owned() } else { quantity.to_string() }))
    }
    match dimension {
        SpanDim::NAME => of::<SpanDim>(text),
        RateDim::NAME => of::<RateDim>(text),
        SizeDim::NAME => of::<SizeDim>(text),
        BandwidthDim::NAME => of::<BandwidthDim>(text),
        FractionDim::NAME => of::<FractionDim>(text),
        DriftDim::NAME => of::<DriftDim>(text),
        GrowthDim::NAME => of::<GrowthDim>(text),
        _ => None,
    }
}

/// How people say rates: `req/s`, `rps`, `k requests per second`, `10k/s`.
fn rate_said(rest: &str) -> Option<(f64, &'static str)> {
    const EVENTS: [&str; 18] = [
        "", "req", "reqs", "request", "requests", "query", "queries", "call", "calls", "op", "ops", "msg", "msgs",
        "message", "messages", "event", "events", "tx",
    ];
    fn unit(text: &str) -> Option<&'static str> {
        let text = text.trim().to_lowercase();
        match text.as_str() {
            "rps" | "qps" | "tps" | "iops" => return Some("/s"),
            "rpm" => return Some("/min"),
            _ => {}
        }
        let (event, time) = text.split_once('/').or_else(|| text.split_once("per "))?;
        if !EVENTS.contains(&event.trim()) {
            return None;
        }
        Some(match time.trim() {
            "s" | "sec" | "second" => "/s",
            "min" | "minute" => "/min",
            "h" | "hour" => "/h",
            "d" | "day" => "/d",
            "y" | "year" => "/y",
            _ => return None,
        })
    }
    if let Some(suffix) = unit(rest) {
        return Some((1.0, suffix));
    }
    let (prefix, tail) = rest.split_at_checked(1)?;
    let factor = match prefix {
        "k" | "K" => 1e3,
        "M" => 1e6,
        "G" => 1e9,
        _ => return None,
    };
    unit(tail).map(|suffix| (factor, suffix))
}

/// Splits a leading number whose thousands are set apart, `1,200` or `1 200 000.5`, from the rest; nothing where it has none.
fn thousands(text: &str) -> Option<(f64, &str)> {
    let digits = |t: &str| t.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(text);
    if !(1..=3).contains(&first) || text.starts_with('0') {
        return None;
    }
    let between = text[first..].chars().next().filter(|c| matches!(c, ',' | ' ' | '\'' | '\u{a0}' | '\u{202f}'))?;
    let mut number = text[..first].to_owned();
    let mut rest = &text[first..];
    while let Some(group) = rest.strip_prefix(between).filter(|tail| digits(tail) == 3) {
        number.push_str(&group[..3]);
        rest = &group[3..];
    }
    if number.len() == first {
        return None;
    }
    if let Some(tail) = rest.strip_prefix('.') {
        let part = &tail[..digits(tail)];
        number = format!("{number}.{part}");
        rest = &tail[part.len()..];
    }
    number.parse().ok().map(|n| (n, rest))
}

/// A whole number as people write it: `10000`, `10_000`, `10,000`, `10 000`, `1e4`.
pub fn whole(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Ok(n) = text.replace(['_', ' '], "").parse() {
        return Some(n);
    }
    // Above that not every whole number can be told from the next.
    bare(text).filter(|x| x.fract() == 0.0 && x.abs() < 9e15).map(|x| x as i64)
}

/// A number without a unit as people write it: `1.5`, `1e6`, `1,200.5`.
pub fn bare(text: &str) -> Option<f64> {
    let (x, rest) = thousands(text.trim()).or_else(|| split_number(text.trim()))?;
    rest.is_empty().then_some(x)
}

/// The parts of a list: commas and semicolons part them, a comma inside a number does not.
pub fn listed(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, ',' | ';')) {
        let digits = text[from..at].trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
        let number = from + digits.len();
        let inside = c == ','
            && !digits.ends_with(char::is_alphanumeric)
            && thousands(&text[number..]).is_some_and(|(_, rest)| text.len() - rest.len() > at);
        if !inside {
            out.push(&text[from..at]);
            from = at + 1;
        }
    }
    out.push(&text[from..]);
    out.into_iter().map(str::trim).collect()
}

/// "a duration such as "300ms" (ms, s, min, h, d, us)".
pub fn expected<D: Dimension>() -> String {
    format!("{} such as \"{}\" ({})", D::NAME, D::EXAMPLE, suffixes::<D>())
}

fn suffixes<D: Dimension>() -> String {
    D::UNITS.iter().map(|u| if u.suffix.is_empty() { "bare" } else { u.suffix }).collect::<Vec<_>>().join(", ")
}

/// Splits a leading decimal number (with `_` between digits) from the rest; refuses anything not finite.
pub fn split_number(text: &str) -> Option<(f64, &str)> {
    let bytes = text.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let c = bytes[end];
        let exponent_sign = end > 0 && matches!(bytes[end - 1], b'e' | b'E') && matches!(c, b'+' | b'-');
        let exponent = matches!(c, b'e' | b'E')
            && bytes.get(end + 1).is_some_and(|n| n.is_ascii_digit() || matches!(n, b'-' | b'+'));
        if c.is_ascii_digit()
            || c == b'.'
            || c == b'_'
            || (end == 0 && matches!(c, b'+' | b'-'))
            || exponent_sign
            || exponent
        {
            end += 1;
        } else {
            break;
        }
    }
    let number: f64 = text[..end].replace('_', "").parse().ok()?;
    number.is_finite().then_some((number, &text[end..]))
}

/// Prints a number the short way: no trailing zeros, no exponent within reach of a reader.
pub fn show_number(x: f64) -> String {
    if x == 0.0 {
        return "0".to_owned();
    }
    let magnitude = x.abs();
    if (1e-4..1e15).contains(&magnitude) {
        // Twelve significant digits hide the noise of 99.95 / 100 * 100 and keep every digit anybody wrote.
        let digits = (11 - magnitude.log10().floor() as i32).clamp(0, 15) as usize;
        let text = format!("{x:.digits$}");
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    } else {
        format!("{x:e}")
    }
}

impl<D: Dimension> fmt::Display for Quantity<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let u = &D::UNITS[self.unit as usize];
        let gap = if D::SPACED { " " } else { "" };
        write!(f, "{}{gap}{}", show_number(self.number), u.suffix)
    }
}

impl<D: Dimension> std::str::FromStr for Quantity<D> {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Self::parse(s)
    }
}

/// An amount of money in the user's currency; the text after the number is kept as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Money {
    /// The amount.
    pub amount: f64,
    /// Currency and unit: "USD/GB".
    pub per: String,
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", show_number(self.amount), self.per)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_printed_back() {
        for text in ["300ms", "1.5s", "30d", "180min", "0s", "15us"] {
            assert_eq!(text.parse::<Span>().unwrap().to_string(), text);
        }
        for text in ["99.95%", "0.25", "1e-9", "99.999999%"] {
            assert_eq!(text.parse::<Fraction>().unwrap().to_string(), text);
        }
        assert_eq!("2TiB".parse::<Size>().unwrap().to_string(), "2 TiB");
        assert_eq!("0.55/y".parse::<Rate>().unwrap().to_string(), "0.55/y");
    }

    #[test]
    fn base_units_are_exact_where_people_look() {
        assert_eq!("99.95%".parse::<Fraction>().unwrap().get(), 0.9995);
        assert_eq!("2min".parse::<Span>().unwrap().get(), 120_000.0);
        assert_eq!("10k/s".parse::<Rate>().unwrap().get(), 10_000.0);
        assert_eq!("1 Gbit/s".parse::<Bandwidth>().unwrap().get(), 125_000_000.0);
    }

    #[test]
    fn rates_are_read_as_people_say_them_and_written_one_way() {
        for text in [
            "400/s",
            "400 req/s",
            "400 rps",
            "400qps",
            "400 requests per second",
            "400 requests/sec",
            "400 tps",
            "0.4k/s",
            "0.4 k req/s",
            "0.4 krps",
            "24000 rpm",
            "24 000 requests per minute",
        ] {
            let rate: Rate = text.parse().unwrap_or_else(|e| panic!("{text}: {e}"));
            assert!((rate.get() - 400.0).abs() < 1e-9, "{text} is {}", rate.get());
        }
        for (text, written) in
            [("400 req/s", "400/s"), ("1,200/s", "1200/s"), ("1 200 000 rps", "1200000/s"), ("10k/s", "10000/s")]
        {
            assert_eq!(text.parse::<Rate>().unwrap().to_string(), written, "{text}");
            assert_eq!(reading("a rate", text).unwrap().1, written, "{text}");
        }
        assert_eq!(reading("a size", "2TiB").unwrap().1, "2TiB", "a unit of the list is kept as it is written");
        for text in
            ["400", "400 furlongs/s", "400 req", "400/fortnight", "1,20/s", "1,2000/s", "0,400/s", ",400/s", "k/s"]
        {
            let error = text.parse::<Rate>().unwrap_err();
            assert!(error.contains("a rate such as \"1200/s\""), "{text}: {error}");
        }
        assert_eq!("1,500ms".parse::<Span>().unwrap().get(), 1500.0);
        assert!("0,125".parse::<Fraction>().is_err(), "a share is not written in thousands");
    }

    #[test]
    fn whole_numbers_are_read_as_people_write_them() {
        for text in ["1000000", "1_000_000", "1,000,000", "1 000 000", "1e6", "1.0e6"] {
            assert_eq!(whole(text), Some(1_000_000), "{text}");
        }
        for text in ["1.5", "1e-3", "1,00", "many", "", "1e30", "10 GB"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    #[test]
    fn a_comma_inside_a_number_parts_no_list() {
        assert_eq!(listed("3,000/s reads, 1,000/s writes,10 GB"), ["3,000/s reads", "1,000/s writes", "10 GB"]);
        assert_eq!(listed("a,b; c, ,"), ["a", "b", "c", "", ""]);
        assert_eq!(listed("eu1,200"), ["eu1", "200"], "a name is no number");
        assert_eq!(listed("E04,E12, 85ms,110ms"), ["E04", "E12", "85ms", "110ms"]);
        assert_eq!(listed("1,200,300"), ["1,200,300"]);
        assert_eq!(listed("10,20,300"), ["10", "20,300"]);
    }

    #[test]
    fn a_wrong_unit_names_the_right_ones() {
        let error = "300".parse::<Span>().unwrap_err();
        assert!(error.contains("bare number") && error.contains("ms, s, min"), "{error}");
        let error = "300MS".parse::<Span>().unwrap_err();
        assert!(error.contains("did you mean \"300ms\""), "{error}");
        assert!("fast".parse::<Span>().is_err());
        assert!("1e999ms".parse::<Span>().is_err());
    }

    #[test]
    fn natural_picks_the_readable_unit() {
        assert_eq!(Span::natural(2_592_000.0).to_string(), "43.2min");
        assert_eq!(Size::natural(17.28e9).to_string(), "17.28 GB");
        assert_eq!(Span::natural(0.25).to_string(), "250us");
        assert_eq!(Span::natural(0.000_825).to_string(), "0.825us");
        assert_eq!((Span::natural(0.0).to_string(), Size::natural(0.25).to_string()), ("0ms".into(), "0.25 B".into()));
    }
}
