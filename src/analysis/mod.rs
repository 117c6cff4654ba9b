//! The formulas: plain functions on plain arguments, each with units, range, limits and source. Knows no brief, no file, no clock.
