//! The fact base: one cell for each table, filled from the embedded bytes when it is first asked for.

use std::sync::OnceLock;

use crate::intake::{FactFault, Tables};
use crate::stored::Stored;

/// The immutable fact base.
#[derive(Debug)]
pub struct Facts {
    pub(crate) tables: Cells,
}

macro_rules! define_cells {
    ($($table:ident: $row:ty,)*) => {
        #[derive(Debug)]
        pub(crate) struct Cells {
            $($table: OnceLock<Stored<$row>>,)*
        }

        impl Cells {
            const fn empty() -> Self {
                Self { $($table: OnceLock::new(),)* }
            }

            fn of(tables: Tables) -> Self {
                Self { $($table: OnceLock::from(Stored::of(tables.$table)),)* }
            }

            $(
                pub(crate) fn $table(&self) -> &Stored<$row> {
                    let embedded = include_bytes!(concat!(env!("OUT_DIR"), "/", stringify!($table), ".bin"));
                    self.$table.get_or_init(|| Stored::embedded(embedded))
                }
            )*

            fn to_tables(&self) -> Tables {
                Tables { $($table: self.$table().to_table(),)* }
            }
        }
    };
}
for_each_table!(define_cells);

impl Facts {
    /// The facts that this version carries. Nothing is decoded before it is asked for.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: Facts = Facts { tables: Cells::empty() };
        &BUILTIN
    }

    /// These facts with a user's files (path and text) laid over them: a row takes the place of the one with its id (of
    /// a price: in its regions), others are added. A row without source or date is refused.
    ///
    /// # Errors
    /// Every fault of every file.
    pub fn overlay(&self, files: Vec<(String, String)>) -> Result<Self, Vec<FactFault>> {
        Ok(Self { tables: Cells::of(self.tables.to_tables().overlaid(&files)?) })
    }
}
