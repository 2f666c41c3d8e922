//! What a figure was drawn from, for the HTML edition: the player plays a run, a reader may take either.
//!
//! It travels in the page, in a `script` element that nothing runs: a page that was opened from the
//! file system can fetch nothing. The other editions drop scripts with all that is in them.

use crate::markup;
use bindery_figures::{EventKind, Figure, Kind, RunDescription, Said, Source, Trace};
use mdbook_core::config::Config;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A run, with everything said once that events have in common.
#[derive(Serialize)]
struct Run<'f> {
    /// How the figure is to be cited, without its number.
    credit: &'f str,
    title: &'f str,
    /// When and on what it was recorded.
    recorded: String,
    tasks: Vec<String>,
    threads: Vec<String>,
    /// Source files, below `listings/`.
    files: Vec<&'f str>,
    /// `[task, event, thread, line, file, on, what]`, where task, thread and file are places in the
    /// lists above; what is missing at the end is not known. Most events come again and again.
    kinds: Vec<Vec<Value>>,
    /// For each event the microseconds since the one before, and its place in `kinds`.
    events: Vec<u64>,
}

/// A sequence: what is said, as it is played, and the run as a table.
#[derive(Serialize)]
struct Talk<'f> {
    credit: &'f str,
    title: &'f str,
    files: Vec<&'f str>,
    /// `[microseconds, from, to, what, line, file]`, the file as a place in the list above.
    said: Vec<Value>,
    csv: String,
}

/// What isn't played, as a table, if it is one.
#[derive(Serialize)]
struct Table<'f> {
    credit: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    csv: Option<String>,
}

/// The element with what `figure` was drawn from, in one line.
pub(crate) fn script(figure: &Figure, credit: &str) -> String {
    match figure.source() {
        Source::Run(description, trace) if description.kind == Kind::Sequence => {
            let said = figure.said();
            let mut files: Vec<&str> = said.iter().filter_map(|it| it.file.as_deref()).collect();
            files.sort_unstable();
            files.dedup();
            let place = |it: &Said| files.iter().position(|file| Some(*file) == it.file.as_deref());
            let row = |it: &Said| json!([it.us, it.from, it.to, it.what, it.line, place(it)]);
            let said = said.iter().map(row).collect();
            let (title, csv) = (&description.title, csv(trace));
            markup::data("run", &Talk { credit, title, files, said, csv })
        }
        Source::Run(description, trace) => {
            markup::data("run", &Run::of(description, trace, credit))
        }
        Source::Measurement(_, measurement) => {
            markup::data("run", &Table { credit, csv: Some(measurement.to_csv()) })
        }
        // Its data is the drawing.
        Source::Data(_) => markup::data("run", &Table { credit, csv: None }),
    }
}

/// Whose the figures of a book are: its authors', its title, its rights.
pub(crate) fn credit(config: &Config) -> String {
    let authors = config.book.authors.join(", ");
    let rights = config.get::<String>("preprocessor.bindery.rights").ok().flatten();
    let title = config.book.title.clone();
    let parts = [Some(authors), title, rights].into_iter().flatten();
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(|part| format!("{}.", part.trim_end_matches('.'))).collect::<Vec<_>>().join(" ")
}

impl<'f> Run<'f> {
    fn of(description: &'f RunDescription, trace: &'f Trace, credit: &'f str) -> Run<'f> {
        let mut run = Run {
            credit,
            title: &description.title,
            recorded: recorded(trace),
            tasks: Vec::new(),
            threads: Vec::new(),
            files: Vec::new(),
            kinds: Vec::new(),
            events: Vec::new(),
        };
        let mut tasks = BTreeMap::new();
        let mut namesakes: BTreeMap<&str, u32> = BTreeMap::new();
        let mut threads = BTreeMap::new();
        let mut files = BTreeMap::new();
        let mut last = 0;
        for event in &trace.events {
            if event.event == EventKind::Begin {
                let count = namesakes.entry(&event.name).or_default();
                *count += 1;
                let name = description.names.get(&event.name).unwrap_or(&event.name);
                tasks.insert(event.task, run.tasks.len());
                // As the figure names them.
                run.tasks.push(match *count {
                    1 => name.clone(),
                    count => format!("{name} ({count})"),
                });
            }
            let thread = *threads.entry(event.thread).or_insert_with(|| {
                let unnamed = || format!("thread {}", event.thread);
                run.threads.push(event.thread_name.clone().unwrap_or_else(unnamed));
                run.threads.len() - 1
            });
            let file = event.file.as_deref().map(|file| {
                *files.entry(file).or_insert_with(|| {
                    run.files.push(file);
                    run.files.len() - 1
                })
            });
            let mut columns = vec![
                json!(tasks.get(&event.task)),
                json!(event.event),
                json!(thread),
                json!(event.line),
                json!(file),
                json!(event.on),
                json!(event.what),
            ];
            while columns.last().is_some_and(Value::is_null) {
                columns.pop();
            }
            let kind = run.kinds.iter().position(|kind| *kind == columns);
            let kind = kind.unwrap_or_else(|| {
                run.kinds.push(columns);
                run.kinds.len() - 1
            });
            run.events.extend([event.us - last, kind as u64]);
            last = event.us;
        }
        run
    }
}

/// A run in which somebody says something, as a table: what happened and what was said, in order.
fn csv(trace: &Trace) -> String {
    let quoted = |text: &str| match text.contains(['"', ',', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    };
    let row = |us: u64, cells: [&str; 5]| {
        let cells = cells.map(quoted).join(",");
        format!("{us},{cells}\n")
    };
    let events = trace.events.iter().map(|it| {
        let what = it.what.as_deref().unwrap_or_default();
        let event = json!(it.event);
        let event = event.as_str().unwrap_or_default();
        (it.seq, row(it.us, [event, &it.name, what, "", ""]))
    });
    let messages = trace
        .messages
        .iter()
        .map(|it| (it.seq, row(it.us, ["message", "", &it.what, &it.from, &it.to])));
    let rows: BTreeMap<u64, String> = events.chain(messages).collect();
    let head = format!("# {}\nmicroseconds,event,task,what,from,to\n", recorded(trace));
    head + &rows.into_values().collect::<String>()
}

fn recorded(trace: &Trace) -> String {
    let program = &trace.header.program;
    match &trace.header.recording {
        Some(run) => format!("{program}, {}, {}, {}", run.recorded, run.rustc, run.kernel),
        None => program.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{csv, script};
    use bindery_figures::{Figure, Trace};

    #[test]
    fn a_run_is_one_line_that_ends_nothing_and_asks_for_nothing() {
        let title = "</script> {{#include x}}\\n\\\"";
        let description = format!("listing = \"a/b\"\nkind = \"timeline\"\ntitle = \"{title}\"\n");
        let event = |seq: u32, task: u32, event: &str| {
            format!(
                "{{\"seq\":{seq},\"us\":{seq},\"thread\":7,\"task\":{task},\"name\":\"a\",\"event\":\"{event}\"}}\n"
            )
        };
        let head = "{\"trace\":1,\"program\":\"p\"}\n".to_owned();
        let trace = head + &event(0, 1, "begin") + &event(1, 4, "begin") + &event(2, 4, "run");
        let figure = Figure::of_run(
            "f",
            toml::from_str(&description).expect("a description"),
            Trace::parse(&trace, "f".as_ref()).expect("a trace"),
        );
        assert_eq!(
            script(&figure, "Me."),
            "<script type=\"application/json\" class=\"run\">{\"credit\":\"Me.\",\
             \"title\":\"\\u003c/script> {\\u007b#include x}}\\n\\\"\",\"recorded\":\"p\",\
             \"tasks\":[\"a\",\"a (2)\"],\"threads\":[\"thread 7\"],\"files\":[],\
             \"kinds\":[[0,\"begin\",0],[1,\"begin\",0],[1,\"run\",0]],\"events\":[0,0,1,1,1,2]}</script>"
        );
    }

    #[test]
    fn a_talk_is_a_table_with_what_was_said() {
        let trace = "{\"trace\":2,\"program\":\"p\"}\n\
             {\"seq\":0,\"us\":1,\"thread\":0,\"task\":1,\"name\":\"a, b\",\"event\":\"begin\"}\n\
             {\"seq\":1,\"us\":5,\"thread\":0,\"event\":\"message\",\"from\":\"a, b\",\
             \"to\":\"kernel\",\"what\":\"read\"}\n";
        let trace = Trace::parse(trace, "f".as_ref()).expect("a trace");
        assert_eq!(
            csv(&trace),
            "# p\nmicroseconds,event,task,what,from,to\n1,begin,\"a, b\",,,\n\
             5,message,,read,\"a, b\",kernel\n"
        );
    }
}
