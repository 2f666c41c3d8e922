//! The proofs: snippets compile, listings run, outputs and figures are what the code makes.
