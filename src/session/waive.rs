//! A finding is accepted: first why, then who answers for it. The session signs for nobody: without the name of a person there
//! is no waiver.

use super::dialog::{Dialog, Entry, Purpose};
use super::msg::Effect;
use super::status::Status;
use super::{Screen, Session};
use crate::brief::{Date, Edit};
use crate::review;

/// How long a date is at the end of a note.
const DATE_LENGTH: usize = 10;

impl Session {
    /// Asks for the reason of the finding under the cursor.
    pub(super) fn ask_waive(&mut self) {
        let Some(found) = self.finding() else { return };
        if found.unwaivable {
            self.status =
                Status::problem(format!("{} cannot be waived: two answers contradict each other", found.rule));
            return;
        }
        self.ask_reason(found.key);
    }

    /// Asks why a finding is accepted; a reviewer signs with the name that they gave.
    pub(super) fn ask_reason(&mut self, finding: String) {
        let signs = match self.signs() {
            Some(by) => format!(" It is signed by you, {by}."),
            None => " Who approves it is asked next.".to_owned(),
        };
        let hint = format!(
            "The reason, at least 40 characters; printed in the brief. It ends after 90 days, or on a date at the end of the \
             text, such as 2027-01-31.{signs}"
        );
        let draft = self.drafts.get(&draft_of(&finding)).cloned().unwrap_or_default();
        let entry = self.entry(format!("Waive {finding}"), hint, draft, Purpose::Waive(finding));
        self.dialogs.push(Dialog::Entry(entry));
    }

    /// The reviewer, while reviewing: they gave their name for just that.
    fn signs(&self) -> Option<String> {
        (self.screen == Screen::Review && !self.review.by.is_empty()).then(|| self.review.by.clone())
    }

    /// A reason is given: a reviewer signs at once, else the name of whoever answers for it is asked.
    pub(super) fn enter_reason(&mut self, finding: &str, text: &str) -> Result<Vec<Effect>, String> {
        self.drafts.insert(draft_of(finding), text.to_owned());
        if let Some(by) = self.signs() {
            return self.waive(finding, text, &by);
        }
        // What is wrong with the reason is said where it is typed, and not behind the name.
        self.waiver(finding, text, "somebody")?;
        let owner = self.doc.brief().brief.as_ref().and_then(|b| b.owner.clone());
        let owner = owner.map_or_else(String::new, |o| format!(" The owner of the brief is {o}."));
        let hint = format!(
            "The person who accepts the risk and answers for it, by name; it is printed in the brief.{owner} Esc leaves the \
             brief as it is."
        );
        let purpose = Purpose::Approve { finding: finding.to_owned(), reason: text.to_owned() };
        let entry = self.entry(format!("Who approves the waiver of {finding}?"), hint, String::new(), purpose);
        self.dialogs.push(Dialog::Entry(entry));
        Ok(Vec::new())
    }

    /// Back from the name to the reason.
    pub(super) fn back_to_reason(&mut self, entry: &Entry) {
        if let Purpose::Approve { finding, .. } = &entry.purpose {
            self.ask_reason(finding.clone());
        }
    }

    /// Writes the waiver with the name of whoever approves it.
    pub(super) fn waive(&mut self, finding: &str, text: &str, approver: &str) -> Result<Vec<Effect>, String> {
        let edits = self.waiver(finding, text, approver)?;
        let what = format!("waiver of {finding}");
        let effects = self.change(&what, &edits)?;
        self.drafts.remove(&draft_of(finding));
        self.status = Status::good(format!("The {what} is in the brief, approved by {approver}; z takes it back"));
        let len = self.findings_shown().len();
        self.findings.cursor = self.findings.cursor.min(len.saturating_sub(1));
        self.review_settle();
        Ok(effects)
    }

    fn waiver(&self, finding: &str, text: &str, approver: &str) -> Result<Vec<Edit>, String> {
        let (why, until) = dated(text);
        review::waiver(finding, why, approver, self.today, until)
    }
}

/// Under which name the reason is kept while it is not accepted.
pub(super) fn draft_of(finding: &str) -> String {
    format!("waiver of {finding}")
}

/// A note and the date at its end, when it ends with one.
pub(super) fn dated(text: &str) -> (&str, Option<Date>) {
    let Some((note, last)) = text.rsplit_once(char::is_whitespace) else { return (text, None) };
    match last.parse::<Date>() {
        Ok(date) if last.len() == DATE_LENGTH => (note.trim_end_matches([' ', ',', ';', ':']), Some(date)),
        _ => (text, None),
    }
}
