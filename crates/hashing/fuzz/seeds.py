"""Writes the corpus that fuzzing begins with into `seeds/`: small generated pictures of every kind a decoder tells apart.

Usage: seeds.py (with Pillow 13 or later and NumPy). HEIC and JPEG XL begin with the files in `../tests/modern`.
"""

import io
import struct
from pathlib import Path

import numpy as np
from PIL import Image

SEEDS = Path(__file__).parent / "seeds"
SIDES = (40, 33)


def picture(seed: int, sides: tuple[int, int] = SIDES) -> Image.Image:
    """Waves of three colours with a disc: nothing that anybody could mind."""
    y, x = np.mgrid[0 : sides[1], 0 : sides[0]].astype(float)
    waves = [np.sin((seed + channel + 2) * x / 19 + (seed - channel) * y / 13) for channel in range(3)]
    disc = ((x - sides[0] / 2) ** 2 + (y - sides[1] / 3) ** 2 < (min(sides) / 4) ** 2)[..., None]
    pixels = 127 + 80 * np.stack(waves, axis=-1) + 40 * disc
    return Image.fromarray(np.clip(pixels, 0, 255).astype("uint8"))


def transparent(seed: int) -> Image.Image:
    """The same with a window in it."""
    made = picture(seed).convert("RGBA")
    made.putalpha(Image.eval(picture(seed + 1).convert("L"), lambda value: 255 if value > 90 else value))
    return made


def deep(seed: int) -> Image.Image:
    """Grey of 16 bits."""
    return Image.fromarray(np.asarray(picture(seed).convert("L")).astype("uint16") * 257)


def encoded(made: Image.Image, format: str, **options) -> bytes:
    file = io.BytesIO()
    made.save(file, format, **options)
    return file.getvalue()


def turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def jpegs() -> dict[str, bytes]:
    rgb, grey, cmyk = picture(1), picture(2).convert("L"), picture(3).convert("CMYK")
    return {
        "chroma-halved": encoded(rgb, "JPEG", quality=80),
        "chroma-halved-across": encoded(rgb, "JPEG", quality=80, subsampling="4:2:2"),
        "chroma-whole": encoded(rgb, "JPEG", quality=80, subsampling=0),
        "progressive": encoded(rgb, "JPEG", quality=80, progressive=True),
        "grey": encoded(grey, "JPEG", quality=80),
        "four-colours": encoded(cmyk, "JPEG", quality=80),
        "four-colours-progressive": encoded(cmyk, "JPEG", quality=80, progressive=True),
        "restarts": encoded(rgb, "JPEG", quality=80, restart_marker_blocks=2),
        "turned": encoded(rgb, "JPEG", quality=50, exif=turned(6)),
        "profile": encoded(rgb, "JPEG", quality=50, icc_profile=bytes(200), comment=b"words"),
    }


def pngs() -> dict[str, bytes]:
    rgb = picture(4)
    return {
        "colours": encoded(rgb, "PNG"),
        "grey": encoded(rgb.convert("L"), "PNG"),
        "grey-transparent": encoded(transparent(5).convert("LA"), "PNG"),
        "transparent": encoded(transparent(5), "PNG"),
        "deep": encoded(deep(6), "PNG"),
        "two-colours": encoded(rgb.convert("1"), "PNG"),
        "palette": encoded(rgb.quantize(13), "PNG", bits=4),
        "palette-transparent": encoded(rgb.quantize(200), "PNG", transparency=3),
        "moving": encoded(rgb, "PNG", save_all=True, append_images=[picture(7)]),
        "turned": encoded(rgb, "PNG", exif=turned(5)),
    }


def webps() -> dict[str, bytes]:
    rgb = picture(8)
    return {
        "lossy": encoded(rgb, "WEBP", quality=70),
        "lossless": encoded(rgb, "WEBP", lossless=True),
        "lossy-transparent": encoded(transparent(9), "WEBP", quality=70),
        "lossless-transparent": encoded(transparent(9), "WEBP", lossless=True),
        "palette": encoded(rgb.quantize(4).convert("RGB"), "WEBP", lossless=True),
        "moving": encoded(rgb, "WEBP", save_all=True, append_images=[picture(10), transparent(9)]),
        "turned": encoded(rgb, "WEBP", quality=70, exif=turned(3)),
    }


def gifs() -> dict[str, bytes]:
    first, second = picture(11).quantize(64), picture(12).quantize(8)
    return {
        "still": encoded(first, "GIF", interlace=0),
        "interlaced": encoded(second, "GIF", interlace=1),
        "moving": encoded(first, "GIF", save_all=True, append_images=[second], duration=90, loop=0, disposal=2),
        "transparent": encoded(second, "GIF", transparency=1, comment=b"words"),
    }


def bmps() -> dict[str, bytes]:
    rgb = picture(13)
    made = {
        "colours": encoded(rgb, "BMP"),
        "transparent": encoded(transparent(14), "BMP"),
        "palette": encoded(rgb.quantize(256), "BMP"),
        "grey": encoded(rgb.convert("L"), "BMP"),
        "two-colours": encoded(rgb.convert("1"), "BMP"),
    }
    # From the top down, as few programs write it.
    upside = bytearray(made["colours"])
    upside[22:26] = struct.pack("<i", -SIDES[1])
    # Runs of one colour: eight rows of 8 bits a pixel, each a run, each with its end.
    runs = b"".join(bytes([20, row * 9, 20, row * 5, 0, 0]) for row in range(8)) + b"\0\1"
    table = b"".join(bytes([value, value, 255 - value, 0]) for value in range(256))
    header = struct.pack("<IiiHHIIiiII", 40, 40, 8, 1, 8, 1, len(runs), 0, 0, 256, 0)
    start = 14 + len(header) + len(table)
    return made | {
        "upside-down": bytes(upside),
        "runs": b"BM" + struct.pack("<IHHI", start + len(runs), 0, 0, start) + header + table + runs,
    }


def tiffs() -> dict[str, bytes]:
    rgb = picture(15)
    floats = Image.fromarray(np.asarray(rgb.convert("L")).astype("float32") / 255)
    return {
        "plain": encoded(rgb, "TIFF"),
        "lzw": encoded(rgb, "TIFF", compression="tiff_lzw"),
        "deflate": encoded(rgb, "TIFF", compression="tiff_deflate"),
        "packbits": encoded(rgb, "TIFF", compression="packbits"),
        "jpeg": encoded(rgb, "TIFF", compression="jpeg"),
        "fax": encoded(rgb.convert("1"), "TIFF", compression="group4"),
        "deep": encoded(deep(16), "TIFF"),
        "floats": encoded(floats, "TIFF"),
        "palette": encoded(rgb.quantize(16), "TIFF"),
        "four-colours": encoded(rgb.convert("CMYK"), "TIFF", compression="tiff_lzw"),
        "transparent": encoded(transparent(17), "TIFF"),
        "predicted": encoded(rgb, "TIFF", compression="tiff_lzw", tiffinfo={317: 2}),
        "large-offsets": encoded(rgb, "TIFF", big_tiff=True),
        "two-pages": encoded(rgb, "TIFF", save_all=True, append_images=[picture(18)]),
    }


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def entry(tag: int, kind: int, count: int, value: int) -> bytes:
    return struct.pack("<HHII", tag, kind, count, value)


def directory(*entries: bytes, following: int = 0) -> bytes:
    return struct.pack("<H", len(entries)) + b"".join(entries) + struct.pack("<I", following)


def raws() -> dict[str, bytes]:
    """Each maker's way of putting a JPEG into a file; where the sensor's data would be there is nothing."""
    jpeg = encoded(picture(19, (200, 200)), "JPEG", quality=8)
    size = len(jpeg)

    def tiff(magic: bytes, *entries, mark: bytes = b"", more: bytes = b"") -> bytes:
        file = magic + struct.pack("<I", 8 + len(mark)) + mark + directory(*entries)
        return file.ljust(200, b"\0") + more.ljust(200, b"\0") + jpeg

    sensor = directory(entry(0x106, 3, 1, 32803), entry(0x103, 3, 1, 34713))
    preview = directory(entry(0x103, 3, 1, 7), entry(0x111, 4, 1, 400), entry(0x117, 4, 1, size))
    below = struct.pack("<II", 208, 208 + len(sensor)) + sensor + preview
    place = [entry(0x201, 4, 1, 400), entry(0x202, 4, 1, size)]
    # Olympus counts from the start of its note.
    settings = directory(entry(0x101, 4, 1, 150), entry(0x102, 4, 1, size))
    note = b"OLYMPUS\0II\3\0" + directory(entry(0x2020, 13, 1, 60))
    note = (note.ljust(60, b"\0") + settings).ljust(150, b"\0") + jpeg
    olympus = b"IIRO" + struct.pack("<I", 8) + directory(entry(0x8769, 4, 1, 200))
    olympus = olympus.ljust(200, b"\0") + directory(entry(0x927C, 7, len(note), 260))

    table = box(b"stsz", struct.pack(">III", 0, size, 1)) + box(b"co64", struct.pack(">IIQ", 0, 1, 600))
    track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", table))))
    turn = b"II\x2a\0" + struct.pack("<I", 8) + directory(entry(0x112, 3, 1, 6))
    metadata = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48") + box(b"CMT1", turn)
    front = box(b"ftyp", b"crx \0\0\0\1crx isom") + box(b"moov", box(b"uuid", metadata) + track)
    smaller = bytes.fromhex("eaf42b5e1c984b88b9fbb7dc406e4d16") + bytes(8) + box(b"PRVW", bytes(16) + jpeg)

    return {
        "dng": tiff(b"II\x2a\0", entry(0x14A, 4, 2, 200), entry(0xC612, 1, 4, 0x401), more=below),
        "canon-2": tiff(b"II\x2a\0", *place, entry(0x112, 3, 1, 8), mark=b"CR\2\0" + bytes(4)),
        "sony": tiff(b"II\x2a\0", entry(0x103, 3, 1, 32767), *place),
        "panasonic": tiff(b"IIU\0", entry(0x2E, 7, size, 400)),
        "olympus": olympus.ljust(260, b"\0") + note,
        "fujifilm": b"FUJIFILMCCD-RAW ".ljust(84, b"\0") + struct.pack(">II", 160, size) + bytes(68) + jpeg,
        "canon-3": front + box(b"free", bytes(584 - len(front))) + box(b"mdat", jpeg) + box(b"uuid", smaller),
    }


def avifs() -> dict[str, bytes]:
    """Only what stands before the pixels, which browsers decode."""
    return {
        "photo": encoded(picture(20), "AVIF", quality=30),
        "transparent": encoded(transparent(21), "AVIF", quality=30),
    }


KINDS = {
    "jpeg": jpegs,
    "png": pngs,
    "webp": webps,
    "gif": gifs,
    "bmp": bmps,
    "tiff": tiffs,
    "raw": raws,
    "avif": avifs,
}


def main() -> None:
    for kind, make in KINDS.items():
        folder = SEEDS / kind
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in make().items():
            (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
