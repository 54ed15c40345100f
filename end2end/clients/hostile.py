"""Writes pictures that are broken, or made to break whoever reads them, into a folder.

Usage: hostile.py FOLDER

Prints one JSON object a line: file, says (what the page says beside it; null where it has nothing to complain of).
"""

import io
import json
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

DAMAGED = "This photo is damaged"
TOO_BIG = "This photo is too big to read"
TOO_SMALL = "This photo is very small"
CUT = "The end of this photo is missing"


def pattern(seed: int, width: int = 320, height: int = 240) -> Image.Image:
    """Coarse coloured noise: each seed another picture."""
    tiles = np.random.default_rng(seed).integers(0, 256, (12, 16, 3), dtype="uint8")
    return Image.fromarray(tiles).resize((width, height), Image.Resampling.BICUBIC)


def encoded(picture: Image.Image, format: str, **options) -> bytes:
    file = io.BytesIO()
    picture.save(file, format, **options)
    return file.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, data: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def bomb(side: int) -> bytes:
    """A true and whole PNG of `side` x `side` black pixels: a megabyte that becomes a gigabyte."""
    packer = zlib.compressobj(6)
    rows = bytes(100 * (1 + 3 * side))
    packed = b"".join(packer.compress(rows) for _ in range(side // 100))
    return png(side, side, packed + packer.flush())


def patched(file: bytes, place: int, new: bytes) -> bytes:
    return file[:place] + new + file[place + len(new) :]


def flipped(file: bytes) -> bytes:
    """With one bit in its middle changed."""
    changed = bytearray(file)
    changed[len(file) // 2] ^= 4
    return bytes(changed)


def frames(count: int) -> list[Image.Image]:
    return [pattern(seed % 7, 64, 48).quantize(8) for seed in range(count)]


def files() -> dict[str, tuple[bytes, str | None]]:
    jpeg, whole_png = encoded(pattern(1), "JPEG", quality=85), encoded(pattern(2), "PNG")
    gif, bmp = encoded(pattern(3).quantize(32), "GIF"), encoded(pattern(4, 64, 48), "BMP")
    first, *more = frames(600)
    return {
        "good.jpg": (encoded(pattern(20), "JPEG"), None),
        "cut.jpg": (jpeg[: len(jpeg) // 2], CUT),
        "head.jpg": (jpeg[:200], DAMAGED),
        "cut.png": (encoded(pattern(9), "PNG")[:60_000], CUT),
        "cut.tif": (encoded(pattern(5), "TIFF", compression="tiff_lzw")[:2000], DAMAGED),
        "flipped.png": (flipped(whole_png), DAMAGED),
        "bomb.png": (bomb(20_000), TOO_BIG),
        "claims.gif": (patched(gif, 6, struct.pack("<HH", 65_535, 65_535)), TOO_BIG),
        "claims.bmp": (patched(bmp, 18, struct.pack("<ii", 60_000, 60_000)), TOO_BIG),
        "nothing.png": (png(0, 40, zlib.compress(b"")), DAMAGED),
        "tiny.png": (encoded(pattern(6, 4, 4), "PNG"), TOO_SMALL),
        "strip.png": (encoded(pattern(7, 1, 20_000), "PNG"), TOO_SMALL),
        "liar.heic": (encoded(pattern(8), "WEBP", quality=80), None),
        "monster.gif": (encoded(first, "GIF", save_all=True, append_images=more, duration=20), None),
        "good.png": (encoded(pattern(21), "PNG"), None),
    }


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, (content, says) in files().items():
        (folder / name).write_bytes(content)
        print(json.dumps({"file": str(folder / name), "says": says}))


if __name__ == "__main__":
    main()
