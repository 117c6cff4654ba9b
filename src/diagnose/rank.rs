//! From answers to ranked hypotheses, each with what speaks for and against it. The rule is that of
//! `reference/trees/README.md`: points order, only a number confirms, and a leader that nothing speaks for strongly is not
//! put forward.

use std::cmp::Reverse;

use super::answers::{Answer, Answers, Asked};
use super::record::{Hypothesis, Tree};

/// What *yes* weighs where it speaks strongly for a hypothesis; such an answer supports it.
pub const STRONG: i8 = 3;

/// What *no* adds where *yes* would speak strongly: such a sign is the hypothesis seen at work, so that looking for it and
/// not finding it says nearly as much.
pub const ABSENT: i32 = -2;

/// The same where the hypothesis has another strong sign, and may show by that one; and of a sign that is only likely.
pub const ONE_ABSENT: i32 = -1;

/// What *yes* weighs where it is likely under a hypothesis without being the hypothesis seen at work.
const LIKELY: i8 = 2;

/// What is added to the one of two hypotheses whose sign came first: enough to turn a close call either way.
pub const CAME_FIRST: i32 = 3;

/// A lead below this is a close call.
pub const CLEAR_LEAD: i32 = 2;

/// One answer that moved a hypothesis.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// What was asked.
    pub asked: Asked,
    /// What was answered.
    pub answer: Answer,
    /// By how much.
    pub weight: i32,
}

/// One hypothesis and where it stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The hypothesis.
    pub hypothesis: &'static Hypothesis,
    /// Its place in the tree.
    pub index: usize,
    /// Prior and answers together.
    pub score: i32,
    /// The answers that moved it, in the order of the questions.
    pub evidence: Vec<Evidence>,
    /// Whether an answer speaks strongly for it, or its number was found to hold.
    pub supported: bool,
    /// What was found when its number was looked up.
    pub number: Option<bool>,
}

impl Standing {
    /// What the answers alone add.
    pub fn from_answers(&self) -> i32 {
        self.score - i32::from(self.hypothesis.prior)
    }

    /// What speaks for it.
    pub fn speaks_for(&self) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().filter(|e| e.weight > 0)
    }

    /// What speaks against it.
    pub fn speaks_against(&self) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().filter(|e| e.weight < 0)
    }

    /// Whether its number was looked up and does not hold.
    pub fn ruled_out(&self) -> bool {
        self.number == Some(false)
    }
}

/// The hypotheses of one tree, first the one to look at first. Sums of different trees cannot be compared.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// The tree.
    pub tree: &'static Tree,
    /// All its hypotheses.
    pub standings: Vec<Standing>,
}

impl Ranking {
    /// The one in front, unless all are ruled out.
    pub fn leader(&self) -> Option<&Standing> {
        self.standings.first().filter(|s| !s.ruled_out())
    }

    /// Whether the one in front may be put forward: something speaks strongly for it.
    pub fn supported(&self) -> bool {
        self.leader().is_some_and(|s| s.supported)
    }

    /// The one behind the leader, unless it is ruled out.
    pub fn second(&self) -> Option<&Standing> {
        self.standings.get(1).filter(|s| !s.ruled_out())
    }

    /// By how much the first leads the second.
    pub fn lead(&self) -> Option<i32> {
        Some(self.leader()?.score - self.second()?.score)
    }

    /// Whether the first two are too near each other to choose. A number that holds ends the question.
    pub fn close(&self) -> bool {
        self.leader().is_some_and(|s| s.number.is_none()) && self.lead().is_some_and(|lead| lead < CLEAR_LEAD)
    }

    /// Whether the first two have the same sum.
    pub fn tied(&self) -> bool {
        self.close() && self.lead() == Some(0)
    }
}

/// Ranks the hypotheses of a tree. Equal sums are a tie; it is listed with the supported one first, then with the one that
/// owes more to answers and less to its prior.
pub fn rank(tree: &'static Tree, answers: &Answers) -> Ranking {
    let mut standings: Vec<Standing> =
        tree.hypotheses.iter().enumerate().map(|(i, h)| standing(tree, i, h, answers)).collect();
    standings.sort_by_key(|s| {
        let found = match s.number {
            Some(true) => 0,
            None => 1,
            Some(false) => 2,
        };
        (found, Reverse(s.score), Reverse(s.supported), Reverse(s.from_answers()), s.index)
    });
    Ranking { tree, standings }
}

fn standing(tree: &'static Tree, index: usize, hypothesis: &'static Hypothesis, answers: &Answers) -> Standing {
    let number = match answers.get(&Asked::Number(tree, hypothesis)) {
        Some(Answer::Yes) => Some(true),
        Some(Answer::No) => Some(false),
        _ => None,
    };
    let mut evidence = Vec::new();
    let mut supported = number == Some(true);
    for question in tree.questions {
        let asked = Asked::Question(tree, question);
        let (Some(answer), Some(&yes)) = (answers.get(&asked), question.weights.get(index)) else { continue };
        let weight = weight(tree, index, yes, answer);
        supported |= answer == Answer::Yes && yes == STRONG;
        if weight != 0 {
            evidence.push(Evidence { asked, answer, weight });
        }
    }
    for other in (0..tree.hypotheses.len()).filter(|o| *o != index) {
        let asked = Asked::first(tree, index, other);
        let wanted = if index < other { Answer::Yes } else { Answer::No };
        if answers.get(&asked) == Some(wanted) {
            evidence.push(Evidence { asked, answer: wanted, weight: CAME_FIRST });
        }
    }
    let score = i32::from(hypothesis.prior) + evidence.iter().map(|e| e.weight).sum::<i32>();
    Standing { hypothesis, index, score, evidence, supported, number }
}

/// What an answer adds to a hypothesis where *yes* would add `yes`. The absence of a strong sign speaks against it,
/// that of a likely one a little; the absence of a weak one says nothing.
pub fn weight(tree: &Tree, index: usize, yes: i8, answer: Answer) -> i32 {
    match answer {
        Answer::Yes => i32::from(yes),
        Answer::No if yes == STRONG => {
            let strong = tree.questions.iter().filter(|q| q.weights.get(index) == Some(&STRONG));
            if strong.count() > 1 { ONE_ABSENT } else { ABSENT }
        }
        Answer::No if yes == LIKELY => ONE_ABSENT,
        Answer::No | Answer::Unknown => 0,
    }
}
