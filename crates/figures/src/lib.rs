//! Figures drawn from recorded runs: a trace in, an SVG out.
