//! What the user decided: typed records, units, paths, and the text they are read from. Holds no derived value.
