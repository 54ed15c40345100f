import { defineConfig, devices } from '@playwright/test';

// `cargo xtask test` says where things are: RECLAIM_BIN (the server), RECLAIM_PYTHON (a platform's own client),
// RECLAIM_PG_URL (a throw-away PostgreSQL), RECLAIM_CHROMIUM (the browser), RECLAIM_FIREFOX (another, if there is one).
// The fixtures start one server per worker.
const ci = process.env.CI === 'true';

// A browser of the machine, never one that Playwright downloads.
const chromium = {
  ...devices['Desktop Chrome'],
  launchOptions: {
    executablePath: process.env.RECLAIM_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      // Chromium's sandbox does not start as root, which containers are.
      '--no-sandbox',
      '--disable-gpu',
      // Quiet: the tests assert that no host but ours is contacted.
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
};

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  forbidOnly: ci,
  // A test that passes only sometimes is broken: no second tries.
  retries: 0,
  workers: 2,
  // For a machine that is several times as slow, and busy besides: a test that passes waits for nothing that has come.
  timeout: 240_000,
  expect: {
    timeout: 45_000,
    toMatchAriaSnapshot: { pathTemplate: '{testDir}/spoken/{arg}{ext}' },
  },
  reporter: [['list']],
  use: {
    headless: true,
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    // What was on the page before and after each step is kept, but no film: that would be drawn all the time, for all tests.
    trace: { mode: 'retain-on-failure', screenshots: false },
  },
  projects: [
    { name: 'hydrate', use: { ...chromium } },
    // Every page must do its work without scripts too.
    { name: 'no-js', testIgnore: '**/*.hydrate.spec.ts', use: { ...chromium, javaScriptEnabled: false } },
  ],
});
