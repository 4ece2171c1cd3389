// Somebody answers in Urdu on a phone, from right to left: every kind of question page by page, two mistakes put right, and
// what they said stands in the results.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { DESKTOP, PHONE, launch, overhang, visitor } from './browser.mjs';
import { questions } from './form.mjs';
import { pointer } from './hands.mjs';
import { judge } from './judge.mjs';
import { mailbox } from './mailbox.mjs';
import { stage } from './service.mjs';
import { Story } from './story.mjs';

/** A question of every kind, in English and Urdu. */
const SURVEY = new URL('../it/stories/urdu/every_kind.json', import.meta.url);
/** Who answers beside the one in Urdu: with them, enough for results to be shown. */
const OTHERS = 7;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Fails unless the page is in Urdu, runs from right to left, and has nothing beyond its edge. */
async function fromTheRight(page) {
  const { lang, dir, start } = await page.evaluate(() => {
    const { lang: language, dir: direction } = document.documentElement;
    const heading = document.querySelector('h1');
    const words = document.createRange();
    words.selectNodeContents(heading);
    // The words of the heading begin at the right edge of its box.
    return { lang: language, dir: direction, start: heading.getBoundingClientRect().right - words.getBoundingClientRect().right };
  });
  assert.deepEqual({ lang, dir }, { lang: 'ur', dir: 'rtl' }, page.url());
  assert.ok(Math.abs(start) < 2, `the heading begins ${start} px from the right`);
  assert.deepEqual(await overhang(page), { beyond: 0, culprit: '' }, page.url());
}

class Urdu extends Story {
  /** A survey from the file, published and open to anybody for a fortnight. */
  async ask() {
    await this.open(this.page, `${this.home}/surveys/new/file`);
    const file = { name: 'survey.json', mimeType: 'application/json', buffer: await readFile(SURVEY) };
    await this.hands.file(this.page.locator('main input[type=file]'), file);
    await this.hands.go(this.page.locator('main .send .button'));
    await this.says(/The survey was made from the file/);
    const survey = new URL(this.page.url()).pathname;
    await this.hands.go(this.link('Publish version 1'));
    await this.hands.go(this.button('Publish version 1'));
    await this.open(this.page, `${this.home}/rounds/new?survey=${survey.split('/').at(-1)}`);
    await this.hands.write(this.field('Closes on'), '2026-05-18');
    await this.hands.go(this.button('Use the survey'));
    await this.says(/The survey is open/);
    this.round = new URL(this.page.url()).pathname;
    this.form = `/s/${this.round.split('/').at(-1)}`;
  }

  /** Goes on from a page that is right, after looking at it. */
  async onward(page) {
    await fromTheRight(page);
    await pointer(page).go(page.locator('main .send .button'));
    await fromTheRight(page);
  }

  async answerInUrdu() {
    const page = await this.urduPhone();
    await this.open(page, this.form);
    assert.equal(await page.locator('h1').innerText(), 'ورکشاپ کے بعد', 'the browser asks for Urdu');
    await judge(page);
    await this.onward(page);
    await this.aboutThem(page);
    await this.howItWas(page);
    await this.whatTheyNeed(page);
    await this.inTheirWords(page);
    await this.send(page);
    await page.context().close();
  }

  /** The one needed answer is left out, and given after it was asked for. */
  async aboutThem(page) {
    assert.match(page.url(), /\/1$/);
    const [kind, heard] = await questions(page);
    await heard.radios.nth(2).check();
    await heard.line.fill('ریڈیو پر');
    await this.onward(page);
    assert.match(await page.title(), /^غلطی: /);
    const link = page.getByRole('alert').getByRole('link');
    assert.match(await link.innerText(), /منتخب کریں کہ آپ کس قسم کے ادارے/);
    await link.click();
    assert.equal(await heard.line.inputValue(), 'ریڈیو پر', 'what was written is kept');
    await judge(page);
    await kind.radios.first().check();
    await this.onward(page);
  }

  async howItWas(page) {
    assert.match(page.url(), /\/2$/);
    const [helped, length, again] = await questions(page);
    assert.match(helped.asks, /^کس حد تک\s+اس دن نے آپ کی مدد کی؟/);
    await helped.radios.nth(3).check();
    await length.radios.nth(1).check();
    await again.radios.nth(9).check();
    // In a scale the first answer stands above the others, and its circle at the right of its words.
    const [circle, words] = await Promise.all([
      helped.radios.first().boundingBox(),
      page.locator('label.choice span').first().boundingBox(),
    ]);
    assert.ok(circle.x > words.x, 'a circle stands at the right of its words');
    await this.onward(page);
  }

  /** A number is first written in words, then in the digits of the language. */
  async whatTheyNeed(page) {
    assert.match(page.url(), /\/3$/);
    const [wanted, first, visits, next] = await questions(page);
    await wanted.boxes.nth(2).check();
    await first.places.first().selectOption({ label: 'لوگ' });
    await first.places.nth(1).selectOption({ label: 'وقت' });
    await visits.line.fill('بارہ');
    await page.locator('input[type=date]').fill('2026-06-14');
    await this.onward(page);
    assert.match(await page.getByRole('alert').innerText(), /0 اور 60 کے درمیان کوئی پورا عدد درج کریں/);
    assert.equal(await page.locator('input[type=date]').inputValue(), '2026-06-14');
    assert.ok(next.asks.length > 0 && (await wanted.boxes.nth(2).isChecked()));
    await visits.line.fill('۱۲');
    await this.onward(page);
  }

  async inTheirWords(page) {
    assert.match(page.url(), /\/4$/);
    const [called, change] = await questions(page);
    assert.match(change.asks, /ایسے سنا: کسی اور طرح۔/);
    await called.line.fill('کہانیوں کا دن');
    // English words in an Urdu form run from left to right in their box.
    await change.line.fill('More time, please.');
    assert.equal(await change.line.evaluate((box) => getComputedStyle(box).direction), 'ltr');
    await change.line.fill('زیادہ وقت دیں۔');
    assert.equal(await change.line.evaluate((box) => getComputedStyle(box).direction), 'rtl');
    await this.onward(page);
  }

  async send(page) {
    assert.match(page.url(), /\/check$/);
    await judge(page);
    const given = await page.locator('dl.answers dd:not(.change)').allInnerTexts();
    const wanted = ['اسکول', 'کسی اور طرح: ریڈیو پر', 'کافی حد تک', 'مناسب', '9', 'کمپیوٹر', 'لوگ\nوقت', '12', '14 جون 2026', 'کہانیوں کا دن', 'زیادہ وقت دیں۔'];
    assert.deepEqual(given.map((words) => words.trim()), wanted);
    await this.onward(page);
    assert.match(page.url(), /\/sent$/);
    assert.equal(await page.locator('h1').innerText(), 'شکریہ');
  }

  async others() {
    for (let more = 0; more < OTHERS; more += 1) await this.answerAt(this.form);
  }

  /** One of eight wanted computers, and all others books. */
  async results() {
    await this.service.moveTo('2026-05-19T09:00:00Z');
    await this.signIn();
    await this.open(this.page, `${this.round}/results`);
    const words = await this.page.locator('main').textContent();
    assert.match(words, /“Books” was chosen most often, by 7 of 8/);
    assert.match(words, /Most said “From a friend”: 7 of 8/);
    assert.doesNotMatch(words, /کتابیں|کمپیوٹر/, 'results are in English');
  }
}

test('a survey is answered in Urdu from right to left, and the answers stand in the results', async (t) => {
  const mail = await mailbox();
  const service = await stage(mail.url, '2026-05-04T08:00:00Z');
  t.after(() => service.stop().then(() => mail.stop()));
  const someone = (options) => visitor(t, browser, options);
  const urdu = new Urdu({
    service,
    mail,
    hand: pointer,
    scripts: true,
    desktop: () => someone({ viewport: DESKTOP }),
    phone: () => someone({ viewport: PHONE }),
  });
  urdu.urduPhone = () => someone({ viewport: PHONE, locale: 'ur-PK' });
  const steps = [
    ['the first start makes a programme', () => urdu.setUp()],
    ['a survey in English and Urdu is open to anybody', () => urdu.ask()],
    ['somebody answers it in Urdu on a phone', () => urdu.answerInUrdu()],
    ['others answer it in English', () => urdu.others()],
    ['all of them stand in the results', () => urdu.results()],
  ];
  for (const [what, act] of steps) {
    let failure;
    await t.test(what, () => act().catch(async (problem) => {
      failure = problem;
      console.error(urdu.page.url(), await urdu.words());
      throw problem;
    }));
    if (failure) throw new Error(`the story ended early: ${what}`);
  }
});
