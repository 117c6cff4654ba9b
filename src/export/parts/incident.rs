//! The incident that a brief answers: what was seen, what was asked and answered, which causes that supports, what to do
//! first and what keeps it from coming back. Worked out from the answers, so that it says the same as the diagnosis.

use std::str::FromStr;

use super::Source;
use crate::diagnose::{Answer, Asked, Evidence, Opened, Standing, confirm, incident as kept};
use crate::export::block::{Block, Table};
use crate::export::escape::{code, markdown};

/// Nothing when the brief answers no incident.
pub fn incident(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let brief = s.world.brief;
    let Some(i) = kept::incident(brief) else { return block };
    s.say("brief.incident");
    let mut head = Table::new(&["Incident", ""]);
    let seen: Vec<String> = i.symptoms.iter().flatten().map(|s| s.in_prose()).collect();
    let mut row = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            head.row(vec![name.to_owned(), value]);
        }
    };
    row("Reference", i.r#ref.as_deref().map(markdown));
    row("Began", i.started.as_ref().map(ToString::to_string));
    row("Ended", i.ended.as_ref().map(ToString::to_string));
    row("Seen", Some(if seen.is_empty() { "**not stated** (Q04)".to_owned() } else { seen.join(", ") }));
    if let Some(h) = kept::cause(brief) {
        let asked = Asked::find(h.id).map(|(asked, _)| asked);
        let word = match asked.and_then(|asked| kept::answers(brief).get(&asked)) {
            Some(Answer::Yes) => "confirmed by its number",
            _ => "acted on, not confirmed by its number",
        };
        row("Cause", Some(format!("{} ({}), {word}", markdown(h.name), code(h.id))));
        row("First", Some(markdown(h.first)));
        row("Lasting", Some(markdown(h.lasting)));
    } else {
        row("Cause", i.cause.as_deref().map(markdown));
    }
    let answers = |text: &&String| {
        text.split_once('=')
            .is_some_and(|(id, word)| Asked::find(id).is_some() && Answer::from_str(word.trim()).is_ok())
    };
    let unread: Vec<String> = i.evidence.iter().flatten().filter(|t| !answers(t)).map(|t| markdown(t)).collect();
    row("Also seen", (!unread.is_empty()).then(|| unread.join("; ")));
    block.table(&head);
    for opened in &kept::of(brief).trees {
        tree(s, opened, &mut block);
    }
    block
}

fn tree(s: &Source<'_>, opened: &Opened, block: &mut Block) {
    let ranking = &opened.ranking;
    let answered = ranking.standings.iter().any(|s| !s.evidence.is_empty() || s.number.is_some());
    let title = format!("{} {}", ranking.tree.id, markdown(ranking.tree.name));
    if !answered {
        block.text(format!("{title}: nothing was answered yet."));
        return;
    }
    let verdict = if !ranking.supported() {
        "no hypothesis is supported"
    } else if ranking.tied() {
        "a tie"
    } else if ranking.close() {
        "a close call"
    } else {
        "the first is ahead"
    };
    let mut table = Table::new(&["Hypothesis", "Points", "For", "Against", "Confirmed by", "The brief says"])
        .caption(format!("{title}: {verdict}. Points are judgement; only the number confirms."));
    let moved = |s: &&Standing| !s.evidence.is_empty() || s.number.is_some();
    for standing in ranking.standings.iter().filter(moved) {
        let h = standing.hypothesis;
        let points = match standing.number {
            Some(true) => format!("{}, confirmed", standing.score),
            Some(false) => format!("{}, ruled out", standing.score),
            None => standing.score.to_string(),
        };
        let says: Vec<String> = confirm(h, s.figures)
            .into_iter()
            .take(3)
            .map(|b| {
                format!(
                    "{} {} = {}: {}",
                    b.figure.id,
                    code(&b.figure.at.to_string()),
                    markdown(&b.figure.shown()).replace("\\~", "~"),
                    b.says.text()
                )
            })
            .collect();
        table.row(vec![
            format!("{} {}", h.short(), markdown(h.name)),
            points,
            list(standing.speaks_for()),
            list(standing.speaks_against()),
            markdown(h.confirmed_by),
            says.join("; "),
        ]);
    }
    block.table(&table);
    if let Some(next) = &opened.next {
        block.text(format!("Not asked yet: {} ({})", markdown(&next.asked.text()), code(&next.asked.id())));
    }
}

fn list<'a>(evidence: impl Iterator<Item = &'a Evidence>) -> String {
    evidence
        .map(|e| format!("{} {} ({:+})", markdown(&e.asked.text()), e.answer.word(), e.weight))
        .collect::<Vec<_>>()
        .join("; ")
}
