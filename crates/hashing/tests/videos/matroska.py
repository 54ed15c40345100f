"""Puts into a Matroska file what ffmpeg does not write: a turn of its pictures, or that they are encrypted.

Usage: matroska.py turned|locked FROM TO

The pictures stay as they are: those of a locked one are only said to be encrypted.
"""

import struct
import sys
from pathlib import Path

SEGMENT, SEEK_HEAD, TRACKS, TRACK, VIDEO = b"\x18\x53\x80\x67", b"\x11\x4d\x9b\x74", b"\x16\x54\xae\x6b", b"\xae", b"\xe0"


def element(name: str, content: bytes) -> bytes:
    """An element of at most 126 bytes (RFC 8794)."""
    return bytes.fromhex(name) + bytes([0x80 | len(content)]) + content


def whole(number: int) -> bytes:
    return bytes([number])


# RFC 9559, 5.1.4.1.28.41 and following: a quarter turn with the clock.
TURNED = element("7670", element("7671", whole(0)) + element("7675", struct.pack(">f", -90)))
# RFC 9559, 5.1.4.1.31 and following: AES, with a key of that name.
ENCRYPTION = element("5035", element("47e1", whole(5)) + element("47e2", bytes(16)))
LOCKED = element("6d80", element("6240", element("5033", whole(1)) + ENCRYPTION))


def lengthened(file: bytearray, name: bytes, start: int, more: int) -> int:
    """Lengthens the first element of that name from there on; answers where its content begins."""
    at = file.index(name, start) + len(name)
    size = 9 - file[at].bit_length()
    length = int.from_bytes(file[at : at + size]) + more
    file[at : at + size] = length.to_bytes(size)
    return at + size


def put(file: bytearray, added: bytes, path: list[bytes]) -> None:
    """Puts an element at the beginning of the content of that one."""
    at = 0
    for name in path:
        at = lengthened(file, name, at, len(added))
    file[at:at] = added


def main() -> None:
    what, source, target = sys.argv[1:]
    file = bytearray(Path(source).read_bytes())
    # The table of contents is no longer right: a gap takes its place.
    at = file.index(SEEK_HEAD)
    gap = file[at + 4] & 0x7F
    file[at : at + 5 + gap] = bytes.fromhex("ec100000") + bytes([gap]) + bytes(gap)
    if what == "turned":
        put(file, TURNED, [SEGMENT, TRACKS, TRACK, VIDEO])
    else:
        put(file, LOCKED, [SEGMENT, TRACKS, TRACK])
    Path(target).write_bytes(file)


main()
