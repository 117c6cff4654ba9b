//! The only file I/O below the shells: atomic saves, journal, locks, recent files, configuration.
