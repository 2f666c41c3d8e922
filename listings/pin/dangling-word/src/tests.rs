//! What the checker says is what the chapter shows.

use std::path::Path;

use ask_miri::Rules;

#[test]
#[cfg_attr(miri, ignore = "starts the checker")]
fn the_checker_says_what_the_chapter_shows() {
    let package = env!("CARGO_PKG_NAME");
    if let Some(answer) = ask_miri::run(package, Rules::StackedBorrows) {
        assert!(!answer.is_content);
        answer.assert_is_in(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("miri.txt"),
        );
    }
}
