//! What retries make of the load on a service as attempts fail more often.

use super::{Chart, Drawn, Here, Line, Picture, Unit, axis, quick};
use crate::brief::Fraction;
use crate::numbers::fact::At;
use crate::numbers::graph::CallGraph;
use crate::numbers::world::World;

/// Amplification by failure probability.
pub(super) static AMPLIFICATION: Chart = Chart {
    id: "amplification",
    title: "Load by failure probability",
    kind: "service",
    number: "D21",
    x: axis("attempts that fail", Unit::Share),
    y: axis("calls for each without failures", Unit::Factor),
    cell: None,
    slow: false,
    key: quick,
    draw,
};

/// Steps from no failures to nothing but failures.
const STEPS: u32 = 20;

fn draw(w: &World<'_>, at: &At) -> Option<Picture> {
    let service = at.id.as_deref()?;
    let mut changed = w.brief.clone();
    let mut point = |failure: Option<f64>| -> Option<(f64, f64, f64)> {
        if let Some(failure) = failure {
            for s in changed.service.values_mut() {
                s.availability = Some(Fraction::base(1.0 - failure));
            }
        }
        let graph = CallGraph::new(&changed);
        let (loads, place) = (graph.loads.as_ref()?, graph.index.get(service)?);
        let base = loads.base[*place];
        (base > 0.0).then(|| (loads.expected[*place] / base, loads.worst[*place] / base, failure.unwrap_or(0.0)))
    };
    let (now, worst, _) = point(None)?;
    let mut expected = Vec::new();
    for i in 0..=STEPS {
        let failure = f64::from(i) / f64::from(STEPS);
        expected.push((failure, point(Some(failure))?.0));
    }
    let fails = 1.0 - w.service(service)?.availability().value?.get();
    let ends = expected.iter().map(|(x, _)| (*x, worst)).collect();
    Some(Picture {
        at: at.clone(),
        drawn: Drawn::Lines(vec![
            Line { name: "expected", points: expected },
            Line { name: "worst case", points: ends },
        ]),
        here: Some(Here { x: fails, y: now, text: format!("{} as it is", Unit::Factor.show(now)) }),
        limit: None,
        notes: vec!["every callee fails alike; attempts fail independently of one another".to_owned()],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amplification_runs_from_one_to_the_worst_case() {
        let brief = crate::brief::read(include_str!("../../../tests/data/briefs/example.brief.toml")).unwrap();
        let world = World::new(&brief);
        let picture = draw(&world, &world.service("payments-provider").unwrap().at).unwrap();
        let Drawn::Lines(lines) = &picture.drawn else { panic!("{picture:?}") };
        let points = &lines[0].points;
        assert_eq!(points.len(), 21);
        assert!((points[0].1 - 1.0).abs() < 1e-12);
        assert!((points[20].1 - 4.0).abs() < 1e-12, "{points:?}");
        assert!(points.windows(2).all(|p| p[1].1 >= p[0].1));
        assert!((lines[1].points[0].1 - 4.0).abs() < 1e-12, "the worst case is where the line ends");
        let here = picture.here.unwrap();
        assert!(here.x > 0.0 && here.x < 0.02 && here.y >= 1.0 && here.y < 1.1, "{here:?}");
    }
}
