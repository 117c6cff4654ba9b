//! Flags to decisions: which finding, point or item is meant, and the edits that follow. Every mistake is reported at once.

use std::path::Path;

use super::Decisions;
use crate::brief::{Date, Edit, ReviewNoteVerdict};
use crate::cli::briefs::Loaded;
use crate::cli::error::Failure;
use crate::findings::Finding;
use crate::handoff;
use crate::review::{Choice, Reviewer, decide, judge, verdict};
use crate::session::facts::{self, Facts};
use crate::store;

/// A decision with its line.
pub(super) struct Made {
    pub text: String,
    pub edits: Vec<Edit>,
}

/// Applies one decision after the other to a copy, so that each sees what the last one left.
struct Desk<'a> {
    now: Loaded,
    facts: Facts,
    who: Reviewer<'a>,
    note: &'a str,
    made: Vec<Made>,
    wrong: Vec<String>,
}

/// All decisions, or everything that is wrong with them.
pub(super) fn made(args: &Decisions, loaded: &Loaded, today: Option<Date>) -> Result<Vec<Made>, Failure> {
    let who = Reviewer { by: args.by.as_deref().unwrap_or_default(), today };
    let facts = facts::of(&loaded.brief, today);
    let now = loaded.edited(&[])?;
    let note = args.note.as_deref().unwrap_or_default();
    let mut desk = Desk { now, facts, who, note, made: Vec::new(), wrong: Vec::new() };
    if let Some(path) = &args.reply {
        desk.reply(path)?;
    }
    desk.on("--fix", &args.fix, |desk, key, finding| {
        let fix = finding.fixes.iter().find(|f| !f.edits.is_empty());
        let fix = fix.ok_or_else(|| format!("{key} has no suggestion that an edit can make"))?;
        let errors = desk.new_errors(&fix.edits)?;
        let warn = if errors.is_empty() { String::new() } else { format!("; it creates {}", errors.join(", ")) };
        Ok((format!("fixed {key}: {}{warn}", fix.text), desk.decide(&Choice::Fix { finding: key, fix })?))
    });
    desk.on("--waive", &args.waive, |desk, key, finding| {
        if finding.waivable == crate::findings::Waivable::Never {
            return Err(format!("{key} cannot be waived: two answers contradict each other"));
        }
        let choice = Choice::Waive { finding: key, why: desk.note, until: args.until };
        Ok((format!("waived {key}"), desk.decide(&choice)?))
    });
    desk.on("--dispute", &args.dispute, |desk, key, _| {
        Ok((format!("disputed {key}"), desk.decide(&Choice::Dispute { finding: key, note: desk.note })?))
    });
    desk.on("--defer", &args.defer, |desk, key, _| {
        let choice = Choice::Defer { finding: key, note: desk.note, until: args.until };
        Ok((format!("put off {key}"), desk.decide(&choice)?))
    });
    for text in &args.item {
        let done = text.split_once('=').ok_or_else(|| "expected ID=ANSWER, such as H01=yes".to_owned()).and_then(
            |(id, answer)| {
                let choice = Choice::Item { id: id.trim(), answer: answer.trim(), note: desk.note };
                Ok((format!("{} {}", id.trim(), answer.trim()), desk.decide(&choice)?))
            },
        );
        desk.keep("--item", text, done);
    }
    for (flag, list, accepted) in [("--accept", &args.accept, true), ("--reject", &args.reject, false)] {
        for text in list {
            let done = numbers(text).and_then(|(note, point)| judge(&desk.now.brief, note, point, accepted));
            let word = if accepted { "accepted" } else { "rejected" };
            desk.keep(flag, text, done.map(|edits| (format!("{word} point {text}"), edits)));
        }
    }
    if let Some(text) = &args.verdict {
        let done = text.parse::<ReviewNoteVerdict>().map_err(|_| "agree, object or unsure is expected".to_owned());
        let done = done.and_then(|v| verdict(&desk.now.brief, desk.who, v, desk.note));
        desk.keep("--verdict", text, done.map(|edits| (format!("{} gives the verdict: {text}", desk.who.by), edits)));
    }
    if desk.wrong.is_empty() { Ok(desk.made) } else { Err(Failure::at(desk.wrong)) }
}

impl Desk<'_> {
    fn decide(&self, choice: &Choice<'_>) -> Result<Vec<Edit>, String> {
        decide(&self.now.brief, self.who, choice)
            .map_err(|why| if self.who.by.is_empty() { format!("{why}: --by NAME") } else { why })
    }

    /// Decides about each finding that a flag names.
    fn on(
        &mut self,
        flag: &str,
        keys: &[String],
        what: impl Fn(&Self, &str, &Finding) -> Result<(String, Vec<Edit>), String>,
    ) {
        for text in keys {
            let done = self.finding(text).and_then(|finding| what(self, &finding.key(), &finding));
            self.keep(flag, text, done);
        }
    }

    /// The open finding of a key, or the only one of a rule.
    fn finding(&self, text: &str) -> Result<Finding, String> {
        let open = &self.facts.report().open;
        if let Some(found) = open.iter().find(|f| f.key() == text) {
            return Ok(found.clone());
        }
        let of_rule: Vec<&Finding> = open.iter().filter(|f| f.rule.id.eq_ignore_ascii_case(text)).collect();
        match of_rule.as_slice() {
            [one] => Ok((*one).clone()),
            [] => {
                let keys: Vec<String> = open.iter().map(Finding::key).collect();
                let near = crate::brief::reader::did_you_mean(text, keys.iter().map(String::as_str));
                Err(near
                    .map_or_else(|| "no such finding is open".to_owned(), |n| format!("no such finding is open; {n}")))
            }
            many => {
                let keys: Vec<String> = many.iter().map(|f| f.key()).collect();
                Err(format!("there are {}: {}", keys.len(), keys.join(", ")))
            }
        }
    }

    /// Errors that edits would create.
    fn new_errors(&self, edits: &[Edit]) -> Result<Vec<String>, String> {
        let next = self.now.edited(edits).map_err(|f| f.lines.join("; "))?;
        let difference = facts::difference(&self.facts, &facts::of(&next.brief, self.who.today));
        let error = |f: &&crate::session::rows::Found| f.severity == crate::session::rows::Severity::Error;
        Ok(difference.appear.iter().filter(error).map(|f| f.key.clone()).collect())
    }

    fn keep(&mut self, flag: &str, given: &str, done: Result<(String, Vec<Edit>), String>) {
        let applied = done.and_then(|(text, edits)| {
            let next = self.now.edited(&edits).map_err(|f| f.lines.join("; "))?;
            Ok((text, edits, next))
        });
        match applied {
            Ok((text, edits, next)) => {
                self.facts = facts::of(&next.brief, self.who.today);
                self.now = next;
                self.made.push(Made { text, edits });
            }
            Err(why) => self.wrong.push(format!("error: {flag} {given}: {why}")),
        }
    }

    fn reply(&mut self, path: &Path) -> Result<(), Failure> {
        let text = if path == Path::new("-") {
            store::load::read_from(std::io::stdin().lock(), Path::new("<stdin>"))?
        } else {
            store::load::read(path)?
        };
        let mut reply = handoff::parse(&text.body);
        if reply.cli.is_empty() {
            self.who.by.clone_into(&mut reply.cli);
        }
        let given = path.display().to_string();
        if let Some(why) = &reply.error {
            self.wrong.push(format!("error: --reply {given}: the tool says that it failed: {why}"));
            return Ok(());
        }
        if reply.points.is_empty() && reply.verdict.is_none() {
            self.wrong.push(format!("error: --reply {given}: there is neither a point nor a verdict in it"));
            return Ok(());
        }
        let name = Path::new(&self.now.name).file_name().unwrap_or_default().to_string_lossy().into_owned();
        let edits = handoff::notes(&reply, &self.now.brief, &name, &self.now.text.body);
        let n = self.now.brief.review_note.len() + 1;
        let says = format!("took in a reply as note {n}: {} points, none of them judged yet", reply.points.len());
        self.keep("--reply", &given, Ok((says, edits)));
        Ok(())
    }
}

/// `1.2`: the first note, its second point.
fn numbers(text: &str) -> Result<(usize, usize), String> {
    let wrong = || "expected the numbers of the note and of the point, such as 1.2".to_owned();
    let (note, point) = text.split_once('.').ok_or_else(wrong)?;
    let one = |t: &str| t.trim().parse::<usize>().ok().and_then(|n| n.checked_sub(1)).ok_or_else(wrong);
    Ok((one(note)?, one(point)?))
}
