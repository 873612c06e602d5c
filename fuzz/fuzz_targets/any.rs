//! Any file under any name, as an archive gets them: recognised by its content and read. The first line is its name.

#![no_main]

use import::Input;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let (name, bytes) = data.split_at(data.iter().position(|byte| *byte == b'\n').unwrap_or(0));
    let name = String::from_utf8_lossy(name);
    fuzz::accounted(import::read(Input { name: &name, bytes: bytes.get(1..).unwrap_or_default() }));
});
