//! Facts of lock tables whose default depends on nothing else.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

facts! { LockView of Lock {
    purpose: LockPurpose = {purpose} "purpose";
    provider: LockProvider = {provider} "provider";
    store: Ref<ToDataset> = {store} "store";
    scope: LockScope = {scope} "scope";
    hot_path: bool = {hot_path} "hot_path";
    hold_p99: Span = {hold_p99} "hold_p99";
    contenders: u64 = {contenders} "contenders";
    protects: Vec<Ref<ToResource>> = {protects} "protects";
    ttl: Or<Span, UnboundedWord> = {ttl} "ttl";
    renew: Span = {renew} "renew";
    retry: Span = {retry} "retry";
    retry_jitter: f64 = {retry_jitter} "retry_jitter";
    lock_delay: Span = {lock_delay} "lock_delay";
    client_margin: Span = {client_margin} "client_margin";
    measure_from: LockMeasureFrom = {measure_from} "measure_from";
    fencing_token: FencingToken = {fencing[Fencing].token} "fencing.token";
    fencing_checked_by: Vec<Ref<ToResource>> = {fencing[Fencing].checked_by} "fencing.checked_by";
    on_loss: LockOnLoss = {on_loss} "on_loss";
    cas_suffices: bool = {cas_suffices} "cas_suffices";
} }
