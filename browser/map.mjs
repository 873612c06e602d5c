// The map of the site: every link from the home page followed, one or two samples kept of each kind of page. First as a
// guest finds it, then what members find besides.
//
// A new page is on the map as soon as anything links to it, so it is checked without being added to a list.

import { access, open as create, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { cookiesOf } from './member.mjs';
import { BASE, MAPS } from './visit.mjs';

/** So many pages of one kind are checked in the browser; the others only have to answer. */
const SAMPLES = 2;
/** So many pages of one kind are asked for at all. */
const ASKED = 60;
/** So many are asked for before it is their turn. */
const AHEAD = 4;

/** Who walks after the guest: somebody who writes, and who owns the archive. Each keeps what nobody found before. */
const MEMBERS = ['ana', 'kim'];

/**
 * The site as everybody finds it together, as `siteMap` gives it; each page has `as`, who found it, nothing for a guest.
 */
export function everybodysMap(browser) {
  return once('everybody', () => walked(browser));
}

/** Makes something once for all files of checks that visit this archive: whoever comes first makes it, and the others wait. */
async function once(name, make) {
  const file = join(MAPS, `${name}.json`);
  try {
    await (await create(`${file}.begun`, 'wx')).close();
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return awaited(file);
  }
  const made = await make();
  await writeFile(`${file}.new`, JSON.stringify(made));
  await rename(`${file}.new`, file);
  return made;
}

/** Waits no longer than any walk takes: the one who makes it may have failed, and says why. */
async function awaited(file) {
  for (let turn = 0; turn < 3_000; turn += 1) {
    if (await access(file).then(() => true, () => false)) return JSON.parse(await readFile(file, 'utf8'));
    await pause(100);
  }
  throw new Error(`${file} was never made`);
}

async function walked(browser) {
  const all = await siteMap();
  for (const as of MEMBERS) {
    const known = new Set(all.pages.map(({ kind }) => kind));
    const { pages, dead } = await siteMap(await cookiesOf(browser, as));
    all.pages.push(...pages.filter(({ kind }) => !known.has(kind)).map((page) => ({ ...page, as })));
    all.dead.push(...dead.map((line) => `${line} to ${as}`));
  }
  return all;
}

/**
 * Walks the site, as a guest or with a member's cookies. Returns `pages`, the samples: `{ address, kind, status, html }`;
 * `downloads`, the addresses of files; and `dead`, links that lead nowhere.
 * The order is always the same, so that a failure can be repeated.
 */
export async function siteMap(cookies = []) {
  const headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') };
  const open = ['/'];
  const seen = new Set(open);
  const asked = new Map();
  const pages = [];
  const downloads = [];
  const dead = [];
  const answers = new Map();
  for (const [place, address] of open.entries()) {
    if (isFile(address)) {
      downloads.push(address);
      continue;
    }
    const kind = kindOf(address);
    asked.set(kind, (asked.get(kind) ?? 0) + 1);
    if (asked.get(kind) > ASKED) continue;
    const next = open.slice(place + 1, place + AHEAD).filter((other) => !isFile(other) && (asked.get(kindOf(other)) ?? 0) < ASKED);
    for (const other of [address, ...next]) {
      if (!answers.has(other)) answers.set(other, ask(other, headers));
    }
    const { answer, html } = await answers.get(address);
    answers.delete(address);
    if (answer.status >= 400) dead.push(`${address} answers ${answer.status}`);
    if (isPage(answer)) pages.push({ address, kind: isGate(html) ? `gate of ${kind}` : kind, status: answer.status, html });
    const links = [...linksOf(html), answer.headers.get('location'), isGate(html) && '?view_adult=true'].filter(Boolean);
    for (const link of links) {
      const target = withinSite(link, address);
      if (target && !seen.has(target)) {
        seen.add(target);
        open.push(target);
      }
    }
  }
  return { pages: sampled(pages), downloads, dead };
}

/** Asks for a page; an error is told to whoever waits for it. */
function ask(address, headers) {
  const asked = fetch(BASE + address, { redirect: 'manual', headers }).then(async (answer) => ({ answer, html: await answer.text() }));
  asked.catch(() => {});
  return asked;
}

function isFile(address) {
  return address.startsWith('/downloads/');
}

/**
 * Pages that no link leads to and that must be good all the same, with the status that each says. A work for members cannot
 * be found by a guest, which is as it should be; what a guest reads there is what they read at any door for members.
 */
export async function unlinked() {
  const addresses = {
    'not found': ['/no-such-page', 404],
    'no such work': ['/works/1', 404],
    'invitation to log in': ['/hosting/doors', 401],
  };
  return Promise.all(Object.entries(addresses).map(async ([kind, [address, expected]]) => {
    const answer = await fetch(BASE + address);
    return { kind, address, expected, status: answer.status, html: await answer.text() };
  }));
}

/** The kind of page behind an address: what varies is blotted out. */
export function kindOf(address) {
  const url = new URL(address, BASE);
  const path = url.pathname
    .replace(/^\/(tags|users|media|fandoms)\/[^/]+/, '/$1/{name}')
    .replace(/^\/collections\/(?!new\b)[^/]+(?=\/)/, '/collections/{name}')
    .replace(/\/pseuds\/[^/]+/, '/pseuds/{name}')
    .replace(/\/\d+/g, '/{id}');
  const keys = [...url.searchParams.keys()].sort();
  return keys.length ? `${path}?${keys.join('&')}` : path;
}

function sampled(pages) {
  const kept = new Map();
  return pages.filter(({ kind }) => {
    kept.set(kind, (kept.get(kind) ?? 0) + 1);
    return kept.get(kind) <= SAMPLES;
  });
}

function isPage(answer) {
  return answer.status === 200 && (answer.headers.get('content-type') ?? '').startsWith('text/html')
    && !(answer.headers.get('content-disposition') ?? '').startsWith('attachment');
}

function isGate(html) {
  return /<input\b[^>]*name="view_adult"/.test(html);
}

function linksOf(html) {
  return [...html.matchAll(/<a\b[^>]*?\bhref="([^"]*)"/g)].map(([, href]) => href.replaceAll('&amp;', '&').replaceAll('&#38;', '&'));
}

/** The address within the site, without its fragment, or nothing when it leads elsewhere. */
function withinSite(link, from) {
  const url = new URL(link, BASE + from);
  return url.origin === BASE && url.protocol.startsWith('http') ? url.pathname + url.search : undefined;
}
