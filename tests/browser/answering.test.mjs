// Partners and staff answer a form from its link to the thanks.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { DESKTOP, NARROWEST, PHONE, launch, visitor } from './browser.mjs';
import { answer, answerUntilCheck, checked, follow, goOn, isCheck, onward, openRound, questions } from './form.mjs';
import { press, reach, tabTo } from './keyboard.mjs';
import { services } from './service.mjs';
import { signIn } from './tour.mjs';

// Nobody else answers here, so that answers can be counted.
const { answering: service } = services();
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A phone whose browser runs no scripts. */
const plainPhone = (t) => visitor(t, browser, { javaScriptEnabled: false, isMobile: true, hasTouch: true });

/** A trainer who watches answers come in: how many a round holds now. */
async function trainer(t) {
  const page = await visitor(t, browser);
  await signIn(page, service, 'trainer');
  return async (round) => {
    await page.goto(`${service.url}/programmes/welcome-to-reading/rounds/${round.code}`);
    const fact = page.locator('dl.facts > div').filter({ has: page.getByText('Answered', { exact: true }) });
    return Number(await fact.locator('dd').innerText());
  };
}

async function begin(page, round) {
  await page.goto(round.url);
  await goOn(page);
  await page.waitForURL(/\/1$/);
}

test('a partner answers on a phone without JavaScript, from the link to the thanks', async (t) => {
  const page = await plainPhone(t);
  await page.goto(openRound(service, 'partner').url);
  assert.match(await page.locator('main').innerText(), /minutes/);
  await goOn(page);
  const steps = [];
  await answerUntilCheck(page, async () => steps.push(await page.locator('p.step').innerText()));
  assert.deepEqual(steps, ['Page 1 of 4 · 13 questions left', 'Page 2 of 4 · 11 questions left', 'Page 3 of 4 · 7 questions left', 'Page 4 of 4 · 4 questions left']);
  assert.ok(!Object.values(await checked(page)).includes('Left blank'), 'every answer is shown before it is sent');
  await follow(page, () => page.getByRole('button', { name: 'Send your answers' }).click());
  await page.waitForURL(/\/sent$/);
  assert.match(await page.title(), /^Thank you/);
  assert.match(await page.locator('h1').innerText(), /^Thank you/);
});

test('a page without the one needed answer says what is missing and keeps the rest', async (t) => {
  const page = await plainPhone(t);
  await begin(page, openRound(service, 'partner'));
  const [, years] = await questions(page);
  await years.radios.nth(2).check();
  await goOn(page);
  assert.match(await page.title(), /^Error: /);
  const summary = page.getByRole('alert');
  assert.match(await summary.innerText(), /There is a problem/);
  const link = summary.getByRole('link', { name: 'Select which kind of organisation you work for' });
  const target = page.locator(`[id="${(await link.getAttribute('href')).slice(1)}"]`);
  assert.equal(await target.getAttribute('type'), 'radio', 'the link leads to the first choice');
  assert.match(await page.locator('.question.wrong').innerText(), /Select which kind of organisation you work for/);
  assert.ok(await page.locator('.question').nth(1).getByRole('radio').nth(2).isChecked(), 'the other answer is kept');
});

test('going back, by the browser or by the page, keeps what was answered', async (t) => {
  const page = await plainPhone(t);
  await begin(page, openRound(service, 'partner'));
  await answer(page);
  await goOn(page);
  await page.waitForURL(/\/2$/);
  await answer(page);
  await goOn(page);
  await page.waitForURL(/\/3$/);
  await page.goBack();
  await page.waitForURL(/\/2$/);
  for (const question of await questions(page)) assert.ok(await question.radios.nth(1).isChecked(), question.asks);
  await follow(page, () => page.locator('main').getByRole('link', { name: 'Back' }).click());
  await page.waitForURL(/\/1$/);
  const [kind] = await questions(page);
  assert.ok(await kind.radios.nth(1).isChecked());
});

test('an answer can be changed before it is sent', async (t) => {
  const page = await plainPhone(t);
  await page.goto(openRound(service, 'partner').url);
  await goOn(page);
  await answerUntilCheck(page);
  const before = await checked(page);
  const [question] = Object.keys(before);
  await follow(page, () => page.locator('dl.answers > div').first().getByRole('link', { name: 'Change' }).click());
  const [kind] = await questions(page);
  await kind.radios.first().check();
  const wanted = await page.locator('.question').first().locator('label.choice').first().innerText();
  for (let pages = 0; pages < 6 && !(await isCheck(page)); pages += 1) await goOn(page);
  const now = await checked(page);
  assert.notEqual(before[question], now[question]);
  assert.deepEqual(now, { ...before, [question]: wanted.trim() });
});

/** Fails unless a person sees all of an element without scrolling. */
async function inView(locator) {
  const box = await locator.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return { top, bottom, height: innerHeight };
  });
  assert.ok(box.top >= 0 && box.bottom <= box.height, `${await locator.innerText()}: ${JSON.stringify(box)}`);
}

for (const viewport of [PHONE, NARROWEST, DESKTOP]) {
  test(`links to a question show it whole, with what is wrong, at ${viewport.width} px`, async (t) => {
    const page = await visitor(t, browser, { viewport });
    const round = openRound(service, 'partner');
    await begin(page, round);
    await goOn(page);
    await page.getByRole('alert').getByRole('link').first().click();
    const wrong = page.locator('.question.wrong').first();
    for (const part of ['legend', '.problem', 'label.choice >> nth=0']) await inView(wrong.locator(part));
  });
}

test('what is left of a long answer is counted while it is typed', async (t) => {
  const page = await visitor(t, browser);
  const round = openRound(service, 'partner');
  await begin(page, round);
  await page.goto(`${round.url}/all`);
  const box = page.locator('textarea').first();
  const counter = page.locator('[data-counts] [aria-hidden]').first();
  assert.equal(await counter.innerText(), 'Characters left: 500');
  await box.fill('Ring “first” 📞\nand come by ');
  assert.equal(await counter.innerText(), 'Characters left: 474');
  await box.fill('x'.repeat(502));
  assert.equal(await counter.innerText(), 'Characters over the limit: 2');
  await page.locator('[data-counts] [role=status]').filter({ hasText: 'Characters over the limit: 2' }).first().waitFor({ state: 'attached' });
});

test('a double tap, the back button and a second tab store one answer', async (t) => {
  const page = await plainPhone(t);
  const round = openRound(service, 'library');
  const stored = await trainer(t);
  const had = await stored(round);
  await page.goto(round.url);
  await goOn(page);
  await answerUntilCheck(page);
  const second = await page.context().newPage();
  await second.goto(page.url());
  await onward(page).dblclick();
  await page.waitForURL(/\/sent$/);
  assert.equal(await stored(round), had + 1, 'a double tap sends once');
  await page.goBack();
  assert.ok(page.url().startsWith(round.url), 'the back button stays with the form');
  await goOn(second);
  assert.match(await second.title(), /^Thank you/, 'what was sent already is thanked for again');
  assert.equal(await stored(round), had + 1, 'a second tab adds nothing');
});

test('a partner answers with the keyboard alone', async (t) => {
  const page = await visitor(t, browser, { viewport: DESKTOP });
  await page.goto(openRound(service, 'partner').url);
  await press(page, 'Tab');
  assert.match(await page.locator(':focus').innerText(), /Skip to main content/, 'the first stop is the way past the header');
  await reach(page, onward(page));
  await press(page, 'Enter');
  await page.waitForURL(/\/1$/);

  await tabTo(page, onward(page));
  await follow(page, () => press(page, 'Enter'));
  assert.ok(await page.getByRole('alert').evaluate((box) => box === document.activeElement), 'what is wrong has the focus');
  await tabTo(page, page.getByRole('alert').getByRole('link'));
  await press(page, 'Enter');
  const [kind] = await questions(page);
  await reach(page, kind.radios.first());
  await press(page, 'Space');
  await press(page, 'ArrowDown');
  assert.ok(await kind.radios.nth(1).isChecked(), 'arrows move within a question');

  for (let pages = 0; pages < 6 && !(await isCheck(page)); pages += 1) {
    for (const question of await questions(page)) {
      if ((await question.radios.count()) === 0) {
        await tabTo(page, question.line);
        await page.keyboard.type('More evenings');
      } else if ((await question.radios.and(page.locator(':checked')).count()) === 0) {
        await tabTo(page, question.radios.first());
        await press(page, 'Space');
      }
    }
    const address = page.url();
    await tabTo(page, onward(page));
    await press(page, 'Enter');
    await page.waitForURL((url) => url.href !== address);
  }
  assert.ok(!Object.values(await checked(page)).includes('Left blank'));
  await tabTo(page, onward(page));
  await press(page, 'Enter');
  await page.waitForURL(/\/sent$/);
});
