// Contrast in a theme. A theme changes colours and nothing else, and most of what a page says stands there as it stands on
// others: in the same elements, in the same colour and size on the same ground. What axe-core has judged once is not judged
// again; whatever is new is.

/** What has been judged, by theme. */
const judged = new Map();

/** What axe-core objects to when a page has this theme, of all that stands there in a manner that was never judged. */
export async function contrast(page, theme) {
  if (!judged.has(theme)) judged.set(theme, new Set());
  const known = judged.get(theme);
  const { violations, passed } = await page.evaluate(judge, { theme, known: [...known] });
  for (const manner of passed) known.add(manner);
  return violations;
}

/** How many manners have been judged in a theme. */
export function manners(theme) {
  return judged.get(theme)?.size ?? 0;
}

/** Runs in the page. Only what axe-core has really looked at, and passed, is known from then on. Styles are there when they are asked for: no colour of ours fades into another. */
async function judge({ theme, known }) {
  document.documentElement.dataset.theme = theme;
  const before = new Set(known);
  const grounds = new Map();
  const fresh = [...document.body.querySelectorAll('*')].filter((element) => says(element) && !before.has(manner(element)));
  if (fresh.length === 0) return { violations: [], passed: [] };
  const options = { runOnly: ['color-contrast'], resultTypes: ['violations', 'passes'], elementRef: true };
  const { violations, passes } = await window.axe.run({ include: fresh }, options);
  const found = violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target }) => ({ target })) }));
  return { violations: found, passed: passes.flatMap(({ nodes }) => nodes.map(({ element }) => manner(element))) };

  /** Whether there is text of the element's own. */
  function says(element) {
    const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '';
    return element.matches('input, select, textarea') || [...element.childNodes].some(isText);
  }

  /** All that contrast depends on, as a number: the colour and size of letters, what lies below them up to the whole page, and where. */
  function manner(element) {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    return hashed([color, fontSize, fontWeight, textShadow, ground(element)].join(' / '));
  }

  /** An element and all around it, by what rules of style know them by, and what each is drawn on. */
  function ground(element) {
    if (!element) return '';
    if (!grounds.has(element)) {
      const { backgroundColor, backgroundImage, opacity, filter } = getComputedStyle(element);
      const own = [element.localName, element.className, backgroundColor, backgroundImage, opacity, filter].join(' ');
      grounds.set(element, hashed(`${own} / ${ground(element.parentElement)}`));
    }
    return grounds.get(element);
  }

  /** 53 bits of a text: two halves, each of which every letter stirs. Thousands of manners go to every page and back. */
  function hashed(text) {
    let [one, other] = [0x9e3779b9, 0x85ebca6b];
    for (let at = 0; at < text.length; at += 1) {
      const letter = text.charCodeAt(at);
      one = Math.imul(one ^ letter, 0x5bd1e995);
      one ^= one >>> 15;
      other = Math.imul(other ^ letter, 0x27d4eb2f);
      other ^= other >>> 13;
    }
    return (one >>> 0) * 0x200000 + (other >>> 11);
  }
}
