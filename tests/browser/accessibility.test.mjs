// Every page, in light and dark, on a phone and on a desktop: no accessibility rule broken, no sideways scrolling.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, visitor } from './browser.mjs';
import { judge } from './judge.mjs';
import { routeOf, routes } from './routes.mjs';
import { services } from './service.mjs';
import { LEFT_OUT, personalLink, publicPages, staffPages } from './tour.mjs';

const started = services();
/** The addresses of all pages that were judged. */
const met = new Set();
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A stop of a tour that judges the page in a test of its own. */
const judging = (t) => (name, page) =>
  t.test(`${name} can be used by everyone`, async () => {
    met.add(new URL(page.url()).pathname);
    await judge(page);
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

for (const role of ['admin', 'trainer', 'manager']) {
  test(`pages for the role ${role}`, async (t) => {
    const found = await staffPages(await visitor(t, browser), started.today, role, judging(t));
    const expected = ['', '/courses', '/courses/<id>', '/results', '/results/<offer>/<expectation>'];
    if (role !== 'manager') expected.push('/rounds/<code>');
    for (const ending of expected) assert.ok(found.includes(`/programmes/<slug>${ending}`), `links lead to ${ending}: ${found}`);
  });
}

test('every page that the service has was judged', async () => {
  const all = await routes();
  const judged = new Set([...met].map((path) => routeOf(path, all)));
  assert.deepEqual(all.filter((route) => !judged.has(route) && !(route in LEFT_OUT)), [], 'pages that nobody looked at');
  assert.deepEqual(Object.keys(LEFT_OUT).filter((route) => !all.includes(route) || judged.has(route)), [], 'left out in vain');
});
