//! What the placeholders of questions stand for: the entities asked about, or the names they would get.

use crate::brief::{Brief, TxnProtocol};

use super::{facts, record::Scope};

/// The id that is proposed where nothing exists yet.
pub const MAIN: &str = "main";

/// The entities a step is about; the first of each kind, or the name it would get, where the step is not repeated for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Names {
    pub workload: String,
    pub dataset: String,
    /// `*`: all operations of the dataset at once.
    pub operation: String,
    pub call: String,
    pub lock: String,
    pub queue: String,
    pub service: String,
    /// Path of the entity asked about, or `brief`.
    pub entity: String,
}

impl Names {
    /// The first entity of each kind.
    pub fn first(brief: &Brief) -> Self {
        let first = |table: &str| facts::first_ids(brief, table, 1).pop().unwrap_or_else(|| MAIN.to_string());
        let dataset = first("dataset");
        Self {
            workload: first("workload"),
            operation: first(&format!("dataset.{dataset}.operation")),
            dataset,
            call: first("call"),
            lock: first("lock"),
            queue: first("queue"),
            service: first("service"),
            entity: "brief".into(),
        }
    }

    /// The same names with another entity of one kind; `dataset` says whose operation it is.
    #[must_use]
    pub fn about(&self, scope: Scope, id: &str) -> Self {
        let mut names = self.clone();
        let id = id.to_string();
        match scope {
            Scope::Brief => {}
            Scope::Workload => names.workload = id,
            Scope::Dataset => names.dataset = id,
            Scope::Operation => names.operation = id,
            Scope::Call => names.call = id,
            Scope::Lock => names.lock = id,
            Scope::Queue => names.queue = id,
            Scope::Service => names.service = id,
        }
        names.entity = names.path(scope);
        names
    }

    fn path(&self, scope: Scope) -> String {
        match scope {
            Scope::Brief => "brief".into(),
            Scope::Workload => format!("workload.{}", self.workload),
            Scope::Dataset => format!("dataset.{}", self.dataset),
            Scope::Operation => format!("dataset.{}.operation.{}", self.dataset, self.operation),
            Scope::Call => format!("call.{}", self.call),
            Scope::Lock => format!("lock.{}", self.lock),
            Scope::Queue => format!("queue.{}", self.queue),
            Scope::Service => format!("service.{}", self.service),
        }
    }

    /// What a placeholder stands for; empty for a name that is not known (`new`, `each`).
    pub fn lookup(&self, brief: &Brief, name: &str) -> Vec<String> {
        let one = |id: &str| vec![id.to_string()];
        match name {
            "workload" => one(&self.workload),
            "dataset" => one(&self.dataset),
            "operation" => one(&self.operation),
            "call" => one(&self.call),
            "lock" => one(&self.lock),
            "queue" => one(&self.queue),
            "service" => one(&self.service),
            "entity" => one(&self.entity),
            "transaction" => one(&transaction(brief)),
            "cache" => one(&self.cache(brief)),
            "availability_slo" => one(&self.slo(brief, "availability")),
            "latency_slo" => one(&self.slo(brief, "latency")),
            "entry_service" => one(&entry_service(brief)),
            "chain_calls" => chain(brief),
            "first_call" => chain(brief).into_iter().take(1).collect(),
            "later_calls" => chain(brief).into_iter().skip(1).collect(),
            "first_region" => facts::ids(brief, "region").into_iter().take(1).collect(),
            // A path: the text that stands there.
            path if path.contains('.') => match brief.get(path) {
                Some(crate::brief::Value::String(text)) => vec![text],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// Text with its placeholders replaced by what a reader sees.
    pub fn fill(&self, brief: &Brief, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find('{') {
            out.push_str(&rest[..start]);
            let Some(end) = rest[start..].find('}') else { break };
            out.push_str(&self.shown(brief, &rest[start + 1..start + end]));
            rest = &rest[start + end + 1..];
        }
        out.push_str(rest);
        out
    }

    fn shown(&self, brief: &Brief, name: &str) -> String {
        match name {
            "operation" if self.operation == "*" => "every operation".into(),
            "chain" => chain_shown(brief),
            _ => self.lookup(brief, name).into_iter().next().unwrap_or_default(),
        }
    }

    /// The SLO of the workload with that indicator, or the name it would get.
    fn slo(&self, brief: &Brief, sli: &str) -> String {
        let mut slos = brief.slo.iter();
        let of = |w: &str| w == self.workload;
        slos.find(|(_, s)| s.sli.is_some_and(|i| i.word() == sli) && s.workload.as_deref().is_some_and(of))
            .map_or_else(|| format!("{}-{sli}", self.workload), |(id, _)| id.to_string())
    }

    /// The cache on the service; else one that is on nothing yet; else a name that is free.
    fn cache(&self, brief: &Brief) -> String {
        let here = brief.cache.iter().find(|(_, c)| c.on.as_deref() == Some(self.service.as_str()));
        let loose = || brief.cache.iter().find(|(_, c)| c.on.is_none());
        match here.or_else(loose) {
            Some((id, _)) => id.to_string(),
            None if brief.cache.is_empty() => MAIN.into(),
            None => self.service.clone(),
        }
    }
}

/// The first transaction that is not just a compare-and-set in place of a lock, or a name that is free.
fn transaction(brief: &Brief) -> String {
    let wide = |protocol: Option<&'static str>| protocol != Some("cas");
    let first = brief.transaction.iter().find(|(_, t)| wide(t.protocol.map(TxnProtocol::word)));
    match first {
        Some((id, _)) => id.to_string(),
        None => free_id(brief, "transaction"),
    }
}

/// `main`, else `second`, else the first free `NAME-3` and so on.
pub fn free_id(brief: &Brief, table: &str) -> String {
    let taken = facts::ids(brief, table);
    let free = |id: &String| !taken.contains(id);
    [MAIN.to_string(), "second".into(), "third".into()]
        .into_iter()
        .chain((4..=taken.len() + 4).map(|n| format!("{MAIN}-{n}")))
        .find(free)
        .unwrap_or_else(|| MAIN.into())
}

/// Where the first workload enters; else the first service nobody calls; else the first service.
fn entry_service(brief: &Brief) -> String {
    let stated = brief.workload.values().next().and_then(|w| w.entry_service.as_deref());
    if let Some(service) = stated {
        return service.to_string();
    }
    let called = |id: &str| brief.call.values().any(|c| c.to.as_deref() == Some(id));
    let mut services = brief.service.keys();
    let first = services.clone().find(|id| !called(id)).or_else(|| services.next());
    first.map_or_else(|| MAIN.into(), ToString::to_string)
}

/// Ids of the calls from the entry service downward, following the first call of each service; without such a call, from
/// the first call of the file; without any call, the name the first would get.
fn chain(brief: &Brief) -> Vec<String> {
    let mut at = entry_service(brief);
    if !brief.call.values().any(|c| c.from.as_deref() == Some(&at)) {
        match brief.call.iter().next() {
            None => return vec![MAIN.into()],
            Some((id, call)) => match call.from.as_deref() {
                Some(from) => at = from.to_string(),
                None => return vec![id.to_string()],
            },
        }
    }
    let mut out = Vec::new();
    let mut seen = vec![at.clone()];
    while let Some((id, call)) = brief.call.iter().find(|(_, c)| c.from.as_deref() == Some(&at)) {
        out.push(id.to_string());
        match call.to.as_deref() {
            Some(to) if !seen.iter().any(|s| s == to) => at = to.to_string(),
            _ => break,
        }
        seen.push(at.clone());
    }
    out
}

/// The chain as a reader sees it: `front > back > store`.
fn chain_shown(brief: &Brief) -> String {
    let calls = chain(brief);
    let mut out: Vec<String> = Vec::new();
    for id in &calls {
        let Some(call) = brief.call.get(id.as_str()) else { continue };
        if out.is_empty() {
            out.extend(call.from.as_deref().map(ToString::to_string));
        }
        out.extend(call.to.as_deref().map(ToString::to_string));
    }
    if out.is_empty() { calls.join(" > ") } else { out.join(" > ") }
}
