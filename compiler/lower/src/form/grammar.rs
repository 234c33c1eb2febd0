//! Single values with a grammar of their own.

use super::elsewhere;

/// A grammar: the pattern is what the schema says, `read` what lowering does, and a test holds them together.
pub(crate) struct Grammar {
    /// What it is: `a route`.
    pub(crate) what: &'static str,
    /// The pattern, anchored.
    pub(crate) pattern: &'static str,
    /// How it is written, in words.
    pub(crate) words: &'static str,
    /// A value as written.
    pub(crate) example: &'static str,
    /// Whether a text is of it.
    pub(crate) matches: fn(&str) -> bool,
    /// What a text of other tools means, where they write the same otherwise.
    pub(crate) elsewhere: fn(&str) -> Option<String>,
}

impl Grammar {
    /// A value of it that was probably meant by a text that is none.
    pub(crate) fn meant(&self, text: &str) -> Option<String> {
        (self.elsewhere)(text).filter(|meant| (self.matches)(meant))
    }
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

/// `[a-z][a-z0-9-]*`, at most 100 characters.
pub(crate) fn is_name(text: &str) -> bool {
    text.len() <= 100 && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(is_name_char)
}

fn is_name_with_underscore(text: &str) -> bool {
    text.len() <= 100
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| is_name_char(c) || c == '_')
}

fn is_label(text: &str) -> bool {
    is_name(text) && text.len() <= 40 && !text.ends_with('-')
}

/// A name, perhaps of another app: `NAME` or `APP/NAME`.
pub(crate) fn is_qualified(text: &str) -> bool {
    match text.split_once('/') {
        Some((app, name)) => is_name(app) && is_name(name),
        None => is_name(text),
    }
}

fn is_segment_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~%!$&'()*+,;=:@".contains(c)
}

/// `/a/{b}/{rest+}`: literal segments, parameters, a last segment that takes the rest.
pub(crate) fn is_path(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('/') else { return false };
    if rest.is_empty() {
        return true;
    }
    let segments: Vec<&str> = rest.split('/').collect();
    segments.iter().enumerate().all(|(at, segment)| {
        match segment.strip_prefix('{').and_then(|s| s.strip_suffix('}')) {
            Some(inner) => {
                let (name, is_rest) = inner.strip_suffix('+').map_or((inner, false), |name| (name, true));
                is_parameter(name) && (!is_rest || at + 1 == segments.len())
            }
            None => !segment.is_empty() && segment.chars().all(is_segment_char),
        }
    })
}

fn is_parameter(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

const METHODS: [&str; 8] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "ANY"];

fn is_route(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(method, path)| METHODS.contains(&method) && is_path(path))
}

fn is_webhook_route(text: &str) -> bool {
    text.strip_prefix("POST ").is_some_and(is_path)
}

/// A dotted field: `a.b.c`.
pub(crate) fn is_field(text: &str) -> bool {
    text.split('.').all(|part| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    })
}

fn is_header(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn is_field_or_header(text: &str) -> bool {
    text.strip_prefix("header:").map_or_else(|| is_field(text), is_header)
}

fn is_filter_field(text: &str) -> bool {
    matches!(text, "ce-type" | "ce-source" | "ce-subject") || is_field(text)
}

fn is_variable(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn is_country(text: &str) -> bool {
    let is_upper = |text: &str| text.chars().all(|c| c.is_ascii_uppercase());
    match text.split_once('-') {
        Some((country, part)) => {
            country.len() == 2
                && is_upper(country)
                && (1..=3).contains(&part.len())
                && part.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        }
        None => text.len() == 2 && is_upper(text),
    }
}

fn is_country_or_group(text: &str) -> bool {
    match text.strip_prefix('@') {
        Some(group) => {
            group.starts_with(|c: char| c.is_ascii_alphabetic())
                && group.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        }
        None => is_country(text),
    }
}

fn is_two_part(text: &str) -> bool {
    text.split_once('/').is_some_and(|(a, b)| is_object_name(a) && is_object_name(b))
}

fn is_object_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 253
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.')
}

fn is_account(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 100
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "-:.".contains(c))
}

fn is_region(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(is_name_char)
}

fn is_runtime(text: &str) -> bool {
    if matches!(text, "go" | "rust" | "container") {
        return true;
    }
    let family = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let version = &text[family.len()..];
    let is_number =
        |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
    match family {
        "python" | "ruby" => {
            version.split_once('.').is_some_and(|(major, minor)| is_number(major) && is_number(minor))
        }
        "node" | "java" | "dotnet" => is_number(version),
        _ => false,
    }
}

fn is_secret_store(text: &str) -> bool {
    match text.strip_prefix("external-secrets:") {
        Some(store) => is_object_name(store) && !store.contains('.'),
        None => matches!(
            text,
            "aws-secretsmanager"
                | "aws-parameter-store"
                | "gcp-secret-manager"
                | "azure-key-vault"
                | "kubernetes"
        ),
    }
}

fn is_host(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 253
        && text.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        })
}

fn is_compiler_range(text: &str) -> bool {
    !text.is_empty()
        && text.split(',').all(|part| {
            let part = part.trim_matches(' ');
            let version = part.trim_start_matches(['<', '>', '=']);
            let operator = &part[..part.len() - version.len()];
            let version = version.trim_start_matches(' ');
            let numbers: Vec<&str> = version.split('.').collect();
            matches!(operator, ">=" | "<=" | ">" | "<" | "=")
                && (1..=3).contains(&numbers.len())
                && numbers
                    .iter()
                    .all(|n| !n.is_empty() && n.len() <= 9 && n.bytes().all(|b| b.is_ascii_digit()))
        })
}

fn is_node_type(text: &str) -> bool {
    text.split_once(':').is_some_and(|(provider, name)| {
        is_region(provider)
            && !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c))
    })
}

fn is_schedule(text: &str) -> bool {
    if let Some(rest) = text.strip_prefix("every ") {
        let number = rest.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let unit = &rest[number.len()..];
        return !number.is_empty()
            && number.len() <= 9
            && number.bytes().all(|b| b.is_ascii_digit())
            && matches!(unit, "ms" | "s" | "m" | "h" | "d");
    }
    let fields: Vec<&str> = text.split(' ').collect();
    fields.len() == 5
        && fields.iter().all(|field| {
            !field.is_empty()
                && field.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '*' | ',' | '-' | '/'))
        })
}

macro_rules! grammar {
    ($name:ident, $what:literal, $pattern:literal, $words:literal, $example:literal, $matches:expr) => {
        grammar!($name, $what, $pattern, $words, $example, $matches, |_| None);
    };
    ($name:ident, $what:literal, $pattern:literal, $words:literal, $example:literal, $matches:expr, $elsewhere:expr) => {
        pub(crate) static $name: Grammar = Grammar {
            what: $what,
            pattern: $pattern,
            words: $words,
            example: $example,
            matches: $matches,
            elsewhere: $elsewhere,
        };
    };
}

#[rustfmt::skip]
grammar!(NAME, "a name", r"^[a-z][a-z0-9-]{0,99}$", "lower-case letters, digits and `-`, a letter first, at most 100", "charge-due", is_name);

#[rustfmt::skip]
grammar!(NAME_WITH_UNDERSCORE, "a name", r"^[a-z][a-z0-9_-]{0,99}$", "lower-case letters, digits, `-` and `_`, a letter first, at most 100", "psp_host", is_name_with_underscore);

#[rustfmt::skip]
grammar!(APP_NAME, "the name of an app", r"^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$", "lower-case letters, digits and `-`, a letter first and no `-` last, at most 40", "video", is_label);

#[rustfmt::skip]
grammar!(QUALIFIED, "a name", r"^[a-z][a-z0-9-]{0,99}(/[a-z][a-z0-9-]{0,99})?$", "a name of this app, or `APP/NAME` of one under `uses`", "video/trend-updated", is_qualified);

#[rustfmt::skip]
grammar!(PLACEABLE, "a name", r"^[a-z][a-z0-9-]{0,99}(\.backup)?$", "a name of this app, or `STORE.backup`", "ledger.backup", |text: &str| is_name(text.strip_suffix(".backup").unwrap_or(text)));

#[rustfmt::skip]
grammar!(ROUTE, "a route", r"^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|ANY) /(([A-Za-z0-9._~%!$&'()*+,;=:@-]+|\{[A-Za-z][A-Za-z0-9_]*\})(/([A-Za-z0-9._~%!$&'()*+,;=:@-]+|\{[A-Za-z][A-Za-z0-9_]*\}))*(/\{[A-Za-z][A-Za-z0-9_]*\+\})?|\{[A-Za-z][A-Za-z0-9_]*\+\})?$", "a method (`GET`, `POST`, …, or `ANY`), a space and a path such as `/users/{id}`; a last `{rest+}` takes the rest", "POST /play", is_route, |text| elsewhere::route(text, "GET"));

#[rustfmt::skip]
grammar!(WEBHOOK_ROUTE, "the route of a webhook", r"^POST /(([A-Za-z0-9._~%!$&'()*+,;=:@-]+|\{[A-Za-z][A-Za-z0-9_]*\})(/([A-Za-z0-9._~%!$&'()*+,;=:@-]+|\{[A-Za-z][A-Za-z0-9_]*\}))*(/\{[A-Za-z][A-Za-z0-9_]*\+\})?|\{[A-Za-z][A-Za-z0-9_]*\+\})?$", "`POST`, a space and a path", "POST /hooks/psp", is_webhook_route, |text| elsewhere::route(text, "POST"));

#[rustfmt::skip]
grammar!(PATH, "a path", r"^/(([A-Za-z0-9._~%!$&'()*+,;=:@-]+|\{[A-Za-z][A-Za-z0-9_]*\})(/([A-Za-z0-9._~%!$&'()*+,;=:@-]+|\{[A-Za-z][A-Za-z0-9_]*\}))*(/\{[A-Za-z][A-Za-z0-9_]*\+\})?|\{[A-Za-z][A-Za-z0-9_]*\+\})?$", "a path such as `/chat`", "/chat", is_path);

#[rustfmt::skip]
grammar!(FIELD, "a field", r"^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*$", "a field of the message, dotted when it lies deeper", "order.id", is_field);

#[rustfmt::skip]
grammar!(FIELD_OR_HEADER, "a field or a header", r"^([A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*|header:[A-Za-z0-9-]+)$", "a dotted field of the message, or `header:NAME`", "paymentId", is_field_or_header);

#[rustfmt::skip]
grammar!(FILTER_FIELD, "a field", r"^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*$", "a dotted field of the message, or `ce-type`, `ce-source`, `ce-subject`", "kind", is_filter_field);

#[rustfmt::skip]
grammar!(HEADER, "a header", r"^[A-Za-z0-9-]+$", "letters, digits and `-`", "x-api-key", is_header);

#[rustfmt::skip]
grammar!(VARIABLE, "the name of a variable", r"^[A-Za-z_][A-Za-z0-9_]*$", "letters, digits and `_`, no digit first", "LOG_LEVEL", is_variable);

#[rustfmt::skip]
grammar!(COUNTRY, "a country", r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$", "an ISO 3166-1 code of two capitals, or a subdivision such as `CA-QC`", "\"DE\"", is_country);

#[rustfmt::skip]
grammar!(COUNTRY_OR_GROUP, "a country or a group", r"^([A-Z]{2}(-[A-Z0-9]{1,3})?|@[A-Za-z][A-Za-z0-9-]*)$", "an ISO 3166-1 code of two capitals, a subdivision such as `CA-QC`, or a group such as `@EEA`", "\"@EEA\"", is_country_or_group);

#[rustfmt::skip]
grammar!(NAMESPACED, "an object of the cluster", r"^[a-z0-9.-]{1,253}/[a-z0-9.-]{1,253}$", "`NAMESPACE/NAME`", "public/edge", is_two_part);

#[rustfmt::skip]
grammar!(ACCOUNT, "an account", r"^[A-Za-z0-9:.-]{1,100}$", "the account, project or subscription in quotes", "\"111122223333\"", is_account);

#[rustfmt::skip]
grammar!(REGION, "a region", r"^[a-z][a-z0-9-]*$", "the provider's own name of it", "eu-central-1", is_region);

#[rustfmt::skip]
grammar!(RUNTIME, "a runtime", r"^((python|ruby)[0-9]{1,3}\.[0-9]{1,3}|(node|java|dotnet)[0-9]{1,3}|go|rust|container)$", "`pythonX.Y`, `nodeX`, `javaX`, `dotnetX`, `rubyX.Y`, `go`, `rust` or `container`", "python3.13", is_runtime, elsewhere::runtime);

#[rustfmt::skip]
grammar!(SECRET_STORE, "a place of secrets", r"^(aws-secretsmanager|aws-parameter-store|gcp-secret-manager|azure-key-vault|kubernetes|external-secrets:[a-z0-9-]{1,253})$", "`aws-secretsmanager`, `aws-parameter-store`, `gcp-secret-manager`, `azure-key-vault`, `kubernetes` or `external-secrets:STORE`", "external-secrets:vault", is_secret_store);

#[rustfmt::skip]
grammar!(HOST, "a host name", r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$", "lower-case labels with dots between", "api.video.example", is_host, elsewhere::host);

#[rustfmt::skip]
grammar!(COMPILER_RANGE, "a range of versions", r"^ *(>=|<=|>|<|=) *[0-9]{1,9}(\.[0-9]{1,9}){0,2} *(, *(>=|<=|>|<|=) *[0-9]{1,9}(\.[0-9]{1,9}){0,2} *)*$", "comparisons with commas between", "\">=1.4, <2\"", is_compiler_range);

#[rustfmt::skip]
grammar!(NODE_TYPE, "a type of machine", r"^[a-z][a-z0-9-]*:[A-Za-z0-9._-]+$", "`PROVIDER:TYPE`", "linode:g6-standard-4", is_node_type);

#[rustfmt::skip]
grammar!(SCHEDULE, "a schedule", r"^(every [0-9]{1,9}(ms|s|m|h|d)|[A-Za-z0-9*,/-]+( [A-Za-z0-9*,/-]+){4})$", "`every 5m`, or five cron fields: minute, hour, day, month, weekday", "\"30 4 * * *\"", is_schedule, elsewhere::schedule);
