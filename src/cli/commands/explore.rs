//! `dsbench explore`: values of a few fields tried one after another, and the smallest changes that reach a goal.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::brief::apply;
use crate::cli::Context;
use crate::cli::briefs::{Loaded, load};
use crate::cli::effects;
use crate::cli::error::{Failure, Outcome, Verdict};
use crate::cli::output::{Out, Style, clean};
use crate::cli::progress::Progress;
use crate::cli::table::Table;
use crate::explore::{self, LIMIT, Plan, Point, cost};
use crate::session::facts;

/// Rows of a sweep that are printed; JSON has all of them.
const MOST_ROWS: usize = 60;
/// Changes of the front that are printed in full.
const MOST_CHANGES: usize = 5;

/// Try values of a few fields; find the smallest changes that reach a goal
///
/// A range is a list (`1,2,3`), `FROM..TO`, `FROM..TO:STEP`, `FROM..TO:x2`, or `*` for every word of a field of fixed
/// words. A goal is `no errors`, `no RTY-02`, `warnings <= 3`, or a number compared with a value: `D22 <= 9x`,
/// `D08/dataset.cart#write >= 99.99 %`, `writes available >= 99.99 %`; several are joined by `and`. Required decisions that
/// are not stated are no errors here: no value of another field settles them. Exit 1 when no combination reaches the goal. Without `--vary` every decision that is a number or one of some words is tried, one at a
/// time, then pairs of those that help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The brief.
    pub file: PathBuf,

    /// A field and its values, such as `call.a-b.timeout=100ms..500ms:100ms`; once for each field.
    #[arg(long, value_name = "PATH=RANGE", required_unless_present = "goal")]
    pub vary: Vec<String>,

    /// What has to come out, such as `no errors and D22 <= 9x`.
    #[arg(long, value_name = "GOAL")]
    pub goal: Vec<String>,

    /// The most combinations to try.
    #[arg(long, value_name = "N", default_value_t = LIMIT)]
    pub limit: usize,

    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    let today = Some(context.today()?);
    let loaded = load(&args.file)?;
    let plan = Plan::read(&loaded.brief, &args.vary, &args.goal, args.limit)
        .map_err(|all| Failure::at(all.into_iter().map(|p| format!("error: {p}")).collect()))?;
    let told = Progress::start("combinations");
    let found = explore::run(&loaded.brief, &plan, today, &mut |done, total| {
        told.parts(done, total);
        ControlFlow::Continue(())
    });
    drop(told);
    let Some(found) = found else { return Ok(Verdict::Yes) };
    let seen = Seen { loaded: &loaded, plan: &plan, found: &found };
    if args.json {
        seen.json(today, &mut context.out)?;
    } else {
        seen.write(today, &mut context.out)?;
    }
    Ok(if plan.goals.is_empty() || found.reached() > 0 { Verdict::Yes } else { Verdict::No })
}

/// A finished sweep of one brief.
struct Seen<'a> {
    loaded: &'a Loaded,
    plan: &'a Plan,
    found: &'a explore::Outcome,
}

impl Seen<'_> {
    fn write(&self, today: Option<crate::brief::Date>, out: &mut Out) -> io::Result<()> {
        let total = self.found.points.len();
        let count = |n: usize, one: &str, many: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {many}") };
        let fields = count(self.plan.axes.len(), "field", "fields");
        let fields = if self.plan.search { format!("{fields} one at a time") } else { fields };
        let mut first =
            format!("{}: {fields}, {}", clean(&self.loaded.name), count(total, "combination", "combinations"));
        if self.found.refused() > 0 {
            first.push_str(&format!(", {} refused by the brief", self.found.refused()));
        }
        writeln!(out, "{first}")?;
        // A search has too many fields for a table.
        if !self.plan.search {
            let mut table = Table::new();
            table.row(self.headings());
            for point in self.found.points.iter().take(MOST_ROWS) {
                table.row(self.row(point));
            }
            table.write(out, 2, None)?;
            if total > MOST_ROWS {
                writeln!(out, "  and {} more; --json has all", total - MOST_ROWS)?;
            }
        }
        if self.plan.goals.is_empty() {
            return Ok(());
        }
        let goal: Vec<&str> = self.plan.goals.iter().map(|g| g.text.as_str()).collect();
        let goal = clean(&goal.join(" and ")).into_owned();
        if self.found.reached() == 0 {
            let line = out.paint(Style::Red, &format!("No combination reaches the goal: {goal}"));
            return writeln!(out, "{line}");
        }
        let heading = out.paint(Style::Bold, &format!("Smallest changes that reach the goal: {goal}"));
        writeln!(out, "{heading}")?;
        let front = self.found.front();
        for point in front.iter().take(MOST_CHANGES) {
            self.change(point, today, out)?;
        }
        if front.len() > MOST_CHANGES {
            writeln!(out, "and {} more; --json has all", front.len() - MOST_CHANGES)?;
        }
        Ok(())
    }

    fn headings(&self) -> Vec<String> {
        let mut out = vec![String::new()];
        out.extend(self.plan.axes.iter().map(|a| a.path.clone()));
        out.extend(["errors".to_owned(), "warnings".to_owned()]);
        out.extend(self.plan.goals.iter().filter(|g| !counted(&g.heading())).map(explore::Goal::heading));
        out.extend(self.found.columns.iter().map(|(_, name)| name.clone()));
        out
    }

    fn row(&self, point: &Point) -> Vec<String> {
        let mark = match (&point.result, point.front) {
            (_, true) => "*",
            (Ok(came), _) if !self.plan.goals.is_empty() && came.reached() => "+",
            _ => "",
        };
        let mut out = vec![mark.to_owned()];
        out.extend(self.plan.axes.iter().zip(&point.values).map(|(axis, value)| {
            let now = if value.is_none() { " (now)" } else { "" };
            format!("{}{now}", axis.shown(value.as_ref()))
        }));
        match &point.result {
            Ok(came) => {
                out.extend([came.errors.to_string(), came.warnings.to_string()]);
                let goals = self.plan.goals.iter().zip(&came.goals).filter(|(g, _)| !counted(&g.heading()));
                out.extend(goals.map(|(_, met)| met.shown.clone()));
                out.extend(came.shown.iter().cloned());
            }
            Err(why) => out.push(format!("refused: {why}")),
        }
        out
    }

    fn change(&self, point: &Point, today: Option<crate::brief::Date>, out: &mut Out) -> io::Result<()> {
        if point.cost.fields == 0 {
            return writeln!(out, "nothing: the brief reaches it as it stands");
        }
        let parts: Vec<String> = self
            .plan
            .axes
            .iter()
            .zip(&point.values)
            .filter(|(_, v)| v.is_some())
            .map(|(a, v)| format!("{} {} -> {}", a.path, a.shown(None), a.shown(v.as_ref())))
            .collect();
        let fields =
            if point.cost.fields == 1 { "1 field".to_owned() } else { format!("{} fields", point.cost.fields) };
        let change = out.paint(Style::Cyan, &parts.join(", "));
        writeln!(out, "{change}  ({fields}, {})", cost::words(point.cost.weight))?;
        if let Some(difference) = self.difference(point, today) {
            effects::write(&difference, out)?;
        }
        Ok(())
    }

    /// What the change does, by the function that previews and compares.
    fn difference(&self, point: &Point, today: Option<crate::brief::Date>) -> Option<crate::session::rows::Difference> {
        let mut changed = self.loaded.brief.clone();
        apply(&mut changed, &point.edits(&self.plan.axes)).ok()?;
        Some(facts::difference(&facts::of(&self.loaded.brief, today), &facts::of(&changed, today)))
    }

    fn json(&self, today: Option<crate::brief::Date>, out: &mut Out) -> io::Result<()> {
        let axes: Vec<Value> = self
            .plan
            .axes
            .iter()
            .map(|a| {
                let values: Vec<String> = a.values.iter().map(|v| a.shown(v.as_ref())).collect();
                json!({ "path": a.path, "stated": a.stated.is_some(), "values": values })
            })
            .collect();
        let points: Vec<Value> = self.found.points.iter().map(|p| self.point(p)).collect();
        let front: Vec<Value> = self
            .found
            .front()
            .into_iter()
            .map(|p| {
                let (numbers, findings) = self.difference(p, today).map(|d| effects::json(&d)).unwrap_or_default();
                json!({ "changes": self.changes(p), "cost": costs(p), "numbers": numbers, "findings": findings })
            })
            .collect();
        out.json(&json!({
            "schema": "dsbench/explore/1", "file": self.loaded.name, "axes": axes,
            "goals": self.plan.goals.iter().map(|g| g.text.as_str()).collect::<Vec<_>>(),
            "columns": self.found.columns.iter().map(|(key, name)| json!({ "key": key, "name": name })).collect::<Vec<_>>(),
            "reached": self.found.reached(), "refused": self.found.refused(),
            "points": points, "front": front,
        }))
    }

    fn changes(&self, point: &Point) -> Value {
        let changed = self.plan.axes.iter().zip(&point.values).filter(|(_, v)| v.is_some());
        changed
            .map(|(a, v)| (a.path.clone(), Value::from(a.shown(v.as_ref()))))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }

    fn point(&self, point: &Point) -> Value {
        let mut row = json!({ "changes": self.changes(point), "cost": costs(point), "front": point.front });
        match &point.result {
            Err(why) => row["refused"] = json!(why),
            Ok(came) => {
                let goals = self.plan.goals.iter().zip(&came.goals);
                let goals: Vec<Value> =
                    goals.map(|(g, m)| json!({ "goal": g.text, "met": m.met, "value": m.shown })).collect();
                row["errors"] = json!(came.errors);
                row["warnings"] = json!(came.warnings);
                row["worse"] = json!(came.worse);
                row["goals"] = json!(goals);
                row["reached"] = json!(came.reached());
                row["shown"] = json!(came.shown);
            }
        }
        row
    }
}

/// Whether a goal's value has a column of its own already.
fn counted(heading: &str) -> bool {
    matches!(heading, "error" | "warn")
}

fn costs(point: &Point) -> Value {
    let cost = point.cost;
    json!({
        "fields": cost.fields, "weight": cost.weight, "reversibility": cost::words(cost.weight),
        "distance": (cost.distance * 1e4).round() / 1e4,
    })
}
