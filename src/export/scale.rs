//! The scale of an axis: values to the part of its length where they stand, evenly or by powers.

/// From one end of an axis to the other.
pub(crate) struct Scale {
    pub from: f64,
    pub to: f64,
    pub log: bool,
}

impl Scale {
    /// A scale that holds all of these; none where there is nothing to show.
    pub fn new(values: impl Iterator<Item = f64>, log: bool) -> Option<Scale> {
        let (mut from, mut to) = (f64::INFINITY, f64::NEG_INFINITY);
        for v in values.filter(|v| v.is_finite() && (!log || *v > 0.0)) {
            (from, to) = (from.min(v), to.max(v));
        }
        if !from.is_finite() {
            return None;
        }
        // A curve that starts near nothing is seen from nothing on.
        let from = if !log && from > 0.0 && from < to / 2.0 { 0.0 } else { from };
        Some(Scale { from, to: if to > from { to } else { from + from.abs().max(1.0) }, log })
    }

    /// Where a value stands, from 0 to 1; nothing outside.
    pub fn place(&self, v: f64) -> Option<f64> {
        if self.log && v <= 0.0 {
            return None;
        }
        let part = if self.log {
            (v / self.from).ln() / (self.to / self.from).ln()
        } else {
            (v - self.from) / (self.to - self.from)
        };
        (-1e-9..=1.0 + 1e-9).contains(&part).then(|| part.clamp(0.0, 1.0))
    }

    /// The value that stands there.
    pub fn value(&self, part: f64) -> f64 {
        if self.log { self.from * (self.to / self.from).powf(part) } else { self.from + (self.to - self.from) * part }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_by_powers_puts_the_geometric_middle_in_the_middle() {
        let scale = Scale::new([1.0, 100.0].into_iter(), true).unwrap();
        assert!((scale.place(10.0).unwrap() - 0.5).abs() < 1e-12);
        assert!((scale.value(0.5) - 10.0).abs() < 1e-9);
        assert!(scale.place(0.0).is_none() && scale.place(1000.0).is_none());
        let scale = Scale::new([0.1, 10.0].into_iter(), false).unwrap();
        assert_eq!(scale.place(0.0), Some(0.0), "an even scale starts at nothing when the least is near it");
        assert!(Scale::new([f64::NAN].into_iter(), false).is_none());
    }
}
