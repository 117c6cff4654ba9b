//! The clients that `clink` ships, each with a command that reads a prompt on standard input and may change nothing. One record
//! each; a person's configuration can put another command in its place.

/// A client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    /// The name that `clink` knows it by.
    pub name: &'static str,
    /// Program and arguments, read-only; the prompt goes to its standard input.
    pub command: &'static [&'static str],
}

/// Every client, the default first.
pub static CLIENTS: [Client; 3] = [
    Client { name: "claude", command: &["claude", "-p", "--permission-mode", "plan", "--output-format", "json"] },
    Client { name: "codex", command: &["codex", "exec", "--sandbox", "read-only", "--skip-git-repo-check", "-"] },
    Client { name: "gemini", command: &["gemini", "--approval-mode", "plan", "--output-format", "json"] },
];

/// The client of that name.
pub fn client(name: &str) -> Option<&'static Client> {
    CLIENTS.iter().find(|c| c.name == name)
}
