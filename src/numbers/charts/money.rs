//! Who spends an error budget.

use super::{Chart, Drawn, Picture, Unit, axis, quick};
use crate::analysis::failover::YEAR_MS;
use crate::numbers::availability::factors;
use crate::numbers::copies::all_copies;
use crate::numbers::fact::At;
use crate::numbers::failover::FAILOVER_COST;
use crate::numbers::figure::Amount;
use crate::numbers::registry::Figures;
use crate::numbers::trace::Trace;
use crate::numbers::world::{World, entity};

/// Spending of an error budget.
pub(super) static BUDGET: Chart = Chart {
    id: "budget",
    title: "Who spends the error budget",
    kind: "slo",
    number: "D04",
    x: axis("spender", Unit::Names),
    y: axis("of the budget", Unit::Share),
    cell: None,
    slow: false,
    key: quick,
    draw,
};

fn draw(w: &World<'_>, at: &At) -> Option<Picture> {
    let s = w.slo(at.id.as_deref()?)?;
    let x = s.raw.workload.as_ref().and_then(|id| w.workload(id))?;
    let allowed = 1.0 - s.objective().value?.get();
    if s.raw.sli.is_some_and(|sli| sli != crate::brief::Sli::Availability) || allowed <= 0.0 {
        return None;
    }
    let found = factors(w, &x, all_copies(w), &mut Trace::new())?;
    let mut bars: Vec<(String, f64)> =
        found.parts.iter().map(|part| (found.called(part), part.cost() / allowed)).collect();
    let mut cost = Figures::default();
    (FAILOVER_COST.compute)(w, &mut cost);
    for d in x.datasets().value.unwrap_or_default() {
        let place = entity("dataset", &d.id);
        let yearly = cost.all.iter().find(|f| f.part == "year" && f.at == place);
        if let Some(Amount::Ms(ms)) = yearly.map(|f| &f.amount) {
            bars.push((format!("failover of {}", d.id), ms / YEAR_MS / allowed));
        }
    }
    bars.sort_by(|a, b| b.1.total_cmp(&a.1));
    let sum: f64 = bars.iter().map(|b| b.1).sum();
    let mut notes = vec![format!("all together {} of the budget", Unit::Share.show(sum))];
    if !found.without.is_empty() {
        notes.push(format!(
            "not in it, unknown: {}",
            found.without.iter().map(|x| x.name).collect::<Vec<_>>().join(", ")
        ));
    }
    Some(Picture {
        at: at.clone(),
        drawn: Drawn::Bars(bars),
        here: None,
        limit: Some((1.0, "the whole budget")),
        notes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_is_spent_by_the_weakest_first() {
        let brief = crate::brief::read(include_str!("../../../tests/data/briefs/example.brief.toml")).unwrap();
        let world = World::new(&brief);
        let picture = draw(&world, &world.slo("checkout-success").unwrap().at).unwrap();
        let Drawn::Bars(bars) = &picture.drawn else { panic!("{picture:?}") };
        assert!((bars[0].1 - 2.0).abs() < 1e-9, "99.9% spends twice what 99.95% allows: {bars:?}");
        assert!(bars.windows(2).all(|b| b[0].1 >= b[1].1));
        let failover = bars.iter().find(|b| b.0 == "failover of orders").unwrap();
        // 0.05% of a year is 15,768 s; the election alone costs 15 s of it.
        let figures = crate::numbers::derive_in(&world);
        let yearly = figures.iter().find(|f| f.key() == "D03/dataset.orders#year").unwrap().amount.number().unwrap();
        assert!((failover.1 - yearly / 15_768_000.0).abs() < 1e-9, "{failover:?}, {yearly} ms a year");
        assert!(failover.1 > 0.0);
    }

    #[test]
    fn a_service_and_a_dataset_of_one_name_are_told_apart() {
        let brief = crate::brief::read(include_str!("../../../tests/data/briefs/example.brief.toml")).unwrap();
        assert!(brief.service.get("orders").is_some() && brief.dataset.get("orders").is_some());
        let world = World::new(&brief);
        let picture = draw(&world, &world.slo("checkout-success").unwrap().at).unwrap();
        let Drawn::Bars(bars) = &picture.drawn else { panic!("{picture:?}") };
        let names: std::collections::BTreeSet<&str> = bars.iter().map(|b| b.0.as_str()).collect();
        assert_eq!(names.len(), bars.len(), "two bars are called the same: {bars:?}");
        for name in ["service orders", "dataset orders", "gateway", "cart"] {
            assert!(names.contains(name), "no bar is called {name}: {names:?}");
        }
    }
}
