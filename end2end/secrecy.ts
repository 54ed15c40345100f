// What leaves the browser, and whether anything of a file is in it.

import type { Page, Request } from '@playwright/test';

/** Keeps everything that a page sends. */
export function listen(page: Page): Request[] {
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));
  return requests;
}

/** All that a request says: address, headers and body. */
export async function wordsOf(request: Request): Promise<Buffer> {
  return Buffer.concat([
    Buffer.from(request.url()),
    Buffer.from(JSON.stringify(await request.allHeaders())),
    request.postDataBuffer() ?? Buffer.alloc(0),
  ]);
}

/** Whether any 16 bytes in a row of `file` stand anywhere in `sent`. */
export function shares(sent: Buffer, file: Buffer): boolean {
  if (sent.length < 16) return false;
  const windows = new Set<string>();
  for (let start = 0; start + 16 <= sent.length; start += 1) {
    windows.add(sent.toString('latin1', start, start + 16));
  }
  const bytes = file.toString('latin1');
  for (let start = 0; start + 16 <= bytes.length; start += 1) {
    if (windows.has(bytes.slice(start, start + 16))) return true;
  }
  return false;
}
