//! Pictures beside the document: well-formed, escaped, the same every time, owned, and covered by `export --check`.

use super::cli_support::World;

const EXAMPLE: &str = include_str!("../data/briefs/example.brief.toml");

fn world(text: &str) -> World {
    let w = World::new();
    w.write("orders.brief.toml", text);
    w
}

const WITH: [&str; 4] = ["export", "orders.brief.toml", "--with", "svg"];

/// Reads a picture as XML as far as our own pictures use it: every tag closes in order, every attribute is quoted, no text
/// holds markup. Gives the texts.
fn read(svg: &str) -> Vec<String> {
    let (mut open, mut texts, mut rest) = (Vec::new(), Vec::new(), svg);
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        assert!(!text.contains('>'), "a bare > in {text:?}");
        for entity in text.split('&').skip(1) {
            let name = entity.split(';').next().unwrap_or_default();
            assert!(["lt", "gt", "amp", "quot", "#39"].contains(&name), "&{name}; in {text:?}");
        }
        if !text.trim().is_empty() {
            texts.push(text.to_owned());
        }
        if let Some(comment) = tag.strip_prefix("<!--") {
            rest = comment.split_once("-->").expect("a comment ends").1;
            continue;
        }
        let (inside, after) = tag[1..].split_once('>').expect("a tag ends");
        if let Some(name) = inside.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "tags cross");
        } else {
            assert_eq!(inside.matches('"').count() % 2, 0, "an attribute is not closed: {inside}");
            let name = inside.split([' ', '/']).next().unwrap_or_default();
            if !inside.ends_with('/') {
                open.push(name.to_owned());
            }
        }
        rest = after;
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "left open: {open:?}");
    texts
}

fn drawn(w: &World) -> Vec<(String, String)> {
    let mut names: Vec<String> = std::fs::read_dir(w.path("docs/orders"))
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names.into_iter().map(|n| (n.clone(), w.read(&format!("docs/orders/{n}")))).collect()
}

#[test]
fn pictures_are_well_formed_say_what_they_show_and_are_the_same_every_time() {
    let w = world(EXAMPLE);
    w.run(&WITH).ok();
    let first = drawn(&w);
    let names: Vec<&str> = first.iter().map(|(n, _)| n.as_str()).collect();
    assert!(names.contains(&"topology.svg") && names.contains(&"calls.svg"), "{names:?}");
    for (name, svg) in &first {
        let texts = read(svg);
        assert!(
            svg.contains("role=\"img\"") && svg.contains("<desc id=\"desc\">"),
            "{name} says nothing to those who do not see it"
        );
        assert!(svg.contains("prefers-color-scheme:dark"), "{name} is for light pages only");
        assert!(texts.len() > 3, "{name} is empty");
    }
    let document = w.read("docs/orders.md");
    for (name, _) in &first {
        assert!(document.contains(&format!("](orders/{name})")), "the document does not name {name}");
    }
    assert!(w.run(&WITH).ok().lines().all(|l| l.starts_with("unchanged ")));
    assert_eq!(drawn(&w), first);
}

#[test]
fn without_pictures_the_document_is_complete_and_names_none() {
    let w = world(EXAMPLE);
    w.run(&["export", "orders.brief.toml"]).ok();
    let plain = w.read("docs/orders.md");
    assert!(!plain.contains("Pictures") && !w.exists("docs/orders"));
    w.run(&WITH).ok();
    let with = w.read("docs/orders.md");
    let body = |text: &str| text.split("\n---\n\n").nth(1).unwrap_or_default().to_owned();
    assert!(body(&with).starts_with(body(&plain).trim_end()), "pictures change more than they add");
}

#[test]
fn a_check_covers_the_pictures_and_an_edited_one_is_not_written_over() {
    let w = world(EXAMPLE);
    let check = ["export", "orders.brief.toml", "--with", "svg", "--check"];
    w.run(&WITH).ok();
    w.run(&check).ok();
    let edited = w.read("docs/orders/topology.svg").replace("region", "continent");
    w.write("docs/orders/topology.svg", &edited);
    assert!(w.run(&check).no().contains("topology.svg: edited by hand"));
    let before = w.read("docs/orders.md");
    assert!(w.run(&WITH).wrong().contains("topology.svg"));
    assert_eq!((w.read("docs/orders/topology.svg"), w.read("docs/orders.md")), (edited, before));
    w.write("docs/orders/topology.svg", "<svg/>");
    assert!(w.run(&check).no().contains("not written by dsbench"));
    w.run(&["export", "orders.brief.toml", "--with", "svg", "--force"]).ok();
    w.run(&check).ok();
    assert!(w.run(&["export", "orders.brief.toml", "--with", "paint"]).err.contains("svg"));
}

#[test]
fn nothing_in_a_brief_breaks_out_of_a_picture() {
    // Names of entities are letters, digits and hyphens, so the escape is held against what a name could never hold.
    for hostile in ["</text><script>", "\" onload=\"x", "a & b", "\u{1b}[31m", "\u{202e}x", "]]>"] {
        let shown = dsbench::export::svg::escaped(hostile);
        assert!(!shown.contains(['<', '>', '"', '\u{1b}', '\u{202e}']), "{shown:?}");
        read(&format!("<svg><text>{shown}</text></svg>"));
    }
}
