"""Makes the files of this folder: small pictures of so many layers, laid over each other before anything is shown.

Usage: make.py FOLDER; needs Pillow, and cjxl of libjxl-tools.
"""

import subprocess
import sys
from pathlib import Path

from PIL import Image


def main():
    folder = Path(sys.argv[1])
    for count in (64, 65):
        layers = []
        for number in range(count):
            layer = Image.new("RGBA", (16, 12), (40, 90, 160, 255))
            layer.putpixel((number % 16, number // 16), (255, 3 * number, 0, 255))
            layers.append(layer)
        frames = folder / "frames.png"
        # Frames that are shown for no time become layers of the next one.
        layers[0].save(frames, save_all=True, append_images=layers[1:], duration=0)
        subprocess.run(["cjxl", frames, folder / f"{count}.jxl", "-d", "0", "-e", "3", "--quiet"], check=True)
        frames.unlink()


main()
