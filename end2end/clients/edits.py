"""Writes a photograph and what people make of it into a folder, and other photographs beside it.

Usage: edits.py FOLDER

One JSON object a line: file, known (whether it is the photograph or made of it). The photographs ship with
scikit-image and are free to use: chelsea (Stefan van der Walt, CC0) is the known one, the others are coffee
(Rachel Michetti, CC0) and rocket (SpaceX, CC0).
"""

import json
import sys
from pathlib import Path

import skimage.data
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

SHIPPED = Path(skimage.data.__file__).parent


def captioned(picture: Image.Image, above: float, below: float, ground: str, ink: str) -> Image.Image:
    """With words over these shares of the height."""
    picture = picture.copy()
    width, height = picture.size
    draw = ImageDraw.Draw(picture)
    for top, bottom in ((0, round(above * height)), (height - round(below * height), height)):
        if bottom > top:
            draw.rectangle((0, top, width, bottom), fill=ground)
            middle = (width / 2, (top + bottom) / 2)
            draw.text(middle, "When you see it", fill=ink, anchor="mm", font_size=(bottom - top) * 0.5)
    return picture


def cut(picture: Image.Image, share: float) -> Image.Image:
    """Without this share of each side, at each edge."""
    (width, height) = picture.size
    (x, y) = (round(share * width), round(share * height))
    return picture.crop((x, y, width - x, height - y))


def edits(picture: Image.Image) -> dict[str, Image.Image]:
    return {
        "smaller": picture.reduce(2),
        "grey": ImageOps.grayscale(picture),
        "brighter": ImageEnhance.Brightness(picture).enhance(1.2),
        "mirrored": ImageOps.mirror(picture),
        "turned": picture.transpose(Image.Transpose.ROTATE_90),
        "bordered": ImageOps.expand(picture, border=round(picture.width / 12), fill="white"),
        "words-below": captioned(picture, 0, 0.1, "black", "white"),
        "words-above": captioned(picture, 0.12, 0, "white", "black"),
        "words-on-both": captioned(picture, 0.12, 0.12, "white", "black"),
        "words-beside": captioned(ImageOps.expand(picture, (0, 0, 0, picture.height // 6)), 0, 1 / 7, "black", "white"),
        "cut-by-2": cut(picture, 0.02),
        "cut-by-5": cut(picture, 0.05),
        "cut-by-8": cut(picture, 0.08),
    }


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    known = Image.open(SHIPPED / "chelsea.png").convert("RGB")
    pictures = {"known": known, **edits(known)}
    others = {name: Image.open(SHIPPED / name).convert("RGB") for name in ("coffee.png", "rocket.jpg")}
    for name, picture in {**pictures, **others}.items():
        path = folder / f"{Path(name).stem}.jpg"
        picture.save(path, quality=85)
        print(json.dumps({"file": str(path), "known": name in pictures}))


if __name__ == "__main__":
    main()
