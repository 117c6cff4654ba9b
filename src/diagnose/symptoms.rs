//! From what somebody saw to the trees worth opening: a symptom of the file, the name of a tree, or words of their own.

use super::record::Tree;
use super::table::TREES;
use crate::brief::Symptom;

/// A tree by id or name.
pub fn tree(name: &str) -> Option<&'static Tree> {
    let name = name.trim().replace('_', "-");
    TREES.iter().copied().find(|t| t.id == name || t.slug.eq_ignore_ascii_case(&name))
}

/// The trees that a symptom of a brief opens.
pub fn trees_of(symptom: Symptom) -> impl Iterator<Item = &'static Tree> {
    TREES.iter().copied().filter(move |t| t.symptoms.contains(&symptom))
}

/// The trees that a text opens, best first: a symptom or a tree by name, else every tree whose words it uses nearly as
/// often as the best one. Empty when it says nothing that a tree knows.
pub fn find(text: &str) -> Vec<&'static Tree> {
    let text = text.trim();
    if let Some(tree) = tree(text) {
        return vec![tree];
    }
    if let Ok(symptom) = text.to_ascii_lowercase().replace('-', "_").parse::<Symptom>() {
        return trees_of(symptom).collect();
    }
    // Written like an id, so meant as one: a near miss must not pass for words.
    if text.contains(['_', '-', '.']) && !text.contains(char::is_whitespace) {
        return Vec::new();
    }
    let words: Vec<String> = words(text).collect();
    let mut hits: Vec<(usize, &'static Tree)> = TREES.iter().map(|t| (score(t, &words), *t)).collect();
    hits.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let best = hits[0].0;
    hits.into_iter().filter(|(n, _)| *n >= 2 && n * 3 >= best * 2).map(|(_, t)| t).collect()
}

/// Two points for a word that people use for the tree, one for a word of its symptoms.
fn score(tree: &Tree, words: &[String]) -> usize {
    let says = |text: &str, word: &String| self::words(text).any(|w| w == *word);
    let one = |word: &String| {
        if says(tree.words, word) { 2 } else { usize::from(tree.looks.iter().any(|l| says(l, word))) }
    };
    words.iter().map(one).sum()
}

/// Words that say nothing about a system.
const COMMON: &str = "the and for with are has not although its that than then they them all from while only other others some \
                      but this same each does can out was were had been who whom when after before into over more most far \
                      few without itself depending which about their normal one two";

/// The words of a text that say something, in small letters and the singular.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|w| w.len() > 2 && !COMMON.split_whitespace().any(|c| c == w))
        .map(|mut w| {
            if w.len() > 3 && w.ends_with('s') && !w.ends_with("ss") {
                w.pop();
            }
            w
        })
}
