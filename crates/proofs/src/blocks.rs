//! The fenced blocks of a chapter, each with the comment that stands before it.

use bindery_listings::{Fence, Item, scan};

/// A fenced block and what proofs need to know of what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// The line of the opening fence, counted from 1.
    pub(crate) line: u32,
    pub(crate) fence: Fence,
    /// The words of the comment right before the block.
    pub(crate) comment: Option<String>,
    /// Whether nothing but blank lines and comments stands between this block and the one before.
    pub(crate) follows: bool,
}

/// The fenced blocks of `source`, in order.
pub(crate) fn blocks(source: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut last_end = 0;
    for found in scan(source) {
        if let Item::Fence(fence) = found.item {
            let between = source[last_end..found.range.start].trim();
            last_end = found.range.end;
            blocks.push(Block {
                line: found.line,
                fence,
                comment: last_comment(between),
                follows: !blocks.is_empty() && is_comments(between),
            });
        }
    }
    blocks
}

/// Whether `text` is empty or only comments.
fn is_comments(text: &str) -> bool {
    let mut rest = text;
    while let Some(after) = rest.strip_prefix("<!--") {
        match after.split_once("-->") {
            Some((_, after)) => rest = after.trim_start(),
            None => return false,
        }
    }
    rest.is_empty()
}

/// The words of the comment that `text` ends with.
fn last_comment(text: &str) -> Option<String> {
    let (_, comment) = text.strip_suffix("-->")?.rsplit_once("<!--")?;
    Some(comment.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_belong_to_the_block_below() {
        let source = "<!-- ignore: needs a sensor -->\n```rust,ignore\n```\n\n\
                      <!-- a -->\n```text\n```\n\nwords\n\n```text\n```\n";
        let found = blocks(source);
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].comment.as_deref(), Some("ignore: needs a sensor"));
        assert!(!found[0].follows && found[1].follows && !found[2].follows);
        assert_eq!(found[2].comment, None);
    }
}
