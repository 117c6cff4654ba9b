//! Runs a client: no shell, the prompt on its standard input, a limit on time and on what is read. Its output is text and
//! nothing else.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::brief::Span;

/// The most bytes that are kept of each stream.
const MOST_BYTES: u64 = 4 << 20;

/// How long the streams of a client that has ended may still take: somebody it started can hold them open.
const GRACE: Duration = Duration::from_secs(2);

/// How often a client that says nothing is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// What a client left behind.
#[derive(Debug)]
pub(super) struct Ended {
    pub output: String,
    errors: String,
    /// The exit code; nothing after a signal or the time limit.
    code: Option<i32>,
    late: bool,
}

/// Runs a command in a folder.
pub(super) fn run(command: &[String], folder: &Path, prompt: &str, limit: Duration) -> Result<Ended, String> {
    let Some((program, args)) = command.split_first() else { return Err("the command is empty".to_owned()) };
    let mut child = Command::new(program)
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| format!("{program} cannot be started: {e}"))?;
    let until = Instant::now() + limit;
    if let Some(mut stdin) = child.stdin.take() {
        let prompt = prompt.to_owned();
        // On its own: a client may answer before it has read all. One that does not read is no error.
        std::thread::spawn(move || drop(stdin.write_all(prompt.as_bytes())));
    }
    let (output, errors) = (collect(child.stdout.take()), collect(child.stderr.take()));
    let (code, late) = wait(&mut child, until)?;
    let rest = Instant::now() + GRACE;
    Ok(Ended { output: taken(&output, rest), errors: taken(&errors, rest), code, late })
}

/// Reads a stream to its end or limit on a thread of its own.
fn collect(stream: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        let Some(stream) = stream else { return };
        let mut stream = stream.take(MOST_BYTES);
        let mut buffer = [0; 8192];
        while let Ok(n @ 1..) = stream.read(&mut buffer) {
            if send.send(buffer[..n].to_vec()).is_err() {
                return;
            }
        }
        // What goes beyond the limit is read and dropped, so that the client is not held up by a full pipe.
        let _ = std::io::copy(&mut stream.into_inner(), &mut std::io::sink());
    });
    receive
}

fn wait(child: &mut Child, until: Instant) -> Result<(Option<i32>, bool), String> {
    loop {
        match child.try_wait().map_err(|e| format!("the command cannot be waited for: {e}"))? {
            Some(status) => return Ok((status.code(), false)),
            None if Instant::now() >= until => {
                // It may have ended by itself meanwhile.
                let _ = child.kill();
                let _ = child.wait();
                return Ok((None, true));
            }
            None => std::thread::sleep(LOOK.min(until.saturating_duration_since(Instant::now()))),
        }
    }
}

fn taken(stream: &Receiver<Vec<u8>>, until: Instant) -> String {
    let mut bytes = Vec::new();
    // Until the stream has ended, or its time.
    while let Ok(more) = stream.recv_timeout(until.saturating_duration_since(Instant::now())) {
        bytes.extend(more);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Ended {
    /// Why there is no reply, in words; nothing when there is one.
    pub(super) fn failed(&self, limit: Span) -> Option<String> {
        let last = self.errors.lines().rev().find(|l| !l.trim().is_empty()).unwrap_or_default().trim();
        let said = if last.is_empty() { String::new() } else { format!(": {last}") };
        match self.code {
            _ if self.late => Some(format!("the client took longer than {limit} and was stopped")),
            Some(0) if self.output.trim().is_empty() => Some(format!("the client said nothing{said}")),
            Some(0) => None,
            Some(code) => Some(format!("the client ended with {code}{said}")),
            None => Some(format!("the client was ended by a signal{said}")),
        }
    }

    /// The output in the shape in which the tool itself would hand it on.
    pub(super) fn envelope(&self, name: &str, role: &str, command: &[String]) -> String {
        let good = self.code == Some(0) && !self.late;
        let document = json!({
            "status": if good { "success" } else { "error" },
            "content": if good || self.errors.is_empty() { &self.output } else { &self.errors },
            "content_type": "text",
            "metadata": {
                "cli_name": name,
                "role": role,
                "command": command,
                "return_code": self.code,
            },
        });
        serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
    }
}
