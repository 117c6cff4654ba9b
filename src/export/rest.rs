//! What is stated and stands in no table of the document, and what is required and was passed over in silence: a line or a short
//! list below the part where a reader looks for it. It is made from the field tables, so that no field can be forgotten.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::cell::words;
use super::escape::{code, markdown};
use super::source::{Said, Source};
use crate::brief::record::{Fields, Inside, Slot};

/// Tables that have their places in the appendices, and the number of the format, which stands above the document.
const ELSEWHERE: [&str; 7] = ["schema", "open_question", "skipped", "waiver", "review_note", "review", "notes"];

/// A part of the brief whose rest one part of the document says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// A table or a kind, as a path; empty for whatever no other place has.
    at: String,
    /// Of a kind, what stands in front of the ids of its entities.
    each: Option<String>,
}

impl Place {
    /// One table.
    pub fn one(at: impl Into<String>) -> Self {
        Self { at: at.into(), each: None }
    }

    /// Every entity of a kind.
    pub fn each(at: impl Into<String>) -> Self {
        Self { at: at.into(), each: Some(String::new()) }
    }

    /// The entities inside another, with its name in front of theirs.
    pub fn within(at: impl Into<String>, name: &str) -> Self {
        Self { at: at.into(), each: Some(format!("{name}.")) }
    }
}

/// What is to be said of a place: by entity (an empty name for a table), one text for each field.
type Fieldwise = IndexMap<String, Vec<String>>;

/// The rest of a brief by the places where it is said.
#[derive(Debug, Default)]
pub struct Rest {
    also: HashMap<String, Fieldwise>,
    missing: HashMap<String, Fieldwise>,
    /// How many entities there are at a place.
    count: HashMap<String, usize>,
}

impl Rest {
    /// What is left of a brief once every part has been made.
    pub fn new<'p>(s: &Source<'_>, places: impl Iterator<Item = &'p Place>) -> Self {
        let places: HashMap<&str, &Place> = places.map(|p| (p.at.as_str(), p)).collect();
        let mut rest = Self::default();
        let mut walk = Walk { s, places: &places, rest: &mut rest };
        walk.record(s.world.brief, &mut String::new(), &At { place: "", base: 0, entity: "" });
        rest.passed_over(s, &places);
        rest
    }

    /// Required fields of which no cell was made.
    fn passed_over(&mut self, s: &Source<'_>, places: &HashMap<&str, &Place>) {
        for required in s.required.iter().filter(|r| !r.met && r.path.contains('.')) {
            let path = required.path.as_str();
            let mut above = path;
            let mut whole = s.said(path) != Said::Nothing;
            let place = loop {
                let Some(dot) = above.rfind('.') else { break None };
                above = &above[..dot];
                whole |= s.said(above) == Said::Whole;
                if let Some(place) = places.get(above) {
                    break Some(place);
                }
            };
            if whole {
                continue;
            }
            let at = place.map_or("", |p| p.at.as_str());
            let inside = if at.is_empty() { path } else { &path[at.len() + 1..] };
            let (entity, field) = match place {
                Some(Place { each: Some(_), .. }) => inside.split_once('.').unwrap_or((inside, "")),
                _ => ("", inside),
            };
            let fields = self.missing.entry(at.to_owned()).or_default().entry(entity.to_owned()).or_default();
            fields.push(code(field));
        }
    }

    /// As markdown: what is stated besides, and what is not although it has to be.
    pub fn of(&self, places: &[Place]) -> String {
        let total = places.iter().map(|p| self.count.get(&p.at).copied().unwrap_or_default()).sum();
        let texts = [
            said(places, &self.also, total, "Also stated", |fields| fields.join("; ")),
            said(places, &self.missing, total, "Further, **not stated**", |fields| fields.join(", ")),
        ];
        texts.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// One line where it is one table or the same of all, else one line for each entity or those that are alike.
fn said(
    places: &[Place],
    all: &HashMap<String, Fieldwise>,
    total: usize,
    head: &str,
    join: impl Fn(&[String]) -> String,
) -> String {
    let mut alike: IndexMap<String, Vec<String>> = IndexMap::new();
    for place in places {
        for (entity, fields) in all.get(&place.at).into_iter().flatten() {
            let name = place.each.as_ref().map(|before| code(&format!("{before}{entity}")));
            alike.entry(join(fields)).or_default().extend(name);
        }
    }
    let of = |names: &[String]| match names {
        [] => String::new(),
        [_, _] if total == 2 => " for both".to_owned(),
        [_, _, ..] if names.len() == total => format!(" for all {total}"),
        names => format!(" for {}", names.join(", ")),
    };
    match alike.first() {
        None => String::new(),
        Some((text, names)) if alike.len() == 1 => format!("{head}{}: {text}.\n", of(names)),
        Some(_) => {
            let lines: Vec<String> =
                alike.iter().map(|(text, names)| format!("- {}: {text}", names.join(", "))).collect();
            format!("{head}:\n\n{}\n", lines.join("\n"))
        }
    }
}

/// Whether more than one field of a table is stated.
fn several(record: &dyn Fields) -> bool {
    (0..record.table().len()).filter(|i| record.slot(*i).is_set()).nth(1).is_some()
}

/// Where a walk through a brief stands: the place that says what is met, and from where on a path is told.
#[derive(Clone, Copy)]
struct At<'p> {
    place: &'p str,
    base: usize,
    entity: &'p str,
}

struct Walk<'a> {
    s: &'a Source<'a>,
    places: &'a HashMap<&'a str, &'a Place>,
    rest: &'a mut Rest,
}

impl Walk<'_> {
    fn record(&mut self, record: &dyn Fields, path: &mut String, at: &At<'_>) {
        for (i, field) in record.table().iter().enumerate() {
            let slot = record.slot(i);
            if !slot.is_set() || (path.is_empty() && ELSEWHERE.contains(&field.name)) {
                continue;
            }
            let keep = path.len();
            if keep > 0 {
                path.push('.');
            }
            path.push_str(field.name);
            let place = self.places.get(path.as_str()).copied();
            match slot.inside() {
                Inside::Entities(_) => self.entities(slot, path, at, place),
                Inside::Fields(inner) => match (place, self.s.said(path)) {
                    (_, Said::Whole) => {}
                    (Some(place), _) => {
                        self.record(inner, path, &At { place: &place.at, base: place.at.len() + 1, entity: "" });
                    }
                    (None, Said::Nothing) if several(inner) => self.say(slot, field, path, at),
                    (None, _) => self.record(inner, path, at),
                },
                Inside::Leaf if self.s.said(path) == Said::Nothing => self.say(slot, field, path, at),
                Inside::Leaf => {}
            }
            path.truncate(keep);
        }
    }

    fn entities(&mut self, all: &dyn Slot, path: &mut String, at: &At<'_>, place: Option<&Place>) {
        let keep = path.len();
        if let Some(place) = place {
            self.rest.count.insert(place.at.clone(), all.entities().count());
        }
        for (id, one) in all.entities() {
            path.push('.');
            path.push_str(id);
            let own = self.places.get(path.as_str()).copied();
            let here = match (own, place) {
                (Some(own), _) => At { place: &own.at, base: path.len() + 1, entity: "" },
                (None, Some(place)) => At { place: &place.at, base: path.len() + 1, entity: id },
                (None, None) => *at,
            };
            if let Inside::Fields(inner) = one.inside() {
                self.record(inner, path, &here);
            }
            path.truncate(keep);
        }
    }

    fn say(&mut self, slot: &dyn Slot, field: &crate::brief::Field, path: &str, at: &At<'_>) {
        let Some(value) = slot.value() else { return };
        let text = format!("{} {}", code(&path[at.base..]), markdown(&words(&(field.ty)(), &value)));
        let of = self.rest.also.entry(at.place.to_owned()).or_default();
        of.entry(at.entity.to_owned()).or_default().push(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Report;
    use crate::findings::required::required;
    use crate::numbers::World;

    const CALLS: &str = "schema = 1\n[service.a]\n[service.b]\n[call.one]\nfrom = \"a\"\nto = \"b\"\nper_request = 2\n\
                         [call.two]\nfrom = \"a\"\nto = \"b\"\nper_request = 2\n";

    /// What is left once a cell was made for each of these fields.
    fn left(text: &str, said: &[&str], places: &[Place]) -> String {
        let brief = crate::brief::read(text).unwrap();
        let world = World::new(&brief);
        let required = required(&world);
        let report = Report::default();
        let source = Source::new(&world, &[], &report, &required, &[]);
        for path in said {
            source.say(path);
        }
        Rest::new(&source, places.iter()).of(places)
    }

    #[test]
    fn what_is_the_same_of_all_is_said_once() {
        let both = ["from", "to", "operations", "critical", "timeout", "attempts", "deadline", "retry_budget"];
        let said: Vec<String> = ["one", "two"].iter().flat_map(|c| both.map(|f| format!("call.{c}.{f}"))).collect();
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        let calls = [Place::each("call")];
        assert_eq!(
            left(CALLS, &said, &calls),
            "Also stated for both: `per_request` 2.\n\nFurther, **not stated** for both: `client_avail_dependency`.\n"
        );
        let other = format!("{CALLS}hedge = {{ after = \"p95\", max = 1 }}\nclient_avail_dependency = \"soft\"\n");
        let soft: Vec<&str> = said.iter().copied().chain(["call.two.client_avail_dependency"]).collect();
        assert_eq!(
            left(&other, &soft, &calls),
            "Also stated:\n\n- `one`: `per_request` 2\n- `two`: `per_request` 2; `hedge` after p95, max 1\n\n\
             Further, **not stated** for `one`: `client_avail_dependency`.\n"
        );
    }

    #[test]
    fn a_table_of_which_something_is_said_gives_the_rest_of_its_fields() {
        let text = "schema = 1\n[clock]\nsync = \"ntp\"\nskew_bound = \"5ms\"\nself_stop = \"80%\"\n";
        let clock = [Place::one("clock")];
        assert_eq!(left(text, &["clock.sync", "clock.skew_bound"], &clock), "Also stated: `self_stop` 80%.\n");
        assert_eq!(left(text, &["clock"], &clock), "");
        let text = "schema = 1\n[dataset.d]\nbackup = { kind = \"pitr\", interval = \"5min\" }\n";
        let said = left(text, &["dataset.d.backup.kind"], &[Place::one("dataset.d")]);
        assert!(said.starts_with("Also stated: `backup.interval` 5min.\n"), "{said}");
    }

    #[test]
    fn what_no_part_has_claimed_is_said_at_the_end() {
        let said = left(CALLS, &[], &[Place::each("service"), Place::one("")]);
        assert!(said.contains("`call.one.per_request` 2; ") && said.contains("`call.two.from` a"), "{said}");
        // Nothing of a whole document ends there: each kind has a part that says it.
        let brief = crate::brief::read(include_str!("../../tests/data/briefs/full.brief.toml")).unwrap();
        let world = World::new(&brief);
        let (required, report) = (required(&world), Report::default());
        let source = Source::new(&world, &[], &report, &required, &[]);
        let blocks: Vec<_> = super::super::parts::PARTS.iter().map(|(_, part)| part(&source)).collect();
        let rest = Rest::new(&source, blocks.iter().flat_map(super::super::block::Block::places));
        assert_eq!(rest.of(&[Place::one("")]), "");
    }
}
