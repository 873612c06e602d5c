// The letters that the sample archive has written: files in a folder, as for every archive without a mail server.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The folder; `cargo xtask check` reads it from the terminal. */
const FOLDER = process.env.FOOLSCAP_LETTERS;

/** Waits for a letter to somebody that holds an address of the archive beginning so, and gives that address. */
export async function addressIn(to, beginning) {
  assert.ok(FOLDER, 'FOOLSCAP_LETTERS is not set; run `cargo xtask check browser`');
  for (let tries = 0; tries < 100; tries += 1) {
    for (const letter of await letters()) {
      const found = letter.includes(to) && letter.match(new RegExp(`https?://[^\\s/]+(${beginning}[^\\s]*)`));
      if (found) return found[1];
    }
    await pause(200);
  }
  return assert.fail(`no letter to ${to} has an address that begins with ${beginning}`);
}

/** Every letter's source, its lines joined as quoted-printable splits them. */
async function letters() {
  const names = (await readdir(FOLDER).catch(() => [])).filter((name) => name.endsWith('.eml'));
  const sources = await Promise.all(names.map((name) => readFile(join(FOLDER, name), 'utf8')));
  return sources.map((source) => source.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '='));
}
