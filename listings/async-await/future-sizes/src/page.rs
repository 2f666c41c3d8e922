//! Something large.

/// Room for a poem.
pub struct Page([u8; 1024]);

impl Page {
    pub fn new() -> Page {
        Page([0; 1024])
    }

    pub fn fill(&mut self) {
        let poem = include_bytes!("../../../../poems/goethe.txt");
        self.0[..poem.len()].copy_from_slice(poem);
    }

    pub fn filled() -> Page {
        let mut page = Page::new();
        page.fill();
        page
    }

    pub fn lines(&self) -> usize {
        self.0.iter().filter(|byte| **byte == b'\n').count()
    }

    pub fn into_lines(self) -> usize {
        self.lines()
    }
}
