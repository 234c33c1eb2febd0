//! The `faasc` program.
fn main() {}
