// What people do with their accounts, as they do it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { logIn, memberOf } from './member.mjs';
import { BASE, launch } from './visit.mjs';

let browser;

before(async () => { browser = await launch(); });
after(() => browser.close());

test('somebody logs in, is known, logs out and is a guest', async () => {
  const context = await browser.newContext();
  await logIn(context, 'ana', { anew: true });
  const page = await context.newPage();
  await page.goto(`${BASE}/works`);
  assert.equal(await memberOf(page), 'ana');
  await page.getByRole('button', { name: 'Log out' }).click();
  assert.equal(await memberOf(page), undefined);
  await context.close();
});

test('a session is handed to other contexts of the same member', async () => {
  for (const _ of [1, 2, 3, 4, 5, 6]) {
    const context = await browser.newContext();
    await logIn(context, 'bo_reads');
    const page = await context.newPage();
    await page.goto(BASE);
    assert.equal(await memberOf(page), 'bo_reads');
    await context.close();
  }
});
