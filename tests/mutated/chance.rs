//! Inputs made from others by chance.

/// Pieces that mean something to one of the parsers.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "<div>", "</div>", "<p", "</p>", "<b>", "<table>", "<tr><td>", "<svg>", "</svg>", "<math>", "<!--", "-->",
    "--", "]]>", "<![CDATA[", "<?x ", "<script>", "</script>", "<style>", "<textarea>", "<title>", "<template>",
    "<a href='javascript:alert(1)'>", "<img src=x onerror=alert(1)>", "<a id=a>", "&", "&#0;", "&#xD800;", "&lt;",
    "\"", "'", ">", "<", "=", "`", "```\n", "~~~", "> ", "- ", "1. ", "# ", "\n\n", "\n", "    ", "\t", "|", "|---|",
    "[", "](", ")", "![", "[^1]", "[^1]: ", "*", "**", "_", "~~", "$$", "\\\\(", "\\\\)", "\\frac{", "}", "{#a}",
    "{#a .b c=d}", "\\", ": ", "\u{0}", "\u{1b}", "\u{feff}", "\u{202e}", "\u{fffe}", "\u{1f980}", "\u{301}", "\r",
    "#panic(\"out\")", "\"); panic(\"out\"); (\"", "]#panic(\"out\")[", "$#panic(\"out\")$", "{panic(\"out\")}",
    "*/panic(\"out\")/*", "\n#panic(\"out\")\n", "\\\"", "\\u{22}", "<c0>", "@c0", "//",
];

/// Numbers that look like chance (xorshift).
pub struct Chance(pub u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    /// Two places in `text`, in order, between characters.
    fn range(&mut self, text: &str) -> (usize, usize) {
        let (a, b) = (self.below(text.len() + 1), self.below(text.len() + 1));
        let (a, b) = (text.floor_char_boundary(a), text.floor_char_boundary(b));
        (a.min(b), a.max(b))
    }

    /// One of the inputs with something taken out, put in, doubled, or taken from another.
    pub fn spoilt(&mut self, inputs: &[String]) -> String {
        let mut text = inputs[self.below(inputs.len())].clone();
        for _ in 0..=self.below(8) {
            let (start, end) = self.range(&text);
            match self.below(5) {
                0 => text.replace_range(start..end, ""),
                1 if text.len() < 20_000 => {
                    let again = text[start..end].to_owned();
                    text.insert_str(end, &again);
                }
                2 => {
                    let other = &inputs[self.below(inputs.len())];
                    let (from, to) = self.range(other);
                    text.insert_str(start, &other[from..to]);
                }
                _ => text.insert_str(start, PIECES[self.below(PIECES.len())]),
            }
        }
        text
    }
}
