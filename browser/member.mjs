// A member of the sample archive in the browser: logged in as people do it, by the form.
//
// The archive makes a household wait that logs in too often, so each member does it once in a file of checks; later
// contexts get the same session. Whoever logs out in a check begins with `logIn(context, name, { anew: true })`.

import assert from 'node:assert/strict';

import { BASE } from './visit.mjs';

/** What opens every account of the sample archive; `cargo xtask check` reads it from the terminal. */
const PASSWORD = process.env.FOOLSCAP_PASSWORD;

/** The accounts of the sample archive: who writes, who reads, who is muted, who wrangles, who keeps order. */
export const MEMBERS = ['ana', 'bo_reads', 'cy_muted', 'wren', 'kim'];

/** The cookies of those who are logged in, by name and address. */
const sessions = new Map();

/**
 * Logs a member in, in a browser context: from now on its pages are theirs. `base` is where the archive is visited, and
 * `anew` asks for a session that no other context shares.
 */
export async function logIn(context, name, { base = BASE, anew = false } = {}) {
  const known = sessions.get(`${name} ${base}`);
  if (known && !anew) {
    await context.addCookies(known);
    return;
  }
  const page = await context.newPage();
  await patiently(page, `${base}/users/login?return_to=/about`, async () => {
    await page.getByLabel('Name or mail address').fill(name);
    await page.getByLabel('Password', { exact: true }).fill(password());
    return page.getByRole('button', { name: 'Log in', exact: true });
  });
  assert.equal(new URL(page.url()).pathname, '/about', `${name} is led back after logging in`);
  assert.equal(await memberOf(page), name);
  if (!anew) sessions.set(`${name} ${base}`, await context.cookies(base));
  await page.close();
}

/** The cookies of a member who is logged in. */
export async function cookiesOf(browser, name) {
  const context = await browser.newContext();
  await logIn(context, name);
  const cookies = await context.cookies(BASE);
  await context.close();
  return cookies;
}

/** Logs out whoever's page it is; every other context with the same session is logged out too. */
export async function logOut(page) {
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('link', { name: 'Log in', exact: true }).waitFor();
  assert.equal(await memberOf(page), undefined);
}

/** Whose page it is: the name in the bar at the top; nothing for a guest. */
export async function memberOf(page) {
  const names = await page.locator('.main-nav a').allInnerTexts();
  return names.find((name) => MEMBERS.includes(name.trim()))?.trim();
}

/** The password of every account. */
export function password() {
  assert.ok(PASSWORD, 'FOOLSCAP_PASSWORD is not set; run `cargo xtask check browser`');
  return PASSWORD;
}

/** Opens a page, fills it in and presses the button; waits and does it once more as often as the archive asks for patience. */
async function patiently(page, address, fill) {
  for (let tries = 0; tries < 10; tries += 1) {
    await page.goto(address);
    const button = await fill();
    const [answer] = await Promise.all([page.waitForResponse((one) => one.request().method() === 'POST'), button.click()]);
    await page.waitForLoadState();
    if (answer.status() !== 429) return;
    await page.waitForTimeout(1000 * Number(answer.headers()['retry-after'] ?? 5));
  }
  assert.fail(`${address} kept asking for patience`);
}
