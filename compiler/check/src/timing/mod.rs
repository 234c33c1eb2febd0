//! Rules about time: whoever waits, waits at least as long as what it waits for. Every figure of a host is a row of the
//! fact base.

pub(crate) mod authorizer;
pub(crate) mod bound;
pub(crate) mod callers;
pub(crate) mod consumer;
pub(crate) mod durations;
pub(crate) mod gateway;
pub(crate) mod lifetime;
pub(crate) mod sender;
pub(crate) mod storm;
pub(crate) mod ticks;
pub(crate) mod unseen;
