//! From any bytes to plan and files: nothing may panic, hang, or break a promise of the compiler.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| faasc_tests::pipeline::text_to_plan(bytes));
