//! Turns a published case into a brief: its short names, and claims, become the fields they stand for.

use toml::{Table, Value};

/// The fields that a short name of a design stands for as it is, below the dataset `d`.
const DATASET: &[&str] = &["conflict_policy", "semantics", "cap_on_partition"];
/// The same below its replication.
const REPLICATION: &[&str] = &[
    "scheme",
    "k",
    "r",
    "w",
    "election_quorum",
    "vote_rule",
    "read_path",
    "dirty_reads",
    "session_token",
    "acks",
    "sync_degrade",
    "unclean_election",
    "rejoin",
    "reconfig",
    "prevote",
    "check_quorum",
    "version_source",
    "commit_wait",
    "read_repair",
    "sloppy_quorum",
    "replica_order",
];
/// Short names that stand for a path.
const ELSEWHERE: &[(&str, &str)] = &[
    ("failover", "dataset.d.replication.failover.mode"),
    ("promote_rule", "dataset.d.replication.failover.promote_rule"),
    ("fence_old", "dataset.d.replication.failover.fence_old"),
    ("in_sync", "dataset.d.replication.in_sync.set"),
    ("min_in_sync", "dataset.d.replication.in_sync.min"),
    ("integrity", "dataset.d.durability.integrity"),
    ("clock_sync", "clock.sync"),
    ("isolation", "transaction.t.isolation"),
    ("auto_retry", "transaction.t.auto_retry"),
    ("marker_fence", "transaction.t.marker_fence"),
    ("connections", "transaction.t.connections"),
    ("txn_span", "transaction.t.span"),
    ("txn_protocol", "transaction.t.protocol"),
    ("lock_purpose", "lock.l.purpose"),
    ("lock_provider", "lock.l.provider"),
    ("fencing", "lock.l.fencing.token"),
];
/// Lengths of time, in ms; a word is kept, `unknown` is left out.
const TIMES: &[(&str, &str)] = &[
    ("skew_bound_ms", "clock.skew_bound"),
    ("max_pause_ms", "clock.max_pause"),
    ("lock_ttl_ms", "lock.l.ttl"),
    ("client_margin_ms", "lock.l.client_margin"),
];
/// Claims over several keys: consistency of transactions.
const ISOLATION: &[&str] = &[
    "strict_serializable",
    "strong_session_serializable",
    "serializable",
    "snapshot",
    "parallel_snapshot",
    "repeatable_read",
    "mav",
    "read_committed",
    "read_uncommitted",
];

/// Writes a value at a dotted path, with the tables on the way.
fn put(root: &mut Table, path: &str, value: impl Into<Value>) {
    match path.split_once('.') {
        Some((first, rest)) => {
            let inner = root.entry(first).or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(inner) = inner {
                put(inner, rest, value);
            }
        }
        None => {
            root.insert(path.to_owned(), value.into());
        }
    }
}

fn text(design: &Table, key: &str) -> String {
    design.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The text of a brief for a design with claims; an error names what is not understood.
pub fn brief(id: &str, design: &Table, claims: &[String]) -> Result<String, String> {
    let mut b = Table::new();
    put(&mut b, "schema", 1);
    put(&mut b, "brief.title", id);
    put(&mut b, "dataset.d", Value::Table(Table::new()));
    for (key, value) in design {
        field(&mut b, design, key, value)?;
    }
    let operations = claimed(&mut b, claims)?;
    let all = || Value::Array(operations.iter().map(|o| Value::from(format!("d.{o}"))).collect());
    if let Some(under) = design.get("under_partition") {
        for o in &operations {
            put(&mut b, &format!("dataset.d.operation.{o}.under_partition"), under.clone());
        }
    }
    if b.get("transaction").is_some() {
        let inside: Vec<Value> =
            operations.iter().filter(|o| o.starts_with("multi")).map(|o| Value::from(format!("d.{o}"))).collect();
        put(&mut b, "transaction.t.operations", if inside.is_empty() { all() } else { Value::Array(inside) });
    }
    if let Some(attempts) = design.get("attempts") {
        for (service, owns) in [("a", None), ("b", Some("d"))] {
            put(&mut b, &format!("service.{service}.owner"), "test");
            if let Some(dataset) = owns {
                put(&mut b, &format!("service.{service}.datasets"), vec![Value::from(dataset)]);
            }
        }
        put(&mut b, "call.c.from", "a");
        put(&mut b, "call.c.to", "b");
        put(&mut b, "call.c.attempts", attempts.clone());
        put(&mut b, "call.c.operations", all());
    }
    if b.get("lock").is_some() {
        put(&mut b, "lock.l.store", "d");
    }
    toml::to_string(&b).map_err(|why| why.to_string())
}

fn field(b: &mut Table, design: &Table, key: &str, value: &Value) -> Result<(), String> {
    let same = |list: &[(&'static str, &'static str)]| list.iter().find(|(k, _)| *k == key).map(|(_, path)| *path);
    if DATASET.contains(&key) {
        put(b, &format!("dataset.d.{key}"), value.clone());
    } else if REPLICATION.contains(&key) {
        put(b, &format!("dataset.d.replication.{key}"), value.clone());
    } else if let Some(path) = same(ELSEWHERE) {
        put(b, path, value.clone());
    } else if let Some(path) = same(TIMES) {
        match value {
            Value::Integer(ms) => put(b, path, format!("{ms}ms")),
            Value::String(word) if word != "unknown" => put(b, path, word.as_str()),
            _ => {}
        }
    } else {
        match key {
            "n" => {
                let name = if text(design, "scheme").starts_with("consensus") { "voters" } else { "n" };
                put(b, &format!("dataset.d.replication.{name}"), value.clone());
                if text(design, "scheme").ends_with("custom") {
                    let reason = "the published system has a protocol of its own, as its documents describe it";
                    put(b, "dataset.d.replication.custom_reason", reason);
                }
            }
            "ack_level" => {
                let level = match (text(design, key).as_str(), text(design, "ack_means").as_str()) {
                    ("k_received", "memory") => "k_mem".to_owned(),
                    ("leader_mem", "os_buffer") => "leader_received".to_owned(),
                    (level, _) => level.to_owned(),
                };
                put(b, "dataset.d.replication.ack_level", level);
            }
            "tolerate" => {
                for mode in value.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    let at = format!("failure.{}", mode.replace('_', "-"));
                    put(b, &format!("{at}.mode"), mode);
                    put(b, &format!("{at}.stance"), "tolerate_transparent");
                }
            }
            "ack_means" | "under_partition" | "attempts" => {}
            _ => {
                let (path, span) = elsewhere(key).ok_or_else(|| format!("the design field `{key}` is not known"))?;
                match value {
                    Value::Integer(ms) if span => put(b, &path, format!("{ms}ms")),
                    Value::String(word) if word == "unknown" => {}
                    _ => put(b, &path, value.clone()),
                }
            }
        }
    }
    Ok(())
}

/// A field of the catalogue without a short name of its own: where it stands, and whether it is given in ms.
fn elsewhere(key: &str) -> Option<(String, bool)> {
    const HOMES: [&str; 8] = [
        "dataset.d.replication",
        "dataset.d",
        "dataset.d.replication.failover",
        "dataset.d.durability",
        "transaction.t",
        "lock.l",
        "clock",
        "topology",
    ];
    let named = |key: &str| {
        let paths = HOMES.iter().map(|home| format!("{home}.{key}")).chain([key.to_owned()]);
        paths.into_iter().find(|path| dsbench::brief::field_at(path).is_some())
    };
    named(key).map(|path| (path, false)).or_else(|| named(key.strip_suffix("_ms")?).map(|path| (path, true)))
}

/// Writes the operations that claims speak about, and what they say of the dataset and of the lock. Gives their names.
fn claimed(b: &mut Table, claims: &[String]) -> Result<Vec<String>, String> {
    let mut operations: Vec<String> = Vec::new();
    let mut add = |b: &mut Table, name: String, kind: &str, level: Value| {
        put(b, &format!("dataset.d.operation.{name}.kind"), kind);
        put(b, &format!("dataset.d.operation.{name}.consistency"), level);
        operations.push(name);
    };
    let session: Vec<Value> = [("ryw", "ryw"), ("mono", "mr")]
        .iter()
        .filter(|(claim, _)| claims.iter().any(|c| c == claim))
        .map(|(_, word)| Value::from(*word))
        .collect();
    if !session.is_empty() {
        add(b, "session-read".to_owned(), "read", Value::Array(session.clone()));
        add(b, "session-write".to_owned(), "write", Value::Array(session));
    }
    for claim in claims {
        let level = || Value::from(claim.as_str());
        let id = claim.replace('_', "-");
        match claim.as_str() {
            "linearizable" | "sequential" | "causal" => {
                add(b, format!("{id}-read"), "read", level());
                add(b, format!("{id}-write"), "write", level());
            }
            word if ISOLATION.contains(&word) => {
                add(b, format!("multi-read-{id}"), "multi_read", level());
                add(b, format!("multi-write-{id}"), "multi_write", level());
            }
            "linearizable_writes" => {
                add(b, "write".to_owned(), "write", Value::from("linearizable"));
                add(b, "read".to_owned(), "read", Value::Array(vec!["ryw".into(), "mr".into()]));
            }
            "convergence" | "eventual" => {
                add(b, "merge-read".to_owned(), "read", Value::from("eventual"));
                add(b, "merge-write".to_owned(), "write", Value::from("eventual"));
            }
            "rpo_0" => put(b, "dataset.d.rpo", "0s"),
            "available" => put(b, "dataset.d.cap_on_partition", "AP"),
            "mutual_exclusion" | "lock_order" => put(b, "lock.l.purpose", "correctness"),
            // The rest of a promise that rules do not read.
            "ryw" | "mono" | "atomic_txn" | "once" => {}
            _ => return Err(format!("the claim `{claim}` is not known")),
        }
    }
    Ok(operations)
}
