// The errands of ordinary days, from an empty start, without the demonstration: each ends where a trainer expects it to.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { DESKTOP, PHONE, launch, visitor } from './browser.mjs';
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

/** A list as an English Excel saves it: accents in Windows-1252, and two lines that nobody can write to. */
const BROKEN =
  'organisation,kind,name,job,email,phone\r\n' +
  'Elm House,childrens_home,Zo\xeb Whitfield,Manager,zoe@elmhouse.example.org,\r\n' +
  'Open Door,charity,Jos\xe9 Mensah,,jose@opendoor.example.org,\r\n' +
  'Open Door,charity,Ruth Hill,,ruth at opendoor,\r\n' +
  'Northgate,school,Amir Rahman,,,\r\n';
/** A contact of a partner, who is on the list. */
const PARTNER = 'zoe@elmhouse.example.org';
const STAFF = ['ada', 'ben', 'cleo'].map((name) => `${name}@library.example.org`);
const CHILD = 'Maya Brown in year 4 told us that she likes the quiet room';

class Errands extends Story {
  /** The last word on a line of what was refused, mended as the page asks for. */
  async importList() {
    await this.hands.go(this.link('Partners'));
    await this.hands.go(this.link(/Import/));
    await this.hands.file(this.field('File with your list'), { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(BROKEN, 'latin1') });
    await this.hands.go(this.button('Check this list'));
    await this.says(/Windows-1252/, /Zoë Whitfield/, /José Mensah/, /Email addresses can’t contain spaces/);
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.link(/rows to fix/i).click()]);
    const stream = await download.createReadStream();
    const parts = [];
    for await (const part of stream) parts.push(part);
    const refused = Buffer.concat(parts).toString('utf8');
    assert.match(refused, /ruth at opendoor/);
    assert.doesNotMatch(refused, /Zoë/);
    await this.hands.go(this.button('Import this'));
    await this.says(/Imported/);
    await this.hands.go(this.link('Partners'));
    await this.hands.go(this.link(/Import/));
    const mended = refused.replace('ruth at opendoor', 'ruth@opendoor.example.org').replace(/Amir Rahman,,,/, 'Amir Rahman,,amir@northgate.example.org,');
    await this.hands.file(this.field('File with your list'), { name: 'mended.csv', mimeType: 'text/csv', buffer: Buffer.from(mended) });
    await this.hands.go(this.button('Check this list'));
    await this.says(/Ruth Hill/, /Northgate as a new partner/);
    await this.hands.go(this.button('Import this'));
    await this.says(/Imported/);
  }

  /** A survey of the programme for people on a list: invited, reminded unless they answered. */
  async askProgramme() {
    await this.open(this.page, `${this.home}/surveys`);
    await this.hands.go(this.link('Use a survey'));
    await this.named('survey').selectOption('partner_expect');
    await this.hands.tick(this.choice('side', 'partner'));
    await this.hands.tick(this.choice('privacy', 'confidential'));
    await this.hands.tick(this.choice('audience', 'invited'));
    await this.hands.write(this.named('closes'), '2026-05-19');
    await this.hands.go(onward(this.page));
    // Nobody could answer it: it says so, and keeps what was chosen.
    assert.equal(new URL(this.page.url()).pathname, `${this.home}/rounds`);
    await this.says(/who should answer|who is invited|Select who/i);
    assert.equal(await this.named('closes').inputValue(), '2026-05-19');
    await this.hands.tick(this.page.locator('main [name="groups"]').first());
    await this.hands.go(onward(this.page));
    this.round = new URL(this.page.url()).pathname;
    assert.match(this.round, /\/rounds\/[A-Z0-9]{6}$/);
    const invited = await this.untilAsked('2026-05-05T09:00:00Z', '2026-05-08T09:00:00Z');
    assert.equal(invited.length, 4);
    await this.answerAt(linkIn(invited[0], '/i/'));
    const reminded = await this.untilAsked('2026-05-09T09:00:00Z', '2026-05-18T09:00:00Z');
    const rest = invited.slice(1).flatMap(({ rcpt }) => rcpt);
    assert.deepEqual(reminded.flatMap(({ rcpt }) => rcpt).sort(), rest.sort(), 'who has answered is left alone');
  }

  /** A workshop of both sides that runs today already, moved to another place and its end over a bank holiday. */
  async planLate() {
    await this.signIn();
    await this.hands.go(this.link('Courses'));
    await this.hands.go(this.page.locator('main a[href$="/courses/new"]').first());
    await this.hands.write(this.named('title'), 'Joint workshop');
    await this.hands.write(this.named('place'), 'Plaistow Library');
    await this.hands.write(this.named('date'), '2026-05-19');
    for (const side of ['library', 'partner']) await this.hands.tick(this.choice('side', side));
    for (const aim of [0, 1, 2, 3]) await this.hands.tick(this.page.locator('main [name="aims"]').nth(aim));
    await this.hands.go(this.button('Plan the course'));
    this.course = new URL(this.page.url()).pathname;
    assert.match(this.course, /\/courses\/[^/]{20,}$/, await this.words());
    await this.addPeople([...STAFF, PARTNER]);
    await this.open(this.page, this.course);
    await this.hands.go(this.page.locator(`main a[href="${this.course}/edit"]`).first());
    await this.hands.write(this.named('place'), 'East Ham Library');
    await this.hands.write(this.named('date'), '2026-05-21');
    await this.hands.go(onward(this.page));
    await this.says(/East Ham|opens on|closes on/);
    await this.hands.go(onward(this.page));
    await this.says(/East Ham Library/, /bank holiday/i);
    await this.hands.go(this.link('Show the codes in the room'));
    await this.says(/Use the code for your side/, /Library staff/, /Partners/);
  }

  /** Whoever is added after the invitation left gets theirs. */
  async addLate() {
    const feedback = await this.untilAsked('2026-05-21T15:00:00Z', '2026-05-22T12:00:00Z');
    assert.deepEqual(feedback.flatMap(({ rcpt }) => rcpt).sort(), [...STAFF, PARTNER].sort(), 'both sides are asked');
    this.feedback = feedback;
    await this.signIn();
    await this.addPeople(['late@library.example.org']);
    const late = await this.untilAsked('2026-05-22T13:00:00Z', '2026-05-26T12:00:00Z');
    assert.ok(late.some(({ rcpt }) => rcpt.includes('late@library.example.org')));
  }

  /** What names a child is marked, and released one at a time or never. */
  async nameChild() {
    await this.answerAt(linkIn(this.feedback[0], '/i/'), CHILD);
    await this.service.moveTo('2026-05-29T17:30:00Z');
    await this.signIn();
    await this.open(this.page, `${this.course}/comments`);
    const marked = this.page.locator('.comment').filter({ hasText: 'Maya Brown' }).first();
    await this.hands.tick(marked.locator('input[name=comment]'));
    await this.hands.go(this.button('Release selected'));
    await this.says(/marked: open it to release it/);
    assert.doesNotMatch(await this.words(), /Released \([1-9]/, 'it is not released with others');
    await this.open(this.page, `${this.course}/summary`);
    assert.doesNotMatch(await this.page.content(), /Maya/);
    await this.service.moveTo('2026-06-10T09:00:00Z');
    assert.ok(this.mail.letters.every(({ text, html }) => !/Maya/.test(`${text}${html}`)));
  }

  /** A form that is sent after the session has ended leads through the sign-in and back, with what was typed. */
  async comeBack() {
    await this.signIn();
    await this.open(this.page, `${this.home}/partners/new`);
    await this.hands.write(this.named('name'), 'Riverside Primary');
    await this.hands.tick(this.choice('kind', 'school'));
    await this.service.moveTo('2026-06-11T09:00:00Z');
    await this.hands.go(onward(this.page));
    await this.says(/signed out|sign in/i);
    if ((await this.page.locator('input[name=password]').count()) === 0) await this.hands.go(this.link(/Sign in/));
    await this.fill({ 'Email address': 'ines@library.example.org', Password: 'plum lantern orbit velvet' });
    await this.hands.go(this.button('Sign in'));
    assert.equal(await this.named('name').inputValue(), 'Riverside Primary');
    await this.hands.go(onward(this.page));
    await this.says(/Riverside Primary/);
  }
}

test('the errands of ordinary days, from an empty start', async (t) => {
  const mail = await mailbox();
  const service = await stage(mail.url, '2026-05-04T08:00:00Z');
  t.after(() => service.stop().then(() => mail.stop()));
  const someone = (viewport) => visitor(t, browser, { viewport });
  const errands = new Errands({ service, mail, hand: pointer, scripts: true, desktop: () => someone(DESKTOP), phone: () => someone(PHONE) });
  const steps = [
    ['the first start makes a programme', () => errands.setUp()],
    ['a list of Excel with broken lines is mended and sent again', () => errands.importList()],
    ['a survey of the programme goes to a list, and reminders to the rest of it', () => errands.askProgramme()],
    ['a workshop of both sides is planned on its day, and moved over a bank holiday', () => errands.planLate()],
    ['whoever is added late gets an invitation', () => errands.addLate()],
    ['a comment that names a child goes nowhere', () => errands.nameChild()],
    ['a form sent after the session ended comes back with its fields', () => errands.comeBack()],
  ];
  for (const [what, act] of steps) {
    let failure;
    await t.test(what, () => act().catch(async (problem) => {
      failure = problem;
      console.error(errands.page.url(), await errands.words());
      throw problem;
    }));
    if (failure) throw new Error(`the errands ended early: ${what}`);
  }
});
