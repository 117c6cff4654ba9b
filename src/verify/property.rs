//! What can be claimed of a history: one record for each property, and small sets of them.

macro_rules! properties {
    ($( $(#[doc = $doc:literal])+ $Name:ident = $word:literal $name:literal $says:literal; )+) => {
        /// What can be claimed of a history.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Property {
            $( $(#[doc = $doc])+ $Name, )+
        }

        impl Property {
            /// Every property.
            pub const ALL: &'static [Self] = &[$(Self::$Name),+];

            /// The short name in briefs and in JSON.
            pub fn word(self) -> &'static str {
                match self { $(Self::$Name => $word,)+ }
            }

            /// The name in those of claims.
            pub fn name(self) -> &'static str {
                match self { $(Self::$Name => $name,)+ }
            }

            /// What has it does this: "is linearizable".
            pub fn says(self) -> &'static str {
                match self { $(Self::$Name => $says,)+ }
            }
        }
    };
}

properties! {
    /// Reads and writes of one register look as if each took effect at one instant between its start and its return.
    Linearizable = "lin" "linearizable" "is linearizable";
    /// A client never reads older than its own acknowledged write.
    ReadYourWrites = "ryw" "read-your-writes" "reads its own writes";
    /// The reads of one client never go back.
    MonotonicReads = "mono" "monotonic-reads" "never reads backwards";
    /// Every acknowledged write stays in what the newest leader (or any later quorum) holds.
    NoLoss = "noloss" "no-loss" "loses no acknowledged write";
    /// At most one node believes that it leads.
    OneLeader = "one_leader" "one-leader" "has at most one leader at a time";
    /// At most one node can lead in any one term.
    OneLeaderPerTerm = "one_leader_per_term" "one-leader-per-term" "has at most one leader in a term";
    /// Accepted fencing tokens, or effects at the resource, never go back in order of grants.
    Order = "order" "order" "keeps the writes of its holders in order";
    /// Nothing is accepted from a holder whose lease has passed to another.
    Exclusion = "excl" "exclusion" "lets nobody write whose lease has passed on";
    /// At most one client believes that it holds the lock.
    OneHolder = "one_holder" "one-holder" "has at most one holder at a time";
    /// One request has at most one effect.
    Once = "once" "once" "takes effect once";
    /// Some serial order explains all reads and the final state.
    Serializable = "ser" "serializable" "is serializable";
    /// The same, and the order respects real time.
    StrictSerializable = "strict" "strict-serializable" "is strictly serializable";
    /// All reads of a transaction come from one snapshot, and of two concurrent writers of a key one aborts.
    SnapshotIsolation = "si" "snapshot" "gives snapshot isolation";
    /// What a transaction has read of a key stays so until it ends: rows may appear, keys do not change.
    RepeatableRead = "repeatable_read" "repeatable-read" "gives repeatable read";
    /// No update is overwritten by a writer that had not seen it.
    LostUpdateFree = "lost_update_free" "lost_update_free" "loses no update";
    /// No transaction sees half of another's writes together with state from before.
    ReadSkewFree = "read_skew_free" "read_skew_free" "has no read skew";
    /// No two transactions each rest on what the other changes.
    WriteSkewFree = "write_skew_free" "write_skew_free" "has no write skew";
    /// Nothing that was rolled back was ever read.
    AbortedReadFree = "aborted_read_free" "aborted_read_free" "reads nothing that was rolled back";
    /// A transaction takes effect whole or not at all.
    TornFree = "torn_free" "torn_free" "takes effect whole or not at all";
    /// Sites that have exchanged everything hold the same.
    Convergence = "convergence" "convergence" "converges";
    /// No acknowledged update is missing once sites have exchanged everything.
    NoLostUpdate = "no_lost_update" "no_lost_update" "loses no acknowledged update";
    /// What must not go below nothing does not.
    NonNegative = "non_negative" "non-negative" "never goes below nothing";
    /// Participants never decide differently.
    Agreement = "agreement" "agreement" "decides alike everywhere";
    /// Every participant can always come to a decision.
    Termination = "termination" "termination" "always comes to a decision";
}

/// A small set of properties.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Properties(u32);

impl Properties {
    /// None.
    pub const NONE: Self = Self(0);

    /// These.
    pub fn of(list: &[Property]) -> Self {
        list.iter().fold(Self::NONE, |set, p| set.with(*p))
    }

    /// This set and one more.
    #[must_use]
    pub fn with(self, p: Property) -> Self {
        Self(self.0 | 1 << p as u32)
    }

    /// This set, and one more if something is so.
    #[must_use]
    pub fn with_if(self, so: bool, p: Property) -> Self {
        if so { self.with(p) } else { self }
    }

    /// Whether it is among them.
    pub fn has(self, p: Property) -> bool {
        self.0 & 1 << p as u32 != 0
    }

    /// What is in both.
    #[must_use]
    pub fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is here and not there.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them, in the order of [`Property::ALL`].
    pub fn each(self) -> impl Iterator<Item = Property> {
        Property::ALL.iter().copied().filter(move |p| self.has(*p))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_and_all_fit_a_set() {
        let mut seen = std::collections::HashSet::new();
        assert!(Property::ALL.iter().all(|p| seen.insert(p.word()) && !p.says().is_empty()));
        assert_eq!(Properties::of(Property::ALL).each().count(), Property::ALL.len());
        assert!(Property::ALL.len() <= 32, "a set is a word of 32 bits");
    }
}
