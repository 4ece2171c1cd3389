#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| common_ground_fuzz::targets::programme_archive(bytes));
