"""Writes photographs into a folder and prints what the reference implementation of PDQ says of each.

Usage: photographs.py FOLDER

One JSON object a line: file, lossless (whether every decoder sees the same pixels), pdq, quality. The photographs
ship with scikit-image and are free to use: astronaut and hubble_deep_field (NASA, public domain), chelsea
(Stefan van der Walt, CC0), coffee (Rachel Michetti, CC0), rocket (SpaceX, CC0). Each file's name and the EXIF
of one of them carry the word "Marker", so that a test can look for it where it must not be.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pdqhash
import skimage.data
from PIL import Image

SHIPPED = Path(skimage.data.__file__).parent
MARKER = "Marker-summer-2019"


def write(folder: Path) -> list[tuple[Path, bool]]:
    def open_shipped(name: str) -> Image.Image:
        return Image.open(SHIPPED / name).convert("RGB")

    def target(name: str) -> Path:
        return folder / f"{MARKER} {name}"

    exif = Image.Exif()
    exif[0x010E] = f"{MARKER} ImageDescription"
    open_shipped("coffee.png").save(target("coffee.jpg"), quality=90, exif=exif)
    open_shipped("chelsea.png").save(target("chelsea.webp"), lossless=True)
    open_shipped("hubble_deep_field.jpg").save(target("hubble.bmp"))
    for name in ("astronaut.png", "rocket.jpg"):
        target(name).write_bytes((SHIPPED / name).read_bytes())
    return [
        (target("astronaut.png"), True),
        (target("chelsea.webp"), True),
        (target("coffee.jpg"), False),
        (target("hubble.bmp"), True),
        (target("rocket.jpg"), False),
    ]


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for path, lossless in write(folder):
        pixels = np.asarray(Image.open(path).convert("RGB"))
        bits, quality = pdqhash.compute(pixels)
        pdq = np.packbits(bits).tobytes().hex()
        print(json.dumps({"file": str(path), "lossless": lossless, "pdq": pdq, "quality": int(quality)}))


if __name__ == "__main__":
    main()
