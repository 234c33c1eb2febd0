//! Rate limits in the gateway's units.

use faasc_model::unit::Rate;

use crate::crd::Limit;

/// The units of the gateway, in seconds. A month there is no 730 hours.
const UNITS: [(u32, &str); 4] = [(1, "Second"), (60, "Minute"), (3_600, "Hour"), (86_400, "Day")];

/// `rate` as a whole number in the smallest unit of the gateway that is no shorter than the rate's own.
pub(crate) fn limit(rate: Rate) -> Option<Limit> {
    let own = rate.per.seconds();
    UNITS.iter().filter(|(seconds, _)| *seconds >= own).find_map(|(seconds, unit)| {
        let count = rate.count.checked_mul((*seconds / own).into())?;
        let requests = count.fract().is_zero().then(|| u32::try_from(count).ok()).flatten()?;
        (requests > 0).then_some(Limit { requests, unit })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_keeps_its_unit_where_it_can() {
        for (text, expected) in [
            ("10/s", Some((10, "Second"))),
            ("0.5/s", Some((30, "Minute"))),
            ("100/min", Some((100, "Minute"))),
            ("2/day", Some((2, "Day"))),
            ("0/s", None),
            ("5/month", None),
        ] {
            let expected = expected.map(|(requests, unit)| Limit { requests, unit });
            assert_eq!(limit(Rate::parse(text).unwrap()), expected, "{text}");
        }
    }
}
