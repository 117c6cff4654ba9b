//! The binary: hands over to the library and returns its exit code.

fn main() -> std::process::ExitCode {
    dsbench::cli::run(std::env::args_os())
}
