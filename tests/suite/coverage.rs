//! Claims to proof: what ties a claim to failure, experiment, metric, alert and owner, and what is said when nothing does.

use dsbench::brief::{self, Brief, Edit, Value};
use dsbench::coverage::{KINDS, Row, coverage};

const BRIEF: &str = "\
schema = 1
[brief]
owner = \"ana\"
[service.shop]
owner = \"shop team\"
datasets = [\"orders\"]
[failure.zone]
mode = \"zone_loss\"
stance = \"tolerate_transparent\"
[failure.power]
mode = \"power_loss\"
stance = \"fail_stop\"
[dataset.orders]
rpo = \"0s\"
[dataset.orders.operation.place]
consistency = \"linearizable\"
[dataset.orders.operation.list]
consistency = [\"ryw\"]
[dataset.cart]
rpo = \"1min\"
";

fn read(text: &str) -> Brief {
    brief::read(text).unwrap_or_else(|p| panic!("{p:?}"))
}

fn row(brief: &Brief, id: &str) -> Row {
    let rows = coverage(brief);
    let ids: Vec<&str> = rows.iter().map(|r| r.claim.id.as_str()).collect();
    rows.iter().find(|r| r.claim.id == id).cloned().unwrap_or_else(|| panic!("no {id} among {ids:?}"))
}

fn gaps(row: &Row) -> Vec<&'static str> {
    row.gaps().into_iter().map(|(what, _)| what).collect()
}

fn with(brief: &Brief, edits: &[Edit]) -> Brief {
    let mut next = brief.clone();
    brief::apply(&mut next, edits).unwrap_or_else(|p| panic!("{p:?}"));
    next
}

#[test]
fn a_claim_without_anything_behind_it_says_what_would_fill_each_gap() {
    let brief = read(BRIEF);
    let zone = row(&brief, "survives/failure.zone");
    assert_eq!(zone.claim.text, "survives zone loss, unnoticed");
    assert_eq!(gaps(&zone), ["experiment", "metric", "alert"]);
    let lost = row(&brief, "no-loss/dataset.orders");
    assert_eq!(lost.claim.text, "loses no acknowledged write");
    assert_eq!(lost.owners, ["shop team"], "the owner of the service that holds the data");
    assert_eq!(row(&brief, "no-loss/dataset.cart").owners, ["ana"], "nobody else: the owner of the brief");
    assert!(lost.gaps().iter().any(|(_, words)| words.contains("E13")), "{:?}", lost.gaps());
    // Out of the failures that threaten it, only the stated ones count.
    let place = row(&brief, "one-order/dataset.orders.operation.place");
    assert!(gaps(&place).contains(&"failure") && place.gaps()[0].1.contains("partition_full"), "{:?}", place.gaps());
    assert!(!coverage(&brief).iter().any(|r| r.claim.id == "survives/failure.power"), "failing is no promise");
}

#[test]
fn experiment_metric_and_alert_close_the_gaps_of_what_they_are_about_and_of_nothing_else() {
    let brief = read(BRIEF);
    let list = |id: &str| Value::Array(vec![id.into()]);
    let done = with(
        &brief,
        &[
            Edit::set("experiment.cut.failure", "zone"),
            Edit::set("experiment.cut.target", "orders"),
            Edit::set("metric.copies.detects", list("zone")),
            Edit::set("metric.copies.on", "dataset.orders"),
            Edit::set("alert.wake.metric", "copies"),
        ],
    );
    for id in ["survives/failure.zone", "no-loss/dataset.orders"] {
        let row = row(&done, id);
        assert_eq!(gaps(&row), [] as [&str; 0], "{id}: {row:?}");
        assert_eq!(
            (row.proofs.as_slice(), row.alerts.as_slice()),
            (&["experiment.cut".to_owned()][..], &["alert.wake".to_owned()][..])
        );
    }
    let cart = row(&done, "no-loss/dataset.cart");
    assert!(cart.proofs.is_empty() && cart.metrics.is_empty(), "another dataset's proof was counted: {cart:?}");
    let entry =
        with(&brief, &[Edit::set("experiment.split.catalogue", "E05"), Edit::set("experiment.split.target", "orders")]);
    assert_eq!(row(&entry, "session/dataset.orders.operation.list").proofs, ["experiment.split"]);
    let checked =
        with(&brief, &[Edit::set("model_check.m.dataset", "orders"), Edit::set("model_check.m.property", "lin")]);
    assert_eq!(row(&checked, "one-order/dataset.orders.operation.place").proofs, ["model_check.m"]);
    assert!(row(&checked, "session/dataset.orders.operation.list").proofs.is_empty(), "lin says nothing of sessions");
}

#[test]
fn every_kind_names_entries_of_the_catalogues() {
    for kind in &KINDS {
        for id in kind.experiments {
            assert!(dsbench::reference::page(id).is_some_and(|p| p.kind() == "experiments"), "{}: {id}", kind.slug);
        }
        let metrics = dsbench::reference::page("metrics").expect("the page of metrics").text;
        for id in kind.metrics {
            assert!(metrics.contains(&format!("| {id} |")), "{}: {id}", kind.slug);
        }
    }
    let full = read(include_str!("../data/briefs/full.brief.toml"));
    let rows = coverage(&full);
    let kinds: std::collections::BTreeSet<&str> = rows.iter().map(|r| r.claim.kind.slug).collect();
    assert!(kinds.len() >= 7, "the full brief makes claims of {kinds:?} only");
    let mut ids: Vec<&str> = rows.iter().map(|r| r.claim.id.as_str()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "two claims have one id");
}
