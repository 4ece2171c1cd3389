// What happens in a trainer's whole day, told once for every way to use a page.

import assert from 'node:assert/strict';

import { overhang } from './browser.mjs';
import { judge } from './judge.mjs';
import { answer, isCheck, onward, whole } from './form.mjs';
import { linkIn } from './letters.mjs';

const PASSWORD = 'plum lantern orbit velvet';
const MANAGERS_PASSWORD = 'copper window seven orchards';
const ADMIN = 'ines@library.example.org';
const MANAGER = 'grace@library.example.org';
const PEOPLE = ['dana', 'kofi', 'ruth'].map((name) => `${name}@library.example.org`);
const LIST =
  'organisation,kind,name,job,email\r\n' +
  'Elm House,childrens_home,Dana Whitfield,Manager,dana@elmhouse.example.org\r\n' +
  'Open Door,charity,Kofi Mensah,,kofi@opendoor.example.org\r\n' +
  'Nowhere,charity,Nobody,,nobody\r\n';
/** As few answers as make a group that may be shown. */
const ANSWERS = 6;

export class Story {
  /** `sends`: whether the trainer sends the summary by hand, or leaves it to its set time. */
  constructor({ service, mail, hand, scripts, sends, desktop, phone }) {
    Object.assign(this, { service, mail, hand, scripts, sends, desktop, phone });
  }

  /** Opens an address as a person would type it, and gives the page a hand. */
  async open(page, address) {
    await page.goto(new URL(address, this.service.url).href);
    await whole(page);
  }

  /** Judges a page that is met here alone, where the browser runs what judges it. */
  async look(page) {
    if (this.scripts) await judge(page);
  }

  /** A link of the page's main part, or of its head where it is one of the main places. */
  link(name) {
    return this.page.getByRole('link', { name }).first();
  }

  button(name) {
    return this.page.getByRole('button', { name }).first();
  }

  field(label) {
    return this.page.getByLabel(label, { exact: true });
  }

  /** The choice of a question that has this value. */
  choice(name, value) {
    return this.page.locator(`main [name="${name}"][value="${value}"]`);
  }

  named(name) {
    return this.page.locator(`main [name="${name}"]`).first();
  }

  async says(...all) {
    const words = await this.words();
    for (const expected of all) assert.match(words, expected);
  }

  heading() {
    return this.page.locator('h1').innerText();
  }

  /** What the page says, without its head and foot. */
  words() {
    return this.page.locator('main').innerText();
  }

  async fill(entries) {
    for (const [label, words] of Object.entries(entries)) await this.hands.write(this.field(label), words);
  }

  async setUp() {
    this.page = await this.desktop();
    this.hands = this.hand(this.page);
    await this.open(this.page, this.service.setUp);
    await this.look(this.page);
    await this.fill({
      'Name of the programme': 'Welcome to Reading',
      'Your name': 'Ines Okafor',
      'Your email address': ADMIN,
    });
    await this.hands.write(this.page.locator('input[name=password]'), PASSWORD);
    await this.hands.go(onward(this.page));
    assert.match(await this.words(), /Your programme is ready/);
    this.home = new URL(this.page.url()).pathname;
    await this.hands.go(this.button('Sign out'));
    await this.signIn();
  }

  async signIn() {
    await this.open(this.page, '/sign-in');
    if (new URL(this.page.url()).pathname !== '/sign-in') return;
    await this.fill({ 'Email address': ADMIN, Password: PASSWORD });
    await this.hands.go(this.button('Sign in'));
    await this.page.waitForURL(/\/programmes\//);
  }

  /** Goes to the page of the course by the list of courses. */
  async toCourse() {
    await this.signIn();
    await this.hands.go(this.link('Courses'));
    await this.hands.go(this.page.locator('main').getByRole('link', { name: /^Pilot course 6/ }).first());
    assert.equal(new URL(this.page.url()).pathname, this.course);
  }

  async importPartners() {
    await this.hands.go(this.link('Partners'));
    await this.hands.go(this.link(/Import/));
    const file = { name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) };
    await this.hands.file(this.field('File with your list'), file);
    await this.hands.go(this.button('Check this list'));
    assert.match(await this.heading(), /^Check this list: two new partners, two new contacts/);
    const fates = await this.words();
    for (const line of ['Dana Whitfield', 'Kofi Mensah', 'Nobody']) assert.ok(fates.includes(line), `${line} is shown: ${fates}`);
    await this.hands.go(this.button('Import this'));
    assert.match(await this.words(), /Imported: two new partners, two new contacts/);
  }

  async planCourse() {
    await this.hands.go(this.link('Courses'));
    await this.hands.go(this.page.locator(`main a[href$="/courses/new"]`).first());
    await this.fill({
      'Title of the course': 'Pilot course 6',
      Place: 'Plaistow Library',
      Day: '2026-06-16',
      Trainers: 'Ines Okafor',
    });
    for (const partner of ['Elm House', 'Open Door']) await this.hands.tick(this.field(partner));
    const aims = this.page.locator('input[name=aims]');
    const wanted = { three: 3, four: 4, five: 5, six: 6 };
    const asked = await this.page.getByText(/The ready-made surveys need/).first().innerText();
    const many = wanted[asked.match(/surveys need (\w+)/)[1]];
    for (let aim = 0; aim < many; aim += 1) await this.hands.tick(aims.nth(aim));
    await this.hands.go(this.button('Plan the course'));
    this.course = new URL(this.page.url()).pathname;
    assert.match(this.course, /\/courses\/[^/]{20,}$/, await this.words());
    await this.hands.go(this.page.locator(`main a[href="${this.course}/participants"]`).first());
    await this.hands.go(this.page.locator(`main a[href$="/participants/new"]`).first());
    await this.hands.write(this.page.locator('textarea[name=people]'), PEOPLE.map((who) => `Someone <${who}>`).join('\n'));
    await this.hands.go(this.button('Add these people'));
    assert.match(await this.words(), /3 people take part/);
    await this.addManager();
  }

  /** Puts people on the list of the course by their addresses. */
  async addPeople(people) {
    await this.open(this.page, this.course);
    await this.hands.go(this.page.locator(`main a[href="${this.course}/participants"]`).first());
    await this.hands.go(this.page.locator('main a[href$="/participants/new"]').first());
    await this.hands.write(this.named('people'), people.map((who) => `Someone <${who}>`).join('\n'));
    await this.hands.go(this.button('Add these people'));
  }

  async addManager() {
    await this.hands.go(this.link('Account'));
    await this.hands.go(this.link('People of the programme'));
    await this.hands.go(this.link('Add a person'));
    await this.hands.write(this.page.locator('main input[name=name]'), 'Grace Adeyemi');
    await this.hands.write(this.page.locator('main input[name=email]'), MANAGER);
    await this.hands.tick(this.page.getByRole('radio', { name: /^Manager/ }));
    await this.hands.go(this.button('Add the person'));
    await this.service.moveTo('2026-05-04T09:00:00Z');
    const letter = this.mail.letters.find((found) => linkIn(found, '/welcome/'));
    assert.deepEqual(letter?.rcpt, [MANAGER]);
    await this.comeIn(linkIn(letter, '/welcome/'));
  }

  /** The manager chooses a password, and sees what the programme is about. */
  async comeIn(address) {
    const page = await this.desktop();
    const hands = this.hand(page);
    await this.open(page, address);
    await this.look(page);
    await hands.write(page.locator('input[name=password]'), MANAGERS_PASSWORD);
    await hands.go(onward(page));
    assert.equal(new URL(page.url()).pathname, this.home);
    assert.equal(await page.getByRole('link', { name: 'Partners' }).count(), 0, 'managers read, and change nothing');
    await page.context().close();
  }

  /** The manager, signed in at a computer of their own: the page and a hand for it. */
  async asManager() {
    const page = await this.desktop();
    const hands = this.hand(page);
    await this.open(page, '/sign-in');
    await hands.write(page.getByLabel('Email address', { exact: true }), MANAGER);
    await hands.write(page.getByLabel('Password', { exact: true }), MANAGERS_PASSWORD);
    await hands.go(page.getByRole('button', { name: 'Sign in' }).first());
    await page.waitForURL(/\/programmes\//);
    return { page, hands };
  }

  /** Moves the clock from day to day until letters with a personal link have come that were not there before. */
  async untilAsked(first, last) {
    const had = this.mail.letters.length;
    for (let day = new Date(first); day <= new Date(last); day = new Date(day.getTime() + 24 * 3600 * 1000)) {
      await this.service.moveTo(day.toISOString());
      this.now = day;
      const asking = this.mail.letters.slice(had).filter((letter) => linkIn(letter, '/i/'));
      if (asking.length > 0) return asking;
    }
    throw new Error(`nobody was written to between ${first} and ${last}`);
  }

  async invite() {
    this.invitations = await this.untilAsked('2026-05-20T11:00:00Z', '2026-06-15T11:00:00Z');
    assert.deepEqual(this.invitations.flatMap((letter) => letter.rcpt).sort(), [...PEOPLE].sort());
  }

  async answerByLink() {
    const [letter] = this.invitations;
    await this.answerAt(linkIn(letter, '/i/'));
  }

  /** Answers a form on a phone, from its link to the thanks, with these words where words are asked for. */
  async answerAt(address, words) {
    const page = await this.phone();
    const hands = this.hand(page);
    await this.open(page, address);
    await hands.go(onward(page));
    for (let pages = 0; pages < 12 && !(await isCheck(page)); pages += 1) {
      assert.deepEqual(await overhang(page), { beyond: 0, culprit: '' });
      await answer(page, hands, words);
      await hands.go(onward(page));
    }
    await hands.go(onward(page));
    assert.match(page.url(), /\/sent(\?|$)/);
    assert.match(await page.locator('h1').innerText(), /^Thank you/);
    await page.context().close();
  }

  async remind() {
    const next = new Date(this.now.getTime() + 24 * 3600 * 1000);
    const reminders = await this.untilAsked(next.toISOString(), '2026-06-15T11:00:00Z');
    // The survey is anonymous: leaving out the one who answered would tell who that was.
    assert.deepEqual(reminders.flatMap((letter) => letter.rcpt).sort(), [...PEOPLE].sort());
    assert.ok(reminders.every((letter) => /ignore this email/.test(letter.text)), reminders[0].text);
  }

  async workshop() {
    const [letter] = await this.untilAsked('2026-06-16T14:45:00Z', '2026-06-18T14:45:00Z');
    await this.answerAt(linkIn(letter, '/i/'));
    await this.toCourse();
    await this.hands.go(this.link('Show the code in the room'));
    const code = (await this.page.locator('p.code').innerText()).replaceAll(/[^A-Z0-9]/g, '');
    for (let more = 1; more < ANSWERS; more += 1) await this.answerAt(`/s/${code}`);
  }

  async releaseComments() {
    // The feedback closes before the morning of the summary, which is nine days after the course.
    await this.service.moveTo('2026-06-24T18:00:00Z');
    await this.toCourse();
    await this.hands.go(this.link('Review the comments'));
    const quotable = this.page.locator('.comment').filter({ hasNotText: /cannot be quoted|open it to release it/ });
    const waiting = quotable.locator('input[name=comment]');
    assert.ok((await waiting.count()) > 0, await this.words());
    await this.hands.tick(waiting.first());
    await this.hands.go(this.button('Release selected'));
    assert.match(await this.words(), /Released \(1\)/);
  }

  async writeNote() {
    await this.toCourse();
    await this.hands.go(this.link('Prepare the summary'));
    await this.hands.go(this.page.locator(`main a[href$="/summary/note"]`).first());
    await this.hands.write(this.page.locator('[name=note]'), 'The second exercise needs more time.');
    await this.hands.write(this.page.locator('[name=what-1]'), 'Try joining without proof of address');
    await this.hands.write(this.page.locator('[name=who-1]'), 'Outreach manager');
    await this.hands.write(this.page.locator('[name=by-1]'), '2026-07-30');
    await this.hands.go(this.button('Save the note and actions'));
    const preview = await this.words();
    assert.match(preview, /The second exercise needs more time/);
    assert.match(preview, /Outreach manager, by 30 July 2026/);
  }

  /** The letters that brought somebody the summary. */
  summaries() {
    return this.mail.letters.filter((letter) => linkIn(letter, '/summary/'));
  }

  async summary() {
    assert.deepEqual(this.summaries(), []);
    if (this.sends) {
      await this.hands.go(this.link(/^Send to 1 person now/));
      await this.look(this.page);
      await this.hands.go(onward(this.page));
      await this.service.moveTo('2026-06-24T18:05:00Z');
      assert.equal(this.summaries().length, 1, 'it leaves when it is told to');
    }
    // Its set time comes either way, and brings nobody a second one.
    await this.service.moveTo('2026-06-26T09:00:00Z');
    const letters = this.summaries();
    assert.deepEqual(letters.map(({ rcpt }) => rcpt), [[MANAGER]]);
    await this.readSummary(letters[0]);
  }

  /** The manager reads the letter, and on a phone the page that it leads to. */
  async readSummary(letter) {
    assert.match(letter.text, /Outreach manager, by 30 July 2026/);
    const page = await this.phone();
    await this.open(page, linkIn(letter, '/summary/'));
    // Comments are in a part that opens.
    const read = await page.locator('main').textContent();
    assert.match(read, /The second exercise needs more time/);
    assert.match(read, /Longer opening hours/, 'the released comment');
    assert.deepEqual(await overhang(page), { beyond: 0, culprit: '' });
  }

  async tickOff() {
    await this.toCourse();
    await this.hands.go(this.page.locator('main').getByRole('link', { name: 'Actions', exact: true }));
    assert.equal(await this.heading(), 'One action to do');
    await this.hands.go(this.button(/^Mark as done/));
    assert.equal(await this.heading(), 'The action is done');
    this.finished = true;
  }
}
