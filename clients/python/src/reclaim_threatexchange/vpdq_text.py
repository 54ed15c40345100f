"""A video's hash from the native feed, as threatexchange's `vpdq` signal types read it."""

import json

# Of each picture: second (4), quality (2), PDQ (64).
FRAME_DIGITS = 70


def to_text(value: str) -> str:
    """The signal's text of a `vpdq` as the native feed has it: of each picture second, quality and PDQ in hex."""
    frames = [value[at : at + FRAME_DIGITS] for at in range(0, len(value), FRAME_DIGITS)]
    return json.dumps([f"{frame[6:]},{int(frame[4:6], 16)},{int(frame[:4], 16)}.000" for frame in frames])
