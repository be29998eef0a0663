//! THE COUNTER. Listeners, TLS, the exchange endpoint, jobs and the command line of the one program `manis`.

pub mod cli;
pub mod counter;
pub mod shared;
