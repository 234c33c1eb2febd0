//! A function made of an image against what belongs to packages alone.

use faasc_diagnostics::Code;
use faasc_facts::Host;
use faasc_model::Source;

use super::figure::cited;
use crate::host::host;
use crate::rule::{Findings, Rule};

static LAYERS: Code = Code::error(
    "F0615",
    "layers-of-an-image",
    "a function that is an image asks for layers, which go into a package",
);

pub(crate) const RULE: Rule = Rule { codes: &[&LAYERS], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            let (Some(layer), Source::Image(image)) = (function.layers.first(), &function.source) else {
                continue;
            };
            let is_on_aws = function.sites.iter().any(|site| host(deployment.site(*site)) == Host::Aws);
            if !is_on_aws {
                continue;
            }
            let message = format!("`{}` is an image and asks for layers", function.name.value);
            let cited = findings.facts.limit("aws.lambda.image_excludes").map(cited).unwrap_or_default();
            let found = LAYERS
                .at(layer.span, message)
                .label(image.span, "the image")
                .note(cited)
                .help("build what the layers hold into the image, and leave `layers` out")
                .about(function.key_path())
                .within(deployment.environment.to_string());
            findings.sink.push(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    #[test]
    fn layers_go_into_packages() {
        let spec = |source: &str, site: &str| {
            Spec::of(&format!(
                "functions:\n  a:\n    source: {source}\n    layers: [\"arn:aws:lambda:eu-central-1:111122223333:layer:x:1\"]\n    \
                 triggers: [{{ schedule: every 1h }}]\n\
                 sites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
            ))
            .codes()
        };
        let image = "{ image: \"x.example/a@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\" }";
        assert_eq!(spec(image, "provider: aws, region: eu-central-1"), ["F0615"]);
        assert_eq!(spec("./src", "provider: aws, region: eu-central-1"), Vec::<&str>::new());
        assert_eq!(spec(image, "provider: kubernetes, country: \"DE\""), Vec::<&str>::new());
    }
}
