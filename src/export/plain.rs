//! Fixed words of the file as a reader of prose takes them in: without their underscores, and those that are abbreviations
//! spelled out.

use crate::brief::record::in_prose;

/// What no reader outside the trade would guess, with the word of the file behind it so that it is found there.
const SPELLED: [(&str, &str); 13] = [
    ("ryw", "reads its own writes"),
    ("mr", "never reads backwards"),
    ("mw", "its writes keep their order"),
    ("wfr", "its writes follow what it has read"),
    ("leader_mem", "in the memory of the leader"),
    ("leader_received", "received by the system of the leader"),
    ("leader_fsync", "on the disk of the leader"),
    ("k_mem", "in the memory of the quorum"),
    ("k_received", "received by the systems of the quorum"),
    ("k_fsync", "on the disks of the quorum"),
    ("k_applied", "applied by the quorum"),
    ("lww", "last writer wins"),
    ("pitr", "point-in-time recovery"),
];

/// A word of the file in a sentence.
pub fn word(word: &str) -> String {
    match SPELLED.iter().find(|(short, _)| *short == word) {
        Some((short, long)) => format!("{long} ({short})"),
        None => in_prose(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::record::{Record, Ty};
    use crate::brief::{Brief, Field};

    fn gather(fields: &'static [Field], out: &mut Vec<&'static str>) {
        fn inside(ty: &Ty, out: &mut Vec<&'static str>) {
            match ty {
                Ty::Words(words) => out.extend(*words),
                Ty::List(of) | Ty::Shares(of) => inside(of, out),
                Ty::Either(a, b) => {
                    inside(a, out);
                    inside(b, out);
                }
                Ty::Record(fields) | Ty::Map(fields) => gather(fields, out),
                _ => {}
            }
        }
        for f in fields {
            inside(&(f.ty)(), out);
        }
    }

    #[test]
    fn every_abbreviation_is_a_word_of_the_file() {
        let mut words = Vec::new();
        gather(Brief::fields(), &mut words);
        for (short, _) in SPELLED {
            assert!(words.contains(&short), "no field takes {short}");
        }
        assert_eq!(word("k_fsync"), "on the disks of the quorum (k_fsync)");
        assert_eq!(word("zone_loss"), "zone loss");
    }
}
