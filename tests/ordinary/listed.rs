//! What is found in the twenty, and why it is right to say it.

/// A finding above a note.
pub(crate) struct Listed {
    /// The folder of the spec.
    pub(crate) spec: &'static str,
    /// The code.
    pub(crate) code: &'static str,
    /// Why it must be said.
    pub(crate) because: &'static str,
}

const REFUSED: &str =
    "the original names a runtime that Lambda refuses to make functions with: it cannot be deployed";
const RETIRED: &str =
    "the original names a runtime whose support has ended: it runs, and no hole in it is closed";

/// One row a finding; one finding stands for all functions with the same line.
pub(crate) const LISTED: &[Listed] = &[
    Listed { spec: "01-signed-uploads", code: "F1311", because: RETIRED },
    Listed { spec: "03-virus-scan", code: "F1311", because: REFUSED },
    Listed { spec: "07-image-resizer", code: "F1311", because: RETIRED },
    Listed { spec: "10-alexa-skill", code: "F1311", because: RETIRED },
    Listed { spec: "11-stripe-charge", code: "F1311", because: REFUSED },
    Listed { spec: "12-link-analytics", code: "F1311", because: RETIRED },
    Listed { spec: "14-aws-hello", code: "F1311", because: REFUSED },
    Listed { spec: "16-vt-booking", code: "F1311", because: REFUSED },
    Listed { spec: "18-order-test", code: "F1311", because: RETIRED },
    Listed { spec: "19-journals", code: "F1311", because: RETIRED },
];
