//! `{{#listing}}` and `{{#output}}`: files of the book's programs as figures.

use crate::code::{fence, language};
use crate::directive::{Fault, Listing, Output, list};
use crate::expand::{Expander, Spot, figure_element};
use crate::markup;
use crate::program::{Line, NoAnchor, Program, trim_block};
use crate::step::{self, Changes};
use bindery_diagnostic::{Diagnostic, Place, nearest};
use std::ops::Range;

/// How wide a line of a listing may be, in columns: what fits the narrowest edition's page.
const WIDTH: usize = 80;

/// How many lines a listing may show and still be read in one go.
const LONG: usize = 40;

impl Expander<'_> {
    pub fn listing(&mut self, listing: &Listing, spot: Spot<'_>) -> Result<String, Diagnostic> {
        let program = self.files.get(&listing.file)?;
        let range = part(listing, &program)?;
        let lines = trim_block(&program.lines[range.clone()]);
        if lines.is_empty() {
            let what = listing.anchor.as_ref().unwrap_or(&listing.file);
            let hint = "show lines that say something";
            return Err(Fault::new(format!("`{what}` holds no lines"), what, hint).into());
        }
        self.check_width(&listing.file, &lines);
        let file = markup::html(&listing.file);
        let mut extra = format!("<code class=\"file\">{file}</code> ");
        let mut data = format!(" data-file=\"{file}\"");
        let (block, numbers) = match &listing.since {
            None => {
                let code: String = lines.iter().map(|line| line.text.clone() + "\n").collect();
                let numbers = lines.iter().map(|line| Some(line.number)).collect();
                (fence(language(&listing.file), &code, self.guards_braces), numbers)
            }
            Some(step) => {
                let part = self.changes(listing, step, &program, range)?;
                let step = markup::html(step);
                extra += &format!("<span class=\"since\">since <code>{step}</code></span> ");
                data += &format!(" data-since=\"{step}\"");
                (fence("diff", &part.text, self.guards_braces), part.numbers)
            }
        };
        data += &format!(" data-lines=\"{}\"", runs(&numbers));
        let shown = block.lines().count() - 2;
        if shown > LONG {
            self.warning(
                spot,
                Fault::new(
                    format!("the listing shows {shown} lines"),
                    &listing.file,
                    format!("show {LONG} at most, by an anchor, or tell it in steps"),
                ),
            );
        }
        let caption = self.figcaption(&listing.caption, &extra, spot);
        let attributes = format!("class=\"listing\" id=\"{}\"{data}", listing.id);
        let mut parts = vec![caption.as_str(), "", &block, ""];
        let whole = self.whole(listing, &program);
        if let Some(whole) = &whole {
            parts.push(whole);
        }
        Ok(figure_element(&attributes, &parts))
    }

    /// The whole file, for the first listing of a chapter that shows a part of it.
    fn whole(&mut self, listing: &Listing, program: &Program) -> Option<String> {
        let is_part = listing.anchor.is_some() || listing.since.is_some();
        if !is_part || !self.whole_files.insert(listing.file.clone()) {
            return None;
        }
        let lines = trim_block(&program.lines);
        let code: String = lines.iter().map(|line| line.text.clone() + "\n").collect();
        Some(markup::text("whole", &code))
    }

    pub fn output(&mut self, output: &Output, spot: Spot<'_>) -> Result<String, Diagnostic> {
        let program = self.files.get(&output.file)?;
        let text: String = program.lines.iter().map(|line| line.text.clone() + "\n").collect();
        let text = text.trim_matches('\n');
        if text.trim().is_empty() {
            let hint = "run `bindery record` to record what the program prints";
            let message = format!("`{}` is empty", output.file);
            return Err(Fault::new(message, &output.file, hint).into());
        }
        let block = fence("console", &format!("{text}\n"), self.guards_braces);
        let mut attributes = "class=\"output\"".to_owned();
        if let Some(id) = &output.id {
            attributes += &format!(" id=\"{id}\"");
        }
        attributes += &format!(" data-file=\"{}\"", markup::html(&output.file));
        Ok(match &output.caption {
            Some(caption) => {
                let caption = self.figcaption(caption, "", spot);
                figure_element(&attributes, &["", &block, "", &caption])
            }
            None => figure_element(&attributes, &["", &block, ""]),
        })
    }

    /// The listing as changes against the same file of an earlier step.
    fn changes(
        &mut self,
        listing: &Listing,
        step: &str,
        program: &Program,
        range: Range<usize>,
    ) -> Result<Changes, Fault> {
        // `listings/<chapter>/<step>/` is a crate; what follows is the file's name in any step.
        let name: Vec<&str> = listing.file.splitn(3, '/').collect();
        let [_, _, name] = name[..] else {
            return Err(Fault::new(
                format!("`{}` is in no step", listing.file),
                &listing.file,
                "steps are the folders listings/<chapter>/<step>/",
            ));
        };
        let before = format!("{}/{name}", step.trim_end_matches('/'));
        if before == listing.file {
            let hint = "name the step that comes before";
            return Err(Fault::new(format!("`{step}` is this very step"), step, hint));
        }
        let old =
            self.files.get(&before).map_err(|fault| Fault { culprit: step.to_owned(), ..fault })?;
        // A part that both steps mark is compared with itself, another with the whole file.
        let marked = listing.anchor.as_ref().and_then(|name| old.anchor(name).ok());
        let changes = match marked {
            Some(part) => {
                let new = &program.lines[range];
                step::changes(&old.lines[part], new, 0..new.len())
            }
            None => step::changes(&old.lines, &program.lines, range),
        };
        changes.ok_or_else(|| {
            Fault::new(
                format!("nothing changed since `{step}`"),
                "since",
                "name another step, or leave `since` out",
            )
        })
    }

    fn check_width(&mut self, file: &str, lines: &[Line]) {
        for line in lines {
            let columns: usize = line.text.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
            if columns > WIDTH {
                let place = Place::line(self.files.path(file), line.number);
                self.breach(
                    place,
                    Fault::new(
                        format!("the line is {columns} columns wide"),
                        line.text.trim(),
                        format!("a listing has room for {WIDTH}"),
                    ),
                );
            }
        }
    }
}

/// The numbers of a block's lines, in runs: `20-25 - 28`, where `-` is a line without a number.
fn runs(numbers: &[Option<u32>]) -> String {
    let follows = |one: &Option<u32>, next: &Option<u32>| {
        one.is_some_and(|one| next.is_some_and(|next| next == one + 1))
    };
    let run = |run: &[Option<u32>]| match *run {
        [Some(first), .., Some(last)] => format!("{first}-{last}"),
        [Some(only)] => only.to_string(),
        _ => "-".to_owned(),
    };
    numbers.chunk_by(follows).map(run).collect::<Vec<_>>().join(" ")
}

/// The lines of `program` that the listing shows.
fn part(listing: &Listing, program: &Program) -> Result<Range<usize>, Fault> {
    let Some(name) = &listing.anchor else {
        return Ok(0..program.lines.len());
    };
    let file = &listing.file;
    program.anchor(name).map_err(|problem| match problem {
        NoAnchor::Missing => Fault::new(
            format!("`{file}` has no anchor `{name}`"),
            format!(":{name}"),
            no_anchor_hint(program, name),
        ),
        NoAnchor::Unclosed { opened, stray } => Fault::new(
            format!("the anchor `{name}` opens in line {opened} of `{file}` and isn't closed"),
            format!(":{name}"),
            match stray {
                Some((other, line)) => {
                    format!("did you mean `{name}` where line {line} closes `{other}`?")
                }
                None => format!("add `// ANCHOR_END: {name}` after its last line"),
            },
        ),
        NoAnchor::Twice { first, second } => Fault::new(
            format!(
                "the anchor `{name}` opens in line {first} of `{file}` and again in line {second}"
            ),
            format!(":{name}"),
            "give one of them another name",
        ),
    })
}

fn no_anchor_hint(program: &Program, name: &str) -> String {
    let names = program.anchor_names();
    match (nearest(name, names.iter().copied()), names.as_slice()) {
        (Some(near), [_]) => format!("did you mean `{near}`?"),
        (Some(near), names) => {
            format!("did you mean `{near}`? It has {}", list(names.iter().copied()))
        }
        (None, []) => format!("it has none: put `// ANCHOR: {name}` before the lines to show"),
        (None, names) => format!("it has {}", list(names.iter().copied())),
    }
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn numbers_come_in_runs() {
        let numbers = [Some(7), Some(8), None, None, Some(9), Some(11), Some(12)];
        assert_eq!(runs(&numbers), "7-8 - - 9 11-12");
    }
}
