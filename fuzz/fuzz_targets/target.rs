//! The program of every target: Cargo builds it under the name of each, because the fuzzer wants a program for each.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let name = env!("CARGO_BIN_NAME");
    let (_, target) =
        common_ground_fuzz::ALL.into_iter().find(|(known, _)| *known == name).expect("a target of that name");
    target(bytes);
});
