/**
 * The pictures of docs/screenshots: `npm run screenshots`, or some of them by name. They are taken of the demo's own
 * portfolios, with a clock that stands still and prices that are the same each time.
 */
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { parseConfig } from '../../infra/config/config.ts';
import { createDemoClient } from '../../infra/demo/client.ts';
import { walkDemo } from '../../infra/demo/journey.ts';
import { DEMO_PASSWORD, DEMO_PORTFOLIOS } from '../../infra/demo/portfolios.ts';
import { readResult } from '../../infra/demo/read-result.ts';
import { createLogger } from '../../infra/logging.ts';
import { type Service, startService } from '../../infra/service/start-service.ts';
import { startBrowser } from '../support/browser.ts';
import { PICTURES, type Picture } from './pictures.ts';

const AS_OF = '2026-06-30T21:30:00Z';
const MOST_BYTES = 200_000;
const OUTPUT = new URL('../../docs/screenshots/', import.meta.url).pathname;

const signIn = async (page: Page, email: string): Promise<void> => {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Portfolios' }).waitFor();
};

const OPERATOR = { email: 'operator@example.com', full_name: 'Olga Operator' } as const;

const makeOperator = async ({ url, application }: Service, inviteCode: string): Promise<void> => {
  const answer = await createDemoClient(url).post('/api/v1/onboarding/register', {
    ...OPERATOR,
    password: DEMO_PASSWORD,
    invite_code: inviteCode,
  });
  if (answer.status !== 201) throw new Error(`the operator could not be registered: ${answer.status}`);
  await application.grantSuperuser(OPERATOR.email, {
    commandId: crypto.randomUUID(),
    correlationId: crypto.randomUUID(),
    actor: { kind: 'process', name: 'screenshots' },
  });
};

const directory = await mkdtemp(join(tmpdir(), 'sigmafold-pictures-'));
const config = parseConfig({
  AS_OF,
  DATA_DIR: directory,
  PORT: '0',
  LOG_LEVEL: 'warn',
  RATE_LIMITS: 'false',
  DETERMINISTIC_UUIDS: 'true',
  MARKET_DATA_PROVIDER: 'simulated',
});
if (!config.ok) throw new Error(config.error.join('\n'));
const service = await startService({ config: config.value, logger: createLogger(config.value) });
const browser = await startBrowser(service.url);
try {
  const idByName = new Map<string, string>();
  await walkDemo(
    {
      baseUrl: service.url,
      inviteCode: config.value.inviteCode,
      provider: service.provider,
      now: service.clock(),
    },
    (api, id, name) => {
      idByName.set(name, id);
      return readResult(api, id, name);
    },
    () => {},
  );
  const whoLooks = ({ portfolio }: Picture): { readonly email: string; readonly portfolioId: string } => {
    if (portfolio === 'operator') return { email: OPERATOR.email, portfolioId: '' };
    const name = `Demo ${portfolio}`;
    const email = DEMO_PORTFOLIOS.find((demo) => demo.name === name)?.user.email;
    const portfolioId = idByName.get(name);
    if (email === undefined || portfolioId === undefined) throw new Error(`no portfolio is called ${name}`);
    return { email, portfolioId };
  };
  await makeOperator(service, config.value.inviteCode);
  await mkdir(OUTPUT, { recursive: true });
  const wanted = process.argv.slice(2);
  for (const picture of PICTURES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const { email, portfolioId } = whoLooks(picture);
    await browser.context.clearCookies();
    const page = await browser.newPage();
    await page.setViewportSize({ width: picture.width, height: picture.height });
    await page.emulateMedia({ colorScheme: picture.colorScheme, reducedMotion: 'reduce' });
    await signIn(page, email);
    await picture.show(page, portfolioId);
    await page.mouse.move(0, 0);
    const path = join(OUTPUT, `${picture.name}.png`);
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    await page.close();
    const { size } = await stat(path);
    console.log(`${picture.name}.png ${Math.round(size / 1000)} kB`);
    if (size > MOST_BYTES) throw new Error(`${picture.name}.png is larger than ${MOST_BYTES / 1000} kB`);
  }
} finally {
  await browser.stop();
  await service.stop();
  await rm(directory, { recursive: true, force: true });
}
