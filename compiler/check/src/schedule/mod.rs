//! Schedules: what a clock does that their author does not expect.

pub(crate) mod clock_change;
pub(crate) mod deaf_zone;

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    /// Codes and messages of a schedule at a site.
    fn found(schedule: &str, site: &str) -> Vec<(String, String)> {
        let spec = Spec::of(&format!(
            "functions:\n  a:\n    ${{code}}\n    triggers: [{{ schedule: {schedule} }}]\n\
             sites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
        ));
        spec.found().into_iter().map(|found| (found.code.id.to_owned(), found.message)).collect()
    }

    const AWS: &str = "provider: aws, region: eu-central-1";
    const KNATIVE: &str = "provider: kubernetes, country: \"DE\", cluster: { broker: kafka }";

    #[test]
    fn an_interval_that_no_clock_face_has_is_impossible_on_a_ping_source() {
        let all = found("every 7m", KNATIVE);
        assert!(
            all.len() == 1 && all[0].0 == "F0502" && all[0].1.contains("`every 6m` and `every 10m`"),
            "{all:?}"
        );
        assert_eq!(found("every 6m", KNATIVE), []);
        assert_eq!(found("every 10m", KNATIVE), []);
        assert_eq!(found("every 7m", AWS), [], "a rate");
    }

    #[test]
    fn both_days_at_once_are_impossible_and_either_day_is_not() {
        for site in [AWS, KNATIVE] {
            let codes: Vec<_> = found("\"0 0 */2 * MON\"", site).into_iter().map(|found| found.0).collect();
            assert_eq!(codes, ["F0502"]);
            assert_eq!(found("\"0 0 13 * FRI\"", site), []);
            assert_eq!(found("\"0 0 */2 * *\"", site), []);
            assert_eq!(found("\"0 0 */1 * MON\"", site), [], "a step of one is every day");
        }
    }
}
