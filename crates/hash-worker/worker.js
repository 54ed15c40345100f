// The part of the worker that talks with the page. Before it in the one script stands `newProgram`, which the build
// makes of the generated glue, `browserDecoder` of browser-decoder.js and `videoDecoder` of video-decoder.js.
//
// Protocol, version 2 (codes and details: the documentation of the crate `hash-worker`):
//   page:   {v: 2, type: "start", modules}                once, first; {base, …}
//           {v: 2, type: "hash", id, file, exact?}        any number of times; exact: nothing is to be decoded
//           {v: 2, type: "work", challenge, bits}         answered "worked"
//           {v: 2, type: "part", part, module}            answers "need"; module may be null
//   worker: {v: 2, type: "ready"}
//           {v: 2, type: "need", id, part}
//           {v: 2, type: "progress", id, done, total, of} of: "bytes" read, then of a video "pictures" decoded
//           {v: 2, type: "hashed", id, result}            result: {medium, sha256, sha1, md5, pdq?, quality?, vpdq?,
//                                                                  variants: [{kind, pdq, quality}], notes: [code]}
//           {v: 2, type: "worked", number}
//           {v: 2, type: "refused", id, reason}
//           {v: 2, type: "failed", id, reason}            id is null if the message belonged to no file
//
// A file's bytes stay in here. Its name, its date and its path are never looked at.
"use strict";

(() => {
  const VERSION = 2;
  const PORTION = 1 << 20;

  /** @type {"waiting" | "ready" | "spent"} */
  let state = "waiting";
  let work = Promise.resolve();
  /** The compiled modules by the names of their parts. */
  let modules = {};
  /** The programs made of them. */
  const programs = {};
  /** Who waits for a part. */
  let waiting = null;

  const answer = (type, fields) => self.postMessage({ v: VERSION, type, ...fields });

  const program = (part) => {
    if (!programs[part]) {
      const fresh = newProgram();
      fresh.initSync({ module: modules[part] });
      programs[part] = fresh;
    }
    return programs[part];
  };

  const start = (given) => {
    try {
      modules = { ...given };
      program("base");
      state = "ready";
      answer("ready");
    } catch {
      answer("failed", { id: null, reason: "module" });
    }
  };

  /** The program for a part, which the page may have to fetch. */
  const programFor = async (id, part) => {
    if (!modules[part]) {
      const asked = new Promise((resolve) => (waiting = { part, resolve }));
      answer("need", { id, part });
      modules[part] = await asked;
    }
    return modules[part] ? program(part) : null;
  };

  /** The fields of a `Hashes`, whose memory is given back. */
  const taken = (hashes) => {
    const { medium, sha256, sha1, md5, pdq, quality, vpdq, notes } = hashes;
    const variants = hashes.variants.map((variant) => {
      const { kind, pdq, quality } = variant;
      variant.free();
      return { kind, pdq, quality };
    });
    hashes.free();
    const perceptual = pdq === undefined ? {} : { pdq, quality };
    const pictures = vpdq === undefined ? {} : { vpdq };
    return { medium, sha256, sha1, md5, ...perceptual, ...pictures, variants, notes };
  };

  /** Runs a step of the program. A code that it throws is a refusal; anything else means that it has ended. */
  const step = (run) => {
    try {
      return { value: run() };
    } catch (error) {
      if (typeof error === "string") return { refusal: error };
      state = "spent";
      return { ended: true };
    }
  };

  /** Memory for a portion, the same for every one: what a browser makes for each it may keep until the file has ended. */
  let held = new ArrayBuffer(PORTION);

  /** Whether the browser reads into memory of ours, as far as is known. */
  let readsIntoOurs = true;

  /** What reads a part of a file into memory of ours; `null` where the browser cannot, which is tried once. */
  const readerOf = (part) => {
    if (!readsIntoOurs) return null;
    let stream;
    try {
      stream = part.stream();
      return stream.getReader({ mode: "byob" });
    } catch {
      readsIntoOurs = false;
      // Nobody is going to read what it has begun to.
      stream?.cancel().catch(() => {});
      return null;
    }
  };

  /** The bytes of a part of a file, until the next one is read. */
  const bytesOf = async (part) => {
    const reader = readerOf(part);
    if (!reader) return new Uint8Array(await part.arrayBuffer());
    // A read that failed has taken it along.
    if (held.byteLength === 0) held = new ArrayBuffer(PORTION);
    let length = 0;
    while (length < part.size) {
      const { value, done } = await reader.read(new Uint8Array(held, length));
      if (value) held = value.buffer;
      if (done) break;
      length += value.byteLength;
    }
    reader.cancel().catch(() => {});
    return new Uint8Array(held, 0, length);
  };

  /** The bytes of a portion; none if the file cannot be read. */
  const portion = async (file, from) => {
    try {
      return await bytesOf(file.slice(from, from + PORTION));
    } catch {
      return new Uint8Array();
    }
  };

  /** The last step: all hashes of a video. */
  const finishedVideo = async (chosen, made, file, id) => {
    if (!videoDecoder.isHere()) return () => made.finishNoting("no-video-decoder");
    const say = (done, total) => answer("progress", { id, done, total, of: "pictures" });
    const { video, whole, note } = await videoDecoder.hash(chosen, file, say);
    return note ? () => made.finishNoting(note) : () => made.finishWithVideo(video, whole);
  };

  /** The last step: all hashes of a picture. */
  const finishedPicture = async (made, file) => {
    const [width, height] = made.foreignDimensions();
    if (width === undefined) return () => made.finish();
    const seen = await browserDecoder.decode(file, width * height);
    if (seen === "altered") return () => made.finishNoting("altered-pixels");
    if (seen === null) return () => made.finish();
    return () => made.finishWithPixels(seen.pixels, seen.width, seen.height);
  };

  const hash = async (id, file, exactly) => {
    if (state !== "ready") {
      answer("failed", { id, reason: state === "spent" ? "spent" : "not-started" });
      return;
    }
    const total = file.size;
    const crashed = () => answer("failed", { id, reason: "crashed" });
    let bytes = await portion(file, 0);
    if (bytes.length === 0 && total > 0) {
      answer("failed", { id, reason: "unreadable" });
      return;
    }
    // What is not decoded needs no decoder.
    const part = exactly ? { value: "base" } : step(() => program("base").partOf(bytes));
    if (part.ended) return crashed();
    const isVideo = part.value === "video";
    let chosen = null;
    try {
      // What takes videos apart is of no use without a decoder for what is in them.
      chosen = await programFor(id, isVideo && !videoDecoder.isHere() ? "base" : part.value);
    } catch {
      // A module that cannot be started.
    }
    if (!chosen) {
      answer("failed", { id, reason: "module" });
      return;
    }
    const made = step(() => new chosen.HashedFile(file.type));
    if (made.ended) return crashed();
    for (let done = 0; done < total; ) {
      if (done > 0) bytes = await portion(file, done);
      if (bytes.length === 0) {
        step(() => made.value.free());
        answer("failed", { id, reason: "unreadable" });
        return;
      }
      if (step(() => made.value.update(bytes)).ended) return crashed();
      done += bytes.length;
      answer("progress", { id, done, total, of: "bytes" });
    }

    const exact = step(() => taken(made.value.withoutDecoding()));
    if (exact.ended) return crashed();
    if (exact.refusal) {
      step(() => made.value.free());
      answer("refused", { id, reason: exact.refusal });
      return;
    }
    if (exactly) {
      step(() => made.value.free());
      answer("hashed", { id, result: { ...exact.value, notes: ["exact-chosen"] } });
      return;
    }
    let complete = { ended: true };
    try {
      const last = await (isVideo ? finishedVideo(chosen, made.value, file, id) : finishedPicture(made.value, file));
      complete = step(() => taken(last()));
    } catch {
      // Only a program that has ended comes here.
      state = "spent";
    }
    answer("hashed", { id, result: complete.ended ? exact.value : complete.value });
  };

  /** Finds a number as `hashing::work` says, a portion of them at a time. */
  const search = (challenge, bits) => {
    const TRIES = 1 << 16;
    for (let from = 0; from + TRIES < 2 ** 32; from += TRIES) {
      const number = program("base").searchWork(challenge, bits, from, TRIES);
      if (number !== undefined) {
        answer("worked", { number });
        return;
      }
    }
    answer("failed", { id: null, reason: "crashed" });
  };

  self.onmessage = ({ data }) => {
    const known = data !== null && typeof data === "object" && data.v === VERSION;
    const isModule = (value) => value instanceof WebAssembly.Module;
    if (known && data.type === "start" && state === "waiting" && Object.values(data.modules ?? {}).every(isModule)) {
      start(data.modules);
    } else if (known && data.type === "hash" && typeof data.id === "number" && data.file instanceof Blob) {
      const { id, file, exact } = data;
      work = work.then(() => hash(id, file, exact === true)).catch(() => answer("failed", { id, reason: "crashed" }));
    } else if (known && data.type === "work" && state === "ready" && typeof data.challenge === "string") {
      search(data.challenge, Number(data.bits));
    } else if (known && data.type === "part" && waiting?.part === data.part) {
      const { resolve } = waiting;
      waiting = null;
      resolve(isModule(data.module) ? data.module : null);
    } else {
      answer("failed", { id: null, reason: "protocol" });
    }
  };
})();
