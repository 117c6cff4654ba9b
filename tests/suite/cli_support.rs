//! Runs the built program: a cleared environment, a home and a folder of its own.

// A helper that cannot set the scene fails the test that asked for it.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder to work in.
pub struct World {
    dir: tempfile::TempDir,
}

/// What a run left behind.
#[must_use]
pub struct Ran {
    pub out: String,
    pub err: String,
    pub code: i32,
}

impl World {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) -> &Self {
        std::fs::write(self.path(name), text).unwrap();
        self
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The program with a cleared environment, to be run in the folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dsbench"));
        command.args(args).current_dir(self.dir.path()).env_clear();
        command.env("HOME", self.dir.path().join("home")).env("SOURCE_DATE_EPOCH", "1795478400").stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::from(self.command(args).output().unwrap())
    }

    /// With text on stdin.
    pub fn run_with(&self, args: &[&str], stdin: &str) -> Ran {
        use std::io::Write;
        let mut child =
            self.command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
        Ran::from(child.wait_with_output().unwrap())
    }

    pub fn exists(&self, name: &str) -> bool {
        Path::new(&self.path(name)).exists()
    }
}

impl From<Output> for Ran {
    fn from(o: Output) -> Self {
        let text = |b: Vec<u8>| String::from_utf8(b).unwrap();
        Self { out: text(o.stdout), err: text(o.stderr), code: o.status.code().unwrap_or(-1) }
    }
}

impl Ran {
    /// Done: exit 0, nothing on stderr. Gives stdout.
    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "stdout: {}", self.out);
        self.out
    }

    /// Done, and the answer is no: exit 1. Gives stdout.
    #[track_caller]
    pub fn no(self) -> String {
        assert_eq!(self.code, 1, "stdout: {}\nstderr: {}", self.out, self.err);
        self.out
    }

    /// Wrong input: exit 2, nothing on stdout. Gives stderr.
    #[track_caller]
    pub fn wrong(self) -> String {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "stderr: {}", self.err);
        self.err
    }

    /// The JSON document on stdout.
    #[track_caller]
    pub fn json(self) -> serde_json::Value {
        serde_json::from_str(&self.ok()).unwrap()
    }
}
