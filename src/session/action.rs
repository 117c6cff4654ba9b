//! What a key can mean. An action names an intent; what it does is decided by the session and the loop.

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// Everything a binding can ask for. `word` is its name in the configuration file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $($(#[$doc])* $name,)* }

        impl Action {
            pub const ALL: &'static [Action] = &[$(Action::$name,)*];

            /// The name in the configuration file and in the generated page.
            pub fn word(self) -> &'static str {
                match self { $(Action::$name => $word,)* }
            }
        }
    };
}

actions! {
    Cancel = "cancel",
    Palette = "palette",
    Suspend = "suspend",
    Screen1 = "screen-guide",
    Screen2 = "screen-workbench",
    Screen3 = "screen-numbers",
    Screen4 = "screen-findings",
    Screen5 = "screen-lab",
    Screen6 = "screen-brief",
    Screen7 = "screen-reference",
    /// A finished brief to look at.
    Example = "example",
    Help = "help",
    Undo = "undo",
    Redo = "redo",
    Search = "search",
    NextPane = "next-pane",
    PrevPane = "previous-pane",
    Answers = "answers",
    Save = "save",
    Export = "export",
    Copy = "copy",
    Editor = "editor",
    Redraw = "redraw",
    Quit = "quit",
    Up = "up",
    Down = "down",
    PageUp = "page-up",
    PageDown = "page-down",
    First = "first",
    Last = "last",
    Accept = "accept",
    Toggle = "toggle",
    Unsure = "unsure",
    Skip = "skip",
    Back = "back",
    Forward = "forward",
    Other = "other",
    Same = "same-for-others",
    Why = "why",
    Add = "add",
    Rename = "rename",
    Remove = "remove",
    Clear = "clear",
    Expand = "expand",
    Collapse = "collapse",
    Sort = "sort",
    Influence = "influence",
    Apply = "apply",
    Waive = "waive",
    MarkRead = "mark-read",
    Close = "close",
    NextField = "next-field",
    PrevField = "previous-field",
    Mark = "mark",
    Pin = "pin",
    Compare = "compare",
    Options = "options-considered",
    Explore = "explore",
    ExploreAll = "explore-all",
    Charts = "charts",
    Table = "table",
    Found = "last-sweep",
    Verify = "verify",
    Files = "files",
    History = "history",
    Duplicate = "duplicate",
    Note = "note",
    OpenReview = "review",
    OpenDiagnose = "diagnose",
    OpenCoverage = "coverage",
    Dispute = "dispute",
    Defer = "put-off",
    Verdict = "verdict",
    Report = "report",
    OtherFixes = "other-fixes",
    Yes = "yes",
    No = "no",
}

impl Action {
    /// The action of that name.
    pub fn named(word: &str) -> Option<Action> {
        Action::ALL.iter().copied().find(|a| a.word() == word)
    }

    /// The number of the screen an action opens, from 1.
    pub fn screen(self) -> Option<usize> {
        use Action::{Screen1, Screen2, Screen3, Screen4, Screen5, Screen6, Screen7};
        [Screen1, Screen2, Screen3, Screen4, Screen5, Screen6, Screen7].iter().position(|s| *s == self).map(|i| i + 1)
    }
}
