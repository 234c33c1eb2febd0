//! Host names in addresses.

use faasc_model::Template;

/// The host of an address, in lower case; absent where it waits for deployment, or is none.
pub(super) fn host_of(address: &Template) -> Option<String> {
    let text = address.as_literal()?;
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    (!host.is_empty()).then(|| host.to_lowercase())
}

/// Whether a host lies in a network of one's own: a private address, or a name that no public name server knows.
pub(super) fn is_inside(host: &str) -> bool {
    if host.contains(':') {
        return host == "::1" || host.starts_with("fc") || host.starts_with("fd");
    }
    let octets: Option<Vec<u8>> = host.split('.').map(|part| part.parse().ok()).collect();
    if let Some([first, second, _, _]) = octets.as_deref() {
        return match (first, second) {
            (10 | 127, _) | (192, 168) | (169, 254) => true,
            (172, second) => (16..32).contains(second),
            _ => false,
        };
    }
    let inner = [".internal", ".local", ".svc", ".lan", ".home.arpa", ".localhost", ".private"];
    !host.contains('.') || inner.iter().any(|end| host.ends_with(end))
}

/// Whether an entry of a list covers a host: the host itself, `*.DOMAIN` for what is below, `*` for all.
pub(super) fn covers(entry: &str, host: &str) -> bool {
    if entry == "*" {
        return true;
    }
    match entry.strip_prefix("*.") {
        Some(domain) => host.strip_suffix(domain).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.')),
        None => entry == host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_an_address_is_found() {
        for (address, host) in [
            ("https://API.psp.example/v1?x=1", Some("api.psp.example")),
            ("https://u:p@psp.example:8443/", Some("psp.example")),
            ("psp.example:443", Some("psp.example")),
            ("https://[fd00::1]:8080/", Some("fd00::1")),
            ("", None),
        ] {
            assert_eq!(host_of(&Template::literal(address)).as_deref(), host, "{address}");
        }
    }

    #[test]
    fn private_addresses_and_names_are_inside() {
        for (host, inside) in [
            ("10.1.2.3", true),
            ("172.16.0.1", true),
            ("172.32.0.1", false),
            ("8.8.8.8", false),
            ("fd00::1", true),
            ("ledger", true),
            ("ledger.shop.internal", true),
            ("api.psp.example", false),
        ] {
            assert_eq!(is_inside(host), inside, "{host}");
        }
    }

    #[test]
    fn a_star_covers_what_is_below_and_not_the_domain_itself() {
        assert!(covers("*.psp.example", "api.psp.example"));
        assert!(covers("*.psp.example", "a.b.psp.example"));
        assert!(!covers("*.psp.example", "psp.example"));
        assert!(!covers("*.psp.example", "evilpsp.example"));
        assert!(covers("psp.example", "psp.example"));
    }
}
