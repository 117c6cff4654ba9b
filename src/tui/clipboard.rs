//! Copying through the terminal (OSC 52): works over ssh, and only on request. Base64 is all it takes.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Longer texts are cut: terminals refuse requests much above this many bytes.
const LIMIT: usize = 74_000;

/// The bytes that ask the terminal to put `text` on its clipboard.
pub fn request(text: &str) -> Vec<u8> {
    let mut end = text.len().min(LIMIT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("\u{1b}]52;c;{}\u{1b}\\", base64(&text.as_bytes()[..end])).into_bytes()
}

fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().enumerate().fold(0_u32, |n, (i, b)| n | u32::from(*b) << (16 - 8 * i));
        for i in 0..4 {
            let digit = DIGITS[(group >> (18 - 6 * i) & 63) as usize];
            out.push(if i <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_agrees_with_the_standard() {
        // RFC 4648, section 10.
        for (plain, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn what_is_copied_cannot_end_the_request() {
        let bytes = request("\u{1b}\\ \u{7}");
        let inner = &bytes[7..bytes.len() - 2];
        assert!(inner.iter().all(u8::is_ascii_alphanumeric) || inner.iter().all(|b| DIGITS.contains(b) || *b == b'='));
        assert!(request(&"\u{6f22}".repeat(60_000)).len() < 100_000);
    }
}
