//! What is set in rows and cells: matrices, cases, lines below each other.

use pulldown_latex::event::Grouping;

use super::signs::sign;

/// The cells of an environment's rows; what isn't an environment is one cell.
pub(super) type Rows = Vec<Vec<String>>;

pub(super) fn group(grouping: &Grouping, rows: Rows) -> String {
    match grouping {
        Grouping::Normal => format!("{{{}}}", lines(rows)),
        Grouping::LeftRight(left, right) => {
            let delimiter = |c: &Option<char>| c.map(|c| sign(c) + ";").unwrap_or_default();
            format!("math.lr({{{}{}{}}})", delimiter(left), lines(rows), delimiter(right))
        }
        Grouping::Array(_) | Grouping::Matrix { .. } | Grouping::SubArray { .. } => matrix(rows),
        Grouping::Cases { left } => {
            let rows: Vec<String> =
                rows.iter().map(|row| format!("{{{}}}", row.join("h(1em);"))).collect();
            format!("math.cases(reverse: {}, {})", !left, rows.join(", "))
        }
        _ => format!("{{{}}}", lines(rows)),
    }
}

fn matrix(rows: Rows) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or(1);
    let mut code = String::from("math.mat(delim: none");
    for row in rows {
        code.push_str(", (");
        for index in 0..width {
            code.push_str(&format!("{{{}}},", row.get(index).map_or("\"\"", String::as_str)));
        }
        code.push(')');
    }
    code.push(')');
    code
}

/// Rows below each other, aligned where TeX has `&`.
pub(super) fn lines(rows: Rows) -> String {
    let rows: Vec<String> = rows.iter().map(|row| row.join("align-here;")).collect();
    rows.join("linebreak();")
}
