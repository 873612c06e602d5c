// A chapter is light enough for an old phone: the budget of docs/style.md, counted as it comes over the wire.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { siteMap } from './map.mjs';
import { launch, visit } from './visit.mjs';

/** Style and script of a page together, compressed, in bytes. */
const FURNITURE = 30_000;
/** One font, in bytes. */
const FONT = 60_000;

const chapter = (await siteMap()).pages.find(({ kind }) => kind === '/works/{id}/chapters/{id}');
let browser;

before(async () => { browser = await launch(); });
after(() => browser.close());

test('style and script of a chapter stay below 30 kB, and each font below 60 kB', async () => {
  const sizes = [];
  const { page, close } = await visit(browser, chapter.address);
  page.on('requestfinished', (request) => sizes.push(weigh(request)));
  await page.reload({ waitUntil: 'networkidle' });
  const loaded = await Promise.all(sizes);
  await close();
  const furniture = loaded.filter(({ type }) => ['stylesheet', 'script'].includes(type));
  assert.ok(furniture.length > 0, 'a chapter has a style sheet');
  assert.ok(furniture.reduce((sum, { bytes }) => sum + bytes, 0) <= FURNITURE, JSON.stringify(furniture));
  assert.deepEqual(loaded.filter(({ type, bytes }) => type === 'font' && bytes > FONT), []);
});

async function weigh(request) {
  const { responseBodySize: bytes } = await request.sizes();
  return { type: request.resourceType(), address: request.url(), bytes };
}
