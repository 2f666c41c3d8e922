//! One property above all: the cuts make no difference.

use std::fmt::Debug;

use proptest::bits;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

/// What came out of an input: the frames, and where it went wrong, if it did.
type Outcome<F> = (Vec<F>, Result<(), Fault>);

/// An outcome that is not as long as the input is cut: the text as a whole.
fn text(pieces: &[&[u8]]) -> Outcome<String> {
    let (texts, end) = decode(Utf8::default(), pieces);
    (vec![texts.concat()], end)
}

const LIMIT: usize = 6;

fn lines(pieces: &[&[u8]]) -> Outcome<String> {
    decode(Lines::new(LIMIT), pieces)
}

fn netstrings(pieces: &[&[u8]]) -> Outcome<Vec<u8>> {
    decode(Netstrings::new(LIMIT), pieces)
}

fn fault(at: u64, what: What) -> Result<(), Fault> {
    Err(Fault { at, what })
}

// ANCHOR: every-cut
/// Whatever the cuts, `decode` gives `expected`.
fn same<F: PartialEq + Debug>(
    decode: fn(&[&[u8]]) -> Outcome<F>,
    message: &[u8],
    expected: Outcome<F>,
) {
    let long = message.len() > 16;
    let all = (!long).then(|| cuts::in_all_ways(message));
    for pieces in cuts::in_two(message)
        .chain([cuts::into_bytes(message)])
        .chain(all.into_iter().flatten())
    {
        assert_eq!(decode(&pieces), expected, "{pieces:?}");
    }
}
// ANCHOR_END: every-cut

#[test]
fn characters_of_every_length_survive_every_cut() {
    same(text, "aé’😀\n".as_bytes(), (vec!["aé’😀\n".into()], Ok(())));
    let poem = include_bytes!("../../../../poems/verlaine.txt");
    let whole = String::from_utf8(poem.to_vec()).unwrap();
    same(text, poem, (vec![whole], Ok(())));
}

#[test]
fn bytes_that_are_no_text_are_found_where_they_are() {
    let wrong = |at| (vec!["é".to_string()], fault(at, What::NotUtf8));
    same(text, b"\xc3\xa9\xff\xc3\xa9", wrong(2));
    // A character that goes on wrongly, and one that begins in its middle.
    same(text, b"\xc3\xa9\xe2\x80a", wrong(2));
    same(text, b"\xc3\xa9\xa9", wrong(2));
    // Too long a form, a surrogate, and more than the last character.
    same(text, b"\xc3\xa9\xe0\x80\x80", wrong(2));
    same(text, b"\xc3\xa9\xed\xa0\x80", wrong(2));
    same(text, b"\xc3\xa9\xf4\x90\x80\x80", wrong(2));
}

#[test]
fn a_character_that_the_end_cuts_is_a_fault() {
    let cut = (vec!["a".to_string()], fault(4, What::Ended));
    same(text, b"a\xf0\x9f\x98", cut);
}

#[test]
fn both_ends_of_a_line_survive_every_cut() {
    let expected = ["é", "", "a\rb", "\r"].map(String::from).to_vec();
    same(lines, "é\r\n\na\rb\n\r\r\n".as_bytes(), (expected, Ok(())));
}

#[test]
fn a_poem_has_its_lines() {
    let poem = include_str!("../../../../poems/goethe.txt");
    let expected = poem.lines().map(String::from).collect();
    same(
        |pieces| decode(Lines::new(80), pieces),
        poem.as_bytes(),
        (expected, Ok(())),
    );
}

#[test]
fn a_line_that_the_end_cuts_is_a_fault() {
    let first = || vec!["a".to_string()];
    same(lines, b"a\nb", (first(), fault(3, What::Ended)));
    same(lines, b"a\nb\r", (first(), fault(4, What::Ended)));
}

#[test]
fn a_line_may_have_its_limit_and_no_byte_more() {
    let first = || vec!["123456".to_string()];
    same(lines, b"123456\n", (first(), Ok(())));
    let long = What::TooLong(6);
    same(lines, b"123456\n1234567\n", (first(), fault(13, long)));
    same(lines, b"123456\n12345678", (first(), fault(13, long)));
    // The `\r` counts: nobody knows yet that it belongs to the end.
    same(lines, b"123456\r\n", (vec![], fault(6, long)));
}

#[test]
fn a_line_that_is_no_text_is_found_where_it_is() {
    let first = vec!["a".to_string()];
    same(lines, b"a\nb\xc3\nc\n", (first, fault(3, What::NotUtf8)));
}

#[test]
fn a_long_line_keeps_no_more_than_its_limit_and_a_piece() {
    let mut decoder = Lines::new(LIMIT);
    for _ in 0..LIMIT {
        decoder.feed(b"x");
        assert_eq!(decoder.next_frame(), Ok(None));
    }
    decoder.feed(b"x");
    let fault = decoder.next_frame().unwrap_err();
    assert_eq!(fault.what, What::TooLong(LIMIT));
    assert_eq!(decoder.next_frame(), Err(fault));
}

#[test]
fn netstrings_survive_every_cut() {
    let expected = [&b"abc"[..], b"", b",:\xff"].map(<[u8]>::to_vec).to_vec();
    same(netstrings, b"3:abc,0:,3:,:\xff,", (expected, Ok(())));
}

#[test]
fn a_bad_length_is_found_where_it_is() {
    let bad = |at| (vec![b"a".to_vec()], fault(at, What::NotALength));
    same(netstrings, b"1:a,:a,", bad(4));
    same(netstrings, b"1:a,x", bad(4));
    same(netstrings, b"1:a,-1:", bad(4));
    same(netstrings, b"1:a,3x", bad(5));
    same(netstrings, b"1:a,01:a,", bad(5));
    same(netstrings, b"1:a,00:,", bad(5));
}

#[test]
fn a_length_over_the_limit_is_refused_before_the_bytes_come() {
    let long = What::TooLong(LIMIT);
    same(netstrings, b"6:123456,", (vec![b"123456".to_vec()], Ok(())));
    same(netstrings, b"7:", (vec![], fault(0, long)));
    same(netstrings, b"10:", (vec![], fault(1, long)));
    // More than any number can say, with no limit that could refuse it.
    let nine = "9".repeat(30);
    same(
        |pieces| decode(Netstrings::new(usize::MAX - 1), pieces),
        nine.as_bytes(),
        (vec![], fault(19, What::TooLong(usize::MAX - 1))),
    );
}

#[test]
fn a_netstring_needs_its_comma_and_its_bytes() {
    let one = || vec![b"a".to_vec()];
    same(netstrings, b"1:a,1:ab,", (one(), fault(7, What::NoEnd)));
    same(netstrings, b"1:a,2:a", (one(), fault(7, What::Ended)));
    same(netstrings, b"1:a,2:ab", (one(), fault(8, What::Ended)));
    same(netstrings, b"1:a,2", (one(), fault(5, What::Ended)));
}

/// Bytes that mean something to one of the decoders, and where they are cut.
fn pieces() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let text = ["a", "é", "’", "\r", "\n", "2:ab,", "0:,", "3:", ",", "0"];
    let text = select(text.map(str::as_bytes).to_vec());
    let noise = select([&b"\xc3"[..], b"\xa9", b"\xe2\x80", b"\xff"].to_vec());
    let token = prop_oneof![9 => text, 1 => noise];
    vec((token, bits::u8::ANY), 0..20).prop_map(|it| cuts::marked(&it))
}

fn config() -> ProptestConfig {
    // No file remembers what failed: the smallest input belongs into a test above.
    let failure_persistence = None;
    ProptestConfig { cases: 2000, failure_persistence, ..Default::default() }
}

// ANCHOR: property
proptest! {
    #![proptest_config(config())]
    #[test]
    fn cuts_by_chance_make_no_difference(pieces in pieces()) {
        let whole = pieces.concat();
        let whole = [&whole[..]];
        let pieces: Vec<_> = pieces.iter().map(Vec::as_slice).collect();
        prop_assert_eq!(text(&pieces), text(&whole));
        prop_assert_eq!(lines(&pieces), lines(&whole));
        prop_assert_eq!(netstrings(&pieces), netstrings(&whole));
    }
}
// ANCHOR_END: property
