// What people do with their accounts, as they do it: logging in and out, a second factor, a passkey.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { logIn, logOut, memberOf, password } from './member.mjs';
import { BASE, launch } from './visit.mjs';

/** Browsers refuse passkeys at a bare number, so these are tried under this machine's name. */
const NAMED = BASE.replace('127.0.0.1', 'localhost');

let browser;

before(async () => { browser = await launch(); });
after(() => browser.close());

test('somebody logs in, is known, logs out and is a guest', async () => {
  const { page, close } = await opened('ana', { anew: true });
  await page.goto(`${BASE}/works`);
  assert.equal(await memberOf(page), 'ana');
  await logOut(page);
  await close();
});

test('a session is handed to other contexts of the same member', async () => {
  for (const _ of [1, 2, 3, 4, 5, 6]) {
    const { page, close } = await opened('bo_reads');
    await page.goto(BASE);
    assert.equal(await memberOf(page), 'bo_reads');
    await close();
  }
});

test('a passkey is added, and logs in when nothing is typed', async () => {
  const { page, wrong, close } = await opened('wren', { base: NAMED, anew: true });
  await phone(page);
  await page.goto(`${NAMED}/users/wren/passkeys`);
  await page.getByLabel('What you call it').fill('my phone');
  await page.getByLabel('Your password, so that').last().fill('guessed');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.locator('[data-passkey-slip]', { hasText: 'not your account’s password' }).waitFor();
  await page.getByLabel('Your password, so that').last().fill(password());
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.locator('.done').waitFor();
  assert.equal(await page.locator('.rows [name=label]').inputValue(), 'my phone');

  await logOut(page);
  await page.goto(`${NAMED}/users/login?return_to=/about`);
  await page.getByRole('button', { name: 'Log in with a passkey' }).click();
  await page.waitForURL(`${NAMED}/about`);
  assert.equal(await memberOf(page), 'wren');
  assert.deepEqual(wrong, []);
  await close();
});

test('a device that knows nobody here opens nothing, and the form stays', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await phone(page);
  await page.goto(`${NAMED}/users/login`);
  await page.getByRole('button', { name: 'Log in with a passkey' }).click();
  await page.locator('[data-passkey-slip]', { hasText: 'No passkey was shown' }).waitFor();
  assert.ok(await page.getByLabel('Name or mail address').isVisible());
  await context.close();
});

test('at a bare number the page says where passkeys work', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${BASE}/users/login`);
  await page.getByRole('button', { name: 'Log in with a passkey' }).click();
  const way = page.locator('[data-passkey-elsewhere] a');
  await way.waitFor();
  assert.equal(await way.getAttribute('href'), `${NAMED}/users/login`);
  await context.close();
});

test('without script a passkey is not offered, and a sentence says why', async () => {
  const { page, close } = await opened('bo_reads', { javaScriptEnabled: false });
  await page.goto(`${BASE}/users/bo_reads/passkeys`);
  assert.ok(await page.locator('.unscripted').isVisible());
  assert.ok(!await page.getByRole('button', { name: 'Add a passkey' }).isVisible());
  await close();
});

test('an app is set up from the page, its codes are kept as a file, and the next log-in asks for one', async () => {
  const { page, wrong, close } = await opened('cy_muted', { anew: true });
  await page.goto(`${BASE}/users/cy_muted/second-factor`);
  await page.getByLabel('Your password, so that').fill(password());
  await page.getByRole('button', { name: 'Switch it on' }).click();
  const seed = (await page.locator('.seed').innerText()).replaceAll(' ', '');
  assert.ok(await page.locator('svg.qr').isVisible());
  await page.getByLabel('The code that the app shows now').fill(code(seed));
  await page.getByRole('button', { name: 'Switch it on' }).click();
  const codes = await page.locator('.codes code').allInnerTexts();
  assert.equal(codes.length, 10);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download them' }).click()]);
  assert.equal(file.suggestedFilename(), 'recovery-codes.txt');
  const kept = await readFile(await file.path(), 'utf8');
  assert.ok(codes.every((one) => kept.includes(one)), kept);

  await logOut(page);
  await page.goto(`${BASE}/users/login?return_to=/about`);
  await page.getByLabel('Name or mail address').fill('cy_muted');
  await page.getByLabel('Password', { exact: true }).fill(password());
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.waitForURL('**/users/login/code*');
  assert.equal(await memberOf(page), undefined);
  await page.getByLabel('Code').fill(codes[0]);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL(`${BASE}/about`);
  assert.equal(await memberOf(page), 'cy_muted');
  assert.deepEqual(wrong, []);
  await close();
});

/** A page of a member's, and what goes wrong on it. */
async function opened(name, { base, anew, ...options } = {}) {
  const context = await browser.newContext(options);
  await logIn(context, name, { base, anew });
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  page.on('pageerror', (error) => wrong.push(error.message));
  return { page, wrong, close: () => context.close() };
}

/** Gives a page's browser a phone that holds passkeys and knows its owner. */
async function phone(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options });
}

/** What an app shows now for a seed (RFC 6238). */
function code(seed) {
  const bits = [...seed].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const sum = createHmac('sha1', key).update(step).digest();
  const number = sum.readUInt32BE(sum.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}
