//! Tables: caption, columns, head, bodies, foot, in this order, rows of cells and nothing else.

use super::shape::{adopt, stand_in};
use crate::xml::{Element, Node, element};
use std::mem;

/// The parts of a table as they are found.
#[derive(Default)]
struct Parts {
    caption: Option<Element>,
    columns: Vec<Element>,
    head: Option<Element>,
    bodies: Vec<Element>,
    foot: Option<Element>,
    /// Whether the last body was made for rows that stood alone, and takes more of them.
    open_body: bool,
    /// What cannot be in a table; it goes before it, as browsers do.
    stray: Vec<Node>,
}

/// The table `parent` with `children`, in a `div` that may scroll; before it, what it can't hold.
pub(super) fn table(mut parent: Element, children: Vec<Node>) -> Vec<Node> {
    let mut parts = Parts::default();
    for child in in_rows(children) {
        match child {
            Node::Element(part) => parts.take(part),
            text if text.is_blank() => {}
            text => parts.stray.push(text),
        }
    }
    let mut out = adopt(mem::take(&mut parts.stray));
    if parts.head.is_none() && parts.bodies.is_empty() && parts.foot.is_none() {
        out.extend(parts.caption.map(|caption| Element { name: "p", ..caption }.into()));
        out.extend(stand_in(&parent));
        return out;
    }
    let sections = parts.head.into_iter().chain(parts.bodies).chain(parts.foot);
    let all = parts.caption.into_iter().chain(parts.columns).chain(sections);
    parent.children.extend(all.map(Node::Element));
    out.push(element("div").with("class", "table").child(parent).into());
    out
}

impl Parts {
    fn take(&mut self, part: Element) {
        match part.name {
            "caption" if self.caption.is_none() => self.caption = Some(part),
            "caption" => self.stray.push(Element { name: "p", ..part }.into()),
            "colgroup" => {
                let mut columns = self.keep(part, &["col"]);
                if !columns.children.is_empty() {
                    columns.attrs.retain(|(name, _)| *name != "span");
                }
                self.columns.push(columns);
            }
            "col" => self.columns.push(element("colgroup").child(part)),
            "tr" => {
                let row = self.keep(part, &["td", "th"]);
                if !self.open_body {
                    self.bodies.push(element("tbody"));
                    self.open_body = true;
                }
                if let Some(body) = self.bodies.last_mut() {
                    body.children.push(row.into());
                }
            }
            "thead" if self.head.is_none() && self.bodies.is_empty() => {
                let mut head = self.rows(part);
                head.children.iter_mut().for_each(scope_columns);
                self.head = Some(head);
            }
            "tfoot" if self.foot.is_none() => self.foot = Some(self.rows(part)),
            "thead" | "tbody" | "tfoot" => {
                let body = self.rows(Element { name: "tbody", ..part });
                self.bodies.push(body);
                self.open_body = false;
            }
            _ => self.stray.push(part.into()),
        }
    }

    /// `section` with its rows; the rest goes astray.
    fn rows(&mut self, mut section: Element) -> Element {
        section.children = in_rows(mem::take(&mut section.children));
        let mut section = self.keep(section, &["tr"]);
        for row in mem::take(&mut section.children) {
            if let Node::Element(row) = row {
                section.children.push(self.keep(row, &["td", "th"]).into());
            }
        }
        section
    }

    /// `parent` with those of its children that are called one of `names`; the rest goes astray.
    fn keep(&mut self, mut parent: Element, names: &[&str]) -> Element {
        let children = mem::take(&mut parent.children);
        let (kept, rest): (Vec<_>, Vec<_>) =
            children.into_iter().partition(|child| names.contains(&child.name()));
        parent.children = kept;
        self.stray.extend(rest.into_iter().filter(|child| !child.is_blank()));
        parent
    }
}

/// `children` with each run of cells in a row of its own.
fn in_rows(children: Vec<Node>) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::new();
    let mut row: Option<Element> = None;
    for child in children {
        if matches!(child.name(), "td" | "th") {
            row = Some(row.take().unwrap_or_else(|| element("tr")).nodes([child]));
        } else if !child.is_blank() {
            out.extend(row.take().map(Node::Element));
            out.push(child);
        }
    }
    out.extend(row.map(Node::Element));
    out
}

/// Says of each head cell of the row that it is the head of its column.
fn scope_columns(row: &mut Node) {
    let Node::Element(row) = row else { return };
    for cell in &mut row.children {
        if let Node::Element(cell) = cell
            && cell.name == "th"
            && cell.attr("scope").is_none()
        {
            let scope = if cell.attr("colspan").is_some() { "colgroup" } else { "col" };
            cell.attrs.push(("scope", scope.into()));
        }
    }
}
