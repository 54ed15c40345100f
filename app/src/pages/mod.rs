//! The pages, one file each: what answers the address, and what it looks like.

pub(crate) mod check;
pub(crate) mod choose;
pub(crate) mod help;
pub(crate) mod how_it_works;
pub(crate) mod landing;
pub(crate) mod leaving;
pub(crate) mod letter;
pub(crate) mod not_found;
pub(crate) mod platform;
pub(crate) mod platforms;
pub(crate) mod signed_out;
pub(crate) mod staff;
pub(crate) mod start;
pub(crate) mod status;
pub(crate) mod submissions;
pub(crate) mod trouble;
