import type { Page } from 'playwright-core';
import { buildConsole } from '../../adapters/console-files/build-console.ts';
import type { Service } from '../../infra/service/start-service.ts';
import { INVITE } from './api.ts';
import { type Browser, type BrowserOptions, startBrowser } from './browser.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { startTestService } from './service.ts';

/** The real service on a database of its own, and a browser in front of it. */
export type ConsoleVisit = {
  readonly service: Service;
  readonly database: TestDatabase;
  readonly browser: Browser;
  /** A page that fails the test when a script of it throws. */
  readonly open: (path: string, options?: BrowserOptions) => Promise<Page>;
  readonly stop: () => Promise<void>;
};

export const PASSWORD = 'Correct1Horse';

export const visitConsole = async (options: BrowserOptions = {}): Promise<ConsoleVisit> => {
  const database: TestDatabase = await createTestDatabase();
  // As it is built to be kept, which is what people get.
  const files = await buildConsole({ once: true });
  const service = await startTestService(database, {}, { consoleFiles: async () => files });
  const browser = await startBrowser(service.url, options);
  const broken: Error[] = [];
  return {
    service,
    database,
    browser,
    open: async (path, { width, height, colorScheme } = {}) => {
      const page = await browser.newPage();
      page.on('pageerror', (error) => broken.push(error));
      if (width !== undefined) await page.setViewportSize({ width, height: height ?? 800 });
      if (colorScheme !== undefined) await page.emulateMedia({ colorScheme });
      await page.goto(path);
      return page;
    },
    stop: async () => {
      await browser.stop();
      await service.stop();
      await database.close();
      if (broken.length > 0) throw new AggregateError(broken, 'scripts of the console threw');
    },
  };
};

/** Registers over the API: for tests that are about something else. */
export const register = async (service: Service, email: string): Promise<void> => {
  const response = await fetch(`${service.url}/api/v1/onboarding/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD, full_name: 'Jane Doe', invite_code: INVITE }),
  });
  if (response.status !== 201) throw new Error(`register: ${response.status} ${await response.text()}`);
};

export const signIn = async (page: Page, email: string): Promise<void> => {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
};
