//! The text of a new brief: entities without values, so that every question has something to write to.

use std::sync::LazyLock;

use crate::brief::{Brief, Value};

const TEMPLATE: &str = include_str!("../../templates/skeleton.brief.toml");

/// A commented, valid brief. `trigger` is a word of `brief.trigger`; the title is cut to its 80 characters, and a blank
/// one becomes "Untitled".
pub fn skeleton(trigger: &str, title: &str) -> String {
    let title: String = title.trim().chars().filter(|c| !c.is_control()).take(80).collect();
    let title = if title.trim().is_empty() { "Untitled".to_string() } else { title };
    let title = Value::String(title).to_string();
    TEMPLATE.replace("\"{title}\"", &title).replace("{trigger}", trigger)
}

/// Whether an entity is still what a new brief was begun with: the fields that stand there and no others, and nobody's note.
/// What they name may have taken another name.
pub fn untouched(brief: &Brief, path: &str) -> bool {
    static BEGUN: LazyLock<toml::Table> = LazyLock::new(|| skeleton("early_design", "New").parse().unwrap_or_default());
    let begun = path.split('.').try_fold(None, |at: Option<&Value>, key| {
        Some(Some(at.map_or_else(|| BEGUN.get(key), |value| value.get(key))?))
    });
    let (Some(Some(Value::Table(begun))), Some(Value::Table(now))) = (begun, brief.get(path)) else { return false };
    let noted = |of: &str| of.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    begun.len() == now.len() && begun.keys().all(|key| now.contains_key(key)) && !brief.notes.keys().any(|of| noted(of))
}

/// The region that a new brief was begun with, when nobody has touched it and several regions are named without it: its path,
/// and the name that it takes, which is the first of them.
pub fn region_to_name(brief: &Brief, regions: &[String]) -> Option<(String, String)> {
    const HOME: &str = "region.home";
    let [first, _, ..] = regions else { return None };
    let zones = super::facts::ids(brief, "region.home.zone");
    let untouched =
        || untouched(brief, HOME) && zones.iter().all(|zone| self::untouched(brief, &format!("{HOME}.zone.{zone}")));
    let named = regions.iter().any(|r| r == "home") || brief.has(&format!("region.{first}"));
    (!named && untouched()).then(|| (HOME.to_owned(), first.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::{Trigger, read};

    #[test]
    fn it_is_valid_for_every_trigger_and_any_title() {
        for trigger in Trigger::WORDS {
            for title in ["Shop", "", "a \"quoted\" \\ title", "日本 {trigger}", &"long ".repeat(40)] {
                let text = skeleton(trigger, title);
                let brief = read(&text).unwrap_or_else(|e| panic!("{trigger} {title}: {e:?}"));
                assert_eq!(brief.brief.and_then(|b| b.trigger).map(Trigger::word), Some(*trigger));
            }
        }
    }

    #[test]
    fn it_states_structure_and_no_figures() {
        let brief = read(&skeleton("early_design", "Shop")).unwrap();
        assert!(brief.get("workload.main.rate_peak").is_none());
        assert!(brief.get("dataset.main.class").is_none());
        assert!(brief.get("call.front-back.attempts").is_none());
        assert!(brief.has("region.home.zone.c"));
    }
}
