import type { Locator, Page } from 'playwright-core';
import { seriousViolations } from '../../support/accessibility.ts';
import { INVITE } from '../../support/api.ts';
import { type ConsoleVisit, PASSWORD, register, signIn, visitConsole } from '../../support/console-visit.ts';

/** Real files: one that is wrong in many ways, and one that a broker wrote and that leaves a question open. */
const WRONG = '../shared/data/brokers/sigmasight/Conservative-Retiree-Portfolio.csv';
const BROKERS = '../shared/data/brokers/positions/schwab_2025_robo_advisor.csv';

const BYTES_AT_MOST = 60_000;
const REQUESTS_AT_MOST = 25;
const TABS_AT_MOST = 150;

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });

/** Goes on with Tab, or back with it, until the target has the focus: as somebody does who has no mouse. */
const tabTo = async (page: Page, target: Locator, key: 'Tab' | 'Shift+Tab'): Promise<void> => {
  await target.waitFor();
  for (let pressed = 0; pressed < TABS_AT_MOST; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${target} is not reached by keyboard`);
};

describe('the whole journey', () => {
  let visit: ConsoleVisit;
  beforeAll(async () => {
    visit = await visitConsole();
  });
  afterAll(() => visit.stop());
  beforeEach(() => visit.browser.context.clearCookies());

  describe.each([
    { device: 'desk, by keyboard', width: 1280, height: 900, keyboard: true },
    { device: 'phone', width: 390, height: 844, keyboard: false },
  ])('on a $device', ({ device, width, height, keyboard }) => {
    let page: Page;
    const person = `${device.slice(0, 4)}@example.com`;

    /** Nothing serious by day or by night, and nothing that is wider than the screen. */
    const isSound = async (): Promise<void> => {
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        // Colours go over from the other scheme, and are neither for a moment.
        await page.evaluate(() =>
          Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
        );
        expect({ at: page.url(), colorScheme, violations: await seriousViolations(page) }).toMatchObject({
          violations: [],
        });
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    };
    const press = async (target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
      if (!keyboard) return target.click();
      await tabTo(page, target, key);
      await page.keyboard.press('Enter');
    };
    const fill = async (label: string, text: string): Promise<void> => {
      const field = page.getByLabel(label, { exact: true });
      if (!keyboard) return field.fill(text);
      await tabTo(page, field, 'Tab');
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(text);
    };
    /** By the rail, which the focus is just behind after going to a page; on a phone by the list under the title. */
    const goTo = (name: string): Promise<void> =>
      keyboard
        ? press(
            page.getByRole('navigation', { name: 'This portfolio' }).getByRole('link', { name }),
            'Shift+Tab',
          )
        : press(page.getByRole('navigation', { name: 'Pages of it' }).getByRole('link', { name }));

    it('leads from an invite by a broker’s file to risk, a hedge that is recorded, and out again', async () => {
      page = await visit.open('/register', { width, height });
      await heading(page, 'Register').waitFor();
      await fill('Invite code', INVITE);
      await fill('Your name', 'Jane Doe');
      await fill('E-mail', person);
      await fill('Password', PASSWORD);
      await isSound();
      await press(page.getByRole('button', { name: 'Register' }));

      await heading(page, 'Import a file').waitFor();
      await isSound();
      const chosen = page.locator('input[type=file]');
      await chosen.setInputFiles(WRONG);
      await page.getByText('things to mend in the file').waitFor();
      await page.getByText('ERR_POS_006').first().waitFor();
      await isSound();

      await chosen.setInputFiles(BROKERS);
      await page.getByText('Since when do you hold them?').waitFor();
      expect(await page.getByText('things to mend in the file').count()).toBe(0);
      await isSound();
      await page.getByLabel('Entry date').fill('2025-11-14');
      await press(page.getByRole('button', { name: 'Go on' }));
      await page.getByRole('button', { name: 'Import and calculate' }).waitFor();
      await page.getByText('25 positions').waitFor();
      await fill('Equity in US dollars', '160,529.26');
      await isSound();
      await press(page.getByRole('button', { name: 'Import and calculate' }));

      await page.waitForURL(/\/portfolios\/[0-9a-f-]{36}\/progress$/);
      await page.getByText('Everything is calculated').waitFor();
      await isSound();
      await press(page.getByRole('link', { name: 'View the portfolio' }));

      await page.getByRole('table', { name: / positions$/ }).waitFor();
      await page.getByText('n = 252').first().waitFor();
      expect(await page.locator('.chart canvas').count()).toBe(2);
      await isSound();

      await goTo('Risk');
      await heading(page, 'Risk').waitFor();
      await page.locator('svg.heat').waitFor();
      await page.getByRole('heading', { name: 'Value at risk' }).waitFor();
      await isSound();

      await goTo('Stress');
      await heading(page, 'Stress').waitFor();
      const worst = page.locator('.scenario').first();
      await press(worst.locator('summary'));
      await worst.getByRole('table', { name: 'By factor' }).waitFor();
      await page.getByLabel('Find a position').fill('FNDX');
      await page.getByLabel('Quantity of FNDX to try').fill('100');
      await page.getByRole('table', { name: 'Values and factors' }).waitFor();
      await isSound();
      await press(page.getByRole('button', { name: 'Record these trades…' }));
      const dialog = page.getByRole('dialog', { name: 'Record these trades' });
      await dialog.getByRole('rowheader', { name: 'Close FNDX' }).waitFor();
      await isSound();
      await press(dialog.getByRole('button', { name: 'Record them' }));
      await page.getByText('The trades were recorded.').waitFor();
      const row = page.locator('tr', { has: page.getByRole('rowheader', { name: 'FNDX' }) });
      await row.getByText('100', { exact: true }).waitFor();

      if (!keyboard) await press(page.getByRole('button', { name: 'Menu' }));
      const rail = keyboard ? page.locator('.shell > .rail') : page.getByRole('dialog', { name: 'Menu' });
      await press(rail.getByRole('link', { name: 'Account' }), 'Shift+Tab');
      await heading(page, 'Account').waitFor();
      await isSound();
      if (!keyboard) await press(page.getByRole('button', { name: 'Menu' }));
      await press(rail.getByRole('button', { name: 'Sign out' }), 'Shift+Tab');
      await heading(page, 'Sign in').waitFor();
      await page.goto('/account');
      await heading(page, 'Sign in').waitFor();
      await page.close();
    });
  });

  it.each([
    { path: '/sign-in', title: 'Sign in', signedIn: false },
    { path: '/', title: 'Portfolios', signedIn: true },
  ])('asks for little before something is shown at $path', async ({ path, title, signedIn }) => {
    if (signedIn) {
      await register(visit.service, 'first-paint@example.com');
      const before = await visit.open('/sign-in');
      await signIn(before, 'first-paint@example.com');
      await heading(before, 'Portfolios').waitFor();
      await before.close();
    }
    const page = await visit.open('about:blank');
    const session = await page.context().newCDPSession(page);
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    await page.goto(path);
    await heading(page, title).waitFor();
    const asked = await page.evaluate(async () => {
      const painted = await new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const first = list.getEntriesByName('first-contentful-paint')[0];
          if (first !== undefined) resolve(first.startTime);
        }).observe({ type: 'paint', buffered: true });
      });
      const all = [
        ...performance.getEntriesByType('navigation'),
        ...performance.getEntriesByType('resource'),
      ] as PerformanceResourceTiming[];
      return all
        .filter(({ startTime }) => startTime <= painted)
        .map(({ name, transferSize }) => ({ name, transferSize }));
    });
    await page.close();
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.length).toBeLessThanOrEqual(REQUESTS_AT_MOST);
    expect(asked.reduce((sum, { transferSize }) => sum + transferSize, 0)).toBeLessThan(BYTES_AT_MOST);
    expect(asked.every(({ name }) => name.startsWith(visit.service.url))).toBe(true);
  });
});
