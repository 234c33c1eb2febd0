//! Processors against the memory beside them: hosts sell the two together.

use faasc_diagnostics::{Code, Diagnostic, Severity};
use faasc_facts::{Exact, Fact, Facts, Host, Limit, Ordered};
use faasc_model::unit::Size;
use faasc_model::{Function, Site};
use faasc_source::Spanned;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::figure::cited;
use crate::host::host;
use crate::rule::{Findings, Rule};

static PROCESSORS: Code = Code::error(
    "F0605",
    "processors-not-with-memory",
    "a function asks for processors that do not go with its memory",
);

pub(crate) const RULE: Rule = Rule { codes: &[&PROCESSORS], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            let Some(cpu) = &function.cpu else { continue };
            let asked = cpu.as_ref().map(|number| number.0);
            for site in function.sites.iter().map(|site| deployment.site(*site)) {
                let found = match host(site) {
                    Host::Aws => of_aws(findings.facts, function, asked, site),
                    Host::Gcp => of_gcp(findings.facts, function, asked, site),
                    Host::Azure => of_azure(findings.facts, function, asked, site),
                    Host::Keda | Host::Knative | Host::Linode | Host::Local | Host::Plain => None,
                };
                if let Some(found) = found {
                    let about = function.key_path();
                    findings.sink.push(found.about(about).within(deployment.environment.to_string()));
                }
            }
        }
    }
}

/// Megabytes of memory, as the host counts them.
fn memory(function: &Function) -> Decimal {
    Decimal::from(function.memory.value.as_mib_up())
}

fn mib(figure: Decimal) -> Size {
    Size::from_mib(figure.ceil().to_u64().unwrap_or(u64::MAX >> 21))
}

/// Lambda gives processors in proportion to the memory, and no other way.
fn of_aws(facts: &Facts, function: &Function, cpu: Spanned<Decimal>, site: &Site) -> Option<Diagnostic> {
    let one = facts.limit("aws.lambda.cpu_one_vcpu_at")?;
    let per_processor = one.ceiling()?;
    let most = facts.limit("aws.lambda.memory")?.ceiling()?;
    let needed = cpu.value * per_processor;
    if memory(function) >= needed.min(most) && cpu.value <= (most / per_processor).ceil() {
        return None;
    }
    let given = (memory(function) / per_processor).round_dp(2).normalize();
    let found = too_few(function, cpu, site, given).weigh(Severity::Warning).note(cited(one));
    Some(if cpu.value > (most / per_processor).ceil() {
        found.help(format!("ask for at most {} processors", (most / per_processor).ceil()))
    } else {
        found.help(format!("write `memory: {}`, or leave `cpu` out", mib(needed.min(most))))
    })
}

/// Flex Consumption gives each of its memory sizes its processors.
fn of_azure(facts: &Facts, function: &Function, cpu: Spanned<Decimal>, site: &Site) -> Option<Diagnostic> {
    let sizes = facts.limit("azure.functions.flex_memory_to_cpu")?;
    let pairs: Vec<(Decimal, Decimal)> =
        sizes.pairs.iter().filter_map(|pair| Some((part(pair, "mem_mb")?, part(pair, "cpu")?))).collect();
    let given = pairs.iter().find(|(size, _)| memory(function) <= *size).map(|(_, cpu)| *cpu)?;
    if cpu.value <= given {
        return None;
    }
    let found = too_few(function, cpu, site, given).weigh(Severity::Warning).note(cited(sizes));
    Some(match pairs.iter().find(|(_, given)| *given >= cpu.value) {
        Some((size, _)) => found.help(format!("write `memory: {}`, or leave `cpu` out", mib(*size))),
        None => found.help("leave `cpu` out, or place the function at another site"),
    })
}

fn too_few(function: &Function, cpu: Spanned<Decimal>, site: &Site, given: Decimal) -> Diagnostic {
    let (name, site) = (&function.name.value, &site.name.value);
    let message = format!(
        "`{name}` asks for {} processors, and with {} it has {given} at `{site}`",
        cpu.value.normalize(),
        function.memory.value
    );
    PROCESSORS.at(cpu.span, message).label(function.memory.span, "its memory")
}

/// Cloud Run takes whole processors, or a part of one, each with a range of memory.
fn of_gcp(facts: &Facts, function: &Function, cpu: Spanned<Decimal>, site: &Site) -> Option<Diagnostic> {
    let whole = facts.limit("gcp.run.service.cpu_allowed_whole")?;
    if cpu.value < Decimal::ONE {
        return part_of_one(facts, function, cpu, site);
    }
    if !whole.allows(cpu.value) {
        let message = format!(
            "`{}` asks for {} processors, and `{}` has none of that count",
            function.name.value,
            cpu.value.normalize(),
            site.name.value
        );
        let help = format!("the nearest that is allowed is `{}`", whole.nearest(cpu.value).normalize());
        return Some(PROCESSORS.at(cpu.span, message).note(cited(whole)).help(help));
    }
    let ranges = facts.limit("gcp.run.service.cpu_to_memory")?;
    let range = ranges.pairs.iter().find(|pair| part(pair, "cpu") == Some(cpu.value))?;
    let (least, most) = (part(range, "mem_min")?, part(range, "mem_max")?);
    let asked = memory(function);
    if (least..=most).contains(&asked) {
        return None;
    }
    let nearest = if asked < least { least } else { most };
    Some(not_together(function, cpu, site, ranges).help(format!(
        "{} processors go with {} to {}: the nearest is `memory: {}`",
        cpu.value.normalize(),
        mib(least),
        mib(most),
        mib(nearest)
    )))
}

fn part_of_one(facts: &Facts, function: &Function, cpu: Spanned<Decimal>, site: &Site) -> Option<Diagnostic> {
    let below = facts.limit("gcp.run.service.cpu_below_one")?;
    if function.scale.per_instance.value > 1 {
        let message = format!(
            "an instance of `{}` takes {} requests at once, and with {} of a processor `{}` gives it one",
            function.name.value,
            function.scale.per_instance.value,
            cpu.value.normalize(),
            site.name.value
        );
        let found = PROCESSORS.at(cpu.span, message).label(function.scale.per_instance.span, "asked here");
        return Some(found.note(cited(below)).help("write `cpu: 1`, or leave `per_instance` out"));
    }
    let floors = facts.limit("gcp.run.service.memory_to_min_cpu")?;
    let needed = floors.pairs.iter().find_map(|pair| {
        let is_for = memory(function) <= part(pair, "mem_mib_up_to")?;
        is_for.then(|| part(pair, "cpu_min")).flatten()
    })?;
    let needed = needed.max(below.min.map_or(needed, |min| *min));
    (cpu.value < needed).then(|| {
        not_together(function, cpu, site, floors).help(format!(
            "{} needs at least `cpu: {}`",
            function.memory.value,
            needed.normalize()
        ))
    })
}

fn not_together(
    function: &Function,
    cpu: Spanned<Decimal>,
    site: &Site,
    fact: Fact<'_, Limit>,
) -> Diagnostic {
    let message = format!(
        "`{}` asks for {} processors and {}, which `{}` does not give together",
        function.name.value,
        cpu.value.normalize(),
        function.memory.value,
        site.name.value
    );
    PROCESSORS.at(cpu.span, message).label(function.memory.span, "its memory").note(cited(fact))
}

fn part(pair: &Ordered<Exact>, name: &str) -> Option<Decimal> {
    pair.get(name).map(|figure| **figure)
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(keys: &str, site: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "functions:\n  a:\n    ${{code}}\n    {keys}\n    triggers: [{{ schedule: every 1h }}]\n\
             sites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
        ))
        .codes()
    }

    #[test]
    fn processors_go_with_memory() {
        let aws = "provider: aws, region: eu-central-1";
        let gcp = "provider: gcp, region: europe-west1";
        let azure = "provider: azure, region: germanywestcentral";
        let knative = "provider: kubernetes, country: \"DE\"";
        for (keys, site, is_good) in [
            ("cpu: 1\n    memory: 1769MiB", aws, true),
            ("cpu: 1\n    memory: 1768MiB", aws, false),
            ("cpu: 0.1", aws, true),
            ("cpu: 2", aws, false),
            ("cpu: 6\n    memory: 10240MiB", aws, true),
            ("cpu: 7\n    memory: 10240MiB", aws, false),
            ("memory: 10240MiB", aws, true),
            ("cpu: 2", knative, true),
            ("cpu: 1\n    memory: 4GiB", gcp, true),
            ("cpu: 1\n    memory: 5GiB", gcp, false),
            ("cpu: 4\n    memory: 1GiB", gcp, false),
            ("cpu: 3\n    memory: 4GiB", gcp, false),
            ("cpu: 0.5\n    memory: 512MiB", gcp, true),
            ("cpu: 0.5\n    memory: 1GiB", gcp, false),
            ("cpu: 0.5\n    memory: 512MiB\n    scale: { per_instance: 2 }", gcp, false),
            ("cpu: 1\n    memory: 512MiB\n    scale: { per_instance: 80 }", gcp, true),
            ("cpu: 0.25\n    memory: 512MiB", azure, true),
            ("cpu: 0.5\n    memory: 512MiB", azure, false),
        ] {
            let wanted: &[&str] = if is_good { &[] } else { &["F0605"] };
            assert_eq!(spec(keys, site), wanted, "{keys} {site}");
        }
    }

    #[test]
    fn the_help_names_the_memory_that_would_do() {
        let text = "functions:\n  a: { ${code}, cpu: 2, triggers: [{ schedule: every 1h }] }\n\
                    sites: { here: { provider: aws, region: eu-central-1 } }\nenvironments: { production: { site: here } }\n";
        let found = Spec::of(text).of_code("F0605");
        assert_eq!(found[0].message, "`a` asks for 2 processors, and with 256MiB it has 0.14 at `here`");
        assert_eq!(found[0].help.as_deref(), Some("write `memory: 3538MiB`, or leave `cpu` out"));
    }
}
