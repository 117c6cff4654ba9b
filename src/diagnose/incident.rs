//! An incident as it is kept in a brief: the symptoms that were seen, the answers to the questions of the trees, the cause that
//! was acted on. What follows from them is worked out again each time.

use std::str::FromStr;

use super::answers::{Answer, Answers, Asked};
use super::record::Hypothesis;
use super::{Diagnosis, diagnose, symptoms};
use crate::brief::{Brief, Edit, Incident, Symptom, Trigger, Value};

/// The incident of a brief, where it has one.
pub fn incident(brief: &Brief) -> Option<&Incident> {
    brief.brief.as_ref()?.incident.as_ref()
}

/// The answers that a brief holds. What is no answer to any question is left out.
pub fn answers(brief: &Brief) -> Answers {
    let mut out = Answers::default();
    for text in incident(brief).and_then(|i| i.evidence.as_ref()).into_iter().flatten() {
        if let Some((id, word)) = text.split_once('=')
            && let Ok(answer) = Answer::from_str(word.trim())
        {
            out.set(id, answer);
        }
    }
    out
}

/// Where the diagnosis of a brief's incident stands.
pub fn of(brief: &Brief) -> Diagnosis {
    let seen: Vec<_> = incident(brief)
        .and_then(|i| i.symptoms.as_ref())
        .into_iter()
        .flatten()
        .map(|s| (s.word().to_owned(), symptoms::trees_of(*s).collect()))
        .collect();
    diagnose(&seen, &answers(brief))
}

/// The cause that was acted on.
pub fn cause(brief: &Brief) -> Option<&'static Hypothesis> {
    match Asked::find(incident(brief)?.cause.as_deref()?) {
        Some((Asked::Number(_, hypothesis), _)) => Some(hypothesis),
        _ => None,
    }
}

/// Writes an answer down, in the place of an earlier one to the same question.
pub fn answered(brief: &Brief, asked: &Asked, answer: Answer) -> Edit {
    let id = asked.id();
    let same = |text: &str| text.split_once('=').and_then(|(i, _)| Asked::find(i)).is_some_and(|(a, _)| a.id() == id);
    let old = incident(brief).and_then(|i| i.evidence.as_ref()).into_iter().flatten();
    let mut all: Vec<Value> = old.filter(|t| !same(t)).map(|t| Value::String(t.clone())).collect();
    all.push(format!("{id}={}", answer.word()).into());
    Edit::set("brief.incident.evidence", Value::Array(all))
}

/// Adds a symptom, or takes it back. The first one also says why the brief is written, when nothing else of its kind does.
pub fn symptom(brief: &Brief, symptom: Symptom) -> Vec<Edit> {
    let old = incident(brief).and_then(|i| i.symptoms.clone()).unwrap_or_default();
    let mut new: Vec<Symptom> = old.iter().copied().filter(|s| *s != symptom).collect();
    if new.len() == old.len() {
        new.push(symptom);
    }
    let path = "brief.incident.symptoms";
    if new.is_empty() {
        return vec![Edit::unset(path)];
    }
    let words = new.iter().map(|s| s.word().into()).collect();
    let mut edits = vec![Edit::set(path, Value::Array(words))];
    let trigger = brief.brief.as_ref().and_then(|b| b.trigger);
    if old.is_empty() && trigger.is_none_or(|t| t == Trigger::IncidentDivergence) {
        edits.push(Edit::set("brief.trigger", trigger_of(symptom).word()));
    }
    edits
}

/// The trigger that fits a symptom.
fn trigger_of(symptom: Symptom) -> Trigger {
    match symptom {
        Symptom::TwoLeaders => Trigger::SplitBrain,
        Symptom::DivergedData => Trigger::IncidentDivergence,
        Symptom::HotShard => Trigger::HotPartition,
        Symptom::LoadStaysHigh => Trigger::RetryStorm,
        Symptom::TailSpike => Trigger::SloMissTail,
        Symptom::QuorumLost => Trigger::IncidentQuorumLoss,
        Symptom::Herd => Trigger::IncidentHerd,
        Symptom::Backlog => Trigger::SloMissBacklog,
        Symptom::ResourceLimit => Trigger::SloMissSaturation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief;

    fn with(edits: &[Edit], brief: &Brief) -> Brief {
        let mut next = brief.clone();
        brief::apply(&mut next, edits).unwrap();
        next
    }

    #[test]
    fn answers_are_kept_once_each_and_read_back() {
        let empty = brief::read("schema = 1\n[brief]\n").unwrap();
        let (asked, _) = Asked::find("5.3.q2").unwrap();
        let yes = with(&[answered(&empty, &asked, Answer::Yes)], &empty);
        let no = with(&[answered(&yes, &asked, Answer::No)], &yes);
        assert_eq!(incident(&no).unwrap().evidence.as_deref().unwrap(), ["5.3.q2=no"]);
        assert_eq!(answers(&no).get(&asked), Some(Answer::No));
        assert_eq!(of(&no).trees.len(), 1, "an answer opens its tree");
    }

    #[test]
    fn the_first_symptom_says_why_the_brief_is_written_and_a_stated_reason_stays() {
        let empty = brief::read("schema = 1\n[brief]\n").unwrap();
        let one = with(&symptom(&empty, Symptom::LoadStaysHigh), &empty);
        assert_eq!(one.brief.as_ref().unwrap().trigger, Some(Trigger::RetryStorm));
        let two = with(&symptom(&one, Symptom::TailSpike), &one);
        assert_eq!(two.brief.as_ref().unwrap().trigger, Some(Trigger::RetryStorm));
        let none = with(&symptom(&one, Symptom::LoadStaysHigh), &one);
        assert_eq!(incident(&none).and_then(|i| i.symptoms.clone()), None);
        let lock = brief::read("schema = 1\n[brief]\ntrigger = \"pre_lock\"\n").unwrap();
        let kept = with(&symptom(&lock, Symptom::TwoLeaders), &lock);
        assert_eq!(kept.brief.as_ref().unwrap().trigger, Some(Trigger::PreLock));
    }
}
