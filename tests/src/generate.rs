//! Generated apps of any size, as rich as real ones: a third of the functions are HTTP entries (as many as one API
//! takes, then the clock starts what hands orders on), a third handle events, a third run by the clock; with classes, schemas, authenticators, retries, dead letters and expectations.
//! The same size and seed give the same bytes.

use std::fmt::Write as _;

/// The files of a generated app: path and text.
pub type AppFiles = Vec<(String, String)>;

/// A small generator of numbers, the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn is_one_in(&mut self, share: u64) -> bool {
        self.below(share) == 0
    }
}

/// How many HTTP entries an app has at most: no host takes thousands of routes in one API.
const MOST_ENTRIES: usize = 250;

/// An app of `functions` functions. Above 5,000 it is split into included files.
#[must_use]
pub fn app(functions: usize, seed: u64) -> AppFiles {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let parts = functions.div_ceil(5_000).max(1);
    let mut files = vec![
        ("src/main.py".to_owned(), "def handler(request):\n    return {}\n".to_owned()),
        ("schemas/order.json".to_owned(), SCHEMA.to_owned()),
    ];
    let each = functions.div_ceil(parts);
    let mut left = functions;
    for part in 0..parts {
        let count = each.min(left);
        left -= count;
        let text = section(part, count, &mut random);
        // Paths are relative to the file in which they are written.
        let text = if parts == 1 {
            text
        } else {
            text.replace("./src", "../src").replace("schemas/", "../schemas/")
        };
        if parts == 1 {
            files.push(("faas.yaml".to_owned(), format!("{}{text}", head(false))));
        } else {
            files.push((format!("parts/part-{part:03}.yaml"), text));
        }
    }
    if parts > 1 {
        files.push(("faas.yaml".to_owned(), head(true)));
    }
    files
}

const SCHEMA: &str = r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": { "orderId": { "type": "string" }, "customerId": { "type": "string" }, "total": { "type": "number" } },
  "required": ["orderId", "customerId"]
}
"#;

fn head(is_split: bool) -> String {
    let include = if is_split { "include: [parts/*.yaml]\n" } else { "" };
    format!(
        r#"faas: "1"
app: generated
owner: team@generated.example
{include}
vars:
  domain: {{ default: generated.example, description: host name of the entries }}

data:
  customer: {{ contains: [personal.contact, personal.online-id], subjects: ["DE", "FR"], purpose: delivery }}
  payment: {{ contains: [personal.payment], subjects: ["DE", "FR"], regimes: [pci-dss], stay_in: ["@EEA"] }}

auth:
  user: {{ jwt: {{ issuer: "https://id.${{vars.domain}}", audience: api, algorithms: [RS256], jwks: "https://id.${{vars.domain}}/.well-known/jwks.json" }} }}

defaults:
  runtime: python3.13
  memory: 256MiB
  timeout: 10s

sites:
  eu: {{ provider: aws, region: eu-central-1, account: "111122223333" }}
  fra: {{ provider: kubernetes, flavour: knative, country: "DE", registry: registry.generated.example/app, cluster: {{ broker: kafka, gateway: public/edge }}, kafka: {{ bootstrap: "kafka.streaming.svc:9092" }} }}

environments:
  production: {{ site: eu }}
  cluster: {{ site: fra }}
  dev: {{ site: local }}

"#
    )
}

/// Functions in threes: an entry emits an event, a worker handles it and writes a table, a clock reads that.
fn section(part: usize, count: usize, random: &mut Random) -> String {
    let (mut events, mut stores, mut functions) = (String::new(), String::new(), String::new());
    for at in 0..count {
        let group = format!("p{part}g{}", at / 3);
        match at % 3 {
            0 if part == 0 && at / 3 < MOST_ENTRIES => entry(&group, random, &mut functions),
            0 => feeder(&group, random, &mut functions),
            1 => {
                worker(&group, random, &mut functions);
                event(&group, random, &mut events);
                let _ = writeln!(
                    stores,
                    "  table-{group}: {{ kind: table, key: orderId, carries: [customer, payment], existing: {{ fra: {{ url: \"https://tables.generated.example/{group}\" }} }} }}"
                );
            }
            _ => clock(&group, random, &mut functions),
        }
    }
    if count % 3 == 1 {
        event(&format!("p{part}g{}", count / 3), random, &mut events);
    }
    let section =
        |name: &str, text: &str| if text.is_empty() { String::new() } else { format!("{name}:\n{text}\n") };
    format!(
        "{}{}{}",
        section("events", &events),
        section("stores", &stores),
        section("functions", &functions)
    )
}

fn entry(group: &str, random: &mut Random, out: &mut String) {
    let (rate, p50) = (random.below(900) + 1, random.below(40) + 5);
    let _ = write!(
        out,
        r"  entry-{group}:
    source: ./src
    description: takes orders of group {group} and hands them on
    triggers:
      - http: POST /orders/{group}/{{customerId}}
        auth: user
        body: {{ format: json, schema: schemas/order.json, carries: [customer, payment] }}
        expect: {{ rate: {rate}k/month, peak: 5/s, size: 2KiB }}
    emits: {{ order-{group}: 1 }}
    expect: {{ duration: {{ p50: {p50}ms, p99: {}ms }} }}
",
        p50 * 6
    );
}

fn feeder(group: &str, random: &mut Random, out: &mut String) {
    let (minute, p50) = (random.below(60), random.below(40) + 5);
    let _ = write!(
        out,
        r#"  feed-{group}:
    source: ./src
    description: hands on orders of group {group} that came overnight
    triggers:
      - schedule: "{minute} 5 * * *"
        timezone: Europe/Berlin
    emits: {{ order-{group}: 1 }}
    expect: {{ duration: {{ p50: {p50}ms, p99: {}ms }} }}
"#,
        p50 * 6
    );
}

fn event(group: &str, random: &mut Random, out: &mut String) {
    let dead_letter =
        if random.is_one_in(4) { format!(", dead_letter: parked-{group}") } else { String::new() };
    let _ = writeln!(
        out,
        "  order-{group}: {{ via: queue, format: json, schema: schemas/order.json, size: 2KiB, retention: 4d, carries: [customer, payment]{dead_letter} }}"
    );
    if !dead_letter.is_empty() {
        let _ =
            writeln!(out, "  parked-{group}: {{ via: queue, retention: 14d, carries: [customer, payment] }}");
    }
}

fn worker(group: &str, random: &mut Random, out: &mut String) {
    let retry =
        if random.is_one_in(3) { "\n        retry: { attempts: 5, backoff: exponential }" } else { "" };
    let batch = if random.is_one_in(10) {
        "\n        batch: { size: 10 }\n        accept: { batch: the cluster hands them on one by one }"
    } else {
        ""
    };
    let _ = write!(
        out,
        r"  worker-{group}:
    source: ./src
    description: books orders of group {group}
    memory: {}MiB
    timeout: {}s
    triggers:
      - event: order-{group}
        idempotent_by: orderId{retry}{batch}
    writes: {{ table-{group}: 1 }}
    env: {{ LOG_LEVEL: info, TABLE: table-{group} }}
    expect: {{ duration: {{ p50: 80ms, p99: 900ms }} }}
",
        128 * (random.below(8) + 1),
        random.below(50) + 10
    );
}

fn clock(group: &str, random: &mut Random, out: &mut String) {
    let _ = write!(
        out,
        r#"  report-{group}:
    source: ./src
    description: sums up what group {group} booked
    timeout: 2m
    labels: {{ team: reports }}
    triggers:
      - schedule: "{} {} * * *"
        timezone: Europe/Berlin
    reads: [table-{group}]
    expect: {{ duration: {{ p50: 2s, p99: 20s }} }}
"#,
        random.below(60),
        random.below(24)
    );
}

#[cfg(test)]
mod tests {
    use super::app;

    #[test]
    fn the_same_size_and_seed_give_the_same_bytes() {
        assert_eq!(app(100, 7), app(100, 7));
        assert_ne!(app(100, 7), app(100, 8));
    }
}
