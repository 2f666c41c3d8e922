//! The EPUB edition: the manuscript's trees as XHTML, in one archive.
