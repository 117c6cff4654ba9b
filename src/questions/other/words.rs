//! What stands for a question, as a person would type it under "Other": the readings of this folder, the other way round.

use crate::brief::{Fraction, Value, entry::shown, units::show_number};
use crate::questions::{condition::Facts, facts::Known, record::EntryKind, step::Step, writes::same};

use super::{At, entry, read};

/// Words that are read back as what the brief states for a question; nothing where no words of this kind say it.
pub fn words(known: &Known, step: &Step) -> Option<String> {
    let at = At { known, step, text: "" };
    let words = if step.is_follow_up() { follow_up(&at) } else { dispatch(&at, step.question.other.parses) }?;
    read(known, step, &words).is_ok().then_some(words)
}

/// The words that a person left beside a value that they chose in their own words.
pub fn remark(known: &Known, step: &Step) -> Option<String> {
    let path = match step.question.id {
        "Q02" => "brief.criticality",
        "Q37" => "lock.{lock}.purpose",
        _ => return None,
    };
    let path = At { known, step, text: "" }.path(path);
    known.brief.get(&path)?;
    known.brief.notes.get(&path)?.text.clone()
}

fn dispatch(at: &At, parses: &str) -> Option<String> {
    match parses {
        "text" => text(at),
        "trigger" => at.said("brief.trigger"),
        "rate and mix" => rate_and_mix(at),
        "number"
        | "enum"
        | "count"
        | "percent"
        | "duration"
        | "bandwidth"
        | "duration or count or size"
        | "list of regions" => at.first(),
        "percentile and duration" => percentile(at),
        "consistency level" => consistency(at),
        "stance" => stance(at),
        "backoff" => backoff(at),
        "quorum" => quorum(at),
        "chain" => chain(at),
        "fields and scheme" => fields_and_scheme(at),
        "list of rate and size" => shard_limits(at),
        "list of symptoms" => at.said("brief.incident.symptoms"),
        "list of measuring points" => at.said("slo.*.measured_at"),
        "list of failure modes" => each(at, "failure", "mode"),
        "list of regions with zones" => regions_with_zones(at),
        "list of pairs with round trips" => entry::typed(EntryKind::RoundTrips, &at.value("topology.rtt")?),
        "list of datasets" => Some(format!("{} {}", at.step.names.dataset, at.said("dataset.{dataset}.class")?)),
        "list of phases" => phases(at),
        "list of experiments" => each(at, "experiment", "catalogue"),
        "list of owners" => owners(at),
        _ => None,
    }
}

fn follow_up(at: &At) -> Option<String> {
    let operation = |field: &str| at.said(&format!("dataset.{{dataset}}.operation.{{operation}}.{field}"));
    match at.step.question.id {
        "Q01" => at.said("brief.trigger"),
        "Q05" => mix(&at.value("workload.{workload}.mix")?),
        "Q28" => at.said("call.{call}.deadline.value"),
        "Q18" => operation("under_partition"),
        "Q30" => operation("idempotent"),
        _ => None,
    }
}

impl At<'_> {
    /// What stands at a path; at all of them alike, where the pattern stands for several.
    fn value(&self, path: &str) -> Option<Value> {
        let pick = (path == "slo.*.measured_at").then_some(r#"workload = "{workload}""#);
        let pick = pick.or((path == "call.*.idempotency.window").then_some("touches({dataset})"));
        let mut values = self.paths(path, pick).into_iter().map(|p| self.known.brief.get(&p));
        let first = values.next()??;
        values.all(|v| v.is_some_and(|v| same(&v, &first))).then_some(first)
    }

    fn said(&self, path: &str) -> Option<String> {
        self.value(path).map(|v| shown(&v)).filter(|t| !t.is_empty())
    }

    /// The value of the one field that the question reads free text for.
    fn first(&self) -> Option<String> {
        self.said(self.step.question.other.writes.first()?)
    }
}

fn text(at: &At) -> Option<String> {
    match at.step.question.id {
        "Q03" => {
            let mut goals = at.known.brief.goal.values();
            let (goal, None) = (goals.next()?, goals.next()) else { return None };
            let rest: Vec<&str> = [&goal.measure, &goal.target].into_iter().filter_map(|t| t.as_deref()).collect();
            let text = goal.text.clone()?;
            Some(if rest.is_empty() { text } else { format!("{text}: {}", rest.join(", ")) })
        }
        "Q21" => {
            let Value::Array(rules) = at.value("dataset.{dataset}.invariants")? else { return None };
            let [Value::Table(rule)] = rules.as_slice() else { return None };
            Some(format!("{}: {}", rule.get("text")?.as_str()?, rule.get("scope")?.as_str()?))
        }
        "Q46" => at.said("validation.correlation_id"),
        "Q48" => at.known.brief.review_note.last()?.prompt.clone(),
        _ => remark(at.known, at.step),
    }
}

/// Shares as parts of a hundred: `70/30`.
fn mix(value: &Value) -> Option<String> {
    let table = value.as_table()?;
    let share = |key: &str| table.get(key).map(share_of);
    let mut parts = vec![share("read")??, share("write")??];
    if let Some(cas) = share("cas") {
        parts.push(cas?);
    }
    Some(parts.iter().map(|p| show_number(p * 100.0)).collect::<Vec<_>>().join("/"))
}

fn share_of(value: &Value) -> Option<f64> {
    shown(value).parse::<Fraction>().ok().map(Fraction::get)
}

fn rate_and_mix(at: &At) -> Option<String> {
    let rate = at.said("workload.{workload}.rate_peak")?.replace(' ', "");
    let mix = at.value("workload.{workload}.mix").and_then(|v| mix(&v));
    Some(mix.map_or(rate.clone(), |mix| format!("{rate} {mix}")))
}

fn percentile(at: &At) -> Option<String> {
    let share = share_of(&at.value("slo.{latency_slo}.objective")?)?;
    Some(format!("p{} {}", show_number(share * 100.0), at.said("slo.{latency_slo}.threshold")?))
}

fn consistency(at: &At) -> Option<String> {
    let value = at.value("dataset.{dataset}.operation.{operation}.consistency")?;
    match &value {
        Value::Table(t) => Some(format!("bounded {}", shown(t.get("bounded")?))),
        _ => Some(shown(&value)),
    }
}

fn stance(at: &At) -> Option<String> {
    let partition = at.said("dataset.{dataset}.cap_on_partition")?;
    Some(match at.said("dataset.{dataset}.pacelc_else") {
        Some(otherwise) => format!("{partition}/{otherwise}"),
        None => partition,
    })
}

fn backoff(at: &At) -> Option<String> {
    let field = |name: &str| at.said(&format!("call.{{call}}.backoff.{name}"));
    let mut out = field("base")?;
    for (before, text) in [(" x", field("factor")), (" up to ", field("cap")), (" ", field("jitter"))] {
        if let Some(text) = text {
            out.push_str(before);
            out.push_str(&text);
        }
    }
    Some(out)
}

fn quorum(at: &At) -> Option<String> {
    let field = |name: &str| at.said(&format!("dataset.{{dataset}}.replication.{name}"));
    if let (Some(reads), Some(writes)) = (field("quorum.reads"), field("quorum.writes")) {
        return Some(format!("reads {reads} writes {writes}"));
    }
    let mut out: Vec<String> = field("voters").map(|n| format!("{n} voters")).into_iter().collect();
    for (letter, name) in [("N", "n"), ("W", "w"), ("R", "r"), ("K", "k"), ("E", "election_quorum")] {
        out.extend(field(name).map(|n| format!("{letter}{n}")));
    }
    (!out.is_empty()).then(|| out.join(" "))
}

fn chain(at: &At) -> Option<String> {
    let ids = at.step.names.lookup(at.known.brief, "chain_calls");
    let attempts = |id: &String| at.said(&format!("call.{id}.attempts"));
    // Where one call says how often it tries, the others try once.
    let said = ids.iter().filter_map(attempts).any(|n| n != "1");
    let mut out = String::new();
    for id in &ids {
        let call = at.known.brief.call.get(id.as_str())?;
        if out.is_empty() {
            out.push_str(call.from.as_deref()?);
        }
        if let Some(attempts) = attempts(id).filter(|n| !said || n != "1") {
            out = format!("{out} x{attempts}");
        }
        out = format!("{out} > {}", call.to.as_deref()?);
    }
    Some(out)
}

fn fields_and_scheme(at: &At) -> Option<String> {
    let field = |name: &str| at.value(&format!("dataset.{{dataset}}.partitioning.{name}"));
    let Value::Array(fields) = field("shard_key")? else { return None };
    let fields = fields.iter().map(shown).collect::<Vec<_>>().join(" ");
    Some(field("scheme").map_or(fields.clone(), |scheme| format!("{fields}, {}", shown(&scheme))))
}

fn shard_limits(at: &At) -> Option<String> {
    let cap = |name: &str| at.said(&format!("dataset.{{dataset}}.partitioning.shard_cap.{name}"));
    let parts = [cap("rps_r").map(|r| format!("{r} reads")), cap("rps_w").map(|r| format!("{r} writes")), cap("bytes")];
    listed(parts.into_iter().flatten())
}

fn regions_with_zones(at: &At) -> Option<String> {
    let region = |id: &String| {
        let zones = at.known.ids(&format!("region.{id}.zone"));
        if zones.is_empty() { id.clone() } else { format!("{id}: {}", zones.join(" ")) }
    };
    listed(at.known.ids("region").iter().map(region))
}

fn phases(at: &At) -> Option<String> {
    let mut phases: Vec<_> = at.known.brief.phase.iter().collect();
    phases.sort_by_key(|(_, phase)| phase.order);
    let words = |id: &str| {
        let field = |name: &str| at.said(&format!("phase.{id}.{name}"));
        let kind = field("kind")?;
        Some([Some(kind), field("share"), field("bake")].into_iter().flatten().collect::<Vec<_>>().join(" "))
    };
    listed(phases.into_iter().map(|(id, _)| words(id)).collect::<Option<Vec<_>>>()?)
}

fn owners(at: &At) -> Option<String> {
    let ids = at.known.ids("change");
    let owner = |id: &String| at.said(&format!("change.{id}.owner"));
    listed(ids.iter().filter_map(|id| owner(id).map(|o| format!("{id} {o}"))))
}

/// One field of every entity of a table, each value once.
fn each(at: &At, table: &str, field: &str) -> Option<String> {
    let mut out: Vec<String> = Vec::new();
    for id in at.known.ids(table) {
        let text = at.said(&format!("{table}.{id}.{field}")).filter(|t| !out.contains(t));
        out.extend(text);
    }
    listed(out)
}

fn listed(parts: impl IntoIterator<Item = String>) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
