"""Hashes of the native feed, as threatexchange's signal types name and write them."""

import json
import typing as t

# Signal types by the name that threatexchange gives them, and which hash of which medium is one.
SIGNALS: t.Mapping[t.Tuple[str, str], str] = {
    ("image", "pdq"): "pdq",
    ("video", "md5"): "video_md5",
    ("video", "sha256"): "video_sha256",
    # Animations are uploaded as pictures and shown as videos.
    ("image", "vpdq"): "vpdq",
    ("video", "vpdq"): "vpdq",
}
# The reference discards a PDQ of less quality.
QUALITY_FLOOR = 50
# Of each picture of a `vpdq`: second (4), quality (2), PDQ (64).
FRAME_DIGITS = 70


def is_good(h: t.Mapping[str, t.Any]) -> bool:
    """Whether the hash is of a quality to match by."""
    return t.cast(int, h.get("quality", 100)) >= QUALITY_FLOOR


def text(h: t.Mapping[str, t.Any]) -> str:
    """The hash as its signal type writes it."""
    value = t.cast(str, h["value"])
    return _pictures(value) if h["kind"] == "vpdq" else value


def _pictures(value: str) -> str:
    """The signal's text of a `vpdq` as the native feed has it: of each picture second, quality and PDQ in hex."""
    frames = [value[at : at + FRAME_DIGITS] for at in range(0, len(value), FRAME_DIGITS)]
    return json.dumps([f"{frame[6:]},{int(frame[4:6], 16)},{int(frame[:4], 16)}.000" for frame in frames])
