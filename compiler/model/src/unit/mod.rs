//! Quantities with their grammar. Each reads exactly what the language allows, keeps the exact value,
//! and prints one canonical form that reads back as the same value.

mod date;
mod duration;
mod estimate;
mod fault;
mod money;
mod number;
mod rate;
mod share;
mod size;

pub use date::Date;
pub use duration::Duration;
pub use estimate::Estimate;
pub use fault::UnitFault;
pub use money::Money;
pub use number::{Number, parse_number};
pub use rate::{Per, Rate};
pub use share::Share;
pub use size::Size;

/// Serialize, schema and display of a unit: its canonical text.
macro_rules! as_text {
    ($type:ident, $pattern:expr) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "pattern": $pattern })
            }
        }
    };
}
pub(crate) use as_text;
