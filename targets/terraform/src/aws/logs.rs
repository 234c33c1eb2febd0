//! The log group of a function.

use faasc_artifacts::hcl::{Body, Expression, Part};
use faasc_model::unit::Duration;
use faasc_model::{Function, FunctionEncryption, Place};

use super::scope::Scope;
use crate::module::{Owner, Sort};

/// The days that CloudWatch Logs can keep.
const DAYS: [u64; 22] =
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

impl Scope<'_> {
    /// Says what a place that somebody else holds changes: for residency all, in the module nothing.
    pub(crate) fn declared_places(&mut self) {
        let site = &self.site.name.value;
        if matches!(self.site.logs, Some(Place::Elsewhere { .. })) {
            self.module.remark(format!(
                "That logs of `{site}` lie elsewhere is declared only: they are written to CloudWatch Logs at the site, and what \
                 sends them on is not emitted."
            ));
        }
        if matches!(self.site.telemetry, Some(Place::Elsewhere { .. })) {
            self.module.remark(format!(
                "That telemetry of `{site}` goes elsewhere is declared only: what sends it there is not emitted."
            ));
        }
    }

    /// The log group of a function; hands back its address.
    pub(crate) fn log_group(
        &mut self,
        owner: &Owner,
        function: &Function,
        file: &str,
        name: &Expression,
    ) -> String {
        let asked = function.logs_retention.value;
        let days = kept_days(asked);
        if Duration::from_secs(days * 86_400) != asked {
            self.module.remark(format!(
                "CloudWatch Logs keeps the logs of `{}` {days} days: the next of its steps after {asked}.",
                function.name.value
            ));
        }
        let key = match &function.encryption.value {
            FunctionEncryption::Key(key) => Some(self.fill(&key.value)),
            FunctionEncryption::Platform | FunctionEncryption::Customer => None,
        };
        let path = Expression::template([Part::Text("/aws/lambda/".to_owned()), name.clone().into_part()]);
        let body =
            Body::new().with("name", path).with("retention_in_days", days).with_some("kms_key_id", key);
        let sort = Sort { file, kind: "aws_cloudwatch_log_group", role: "", rule: "logs of a function" };
        self.module.resource(owner, sort, body)
    }
}

/// The least number of days at which nothing goes before `asked`.
fn kept_days(asked: Duration) -> u64 {
    let days = asked.as_millis().div_ceil(86_400_000);
    DAYS.into_iter().find(|step| *step >= days).unwrap_or(DAYS[DAYS.len() - 1])
}

/// Whether CloudWatch Logs can keep that long.
pub(crate) fn can_keep(asked: Duration) -> bool {
    asked.as_millis().div_ceil(86_400_000) <= DAYS[DAYS.len() - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retention_is_never_shorter_than_asked() {
        for (asked, kept) in [("30d", 30), ("31d", 60), ("12h", 1), ("400d", 400), ("3650d", 3653)] {
            assert_eq!(kept_days(Duration::parse(asked).unwrap()), kept, "{asked}");
        }
        assert!(!can_keep(Duration::parse("3654d").unwrap()));
    }
}
