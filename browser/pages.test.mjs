// Every kind of page, in both widths: nothing fails, and nothing jumps.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { everybodysMap, unlinked } from './map.mjs';
import { slowLine } from './pieces.mjs';
import { SCREENS, launch, visit } from './visit.mjs';
import { windows } from './windows.mjs';

const browser = await launch();
const { pages, dead } = await everybodysMap(browser);
const lost = await unlinked();
const windowOf = windows(browser);
const slow = await slowLine();

/** The pages that people open first, by whose typefaces a slow line is judged. */
const FIRST_SEEN = ['/', '/works', '/works/{id}', '/works/{id}/chapters/{id}', 'gate of /works/{id}'];
/** So much may move when typefaces come late: a good page is below 0.1 (https://web.dev/articles/cls). */
const MOVES = 0.02;

after(async () => {
  await browser.close();
  slow.close();
});

test('every link that anybody finds leads somewhere', () => {
  assert.deepEqual(dead, []);
});

test('the map has the pages that an archive must have', () => {
  const kinds = new Set(pages.map(({ kind }) => kind));
  const needed = ['/', '/about', '/settings', '/tags/{name}/works', '/works', '/works/{id}', '/works/{id}/chapters/{id}', '/works/{id}/navigate', '/users/{name}'];
  assert.deepEqual(needed.filter((kind) => !kinds.has(kind)), []);
  assert.ok([...kinds].some((kind) => kind.startsWith('gate of ')), `no gate before adult works on the map: ${[...kinds].join(' ')}`);
});

test('every page has the element from which on it is shown', () => {
  const id = ({ html }) => /<link rel="expect" href="#([^"]+)" blocking="render">/.exec(html)?.[1];
  const without = pages.filter((page) => !page.html.includes(` id="${id(page)}"`));
  assert.deepEqual(without.map(({ address }) => address), []);
});

for (const { kind, address, status, expected } of lost) {
  test(`${kind} is said with status ${expected}`, () => assert.equal(status, expected, address));
}

for (const [screen, viewport] of Object.entries(SCREENS)) {
  for (const { kind, address, as } of pages) {
    test(`${kind} on a ${screen}${said(as)}: ${address}`, async () => {
      const { look } = await windowOf({ viewport, as, typefaces: 'none' });
      const { wrong, shift } = await look(address, measure);
      assert.deepEqual(wrong, [], 'nothing fails');
      assert.equal(shift, 0, 'nothing jumps');
    });
  }
}

for (const [screen, viewport] of Object.entries(SCREENS)) {
  for (const { kind, address } of pages.filter(({ kind }) => FIRST_SEEN.includes(kind))) {
    test(`${kind} hardly moves when its typefaces come late, on a ${screen}: ${address}`, async () => {
      const { page, close } = await visit(browser, address, { viewport, typefaces: 'late' });
      const { shift } = await measure(page);
      await close();
      assert.ok(shift <= MOVES, `${shift} is more than ${MOVES}`);
    });
  }
}

for (const [screen, viewport] of Object.entries(SCREENS)) {
  for (const { kind, address } of pages.filter(({ kind }) => FIRST_SEEN.includes(kind))) {
    test(`${kind} does not move while it comes in pieces, on a ${screen}: ${address}`, async () => {
      const { page, close } = await visit(browser, address, { base: slow.base, viewport, typefaces: 'none' });
      const { shift } = await measure(page);
      await close();
      assert.equal(shift, 0);
    });
  }
}

function said(as) {
  return as ? ` as ${as}` : '';
}

/** How much of a page jumps, in the measure of the Layout Instability API, while somebody scrolls to its end. */
async function measure(page) {
  return { shift: await page.evaluate(jumps) };
}

/** Runs in the page. */
async function jumps() {
  for (let y = 0; y < document.scrollingElement.scrollHeight; y += innerHeight) {
    scrollTo(0, y);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }
  await document.fonts.ready;
  return new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
      .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 50);
  });
}
