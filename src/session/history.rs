//! The list of changes of this session, and going to any place in it; and what to do when another program changed the
//! file meanwhile.

use super::Session;
use super::dialog::{Dialog, Pick, Purpose};
use super::effect_list;
use super::msg::Effect;
use super::status::Status;

impl Session {
    /// Takes back or makes again until so many changes are in force.
    pub(super) fn history_go(&mut self, to: usize) -> Vec<Effect> {
        self.dialogs.pop();
        let from = self.doc.at();
        let mut journal = Vec::new();
        let mut touched = None;
        while self.doc.at() != to {
            let done = if self.doc.at() > to { self.doc.undo() } else { self.doc.redo() };
            let Some((_, edits)) = done else { break };
            touched = edits.first().map(|e| e.path().to_owned()).or(touched);
            journal.extend(edits);
        }
        if from == self.doc.at() {
            self.status = Status::plain("That is where the brief stands");
            return Vec::new();
        }
        self.touched = touched;
        self.refresh();
        self.settle();
        let n = from.abs_diff(self.doc.at());
        let changes = if n == 1 { "1 change".to_owned() } else { format!("{n} changes") };
        let what = if self.doc.at() < from { "taken back" } else { "made again" };
        self.status = Status::good(format!("{changes} {what}"));
        if journal.is_empty() { Vec::new() } else { effect_list(Effect::Journal(journal)) }
    }

    /// Asks what to do about a file that another program changed.
    pub(super) fn ask_conflict(&mut self, saving: bool) {
        let title = if saving { "Another program changed the file" } else { "The file was changed by another program" };
        let keep = if saving {
            "Saves yours over it; what stands there now is lost."
        } else {
            "Goes on here; saving asks again before it writes over."
        };
        let items = [
            ("Show the difference", "What stands in the file against what you have here."),
            ("Keep mine", keep),
            ("Take theirs", "Reads the file again; your edits stay in the undo list (z)."),
        ];
        self.dialogs.push(Dialog::Pick(Pick {
            title: title.to_owned(),
            hint: "Both are kept until you choose; Esc leaves everything as it is.".to_owned(),
            items: items.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect(),
            cursor: 0,
            ticks: None,
            purpose: Purpose::Conflict { saving },
        }));
    }

    pub(super) fn resolve_conflict(&mut self, choice: usize, saving: bool) -> Vec<Effect> {
        if choice == 0 {
            // The question stays below the difference.
            return effect_list(Effect::LookTheirs);
        }
        self.dialogs.pop();
        match (choice, saving) {
            (1, true) => effect_list(Effect::Save { over: true }),
            (1, false) => {
                self.status = Status::plain("Yours stays as it is here; the file keeps theirs until you save");
                Vec::new()
            }
            _ => effect_list(Effect::Reload),
        }
    }
}
