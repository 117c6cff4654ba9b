//! The terminal: ratatui, crossterm and the text area live only here.

pub mod input;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod markdown;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod widget;
