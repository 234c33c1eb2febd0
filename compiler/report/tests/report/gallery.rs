//! The fixed set of findings that every format is drawn from.

use faasc_diagnostics::{Applicability, Code, Diagnostic, Edit, Fix};
use faasc_report::Findings;
use faasc_source::{FileId, SourceMap, Span};

static TAB: Code = Code::error("F0107", "tab-indentation", "a tab stands in the indentation");
static DUPLICATE: Code = Code::error("F0112", "duplicate-key", "a key is written twice in one mapping");
static UNKNOWN_KEY: Code = Code::error("F0201", "unknown-key", "a key that is not known here");
static WRONG_KIND: Code = Code::error("F0203", "wrong-kind", "a value of another kind is expected");
static MISSING_KEY: Code = Code::error("F0204", "missing-key", "a required key is missing");
static UNKNOWN_EVENT: Code = Code::error("F0301", "unknown-event", "an event that nothing declares");
static TIMEOUT: Code =
    Code::error("F0702", "queue-faster-than-function", "a queue redelivers before its function can end");
static SCHEDULE: Code = Code::warning("F0904", "schedule-never-runs", "a schedule that never fires");
static OPEN: Code = Code::warning("F1003", "open-endpoint", "an endpoint without authentication");
static OLD_RUNTIME: Code = Code::warning("F1302", "retiring-runtime", "a runtime whose support ends soon");
static BORDER: Code = Code::error("F1401", "cross-border-flow", "data reaches a place where it may not be");
static EMULATED: Code = Code::note("F0503", "emulated-order", "an ordering promise that is emulated");
/// Known and never raised here.
static UNUSED: Code = Code::error("F0101", "not-utf8", "a file that is not UTF-8");

const SHOP: &str = include_str!("../texts/shop.yaml");
const EVENTS: &str = include_str!("../texts/events.yaml");

/// Texts and findings of the gallery.
pub(crate) struct Gallery {
    pub(crate) sources: SourceMap,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) codes: Vec<&'static Code>,
}

impl Gallery {
    pub(crate) fn findings(&self) -> Findings<'_> {
        Findings {
            sources: &self.sources,
            diagnostics: &self.diagnostics,
            tool_version: "0.1.0",
            codes: &self.codes,
        }
    }
}

/// Where the `n`th (from 0) occurrence of `needle` stands.
fn nth(sources: &SourceMap, file: FileId, needle: &str, n: usize) -> Span {
    let text = sources.file(file).text();
    let (at, _) = text.match_indices(needle).nth(n).unwrap_or_else(|| panic!("no `{needle}`"));
    Span::new(file, u32::try_from(at).unwrap(), u32::try_from(at + needle.len()).unwrap())
}

fn find(sources: &SourceMap, file: FileId, needle: &str) -> Span {
    nth(sources, file, needle, 0)
}

pub(crate) fn gallery() -> Gallery {
    let mut sources = SourceMap::new();
    let shop = sources.add("shop/faas.yaml", SHOP);
    let events = sources.add("shop/more events, 100%/events.yaml", EVENTS);
    let windows = sources.add("windows.yaml", "\u{feff}app: kiosk\r\nfunctons:\r\n  pay: {}\r\n");
    let wide =
        sources.add("wide.yaml", "functions:\n  支払い: { on: 注文, name: \"👍🏽 café\", timeout: soon }\n");
    let tabs = sources.add("tabs.yaml", "functions:\n\tpay:\n\t\ttimeout:\t30s\n");
    let minified = format!("{{\"app\":\"big\",{}\"timeout\":\"9 parsecs\",{}\"z\":1}}", pad(700), pad(700));
    let minified = sources.add("big.json", minified);
    let hostile_name = "evil\u{1b}[2J\u{7}\n::error file=x::owned";
    let hostile = sources.add(
        "hostile\u{1b}]0;pwned\u{7}<b>.yaml",
        "x-evil: \"\u{1b}[31mred\u{9b}1m </failure> `:: ##[error]x \u{202e}txet\" # ]]> & 'q'\n",
    );
    let empty = sources.add("empty.yaml", "");

    let diagnostics = vec![
        duplicate(&sources, shop),
        unknown_event(&sources, shop, events),
        timeout(&sources, shop),
        border(&sources, shop, events),
        OPEN.at(find(&sources, shop, "GET /status"), "`status` can be called by anybody")
            .here("no `auth` covers this route")
            .help("give the function `auth`, or say `auth: { public: because … }`")
            .about("functions.status"),
        OLD_RUNTIME
            .at(find(&sources, shop, "python3.9"), "support of `python3.9` ends on 2027-03-31")
            .note("source: the provider's table of runtimes, read 2026-11-02")
            .about("functions.status.runtime")
            .within("production"),
        EMULATED
            .at(find(&sources, shop, "order: strict"), "strict order is emulated by one consumer at a time")
            .note("throughput is at most 1 / 250 ms = 4 messages a second")
            .about("events.order-placed")
            .within("cluster"),
        waived(&sources, shop),
        byte_order_mark(&sources, windows),
        WRONG_KIND
            .at(find(&sources, wide, "soon"), "`soon` is no duration")
            .here("expected something like `30s` or `5m`")
            .label(find(&sources, wide, "支払い"), "of this function"),
        TAB.at(Span::new(tabs, 11, 12), "YAML indents with spaces, and this is a tab")
            .here("a tab")
            .label(find(&sources, tabs, "\t30s"), "tabs between words are fine"),
        WRONG_KIND
            .at(find(&sources, minified, "9 parsecs"), "`9 parsecs` is no duration")
            .here("a length, not a time"),
        UNKNOWN_KEY
            .at(find(&sources, hostile, "x-evil"), format!("the key `{hostile_name}` is not known here"))
            .here(hostile_name)
            .label(find(&sources, hostile, "]]>"), "and <this> & \"that\" %0A::warning::")
            .note(format!("note of {hostile_name} [link](javascript:alert(1)) @everyone | ``` <script>"))
            .help(format!("rename {hostile_name}"))
            .replace("mend it", find(&sources, hostile, "\u{1b}[31mred"), "a\u{1b}b", Applicability::Safe)
            .about("functions.\u{1b}[0m")
            .within("prod\u{202e}"),
        MISSING_KEY.at(Span::start_of(empty), "the file is empty").help("start with `faasc init`"),
    ];
    let mut codes = vec![&UNUSED];
    codes.extend(diagnostics.iter().map(|found| found.code));
    Gallery { sources, diagnostics, codes }
}

fn duplicate(sources: &SourceMap, shop: FileId) -> Diagnostic {
    DUPLICATE
        .at(nth(sources, shop, "pay:", 1), "the key `pay` is written twice in one mapping")
        .here("written again here")
        .label(find(sources, shop, "pay:"), "first written here")
        .help("remove one of the two, or give one another name")
}

fn unknown_event(sources: &SourceMap, shop: FileId, events: FileId) -> Diagnostic {
    UNKNOWN_EVENT
        .at(find(sources, shop, "order-place }"), "no event is called `order-place`")
        .here("nothing publishes or declares it")
        .label(find(sources, events, "order-placed"), "a similar one is declared here")
        .note("events are matched by name over all apps that are linked")
        .replace(
            "replace `order-place` with `order-placed`",
            find(sources, shop, "order-place }").part(0, 11),
            "order-placed",
            Applicability::Safe,
        )
        .about("functions.pay.on")
        .within("production")
        .within("staging")
}

fn timeout(sources: &SourceMap, shop: FileId) -> Diagnostic {
    let block = find(sources, shop, "retry:\n      attempts: 5\n      visible-after: 20s\n");
    TIMEOUT
        .at(block, "`record` may run 30 s, and the queue delivers again after 20 s")
        .here("each slow message would be handled twice or more")
        .label(find(sources, shop, "timeout: 30s"), "the function's own limit")
        .note("a message is hidden for `visible-after`, then any other instance may take it")
        .note("the rule of the host: at least 6 times the timeout of the function (source: the manual of the queue, 2026-09-30)")
        .fix(Fix {
            title: "hide messages for six times the timeout".into(),
            applicability: Applicability::NeedsReview,
            edits: vec![Edit {
                span: block,
                text: "retry:\n      attempts: 5\n      visible-after: 180s\n      dead-letter: record-failed\n".into(),
            }],
        })
        .about("functions.record.retry")
}

fn border(sources: &SourceMap, shop: FileId, events: FileId) -> Diagnostic {
    BORDER
        .at(
            find(sources, shop, "aws:us-east-1"),
            "`customer` data of `order-placed` reaches `aws:us-east-1`, and may only be in the EU",
        )
        .here("`report` runs here")
        .label(find(sources, events, "carries: [customer]"), "carries `customer`, which is `eu-only`")
        .label(find(sources, shop, "report:"), "this function receives it")
        .note("the path:\n  checkout (aws:eu-central-1)\n  → order-placed (aws:eu-central-1)\n  → report (aws:us-east-1)")
        .help("place `report` in the EU, or let a function in the EU drop the personal fields first")
        .fix(Fix {
            title: "place it with its event".into(),
            applicability: Applicability::NeedsReview,
            edits: vec![Edit { span: find(sources, shop, "aws:us-east-1"), text: "aws:eu-central-1".into() }],
        })
        .about("functions.report.site")
        .within("production")
}

fn waived(sources: &SourceMap, shop: FileId) -> Diagnostic {
    let mut found = SCHEDULE
        .at(find(sources, shop, "0 0 30 2 *"), "`nightly` never runs: February has no 30th")
        .about("functions.nightly");
    found.waived = Some("kept as an example for the training, owner ana, until 2027-01-31".to_owned());
    found
}

fn byte_order_mark(sources: &SourceMap, windows: FileId) -> Diagnostic {
    UNKNOWN_KEY
        .at(find(sources, windows, "functons"), "the key `functons` is not known here")
        .label(find(sources, windows, "app"), "in the file of this app")
        .help("did you mean `functions`?")
        .replace("mend the spelling", find(sources, windows, "functons"), "functions", Applicability::Safe)
}

fn pad(keys: usize) -> String {
    (0..keys).map(|at| format!("\"k{at}\":{at},")).collect()
}
