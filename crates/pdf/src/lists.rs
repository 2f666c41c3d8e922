//! Lists of items, and of terms with what they mean.

use bindery_manuscript::{Element, Node};

use crate::blocks::{Flow, is_block};
use crate::setter::Setter;

impl Setter<'_> {
    /// Sets a list.
    pub(crate) fn list(&mut self, element: &Element, ordered: bool) -> String {
        if self.is_deep() {
            return self.flat_list(element, ordered);
        }
        let items: Vec<&Node> = items_of(element).collect();
        let tasks =
            items.iter().all(|node| matches!(node, Node::Element(e) if is_task(&e.children)));
        let tight = !items.iter().any(|node| match node {
            Node::Element(item) => item.children.iter().any(is_paragraph),
            _ => false,
        });
        let width = self.here.width;
        let digits = if ordered { items.len().max(1).ilog10() as f32 + 1.0 } else { 1.0 };
        self.here.width -= (1.1 + 0.5 * digits) * self.sheet.text;
        self.here.nest += 1;
        let mut start = element.attr("start").and_then(|s| s.trim().parse::<i64>().ok());
        let mut code = String::new();
        for node in items {
            let (children, number) = match node {
                Node::Element(item) if item.name == "li" => {
                    (item.children.as_slice(), item.attr("value").and_then(|v| v.parse().ok()))
                }
                other => (std::slice::from_ref(other), None),
            };
            let anchor = match node {
                Node::Element(item) if item.name == "li" => self.anchor(item),
                _ => String::new(),
            };
            let flow = if tight { Flow::Tight } else { Flow::Loose };
            self.here.is_task = tasks && !ordered;
            let body = anchor + &self.flow(children, flow);
            match (ordered, number.or_else(|| start.take())) {
                (true, Some(number)) => {
                    let number: i64 = number;
                    let number = number.clamp(0, i64::from(u32::MAX));
                    code.push_str(&format!("enum.item({number}, {{{body}}}),\n"));
                }
                (true, None) => code.push_str(&format!("enum.item({{{body}}}),\n")),
                (false, _) => code.push_str(&format!("list.item({{{body}}}),\n")),
            }
        }
        self.here.nest -= 1;
        self.here.width = width;
        match ordered {
            _ if code.is_empty() => code,
            true => {
                let numbering = match element.attr("type") {
                    Some("a") => "a.",
                    Some("A") => "A.",
                    Some("i") => "i.",
                    Some("I") => "I.",
                    _ => "1.",
                };
                format!("numbered({tight}, \"{numbering}\", {code})\n")
            }
            false => format!("{}({tight}, {code})\n", if tasks { "tasks" } else { "bulleted" }),
        }
    }

    /// A list that is nested too deep to be indented further: its items one below the other.
    fn flat_list(&mut self, element: &Element, ordered: bool) -> String {
        let mut code = String::new();
        for (index, node) in items_of(element).enumerate() {
            let mark = if ordered { format!("{}. ", index + 1) } else { "• ".to_owned() };
            let mut children = vec![Node::Text(mark)];
            match node {
                Node::Element(item) if item.name == "li" => {
                    let mut rest = item.children.as_slice();
                    if let [Node::Element(first), ..] = rest
                        && first.name == "p"
                    {
                        children.extend(first.children.iter().cloned());
                        rest = &rest[1..];
                    }
                    code.push_str(&self.anchor(item));
                    let inline = rest.iter().take_while(|node| !is_block(node)).count();
                    children.extend(rest[..inline].iter().cloned());
                    code.push_str(&self.flow(&children, Flow::Loose));
                    code.push_str(&self.flow(&rest[inline..], Flow::Loose));
                }
                other => {
                    children.push(other.clone());
                    code.push_str(&self.flow(&children, Flow::Loose));
                }
            }
        }
        code
    }

    /// Sets a list of terms.
    pub(crate) fn definitions(&mut self, element: &Element) -> String {
        let mut items = Vec::new();
        let width = self.here.width;
        let deep = self.is_deep();
        if !deep {
            self.here.nest += 1;
            self.here.width -= 1.6 * self.sheet.text;
        }
        self.collect_definitions(element, &mut items);
        if deep {
            let flat = |Definition { terms, meanings }| terms.concat() + &meanings;
            return items.into_iter().map(flat).collect();
        }
        self.here.nest -= 1;
        self.here.width = width;
        if items.is_empty() {
            return String::new();
        }
        let item = |Definition { terms, meanings }: &Definition| {
            let terms = terms.join("linebreak()\n");
            format!("terms.item(term({{{terms}}}), meaning({{\n{meanings}}})),\n")
        };
        format!("definitions({})\n", items.iter().map(item).collect::<String>())
    }

    fn collect_definitions(&mut self, element: &Element, items: &mut Vec<Definition>) {
        for node in &element.children {
            if let Node::Element(child) = node
                && child.name == "dt"
            {
                let body = self.anchor(child) + &self.flow(&child.children, Flow::Tight);
                match items.last_mut() {
                    Some(last) if last.meanings.is_empty() => last.terms.push(body),
                    _ => items.push(Definition { terms: vec![body], meanings: String::new() }),
                }
                continue;
            }
            let body = match node {
                Node::Element(child) if child.name == "div" => {
                    let anchor = self.anchor(child);
                    let first = items.len();
                    self.collect_definitions(child, items);
                    if let Some(term) = items.get_mut(first).and_then(|it| it.terms.first_mut()) {
                        term.insert_str(0, &anchor);
                    }
                    continue;
                }
                Node::Element(child) if child.name == "dd" => {
                    self.anchor(child) + &self.flow(&child.children, Flow::Loose)
                }
                node => self.flow(std::slice::from_ref(node), Flow::Loose),
            };
            match items.last_mut() {
                Some(last) => last.meanings.push_str(&body),
                None if body.is_empty() => {}
                None => items.push(Definition { terms: Vec::new(), meanings: body }),
            }
        }
    }
}

/// Terms, and what they mean, as code.
struct Definition {
    terms: Vec<String>,
    meanings: String,
}

/// What a list holds: its items, and what an author has put between them.
fn items_of(element: &Element) -> impl Iterator<Item = &Node> {
    element.children.iter().filter(|node| !crate::blocks::is_blank(node))
}

fn is_paragraph(node: &Node) -> bool {
    matches!(node, Node::Element(element) if element.name == "p")
}

/// Whether an item begins with a checkbox, which stands in the place of the bullet.
fn is_task(children: &[Node]) -> bool {
    let first = children.iter().find(|node| !crate::blocks::is_blank(node));
    match first {
        Some(Node::Element(element)) if element.name == "input" => true,
        Some(Node::Element(element)) if matches!(element.name.as_str(), "p" | "label") => {
            is_task(&element.children)
        }
        _ => false,
    }
}
