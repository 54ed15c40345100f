// Hashes to compare with: what the command line says of files, and what the reference says of the pictures in them.

import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, python, required } from './fixtures';

/** A picture and what the reference says of it. */
export interface Picture {
  file: string;
  pdq: string;
  quality: number;
}

/** HEIC and JPEG XL files that other encoders made. */
export const MODERN = join(import.meta.dirname, '../crates/hashing/tests/modern');

/** Writes a picture of every format and kind into a folder. */
export function writePictures(folder: string): Picture[] {
  return python('formats.py', folder);
}

/** The files in `MODERN`. */
export function modernFiles(): string[] {
  return readdirSync(MODERN)
    .filter((name) => /\.(heic|jxl)$/.test(name))
    .map((name) => join(MODERN, name));
}

/** How many of 256 bits differ. */
export function distance(one: string, other: string): number {
  let bits = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  let count = 0;
  for (; bits > 0n; bits &= bits - 1n) count += 1;
  return count;
}

/** What `reclaim hash` says of files. */
export function native(files: string[]): any[] {
  const output = execFileSync(required('RECLAIM_BIN'), ['hash', '--format', 'json', ...files]);
  return output
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Expects items that would be sent to be what the command line says. */
export function expectSame(items: any[], lines: any[]): void {
  expect(items.length).toBe(lines.length);
  for (const [place, line] of lines.entries()) {
    const { medium, sha256, sha1, md5, pdq, quality, variants } = items[place];
    expect({ medium, sha256, sha1, md5, pdq, quality, variants: variants ?? [] }, line.file).toEqual({
      medium: line.media,
      sha256: line.sha256,
      sha1: line.sha1,
      md5: line.md5,
      pdq: line.pdq ?? undefined,
      quality: line.pdq_quality ?? undefined,
      variants: line.variants,
    });
  }
}
