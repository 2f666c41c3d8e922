//! The preprocessor that puts listings, outputs, figures, values and references into chapters.
