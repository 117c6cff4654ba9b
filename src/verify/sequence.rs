//! A run as a sequence diagram in plain characters: who takes part stands above its life line, each step is a row from who
//! acts to whom it reaches. Who takes part is read from the steps themselves, which are told in a small vocabulary.

use std::fmt::Write;

/// Who takes part in a run: `client 1`, `node 0`, `coordinator`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Actor {
    /// Its place among the kinds: who asks stands to the left of who answers.
    kind: usize,
    number: Option<u32>,
}

/// Kinds of who takes part, from the left to the right of a diagram.
const KINDS: [&str; 8] = ["client", "transaction", "coordinator", "participant", "node", "replica", "site", "relay"];

impl Actor {
    fn name(self, short: bool) -> String {
        let kind = KINDS[self.kind];
        match self.number {
            Some(number) if short => format!("{}{number}", &kind[..1]),
            Some(number) => format!("{kind} {number}"),
            None if short => kind[..1].to_owned(),
            None => kind.to_owned(),
        }
    }
}

/// Everybody whom a step names, in its order: "replicas 0 and 1" are two.
fn actors(step: &str) -> Vec<Actor> {
    let mut out: Vec<Actor> = Vec::new();
    let mut kind = None;
    let mut add = |actor: Actor| {
        if !out.contains(&actor) {
            out.push(actor);
        }
    };
    for word in step.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if let (Some(of), Ok(number)) = (kind, bare.parse()) {
            add(Actor { kind: of, number: Some(number) });
            // A list goes on behind a comma; any other end of a word ends it.
            if !word.ends_with(',') && !word.ends_with(bare) {
                kind = None;
            }
            continue;
        }
        if bare == "and" && kind.is_some() {
            continue;
        }
        kind = KINDS.iter().position(|k| bare == *k || bare.strip_suffix('s') == Some(k));
        if let Some(of) = kind.filter(|of| matches!(KINDS[*of], "coordinator" | "relay")) {
            add(Actor { kind: of, number: None });
        }
    }
    out
}

/// The diagram of a run, at most so many characters wide; nothing where it does not fit, or where nobody reaches anybody.
pub fn diagram(steps: &[String], width: usize) -> Option<String> {
    let told: Vec<Vec<Actor>> = steps.iter().map(|step| actors(step)).collect();
    let mut all: Vec<Actor> = told.iter().flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    if told.iter().all(|actors| actors.len() < 2) {
        return None;
    }
    let lead = steps.len().to_string().len() + 2;
    [false, true].into_iter().find_map(|short| {
        let names: Vec<String> = all.iter().map(|a| a.name(short)).collect();
        // Life lines stand under the middle of their names.
        let mut ends = lead;
        let columns: Vec<usize> = names
            .iter()
            .map(|name| {
                let middle = ends + name.len() / 2;
                ends += name.len() + 3;
                middle
            })
            .collect();
        (ends.saturating_sub(3) <= width).then(|| draw(&all, &told, &names, &columns, lead))
    })
}

fn draw(all: &[Actor], told: &[Vec<Actor>], names: &[String], columns: &[usize], lead: usize) -> String {
    let mut out = format!("{}{}\n", " ".repeat(lead), names.join("   "));
    let width = columns.last().map_or(0, |last| last + 1);
    for (i, step) in told.iter().enumerate() {
        let mut row: Vec<char> = vec![' '; width];
        for at in columns {
            row[*at] = '|';
        }
        let places: Vec<usize> =
            step.iter().filter_map(|actor| all.iter().position(|a| a == actor)).map(|n| columns[n]).collect();
        if let Some((from, to)) = places.split_first() {
            for end in to {
                let (left, right) = (*from.min(end), *from.max(end));
                for cell in row[left + 1..right].iter_mut().filter(|c| **c == ' ') {
                    *cell = '-';
                }
            }
            for end in to {
                row[*end] = if end > from { '>' } else { '<' };
            }
            row[*from] = 'o';
        }
        let row: String = row.into_iter().collect();
        let _ = writeln!(out, "{:>width$}  {}", i + 1, row[lead..].trim_end(), width = lead - 2);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|l| (*l).to_owned()).collect()
    }

    #[test]
    fn who_takes_part_is_read_from_the_words() {
        let names = |step: &str| actors(step).iter().map(|a| a.name(false)).collect::<Vec<_>>();
        assert_eq!(names("client 1 writes 1 at node 0, which acknowledges it at once"), ["client 1", "node 0"]);
        assert_eq!(
            names("client 2 reads 1 from replicas 0, 1 and 2"),
            ["client 2", "replica 0", "replica 1", "replica 2"]
        );
        assert_eq!(names("node 1 is promoted to leader without write 1"), ["node 1"]);
        assert_eq!(names("the coordinator decides to commit"), ["coordinator"]);
        assert_eq!(names("all sites know all writes"), [""; 0]);
    }

    #[test]
    fn each_step_is_a_row_from_who_acts_to_whom_it_reaches() {
        let run = steps(&[
            "client 1 writes 1 at node 0, which acknowledges it at once",
            "node 1 is promoted to leader without write 1",
            "client 1 reads 0 at node 1",
            "node 1 passes its log to node 0",
        ]);
        let want = "   client 1   node 0   node 1\n\
                    1      o--------->        |\n\
                    2      |         |        o\n\
                    3      o---------|-------->\n\
                    4      |         <--------o\n";
        assert_eq!(diagram(&run, 70).unwrap(), want);
    }

    #[test]
    fn names_are_cut_to_letters_where_they_do_not_fit_and_the_rest_is_left_out() {
        let run = steps(&["client 1 writes 1 at nodes 0, 1 and 2"]);
        assert_eq!(diagram(&run, 24).unwrap(), "   c1   n0   n1   n2\n1   o---->---->---->\n");
        assert_eq!(diagram(&run, 10), None);
        assert_eq!(diagram(&steps(&["client 1 checks that it holds the lock"]), 70), None, "nobody reaches anybody");
    }
}
