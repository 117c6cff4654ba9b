//! Reading a text whole, with limits, so that no file hangs the program or fills its memory. What the text means is
//! the business of `brief`.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use super::atomic::kind;
use super::error::Error;
use super::identity::sha256;

/// The largest text that is read, in bytes. A brief of 200 services takes about 200 kB.
pub const LIMIT: u64 = 8 << 20;

const BOM: &str = "\u{feff}";

/// How lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LineEnd {
    #[default]
    Lf,
    Crlf,
    /// Both kinds occur; lines are left as they are.
    Mixed,
}

/// A text and what it takes to write it back in the manner it was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// Without a byte-order mark; line ends as in the file.
    pub body: String,
    /// Whether the file starts with a byte-order mark.
    pub bom: bool,
    pub line_end: LineEnd,
    /// SHA-256 of the file's bytes.
    pub hash: String,
}

impl Text {
    /// A changed body in the manner of this file: byte-order mark, and CRLF where every line had it.
    pub fn encode(&self, body: &str) -> Vec<u8> {
        let body = match self.line_end {
            LineEnd::Crlf => Cow::Owned(body.replace("\r\n", "\n").replace('\n', "\r\n")),
            _ => Cow::Borrowed(body),
        };
        let mut out = Vec::with_capacity(body.len() + BOM.len());
        if self.bom {
            out.extend_from_slice(BOM.as_bytes());
        }
        out.extend_from_slice(body.as_bytes());
        out
    }
}

/// Reads an ordinary file of at most `LIMIT` bytes of UTF-8.
pub fn read(path: &Path) -> Result<Text, Error> {
    decode(path, bytes(path, LIMIT)?)
}

/// The same for a stream; `name` stands in messages.
pub fn read_from(stream: impl Read, name: &Path) -> Result<Text, Error> {
    decode(name, limited(stream, name, LIMIT)?)
}

/// The bytes of an ordinary file of at most `limit` bytes.
pub(crate) fn bytes(path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    // Asked before opening: opening a pipe waits for somebody to write to it.
    let meta = fs::metadata(path).map_err(|e| Error::io("read", path, e))?;
    if !meta.is_file() {
        return Err(Error::NotAFile { path: path.into(), what: kind(&meta) });
    }
    if meta.len() > limit {
        return Err(Error::TooLarge { path: path.into(), limit });
    }
    limited(File::open(path).map_err(|e| Error::io("read", path, e))?, path, limit)
}

fn limited(stream: impl Read, name: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    stream.take(limit + 1).read_to_end(&mut out).map_err(|e| Error::io("read", name, e))?;
    if out.len() as u64 > limit {
        return Err(Error::TooLarge { path: name.into(), limit });
    }
    Ok(out)
}

fn decode(path: &Path, bytes: Vec<u8>) -> Result<Text, Error> {
    let hash = sha256(&bytes);
    let whole = String::from_utf8(bytes).map_err(|e| not_text(path, e.as_bytes(), e.utf8_error().valid_up_to()))?;
    let (bom, body) = match whole.strip_prefix(BOM) {
        Some(rest) => (true, rest.to_string()),
        None => (false, whole),
    };
    let line_end = line_end(&body);
    Ok(Text { body, bom, line_end, hash })
}

fn line_end(body: &str) -> LineEnd {
    let crlf = body.matches("\r\n").count();
    match (crlf, body.matches('\n').count()) {
        (0, _) => LineEnd::Lf,
        (a, b) if a == b => LineEnd::Crlf,
        _ => LineEnd::Mixed,
    }
}

fn not_text(path: &Path, bytes: &[u8], good: usize) -> Error {
    let before = String::from_utf8_lossy(&bytes[..good]);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
    let what = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "it looks like UTF-16".to_string(),
        _ => format!("found byte 0x{:02X}", bytes.get(good).copied().unwrap_or_default()),
    };
    Error::NotText { path: path.into(), line, column, what }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(bytes: &[u8]) -> Result<Text, Error> {
        read_from(bytes, Path::new("a.brief.toml"))
    }

    #[test]
    fn mark_and_line_ends_come_back_byte_for_byte() {
        for raw in ["a = 1\nb = 2\n", "\u{feff}a = 1\r\nb = 2\r\n", "a = 1\r\nb = 2\n", "", "\u{feff}", "a"] {
            let text = from(raw.as_bytes()).unwrap();
            assert!(!text.body.starts_with(BOM));
            assert_eq!(text.encode(&text.body), raw.as_bytes(), "{raw:?}");
        }
    }

    #[test]
    fn a_line_added_to_a_crlf_file_ends_in_crlf() {
        let text = from(b"a = 1\r\n").unwrap();
        assert_eq!(text.encode("a = 1\r\nb = 2\n"), b"a = 1\r\nb = 2\r\n");
    }

    #[test]
    fn a_bad_byte_is_named_with_line_and_column() {
        let e = from(b"a = 1\nb = \"\xc3\xa9\xff\"\n").unwrap_err();
        assert_eq!(e.to_string(), "a.brief.toml:2:7: not UTF-8 text: found byte 0xFF");
        assert!(from(b"\xff\xfea\0").unwrap_err().to_string().contains("UTF-16"));
    }

    #[test]
    fn an_endless_stream_is_cut_off() {
        let e = read_from(std::io::repeat(b'x'), Path::new("-")).unwrap_err();
        assert_eq!(e.to_string(), "- is larger than 8 MiB, the most that is read");
    }
}
