// A trainer's whole day, from the first start of the service to the last action ticked off.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { DESKTOP, PHONE, launch, visitor } from './browser.mjs';
import { keyboard, pointer } from './hands.mjs';
import { mailbox } from './mailbox.mjs';
import { stage } from './service.mjs';
import { Story } from './story.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A part of the day, which must have happened for the next to begin. */
async function follows(t, what, act) {
  let failure;
  await t.test(what, async () => {
    failure = await act().then(() => undefined, (problem) => problem);
    if (failure) throw failure;
  });
  if (failure) throw new Error(`the day ended early: ${what}`);
}

const WAYS = [
  { name: 'without JavaScript', hand: pointer, scripts: false, sends: false },
  { name: 'by keyboard alone', hand: keyboard, scripts: true, sends: true },
];

for (const { name, hand, scripts, sends } of WAYS) {
  test(`a trainer’s whole day ${name}`, async (t) => {
    const mail = await mailbox();
    const service = await stage(mail.url, '2026-05-04T08:00:00Z');
    // The service keeps its line to the mail server, which waits for the end of it.
    t.after(() => service.stop().then(() => mail.stop()));
    const someone = (viewport) => visitor(t, browser, { viewport, javaScriptEnabled: scripts });
    const step = (what, act) => follows(t, what, act);
    const story = new Story({ service, mail, hand, scripts, sends, desktop: () => someone(DESKTOP), phone: () => someone(PHONE) });
    await step('the first start makes a programme and its administrator', () => story.setUp());
    await step('partners and contacts come from a file, after every line was shown', () => story.importPartners());
    await step('a course is planned with those who take part', () => story.planCourse());
    await step('invitations leave', () => story.invite());
    await step('one answers by the personal link', () => story.answerByLink());
    await step('reminders go to those who have not answered alone', () => story.remind());
    await step('feedback is answered at the workshop, by the link and by the poster', () => story.workshop());
    await step('comments are released after the close', () => story.releaseComments());
    await step('a note and an action are written', () => story.writeNote());
    await step('a manager gets the summary and reads it', () => story.summary());
    await step('the action is ticked off', () => story.tickOff());
    assert.ok(story.finished);
  });
}
