//! What a site asks.

use faasc_model::{Gateway, Network, Place, Roles, SecretStore, Site};

use super::Gaps;

impl Gaps<'_> {
    pub(super) fn of_site(&mut self) {
        let Site {
            name: _,
            provider: _,
            region,
            account: _,
            // Judged where they matter: clusters and images.
            country: _,
            flavour: _,
            node: _,
            cluster: _,
            registry: _,
            secrets,
            gateway,
            // By the events and triggers that need them.
            kafka: _,
            mqtt: _,
            network,
            logs,
            telemetry,
            // Said in what is to be run.
            state: _,
            // For the checks of law.
            mechanism: _,
            access: _,
            roles,
            alarms,
            limits: _,
            span,
        } = self.site;
        let subject = self.site.key_path();
        if region.is_none() {
            self.missing(*span, "a site without a region", &subject, "write `region`");
        }
        if let Some(store) = secrets
            && !matches!(store.value, SecretStore::AwsSecretsmanager | SecretStore::AwsParameterStore)
        {
            let today = "use `aws-secretsmanager` or `aws-parameter-store`";
            self.missing(store.span, "secrets in this store", &subject, today);
        }
        match gateway.as_ref().map(|gateway| (&gateway.value, gateway.span)) {
            Some((Gateway::Listener { .. }, span)) => {
                let today = "leave `gateway` out, or name an HTTP API: `{ api: ID }`";
                self.missing(span, "routes of a load balancer", &subject, today);
            }
            Some((Gateway::Api(id), _)) => self.of_template(id, &subject),
            None => {}
        }
        if let Some(Network { subnets, security_groups, nat: _, endpoints: _, span: _ }) = network {
            self.of_templates(subnets, &subject);
            self.of_templates(security_groups, &subject);
        }
        for (place, what) in [(logs, "logs at another site"), (telemetry, "telemetry to another site")] {
            match place {
                None => {}
                // What somebody else holds is declared for residency; nothing of it is emitted, which is said.
                Some(Place::Elsewhere { .. }) => {}
                Some(Place::Site { id, .. }) if *id == self.id => {}
                Some(Place::Site { span, .. }) => {
                    let today = "leave the key out: logs stay at their site, and telemetry is not sent";
                    self.missing(*span, what, &subject, today);
                }
            }
        }
        if let Some(Roles { path: _, permissions_boundary: Some(boundary) }) = roles {
            self.of_template(boundary, &subject);
        }
        if let Some(to) = alarms {
            self.of_template(to, &subject);
            if to.value.as_literal().is_some_and(|to| !to.starts_with("arn:")) {
                self.missing(to.span, "alarms to an address", &subject, "name an SNS topic by its ARN");
            }
        }
    }
}
