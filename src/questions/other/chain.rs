//! A chain of services typed as one line, `front x3 > back > store`: the services and the calls between them. What a new brief
//! was begun with takes the names of the chain, so that no placeholder is left beside it.

use crate::brief::{self, Brief, Edit, Value, links};
use crate::questions::{condition::Facts, facts::Known, skeleton};

use super::{At, Reading, id};

/// A service of the chain, and how often its call is tried.
type Hop = (String, Option<i64>);

/// The placeholders of a new brief: who is called first, who keeps the data, and the call between them.
const FIRST: &str = "service.front";
const LAST: &str = "service.back";
const CALL: &str = "call.front-back";

/// `front x3 > back > store`: services and the calls between them; xN gives the attempts of the call that leaves.
pub(super) fn chain(at: &At) -> Result<Reading, String> {
    let hops = hops(at.text)?;
    let mut out = Reading { renames: renames(at.known.brief, &hops), ..Reading::default() };
    // Everything else is read as it stands under the new names.
    let mut brief = at.known.brief.clone();
    let edits: Vec<Edit> =
        out.renames.iter().map(|(path, to)| Edit::Rename { path: path.clone(), to: to.clone() }).collect();
    brief::apply(&mut brief, &edits).map_err(|problems| crate::questions::answer::words(&problems).join("; "))?;
    write(&at.known.with(&brief), &hops, &mut out);
    if hops.iter().all(|(_, attempts)| attempts.is_none()) {
        out.says.push("the chain is known now; who retries along it is still open".into());
    }
    Ok(out)
}

fn hops(text: &str) -> Result<Vec<Hop>, String> {
    let mut hops: Vec<Hop> = Vec::new();
    for part in text.split('>') {
        let mut words = part.split_whitespace();
        let name = id(words.next().ok_or_else(|| format!("`{text}` has an empty place in it"))?)?;
        let mut attempts = None;
        for word in words {
            let number = word.strip_prefix(['x', '×']).and_then(|n| n.parse::<i64>().ok());
            let number = number.ok_or_else(|| format!("`{word}` is not a number of attempts such as x3"))?;
            if !(1..=10).contains(&number) {
                return Err(format!("`{word}`: 1 to 10 attempts"));
            }
            attempts = Some(number);
        }
        hops.push((name, attempts));
    }
    if hops.len() < 2 {
        return Err(format!("`{text}` names one service; a chain has two or more"));
    }
    if let Some((last, Some(_))) = hops.last() {
        return Err(format!("{last} is the last service and calls nobody, so it has no attempts"));
    }
    Ok(hops)
}

/// The placeholders that nobody has touched and the chain does not name, with the names that they take: the first service, the
/// last one with its data, and the call that reaches it. What refers to them follows.
fn renames(brief: &Brief, hops: &[Hop]) -> Vec<(String, String)> {
    let [(first, _), ..] = hops else { return Vec::new() };
    let [.., (before, _), (last, _)] = hops else { return Vec::new() };
    let mut out = Vec::new();
    for (path, name) in [(FIRST, first), (LAST, last)] {
        let placeholder = path.trim_start_matches("service.");
        let wanted = hops.iter().any(|(hop, _)| hop == placeholder);
        if !wanted && skeleton::untouched(brief, path) && !brief.has(&format!("service.{name}")) {
            out.push((path.to_owned(), name.to_owned()));
        }
    }
    let along = |pair: &[Hop]| pair[0].0 == "front" && pair[1].0 == "back";
    let call = format!("{before}-{last}");
    let free = call_between(brief, before, last).is_none() && !brief.has(&format!("call.{call}"));
    if free && !hops.windows(2).any(along) && skeleton::untouched(brief, CALL) {
        out.push((CALL.to_owned(), call));
    }
    out
}

fn call_between(brief: &Brief, from: &str, to: &str) -> Option<String> {
    let calls = brief.call.iter();
    let mut fits = calls.filter(|(_, c)| c.from.as_deref() == Some(from) && c.to.as_deref() == Some(to));
    fits.next().map(|(id, _)| id.to_string())
}

fn write(known: &Known, hops: &[Hop], out: &mut Reading) {
    let any = hops.iter().any(|(_, attempts)| attempts.is_some());
    for (name, _) in hops {
        if !known.exists(&format!("service.{name}")) {
            out.create(format!("service.{name}"));
        }
    }
    for pair in hops.windows(2) {
        let [(from, attempts), (to, _)] = pair else { continue };
        let existing = call_between(known.brief, from, to);
        let call = existing.clone().unwrap_or_else(|| format!("{from}-{to}"));
        if existing.is_none() {
            out.set(format!("call.{call}.from"), from.as_str());
            out.set(format!("call.{call}.to"), to.as_str());
        }
        if any {
            out.set(format!("call.{call}.attempts"), attempts.unwrap_or(1));
        }
    }
    let first = &hops[0].0;
    if let Some(workload) = known.ids("workload").first()
        && known.brief.get(&format!("workload.{workload}.entry_service")).as_ref().and_then(Value::as_str)
            != Some(first)
    {
        out.set(format!("workload.{workload}.entry_service"), first.as_str());
    }
    left_over(known.brief, hops, out);
}

/// Placeholders whose place in the chain is taken by what was there before go, unless something else names them; what the
/// last service and its call do not say yet is handed on to them.
fn left_over(brief: &Brief, hops: &[Hop], out: &mut Reading) {
    let mut next = brief.clone();
    for planned in &out.writes {
        if let super::What::Set(value) = &planned.what
            && brief::apply(&mut next, &[Edit::set(&planned.path, value.clone())]).is_err()
        {
            return;
        }
    }
    let [.., (before, _), (last, _)] = hops else { return };
    let in_chain = |path: &str| {
        let name = path.split_once('.').map_or("", |(_, name)| name);
        hops.iter().any(|(hop, _)| hop == name)
            || hops.windows(2).any(|p| path == format!("call.{}-{}", p[0].0, p[1].0))
    };
    let call = call_between(&next, before, last).map(|id| format!("call.{id}.operations"));
    let heirs =
        [(CALL, "operations", call), (LAST, "datasets", Some(format!("service.{last}.datasets"))), (FIRST, "", None)];
    for (path, field, heir) in heirs {
        if in_chain(path) || !skeleton::untouched(&next, path) || !named_by(&next, path).is_empty() {
            continue;
        }
        let left = next.get(&format!("{path}.{field}"));
        if let (Some(heir), Some(left)) = (heir, left)
            && next.get(&heir).is_none()
        {
            out.set(heir, left);
        }
        if brief::apply(&mut next, &[Edit::unset(path)]).is_ok() {
            out.removes.push(path.to_owned());
        }
    }
}

/// The paths of what names an entity.
pub(super) fn named_by(brief: &Brief, path: &str) -> Vec<String> {
    const PROBE: &str = "removed-entity";
    let follow = links::following(brief, path, PROBE).unwrap_or_default();
    let paths = follow.iter().map(|e| e.path().to_owned());
    paths.filter(|p| !p.contains(PROBE) && !p.starts_with("notes.")).collect()
}
