//! Open steps as the input of AskUserQuestion.

use serde_json::{Value, json};

use crate::questions::{facts::Known, record::Choice, said::RECOMMENDED, step::Step};

/// What an option would change, in a few lines of markdown; shown beside it where the client can.
pub type PreviewOf<'a> = &'a dyn Fn(&Step, &'static Choice) -> Option<String>;

/// `{"questions": [..]}` for 1 to 4 steps: question, header, options with label and description, multiSelect. The
/// recommended option comes first; Other is the client's to add. Previews only where one option is chosen.
pub fn questions_json(known: &Known, steps: &[&Step], preview: Option<PreviewOf>) -> Value {
    json!({ "questions": steps.iter().map(|s| question_json(known, s, preview)).collect::<Vec<_>>() })
}

fn question_json(known: &Known, step: &Step, preview: Option<PreviewOf>) -> Value {
    let recommended = step.recommended(known);
    let (mut first, rest): (Vec<_>, Vec<_>) = step.options().partition(|o| recommended.contains(&o.label));
    first.extend(rest);
    let options: Vec<Value> = first
        .into_iter()
        .map(|option| {
            let mark = if recommended.contains(&option.label) { RECOMMENDED } else { "" };
            let mut out = json!({ "label": format!("{}{mark}", option.label), "description": option.description });
            if let Some(text) = preview.filter(|_| !step.multi()).and_then(|p| p(step, option)) {
                out["preview"] = text.into();
            }
            out
        })
        .collect();
    json!({
        "question": step.text(known.brief),
        "header": step.header(),
        "options": options,
        "multiSelect": step.multi(),
    })
}
