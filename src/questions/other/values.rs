//! Readings that come to one or a few values of fields that exist.

use crate::brief::{Fraction, Rate, Size, Span, Value, split_number};

use super::{At, Reading, entry, word_at};

/// Other text of a follow-up: the word of its field, or a deadline.
pub(super) fn follow_up(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    let set = at.step.set.map(|s| s.name).unwrap_or_default();
    match (at.step.question.id, set) {
        ("Q01", _) => return trigger(at),
        ("Q05", _) => out.set(at.path("workload.{workload}.mix"), mix(at.text)?),
        ("Q28", _) => {
            out.set(at.path("call.{call}.deadline.source"), "fixed");
            out.set(at.path("call.{call}.deadline.value"), span(at.text)?);
        }
        ("Q18", _) => put_word(at, &mut out, "dataset.{dataset}.operation.{operation}.under_partition")?,
        ("Q30", _) => put_word(at, &mut out, "dataset.{dataset}.operation.{operation}.idempotent")?,
        _ => return Err("choose one of the options".into()),
    }
    Ok(out)
}

fn put_word(at: &At, out: &mut Reading, path: &str) -> Result<(), String> {
    for path in at.paths(path, None) {
        let word = word_at(&path, at.text)?;
        out.set(path, word);
    }
    Ok(())
}

pub(super) fn trigger(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    out.set("brief.trigger", word_at("brief.trigger", at.text)?);
    Ok(out)
}

/// The word of the first path the question names; some need a neighbour to mean anything.
pub(super) fn word(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    let pattern = at.step.question.other.writes.first().copied().unwrap_or_default();
    put_word(at, &mut out, pattern)?;
    if at.step.question.id == "Q34" {
        out.set(at.path("shed.{service}.on"), at.step.names.service.clone());
    }
    Ok(out)
}

fn span(text: &str) -> Result<String, String> {
    if matches!(text, "unbounded" | "none") {
        return Ok(text.into());
    }
    text.parse::<Span>().map(|s| s.to_string()).map_err(|e| format!("`{text}` is not {e}"))
}

fn rate(text: &str) -> Result<String, String> {
    text.parse::<Rate>().map(|r| r.to_string()).map_err(|e| format!("`{text}` is not {e}"))
}

/// `70/30`, `70/20/10` as read, write, compare-and-set; parts of a hundred or of one.
fn mix(text: &str) -> Result<Value, String> {
    let wrong = || format!("`{text}` is no mix of reads and writes; two or three parts of 100 such as 70/30");
    let shares: Option<Vec<f64>> = text.split('/').map(|p| p.trim().trim_end_matches('%').parse().ok()).collect();
    let shares = shares.filter(|s| (2..=3).contains(&s.len())).ok_or_else(wrong)?;
    let sum: f64 = shares.iter().sum();
    let whole = if (sum - 1.0).abs() < 1e-9 { 1.0 } else { 100.0 };
    if shares.iter().any(|s| !s.is_finite() || *s < 0.0) || (sum - whole).abs() > 1e-6 {
        return Err(format!("{}; the parts of `{text}` sum to {sum}", wrong()));
    }
    // Divided as a person would write it: 70/30 is 0.7 and 0.3, not 0.7000000000000001.
    let share = |s: f64| (s / whole * 1e6).round() / 1e6;
    let fields = ["read", "write", "cas"].iter().zip(&shares);
    Ok(Value::Table(fields.map(|(k, s)| ((*k).to_string(), Value::Float(share(*s)))).collect()))
}

pub(super) fn rate_and_mix(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    // The mix is what stands behind the last space and begins with a number; the rate may have spaces of its own.
    let shares = |t: &str| t.contains('/') && t.split('/').all(|p| p.starts_with(|c: char| c.is_ascii_digit()));
    let (rate_text, mix_text) = match at.text.rsplit_once(char::is_whitespace) {
        Some((rate, last)) if shares(last) => (rate.trim_end_matches([' ', ',']), Some(last)),
        _ => (at.text, None),
    };
    let rate = rate(rate_text).map_err(|e| if mix_text.is_some() { format!("{e} in `{}`", at.text) } else { e })?;
    out.set(at.path("workload.{workload}.rate_peak"), rate);
    if let Some(text) = mix_text {
        out.set(at.path("workload.{workload}.mix"), mix(text)?);
    }
    Ok(out)
}

/// The exponent of Zipf's law; it says that the skew is of that kind.
pub(super) fn theta(at: &At) -> Result<Reading, String> {
    let theta: f64 = at.text.parse().map_err(|_| format!("`{}` is not a number", at.text))?;
    if !(0.0..=2.0).contains(&theta) {
        return Err(format!("`{}` is outside 0 to 2", at.text));
    }
    let mut out = Reading::default();
    out.set(at.path("workload.{workload}.skew.kind"), "zipf");
    out.set(at.path("workload.{workload}.skew.theta"), theta);
    Ok(out)
}

pub(super) fn count(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    let pattern = at.step.question.other.writes.first().copied().unwrap_or_default();
    let count = entry::count(at.text)?;
    for path in at.paths(pattern, None) {
        out.set(path, count);
    }
    Ok(out)
}

pub(super) fn percent(at: &At) -> Result<Reading, String> {
    let share = entry::fraction(at.text)?;
    let mut out = Reading::default();
    match at.step.question.id {
        "Q09" => at.like("99.9%", &mut out),
        "Q32" => at.like("10% budget", &mut out),
        "Q36" => out.set(at.path("cache.{cache}.on"), at.step.names.service.clone()),
        _ => {}
    }
    let pattern = at.step.question.other.writes.first().copied().unwrap_or_default();
    at.put(&mut out, pattern, share);
    Ok(out)
}

pub(super) fn duration(at: &At) -> Result<Reading, String> {
    let span = span(at.text)?;
    let mut out = Reading::default();
    if at.step.question.id == "Q30" {
        at.like("Key with stored result", &mut out);
        for path in at.paths("call.*.idempotency.window", Some("touches({dataset})")) {
            out.writes.retain(|p| p.path != path);
            out.set(path, span.clone());
        }
        return Ok(out);
    }
    let pattern = at.step.question.other.writes.first().copied().unwrap_or_default();
    at.put(&mut out, pattern, span);
    Ok(out)
}

/// `p99.9 200ms`: the share that must be within the threshold.
pub(super) fn percentile(at: &At) -> Result<Reading, String> {
    let wrong = || format!("`{}` is not a percentile and a duration", at.text);
    let (p, limit) = at.text.split_once(' ').ok_or_else(wrong)?;
    let p = p.trim_start_matches(['p', 'P']).trim_end_matches('%');
    let percent: f64 = p.parse().map_err(|_| wrong())?;
    if !(50.0..100.0).contains(&percent) {
        return Err(format!("p{p} is outside p50 to below p100"));
    }
    let mut out = Reading::default();
    at.like("p99 300 ms", &mut out);
    let share: Fraction = format!("{p}%").parse().map_err(|_| wrong())?;
    at.put(&mut out, "slo.{latency_slo}.objective", share.to_string());
    at.put(&mut out, "slo.{latency_slo}.threshold", span(limit.trim())?);
    Ok(out)
}

pub(super) fn bandwidth(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    let pattern = at.step.question.other.writes.first().copied().unwrap_or_default();
    let value = if at.text == "none" { Value::String("none".into()) } else { entry::bandwidth(at.text)? };
    at.put(&mut out, pattern, value);
    Ok(out)
}

/// A bound of a queue: how long, how many, or how much.
pub(super) fn bound(at: &At) -> Result<Reading, String> {
    let text = at.text;
    let value = if text == "unbounded" {
        Value::String(text.into())
    } else if let Ok(count) = entry::count(text) {
        Value::Integer(count)
    } else if let Ok(span) = text.parse::<Span>() {
        Value::String(span.to_string())
    } else if let Ok(size) = text.parse::<Size>() {
        Value::String(size.to_string())
    } else {
        return Err(format!("`{text}` is neither a duration, a number of items nor a size"));
    };
    let mut out = Reading::default();
    let queue = at.path("queue.{queue}");
    if !at.known.brief.has(&queue) {
        out.set(format!("{queue}.on"), at.step.names.fill(at.known.brief, "{entry_service}"));
    }
    out.set(format!("{queue}.bound"), value);
    Ok(out)
}

/// A level, session guarantees, or `bounded 5s`.
pub(super) fn consistency(at: &At) -> Result<Reading, String> {
    let text = at.text.to_lowercase();
    let session = entry::list(&text);
    let guarantees = ["ryw", "mr", "mw", "wfr"];
    let value = if let Some(bound) = text.strip_prefix("bounded") {
        let bound = span(bound.trim().trim_start_matches('=').trim())?;
        Value::Table([("bounded".to_string(), Value::String(bound))].into_iter().collect())
    } else if !session.is_empty() && session.iter().all(|g| guarantees.contains(g)) {
        entry::texts(session)
    } else {
        let any = "dataset.main.operation.main.consistency";
        let level = word_at(any, &text).map_err(|e| format!("{e}, nor bounded 5s, nor a list of ryw, mr, mw, wfr"))?;
        Value::String(level)
    };
    let mut out = Reading::default();
    at.put(&mut out, "dataset.{dataset}.operation.{operation}.consistency", value);
    Ok(out)
}

/// `CP`, `AP`, `CP/EL`, `per operation`.
pub(super) fn stance(at: &At) -> Result<Reading, String> {
    let text = at.text.to_uppercase().replace([' ', '-'], "_");
    let (partition, otherwise) = match text.split_once('/') {
        Some((p, e)) => (p.trim_matches('_').to_string(), Some(e.trim_matches('_').to_string())),
        None => (text, None),
    };
    let partition = match partition.as_str() {
        "CP" | "PC" => "CP",
        "AP" | "PA" => "AP",
        "PER_OPERATION" => "per_operation",
        _ => return Err(format!("`{}` is no stance: CP, AP or per_operation, then /EC or /EL", at.text)),
    };
    let mut out = Reading::default();
    out.set(at.path("dataset.{dataset}.cap_on_partition"), partition);
    match otherwise.as_deref() {
        None => {}
        Some(e @ ("EC" | "EL")) => out.set(at.path("dataset.{dataset}.pacelc_else"), e),
        Some(e) => return Err(format!("`{e}` after the stroke is neither EC nor EL")),
    }
    Ok(out)
}

/// `50ms x2 up to 2s full`: base, factor, cap, jitter; all but the base may be left out.
pub(super) fn backoff(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    let path = |field: &str| at.path(&format!("call.{{call}}.backoff.{field}"));
    let words = at.text.split_whitespace().filter(|w| !matches!(*w, "up" | "to" | "max" | "jitter"));
    let mut spans = 0;
    let mut factor = None;
    for word in words {
        if let Some(number) = word.strip_prefix(['x', '×']) {
            let f: f64 = number.parse().map_err(|_| format!("`{word}` is no factor such as x2"))?;
            factor = Some(f);
            out.set(path("factor"), f);
        } else if split_number(word).is_some() {
            let field =
                ["base", "cap"].get(spans).ok_or_else(|| format!("`{word}`: base and cap are given already"))?;
            out.set(path(field), span(word)?);
            spans += 1;
        } else {
            let jitter = path("jitter");
            let word = word_at(&jitter, word)?;
            out.set(jitter, word);
        }
    }
    if spans == 0 {
        return Err(format!("`{}` has no base wait", at.text));
    }
    let growing = factor.is_some_and(|f| f > 1.0) || spans > 1;
    out.set(path("kind"), if growing { "exponential" } else { "fixed" });
    Ok(out)
}
