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

/// Every client, the default first. As their documentation had it in November 2026:
///
/// - `claude`: plan mode alone has been left by agents, so the tools that write or run are taken away as well.
/// - `codex`: `exec` never asks, and its sandbox lets nothing be written; `-` is standard input.
/// - `gemini`: without a terminal its plan mode leaves itself and goes on without asking, while in the default mode
///   whatever would have to be asked is denied. Nobody is there to be asked.
pub static CLIENTS: [Client; 3] = [
    Client {
        name: "claude",
        command: &[
            "claude",
            "-p",
            "--permission-mode",
            "plan",
            "--disallowedTools",
            "Bash,Edit,Write,NotebookEdit",
            "--output-format",
            "json",
        ],
    },
    Client { name: "codex", command: &["codex", "exec", "--sandbox", "read-only", "--skip-git-repo-check", "-"] },
    Client { name: "gemini", command: &["gemini", "--approval-mode", "default", "--output-format", "json"] },
];

/// The client of that name.
pub fn client(name: &str) -> Option<&'static Client> {
    CLIENTS.iter().find(|c| c.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No client is started in a mode in which it could write: not one that skips approvals, nor one that leaves itself.
    #[test]
    fn no_client_may_write() {
        for client in &CLIENTS {
            let line = client.command.join(" ");
            for loose in [
                "yolo",
                "bypass",
                "danger",
                "skip-permissions",
                "auto_edit",
                "acceptEdits",
                "full-auto",
                "workspace-write",
            ] {
                assert!(!line.contains(loose), "{line}");
            }
            let held = match client.name {
                "claude" => line.contains("plan") && line.contains("Bash,Edit,Write,NotebookEdit"),
                "codex" => line.contains("--sandbox read-only"),
                "gemini" => line.contains("--approval-mode default"),
                other => panic!("what holds {other} back is not known"),
            };
            assert!(held, "{line}");
        }
    }
}
