//! What to ask next: the question whose answer is expected to tell the hypotheses apart best, which of two signs came
//! first when the first two are close, and in the end the number that confirms. Never what was answered already.

use super::answers::{Answers, Asked};
use super::rank::{Ranking, Standing};
use super::record::Question;

/// How often a question is answered *yes* under a hypothesis that it says nothing about: judgement.
const BASE_RATE: f64 = 0.25;

/// Below this many bits a question does not tell the hypotheses apart.
const LEAST_BITS: f64 = 0.02;

/// Why a question is the next one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Why {
    /// Of all open questions its answer is expected to say most about the cause, in bits.
    Separates { bits: f64 },
    /// The first two are close, and it tells them apart best, in bits.
    CloseCall { bits: f64 },
    /// One hypothesis is ahead, and with one answer another would be; this one tells them apart best, in bits.
    Overtakes { bits: f64 },
    /// The first two are close, and no question of the tree tells them apart, or both were seen: the cause came first.
    CameFirst,
    /// One hypothesis is ahead: look up the number that confirms it.
    Confirms,
}

impl Why {
    /// In words.
    pub fn text(&self) -> String {
        match self {
            Self::Separates { bits } => format!("tells the hypotheses apart best, {bits:.2} bits expected"),
            Self::CloseCall { bits } => {
                format!("a close call: tells the first two apart best, {bits:.2} bits expected")
            }
            Self::Overtakes { bits } => {
                format!("one answer could still put another in front: tells them apart best, {bits:.2} bits expected")
            }
            Self::CameFirst => "a close call: of two signs that were both seen, the cause came first".to_owned(),
            Self::Confirms => "points never confirm: look up the number".to_owned(),
        }
    }
}

/// What to ask next.
#[derive(Debug, Clone)]
pub struct Next {
    /// The question.
    pub asked: Asked,
    /// Why this one.
    pub why: Why,
}

/// What to ask next about a tree; `None` when its leader is confirmed or nothing is left to ask.
pub fn next(ranking: &Ranking, answers: &Answers) -> Option<Next> {
    let leader = ranking.leader()?;
    if leader.number == Some(true) {
        return None;
    }
    let open: Vec<&Standing> = ranking.standings.iter().filter(|s| !s.ruled_out()).collect();
    if !ranking.supported() {
        return best(ranking, answers, &open)
            .map(|(asked, bits)| Next { asked, why: Why::Separates { bits } })
            .or_else(|| number(ranking, answers, &open));
    }
    if let (true, Some(second)) = (ranking.close(), ranking.second()) {
        let first = Asked::first(ranking.tree, leader.index, second.index);
        let order = || answers.get(&first).is_none().then_some(Next { asked: first, why: Why::CameFirst });
        let apart =
            best(ranking, answers, &[leader, second]).map(|(asked, bits)| Next { asked, why: Why::CloseCall { bits } });
        // Where the signs of both were seen, one is likely the consequence of the other.
        let ask = if second.supported { order().or(apart) } else { apart.or_else(order) };
        if ask.is_some() {
            return ask;
        }
    }
    if let Some(next) = overtaking(ranking, answers, leader) {
        return Some(next);
    }
    number(ranking, answers, &open)
        .or_else(|| best(ranking, answers, &open).map(|(asked, bits)| Next { asked, why: Why::Separates { bits } }))
}

/// The question by which another hypothesis would come to the front with one answer: cheaper than a number that is looked up
/// for the wrong one.
fn overtaking(ranking: &Ranking, answers: &Answers, leader: &Standing) -> Option<Next> {
    let gain = |q: &Question, s: &Standing| {
        let weight = |index: usize| i32::from(q.weights.get(index).copied().unwrap_or(0));
        weight(s.index) - weight(leader.index)
    };
    let open = |q: &'static Question| answers.get(&Asked::Question(ranking.tree, q)).is_none();
    let could = |s: &&Standing| {
        !s.ruled_out()
            && s.index != leader.index
            && ranking.tree.questions.iter().any(|q| open(q) && s.score + gain(q, s) > leader.score)
    };
    let rivals: Vec<&Standing> = ranking.standings.iter().filter(could).collect();
    if rivals.is_empty() || leader.number.is_some() {
        return None;
    }
    let among: Vec<&Standing> = std::iter::once(leader).chain(rivals).collect();
    best(ranking, answers, &among).map(|(asked, bits)| Next { asked, why: Why::Overtakes { bits } })
}

/// The number of the first hypothesis whose number nobody looked up.
fn number(ranking: &Ranking, answers: &Answers, open: &[&Standing]) -> Option<Next> {
    open.iter()
        .map(|s| Asked::Number(ranking.tree, s.hypothesis))
        .find(|asked| answers.get(asked).is_none())
        .map(|asked| Next { asked, why: Why::Confirms })
}

/// The open question that tells some hypotheses apart best, with the bits that its answer is expected to give.
fn best(ranking: &Ranking, answers: &Answers, among: &[&Standing]) -> Option<(Asked, f64)> {
    let mut found: Option<(Asked, f64)> = None;
    for question in ranking.tree.questions {
        let asked = Asked::Question(ranking.tree, question);
        if answers.get(&asked).is_some() {
            continue;
        }
        let bits = separation(question, among);
        // The first of equals, so that the order of the tree decides.
        if bits >= LEAST_BITS && found.as_ref().is_none_or(|(_, most)| bits > most + 1e-9) {
            found = Some((asked, bits));
        }
    }
    found
}

/// What the answer to a question is expected to say about which of some hypotheses is true, in bits: the mutual information
/// of answer and cause, with sums read as binary logarithms of odds.
pub fn separation(question: &Question, among: &[&Standing]) -> f64 {
    let top = among.iter().map(|s| s.score).max().unwrap_or(0);
    let shares: Vec<f64> = among.iter().map(|s| f64::from(s.score - top).exp2()).collect();
    let total: f64 = shares.iter().sum();
    if total <= 0.0 {
        return 0.0;
    }
    let (mut yes, mut within) = (0.0, 0.0);
    for (standing, share) in among.iter().zip(&shares) {
        let p = yes_given(question.weights.get(standing.index).copied().unwrap_or(0));
        yes += share / total * p;
        within += share / total * entropy(p);
    }
    (entropy(yes) - within).max(0.0)
}

/// How likely *yes* is when a hypothesis is true for which it weighs this much.
fn yes_given(weight: i8) -> f64 {
    let odds = BASE_RATE / (1.0 - BASE_RATE) * f64::from(weight).exp2();
    odds / (1.0 + odds)
}

fn entropy(p: f64) -> f64 {
    let part = |x: f64| if x <= 0.0 { 0.0 } else { -x * x.log2() };
    part(p) + part(1.0 - p)
}
