//! The door to the linear-programme solver: minimise a cost over variables from 0 up, under rows. Knows no quorums.

use good_lp::{Expression, ProblemVariables, Solution, SolverModel, Variable, microlp, variable};

use super::{Error, Result};

/// A sum of variables times factors, plus a constant.
#[derive(Debug, Clone, Default)]
pub(super) struct Lin {
    pub constant: f64,
    pub terms: Vec<(usize, f64)>,
}

impl Lin {
    pub(super) fn var(v: usize) -> Self {
        Self { constant: 0.0, terms: vec![(v, 1.0)] }
    }

    pub(super) fn constant(constant: f64) -> Self {
        Self { constant, terms: Vec::new() }
    }

    /// Adds `factor * other`.
    pub(super) fn add(&mut self, factor: f64, other: &Lin) {
        if factor != 0.0 {
            self.constant += factor * other.constant;
            self.terms.extend(other.terms.iter().map(|(v, c)| (*v, factor * c)));
        }
    }

    pub(super) fn at(&self, x: &[f64]) -> f64 {
        self.constant + self.terms.iter().map(|(v, c)| c * x[*v]).sum::<f64>()
    }
}

/// Minimise `cost` over `x >= 0`, `x[i] <= upper[i]`, every row `<= 0` or `== 0`.
#[derive(Debug, Default)]
pub(super) struct Lp {
    pub cost: Lin,
    upper: Vec<f64>,
    rows: Vec<(Lin, bool)>,
}

impl Lp {
    pub(super) fn var(&mut self, upper: f64) -> usize {
        self.upper.push(upper);
        self.upper.len() - 1
    }

    pub(super) fn at_most_zero(&mut self, row: Lin) {
        self.rows.push((row, false));
    }

    pub(super) fn zero(&mut self, row: Lin) {
        self.rows.push((row, true));
    }

    /// The values of the variables at the optimum. Errors: [`Error::Infeasible`], [`Error::Solver`].
    pub(super) fn solve(&self) -> Result<Vec<f64>> {
        let mut vars = ProblemVariables::new();
        let x: Vec<Variable> = self.upper.iter().map(|u| vars.add(variable().min(0.0).max(*u))).collect();
        let express = |lin: &Lin| {
            let mut e = Expression::with_capacity(lin.terms.len());
            for (v, c) in &lin.terms {
                e.add_mul(*c, x[*v]);
            }
            e
        };
        let mut model = vars.minimise(express(&self.cost)).using(microlp);
        for (row, equal) in &self.rows {
            let sum = express(row);
            model.add_constraint(if *equal { sum.eq(-row.constant) } else { sum.leq(-row.constant) });
        }
        let solution = model.solve().map_err(|e| match e {
            good_lp::ResolutionError::Infeasible => Error::Infeasible,
            other => Error::Solver(other.to_string()),
        })?;
        Ok(x.iter().map(|v| solution.value(*v)).collect())
    }
}
