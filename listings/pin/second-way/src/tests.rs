//! What the checker says depends on the rules that it checks.

use std::path::Path;

use ask_miri::Rules;

#[test]
#[cfg_attr(miri, ignore = "starts the checker")]
fn one_proposal_refuses_it() {
    let package = env!("CARGO_PKG_NAME");
    if let Some(answer) = ask_miri::run(package, Rules::StackedBorrows) {
        assert!(!answer.is_content);
        answer.assert_is_in(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("miri.txt"),
        );
    }
}

#[test]
#[cfg_attr(miri, ignore = "starts the checker")]
fn the_other_one_accepts_it() {
    let package = env!("CARGO_PKG_NAME");
    if let Some(answer) = ask_miri::run(package, Rules::TreeBorrows) {
        assert!(answer.is_content, "{}", answer.said);
    }
}
