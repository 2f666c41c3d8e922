//! Spans of the crate `tracing` as tasks.

use std::fmt;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::{LookupSpan, SpanRef};

use crate::recorder::{Event, Place};
use crate::{Task, Wait};

/// A layer for `tracing`'s subscribers: each span with a field `task` is a task of that name.
///
/// What it waits for is said by the spans within it that have a field `waits`: `"socket"`, `"timer"`, `"lock"` or
/// `"task"`, and the name of the socket, lock or task in a field `what`.
pub fn spans() -> Spans {
    Spans(())
}

/// What [`spans`] returns.
#[derive(Debug)]
pub struct Spans(());

/// What a task's span remembers.
struct Lane {
    task: Task,
    /// The span within it that it left last and that is open still: it waits there.
    at: Option<(Id, Waits)>,
}

/// What the fields of a span say.
#[derive(Debug, Clone, Default)]
struct Fields {
    task: Option<String>,
    waits: Option<String>,
    what: Option<String>,
}

/// What a task waits for, and where it says so.
#[derive(Debug, Clone)]
struct Waits {
    fields: Fields,
    place: Place<'static>,
}

impl<S: Subscriber + for<'s> LookupSpan<'s>> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let Some(span) = context.span(id) else { return };
        let place = place(attributes.metadata());
        if let Some(name) = &fields.task {
            let task = Task::begin_at(name, place);
            span.extensions_mut().insert(Lane { task, at: None });
        } else if fields.waits.is_some() {
            span.extensions_mut().insert(Waits { fields, place });
        }
    }

    fn on_enter(&self, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if let Some(lane) = span.extensions().get::<Lane>() {
            lane.task.record_at(Event::Poll, place(span.metadata()));
        }
    }

    fn on_exit(&self, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if let Some(lane) = span.extensions().get::<Lane>() {
            let (on, at) = match &lane.at {
                Some((_, waits)) => (waits.on(), waits.place),
                None => (Wait::Task("wake-up"), place(span.metadata())),
            };
            lane.task.record_at(Event::Wait(on), at);
            return;
        }
        let Some(waits) = span.extensions().get::<Waits>().cloned() else { return };
        with_lane(&span, |lane| lane.at = Some((id.clone(), waits)));
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let Some(span) = context.span(&id) else { return };
        if let Some(lane) = span.extensions_mut().remove::<Lane>() {
            lane.task.end_at(place(span.metadata()));
            return;
        }
        with_lane(&span, |lane| lane.at.take_if(|(at, _)| *at == id));
    }
}

/// Does something with the task that the span is within, if any.
fn with_lane<'s, R: LookupSpan<'s>, T>(span: &SpanRef<'s, R>, then: impl FnOnce(&mut Lane) -> T) {
    for outer in span.scope().skip(1) {
        if let Some(lane) = outer.extensions_mut().get_mut::<Lane>() {
            then(lane);
            return;
        }
    }
}

fn place(metadata: &'static Metadata<'static>) -> Place<'static> {
    Place { file: metadata.file().unwrap_or_default(), line: metadata.line().unwrap_or_default() }
}

impl Waits {
    fn on(&self) -> Wait<'_> {
        let what = self.fields.what.as_deref().unwrap_or_default();
        match self.fields.waits.as_deref() {
            Some("socket") => Wait::Socket(what),
            Some("timer") => Wait::Timer,
            Some("lock") => Wait::Lock(what),
            _ => Wait::Task(what),
        }
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        let of = match field.name() {
            "task" => &mut self.task,
            "waits" => &mut self.waits,
            "what" => &mut self.what,
            _ => return,
        };
        *of = Some(value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.record_str(field, &format!("{value:?}"));
    }
}
