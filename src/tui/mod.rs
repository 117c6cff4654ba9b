//! The terminal: ratatui, crossterm and the text area live only here.
