//! Two-phase commit: participants vote, a coordinator decides, and any of them may crash and stay down.
//!
//! Nothing of isolation lives here; what a participant does before it votes is taken as done. Messages are steps: one that
//! is not taken is a message that has not arrived. Participants cannot tell a coordinator that is down from a slow one, but
//! they can ask each other what was decided.

use super::{Model, Properties, Property};

/// Participants that a state has room for.
const ROOM: usize = 6;

/// The machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TwoPhaseCommit {
    /// Participants, 1..6.
    pub participants: u8,
    /// The coordinator may crash; it does not come back.
    pub coordinator_crashes: bool,
    /// Participants that may crash; they do not come back, but what they had decided stands.
    pub participant_crashes: u8,
    /// One that has voted yes gives up waiting and aborts by itself.
    pub gives_up: bool,
}

/// Where a participant is. The order is that of sorting, nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
enum Phase {
    /// There is no such participant.
    #[default]
    Absent,
    /// It has not voted.
    Working,
    /// It has voted yes and must wait.
    Prepared,
    Committed,
    Aborted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct Participant {
    phase: Phase,
    down: bool,
}

/// A state; its fields are the machine's own affair. Participants are sorted, so that states that differ only in who is
/// who are one; their names go along for the telling and are not compared.
#[derive(Debug, Clone)]
pub struct State {
    all: [Participant; ROOM],
    /// Commit or abort, once the coordinator has decided.
    decision: Option<bool>,
    coordinator_down: bool,
    crashes: u8,
    names: [u8; ROOM],
}

impl State {
    fn key(&self) -> ([Participant; ROOM], Option<bool>, bool, u8) {
        (self.all, self.decision, self.coordinator_down, self.crashes)
    }
}

impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for State {}

impl std::hash::Hash for State {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

/// One step. Participants are given by their places in the state before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A participant votes yes, and may no longer change its mind.
    VoteYes {
        /// Who.
        participant: u8,
    },
    /// A participant that has not voted aborts: it votes no.
    VoteNo {
        /// Who.
        participant: u8,
    },
    /// The coordinator decides.
    Decide {
        /// To commit, which takes every vote; else to abort.
        commit: bool,
    },
    /// A participant hears the decision from the coordinator.
    Hear {
        /// Who.
        participant: u8,
    },
    /// A participant hears the decision from another.
    Ask {
        /// Who.
        participant: u8,
        /// From whom.
        other: u8,
    },
    /// A participant that voted yes aborts because nobody tells it anything.
    GiveUp {
        /// Who.
        participant: u8,
    },
    /// The coordinator crashes.
    CoordinatorCrash,
    /// A participant crashes.
    Crash {
        /// Who.
        participant: u8,
    },
}

impl TwoPhaseCommit {
    /// So many participants; the coordinator and one of them may crash.
    pub fn new(participants: u8) -> Self {
        Self { participants, coordinator_crashes: true, participant_crashes: 1, gives_up: false }
    }

    fn count(self) -> usize {
        usize::from(self.participants).min(ROOM)
    }

    fn each_step(self, from: &State, push: &mut dyn FnMut(Step)) {
        let all = &from.all[..self.count()];
        let decided = |p: &Participant| matches!(p.phase, Phase::Committed | Phase::Aborted);
        for (at, now) in all.iter().enumerate().filter(|(_, p)| !p.down) {
            let participant = at as u8;
            if now.phase == Phase::Working {
                push(Step::VoteYes { participant });
                push(Step::VoteNo { participant });
            }
            if !decided(now) && !from.coordinator_down && from.decision.is_some() {
                push(Step::Hear { participant });
            }
            if now.phase == Phase::Prepared {
                let teller = all.iter().position(|other| !other.down && decided(other));
                if let Some(other) = teller {
                    push(Step::Ask { participant, other: other as u8 });
                }
                if self.gives_up {
                    push(Step::GiveUp { participant });
                }
            }
            if from.crashes > 0 {
                push(Step::Crash { participant });
            }
        }
        if !from.coordinator_down {
            if from.decision.is_none() {
                // Votes count once they were given; the coordinator may also abort for impatience.
                if all.iter().all(|p| p.phase == Phase::Prepared) {
                    push(Step::Decide { commit: true });
                }
                push(Step::Decide { commit: false });
            }
            if self.coordinator_crashes {
                push(Step::CoordinatorCrash);
            }
        }
    }

    fn after(self, from: &State, step: Step) -> State {
        let mut to = from.clone();
        match step {
            Step::VoteYes { participant } => to.all[usize::from(participant)].phase = Phase::Prepared,
            Step::VoteNo { participant } | Step::GiveUp { participant } => {
                to.all[usize::from(participant)].phase = Phase::Aborted;
            }
            Step::Decide { commit } => to.decision = Some(commit),
            Step::Hear { participant } => {
                let commits = from.decision == Some(true);
                to.all[usize::from(participant)].phase = if commits { Phase::Committed } else { Phase::Aborted };
            }
            Step::Ask { participant, other } => {
                to.all[usize::from(participant)].phase = from.all[usize::from(other)].phase;
            }
            Step::CoordinatorCrash => to.coordinator_down = true,
            Step::Crash { participant } => {
                to.crashes -= 1;
                to.all[usize::from(participant)].down = true;
            }
        }
        sort(&mut to, self.count());
        to
    }
}

fn sort(state: &mut State, count: usize) {
    for end in 1..count {
        for at in (1..=end).rev() {
            if state.all[at - 1] > state.all[at] {
                state.all.swap(at - 1, at);
                state.names.swap(at - 1, at);
            }
        }
    }
}

impl Model for TwoPhaseCommit {
    type State = State;
    type Step = Step;

    fn start(&self) -> State {
        let mut all = [Participant::default(); ROOM];
        all[..self.count()].iter_mut().for_each(|p| p.phase = Phase::Working);
        State {
            all,
            decision: None,
            coordinator_down: false,
            crashes: self.participant_crashes,
            names: std::array::from_fn(|i| i as u8 + 1),
        }
    }

    fn steps(&self, from: &State, out: &mut Vec<(Step, State)>) {
        self.each_step(from, &mut |step| out.push((step, self.after(from, step))));
    }

    /// Termination is broken where a participant that runs has voted yes, the coordinator is down, and nobody who runs
    /// knows the decision or can still vote no.
    fn broken(&self, state: &State) -> Properties {
        let all = &state.all[..self.count()];
        let any = |phase| all.iter().any(|p| p.phase == phase);
        let runs = |phase| all.iter().any(|p| p.phase == phase && !p.down);
        let open = runs(Phase::Working) || runs(Phase::Committed) || runs(Phase::Aborted);
        let blocked = runs(Phase::Prepared) && !open && !self.gives_up && state.coordinator_down;
        Properties::NONE
            .with_if(any(Phase::Committed) && any(Phase::Aborted), Property::Agreement)
            .with_if(blocked, Property::Termination)
    }

    fn tell(&self, from: &State, step: Step) -> String {
        let name = |place: u8| format!("participant {}", from.names[usize::from(place)]);
        match step {
            Step::VoteYes { participant } => format!("{} votes yes", name(participant)),
            Step::VoteNo { participant } => format!("{} votes no and aborts", name(participant)),
            Step::Decide { commit } => {
                format!("the coordinator decides to {}", if commit { "commit" } else { "abort" })
            }
            Step::Hear { participant } => {
                let what = if from.decision == Some(true) { "commits" } else { "aborts" };
                format!("{} hears the decision and {what}", name(participant))
            }
            Step::Ask { participant, other } => format!("{} does as {} has done", name(participant), name(other)),
            Step::GiveUp { participant } => format!("{} gives up waiting and aborts", name(participant)),
            Step::CoordinatorCrash => "the coordinator crashes".to_owned(),
            Step::Crash { participant } => format!("{} crashes", name(participant)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{CAP, Verdict, explore};
    use super::*;
    use Property::{Agreement, Termination};

    fn way(machine: TwoPhaseCommit, property: Property) -> Option<Vec<String>> {
        match explore(&machine, Properties::of(&[property]), CAP, &|| false).of(property) {
            Some(Verdict::Broken(way)) => Some(way.steps.clone()),
            Some(Verdict::Held) => None,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn participants_never_decide_differently() {
        for participants in [1, 2, 3, 5] {
            assert_eq!(way(TwoPhaseCommit::new(participants), Agreement), None);
        }
    }

    #[test]
    fn a_coordinator_that_crashes_after_the_votes_blocks_all() {
        assert_eq!(
            way(TwoPhaseCommit::new(3), Termination).unwrap(),
            [
                "participant 1 votes yes",
                "participant 2 votes yes",
                "participant 3 votes yes",
                "the coordinator crashes"
            ]
        );
    }

    #[test]
    fn a_coordinator_that_stays_up_lets_all_end() {
        let machine = TwoPhaseCommit { coordinator_crashes: false, ..TwoPhaseCommit::new(3) };
        assert_eq!(way(machine, Termination), None);
    }

    #[test]
    fn one_that_gives_up_waiting_may_abort_what_another_commits() {
        let machine = TwoPhaseCommit { gives_up: true, ..TwoPhaseCommit::new(2) };
        assert_eq!(way(machine, Termination), None);
        assert_eq!(
            way(machine, Agreement).unwrap(),
            [
                "participant 1 votes yes",
                "participant 2 votes yes",
                "the coordinator decides to commit",
                "participant 2 hears the decision and commits",
                "participant 1 gives up waiting and aborts",
            ]
        );
    }
}
