import type { Page } from 'playwright-core';
import { seriousViolations } from '../../support/accessibility.ts';
import { INVITE } from '../../support/api.ts';
import { type ConsoleVisit, PASSWORD, register, signIn, visitConsole } from '../../support/console-visit.ts';

describe('coming in', () => {
  let visit: ConsoleVisit;
  beforeAll(async () => {
    visit = await visitConsole();
  });
  afterAll(() => visit.stop());
  beforeEach(() => visit.browser.context.clearCookies());

  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

  it('asks whoever is not signed in to sign in, and leads them back to where they were going', async () => {
    await register(visit.service, 'back@example.com');
    const page = await visit.open('/import?x=1');
    await heading(page, 'Sign in').waitFor();
    await signIn(page, 'back@example.com');
    await heading(page, 'Import a file').waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/import?x=1');
  });

  it('keeps the session in a cookie that scripts cannot read, and no token anywhere else', async () => {
    await register(visit.service, 'cookie@example.com');
    const page = await visit.open('/sign-in');
    await signIn(page, 'cookie@example.com');
    await heading(page, 'Portfolios').waitFor();
    const [cookie] = await visit.browser.context.cookies();
    expect(cookie).toMatchObject({ name: 'session', httpOnly: true, sameSite: 'Strict' });
    const readable = await page.evaluate(() =>
      JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]),
    );
    expect(readable).toBe('["",{},{}]');
  });

  it('says that a password is wrong with its code, and keeps what was typed', async () => {
    await register(visit.service, 'wrong@example.com');
    const page = await visit.open('/sign-in');
    await page.getByLabel('E-mail').fill('wrong@example.com');
    await page.getByLabel('Password', { exact: true }).fill('not it');
    await page.getByRole('button', { name: 'Sign in' }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('ERR_AUTH_001');
    expect(await alert.getByRole('link').getAttribute('href')).toBe('/docs/errors#ERR_AUTH_001');
    expect(await page.getByLabel('E-mail').inputValue()).toBe('wrong@example.com');
  });

  it('registers with an invite, and leads a person without a portfolio to the upload', async () => {
    const page = await visit.open('/register');
    await page.getByLabel('Invite code').fill('no such code');
    await page.getByLabel('Your name').fill('Jane Doe');
    await page.getByLabel('E-mail').fill('new@example.com');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Register' }).click();
    const code = page.getByLabel('Invite code');
    await page.getByText('The invite code is not valid.').waitFor();
    expect(await code.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('E-mail').inputValue()).toBe('new@example.com');

    await code.fill(INVITE);
    await page.getByRole('button', { name: 'Register' }).click();
    await heading(page, 'Import a file').waitFor();
    await page.goto('/');
    await page.getByText('Begin with a file of your positions').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Import a file' }).click();
    await heading(page, 'Import a file').waitFor();
  });

  it('answers a forgotten password without saying who is known, and tells what a bad token needs', async () => {
    const page = await visit.open('/forgotten-password');
    await page.getByLabel('E-mail').fill('nobody@example.com');
    await page.getByRole('button', { name: 'Send me a token' }).click();
    await page.getByText('If there is an account with this address').waitFor();
    await page.getByRole('link', { name: 'I have a token' }).click();
    await page.getByLabel('Token').fill('nonsense');
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('ERR_AUTH_007').waitFor();
    await page.getByRole('link', { name: 'ask for a new one' }).waitFor();
  });

  it('ends a session at once when it is signed out, in every window', async () => {
    await register(visit.service, 'out@example.com');
    const page = await visit.open('/sign-in');
    await signIn(page, 'out@example.com');
    await heading(page, 'Portfolios').waitFor();
    const other = await visit.open('/import');
    await heading(other, 'Import a file').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await heading(page, 'Sign in').waitFor();
    await other.getByRole('link', { name: 'Portfolios' }).click();
    await other.getByText('You were signed out').waitFor();
  });

  it('has no serious violation of accessibility, by day and by night, on a phone and a desk', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [360, 1280]) {
        const page = await visit.open('/register', { width, colorScheme });
        await heading(page, 'Register').waitFor();
        expect(await seriousViolations(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        await page.close();
      }
    }
  });

  it('can be walked by keyboard alone, with the content one key away', async () => {
    await register(visit.service, 'keys@example.com');
    const page = await visit.open('/sign-in');
    await page.getByLabel('E-mail').focus();
    await page.keyboard.type('keys@example.com');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await heading(page, 'Portfolios').waitFor();
    await page.goto('/');
    await heading(page, 'Portfolios').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  it('keeps the chosen theme, also after a reload', async () => {
    await register(visit.service, 'theme@example.com');
    const page = await visit.open('/sign-in');
    await signIn(page, 'theme@example.com');
    const theme = page.getByRole('button', { name: /^Theme/ });
    await theme.click();
    await theme.click();
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const dark = await paper();
    await page.reload();
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
    expect(await paper()).toBe(dark);
    await page.getByRole('button', { name: 'Theme: dark' }).click();
    expect(await paper()).not.toBe(dark);
  });
});
