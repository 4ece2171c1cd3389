// One partnership over two years: a workshop that fills in the agreement, both sides who confirm it on their phones and look at it
// again a year later, the partner's own page, a contact who takes over, a health check that begins by itself, and what is promised
// after it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { DESKTOP, PHONE, launch, overhang, visitor } from './browser.mjs';
import { judge } from './judge.mjs';
import { onward } from './form.mjs';
import { linkIn } from './letters.mjs';
import { mailbox } from './mailbox.mjs';
import { pointer } from './hands.mjs';
import { stage } from './service.mjs';
import { Story } from './story.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const DANA = 'dana@elmhouse.example.org';
const KOFI = 'kofi@elm.example.org';
const INES = 'ines@library.example.org';
const ANN = 'ann@library.example.org';
const OFFER = 'A box of 40 books';
const WISH = 'Something to read in the evenings';
const PROMISE = 'Ring each other every Monday';
const OUTCOME = 'We have rung each other every Monday';

class Partnership extends Story {
  async toElmHouse() {
    await this.signIn();
    await this.hands.go(this.link('Partners'));
    await this.hands.go(this.link('Elm House'));
  }

  async toAgreement() {
    await this.toElmHouse();
    await this.hands.go(this.link('Agreement'));
  }

  /** The latest link of an email to somebody that leads there. */
  linkTo(address, path) {
    const letter = this.mail.letters.findLast((found) => found.rcpt.includes(address) && linkIn(found, path));
    assert.ok(letter, `an email to ${address} leads to ${path}`);
    return linkIn(letter, path);
  }

  /** Cards of one question, typed at the desk for one side, and shown. */
  async typeCards(question, side, cards) {
    await this.hands.go(this.page.locator('main').getByRole('link', { name: question }).first());
    await this.hands.go(this.button('Open writing'));
    await this.hands.go(this.link('Type from paper'));
    await this.hands.tick(this.choice('side', side));
    await this.hands.write(this.named('table'), 'Table 1');
    await this.hands.write(this.named('lines'), cards.join('\n'));
    await this.hands.go(this.button('Add the cards'));
    await this.hands.go(this.link('Back to the board'));
    await this.hands.go(this.button('Close and show'));
  }

  /** A workshop that the partner comes to: somebody says that one thing it would like meets one that the library offers. */
  async meet() {
    await this.importPartners();
    await this.planCourse();
    await this.toCourse();
    await this.hands.go(this.link('Workshop board'));
    await this.hands.tick(this.choice('set', 'two'));
    await this.hands.go(this.button('Make the board'));
    await this.hands.go(this.button('Open the board'));
    await this.typeCards(/^We can bring/, 'library', [OFFER, 'A garden']);
    await this.typeCards(/^From our partners/, 'partner', [WISH, 'Funding']);
    await this.hands.go(this.link('Offered and wanted'));
    const pairing = this.page.locator('main form.search').filter({ has: this.page.locator('select[name=wanted]') }).first();
    await pairing.locator('select[name=wanted]').selectOption({ label: WISH });
    await pairing.locator('select[name=offered]').selectOption({ label: OFFER });
    await this.hands.go(pairing.getByRole('button', { name: 'They meet' }));
    await this.says(/Offered and wanted: 1\./);
  }

  /** The agreement begins with what was offered and wanted. */
  async write() {
    await this.toAgreement();
    await this.look(this.page);
    await this.says(/There is no agreement with this partner yet/);
    await this.hands.go(this.link('Fill in from what was offered and asked'));
    await this.look(this.page);
    await this.hands.go(this.button('Add to the draft'));
    assert.equal(await this.named('library_offers').inputValue(), OFFER);
    assert.equal(await this.named('partner_hopes').inputValue(), WISH);
    await this.look(this.page);
    await this.hands.write(this.named('shared_aim'), 'Every child at Elm House has a library card and uses it.');
    await this.hands.write(this.named('library_offers'), 'A box of 40 books\nA room on Thursdays');
    await this.hands.write(this.named('partner_offers'), 'A quiet corner\nA lift to the library');
    await this.hands.write(this.named('review_on'), '2027-05-04');
    await this.hands.go(this.button('Save the draft'));
    await this.says(/The draft was saved/, /A lift to the library/, /parts are still empty/, /Nobody has been named who can say yes/);
    await this.look(this.page);
  }

  async confirm() {
    await this.hands.go(this.link('Ask both sides to confirm'));
    await this.look(this.page);
    await this.hands.go(onward(this.page));
    await this.says(/We’re waiting for Dana Whitfield/);
    await this.service.moveTo('2026-05-04T09:00:00Z');
    for (const who of [DANA, INES]) {
      const page = await this.phone();
      const hands = this.hand(page);
      await this.open(page, this.linkTo(who, '/confirm/'));
      await judge(page);
      assert.deepEqual(await overhang(page), { beyond: 0, culprit: '' });
      await hands.go(page.getByRole('button', { name: 'Confirm the agreement' }));
      assert.match(await page.locator('main').innerText(), /You have confirmed|Both sides have/i);
      await page.context().close();
    }
    await this.service.moveTo('2026-05-04T09:05:00Z');
    await this.toAgreement();
    await this.says(/Confirmed by both sides/, /Dana Whitfield confirmed it for Elm House on 4 May 2026/);
  }

  /** The sheet fits on two pages of A4. */
  async print() {
    const page = await this.desktop();
    await this.open(page, this.linkTo(DANA, '/agreements/'));
    await judge(page);
    const pdf = (await page.pdf({ format: 'A4', margin: { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' } })).toString('latin1');
    const pages = pdf.match(/\/Type \/Page\b/g).length;
    assert.ok(pages <= 2, `${pages} pages`);
    await page.context().close();
  }

  /** A year later both sides are reminded, and write what has changed. */
  async review() {
    const had = this.mail.letters.length;
    await this.service.moveTo('2027-04-07T09:00:00Z');
    await this.service.moveTo('2027-04-08T09:00:00Z');
    const reminded = this.mail.letters.slice(had).filter(({ subject }) => /look at our agreement again/.test(subject));
    assert.deepEqual(reminded.flatMap(({ rcpt }) => rcpt).sort(), [DANA, INES]);
    await this.toAgreement();
    await this.hands.go(this.link('Write the next version'));
    assert.match(await this.named('library_offers').inputValue(), /A box of 40 books/, 'it begins with what holds');
    await this.hands.write(this.named('library_offers'), 'A box of 60 books');
    await this.hands.write(this.named('review_on'), '2028-05-04');
    await this.hands.go(this.button('Save the draft'));
    await this.says(/What this version changes/, /A box of 60 books/, /Version 1/);
    await this.look(this.page);
  }

  /** The partner asks for the link to their page, and finds what waits. */
  async ownPage() {
    await this.hands.go(this.link('Ask both sides to confirm'));
    await this.hands.go(onward(this.page));
    const page = await this.phone();
    const hands = this.hand(page);
    await this.open(page, '/p');
    await hands.write(page.getByLabel('Email address'), DANA);
    await hands.go(onward(page));
    assert.match(await page.locator('main').innerText(), /If the library knows/);
    await this.service.moveTo('2027-04-08T09:05:00Z');
    await this.open(page, this.linkTo(DANA, '/p/'));
    await judge(page);
    assert.deepEqual(await overhang(page), { beyond: 0, culprit: '' });
    const words = await page.locator('main').innerText();
    for (const expected of [/Confirm our agreement/, /Our agreement/, /Dana Whitfield/]) assert.match(words, expected);
    await hands.write(page.locator('main [name="changes"]'), 'Kofi Mensah has joined us.');
    await hands.go(page.getByRole('button', { name: 'Tell the library' }));
    assert.match(await page.locator('main').innerText(), /The library will see this/);
    await hands.go(page.getByRole('link', { name: 'Confirm our agreement' }));
    await hands.go(page.getByRole('button', { name: 'Confirm the agreement' }));
    await page.context().close();
    await this.toElmHouse();
    await this.says(/Kofi Mensah has joined us/);
  }

  /** Somebody takes over, and says line by line whether what was agreed is still right. */
  async handOver() {
    await this.hands.go(this.link('Somebody has taken over'));
    await this.look(this.page);
    await this.page.getByRole('radio', { name: 'Dana Whitfield' }).check();
    await this.hands.write(this.named('name'), 'Kofi Mensah');
    await this.hands.write(this.named('email'), KOFI);
    await this.hands.go(this.button('Hand over'));
    await this.says(/Kofi Mensah took over from Dana Whitfield/);
    await this.service.moveTo('2027-04-08T09:10:00Z');
    const page = await this.phone();
    const hands = this.hand(page);
    await this.open(page, this.linkTo(KOFI, '/p/'));
    await judge(page);
    assert.deepEqual(await overhang(page), { beyond: 0, culprit: '' });
    for (const line of await page.getByRole('radio', { name: 'Still right' }).all()) await line.check();
    await hands.go(page.getByRole('button', { name: 'Send to the library' }));
    assert.match(await page.locator('main').innerText(), /The library sees what you said/);
    await page.context().close();
    await this.toElmHouse();
    await this.says(/lines are still right/);
  }

  async toHealth() {
    await this.toElmHouse();
    await this.hands.go(this.page.locator('main').getByRole('link', { name: 'Health', exact: true }));
  }

  /** Moves the clock there, and on while emails leave: those that ask leave one at a time. */
  async until(time) {
    for (const minutes of [0, 5, 10]) {
      await this.service.moveTo(new Date(Date.parse(time) + minutes * 60_000).toISOString());
    }
  }

  /** A check of every year, and who of the library answers in it. */
  async planChecks() {
    await this.signIn();
    await this.hands.go(this.link('Partners'));
    await this.hands.go(this.link('Library staff'));
    await this.hands.go(this.link('Add a person'));
    await this.hands.write(this.named('name'), 'Ann Low');
    await this.hands.write(this.named('email'), ANN);
    await this.hands.go(onward(this.page));
    await this.toHealth();
    await this.says(/No health check yet/);
    await this.hands.go(this.link('How often, and who answers'));
    await this.look(this.page);
    await this.hands.tick(this.choice('every', '12'));
    await this.hands.write(this.named('next_on'), '2027-04-13');
    await this.hands.tick(this.field('Ann Low'));
    await this.hands.go(this.button('Save'));
    await this.says(/The next check begins on 13 April 2027/);
  }

  /** It begins by itself, and nobody sees what the others said before both sides have answered both surveys. */
  async check() {
    await this.until('2027-04-13T09:00:00Z');
    for (const who of [KOFI, ANN]) await this.answerAt(this.linkTo(who, '/i/'));
    await this.until('2027-04-20T09:00:00Z');
    await this.answerAt(this.linkTo(KOFI, '/i/'));
    await this.toElmHouse();
    assert.match(await this.heading(), /they have answered, we have not/);
    await this.toHealth();
    await this.says(/The answers are sealed/);
    assert.doesNotMatch(await this.words(), /Low on both sides/);
    await this.look(this.page);
    await this.answerAt(this.linkTo(ANN, '/i/'));
    await this.until('2027-04-20T09:15:00Z');
    await this.toHealth();
    assert.match(await this.heading(), /conditions wait for our reply/);
    await this.says(/Low on both sides: work on together/);
    await this.look(this.page);
  }

  /** A low condition gets a promise. */
  async promise() {
    await this.hands.go(this.page.locator('main').getByRole('link', { name: /^Reply/ }).first());
    await this.look(this.page);
    await this.hands.tick(this.choice('kind', 'we_will'));
    await this.hands.write(this.named('words'), PROMISE);
    await this.hands.write(this.named('day'), '2027-05-04');
    await this.hands.go(this.button('Save the reply'));
    await this.says(new RegExp(`We will: ${PROMISE}`));
  }

  /** Its owner is reminded and says how it stands without signing in; whoever asked judges it the same way. */
  async keep() {
    await this.until('2027-04-27T09:00:00Z');
    const page = await this.phone();
    const hands = this.hand(page);
    await this.open(page, this.linkTo(INES, '/promises/'));
    await judge(page);
    assert.deepEqual(await overhang(page), { beyond: 0, culprit: '' });
    await hands.tick(page.locator('main [name="state"][value="done"]'));
    await hands.write(page.locator('main [name="outcome"]'), OUTCOME);
    await hands.go(onward(page));
    assert.match(await page.locator('main').innerText(), /Thank you/);
    await this.until('2027-04-27T09:15:00Z');
    await this.open(page, this.linkTo(KOFI, '/promises/'));
    await judge(page);
    await hands.tick(page.getByRole('radio', { name: 'Yes', exact: true }));
    await hands.go(onward(page));
    assert.match(await page.locator('main').innerText(), /The library will see your answer/);
    await page.context().close();
  }

  /** The list of promises counts the answer, and the promise is released for everybody to read. */
  async release() {
    await this.signIn();
    await this.hands.go(this.link('Partners'));
    await this.hands.go(this.link('Promises'));
    await this.says(/1 yes, 0 partly/);
    await this.hands.go(this.link(PROMISE));
    await this.hands.go(this.link('Release it for the public page'));
    await this.look(this.page);
    await this.hands.go(this.button('Release it'));
    await this.says(/The public page will show it/);
  }

  /** A year later the next check begins by itself, and its invitation with what was done since. */
  async askAgain() {
    const had = this.mail.letters.length;
    await this.until('2028-04-13T09:00:00Z');
    const letter = this.mail.letters.slice(had).find((found) => found.rcpt.includes(KOFI) && linkIn(found, '/i/'));
    assert.match(letter.text, /Since our last survey:/);
    assert.ok(letter.text.includes(OUTCOME), letter.text);
  }

  /** The manager reads of all partnerships in one table, and of nobody by name. */
  async table() {
    const { page, hands } = await this.asManager();
    await hands.go(page.getByRole('link', { name: 'Results' }).first());
    await hands.go(page.getByRole('link', { name: 'All partnerships' }).first());
    await judge(page);
    const words = await page.locator('main').innerText();
    for (const expected of [/Elm House/, /Answered by both sides/]) assert.match(words, expected);
    assert.doesNotMatch(words, /Kofi Mensah|Ann Low/);
    await page.context().close();
  }
}

test('one partnership over two years', async (t) => {
  const mail = await mailbox();
  const service = await stage(mail.url, '2026-05-04T08:00:00Z');
  t.after(() => service.stop().then(() => mail.stop()));
  const someone = (viewport) => visitor(t, browser, { viewport });
  const story = new Partnership({ service, mail, hand: pointer, scripts: true, desktop: () => someone(DESKTOP), phone: () => someone(PHONE) });
  const steps = [
    ['the first start makes a programme', () => story.setUp()],
    ['a wish of the partner meets an offer at a workshop', () => story.meet()],
    ['an agreement is written that begins with both', () => story.write()],
    ['both sides confirm it on their phones', () => story.confirm()],
    ['its sheet prints on two pages', () => story.print()],
    ['a year later both are reminded, and the next version is written', () => story.review()],
    ['the partner opens their own page and finds what waits for them', () => story.ownPage()],
    ['somebody takes over and confirms line by line', () => story.handOver()],
    ['a health check of every year is planned', () => story.planChecks()],
    ['it begins by itself and stays sealed until both sides have answered', () => story.check()],
    ['a low condition is answered with a promise', () => story.promise()],
    ['its owner is reminded and says without signing in that it is kept, and whoever asked judges it', () => story.keep()],
    ['what was kept is released', () => story.release()],
    ['the next invitation begins with what was done since', () => story.askAgain()],
    ['the manager’s table of all partnerships tells how this one stands', () => story.table()],
  ];
  for (const [what, act] of steps) {
    let failure;
    await t.test(what, () => act().catch(async (problem) => {
      failure = problem;
      console.error(story.page.url(), await story.words());
      throw problem;
    }));
    if (failure) throw new Error(`the partnership ended early: ${what}`);
  }
});
