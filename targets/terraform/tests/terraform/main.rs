//! The target as its users meet it: from the text of a faas.yaml.

mod coverage;
mod emission;
mod gaps;
mod support;
