// The pictures of a video: the program takes them out of the file, compressed as they are, the browser decodes them
// (WebCodecs), and one a second goes back into the program to be hashed. The file is read where it lies, a stretch at a
// time, so that its size does not matter.
"use strict";

const videoDecoder = (() => {
  /** How many compressed pictures may wait for the decoder. */
  const AHEAD = 16;
  /** No video is looked at for longer, in milliseconds; what was seen until then counts. */
  const MOST_TIME = 20 * 60 * 1000;
  /** A decoder that hands out nothing for so long is given up, in milliseconds. */
  const STALLED = 30 * 1000;
  /** A wait of 50 milliseconds that takes longer than this was held up with the whole page, as phones do it with pages that
   * are put away. In milliseconds. */
  const HELD_UP = 5 * 1000;
  /** How often it is said how far this is, in milliseconds. */
  const PACE = 250;
  /** Formats whose first plane is brightness, with their bits a sample. */
  const LUMA = /^(?:NV12|I4(?:20|22|44)A?(?:P(1[02]))?)$/;
  /** Whether that holds for a picture: of red, green and blue the first plane is green, and Chromium names no matrix then. */
  const lumaOf = ({ format, colorSpace }) => {
    const coloured = format?.startsWith("I444") && [null, "rgb"].includes(colorSpace.matrix);
    return coloured ? null : LUMA.exec(format ?? "");
  };
  /** The side of the picture that is tried first, in pixels. */
  const SIDE = 64;

  /** Whether this browser hands decoded pictures to a script at all. */
  const isHere = () => typeof VideoDecoder === "function" && typeof FileReaderSync === "function";

  /** A file as the program reads it: at any place, and without waiting, as only a worker may. */
  class Source {
    #file;
    #reader = new FileReaderSync();

    constructor(file) {
      this.#file = file;
      this.size = file.size;
    }

    read(from, length) {
      return new Uint8Array(this.#reader.readAsArrayBuffer(this.#file.slice(from, from + length)));
    }
  }

  /** Whether the brightness of a known picture comes back as it went in. */
  const isFaithful = async () => {
    const known = Uint8Array.from({ length: (SIDE * SIDE * 3) / 2 }, (_, at) => Math.imul(at, 0x9e3779b1) >>> 24);
    const frame = new VideoFrame(known, { format: "I420", codedWidth: SIDE, codedHeight: SIDE, timestamp: 0 });
    try {
      const seen = new Uint8Array(frame.allocationSize());
      const [{ offset, stride }] = await frame.copyTo(seen);
      for (let at = 0; at < SIDE * SIDE; at += 1) {
        if (seen[offset + Math.trunc(at / SIDE) * stride + (at % SIDE)] !== known[at]) return false;
      }
      return true;
    } finally {
      frame.close();
    }
  };

  /** Memory for the planes of a picture, the same for all of a video. */
  let planes = new Uint8Array();
  const memory = (size) => {
    if (planes.length < size) planes = new Uint8Array(size);
    return planes;
  };

  /** Red, green, blue and opacity of a picture whose brightness the browser does not hand out. */
  const colours = async (frame, width, height) => {
    try {
      const bytes = memory(frame.allocationSize({ format: "RGBA" }));
      await frame.copyTo(bytes, { format: "RGBA" });
      return bytes.subarray(0, width * height * 4);
    } catch {
      // By the canvas then, which some browsers falsify.
      if (!(await browserDecoder.isFaithful())) throw "altered-video";
      const context = new OffscreenCanvas(width, height).getContext("2d", { alpha: false });
      context.drawImage(frame, 0, 0, width, height);
      return context.getImageData(0, 0, width, height).data;
    }
  };

  /** Gives a picture to the program, and says whether it could take it. */
  const take = async (video, frame) => {
    const { width, height } = frame.visibleRect;
    const luma = lumaOf(frame);
    if (!luma) return video.addRgba(await colours(frame, width, height), width, height);
    const bytes = memory(frame.allocationSize());
    const [{ offset, stride }] = await frame.copyTo(bytes);
    const plane = bytes.subarray(offset, offset + stride * height);
    return video.addLuma(plane, stride, width, height, Number(luma[1] ?? 8), frame.colorSpace.fullRange === true);
  };

  /**
   * Decodes all of a video. Answers `whole`, whether that was all: the file may end early, make no sense from somewhere
   * on, or take too long. What was decoded before counts. Where the time was up before there was anything, it answers
   * `gaveUp`: that says nothing against the video.
   */
  const decodeAll = async (video, config, say) => {
    const decoded = [];
    let failed = false;
    let whole = true;
    let wake = () => {};
    let moved = performance.now();
    const decoder = new VideoDecoder({
      output: (frame) => {
        moved = performance.now();
        decoded.push(frame);
        wake();
      },
      error: () => {
        failed = true;
        wake();
      },
    });
    let started = performance.now();
    const change = async () => {
      const before = performance.now();
      await new Promise((resolve) => {
        wake = resolve;
        setTimeout(resolve, 50);
      });
      const lost = performance.now() - before;
      if (lost > HELD_UP) {
        // Nobody could decode meanwhile.
        started += lost;
        moved += lost;
      }
    };
    decoder.ondequeue = () => wake();

    const total = video.count ?? 0;
    let said = started;
    let done = 0;
    const takeDecoded = async () => {
      while (decoded.length > 0) {
        const frame = decoded.shift();
        try {
          if (video.nextPicture(frame.timestamp) && !(await take(video, frame))) whole = false;
        } finally {
          frame.close();
        }
        done += 1;
      }
      if (performance.now() - said > PACE) {
        said = performance.now();
        say(done, total);
      }
    };

    const gaveUp = () => ({ whole: false, gaveUp: done === 0 });

    try {
      decoder.configure(config);
      let begun = false;
      while (!failed) {
        if (performance.now() - started > MOST_TIME) return gaveUp();
        let chunk;
        try {
          chunk = video.nextChunk();
        } catch (error) {
          if (typeof error !== "string") throw error;
          whole = false;
        }
        if (!chunk) break;
        const { time: timestamp, key } = chunk;
        begun ||= key;
        if (!begun) {
          // Nobody can decode what comes before the first key.
          chunk.free();
          whole = false;
          continue;
        }
        decoder.decode(new EncodedVideoChunk({ type: key ? "key" : "delta", timestamp, data: chunk.bytes() }));
        while (decoder.decodeQueueSize > AHEAD && !failed) {
          await change();
          await takeDecoded();
          if (performance.now() - moved > STALLED) return gaveUp();
        }
        await takeDecoded();
      }
      let flushed = failed;
      const ended = () => (flushed = true);
      if (!failed) decoder.flush().catch(() => (failed = true)).then(ended).then(() => wake());
      while (!flushed) {
        await change();
        await takeDecoded();
        if (performance.now() - moved > STALLED) return gaveUp();
      }
      await takeDecoded();
      say(done, total);
      return { whole: whole && !failed, gaveUp: false };
    } catch (error) {
      // What the decoder itself cannot bear ends the video there.
      if (error instanceof DOMException || error instanceof TypeError) return { whole: false, gaveUp: false };
      throw error;
    } finally {
      if (decoder.state !== "closed") decoder.close();
      decoded.forEach((frame) => frame.close());
    }
  };

  /** `{video, whole}`, to be finished with; or `{note}`, the code of what keeps the video from being looked into. */
  const hash = async (program, file, say) => {
    try {
      if (!(await isFaithful())) return { note: "altered-video" };
      const video = program.Video.open(new Source(file));
      const { codec, description } = video;
      const config = description ? { codec, description } : { codec };
      const { supported } = await VideoDecoder.isConfigSupported(config).catch(() => ({ supported: false }));
      if (!supported) {
        video.free();
        return { note: "no-video-decoder" };
      }
      const { whole, gaveUp } = await decodeAll(video, config, say);
      if (gaveUp) {
        video.free();
        return { note: "no-video-decoder" };
      }
      return { video, whole };
    } catch (error) {
      if (typeof error === "string") return { note: error };
      throw error;
    }
  };

  return { isHere, hash };
})();
