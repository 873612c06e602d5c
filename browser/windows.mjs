// Windows that stay open from visit to visit, as people keep theirs: what an archive needs everywhere, such as its
// typefaces, has come already.

import { cookiesOf } from './member.mjs';
import { BASE, visit } from './visit.mjs';

/**
 * Gives the one window of each kind; it is opened when it is asked for. `as` is the member whose window it is, nothing
 * for a guest; all other options are those of `visit`. In all of them `script` is there before a page's own.
 */
export function windows(browser, script) {
  const open = new Map();
  return (options) => {
    const kind = JSON.stringify(options);
    if (!open.has(kind)) open.set(kind, openWindow(browser, script, options));
    return open.get(kind);
  };
}

/** A window with a method `look`: what `see` finds on the page behind an address, and what went `wrong` there. */
async function openWindow(browser, script, { as, ...options }) {
  const { page, wrong, anew } = await visit(browser, '/about', { ...options, cookies: as ? await cookiesOf(browser, as) : [] });
  await page.waitForLoadState('networkidle');
  if (script) await page.context().addInitScript(script);
  return { look: (address, see) => look({ page, wrong, anew }, address, see) };
}

async function look({ page, wrong, anew }, address, see) {
  anew();
  await page.goto(BASE + address, { waitUntil: 'load' });
  const seen = await see(page);
  return { ...seen, wrong: [...wrong] };
}
