//! Code that may be another one tomorrow: a repository without a commit, an image without a digest.

use faasc_diagnostics::Code;
use faasc_model::{Provider, Source};
use faasc_source::Spanned;

use crate::rule::{Findings, Rule};

static UNPINNED: Code = Code::error("F1312", "unpinned-source", "code that is not pinned to one version");

pub(crate) const RULE: Rule = Rule { codes: &[&UNPINNED], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            let is_local =
                function.sites.iter().all(|site| deployment.site(*site).provider.value == Provider::Local);
            let loose = match &function.source {
                _ if is_local => None,
                Source::Git { rev, .. } if !is_commit(&rev.value) => Some((
                    rev,
                    format!("`{}` is no full commit id", rev.value),
                    "write the 40 digits of the commit",
                )),
                Source::Image(image) if !has_digest(image) => Some((
                    image,
                    format!("`{}` has no digest", image.value),
                    "end it in `@sha256:` and the digest of the image",
                )),
                Source::Folder(_) | Source::Git { .. } | Source::Image(_) => None,
            };
            let Some((place, message, help)) = loose else { continue };
            let found = UNPINNED
                .at(place.span, format!("{message}, so `{}` may be other code tomorrow", function.name.value))
                .note("a branch, a tag and a short id can all be moved; local environments may use them")
                .help(help)
                .about(function.key_path())
                .within(deployment.environment.to_string());
            findings.sink.push(found);
        }
    }
}

fn is_commit(rev: &str) -> bool {
    matches!(rev.len(), 40 | 64) && rev.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn has_digest(image: &Spanned<String>) -> bool {
    image.value.split_once("@sha256:").is_some_and(|(_, digest)| {
        digest.len() == 64
            && digest.bytes().all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase())
    })
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(source: &str, sites: &str) -> Vec<&'static str> {
        Spec::whole(&format!(
            "faas: \"1\"\napp: shop\nowner: a@shop.example\nfunctions:\n  a:\n    source: {source}\n    runtime: python3.13\n    \
             triggers: [{{ schedule: every 1h }}]\n{sites}"
        ))
        .codes()
    }

    #[test]
    fn a_branch_and_a_tag_are_refused_outside_local_environments() {
        let cloud = "sites: { eu: { provider: aws, region: eu-central-1 } }\nenvironments: { production: { site: eu } }\n";
        let commit = "0123456789abcdef0123456789abcdef01234567";
        let git = |rev: &str| format!("{{ git: \"https://git.shop.example/a.git\", rev: {rev} }}");
        assert_eq!(spec(&git("main"), cloud), ["F1312"]);
        assert_eq!(spec(&git("\"0123456\""), cloud), ["F1312"]);
        assert_eq!(spec(&git(commit), cloud), Vec::<&str>::new());
        assert_eq!(spec(&git("main"), ""), Vec::<&str>::new());
        let digest = "a".repeat(64);
        assert_eq!(spec("{ image: shop/a:v1 }", cloud), ["F1312"]);
        assert_eq!(spec(&format!("{{ image: \"shop/a@sha256:{digest}\" }}"), cloud), Vec::<&str>::new());
    }
}
