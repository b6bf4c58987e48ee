import type { Page } from 'playwright-core';
import { seriousViolations } from '../../support/accessibility.ts';
import { type ConsoleVisit, PASSWORD, register, signIn, visitConsole } from '../../support/console-visit.ts';

describe('the account', () => {
  let visit: ConsoleVisit;
  let page: Page;
  let people = 0;
  beforeAll(async () => {
    visit = await visitConsole();
  });
  afterAll(() => visit.stop());
  beforeEach(async () => {
    await visit.browser.context.clearCookies();
    people += 1;
    const email = `account${people}@example.com`;
    await register(visit.service, email);
    page = await visit.open('/account');
    await signIn(page, email);
    await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
  });
  afterEach(() => page.close());

  it('changes the password and stays signed in, or says which of the two is wrong', async () => {
    await page.getByLabel('Current password').fill('not it');
    await page.getByLabel('New password').fill('Another1Horse');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.locator('.wrong').waitFor();
    expect(await page.getByLabel('Current password').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Current password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('The password is changed.').waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
  });

  it('shows a new key once, and revokes it', async () => {
    await page.getByLabel('Name of the key').fill('Nightly');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const shown = page.getByRole('alert');
    await shown.getByText(/^sgf_/).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'I have it' }).click();
    expect(await page.getByText(/^sgf_.{20}/).count()).toBe(0);
    await page.getByRole('button', { name: 'Revoke Nightly' }).click();
    await page.getByText('You have none.').waitFor();
  });

  it('forgets a person only with their password', async () => {
    await page.getByRole('button', { name: 'Forget me' }).click();
    const dialog = page.getByRole('dialog', { name: 'Forget me for ever?' });
    await dialog.getByLabel('Password').fill('not it');
    await dialog.getByRole('button', { name: 'Forget me for ever' }).click();
    await dialog.getByText('Nothing was erased').waitFor();
    await dialog.getByLabel('Password').fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Forget me for ever' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn(page, `account${people}@example.com`);
    await page.getByText('ERR_AUTH_001').waitFor();
  });
});
