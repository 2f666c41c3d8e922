//! It is right, whatever the cuts. What it lacks is shown by `rescan`.

use decoders::decode;

use super::*;

#[test]
fn every_cut_gives_the_same_lines() {
    let message = "é\r\n\na\rb\nend".as_bytes();
    for pieces in cuts::in_all_ways(message) {
        let (lines, end) = decode(Lines::default(), &pieces);
        assert_eq!(lines, ["é", "", "a\rb"], "{pieces:?}");
        assert_eq!(end.unwrap_err().at, message.len() as u64);
    }
}
