//! Keys to actions. The table is data; this file looks keys up in it, applies a person's own keys, and writes the help
//! and the page of the manual from it. What an action does is not decided here.

mod table;

pub use crate::session::Action;
pub use table::{BINDINGS, Binding};

use std::collections::BTreeMap;
use std::fmt::Write;

use super::key::Key;

macro_rules! contexts {
    ($($name:ident = $word:literal, $title:literal;)*) => {
        /// Where a binding holds. The focus decides which contexts are asked, the innermost first.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Context { $($name,)* }

        impl Context {
            pub const ALL: &'static [Context] = &[$(Context::$name,)*];

            /// The name in the configuration file.
            pub fn word(self) -> &'static str {
                match self { $(Context::$name => $word,)* }
            }

            /// The heading in help and in the manual.
            pub fn title(self) -> &'static str {
                match self { $(Context::$name => $title,)* }
            }
        }
    };
}

contexts! {
    Guide = "guide", "Guide";
    Outline = "workbench", "Workbench";
    Numbers = "numbers", "Numbers";
    Findings = "findings", "Findings";
    Lab = "lab", "Lab";
    Brief = "brief", "Brief";
    Reference = "reference", "Reference";
    Review = "review", "Review";
    Diagnose = "diagnose", "Diagnose";
    Start = "start", "Start screen";
    Compared = "compare", "Variants side by side";
    Explored = "explored", "What a sweep found";
    Changes = "changes", "Changes of this session";
    Sheet = "charts", "Charts";
    ExportPanel = "export-panel", "What an export would write";
    Pick = "pick", "A choice from a list";
    List = "list", "Moving in any list";
    Confirm = "confirm", "A question with yes and no";
    Pager = "pager", "A page of text";
    Text = "text", "A line of text";
    Area = "area", "A text of several lines";
    PaletteBox = "palette", "Palette";
    Global = "global", "Everywhere outside text";
    Always = "always", "Always";
}

/// The table with a person's own keys applied, ready to be asked.
#[derive(Debug, Clone)]
pub struct Keymap {
    rows: Vec<(Binding, Vec<Key>)>,
}

impl Default for Keymap {
    fn default() -> Keymap {
        let parse = |keys: &[&str]| keys.iter().filter_map(|k| k.parse().ok()).collect();
        Keymap { rows: BINDINGS.iter().map(|row| (*row, parse(row.keys))).collect() }
    }
}

impl Keymap {
    /// The table with some bindings given other keys. `own` maps `context.action` to key names, as in
    /// `"guide.accept" -> ["enter", "ctrl-j"]`; an empty list switches the binding off. All mistakes are reported.
    pub fn with(own: &BTreeMap<String, Vec<String>>) -> Result<Keymap, Vec<String>> {
        let mut map = Keymap::default();
        let mut problems = Vec::new();
        for (name, keys) in own {
            let Some((context, action)) = name.split_once('.') else {
                problems.push(format!("keys.{name}: expected `context.action`, such as `guide.accept`"));
                continue;
            };
            let Some(row) = map.rows.iter_mut().find(|(b, _)| b.context.word() == context && b.action.word() == action)
            else {
                problems.push(format!("keys.{name}: no such binding; reference/keys.md lists all of them"));
                continue;
            };
            row.1.clear();
            for key in keys {
                match key.parse() {
                    Ok(key) => row.1.push(key),
                    Err(why) => problems.push(format!("keys.{name}: {why}")),
                }
            }
        }
        problems.extend(map.clashes());
        if problems.is_empty() { Ok(map) } else { Err(problems) }
    }

    /// Keys that mean two things in one context.
    fn clashes(&self) -> Vec<String> {
        let mut seen: BTreeMap<(Context, Key), Action> = BTreeMap::new();
        let mut out = Vec::new();
        for (row, keys) in &self.rows {
            for key in keys {
                if let Some(first) = seen.insert((row.context, *key), row.action) {
                    let context = row.context.word();
                    out.push(format!("keys.{context}: `{key}` means both {} and {}", first.word(), row.action.word()));
                }
            }
        }
        out
    }

    /// What the key means when these contexts are asked in turn.
    pub fn find(&self, contexts: &[Context], key: Key) -> Option<Action> {
        contexts.iter().find_map(|context| {
            self.rows
                .iter()
                .find(|(row, keys)| row.context == *context && keys.contains(&key))
                .map(|(row, _)| row.action)
        })
    }

    /// The bindings of these contexts that a key reaches: a row whose every key is taken by an inner context is left out.
    pub fn reachable<'a>(&'a self, contexts: &'a [Context]) -> impl Iterator<Item = (&'a Binding, &'a [Key])> {
        contexts.iter().flat_map(move |context| {
            self.rows.iter().filter(move |(row, _)| row.context == *context).filter_map(move |(row, keys)| {
                let live = keys.iter().any(|k| self.find(contexts, *k) == Some(row.action));
                live.then_some((row, keys.as_slice()))
            })
        })
    }

    /// The hints of the footer, most specific first: the first key of each binding that has a short text.
    pub fn hints(&self, contexts: &[Context], works: impl Fn(Action) -> bool) -> Vec<(String, &'static str)> {
        let mut out: Vec<(String, &'static str)> = Vec::new();
        for (row, keys) in self.reachable(contexts) {
            let known = out.iter().any(|(_, short)| *short == row.short);
            if let (Some(key), false, false, true) = (keys.first(), row.short.is_empty(), known, works(row.action)) {
                out.push((label(*key), row.short));
            }
        }
        out
    }

    /// The first key for an action in these contexts, as it is shown.
    pub fn key_of(&self, contexts: &[Context], action: Action) -> Option<String> {
        self.reachable(contexts)
            .find(|(row, _)| row.action == action)
            .and_then(|(_, keys)| keys.first().map(|k| label(*k)))
    }

    /// The page of the manual: every context, every binding.
    pub fn page(&self) -> String {
        let mut out = String::from(
            "# Keys\n\nGenerated from the table of bindings; a test compares the two. Each binding can be given other keys in the \
             configuration file, by the name in the last column:\n\n```toml\n[keys]\n\"guide.accept\" = [\"enter\", \"ctrl-j\"]\n```\n",
        );
        for context in Context::ALL {
            let _ = write!(out, "\n## {}\n\n| keys | what it does | name |\n|---|---|---|\n", context.title());
            for (row, keys) in self.rows.iter().filter(|(row, _)| row.context == *context) {
                let keys: Vec<String> = keys.iter().map(|k| format!("`{}`", label(*k).replace('|', "\\|"))).collect();
                let _ = writeln!(
                    out,
                    "| {} | {} | `{}.{}` |",
                    keys.join(", "),
                    row.long,
                    context.word(),
                    row.action.word()
                );
            }
        }
        out
    }
}

/// A key as it is shown to people: `Enter`, `Ctrl-P`, `a`.
pub fn label(key: Key) -> String {
    let name = key.to_string();
    if name.chars().count() == 1 {
        return name;
    }
    let capital = |part: &str| {
        let mut chars = part.chars();
        chars.next().map(|c| c.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
    };
    let name = name.split('-').map(capital).collect::<Vec<_>>().join("-");
    name.replace("Pageup", "PageUp").replace("Pagedown", "PageDown")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_reads_and_means_one_thing_in_its_context() {
        for row in BINDINGS {
            for key in row.keys {
                let read = key.parse::<Key>();
                assert_eq!(read.map(|k| k.to_string()), Ok((*key).to_string()), "{:?}", row.action);
            }
            assert!(row.long.is_ascii() && !row.long.ends_with('.'), "{}", row.long);
            assert!(row.short.split_whitespace().count() <= 3);
        }
        assert_eq!(Keymap::default().clashes(), Vec::<String>::new());
    }

    #[test]
    fn every_action_can_be_reached_and_every_context_has_bindings() {
        for action in Action::ALL {
            assert!(BINDINGS.iter().any(|row| row.action == *action), "no key for {}", action.word());
            assert_eq!(Action::named(action.word()), Some(*action));
        }
        for context in Context::ALL {
            assert!(BINDINGS.iter().any(|row| row.context == *context), "{} is empty", context.word());
        }
        let mut names: Vec<String> =
            BINDINGS.iter().map(|r| format!("{}.{}", r.context.word(), r.action.word())).collect();
        names.sort();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all, "two rows with one name cannot be remapped");
    }

    #[test]
    fn a_text_field_keeps_every_key_a_person_types_with() {
        let map = Keymap::default();
        for c in (' '..='~').chain(['\u{e9}', '\u{6f22}']) {
            let key = Key::plain(super::super::key::Code::Char(c));
            assert_eq!(map.find(&[Context::Text, Context::Always], key), None, "{c} is taken from the text field");
            assert_eq!(map.find(&[Context::Area, Context::Always], key), None, "{c} is taken from the text area");
        }
        for key in ["left", "right", "home", "end", "backspace", "delete"] {
            assert_eq!(map.find(&[Context::Text, Context::Always], key.parse().unwrap()), None, "{key}");
        }
        assert_eq!(map.find(&[Context::Text, Context::Always], "f4".parse().unwrap()), Some(Action::Screen4));
        assert_eq!(map.find(&[Context::Area, Context::Always], "enter".parse().unwrap()), None);
    }

    #[test]
    fn the_inner_context_wins_and_the_footer_does_not_show_the_outer_one() {
        let map = Keymap::default();
        let contexts = [Context::Outline, Context::List, Context::Global, Context::Always];
        assert_eq!(map.find(&contexts, "a".parse().unwrap()), Some(Action::Add));
        let shown: Vec<Action> = map.reachable(&contexts).map(|(row, _)| row.action).collect();
        assert!(shown.contains(&Action::Add) && !shown.contains(&Action::Answers));
        let hints = map.hints(&contexts, |a| a != Action::Rename);
        assert!(hints.contains(&("Enter".into(), "edit")));
        assert!(!hints.iter().any(|(_, short)| *short == "rename"), "a key that does nothing is advertised");
    }

    #[test]
    fn own_keys_replace_the_defaults_and_mistakes_are_all_named() {
        let own = |rows: &[(&str, &[&str])]| {
            rows.iter().map(|(n, k)| ((*n).to_string(), k.iter().map(|k| (*k).to_string()).collect())).collect()
        };
        let map = Keymap::with(&own(&[("guide.accept", &["ctrl-j"])])).unwrap();
        assert_eq!(map.find(&[Context::Guide], "ctrl-j".parse().unwrap()), Some(Action::Accept));
        assert_eq!(map.find(&[Context::Guide], "enter".parse().unwrap()), None);
        let problems =
            Keymap::with(&own(&[("guide.accept", &["u"]), ("guide.nope", &[]), ("guide.skip", &["hyper-x"])]))
                .unwrap_err();
        assert_eq!(problems.len(), 3, "{problems:?}");
    }
}
