//! Availability of quorums against trying every state, and at many nines.

use super::*;

/// Adds up the chance of every state of nodes, zones and groups.
fn by_force(s: &System, f: &Fates) -> [f64; 3] {
    let (n, z, g) = (f.node.len(), f.zones.len(), f.groups.len());
    let mut down = [0.0; 3];
    for state in 0u64..1 << (n + z + g) {
        let on = |i: usize| state >> i & 1 == 1;
        let chance = |i: usize, p: f64| if on(i) { p } else { 1.0 - p };
        let mut p: f64 = (0..n).map(|i| chance(i, f.node[i])).product();
        p *= (0..z).map(|i| chance(n + i, f.zones[i])).product::<f64>();
        p *= (0..g).map(|i| chance(n + z + i, f.groups[i].up)).product::<f64>();
        let up = |i: usize| {
            on(i)
                && f.zone(i).is_none_or(|z| on(n + z))
                && (0..g).all(|j| on(n + z + j) || !f.groups[j].nodes.contains(&i))
        };
        let (r, w) = (s.reads().holds(&up), s.writes().holds(&up));
        for (sum, ok) in down.iter_mut().zip([r, w, r && w]) {
            *sum += if ok { 0.0 } else { p };
        }
    }
    down
}

fn agree(s: &System, f: &Fates) {
    let got = s.availability(f).unwrap();
    for ((got, want), what) in [got.read, got.write, got.both].iter().zip(by_force(s, f)).zip(["read", "write", "both"])
    {
        let text = s.text(s.reads());
        assert!((got.down() - want).abs() <= 1e-12 * want, "{text}, {what}: {} but {want}", got.down());
        assert!((got.up() - (1.0 - want)).abs() < 1e-15, "{text}, {what}");
    }
}

fn fates(n: usize) -> Fates {
    Fates {
        node: (0..n).map(|i| 0.9 + 0.01 * i as f64).collect(),
        zone_of: (0..n).map(|i| [Some(0), Some(1), None][i % 3]).collect(),
        zones: vec![0.99, 0.95],
        groups: vec![Group { up: 0.98, nodes: vec![0, 1] }, Group { up: 0.97, nodes: vec![1, n - 1] }],
    }
}

#[test]
fn shared_fates_match_trying_every_state() {
    for text in
        ["choose(3,[a,b,c,d,e])", "a*b + b*c + a*c", "a*b*c + d*e*f", "choose(2,[a+b,c+d,e+f])", "a*b + a*c*d + e"]
    {
        let s = System::from_reads(text).unwrap();
        let n = s.names().len();
        agree(&s, &fates(n));
        agree(&s, &Fates { groups: vec![], ..fates(n) });
        agree(&s, &Fates::independent(n, 0.75));
    }
    let both = System::from_both("choose(4,[a,b,c,d,e])", "choose(3,[a,b,c,d,e])").unwrap();
    agree(&both, &fates(5));
}

#[test]
fn twenty_nines_are_not_rounded_away() {
    let s = System::counted(60, 31, 31).unwrap();
    let a = s.availability(&Fates::independent(60, 0.999)).unwrap().both;
    assert_eq!(a.up(), 1.0);
    // C(60,30) 0.001^30 0.999^30 and the terms above it.
    let want: f64 = (30..=60).map(|lost| choose(60, lost) * 0.001f64.powi(lost) * 0.999f64.powi(60 - lost)).sum();
    assert!((a.down() / want - 1.0).abs() < 1e-10, "{} but {want}", a.down());
    let grid = System::from_reads(&"a*b + c*d".replace(' ', "")).unwrap();
    let g = grid.availability(&Fates::independent(4, 1.0 - 1e-9)).unwrap();
    assert!((g.read.down() / 4e-18 - 1.0).abs() < 1e-6, "{}", g.read.down());
}

fn choose(n: i32, k: i32) -> f64 {
    (0..k).map(|i| f64::from(n - i) / f64::from(i + 1)).product()
}

#[test]
fn certain_and_impossible_nodes_are_allowed() {
    let s = System::from_reads("a*b + b*c + a*c").unwrap();
    assert_eq!(s.availability(&Fates::independent(3, 1.0)).unwrap().both.down(), 0.0);
    assert_eq!(s.availability(&Fates::independent(3, 0.0)).unwrap().both.up(), 0.0);
    assert!(s.availability(&Fates::independent(2, 0.5)).is_err());
    assert!(s.availability(&Fates::independent(3, f64::NAN)).is_err());
    assert!(s.availability(&Fates { zone_of: vec![Some(0); 3], ..Fates::independent(3, 0.5) }).is_err());
}

#[test]
fn a_diagram_that_grows_too_large_says_so() {
    // The order of the names pairs a with the far end: the diagram doubles with every term.
    let text: Vec<String> = (0..20).map(|i| format!("n{i}")).collect();
    let sum =
        format!("({}) * ({})", text.join("+"), (0..20).map(|i| format!("n{i}*m{i}")).collect::<Vec<_>>().join("+"));
    let e = System::from_reads(&sum).unwrap().availability(&Fates::independent(40, 0.9)).unwrap_err();
    assert!(e.to_string().starts_with("cells of the decision diagram: more than 200000; "), "{e}");
}
