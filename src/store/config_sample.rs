//! The commented sample of the configuration file. A test holds it against the defaults.

/// Prose is `# text`, settings are `#key = default`.
pub const SAMPLE: &str = r#"# Settings of dsbench. Every line shows the default; remove the # to change one.

# Colours: "default" uses the 16 colours of your terminal and no background.
# Others: "dark", "light", "high-contrast", "mono". NO_COLOR=1 always means "mono".
#theme = "default"

# Marks and lines: "auto" goes by your locale, "unicode" and "ascii" do as they say.
#glyphs = "auto"

# Clicks and the wheel. Off, so that your terminal can select text.
#mouse = false

# Other keys: context.action = one key, or a list; an empty list switches it off.
# The names are on the page of keys (? in the program), as in
# guide.accept = ["enter", "ctrl-j"]
#[keys]

# Commands that `handoff --run` starts, by client: the program and its arguments, without a shell. The prompt goes to
# its standard input. Without a line, a read-only command of ours is used, as in
# codex = ["codex", "exec", "--sandbox", "read-only", "--skip-git-repo-check", "-"]
#[handoff]
"#;
