//! The PDF edition: the manuscript's trees, set by Typst.
