// Whole ways through the archive, as people go them: with script and by keyboard alone; and the forms without script.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { addressIn } from './letters.mjs';
import { logIn, logOut } from './member.mjs';
import { BASE, launch, visit } from './visit.mjs';

/** So many times Tab is pressed on the way to something; more is too far for anybody. */
const FAR = 150;

const STORY = 'It rained all night, and in the morning the lake had a name.';

const browser = await launch();

after(() => browser.close());

test('somebody signs up, posts, revises, asks a second author and orphans, by keyboard alone', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const hands = new Hands(page);

  await page.goto(`${BASE}/users/signup`);
  await hands.type('#name', 'dora_walks');
  await hands.type('#email', 'dora_walks@example.org');
  await hands.type('#password', 'a lake and a lamp');
  await hands.type('#password_again', 'a lake and a lamp');
  for (const consent of ['age', 'terms', 'privacy']) await hands.tick(`input[name=${consent}]`);
  await hands.press('main form button[type=submit]');
  await page.goto(BASE + await addressIn('dora_walks@example.org', '/users/confirm/'));
  await hands.press('main form button[type=submit]');
  if ((await page.goto(`${BASE}/works/new`)).status() === 401) {
    await page.goto(`${BASE}/users/login`);
    await hands.type('#login', 'dora_walks');
    await hands.type('#password', 'a lake and a lamp');
    await hands.press('main form button[type=submit]');
  }

  await page.goto(`${BASE}/works/new`);
  await hands.choose('#rating', 'General Audiences');
  await hands.tick('input[name=warnings][value="No Archive Warnings Apply"]');
  await hands.type('#fandoms', 'Lakes');
  await hands.type('#title', 'The Lake Has a Name');
  await hands.write(STORY);
  await hands.press('.desk button[value=post]');
  assert.ok((await page.locator('.userstuff.text').innerText()).includes('the lake had a name'), 'the story is posted');
  const work = new URL(page.url()).pathname.replace(/\/chapters\/.*/, '');

  await page.goto(`${BASE}${work}/edit`);
  await hands.write(' Nobody had asked it.');
  await hands.press('.desk button[value=post]');
  assert.ok((await page.locator('.userstuff.text').innerText()).includes('Nobody had asked it'), 'the story is revised');

  const bo = await browser.newContext();
  await logIn(bo, 'bo_reads');
  const other = await bo.newPage();
  await other.goto(`${BASE}/users/bo_reads/creatorships`);
  const open = other.locator('input[name=open]');
  if (!(await open.isChecked())) {
    await open.check();
    await other.locator('main form:has(input[name=open]) button').click();
  }
  await page.goto(`${BASE}${work}/creators`);
  await hands.type('#name', 'bo_reads');
  await hands.press('main form.fields button[type=submit]');
  const hers = new Hands(other);
  await other.goto(`${BASE}/users/bo_reads/creatorships`);
  await hers.press('form[action$="/acceptance"] button');
  await other.goto(BASE + work);
  assert.match(await other.locator('.byline').first().innerText(), /dora_walks.*bo|bo.*dora_walks/s, 'both are named');

  await page.goto(`${BASE}${work}/orphaning`);
  await hands.tick('input[name=sure]');
  await hands.press('main form button[type=submit]');
  await other.goto(BASE + work);
  assert.doesNotMatch(await other.locator('.byline').first().innerText(), /dora_walks/, 'her name is off it');
  assert.match(await other.locator('.byline').first().innerText(), /bo/, 'the second author stays');
  await Promise.all([context.close(), bo.close()]);
});

test('without script a form gives everything back, shows a preview, keeps a draft, posts it, takes a chapter and deletes it', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  await logIn(context, 'ana');
  const page = await context.newPage();
  await page.goto(`${BASE}/works/new`);
  await page.locator('#title').fill('By Hand');
  await page.locator('#summary').fill('Nothing here needs script.');
  await page.locator('#body').fill(STORY);
  // The browser would hold up what it finds missing by itself; here the archive is to find it.
  await page.locator('form.writing').evaluate((form) => { form.noValidate = true; });
  await page.locator('.desk button[value=post]').click();
  assert.equal(await page.locator('#title').inputValue(), 'By Hand');
  assert.equal(await page.locator('#body').inputValue(), STORY);
  assert.ok((await page.locator('.slip').count()) > 1, 'rating, warnings and fandom are asked for at their fields');

  await page.locator('#rating').selectOption('General Audiences');
  await page.locator('input[name=warnings][value="No Archive Warnings Apply"]').check();
  await page.locator('#fandoms').fill('Lakes');
  await page.locator('.desk button[value=preview]').click();
  assert.ok((await page.locator('main').innerText()).includes('the lake had a name'), 'it is shown as it will look');
  await page.locator('.desk button[value=draft]').click();
  const work = new URL(page.url()).pathname.replace(/\/chapters\/.*/, '');
  await page.goto(`${BASE}/users/ana/works/drafts`);
  assert.ok((await page.locator('main').innerText()).includes('By Hand'), 'the draft stands among the drafts');

  await page.goto(`${BASE}${work}/edit`);
  await page.locator('.desk button[value=post]').click();
  await page.goto(`${BASE}${work}/chapters/new`);
  await page.locator('#body').fill('And in the second chapter it rained again, more quietly.');
  await page.locator('.desk button[value=post]').click();
  assert.ok((await page.locator('main').innerText()).includes('more quietly'), 'the chapter is there');

  await page.goto(`${BASE}${work}/confirm_delete`);
  await page.locator('form[action$="/deletion"] button[type=submit]').click();
  const guest = await fetch(BASE + work);
  assert.ok([404, 410].includes(guest.status), `a deleted work answers ${guest.status}`);
  await context.close();
});

test('what is typed is there again after a crash', async () => {
  const context = await browser.newContext();
  await logIn(context, 'wren');
  const page = await context.newPage();
  await page.goto(`${BASE}/works/new`);
  const thought = `Half a Thought of ${Date.now()}`;
  await page.locator('#title').fill(thought);
  await page.waitForFunction(() => document.querySelector('.saved')?.textContent.trim());
  await page.close();
  const again = await context.newPage();
  await again.goto(`${BASE}/works/new`);
  const kept = again.locator('.notice li', { hasText: thought });
  await kept.getByRole('button', { name: 'Go on with it' }).click();
  await again.waitForFunction((typed) => document.querySelector('#title').value === typed, thought);
  await context.close();
});

test('what a member types to say is there when they come back, a quotation goes behind it, and what was said is not offered again', async () => {
  const context = await browser.newContext();
  await logIn(context, 'bo_reads');
  const page = await context.newPage();
  await page.goto(`${BASE}/works`);
  const addresses = await page.locator('main a[href^="/works/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  const quoting = page.getByRole('link', { name: 'Quote from the text' });
  let work;
  for (work of addresses.filter((address) => /^\/works\/\d+$/.test(address))) {
    await page.goto(`${BASE}${work}/comments`);
    // A work of one chapter is quoted from the page of all that is said of it.
    if (await quoting.count() > 0) break;
  }
  const box = page.locator('#say textarea');
  const thought = `Rain on page ${Date.now()}`;
  const holds = (words) => page.waitForFunction((typed) => document.querySelector('#say textarea')?.value.includes(typed), words);

  await box.fill(thought);
  await page.waitForFunction(() => document.querySelector('.saved')?.textContent.trim());
  await page.goto(`${BASE}/about`);
  await page.goto(`${BASE}${work}/comments`);
  await holds(thought);
  await quoting.click();
  await page.locator('.quotes a').first().click();
  await holds(thought);
  const typed = await box.inputValue();
  assert.ok(typed.indexOf(thought) < typed.indexOf('<blockquote>'), typed);

  await page.locator('#say form [type=submit]').click();
  await page.waitForURL(/#comment_/);
  await page.goto(`${BASE}${work}/comments`, { waitUntil: 'networkidle' });
  assert.equal(await box.inputValue(), '');
  await context.close();
});

test('what was typed without a connection is offered when there is one again', async () => {
  const context = await browser.newContext();
  await logIn(context, 'bo_reads', { anew: true });
  const page = await context.newPage();
  await page.goto(`${BASE}/works/new`, { waitUntil: 'networkidle' });
  await context.setOffline(true);
  const thought = `Said to Nobody at ${Date.now()}`;
  await page.locator('#title').fill(thought);
  const kept = await page.locator('.saved').getAttribute('data-local');
  await page.waitForFunction((words) => document.querySelector('.saved').textContent.startsWith(words), kept);
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  const faults = [];
  again.on('pageerror', (error) => faults.push(error.message));
  await again.goto(`${BASE}/works/new`);
  await again.locator('.notice li', { hasText: thought }).getByRole('button', { name: 'Go on with it' }).click();
  await again.waitForFunction((typed) => document.querySelector('#title').value === typed, thought);
  assert.deepEqual(faults, []);
  await context.close();
});

test('two tabs of new works keep their texts apart, and nobody else at this browser is offered one', async () => {
  const context = await browser.newContext();
  await logIn(context, 'wren', { anew: true });
  const thoughts = ['One', 'Two'].map((word) => `${word} of ${Date.now()}`);
  const tabs = [];
  for (const thought of thoughts) {
    const tab = await context.newPage();
    await tab.goto(`${BASE}/works/new`);
    await tab.locator('#title').fill(thought);
    await tab.waitForFunction(() => document.querySelector('.saved')?.textContent.trim());
    tabs.push(tab);
  }
  for (const tab of tabs) await tab.close();
  const later = await context.newPage();
  await later.goto(`${BASE}/works/new`);
  for (const thought of thoughts) await later.locator('.notice li', { hasText: thought }).waitFor();
  await logOut(later);
  await logIn(context, 'bo_reads', { anew: true });
  await later.goto(`${BASE}/works/new`, { waitUntil: 'networkidle' });
  for (const thought of thoughts) assert.equal(await later.locator('.notice li', { hasText: thought }).count(), 0);
  await context.close();
});

test('a wrangler decides by single keys, and the keys stay with the tags', async () => {
  const context = await browser.newContext();
  await logIn(context, 'wren');
  const page = await context.newPage();
  const waiting = () => page.locator('.bin-row legend').allInnerTexts();
  const held = () => page.locator('.bin-row:focus-within legend').innerText();
  await page.goto(`${BASE}/wrangling/loose/additional`);
  const [first, second] = await waiting();
  for (const key of ['j', 'x', 'd']) await page.keyboard.press(key);
  await page.waitForURL(/#waiting$/);
  await page.locator('.bin-row:focus-within').waitFor();
  assert.deepEqual([(await waiting())[0], await held()], [second, second], 'the next tag has the keys');
  await page.keyboard.press('z');
  await page.waitForURL(/#row-/);
  await page.locator('.bin-row:focus-within').waitFor();
  assert.deepEqual([(await waiting())[0], await held()], [first, first], 'what was undone has them again');
  await context.close();
});

test('a fandom is completed behind the name of its field, by keys, and the search finds its works', async () => {
  const { page, wrong, close } = await visit(browser, '/works/search');
  const field = page.locator('#search-text');
  const chosen = () => field.evaluate((box) => document.getElementById(box.getAttribute('aria-activedescendant'))?.textContent);
  // One key asks once: names for what was typed before cannot come in between.
  await field.fill('-unfinished fandom:sher');
  await field.press('l');
  const names = page.locator('.names:not([hidden]) [role=option]');
  await names.first().waitFor();
  assert.equal(await field.getAttribute('aria-expanded'), 'true');
  const last = await names.last().innerText();
  await page.keyboard.press('ArrowUp');
  assert.equal(await chosen(), last, 'the first step up leads to the last name');
  await page.keyboard.press('Escape');
  assert.deepEqual([await names.count(), await field.inputValue()], [0, '-unfinished fandom:sherl'], 'nothing is taken');

  await field.press('o');
  await names.first().waitFor();
  await page.keyboard.press('ArrowDown');
  const first = await chosen();
  await page.keyboard.press('Enter');
  assert.match(first, /^fandom:"Sherlock Holmes/);
  assert.equal(await field.inputValue(), `-unfinished ${first} `, 'what stands before it stays');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\bq=/);
  await page.locator('li.work').first().waitFor();
  assert.deepEqual(wrong, [], 'nothing fails');
  await close();
});

test('the list of keys is shown above a page and goes again', async () => {
  const { page, wrong, close } = await visit(browser, '/works');
  await page.keyboard.press('?');
  await page.locator('dialog.keys[open] kbd').first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('dialog.keys').waitFor({ state: 'detached' });
  assert.equal(new URL(page.url()).pathname, '/works', 'the page stays');
  await page.goto(`${BASE}/about`);
  assert.equal(await page.locator('[data-close]').isVisible(), false, 'where it lies, there is nothing to close');
  assert.deepEqual(wrong, [], 'nothing fails');
  await close();
});

test('words of a chapter are quoted in the box that comes to the reader', async () => {
  const context = await browser.newContext();
  await logIn(context, 'bo_reads');
  const page = await context.newPage();
  await page.goto(`${BASE}/works`);
  await page.locator('li.work h3.heading > a').first().click();
  await page.locator('.userstuff.text p').first().evaluate((words) => getSelection().selectAllChildren(words));
  await page.getByRole('button', { name: 'Quote' }).click();
  assert.match(await page.locator('textarea[name=body]').inputValue(), /^<blockquote>.+<\/blockquote>/s);
  await page.keyboard.press('Escape');
  await context.close();
});

test('who logs out is a guest on every page', async () => {
  const context = await browser.newContext();
  await logIn(context, 'kim', { anew: true });
  const page = await context.newPage();
  await page.goto(`${BASE}/works/new`);
  await logOut(page);
  assert.equal((await page.goto(`${BASE}/works/new`)).status(), 401);
  await context.close();
});

/** Somebody at a keyboard: goes to things with Tab, and presses keys. */
class Hands {
  constructor(page) {
    this.page = page;
  }

  /** Goes to something with Tab, from the top of the page. */
  async reach(selector) {
    await this.page.evaluate(() => { document.activeElement?.blur(); getSelection()?.removeAllRanges(); });
    for (let steps = 0; steps < FAR; steps += 1) {
      await this.page.keyboard.press('Tab');
      if (await this.page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    assert.fail(`${selector} on ${this.page.url()} is not to be had with Tab`);
  }

  async type(selector, text) {
    await this.reach(selector);
    await this.page.keyboard.type(text);
  }

  async tick(selector) {
    await this.reach(selector);
    await this.page.keyboard.press('Space');
  }

  /** Chooses from a list by typing what stands in it. */
  async choose(selector, text) {
    await this.reach(selector);
    await this.page.keyboard.type(text);
  }

  /** Writes at the end of the story: on the surface that looks like the page, or in the field. */
  async write(text) {
    await this.reach('#surface, #body');
    await this.page.keyboard.press('Control+End');
    await this.page.keyboard.type(text);
  }

  /** Presses a button and waits for the page it leads to. */
  async press(selector) {
    await this.reach(selector);
    await Promise.all([this.page.waitForEvent('framenavigated'), this.page.keyboard.press('Enter')]);
    await this.page.waitForLoadState();
  }
}
