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
}

macro_rules! dimension {
    ($(#[$doc:meta])* $Name:ident, $Tag:ident, $name:literal, $example:literal, bare $bare:literal, spaced $spaced:literal, [$($s:literal $m:literal / $d:literal),+ $(,)?]) => {
        #[doc = concat!("The dimension tag of [`", stringify!($Name), "`].")]
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub enum $Tag {}
        impl Dimension for $Tag {
            const NAME: &'static str = $name;
            const UNITS: &'static [Unit] = &[$(unit($s, $m, $d)),+];
            const BARE: bool = $bare;
            const EXAMPLE: &'static str = $example;
            const SPACED: bool = $spaced;
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
    Rate, RateDim, "a rate", "1200/s", bare false, spaced false,
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

    /// The base-unit value shown in the largest unit that keeps it readable.
    pub fn natural(value: f64) -> Self {
        let best = D::UNITS
            .iter()
            .enumerate()
            .filter(|(_, u)| {
                !u.suffix.contains("iB") && !u.suffix.contains("bit") && value.abs() * u.div / u.mul >= 1.0
            })
            .max_by(|(_, a), (_, b)| (a.mul / a.div).total_cmp(&(b.mul / b.div)));
        let Some((i, u)) = best else { return Self::base(value) };
        Self { number: value * u.div / u.mul, unit: i as u8, dimension: PhantomData }
    }

    /// Reads `"300ms"`; spaces before the unit and `_` between digits are allowed. The error names the units that fit.
    pub fn parse(text: &str) -> Result<Self, String> {
        let t = text.trim();
        let (number, rest) = split_number(t).ok_or_else(|| expected::<D>())?;
        let rest = rest.trim();
        if let Some(i) = D::UNITS.iter().position(|u| u.suffix == rest) {
            return Ok(Self { number, unit: i as u8, dimension: PhantomData });
        }
        // "10k/s" and "2M/s" are how people say rates.
        for (prefix, factor) in [("k", 1e3), ("K", 1e3), ("M", 1e6), ("G", 1e9)] {
            if let Some(tail) = rest.strip_prefix(prefix)
                && tail.starts_with('/')
                && let Some(i) = D::UNITS.iter().position(|u| u.suffix == tail)
            {
                return Ok(Self { number: number * factor, unit: i as u8, dimension: PhantomData });
            }
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

/// A text in the base unit of the dimension of that name; nothing where it is no value of it.
pub fn in_base(dimension: &str, text: &str) -> Option<f64> {
    fn of<D: Dimension>(text: &str) -> Option<f64> {
        Quantity::<D>::parse(text).ok().map(Quantity::get)
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
    }
}
