// axe-core finds nothing on any page in any theme (contrast is what themes get wrong), nothing is wider than the screen, and
// a reader's choice is kept.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { contrast, manners } from './contrast.mjs';
import { everybodysMap, unlinked } from './map.mjs';
import { BASE, SCREENS, axeSource, launch, visit } from './visit.mjs';
import { windows } from './windows.mjs';

const axe = await axeSource();
const themes = await themesOffered();
const browser = await launch();
const windowOf = windows(browser, axe);
const pages = [...(await everybodysMap(browser)).pages, ...(await unlinked())];

/** What `auto` is by day and by night. */
const AUTO = { light: 'paper', dark: 'lamplight' };
/** A page is seen by day anyway, in the same width. */
const seenAnyway = ['auto', AUTO.light];

after(() => browser.close());

test('the settings offer the themes of the house', () => {
  assert.deepEqual(themes, ['auto', 'paper', 'lamplight', 'sepia', 'contrast']);
});

test('whoever chooses no theme sees paper by day and lamplight by night', async () => {
  for (const [colorScheme, theme] of Object.entries(AUTO)) {
    const { page, close } = await visit(browser, '/', { colorScheme });
    const chosen = await page.evaluate(colours);
    await page.evaluate((word) => { document.documentElement.dataset.theme = word; }, theme);
    assert.ok(Object.keys(chosen).length > 10, 'the house has more colours than ten');
    assert.deepEqual(chosen, await page.evaluate(colours));
    await close();
  }
});

for (const { kind, address, as } of pages) {
  test(`${kind} has no violation in any theme: ${address}`, async () => {
    assert.deepEqual(await violations(address, { as, inThemes: themes.filter((theme) => !seenAnyway.includes(theme)) }), []);
  });
}

for (const { kind, address, as } of pages) {
  test(`${kind} by night on a phone has no violation: ${address}`, async () => {
    assert.deepEqual(await violations(address, { colorScheme: 'dark', viewport: SCREENS.phone, as }), []);
  });
}

test('what stands on pages in the same manner is judged once, and a colour that is new is judged', async () => {
  const { look } = await windowOf({});
  for (const theme of themes.filter((theme) => !seenAnyway.includes(theme))) {
    const before = manners(theme);
    assert.ok(before > 10, `${before} manners in ${theme}`);
    const { again, pale } = await look('/about', async (page) => {
      const again = await contrast(page, theme);
      await page.evaluate(() => { document.querySelector('main p').style.color = 'color-mix(in srgb, currentcolor 20%, Canvas)'; });
      return { again, pale: told(await contrast(page, theme)) };
    });
    assert.deepEqual([again, manners(theme)], [[], before]);
    assert.equal(pale.length, 1, `${theme}: ${pale}`);
  }
});

test('a theme chosen in the form stays chosen, without scripts', async () => {
  const { page, close } = await visit(browser, '/settings', { javaScriptEnabled: false });
  const other = themes.at(-1);
  await page.locator(`input[name=theme][value=${other}]`).check();
  await page.locator('main form [type=submit]').first().click();
  await page.goto(BASE);
  assert.equal(await page.locator('html').getAttribute('data-theme'), other);
  await close();
});

/** What axe-core objects to, one line a place. A theme changes colours and nothing else, so the others are asked for contrast alone. */
async function violations(address, { inThemes = [], ...options }) {
  const { look } = await windowOf(options);
  const { lines } = await look(address, async (page) => {
    const found = [told((await page.evaluate(everything)).violations), await page.evaluate(overhang)];
    for (const theme of inThemes) {
      found.push(told(await contrast(page, theme)).map((line) => `${theme}: ${line}`));
    }
    return { lines: found.flat() };
  });
  return lines;
}

/** Runs in the page: a line when it is wider than the screen. */
function overhang() {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  return scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} px wider than the screen`] : [];
}

/** Runs in the page: what tells themes apart, its custom properties and the colours of controls, in the theme that it has. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  const names = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .flatMap((rule) => [rule, ...(rule.cssRules ?? [])])
    .flatMap((rule) => [...(rule.style ?? [])].filter((name) => name.startsWith('--')));
  return Object.fromEntries(['color-scheme', ...names].map((name) => [name, style.getPropertyValue(name)]));
}

/** Runs in the page: asks for all that can be wrong. */
function everything() {
  return window.axe.run(document, { resultTypes: ['violations'] });
}

function told(found) {
  return found.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`));
}

async function themesOffered() {
  const html = await (await fetch(`${BASE}/settings`)).text();
  const inputs = [...html.matchAll(/<input\b[^>]*name="theme"[^>]*>/g)].map(([input]) => input);
  return inputs.map((input) => /value="([^"]*)"/.exec(input)?.[1]);
}
