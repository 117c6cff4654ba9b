//! Quorum systems drawn at random, against an independent implementation that enumerates sets.

use dsbench::analysis::quorum::search::{Wanted, search};
use dsbench::analysis::quorum::{Error, Limits, Mix, Objective, Profile, System, sets};
use proptest::prelude::*;
use std::time::Duration;

/// An expression as both sides build it.
#[derive(Debug, Clone)]
enum Tree {
    Node(usize),
    AtLeast(usize, Vec<Tree>),
}

const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = (0..NAMES.len()).prop_map(Tree::Node);
    leaf.prop_recursive(3, 12, 4, |inner| {
        (prop::collection::vec(inner, 2..=4), any::<prop::sample::Index>())
            .prop_map(|(parts, k)| Tree::AtLeast(k.index(parts.len()) + 1, parts))
    })
}

fn text(t: &Tree) -> String {
    let join = |parts: &[Tree], with: &str| parts.iter().map(text).collect::<Vec<_>>().join(with);
    match t {
        Tree::Node(i) => NAMES[*i].into(),
        Tree::AtLeast(1, parts) => format!("({})", join(parts, " + ")),
        Tree::AtLeast(k, parts) if *k == parts.len() => format!("({})", join(parts, " * ")),
        Tree::AtLeast(k, parts) => format!("choose({k}, [{}])", join(parts, ", ")),
    }
}

fn other(t: &Tree, p: &Profile) -> quoracle::Expr<String> {
    match t {
        Tree::Node(i) => quoracle::Expr::Node(
            quoracle::Node::new(NAMES[*i].to_string())
                .with_read_write_capacity(p.read_capacity[*i], p.write_capacity[*i])
                .expect("capacities are above 0")
                .with_latency(Duration::from_millis(p.latency[*i] as u64)),
        ),
        Tree::AtLeast(k, parts) => {
            quoracle::choose(*k, parts.iter().map(|p0| other(p0, p)).collect()).expect("k is within its parts")
        }
    }
}

fn profile() -> impl Strategy<Value = Profile> {
    let list = |low: u32, high: u32| prop::collection::vec((low..high).prop_map(f64::from), NAMES.len());
    (list(1, 50), list(1, 50), list(1, 20)).prop_map(|(read_capacity, write_capacity, latency)| Profile {
        read_capacity,
        write_capacity,
        latency,
    })
}

fn near(got: f64, want: f64, what: &str) -> Result<(), TestCaseError> {
    prop_assert!((got - want).abs() <= 1e-6 * want.abs().max(1e-3), "{what}: {got}, the other says {want}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn an_independent_implementation_agrees(t in tree(), p in profile(), fr in 0.0..=1.0f64, f in 0..2usize) {
        let ours = System::with_nodes(&NAMES, Some(&text(&t)), None).unwrap();
        let theirs = quoracle::QuorumSystem::from_reads(other(&t, &p));
        prop_assert_eq!(ours.read_resilience().unwrap(), theirs.read_resilience());
        prop_assert_eq!(ours.write_resilience().unwrap(), theirs.write_resilience());
        let uniform = theirs.uniform_strategy(0).unwrap();
        prop_assert_eq!(sets::census(ours.reads()).unwrap().count as usize, uniform.sigma_r().len());
        prop_assert_eq!(sets::census(ours.writes()).unwrap().count as usize, uniform.sigma_w().len());

        let (mix, dist) = (Mix::fixed(fr).unwrap(), quoracle::Distribution::fixed(fr).unwrap());
        for (objective, same) in [
            (Objective::Load, quoracle::Objective::Load),
            (Objective::Network, quoracle::Objective::Network),
            (Objective::Latency, quoracle::Objective::Latency),
        ] {
            let got = ours.strategy(&p, &mix, objective, Limits::default(), f);
            let want = theirs.strategy(same, Some(&dist), None, &quoracle::StrategyLimits::default(), f);
            match (got, want) {
                (Err(Error::NoneSurvives { .. }), Err(quoracle::Error::NoStrategyFound)) => {}
                (Ok(got), Ok(want)) => match objective {
                    Objective::Load => {
                        near(got.load(&p, &mix), want.load(Some(&dist), None).unwrap(), "load")?;
                    }
                    Objective::Network => {
                        near(got.network_load(&mix), want.network_load(Some(&dist), None).unwrap(), "network")?;
                    }
                    Objective::Latency => {
                        let ms = want.latency(Some(&dist), None).unwrap().as_secs_f64() * 1e3;
                        near(got.latency(&ours, &p, &mix).unwrap(), ms, "latency")?;
                    }
                },
                (got, want) => prop_assert!(false, "{objective:?}, f = {f}: {got:?}, the other says {:?}", want.is_ok()),
            }
        }
    }

    #[test]
    fn load_under_a_latency_limit_agrees(t in tree(), p in profile(), limit in 5..20u64) {
        let ours = System::with_nodes(&NAMES, Some(&text(&t)), None).unwrap();
        let theirs = quoracle::QuorumSystem::from_reads(other(&t, &p));
        let (mix, dist) = (Mix::fixed(0.5).unwrap(), quoracle::Distribution::fixed(0.5).unwrap());
        let limits = Limits { latency: Some(limit as f64), ..Limits::default() };
        let same = quoracle::StrategyLimits { latency: Some(Duration::from_millis(limit)), ..Default::default() };
        let got = ours.strategy(&p, &mix, Objective::Load, limits, 0);
        let want = theirs.strategy(quoracle::Objective::Load, Some(&dist), None, &same, 0);
        match (got, want) {
            (Err(Error::Infeasible), Err(quoracle::Error::NoStrategyFound)) => {}
            (Ok(got), Ok(want)) => near(got.load(&p, &mix), want.load(Some(&dist), None).unwrap(), "load")?,
            (got, want) => prop_assert!(false, "{got:?}, the other says {:?}", want.is_ok()),
        }
    }

    #[test]
    fn text_and_expression_are_one(t in tree()) {
        let s = System::with_nodes(&NAMES, Some(&text(&t)), None).unwrap();
        let again = System::with_nodes(&NAMES, Some(&s.text(s.reads())), None).unwrap();
        prop_assert_eq!(&again, &s);
        prop_assert_eq!(System::from_both(&s.text(s.reads()), &s.text(s.writes())).is_ok(), true);
        for up in 0..64u64 {
            prop_assert_eq!(s.writes().is_quorum(up), !s.reads().is_quorum(!up & 63));
        }
    }

    #[test]
    fn reading_never_panics(text in "[a-c+*() \\[\\],0-9choseu]{0,40}") {
        let _ = System::from_reads(&text);
    }
}

#[test]
fn the_search_finds_what_an_independent_search_finds() {
    let p = Profile {
        read_capacity: vec![10.0, 20.0, 30.0, 15.0],
        write_capacity: vec![5.0, 30.0, 10.0, 20.0],
        latency: vec![1.0, 2.0, 3.0, 4.0],
    };
    for (fr, resilience) in [(0.2, 0), (0.75, 0), (0.5, 1)] {
        let nodes: Vec<_> = (0..4)
            .map(|i| {
                quoracle::Node::new(NAMES[i].to_owned())
                    .with_read_write_capacity(p.read_capacity[i], p.write_capacity[i])
                    .unwrap()
            })
            .collect();
        let dist = quoracle::Distribution::fixed(fr).unwrap();
        let config = quoracle::SearchConfig {
            read_fraction: Some(dist.clone()),
            resilience,
            ..quoracle::SearchConfig::default()
        };
        let theirs = quoracle::search(&nodes, &config).unwrap().strategy.load(Some(&dist), None).unwrap();
        let mix = Mix::fixed(fr).unwrap();
        let (objective, limits) = (Objective::Load, Limits::default());
        let wanted = Wanted { profile: &p, mix: &mix, objective, limits, resilience, losses: 0 };
        let ours = search(&NAMES[..4], &wanted).unwrap();
        assert!((ours.value - theirs).abs() < 1e-6 * theirs, "reads {fr}: {} for {theirs}", ours.value);
        assert!(ours.exhaustive && ours.system.resilience().unwrap() >= resilience);
    }
}
