// Every kind of page, in both widths: nothing fails, nothing jumps, nothing sticks out, and it works with scripts off.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { everybodysMap, unlinked } from './map.mjs';
import { cookiesOf } from './member.mjs';
import { SCREENS, launch, visit } from './visit.mjs';

const browser = await launch();
const { pages, dead } = await everybodysMap(browser);
const lost = await unlinked();

after(() => browser.close());

test('every link that anybody finds leads somewhere', () => {
  assert.deepEqual(dead, []);
});

test('the map has the pages that an archive must have', () => {
  const kinds = new Set(pages.map(({ kind }) => kind));
  const needed = ['/', '/about', '/settings', '/tags/{name}/works', '/works', '/works/{id}', '/works/{id}/chapters/{id}', '/works/{id}/navigate', '/users/{name}'];
  assert.deepEqual(needed.filter((kind) => !kinds.has(kind)), []);
  assert.ok([...kinds].some((kind) => kind.startsWith('gate of ')), `no gate before adult works on the map: ${[...kinds].join(' ')}`);
});

for (const { kind, address, status, expected } of lost) {
  test(`${kind} is said with status ${expected}`, () => assert.equal(status, expected, address));
}

for (const [screen, viewport] of Object.entries(SCREENS)) {
  for (const { kind, address, as } of pages) {
    test(`${kind} on a ${screen}${said(as)}: ${address}`, async () => {
      let seen = await look(address, viewport, as);
      // On a busy machine a typeface may come after the first picture of a form. What jumps by itself, jumps each time.
      for (let again = 0; as && seen.shift > 0 && again < 2; again += 1) seen = await look(address, viewport, as);
      const { wrong, shift, overhang } = seen;
      assert.deepEqual(wrong, [], 'nothing fails');
      assert.equal(shift, 0, 'nothing jumps');
      assert.ok(overhang <= 0, `the page is ${overhang} px wider than the screen`);
    });
  }
}

for (const { kind, address } of pages.filter(({ as }) => !as)) {
  test(`${kind} without scripts says the same: ${address}`, async () => {
    const [plain, scripted] = await Promise.all([false, true].map((javaScriptEnabled) => visit(browser, address, { javaScriptEnabled })));
    const [without, withScripts] = await Promise.all([plain, scripted].map(({ page }) => words(page)));
    await Promise.all([plain.close(), scripted.close()]);
    assert.ok(without.trim().length > 0, 'there is something to read');
    assert.equal(without, withScripts);
  });
}

/** All that a page says, but for what only script can do and what stands there in its place. */
async function words(page) {
  await page.locator('main .scripted, main .unscripted').evaluateAll((all) => all.forEach((one) => one.remove()));
  return page.locator('main').innerText();
}

for (const { kind, address, as } of pages.filter(({ as }) => as)) {
  test(`${kind} without scripts can be used${said(as)}: ${address}`, async () => {
    const { page, wrong, close } = await visit(browser, address, { javaScriptEnabled: false, cookies: await cookies(as) });
    const buttons = await page.locator('main form').evaluateAll((forms) => forms.map((form) => [...form.elements].filter((part) => part.type === 'submit').length));
    await close();
    assert.deepEqual(wrong, [], 'nothing fails');
    assert.ok(buttons.every((count) => count > 0), `${buttons} buttons in the forms of the page`);
  });
}

/** What goes wrong on a page, how much of it jumps and how far it sticks out. */
async function look(address, viewport, as) {
  const { page, wrong, close } = await visit(browser, address, { viewport, cookies: await cookies(as) });
  const measured = await page.evaluate(measure);
  await close();
  return { wrong, ...measured };
}

/** The cookies of whoever found a page. */
function cookies(as) {
  return as ? cookiesOf(browser, as) : [];
}

function said(as) {
  return as ? ` as ${as}` : '';
}

/** Runs in the page: scrolls to its end and says how much jumped on the way and how far it is wider than the screen. */
async function measure() {
  const root = document.scrollingElement;
  for (let y = 0; y < root.scrollHeight; y += innerHeight) {
    scrollTo(0, y);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }
  await document.fonts.ready;
  const shift = await new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
      .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 50);
  });
  return { shift, overhang: root.scrollWidth - root.clientWidth };
}
