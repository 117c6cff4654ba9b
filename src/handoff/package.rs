//! The files of a package for `clink`. Paths are absolute in the request alone; nothing else names a place on this machine.

use serde_json::json;

use super::prompt::{Input, PROMPT_LIMIT, prompt};

/// A package, ready to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Package {
    /// Name and content of each file.
    pub files: Vec<(String, String)>,
    /// The prompt, as it also stands in `prompt.txt`.
    pub prompt: String,
    /// What to type in a host that has the tool.
    pub sentence: String,
}

/// The files that the request names, the brief apart.
pub const SENTENCE_FILES: [&str; 2] = ["findings.json", "reply.md"];

/// Makes the package. `folder` is the absolute path it will be written to, with the separator that paths have there.
pub fn package(input: &Input<'_>, folder: &str) -> Result<Package, String> {
    let prompt = prompt(input);
    let length = prompt.chars().count();
    if length > PROMPT_LIMIT {
        return Err(format!("the prompt has {length} characters, at most {PROMPT_LIMIT} are taken"));
    }
    let separator = if folder.contains('\\') && !folder.contains('/') { '\\' } else { '/' };
    let path = |name: &str| format!("{}{separator}{name}", folder.trim_end_matches(['/', '\\']));
    let mut paths = vec![path(input.name)];
    paths.extend(SENTENCE_FILES.iter().map(|f| path(f)));
    // The schema of the tool takes these names and no others; `files` is refused.
    let request = json!({
        "prompt": prompt,
        "cli_name": input.cli,
        "role": input.role.word(),
        "absolute_file_paths": paths,
    });
    let sentence = format!(
        "Use clink with cli_name \"{}\" and role \"{}\" to run the read-only review in prompt.txt with the files that \
         clink.json lists, and save the whole reply as reply.json beside them.",
        input.cli,
        input.role.word()
    );
    let request = serde_json::to_string_pretty(&request).map_err(|e| e.to_string())? + "\n";
    let files = vec![
        ("clink.json".to_owned(), request),
        ("prompt.txt".to_owned(), prompt.clone()),
        (input.name.to_owned(), input.text.to_owned()),
        ("findings.json".to_owned(), input.findings.to_owned()),
        ("reply.md".to_owned(), template(input)),
        ("sentence.txt".to_owned(), format!("{sentence}\n")),
    ];
    Ok(Package { files, prompt, sentence })
}

/// The form of a reply, to be filled in by hand where no tool writes one.
fn template(input: &Input<'_>) -> String {
    format!(
        "# Reply to a review of {name}\n\n\
         One line for each point, worst first. Lines in angle brackets are replaced or deleted; what is left as it is does not count.\n\n\
         Critical: <{name}:LINE> - <what is wrong>. Impact: <what follows>. Fix: <the smallest reversible change>\n\
         High: <{name}:LINE> - <what is wrong>. Impact: <what follows>. Fix: <the smallest reversible change>\n\
         Medium: <{name}:LINE> - <what is wrong>. Impact: <what follows>. Fix: <the smallest reversible change>\n\
         Low: <{name}:LINE> - <what is wrong>. Impact: <what follows>. Fix: <the smallest reversible change>\n\n\
         <SUMMARY>\nVERDICT: <agree, object or unsure>\n</SUMMARY>\n",
        name = input.name
    )
}
