//! What works in the browser. Everything else is done by plain links and forms.
//!
//! An island gets its words as a prop, because the message files stay on the server. The same code renders it
//! on the server once, as it is before the browser wakes it.

pub mod picker;
