//! What a workload needs to be answered: the services behind hard calls and the datasets that these use, each with the share
//! of the requests that need it.

use super::facts::{CallView, ServiceView, WorkloadView};
use super::graph::made_for;
use super::trace::Trace;
use super::world::World;
use crate::brief::{Call, CallClientAvailDependency, Service, ServiceRole};

/// A service on the hard path.
#[derive(Debug)]
pub(crate) struct Need<'a> {
    /// The service.
    pub service: ServiceView<'a>,
    /// The call that reaches it first; none for the entry.
    pub call: Option<CallView<'a>>,
    /// At most this share of the requests needs it.
    pub share: f64,
}

/// What a workload needs to be answered.
#[derive(Debug)]
pub(crate) struct Dependencies<'a> {
    /// Services on the hard path, the entry first.
    pub services: Vec<Need<'a>>,
    /// Datasets on the hard path: their place in the file, and the share of the requests that need them.
    pub datasets: &'a [(usize, f64)],
    /// What was left out because the answer is good without it.
    pub soft: Vec<&'a str>,
    /// What the shares rest on: how many calls a request makes, where that is stated.
    pub shares: &'a Trace,
}

/// The same by places in the file and numbers of the graph: worked out once for a world.
#[derive(Debug, Default)]
pub(crate) struct Way {
    /// The service, the call that reaches it first, and the share of the requests that need it.
    services: Vec<(usize, Option<usize>, f64)>,
    datasets: Vec<(usize, f64)>,
    soft: Vec<usize>,
    shares: Trace,
}

/// A hard call between services that are reached.
struct Edge {
    from: usize,
    to: usize,
    /// Calls for one request of the caller.
    calls: f64,
}

/// Whether the caller's answer is still good when the callee is down: a soft or asynchronous call, or a service whose
/// users keep a last good copy.
fn soft(call: &Call, callee: &Service) -> bool {
    let keeps = callee.local_copy == Some(true)
        && !matches!(callee.role, None | Some(ServiceRole::Request | ServiceRole::Client));
    call.client_avail_dependency == Some(CallClientAvailDependency::Soft) || call.r#async == Some(true) || keeps
}

/// Everything that a workload waits for, each once. None when its entry is not stated.
pub(crate) fn dependencies<'a>(w: &'a World<'a>, workload: &WorkloadView<'a>) -> Option<Dependencies<'a>> {
    let ways = w.memo.ways.get_or_init(|| w.workloads().map(|x| way(w, &x)).collect());
    let way = ways[w.brief.workload.get_index_of(workload.id)?].as_ref()?;
    let need = |(service, call, share): &(usize, Option<usize>, f64)| {
        Some(Need { service: w.service_at(*service)?, call: call.and_then(|number| w.call_at(number)), share: *share })
    };
    Some(Dependencies {
        services: way.services.iter().filter_map(need).collect(),
        datasets: &way.datasets,
        soft: way.soft.iter().map(|place| w.graph.services[*place].as_ref()).collect(),
        shares: &way.shares,
    })
}

fn way(w: &World<'_>, workload: &WorkloadView<'_>) -> Option<Way> {
    let first = *w.graph.index.get(&workload.raw.entry_service.as_ref()?.id)?;
    let count = w.graph.services.len();
    let mut found = Way { services: vec![(first, None, 1.0)], ..Way::default() };
    let (mut seen, mut left_out) = (vec![false; count], vec![false; count]);
    let (mut edges, mut counted) = (Vec::new(), Vec::new());
    seen[first] = true;
    let mut next = 0;
    while next < found.services.len() {
        let from = found.services[next].0;
        next += 1;
        for number in &w.graph.outgoing[from] {
            let (Some((_, call)), Some(Some((_, to)))) = (w.brief.call.get_index(*number), w.graph.ends.get(*number))
            else {
                continue;
            };
            let meant = made_for(call, workload.id);
            let Some((_, callee)) = w.brief.service.get_index(*to).filter(|_| meant) else { continue };
            if soft(call, callee) {
                left_out[*to] = true;
                continue;
            }
            if call.per_request.is_some() {
                counted.push(*number);
            }
            let calls = call.per_request.unwrap_or(1.0);
            // What is never called is never waited for.
            if calls <= 0.0 {
                continue;
            }
            edges.push(Edge { from, to: *to, calls });
            if !std::mem::replace(&mut seen[*to], true) {
                found.services.push((*to, Some(*number), 1.0));
            }
        }
    }
    // Only a call that some requests do without makes a share smaller than all of them.
    if edges.iter().any(|e| e.calls < 1.0) {
        let shares = shares(count, first, &edges);
        for (place, _, share) in &mut found.services {
            *share = shares[*place];
        }
    }
    found.shares = w.trace();
    for call in counted.into_iter().filter_map(|number| w.call_at(number)) {
        found.shares.take_once(call.per_request());
    }
    found.soft = (0..count).filter(|place| left_out[*place] && !seen[*place]).collect();
    let mut needed = vec![None; w.brief.dataset.len()];
    for (service, _, share) in &found.services {
        let Some((_, service)) = w.brief.service.get_index(*service) else { continue };
        for name in service.datasets.iter().flatten() {
            let used = workload.raw.datasets.as_ref().is_none_or(|list| list.iter().any(|d| d.id == name.id));
            let Some(place) = w.brief.dataset.get_index_of(&name.id).filter(|_| used) else { continue };
            if needed[place].is_none() {
                found.datasets.push((place, 0.0));
            }
            needed[place] = Some((needed[place].unwrap_or(0.0) + share).min(1.0));
        }
    }
    for (place, share) in &mut found.datasets {
        *share = needed[*place].unwrap_or(0.0);
    }
    Some(found)
}

/// The share of the requests that need each service, from above.
///
/// A call is made by at most as many requests as need its caller, and by at most as many as there are calls for one request.
/// Several calls to one service may be made by different requests, so they add up. On a circle of calls nothing bounds
/// them: there every request counts.
fn shares(count: usize, entry: usize, edges: &[Edge]) -> Vec<f64> {
    let mut leaving: Vec<Vec<&Edge>> = (0..count).map(|_| Vec::new()).collect();
    let mut waiting = vec![0_usize; count];
    for edge in edges {
        leaving[edge.from].push(edge);
        waiting[edge.to] += 1;
    }
    let (mut share, mut calls, mut done) = (vec![0.0_f64; count], vec![0.0_f64; count], vec![false; count]);
    (share[entry], calls[entry]) = (1.0, 1.0);
    let mut ready = if waiting[entry] == 0 { vec![entry] } else { Vec::new() };
    while let Some(from) = ready.pop() {
        done[from] = true;
        for edge in &leaving[from] {
            let more = calls[from] * edge.calls;
            calls[edge.to] += more;
            share[edge.to] = (share[edge.to] + more.min(share[from])).min(1.0);
            waiting[edge.to] -= 1;
            if waiting[edge.to] == 0 {
                ready.push(edge.to);
            }
        }
    }
    share.iter().zip(done).map(|(share, done)| if done { *share } else { 1.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share_of(calls: &[(usize, usize, f64)], service: usize) -> f64 {
        let edges: Vec<Edge> =
            calls.iter().map(|(from, to, calls)| Edge { from: *from, to: *to, calls: *calls }).collect();
        shares(8, 0, &edges)[service]
    }

    #[test]
    fn a_share_is_bounded_by_the_calls_and_by_the_caller() {
        let near = |got: f64, want: f64| assert!((got - want).abs() < 1e-12, "{got}, expected {want}");
        near(share_of(&[(0, 1, 0.01)], 1), 0.01);
        near(share_of(&[(0, 1, 5.0)], 1), 1.0);
        near(share_of(&[(0, 1, 0.1), (1, 2, 0.1)], 2), 0.01);
        // Ten calls, each with one chance in ten of another: as much as every request may make one.
        near(share_of(&[(0, 1, 10.0), (1, 2, 0.1)], 2), 1.0);
        // A hundred calls each, but only for those that come that far.
        near(share_of(&[(0, 1, 0.01), (1, 2, 100.0)], 2), 0.01);
        // Two ways to one service: they may be taken by different requests.
        near(share_of(&[(0, 1, 1.0), (0, 2, 0.2), (1, 2, 0.3)], 2), 0.5);
        near(share_of(&[(0, 1, 0.9), (0, 2, 0.6), (1, 2, 0.6)], 2), 1.0);
        // A circle, and what lies behind it.
        let circle = [(0, 1, 0.1), (1, 2, 0.5), (2, 1, 0.5), (2, 3, 0.5)];
        assert_eq!((share_of(&circle, 1), share_of(&circle, 3)), (1.0, 1.0));
    }
}
