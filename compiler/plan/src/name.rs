//! Emitted names: `APP-ENVIRONMENT-NAME[-ROLE][-SITE][-ACCOUNT]`, cut with a stable hash.
//! A frozen contract: the same spec gives the same names in every version.

use std::fmt::Write as _;

use faasc_model::{Deployment, Name, Node, Site};
use sha2::{Digest, Sha256};

/// What a thing is to the node that it serves; a part of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role<'r> {
    /// The node itself: nothing is added.
    Itself,
    /// A helper of it: the word is added.
    Of(&'r str),
}

/// Kinds of emitted names, each with its namespace, limit and form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// AWS Lambda function.
    AwsFunction,
    /// AWS IAM role: one namespace for all regions of an account.
    AwsRole,
    /// Amazon SQS queue; `.fifo` is added by who needs it and fits the limit.
    AwsQueue,
    /// Amazon SNS topic.
    AwsTopic,
    /// Amazon DynamoDB table.
    AwsTable,
    /// Amazon S3 bucket: one namespace for the world.
    AwsBucket,
    /// API Gateway API.
    AwsApi,
    /// EventBridge Scheduler schedule or group.
    AwsSchedule,
    /// Secrets Manager secret or Parameter Store parameter.
    AwsSecret,
    /// CloudWatch alarm.
    AwsAlarm,
    /// KMS alias.
    AwsKeyAlias,
    /// A Kubernetes object whose name is a DNS label.
    KubernetesObject,
    /// A CronJob: its jobs add eleven characters and stay a label.
    CronJob,
    /// A Knative Service: its name begins a host name.
    KnativeService,
    /// A Kubernetes namespace.
    KubernetesNamespace,
    /// A Kafka topic.
    KafkaTopic,
    /// A Kafka consumer group.
    KafkaGroup,
    /// A container image's repository path.
    Image,
}

struct Form {
    most: usize,
    with_site: bool,
    with_account: bool,
}

impl NameKind {
    const fn form(self) -> Form {
        let (most, with_site, with_account) = match self {
            Self::AwsFunction | Self::AwsSchedule => (64, false, false),
            Self::AwsRole => (64, true, false),
            Self::AwsQueue => (75, false, false),
            Self::AwsTopic => (251, false, false),
            Self::AwsTable | Self::AwsAlarm | Self::AwsKeyAlias => (250, false, false),
            Self::AwsBucket => (63, false, true),
            Self::AwsApi => (128, false, false),
            Self::AwsSecret => (200, false, false),
            Self::KubernetesObject | Self::KubernetesNamespace => (63, false, false),
            Self::CronJob => (52, false, false),
            // Revisions add `-00001`, the private service `-private`: together they stay a label.
            Self::KnativeService => (50, false, false),
            Self::KafkaTopic | Self::KafkaGroup => (249, false, false),
            Self::Image => (128, false, false),
        };
        Form { most, with_site, with_account }
    }
}

/// An emitted name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmittedName {
    /// The name, without the account when that is not known.
    pub text: String,
    /// Whether `-ACCOUNT` must be added by the emitted tree, which looks it up.
    pub needs_account: bool,
}

impl EmittedName {
    /// A name that the user gave; taken as it is.
    #[must_use]
    pub fn given(text: &str) -> Self {
        Self { text: text.to_owned(), needs_account: false }
    }

    /// The name of what is `role` to `node` at `site` of `deployment`.
    #[must_use]
    pub fn of_node(
        kind: NameKind,
        deployment: &Deployment,
        node: Node<'_>,
        role: Role<'_>,
        site: &Site,
    ) -> Self {
        Self::of(kind, deployment, stem(node), role, site)
    }

    /// The name of `name` in `role` at `site` of `deployment`; of a node [`EmittedName::of_node`] knows more.
    #[must_use]
    pub fn of(kind: NameKind, deployment: &Deployment, name: &str, role: Role<'_>, site: &Site) -> Self {
        let form = kind.form();
        let mut text = format!("{}-{}", deployment.app, deployment.environment);
        for part in [name, if let Role::Of(role) = role { role } else { "" }] {
            if !part.is_empty() {
                text.push('-');
                text.push_str(part);
            }
        }
        if form.with_site {
            text.push('-');
            text.push_str(&site.name.value);
        }
        if !form.with_account {
            return Self { text: cut(&text, form.most), needs_account: false };
        }
        match &site.account {
            Some(account) => {
                let end = format!("-{}", account.value);
                let head = cut(&text, form.most.saturating_sub(end.len()));
                Self { text: format!("{head}{end}"), needs_account: false }
            }
            // An account has twelve digits: room is kept for it, so that naming it later renames nothing.
            None => Self { text: cut(&text, form.most - 13), needs_account: true },
        }
    }
}

/// What emitted names of `node` are made of: its name, or the one that it had before it was renamed (`was`). That is what
/// runs, and no host renames without making anew.
#[must_use]
pub fn stem(node: Node<'_>) -> &Name {
    let was = match node {
        Node::Function(function) => function.was.as_ref(),
        Node::Event(event) => event.was.as_ref(),
        Node::Store(store) => store.was.as_ref(),
        Node::Service(_) => None,
    };
    &was.unwrap_or(node.name()).value
}

/// `text`, or its beginning with the hash of the whole, so that it has at most `most` characters.
fn cut(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let digest = Sha256::digest(text.as_bytes());
    let hash = digest.iter().take(4).fold(String::new(), |mut hash, byte| {
        let _ = write!(hash, "{byte:02x}");
        hash
    });
    let mut end = most.saturating_sub(9);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}-{hash}", text[..end].trim_end_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_with_the_hash_of_the_whole() {
        let long = "a".repeat(80);
        let short = cut(&long, 64);
        assert_eq!(short.len(), 64);
        assert_eq!(short, format!("{}-0f45e858", "a".repeat(55)), "frozen: a change would rename what runs");
        assert_ne!(short, cut(&"a".repeat(81), 64));
        assert_eq!(cut("short", 64), "short");
    }
}
