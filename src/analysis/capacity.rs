//! Capacity that must stand by so that the loss of zones is survived (D19).

use super::{OutOfDomain, Result, checks};

/// Standby for a layout of equal zones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overprovision {
    /// Capacity to install, as a multiple of what the load needs.
    pub factor: f64,
    /// Highest utilisation in normal times that keeps the target after the loss.
    pub max_utilisation: f64,
}

/// Equal zones of which `lost` may fail: `factor = Z / (Z - lost)`, `max = target x (Z - lost) / Z` (D19).
///
/// Assumes that clients do move to the zones left; their caches are cold.
pub fn overprovision(zones: u32, lost: u32, target_utilisation: f64) -> Result<Overprovision> {
    checks::fraction("the target utilisation", target_utilisation)?;
    if zones <= lost {
        return Err(OutOfDomain::new("the number of zones", zones, "more than the zones that may be lost"));
    }
    let left = f64::from(zones - lost) / f64::from(zones);
    Ok(Overprovision { factor: 1.0 / left, max_utilisation: target_utilisation * left })
}

/// Share of the capacity that is left when the largest zone of an uneven layout fails.
pub fn share_without_largest(capacities: &[f64]) -> Result<f64> {
    if capacities.len() < 2 {
        return Err(OutOfDomain::new("the number of zones", capacities.len(), "at least 2"));
    }
    let (mut sum, mut largest) = (0.0, 0.0f64);
    for &c in capacities {
        sum += checks::amount("the capacity of a zone", c)?;
        largest = largest.max(c);
    }
    checks::above_zero("the capacity of all zones together", sum)?;
    Ok((1.0 - largest / sum).max(0.0))
}

/// Utilisation of what is left after a loss: `utilisation / share left`; above 1 means overload.
pub fn utilisation_after_loss(utilisation: f64, share_left: f64) -> Result<f64> {
    checks::amount("the utilisation", utilisation)?;
    checks::fraction("the share of the capacity that is left", share_left)?;
    if share_left == 0.0 {
        return Err(OutOfDomain::new("the share of the capacity that is left", 0, "above 0, else nothing serves"));
    }
    checks::finite("the utilisation after the loss", utilisation / share_left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_zones_double_and_three_add_half() {
        assert_eq!(overprovision(2, 1, 0.8).unwrap(), Overprovision { factor: 2.0, max_utilisation: 0.4 });
        assert!((overprovision(3, 1, 0.6).unwrap().factor - 1.5).abs() < 1e-12);
        assert_eq!(overprovision(1, 0, 0.7).unwrap().factor, 1.0);
        assert!(overprovision(1, 1, 0.7).is_err());
    }

    #[test]
    fn uneven_zones_lose_the_largest() {
        assert!((share_without_largest(&[3.0, 2.0]).unwrap() - 0.4).abs() < 1e-12);
        assert!(share_without_largest(&[1.0]).is_err());
        assert!(share_without_largest(&[0.0, 0.0]).is_err());
        assert!((utilisation_after_loss(0.6, 0.5).unwrap() - 1.2).abs() < 1e-12);
        assert!(utilisation_after_loss(0.6, 0.0).is_err());
    }
}
