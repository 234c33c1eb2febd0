//! Grants against edges, both ways: an edge without a grant would fail, a grant without an edge is excess.

mod edges;
mod hosts;
mod target;
