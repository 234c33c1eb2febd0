//! Files, spans and positions: what every stage of the compiler points with.

mod file;
mod files;
mod lines;
mod map;
mod path;
mod serial;
mod span;

pub use file::SourceFile;
pub use files::{Entry, EntryKind, FileFault, Files, MemoryFiles};
pub use lines::{LineIndex, Position};
pub use map::SourceMap;
pub use path::{join, normalize, parent, relative};
pub use span::{FileId, Span, Spanned};
