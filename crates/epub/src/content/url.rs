//! Addresses outside the book, written so that every parser takes them.

/// `address` with what URLs don't allow encoded; `None` if it leads nowhere, or is no `http`,
/// `https`, `mailto` or `tel` address.
pub(crate) fn external(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest) = address.split_once(':')?;
    match scheme.to_ascii_lowercase().as_str() {
        scheme @ ("http" | "https") => {
            let rest = rest.strip_prefix("//")?;
            let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            let (authority, path) = rest.split_at(end);
            let host = authority_of(authority)?;
            Some(format!("{scheme}://{host}{}", encode(path)))
        }
        scheme @ ("mailto" | "tel") if !rest.is_empty() => {
            Some(format!("{scheme}:{}", encode(rest).replace('#', "%23")))
        }
        _ => None,
    }
}

/// Host and port in lower case, without a user (nobody prints a password); `None` if they have not the form of any.
fn authority_of(authority: &str) -> Option<String> {
    let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = match host_and_port.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (host_and_port, None),
    };
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    let name = host.strip_suffix('.').unwrap_or(host);
    let numeric =
        name.rsplit('.').next().is_some_and(|last| last.starts_with(|c: char| c.is_ascii_digit()));
    let fits = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(v6) => v6.parse::<std::net::Ipv6Addr>().is_ok(),
        None if numeric => name.parse::<std::net::Ipv4Addr>().is_ok(),
        None => name.split('.').all(label),
    };
    let port_fits = port.is_none_or(|port| port.parse::<u16>().is_ok());
    (fits && port_fits).then(|| match port {
        Some(port) => format!("{}:{port}", host.to_lowercase()),
        None => host.to_lowercase(),
    })
}

/// `text` with everything percent-encoded that may not stand in path, query and fragment.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fragment = false;
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        let plain = match byte {
            b'%' => {
                let digits = bytes.get(at + 1..at + 3);
                digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            }
            b'#' => !std::mem::replace(&mut fragment, true),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => true,
            _ => b"-._~:/?@!$&'()*+,;=".contains(&byte),
        };
        if plain {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_encoded_once() {
        for (given, made) in [
            ("https://a.b/c d?x=[1]|2#f#g", "https://a.b/c%20d?x=%5B1%5D%7C2#f%23g"),
            ("https://a.b/100%/%41", "https://a.b/100%25/%41"),
            ("HTTPS://user:pw@Example.org:8080", "https://example.org:8080"),
            ("http://[::1]:80/é", "http://[::1]:80/%C3%A9"),
            ("mailto:a@b.c?subject=x y", "mailto:a@b.c?subject=x%20y"),
            ("tel:+49 30", "tel:+49%2030"),
        ] {
            let encoded = external(given);
            assert_eq!(encoded.as_deref(), Some(made));
            assert_eq!(external(made).as_deref(), Some(made), "encoded twice");
        }
    }

    #[test]
    fn what_leads_nowhere_is_refused() {
        for bad in [
            "javascript:alert(1)",
            "JavaScript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "vbscript:x",
            "https:",
            "https://",
            "https:/a",
            "http://a b/",
            "http://-a/",
            "http://a:99999/",
            "http://[x]/",
            "http://1.2.3/",
            "relative",
            "mailto:",
            "//host/x",
            "",
        ] {
            assert_eq!(external(bad), None, "{bad}");
        }
    }
}
