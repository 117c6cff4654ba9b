//! Symptoms and discriminating questions to ranked hypotheses, with the smallest reversible mitigation first.
