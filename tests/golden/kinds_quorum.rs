//! The published figures about quorum systems and the overlap of counted quorums.

use dsbench::analysis::quorum::{Error, Fates, Limits, Mix, Objective, Profile, Strategy, System, nwr, sets};
use toml::{Table, Value};

/// What the program computes for a case, under the keys of `want`; None when the kind belongs to another file.
pub fn run(kind: &str, inputs: &Table, want: &Table) -> Option<Result<Table, String>> {
    let figure: fn(&Inputs, &str) -> Result<Value, String> = match kind {
        "quorum_structure" => structure,
        "quorum_load" | "quorum_load_at" | "quorum_load_distribution" => load,
        "quorum_f_resilient" => f_resilient,
        "quorum_network_load" => network,
        "quorum_uniform_strategy_load" => uniform,
        "quorum_availability" => quorum_availability,
        "quorum_latency_optimal" => latency,
        "quorum_latency_with_load_limit" => latency_within_load,
        "quorum_load_with_latency_limit" => load_within_latency,
        "quorum_given_strategy_load" => given,
        "quorum_casestudy" => casestudy,
        "quorum_casestudy_uniform" => casestudy_uniform,
        "quorum_valid" => valid,
        "nwr_overlap" => overlap,
        _ => return None,
    };
    let inputs = Inputs(inputs);
    Some(want.keys().map(|key| Ok((key.clone(), figure(&inputs, key)?))).collect())
}

struct Inputs<'a>(&'a Table);

impl Inputs<'_> {
    fn num(&self, key: &str) -> Result<f64, String> {
        number(self.0.get(key).ok_or(format!("no input {key}"))?).ok_or(format!("{key} is no number"))
    }

    fn int(&self, key: &str) -> Result<usize, String> {
        Ok(self.num(key)? as usize)
    }

    fn nums(&self, key: &str) -> Option<Vec<f64>> {
        self.0.get(key)?.as_array()?.iter().map(number).collect()
    }

    fn list(&self, key: &str) -> Result<Vec<f64>, String> {
        self.nums(key).ok_or(format!("no list {key}"))
    }

    fn texts(&self, key: &str) -> Vec<&str> {
        let list = self.0.get(key).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str).collect()
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.as_str()
    }

    fn system(&self) -> Result<System, Error> {
        let expr = self.text("expr");
        let (reads, writes) = if self.text("given") == Some("writes") { (None, expr) } else { (expr, None) };
        System::with_nodes(&self.texts("nodes"), reads.or(self.text("reads")), writes.or(self.text("writes")))
    }

    fn profile(&self) -> Profile {
        let n = self.texts("nodes").len();
        let or = |key, like: f64| self.nums(key).unwrap_or(vec![like; n]);
        Profile {
            read_capacity: or("read_capacity", 1.0),
            write_capacity: or("write_capacity", 1.0),
            latency: or("latency_s", 0.0),
        }
    }

    /// One share of reads, or shares with weights, or the one that the figure's name ends in.
    fn mix(&self, key: &str) -> Result<Mix, String> {
        let mix = if let (Some(at), Some(w)) = (self.nums("read_fractions"), self.nums("weights")) {
            Mix::weighted(&at.into_iter().zip(w).collect::<Vec<_>>())
        } else if let Ok(fr) = self.num("read_fraction") {
            Mix::fixed(fr)
        } else {
            Mix::fixed(suffix(key, "_fr_")?)
        };
        mix.map_err(text)
    }

    fn best(&self, key: &str, objective: Objective, limits: Limits, f: usize) -> Result<Strategy, Error> {
        let mix = self.mix(key).map_err(Error::Solver)?;
        self.system()?.strategy(&self.profile(), &mix, objective, limits, f)
    }
}

fn number(v: &Value) -> Option<f64> {
    v.as_float().or(v.as_integer().map(|i| i as f64))
}

fn text(e: impl std::fmt::Display) -> String {
    e.to_string()
}

/// `load_fr_0_25` with `_fr_` is 0.25.
fn suffix(key: &str, before: &str) -> Result<f64, String> {
    let (_, digits) = key.split_once(before).ok_or(format!("no {before} in {key}"))?;
    digits.replace('_', ".").parse().map_err(text)
}

fn int(n: usize) -> Value {
    Value::Integer(i64::try_from(n).unwrap_or(i64::MAX))
}

fn unknown<T>(key: &str) -> Result<T, String> {
    Err(format!("nothing computes {key}"))
}

/// Load or capacity of a strategy, whichever the key starts with.
fn busy(inputs: &Inputs, key: &str, s: &Strategy) -> Result<Value, String> {
    let (profile, mix) = (inputs.profile(), inputs.mix(key)?);
    let x = if key.starts_with("capacity") { s.capacity(&profile, &mix) } else { s.load(&profile, &mix) };
    Ok(Value::Float(x))
}

fn structure(inputs: &Inputs, key: &str) -> Result<Value, String> {
    let s = inputs.system().map_err(text)?;
    let (reads, writes) = (sets::census(s.reads()).map_err(text)?, sets::census(s.writes()).map_err(text)?);
    Ok(int(match key {
        "read_resilience" => s.read_resilience().map_err(text)?,
        "write_resilience" => s.write_resilience().map_err(text)?,
        "resilience" => s.resilience().map_err(text)?,
        "min_read_quorums" => reads.count as usize,
        "min_write_quorums" => writes.count as usize,
        "read_quorum_smallest" => reads.smallest,
        "read_quorum_largest" => reads.largest,
        "write_quorum_smallest" => writes.smallest,
        "write_quorum_largest" => writes.largest,
        _ => return unknown(key),
    }))
}

fn load(inputs: &Inputs, key: &str) -> Result<Value, String> {
    let s = inputs.best(key, Objective::Load, Limits::default(), 0).map_err(text)?;
    busy(inputs, key, &s)
}

fn f_resilient(inputs: &Inputs, key: &str) -> Result<Value, String> {
    let f = inputs.int("f")?;
    let at = if key == "strategy_exists" { "at_fr_0_5" } else { key };
    let best = inputs.best(at, Objective::Load, Limits::default(), f);
    match (key, best) {
        ("strategy_exists", Ok(_)) => Ok(Value::Boolean(true)),
        ("strategy_exists", Err(Error::NoneSurvives { .. })) => Ok(Value::Boolean(false)),
        (_, best) => busy(inputs, key, &best.map_err(text)?),
    }
}

fn network(inputs: &Inputs, key: &str) -> Result<Value, String> {
    let s = inputs.best(key, Objective::Network, Limits::default(), 0).map_err(text)?;
    Ok(Value::Float(s.network_load(&inputs.mix(key)?)))
}

fn uniform(inputs: &Inputs, key: &str) -> Result<Value, String> {
    let s = inputs.system().and_then(|s| s.uniform_strategy(0)).map_err(text)?;
    busy(inputs, key, &s)
}

fn quorum_availability(inputs: &Inputs, key: &str) -> Result<Value, String> {
    let s = inputs.system().map_err(text)?;
    let fates = Fates::independent(s.names().len(), suffix(key, "_up_")?);
    let a = s.availability(&fates).map_err(text)?;
    let which = match key.split('_').next() {
        Some("read") => a.read,
        Some("write") => a.write,
        Some("both") => a.both,
        _ => return unknown(key),
    };
    Ok(Value::Float(which.up()))
}

fn time(inputs: &Inputs, mix: &Mix, s: &Strategy) -> Result<Value, String> {
    let system = inputs.system().map_err(text)?;
    s.latency(&system, &inputs.profile(), mix).map(Value::Float).ok_or("no quorums are listed".into())
}

fn latency(inputs: &Inputs, key: &str) -> Result<Value, String> {
    let mix = Mix::fixed(suffix(key, "_fr_")?).map_err(text)?;
    let s = inputs.system().map_err(text)?;
    let best = s.strategy(&inputs.profile(), &mix, Objective::Latency, Limits::default(), 0).map_err(text)?;
    time(inputs, &mix, &best)
}

fn latency_within_load(inputs: &Inputs, key: &str) -> Result<Value, String> {
    let limits = Limits { load: Some(1.0 / inputs.num("min_capacity")?), ..Limits::default() };
    let s = inputs.best(key, Objective::Latency, limits, 0).map_err(text)?;
    if key == "capacity" { busy(inputs, key, &s) } else { time(inputs, &inputs.mix(key)?, &s) }
}

fn load_within_latency(inputs: &Inputs, key: &str) -> Result<Value, String> {
    let limits = Limits { latency: Some(inputs.num("latency_limit_s")?), ..Limits::default() };
    let best = inputs.best(key, Objective::Load, limits, 0);
    if key == "feasible" {
        return Ok(Value::Boolean(best != Err(Error::Infeasible)));
    }
    busy(inputs, key, &best.map_err(text)?)
}

fn given(inputs: &Inputs, key: &str) -> Result<Value, String> {
    let system = inputs.system().map_err(text)?;
    let side = |sets: &str, weights: &str| -> Result<Vec<(Vec<usize>, f64)>, String> {
        let of = |set: &str| set.split(',').filter_map(|n| system.names().iter().position(|m| m == n)).collect();
        Ok(inputs.texts(sets).into_iter().map(of).zip(inputs.list(weights)?).collect())
    };
    let (r, w) = (side("read_quorums", "read_weights")?, side("write_quorums", "write_weights")?);
    busy(inputs, key, &Strategy::given(&system, &r, &w).map_err(text)?)
}

fn casestudy(inputs: &Inputs, key: &str) -> Result<Value, String> {
    if let Ok(capacity) = suffix(key, "latency_s_at_capacity_") {
        let limits = Limits { load: Some(1.0 / capacity), ..Limits::default() };
        let s = inputs.best(key, Objective::Latency, limits, 0).map_err(text)?;
        return time(inputs, &inputs.mix(key)?, &s);
    }
    let f = suffix(key, "capacity_f")? as usize;
    let s = inputs.best(key, Objective::Load, Limits::default(), f).map_err(text)?;
    busy(inputs, key, &s)
}

fn casestudy_uniform(inputs: &Inputs, key: &str) -> Result<Value, String> {
    let s = inputs.system().and_then(|s| s.uniform_strategy(0)).map_err(text)?;
    if key == "latency_s" { time(inputs, &inputs.mix(key)?, &s) } else { busy(inputs, key, &s) }
}

fn valid(inputs: &Inputs, _: &str) -> Result<Value, String> {
    match inputs.system() {
        Ok(_) => Ok(Value::Boolean(true)),
        Err(Error::Disjoint { .. }) => Ok(Value::Boolean(false)),
        Err(e) => Err(text(e)),
    }
}

fn overlap(inputs: &Inputs, key: &str) -> Result<Value, String> {
    let [n, r, w] = [inputs.int("n")? as u32, inputs.int("r")? as u32, inputs.int("w")? as u32];
    let o = nwr::overlap(n, r, w).map_err(text)?;
    Ok(match key {
        "read_write_overlap" => Value::Boolean(o.reads_meet_writes),
        "write_write_overlap" => Value::Boolean(o.writes_meet_writes),
        "min_read_write_overlap_nodes" => int(o.fewest_shared as usize),
        "read_failures_tolerated" => int(o.read_tolerance as usize),
        "write_failures_tolerated" => int(o.write_tolerance as usize),
        "p_read_misses_latest_write" => Value::Float(nwr::read_misses_write(n, r, w).map_err(text)?),
        _ => return unknown(key),
    })
}
