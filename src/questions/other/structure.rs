//! Readings that change structure: quorums, goals, rules, keys.

use crate::brief::Value;

use super::{At, Reading, entry, id_for, word_at};

/// Free text, kept as a goal, a rule, a note, or as itself.
pub(super) fn text(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    match at.step.question.id {
        "Q02" => {
            out.set("brief.criticality", "tier1");
            out.note = Some(at.text.into());
            out.says.push("the tier is taken as tier1; your words are kept as its note".into());
        }
        "Q03" => goal(at, &mut out)?,
        "Q21" => invariant(at, &mut out)?,
        "Q37" => {
            out.set(at.path("lock.{lock}.purpose"), "correctness");
            out.note = Some(at.text.into());
        }
        "Q46" => out.set("validation.correlation_id", within(at.text, 80)?),
        "Q48" => {
            let note = [("prompt".to_string(), Value::String(within(at.text, 400)?.into()))];
            out.add("review_note", Value::Table(note.into_iter().collect()));
        }
        other => return Err(format!("{other} takes no free text")),
    }
    Ok(out)
}

fn within(text: &str, most: usize) -> Result<&str, String> {
    let length = text.chars().count();
    if length <= most { Ok(text) } else { Err(format!("at most {most} characters fit, these are {length}")) }
}

/// `goal: measure, target`.
fn goal(at: &At, out: &mut Reading) -> Result<(), String> {
    let (text, rest) = at.text.split_once(':').map_or((at.text, ""), |(t, r)| (t.trim(), r.trim()));
    let id = id_for(at.known, "goal", text);
    out.set(format!("goal.{id}.text"), within(text, 200)?);
    let (measure, target) = rest.rsplit_once([',', '=']).map_or((rest, ""), |(m, t)| (m.trim(), t.trim()));
    if !measure.is_empty() {
        out.set(format!("goal.{id}.measure"), within(measure, 200)?);
    }
    if !target.is_empty() {
        out.set(format!("goal.{id}.target"), within(target, 80)?);
    }
    if rest.is_empty() {
        out.says.push(format!("goal.{id} has no measure yet; a colon after the goal gives one"));
    }
    Ok(())
}

/// `rule: scope`; without a scope the rule is about one key.
fn invariant(at: &At, out: &mut Reading) -> Result<(), String> {
    let scopes = ["key", "shard", "cross_shard", "global"];
    let (text, scope) = match at.text.rsplit_once(':') {
        Some((text, scope)) => {
            let scope = scope.trim().replace([' ', '-'], "_");
            if !scopes.contains(&scope.as_str()) {
                return Err(format!("`{scope}` after the colon is no scope: {}", scopes.join(", ")));
            }
            (text.trim(), scope)
        }
        None => (at.text, "key".into()),
    };
    let rule = [("text", within(text, 200)?.to_string()), ("scope", scope)];
    let table = rule.into_iter().map(|(k, v)| (k.to_string(), Value::String(v))).collect();
    out.add(at.path("dataset.{dataset}.invariants"), Value::Table(table));
    Ok(())
}

/// `tenant_id order_id, hash_range`: fields, then how they place data.
pub(super) fn fields_and_scheme(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    let (fields, scheme) = at.text.split_once(',').map_or((at.text, None), |(f, s)| (f, Some(s.trim())));
    let fields = entry::list(fields);
    if fields.is_empty() || fields.len() > 8 {
        return Err(format!("`{}` names {} fields; 1 to 8 make a key", at.text, fields.len()));
    }
    let path = |field: &str| at.path(&format!("dataset.{{dataset}}.partitioning.{field}"));
    out.set(path("shard_key"), entry::texts(fields));
    if let Some(scheme) = scheme.filter(|s| !s.is_empty()) {
        out.set(path("scheme"), word_at(&path("scheme"), scheme)?);
    }
    Ok(out)
}

/// `N5 W4 R2`, `6 voters w3 e4`, `any 2 of 3`, or `reads EXPR writes EXPR`.
pub(super) fn quorum(at: &At) -> Result<Reading, String> {
    let mut out = Reading::default();
    let field = |name: &str| at.path(&format!("dataset.{{dataset}}.replication.{name}"));
    let text = at.text.trim();
    let lower = text.to_lowercase();
    if let Some(rest) = lower.strip_prefix("reads ").map(|_| &text["reads ".len()..]) {
        let at_writes = rest.to_lowercase().find(" writes ").ok_or("`writes` and its expression are missing")?;
        let (reads, writes) = (rest[..at_writes].trim(), rest[at_writes + " writes ".len()..].trim());
        out.set(field("quorum.reads"), reads);
        out.set(field("quorum.writes"), writes);
        return Ok(out);
    }
    if let Some(rest) = lower.strip_prefix("any ") {
        let (k, n) = rest.split_once(" of ").ok_or_else(|| format!("`{text}`: any 2 of 3, say"))?;
        let (k, standbys) = (entry::count(k.trim())?, entry::count(n.trim())?);
        if !(1..=standbys).contains(&k) {
            return Err(format!("`{text}`: {k} of {standbys} standbys cannot answer"));
        }
        out.set(field("n"), standbys + 1);
        out.set(field("k"), k);
        return Ok(out);
    }
    let mut words = lower.split([' ', ',']).filter(|w| !w.is_empty()).peekable();
    while let Some(word) = words.next() {
        if let Ok(n) = entry::count(word) {
            let unit = words.next().unwrap_or_default();
            if !matches!(unit, "voters" | "voter") {
                return Err(format!("`{word}` of what? 5 voters, say"));
            }
            out.set(field("voters"), n);
            continue;
        }
        let (letter, number) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        let number = number.trim_start_matches('=');
        let name = match letter {
            "n" => "n",
            "r" => "r",
            "w" => "w",
            "k" => "k",
            "e" => "election_quorum",
            _ => return Err(format!("`{word}` is not N, R, W, K or E with a number, nor a number of voters")),
        };
        let number = entry::count(number).map_err(|_| format!("`{word}` needs a number after {letter}"))?;
        out.set(field(name), number);
    }
    if out.writes.is_empty() { Err(format!("`{text}` names no quorum")) } else { Ok(out) }
}
