//! The pictures that stand beside the document, each with what it shows in words.

use super::Source;
use crate::export::block::Block;
use crate::export::escape::markdown;

/// A link to each picture; nothing where none is written.
pub fn pictures(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    for p in s.pictures {
        block.text(format!("![{}]({})", markdown(&p.alt), p.path));
    }
    block
}
