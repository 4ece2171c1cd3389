// Every page, in light and dark, on a phone and on a desktop: no accessibility rule broken, no sideways scrolling.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import axe from 'axe-core';

import { DESKTOP, NARROWEST, PHONE, SCHEMES, launch, overhang, visitor } from './browser.mjs';
import { services } from './service.mjs';
import { personalLink, publicPages, staffPages } from './tour.mjs';

const started = services();
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** What axe finds wrong with the page as it is now, a line for each rule. */
async function violations(page) {
  // Straight into the page: its content security policy lets no foreign script in, and stays in force.
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(() => globalThis.axe.run(document));
  return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' | ').slice(0, 400)}`);
}

/** Everything wrong with the page in both schemes and all widths. */
async function faults(page) {
  const found = [];
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      for (const fault of await violations(page)) found.push(`${viewport.width} px, ${colorScheme}: ${fault}`);
    }
  }
  for (const viewport of [NARROWEST, PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    const { beyond, culprit } = await overhang(page);
    if (beyond > 0) found.push(`${viewport.width} px: scrolls sideways by ${beyond} px because of ${culprit}`);
  }
  await page.setViewportSize(PHONE);
  return found;
}

/** A stop of a tour that judges the page in a test of its own. */
const judging = (t) => (name, page) =>
  t.test(`${name} can be used by everyone`, async () => {
    assert.equal(await page.locator('h1').count(), 1, 'one main heading');
    assert.deepEqual(await faults(page), []);
  });

test('pages that need no sign-in', async (t) => {
  await publicPages(await visitor(t, browser), started, judging(t));
});

test('the page of a personal link', async (t) => {
  const personal = await personalLink(started.today);
  assert.ok(personal, 'the demonstration invites people');
  const page = await visitor(t, browser);
  await page.goto(personal);
  await judging(t)('personal-start', page);
});

for (const role of ['trainer', 'manager']) {
  test(`pages for a ${role}`, async (t) => {
    const kinds = await staffPages(await visitor(t, browser), started.today, role, judging(t));
    const expected = ['/', '/courses', '/courses/*', '/results', '/results/*/*'];
    if (role === 'trainer') expected.push('/rounds/*');
    for (const kind of expected) assert.ok(kinds.includes(kind), `links lead to a page ${kind}: ${kinds}`);
  });
}
