//! An input as one number: which field of which entity, and whether it is assumed. What many figures rest on is counted and
//! kept as such marks where nobody is going to read the inputs themselves.

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
    let words = fold(word(at.kind), word(at.field) as usize);
    let id = at.id.as_ref().map_or(0, Id::address);
    let sub = at.sub.as_ref().map_or(0, |(_, id)| id.address());
    // A mark is never 0, also without its lowest bit.
    Some((fold(fold(words, id), sub) & !ASSUMED) | 2 | if origin.assumed() { ASSUMED } else { 0 })
}

/// A number for a word of the file: its length and its first and last letters, which tell all of them apart.
#[inline]
fn word(text: &str) -> u64 {
    let letters = text.as_bytes();
    let ends = match (letters.first_chunk::<8>(), letters.last_chunk::<8>()) {
        (Some(first), Some(last)) => u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29),
        _ => letters.iter().fold(0, |all, letter| all << 8 | u64::from(*letter)),
    };
    ends ^ (letters.len() as u64) << 57
}

/// Mixes a number into a hash.
#[inline]
pub fn fold(hash: u64, with: usize) -> u64 {
    let wide = u128::from(hash ^ with as u64 ^ 0x243f_6a88_85a3_08d3) * 0x9e37_79b9_7f4a_7c15;
    (wide >> 64) as u64 ^ wide as u64
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::brief::Brief;
    use crate::brief::record::{Field, Record, Ty};

    fn words(of: &'static [Field], base: &str, out: &mut Vec<String>) {
        for field in of {
            let path = format!("{base}{}", field.name);
            match (field.ty)() {
                // Fields of an entity are named from there on.
                Ty::Map(inner) => words(inner, "", out),
                Ty::List(of) => words(of.fields().unwrap_or_default(), &format!("{path}."), out),
                ty => words(ty.fields().unwrap_or_default(), &format!("{path}."), out),
            }
            out.push(path);
        }
    }

    /// Whatever word a mark is made of, no other word has its number.
    #[test]
    fn the_words_of_all_fields_are_told_apart() {
        let mut all = Vec::new();
        words(Brief::fields(), "", &mut all);
        assert!(all.len() > 400, "{} fields", all.len());
        let mut seen: HashMap<u64, String> = HashMap::new();
        for name in all {
            if let Some(other) = seen.insert(word(&name), name.clone()) {
                assert_eq!(other, name, "two words have one number");
            }
        }
    }
}
