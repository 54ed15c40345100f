"""Writes one generated picture in every format and kind into a folder.

Usage: formats.py FOLDER

Prints one JSON object a line: file, pdq (what the reference says of the picture as Pillow decodes it, over white and
turned as EXIF says), quality. For the raw file it is that of the preview inside.
"""

import json
import struct
import sys
from pathlib import Path

import numpy as np
import pdqhash
from PIL import Image, ImageOps

SIDE = (360, 280)


def pattern(seed: int) -> Image.Image:
    """Discs over waves, in colour: each seed another picture."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0 : SIDE[1], 0 : SIDE[0]]
    picture = np.zeros((SIDE[1], SIDE[0], 3))
    for channel in range(3):
        for _ in range(10):
            across, down = random.uniform(-0.1, 0.1, 2)
            picture[..., channel] += np.sin(across * x + down * y + random.uniform(0, 6.3))
        for _ in range(8):
            left, top, radius = random.uniform(0, SIDE[0]), random.uniform(0, SIDE[1]), random.uniform(10, 60)
            picture[..., channel] += 3 * ((x - left) ** 2 + (y - top) ** 2 < radius**2) * random.uniform(-1, 1)
    picture = (picture - picture.min()) / (picture.max() - picture.min()) * 255
    return Image.fromarray(picture.astype("uint8"))


def transparent(seed: int) -> Image.Image:
    picture = pattern(seed).convert("RGBA")
    alpha = Image.new("L", picture.size, 255)
    alpha.paste(0, (30, 30, 120, 200))
    alpha.paste(100, (200, 100, 340, 250))
    picture.putalpha(alpha)
    return picture


def dng(jpeg: bytes) -> bytes:
    """The least that a DNG file consists of: its version, what a sensor saw (marked, but empty), a preview."""
    place = {"sensor": 8 + 30, "preview": 8 + 30 + 18, "list": 8 + 30 + 18 + 54, "jpeg": 8 + 30 + 18 + 54 + 8}
    entry = lambda tag, kind, count, value: struct.pack("<HHII", tag, kind, count, value)
    folder = lambda *entries: struct.pack("<H", len(entries)) + b"".join(entries) + bytes(4)
    first = folder(entry(0x14A, 4, 2, place["list"]), entry(0xC612, 1, 4, 0x401))
    sensor = folder(entry(0x106, 3, 1, 32803))
    preview = folder(
        entry(0x103, 3, 1, 7),
        entry(0x106, 3, 1, 6),
        entry(0x111, 4, 1, place["jpeg"]),
        entry(0x117, 4, 1, len(jpeg)),
    )
    lists = struct.pack("<II", place["sensor"], place["preview"])
    return b"II\x2a\0" + struct.pack("<I", 8) + first + sensor + preview + lists + jpeg


def write(folder: Path) -> list[Path]:
    written = []

    def save(name: str, picture: Image.Image, **options) -> None:
        picture.save(folder / name, **options)
        written.append(folder / name)

    save("photo.jpg", pattern(1), quality=90)
    save("full-chroma.jpg", pattern(2), quality=90, subsampling=0)
    save("progressive.jpg", pattern(3), quality=85, progressive=True)
    save("grey.jpg", pattern(4).convert("L"), quality=90)
    save("cmyk.jpg", pattern(5).convert("CMYK"), quality=90)
    exif = Image.Exif()
    exif[0x0112] = 6
    save("turned.jpg", pattern(6), quality=90, exif=exif)
    save("photo.png", pattern(11))
    save("alpha.png", transparent(12))
    save("palette.png", pattern(13).quantize(64))
    deep = (np.asarray(pattern(14).convert("L")).astype("uint16") << 8) + 77
    save("deep.png", Image.fromarray(deep))
    save("lossy.webp", pattern(21), quality=85)
    save("lossless.webp", pattern(22), lossless=True)
    save("alpha.webp", transparent(23), lossless=True)
    save("moving.webp", pattern(24), save_all=True, append_images=[pattern(25)], lossless=True)
    save("still.gif", pattern(31).quantize(200))
    save("photo.bmp", pattern(41))
    save("photo.tif", pattern(51), compression="tiff_deflate")
    save("photo.avif", pattern(61), quality=80)
    save("alpha.avif", transparent(62), quality=80)
    # No other file of the same bytes: it would be sent once.
    save("preview.jpg", pattern(71), quality=88)
    preview = written.pop()
    raw = folder / "camera.dng"
    raw.write_bytes(dng(preview.read_bytes()))
    written.append(raw)
    return written


def seen(path: Path) -> Image.Image:
    if path.suffix == ".dng":
        path = path.with_name("preview.jpg")
    picture = Image.open(path)
    picture.seek(0)
    if picture.mode.startswith("I"):
        return Image.fromarray((np.asarray(picture) >> 8).astype("uint8")).convert("RGB")
    picture = ImageOps.exif_transpose(picture)
    if picture.mode in ("RGBA", "LA", "PA"):
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture.convert("RGBA"))
    return picture.convert("RGB")


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for path in write(folder):
        bits, quality = pdqhash.compute(np.ascontiguousarray(seen(path)))
        pdq = np.packbits(bits).tobytes().hex()
        print(json.dumps({"file": str(path), "pdq": pdq, "quality": int(quality)}))


if __name__ == "__main__":
    main()
