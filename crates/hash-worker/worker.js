// The part of the worker that talks with the page; it follows the generated glue in one script.
//
// Protocol, version 1 (codes and details: the documentation of the crate `hash-worker`):
//   page:   {v: 1, type: "start", module}                 once, first
//           {v: 1, type: "hash", id, file}                any number of times
//   worker: {v: 1, type: "ready"}
//           {v: 1, type: "progress", id, done, total}     bytes read
//           {v: 1, type: "hashed", id, result}            result: {medium, sha256, sha1, md5, pdq?, quality?,
//                                                                  variants: [{kind, pdq, quality}], notes: [code]}
//           {v: 1, type: "refused", id, reason}
//           {v: 1, type: "failed", id, reason}            id is null if the message belonged to no file
//
// A file's bytes stay in here. Its name, its date and its path are never looked at.
"use strict";

(() => {
  const VERSION = 1;
  const PORTION = 1 << 20;

  /** @type {"waiting" | "ready" | "spent"} */
  let state = "waiting";
  let work = Promise.resolve();

  const answer = (type, fields) => self.postMessage({ v: VERSION, type, ...fields });

  const start = (module) => {
    try {
      wasm_bindgen.initSync({ module });
      state = "ready";
      answer("ready");
    } catch {
      answer("failed", { id: null, reason: "module" });
    }
  };

  /** The fields of a `Hashes`, whose memory is given back. */
  const taken = (hashes) => {
    const { medium, sha256, sha1, md5, pdq, quality, notes } = hashes;
    const variants = hashes.variants.map((variant) => {
      const { kind, pdq, quality } = variant;
      variant.free();
      return { kind, pdq, quality };
    });
    hashes.free();
    const perceptual = pdq === undefined ? {} : { pdq, quality };
    return { medium, sha256, sha1, md5, ...perceptual, variants, notes };
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

  const hash = async (id, file) => {
    if (state !== "ready") {
      answer("failed", { id, reason: state === "spent" ? "spent" : "not-started" });
      return;
    }
    const total = file.size;
    const crashed = () => answer("failed", { id, reason: "crashed" });
    const made = step(() => new wasm_bindgen.HashedFile(file.type));
    if (made.ended) return crashed();
    for (let done = 0; done < total; ) {
      let bytes;
      try {
        bytes = new Uint8Array(await file.slice(done, done + PORTION).arrayBuffer());
      } catch {
        bytes = new Uint8Array();
      }
      if (bytes.length === 0) {
        step(() => made.value.free());
        answer("failed", { id, reason: "unreadable" });
        return;
      }
      if (step(() => made.value.update(bytes)).ended) return crashed();
      done += bytes.length;
      answer("progress", { id, done, total });
    }

    const exact = step(() => taken(made.value.withoutDecoding()));
    if (exact.ended) return crashed();
    if (exact.refusal) {
      step(() => made.value.free());
      answer("refused", { id, reason: exact.refusal });
      return;
    }
    const complete = step(() => taken(made.value.finish()));
    answer("hashed", { id, result: complete.ended ? exact.value : complete.value });
  };

  self.onmessage = ({ data }) => {
    const known = data !== null && typeof data === "object" && data.v === VERSION;
    if (known && data.type === "start" && state === "waiting" && data.module instanceof WebAssembly.Module) {
      start(data.module);
    } else if (known && data.type === "hash" && typeof data.id === "number" && data.file instanceof Blob) {
      const { id, file } = data;
      work = work.then(() => hash(id, file)).catch(() => answer("failed", { id, reason: "crashed" }));
    } else {
      answer("failed", { id: null, reason: "protocol" });
    }
  };
})();
