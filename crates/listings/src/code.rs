//! Code as a fenced block that every renderer shows as it is, and that nothing tries to run.

use std::path::Path;

/// The language of a file, as info words name it.
pub(crate) fn language(file: &str) -> &'static str {
    let path = Path::new(file);
    match path.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "rs" => "rust",
        "toml" => "toml",
        "md" => "markdown",
        "console" => "console",
        "sh" => "sh",
        "py" => "python",
        "js" => "javascript",
        "html" => "html",
        "css" => "css",
        "json" | "jsonl" => "json",
        "c" | "h" => "c",
        "go" => "go",
        "erl" => "erlang",
        "hs" => "haskell",
        "kt" => "kotlin",
        "yml" | "yaml" => "yaml",
        "service" | "socket" | "ini" => "ini",
        _ => "text",
    }
}

/// The code in a fence that nothing in it closes.
///
/// `guards_braces` says that mdBook's `links` preprocessor will read it, and must not find anything.
pub(crate) fn fence(language: &str, code: &str, guards_braces: bool) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(3.max(longest + 1));
    // `ignore` keeps `mdbook test` and the playground away; the colours stay.
    let info = if language == "rust" { "rust,ignore" } else { language };
    let mut block = format!("{fence}{info}\n");
    for line in code.lines() {
        let line = if language == "rust" { keep_visible(line) } else { line.to_owned() };
        block += &if guards_braces { guard(&line) } else { line };
        block.push('\n');
    }
    block + &fence
}

/// The line so that mdBook doesn't take it for a hidden one: `# ` and `##` begin with another `#`.
fn keep_visible(line: &str) -> String {
    let code = line.trim_start();
    let indent = &line[..line.len() - code.len()];
    match code.strip_prefix('#') {
        Some(rest) if rest.is_empty() || rest.starts_with([' ', '#']) => format!("{indent}#{code}"),
        _ => line.to_owned(),
    }
}

/// The line so that mdBook finds no directive in it: it takes the backslash away again, and with it
/// leaves alone all up to the line's last closing braces.
fn guard(line: &str) -> String {
    match line.find("{{#") {
        Some(at) if line[at..].contains("}}") => format!("{}\\{}", &line[..at], &line[at..]),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::fence;

    #[test]
    fn a_fence_is_longer_than_those_in_the_code() {
        assert_eq!(fence("text", "a\n````\n", true), "`````text\na\n````\n`````");
    }

    #[test]
    fn lines_that_mdbook_would_hide_stay() {
        let shown = fence("rust", "# a\n  #\n##b\n#[c]\n#![d]\n", true);
        assert_eq!(shown, "```rust,ignore\n## a\n  ##\n###b\n#[c]\n#![d]\n```");
        assert_eq!(fence("sh", "# a\n", true), "```sh\n# a\n```");
    }

    #[test]
    fn braces_of_a_directive_are_guarded_once_a_line() {
        let code = "a {{#include b}} {{#title c}}\n{{#open\n";
        assert_eq!(
            fence("text", code, true),
            format!("```text\na \\{}\n```", &code[2..].trim_end())
        );
        assert_eq!(fence("text", code, false), format!("```text\n{code}```"));
    }
}
