import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

const EXECUTABLE = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type Browser = {
  readonly context: BrowserContext;
  readonly newPage: () => Promise<Page>;
  readonly stop: () => Promise<void>;
};

export type BrowserOptions = {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
};

/** Debian's chromium (or CHROMIUM_PATH) with a profile of its own, which is gone when it stops. */
export const startBrowser = async (
  baseUrl: string,
  { width = 1280, height = 900, colorScheme = 'light' }: BrowserOptions = {},
): Promise<Browser> => {
  const profile = await mkdtemp(join(tmpdir(), 'sigmafold-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    args: FLAGS,
    baseURL: baseUrl,
    viewport: { width, height },
    colorScheme,
    locale: 'en-GB',
    timezoneId: 'UTC',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(60_000);
  return {
    context,
    newPage: () => context.newPage(),
    stop: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
};
