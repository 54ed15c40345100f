// What every browser test starts with: a server of its own, and a page that may contact nobody else.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { test as base, expect, type BrowserContext, type Cookie } from '@playwright/test';

import { Phone } from './codes';

export { expect };

/** A running server and the credentials of its demonstration accounts. */
export class Reclaim {
  readonly origin: string;
  readonly staff: { name: string; passphrase: string; phone: Phone; session?: { cookie: Cookie; since: number } };
  readonly platform: { user: string; password: string; bearer: string };

  constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    said: string,
    private readonly written: () => string,
  ) {
    const find = (pattern: RegExp) => {
      const found = pattern.exec(said);
      if (!found) throw new Error(`the server did not say ${pattern}:\n${said}`);
      return found[1];
    };
    this.origin = find(/survivors\s+(http:\/\/\S+?)\/?\s/);
    const phone = Phone.scan(find(/codes\s+(otpauth:\S+)/));
    this.staff = { name: 'demo', passphrase: find(/passphrase\s+(\S+)/), phone };
    this.platform = {
      user: find(/user name\s+(\S+)/),
      password: find(/password\s+(\S+)/),
      bearer: find(/bearer\s+(\S+)/),
    };
  }

  /** Everything that the server has written to its log so far. */
  get log(): string {
    return this.written();
  }

  /** A file of the server's data folder. */
  data(name: string): string {
    return join(this.folder, name);
  }

  /** What the command line says, on the data of this server; where it refuses, that is thrown. */
  command(...words: string[]): string {
    const options = { stdio: 'pipe' } as const;
    return execFileSync(required('RECLAIM_BIN'), [...words, '--data', this.folder], options).toString();
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Starts a server on a free port, with a fresh database. */
  static async start(...options: string[]): Promise<Reclaim> {
    const binary = required('RECLAIM_BIN');
    const folder = mkdtempSync(join(tmpdir(), 'reclaim-'));
    const serve = ['serve', '--demo', '--pseudo-languages', '--data', folder, '--port', '0', '--sequencer-interval', '100'];
    const child = spawn(binary, [...serve, ...options], {
      // All tests come from one address; those about limits switch them on.
      env: { ...process.env, RUST_LOG: 'debug', RECLAIM_LIMITS: 'off' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let log = '';
    child.stderr.on('data', (chunk) => (log += chunk));
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk) => {
        said += chunk;
        if (said.includes('platforms ')) resolve();
      });
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said}${log}`)));
    });
    return new Reclaim(child, folder, `${said}\n`, () => log);
  }
}

/** A path that `cargo xtask test` gives. */
export function required(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: run the browser tests with cargo xtask test`);
  return value;
}

/** Runs one of the Python programs in `clients/` and returns what it prints, one JSON value a line. */
export const python = (program: string, ...parameters: string[]): any[] => pythonWith('', program, ...parameters);

/** The same, with something to read. */
export function pythonWith(input: string, program: string, ...parameters: string[]): any[] {
  const script = join(import.meta.dirname, 'clients', program);
  const environment = { ...process.env, TZ: 'UTC' };
  const output = execFileSync(required('RECLAIM_PYTHON'), [script, ...parameters], { env: environment, input });
  return output
    .toString()
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
}

/** The hosts that a context has tried to reach. What a page made itself (`blob:`) is on none. */
export function hostsOf(context: BrowserContext): Set<string> {
  const hosts = new Set<string>();
  context.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol !== 'blob:') hosts.add(host);
  });
  return hosts;
}

async function served({}, use: (reclaim: Reclaim) => Promise<void>): Promise<void> {
  const reclaim = await Reclaim.start();
  await use(reclaim);
  await reclaim.stop();
}

export const test = base.extend<{ site: string }, { reclaim: Reclaim }>({
  reclaim: [served, { scope: 'worker' }],
  // Every test fails that reaches for another host, whatever else it looks at.
  site: async ({ reclaim, context }, use) => {
    const hosts = hostsOf(context);
    await use(reclaim.origin);
    hosts.delete(new URL(reclaim.origin).host);
    expect([...hosts], 'other hosts that were contacted').toEqual([]);
  },
});

/**
 * As `test`, with a server that no other file's tests share: for whoever counts all that is there, or changes what holds
 * for all. Each call makes fixtures of its own, and Playwright runs only files with the same fixtures in one worker.
 */
export const testAlone = () =>
  test.extend<{}, { reclaim: Reclaim }>({
    reclaim: [async ({}, use) => served({}, use), { scope: 'worker' }],
  });
