//! What other tools write for what this language says otherwise, so that a finding can name what was meant.

/// Keys as other tools spell them, and the keys of this language in their stead.
#[rustfmt::skip]
const KEYS: &[(&str, &[&str])] = &[
    ("api", &["http"]),
    ("arch", &["architecture"]),
    ("architectures", &["architecture"]),
    ("authorizer", &["auth"]),
    ("authorizers", &["auth"]),
    ("batchsize", &["batch"]),
    ("blob", &["object"]),
    ("bucket", &["object"]),
    ("buckets", &["stores"]),
    ("cloudwatchevent", &["schedule"]),
    ("code", &["source"]),
    ("codeuri", &["source"]),
    ("cron", &["schedule"]),
    ("databases", &["stores"]),
    ("deadletter", &["dead_letter"]),
    ("deadletterconfig", &["dead_letter"]),
    ("deadletterqueue", &["dead_letter"]),
    ("depends_on", &["calls"]),
    ("dependson", &["calls"]),
    ("destinations", &["dead_letter", "emits"]),
    ("dlq", &["dead_letter"]),
    ("dynamodb", &["change"]),
    ("dynamodbstream", &["change"]),
    ("environment", &["env", "environments"]),
    ("environmentvariables", &["env"]),
    ("ephemeralstorage", &["ephemeral_disk"]),
    ("ephemeralstoragesize", &["ephemeral_disk"]),
    ("eventbridge", &["event"]),
    ("events", &["triggers", "emits"]),
    ("fifo", &["ordered"]),
    ("filterpatterns", &["filter"]),
    ("get", &["http"]),
    ("handler", &["entry"]),
    ("httpapi", &["http"]),
    ("iam", &["grants"]),
    ("iamrolestatements", &["grants"]),
    ("idempotencykey", &["idempotent_by"]),
    ("image", &["source"]),
    ("invokes", &["calls"]),
    ("kafka", &["event"]),
    ("kinesis", &["event"]),
    ("maxinstances", &["scale"]),
    ("maxreceivecount", &["retry"]),
    ("maxretries", &["retry"]),
    ("maxscale", &["scale"]),
    ("memorysize", &["memory"]),
    ("mininstances", &["scale"]),
    ("minscale", &["scale"]),
    ("onfailure", &["dead_letter"]),
    ("path", &["source", "http"]),
    ("permissions", &["grants"]),
    ("policies", &["grants", "policy"]),
    ("post", &["http"]),
    ("produces", &["emits"]),
    ("provider", &["sites"]),
    ("publishes", &["emits"]),
    ("pubsub", &["event"]),
    ("queue", &["event"]),
    ("queues", &["events"]),
    ("rate", &["schedule"]),
    ("region", &["sites"]),
    ("reservedconcurrency", &["scale"]),
    ("resources", &["stores", "grants"]),
    ("retries", &["retry"]),
    ("s3", &["object"]),
    ("sns", &["event"]),
    ("sqs", &["event"]),
    ("storage", &["stores", "object"]),
    ("stream", &["event"]),
    ("subscribe", &["event"]),
    ("tables", &["stores"]),
    ("tags", &["labels"]),
    ("timeoutseconds", &["timeout"]),
    ("timer", &["schedule"]),
    ("topic", &["event"]),
    ("topics", &["events"]),
    ("type", &["kind", "via"]),
    ("variables", &["vars", "env"]),
    ("vpc", &["network"]),
];

/// Words of other tools, and the words of this language in their stead.
#[rustfmt::skip]
const WORDS: &[(&str, &[&str])] = &[
    ("akamai", &["linode"]),
    ("amazon", &["aws"]),
    ("amd64", &["x86_64"]),
    ("aarch64", &["arm64"]),
    ("blob", &["bucket"]),
    ("cosmosdb", &["table"]),
    ("database", &["sql", "table"]),
    ("docker", &["container"]),
    ("dynamodb", &["table"]),
    ("elasticache", &["cache"]),
    ("eventbridge", &["bus"]),
    ("event-bus", &["bus"]),
    ("eventhub", &["stream"]),
    ("eventhubs", &["stream"]),
    ("fifo", &["queue"]),
    ("firestore", &["table"]),
    ("gcs", &["bucket"]),
    ("google", &["gcp"]),
    ("google-cloud", &["gcp"]),
    ("k8s", &["kubernetes"]),
    ("keyvalue", &["table"]),
    ("kinesis", &["stream"]),
    ("knative", &["kubernetes"]),
    ("memcached", &["cache"]),
    ("microsoft", &["azure"]),
    ("modify", &["update"]),
    ("mongodb", &["table"]),
    ("mysql", &["sql"]),
    ("nosql", &["table"]),
    ("object-storage", &["bucket"]),
    ("objectstorage", &["bucket"]),
    ("postgres", &["sql"]),
    ("postgresql", &["sql"]),
    ("pubsub", &["topic"]),
    ("rabbitmq", &["queue"]),
    ("rds", &["sql"]),
    ("redis", &["cache"]),
    ("remove", &["delete"]),
    ("s3", &["bucket"]),
    ("servicebus", &["queue"]),
    ("sns", &["topic"]),
    ("sqs", &["queue"]),
    ("standard-webhook", &["standard-webhooks"]),
    ("svix", &["standard-webhooks"]),
    ("x64", &["x86_64"]),
];

/// The key of `known` that other tools call `written`.
pub(crate) fn key<'k>(written: &str, known: impl Iterator<Item = &'k str> + Clone) -> Option<&'k str> {
    let plain: String = written.chars().filter(char::is_ascii_alphanumeric).collect();
    listed(KEYS, &written.to_ascii_lowercase(), known.clone())
        .or_else(|| listed(KEYS, &plain.to_ascii_lowercase(), known))
}

/// The word of `known` that other tools call `written`.
pub(crate) fn word<'k>(written: &str, known: impl Iterator<Item = &'k str> + Clone) -> Option<&'k str> {
    listed(WORDS, &written.to_ascii_lowercase(), known)
}

fn listed<'k>(
    table: &[(&str, &[&str])],
    written: &str,
    known: impl Iterator<Item = &'k str> + Clone,
) -> Option<&'k str> {
    let (_, ours) = table.iter().find(|(theirs, _)| *theirs == written)?;
    ours.iter().find_map(|our| known.clone().find(|known| known == our))
}

/// `rate(5 minutes)`, `every 5 minutes`, `5m`, `@daily`, `cron(0 4 * * ? *)`, six fields that begin with seconds.
pub(super) fn schedule(text: &str) -> Option<String> {
    let inside = |name: &str| {
        text.strip_prefix(name)
            .and_then(|rest| rest.strip_prefix('('))
            .and_then(|rest| rest.strip_suffix(')'))
    };
    if let Some(fields) = inside("cron") {
        return of_event_bridge(&fields.split_whitespace().collect::<Vec<_>>());
    }
    if let Some(name) = text.strip_prefix('@') {
        let fields = match name {
            "hourly" => "0 * * * *",
            "daily" | "midnight" => "0 0 * * *",
            "weekly" => "0 0 * * 0",
            "monthly" => "0 0 1 * *",
            "yearly" | "annually" => "0 0 1 1 *",
            name => return name.strip_prefix("every ").map(|interval| format!("every {interval}")),
        };
        return Some(fields.to_owned());
    }
    let fields: Vec<&str> = text.split_whitespace().collect();
    match fields.as_slice() {
        // Two blanks, or Quartz without seconds.
        fields if fields.len() == 5 => return Some(fields.join(" ").replace('?', "*")),
        // The `?` tells the two kinds of six fields apart: EventBridge ends with a year, Quartz begins with seconds.
        [_, _, day, _, weekday, _] if [day, weekday].contains(&&"?") => return of_event_bridge(&fields),
        ["0", rest @ ..] if rest.len() == 5 && !rest[0].contains('?') => {
            return Some(rest.join(" ").replace('?', "*"));
        }
        fields if fields.len() == 6 => return None,
        _ => {}
    }
    interval(inside("rate").unwrap_or(text))
}

/// EventBridge's six fields: five and a year, weekdays from Sunday = 1, `?` for the day that is not asked.
fn of_event_bridge(fields: &[&str]) -> Option<String> {
    let [minute, hour, day, month, weekday, "*"] = fields else { return None };
    // Its Sunday is 1 and ours is 0: numbers are no guess that one may make.
    if weekday.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some(format!("{minute} {hour} {day} {month} {weekday}").replace('?', "*"))
}

/// `every 5 minutes`, `5 minutes`, `every hour`, `5m` → `every 5m`.
fn interval(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    let text = text.strip_prefix("every").unwrap_or(&text).trim_start();
    let unit_at = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(unit_at);
    let unit = match unit.trim() {
        "s" | "sec" | "secs" | "second" | "seconds" => "s",
        "m" | "min" | "mins" | "minute" | "minutes" => "m",
        "h" | "hour" | "hours" => "h",
        "d" | "day" | "days" => "d",
        _ => return None,
    };
    Some(format!("every {}{unit}", if number.is_empty() { "1" } else { number }))
}

/// `nodejs20.x`, `python312`, `dotnet8.0`, `java17.al2`, `provided.al2023` → this language's words.
pub(super) fn runtime(text: &str) -> Option<String> {
    let text = text.to_ascii_lowercase();
    let family_ends = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let (family, version) = text.split_at(family_ends);
    let major: String = version.chars().take_while(char::is_ascii_digit).collect();
    match family.trim_end_matches(['-', '.', ':', '@', ' ']) {
        "node" | "nodejs" | "node.js" => Some(format!("node{major}")),
        "java" | "corretto" => Some(format!("java{major}")),
        "dotnet" | "dotnetcore" | "net" => Some(format!("dotnet{major}")),
        "go" | "golang" => Some("go".to_owned()),
        "rust" => Some("rust".to_owned()),
        "docker" | "image" => Some("container".to_owned()),
        family @ ("python" | "ruby") => match version.split_once('.') {
            Some((major, minor)) => {
                let minor: String = minor.chars().take_while(char::is_ascii_digit).collect();
                Some(format!("{family}{major}.{minor}"))
            }
            // `python312`, as some hosts write it.
            None if major.len() >= 2 => Some(format!("{family}{}.{}", &major[..1], &major[1..])),
            None => None,
        },
        _ => None,
    }
}

/// `post /x`, `/x`, `POST x`, `/x/:id`, `/x/*` → a method in capitals, a path with parameters in braces.
pub(super) fn route(text: &str, method: &str) -> Option<String> {
    let (written, path) = match text.trim().split_once(char::is_whitespace) {
        Some((written, path)) => (written.to_ascii_uppercase(), path.trim()),
        None => (method.to_owned(), text.trim()),
    };
    let written = if written == "*" { "ANY".to_owned() } else { written };
    let path = path.strip_prefix('/').unwrap_or(path);
    let segments: Vec<String> = path
        .split('/')
        .map(|segment| match segment.strip_prefix(':') {
            Some(name) => format!("{{{name}}}"),
            None if segment == "*" => "{rest+}".to_owned(),
            None => segment.to_owned(),
        })
        .collect();
    Some(format!("{written} /{}", segments.join("/").trim_end_matches('/')))
}

/// `https://API.example/v1` → `api.example`.
pub(super) fn host(text: &str) -> Option<String> {
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = text.split(['/', ':', '?']).next().unwrap_or_default();
    Some(host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::super::grammar;
    use super::*;

    #[test]
    fn tables_are_sorted_enough_to_hold_each_word_once() {
        for table in [KEYS, WORDS] {
            for (at, (theirs, _)) in table.iter().enumerate() {
                assert!(!table[at + 1..].iter().any(|(other, _)| other == theirs), "{theirs} twice");
            }
        }
    }

    #[test]
    fn keys_and_words_of_other_tools_are_known_where_ours_are_allowed() {
        assert_eq!(key("handler", ["entry", "env"].into_iter()), Some("entry"));
        assert_eq!(key("memorySize", ["memory"].into_iter()), Some("memory"));
        assert_eq!(key("memory_size", ["memory"].into_iter()), Some("memory"));
        assert_eq!(key("handler", ["via"].into_iter()), None);
        assert_eq!(word("SQS", ["queue", "topic"].into_iter()), Some("queue"));
        assert_eq!(word("dynamodb", ["bucket", "table"].into_iter()), Some("table"));
    }

    #[test]
    fn values_of_other_tools_become_ours() {
        for (text, grammar, meant) in [
            ("every 5 minutes", &grammar::SCHEDULE, Some("every 5m")),
            ("every hour", &grammar::SCHEDULE, Some("every 1h")),
            ("rate(1 day)", &grammar::SCHEDULE, Some("every 1d")),
            ("@daily", &grammar::SCHEDULE, Some("0 0 * * *")),
            ("cron(0 4 * * ? *)", &grammar::SCHEDULE, Some("0 4 * * *")),
            // Sunday is 1 there and 0 here: no guess.
            ("cron(0 4 ? * 1 *)", &grammar::SCHEDULE, None),
            ("0 */5 * * * *", &grammar::SCHEDULE, Some("*/5 * * * *")),
            ("0 12 * * ? *", &grammar::SCHEDULE, Some("0 12 * * *")),
            ("30 8 ? * MON-FRI *", &grammar::SCHEDULE, Some("30 8 * * MON-FRI")),
            ("*/5 * * * ? *", &grammar::SCHEDULE, Some("*/5 * * * *")),
            ("0 0 12 * * ?", &grammar::SCHEDULE, Some("0 12 * * *")),
            ("0 12 ? * * 2027", &grammar::SCHEDULE, None),
            ("15 0 12 * * *", &grammar::SCHEDULE, None),
            ("0  4 * * *", &grammar::SCHEDULE, Some("0 4 * * *")),
            ("hello", &grammar::SCHEDULE, None),
            ("nodejs20.x", &grammar::RUNTIME, Some("node20")),
            ("python312", &grammar::RUNTIME, Some("python3.12")),
            ("dotnet8.0", &grammar::RUNTIME, Some("dotnet8")),
            ("java17.al2", &grammar::RUNTIME, Some("java17")),
            ("cobol", &grammar::RUNTIME, None),
            ("post /x", &grammar::ROUTE, Some("POST /x")),
            ("/x/:id", &grammar::ROUTE, Some("GET /x/{id}")),
            ("GET /files/*", &grammar::ROUTE, Some("GET /files/{rest+}")),
            ("POST  /x/", &grammar::ROUTE, Some("POST /x")),
            ("/hooks", &grammar::WEBHOOK_ROUTE, Some("POST /hooks")),
            ("https://API.psp.example/v1", &grammar::HOST, Some("api.psp.example")),
        ] {
            assert_eq!(grammar.meant(text).as_deref(), meant, "{text}");
        }
    }
}
