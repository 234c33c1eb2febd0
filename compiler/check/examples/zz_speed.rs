use faasc_facts::Facts;
use faasc_lower::{Options, Root, lower};
use faasc_model::unit::Date;
use faasc_source::MemoryFiles;
use std::time::Instant;
fn main() {
    let n: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let mut t = String::from(
        "faas: \"1\"\napp: big\nowner: a@b.example\ndata: { card: { contains: [personal.payment], subjects: [\"DE\"] } }\nauth: { user: { jwt: { issuer: \"https://i.example\", audience: a } } }\npolicy:\n  - { rule: r1, select: { trigger: http, carries: card }, require: { auth_kind: { any: [jwt] } } }\n  - { rule: r2, select: { store: s0 }, require: { auth_kind: { any: [jwt] } } }\n  - { rule: r3, select: { carries: card }, require: { encryption: platform, located: [\"@EEA\"], max: { memory: 1GiB } } }\nsites: { main: { provider: aws, region: eu-west-1 } }\nenvironments: { production: { site: main } }\nstores:\n",
    );
    for i in 0..n / 10 {
        t += &format!("  s{i}: {{ kind: table, key: id }}\n");
    }
    t += "events:\n";
    for i in 0..n {
        t += &format!("  e{i}: {{ via: topic, max_hops: 3 }}\n");
    }
    t += "functions:\n";
    for i in 0..n {
        let next = (i + 1) % n;
        t += &format!(
            "  f{i}:\n    source: ./src\n    runtime: python3.13\n    triggers:\n      - {{ event: e{i}, idempotent_by: id }}\n      - {{ http: POST /f{i}, auth: user, body: {{ carries: [card] }} }}\n    emits: {{ e{next}: 0.999 }}\n    writes: [s{}]\n",
            i % (n / 10)
        );
    }
    let files = MemoryFiles::new().with("src/main.py", "").with("faas.yaml", t);
    let facts = Facts::builtin();
    let today = Date::parse("2026-11-24").unwrap();
    let options = Options { files: &files, facts, environments: Vec::new(), vars: Vec::new(), today };
    let at = Instant::now();
    let mut l = lower(vec![Root::File("faas.yaml".into())], &options);
    eprintln!("lower {:?} {}", at.elapsed(), l.sink.found().len());
    let at = Instant::now();
    faasc_check::check(&l.program, facts, today, true, &mut l.sink);
    eprintln!("check {:?} {}", at.elapsed(), l.sink.found().len());
}
