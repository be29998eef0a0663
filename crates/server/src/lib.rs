//! THE COUNTER. Pages, JSON API, exchange endpoint, sign-in, jobs and the command line of the one program `manis`.

pub mod shared;
