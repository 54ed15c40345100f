// Pixels from the browser's own decoder, for a format that the program does not decode, and only where the browser
// hands out pixels as they are.
"use strict";

const browserDecoder = (() => {
  /** Sides of the pictures that are tried first, in pixels. */
  const SIDE = 64;
  /** How far into a bitmap file its pixels begin. */
  const HEADERS = 54;

  /** What a picture of known pixels shows at a place: red, green, blue. Steps, stripes, a checkerboard, noise. */
  const PATTERNS = [
    (x, y) => [4 * x, 4 * y, 255 - 2 * (x + y)],
    (x) => (x % 2 === 0 ? [255, 255, 255] : [0, 0, 0]),
    (x, y) => ((x ^ y) & 8 ? [1, 128, 254] : [254, 127, 1]),
    (x, y) => noise(y * SIDE + x + 1),
  ];

  /** A file of such a picture: a bitmap of 24 bits, which nothing compresses. */
  const fileOf = (pattern) => {
    const view = new DataView(new ArrayBuffer(HEADERS + SIDE * SIDE * 3));
    view.setUint16(0, 0x424d);
    view.setUint32(2, view.byteLength, true);
    view.setUint32(10, HEADERS, true);
    view.setUint32(14, 40, true);
    view.setInt32(18, SIDE, true);
    view.setInt32(22, SIDE, true);
    view.setUint16(26, 1, true);
    view.setUint16(28, 24, true);
    for (let y = 0; y < SIDE; y += 1) {
      for (let x = 0; x < SIDE; x += 1) {
        // From the last row to the first, and blue before green before red.
        const at = HEADERS + ((SIDE - 1 - y) * SIDE + x) * 3;
        pattern(x, y).forEach((value, place) => view.setUint8(at + 2 - place, value));
      }
    }
    return new Blob([view.buffer], { type: "image/bmp" });
  };

  /** Noise that is the same each time. */
  const noise = (number) => {
    const mixed = Math.imul(number ^ 0x5bd1e995, 0x9e3779b1) >>> 0;
    return [mixed >>> 24, (mixed >>> 16) & 255, (mixed >>> 8) & 255];
  };

  /** A row of known pixels. */
  const knownRow = (width) => {
    const row = new ImageData(width, 1);
    for (let x = 0; x < width; x += 1) row.data.set([...noise(x + 1), 255], x * 4);
    return row;
  };

  /**
   * The pixels of a picture file over white, if it has no more of them than announced. Below them the canvas has a row of
   * known pixels: "altered" if those do not come back as they went in, because some browsers alter larger canvases only.
   */
  const readBack = async (file, most) => {
    const bitmap = await createImageBitmap(file, { colorSpaceConversion: "none" });
    const { width, height } = bitmap;
    try {
      if (width * height > most) return null;
      const canvas = new OffscreenCanvas(width, height + 1);
      const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
      context.fillStyle = "#fff";
      context.fillRect(0, 0, width, height);
      context.drawImage(bitmap, 0, 0);
      const row = knownRow(width);
      context.putImageData(row, 0, height);
      const { data } = context.getImageData(0, 0, width, height + 1);
      const end = width * height * 4;
      if (row.data.some((value, at) => data[end + at] !== value)) return "altered";
      return { pixels: new Uint8Array(data.buffer, 0, end), width, height };
    } finally {
      bitmap.close();
    }
  };

  /** Whether known pixels come back as they went in, every one of them. */
  const isFaithful = async () => {
    for (const pattern of PATTERNS) {
      const seen = await readBack(fileOf(pattern), SIDE * SIDE);
      if (seen === "altered") return false;
      for (let y = 0; y < SIDE; y += 1) {
        for (let x = 0; x < SIDE; x += 1) {
          const at = (y * SIDE + x) * 4;
          const expected = [...pattern(x, y), 255];
          if (expected.some((value, place) => seen.pixels[at + place] !== value)) return false;
        }
      }
    }
    return true;
  };

  /** `{pixels, width, height}`; null if the browser cannot decode the file; "altered" if it alters pixels. */
  const decode = async (file, most) => {
    try {
      if (!(await isFaithful())) return "altered";
      return await readBack(file, most);
    } catch {
      return null;
    }
  };

  return { decode, isFaithful };
})();
