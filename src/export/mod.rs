//! Brief and results to text: pure functions, deterministic to the byte.
