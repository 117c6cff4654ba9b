//! Derived numbers: binds the formulas of `analysis` to a brief; every figure carries its provenance.
