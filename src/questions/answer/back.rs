//! What surrounds an answer: taking back the one before, removing its rows, and leaving a trace where nothing was written.

use crate::brief::{Edit, Value};

use crate::questions::{
    condition::Facts,
    facts::{Known, entity_of},
    flow::{Done, Walk},
    record::OptionSet,
    step::{State, Step},
    writes::What,
};

use super::{Given, Work, note, note_path, row};

/// Takes back what the last answer wrote and nobody changed since.
pub(super) fn take_back(known: &Known, walk: &Walk, step: &Step, work: &mut Work) -> Result<(), Vec<String>> {
    let remembered = walk.get(&step.key());
    let done = remembered.map_or_else(|| inferred(known, step), |r| r.done.clone());
    for done in done.iter().rev() {
        let now = work.brief.get(&done.path);
        let entity = entity_of(&done.path) == Some(done.path.as_str());
        let emptied = entity && done.before.is_none() && matches!(&now, Some(Value::Table(t)) if t.is_empty());
        if now == done.after || emptied {
            match &done.before {
                Some(before) => work.apply(Edit::set(&done.path, before.clone()))?,
                None if now.is_some() || work.brief.has(&done.path) => work.apply(Edit::unset(&done.path))?,
                None => {}
            }
        }
    }
    for (path, to) in remembered.iter().flat_map(|r| r.renames.iter().rev()) {
        let (table, id) = path.split_once('.').unwrap_or(("", path));
        let now = format!("{table}.{to}");
        if work.brief.has(&now) && !work.brief.has(path) {
            work.apply(Edit::Rename { path: now, to: id.to_owned() })?;
        }
    }
    Ok(())
}

/// Without memory: the values of the option the brief shows as chosen, where a note says that an answer wrote them.
fn inferred(known: &Known, step: &Step) -> Vec<Done> {
    let chosen = step.chosen(known);
    let mut out = Vec::new();
    for option in step.options().filter(|o| chosen.contains(&o.label)) {
        for planned in step.plan(known, option) {
            let note = note_path(&planned.path);
            let answered = known
                .brief
                .notes
                .get(&planned.path)
                .is_some_and(|n| n.source.is_some_and(|s| matches!(s.word(), "preset" | "user")));
            if !answered || !matches!(planned.what, What::Set(_)) {
                continue;
            }
            let entity = entity_of(&planned.path).unwrap_or_default().to_string();
            if !entity.is_empty() && !step.names.entity.starts_with(&entity) {
                // Goes only when it is empty by then.
                out.push(Done { path: entity, before: None, after: None });
            }
            for path in [planned.path, note] {
                out.push(Done { after: known.brief.get(&path), before: None, path });
            }
        }
    }
    // Entities first, so that the reverse order reaches them last.
    out.sort_by_key(|d| entity_of(&d.path) != Some(d.path.as_str()));
    out.dedup_by(|a, b| a.path == b.path);
    out
}

/// Removes the rows and marks an earlier answer to this step left.
pub(super) fn clear_rows(known: &Known, step: &Step, work: &mut Work) -> Result<(), Vec<String>> {
    let known = known.with(known.brief);
    let mut paths: Vec<String> = step.skip_paths(known.brief).into_iter().map(|(path, _)| path).collect();
    paths.push(step.key_path(&known));
    let find = |path: Option<&str>| path.is_some_and(|p| paths.iter().any(|x| x == p));
    for i in (0..known.brief.open_question.len()).rev() {
        if find(known.brief.open_question[i].path.as_deref()) {
            work.apply(Edit::unset(format!("open_question[{i}]")))?;
        }
    }
    for i in (0..known.brief.skipped.len()).rev() {
        if find(known.brief.skipped[i].path.as_deref()) {
            work.apply(Edit::unset(format!("skipped[{i}]")))?;
        }
    }
    if step.mark(&known).is_some() {
        work.apply(Edit::unset(note_path(&step.mark_path())))?;
    }
    Ok(())
}

/// An answer that wrote nothing would be asked for again by whoever has only the file. One that opens a follow-up leaves
/// its label as a note, every other a skipped row for later.
pub(super) fn leave_trace(step: &Step, given: &Given, work: &mut Work) -> Result<(), Vec<String>> {
    let Given::Chosen { labels, .. } = given else { return Ok(()) };
    let known = Known::new(&work.brief);
    let after = step.refreshed(&known);
    if after.state != State::Open {
        return Ok(());
    }
    let opens = |s: &OptionSet| s.follows() && labels.iter().any(|l| s.after.contains(&l.as_str()));
    let label = labels.join(", ");
    if step.question.sets.iter().any(opens) {
        let path = step.mark_path();
        let repeated = step.question.sets.iter().any(|s| opens(s) && s.scope.is_some());
        if repeated && known.exists(&path) {
            note(&path, "user", None, Some(&label), work)?;
        }
        return Ok(());
    }
    let path = after.key_path(&known);
    let actions = work.out.actions.iter().any(|a| a.starts_with("handoff"));
    let text = if actions { format!("{label}: started, no reply filed yet") } else { label };
    work.apply(Edit::append("skipped", row(&[("path", &path), ("reason", "later"), ("text", &text)])))
}
