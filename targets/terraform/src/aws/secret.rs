//! Secrets: empty ones that a person fills, or those that are there.

use faasc_artifacts::hcl::{Body, Expression, Part};
use faasc_model::{Name, SecretStore};
use faasc_plan::{NameKind, Role};

use super::scope::Scope;
use crate::module::Sort;

impl Scope<'_> {
    /// The ARN of a secret.
    pub(crate) fn secret(&mut self, name: &Name) -> Expression {
        let deployment = self.deployment();
        let Some(secret) = deployment.secrets.iter().find(|secret| secret.name.value == *name) else {
            return Expression::Null;
        };
        let existing = secret.existing.iter().find(|(site, _)| *site == self.id).map(|(_, id)| &id.value);
        let is_parameter =
            self.site.secrets.as_ref().is_some_and(|store| store.value == SecretStore::AwsParameterStore);
        let Some(id) = existing else {
            let label = crate::label::label(name);
            return Expression::reference(format!("aws_secretsmanager_secret.{label}.arn"));
        };
        let id = self.fill(id);
        if id.as_text().is_some_and(|id| id.starts_with("arn:")) {
            return id;
        }
        let owner = self.owner(format!("secrets.{name}"), name, None);
        if is_parameter {
            let path = id.as_text().map(|path| Expression::text(path.trim_start_matches('/')));
            let path = path
                .unwrap_or_else(|| Expression::Call("trimprefix", vec![id.clone(), Expression::text("/")]));
            return self.arn("ssm", [Part::Text("parameter/".to_owned()), path.into_part()]);
        }
        // The ARN ends in letters that only AWS knows.
        let sort = Sort {
            file: "secrets",
            kind: "aws_secretsmanager_secret",
            role: "",
            rule: "secret that is there",
        };
        let address = self.module.data(&owner, sort, Body::new().with("name", id));
        Expression::reference(format!("{address}.arn"))
    }

    /// Makes the secrets that functions at the site use and that are not there. Hands back their names.
    pub(crate) fn secrets(&mut self) -> Vec<Name> {
        let deployment = self.deployment();
        let mut used: Vec<Name> = Vec::new();
        for (_, function) in self.plan.functions_at(self.id) {
            used.extend(function.secrets.iter().map(|used| used.secret.value.clone()));
        }
        used.sort();
        used.dedup();
        used.retain(|name| {
            let found = deployment.secrets.iter().find(|secret| secret.name.value == *name);
            found.is_some_and(|secret| !secret.existing.iter().any(|(site, _)| *site == self.id))
        });
        for name in &used {
            let secret = deployment.secrets.iter().find(|secret| secret.name.value == *name);
            let description = secret.and_then(|secret| secret.description.as_ref());
            let owner = self.owner(format!("secrets.{name}"), name, None);
            let emitted = self.plan.name(NameKind::AwsSecret, name, Role::Itself, self.id);
            let emitted = self.spelled(emitted);
            // An environment that goes frees its names at once, so that it can come again.
            let window = deployment.expires.as_ref().map(|_| Expression::number(0));
            let body = Body::new()
                .with("name", emitted)
                .with_some("description", description.map(|text| Expression::text(&text.value)))
                .with_some("recovery_window_in_days", window);
            let sort = Sort {
                file: "secrets",
                kind: "aws_secretsmanager_secret",
                role: "",
                rule: "empty secret, to be filled",
            };
            self.module.resource(&owner, sort, body);
        }
        used
    }
}
