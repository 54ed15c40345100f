//! A page as a body. A light one is a body like any other; a heavy one goes out in pieces, and a subscriber has only so many of
//! them open: whoever asks for one after the other and reads none must not fill the memory.

use std::io;

use axum::body::{Body, Bytes};
use domain::id::SubscriberId;
use futures::{Stream, stream};

use crate::{
    long_answer::{Kind, Places},
    problem::Problem,
};

/// A page of more bytes is heavy.
const LIGHT: usize = 1 << 20;
/// It goes out in pieces of so many.
const PIECE: usize = 64 << 10;

/// The body of a page for that subscriber; `sent` is called when it goes out, of a heavy one the end.
///
/// # Errors
/// [`Problem::TooManyAtOnce`] where it is heavy and the subscriber has as many of these open as it may.
pub(super) fn body(
    text: Vec<u8>,
    places: &Places,
    reader: SubscriberId,
    sent: impl FnOnce() + Send + 'static,
) -> Result<Body, Problem> {
    if text.len() <= LIGHT {
        sent();
        return Ok(Body::from(text));
    }
    let place = places.take(reader, Kind::Page)?;
    Ok(Body::from_stream(place.hold(pieces(text.into(), sent))))
}

/// The pieces of a text. Whoever asks for one more after the last has handed all of them over.
fn pieces(
    text: Bytes,
    sent: impl FnOnce() + Send + 'static,
) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    stream::unfold((text, sent), |(mut rest, sent)| async move {
        if rest.is_empty() {
            sent();
            return None;
        }
        let piece = rest.split_to(PIECE.min(rest.len()));
        Some((Ok(piece), (rest, sent)))
    })
}
