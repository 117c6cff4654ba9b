//! Handing a brief to another reviewer, and taking its reply back as data: the package for `clink`, the prompt with the exact
//! claims and numbers, the clients that can be run read-only, and the importer of replies. Pure text in and out: files and
//! processes are the shell's.

mod clients;
mod package;
mod prompt;
mod reply;

pub use clients::{CLIENTS, Client, client};
pub use package::{Package, SENTENCE_FILES, package};
pub use prompt::{About, Input, PROMPT_LIMIT, Role, prompt};
pub use reply::{Point, Reply, notes, parse};
