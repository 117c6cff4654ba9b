//! Tests of the durability formulas against worked values and against each other.

use super::*;

fn close(got: f64, want: f64, rel: f64) {
    assert!((got / want - 1.0).abs() <= rel, "got {got}, want {want}");
}

#[test]
fn the_mirror_of_the_textbook() {
    let approx = mttdl_approx_h(2, 1, 1e5, 10.0, Repair::Serial).unwrap();
    close(approx, 5e8, 1e-12);
    // (3 lambda + mu) / (2 lambda^2).
    let exact = mttdl_h(2, 1, 1e5, 100.0, Repair::Serial).unwrap();
    close(exact, (3e-5 + 1e-2) / (2e-10), 1e-12);
}

#[test]
fn annual_group_loss_of_two_and_three_replicas() {
    let mttf = mttf_from_afr_h(0.01, YEAR_H).unwrap();
    let loss = |n| YEAR_H / mttdl_approx_h(n, n - 1, mttf, 24.0, Repair::Serial).unwrap();
    close(loss(2), 5.479e-7, 1e-3);
    close(loss(3), 4.504e-11, 1e-3);
    let parallel = YEAR_H / mttdl_approx_h(3, 2, mttf, 24.0, Repair::Parallel).unwrap();
    close(loss(3) / parallel, 2.0, 1e-12);
}

#[test]
fn the_approximation_meets_the_chain_when_repair_is_fast() {
    for repair in [Repair::Serial, Repair::Parallel] {
        for (units, tolerated) in [(1, 0), (2, 1), (5, 2), (14, 4)] {
            let exact = mttdl_h(units, tolerated, 1e6, 1e-2, repair).unwrap();
            let approx = mttdl_approx_h(units, tolerated, 1e6, 1e-2, repair).unwrap();
            close(exact, approx, 1e-5);
        }
    }
}

#[test]
fn a_code_without_parity_is_lost_with_its_first_shard() {
    let loss = erasure_loss(1, 0, 0.5, 365.0).unwrap();
    close(loss.annual, 1.0 - (-0.5f64).exp(), 1e-12);
    assert!(erasure_loss(0, 3, 0.01, 1.0).is_err());
    assert!(erasure_loss(1, 2, 0.0, 1.0).is_err());
    assert!(erasure_loss(1, 2, 0.01, 0.0).is_err());
    assert!(erasure_loss(1, 2, 1e9, 1.0).unwrap().annual <= 1.0);
}

#[test]
fn the_backblaze_stripe() {
    let loss = erasure_loss(17, 3, 0.00405, 6.5).unwrap();
    close(loss.period, 1.309_580_732_666e-13, 1e-4);
    assert_eq!(nines(loss.annual).unwrap().unwrap().floor(), 11.0);
    let models = erasure_models(17, 3, 0.00405, 6.5).unwrap();
    close(models.overlapping / models.fixed_period, 4.0, 1e-12);
    close(models.serial_markov / models.fixed_period, 24.0, 1e-12);
}

#[test]
fn copysets_at_the_ends() {
    assert_eq!(copyset_loss(100, 2, 3, 1e6).unwrap(), 0.0);
    assert_eq!(copyset_loss(100, 100, 3, 1.0).unwrap(), 1.0);
    assert_eq!(copyset_loss(100, 100, 3, 0.0).unwrap(), 0.0);
    close(copyset_loss(5000, 50, 3, 16_660.0).unwrap(), 0.015_560_803_9, 1e-6);
    assert!(copyset_loss(2, 1, 3, 1.0).is_err());
    assert_eq!(copysets(5000, 3, 1e12, Placement::ScatterWidth(20)).unwrap(), 16_660.0);
    assert_eq!(copysets(5, 3, 1e12, Placement::Random).unwrap(), 10.0);
    assert_eq!(copysets(5, 3, 4.0, Placement::Random).unwrap(), 4.0);
}

#[test]
fn bursts_dominate_small_independent_losses() {
    let loss = with_bursts(1e-11, 1.0, 0.01).unwrap();
    close(loss, 1.0 - (-0.01f64).exp(), 1e-6);
    assert_eq!(with_bursts(1.0, 0.0, 0.0).unwrap(), 1.0);
    assert_eq!(with_bursts(0.0, 0.0, 0.5).unwrap(), 0.0);
}

#[test]
fn storage_repair_and_objects() {
    close(storage_factor(10, 4).unwrap(), 1.4, 1e-12);
    assert!(storage_factor(0, 1).is_err());
    assert_eq!(faster_repair(2, 10.0).unwrap(), 100.0);
    close(years_per_loss(1e7, 1e-11).unwrap(), 1e4, 1e-9);
    assert_eq!(nines(0.0).unwrap(), None);
    assert_eq!(nines(1.0).unwrap(), Some(0.0));
}
