//! THE DESK. Every act of an authority as one function: load, decide, write, audit, queue. No HTTP, no SQL text.

pub mod shared;
