//! A transcript's text: `$ command` lines, each with the lines it printed.

use crate::blocks::blocks;
use bindery_diagnostic::{Diagnostic, Place};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A transcript: a `console` block of a chapter, or a `.console` file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Transcript {
    pub(crate) file: PathBuf,
    /// The bytes of the file it stands in, with the prefix of each line.
    pub(crate) range: Range<usize>,
    /// What stands before each line in the file: the indentation of a list, say.
    pub(crate) prefix: String,
    /// The transcript, without prefixes.
    pub(crate) text: String,
    pub(crate) steps: Vec<Step>,
    /// Whether it says when it was recorded, or has no fence that could.
    pub(crate) is_dated: bool,
}

/// A command and what the page shows that it prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// The line of the file that the `$` stands in, counted from 1.
    pub(crate) line: u32,
    /// The lines of the command as written, with their prompts.
    pub(crate) written: String,
    /// The command as one line, without `&`.
    pub(crate) command: String,
    /// Whether it ends with `&`.
    pub(crate) background: bool,
    /// What it prints; ends with a line feed unless it is empty.
    pub(crate) output: String,
}

/// The transcripts in `source`, the text of `file`.
pub(crate) fn transcripts(file: &Path, source: &str) -> Vec<Result<Transcript, Diagnostic>> {
    if file.extension().is_some_and(|extension| extension == "console") {
        let code = source.to_owned();
        return vec![transcript(file, 1, 0..source.len(), String::new(), code, true)];
    }
    blocks(source)
        .into_iter()
        .map(|block| block.fence)
        .filter(|fence| fence.language() == "console")
        .map(|fence| {
            let is_dated = fence.words().any(|word| word.starts_with("recorded="));
            transcript(file, fence.code_line, fence.body, fence.prefix, fence.code, is_dated)
        })
        .collect()
}

fn transcript(
    file: &Path,
    first_line: u32,
    range: Range<usize>,
    prefix: String,
    text: String,
    is_dated: bool,
) -> Result<Transcript, Diagnostic> {
    let steps = steps(&text, first_line).map_err(|(line, message)| {
        Diagnostic::error(message).at(Place::line(file, line)).hint(
            "a transcript is `$ command` lines, each followed by what it prints; \
                   a block that shows something else is `text`",
        )
    })?;
    Ok(Transcript { file: file.to_owned(), range, prefix, text, steps, is_dated })
}

fn steps(text: &str, first_line: u32) -> Result<Vec<Step>, (u32, String)> {
    let mut steps: Vec<Step> = Vec::new();
    let mut lines = (first_line..).zip(text.lines());
    while let Some((line, content)) = lines.next() {
        let Some(command) = content.strip_prefix("$ ") else {
            let Some(step) = steps.last_mut() else {
                return Err((line, "a transcript begins with a command".to_owned()));
            };
            step.output.push_str(content);
            step.output.push('\n');
            continue;
        };
        let mut written = format!("{content}\n");
        let mut command = command.trim().to_owned();
        while let Some(begun) = command.strip_suffix('\\') {
            let Some((_, next)) = lines.next() else {
                return Err((line, "the command goes on in a line that is not there".to_owned()));
            };
            written.push_str(&format!("{next}\n"));
            let next = next.strip_prefix('>').unwrap_or(next);
            command = format!("{} {}", begun.trim_end(), next.trim());
        }
        let background = command.ends_with('&');
        if background {
            command.pop();
            command.truncate(command.trim_end().len());
        }
        steps.push(Step { line, written, command, background, output: String::new() });
    }
    if steps.is_empty() {
        return Err((first_line, "this transcript has no command".to_owned()));
    }
    Ok(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_their_output() {
        let source = "# A\n\n```console\n$ cargo run -q -p server -- \\\n>     10001 &\nlistening\n\n$ cat poem.txt\n```\n";
        let found = transcripts(Path::new("a.md"), source);
        let transcript = found[0].as_ref().unwrap();
        let [server, cat] = transcript.steps.as_slice() else { panic!("two steps") };
        assert_eq!(server.command, "cargo run -q -p server -- 10001");
        assert_eq!(
            (server.line, server.background, server.output.as_str()),
            (4, true, "listening\n\n")
        );
        assert_eq!((cat.line, cat.background, cat.output.as_str()), (8, false, ""));
        let again: String =
            transcript.steps.iter().map(|s| format!("{}{}", s.written, s.output)).collect();
        assert_eq!(again, transcript.text);
    }

    #[test]
    fn what_is_no_transcript_says_where() {
        let errors: Vec<_> =
            transcripts(Path::new("a.md"), "```console\nhello\n```\n\n```console\n```\n")
                .into_iter()
                .map(|transcript| transcript.unwrap_err().place.unwrap().line)
                .collect();
        assert_eq!(errors, [Some(2), Some(6)]);
    }
}
