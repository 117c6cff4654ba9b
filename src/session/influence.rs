//! What moves a number most, as a page to read.

use std::fmt::Write;

use super::dialog::{Dialog, Pager};
use super::status::Status;
use super::{Screen, Session};
use crate::numbers::Figure;
use crate::numbers::sensitivity::Influence;

impl Session {
    /// Shows what a worker found, unless the person has gone elsewhere meanwhile.
    pub(super) fn influence_seen(&mut self, figure: &Figure, found: &[Influence]) {
        if self.screen != Screen::Numbers || !self.dialogs.is_empty() {
            return;
        }
        self.status = Status::default();
        let now = self.facts.figures.iter().find(|f| f.key() == figure.key());
        let stale = now.is_none_or(|f| f.amount != figure.amount);
        let title = format!("What moves {} {}", figure.id, figure.label);
        self.dialogs.push(Dialog::Pager(Pager { title, text: page(figure, found, stale) }));
    }
}

/// The inputs by how much they move the number.
fn page(figure: &Figure, found: &[Influence], stale: bool) -> String {
    let mut out = format!("**{}** for `{}`\n\n", figure.shown(), figure.at);
    if stale {
        out.push_str("This is about an earlier state of the brief: the number has another value now.\n\n");
    }
    if found.is_empty() {
        out.push_str("No input of it is a number that could be a little larger or smaller.\n");
        return out;
    }
    out.push_str("| input | value | from | 10 % less | 10 % more | effect |\n|---|---|---|---|---|---|\n");
    for i in found {
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {} | {} | {:+.2} |",
            i.at,
            i.shown,
            i.origin.word(),
            i.less,
            i.more,
            i.elasticity
        );
    }
    out.push_str(
        "\nEach input is changed alone, in a copy of the brief, and the number is worked out again. The effect is the change of \
         the number in per cent for one per cent more of the input; availabilities count by what is missing.\n",
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::{derive, sensitivity::sensitivity};

    const TEXT: &str = include_str!("../../tests/data/briefs/example.brief.toml");

    #[test]
    fn the_page_names_each_input_with_both_sides() {
        let brief = crate::brief::read(TEXT).unwrap();
        let figures = derive(&brief);
        let figure = figures.iter().find(|f| f.key() == "D24/call.gateway-orders#worst").unwrap();
        let text = page(figure, &sensitivity(&brief, figure), false);
        assert!(text.contains("| `call.gateway-orders.timeout` | 250ms | stated |"), "{text}");
        assert!(!text.contains("earlier state") && page(figure, &[], true).contains("earlier state"));
    }
}
