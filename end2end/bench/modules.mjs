// Our modules beside what else a page could load, under Node: the same engine as in Chromium, without a page around it.
//
// Usage: modules.mjs SITE FOLDER; the folder has what reference.py wrote. Prints one JSON object: milliseconds for 64 MiB
// of bytes (digests: SHA-256, SHA-1 and MD5 together) and for files of 12 megapixels (heic, jpeg), and the memory that
// each module took in MiB.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import vm from 'node:vm';

import { createMD5, createSHA1, createSHA256 } from 'hash-wasm';

const [site, folder] = process.argv.slice(2);
const RUNS = 5;
const PORTION = 1 << 20;
const bytes = new Uint8Array(64 << 20).map((_, place) => (place * 2654435761) >>> 13);
const photo = (ending) => readFileSync(join(folder, `photo.${ending}`));

/** Milliseconds of processor time of the quickest of several runs: other work on the machine does not count. */
async function least(run) {
  let least = Infinity;
  for (let count = 0; count < RUNS; count += 1) {
    const start = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

function* portions(all) {
  for (let from = 0; from < all.length; from += PORTION) yield all.subarray(from, from + PORTION);
}

// The worker's own script; what it would answer goes nowhere.
globalThis.self = { postMessage: () => {} };
vm.runInThisContext(readFileSync(join(site, 'worker.js'), 'utf8'));
const newProgram = vm.runInThisContext('newProgram');

async function ours(ending) {
  const modules = {};
  for (const part of ['base', 'stills', 'heic', 'jxl']) {
    modules[part] = await WebAssembly.compile(readFileSync(join(site, `worker/${part}${ending}.wasm`)));
  }
  const memory = {};
  const hashed = (part, file) => {
    const program = newProgram();
    const exports = program.initSync({ module: modules[part] });
    const hasher = new program.HashedFile('image/x');
    for (const portion of portions(file)) hasher.update(portion);
    const hashes = hasher.finish();
    if (!hashes.pdq) throw new Error(`${part}: ${hashes.notes}`);
    memory[part] = exports.memory.buffer.byteLength / 2 ** 20;
  };
  const digests = () => {
    const program = newProgram();
    program.initSync({ module: modules.base });
    const hasher = new program.HashedFile('video/x');
    for (const portion of portions(bytes)) hasher.update(portion);
    hasher.finish();
  };
  const heic = photo('heic');
  const jpeg = photo('jpg');
  const result = {
    digests: await least(digests),
    heic: await least(() => hashed('heic', heic)),
    jpeg: await least(() => hashed('base', jpeg)),
  };
  hashed('stills', photo('png'));
  hashed('jxl', photo('jxl'));
  return { ...result, memory };
}

async function others() {
  const hashers = [await createSHA256(), await createSHA1(), await createMD5()];
  const digests = () => {
    for (const hasher of hashers) hasher.init();
    for (const portion of portions(bytes)) hashers.forEach((hasher) => hasher.update(portion));
    for (const hasher of hashers) hasher.digest();
  };
  const libheif = createRequire(import.meta.url)('libheif-js/wasm-bundle');
  const file = photo('heic');
  const heic = await least(async () => {
    const [image] = new libheif.HeifDecoder().decode(file);
    const [width, height] = [image.get_width(), image.get_height()];
    const data = new Uint8ClampedArray(width * height * 4);
    await new Promise((resolve, reject) => {
      image.display({ data, width, height }, (shown) => (shown ? resolve() : reject(new Error('libheif-js'))));
    });
    image.free();
  });
  return { digests: await least(digests), heic };
}

const result = { simd: await ours('-simd'), plain: await ours(''), others: await others() };
console.log(JSON.stringify(result));
