//! The terminal: ratatui, crossterm and the text area live only here.

mod ahead;
pub mod app;
mod beside;
pub mod clipboard;
pub mod exports;
pub mod input;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod markdown;
mod papers;
pub mod perform;
pub mod run;
mod sampler;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod view;
pub mod widget;
mod work;
