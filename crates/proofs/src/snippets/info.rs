//! What a `rust` block says about itself.

use bindery_diagnostic::nearest;

/// What has to happen to a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expect {
    /// It compiles, runs, and ends with 0.
    Run,
    /// It compiles.
    Compile,
    /// It compiles, runs, and panics.
    Panic,
    /// It does not compile, with these error codes and lints and no others.
    Fail(Vec<String>),
    /// Nothing, for this reason.
    Ignored(String),
}

/// What the info string of a block says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Info {
    pub(crate) expect: Expect,
    /// The edition that the block names, if it does.
    pub(crate) edition: Option<String>,
}

/// What is wrong with an info string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadInfo {
    pub(crate) message: String,
    pub(crate) culprit: String,
    pub(crate) hint: String,
}

/// The words that mean something here, and those that mean something to mdBook.
const OURS: [&str; 4] = ["no_run", "should_panic", "compile_fail", "ignore"];
const MDBOOK: [&str; 5] = ["rust", "editable", "noplayground", "noplaypen", "mdbook-runnable"];

/// Reads the words of a block and the comment before it; `None` when it is not Rust.
pub(crate) fn read<'a>(
    words: impl Iterator<Item = &'a str>,
    comment: Option<&str>,
) -> Result<Option<Info>, BadInfo> {
    let words: Vec<&str> = words.collect();
    if words.first() != Some(&"rust") {
        return Ok(None);
    }
    let bad = |message: &str, culprit: &str, hint: String| BadInfo {
        message: message.to_owned(),
        culprit: culprit.to_owned(),
        hint,
    };
    let has = |word: &str| words.contains(&word);
    let (mut codes, mut edition) = (Vec::new(), None);
    for word in &words[1..] {
        if let Some(year) = word.strip_prefix("edition") {
            edition = Some(year.to_owned());
        } else if OURS.contains(word) || MDBOOK.contains(word) || word.starts_with("hidelines=") {
        } else if has("compile_fail") {
            codes.push((*word).to_owned());
        } else if let Some(near) = nearest(word, OURS.into_iter().chain(MDBOOK)) {
            return Err(bad("this word means nothing", word, format!("did you mean `{near}`?")));
        }
    }
    let expect = match OURS.iter().filter(|word| has(word)).copied().collect::<Vec<_>>()[..] {
        [] => Expect::Run,
        ["no_run"] => Expect::Compile,
        ["should_panic"] => Expect::Panic,
        ["compile_fail"] if codes.is_empty() => {
            let hint = "`compile_fail,E0277`, or the name of a lint".to_owned();
            return Err(bad("`compile_fail` does not say with which error", "compile_fail", hint));
        }
        ["compile_fail"] => Expect::Fail(codes),
        ["ignore"] => match comment.and_then(|comment| comment.strip_prefix("ignore:")) {
            Some(reason) if !reason.trim().is_empty() => Expect::Ignored(reason.trim().to_owned()),
            _ => {
                let hint = "put `<!-- ignore: the reason -->` in the line above".to_owned();
                return Err(bad("a snippet is ignored without a reason", "ignore", hint));
            }
        },
        [first, second, ..] => {
            let hint = "a snippet is proved in one way".to_owned();
            return Err(bad(&format!("both `{first}` and `{second}`"), second, hint));
        }
        _ => Expect::Run,
    };
    Ok(Some(Info { expect, edition }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expect(info: &str, comment: Option<&str>) -> Result<Option<Expect>, String> {
        let words = info.split(',').map(str::trim);
        read(words, comment).map(|info| info.map(|info| info.expect)).map_err(|bad| bad.message)
    }

    #[test]
    fn words_say_what_is_expected() {
        assert_eq!(expect("text", None), Ok(None));
        assert_eq!(expect("rust", None), Ok(Some(Expect::Run)));
        assert_eq!(expect("rust,editable,no_run", None), Ok(Some(Expect::Compile)));
        assert_eq!(expect("rust,does_not_compile_on_purpose", None), Ok(Some(Expect::Run)));
        let codes = vec!["E0277".to_owned(), "unused_must_use".to_owned()];
        assert_eq!(
            expect("rust,compile_fail,E0277,unused_must_use", None),
            Ok(Some(Expect::Fail(codes)))
        );
        let reason = Some("ignore: needs a sensor");
        assert_eq!(
            expect("rust,ignore", reason),
            Ok(Some(Expect::Ignored("needs a sensor".into())))
        );
    }

    #[test]
    fn what_would_not_be_proved_is_an_error() {
        for info in ["rust,ignore", "rust,compile_fail", "rust,no_runn", "rust,no_run,should_panic"]
        {
            assert!(expect(info, None).is_err(), "{info}");
        }
        assert!(expect("rust,ignore", Some("ignore:")).is_err());
    }
}
