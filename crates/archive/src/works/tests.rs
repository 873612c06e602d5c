//! The gate's inner proofs, which need what is private to this folder.
