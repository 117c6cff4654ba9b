//! Which inputs move a figure most: each numeric input is nudged by a tenth either way in a copy of the brief, and the
//! figure computed again. Exact for any formula, because no formula is known here.

use super::fact::{At, Input, Origin, Shown};
use super::figure::{Amount, Figure};
use super::registry::{Figures, number};
use super::world::World;
use crate::brief::units::split_number;
use crate::brief::{Brief, Edit, Value, apply};

/// How strongly one input moves a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Influence {
    /// The field.
    pub at: At,
    /// Its value.
    pub shown: Shown,
    /// Where that comes from.
    pub origin: Origin,
    /// Per cent by which the figure changes when the input grows by one per cent; unavailability for availabilities.
    pub elasticity: f64,
    /// The figure with a tenth less of the input.
    pub less: Amount,
    /// The figure with a tenth more.
    pub more: Amount,
}

/// The inputs of a figure by how much they move it, most first. Inputs that are words, or that the brief refuses to
/// change, are left out; so are those that do not move it.
pub fn sensitivity(brief: &Brief, figure: &Figure) -> Vec<Influence> {
    let mut found: Vec<Influence> = Vec::new();
    for input in &figure.trace.inputs {
        if matches!(input.origin, Origin::Derived | Origin::Missing | Origin::NotApplicable)
            || found.iter().any(|f| f.at == input.at)
        {
            continue;
        }
        if let Some(influence) = influence(brief, figure, input) {
            found.push(influence);
        }
    }
    found.sort_by(|a, b| b.elasticity.abs().total_cmp(&a.elasticity.abs()));
    found
}

/// An assumption and the figures that it moves.
#[derive(Debug, Clone, PartialEq)]
pub struct Deciding {
    /// The field.
    pub at: At,
    /// The value that stands in its place.
    pub shown: Shown,
    /// Per cent that the figures move in all, when it grows by one per cent.
    pub weight: f64,
    /// The keys of the figures, most moved first.
    pub figures: Vec<(String, f64)>,
}

/// What nobody stated, by how much it moves the figures that have a target (all figures where none has), most first.
pub fn deciding(brief: &Brief, figures: &[Figure]) -> Vec<Deciding> {
    let aimed = figures.iter().any(|f| f.target.is_some());
    let mut found: Vec<Deciding> = Vec::new();
    for figure in figures.iter().filter(|f| !aimed || f.target.is_some()) {
        for i in sensitivity(brief, figure).into_iter().filter(|i| i.origin.assumed()) {
            let moved = (figure.key(), i.elasticity);
            match found.iter_mut().find(|d| d.at == i.at) {
                Some(known) => {
                    known.weight += i.elasticity.abs();
                    known.figures.push(moved);
                }
                None => {
                    found.push(Deciding { at: i.at, shown: i.shown, weight: i.elasticity.abs(), figures: vec![moved] });
                }
            }
        }
    }
    for d in &mut found {
        d.figures.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    }
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    found
}

fn influence(brief: &Brief, figure: &Figure, input: &Input) -> Option<Influence> {
    let side = |factor: f64| -> Option<(f64, Figure)> {
        let (path, value, moved) = nudged(brief, input, factor)?;
        let mut changed = brief.clone();
        apply(&mut changed, &[Edit::Set { path, value }]).ok()?;
        Some((moved, again(&changed, figure)?))
    };
    let (low, high) = (side(0.9), side(1.1));
    // At the end of its range an input moves one way only.
    let here = (1.0, figure.clone());
    let ((from, less), (to, more)) = match (low, high) {
        (None, None) => return None,
        (low, high) => (low.unwrap_or_else(|| here.clone()), high.unwrap_or(here)),
    };
    let (a, b) = (magnitude(&less.amount)?, magnitude(&more.amount)?);
    if a == b || from == to {
        return None;
    }
    let elasticity = if a > 0.0 && b > 0.0 && from > 0.0 {
        (b / a).ln() / (to / from).ln()
    } else {
        let scale = magnitude(&figure.amount).filter(|x| *x != 0.0).unwrap_or(1.0);
        (b - a) / scale.abs() / (to - from)
    };
    let (at, shown, origin) = (input.at.clone(), input.shown.clone(), input.origin);
    Some(Influence { at, shown, origin, elasticity, less: less.amount, more: more.amount })
        .filter(|i| i.elasticity.is_finite())
}

/// What is compared: unavailability where nines hide the change.
fn magnitude(amount: &Amount) -> Option<f64> {
    match amount {
        Amount::Availability { down, .. } => Some(*down),
        other => other.number(),
    }
}

/// The same figure of a changed brief: only its own number is computed.
fn again(brief: &Brief, figure: &Figure) -> Option<Figure> {
    let mut out = Figures::default();
    let world = World::new(brief);
    (number(figure.id)?.compute)(&world, &mut out);
    out.all.into_iter().find(|f| f.part == figure.part && f.at == figure.at)
}

/// Path, new value and the factor really applied, for an input that is a number.
fn nudged(brief: &Brief, input: &Input, factor: f64) -> Option<(String, Value, f64)> {
    let path = input.at.to_string();
    if path == "topology.rtt" {
        return Some((path, scaled_rows(brief, factor)?, factor));
    }
    let path = if path.ends_with(".service_time") { format!("{path}.mean") } else { path };
    let (value, moved) = match &input.shown {
        Shown::Ms(x) if *x > 0.0 => (Value::String(format!("{}ms", x * factor)), factor),
        Shown::PerSecond(x) if *x > 0.0 => (Value::String(format!("{}/s", x * factor)), factor),
        Shown::Bytes(x) if *x > 0.0 => (Value::String(format!("{} B", x * factor)), factor),
        Shown::Number(x) if *x != 0.0 => (Value::Float(x * factor), factor),
        Shown::Share(x) if *x > 0.5 && *x < 1.0 => {
            // What is nearly whole is judged by what is missing: 99.9% becomes 99.89%, or 99.91%.
            (Value::Float(1.0 - (1.0 - x) * (2.0 - factor)), 1.0 / (2.0 - factor))
        }
        Shown::Share(x) if *x > 0.0 => (Value::Float(x * factor), factor),
        Shown::Count(n) if *n > 0 => {
            // Counts move by whole steps, at least one.
            let step = ((*n as f64) * (factor - 1.0).abs()).round().max(1.0);
            let to = if factor < 1.0 { *n as f64 - step } else { *n as f64 + step };
            (Value::Integer(to as i64), to / *n as f64)
        }
        Shown::Text(text) => {
            let (x, unit) = split_number(text)?;
            (Value::String(format!("{}{unit}", x * factor)), factor)
        }
        _ => return None,
    };
    Some((path, value, moved))
}

/// Every distance of the brief, scaled.
fn scaled_rows(brief: &Brief, factor: f64) -> Option<Value> {
    let mut rows = brief.get("topology.rtt")?;
    for row in rows.as_array_mut()? {
        for key in ["p50", "p99"] {
            if let Some(value) = row.get_mut(key)
                && let Some((x, unit)) = value.as_str().and_then(split_number)
            {
                *value = Value::String(format!("{}{unit}", x * factor));
            }
        }
    }
    Some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::derive;

    const TEXT: &str = include_str!("../../tests/data/briefs/example.brief.toml");

    fn of(key: &str) -> Vec<Influence> {
        let brief = crate::brief::read(TEXT).unwrap();
        let figures = derive(&brief);
        sensitivity(&brief, figures.iter().find(|f| f.key() == key).unwrap())
    }

    fn elasticity(found: &[Influence], path: &str) -> f64 {
        found.iter().find(|i| i.at.to_string() == path).unwrap_or_else(|| panic!("{path}: {found:#?}")).elasticity
    }

    #[test]
    fn a_product_moves_with_each_factor() {
        let found = of("D01/slo.checkout-success#time");
        assert!((elasticity(&found, "slo.checkout-success.window") - 1.0).abs() < 1e-9);
        let found = of("D24/call.gateway-orders#worst");
        // 500 of 520 ms are timeouts.
        assert!((elasticity(&found, "call.gateway-orders.timeout") - 500.0 / 520.0).abs() < 1e-3);
        assert!(found.windows(2).all(|p| p[0].elasticity.abs() >= p[1].elasticity.abs()));
    }

    #[test]
    fn the_weakest_dependency_moves_an_availability_most() {
        let found = of("D04/workload.place-order");
        let services: Vec<&Influence> = found.iter().filter(|i| i.at.kind == "service").collect();
        // Two of 99.9 % beside one of 99.99 %: each makes just under half of the downtime.
        assert!((-0.5..-0.4).contains(&services[0].elasticity), "{services:#?}");
        assert!((elasticity(&found, "service.gateway.availability") - services[0].elasticity).abs() < 1e-6);
        assert!((-0.1..0.0).contains(&elasticity(&found, "service.orders.availability")));
    }

    #[test]
    fn assumptions_are_ranked_by_what_they_decide() {
        let brief = crate::brief::read(TEXT).unwrap();
        let figures = derive(&brief);
        let found = deciding(&brief, &figures);
        assert!(found.len() > 3 && found.windows(2).all(|d| d[0].weight >= d[1].weight));
        // The availability of the gateway is assumed, and the objective of the orders rests on it.
        let gateway = found.iter().find(|d| d.at.to_string() == "service.gateway.availability").unwrap();
        assert!(gateway.figures.iter().any(|(key, _)| key == "D04/workload.place-order"), "{gateway:?}");
        let stated = figures.iter().flat_map(|f| &f.trace.inputs).filter(|i| i.origin == Origin::Stated);
        assert!(stated.clone().count() > 10 && stated.clone().all(|i| found.iter().all(|d| d.at != i.at)));
    }

    #[test]
    fn distances_move_a_commit() {
        let found = of("D12/dataset.orders#commit");
        assert!((elasticity(&found, "topology.rtt") - 2.0 / 3.0).abs() < 0.01);
    }
}
