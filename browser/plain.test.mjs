// Every kind of page with scripts off: it says the same, and whoever is at home here can use it.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { everybodysMap } from './map.mjs';
import { launch } from './visit.mjs';
import { windows } from './windows.mjs';

const browser = await launch();
const { pages } = await everybodysMap(browser);
const windowOf = windows(browser);

after(() => browser.close());

for (const { kind, address } of pages.filter(({ as }) => !as)) {
  test(`${kind} without scripts says the same: ${address}`, async () => {
    const looks = [false, true].map(async (javaScriptEnabled) => (await windowOf({ javaScriptEnabled })).look(address, words));
    const [{ text: without }, { text: withScripts }] = await Promise.all(looks);
    assert.ok(without.trim().length > 0, 'there is something to read');
    assert.equal(without, withScripts);
  });
}

for (const { kind, address, as } of pages.filter(({ as }) => as)) {
  test(`${kind} without scripts can be used as ${as}: ${address}`, async () => {
    const { look } = await windowOf({ javaScriptEnabled: false, as });
    const { counts, wrong } = await look(address, buttons);
    assert.deepEqual(wrong, [], 'nothing fails');
    assert.ok(counts.every((count) => count > 0), `${counts} buttons in the forms of the page`);
  });
}

/** All that a page says, but for what only script can do and what stands there in its place. */
async function words(page) {
  await page.locator('main .scripted, main .unscripted').evaluateAll((all) => all.forEach((one) => one.remove()));
  return { text: await page.locator('main').innerText() };
}

/** How many buttons each form of a page has. */
async function buttons(page) {
  const forms = page.locator('main form');
  return { counts: await forms.evaluateAll((all) => all.map((form) => [...form.elements].filter((part) => part.type === 'submit').length)) };
}
