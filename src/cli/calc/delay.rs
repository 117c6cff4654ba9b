//! Delays of messages as a flag says them: `exp(5ms)`, `pareto(1ms, 1.5)`, mixtures `0.4*pareto(1ms, 1.5) + 0.6*exp(5ms)`,
//! measured ones `samples(FILE)`. Reading only; what a delay does is in `analysis`.

use crate::analysis::staleness::Delay;
use crate::brief::Span;
use crate::cli::error::Failure;

/// What is expected, in words.
pub const WORDS: &str = "const(1ms), uniform(1ms, 3ms), exp(5ms), pareto(1ms, 1.5), lognormal(10ms, 0.5), samples(FILE) with \
                         one delay a line, or a mixture such as 0.4*pareto(1ms, 1.5) + 0.6*exp(5ms)";

/// One delay for all replicas or, separated by `;`, one each.
pub fn read(flag: &str, text: &str) -> Result<Vec<Delay>, Failure> {
    text.split(';').map(|one| mixture(one).map_err(|why| wrong(flag, one, &why))).collect()
}

fn wrong(flag: &str, found: &str, why: &str) -> Failure {
    Failure::new(format_args!("--{flag}: found \"{}\", {why}", found.trim()))
}

fn mixture(text: &str) -> Result<Delay, String> {
    let parts: Vec<&str> = text.split('+').map(str::trim).collect();
    if let [one] = parts[..]
        && !one.contains('*')
    {
        return law(one);
    }
    let mut weighted = Vec::new();
    for part in parts {
        let (weight, rest) =
            part.split_once('*').ok_or_else(|| format!("expected a weight in front of {part}: 0.4*exp(5ms)"))?;
        let weight: f64 =
            weight.trim().parse().map_err(|_| format!("expected a number in place of \"{}\"", weight.trim()))?;
        weighted.push((weight, law(rest.trim())?));
    }
    Delay::mixture(weighted).map_err(|why| why.to_string())
}

fn law(text: &str) -> Result<Delay, String> {
    let expected = || format!("expected {WORDS}");
    let (name, rest) = text.split_once('(').ok_or_else(expected)?;
    let inside = rest.strip_suffix(')').ok_or_else(expected)?;
    let args: Vec<&str> = inside.split(',').map(str::trim).collect();
    let span = |i: usize| -> Result<f64, String> {
        let text = args.get(i).copied().unwrap_or_default();
        Span::parse(text).map(crate::brief::units::Quantity::get).map_err(|why| format!("expected {why} in {name}(..)"))
    };
    let number = |i: usize| -> Result<f64, String> {
        let text = args.get(i).copied().unwrap_or_default();
        text.parse().map_err(|_| format!("expected a number in place of \"{text}\" in {name}(..)"))
    };
    let takes = |n: usize| if args.len() == n { Ok(()) } else { Err(expected()) };
    let delay = match name.trim() {
        "const" => takes(1).and_then(|()| Ok(Delay::constant(span(0)?)))?,
        "uniform" => takes(2).and_then(|()| Ok(Delay::uniform(span(0)?, span(1)?)))?,
        "exp" => takes(1).and_then(|()| Ok(Delay::exponential(span(0)?)))?,
        "pareto" => takes(2).and_then(|()| Ok(Delay::pareto(span(0)?, number(1)?)))?,
        "lognormal" => takes(2).and_then(|()| Ok(Delay::log_normal(span(0)?, number(1)?)))?,
        "samples" => Delay::samples(&samples(inside)?),
        _ => return Err(expected()),
    };
    delay.map_err(|why| why.to_string())
}

/// Measured delays: one a line, with a unit or in milliseconds; empty lines and lines after # are left out.
fn samples(file: &str) -> Result<Vec<f64>, String> {
    let text = std::fs::read_to_string(file).map_err(|why| format!("{file} cannot be read: {why}"))?;
    let mut all = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let ms = line.parse::<f64>().ok().or_else(|| Span::parse(line).ok().map(crate::brief::units::Quantity::get));
        all.push(ms.ok_or_else(|| format!("{file}, line {}: \"{line}\" is no delay such as 1.5ms", i + 1))?);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laws_and_mixtures_are_read() {
        assert_eq!(read("write", "exp(5ms)").unwrap(), [Delay::exponential(5.0).unwrap()]);
        let two = read("write", "const(1ms); uniform(1ms, 3ms)").unwrap();
        assert_eq!(two, [Delay::constant(1.0).unwrap(), Delay::uniform(1.0, 3.0).unwrap()]);
        let mixed = read("ack", "0.4*pareto(1ms, 1.5) + 0.6*exp(1s)").unwrap();
        let want =
            Delay::mixture(vec![(0.4, Delay::pareto(1.0, 1.5).unwrap()), (0.6, Delay::exponential(1000.0).unwrap())]);
        assert_eq!(mixed, [want.unwrap()]);
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, says) in [
            ("exp", "expected const"),
            ("exp(5)", "unit"),
            ("gauss(1ms)", "expected const"),
            ("pareto(1ms, x)", "a number in place of \"x\""),
            ("exp(5ms) + exp(1ms)", "a weight in front of"),
            ("uniform(3ms, 1ms)", "at most the longest delay"),
            ("samples(/no/such/file)", "cannot be read"),
        ] {
            let e = read("write", text).unwrap_err();
            assert!(e.lines[0].contains(says) && e.lines[0].contains("--write"), "{text}: {:?}", e.lines);
        }
    }
}
