//! Whether what clients saw of one register can be put into an order. Nothing of nodes or logs is known here.
//!
//! Instead of the history, every way is kept in which it can have gone: the value now, and which of the writes that have
//! not returned have taken effect. No way left means that the history is not linearizable. Reads take no time.

/// The ways it can have gone, as a set: bit `value + 4 * (writes that took effect and have not returned) / 2`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Ways(pub u32);

impl Ways {
    /// Nothing was done yet, or nobody will look any more.
    pub const START: Self = Self(1);

    fn each(self) -> impl Iterator<Item = (u8, u8)> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let at = rest.trailing_zeros();
            rest &= rest.wrapping_sub(1);
            (at < 32).then_some(((at & 3) as u8, (at >> 2 << 1) as u8))
        })
    }

    fn add(&mut self, value: u8, effective: u8) {
        self.0 |= 1 << (u32::from(value) + 2 * u32::from(effective));
    }

    /// Lets any of the writes that have not returned (a set) take effect, in any order.
    #[must_use]
    pub fn open(self, pending: u8) -> Self {
        let mut all = self;
        loop {
            let before = all;
            for (_, effective) in before.each() {
                for write in (1..=3).filter(|w| pending & !effective & 1 << w != 0) {
                    all.add(write, effective | 1 << write);
                }
            }
            if all == before {
                return all;
            }
        }
    }

    /// After a write returned: it must have taken effect.
    #[must_use]
    pub fn finished(self, write: u8) -> Self {
        let mut left = Self(0);
        for (value, effective) in self.each().filter(|(_, e)| e & 1 << write != 0) {
            left.add(value, effective & !(1 << write));
        }
        left
    }

    /// After a read of a value while these writes (a set) have not returned; none if it cannot be explained.
    pub fn seen(self, value: u8, pending: u8) -> Option<Self> {
        let left = Self(self.0 & 0x1111_1111 << value);
        (left.0 != 0).then(|| left.open(pending))
    }

    /// All ways to have reached a value: to go on after what could not be explained.
    pub fn any(value: u8, pending: u8) -> Self {
        let mut all = Self(0);
        (0..8).map(|set| set << 1).filter(|set| set & !pending == 0).for_each(|set| all.add(value, set));
        all.open(pending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_in_progress_may_or_may_not_be_read_but_not_both_ways() {
        let writing = Ways::START.open(1 << 1);
        let old = writing.seen(0, 1 << 1).unwrap();
        let new = old.seen(1, 1 << 1).unwrap();
        assert_eq!(new.seen(0, 1 << 1), None);
        assert!(writing.seen(2, 1 << 1).is_none());
    }

    #[test]
    fn after_it_returned_only_the_write_is_read() {
        let written = Ways::START.open(1 << 1).finished(1);
        assert_eq!(written.seen(0, 0), None);
        assert!(written.seen(1, 0).is_some());
    }

    #[test]
    fn two_writes_in_progress_are_read_in_either_order_once() {
        let both = 1 << 1 | 1 << 2;
        let two = Ways::START.open(both).seen(2, both).unwrap();
        let one = two.seen(1, both).unwrap();
        assert_eq!(one.seen(2, both), None);
    }

    #[test]
    fn what_could_not_be_explained_can_be_gone_on_from() {
        let any = Ways::any(0, 1 << 1);
        assert!(any.seen(0, 1 << 1).is_some());
        assert!(any.seen(1, 1 << 1).is_some());
    }
}
