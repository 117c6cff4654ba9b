//! An input as one number: which field of which entity, and whether it is assumed. What many figures rest on is counted and
//! kept as such marks where nobody is going to read the inputs themselves.

use std::hash::BuildHasher;

use super::fact::{At, Origin};
use crate::brief::Id;

/// The bit that says that an input is assumed.
pub const ASSUMED: u64 = 1;

/// The mark of an input; none for what follows from others. Two fields of some thousands never fall together in practice.
pub fn mark(at: &At, origin: Origin) -> Option<u64> {
    if origin == Origin::Derived {
        return None;
    }
    // Of the words of a field their letters count: the same word may be kept in two places. Names are kept in one.
    let words = foldhash::fast::FixedState::default().hash_one((at.kind, at.field));
    let id = at.id.as_ref().map_or(0, Id::address);
    let sub = at.sub.as_ref().map_or(0, |(_, id)| id.address());
    // A mark is never 0, also without its lowest bit.
    Some((fold(fold(words, id), sub) & !ASSUMED) | 2 | if origin.assumed() { ASSUMED } else { 0 })
}

/// Mixes a number into a hash.
#[inline]
pub fn fold(hash: u64, with: usize) -> u64 {
    let wide = u128::from(hash ^ with as u64 ^ 0x243f_6a88_85a3_08d3) * 0x9e37_79b9_7f4a_7c15;
    (wide >> 64) as u64 ^ wide as u64
}
