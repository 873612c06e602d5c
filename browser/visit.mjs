// Where the archive is and how it is visited: one browser for a file of checks, in the two widths that pages are made for.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { chromium } from 'playwright-core';

/** The running archive, such as http://127.0.0.1:41234; `cargo xtask check` starts it. */
export const BASE = given('FOOLSCAP_URL');

/** The browser's program. */
export const CHROMIUM = given('FOOLSCAP_CHROMIUM');

/** Where a check may leave something to be looked at. */
export const REPORTS = given('FOOLSCAP_REPORTS');

/** Where files of checks that visit the same archive keep what one of them found for all; empty when an archive is new. */
export const MAPS = given('FOOLSCAP_MAPS');

/**
 * The browser talks to nobody but the archive. Letters are as wide as they are drawn: without windows it would make each as
 * wide as whole pixels, and lines would break where they break for nobody.
 */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--font-render-hinting=none',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The widths of docs/style.md. */
export const SCREENS = {
  phone: { width: 390, height: 844 },
  laptop: { width: 1280, height: 800 },
};

/** How a short-lived Java program starts soonest. */
export const JAVA = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xss8m', '-jar'];

/** Half a second is longer than a page takes to be drawn without them. */
const TYPEFACES = {
  late: (route) => setTimeout(() => route.continue(), 500),
  none: (route) => route.fulfill({ contentType: 'font/woff2', body: '' }),
};

export function launch() {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/**
 * Opens an address in a context of its own and keeps account of everything that went wrong meanwhile.
 * `options` are Playwright's context options; `theme`, one of the words of the settings form; `cookies`, a member's;
 * `typefaces`, how the archive's come: 'late' or, what a busy machine cannot disturb, 'none'; and `base`, where it is
 * visited. Close the visit when done.
 */
export async function visit(browser, address, { theme, cookies = [], typefaces, base = BASE, ...options } = {}) {
  const context = await browser.newContext({ viewport: SCREENS.laptop, ...options });
  if (theme) {
    await context.addCookies([{ name: 'reader', value: theme, url: base }]);
  }
  await context.addCookies(cookies);
  if (typefaces) await context.route('**/*.woff2', TYPEFACES[typefaces]);
  const page = await context.newPage();
  const { wrong, anew } = account(page);
  const answer = await page.goto(base + address, { waitUntil: 'load' });
  return { page, answer, wrong, anew, close: () => context.close() };
}

/**
 * A list of what goes `wrong` in a page. `anew`, before another address is asked for, empties it: what the last page still
 * waited for may fail now, and is nobody's mistake.
 */
function account(page) {
  const wrong = [];
  let asked = new WeakSet();
  page.on('console', (message) => message.type() === 'error' && wrong.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => wrong.push(`script: ${error.message}`));
  page.on('request', (request) => asked.add(request));
  page.on('requestfailed', (request) => asked.has(request) && wrong.push(`request: ${request.url()} ${request.failure()?.errorText}`));
  const anew = () => {
    wrong.length = 0;
    asked = new WeakSet();
  };
  return { wrong, anew };
}

/** The source of axe-core. It is never added as an element, so that the site's policy on scripts stays in force. */
export function axeSource() {
  return readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
}

function given(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set; run \`cargo xtask check browser\``);
  }
  return value;
}
