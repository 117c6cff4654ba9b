//! Findings as annotations of a GitHub workflow: `::error file=F,line=N,title=KEY::TEXT`.

use std::io::{self, Write};

use super::{Checked, json::line};
use crate::cli::output::{Out, clean};
use crate::findings::Severity;

pub fn write(checked: &[Checked], known: &dyn Fn(&str, &str) -> bool, out: &mut Out) -> io::Result<()> {
    for c in checked {
        let lines = crate::brief::read::Lines::of(&c.loaded.text.body);
        for f in c.report.open.iter().filter(|f| !known(&c.loaded.name, &f.key())) {
            let command = match f.severity {
                Severity::Error => "error",
                Severity::Warn => "warning",
                Severity::Info => "notice",
            };
            let at = line(f, &lines).map_or_else(String::new, |n| format!(",line={n}"));
            let text = match f.fixes.first() {
                Some(fix) => format!("{}: {}\nfix: {}", f.rule.title, f.text, fix.says()),
                None => format!("{}: {}", f.rule.title, f.text),
            };
            let (file, title) = (property(&c.loaded.name), property(&f.key()));
            writeln!(out, "::{command} file={file}{at},title={title}::{}", data(&text))?;
        }
    }
    Ok(())
}

fn data(text: &str) -> String {
    clean(&text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")).into_owned()
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
