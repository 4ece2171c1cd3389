// Every page, in light and dark, on a phone and on a desktop: no accessibility rule broken, no sideways scrolling.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, visitor } from './browser.mjs';
import { judge } from './judge.mjs';
import { routeOf, routes } from './routes.mjs';
import { services } from './service.mjs';
import { LEFT_OUT, personalLink, publicPages, staffPages } from './tour.mjs';
import { faults, hasJava } from './validity.mjs';

const started = services();
/** The addresses of all pages that were judged. */
const met = new Set();
/** The HTML of those that are there for whoever asks, as it was sent. */
const sources = new Map();
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A stop of a tour that judges the page in a test of its own. */
const judging = (t) => (name, page) =>
  t.test(`${name} can be used by everyone`, async () => {
    const { pathname } = new URL(page.url());
    met.add(pathname);
    await judge(page);
    if (sources.has(pathname)) return;
    const again = await page.request.get(page.url());
    if (again.headers()['content-type']?.startsWith('text/html')) sources.set(pathname, await again.text());
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

test('every page is valid HTML', async (t) => {
  if (!(await hasJava())) {
    assert.ok(!process.env.RELEASE, 'before a release the HTML is checked');
    t.skip('Java is not installed here');
    return;
  }
  assert.ok(sources.size > 50, `${sources.size} pages`);
  assert.deepEqual(await faults(sources), []);
});

test('a page that is not valid is told with its line', async (t) => {
  if (!(await hasJava())) return t.skip('Java is not installed here');
  const page = '<!doctype html>\n<html lang="en"><head><title>A</title></head><body>\n<p><ul><li>B</ul></p></body></html>\n';
  const [fault] = await faults(new Map([['a page', page]]));
  assert.match(fault, /^a page, line 3: No “p” element in scope/);
});

test('every page that the service has was judged', async () => {
  const all = await routes();
  const judged = new Set([...met].map((path) => routeOf(path, all)));
  assert.deepEqual(all.filter((route) => !judged.has(route) && !(route in LEFT_OUT)), [], 'pages that nobody looked at');
  assert.deepEqual(Object.keys(LEFT_OUT).filter((route) => !all.includes(route) || judged.has(route)), [], 'left out in vain');
});
