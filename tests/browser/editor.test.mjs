// A survey from a blank page to its answers: written with every kind of item, moved, undone, translated, looked at on a phone,
// published, asked in a course and answered at 375 pixels.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { DESKTOP, PHONE, launch, overhang, visitor } from './browser.mjs';
import { follow } from './form.mjs';
import { pointer } from './hands.mjs';
import { linkIn } from './letters.mjs';
import { mailbox } from './mailbox.mjs';
import { stage } from './service.mjs';
import { Story } from './story.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Every kind of item by what its tab says, with what is typed for one of it. */
const ITEMS = [
  ['A rating', { text: 'How useful was it?' }],
  ['A scale of your own', { text: 'How long was it?', labels: 'Too short\nRight\nToo long' }],
  ['0 to 10', { text: 'Would you come again?', low: 'No', high: 'Yes' }],
  ['One choice', { text: 'Was it loud?', options: 'Yes\nNo' }],
  ['Several choices', { text: 'What did you use?', options: 'Rooms\nBooks\nComputers' }],
  ['A ranking', { text: 'What matters most?', options: 'Time\nPlace\nPeople' }],
  ['A number', { text: 'How many came?', min: '0', max: '99' }],
  ['A date', { text: 'When do you need us?' }],
  ['A few words', { text: 'What is it called?' }],
  ['Something to read', { text: 'Nearly there.' }],
];
const CARRIED = 'You said “{answer:how_useful_was_it|nothing}”. Why?';

class Editor extends Story {
  async blank() {
    await this.open(this.page, `${this.home}/surveys/new`);
    await this.fill({ Title: 'After the workshop' });
    await this.choice('sides', 'partner').uncheck();
    await this.hands.tick(this.choice('sides', 'library'));
    await this.hands.go(this.button('Make the survey'));
    this.survey = new URL(this.page.url()).pathname;
    await this.says(/Add its first question/);
  }

  /** Chooses a kind of item in the form of a new one, and types what it needs. */
  async write(kind, fields) {
    const tab = this.page.locator('main ul.languages').getByRole('link', { name: kind, exact: true });
    if ((await tab.count()) > 0) await this.hands.go(tab);
    for (const [name, words] of Object.entries(fields)) await this.hands.write(this.named(name), words);
    if (kind === 'A rating') await this.hands.tick(this.choice('scale', 'amount5'));
  }

  async everyKind() {
    for (const [kind, fields] of ITEMS) {
      await this.hands.go(this.link('Add a question'));
      await this.write(kind, fields);
      // What is typed is shown beside the form while it is typed, and nothing is saved yet.
      await this.page.locator('[data-shown]').getByText(fields.text).waitFor();
      if (kind === 'A ranking') await this.look(this.page);
      await this.hands.go(this.button('Add the question'));
      await this.says(/The question was added/);
    }
    await this.hands.go(this.link('Add a section'));
    await this.hands.write(this.named('title'), 'In your words');
    await this.hands.go(this.button('Add the section'));
    await this.hands.go(this.page.locator('main a[href*="place=first.1"]').first());
    await this.write('An open question', { text: CARRIED });
    // The form says which earlier answers a wording can repeat.
    await this.page.getByText('Repeat an earlier answer in the wording').click();
    await this.says(/\{answer:how_useful_was_it\|…\}/);
    await this.page.locator('summary', { hasText: 'Label in charts' }).click();
    await this.hands.write(this.named('label'), 'Why');
    await this.hands.go(this.button('Add the question'));
    await this.look(this.page);
  }

  /** The keys of the questions, in their order. */
  order() {
    return this.page.locator('ol.outline > li[id^="item-"]').evaluateAll((items) => items.map(({ id }) => id.slice('item-'.length)));
  }

  /** Presses a button of the outline by the keyboard; where the focus is then. */
  async press(id) {
    await follow(this.page, async () => {
      await this.page.locator(`#${id}`).focus();
      await this.page.keyboard.press('Enter');
    });
    return this.page.evaluate(() => document.activeElement?.id);
  }

  /** The button that moved a question keeps the focus, so that it is moved on by the same key. */
  async move() {
    const before = await this.order();
    assert.equal(before.indexOf('was_it_loud'), 3);
    assert.equal(await this.press('up-was_it_loud'), 'up-was_it_loud');
    assert.equal(await this.press('up-was_it_loud'), 'up-was_it_loud');
    // At the top there is no way up: the way down has it.
    assert.equal(await this.press('up-was_it_loud'), 'down-was_it_loud');
    assert.equal((await this.order()).indexOf('was_it_loud'), 0);
    for (let undone = 0; undone < 3; undone += 1) await this.hands.go(this.button(/^Undo: moved/));
    assert.deepEqual(await this.order(), before);
    await this.hands.go(this.button('Remove “How many came”'));
    await this.hands.go(this.page.locator('#removed'));
    assert.deepEqual(await this.order(), before);
  }

  async introduce() {
    await this.hands.go(this.link('Title and introduction'));
    await this.hands.write(this.named('intro'), 'Tell us how it went.');
    await this.hands.go(this.button('Preview'));
    await this.says(/Preview: not saved yet/);
    assert.match(await this.page.locator('[data-shown]').innerText(), /Tell us how it went/);
    assert.equal(await this.named('intro').inputValue(), 'Tell us how it went.');
    await this.hands.go(this.button('Save'));
    await this.says(/Title and introduction were saved/);
  }

  async translate() {
    await this.hands.go(this.link('Translate into Welsh'));
    await this.hands.write(this.named('title'), 'Ar ôl y gweithdy');
    await this.hands.write(this.named('item.was_it_loud.text'), 'Oedd hi’n swnllyd?');
    await this.hands.go(this.button('Preview'));
    assert.match(await this.page.locator('[data-shown]').innerText(), /Oedd hi’n swnllyd/);
    await this.look(this.page);
    await this.hands.go(this.button('Save the translations'));
    await this.says(/are still missing/);
  }

  async onPhone() {
    await this.hands.go(this.link('Preview on a phone'));
    assert.equal(await this.page.locator('.phone').count(), 3, 'the introduction and two pages');
    await this.says(/What matters most/, /\[How useful was it\]/);
    await this.open(this.page, this.survey);
  }

  async publish() {
    await this.hands.go(this.link('Publish version 1'));
    await this.hands.go(this.button('Publish version 1'));
    await this.says(/Version 1 was published/);
  }

  async ask() {
    await this.open(this.page, `${this.home}/courses/new`);
    for (const [name, words] of [['title', 'Pilot course 6'], ['place', 'Plaistow Library'], ['date', '2026-05-06']]) {
      await this.hands.write(this.named(name), words);
    }
    await this.choice('side', 'partner').uncheck();
    await this.hands.tick(this.choice('side', 'library'));
    await this.named('feedback').selectOption(this.survey.split('/').at(-1));
    for (const purpose of ['before', 'follow_up']) await this.named(purpose).selectOption('');
    await this.hands.go(this.button('Plan the course'));
    this.course = new URL(this.page.url()).pathname;
    assert.match(this.course, /\/courses\/[^/]{20,}$/, await this.words());
    await this.addPeople(['ada@library.example.org']);
    [this.invitation] = await this.untilAsked('2026-05-06T15:00:00Z', '2026-05-08T15:00:00Z');
    assert.deepEqual(this.invitation.rcpt, ['ada@library.example.org']);
  }

  async answer() {
    await this.answerAt(linkIn(this.invitation, '/i/'));
    // Where all is asked on one page, an answer shows at once in the wording that repeats it.
    await this.signIn();
    await this.open(this.page, this.course);
    await this.hands.go(this.link('Show the code in the room'));
    const code = (await this.page.locator('p.code').innerText()).replaceAll(/[^A-Z0-9]/g, '');
    const page = await this.phone();
    await this.open(page, `/s/${code}/all`);
    const wording = page.locator('[data-carries]');
    assert.equal(await wording.innerText(), 'You said “nothing”. Why?');
    const point = page.locator('[name="answers[how_useful_was_it]"][value="4"]');
    const label = (await page.locator('label', { has: point }).innerText()).trim();
    await point.check();
    assert.equal(await wording.innerText(), `You said “${label}”. Why?`);
    assert.deepEqual(await overhang(page), { beyond: 0, culprit: '' });
    await this.look(page);
    await page.context().close();
  }
}

test('a survey from a blank page to its answers', async (t) => {
  const mail = await mailbox();
  const service = await stage(mail.url, '2026-05-04T08:00:00Z');
  t.after(() => service.stop().then(() => mail.stop()));
  const someone = (viewport) => visitor(t, browser, { viewport });
  const editor = new Editor({ service, mail, hand: pointer, scripts: true, desktop: () => someone(DESKTOP), phone: () => someone(PHONE) });
  const steps = [
    ['the first start makes a programme', () => editor.setUp()],
    ['a survey begins blank', () => editor.blank()],
    ['every kind of item is added, shown while it is typed', () => editor.everyKind()],
    ['a question is moved by the keyboard, and everything is undone', () => editor.move()],
    ['the introduction is previewed before it is saved', () => editor.introduce()],
    ['it is translated', () => editor.translate()],
    ['it is looked at in the frame of a phone', () => editor.onPhone()],
    ['it is published', () => editor.publish()],
    ['a course asks it', () => editor.ask()],
    ['it is answered on a phone', () => editor.answer()],
  ];
  for (const [what, act] of steps) {
    let failure;
    await t.test(what, () => act().catch(async (problem) => {
      failure = problem;
      console.error(editor.page.url(), await editor.words());
      throw problem;
    }));
    if (failure) throw new Error(`the story ended early: ${what}`);
  }
});
