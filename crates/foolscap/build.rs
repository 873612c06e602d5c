//! Asks the linker to keep one copy of functions whose machine code is the same (P10: a small program).
//!
//! Generic code makes many of them. Only where the toolchain brings its own linker, of which we know that it can.

#![expect(clippy::disallowed_methods, reason = "that is how cargo and a build script talk")]

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|given| given == value);
    let links_with_lld = is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ARCH", "x86_64")
        && is("CARGO_CFG_TARGET_ENV", "gnu");
    if links_with_lld && is("PROFILE", "release") {
        println!("cargo::rustc-link-arg-bins=-Wl,--icf=all");
    }
}
