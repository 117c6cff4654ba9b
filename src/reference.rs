//! Every page of `reference/` as one table, so that `explain`, `reference` and the reader on screen find the same text.
//! A data table with look-up by name; what a page says about a brief is decided elsewhere. A test compares the table with
//! the folder: a page that is not listed fails it.

/// One page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Where it stands below `reference/`, without `.md`: `rules/RTY-01`.
    pub path: &'static str,
    /// Its markdown.
    pub text: &'static str,
}

impl Page {
    /// The last part of the path: `RTY-01`.
    pub fn name(&self) -> &'static str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }

    /// The folder: `rules`; empty for a page at the top.
    pub fn kind(&self) -> &'static str {
        self.path.rsplit_once('/').map_or("", |(kind, _)| kind)
    }

    /// The first heading, without the id in front.
    pub fn title(&self) -> &'static str {
        let heading = self.text.lines().find_map(|l| l.strip_prefix("# ")).unwrap_or(self.path).trim();
        heading.strip_prefix(self.name()).map_or(heading, str::trim_start)
    }

    /// The text below the heading `## NAME`, up to the next heading of that level.
    pub fn section(&self, name: &str) -> Option<&'static str> {
        let mut start = None;
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            if let (Some(from), true) = (start, line.starts_with("## ")) {
                return Some(self.text[from..at].trim());
            }
            at += line.len();
            if line.strip_prefix("## ").is_some_and(|l| l.trim() == name) {
                start = Some(at);
            }
        }
        start.map(|from| self.text[from..].trim())
    }
}

/// The page of that path or name, whatever the case.
pub fn page(name: &str) -> Option<&'static Page> {
    let name = name.strip_suffix(".md").unwrap_or(name);
    PAGES
        .iter()
        .find(|p| p.path.eq_ignore_ascii_case(name))
        .or_else(|| PAGES.iter().find(|p| p.name().eq_ignore_ascii_case(name)))
}

/// The patterns that answer a question, by its id: a pattern's page says which questions ask for it.
pub fn patterns_for(question: &str) -> Vec<&'static Page> {
    let asks = |line: &str| line.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == question);
    let says = |p: &&Page| p.kind() == "patterns" && p.text.lines().any(|l| l.starts_with("- Asked by:") && asks(l));
    PAGES.iter().filter(says).collect()
}

macro_rules! pages {
    ($($path:literal),+ $(,)?) => {
        &[$(Page { path: $path, text: include_str!(concat!("../reference/", $path, ".md")) }),+]
    };
}

/// All pages: those at the top first, then folder by folder.
pub static PAGES: &[Page] = pages![
    "compact-mcp-list",
    "keys",
    "metrics",
    "published",
    "sources",
    "verify",
    "experiments/E01",
    "experiments/E02",
    "experiments/E03",
    "experiments/E04",
    "experiments/E05",
    "experiments/E06",
    "experiments/E07",
    "experiments/E08",
    "experiments/E09",
    "experiments/E10",
    "experiments/E11",
    "experiments/E12",
    "experiments/E13",
    "experiments/E14",
    "experiments/E15",
    "experiments/E16",
    "experiments/E17",
    "experiments/E18",
    "experiments/E19",
    "experiments/E20",
    "experiments/E21",
    "experiments/E22",
    "experiments/E23",
    "experiments/E24",
    "mcp-deep-dives/sourcegraph",
    "mcps-by-category/web-research",
    "numbers/D01",
    "numbers/D02",
    "numbers/D03",
    "numbers/D04",
    "numbers/D05",
    "numbers/D06",
    "numbers/D07",
    "numbers/D08",
    "numbers/D09",
    "numbers/D10",
    "numbers/D11",
    "numbers/D12",
    "numbers/D13",
    "numbers/D14",
    "numbers/D15",
    "numbers/D16",
    "numbers/D17",
    "numbers/D18",
    "numbers/D19",
    "numbers/D20",
    "numbers/D21",
    "numbers/D22",
    "numbers/D23",
    "numbers/D24",
    "numbers/D25",
    "numbers/D26",
    "numbers/D27",
    "numbers/D28",
    "numbers/D29",
    "numbers/D30",
    "numbers/D31",
    "numbers/D32",
    "numbers/D33",
    "numbers/D34",
    "numbers/D35",
    "numbers/D36",
    "numbers/D37",
    "numbers/D38",
    "numbers/D39",
    "numbers/D40",
    "numbers/D41",
    "numbers/D42",
    "numbers/D43",
    "numbers/D44",
    "numbers/D45",
    "numbers/D46",
    "numbers/D47",
    "numbers/D48",
    "numbers/D49",
    "numbers/D50",
    "numbers/D51",
    "numbers/D52",
    "numbers/D53",
    "numbers/D54",
    "numbers/D55",
    "numbers/D56",
    "numbers/D57",
    "numbers/D58",
    "numbers/D59",
    "patterns/P01",
    "patterns/P02",
    "patterns/P03",
    "patterns/P04",
    "patterns/P05",
    "patterns/P06",
    "patterns/P07",
    "patterns/P08",
    "patterns/P09",
    "patterns/P10",
    "patterns/P11",
    "patterns/P12",
    "patterns/P13",
    "patterns/P14",
    "patterns/P15",
    "patterns/P16",
    "patterns/P17",
    "patterns/P18",
    "patterns/P19",
    "patterns/P20",
    "patterns/P21",
    "patterns/P22",
    "patterns/P23",
    "patterns/P24",
    "patterns/P25",
    "patterns/P26",
    "patterns/P27",
    "patterns/P28",
    "patterns/P29",
    "patterns/P30",
    "patterns/P31",
    "patterns/P32",
    "patterns/P33",
    "patterns/P34",
    "patterns/P35",
    "patterns/P36",
    "patterns/P37",
    "patterns/P38",
    "rules/CHA-01",
    "rules/CHA-02",
    "rules/CHA-03",
    "rules/CHA-04",
    "rules/CHA-05",
    "rules/CHA-06",
    "rules/CHG-01",
    "rules/CHG-02",
    "rules/CHG-03",
    "rules/CHG-04",
    "rules/CHG-05",
    "rules/CLK-01",
    "rules/CLK-02",
    "rules/CLK-03",
    "rules/CLK-04",
    "rules/CON-01",
    "rules/CON-02",
    "rules/CON-03",
    "rules/CON-04",
    "rules/CON-05",
    "rules/CON-06",
    "rules/CON-07",
    "rules/CON-08",
    "rules/CON-09",
    "rules/CON-10",
    "rules/CON-11",
    "rules/CON-12",
    "rules/CON-13",
    "rules/CON-14",
    "rules/CON-15",
    "rules/CON-16",
    "rules/CON-17",
    "rules/DDL-01",
    "rules/DDL-02",
    "rules/DDL-03",
    "rules/DDL-04",
    "rules/DDL-05",
    "rules/DDL-06",
    "rules/DDL-07",
    "rules/DUR-01",
    "rules/DUR-02",
    "rules/DUR-03",
    "rules/DUR-04",
    "rules/DUR-05",
    "rules/DUR-06",
    "rules/FLV-01",
    "rules/FLV-02",
    "rules/FLV-03",
    "rules/FLV-04",
    "rules/FLV-05",
    "rules/FLV-06",
    "rules/FLV-07",
    "rules/FLV-08",
    "rules/FLV-09",
    "rules/FLV-10",
    "rules/IDM-01",
    "rules/IDM-02",
    "rules/IDM-03",
    "rules/IDM-04",
    "rules/IDM-05",
    "rules/IDM-06",
    "rules/LCK-01",
    "rules/LCK-02",
    "rules/LCK-03",
    "rules/LCK-04",
    "rules/LCK-05",
    "rules/LCK-06",
    "rules/LCK-07",
    "rules/LCK-08",
    "rules/MET-01",
    "rules/MET-02",
    "rules/MET-03",
    "rules/OBS-01",
    "rules/OBS-02",
    "rules/OBS-03",
    "rules/OBS-04",
    "rules/OVL-01",
    "rules/OVL-02",
    "rules/OVL-03",
    "rules/OVL-04",
    "rules/OVL-05",
    "rules/OVL-06",
    "rules/OVL-07",
    "rules/OVL-08",
    "rules/OVL-09",
    "rules/OVL-10",
    "rules/PRT-01",
    "rules/PRT-02",
    "rules/PRT-03",
    "rules/PRT-04",
    "rules/PRT-05",
    "rules/PRT-06",
    "rules/PRT-07",
    "rules/PRT-08",
    "rules/PRT-09",
    "rules/QUO-01",
    "rules/QUO-02",
    "rules/QUO-03",
    "rules/QUO-04",
    "rules/QUO-05",
    "rules/QUO-06",
    "rules/QUO-07",
    "rules/QUO-08",
    "rules/QUO-09",
    "rules/QUO-10",
    "rules/QUO-11",
    "rules/QUO-12",
    "rules/QUO-13",
    "rules/ROL-01",
    "rules/ROL-02",
    "rules/ROL-03",
    "rules/ROL-04",
    "rules/ROL-05",
    "rules/ROL-06",
    "rules/RTY-01",
    "rules/RTY-02",
    "rules/RTY-03",
    "rules/RTY-04",
    "rules/RTY-05",
    "rules/RTY-06",
    "rules/RTY-07",
    "rules/RTY-08",
    "rules/RTY-09",
    "rules/RTY-10",
    "rules/RTY-11",
    "rules/SLO-01",
    "rules/SLO-02",
    "rules/SLO-03",
    "rules/SLO-04",
    "rules/SLO-05",
    "rules/SLO-06",
    "rules/SLO-07",
    "rules/SLO-08",
    "rules/SLO-09",
    "rules/SLO-10",
    "rules/TXN-01",
    "rules/TXN-02",
    "rules/TXN-03",
    "rules/TXN-04",
    "rules/TXN-05",
    "rules/TXN-06",
    "rules/TXN-07",
    "rules/TXN-08",
    "rules/TXN-09",
    "trees/5.1",
    "trees/5.2",
    "trees/5.3",
    "trees/5.4",
    "trees/5.5",
    "trees/5.6",
    "trees/5.7",
    "trees/5.8",
    "trees/README",
];
