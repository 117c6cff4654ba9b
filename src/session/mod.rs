//! The application without a terminal: state, messages in, effects out. No I/O, clock or environment.
