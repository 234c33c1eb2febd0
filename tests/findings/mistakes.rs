//! Mistakes as people make them: what is written, what is written instead, and the one error that this is.

/// One mistake in the spec that is in order.
pub(crate) struct Mistake {
    /// A text that stands in the spec once.
    pub(crate) find: &'static str,
    /// What is written in its place.
    pub(crate) by: &'static str,
    /// The code of the error.
    pub(crate) code: &'static str,
    /// How many lines below the beginning of the text the error is.
    pub(crate) lines_below: usize,
    /// Whether it stays one error beside any other.
    pub(crate) is_independent: bool,
}

const fn mistake(find: &'static str, by: &'static str, code: &'static str) -> Mistake {
    Mistake { find, by, code, lines_below: 0, is_independent: true }
}

impl Mistake {
    const fn below(self, lines_below: usize) -> Self {
        Self { lines_below, ..self }
    }

    /// It hides what others would be, or is moved by them.
    const fn alone(self) -> Self {
        Self { is_independent: false, ..self }
    }
}

/// The mistakes, by subject.
pub(crate) const MISTAKES: &[Mistake] = &[
    // YAML
    mistake("labels: { product: seats }", "labels: { product: seats, product: again }", "F0110"),
    mistake("description: sells seats, bills and remembers", "description: sells seats: bills", "F0122")
        .alone(),
    mistake("labels: { product: seats }", "labels: { product: \"seats }", "F0105").alone(),
    mistake("labels: { product: seats }", "labels: { product: *seats }", "F0112"),
    mistake("labels: { product: seats }", "labels: { product: !Ref seats }", "F0114"),
    // keys
    mistake("    purpose: delivery of the ticket", "    purpos: delivery of the ticket", "F0201"),
    mistake("    size: 2KiB", "    sise: 2KiB", "F0201"),
    mistake("    description: takes an order", "    descripton: takes an order", "F0201"),
    mistake("owner: seats@tickets.example", "ownr: seats@tickets.example", "F0201"),
    mistake("  tidy:\n    source: ./src", "  tidy:\n    description: no source", "F0203").below(1),
    // kinds
    mistake("    regimes: [pci-dss]", "    regimes: pci-dss", "F0202"),
    mistake("    scale: { max: 40 }", "    scale: 40", "F0202"),
    mistake("  level: { default: info, description: how much is logged }", "  level: info", "F0202"),
    mistake("status: 200", "status: ok", "F0202"),
    // grammars
    mistake("memory: 512MiB", "memory: 512MB", "F0204"),
    mistake("    timeout: 5m", "    timeout: 5", "F0202"),
    mistake("  psp-key: { rotate: 90d }", "  psp-key: { rotate: 3 months }", "F0204"),
    mistake("rate: 3M/month", "rate: 3 million", "F0204"),
    mistake("http: POST /seats/{seatId}", "http: FETCH /seats", "F0204"),
    mistake("month: 900 USD", "month: 900 EUR", "F0204"),
    mistake("retention: 365d", "retention: 100000000d", "F0212"),
    // words
    mistake("    via: topic", "    via: pigeon", "F0205"),
    mistake("backoff: exponential", "backoff: polite", "F0205"),
    mistake("algorithms: [RS256]", "algorithms: [HS1]", "F0205"),
    mistake("level: mandatory", "level: dreadful", "F0205"),
    mistake("kind: bucket", "kind: bukket", "F0205").alone(),
    mistake(
        "contains: [personal.contact, personal.online-id]",
        "contains: [personal.contact, personal.dreams]",
        "F0308",
    ),
    // names
    mistake("    to: bill", "    to: bil", "F0301"),
    mistake("    dead_letter: seat-lost", "    dead_letter: seat-lst", "F0301"),
    mistake("    credential: psp-key", "    credential: psp-kay", "F0301"),
    mistake("        auth: visitor", "        auth: vistor", "F0301"),
    mistake("    reads: { ledger: 40 }", "    reads: { leger: 40 }", "F0301"),
    mistake("      LEVEL: \"${vars.level}\"", "      LEVEL: \"${vars.levl}\"", "F0303"),
    mistake("      CDN: \"https://${inputs.cdn}/v1\"", "      CDN: \"https://${input.cdn}/v1\"", "F0305"),
    mistake("    description: takes an order", "    description: \"takes ${inputs.cdn}\"", "F0306"),
    mistake("      - event: billed\n", "      - event: ledger\n", "F0310"),
    mistake("    schema: schemas/seat-taken.json", "    schema: schemas/seat-takn.json", "F0307"),
    mistake("  partner-key: { rotate: 180d }", "  partner-key: { rotate: 180d }\n  Partner_Key: {}", "F0210")
        .below(1),
    mistake(
        "  level: { default: info, description: how much is logged }",
        "  level: { description: none }",
        "F0304",
    )
    .alone(),
    // apps and places
    mistake("  dev: { site: laptop }", "  dev: { site: laptp }", "F0301"),
    mistake("region: eu-central-1", "region: eu-centrl-1", "F0407").alone(),
    // meaning
    mistake("schedule: \"30 4 * * *\"", "schedule: \"30 25 * * *\"", "F0901"),
    mistake("timezone: Europe/Berlin", "timezone: Europe/Berln", "F0902"),
    mistake("        auth: partner", "        auth: visitor", "F1001").alone(),
    mistake("    located: [\"IE\"]", "    located: [false]", "F0211"),
    mistake("    stub: { respond", "    stub: { source: ./src, respond", "F0207").alone(),
];
