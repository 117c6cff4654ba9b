//! Facts of failure tables whose default depends on nothing else.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

facts! { FailureView of Failure {
    mode: FailureMode = {mode} "mode";
    scope: Vec<Ref<ToScope>> = {scope} "scope";
    concurrent_max: u64 = {concurrent_max} "concurrent_max";
    correlated_with: Vec<Ref<ToFailure>> = {correlated_with} "correlated_with";
    repair: Span = {repair} "repair";
    budget: Fraction = {budget} "budget";
} }
