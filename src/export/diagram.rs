//! What the pictures of a brief show, as plain data: regions with their zones and copies, services with the calls between
//! them. Drawn as Mermaid in the document, as SVG beside it and as characters on the screen; no drawing is done here.

use std::collections::{BTreeMap, BTreeSet};

use crate::brief::Fallback;
use crate::numbers::World;

/// A copy of a dataset in a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    pub dataset: String,
    pub role: Role,
    /// Nobody stated where the copies are.
    pub assumed: bool,
}

/// What a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Plain,
    Leader,
    Witness,
}

impl Copy {
    /// The copy in words.
    pub fn words(&self) -> String {
        let role = match self.role {
            Role::Plain => "",
            Role::Leader => " leader",
            Role::Witness => " witness",
        };
        format!("{}{}{role}", if self.assumed { "~" } else { "" }, self.dataset)
    }
}

/// A zone and what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// `region/zone`.
    pub name: String,
    pub copies: Vec<Copy>,
}

/// A region and its zones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    pub id: String,
    pub zones: Vec<Zone>,
}

/// A distance between two regions, by their place in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub ends: (usize, usize),
    pub label: String,
}

/// Where everything is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topology {
    pub regions: Vec<Region>,
    pub links: Vec<Link>,
}

/// Regions, zones, and the copies in each; `None` where no region is stated.
pub fn topology(w: &World<'_>) -> Option<Topology> {
    if w.brief.region.is_empty() {
        return None;
    }
    let mut copies: BTreeMap<String, Vec<Copy>> = BTreeMap::new();
    for d in w.datasets() {
        let r = d.replication();
        let (placement, home) = (r.placement(), r.leader_home().value);
        let data = r.data_copies().value.unwrap_or(u64::MAX);
        let leads = r.scheme().value.is_some_and(crate::brief::Scheme::has_leader);
        let assumed = placement.origin.assumed();
        let mut led = false;
        for (i, zone) in placement.value.unwrap_or_default().iter().enumerate() {
            let leader = leads && !led && home.as_ref().is_some_and(|h| h == zone);
            led |= leader;
            let role = match (leader, i as u64 >= data) {
                (true, _) => Role::Leader,
                (_, true) => Role::Witness,
                _ => Role::Plain,
            };
            copies.entry(zone.to_string()).or_default().push(Copy { dataset: d.id.to_string(), role, assumed });
        }
    }
    let mut out = Topology::default();
    for (id, region) in &w.brief.region {
        let zones = region.zone.keys().map(|zone| {
            let name = format!("{id}/{zone}");
            Zone { copies: copies.get(&name).cloned().unwrap_or_default(), name }
        });
        out.regions.push(Region { id: id.to_string(), zones: zones.collect() });
    }
    let mut drawn = BTreeSet::new();
    for row in w.brief.topology.iter().flat_map(|t| t.rtt.iter().flatten()) {
        let ends: Vec<&str> = row.between.iter().flatten().filter_map(|z| z.split('/').next()).collect();
        let place = |i: usize| ends.get(i).and_then(|e| out.regions.iter().position(|r| r.id == *e));
        if let (Some(a), Some(b), Some(p50)) = (place(0), place(1), row.p50)
            && a != b
            && drawn.insert((a.min(b), a.max(b)))
        {
            out.links.push(Link { ends: (a, b), label: p50.to_string() });
        }
    }
    Some(out)
}

/// A workload and where it enters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Place of the workload in the file.
    pub place: usize,
    pub workload: String,
    pub rate: String,
    pub to: usize,
}

/// A call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    pub from: usize,
    pub to: usize,
    pub timeout: String,
    pub attempts: String,
    /// Its failure does not fail the caller: asynchronous, not critical, or with a fallback.
    pub soft: bool,
}

/// Services by their place in the file, and the calls between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calls {
    pub nodes: BTreeMap<usize, String>,
    pub entries: Vec<Entry>,
    pub edges: Vec<Edge>,
    /// Calls that are not shown.
    pub left_out: usize,
}

/// Services and the calls between them; where there are more than `most`, those of the worst paths. `None` without any.
pub fn calls(w: &World<'_>, most: usize) -> Option<Calls> {
    if w.brief.service.is_empty() || w.brief.call.is_empty() {
        return None;
    }
    let all = w.brief.call.len();
    let chosen: Vec<usize> = if all > most {
        let mut worst: Vec<usize> = w.graph.worst_paths(5).into_iter().flat_map(|(calls, _)| calls).collect();
        worst.sort_unstable();
        worst.dedup();
        worst
    } else {
        (0..all).collect()
    };
    let mut out = Calls { left_out: all - chosen.len(), ..Calls::default() };
    for n in chosen {
        let Some(c) = w.brief.call.get_index(n).and_then(|(id, _)| w.call(id)) else { continue };
        let ends = c.raw.from.as_ref().zip(c.raw.to.as_ref());
        let Some((from, to)) = ends.and_then(|(f, t)| Some((*w.graph.index.get(&f.id)?, *w.graph.index.get(&t.id)?)))
        else {
            continue;
        };
        for i in [from, to] {
            out.nodes.entry(i).or_insert_with(|| w.graph.services[i].to_string());
        }
        let timeout = c.raw.timeout.as_ref().map_or_else(|| "no timeout stated".to_owned(), ToString::to_string);
        let attempts = c.raw.attempts.map_or_else(
            || "attempts not stated".to_owned(),
            |a| format!("{a} attempt{}", if a == 1 { "" } else { "s" }),
        );
        let soft = c.raw.r#async == Some(true)
            || c.raw.critical == Some(false)
            || matches!(c.raw.fallback, Some(Fallback::Cached | Fallback::Default | Fallback::Degrade));
        out.edges.push(Edge { from, to, timeout, attempts, soft });
    }
    for workload in w.workloads() {
        if let Some(entry) = workload.raw.entry_service.as_ref().and_then(|s| w.graph.index.get(&s.id)) {
            out.nodes.entry(*entry).or_insert_with(|| w.graph.services[*entry].to_string());
            let place = w.brief.workload.get_index_of(workload.id).unwrap_or(0);
            let rate = workload.raw.rate_peak.map_or_else(|| "rate not stated".to_owned(), |r| r.to_string());
            out.entries.push(Entry { place, workload: workload.id.to_string(), rate, to: *entry });
        }
    }
    Some(out)
}

impl Calls {
    /// How many calls away from an entry each service is, at most; circles end where they close.
    pub fn depths(&self) -> BTreeMap<usize, usize> {
        let mut depth: BTreeMap<usize, usize> = BTreeMap::new();
        let called: BTreeSet<usize> = self.edges.iter().map(|e| e.to).collect();
        let mut starts: Vec<usize> = self.entries.iter().map(|e| e.to).collect();
        starts.extend(self.nodes.keys().filter(|n| !called.contains(n)));
        for start in starts {
            depth.entry(start).or_insert(0);
        }
        // Longest paths by relaxation; a circle would go on for ever, so it is bounded by the number of services.
        for _ in 0..self.nodes.len() {
            let mut moved = false;
            for e in &self.edges {
                let Some(from) = depth.get(&e.from).copied() else { continue };
                let next = (from + 1).min(self.nodes.len());
                let here = depth.entry(e.to).or_insert(0);
                if *here < next && next < self.nodes.len() {
                    *here = next;
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
        for node in self.nodes.keys() {
            depth.entry(*node).or_insert(0);
        }
        depth
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../tests/data/briefs/example.brief.toml");

    #[test]
    fn copies_stand_where_the_brief_puts_them_and_one_leads() {
        let brief = crate::brief::read(TEXT).unwrap();
        let map = topology(&World::new(&brief)).unwrap();
        assert_eq!(map.regions.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["eu", "us"]);
        let words: Vec<String> =
            map.regions.iter().flat_map(|r| &r.zones).flat_map(|z| &z.copies).map(Copy::words).collect();
        assert_eq!(words.iter().filter(|w| *w == "orders leader").count(), 1, "{words:?}");
        assert_eq!(map.links, [Link { ends: (0, 1), label: "85ms".into() }]);
    }

    #[test]
    fn a_service_stands_behind_everyone_who_calls_it_and_a_circle_ends() {
        let text = "schema = 1\n[service.a]\n[service.b]\n[service.c]\n[call.ab]\nfrom = \"a\"\nto = \"b\"\n\
                    [call.bc]\nfrom = \"b\"\nto = \"c\"\n[call.ac]\nfrom = \"a\"\nto = \"c\"\n[call.cb]\nfrom = \"c\"\nto = \"b\"\n";
        let brief = crate::brief::read(&text.replace("[call.cb]\nfrom = \"c\"\nto = \"b\"\n", "")).unwrap();
        let graph = calls(&World::new(&brief), 60).unwrap();
        assert_eq!(graph.depths().into_values().collect::<Vec<_>>(), [0, 1, 2]);
        let brief = crate::brief::read(text).unwrap();
        assert_eq!(calls(&World::new(&brief), 60).unwrap().depths().len(), 3);
    }
}
