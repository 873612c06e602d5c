// Lighthouse gives the four pages that people see most at least 95 of 100, as on a mid-range phone.

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch as launchChrome } from 'chrome-launcher';
import lighthouse from 'lighthouse';

import { siteMap } from './map.mjs';
import { BASE, CHROMIUM, FLAGS, REPORTS } from './visit.mjs';

const LEAST = 95;
const SUBJECTS = ['performance', 'accessibility', 'best-practices'];
const KINDS = { home: '/', listing: '/tags/{name}/works', work: '/works/{id}', chapter: '/works/{id}/chapters/{id}' };

const { pages } = await siteMap();
let chrome;

before(async () => { chrome = await launchChrome({ chromePath: CHROMIUM, chromeFlags: ['--headless', ...FLAGS] }); });
after(() => chrome.kill());

for (const [name, kind] of Object.entries(KINDS)) {
  test(`${name} scores at least ${LEAST}`, async () => {
    const { address } = pages.find((page) => page.kind === kind);
    const { lhr, report } = await lighthouse(BASE + address, { port: chrome.port, output: 'html', onlyCategories: SUBJECTS });
    await mkdir(REPORTS, { recursive: true });
    await writeFile(join(REPORTS, `lighthouse-${name}.html`), report);
    const scores = Object.fromEntries(SUBJECTS.map((subject) => [subject, Math.round(lhr.categories[subject].score * 100)]));
    console.log(name, JSON.stringify(scores));
    const short = Object.entries(scores).filter(([, score]) => score < LEAST);
    assert.deepEqual(short, [], `see ${join(REPORTS, `lighthouse-${name}.html`)}`);
  });
}
