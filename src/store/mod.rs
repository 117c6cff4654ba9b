//! The only file I/O below the shells: briefs, journals, locks, exports, recent files, configuration.
//!
//! | what | where | written by |
//! |---|---|---|
//! | a brief | where its owner put it | `document` (through `atomic`), after `watch` has looked for other writers |
//! | accepted, unsaved edits | `STATE/journal/KEY.SLOT.jsonl` | `journal`, removed on save and clean quit |
//! | who has a brief open | `STATE/lock/KEY.lock` | `lock` |
//! | recent files | `STATE/recent.json` | `recent` |
//! | pages read, hints seen | `STATE/read.json` | `marks` |
//! | what the user configured | `CONFIG/config.toml` | the user; `config` only reads |
//! | exported files | the folder the user named | `export_target` |
//!
//! `KEY` is the SHA-256 of the brief's canonical path, so that a read-only folder and a clean `git status` are no
//! problem. Nothing here knows what an edit means: journal entries are opaque JSON values of the caller.

pub mod atomic;
pub mod beside;
pub mod config;
mod config_sample;
pub mod dirs;
pub mod document;
pub mod error;
pub mod export_target;
pub mod identity;
pub mod journal;
pub mod load;
pub mod lock;
pub mod marks;
pub mod recent;
pub mod recovery;
mod slug;
mod state_file;
mod syncer;
pub mod targets;
pub mod templates;
pub mod watch;
pub mod write_new;

pub use atomic::write_atomic;
pub use beside::brief_of;
pub use config::Config;
pub use dirs::Dirs;
pub use document::{Document, Opened};
pub use error::Error;
pub use identity::{Identity, sha256};
pub use journal::Journal;
pub use load::Text;
pub use recovery::Found;
pub use slug::{document_name, slug};
pub use watch::{Change, Stamp};
pub use write_new::{backup, create_new};
