// What the browser is told to refuse, on every page, and that no page needs what is refused.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, visitor } from './browser.mjs';
import { services } from './service.mjs';
import { publicPages, staffPages } from './tour.mjs';

const started = services();
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A visitor whose browser notes the policy of each page it is shown, and all that it complains of. */
async function watched(t) {
  const page = await visitor(t, browser);
  const seen = { policies: new Map(), complaints: [] };
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) {
      seen.policies.set(new URL(response.url()).pathname, response.headers()['content-security-policy'] ?? '');
    }
  });
  page.on('console', (message) => {
    // A browser also logs statuses such as 404 and 422, which some pages are meant to have.
    const status = /^Failed to load resource: the server responded with a status of 4\d\d/;
    if (message.type() === 'error' && !status.test(message.text())) seen.complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (problem) => seen.complaints.push(`${page.url()}: ${problem.message}`));
  return { page, seen };
}

/** Code or styles written into the page, which the policy would refuse. */
function inline(page) {
  return page.evaluate(() => {
    const handlers = (element) => [...element.attributes].some(({ name }) => name.startsWith('on') || name === 'style');
    const scripts = 'script:not([src]):not([type="application/json"]), style, [href^="javascript:"]';
    const found = [...document.querySelectorAll(scripts), ...[...document.querySelectorAll('*')].filter(handlers)];
    return found.map((element) => element.outerHTML.slice(0, 160));
  });
}

/** A stop of a tour that judges the page in a test of its own. */
const judging = (t, seen) => (name, page) =>
  t.test(`${name} keeps to its content security policy`, async () => {
    const policy = seen.policies.get(new URL(page.url()).pathname);
    assert.ok(policy, 'the page has a policy');
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe-|\*|https?:(?![^;]*nonce)/);
    assert.deepEqual(await inline(page), []);
    assert.deepEqual(seen.complaints.splice(0), []);
  });

test('pages that need no sign-in', async (t) => {
  const { page, seen } = await watched(t);
  await publicPages(page, started, judging(t, seen));
});

test('pages for a trainer', async (t) => {
  const { page, seen } = await watched(t);
  await staffPages(page, started.today, 'trainer', judging(t, seen));
});
