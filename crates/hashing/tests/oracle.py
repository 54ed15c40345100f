"""Answers what PyPI `pdqhash` (Meta's reference in C++) says about pictures, for `oracle.rs`.

Reads requests from standard input and writes one line `<64 hexadecimal digits> <quality>` for each:
  b"P", width, height (32 bits each, little-endian), width * height * 3 bytes    these pixels
  b"F", length (32 bits, little-endian), bytes                                  a picture file, decoded by Pillow

Needs: pip install pdqhash pillow
"""

import io
import struct
import sys

import numpy
import pdqhash
from PIL import Image

Image.MAX_IMAGE_PIXELS = None


def exactly(stream, count):
    data = stream.read(count)
    if len(data) != count:
        raise EOFError(f"{len(data)} of {count} bytes")
    return data


def as_seen(picture):
    """RGB over white, nothing turned."""
    if picture.mode.startswith("I;16"):
        return Image.fromarray((numpy.asarray(picture) >> 8).astype("uint8")).convert("RGB")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        white = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB")
    return picture.convert("RGB")


def main():
    requests = sys.stdin.buffer
    while kind := requests.read(1):
        if kind == b"P":
            width, height = struct.unpack("<II", exactly(requests, 8))
            data = exactly(requests, width * height * 3)
            pixels = numpy.frombuffer(data, "uint8").reshape(height, width, 3)
        else:
            (length,) = struct.unpack("<I", exactly(requests, 4))
            pixels = numpy.asarray(as_seen(Image.open(io.BytesIO(exactly(requests, length)))))
        bits, quality = pdqhash.compute(pixels)
        print(numpy.packbits(bits.astype("uint8")).tobytes().hex(), quality, flush=True)


main()
