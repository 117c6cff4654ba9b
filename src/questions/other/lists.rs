//! Readings that are lists: each part checked, all that is wrong said at once where that helps.

use crate::brief::{Fraction, Rate, Size, Span, Value};
use crate::questions::{condition::Facts, record::EntryKind, skeleton};

use super::chain::named_by;
use super::{At, Reading, entry, id, id_for, parts, word_at};

pub(super) fn symptoms(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    for part in parts(at.text) {
        out.add("brief.incident.symptoms", word_at("brief.incident.symptoms", part)?);
    }
    some(out, at)
}

pub(super) fn measuring_points(at: &At) -> Result<Reading, String> {
    let words: Result<Vec<Value>, String> =
        parts(at.text).into_iter().map(|p| word_at("slo.main.measured_at", p).map(Value::String)).collect();
    let mut words = words?;
    let value = if words.len() == 1 { words.remove(0) } else { Value::Array(words) };
    let mut out = Reading::default();
    for path in at.paths("slo.*.measured_at", Some(r#"workload = "{workload}""#)) {
        out.set(path, value.clone());
    }
    some(out, at)
}

/// Each mode becomes a failure of that name that users do not notice, one at a time.
pub(super) fn failure_modes(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    for part in parts(at.text) {
        let mode = word_at("failure.main.mode", part)?;
        let id = mode.replace('_', "-");
        out.set(format!("failure.{id}.mode"), mode);
        out.set(format!("failure.{id}.stance"), "tolerate_transparent");
        out.set(format!("failure.{id}.concurrent_max"), 1);
    }
    some(out, at)
}

/// `eu: a b c, us: a b c`; a region without zones gets zone a.
pub(super) fn regions_with_zones(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    for part in parts(at.text) {
        let (region, zones) = part.split_once(':').unwrap_or((part, "a"));
        let mut zones: Vec<String> = entry::list(zones).into_iter().map(id).collect::<Result<_, _>>()?;
        if zones.is_empty() {
            zones.push("a".into());
        }
        all.push((id(region.trim())?, zones));
    }
    let names: Vec<String> = all.iter().map(|(region, _)| region.clone()).collect();
    if let Some((path, name)) = skeleton::region_to_name(at.known.brief, &names) {
        // Zones of the placeholder that are not listed go with it, unless something names them.
        let listed = &all[0].1;
        let unlisted = at.known.ids(&format!("{path}.zone")).into_iter().filter(|zone| !listed.contains(zone));
        let free = unlisted.filter(|zone| named_by(at.known.brief, &format!("{path}.zone.{zone}")).is_empty());
        out.removes.extend(free.map(|zone| format!("region.{name}.zone.{zone}")));
        out.renames.push((path, name));
    }
    for (region, zones) in all {
        for zone in zones {
            out.create(format!("region.{region}.zone.{zone}"));
        }
    }
    some(out, at)
}

pub(super) fn round_trips(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    out.set("topology.rtt", entry::parse(EntryKind::RoundTrips, at.text, None)?);
    Ok(out)
}

/// `orders money, cart user_content`: the first name replaces the dataset asked about, the others are added.
pub(super) fn datasets(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    let current = &at.step.names.dataset;
    let existing = at.known.ids("dataset");
    let mut seen: Vec<String> = Vec::new();
    for (i, part) in parts(at.text).into_iter().enumerate() {
        let (name, class) = part.split_once([' ', '=', ':']).map_or((part, None), |(n, c)| (n.trim(), Some(c.trim())));
        // A class alone is about the dataset asked about.
        let (name, class) = match class {
            Some(class) => (id(name)?, word_at("dataset.main.class", class)?),
            None => match word_at("dataset.main.class", name) {
                Ok(class) if i == 0 => (current.clone(), class),
                _ => return Err(format!("`{part}` needs a name and a class")),
            },
        };
        if seen.contains(&name) {
            return Err(format!("`{name}` is named twice"));
        }
        if i == 0 && name != *current && existing.contains(current) {
            if existing.contains(&name) {
                return Err(format!("there is a dataset `{name}` already, so {current} cannot take that name"));
            }
            out.renames.push((format!("dataset.{current}"), name.clone()));
        }
        out.set(format!("dataset.{name}.class"), class);
        seen.push(name);
    }
    some(out, at)
}

pub(super) fn regions(at: &At) -> Result<Reading, String> {
    let ids = entry::ids(at.text)?;
    let known = at.known.ids("region");
    if let Some(strange) = ids.iter().find(|i| !known.contains(i)) {
        return Err(format!("there is no region `{strange}`; the regions are {}", known.join(", ")));
    }
    let mut out = Reading::default();
    out.set(at.path("dataset.{dataset}.residency.allow"), entry::texts(ids));
    Ok(out)
}

/// `zone 33% 24h, full 100%`: kind, share, bake time; order follows the list.
pub(super) fn phases(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    let orders = at.known.brief.phase.values().filter_map(|p| p.order);
    let mut order = orders.max().and_then(|o| i64::try_from(o).ok()).unwrap_or(0);
    let mut names: Vec<String> = Vec::new();
    for part in parts(at.text) {
        let mut words = part.split_whitespace();
        let kind = word_at("phase.main.kind", words.next().unwrap_or_default())?;
        let mut name = id_for(at.known, "phase", &kind);
        while names.contains(&name) {
            name.push_str("-more");
        }
        order += 1;
        let path = |field: &str| format!("phase.{name}.{field}");
        out.set(path("order"), order);
        out.set(path("kind"), kind);
        for word in words {
            if word.ends_with('%') || word.parse::<f64>().is_ok() {
                let _: Fraction = word.parse().map_err(|e: String| format!("`{word}` is not {e}"))?;
                out.set(path("share"), entry::fraction(word)?);
            } else {
                let bake: Span = word.parse().map_err(|e: String| format!("`{word}` is not {e}"))?;
                out.set(path("bake"), bake.to_string());
            }
        }
        names.push(name);
    }
    some(out, at)
}

/// `E04, E12`: entries of the catalogue of experiments.
pub(super) fn experiments(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    for part in entry::list(at.text) {
        let number = part.strip_prefix(['E', 'e']).and_then(|n| n.parse::<u8>().ok()).filter(|n| (1..=99).contains(n));
        let number = number.ok_or_else(|| format!("`{part}` is no entry of the catalogue such as E04"))?;
        out.set(format!("experiment.e{number:02}.catalogue"), format!("E{number:02}"));
    }
    some(out, at)
}

/// `change-id name, change-id name`; a name alone owns every change.
pub(super) fn owners(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    let known = at.known.ids("change");
    for part in parts(at.text) {
        match part.split_once([' ', ':', '=']) {
            Some((change, owner)) if known.iter().any(|k| k == change) => {
                out.set(format!("change.{change}.owner"), owner.trim());
            }
            Some((change, owner)) if known.is_empty() => out.set(format!("change.{}.owner", id(change)?), owner.trim()),
            Some((change, _)) => {
                return Err(format!("there is no change `{change}`; the changes are {}", known.join(", ")));
            }
            None => {
                for path in at.paths("change.*.owner", None) {
                    out.set(path, part);
                }
            }
        }
    }
    some(out, at)
}

/// `3000/s reads, 1000/s writes, 10 GB`.
pub(super) fn shard_limits(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    let cap = |field: &str| at.path(&format!("dataset.{{dataset}}.partitioning.shard_cap.{field}"));
    for part in parts(at.text) {
        if let Ok(size) = part.parse::<Size>() {
            out.set(cap("bytes"), size.to_string());
            continue;
        }
        let lower = part.to_lowercase();
        // What it is a rate of stands behind it, or in it.
        let kinds = ["reads", "read", "writes", "write"];
        let plain = |word| kinds.iter().find_map(|kind| str::strip_prefix(word, kind)).unwrap_or(word);
        let amount = lower.split_whitespace().map(plain).collect::<Vec<_>>().join(" ");
        let rate: Rate = amount.parse().map_err(|e| format!("`{part}` is neither {e} nor a size such as \"10 GB\""))?;
        if lower.contains("write") {
            out.set(cap("rps_w"), rate.to_string());
        } else if lower.contains("read") {
            out.set(cap("rps_r"), rate.to_string());
        } else {
            return Err(format!("`{part}`: reads or writes?"));
        }
    }
    some(out, at)
}

/// The reading, unless the text held nothing.
fn some(out: Reading, at: &At) -> Result<Reading, String> {
    if out.writes.is_empty() { Err(format!("`{}` names nothing that can be written", at.text)) } else { Ok(out) }
}
