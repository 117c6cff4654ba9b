//! Rules: what contradicts what, with the arithmetic and the smallest fix. One record per rule in one table.
