//! The one program of Manis; everything is in the library beside it.

fn main() -> std::process::ExitCode {
    server::cli::main()
}
