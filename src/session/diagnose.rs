//! The diagnose mode: symptoms to tick, the next best question of each open tree, and its hypotheses in order. Everything a
//! person says goes into the incident of the brief at once; what follows is worked out by `crate::diagnose`.

use super::dialog::{Confirm, Consequence, Dialog};
use super::msg::Effect;
use super::status::Status;
use super::{Action, Screen, Session};
use crate::brief::{Edit, Symptom};
use crate::diagnose::{
    Answer, Answers, Asked, Diagnosis, Evidence, Opened, Standing, TREES, confirm, edits, incident, symptoms,
};

/// What the diagnose mode remembers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnosing {
    pub cursor: usize,
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    Symptom(Symptom),
    /// A question, by its id.
    Question(String),
    /// A hypothesis, by its id; answering it says whether its number holds.
    Hypothesis(&'static str),
    /// Words that cannot be answered.
    Note,
}

/// One row of the diagnosis.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub about: About,
    pub group: String,
    pub label: String,
    /// Points, or what was answered.
    pub state: String,
    /// The question to ask next.
    pub next: bool,
    /// A symptom that was seen, a hypothesis that something speaks for.
    pub marked: bool,
    pub detail: String,
}

/// The state of a hypothesis whose number holds.
const CONFIRMED: &str = "confirmed";

/// Figures of the brief that stand beside one hypothesis.
const MOST_FIGURES: usize = 4;

impl Session {
    pub(super) fn open_diagnose(&mut self) {
        self.go(Screen::Diagnose);
        if self.screen == Screen::Diagnose {
            self.diagnose_settle();
        }
    }

    /// A brief that answers an incident opens with its questions; where the diagnosis is has to be said.
    pub(super) fn tell_of_incident(&mut self) {
        let begun = incident::incident(self.doc.brief())
            .is_some_and(|i| [i.symptoms.is_some(), i.evidence.is_some()].contains(&true));
        if begun && self.screen == Screen::Guide && self.status.text.is_empty() {
            self.status = Status::plain("This brief answers an incident; D opens its diagnosis");
        }
    }

    /// The rows: symptoms, questions before any tree, then each open tree with what to ask next and its hypotheses.
    pub fn diagnose_rows(&self) -> Vec<Line> {
        let brief = self.doc.brief();
        let answers = incident::answers(brief);
        let diagnosis = incident::of(brief);
        let mut out: Vec<Line> = Vec::new();
        for opened in &diagnosis.trees {
            self.tree_lines(opened, &answers, diagnosis.trees.len(), &mut out);
        }
        let seen = incident::incident(brief).and_then(|i| i.symptoms.clone()).unwrap_or_default();
        out.extend(Symptom::ALL.iter().map(|s| symptom_line(*s, seen.contains(s))));
        out.extend(entry_lines(&diagnosis, &answers));
        out
    }

    fn tree_lines(&self, opened: &Opened, answers: &Answers, trees: usize, out: &mut Vec<Line>) {
        let ranking = &opened.ranking;
        let group = format!("{} {}", ranking.tree.id, ranking.tree.name);
        let line = |about, label: String| Line {
            about,
            group: group.clone(),
            label,
            state: String::new(),
            next: false,
            marked: false,
            detail: String::new(),
        };
        if let Some(next) = &opened.next {
            let look = next.asked.look();
            let look = if look.is_empty() { String::new() } else { format!("\n\nWhere to look: {look}") };
            let about = About::Question(next.asked.id());
            let mut detail = format!("{}{look}\n\nWhy now: {}.", next.asked.text(), next.why.text());
            // While the number is looked up, what can be done first is what counts.
            if let Asked::Number(_, h) = next.asked
                && let Some(s) = ranking.standings.iter().find(|s| s.hypothesis.id == h.id)
            {
                detail = format!("{detail}\n\nFirst, it can be undone: {}\n\n{}", h.first, self.standing_detail(s));
            }
            out.push(Line { next: true, detail, ..line(about, next.asked.text()) });
        }
        if !ranking.supported() {
            let text = "No hypothesis is supported yet: nothing speaks strongly for the one in front. It may be none of these.";
            out.push(Line {
                detail: text.to_owned(),
                ..line(About::Note, "No hypothesis is supported yet".to_owned())
            });
        } else if ranking.close() {
            let text = "The first two are too near each other to choose: answer the question that separates them.";
            let label = if ranking.tied() { "A tie" } else { "A close call" };
            out.push(Line { detail: text.to_owned(), ..line(About::Note, label.to_owned()) });
        }
        for s in &ranking.standings {
            let mut l =
                line(About::Hypothesis(s.hypothesis.id), format!("{} {}", s.hypothesis.short(), s.hypothesis.name));
            l.state = match s.number {
                Some(true) => CONFIRMED.to_owned(),
                Some(false) => "ruled out".to_owned(),
                None => points(s.score),
            };
            l.marked = s.supported && !s.ruled_out();
            l.detail = self.standing_detail(s);
            if trees > 1 {
                l.detail.push_str("\n\nPoints of different trees cannot be compared.");
            }
            out.push(l);
        }
        // What was answered stays in sight, so that it can be corrected.
        for q in ranking.tree.questions {
            let asked = Asked::Question(ranking.tree, q);
            if let Some(answer) = answers.get(&asked) {
                let mut l = line(About::Question(asked.id()), asked.text());
                answer.word().clone_into(&mut l.state);
                l.detail = format!("{}\n\nAnswered {}. y, n or u corrects it.", asked.text(), answer.word());
                out.push(l);
            }
        }
    }

    fn standing_detail(&self, s: &Standing) -> String {
        let h = s.hypothesis;
        let mut out = format!(
            "{}\n\n{}, {} of them before any answer: judgement, not measurement.",
            h.meaning,
            points(s.score),
            h.prior
        );
        let evidence = |e: &Evidence| format!("\n{:+} {} ({})", e.weight, e.asked.text(), e.answer.word());
        let (pro, con): (String, String) =
            (s.speaks_for().map(evidence).collect(), s.speaks_against().map(evidence).collect());
        for (heading, text) in [("For:", pro), ("Against:", con)] {
            if !text.is_empty() {
                out.push_str(&format!("\n\n{heading}{text}"));
            }
        }
        out.push_str(&format!("\n\nOnly this confirms it: {}", h.confirmed_by));
        for b in confirm(h, &self.facts.figures).into_iter().take(MOST_FIGURES) {
            let f = b.figure;
            out.push_str(&format!("\n{} {} of {} = {}: {}", f.id, f.label, f.at, f.shown(), b.says.text()));
        }
        let open: Vec<String> = self
            .facts
            .report()
            .open
            .iter()
            .filter(|f| h.rules.contains(&f.rule.id))
            .map(crate::findings::Finding::key)
            .collect();
        if !open.is_empty() {
            out.push_str(&format!("\nOpen findings: {}", open.join(", ")));
        }
        out.push_str(&format!(
            "\n\nFirst, it can be undone: {}\n\nLasting: {}\n\nIn the brief: {}",
            h.first, h.lasting, h.brief
        ));
        out
    }

    fn diagnose_row(&self) -> Option<Line> {
        self.diagnose_rows().into_iter().nth(self.diagnose.cursor)
    }

    /// Whether an action would do something on the row under the cursor, for the footer.
    pub fn diagnose_works(&self, action: Action) -> bool {
        let about = self.diagnose_row().map(|r| r.about);
        match action {
            Action::Yes | Action::No | Action::Unsure => {
                matches!(about, Some(About::Question(_) | About::Hypothesis(_)))
            }
            Action::Toggle | Action::Accept => matches!(about, Some(About::Symptom(_))),
            Action::Apply => matches!(about, Some(About::Hypothesis(_))),
            Action::Why => matches!(about, Some(About::Question(_) | About::Hypothesis(_))),
            _ => true,
        }
    }

    pub(super) fn diagnose_on(&mut self, action: Action) -> Vec<Effect> {
        let Some(row) = self.diagnose_row() else { return Vec::new() };
        match (action, &row.about) {
            // What is ticked already is gone on from; only the key that ticks takes a tick away.
            (Action::Accept, About::Symptom(_)) if row.marked => {
                self.diagnose_settle();
                Vec::new()
            }
            (Action::Toggle | Action::Accept, About::Symptom(s)) => {
                let edits = incident::symptom(self.doc.brief(), *s);
                let effects = self.change_or_say("symptom", &edits);
                // Ticking goes on where it was: the rows above may have grown.
                let about = About::Symptom(*s);
                self.diagnose_to(|l| l.about == about);
                if action == Action::Accept {
                    self.diagnose_settle();
                }
                if !effects.is_empty() {
                    let state = if row.marked { "not seen any more" } else { "seen" };
                    self.status = Status::good(format!("{}: {state}; z takes it back", s.in_prose()));
                }
                effects
            }
            (Action::Yes, _) => self.diagnose_answer(&row, Answer::Yes),
            (Action::No, _) => self.diagnose_answer(&row, Answer::No),
            (Action::Unsure, _) => self.diagnose_answer(&row, Answer::Unknown),
            (Action::Accept, About::Question(_)) => {
                self.status = Status::plain("y yes, n no, u nobody can tell");
                Vec::new()
            }
            (Action::Accept | Action::Apply, About::Hypothesis(id)) => {
                self.ask_write(id);
                Vec::new()
            }
            (Action::Why, About::Question(id)) => self.diagnose_page(id, None),
            (Action::Why, About::Hypothesis(id)) => self.diagnose_page(id, Some(&row.detail)),
            _ => Vec::new(),
        }
    }

    /// The page of a question, or of a hypothesis as this incident stands with it.
    fn diagnose_page(&mut self, id: &str, here: Option<&str>) -> Vec<Effect> {
        if let Some(mut text) = crate::diagnose::explain(id) {
            if let Some(here) = here {
                text = format!("{}\n\n{}", text.lines().next().unwrap_or_default(), as_markdown(here));
            }
            self.dialogs.push(Dialog::Pager(super::dialog::Pager { title: id.to_owned(), text }));
        }
        Vec::new()
    }

    fn diagnose_answer(&mut self, row: &Line, answer: Answer) -> Vec<Effect> {
        let id = match &row.about {
            About::Question(id) => id.clone(),
            About::Hypothesis(id) => (*id).to_owned(),
            _ => return Vec::new(),
        };
        let Some((asked, _)) = Asked::find(&id) else { return Vec::new() };
        let mut changes = vec![incident::answered(self.doc.brief(), &asked, answer)];
        // An answer before any tree opens one; it needs no symptom.
        if let (Asked::Number(_, h), Answer::Yes) = (&asked, answer) {
            changes.push(Edit::set("brief.incident.cause", h.id));
        }
        let effects = self.change_or_say(&format!("answer to {id}"), &changes);
        let tree = asked.tree().map(|t| t.id);
        let moved = self.diagnose_to(|l| l.next && tree.is_none_or(|t| l.group.starts_with(t)));
        if !moved {
            self.diagnose_settle();
        }
        if !effects.is_empty() {
            self.status = match (&asked, answer) {
                (Asked::Number(..), Answer::Yes) => {
                    Status::good(format!("{id} is confirmed; f writes what follows into the brief"))
                }
                (Asked::Number(..), Answer::No) => Status::good(format!("{id} is ruled out; z takes it back")),
                _ => Status::good(format!("{id}: {}; z takes it back", answer.word())),
            };
        }
        effects
    }

    /// Asks before the failure, the risk and the change of a hypothesis are written.
    fn ask_write(&mut self, id: &str) {
        let Some((Asked::Number(_, hypothesis), _)) = Asked::find(id) else { return };
        let mut changes = edits(hypothesis, self.doc.brief());
        if changes.is_empty() {
            self.status = Status::plain(format!("What {id} asks for is in the brief already"));
            return;
        }
        let new: Vec<&str> = changes
            .iter()
            .filter(|e| matches!(e, Edit::Set { value: crate::brief::Value::Table(_), .. }))
            .map(Edit::path)
            .collect();
        let text = format!(
            "{}. It writes {}. Owner, rollback and the exact targets of the change stay yours to state.",
            hypothesis.name,
            new.join(", ")
        );
        changes.push(Edit::set("brief.incident.cause", hypothesis.id));
        self.dialogs.push(Dialog::Confirm(Confirm {
            title: "Write it into the brief?".into(),
            text,
            yes: Consequence::Edit { what: format!("what {id} asks for"), edits: changes },
        }));
    }

    /// Puts the cursor on the first row that fits; says whether there is one.
    fn diagnose_to(&mut self, fits: impl Fn(&Line) -> bool) -> bool {
        let at = self.diagnose_rows().iter().position(fits);
        if let Some(at) = at {
            self.diagnose.cursor = at;
        }
        at.is_some()
    }

    /// The cursor on what to ask next, else on the cause that was found, else on the symptoms.
    fn diagnose_settle(&mut self) {
        let _ = self.diagnose_to(|l| l.next)
            || self.diagnose_to(|l| l.state == CONFIRMED)
            || self.diagnose_to(|l| matches!(l.about, About::Symptom(_)));
    }
}

/// Lines that follow each other as items of a list, for a page of markdown.
fn as_markdown(detail: &str) -> String {
    let paragraph = |p: &str| match p.split_once('\n') {
        Some((first, rest)) => format!("{first}\n\n- {}", rest.replace('\n', "\n- ")),
        None => p.to_owned(),
    };
    detail.split("\n\n").map(paragraph).collect::<Vec<_>>().join("\n\n")
}

fn points(n: i32) -> String {
    format!("{n} {}", if n == 1 { "point" } else { "points" })
}

/// A symptom goes by a word of the trade; what is meant stands behind it.
fn plainly(symptom: Symptom) -> &'static str {
    match symptom {
        Symptom::TwoLeaders => "",
        Symptom::DivergedData => ": copies differ",
        Symptom::HotShard => ": one at its limit, mean low",
        Symptom::LoadStaysHigh => ", its cause gone",
        Symptom::TailSpike => ": p99 is up, median flat",
        Symptom::QuorumLost => ": nothing can commit",
        Symptom::Herd => ": everybody at once",
        Symptom::Backlog => ": work piles up",
        Symptom::ResourceLimit => ": something ran out",
    }
}

fn symptom_line(symptom: Symptom, seen: bool) -> Line {
    let mut looks: Vec<&str> = Vec::new();
    let mut opens: Vec<String> = Vec::new();
    for tree in symptoms::trees_of(symptom) {
        looks.extend(tree.looks);
        opens.push(format!("{} {}", tree.id, tree.name));
    }
    Line {
        about: About::Symptom(symptom),
        group: "What do you see?".to_owned(),
        label: format!("{}{}", symptom.in_prose(), plainly(symptom)),
        state: if seen { "seen".to_owned() } else { String::new() },
        next: false,
        marked: seen,
        detail: format!("It looks like this:\n- {}\n\nOpens {}.", looks.join("\n- "), opens.join(", ")),
    }
}

fn entry_lines(diagnosis: &Diagnosis, answers: &Answers) -> Vec<Line> {
    let open = |id: &str| diagnosis.entries.iter().any(|e| e.id == id);
    crate::diagnose::ENTRIES
        .iter()
        .map(|e| {
            let answer = answers.get(&Asked::Entry(e)).map_or("", Answer::word);
            let tree = TREES.iter().find(|t| t.id == e.opens).map_or(e.opens, |t| t.name);
            Line {
                about: About::Question(e.id.to_owned()),
                group: "Worth asking in any case".to_owned(),
                label: e.text.to_owned(),
                state: if open(e.id) { String::new() } else { answer.to_owned() },
                next: false,
                marked: false,
                detail: format!("{}\n\nYes opens {} {tree}.", e.text, e.opens),
            }
        })
        .collect()
}
