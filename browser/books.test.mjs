// Every EPUB that the demo gives away passes EPUBCheck without error or warning, and every download arrives.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';

import { siteMap } from './map.mjs';
import { BASE, JAVA, REPORTS } from './visit.mjs';

const jar = process.env.FOOLSCAP_EPUBCHECK;
const folder = join(REPORTS, 'downloads');
const { downloads } = await siteMap();
const books = downloads.filter((address) => new URL(address, BASE).pathname.endsWith('.epub'));

before(() => mkdir(folder, { recursive: true }));

test('every format can be downloaded', () => {
  const endings = new Set(downloads.map((address) => new URL(address, BASE).pathname.split('.').at(-1)));
  assert.deepEqual(['epub', 'html', 'json', 'md', 'txt'].filter((ending) => !endings.has(ending)), []);
});

for (const address of downloads.filter((other) => !books.includes(other))) {
  test(`${address} arrives`, async () => {
    const answer = await fetch(BASE + address);
    assert.equal(answer.status, 200);
    assert.ok((await answer.text()).length > 0);
  });
}

for (const [index, address] of books.entries()) {
  test(`${address} passes EPUBCheck`, async () => {
    const file = join(folder, `${index}.epub`);
    await writeFile(file, Buffer.from(await (await fetch(BASE + address)).arrayBuffer()));
    const said = await promisify(execFile)('java', [...JAVA, jar, '--failonwarnings', '--quiet', file]).catch((error) => error);
    assert.equal(said.code ?? 0, 0, `${said.stdout}${said.stderr}`);
  });
}
