// The Nu HTML checker finds no error on any kind of page.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

import { everybodysMap, unlinked } from './map.mjs';
import { JAVA, REPORTS, launch } from './visit.mjs';

/**
 * The checker knows `rel="expect"`, and `blocking` only of stylesheets; in the standard both have it
 * (https://html.spec.whatwg.org/multipage/semantics.html#attr-link-blocking).
 */
const BEHIND = 'A “link” element with a “blocking” attribute must have a “rel” attribute whose value is “stylesheet”.';
const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
const browser = await launch();
const pages = [...(await everybodysMap(browser)).pages, ...(await unlinked())];
await browser.close();
const objections = await checked();

for (const [index, { kind, address }] of pages.entries()) {
  test(`${kind} is correct HTML: ${address}`, () => {
    const own = objections.filter(({ url }) => url.endsWith(`/${fileName(index)}`));
    assert.deepEqual(own.map(({ lastLine, message, extract }) => `line ${lastLine}: ${message} ${extract}`), []);
  });
}

/** Runs the checker once over all pages: starting it takes longer than checking. */
async function checked() {
  const folder = join(REPORTS, 'html');
  await mkdir(folder, { recursive: true });
  await Promise.all(pages.map(({ html }, index) => writeFile(join(folder, fileName(index)), html)));
  const files = pages.map((_, index) => join(folder, fileName(index)));
  const words = [...JAVA, jar, '--format', 'json', '--errors-only', '--exit-zero-always', '--stdout', ...files];
  const { stdout } = await promisify(execFile)('java', words, { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout).messages.filter((one) => one.type !== 'info' && !isBehind(one));
}

function isBehind({ message, extract }) {
  return message === BEHIND && extract.includes('<link rel="expect"');
}

function fileName(index) {
  return `${String(index).padStart(3, '0')}.html`;
}
